"""The names the consolidated workbook's template may use. Figures are numbers; formulas of the template get them as stored values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from planforge.diagnostics.finding import Finding
from planforge.office.xlsx.values import Link
from planforge.portfolio.context_review import PlansReview
from planforge.portfolio.context_rollup import Rollup
from planforge.portfolio.records import (
    AccountRow,
    ActionRow,
    CalendarRow,
    DealRow,
    DecisionRow,
    EffortRow,
    FactorRow,
    FileRow,
    IssueRow,
    RequestRow,
    RiskRow,
    ScoreRow,
    SegmentRow,
    SelectionRow,
    YearRow,
)
from planforge.portfolio.segments import Cuts


@dataclass(frozen=True, slots=True, kw_only=True)
class QuadrantRow:
    """The accounts of one type together, or all of them. `share` is of the revenue; `coverage` None without a growth target."""

    accounts: int
    revenue: float
    share: float
    growth_target: float
    weighted: float
    coverage: float | None
    show_stoppers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BridgeRow:
    """A column of the growth bridge: where it begins, and its height in the one series it belongs to."""

    label: str
    base: float = 0.0
    step: float = 0.0
    total: float = 0.0
    gap: float = 0.0
    surplus: float = 0.0
    target: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartRow:
    """A row behind the charts: an account's bubbles, in the matrix in the column of its type, and beside them one coverage bar."""

    account: str
    label: str
    strength: float | None
    size: float | None
    key: float | None = None
    key_development: float | None = None
    maintenance: float | None = None
    opportunistic: float | None = None
    before_strength: float | None = None
    before_attractiveness: float | None = None
    segment_across: float | None = None
    segment_up: float | None = None
    box_across: float | None = None
    box_up: float | None = None
    effort_across: float | None = None
    effort_up: float | None = None
    revenue: float | None = None
    bar_account: str = ""
    bar_coverage: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    """A line of `Where to look first`; empty when there are fewer lines."""

    account: Link | None = None
    text: str = ""
    revenue: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A control sum: what it should be and what it is."""

    expected: float
    actual: float
    ok: str
    bad: str

    @property
    def difference(self) -> float:
        """Actual less expected."""
        return self.actual - self.expected

    @property
    def holds(self) -> bool:
        """True when both agree to half a thousandth."""
        return abs(self.difference) < 0.0005

    @property
    def result(self) -> str:
        """The word for the outcome."""
        return self.ok if self.holds else self.bad


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The figures of the Summary sheet. Attributes that are None have no value, such as a margin without revenue."""

    revenue: float
    to_plan: float
    margin: float | None
    net_income: float
    growth_target: float
    plan_next: float
    coverage: float | None
    weighted: float
    off_track: int
    ready: int
    accounts: int
    key: QuadrantRow
    key_development: QuadrantRow
    maintenance: QuadrantRow
    opportunistic: QuadrantRow
    none: QuadrantRow
    total: QuadrantRow
    bridge: tuple[BridgeRow, ...]
    first: tuple[Attention, ...]
    alt_matrix: str
    alt_bridge: str
    alt_coverage: str
    revenue_check: str
    margin_check: str
    growth_target_check: str
    revenue_note: str
    margin_note: str
    growth_target_note: str
    coverage_note: str
    coverage_check: str
    off_track_check: str
    ready_check: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioContext:
    """All that the consolidated workbook may name.

    Attributes:
        t: words in the run's language, such as `t.yes`, `t.stage_propose`, `t.sheet_accounts`.
        unit: currency and unit as headers show them, such as `CNY m`.
        overall: the sentence on all control sums.
        factor_names: the factors with a column as formulas look for them, `f1`, `f2` and so on; `factor_headers` as headers show them.
        month_starts: first days of twelve months, `m1` to `m12`, and of the one after them; `month_names` as headers show them.
        together: the day on which all accounts of class C are reviewed.
        findings: what had to be left out, for the report; not for the template.
    """

    t: Mapping[str, str]
    period: str
    unit: str
    currency: str
    as_of: date | None
    year: int
    next_year: int
    attractiveness_cut: float
    strength_cut: float
    ready_share: float
    off_track_sections: int
    version: str
    value_cuts: Cuts
    accounts: tuple[AccountRow, ...]
    segments: tuple[SegmentRow, ...]
    selections: tuple[SelectionRow, ...]
    factor_names: Mapping[str, str]
    factor_headers: Mapping[str, str]
    scores: tuple[ScoreRow, ...]
    factors: tuple[FactorRow, ...]
    efforts: tuple[EffortRow, ...]
    calendar: tuple[CalendarRow, ...]
    month_starts: Mapping[str, date]
    month_names: Mapping[str, str]
    together: date | None
    rollup: Rollup
    years: tuple[YearRow, ...]
    deals: tuple[DealRow, ...]
    risks: tuple[RiskRow, ...]
    actions: tuple[ActionRow, ...]
    requests: tuple[RequestRow, ...]
    decisions: tuple[DecisionRow, ...]
    review: PlansReview
    issues: tuple[IssueRow, ...]
    files: tuple[FileRow, ...]
    chart_rows: tuple[ChartRow, ...]
    summary: Summary
    totals: Mapping[str, float | None]
    checks: Mapping[str, Check]
    overall: str
    findings: tuple[Finding, ...] = ()
