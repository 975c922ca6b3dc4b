"""Writes the workbook that stands behind a native chart, so that "Edit data" shows what the chart shows.

`DataSheet` is a workbook whose data block was taken out when the chart was compiled: all parts but the sheet and its table are
ready compressed, so a rendering writes one sheet and joins. The zip has fixed times and a fixed order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import zip_longest
from struct import Struct
from typing import NamedTuple

from planforge.office.archive import Member, deflated, zip_bytes
from planforge.office.escape import attribute, text_node

SHEET = "Sheet1"
GENERAL = "General"
LONGEST_TEXT = 32767
"""Characters a cell can hold."""
_LONGEST_HEADER = 255
Cell = str | float | None
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FIXED_PARTS = {
    "[Content_Types].xml": (
        f'{_XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SPREADSHEET}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SPREADSHEET}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_SPREADSHEET}.styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'{_XML}<Relationships xmlns="{_RELATIONS}">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'{_XML}<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
    ),
}
_FIRST_OWN_FORMAT = 164
_LOCAL, _CENTRAL, _END = Struct("<4s5H3L2H"), Struct("<4s6H3L5H2L"), Struct("<4s4H2LH")
_DATE = 0x21  # 1980-01-01, the earliest time a zip can hold: the same data give the same bytes
_UTF8 = 0x800


class Column(NamedTuple):
    """A column of the data block: its cells with the header first, and the styles of header and other cells."""

    cells: tuple[Cell, ...]
    header: int = 0
    body: int = 0


class RowLook(NamedTuple):
    """A row of the template's sheet without its data: start tag, cells left of the block, and the others by column."""

    start: str
    left: str
    others: tuple[tuple[int, str], ...]


class TableLook(NamedTuple):
    """The Excel table around the data: its part, and its XML around the two holes `ref` and `columns`."""

    part: str
    pieces: tuple[str, ...]


def number(value: float) -> str:
    """A number as XML text, whole numbers without a point."""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))


@lru_cache(maxsize=1024)
def column(index: int) -> str:
    """Letters of a column, 0 is A."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class Packed(NamedTuple):
    """The beginning of a zip archive: its members, their entries in the directory, and how many they are."""

    records: bytes = b""
    directory: bytes = b""
    entries: int = 0

    def with_members(self, members: Sequence[Member]) -> bytes:
        """The archive with a few more members at its end."""
        records, directory = [self.records], [self.directory]
        offset = len(self.records)
        for name, data, crc, size, method in ((m.name.encode(), m.data, m.crc, m.size, m.method) for m in members):
            assert isinstance(data, bytes)
            common = (0 if name.isascii() else _UTF8, method, 0, _DATE, crc, len(data), size, len(name), 0)
            records += (_LOCAL.pack(b"PK\3\4", 20, *common), name, data)
            directory += (_CENTRAL.pack(b"PK\1\2", 20, 20, *common, 0, 0, 0, 0, offset), name)
            offset += _LOCAL.size + len(name) + len(data)
        listed = b"".join(directory)
        count = self.entries + len(members)
        return b"".join((*records, listed, _END.pack(b"PK\5\6", 0, 0, count, count, len(listed), offset, 0)))


_NOTHING = Packed()


def packed(members: Sequence[Member]) -> Packed:
    """Members as the beginning of an archive, in the order that `zip_bytes` gives them."""
    data = zip_bytes(members)
    *_, count, size, offset, _ = _END.unpack(data[-_END.size :])
    return Packed(data[:offset], data[offset : offset + size], count)


@dataclass(frozen=True, slots=True)
class DataSheet:
    """A workbook without the data of its chart.

    Attributes:
        prefix: what the chart's formulas begin with, escaped.
        top, left: the block's first row and column, from 0.
        turned: series stand in rows.
        corner: the text in the block's first cell.
        part: name of the sheet's part; empty for a linked workbook, which is never written.
        head, tail: the sheet around its rows; `before` is the rows above the block.
        rows: what else stands in the rows from the block on.
        packed: all other parts, as the beginning of a zip archive.
        table: the table around the data.
        bare: tail and parts without that table, for headers a table cannot have.
    """

    prefix: str = f"{SHEET}!"
    top: int = 0
    left: int = 0
    turned: bool = False
    corner: str = ""
    part: str = ""
    head: str = ""
    before: str = ""
    tail: str = ""
    rows: Mapping[int, RowLook] = field(default_factory=dict)
    packed: Packed = _NOTHING
    table: TableLook | None = None
    bare: tuple[str, Packed] = ("", _NOTHING)

    @property
    def empty_corner(self) -> Cell:
        """What stands in the first cell when there is nothing to say: a table's header must not be empty."""
        return None if self.table is None else " "

    def formula(self, index: int, first: int, last: int) -> str:
        """The absolute reference of cells of a column of the block, escaped; 0 is the header.

        It is one cell when `last` is not below `first`.
        """
        if self.turned:
            row = self.top + index + 1
            start, end = f"${column(self.left + first)}${row}", f"${column(self.left + last)}${row}"
        else:
            letters = f"${column(self.left + index)}$"
            start, end = f"{letters}{self.top + first + 1}", f"{letters}{self.top + last + 1}"
        return f"{self.prefix}{start}:{end}" if last > first else f"{self.prefix}{start}"

    def write(self, columns: Sequence[Column]) -> bytes:
        """The workbook with columns of data; nothing for a linked workbook."""
        if not self.part:
            return b""
        tail, packed, more = self.tail, self.packed, []
        if self.table is not None:
            if _are_headers([item.cells[0] for item in columns]):
                more = [deflated(self.table.part, self._table(self.table, columns))]
            else:
                tail, packed = self.bare
        sheet = f"{self.head}{self.before}{self._rows(columns)}{tail}"
        return packed.with_members((*more, deflated(self.part, sheet.encode())))

    def _rows(self, columns: Sequence[Column]) -> str:
        written = [self._cells(item, index) for index, item in enumerate(columns)]
        grid: list[Sequence[str]] = list(written) if self.turned else list(zip_longest(*written, fillvalue=""))
        if not self.rows:
            return "".join([f'<row r="{row}">{"".join(cells)}</row>' for row, cells in enumerate(grid, self.top + 1)])
        end = self.left + max(map(len, grid), default=0)
        out: list[str] = []
        for row, cells in enumerate(grid, self.top):
            look = self.rows.get(row)
            if look is None:
                out += (f'<row r="{row + 1}">', *cells, "</row>")
            else:
                out += (look.start, look.left, *cells, *(text for index, text in look.others if index >= end), "</row>")
        for row, look in self.rows.items():
            if row >= self.top + len(grid):
                out += (look.start, look.left, *(text for _, text in look.others), "</row>")
        return "".join(out)

    def _cells(self, item: Column, index: int) -> list[str]:
        """The cells of a column of the block as XML."""
        values, header, body = item
        if self.turned:
            label = str(self.top + index + 1)
            places = [column(at) + label for at in range(self.left, self.left + len(values))]
        else:
            letter = column(self.left + index)
            places = [f"{letter}{row}" for row in range(self.top + 1, self.top + 1 + len(values))]
        mark = f' s="{body}"' if body else ""
        out = [_cell(places[0], f' s="{header}"' if header else "", values[0])]
        out += [_cell(place, mark, value) for place, value in zip(places[1:], values[1:], strict=True)]
        return out

    def _table(self, table: TableLook, columns: Sequence[Column]) -> bytes:
        height = max(2, *(len(item.cells) for item in columns))
        area = f"{column(self.left)}{self.top + 1}:{column(self.left + len(columns) - 1)}{self.top + height}"
        names = "".join(
            f'<tableColumn id="{index}" name="{attribute(str(item.cells[0])).replace("&#10;", "_x000a_")}"/>'
            for index, item in enumerate(columns, 1)
        )
        holes = {"ref": area, "columns": f'<tableColumns count="{len(columns)}">{names}</tableColumns>'}
        return "".join(holes[piece] if index % 2 else piece for index, piece in enumerate(table.pieces)).encode()


