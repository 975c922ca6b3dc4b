"""Account plans built from model classes, with the cell of every value as a real workbook has them.

`full_plan()` is Lanhai Grid Group in 2025 Q3, every block filled and with a few faults a real plan has;
`previous_plan()` is the same account one quarter before; `half_filled_plan()` is a plan somebody has begun.
`with_changes(plan, {"pipeline[0].probability": None, "risks": ()})` gives a copy with other values.
"""
# Records are written one to a line, as in the sheet.
# ruff: noqa: E501

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any, TypeVar

from planforge.model.account import AccountProfile, Cover, CustomerGoal, CustomerYear, FinancialYear, TeamMember, TitleOverride, WalletLine
from planforge.model.action import Action, Decision, ResourceRequest, Risk
from planforge.model.assessment import AttractivenessFactor, BuyingCriterion, FactorRating, SuccessFactor, Want
from planforge.model.codes import (
    AccountClass,
    Attitude,
    BuyingRole,
    Change,
    CustomerStrategy,
    Degree,
    InfluenceStrength,
    InfluenceType,
    InitiativeStatus,
    Mark,
    RelationshipStage,
    ResourceKind,
    Rhythm,
    RiskSource,
    RiskZone,
    SalesStage,
    Scenario,
    StrategyKind,
    Support,
    SwotKind,
    YesNo,
)
from planforge.model.opportunity import Objective, Opportunity, RoadmapItem
from planforge.model.plan import AccountPlan, BlockReading
from planforge.model.record import Record
from planforge.model.relationship import Coverage, FunctionPair, Influence, StageAction, StageClaim, Stakeholder
from planforge.model.strategy import AccountStrategy, RivalMove, SwotItem
from planforge.values import CellRef, SourceFile, covering_ranges

AS_OF = date(2025, 9, 30)
YES, NO = YesNo.YES, YesNo.NO

R = TypeVar("R", bound=Record)

SHEETS: Mapping[str, tuple[str, int]] = {
    "cover": ("Cover", 7),
    "titles": ("Cover", 30),
    "team": ("Team", 7),
    "profile": ("Profile", 7),
    "customer_goals": ("Profile", 16),
    "customer_years": ("Profile", 25),
    "factors": ("TenFactors", 7),
    "attractiveness": ("Attractiveness", 7),
    "strength": ("Strength", 7),
    "financials": ("Financials", 7),
    "wallet": ("Wallet", 7),
    "contacts": ("Contacts", 7),
    "influence": ("Influence", 7),
    "coverage": ("Coverage", 7),
    "stage": ("Stage", 7),
    "stage_pairs": ("Stage", 14),
    "stage_actions": ("Stage", 26),
    "competition": ("Competition", 7),
    "wants": ("Wants", 7),
    "roadmap": ("Roadmap", 7),
    "pipeline": ("Pipeline", 7),
    "goals": ("Goals", 7),
    "risks": ("Risks", 7),
    "actions": ("Actions", 7),
    "resources": ("Resources", 7),
    "duties": ("Duties", 7),
    "decisions": ("Decisions", 7),
    "purchasing": ("Purchasing", 7),
    "installed_base": ("Purchasing", 16),
    "supplier_spend": ("Purchasing", 33),
    "activities": ("Activities", 7),
    "key_person": ("BuyingProcess", 7),
    "questions_5w2h": ("BuyingProcess", 14),
    "buying_process": ("BuyingProcess", 25),
    "stakeholder_groups": ("BuyingProcess", 40),
    "swot": ("Strategy", 7),
    "strategies": ("Strategy", 35),
    "rivals": ("Strategy", 48),
    "outline": ("Strategy", 60),
    "preparation": ("Process", 7),
    "cycle": ("Process", 20),
    "stage_tools": ("Process", 33),
    "review_answers": ("Process", 56),
    "health": ("Process", 73),
    "factor_questions": ("Questions", 7),
    "deals_reviewed": ("DealReview", 7),
    "deal_roles": ("DealReview", 53),
    "screening": ("Selection", 7),
    "criteria": ("Selection", 27),
    "capabilities": ("Capabilities", 21),
    "satisfaction": ("Trust", 7),
    "trust": ("Trust", 28),
    "forecast": ("Forecast", 7),
}
"""Block key to sheet name and first data row."""

