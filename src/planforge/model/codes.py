"""The codes of the planning method. Each member's value is the code a workbook cell holds before the dash."""

from __future__ import annotations

from enum import StrEnum


class Scenario(StrEnum):
    """What a year's figures are."""

    ACTUAL = "A"
    FORECAST = "F"
    PLAN = "P"


class BuyingRole(StrEnum):
    """What a person does in the customer's purchase. Symbols of the method: ※ + = −."""

    APPROVER = "approver"
    DECIDER = "decider"
    EVALUATOR = "evaluator"
    USER = "user"

    @property
    def symbol(self) -> str:
        """The method's mark for the role."""
        return {"approver": "※", "decider": "+", "evaluator": "=", "user": "−"}[self.value]

    @property
    def rank(self) -> int:
        """0 for the approver, 3 for a user: the order in which contacts are listed."""
        return list(BuyingRole).index(self)


class Attitude(StrEnum):
    """A person's attitude to change, innovator to laggard."""

    INNOVATOR = "I"
    VISIONARY = "V"
    PRAGMATIST = "P"
    CONSERVATIVE = "C"
    LAGGARD = "L"


class Support(StrEnum):
    """How a person stands towards us, in five steps."""

    MENTOR = "mentor"
    SUPPORTER = "supporter"
    NEUTRAL = "neutral"
    NON_SUPPORTER = "non-supporter"
    ENEMY = "enemy"

    @property
    def sign(self) -> int:
        """+1 for us, 0 neutral, −1 against us."""
        return (self in (Support.MENTOR, Support.SUPPORTER)) - (self in (Support.NON_SUPPORTER, Support.ENEMY))

    @property
    def is_strong(self) -> bool:
        """True for whoever works for us or against us, not only thinks so."""
        return self in (Support.MENTOR, Support.ENEMY)


class InfluenceType(StrEnum):
    """On what ground a person judges an offer."""

    ECONOMIC = "economic"
    USER = "user"
    TECHNICAL = "technical"
    COACH = "coach"


class InfluenceStrength(StrEnum):
    """How much one person's word counts with another."""

    STRONG = "strong"
    WEAK = "weak"


class Rhythm(StrEnum):
    """How often we agreed to meet a person; `scorecard.toml` says how many days that are."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half-yearly"
    YEARLY = "yearly"


class RelationshipStage(StrEnum):
    """The five stages of a key-account relationship."""

    PRE = "pre"
    EARLY = "early"
    MID = "mid"
    PARTNERSHIP = "partnership"
    SYNERGISTIC = "synergistic"

    @property
    def step(self) -> int:
        """1 for pre to 5 for synergistic."""
        return list(RelationshipStage).index(self) + 1


class SalesStage(StrEnum):
    """Where an opportunity stands. Won and lost are closed; the others are open."""

    IDENTIFY = "identify"
    QUALIFY = "qualify"
    PROPOSE = "propose"
    NEGOTIATE = "negotiate"
    WON = "won"
    LOST = "lost"

    @property
    def is_open(self) -> bool:
        """True while the customer has not decided."""
        return self not in (SalesStage.WON, SalesStage.LOST)


class DutyRole(StrEnum):
    """What a person has to do with a duty: answers for it, does the work, is asked before, is told after."""

    ACCOUNTABLE = "A"
    RESPONSIBLE = "R"
    CONSULTED = "C"
    INFORMED = "I"


class Degree(StrEnum):
    """Low, medium or high: the scale of probability and impact."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"

    @property
    def points(self) -> int:
        """1, 2 or 3."""
        return list(Degree).index(self) + 1


class RiskZone(StrEnum):
    """The four levels of the 3x3 risk matrix, from the sum of probability and impact points."""

    CAUTION = "proceed with caution"
    FIX = "fix before launch"
    SIGNIFICANT = "significant risk"
    SHOW_STOPPER = "show stopper"

    @property
    def rank(self) -> int:
        """0 for proceed with caution to 3 for a show stopper."""
        return list(RiskZone).index(self)


class RiskSourceGroup(StrEnum):
    """The five groups of risk sources."""

    BUSINESS_CASE = "business case"
    PLANNING = "planning"
    ORGANISATIONAL = "organisational"
    TECHNICAL = "technical"
    EXTERNAL = "external"


