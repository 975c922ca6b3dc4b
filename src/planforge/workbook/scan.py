"""Looks at a sheet's XML for what the value reader does not tell: stray far cells, errors, formulas without value.

A value reader that fills a rectangle needs terabytes for one cell at XFD1048576, so the far cells are emptied first.
Most sheets have nothing of the kind, and a search of the bytes can tell so in a millisecond: cells spelled `<c r="A1" …`
within the limits, no error, no formula without value. Every other sheet is walked with expat.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from planforge.values import column_number

MAX_ROW: Final = 9_999
MAX_COLUMN: Final = 260
"""Column IZ. Cells past row or column limit are not read."""

_SUSPECT = re.compile(rb'<(?:!|v>#|c(?! r="[A-I]?[A-Z][1-9][0-9]{0,3}")[\s/>]|/f>(?:<v></v>)?</c>)')
"""Comments and CDATA, error values, cells in another spelling than `<c r="A1"` or beyond the limits, formulas without a value."""
_PREFIXED = re.compile(rb":c[\s/>]")
_END = b"</sheetData>"
_CLOSED = b"/></c>"
_SLASH = ord("/")
_ADDRESS = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})\Z")


@dataclass(frozen=True, slots=True)
class SheetScan:
    """What a sheet's XML says besides values; cells are (row, column), counted from 1.

    Attributes:
        xml: the sheet's XML for the value reader: cells beyond the limits are empty, formulas may be left out.
        errors: cells that hold an error value, with its text such as `#DIV/0!`.
        bare_formulas: formula cells without a stored value.
        cut: how many cells with content lay beyond the limits.
    """

    xml: bytes
    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)
    bare_formulas: frozenset[tuple[int, int]] = frozenset()
    cut: int = 0


def scan_sheet(xml: bytes) -> SheetScan:
    """The scan of one worksheet part. Raises expat.ExpatError when an unusual part is not well-formed XML."""
    return SheetScan(_without_formulas(xml)) if _is_ordinary(xml) else _Walk().run(xml)


def _without_formulas(xml: bytes) -> bytes:
    """An ordinary sheet without the `<f>` elements: their text is most of a prepared sheet and the value reader would only skip it.

    In an ordinary sheet (no comment, CDATA or other spelling) `<f` begins a formula and the next `</f>` ends it.
    """
    end = xml.rfind(_END)
    kept, position, start = [], 0, xml.find(b"<f", 0, end)
    while start >= 0:
        stop = start + 2
        if xml[stop] in b" >":
            tag = xml.find(b">", stop)
            stop = tag + 1 if xml[tag - 1] == _SLASH else xml.find(b"</f>", tag) + 4
            if tag < 0 or stop <= tag:
                return xml
            kept.append(xml[position:start])
            position = stop
        start = xml.find(b"<f", stop, end)
    kept.append(xml[position:])
    return b"".join(kept)


def _is_ordinary(xml: bytes) -> bool:
    """True when a sheet surely has no far cell, no error and no formula without value."""
    end = xml.rfind(_END)  # from the end, because that is where it stands
    if end < 0 or xml.find(b"\0", 0, end) >= 0 or _PREFIXED.search(xml, 0, end):
        return False
    for found in _SUSPECT.finditer(xml, 0, end):
        if found[0][:3] != b"</f" or not _is_text_formula(xml, found.start()):
            return False
    stop = xml.find(_CLOSED, 0, end)
    while stop >= 0:
        if not _is_text_formula(xml, stop) and xml.find(b"<f", xml.rfind(b"<c ", 0, stop), stop) >= 0:
            return False
        stop = xml.find(_CLOSED, stop + 1, end)
    return True


def _is_text_formula(xml: bytes, inside: int) -> bool:
    """True when the cell around a place calculates a text, which may be empty; any other result may not."""
    start = xml.rfind(b"<c ", 0, inside)
    return start >= 0 and xml.find(b't="str"', start, xml.find(b">", start)) >= 0


class _Walk:
    """One expat pass over a sheet of unusual spelling.

    Cells without address stand beside the one before. Readers disagree whether the count goes on from the last
    given address or from the number of cells, so both counts are kept and the larger one decides what is far.
    """

    def __init__(self) -> None:
        self.row = self.column = self.row_count = self.column_count = 0
        self.inside = ""
        self.type = self.text = ""
        self.formula = self.valued = False
        self.first_child = -1
        self.errors: dict[tuple[int, int], str] = {}
        self.bare: set[tuple[int, int]] = set()
        self.cuts: list[tuple[int, int]] = []

    def run(self, xml: bytes) -> SheetScan:
        self.parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters
        parser.Parse(xml, True)
        kept, position = [], 0
        for begin, stop in self.cuts:
            kept.append(xml[position:begin])
            position = stop
        return SheetScan(b"".join((*kept, xml[position:])), self.errors, frozenset(self.bare), len(self.cuts))

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        if tag == "row":
            given = attributes.get("r", "")
            self.row = int(given) if given.isdecimal() else self.row + 1
            self.row_count += 1
            self.column = self.column_count = 0
        elif tag == "c":
            self._place(attributes.get("r", ""))
            self.type, self.text, self.formula, self.valued, self.first_child = attributes.get("t", ""), "", False, False, -1
            self.inside = "c"
        elif self.inside:
            if self.first_child < 0:
                self.first_child = self.parser.CurrentByteIndex
            self.formula = self.formula or tag == "f"
            self.inside = tag

    def _place(self, address: str) -> None:
        self.column += 1
        self.column_count += 1
        match = _ADDRESS.match(address)
        if match:
            self.row, self.column = int(match[2]), column_number(match[1])

    def characters(self, text: str) -> None:
        if self.inside in ("v", "t"):
            self.text += text
            self.valued = True

    def end(self, name: str) -> None:
        tag = name.rpartition(" ")[2]
        if tag != "c" or not self.inside:
            self.inside = "c" if self.inside else ""
            return
        self.inside = ""
        if self.first_child < 0:
            return
        if max(self.row, self.row_count) > MAX_ROW or max(self.column, self.column_count) > MAX_COLUMN:
            self.cuts.append((self.first_child, self.parser.CurrentByteIndex))
        elif self.type == "e":
            self.errors[self.row, self.column] = self.text
        elif self.formula and not self.valued and self.type != "str":
            self.bare.add((self.row, self.column))