REQUIRED: Mapping[str, tuple[str, ...]] = {
    "cover": ("account", "account_id", "manager", "period", "review_date", "currency", "unit", "as_of"),
    "team": ("name", "function"),
    "profile": ("industry", "goals", "customers", "competitors", "money", "buying"),
    "customer_goals": ("goal",),
    "factors": ("score", "evidence"),
    "attractiveness": ("factor", "weight", "score"),
    "strength": ("factor", "weight", "we"),
    "financials": ("revenue", "direct_cost", "indirect_cost", "plan"),
    "wallet": ("product_line", "our_sales"),
    "contacts": ("id", "name", "title", "buying_role", "support", "level"),
    "influence": ("source", "target", "strength"),
    "coverage": ("contact", "member", "level"),
    "stage": ("now",),
    "competition": ("criterion", "weight", "we"),
    "wants": ("item", "wants", "gets"),
    "roadmap": ("priority",),
    "pipeline": ("id", "name", "stage", "close_date", "value", "probability", "next_step", "next_date", "owner"),
    "goals": ("goal", "measure", "target", "due"),
    "risks": ("risk", "source", "probability", "impact", "mitigation", "owner", "due"),
    "actions": ("action", "owner", "due"),
    "resources": ("request", "kind", "cost", "start"),
    "decisions": ("decision", "owner", "latest_date"),
}
"""Block key to its required fields, as in the shipped workbook."""

MINIMUM_ROWS: Mapping[str, int] = {
    "team": 3, "customer_goals": 1, "factors": 10, "attractiveness": 5, "strength": 5, "financials": 5, "wallet": 1, "contacts": 5,
    "coverage": 1, "competition": 5, "wants": 3, "pipeline": 3, "goals": 1, "risks": 3, "actions": 3, "decisions": 1,
}  # fmt: skip

_FORMS = ("cover", "profile", "stage", "purchasing", "key_person", "questions_5w2h", "deals_reviewed", "screening")
_BASE = {f.name for f in fields(Record)}


def columns(record: type[Record]) -> tuple[str, ...]:
    """The field names of a record class in column order."""
    return tuple(f.name for f in fields(record) if f.name not in _BASE)


def cells_of(block: str, record: type[Record], position: int = 0) -> dict[str, CellRef]:
    """Where the fields of a block's record stand: a form runs down column C, the five-year grid across, a table row by row."""
    sheet, top = SHEETS[block]
    names = columns(record)
    if block in _FORMS:
        return {name: CellRef(sheet, top + i, 3) for i, name in enumerate(names)}
    if block == "financials":
        return {name: CellRef(sheet, top - 1 + i, 2 + position) for i, name in enumerate(names)}
    return {name: CellRef(sheet, top + position, 1 + i) for i, name in enumerate(names)}


def form(block: str, record: type[R], **values: Any) -> R:
    """The record of a form block."""
    return record(cells=cells_of(block, record), **values)


def table(block: str, record: type[R], names: str, *rows: Sequence[Any]) -> tuple[R, ...]:
    """The records of a table block; `names` says which fields the rows give, in order."""
    keys = names.split()
    return tuple(record(cells=cells_of(block, record, i), **dict(zip(keys, row, strict=True))) for i, row in enumerate(rows))


def records_of(plan: AccountPlan, block: str) -> tuple[Record, ...]:
    """The records of a block; a form is one record."""
    found = getattr(plan, block)
    return (found,) if isinstance(found, Record) else tuple(found)


def with_readings(plan: AccountPlan) -> AccountPlan:
    """The plan with readings counted from its records, as the reader counts them; empty forms get their cells too."""
    for block in _FORMS:
        blank = getattr(plan, block)
        if not blank.cells:
            plan = replace(plan, **{block: replace(blank, cells=cells_of(block, type(blank)))})
    return replace(plan, readings={block: _reading(plan, block) for block in SHEETS})


def _reading(plan: AccountPlan, block: str) -> BlockReading:
    records, required = records_of(plan, block), REQUIRED.get(block, ())
    missing = tuple(r.cells[name] for r in records for name in required if getattr(r, name) is None)
    wanted = len(required) * max(len(records), MINIMUM_ROWS.get(block, 0))
    area = covering_ranges(cell for r in records for cell in r.cells.values())
    return BlockReading(
        block=block,
        sheet=SHEETS[block][0],
        area=area[0] if area else None,
        rows=len(records),
        required=wanted,
        filled=len(required) * len(records) - len(missing),
        missing=missing,
    )


_PATH = re.compile(r"(?P<block>\w+)(?:\[(?P<row>\d+)\])?(?:\.(?P<field>\w+))?\Z")


def with_changes(plan: AccountPlan, changes: Mapping[str, Any]) -> AccountPlan:
    """A copy of the plan with other values: `block`, `block.field` or `block[row].field` to the new value; readings are counted anew."""
    for path, value in changes.items():
        match = _PATH.match(path)
        assert match, path
        block, row, name = match["block"], match["row"], match["field"]
        if name is None:
            new: Any = value
        elif row is None:
            new = replace(getattr(plan, block), **{name: value})
        else:
            records = list(getattr(plan, block))
            records[int(row)] = replace(records[int(row)], **{name: value})
            new = tuple(records)
        plan = replace(plan, **{block: new})
    return with_readings(plan)


