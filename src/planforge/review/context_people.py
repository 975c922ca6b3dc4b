"""What the slides about people at the customer show: A09 influence, A10 coverage."""

from __future__ import annotations

from dataclasses import dataclass

from planforge.office.rich import Rich, Text
from planforge.review.context_base import EmptyState, SlideText


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCard:
    """A card of the influence map. `support` is +1, 0, -1 or None while it is not known; `level` 0 to 4 or None.

    `via` says that the line to `reports_to` leaves out people between; `badge` names who advises us or stands at the top.
    """

    id: str
    name: str
    other_name: str
    role: str
    buying: str
    attitude: str
    support: int | None
    level: int | None
    reports_to: str
    outside: bool
    via: bool = False
    badge: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InfluenceLink:
    """An arrow of influence between two cards, by id."""

    source: str
    target: str
    strong: bool
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InfluencePage:
    """One slide of the map. `also` are links in words: they go to another page, or there are more than are drawn."""

    slide: SlideText
    cards: tuple[PersonCard, ...]
    links: tuple[InfluenceLink, ...]
    also: tuple[str, ...]
    alt: str
    takeaway: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class InfluenceSlides:
    """A09, one page or more."""

    slide: SlideText
    empty: EmptyState | None
    pages: tuple[InfluencePage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelCell:
    """A cell of the coverage matrix: shown text and fill tone (`lv1` to `lv4` or empty)."""

    text: Text
    fill: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRow:
    """A contact with one cell per team member."""

    contact: str
    role: str
    buying: str
    cells: tuple[LevelCell, ...]
    rhythm: str
    status: Rich


@dataclass(frozen=True, slots=True, kw_only=True)
class NextContact:
    """Somebody whom we are to meet next; an overdue day is marked."""

    contact: str
    owner: str
    due: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageSlide:
    """A10. `members` are column heads of name and function on two or three lines, at most six; `next` those due first."""

    slide: SlideText
    empty: EmptyState | None
    members: tuple[str, ...]
    rows: tuple[CoverageRow, ...]
    next: tuple[NextContact, ...]
    questions: tuple[str, ...]
    takeaway: Text
