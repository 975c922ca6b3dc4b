"""What the slides about single deals, goals, resources and capabilities show: A16, A17, A20, AX6, AX7."""

from __future__ import annotations

from dataclasses import dataclass

from planforge.office.rich import ChartData, Rich, Text
from planforge.review.context_base import ChevronStep, Kpi, Lead, SlideText


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """A row of a deal's next steps."""

    step: Text
    owner: Text
    due: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class DealSheet:
    """A16 for one deal. `kpis` are five tiles; the sixth is the competitor as text. `steps_title` is for steps on a slide of their own.

    `how` tells how we win and lose, then the milestones of the deal and the resources asked for it.
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
    """A need of the project with one cell per unit, the rival and the verdict. The need has no fill, as it stands in an outline."""

    capability: str
    need: CapabilityCell
    cells: tuple[CapabilityCell, ...]
    rival: CapabilityCell
    result: Rich


@dataclass(frozen=True, slots=True, kw_only=True)
class CapabilitiesSlide:
    """AX7. `units` are the column heads of our units and partners."""

    slide: SlideText
    units: tuple[str, ...]
    rows: tuple[CapabilityRow, ...]
    gaps: tuple[Lead, ...]
    combination: Text