def full_plan() -> AccountPlan:
    """Lanhai Grid Group, 2025 Q3: every block filled; one deal without next step, one show stopper, two contacts uncovered."""
    return with_readings(
        AccountPlan(
            source=SourceFile("lanhai-grid_2025Q3.xlsx", "3f9a1c07" + "0" * 56, 48_213),
            cover=_cover(),
            titles=table(
                "titles", TitleOverride, "slide title", ("A04", "Lanhai puts grid reliability first; two of our five offers serve it")
            ),
            team=_team(),
            profile=_profile(),
            customer_goals=_customer_goals(),
            customer_years=_customer_years(),
            factors=_factors(),
            attractiveness=_attractiveness(),
            strength=_strength(),
            financials=_financials(),
            wallet=_wallet(),
            contacts=_contacts(),
            influence=_influence(),
            coverage=_coverage(),
            stage=_stage(),
            stage_pairs=_stage_pairs(),
            stage_actions=_stage_actions(),
            competition=_competition(),
            wants=_wants(),
            roadmap=_roadmap(),
            pipeline=_pipeline(),
            goals=_goals(),
            risks=_risks(),
            actions=_actions(),
            resources=_resources(),
            decisions=_decisions(),
            swot=_swot(),
            strategies=_strategies(),
            rivals=_rivals(),
        )
    )


def _cover() -> Cover:
    return form(
        "cover",
        Cover,
        account="Lanhai Grid Group",
        account_id="LHG",
        manager="Wei Lin",
        period="2025 Q3",
        review_date=date(2025, 10, 15),
        reviewers="T. Berg, S. Ahmed",
        currency="CNY",
        unit="m",
        language="en",
        as_of=AS_OF,
        last_review_file="lanhai-grid_2025Q2.xlsx",
        account_class=AccountClass.A,
        signed_off=YES,
        next_review=date(2026, 1, 15),
        competitor_1="Harrow Electric",
        competitor_2="Tianqu Relay",
        competitor_3="Moravia Control",
    )


def _team() -> tuple[TeamMember, ...]:
    return table(
        "team",
        TeamMember,
        "name function role email fte",
        ("Wei Lin", "Sales", "Account manager", "wei.lin@northgate.example", 1.0),
        ("Anika Rao", "Engineering", "Solution lead", "anika.rao@northgate.example", 0.6),
        ("Jonas Weiss", "Service", "Service lead", "jonas.weiss@northgate.example", 0.5),
        ("Tomas Berg", "Management", "Executive sponsor", "tomas.berg@northgate.example", 0.1),
        ("Mei Tan", "Finance", "Bid controller", "mei.tan@northgate.example", 0.2),
    )


def _profile() -> AccountProfile:
    return form(
        "profile",
        AccountProfile,
        industry="Regional grid operator with six provincial networks\nGrid investment grows 9% a year",
        goals="Cut outage minutes by a third by 2027\nDigital control rooms in all provinces",
        customers="Industry parks and 31 million households\nWind farms ask for faster connection",
        competitors="Neighbouring operators bid for new industrial zones\nPrivate micro-grids",
        money="Sales 41 bn, profit 2.6 bn\nCapital budget frozen in November",
        buying="Central tender office, two envelopes\nTechnical vice presidents decide, the general manager approves",
    )


def _customer_goals() -> tuple[CustomerGoal, ...]:
    return table(
        "customer_goals",
        CustomerGoal,
        "rank goal offer",
        (1, "Grid reliability", "Substation relays"),
        (2, "Digital control rooms", "Control centre upgrade"),
        (3, "Connect wind farms faster", "Grid-code retrofit"),
        (4, "Lower purchasing cost", None),
    )


def _customer_years() -> tuple[CustomerYear, ...]:
    return table(
        "customer_years",
        CustomerYear,
        "year sales profit our_share",
        (2023, 36_800.0, 2_210.0, 0.26),
        (2024, 39_100.0, 2_430.0, 0.28),
        (2025, 41_000.0, 2_600.0, 0.31),
    )


def _factors() -> tuple[FactorRating, ...]:
    return table(
        "factors",
        FactorRating,
        "number factor score evidence previous",
        (1, "Organisation chart", 4, "Four of five departments mapped", 3),
        (2, "Market growth position", 4, "Grid investment up 9% a year", 4),
        (3, "Solution requirements", 3, "Control-centre scope still open", 3),
        (4, "Strategic market value", 5, "Reference for six provinces", 5),
        (5, "Opportunity", 4, "Wave 2 funded, tender in Q1", 3),
        (6, "Solution fit", 4, "Relay pilot passed 11 of 12 tests", 4),
        (7, "Competitive advantage", 3, "Parity on price, ahead on service", 3),
        (8, "Track record", 4, "99.2% on-time delivery in 2025", 4),
        (9, "Sponsorship", 2, "No sponsor above director level", 2),
        (10, "Cultural compatibility", 3, "Joint engineering weeks started", 2),
    )