def _cell(place: str, mark: str, value: Cell) -> str:
    """A cell as XML; an empty one with a style keeps the style."""
    if value is None:
        return f'<c r="{place}"{mark}/>' if mark else ""
    if isinstance(value, str):
        return f'<c r="{place}"{mark} t="inlineStr"><is><t xml:space="preserve">{text_node(value)}</t></is></c>'
    return f'<c r="{place}"{mark}><v>{number(value)}</v></c>'


def _are_headers(names: Sequence[Cell]) -> bool:
    """True when a table may bear these names: texts, none empty, none twice."""
    texts = [name for name in names if isinstance(name, str) and name and len(name) <= _LONGEST_HEADER and "\t" not in name]
    return len({text.casefold() for text in texts}) == len(names)


def cell_text(value: str) -> str:
    """A text as a cell can hold it, and as the chart's cache shows it."""
    return value if len(value) <= LONGEST_TEXT else value[: LONGEST_TEXT - 1] + "…"


def fresh_sheet(formats: Sequence[str]) -> DataSheet:
    """A new workbook for a chart without one; styles are numbers of formats, the first of which must be `General`."""
    parts = {**_FIXED_PARTS, "xl/styles.xml": _styles(formats)}
    return DataSheet(
        part="xl/worksheets/sheet1.xml",
        head=f'{_XML}<worksheet xmlns="{_MAIN}"><sheetData>',
        tail="</sheetData></worksheet>",
        packed=packed([deflated(name, text.encode()) for name, text in parts.items()]),
    )


def _styles(formats: Sequence[str]) -> str:
    own = "".join(
        f'<numFmt numFmtId="{number_id}" formatCode="{attribute(code)}"/>' for number_id, code in enumerate(formats[1:], _FIRST_OWN_FORMAT)
    )
    declared = f'<numFmts count="{len(formats) - 1}">{own}</numFmts>' if own else ""
    cells = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' + "".join(
        f'<xf numFmtId="{_FIRST_OWN_FORMAT + index}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        for index in range(len(formats) - 1)
    )
    return (
        f'{_XML}<styleSheet xmlns="{_MAIN}">{declared}<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(formats)}">{cells}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )
