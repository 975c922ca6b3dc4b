"""Compiles a table: row, column and cell loops, cell styles, paging rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lxml import etree

from planforge.office.markup import A, P, Writer
from planforge.office.pptx.alt_text import EMU_PER_INCH, AltBlock
from planforge.office.pptx.inherit import Box, Styles
from planforge.office.pptx.tables import CellStyle, RowStyle, TableStyle
from planforge.office.pptx.text_compile import Source, TextCompiler, paragraph_text
from planforge.office.problems import BAD_TABLE, Place, Problems
from planforge.office.program import Program, close_units
from planforge.office.tags import OpenTag, block_word, scan

_MARGINS = {"marL": 91440, "marT": 45720, "marR": 91440, "marB": 45720}
_FILLS = ("noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill")


@dataclass(slots=True)
class Loop:
    """A row or column directive: its control tag, the words that close it, and the place."""

    opens: list[str]
    closes: list[str]
    place: Place
    repeats: bool = False


Grid = list[tuple[Loop, list[Loop | None]]]
"""For each row its own loop, and for each of its cells the column loop that begins there."""


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

    def compile(self, frame: etree._Element, block: AltBlock, box: Box, bottom: int, place: Place) -> None:
        """Writes the calls for a graphic frame's table, from the frame's size to the table's end."""
        table = frame.find(f".//{A}tbl")
        assert table is not None
        rows = table.findall(f"{A}tr")
        columns = table.findall(f"{A}tblGrid/{A}gridCol")
        lead = [
            self._lead(cell, replace(place, part=f"cell R{r}C{c}"))
            for r, row in enumerate(rows, 1)
            for c, cell in enumerate(row.findall(f"{A}tc"), 1)
        ]
        grid = self._grid(rows, lead)
        column_loops = self._column_loops(grid, len(columns))
        fixed = next((number for number, (loop, _) in enumerate(grid) if loop.opens), len(grid))
        self._numbered.tables.append(self._style(frame, table, block, box, bottom, place, fixed))
        self._program.call("table", place, len(self._numbered.tables) - 1)
        dynamic = any(loop.repeats for _, loops in grid for loop in loops if loop)
        for number, column in enumerate(columns):
            self._column(column, column_loops[number], place)
        self._rows(rows, grid, column_loops, dynamic, place)
        self._program.call("table_end", place)

    # ------------------------------------------------------------ loops

    def _lead(self, cell: etree._Element, place: Place) -> tuple[list[tuple[str, str, Place]], etree._Element]:
        """The row and column directives of a cell, which are taken out of its text."""
        found = []
        for paragraph in list(cell.iter(f"{A}p")):
            try:
                tokens = scan(paragraph_text(paragraph))
            except OpenTag:
                continue
            for token in reversed(tokens):
                word, rest = block_word(token.source) if token.kind == "control" else ("", "")
                if word in ("row", "col"):
                    found.append((word, rest, replace(place, tag=token.raw)))
                    _remove_characters(paragraph, token.start, token.end)
            if found and not paragraph_text(paragraph) and len(list(cell.iter(f"{A}p"))) > 1:
                parent = paragraph.getparent()
                assert parent is not None
                parent.remove(paragraph)
        return found[::-1], cell

    def _grid(self, rows: Sequence[etree._Element], lead: list[tuple[list[tuple[str, str, Place]], etree._Element]]) -> Grid:
        """For each row its own loop, and for each of its cells the column loop that begins there."""
        grid: Grid = []
        position = 0
        last_place = Place()
        for row in rows:
            loop = Loop([], [], Place())
            cells: list[Loop | None] = []
            for _ in row.findall(f"{A}tc"):
                directives, _cell = lead[position]
                position += 1
                column: Loop | None = None
                for word, rest, place in directives:
                    if word == "col":
                        column = self._loop(rest, place)
                    else:
                        self._row_directive(rest, place, loop)
                        last_place = place
                cells.append(column)
            grid.append((loop, cells))
        self._close_rows(grid, last_place)
        return grid

    def _loop(self, rest: str, place: Place) -> Loop | None:
        word, _ = block_word(rest)
        if word not in ("for", "if"):
            self._problems.add(BAD_TABLE, place, "'col' is followed by 'for' or 'if'")
            return None
        return Loop([rest], [f"end{word}"], place, word == "for")

    def _row_directive(self, rest: str, place: Place, loop: Loop) -> None:
        word, _ = block_word(rest)
        loop.place = place
        if word in ("for", "if"):
            loop.opens.append(rest)
        elif word in ("endfor", "endif"):
            loop.closes.append(word)
        else:
            self._problems.add(BAD_TABLE, place, "'row' is followed by 'for', 'if', 'endfor' or 'endif'")

    def _close_rows(self, grid: Grid, place: Place) -> None:
        """A row loop ends with its row, unless `row endfor` stands in a later row."""
        closes, faults = close_units([loop.opens for loop, _ in grid], [loop.closes for loop, _ in grid])
        for fault in faults:
            self._problems.add(BAD_TABLE, place, fault)
        inside = 0
        for (loop, _), words in zip(grid, closes, strict=True):
            loop.closes = words
            inside += _fors(loop)
            loop.repeats = inside > 0
            inside -= words.count("endfor")

    def _column_loops(self, grid: Grid, count: int) -> list[Loop | None]:
        loops: list[Loop | None] = [None] * count
        for _, cells in grid:
            for number, loop in enumerate(cells[:count]):
                if loop is None:
                    continue
                if loops[number] is not None:
                    self._problems.add(BAD_TABLE, loop.place, "this column repeats already")
                loops[number] = loop
        return loops

    # ------------------------------------------------------------ calls

    def _column(self, column: etree._Element, loop: Loop | None, place: Place) -> None:
        tail = "" if loop else "".join(self._writer.fragment(child) for child in column)
        self._numbered.columns.append((int(column.get("w") or 0), loop is not None and loop.repeats, tail))
        self._open(loop)
        self._program.call("column", place, len(self._numbered.columns) - 1)
        self._close(loop)

    def _open(self, loop: Loop | None, column: bool = False) -> None:
        if loop is None:
            return
        for source in loop.opens:
            word = self._program.statement(source, loop.place)
            if word == "for" and column:
                self._program.raw("set col_index = loop.index0", loop.place)
                self._program.raw("set loop_index = loop.index0", loop.place)

    def _close(self, loop: Loop | None) -> None:
        for word in loop.closes if loop else ():
            self._program.raw(word, loop.place if loop else Place())

    def _rows(
        self,
        rows: Sequence[etree._Element],
        grid: Grid,
        columns: list[Loop | None],
        dynamic: bool,
        place: Place,
    ) -> None:
        depth = 0
        for number, (row, (loop, _)) in enumerate(zip(rows, grid, strict=True), 1):
            self._merges(row, loop, columns, replace(place, part=f"row {number}"))
            self._open(loop)
            depth += _fors(loop)
            tail = "" if dynamic or loop.repeats else "".join(self._writer.fragment(child) for child in row if child.tag != f"{A}tc")
            words = self._writer.start(row, drop=("h",))[len("<a:tr") : -1]
            self._numbered.rows.append(RowStyle(words, tail, int(row.get("h") or 0), loop.repeats))
            # Inside one plain loop the item's own index counts, also when `row if` leaves rows out.
            self._program.call("row", place, len(self._numbered.rows) - 1, "loop.index0" if depth == 1 else -1)
            for index, cell in enumerate(row.findall(f"{A}tc")):
                here = replace(place, part=f"cell R{number}C{index + 1}")
                self._cell(cell, columns[index] if index < len(columns) else None, here)
            self._close(loop)
            depth -= loop.closes.count("endfor")

    def _merges(self, row: etree._Element, loop: Loop, columns: list[Loop | None], place: Place) -> None:
        single = len(loop.opens) == len(loop.closes)
        for index, cell in enumerate(row.findall(f"{A}tc")):
            wide = int(cell.get("gridSpan") or 1)
            if any(column is not None for column in columns[index : index + wide]) and (wide > 1 or cell.get("hMerge")):
                self._problems.add(BAD_TABLE, place, "a repeated column goes through merged cells")
            if loop.repeats and single and (cell.get("vMerge") or int(cell.get("rowSpan") or 1) > 1):
                self._problems.add(BAD_TABLE, place, "a repeated row goes through merged cells")

    def _cell(self, cell: etree._Element, loop: Loop | None, place: Place) -> None:
        self._open(loop, column=True)
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
        start = self._writer.start(cell)
        left, top, right, bottom = (
            int((properties.get(key) if properties is not None else None) or default) for key, default in _MARGINS.items()
        )
        tall = not cell.get("vMerge") and not cell.get("hMerge") and int(cell.get("rowSpan") or 1) == 1
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
        return CellStyle(start, head, fill, "".join(rest) + "</a:tcPr>", left, top, right, bottom, int(cell.get("gridSpan") or 1), tall)

    def _style(
        self, frame: etree._Element, table: etree._Element, block: AltBlock, box: Box, bottom: int, place: Place, fixed: int
    ) -> TableStyle:
        w = self._writer
        graphic, data = frame.find(f"{A}graphic"), frame.find(f"{A}graphic/{A}graphicData")
        assert graphic is not None
        assert data is not None
        properties = table.find(f"{A}tblPr")
        before = f"</p:xfrm>{w.start(graphic)}{w.start(data)}{w.start(table)}{w.fragment(properties)}<a:tblGrid>"
        after = "</a:tbl></a:graphicData></a:graphic>" + "".join(w.fragment(e) for e in frame if e.tag == f"{P}extLst")
        first = properties is not None and properties.get("firstRow") in ("1", "true")
        pages = "page" in block or "rows" in block
        return TableStyle(
            name=place.shape,
            before=before,
            after=after + "</p:graphicFrame>",
            x=box.x,
            y=box.y,
            bottom=round(block.number("bottom") * EMU_PER_INCH) if "bottom" in block else bottom,
            pages=pages,
            limit=int(block.number("rows")),
            header=min(fixed, int(block.number("repeat header", 1 if first else 0))),
            total="total" in block,
            keep=max(1, int(block.number("keep", 1))),
            cut=int(block.number("cut")),
            shared=round(block.number("columns width") * EMU_PER_INCH),
        )


