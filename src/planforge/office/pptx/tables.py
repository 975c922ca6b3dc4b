"""Tables while they are rendered: rows with measured heights, columns, and pages when they do not fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from planforge.office.frame import RowBox
from planforge.office.markup import in_language
from planforge.office.pptx.alt_text import EMU_PER_INCH
from planforge.office.pptx.inherit import EMU_PER_POINT
from planforge.office.pptx.text_body import BodyStyle, Paragraphs, TextWriter, measure, plain_text, shortened
from planforge.office.text import CELL_LINE_CHINESE
from planforge.office.tones import FILL_XML


@dataclass(frozen=True, slots=True)
class CellStyle:
    """A template cell: XML of its start tag, of its properties before and after the fill, its own fill, margins in EMU, columns spanned.

    `tall` is false for a cell that a merge continues or that spans rows; it does not set the row's height.
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
    tall: bool = True


@dataclass(frozen=True, slots=True)
class RowStyle:
    """A template row: attributes, what follows the cells, its least height in EMU, and whether it repeats."""

    attributes: str
    tail: str
    height: int
    repeats: bool


@dataclass(frozen=True, slots=True)
class TableStyle:
    """A template table and its rules.

    Attributes:
        name: the shape's name.
        before, after: XML between the frame's size and the grid, and after the rows.
        x, y: the frame's corner in EMU.
        bottom: the lowest EMU the table may reach.
        pages: it continues on copied slides.
        limit: rows of the body a page, 0 for as many as fit.
        header: rows repeated on each page.
        total: the last row shows on the last page only.
        keep: body rows that must stand on the last page at least.
        cut: lines a cell of a repeated row may have, 0 for any number; headers and totals are never cut.
        shared: EMU that repeated columns share, 0 when each keeps its width.
    """

    name: str
    before: str
    after: str
    x: int
    y: int
    bottom: int
    pages: bool = False
    limit: int = 0
    header: int = 0
    total: bool = False
    keep: int = 1
    cut: int = 0
    shared: int = 0


class Cell(NamedTuple):
    """What a cell was made of; `width` is that of its text in points."""

    style: CellStyle
    body: BodyStyle
    paragraphs: Paragraphs
    fill: str
    width: float


@dataclass(slots=True)
class Row:
    """A rendered row: XML of the cells, height in EMU, index of its item or -1, full texts that were cut, and its cells' sources."""

    style: RowStyle
    cells: list[str] = field(default_factory=list)
    height: int = 0
    index: int = -1
    cut: list[str] = field(default_factory=list)
    sources: list[Cell] = field(default_factory=list)


@dataclass(slots=True)
class TablePage:
    """The rows of a table that stand on one slide."""

    rows: Sequence[Row]
    fits: bool = True