class RiskSource(StrEnum):
    """The 22 sources of risk. The letter before the digit names the group."""

    COST_INCREASE = "B1"
    RETURN = "B2"
    LEAD_TIME = "B3"
    MARKET_OR_REGULATION = "B4"
    BUSINESS_COMMITMENT = "B5"
    RESOURCES = "P1"
    COMPLEXITY = "P2"
    DEVELOPMENT_TIME = "P3"
    PROJECT_MANAGEMENT = "P4"
    CROSS_FUNCTIONAL = "O1"
    PROCESS_OWNERSHIP = "O2"
    MULTIPLE_LOCATIONS = "O3"
    CHANGE_ACCELERATION = "O4"
    TECHNOLOGY_EXPERIENCE = "T1"
    DESIGN_COMPLEXITY = "T2"
    SCOPE_CHANGES = "T3"
    PROCESS_KNOWLEDGE = "T4"
    QUALITY_METHODS = "T5"
    VENDOR_EXPERIENCE = "E1"
    MULTIPLE_VENDORS = "E2"
    VENDOR_DEPENDENCE = "E3"
    RECRUITMENT = "E4"

    @property
    def group(self) -> RiskSourceGroup:
        """The group the source belongs to."""
        return list(RiskSourceGroup)["BPOTE".index(self.value[0])]


class Mark(StrEnum):
    """A capability mark of the competition matrix."""

    ONE = "+"
    TWO = "++"
    THREE = "+++"
    UNKNOWN = "???"

    @property
    def points(self) -> int | None:
        """1 to 3; None for unknown, which is never counted as 0."""
        return None if self is Mark.UNKNOWN else len(self.value)


class YesNo(StrEnum):
    """An answer that may only be yes or no."""

    YES = "yes"
    NO = "no"

    def __bool__(self) -> bool:
        return self is YesNo.YES


class AccountClass(StrEnum):
    """The class that sets the review cadence: A quarterly, B yearly, C yearly as a group."""

    A = "A"
    B = "B"
    C = "C"


class AccountType(StrEnum):
    """The quadrant of attractiveness and relative strength."""

    KEY = "key"
    KEY_DEVELOPMENT = "key development"
    MAINTENANCE = "maintenance"
    OPPORTUNISTIC = "opportunistic"


class WindowCell(StrEnum):
    """The four cells of the customer-satisfaction window."""

    TARGET = "target"
    OUT_OF_HERE = "out of here"
    WASTING_RESOURCES = "wasting resources"
    NO_PROBLEM = "no problem"


class Change(StrEnum):
    """What we do about an item of the satisfaction window."""

    KEEP = "keep"
    START = "start"
    STOP = "stop"


class InitiativeStatus(StrEnum):
    """Where an initiative of the roadmap stands."""

    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"


class ResourceKind(StrEnum):
    """What a resource request asks for."""

    PEOPLE = "people"
    MONEY = "money"
    EXPERT_TIME = "expert time"
    EQUIPMENT = "equipment"
    EXECUTIVE_TIME = "executive time"


class ActionStatus(StrEnum):
    """Computed from due date, done date and the as-of date; never typed in."""

    DONE = "done"
    DONE_LATE = "done late"
    ON_TIME = "on time"
    LATE = "late"
    NO_DATE = "no date"


class Status(StrEnum):
    """The status of a section: on track, watch, off track, not assessed."""

    ON_TRACK = "G"
    WATCH = "A"
    OFF_TRACK = "R"
    NOT_ASSESSED = "N"


class Answer(StrEnum):
    """An answer to a question about a deal or to a reviewer's question. Marks of the method: + − ?. Open counts as open, never as no."""

    YES = "yes"
    NO = "no"
    OPEN = "open"


class AccountKind(StrEnum):
    """Whether the account is a group with branches or one enterprise in one area."""

    NATIONAL = "national"
    REGIONAL = "regional"


class CustomerValue(StrEnum):
    """What a customer pays a supplier for."""

    INTRINSIC = "intrinsic"
    EXTRINSIC = "extrinsic"
    STRATEGIC = "strategic"


