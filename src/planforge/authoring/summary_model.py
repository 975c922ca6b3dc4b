"""The pieces of an authored workbook: colours and styles by role, sheets with cells and notes, tables, charts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from planforge.authoring.summary_book import Book

_SLOTS = {
    "white": 0,
    "ink": 1,
    "panel": 2,
    "title": 3,
    "primary": 4,
    "second": 5,
    "good": 6,
    "watch": 7,
    "bad": 8,
    "neutral": 9,
    "link": 10,
}


class Colour(NamedTuple):
    """A theme colour by role; `tint` -1 darkens, +1 lightens."""

    role: str
    tint: float = 0.0

    def xml(self, element: str = "color") -> str:
        """The colour element."""
        tint = f' tint="{self.tint}"' if self.tint else ""
        return f'<{element} theme="{_SLOTS[self.role]}"{tint}/>'


INK, MUTED, TITLE, WHITE = Colour("ink"), Colour("ink", 0.35), Colour("title"), Colour("white")
HAIR, PANEL = Colour("white", -0.15), Colour("panel")


class Style(NamedTuple):
    """How a cell looks. `border` lists sides as `bottom:thin:hair`, separated by blanks."""

    size: float = 10
    bold: bool = False
    colour: Colour = INK
    fill: Colour | None = None
    border: str = ""
    align: str = "left"
    vertical: str = "center"
    wrap: bool = False
    indent: int = 0
    underline: bool = False
    number: str = "General"


class Rule(NamedTuple):
    """A conditional format: the inside of a `cfRule` element with its attributes, and the id of a solid data bar if it is one."""

    ranges: str
    kind: str
    inside: str
    bar: Colour | None = None


class Choice(NamedTuple):
    """Cells that are filled in from a list: their range, and the defined name of the list."""

    ranges: str
    names: str


@dataclass(frozen=True)
class Drawing:
    """A chart on a sheet: its XML and alt text, and the cells it covers (columns and rows count from 1, ends excluded)."""

    name: str
    xml: str
    alt: str
    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True)
class TableSpec:
    """A table: name, header row, columns from `left`; `formulas` are calculated columns by position from 0."""

    name: str
    row: int
    headers: Sequence[str]
    formulas: Mapping[int, str] = field(default_factory=dict)
    rows: int = 1
    left: int = 1


@dataclass
class Sheet:
    """A worksheet in the making."""

    book: Book
    name: str
    tab: Colour
    cells: dict[tuple[int, int], tuple[object, int]] = field(default_factory=dict)
    notes: dict[tuple[int, int], str] = field(default_factory=dict)
    links: dict[tuple[int, int], str] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    rules: list[Rule] = field(default_factory=list)
    tables: list[TableSpec] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    drawings: list[Drawing] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    freeze: tuple[int, int] = (0, 0)
    print_area: str = ""
    print_rows: str = ""
    portrait: bool = False
    one_page: bool = False

    def put(self, row: int, column: int, value: object, style: Style, *, note: str = "", link: str = "") -> None:
        """Sets a cell: text, number, or a formula as text with a leading equals sign; `note` is a directive."""
        self.cells[row, column] = (value, self.book.style(style))
        if note:
            self.notes[row, column] = note
        if link:
            self.links[row, column] = link