def _fors(loop: Loop) -> int:
    return sum(1 for item in loop.opens if block_word(item)[0] == "for")


def _remove_characters(paragraph: etree._Element, start: int, end: int) -> None:
    """Takes the characters of a tag out of the runs of a paragraph."""
    position = 0
    for child in list(paragraph):
        if child.tag == f"{A}r":
            text = child.find(f"{A}t")
            if text is None:
                continue
            length = len(text.text or "")
            first, last = max(start - position, 0), min(end - position, length)
            if first < last:
                text.text = (text.text or "")[:first] + (text.text or "")[last:]
                if not text.text:
                    _give_format(child, paragraph)
            position += length
        elif child.tag in (f"{A}br", f"{A}fld"):
            if start <= position < end:
                paragraph.remove(child)
            position += 1


def _give_format(run: etree._Element, paragraph: etree._Element) -> None:
    """Removes an emptied run; when it was the last one, its format becomes the paragraph's end format."""
    properties = run.find(f"{A}rPr")
    paragraph.remove(run)
    if properties is None or paragraph.find(f"{A}r") is not None or paragraph.find(f"{A}endParaRPr") is not None:
        return
    end = etree.SubElement(paragraph, f"{A}endParaRPr")
    for key, value in properties.attrib.items():
        end.set(key, value)
    for child in list(properties):
        end.append(child)
