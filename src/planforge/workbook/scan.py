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

_SUSPECT = re.compile(rb'<(?:!|v>#|c(?! r="[A-I]?[A-Z][1-9][0-9]{0,3}")[\s/>])')
"""Comments and CDATA, error values, cells in another spelling than `<c r="A1"` or beyond the limits."""
_PREFIXED = re.compile(rb":c[\s/>]")
_END = b"</sheetData>"
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
    end = xml.rfind(_END)  # from the end, because that is where it stands
    cells = _without_formulas(xml[:end]) if end >= 0 else None
    if cells is None or b"\0" in cells or (b":c" in cells and _PREFIXED.search(cells)) or _SUSPECT.search(cells):
        return _Walk().run(xml)
    return SheetScan(cells + xml[end:])


def _without_formulas(xml: bytes) -> bytes | None:
    """A sheet's cells without the `<f>` elements: their text is most of a prepared sheet and the value reader would only skip it.

    None when a formula is spelled in an unusual way or may have no value; only a text formula may have an empty one.
    """
    before, *formulas = xml.split(b"<f")
    kept = [before]
    for formula in formulas:
        text, closed, rest = formula.partition(b"</f>")
        if not closed:
            text, closed, rest = formula.partition(b"/>")
        if not closed or text[:1] not in (b">", b" ") or b"<" in text:
            return None
        if (rest[:3] != b"<v>" or rest[3:4] == b"<") and not _begins_text(before):
            return None
        kept.append(rest)
        before = rest
    return b"".join(kept)


def _begins_text(xml: bytes) -> bool:
    """True when the cell that begins last holds a calculated text."""
    return xml.find(b't="str"', xml.rfind(b"<c ")) >= 0


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