class TableState:
    """Collects a table's columns and rows."""

    def __init__(self, style: TableStyle, writer: TextWriter) -> None:
        self.style = style
        self._writer = writer
        self.columns: list[tuple[int, bool, str]] = []
        self.widths: list[int] = []
        self.rows: list[Row] = []
        self._column = 0
        self._repeated = 0
        self.pages: list[TablePage] = []

    def column(self, width: int, repeats: bool, tail: str) -> None:
        """A grid column of a width in EMU; `tail` is what its element holds."""
        self.columns.append((width, repeats, tail))

    def row(self, style: RowStyle, index: int) -> None:
        """Begins a row; `index` is that of its item when a single loop makes it, else -1."""
        if not self.widths:
            self._share()
        self._column = 0
        if style.repeats:
            index = self._repeated if index < 0 else index
            self._repeated += 1
        self.rows.append(Row(style, [], style.height, index if style.repeats else -1))

    def _share(self) -> None:
        count = sum(1 for _, repeats, _ in self.columns if repeats)
        shared = self.style.shared
        if shared and count:
            self.columns = [(shared // count if repeats else width, repeats, tail) for width, repeats, tail in self.columns]
        self.widths = [width for width, _, _ in self.columns]

    def cell(self, style: CellStyle, body: BodyStyle, paragraphs: Paragraphs, fill: str) -> None:
        """A cell with its text."""
        width = sum(self.widths[self._column : self._column + style.span]) - style.left - style.right
        self._column += 1
        row = self.rows[-1]
        cell = Cell(style, body, paragraphs, fill, max(width, 0) / EMU_PER_POINT)
        self._set(row, cell, self.style.cut if row.index >= 0 else 0)
        row.sources.append(cell)

    def _set(self, row: Row, cell: Cell, limit: int) -> None:
        """Adds a cell's XML to its row, which grows with it."""
        style, body, paragraphs, fill, width = cell
        if limit:
            short, was_cut = shortened(body, paragraphs, width, limit)
            if was_cut:
                row.cut.append(plain_text(paragraphs))
                paragraphs = short
        if style.tall:
            _, high = measure(body, paragraphs, width)
            row.height = max(row.height, round(high * EMU_PER_POINT) + style.top + style.bottom)
        text = self._writer.write(body, paragraphs, fill)
        colour = FILL_XML[fill] if fill else style.fill
        row.cells.append(f"{style.start}{text}{style.properties}{colour}{style.rest}</a:tc>")

    def _fitted(self, row: Row, room: int) -> Row:
        """A row that is taller than a whole page, with its texts cut to what a page holds."""
        if row.height <= room or room <= 0:
            return row
        short = Row(row.style, [], row.style.height, row.index)
        for cell in row.sources:
            largest = max((run.style.size for _, runs in cell.paragraphs for run in runs), default=1.0)
            lines = int((room - cell.style.top - cell.style.bottom) / EMU_PER_POINT / (largest * CELL_LINE_CHINESE))
            self._set(short, cell, max(1, min(lines, self.style.cut or lines)))
        return short

    # ------------------------------------------------------------ pages

    def paginate(self) -> None:
        """Distributes the rows over pages."""
        style = self.style
        header, total = self.rows[: style.header], self.rows[len(self.rows) - 1 :] if style.total else []
        body = self.rows[style.header : len(self.rows) - len(total)]
        room = style.bottom - style.y - sum(row.height for row in header)
        if style.pages:
            body = [self._fitted(row, room) for row in body]
        if not style.pages:
            self.pages = [TablePage(self.rows, sum(row.height for row in self.rows) <= style.bottom - style.y)]
            return
        last = sum(row.height for row in total)
        groups = _groups(body, room, last, style.limit, style.keep)
        for number, group in enumerate(groups):
            end = total if number == len(groups) - 1 else []
            high = sum(row.height for row in (*group, *end))
            self.pages.append(TablePage([*header, *group, *end], high <= room))

    def page_for(self, page: int) -> int | None:
        """Which of the table's pages a page of the slide shows: a table that may not continue is on all of them."""
        if not self.style.pages:
            return 0
        return page if page < len(self.pages) else None

    def boxes(self, page: int) -> tuple[RowBox, ...]:
        """Where the repeated rows of a page stand, in inches."""
        top = self.style.y
        found = []
        for row in self.pages[page].rows:
            if row.index >= 0:
                found.append(RowBox(row.index, top / EMU_PER_INCH, row.height / EMU_PER_INCH))
            top += row.height
        return tuple(found)

    def xml(self, page: int) -> str:
        """From the frame's size to the end of the table."""
        rows = self.pages[min(page, len(self.pages) - 1)].rows
        high = sum(row.height for row in rows)
        lang = self._writer.lang
        out = [f'<a:ext cx="{sum(self.widths)}" cy="{high}"/>', in_language(self.style.before, lang)]
        out += (f'<a:gridCol w="{width}">{tail}</a:gridCol>' if tail else f'<a:gridCol w="{width}"/>' for width, _, tail in self.columns)
        out.append("</a:tblGrid>")
        for row in rows:
            out.append(f'<a:tr h="{row.height}"{row.style.attributes}>')
            out.extend(row.cells)
            out.append(f"{row.style.tail}</a:tr>")
        out.append(in_language(self.style.after, lang))
        return "".join(out)


def _groups(rows: Sequence[Row], room: int, last: int, limit: int, keep: int) -> list[list[Row]]:
    """Body rows by page: as many as fit, the total's room on the last page, at least `keep` rows there."""
    groups: list[list[Row]] = [[]]
    used = 0
    for row in rows:
        full = groups[-1] and (used + row.height > room or (limit and len(groups[-1]) >= limit))
        if full:
            groups.append([])
            used = 0
        groups[-1].append(row)
        used += row.height
    if used + last > room and len(groups[-1]) > 1:
        groups.append([groups[-1].pop()])
    while len(groups) > 1 and len(groups[-1]) < keep < len(groups[-2]):
        moved = groups[-2][-1]
        if moved.height + sum(row.height for row in groups[-1]) + last > room:
            break
        groups[-1].insert(0, groups[-2].pop())
    return groups
