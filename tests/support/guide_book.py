"""The Excel examples of the guide: a sheet's cells and notes, one a line with the address first, built, rendered and told as text."""

from __future__ import annotations

import io
from types import SimpleNamespace as Record
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from planforge.office.lint import lint_workbook
from planforge.office.xlsx import compile_workbook
from planforge.portfolio import PortfolioContext
from support.archive import check_archive
from support.guide import Example, parts_of


def book(example: Example) -> bytes:
    """The template of an example as an .xlsx file."""
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for head, lines in parts_of(example.source.splitlines()):
        for line in lines:
            address, _, text = line.partition(" ")
            if head == "notes":
                sheet[address].comment = Comment(text, "guide")
            else:
                sheet[address] = text
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def told_book(example: Example) -> str:
    """The cells of an example that was rendered; a formula with its stored value."""
    result = compile_workbook(book(example), name="example.xlsx").render(context())
    assert check_archive(result.data) == [], example.ident
    formulas, values = (load_workbook(io.BytesIO(result.data), data_only=only).active for only in (False, True))
    assert formulas is not None
    assert values is not None
    return "\n".join(_cell(cell, values[cell.coordinate].value) for row in formulas for cell in row if cell.value is not None)


def _cell(cell: Any, value: Any) -> str:
    formula = cell.data_type == "f"
    value = f"{value:g}" if isinstance(value, float) else value
    return f"{cell.coordinate} {cell.value}   ({value})" if formula else f"{cell.coordinate} {value}"


def checked_book(example: Example) -> str:
    """What `template check` finds in an example."""
    findings = lint_workbook(book(example), context=PortfolioContext, name="example.xlsx").findings
    return "\n".join(f"{f.code} {f.message}" for f in findings if f.severity.value == "error") or "No errors."


def context() -> dict[str, Any]:
    """Three accounts."""
    rows = (("Falk", 4.2, 4.0), ("Moreno", 2.1, 2.8), ("Sato", 0.9, 0.9))
    accounts = [Record(manager=manager, revenue=revenue, plan=plan, to_plan=revenue / plan) for manager, revenue, plan in rows]
    return {"unit": "EUR m", "accounts": accounts, "totals": {"revenue": sum(row[1] for row in rows)}}