def _attractiveness() -> tuple[AttractivenessFactor, ...]:
    return table(
        "attractiveness",
        AttractivenessFactor,
        "factor weight score previous reason",
        ("Size", 0.25, 5.0, 5.0, "Third largest operator in the region"),
        ("Growth potential", 0.20, 4.0, 4.0, "Five-year grid programme"),
        ("Financial stability", 0.15, 5.0, 5.0, "State backed, pays in 60 days"),
        ("Ease of access", 0.10, 3.0, 3.0, "Central tender office"),
        ("Closeness of relationships", 0.15, 4.0, 3.0, "Weekly contact with relay department"),
        ("Strategic fit", 0.15, 5.0, 5.0, "Digital substations are our core"),
    )


def _strength() -> tuple[SuccessFactor, ...]:
    return table(
        "strength",
        SuccessFactor,
        "factor weight we competitor_1 competitor_2 competitor_3",
        ("Price", 0.30, 3.0, 3.0, 5.0, 2.0),
        ("Service", 0.20, 5.0, 3.0, 2.0, 3.0),
        ("Speed of response", 0.15, 4.0, 3.0, 3.0, 2.0),
        ("Relationship", 0.15, 3.0, 4.0, 3.0, 2.0),
        ("Technical innovation", 0.20, 5.0, 4.0, 2.0, 4.0),
    )


def _financials() -> tuple[FinancialYear, ...]:
    return table(
        "financials",
        FinancialYear,
        "year scenario revenue direct_cost indirect_cost plan comment",
        (2023, Scenario.ACTUAL, 84.2, 55.6, 14.3, 82.0, None),
        (2024, Scenario.ACTUAL, 96.5, 62.7, 16.4, 98.0, None),
        (2025, Scenario.FORECAST, 108.0, 71.3, 19.4, 115.0, "Relay wave 1 acceptance moved to 2026, 5.2 less"),
        (2026, Scenario.PLAN, 131.0, 84.5, 22.3, 131.0, "23.0 of growth, wave 2 decides"),
        (2027, Scenario.PLAN, 152.0, 96.5, 25.1, 152.0, None),
    )


def _wallet() -> tuple[WalletLine, ...]:
    return table(
        "wallet",
        WalletLine,
        "product_line region our_sales total_spend previous_sales previous_spend main_supplier",
        ("Relays", "North", 48.0, 110.0, 43.0, 104.0, "Northgate Systems"),
        ("Relays", "South", 22.0, 84.0, 18.5, 80.0, "Tianqu Relay"),
        ("Control centres", "North", 20.0, 92.0, 19.0, 90.0, "Harrow Electric"),
        ("Service", "All", 18.0, 62.0, 16.0, 70.6, "Northgate Systems"),
    )


def _contacts() -> tuple[Stakeholder, ...]:
    names = (
        "id name other_name title department reports_to outside buying_role influence_type attitude support level owner rhythm last_contact"
    )
    b, s, e = BuyingRole, Support, InfluenceType
    return table(
        "contacts",
        Stakeholder,
        names,
        ("C1", "Chen Li", "陈立", "General manager", "Board", None, NO, b.APPROVER, e.ECONOMIC, Attitude.CONSERVATIVE, s.NEUTRAL, 1, "Tomas Berg", Rhythm.QUARTERLY, date(2025, 4, 8)),
        ("C2", "Zhou Min", "周敏", "VP operations", "Operations", "C1", NO, b.DECIDER, e.USER, Attitude.VISIONARY, s.SUPPORTER, 3, "Wei Lin", Rhythm.MONTHLY, date(2025, 9, 12)),
        ("C3", "Gao Rui", "高锐", "VP engineering", "Engineering", "C1", NO, b.DECIDER, e.TECHNICAL, Attitude.PRAGMATIST, s.SUPPORTER, 2, "Anika Rao", Rhythm.MONTHLY, date(2025, 9, 3)),
        ("C4", "He Jun", "何军", "VP purchasing", "Purchasing", "C1", NO, b.DECIDER, e.ECONOMIC, Attitude.CONSERVATIVE, s.NON_SUPPORTER, 1, "Wei Lin", Rhythm.MONTHLY, date(2025, 7, 21)),
        ("C5", "Huang Wei", "黄伟", "Relay director", "Operations", "C2", NO, b.EVALUATOR, e.COACH, Attitude.INNOVATOR, s.MENTOR, 4, "Wei Lin", Rhythm.WEEKLY, date(2025, 9, 26)),
        ("C6", "Liu Fang", "刘芳", "Head of retrofit", "Engineering", "C3", NO, b.EVALUATOR, e.TECHNICAL, Attitude.PRAGMATIST, s.SUPPORTER, 2, "Anika Rao", Rhythm.FORTNIGHTLY, date(2025, 9, 17)),
        ("C7", "Ma Chao", "马超", "Head of construction", "Operations", "C2", NO, b.USER, e.USER, Attitude.PRAGMATIST, s.NEUTRAL, 2, "Jonas Weiss", Rhythm.MONTHLY, date(2025, 9, 9)),
        ("C8", "Song Yan", "宋燕", "Head of tender office", "Purchasing", "C4", NO, b.EVALUATOR, e.ECONOMIC, Attitude.LAGGARD, s.NEUTRAL, 0, None, Rhythm.MONTHLY, None),
        ("C9", "Wu Tao", "吴涛", "Design institute, lead", "Design institute", None, YES, b.EVALUATOR, e.TECHNICAL, Attitude.CONSERVATIVE, s.NEUTRAL, 0, None, None, None),
    )  # fmt: skip


