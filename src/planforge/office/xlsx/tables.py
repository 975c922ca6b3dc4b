"""Excel tables: their range grows with the loop, their column names follow the header cells."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lxml import etree

from planforge.errors import TemplateError
from planforge.office.package import parse_xml
from planforge.office.xlsx.formulas import Formula, parse
from planforge.office.xlsx.notes import M, xml_bytes
from planforge.office.xlsx.shift import ShiftMap


@dataclass(frozen=True)
class TablePart:
    """A table of the template; rows and columns count from 1."""

    part: str
    tree: etree._Element
    sheet: str
    top: int
    left: int
    bottom: int
    right: int

    @property
    def name(self) -> str:
        """The name that formulas use."""
        return self.tree.get("displayName") or self.tree.get("name") or ""

    @property
    def header_row(self) -> int:
        """The row of the column names; 0 when the table shows none."""
        return self.top if self.tree.get("headerRowCount", "1") != "0" else 0

    @property
    def first_data_row(self) -> int:
        """The first row below the header."""
        return self.top + (1 if self.header_row else 0)

    @property
    def last_data_row(self) -> int:
        """The last row above the totals."""
        return self.bottom - int(self.tree.get("totalsRowCount", "0"))

    @property
    def columns(self) -> tuple[etree._Element, ...]:
        """The column elements from left to right."""
        return tuple(self.tree.iter(f"{M}tableColumn"))

    @property
    def formulas(self) -> tuple[Formula, ...]:
        """The formulas that the table keeps for its columns."""
        return tuple(parse(e.text) for e in self.tree.iter(f"{M}calculatedColumnFormula", f"{M}totalsRowFormula") if e.text)

    def rendered(self, shift: ShiftMap, fill: Callable[[str], str], headers: Mapping[int, str]) -> bytes:
        """The part with its moved range; `headers` are the shown texts of header cells with tags, by column.

        Raises:
            TemplateError: two columns get the same name.
        """
        tree = copy.deepcopy(self.tree)
        tree.set("ref", _moved(tree.get("ref", ""), shift, self.sheet))
        for element in tree.iter(f"{M}autoFilter", f"{M}sortState", f"{M}sortCondition"):
            element.set("ref", _moved(element.get("ref", ""), shift, self.sheet))
        names: set[str] = set()
        for number, column in enumerate(tree.iter(f"{M}tableColumn"), self.left):
            column.set("name", headers.get(number, column.get("name", "")))
            if column.get("name", "").lower() in names or not column.get("name"):
                raise TemplateError(f"The table {self.name} has two columns named {column.get('name')!r}.", "Give them different headers.")
            names.add(column.get("name", "").lower())
        for element in tree.iter(f"{M}calculatedColumnFormula", f"{M}totalsRowFormula"):
            if element.text:
                element.text = parse(element.text).text(shift, self.sheet, fill)
        return xml_bytes(tree)


def _moved(ref: str, shift: ShiftMap, sheet: str) -> str:
    return parse(ref).text(shift, sheet, str)


def read_table(part: str, data: bytes, sheet: str) -> TablePart:
    """The table of a part; an unreadable range gives a table of no rows."""
    tree = parse_xml(data)
    ref = next(iter(parse(tree.get("ref", "")).references), None)
    if ref is None:
        return TablePart(part, tree, sheet, 0, 0, 0, 0)
    last = ref.last or ref.first
    return TablePart(part, tree, sheet, ref.first.row, ref.first.column, last.row, last.column)
