"""What the slides about single deals, goals, resources and capabilities show: A16, A17, A20, AX6, AX7."""

from __future__ import annotations

from dataclasses import dataclass

from planforge.office.rich import ChartData, Rich, Text
from planforge.review.context_base import ChevronStep, Kpi, Lead, SlideText, Timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """A row of a deal's next steps."""

    step: Text
    owner: Text
    due: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class DealDate:
    """A date of a deal, as first planned and as it is now. `status` has shape and word."""

    name: Text
    owner: Text
    planned: Text
    due: Text
    status: Rich


@dataclass(frozen=True, slots=True, kw_only=True)
class RolePerson:
    """Somebody with a role in a deal: glyph of the support in its tone, name, job, support and attitude in words, contact level 0 to 4."""

    glyph: str
    tone: str
    name: str
    title: str
    stance: str
    words: str
    note: str
    level: int | None
    flagged: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RolePanel:
    """A buying role with its sign and the people who have it in a deal; `empty` stands for nobody, `more` for those without room."""

    symbol: str
    name: Text
    deciding: bool
    people: tuple[RolePerson, ...]
    empty: str
    more: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DealPlan:
    """A16, the dates and the people of one deal. There are four panels, from approver to user."""

    slide: SlideText
    dates: tuple[DealDate, ...]
    timeline: Timeline | None
    dates_alt: str
    people_unit: Text
    panels: tuple[RolePanel, ...]
    panels_alt: str
    takeaway: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class DealSheet:
    """A16 for one deal. `kpis` are five tiles; the sixth is the competitor as text. `steps_title` is for steps on a slide of their own.

    `how` tells how we win and lose, then the resources asked for the deal, and its milestones unless `plan` shows them.
    """

    slide: SlideText
    steps_title: str
    steps: tuple[ChevronStep, ...]
    steps_alt: str
    kpis: tuple[Kpi, ...]
    competitor: Text
    why: tuple[Lead, ...]
    how_head: Text
    how: tuple[Lead, ...]
    next_steps: tuple[NextStep, ...]
    takeaway: Text
    plan: DealPlan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DealSheets:
    """A16, one slide per deal; none without deals."""

    pages: tuple[DealSheet, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalRow:
    """A row of the goals. Figures are in the measure's own unit; `to_go` is what is missing, `a_month` how fast it must come."""

    goal: Text
    measure: str
    baseline: str
    now: Text
    target: Text
    to_go: str
    a_month: str
    due: Text
    status: Rich
    serves: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalsSlide:
    """A17."""

    slide: SlideText
    rows: tuple[GoalRow, ...]
    takeaway: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureGoalRow:
    """A financial goal of the year. `gap` has its sign; `a_month` is what each month left must bring, or save."""

    goal: Text
    target: str
    now: str
    reached: str
    gap: Text
    a_month: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareGoalRow:
    """Our share of a line against its target. `gap` is in points; `missing` and `a_month` are sales that it takes."""

    line: Text
    region: str
    target: str
    now: str
    gap: Text
    missing: str
    a_month: str


@dataclass(frozen=True, slots=True, kw_only=True)
class YearBar:
    """What is reached of a target and what is forecast, as shares of it; `tone` is bad beyond a limit."""

    reached: float | None
    outlook: float | None
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class YearGoalsSlide:
    """A17, the financial goals of the year. `share_bars` belong to `shares`, the last one to `total`."""

    slide: SlideText
    unit: str
    figures: tuple[FigureGoalRow, ...]
    kpis: tuple[Kpi, ...]
    figure_bars: tuple[YearBar, ...]
    shares: tuple[ShareGoalRow, ...]
    total: ShareGoalRow
    share_bars: tuple[YearBar, ...]
    shares_unit: str
    takeaway: Text
    figures_alt: str
    shares_alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRow:
    """A row of what the team asks for."""

    request: Text
    kind: str
    cost: str
    fte: str
    start: Text
    enables: Text
    weighted: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourcesSlide:
    """A20. `chart` has the series `Cost` and `Weighted` (like)."""

    slide: SlideText
    unit: str
    rows: tuple[RequestRow, ...]
    total: RequestRow
    chart: ChartData | None
    cost_label: Text
    weighted_label: Text
    takeaway: Text
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DealQuestionRow:
    """A question or gate with its group, in bold where a group begins, and one mark per deal."""

    number: str
    group: Text
    question: str
    marks: tuple[Rich, ...]
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DealResultRow:
    """A result of the assessment with one cell per deal."""

    label: Text
    cells: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelBand:
    """A stage of the funnel: how many assessed deals came through it, of how many, what they are worth, and which wait at its gates."""

    label: Text
    through: int
    of: int
    count: str
    value: str
    weighted: str
    held: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DealReviewSlide:
    """AX6. `deals` are the column heads, one to three; without an answered gate there is no funnel."""

    slide: SlideText
    deals: tuple[str, ...]
    funnel: tuple[FunnelBand, ...]
    funnel_heads: tuple[Text, ...]
    funnel_unit: str
    funnel_alt: str
    questions: tuple[DealQuestionRow, ...]
    gates: tuple[DealQuestionRow, ...]
    results: tuple[DealResultRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CapabilityCell:
    """A mark of the capability matrix with its fill."""

    text: Text
    fill: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CapabilityRow:
    """A unit of ours or a partner with one cell per capability."""

    unit: str
    cells: tuple[CapabilityCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CapabilityPage:
    """Up to eight capabilities as columns. `needs` stand in an outline and have no fill; `gaps` are those of its capabilities."""

    slide: SlideText
    heads: tuple[str, ...]
    rows: tuple[CapabilityRow, ...]
    needs: tuple[CapabilityCell, ...]
    rivals: tuple[CapabilityCell, ...]
    results: tuple[Rich, ...]
    gaps: tuple[Lead, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CapabilitiesSlides:
    """AX7. `slide` and `gaps` are for gaps on a slide of their own, as narrow pages have them."""

    slide: SlideText
    pages: tuple[CapabilityPage, ...]
    gaps: tuple[Lead, ...]
    combination: Text
