"""What the slides about the plan itself show: AX16 outline, AX17 cycle and tools, AX18 parts and health, AX19 team,
AX20 duties."""

from __future__ import annotations

from dataclasses import dataclass

from planforge.office.rich import Rich, Text
from planforge.review.context_account import HeatCell
from planforge.review.context_base import ChevronStep, SlideText


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnRow:
    """A row of a table with one cell for each year or step."""

    label: Text
    cells: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineSlide:
    """AX16. `themes` are chevrons above the columns, `years` the heads; `rows` begin with the results, then come figures and dates."""

    slide: SlideText
    themes: tuple[ChevronStep, ...]
    themes_alt: str
    years: tuple[str, ...]
    rows: tuple[ColumnRow, ...]
    takeaway: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparationRow:
    """An item of the preparation; `state` says whether it is ready."""

    item: Text
    state: Rich
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolColumn:
    """A stage of the work: its name and how many of its tools were used."""

    name: Text
    count: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolRow:
    """The tools that stand side by side in the five columns."""

    cells: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessSlide:
    """AX17. `steps` are chevrons above the columns of the cycle; `heads` stand over its dates, `names` where there are no chevrons.

    `gate` says whether the plan is ready for review.
    """

    slide: SlideText
    steps: tuple[ChevronStep, ...]
    steps_alt: str
    heads: tuple[Text, ...]
    names: tuple[str, ...]
    cycle: tuple[ColumnRow, ...]
    cycle_unit: Text
    gate: Rich
    preparation: tuple[PreparationRow, ...]
    stages: tuple[ToolColumn, ...]
    tools: tuple[ToolRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRow:
    """A part of the plan. `slides` are the ids whose pages count against the budget from `low` to `high`; without budget both are 0."""

    part: Text
    items: Text
    lacking: str
    slides: tuple[str, ...]
    low: int
    high: int
    budget: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartCell:
    """A part in the progress bar: its number, and the share of its required cells that are filled; None when it has none."""

    label: str
    figure: str
    share: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthRow:
    """A success factor of the planning with its rating."""

    factor: str
    rating: Rich


@dataclass(frozen=True, slots=True, kw_only=True)
class PartsSlide:
    """AX18. `cells` are the progress bar; `shares` those of ready items, one for each row of `parts`.

    `fewer`, `right` and `more` are the words of the page check.
    """

    slide: SlideText
    cells: tuple[PartCell, ...]
    cells_alt: str
    parts: tuple[PartRow, ...]
    shares: tuple[float | None, ...]
    shares_alt: str
    health: tuple[HealthRow, ...]
    health_unit: str
    fewer: str
    right: str
    more: str
    takeaway: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamRow:
    """A member of the team with the open actions that rest on it, or a function that nobody has."""

    member: Text
    function: str
    role: Text
    fte: str
    load: Text
    next_due: str
    development: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamSlide:
    """AX19."""

    slide: SlideText
    rows: tuple[TeamRow, ...]
    total: TeamRow
    takeaway: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyRow:
    """A duty with one cell for each person of the page."""

    duty: Text
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyPage:
    """The duties with some of the people; `total` is how many duties each of them answers for."""

    slide: SlideText
    people: tuple[Text, ...]
    rows: tuple[DutyRow, ...]
    total: DutyRow


@dataclass(frozen=True, slots=True, kw_only=True)
class DutiesSlide:
    """AX20. `legend` says what the letters mean."""

    pages: tuple[DutyPage, ...]
    legend: Rich
    takeaway: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityRow:
    """A part of plan quality: what it asks of the plan, points earned, points there are, points lost."""

    part: Text
    asks: str
    points: str
    most: str
    lost: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class FixRow:
    """Something to fix: the points it brings, the part they belong to, what is missing, how to mend it, and the first cell."""

    gain: str
    part: str
    what: str
    how: str
    cell: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityPage:
    """The first page of AX3. `shares` are the points earned of those there are, by part and in all, for the bars.

    `unit` says how many of the losses the fixes mend, and what they bring.
    """

    slide: SlideText
    parts: tuple[QualityRow, ...]
    total: QualityRow
    shares: tuple[float | None, ...]
    fixes: tuple[FixRow, ...]
    unit: str
    alt: str
