"""The rows of the consolidated workbook. Every row knows its account and the cell it came from.

Rows of one account hold codes and amounts in the plan's own unit; consolidating turns codes into words and amounts into
the portfolio's unit. An amount in another currency is a text such as `USD 12.3 m`, which sums pass over.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from planforge.model.business import BusinessCuts
from planforge.office.xlsx.values import Link

Amount = float | str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What every row begins and ends with; `source` opens the plan workbook at the row's cell."""

    account_id: str
    account: str
    source: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class YearRow(Row):
    """One year of an account. Net income needs revenue and both costs; margin and difference are None when not defined."""

    year: int | None
    scenario: str
    revenue: Amount
    direct_cost: Amount
    indirect_cost: Amount
    plan: Amount
    comment: str
    net_income: float | None = None
    margin: float | None = None
    to_plan: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DealRow(Row):
    """An opportunity. `counts` is yes when it is open, weighted and closes in the next year; `requests` ask for resources for it."""

    id: str
    name: str
    product: str
    stage: str
    is_open: str
    close: date | None
    value: Amount
    probability: float | None
    deal_margin: float | None
    competitor: str
    next_step: str
    next_date: date | None
    owner: str
    close_year: int | None = None
    weighted: float | None = None
    counts: str = ""
    flag: str = ""
    requests: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskRow(Row):
    """A risk; `number` is its place on the sheet."""

    number: int
    risk: str
    source_group: str
    probability: str
    impact: str
    at_stake: Amount
    previous_zone: str
    mitigation: str
    owner: str
    due: date | None
    zone: str = ""
    movement: str = ""
    due_word: str = ""
    rank: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionRow(Row):
    """An action; status and days late follow from the dates and `as_of`."""

    id: str
    action: str
    workstream: str
    owner: str
    start: date | None
    due: date | None
    done: date | None
    commitment: str
    milestone: str
    as_of: date | None
    status: str = ""
    days_late: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRow(Row):
    """A request for resources.

    `enables` is the id of a deal, `weighted` that deal's weighted value while it is open, `ratio` that value over the cost. `rank`
    orders the requests by ratio; `cumulative` is the cost of all requests up to this rank; `flag` says why there is no good return.
    """

    number: int
    request: str
    kind: str
    cost: Amount
    fte: float | None
    start: date | None
    enables: str
    opportunity: str
    weighted: float | None = None
    ratio: float | None = None
    rank: int | None = None
    cumulative: float | None = None
    flag: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRow(Row):
    """A decision requested from the reviewers. Outcome and its date are filled in at the review; `status` follows from all of it."""

    number: int
    decision: str
    amount: Amount
    fte: float | None
    owner: str
    latest_date: date | None
    effect: str
    outcome: str
    outcome_date: date | None
    as_of: date | None
    status: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueRow(Row):
    """A finding; `source` leads to its cell."""

    severity: str
    code: str
    rule: str
    file: str
    message: str
    hint: str
    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckFigures:
    """The figures of an account as its review deck shows them, in the plan's unit; the workbook's sums are held against them."""

    type: str = ""
    revenue: float | None = None
    plan: float | None = None
    net_income: float | None = None
    growth_target: float | None = None
    weighted: float | None = None
    late_actions: int = 0
    show_stoppers: int = 0
    requested: float | None = None
    enabled: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRow(Row):
    """An account.

    Statuses are 3 on track, 2 watch, 1 off track, None not assessed, in the order of the scorecard's sections. `open_prework` counts
    the items of the prework that block the review; `ready` is yes when the plan is ready for it. `signed_off` is `yes` or `no`, later
    that word in the workbook's language.
    """

    account_class: str
    manager: str
    currency: str
    attractiveness: float | None
    strength: float | None
    previous_attractiveness: float | None
    previous_strength: float | None
    previous_type: str
    ten_factors: float | None
    stage_now: str
    stage_target: str
    wallet_share: float | None
    quality: float
    complete: float
    open_prework: int
    signed_off: str
    next_review: date | None
    as_of: date | None
    statuses: tuple[int | None, ...]
    deck: Link
    type: str = ""
    revenue: Amount = None
    plan: Amount = None
    to_plan: float | None = None
    margin: float | None = None
    growth_target: float | None = None
    weighted: Amount = None
    coverage: float | None = None
    off_track: int = 0
    show_stoppers: int = 0
    late_actions: int = 0
    errors: int = 0
    attention: str = ""
    ready: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentRow(Row):
    """Where an account belongs and when it is reviewed.

    `value_box` says whether sales and profit are high or low, `segment` the same for current revenue and future potential; both are
    cut where the decks are, and `value_deck` and `segment_deck` are what those say. `days_between` are the days between two reviews of
    its class, `days_over` those past the next one.
    """

    kind: str
    parent: str
    account_class: str
    future_potential: Amount
    last_review: date | None
    next_review: date | None
    as_of: date | None
    revenue: Amount = None
    net_income: float | None = None
    value_box: str = ""
    segment: str = ""
    days_between: int | None = None
    days_over: int | None = None
    follow_up: str = ""
    report_months: int | None = None
    value_deck: str = ""
    segment_deck: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectionRow(Row):
    """Whether an account deserves a plan: criteria, quick screen, grade. Ratings and means 1 to 5; None is not known.

    `screen` is 3 passed, 2 doubtful, 1 failed, None not known; `knock_outs` counts criteria because of which the account fails alone.
    `rank` orders the accounts by the mean of their criteria.
    """

    account_class: str
    criteria_mean: float | None
    unknown: int
    knock_outs: int
    verdict: str
    sales_size: int | None
    market_power: int | None
    finances: int | None
    screen: int | None
    grade_mean: float | None
    grade: str
    rank: int | None = None
    screen_word: str = ""
    differs: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorRow(Row):
    """A factor of an account's attractiveness. `factor` is its name in the portfolio, `weight` its share; `points` weight times score."""

    factor: str
    weight: float
    score: float | None
    previous: float | None
    reason: str
    points: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRow(Row):
    """An account's scores by factor, in the order of the sheet's columns; `mean` is weighted, `side` high or low."""

    scores: tuple[float | None, ...]
    factors: int
    missing: int
    total: float
    mean: float | None
    rank: int | None
    side: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EffortRow(Row):
    """Our hours for an account against what its type deserves; `per_100_hours` is this year's net income for 100 of them."""

    hours: float | None
    untimed: int
    least: float | None
    most: float | None
    type: str = ""
    fit: str = ""
    revenue: Amount = None
    net_income: float | None = None
    per_100_hours: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarRow(Row):
    """When an account is reviewed.

    Attributes:
        this_review: the day of the review the plan is made for.
        on_cover: the next review as the plan says it; `next_review` is that, or the common day of class C.
        due, next_due: by when this review and the next one are due; `following` is from where later ones are counted.
        report: when the progress report is due; `report_months` so many months after the review, None without one.
        late_steps: steps of the planning cycle that are late; `not_ready` items of the preparation that are not ready.
        months: a mark for each of the twelve months.
    """

    account_class: str
    days_between: int | None
    last_review: date | None
    this_review: date | None
    on_cover: date | None
    as_of: date | None
    late_steps: int
    not_ready: int
    ready: str = ""
    follow_up: str = ""
    report_months: int | None = None
    due: date | None = None
    next_review: date | None = None
    next_due: date | None = None
    following: date | None = None
    report: date | None = None
    days_to_review: int | None = None
    state: str = ""
    months: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """A workbook that was given: read, left out or not readable."""

    file: Link
    account: str
    outcome: str
    signed: str
    as_of: date | None
    unit: str
    quality: float | None
    errors: int | None
    warnings: int | None
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRows:
    """Everything the portfolio takes from one plan. Plain values only, so it can be sent between processes.

    Attributes:
        currency, unit: of the amounts; unit is `1`, `k` or `m`.
        this_year: the middle year of the plan's five-year table.
        cuts: attractiveness and strength at which the quadrant is divided.
        business_cuts: revenue, net income and potential from which each is high, in the plan's unit.
    """

    account: AccountRow
    segment: SegmentRow
    selection: SelectionRow
    effort: EffortRow
    calendar: CalendarRow
    file: FileRow
    currency: str
    unit: str
    period: str
    this_year: int | None
    cuts: tuple[float, float]
    business_cuts: BusinessCuts
    signed_off: bool
    deck_figures: DeckFigures
    attractiveness: tuple[FactorRow, ...] = ()
    years: tuple[YearRow, ...] = ()
    deals: tuple[DealRow, ...] = ()
    risks: tuple[RiskRow, ...] = ()
    actions: tuple[ActionRow, ...] = ()
    requests: tuple[RequestRow, ...] = ()
    decisions: tuple[DecisionRow, ...] = ()
    issues: tuple[IssueRow, ...] = field(default=())
