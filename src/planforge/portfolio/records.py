"""The rows of the consolidated workbook. Every row knows its account and the cell it came from.

Rows of one account hold codes and amounts in the plan's own unit; consolidating turns codes into words and amounts into
the portfolio's unit. An amount in another currency is a text such as `USD 12.3 m`, which sums pass over.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

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
    """An opportunity. `counts` is yes when it is open, weighted and closes in the next year."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRow(Row):
    """An account. Statuses are 3 on track, 2 watch, 1 off track, None not assessed, in the order of the scorecard's sections."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentRow(Row):
    """Where an account belongs and when it is reviewed.

    `value_box` says whether sales and profit are high or low against the portfolio's medians, `segment` the same for current
    revenue and future potential. `days_between` are the days between two reviews of its class, `days_over` those past the next one.
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
    """

    account: AccountRow
    segment: SegmentRow
    file: FileRow
    currency: str
    unit: str
    period: str
    this_year: int | None
    cuts: tuple[float, float]
    signed_off: bool
    deck_figures: DeckFigures
    years: tuple[YearRow, ...] = ()
    deals: tuple[DealRow, ...] = ()
    risks: tuple[RiskRow, ...] = ()
    actions: tuple[ActionRow, ...] = ()
    issues: tuple[IssueRow, ...] = field(default=())
