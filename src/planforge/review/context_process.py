"""What the slides about the plan itself show: AX16 outline, AX17 cycle and tools, AX18 parts and health, AX19 team."""

from __future__ import annotations

from dataclasses import dataclass

from planforge.office.rich import Rich, Text
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

    name: str
    count: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolRow:
    """The tools that stand side by side in the five columns."""

    cells: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessSlide:
    """AX17. `steps` are chevrons above the columns of the cycle; `corner` and `heads` stand over the dates of `cycle`.

    Heads are in the main language, since two lines of them have no room. `gate` says whether the plan is ready for review.
    """

    slide: SlideText
    steps: tuple[ChevronStep, ...]
    steps_alt: str
    corner: str
    heads: tuple[str, ...]
    names: tuple[str, ...]
    cycle: tuple[ColumnRow, ...]
    cycle_unit: str
    gate: Rich
    preparation_heads: tuple[str, ...]
    preparation: tuple[PreparationRow, ...]
    stages: tuple[ToolColumn, ...]
    tools: tuple[ToolRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRow:
    """A part of the plan. `slides` are the ids whose pages count against the budget from `low` to `high`; without budget both are 0."""

    part: Text
    items: Text
    filled: str
    lacking: str
    slides: tuple[str, ...]
    low: int
    high: int
    budget: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthRow:
    """A success factor of the planning with its rating."""

    factor: str
    rating: Rich


@dataclass(frozen=True, slots=True, kw_only=True)
class PartsSlide:
    """AX18. `fewer`, `right` and `more` are the words of the page check."""

    slide: SlideText
    parts: tuple[PartRow, ...]
    health: tuple[HealthRow, ...]
    health_unit: str
    fewer: str
    right: str
    more: str
    takeaway: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamRow:
    """A member of the team with the open actions that rest on it."""

    member: str
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