def _influence() -> tuple[Influence, ...]:
    strong, weak = InfluenceStrength.STRONG, InfluenceStrength.WEAK
    return table(
        "influence",
        Influence,
        "source target strength note",
        ("C9", "C3", strong, "Writes the specification"),
        ("C2", "C1", strong, "Weekly one to one"),
        ("C5", "C6", weak, "Joint project"),
    )


def _coverage() -> tuple[Coverage, ...]:
    return table(
        "coverage",
        Coverage,
        "contact member level",
        ("C1", "Tomas Berg", 1),
        ("C2", "Tomas Berg", 2),
        ("C2", "Wei Lin", 3),
        ("C2", "Anika Rao", 1),
        ("C3", "Wei Lin", 2),
        ("C3", "Anika Rao", 2),
        ("C4", "Wei Lin", 1),
        ("C5", "Wei Lin", 4),
        ("C5", "Anika Rao", 3),
        ("C5", "Jonas Weiss", 3),
        ("C6", "Wei Lin", 2),
        ("C6", "Anika Rao", 2),
        ("C6", "Mei Tan", 1),
        ("C7", "Wei Lin", 1),
        ("C7", "Jonas Weiss", 2),
    )


def _stage() -> StageClaim:
    return form(
        "stage",
        StageClaim,
        now=RelationshipStage.MID,
        target=RelationshipStage.PARTNERSHIP,
        target_date=date(2026, 12, 31),
        evidence="Three functions meet monthly; joint engineering weeks since June",
    )


def _stage_pairs() -> tuple[FunctionPair, ...]:
    return table(
        "stage_pairs",
        FunctionPair,
        "ours theirs level wanted",
        ("Sales", "Operations", 3, 3),
        ("Engineering", "Engineering", 2, 3),
        ("Service", "Construction", 2, 3),
        ("Finance", "Purchasing", 1, 2),
        ("Management", "Board", 1, 3),
    )


def _stage_actions() -> tuple[StageAction, ...]:
    return table(
        "stage_actions",
        StageAction,
        "action owner due",
        ("CEO visit to Chen Li", "Tomas Berg", date(2025, 11, 30)),
        ("Joint reliability board", "Anika Rao", date(2026, 3, 31)),
        ("Open-book cost workshop with purchasing", "Mei Tan", date(2025, 12, 15)),
    )


def _competition() -> tuple[BuyingCriterion, ...]:
    one, two, three, unknown = Mark.ONE, Mark.TWO, Mark.THREE, Mark.UNKNOWN
    return table(
        "competition",
        BuyingCriterion,
        "criterion weight we competitor_1 competitor_2 competitor_3 answer",
        ("Life-cycle cost", 0.30, two, two, three, one, "Total-cost case with outage minutes"),
        ("Reliability in service", 0.25, three, two, one, two, "99.2% on time, field data"),
        ("Local engineering", 0.20, three, one, two, one, "On-site team of six"),
        ("Cyber security", 0.15, two, two, one, three, "Certification due in March"),
        ("Delivery time", 0.10, two, two, two, unknown, "Buffer stock in the region"),
    )


def _wants() -> tuple[Want, ...]:
    return table(
        "wants",
        Want,
        "item wants gets change owner due",
        ("On-site engineers", YES, YES, Change.KEEP, "Jonas Weiss", date(2026, 1, 31)),
        ("Outage report within a day", YES, YES, Change.KEEP, "Jonas Weiss", None),
        ("Factory tests witnessed", YES, YES, Change.KEEP, "Anika Rao", None),
        ("Spare parts in the region", YES, YES, Change.KEEP, "Jonas Weiss", None),
        ("Training for operators", YES, YES, Change.KEEP, "Anika Rao", None),
        ("Open life-cycle cost", YES, NO, Change.START, "Mei Tan", date(2025, 11, 14)),
        ("Printed manuals", NO, YES, Change.STOP, "Jonas Weiss", date(2025, 12, 31)),
        ("Trade-fair invitations", NO, NO, None, None, None),
    )


