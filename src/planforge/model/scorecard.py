"""Scores: every figure with its parts and the cells they came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from planforge.model.action import Action, Risk
from planforge.model.assessment import Want
from planforge.model.codes import (
    AccountType,
    ActionKind,
    ActionStatus,
    RiskSource,
    RiskSourceGroup,
    RiskZone,
    SalesStage,
    Scenario,
    Status,
    WindowCell,
)
from planforge.model.influence import InfluenceReading
from planforge.model.opportunity import Opportunity
from planforge.model.relationship import Stakeholder
from planforge.model.scorecard_customer import BuyingScores, ContactCounts, EffortScores, PurchaseScores
from planforge.model.scorecard_deals import CapabilityScores, DealScores, GoalScores, ResourceScores
from planforge.model.scorecard_duties import DutyScores
from planforge.model.scorecard_forecast import ForecastScores, YearGoals
from planforge.model.scorecard_parts import CadenceScore, PartScores, ProfileScores
from planforge.model.scorecard_standing import QuestionScores, SelectionScores, StandingScores
from planforge.model.stages import StageReading
from planforge.values import CellRef

COMPLETENESS, CONSISTENCY, EVIDENCE, FRESHNESS = "completeness", "consistency", "evidence", "freshness"
"""The four dimensions of plan quality: the names of their fields in `Quality`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One ingredient of a score: its label as entered, its value, weight (share of 1) and cells."""

    label: str
    value: float | None
    weight: float | None = None
    cells: tuple[CellRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A figure. `unit`: rating, percent (share of 1), money (workbook unit), count, points, ratio. `formula` in plain words."""

    key: str
    value: float | None
    unit: str
    formula: str = ""
    parts: tuple[Part, ...] = ()
    cells: tuple[CellRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorScores:
    """Ten factors. Group keys: profile (1-4), pipeline (5-7), relationships (8-10). Means are over the rated factors."""

    average: Score
    groups: tuple[Score, ...] = ()
    previous_average: float | None = None
    previous_groups: tuple[float | None, ...] = ()
    rated: int = 0
    good: tuple[int, ...] = ()
    poor: tuple[int, ...] = ()
    weakest: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialRival:
    """A rival that is not rated on every success factor."""

    name: str
    rated: int
    factors: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StrengthScore:
    """Relative strength. `ours` and `rivals` are weighted means; ratio = ours / best rival; axis = clamp(3 x ratio, 1, 5).

    Attributes:
        ours_compared, best_compared: ours and the best rival's over the factors on which both are rated; the ratio is theirs.
        partial: rivals not rated on every factor.
        gap: ours less the best rival's, both compared.
        factor_gaps: by factor in sheet order, our rating less the best of the rivals'; None where either is not known.
    """

    axis: Score
    ours: float | None = None
    rivals: tuple[tuple[str, float], ...] = ()
    best_rival: str | None = None
    ratio: float | None = None
    ours_compared: float | None = None
    best_compared: float | None = None
    partial: tuple[PartialRival, ...] = ()
    gap: float | None = None
    factor_gaps: tuple[float | None, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """The account's place in the quadrant. `near` is the neighbour across a line closer than 0.2."""

    attractiveness: Score
    strength: StrengthScore
    attractiveness_cut: float = 3.0
    strength_cut: float = 3.0
    type: AccountType | None = None
    near: AccountType | None = None
    near_axis: str | None = None
    previous_attractiveness: float | None = None
    previous_strength: float | None = None
    previous_type: AccountType | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class YearResult:
    """One year's result.

    net_income = revenue - direct - indirect; cost_to_serve = indirect / revenue; growth against the year before; variance = revenue - plan.
    """

    year: int
    scenario: Scenario | None = None
    revenue: float | None = None
    direct_cost: float | None = None
    indirect_cost: float | None = None
    plan: float | None = None
    net_income: float | None = None
    margin: float | None = None
    cost_to_serve: float | None = None
    growth: float | None = None
    variance: float | None = None
    comment: str | None = None
    cells: Mapping[str, CellRef] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FinancialScores:
    """Five years in order. `cagr` runs from last year to the last year of the table. `wallet_share` = ours / total spend."""

    years: tuple[YearResult, ...] = ()
    this: YearResult | None = None
    last: YearResult | None = None
    next: YearResult | None = None
    cagr: Score | None = None
    cagr_span: tuple[int, int] | None = None
    wallet_share: Score | None = None
    previous_wallet_share: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """An open opportunity with its weighted value. `counts` is true when it closes in the next year and has a weighted value.

    `profit` is the profit to be expected of it, weighted value x margin; None while the margin is unknown.
    """

    opportunity: Opportunity
    weighted: float | None
    counts: bool
    profit: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StageSum:
    """The open deals of a sales stage (METHOD, E4); `stage` is None for those without one.

    `value` and `weighted` are sums over the deals that have them, `valued` and `known` say how many these are; None when none has.
    """

    stage: SalesStage | None
    deals: int = 0
    value: float | None = None
    valued: int = 0
    weighted: float | None = None
    known: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PipelineScores:
    """Open deals, largest weighted value first, against next year's growth target.

    growth_target = plan[next] - forecast[this]; weighted = sum of the deals that count, of unknown value while none counts that could;
    coverage = weighted / growth_target, None when the target is not above 0;
    top_share = largest / weighted; gap = max(0, growth_target - weighted).

    Attributes:
        profit: what the deals that count can be expected to earn, over those whose margin is known; None when none is.
        stages: the open stages in order, those without a deal included; deals without a stage come last.
        closing: open deals that close in the next year, with or without a weighted value.
    """

    deals: tuple[Deal, ...] = ()
    growth_target: Score | None = None
    weighted: Score | None = None
    coverage: Score | None = None
    top_share: Score | None = None
    gap: float | None = None
    without_probability: int = 0
    profit: Score | None = None
    stages: tuple[StageSum, ...] = ()
    closing: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskScore:
    """A risk with its zone and movement: +1 worse, 0 same, -1 better, None when there is nothing to compare with."""

    number: int
    risk: Risk
    zone: RiskZone | None
    points: int | None
    movement: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceScore:
    """A group of risk sources (METHOD, F2).

    Attributes:
        risks: its risks.
        levels: how many of them are in each zone, all four zones included.
        unrated: how many are in none.
        points: the sum over those that are rated; 0 without a risk, None when it has risks and none of them is rated.
        never: its sources that no risk has.
    """

    group: RiskSourceGroup
    risks: tuple[RiskScore, ...] = ()
    levels: Mapping[RiskZone, int] = field(default_factory=dict)
    unrated: int = 0
    points: int | None = 0
    never: tuple[RiskSource, ...] = ()

    @property
    def highest(self) -> RiskZone | None:
        """The highest zone of its risks; None when it has none that is rated."""
        return max((risk.zone for risk in self.risks if risk.zone is not None), key=lambda zone: zone.rank, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskScores:
    """Risks, highest zone first, then points, then sheet order; numbers are the sheet order.

    `sources` are the five groups, none while no risk has a source; `without_source` is how many risks name none.
    """

    risks: tuple[RiskScore, ...] = ()
    counts: Mapping[RiskZone, int] = field(default_factory=dict)
    sources: tuple[SourceScore, ...] = ()
    without_source: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactScore:
    """A stakeholder with best contact level (own level or best coverage), cover and days over the agreed rhythm (0 = in time).

    `due` is the day by which the next contact is due by that rhythm.
    """

    contact: Stakeholder
    level: int | None
    covered: bool
    days_over: int | None
    status: Status
    due: date | None = None
    members: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportBalance:
    """Support of the key contacts, in the points of the scoring policy, each times the weight of the person's buying role.

    Attributes:
        points: the sum, `ours` less `against`.
        ours, against: the part of those for us and of those against us, both 0 or more.
        most: the sum if everybody whose support is known were a mentor.
        known, unknown: key contacts whose support is known, and those of whom it is not; these count for neither side.
    """

    points: int
    ours: int
    against: int
    most: int
    known: int
    unknown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationshipScores:
    """Key contacts (those with a buying role), in order approver, decider, evaluator, user; then the others.

    Attributes:
        stage: what the contacts show, with the stage they imply, to hold against the claimed one.
        balance: supporters against opponents; None while nobody's support is known.
        influence: the net of influence among all contacts.
        sole_holder, sole_contacts: the one person of ours who holds all key contacts that meet us, and how many these are; empty and 0
            when several do.
    """

    contacts: tuple[ContactScore, ...] = ()
    key_contacts: int = 0
    covered: int = 0
    uncovered: tuple[str, ...] = ()
    overdue: tuple[str, ...] = ()
    approver_level: int | None = None
    against: tuple[str, ...] = ()
    coverage: Score | None = None
    stage: StageReading = field(default_factory=StageReading)
    balance: SupportBalance | None = None
    influence: InfluenceReading = field(default_factory=InfluenceReading)
    sole_holder: str = ""
    sole_contacts: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CompetitionScores:
    """The competitive matrix. A criterion is led when our mark is at or above every known rival mark.

    `lead_share` is the led weight over the scored weight; `totals` are weighted means on the 1 to 3 scale.
    """

    led: int = 0
    scored: int = 0
    criteria: int = 0
    lead_share: Score | None = None
    our_total: float | None = None
    totals: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WantScores:
    """The satisfaction window: counts per cell; met = wants and gets over all wanted.

    Attributes:
        unmet: what the customer wants and does not get, the most important first; those of unknown importance last.
        wasted: share of our known hours that goes into what the customer gets and does not want; None while not known.
        hours: our known hours a month, None when none are known; `hours_known` of `hours_items` items have them.
    """

    cells: Mapping[WindowCell, int] = field(default_factory=dict)
    met: Score | None = None
    unmet: tuple[Want, ...] = ()
    wasted: Score | None = None
    hours: float | None = None
    hours_known: int = 0
    hours_items: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionScore:
    """An action with its status and days late on the as-of date.

    `days_moved` is how far its due date lies behind that of the last review, negative when it was brought forward; None when the
    action is new or one of the dates is missing.
    """

    number: int
    action: Action
    status: ActionStatus
    days_late: int
    days_moved: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerLoad:
    """What an owner has to do: open actions, how many of them are late, and when the next falls due (METHOD, G4)."""

    owner: str
    actions: int = 0
    late: int = 0
    next_due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionScores:
    """Actions, late first by days, then by due date. on_time = done or not yet due, over all dated.

    Attributes:
        loads: owners of open actions, the busiest first.
        without_goal: numbers of the actions that name no goal, in sheet order; none while the plan has no goals.
        kinds: how many actions are of each type; empty while no action has one (METHOD, G2).
        needing: numbers of the open actions that ask for support, in sheet order.
        slipped: numbers of the actions whose due date is later than at the last review, in sheet order.
    """

    actions: tuple[ActionScore, ...] = ()
    on_time: int = 0
    late: int = 0
    dated: int = 0
    oldest: ActionScore | None = None
    on_time_share: Score | None = None
    loads: tuple[OwnerLoad, ...] = ()
    without_goal: tuple[int, ...] = ()
    kinds: Mapping[ActionKind, int] = field(default_factory=dict)
    needing: tuple[int, ...] = ()
    slipped: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """Points lost in the quality score, tied to a rule or block and a cell.

    Attributes:
        count, total: how many cells, records or findings lack something, and of how many; a total of 0 has nothing to judge.
    """

    dimension: str
    points: float
    code: str
    message: str
    hint: str
    cell: CellRef | None = None
    count: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """Plan quality 0 to 100: completeness 40, consistency 25, evidence 20, freshness 15; `fixes` are the five worth most."""

    total: float
    completeness: float
    consistency: float
    evidence: float
    freshness: float
    complete_share: float
    losses: tuple[Loss, ...] = ()
    fixes: tuple[Loss, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionStatus:
    """The status of a section and the rule that gave it, in words."""

    section: str
    status: Status
    reason: str = ""


SECTIONS = ("financials", "factors", "relationships", "competition", "satisfaction", "pipeline", "risks", "actions")
"""The sections that have a status, in the order of slide A02."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorecard:
    """Every score of one plan on one day."""

    as_of: date | None
    factors: FactorScores
    position: Position
    financials: FinancialScores
    pipeline: PipelineScores
    risks: RiskScores
    relationships: RelationshipScores
    competition: CompetitionScores
    wants: WantScores
    actions: ActionScores
    quality: Quality
    statuses: Mapping[str, SectionStatus] = field(default_factory=dict)
    deals: DealScores = field(default_factory=DealScores)
    capabilities: CapabilityScores = field(default_factory=CapabilityScores)
    goals: GoalScores = field(default_factory=GoalScores)
    resources: ResourceScores = field(default_factory=ResourceScores)
    duties: DutyScores = field(default_factory=DutyScores)
    parts: PartScores = field(default_factory=PartScores)
    profile: ProfileScores = field(default_factory=ProfileScores)
    cadence: CadenceScore = field(default_factory=CadenceScore)
    questions: QuestionScores = field(default_factory=QuestionScores)
    selection: SelectionScores = field(default_factory=SelectionScores)
    standing: StandingScores = field(default_factory=StandingScores)
    forecast: ForecastScores = field(default_factory=ForecastScores)
    year_goals: YearGoals = field(default_factory=YearGoals)
    purchase: PurchaseScores = field(default_factory=PurchaseScores)
    effort: EffortScores = field(default_factory=EffortScores)
    people: ContactCounts = field(default_factory=ContactCounts)
    buying: BuyingScores = field(default_factory=BuyingScores)

    def status(self, section: str) -> Status:
        """The status of a section; not assessed when there is none."""
        found = self.statuses.get(section)
        return found.status if found else Status.NOT_ASSESSED
