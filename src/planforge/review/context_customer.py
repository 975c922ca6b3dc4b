"""What the method slides on the customer's buying and its people show: AX10 to AX13."""

from __future__ import annotations

from dataclasses import dataclass

from planforge.office.rich import ChartData, Rich, Text
from planforge.review.context_account import HeatCell
from planforge.review.context_base import ChevronStep, Kpi, Lead, SlideText


@dataclass(frozen=True, slots=True, kw_only=True)
class WhitespaceRow:
    """A category of what the customer buys: one cell per unit of the page, and over all units."""

    category: Text
    cells: tuple[HeatCell, ...]
    total: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InstalledRow:
    """What is installed in a category: pieces and amounts of ours and of rivals, our share by amount, and who the rivals are."""

    category: Text
    pieces: str
    ours: str
    rivals: str
    share: Text
    rival: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchasePage:
    """One slide of the heat map: up to five units, their names on lines as wide as a column."""

    slide: SlideText
    units: tuple[str, ...]
    rows: tuple[WhitespaceRow, ...]
    total: WhitespaceRow


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseSlides:
    """AX10, one page or more. `profile` are budget process, supplier strategy and our advantage, always three.

    `shares` are ours of what is installed in each row, the last one in all.
    """

    slide: SlideText
    whitespace_unit: str
    installed_unit: str
    kpis: tuple[Kpi, ...]
    pages: tuple[PurchasePage, ...]
    installed: tuple[InstalledRow, ...]
    installed_total: InstalledRow
    shares: tuple[float | None, ...]
    shares_alt: str
    profile: tuple[Lead, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendRow:
    """A supplier, or what is not attributed: amounts by product line and in all, its share of all, and where it gets most."""

    label: Text
    cells: tuple[Text, ...]
    share: str
    strongest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendSlide:
    """AX10, spend by supplier. `heads` are product lines, the last one all of them; `chart` has the series `Part 1` to `Part 6` and `Open`.

    `keys` name the parts of a column from the bottom up, the last one is what is not attributed.
    """

    slide: SlideText
    unit: str
    heads: tuple[str, ...]
    keys: tuple[str, ...]
    chart: ChartData
    rows: tuple[SpendRow, ...]
    total: SpendRow
    readings: tuple[Lead, ...]
    takeaway: Text
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRow:
    """A kind of activity: how often for each purpose, in all, and what it took."""

    kind: Text
    cells: tuple[HeatCell, ...]
    total: str
    hours: str
    cost: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthRow:
    """What we did month by month: one cell for each of the months."""

    label: Text
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactEffortRow:
    """A contact: activities by purpose, the day we last had to do with each other, whether that is in time, and what came of it last."""

    contact: str
    cells: tuple[HeatCell, ...]
    last: str
    result: str
    status: Rich


@dataclass(frozen=True, slots=True, kw_only=True)
class EffortSlide:
    """AX11. `purposes` are the heads of four columns; `unit` is the unit of cost; `months` are the heads above `by_month`."""

    slide: SlideText
    unit: str
    kpis: tuple[Kpi, ...]
    purposes: tuple[Text, ...]
    kinds: tuple[KindRow, ...]
    total: KindRow
    months: tuple[str, ...]
    by_month: tuple[MonthRow, ...]
    contacts: tuple[ContactEffortRow, ...]
    takeaway: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """A contact in the contact matrix."""

    contact: Text
    influence: Text
    phase: Text
    involvement: Text
    support: Text
    needs: Text
    channel: Text
    rhythm: Text
    deepen: Text
    bond: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixSlide:
    """AX12, the contact matrix. `counts` say how many contacts there are of each influence type and stance."""

    slide: SlideText
    counts: str
    rows: tuple[MatrixRow, ...]
    takeaway: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkLine:
    """A line of a person's card: what it tells, and the mark in words; `tone` colours the word."""

    label: str
    value: Text
    tone: str = "ink"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonMarks:
    """A decision maker's card: four marks, then what the person wants, which is empty when not known or not to be shown."""

    name: str
    second: str
    title: str
    support: int | None
    marks: tuple[MarkLine, ...]
    wants: tuple[MarkLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePage:
    """Up to ten cards, on a narrow page eight; as many as on the other pages or one fewer."""

    slide: SlideText
    cards: tuple[PersonMarks, ...]
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleSlides:
    """AX12, the decision makers' cards, for wide and for narrow pages.

    `steps` are the four steps of a relationship with how many contacts stand on each.
    """

    slide: SlideText
    steps: tuple[ChevronStep, ...]
    steps_alt: str
    pages: tuple[PeoplePage, ...]
    narrow_pages: tuple[PeoplePage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """A step of the customer's buying process."""

    number: str
    step: Text
    decider: Text
    due: Text
    stance: Rich
    note: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """A question and what we know of it."""

    question: Text
    answer: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class BuyingSlide:
    """AX13, the buying process with the key person. `strip` are the steps by stance; `alarms` coach and top officer, each with a status."""

    slide: SlideText
    counts: str
    strip: tuple[ChevronStep, ...]
    strip_alt: str
    steps: tuple[StepRow, ...]
    alarms: tuple[Rich, ...]
    bases: tuple[AnswerRow, ...]
    questions: tuple[AnswerRow, ...]
    takeaway: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class StakeField:
    """A field of the power-interest grid: name, what to do, place; `column` and `row` are 0 or 1, row 0 on top."""

    name: str
    note: str
    column: int
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StakeMark:
    """A group in the grid; `flagged` when there is no strategy for it."""

    number: int
    power: int
    concern: int
    flagged: bool
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StakeRow:
    """A group with a stake."""

    number: str
    group: Text
    field: str
    interest: Text
    strategy: Text
    culture: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class StakesSlide:
    """AX13, the groups with a stake. `cut` is where the grid divides low from high."""

    slide: SlideText
    fields: tuple[StakeField, ...]
    cut: float
    marks: tuple[StakeMark, ...]
    rows: tuple[StakeRow, ...]
    takeaway: Text
    alt: str