def _roadmap() -> tuple[RoadmapItem, ...]:
    return table(
        "roadmap",
        RoadmapItem,
        "priority proposition proof initiative start end funded status",
        ("Grid reliability", "A third fewer outage minutes", "Pilot in two substations", "Relay wave 2", date(2026, 1, 1), date(2026, 9, 30), YES, InitiativeStatus.PLANNED),
        ("Digital control rooms", "One operator view", "Reference in a port grid", "Control centre upgrade", date(2026, 4, 1), date(2027, 3, 31), NO, InitiativeStatus.PLANNED),
        ("Connect wind farms faster", "Grid-code kit in six weeks", "Type test 2025", "Retrofit kit", date(2025, 7, 1), date(2025, 12, 31), YES, InitiativeStatus.RUNNING),
    )  # fmt: skip


def _swot() -> tuple[SwotItem, ...]:
    return table(
        "swot",
        SwotItem,
        "kind item",
        (SwotKind.STRENGTH, "99.2% on time"),
        (SwotKind.STRENGTH, "On-site team of six"),
        (SwotKind.WEAKNESS, "No line to the general manager"),
        (SwotKind.OPPORTUNITY, "Relay wave 2 in the first quarter"),
        (SwotKind.THREAT, "Tender scored on price alone"),
        (SwotKind.THREAT, "Stricter local-content rule"),
    )


def _strategies() -> tuple[AccountStrategy, ...]:
    return table(
        "strategies",
        AccountStrategy,
        "kind strategy theirs serves",
        (StrategyKind.SOLUTION, "Relays sold with outage guarantee", CustomerStrategy.PRICE_PERFORMANCE, "Grid reliability"),
        (StrategyKind.PRODUCT, "Grid-code kit in six weeks", CustomerStrategy.EXPANSION, "Connect wind farms faster"),
        (StrategyKind.SERVICE, "Spares depot in the region", None, "Grid reliability"),
    )


def _rivals() -> tuple[RivalMove, ...]:
    return table(
        "rivals",
        RivalMove,
        "rival position threat counter",
        ("Hengtuo Relay", "Home supplier", "Bundles panels and relays", "Lifetime-cost case"),
        ("Voltaris", "Runs the control room", "A year free of charge", "Staged cut-over"),
    )


def _pipeline() -> tuple[Opportunity, ...]:
    s = SalesStage
    names = "id name product stage close_date value probability margin competitor next_step next_date owner why_win why_lose"
    return table(
        "pipeline",
        Opportunity,
        names,
        ("O1", "Substation relays, wave 2", "Relays", s.PROPOSE, date(2026, 2, 27), 18.0, 0.60, 0.18, "Tianqu Relay", "Pilot sign-off", date(2025, 11, 14), "Wei Lin", "Pilot passed, service", "Lowest-price tender"),
        ("O2", "Control centre upgrade", "Control centres", s.QUALIFY, date(2026, 5, 29), 14.0, 0.30, 0.15, "Harrow Electric", "Budget owner meeting", date(2025, 10, 22), "Anika Rao", "One operator view", "Scope still open"),
        ("O3", "Tonghe branch protection", "Relays", s.NEGOTIATE, date(2026, 1, 30), 4.2, 0.80, 0.21, "Tianqu Relay", "Terms to legal", date(2025, 10, 20), "Wei Lin", "Installed base", "Payment terms"),
        ("O4", "Wind-farm grid-code retrofit", "Service", s.QUALIFY, date(2026, 11, 13), 6.0, 0.25, 0.24, "Moravia Control", "Survey of three sites", date(2025, 11, 28), "Jonas Weiss", "Type test", "Budget moves to 2027"),
        ("O5", "Cyber-security audit", "Service", s.IDENTIFY, date(2026, 8, 31), 2.5, 0.20, 0.30, "Moravia Control", "Introduction to security officer", date(2025, 10, 31), "Anika Rao", None, "No certificate yet"),
        ("O6", "Operator training academy", "Service", s.IDENTIFY, date(2026, 12, 15), 1.2, 0.20, 0.35, None, None, None, None, None, None),
        ("O7", "Relay spares frame contract", "Relays", s.WON, date(2025, 6, 27), 3.1, 1.0, 0.22, "Tianqu Relay", "Hand over to service", date(2025, 7, 4), "Wei Lin", "Stock in the region", None),
    )  # fmt: skip


