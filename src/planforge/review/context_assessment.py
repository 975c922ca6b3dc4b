"""What the slides that assess the account show: A05 factors, A06 position, A07 five years, A12 competition."""

from __future__ import annotations

from dataclasses import dataclass

from planforge.office.rich import ChartData, Text
from planforge.review.context_base import EmptyState, Kpi, Lead, SlideText


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorLine:
    """A factor on the poor-to-good scale. `score` and `previous` 1 to 5 or None; `delta` as shown with its tone."""

    number: int
    name: str
    second_name: str
    score: int | None
    previous: int | None
    delta: str
    delta_tone: str
    evidence: str
    weakest: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorGroup:
    """A group of factors under one heading, with the mean of those rated, that of the last review, and the change."""

    name: Text
    factors: tuple[FactorLine, ...]
    mean: float | None = None
    previous: float | None = None
    shown: str = ""
    delta: str = ""
    delta_tone: str = "muted"


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorsSlide:
    """A05. `radar` has the series `Previous review` (like) and `This review`; `good` and `poor` are the ratings from and up to which."""

    slide: SlideText
    empty: EmptyState | None
    radar: ChartData
    groups: tuple[FactorGroup, ...]
    this_label: str
    previous_label: str
    has_previous: bool
    good: float
    poor: float
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quadrant:
    """A field of the quadrant. `tone` colours its name; `column` and `row` are 0 or 1, row 0 on top."""

    name: str
    note: str
    tone: str
    column: int
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionMark:
    """A position on the 1 to 5 axes: strength to the right, attractiveness upwards. `strength` None draws a band.

    `before` names the previous position where it is seen, `under` says in words where it was when the bubble hides it.
    """

    name: str
    strength: float | None
    attractiveness: float
    previous_strength: float | None = None
    previous_attractiveness: float | None = None
    before: str = ""
    under: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRow:
    """A row of a scoring table; `cells` are the columns after the label, `tones` colour them."""

    label: str
    cells: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionSlide:
    """A06. `chart` is a bubble chart: series `account` and, when a portfolio is known, `others`."""

    slide: SlideText
    empty: EmptyState | None
    quadrants: tuple[Quadrant, ...]
    strength_cut: float
    attractiveness_cut: float
    mark: PositionMark | None
    others: tuple[PositionMark, ...]
    chart: ChartData | None
    attractiveness: tuple[ScoreRow, ...]
    strength: tuple[ScoreRow, ...]
    attractiveness_unit: str
    strength_unit: str
    stance: Text
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class YearRow:
    """A row of the five-year table: a label and one cell per year."""

    label: Text
    cells: tuple[Text, ...]
    total: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FinancialsSlide:
    """A07. `chart` has the series `Revenue` with point styles actual, forecast, plan, and `Net income`, a line."""

    slide: SlideText
    empty: EmptyState | None
    unit: str
    years: tuple[str, ...]
    chart: ChartData
    rows: tuple[YearRow, ...]
    comments: tuple[Lead, ...]
    kpis: tuple[Kpi, ...]
    question: Text
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixCell:
    """A mark of the competitive matrix with its fill."""

    text: Text
    fill: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionRow:
    """A criterion with weight and one cell per company, ours first."""

    criterion: Text
    weight: str
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CompetitionSlide:
    """A12. `companies` are the column heads, ours first; at most five. `rows` end with the weighted total."""

    slide: SlideText
    empty: EmptyState | None
    companies: tuple[str, ...]
    rows: tuple[CriterionRow, ...]
    total: CriterionRow | None
    answers: tuple[Lead, ...]
    threats: tuple[Lead, ...]
    takeaway: Text