class Orientation(StrEnum):
    """How the customer looks at the relationship."""

    TRANSACTIONAL = "transactional"
    STRATEGIC = "strategic"


class QuestionGroup(StrEnum):
    """The four questions about an opportunity, five parts each."""

    OPPORTUNITY = "opportunity"
    COMPETE = "compete"
    WIN = "win"
    WORTH = "worth"


class FunnelStage(StrEnum):
    """The parts of the opportunity funnel: may become a project, is one, is ours to win."""

    POTENTIAL = "potential"
    CONFIRMED = "confirmed"
    MINE = "mine"


class TrustPart(StrEnum):
    """Where trust comes from: the company, or its people."""

    ORGANISATION = "organisation"
    PERSON = "person"


class Party(StrEnum):
    """Who gains from the business."""

    SUPPLIER = "supplier"
    CUSTOMER = "customer"


class ActivityKind(StrEnum):
    """The eight kinds of customer activity."""

    VISIT = "visit"
    SEMINAR = "seminar"
    EXCHANGE = "exchange"
    DEMO = "demo"
    EXECUTIVE = "executive"
    INSPECTION = "inspection"
    NEGOTIATION = "negotiation"
    OTHER = "other"


class ActivityPurpose(StrEnum):
    """The four purposes of customer activity."""

    RAPPORT = "rapport"
    INFORMATION = "information"
    ADVANTAGE = "advantage"
    PROGRESS = "progress"


class BuyingPhase(StrEnum):
    """Where a person is in the purchase."""

    NEED = "need"
    OPTIONS = "options"
    CHOICE = "choice"
    AFTER_SALE = "after-sale"


class PersonalInterest(StrEnum):
    """What a person wants from a purchase. Internal: never shown to a customer."""

    SECURITY = "security"
    APPROVAL = "approval"
    ACHIEVEMENT = "achievement"
    RESPECT = "respect"
    POWER = "power"
    MONEY = "money"


class Bond(StrEnum):
    """The four steps of a personal relationship."""

    ACQUAINT = "acquaint"
    ENGAGE = "engage"
    TRUST = "trust"
    ALLIANCE = "alliance"


class ActionKind(StrEnum):
    """The five types of action of the team's plan."""

    BUSINESS = "business"
    RELATIONSHIP = "relationship"
    PROJECT = "project"
    CAPABILITY = "capability"
    PROGRESS = "progress"


class Outcome(StrEnum):
    """What the reviewers made of a decision."""

    APPROVED = "approved"
    CHANGED = "changed"
    REJECTED = "rejected"


class SwotKind(StrEnum):
    """Strengths, weaknesses, opportunities, threats."""

    STRENGTH = "strength"
    WEAKNESS = "weakness"
    OPPORTUNITY = "opportunity"
    THREAT = "threat"


class StrategyKind(StrEnum):
    """By what means we serve a goal of the customer."""

    PRODUCT = "product"
    SOLUTION = "solution"
    PRICE = "price"
    SERVICE = "service"


class CustomerStrategy(StrEnum):
    """What the customer is after."""

    EXPANSION = "expansion"
    APPLICATION = "application"
    PRICE_PERFORMANCE = "price-performance"


class PreparationPart(StrEnum):
    """Who prepares: the account team, or management."""

    PREWORK = "prework"
    MANAGEMENT = "management"


class WorkPhase(StrEnum):
    """The stages of the work, after the design roadmap of Six Sigma."""

    DEFINE = "define"
    MEASURE = "measure"
    ANALYZE = "analyze"
    DESIGN = "design"
    VERIFY = "verify"


class Verdict(StrEnum):
    """What the questions about a deal add up to."""

    GO = "go"
    VERIFY = "verify"
    NO_GO = "no-go"


class Cover(StrEnum):
    """Whether our units and partners give what the customer's project needs."""

    MET = "met"
    SHORT = "short"
    OPEN = "open"


class GoalStatus(StrEnum):
    """Where a goal stands; computed from baseline, figure, target and due date, never typed in."""

    REACHED = "reached"
    ON_TRACK = "on track"
    SLOW = "slow"
    AWAY = "moving away"
    OVERDUE = "overdue"
    NO_DATE = "no date"
    NOT_MEASURED = "not measured"
