"""Writes the small workbook that stands behind a native chart, so that "Edit data" works.

The six parts are stored, not deflated: the deck's zip compresses the whole workbook once, the result is smaller that way, and
the bytes depend on nothing but the data. All parts but the sheet are fixed when the chart is compiled.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import isfinite
from zlib import crc32

from planforge.office.escape import attribute, text_node

SHEET = "Sheet1"
GENERAL = "General"
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
# 1980-01-01 00:00, the earliest time a zip can hold: the same data give the same bytes.
_DATE = 0x0021
_FIRST_OWN_FORMAT = 164


def number(value: float) -> str:
    """A number as XML text, whole numbers without a point."""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))


def finite(value: float | None) -> bool:
    """False for a gap: None, or a number no file can hold."""
    return value is not None and isfinite(value)


@lru_cache(maxsize=1024)
def column(index: int) -> str:
    """Letters of a column, 0 is A."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_range(first: int, row: int, last_row: int) -> str:
    """An absolute range in one column of the sheet, such as `Sheet1!$B$2:$B$7`; one cell when both rows are the same."""
    letters = column(first)
    start = f"{SHEET}!${letters}${row}"
    return start if last_row <= row else f"{start}:${letters}${last_row}"


@dataclass(frozen=True, slots=True)
class WorkbookShell:
    """All of a chart's workbook but the sheet, ready to be joined.

    Attributes:
        records: zip records of the fixed parts.
        directory: their central directory entries.
        entries: how many there are.
    """

    records: bytes
    directory: bytes
    entries: int

    def write(self, columns: Sequence[Sequence[Cell]], styles: Sequence[int]) -> bytes:
        """The workbook with one sheet of columns; `styles` gives each column's number format as index into the shell's formats."""
        record, entry = _member("xl/worksheets/sheet1.xml", _sheet(columns, styles).encode(), len(self.records))
        directory = self.directory + entry
        count = self.entries + 1
        offset = len(self.records) + len(record)
        end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, len(directory), offset, 0)
        return b"".join((self.records, record, directory, end))


def workbook_shell(formats: Sequence[str]) -> WorkbookShell:
    """The shell for a chart whose columns use these number formats; the first must be `General`."""
    parts = {**_FIXED_PARTS, "xl/styles.xml": _styles(formats)}
    records = directory = b""
    for name, text in parts.items():
        record, entry = _member(name, text.encode(), len(records))
        records += record
        directory += entry
    return WorkbookShell(records, directory, len(parts))


def _member(name: str, data: bytes, offset: int) -> tuple[bytes, bytes]:
    """Local record and central directory entry of a stored zip member."""
    label = name.encode()
    common = struct.pack("<HHHHHIIIHH", 20, 0, 0, 0, _DATE, crc32(data), len(data), len(data), len(label), 0)
    record = struct.pack("<I", 0x04034B50) + common + label + data
    entry = struct.pack("<IH", 0x02014B50, 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, offset) + label
    return record, entry


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


def _sheet(columns: Sequence[Sequence[Cell]], styles: Sequence[int]) -> str:
    letters = [column(index) for index in range(len(columns))]
    marks = [f' s="{style}"' if style else "" for style in styles]
    out = [f'{_XML}<worksheet xmlns="{_MAIN}"><sheetData>']
    for row in range(max(map(len, columns), default=0)):
        out.append(f'<row r="{row + 1}">')
        for letter, mark, values in zip(letters, marks, columns, strict=True):
            value = values[row] if row < len(values) else None
            if isinstance(value, str):
                out.append(f'<c r="{letter}{row + 1}" t="inlineStr"><is><t xml:space="preserve">{text_node(value)}</t></is></c>')
            elif value is not None and isfinite(value):
                out.append(f'<c r="{letter}{row + 1}"{mark}><v>{number(value)}</v></c>')
        out.append("</row>")
    out.append("</sheetData></worksheet>")
    return "".join(out)
