"""The pieces of an authored workbook: sheets with cells and notes, tables, choices, conditional formats, charts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from planforge.authoring.summary_styles import Colour, Looks, Style


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
    """A table: name, header row, columns from `left`; `formulas` are calculated columns by position from 0.

    `filtered` puts filter buttons on the header.
    """

    name: str
    row: int
    headers: Sequence[str]
    formulas: Mapping[int, str] = field(default_factory=dict)
    rows: int = 1
    left: int = 1
    filtered: bool = True


@dataclass
class Sheet:
    """A worksheet in the making; `defined` are the names it gives to ranges."""

    looks: Looks
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
    defined: dict[str, str] = field(default_factory=dict)
    freeze: tuple[int, int] = (0, 0)
    print_area: str = ""
    print_rows: str = ""
    portrait: bool = False
    one_page: bool = False

    def put(self, row: int, column: int, value: object, style: Style, *, note: str = "", link: str = "") -> None:
        """Sets a cell: text, number, or a formula as text with a leading equals sign; `note` is a directive."""
        self.cells[row, column] = (value, self.looks.style(style))
        if note:
            self.notes[row, column] = note
        if link:
            self.links[row, column] = link
