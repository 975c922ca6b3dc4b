"""What a compiled table keeps of the template: the looks of its cells and rows, and its rules. Lengths are EMU."""

from __future__ import annotations

from dataclasses import dataclass

FRESH_ID = "\x05"
"""Stands in written row and column ids for a number that is unique in its table."""


@dataclass(frozen=True, slots=True)
class CellStyle:
    """A template cell: XML of its start tag, of its properties before and after the fill, its own fill, margins in EMU, columns spanned.

    `begins` and `goes_on` say that a row span begins at the cell or covers it, `covered` that a cell to its left spans it, `merges` that
    any of this is so.
    """

    start: str
    properties: str
    fill: str
    rest: str
    left: int
    top: int
    right: int
    bottom: int
    span: int = 1
    begins: bool = False
    goes_on: bool = False
    covered: bool = False
    merges: bool = False


@dataclass(frozen=True, slots=True)
class RowStyle:
    """A template row: attributes, what follows the cells, its least height in EMU, whether it repeats, whether it is the total row."""

    attributes: str
    tail: str
    height: int
    repeats: bool
    total: bool = False


@dataclass(frozen=True, slots=True)
class TableStyle:
    """A template table and its rules.

    Attributes:
        name: the shape's name.
        before, after: XML between the frame's size and the table's properties, and after the rows.
        properties: XML of the table's properties and the begin of its grid, by whether the page has the table's first row and its last.
        x, y: the frame's corner in EMU.
        bottom, right: the lowest and the rightmost EMU the table may reach.
        pages: it continues on copied slides.
        even: its pages have as nearly the same number of rows as they can.
        limit: rows of the body a page, 0 for as many as fit.
        header: rows repeated on each page.
        every: the total row shows on every page, not on the last only.
        keep: body rows that must stand on the last page at least.
        grow: EMU to which lower body rows grow while every page has room, 0 for not.
        cut: lines a cell of a repeated row may have, 0 for any number; headers and totals are never cut.
        shared: EMU that repeated columns share, 0 when each keeps its width.
    """

    name: str
    before: str
    after: str
    properties: tuple[tuple[str, str], tuple[str, str]]
    x: int
    y: int
    bottom: int
    right: int
    pages: bool = False
    even: bool = False
    limit: int = 0
    header: int = 0
    every: bool = False
    keep: int = 1
    grow: int = 0
    cut: int = 0
    shared: int = 0
