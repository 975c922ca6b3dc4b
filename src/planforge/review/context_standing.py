"""What the slides about evidence, selection, standing and sales by line show: AX4, AX5, AX8, AX9."""

from __future__ import annotations

from dataclasses import dataclass

from planforge.office.rich import ChartData, Rich, Text
from planforge.review.context_base import SlideText


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorAnswersRow:
    """How many of a factor's questions are answered; `fill` grows with their share."""

    number: str
    factor: str
    rating: str
    answered: Text
    fill: str
    stale: Text
    reading: Rich


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """A question of the bank with its answer. The cells of `factor` are its name, rating, answers and stale answers, one below another."""

    number: str
    factor: Rich
    question: str
    answer: Text
    who: str
    day: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class BankPage:
    """Whole factors of the bank that stand on one page, under the name of their group."""

    slide: SlideText
    heading: Text
    unit: str
    answers: tuple[AnswerRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundRow:
    """What a rating rests on: its evidence in full, who says so, when it was true, how sure we are."""

    number: str
    factor: str
    rating: str
    evidence: Text
    source: Text
    dated: Text
    confidence: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundsPage:
    """The page of AX4 with the evidence of each rating."""

    slide: SlideText
    rows: tuple[GroundRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionBankSlide:
    """AX4, answers by factor and the questions to answer first; then the evidence of the ratings and the whole bank by group of factors.

    `answered` is the number of answers, without which only the evidence is shown; `grounds` is None when no rating names its source,
    date or confidence. `pages` are for a wide page, `narrow_pages` hold two factors each.
    """

    slide: SlideText
    answered: int
    grounds: GroundsPage | None
    factors: tuple[FactorAnswersRow, ...]
    total: FactorAnswersRow
    first: tuple[str, ...]
    pages: tuple[BankPage, ...]
    narrow_pages: tuple[BankPage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionScoreRow:
    """A selection criterion; `fill` grows with the score."""

    number: str
    criterion: Text
    weight: str
    score: Text
    fill: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingRow:
    """An entry with its value and what it means."""

    label: Text
    value: Text
    reading: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectionSlide:
    """AX5. `first` and `second` are the halves of the criteria, `notes` what was noted on them by number.

    `result` stands behind the heading of the criteria; `tests` are quick screen and grade, `facts` kind and potential.
    """

    slide: SlideText
    unit: str
    first: tuple[CriterionScoreRow, ...]
    second: tuple[CriterionScoreRow, ...]
    notes: Text
    result: str
    tests: tuple[ReadingRow, ...]
    grade: ReadingRow
    facts: tuple[ReadingRow, ...]
    takeaway: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingRow:
    """A rated component and what it is a part of; `fill` grows with the rating."""

    label: Text
    part: str
    rating: Text
    fill: str
    note: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingSlide:
    """AX8. `chart` has the series `Previous` and `Now` (like), with a point style for us and for rivals.

    `trust_chart` has the series `Trust` and `To 5`, a bar each for company and people.
    """

    slide: SlideText
    chart: ChartData | None
    surveyed: str
    gap: str
    trust_chart: ChartData | None
    trust_alt: str
    trust: tuple[RatingRow, ...]
    trust_sum: RatingRow
    benefits: tuple[RatingRow, ...]
    contacts: str
    takeaway: Text
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SalesRow:
    """A line of the five-year sales: one cell for each year, then its share this year and next, and next year's growth."""

    label: Text
    years: tuple[Text, ...]
    mix: str
    next_mix: str
    growth: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SalesPage:
    """Five years by product line, or by region. `chart` has the series `Part 1` to `Part 6` and `Total` (like).

    `change` has the series `Change` with the point styles `up` and `down`; None while next year is not planned by line.
    """

    slide: SlideText
    heading: Text
    label: Text
    keys: tuple[str, ...]
    chart: ChartData
    change_heading: Text
    change: ChartData | None
    change_alt: str
    no_change: str
    rows: tuple[SalesRow, ...]
    takeaway: Text
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRow:
    """This year's target of a line in a region against what is booked, and what the year ends with at the same pace."""

    line: Text
    region: str
    target: str
    actual: str
    attainment: str
    projected: str
    status: Rich


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetBar:
    """What is reached of a target and what the pace leads to, as shares of it."""

    reached: float | None
    outlook: float | None
    tone: str = "primary"


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioAnswer:
    """One of the seven questions about an account's place in the portfolio."""

    number: str
    question: str
    answer: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class SalesSlides:
    """AX9: five-year pages by product line and by region, then targets and the seven questions. `years` are column heads.

    `bars` belong to `targets`, the last one to `total`.
    """

    slide: SlideText
    unit: str
    years: tuple[str, ...]
    pages: tuple[SalesPage, ...]
    targets: tuple[TargetRow, ...]
    total: TargetRow
    bars: tuple[TargetBar, ...]
    bars_alt: str
    behind: str
    no_targets: str
    known: str
    answers: tuple[PortfolioAnswer, ...]
    takeaway: Text
