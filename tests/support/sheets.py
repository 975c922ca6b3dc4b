"""Small tagged workbooks for tests of the Excel engine, made with openpyxl, and readers of what was rendered."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import openpyxl
from openpyxl.comments import Comment
from openpyxl.worksheet.table import Table

Cells = Mapping[str, Any]


def template(
    sheets: Mapping[str, Cells],
    *,
    notes: Mapping[str, str] | None = None,
    tables: Mapping[str, Sequence[str]] | None = None,
    edit: Callable[[Any], None] | None = None,
) -> bytes:
    """A workbook of sheets with cells by address; notes and tables by `Sheet!Address`; `edit` may do more with the openpyxl book."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, cells in sheets.items():
        sheet = book.create_sheet(name)
        for address, value in cells.items():
            sheet[address] = value
    for place, text in (notes or {}).items():
        name, address = place.split("!")
        book[name][address].comment = Comment(text, "Author")
    for name, areas in (tables or {}).items():
        for area in areas:
            table, ref = area.split("=")
            book[name].add_table(Table(displayName=table, ref=ref))
    if edit:
        edit(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def opened(data: bytes, *, values: bool = False) -> Any:
    """The rendered workbook in openpyxl: formulas, or with `values` what is stored as their results."""
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values)


def shown(sheet: Any) -> dict[str, Any]:
    """The cells of a sheet that hold something, by address."""
    return {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}