def _goals() -> tuple[Objective, ...]:
    return table(
        "goals",
        Objective,
        "goal measure baseline now target due serves",
        ("Grow to 131 m in 2026", "Revenue, CNY m", 96.5, 108.0, 131.0, date(2026, 12, 31), "Grid reliability"),
        ("Hold 35% of relay spend", "Share of relay spend, %", 32.0, 36.0, 35.0, date(2026, 12, 31), "Grid reliability"),
        ("Sponsor at board level", "Contact level of the general manager", 0.0, 1.0, 3.0, date(2026, 6, 30), None),
    )


def _risks() -> tuple[Risk, ...]:
    low, medium, high = Degree.LOW, Degree.MEDIUM, Degree.HIGH
    z, r = RiskZone, RiskSource
    return table(
        "risks",
        Risk,
        "risk source probability impact at_stake mitigation owner due previous_zone",
        ("Tender moves to lowest price only", r.BUSINESS_COMMITMENT, high, high, 18.0, "Total-cost case to He Jun", "Wei Lin", date(2025, 11, 14), z.SIGNIFICANT),
        ("No sponsor above director level", r.PROCESS_OWNERSHIP, high, medium, 14.0, "CEO visit to Chen Li", "Tomas Berg", date(2025, 11, 30), z.SIGNIFICANT),
        ("Relay firmware approval slips", r.TECHNOLOGY_EXPERIENCE, medium, high, 5.2, "Second test house", "Jonas Weiss", date(2025, 12, 15), z.SHOW_STOPPER),
        ("Two engineers leave the team", r.RESOURCES, low, medium, 2.0, "Backfill approved", "Anika Rao", date(2025, 10, 31), z.CAUTION),
        ("Local content rule tightened", r.MARKET_OR_REGULATION, medium, medium, 6.0, "Joint-venture sourcing study", "Wei Lin", date(2026, 1, 31), z.CAUTION),
        ("Branch delays Tonghe payment", r.RETURN, medium, low, 4.2, "Milestone billing", "Mei Tan", date(2025, 10, 30), z.CAUTION),
    )  # fmt: skip


def _actions() -> tuple[Action, ...]:
    return table(
        "actions",
        Action,
        "id action workstream owner start due done milestone commitment opportunity goal",
        ("A1", "Total-cost case for relay wave 2", "Deals", "Mei Tan", date(2025, 9, 1), date(2025, 11, 14), None, NO, NO, "O1", "Grow to 131 m in 2026"),
        ("A2", "Pilot report with outage data", "Deals", "Anika Rao", date(2025, 8, 1), date(2025, 9, 20), None, NO, YES, "O1", "Grow to 131 m in 2026"),
        ("A3", "CEO visit to the general manager", "Relationship", "Tomas Berg", date(2025, 10, 1), date(2025, 11, 30), None, YES, NO, None, "Sponsor at board level"),
        ("A4", "Site survey of three wind farms", "Deals", "Jonas Weiss", date(2025, 9, 15), date(2025, 11, 28), None, NO, NO, "O4", "Grow to 131 m in 2026"),
        ("A5", "Spare stock in the region", "Service", "Jonas Weiss", date(2025, 5, 1), date(2025, 8, 31), date(2025, 8, 28), NO, YES, None, "Hold 35% of relay spend"),
        ("A6", "Training plan for operators", "Service", "Anika Rao", date(2025, 6, 1), date(2025, 7, 31), date(2025, 8, 12), NO, YES, None, "Hold 35% of relay spend"),
        ("A7", "Terms for Tonghe with legal", "Deals", "Wei Lin", date(2025, 9, 22), date(2025, 10, 20), None, NO, NO, "O3", "Grow to 131 m in 2026"),
        ("A8", "Security certificate audit booked", "Service", "Anika Rao", date(2025, 10, 1), date(2025, 12, 12), None, YES, NO, "O5", "Grow to 131 m in 2026"),
    )  # fmt: skip


def _resources() -> tuple[ResourceRequest, ...]:
    return table(
        "resources",
        ResourceRequest,
        "request kind cost fte start enables",
        ("Total-cost case with outside institute", ResourceKind.MONEY, 0.4, None, date(2025, 10, 20), "O1"),
        ("Second applications engineer", ResourceKind.PEOPLE, 0.9, 1.0, date(2026, 1, 1), "O2"),
        ("Two days of the chief executive", ResourceKind.EXECUTIVE_TIME, 0.0, 0.1, date(2025, 11, 1), None),
    )


def _decisions() -> tuple[Decision, ...]:
    return table(
        "decisions",
        Decision,
        "decision amount fte owner latest_date effect",
        ("Release CNY 0.4 m for the total-cost case", 0.4, None, "Tomas Berg", date(2025, 11, 14), "answers the show stopper"),
        ("CEO visit to general manager Chen Li", None, 0.1, "Tomas Berg", date(2025, 11, 30), "opens the missing sponsor line"),
        ("Second applications engineer from January", 0.9, 1.0, "Anika Rao", date(2025, 12, 1), "lifts control centre to 50%"),
    )


