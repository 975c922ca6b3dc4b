"""Tables while they are rendered: rows with measured heights, columns, merged cells, and pages when they do not fit.

Each page is a table of its own. Its flags say what its rows are: the first row is a header row only where the table's first row stands,
the last one a total row only where the table's last row stands. Banding begins anew under each header, since DrawingML has no way to
say with which band a table starts; so every page looks like the first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from planforge.office.frame import RowBox
from planforge.office.markup import in_language
from planforge.office.pptx.alt_text import EMU_PER_INCH
from planforge.office.pptx.inherit import EMU_PER_POINT, Box
from planforge.office.pptx.table_merges import EqualCells, Merge, heights, stretches
from planforge.office.pptx.table_pages import Cutter, Fits, level
from planforge.office.pptx.table_styles import FRESH_ID, CellStyle, RowStyle, TableStyle
from planforge.office.pptx.text_body import BodyStyle, Paragraphs, TextWriter, has_text, height_of, plain_text, shortened
from planforge.office.sandbox import Pictured
from planforge.office.text import CELL_LINE_CHINESE
from planforge.office.tones import FILL_XML

_FIRST_ROW_ID, _FIRST_COLUMN_ID = 10_000, 20_000
_NARROWEST = 228_600
"""EMU a repeated column has at least when columns share what a slide has room for: a quarter of an inch."""


class Cell(NamedTuple):
    """What a cell was made of; `width` is that of its text in points, `group` that of its merge or -1."""

    style: CellStyle
    body: BodyStyle
    paragraphs: Paragraphs
    fill: str
    width: float
    group: int = -1


class CellPicture(NamedTuple):
    """A picture in a cell: the cell's left edge from the table's and its width in EMU, its style, and the value."""

    left: int
    width: int
    style: CellStyle
    value: Pictured


@dataclass(slots=True)
class Row:
    """A rendered row.

    Attributes:
        style: the template's row.
        height: EMU, as far as cells decide that are not merged.
        index: that of its item, or -1.
        number: its place in the table, from 0.
        blocks: the numbers of the blocks of several rows it belongs to, outermost first.
        cells: XML of the cells, empty for those in `merges`.
        cut: full texts that were cut.
        sources: what its cells were made of.
        merges: cells that may be merged downwards.
        pictures: those drawn over its cells.
    """

    style: RowStyle
    height: int = 0
    index: int = -1
    number: int = 0
    blocks: tuple[int, ...] = ()
    cells: list[str] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)
    sources: list[Cell] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    pictures: list[CellPicture] = field(default_factory=list)

    def again(self) -> Row:
        """The row before its cells were added."""
        return Row(self.style, self.style.height, self.index, self.number, self.blocks, sources=self.sources, pictures=self.pictures)


@dataclass(slots=True)
class TablePage:
    """The rows of a table that stand on one slide, with their heights in EMU.

    `fault` says in which way they do not fit, or nothing; `first` and `last` whether the table's ends are among them.
    """

    rows: Sequence[Row]
    heights: Sequence[int]
    fault: str = ""
    first: bool = True
    last: bool = True


class TableState:
    """Collects a table's columns and rows. `more` is what its first header cell says in addition on later pages."""

    def __init__(self, style: TableStyle, writer: TextWriter) -> None:
        self.style = style
        self.more = ""
        self.columns: list[tuple[int, bool, str]] = []
        self.widths: list[int] = []
        self.rows: list[Row] = []
        self.pages: list[TablePage] = []
        self._writer = writer
        self._column = 0
        self._repeated = 0
        self._blocks: tuple[int, ...] = ()
        self._numbers = 0
        self._equal = EqualCells()
        self._spans: dict[int, Cell] = {}
        self._begun: dict[int, int] = {}

    def column(self, width: int, repeats: bool, tail: str) -> None:
        """A grid column of a width in EMU; `tail` is what its element holds."""
        self.columns.append((width, repeats, tail))

    def block(self) -> None:
        """Begins a block of several rows that stay together."""
        self._numbers += 1
        self._blocks = (*self._blocks, self._numbers)

    def block_end(self) -> None:
        """Ends the innermost block."""
        self._blocks = self._blocks[:-1]

    def row(self, style: RowStyle, index: int) -> None:
        """Begins a row; `index` is that of its item when a single loop makes it, else -1."""
        if not self.widths:
            self._share()
        self._column = 0
        if style.repeats:
            index = self._repeated if index < 0 else index
            self._repeated += 1
        self.rows.append(Row(style, style.height, index if style.repeats else -1, len(self.rows), self._blocks))

    def _share(self) -> None:
        count = sum(1 for _, repeats, _ in self.columns if repeats)
        shared = self.style.shared or self._room_for_repeated()
        if shared and count:
            self.columns = [(shared // count if repeats else width, repeats, tail) for width, repeats, tail in self.columns]
        self.widths = [width for width, _, _ in self.columns]

    def _room_for_repeated(self) -> int:
        """What repeated columns share when they would run off the slide; 0 when they need not share or have no room."""
        repeated = [width for width, repeats, _ in self.columns if repeats]
        room = self.style.right - self.style.x - sum([width for width, _, _ in self.columns]) + sum(repeated)
        return room if repeated and sum(repeated) > room >= _NARROWEST * len(repeated) else 0

    # ------------------------------------------------------------ cells

    def cell(self, style: CellStyle, body: BodyStyle, paragraphs: Paragraphs, fill: str, merge: bool = False) -> None:
        """A cell with its text; `merge` when it is merged with equal cells above."""
        first, span, widths = self._column, style.span, self.widths
        whole = widths[first] if span == 1 and first < len(widths) else sum(widths[first : first + span])
        width = whole - style.left - style.right
        self._column = first + 1
        row = self.rows[-1]
        cell = Cell(style, body, paragraphs, fill, max(width, 0) / EMU_PER_POINT)
        if merge or style.merges:
            cell = self._grouped(row, cell, merge)
        self._set(row, cell, self.style.cut if row.index >= 0 else 0)
        row.sources.append(cell)

    def picture(self, value: Pictured) -> None:
        """A picture in the cell that was added last."""
        row, style = self.rows[-1], self.rows[-1].sources[-1].style
        first = self._column - 1
        row.pictures.append(CellPicture(sum(self.widths[:first]), sum(self.widths[first : first + style.span]), style, value))

    def pictures(self, page: int) -> Iterator[tuple[Box, Pictured]]:
        """The pictures of a page with the insides of their cells, in EMU on the slide."""
        top = self.style.y
        shown = self.pages[min(page, len(self.pages) - 1)]
        for row, high in zip(shown.rows, shown.heights, strict=True):
            for left, width, style, value in row.pictures:
                inside = width - style.left - style.right, high - style.top - style.bottom
                yield Box(self.style.x + left + style.left, top + style.top, max(inside[0], 1), max(inside[1], 1)), value
            top += high

    def _grouped(self, row: Row, cell: Cell, merge: bool) -> Cell:
        """A cell that may be merged, with its group and the text it shows when a page begins with it."""
        position = len(row.cells)
        self._numbers += 1
        group = self._numbers
        origin = self._spans.get(position) if cell.style.goes_on else None
        if origin is not None:
            return cell._replace(paragraphs=origin.paragraphs, fill=origin.fill, group=origin.group)
        if cell.style.begins or cell.style.goes_on:
            cell = self._spans[position] = cell._replace(group=group)
        elif cell.style.covered:
            # It is merged down when the cell is that covers it from the left.
            left = row.merges[-1] if row.merges and row.merges[-1].position == position - 1 else None
            group = left.group if left else -1
        else:
            key = (cell.fill, [[(run.text, run.page, run.field) for run in runs] for _, runs in cell.paragraphs])
            group = self._equal.group(row.number, position, key, not has_text(cell.paragraphs), group)
        return cell._replace(group=group)

    def _set(self, row: Row, cell: Cell, limit: int) -> None:
        """Adds a cell to its row, which grows with it."""
        style, body, paragraphs, _, width, group = cell
        if limit:
            short, was_cut = shortened(body, paragraphs, width, limit)
            if was_cut:
                if group < 0 or self._begun.setdefault(group, row.number) == row.number:
                    row.cut.append(plain_text(paragraphs))
                cell = cell._replace(paragraphs=short)
        need = 0
        if not style.covered:
            need = round(height_of(body, cell.paragraphs, width) * EMU_PER_POINT) + style.top + style.bottom
        if group >= 0:
            row.merges.append(Merge(len(row.cells), group, cell, need))
            row.cells.append("")
            return
        if need > row.height:
            row.height = need
        row.cells.append(self._cell_xml(cell))

    def _cell_xml(self, cell: Cell, rows: int = 1) -> str:
        """A cell that spans so many rows; 0 when a cell above covers it."""
        style, body, paragraphs, fill, _, _ = cell
        text = self._writer.write(body, paragraphs if rows else [], fill)
        start = style.start
        if rows != 1:
            start = start[:-1] + (f' rowSpan="{rows}">' if rows else ' vMerge="1">')
        return f"{start}{text}{style.properties}{FILL_XML[fill] if fill else style.fill}{style.rest}</a:tc>"

    def _fitted(self, row: Row, room: int) -> Row:
        """A row that is taller than a whole page, with its texts cut to what a page holds."""
        if row.height <= room and all(merge.need <= room for merge in row.merges):
            return row
        short = row.again()
        short.height = min(short.height, room)
        for cell in row.sources:
            largest = max((run.style.size for _, runs in cell.paragraphs for run in runs), default=1.0)
            lines = int((room - cell.style.top - cell.style.bottom) / EMU_PER_POINT / (largest * CELL_LINE_CHINESE))
            self._set(short, cell, max(1, min(lines, self.style.cut or lines)))
        return short

    def _later_header(self, header: Sequence[Row]) -> Sequence[Row]:
        """The header on a later page, whose first text says that the table goes on."""
        found = next(((row, n) for row in header for n, cell in enumerate(row.sources) if has_text(cell.paragraphs)), None)
        if not self.more or found is None:
            return header
        row, at = found
        changed = row.again()
        for number, cell in enumerate(row.sources):
            self._set(changed, cell._replace(paragraphs=_followed(cell.paragraphs, self.more)) if number == at else cell, 0)
        return [changed if other is row else other for other in header]

    # ------------------------------------------------------------ pages

    def paginate(self) -> None:
        """Distributes the rows over pages."""
        self._cut()
        if self.style.grow:
            self._grow()

    def _grow(self) -> None:
        """Makes the low rows of the body higher, to the same height on every page."""
        levels, whole = [], self.style.bottom - self.style.y
        for page in self.pages:
            body = [high for row, high in zip(page.rows, page.heights, strict=True) if row.index >= 0]
            if body:
                levels.append(level(body, whole - sum(page.heights) + sum(body), self.style.grow))
        least = min(levels, default=0)
        for page in self.pages:
            page.heights = [max(high, least) if row.index >= 0 else high for row, high in zip(page.rows, page.heights, strict=True)]

    def _cut(self) -> None:
        style, count = self.style, len(self.rows)
        whole = style.bottom - style.y
        if not style.pages:
            self.pages = [self._page(self.rows)]
            return
        total = [self.rows[-1]] if count > style.header and self.rows[-1].style.total else []
        header, body = self.rows[: style.header], self.rows[style.header : count - len(total)]
        heads, ends = (header, self._later_header(header)), (total if style.every else [], total)
        room = whole - max(_high(rows) for rows in heads) - _high(ends[0])
        if room <= 0:
            self.pages = [self._page(self.rows)]
            return
        body = [self._fitted(row, room) for row in body]
        fits = _fitting(body, heads, ends, whole, style.limit)
        cutter = Cutter([row.blocks for row in body], fits, style.keep, bool(total))
        ranges = cutter.even() if style.even else cutter.pages()
        for number, (first, last) in enumerate(ranges):
            begins, closes = number == 0, number == len(ranges) - 1
            page = self._page([*heads[not begins], *body[first:last], *ends[closes]])
            page.first, page.last = begins or bool(header), closes or bool(ends[0])
            self.pages.append(page)

    def _page(self, rows: Sequence[Row]) -> TablePage:
        style, high = self.style, heights(rows)
        tall, wide = style.y + sum(high) > style.bottom, self.widths and style.x + sum(self.widths) > style.right
        return TablePage(
            rows, high, "the table is too tall for its place" if tall else "the table is too wide for its slide" if wide else ""
        )

    def page_for(self, page: int) -> int | None:
        """Which of the table's pages a page of the slide shows: a table that may not continue is on all of them."""
        if not self.style.pages:
            return 0
        return page if page < len(self.pages) else None

    def boxes(self, page: int) -> tuple[RowBox, ...]:
        """Where the repeated rows of a page stand, in inches."""
        top = self.style.y
        found = []
        for row, high in zip(self.pages[page].rows, self.pages[page].heights, strict=True):
            if row.index >= 0:
                found.append(RowBox(row.index, top / EMU_PER_INCH, high / EMU_PER_INCH))
            top += high
        return tuple(found)

    # ------------------------------------------------------------ XML

    def xml(self, number: int) -> str:
        """From the frame's size to the end of the table."""
        page = self.pages[min(number, len(self.pages) - 1)]
        style, lang = self.style, self._writer.lang
        size = f'<a:ext cx="{sum(self.widths)}" cy="{sum(page.heights)}"/>'
        out = [size, in_language(style.before, lang), style.properties[page.first][page.last]]
        for ident, (width, _, tail) in enumerate(self.columns, _FIRST_COLUMN_ID):
            out.append(f'<a:gridCol w="{width}">{tail.replace(FRESH_ID, str(ident))}</a:gridCol>' if tail else f'<a:gridCol w="{width}"/>')
        out.append("</a:tblGrid>")
        for row, high, cells in zip(page.rows, page.heights, self._cells(page.rows), strict=True):
            out.append(f'<a:tr h="{high}"{row.style.attributes}>')
            out.extend(cells)
            tail = row.style.tail
            out.append(f"{tail.replace(FRESH_ID, str(_FIRST_ROW_ID + row.number))}</a:tr>" if tail else "</a:tr>")
        out.append(in_language(style.after, lang))
        return "".join(out)

    def _cells(self, rows: Sequence[Row]) -> Sequence[Sequence[str]]:
        """The XML of the cells of rows on one page, with the merged ones as the page has them."""
        if not any(row.merges for row in rows):
            return [row.cells for row in rows]
        cells = [list(row.cells) for row in rows]
        own = [{merge.position: merge.cell for merge in row.merges} for row in rows]
        for position, first, last, _ in stretches(rows):
            for number in range(first, last + 1):
                cells[number][position] = self._cell_xml(own[number][position], last - first + 1 if number == first else 0)
        return cells


def _followed(paragraphs: Paragraphs, text: str) -> Paragraphs:
    """A text with some more in the look of its last run."""
    at = max(number for number, (_, runs) in enumerate(paragraphs) if runs)
    style, runs = paragraphs[at]
    more = runs[-1]._replace(text=f" {text}" if text.isascii() else text, page=-1, field="")
    return [*paragraphs[:at], (style, [*runs, more]), *paragraphs[at + 1 :]]


def _high(rows: Sequence[Row]) -> int:
    return sum(heights(rows))


def _fitting(body: Sequence[Row], heads: tuple[Sequence[Row], ...], ends: tuple[Sequence[Row], ...], room: int, limit: int) -> Fits:
    """The question whether rows of the body fit on a page with its header and total."""
    sums = list(accumulate((row.height for row in body), initial=0))
    around = [[sum(row.height for row in (*head, *end)) for end in ends] for head in heads]
    merged = any(row.merges for rows in (*heads, body, ends[1]) for row in rows)

    def fits(first: int, last: int, closes: bool) -> bool:
        if limit and last - first > limit:
            return False
        # Merged texts only add to this, so it is looked at first.
        if sums[last] - sums[first] + around[first > 0][closes] > room:
            return False
        return not merged or _high([*heads[first > 0], *body[first:last], *ends[closes]]) <= room

    return fits
