"""Compiles a table: row, column and cell loops, cell styles, paging rules."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from lxml import etree

from planforge.office.markup import A, P, Writer
from planforge.office.pptx.alt_text import EMU_PER_INCH, AltBlock
from planforge.office.pptx.inherit import Box, Styles
from planforge.office.pptx.row_blocks import Block, RowDirective, blocks_of
from planforge.office.pptx.table_directives import ColumnLoop, read_directives
from planforge.office.pptx.table_styles import FRESH_ID, CellStyle, RowStyle, TableStyle
from planforge.office.pptx.text_compile import Source, TextCompiler, paragraph_text
from planforge.office.problems import BAD_TABLE, Place, Problems
from planforge.office.program import Program
from planforge.office.tags import OpenTag, scan

_MARGINS = {"marL": 91440, "marT": 45720, "marR": 91440, "marB": 45720}
_FILLS = ("noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill")


_A16 = "{http://schemas.microsoft.com/office/drawing/2014/main}"
_ROW_ID, _COLUMN_ID = f"{_A16}rowId", f"{_A16}colId"
_FRESH_MARK = "planforge:fresh-id"
"""Stands in a parsed row or column id, where XML does not allow the character that marks it in written text."""


@dataclass(frozen=True, slots=True)
class RowSpan:
    """Cells merged downwards in the template: rows from `first` to `last`, counted from 0."""

    first: int
    last: int


@dataclass(slots=True)
class TableTables:
    """The numbered styles of tables that calls refer to."""

    tables: list[TableStyle]
    rows: list[RowStyle]
    cells: list[CellStyle]
    columns: list[tuple[int, bool, str]]


class TableCompiler:
    """Writes one table after the other into the program."""

    def __init__(self, program: Program, writer: Writer, texts: TextCompiler, styles: Styles, numbered: TableTables) -> None:
        self._program, self._writer, self._texts, self._styles, self._numbered = program, writer, texts, styles, numbered

    @property
    def _problems(self) -> Problems:
        return self._program.problems

    def compile(self, frame: etree._Element, block: AltBlock, box: Box, reach: tuple[int, int], place: Place) -> None:
        """Writes the calls for a graphic frame's table, from the frame's size to the table's end.

        Args:
            frame: the graphic frame.
            block: the directives of its alt text.
            box: where it stands.
            reach: the rightmost and the lowest EMU that it may reach.
            place: what to call it in messages.
        """
        table = frame.find(f".//{A}tbl")
        assert table is not None
        rows, columns = table.findall(f"{A}tr"), table.findall(f"{A}tblGrid/{A}gridCol")
        directives, loops = read_directives(rows, len(columns), place, self._problems)
        blocks = blocks_of(directives, [_sources(row, own) for row, own in zip(rows, directives, strict=True)], self._problems)
        self._check_merges(rows, blocks, loops, place)
        fixed = min([found.first for found in blocks], default=len(rows))
        self._numbered.tables.append(self._style(frame, table, block, box, reach, place, fixed))
        self._program.call("table", place, len(self._numbered.tables) - 1)
        self._more(block, place)
        if any(loop is not None and loop.repeats for loop in loops):
            _make_fresh(columns, _COLUMN_ID)
        if any(found.repeats for found in blocks):
            _make_fresh(rows, _ROW_ID)
        for column, loop in zip(columns, loops, strict=True):
            self._column(column, loop, place)
        total = self._total(block, blocks, len(rows), place)
        for number, row in enumerate(rows):
            self._row(row, number, blocks, loops, number == total, place)
        self._program.call("table_end", place)

    def _more(self, block: AltBlock, place: Place) -> None:
        """What the header says on later pages."""
        if "more" in block:
            here = replace(place, part="alt text", tag=f"more: {block.lines['more']}")
            self._program.call("table_more", here, self._program.expression(block.expression("more"), here))

    def _total(self, block: AltBlock, blocks: Sequence[Block], count: int, place: Place) -> int:
        """The number of the total row, -1 when there is none."""
        if "total" not in block:
            return -1
        if any(found.repeats and found.covers(count - 1) for found in blocks):
            self._problems.add(BAD_TABLE, place, "'total:' needs a last row that does not repeat")
        return count - 1

    def _check_merges(
        self, rows: Sequence[etree._Element], blocks: Sequence[Block], loops: Sequence[ColumnLoop | None], place: Place
    ) -> None:
        """A loop goes around whole merged cells, or stands wholly inside one, which then grows with it."""
        for number, row in enumerate(rows):
            here = replace(place, part=f"row {number + 1}")
            for index, cell in enumerate(row.findall(f"{A}tc")):
                wide = int(cell.get("gridSpan") or 1)
                if wide > 1 and any(loop is not None for loop in loops[index : index + wide]):
                    self._problems.add(BAD_TABLE, here, "a repeated column goes through merged cells")
        for span in _row_spans(rows):
            for block in blocks:
                inside = block.first <= span.first and span.last <= block.last
                around = span.first < block.first and block.last <= span.last
                apart = span.last < block.first or block.last < span.first
                if not (inside or around or apart):
                    here = replace(place, part=f"row {max(span.first, block.first) + 1}")
                    words = (
                        "a repeated row goes through merged cells"
                        if block.repeats
                        else "a row that may be left out goes through merged cells"
                    )
                    self._problems.add(BAD_TABLE, here, words)

    # ------------------------------------------------------------ calls

    def _column(self, column: etree._Element, loop: ColumnLoop | None, place: Place) -> None:
        tail = "".join(self._writer.fragment(child) for child in column).replace(_FRESH_MARK, FRESH_ID)
        self._numbered.columns.append((int(column.get("w") or 0), loop is not None and loop.repeats, tail))
        self._open(loop)
        self._program.call("column", place, len(self._numbered.columns) - 1)
        self._close(loop)

    def _open(self, loop: ColumnLoop | None, cell: bool = False) -> None:
        for word, source, place in loop.directives if loop else ():
            self._program.statement(source, place)
            if word == "for" and cell:
                self._program.raw("set col_index = loop.index0", place)
                self._program.raw("set loop_index = loop.index0", place)

    def _close(self, loop: ColumnLoop | None) -> None:
        for word, _, place in reversed(loop.directives if loop else ()):
            self._program.raw(f"end{word}", place)

    def _row(
        self,
        row: etree._Element,
        number: int,
        blocks: Sequence[Block],
        loops: Sequence[ColumnLoop | None],
        total: bool,
        place: Place,
    ) -> None:
        for block in blocks:
            if block.first == number:
                self._program.statement(block.source, block.place)
                if block.repeats and block.several:
                    self._program.call("table_block", place)
        depth = sum(1 for block in blocks if block.repeats and block.covers(number))
        tail = "".join(self._writer.fragment(child) for child in row if child.tag != f"{A}tc").replace(_FRESH_MARK, FRESH_ID)
        words = self._writer.start(row, drop=("h",))[len("<a:tr") : -1]
        self._numbered.rows.append(RowStyle(words, tail, int(row.get("h") or 0), depth > 0, total))
        # Inside one plain loop the item's own index counts, also when `row if` leaves rows out.
        self._program.call("row", place, len(self._numbered.rows) - 1, "loop.index0" if depth == 1 else -1)
        for index, cell in enumerate(row.findall(f"{A}tc")):
            here = replace(place, part=f"cell R{number + 1}C{index + 1}")
            self._cell(cell, loops[index] if index < len(loops) else None, here)
        for block in reversed(blocks):
            if block.last == number:
                if block.repeats and block.several:
                    self._program.call("table_block_end", place)
                self._program.raw(f"end{block.word}", block.place)

    def _cell(self, cell: etree._Element, loop: ColumnLoop | None, place: Place) -> None:
        self._open(loop, cell=True)
        body = cell.find(f"{A}txBody")
        assert body is not None
        inherited = self._styles.cell(body)
        self._numbered.cells.append(self._cell_style(cell))
        number = self._texts.body(body, Source(place, inherited, 0, 0, cell=True))
        self._program.call("cell", place, len(self._numbered.cells) - 1, number)
        self._close(loop)

    # ------------------------------------------------------------ styles

    def _cell_style(self, cell: etree._Element) -> CellStyle:
        properties = cell.find(f"{A}tcPr")
        start = self._writer.start(cell, drop=("rowSpan", "vMerge"))
        left, top, right, bottom = (
            int((properties.get(key) if properties is not None else None) or default) for key, default in _MARGINS.items()
        )
        head, fill, rest = "<a:tcPr>", "", list[str]()
        if properties is not None:
            head = self._writer.start(properties)
            for child in properties:
                local = etree.QName(child).localname
                if local in _FILLS:
                    fill += self._writer.fragment(child)
                elif local.startswith("ln") or local == "cell3D":
                    head += self._writer.fragment(child)
                else:
                    rest.append(self._writer.fragment(child))
        begins, goes_on, covered = int(cell.get("rowSpan") or 1) > 1, _is_set(cell, "vMerge"), _is_set(cell, "hMerge")
        return CellStyle(
            start, head, fill, "".join(rest) + "</a:tcPr>", left, top, right, bottom, int(cell.get("gridSpan") or 1),
            begins, goes_on, covered, begins or goes_on or covered,
        )  # fmt: skip

    def _style(
        self, frame: etree._Element, table: etree._Element, block: AltBlock, box: Box, reach: tuple[int, int], place: Place, fixed: int
    ) -> TableStyle:
        w = self._writer
        graphic, data = frame.find(f"{A}graphic"), frame.find(f"{A}graphic/{A}graphicData")
        assert graphic is not None
        assert data is not None
        properties = table.find(f"{A}tblPr")
        before = f"</p:xfrm>{w.start(graphic)}{w.start(data)}{w.start(table)}"
        after = "</a:tbl></a:graphicData></a:graphic>" + "".join(w.fragment(e) for e in frame if e.tag == f"{P}extLst")
        first = properties is not None and _is_set(properties, "firstRow")
        pages = "page" in block or "rows" in block
        return TableStyle(
            name=place.shape,
            before=before,
            after=after + "</p:graphicFrame>",
            properties=self._properties(properties),
            x=box.x,
            y=box.y,
            bottom=round(block.number("bottom") * EMU_PER_INCH) if "bottom" in block else reach[1],
            right=max(reach[0], box.x + sum(int(column.get("w") or 0) for column in table.iter(f"{A}gridCol"))),
            pages=pages,
            even=block.lines.get("page") == "even",
            limit=int(block.number("rows")),
            header=min(fixed, int(block.number("repeat header", 1 if first else 0))),
            every=block.lines.get("total") == "every",
            keep=max(1, int(block.number("keep", 1))),
            grow=round(block.number("grow") * EMU_PER_INCH),
            cut=int(block.number("cut")),
            shared=round(block.number("columns width") * EMU_PER_INCH),
        )

    def _properties(self, properties: etree._Element | None) -> tuple[tuple[str, str], tuple[str, str]]:
        """The table's properties without its first and last row's flags, with the last one's, with the first one's, with both."""
        if properties is None:
            return (("<a:tblGrid>",) * 2,) * 2
        inside = "".join(self._writer.fragment(child) for child in properties)

        def written(*drop: str) -> str:
            return f"{self._writer.start(properties, drop=drop)}{inside}</a:tblPr><a:tblGrid>"

        return (written("firstRow", "lastRow"), written("firstRow")), (written("lastRow"), written())


def _is_set(element: etree._Element, name: str) -> bool:
    return element.get(name) in ("1", "true")


def _sources(row: etree._Element, directives: Sequence[RowDirective]) -> str:
    """The inside of all tags of a row."""
    found = [directive.source for directive in directives]
    for paragraph in row.iter(f"{A}p"):
        with suppress(OpenTag):
            found += [token.source for token in scan(paragraph_text(paragraph)) if token.kind in ("value", "control")]
    return " ; ".join(found)


def _row_spans(rows: Sequence[etree._Element]) -> list[RowSpan]:
    """The cells merged downwards, each pair of rows once."""
    found = {
        RowSpan(number, number + int(cell.get("rowSpan") or 1) - 1): None
        for number, row in enumerate(rows)
        for cell in row.findall(f"{A}tc")
        if int(cell.get("rowSpan") or 1) > 1
    }
    return list(found)


def _make_fresh(elements: Sequence[etree._Element], tag: str) -> None:
    """Marks the ids of rows or columns, which are numbered anew since copies must not share one."""
    for element in elements:
        for ident in element.iter(tag):
            ident.set("val", _FRESH_MARK)
