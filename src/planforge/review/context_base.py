"""What the contexts of several slides share: frame texts, the empty state, tiles paragraphs with a bold lead, time axes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planforge.office.rich import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class SlideText:
    """The frame texts of a slide. `notes` is the whole text of the speaker notes (purpose, say, ask, trace, warnings)."""

    id: str
    title: str
    tracker: Text
    subtitle: str
    source: str
    sticker: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmptyState:
    """What a required slide shows while its sheet has no data. `fields` are labels of required fields."""

    what: str
    fields: tuple[str, ...]
    fill_in: str
    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kpi:
    """A tile: big figure, its unit, a label below. `tone` colours the figure (`title` when neutral)."""

    figure: str
    unit: str
    label: Text
    tone: str = "title"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """A paragraph that starts with a bold word."""

    lead: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChevronStep:
    """A step of a row of chevrons. `state` is passed, now, between, target or plain; `note` stands above the chevron."""

    label: Text
    state: str
    note: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A row of a timeline. `state` is done, running or late; a milestone has only an end; `planned` is the end first planned, if other."""

    start: date | None
    end: date | None
    state: str
    milestone: bool
    planned: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The time axis beside the action table: first and last month shown, the as-of day, one bar per table row."""

    first: date
    last: date
    today: date
    today_label: str
    months: tuple[str, ...]
    bars: tuple[Bar, ...]