def previous_plan() -> AccountPlan:
    """Lanhai Grid Group, 2025 Q2: three factors lower, two risks elsewhere, one deal smaller, one action not yet there."""
    plan = full_plan()
    factors = {f"factors[{i}].score": factor.previous for i, factor in enumerate(plan.factors)}
    return replace(
        with_changes(
            plan,
            {
                **factors,
                **{f"factors[{i}].previous": None for i in range(10)},
                "cover.period": "2025 Q2",
                "cover.as_of": date(2025, 6, 30),
                "cover.review_date": date(2025, 7, 15),
                "cover.next_review": date(2025, 10, 15),
                "cover.last_review_file": None,
                "titles": (),
                "attractiveness[4].score": 3.0,
                "strength[1].we": 4.0,
                "financials[2].revenue": 113.2,
                "financials[2].indirect_cost": 17.8,
                "wallet[0].our_sales": 43.0,
                "wallet[0].total_spend": 104.0,
                "wallet[1].our_sales": 18.5,
                "wallet[1].total_spend": 80.0,
                "wallet[2].our_sales": 19.0,
                "wallet[2].total_spend": 90.0,
                "wallet[3].our_sales": 16.0,
                "wallet[3].total_spend": 70.6,
                "contacts[1].last_contact": date(2025, 6, 12),
                "contacts[2].level": 1,
                "contacts[2].last_contact": date(2025, 6, 3),
                "contacts[3].last_contact": date(2025, 6, 5),
                "contacts[4].last_contact": date(2025, 6, 26),
                "contacts[5].last_contact": date(2025, 6, 17),
                "contacts[6].last_contact": date(2025, 6, 9),
                "coverage[4].level": 1,
                "coverage[5].level": 1,
                "pipeline[0].probability": 0.5,
                "risks[0].impact": Degree.MEDIUM,
                "risks[2].probability": Degree.HIGH,
                "risks[4].impact": Degree.LOW,
                "actions[4].done": None,
                "actions[5].done": None,
            },
        ),
        source=SourceFile("lanhai-grid_2025Q2.xlsx", "77d0e2b1" + "0" * 56, 46_870),
    )


def half_filled_plan() -> AccountPlan:
    """Velden Pharma, begun: cover, two of the team, three factors, two years, two contacts, one deal, one action without date."""
    return with_readings(
        AccountPlan(
            source=SourceFile("velden-pharma_2025Q3.xlsx", "0b51d9ee" + "0" * 56, 39_004),
            cover=form(
                "cover",
                Cover,
                account="Velden Pharma",
                account_id="VEL",
                manager="Clara Osei",
                period="2025 Q3",
                review_date=date(2025, 10, 22),
                currency="EUR",
                unit="k",
                language="en",
                as_of=AS_OF,
            ),
            team=table("team", TeamMember, "name function", ("Clara Osei", "Sales"), ("Ivo Brandt", "Service")),
            profile=form("profile", AccountProfile, industry="Generic medicines, four plants", goals="New filling line by 2027"),
            factors=table(
                "factors",
                FactorRating,
                "number factor score evidence",
                (1, "Organisation chart", 2, None),
                (2, "Market growth position", 4, "New plant announced"),
                (3, "Solution requirements", None, None),
                (4, "Strategic market value", 3, None),
                *((n, name, None, None) for n, name in enumerate(("Opportunity", "Solution fit", "Competitive advantage"), 5)),
                *((n, name, None, None) for n, name in enumerate(("Track record", "Sponsorship", "Cultural compatibility"), 8)),
            ),
            financials=table(
                "financials",
                FinancialYear,
                "year scenario revenue direct_cost",
                (2023, Scenario.ACTUAL, None, None),
                (2024, Scenario.ACTUAL, 2_310.0, 1_480.0),
                (2025, Scenario.FORECAST, 2_450.0, None),
                (2026, Scenario.PLAN, None, None),
                (2027, Scenario.PLAN, None, None),
            ),
            contacts=table(
                "contacts",
                Stakeholder,
                "id name title buying_role level owner",
                ("V1", "Petra Hahn", "Plant manager", BuyingRole.DECIDER, 2, "Clara Osei"),
                ("V2", "Luis Meyer", "Buyer", None, 1, None),
            ),
            pipeline=table(
                "pipeline",
                Opportunity,
                "id name stage close_date value owner",
                ("P1", "Filling line sensors", SalesStage.QUALIFY, date(2026, 3, 31), 640.0, "Clara Osei"),
            ),
            actions=table("actions", Action, "action owner", ("Map the decision makers", "Ivo Brandt")),
        )
    )
