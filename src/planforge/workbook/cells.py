"""What may be wrong with one cell's value. The spec says what is right."""

from __future__ import annotations

from datetime import date

from planforge.diagnostics.finding import Finding
from planforge.spec.fieldtypes import ERROR_VALUES, Converted
from planforge.spec.schema import BlockSpec, FieldSpec, FieldType
from planforge.values import CellRef
from planforge.workbook import checks
from planforge.workbook.read import CellValue, RawSheet

_HINTS = {
    FieldType.INTEGER: "Type a whole number.",
    FieldType.NUMBER: "Type a plain number, such as 12.5.",
    FieldType.MONEY: "Type a plain number in the currency and unit of the cover.",
    FieldType.PERCENT: "Type a percentage, such as 35%.",
    FieldType.DATE: "Type a date, such as 2026-03-31.",
    FieldType.CHOICE: "Choose a value from the cell's list.",
    FieldType.REFERENCE: "Choose a value from the cell's list.",
    FieldType.TEXT: "Type a text.",
}


def fill_hint(spec: FieldSpec) -> str:
    """What to type into a cell of a field."""
    if spec.type is FieldType.TEXT and spec.help.en:
        return spec.help.en
    return _HINTS[FieldType.CHOICE if spec.choices else spec.type]


class CellProblems:
    """Judges cells of one workbook; `unit` and currency come from its cover."""

    def __init__(self) -> None:
        """Starts without unit and currency, as long as the cover has not been read."""
        self.unit = ""
        self.currency = ""

    def money_of(self, unit: str | None, currency: str | None) -> None:
        """Takes unit and currency from the cover."""
        self.unit, self.currency = unit or "", currency or ""

    def trouble(self, sheet: RawSheet, cell: CellRef, spec: FieldSpec, block: BlockSpec) -> Finding | None:
        """The finding of a cell that reads as empty and is not: an error value, or a formula without value."""
        name = f"{block.key}.{spec.name}"
        if cell in sheet.errors:
            return checks.ERROR_VALUE.finding(f"{spec.label.en} shows the Excel error {sheet.errors[cell]}.", cell=cell, field=name)
        if cell in sheet.formulas_without_value:
            return checks.FORMULA_WITHOUT_VALUE.finding(f"{spec.label.en} holds a formula without a stored value.", cell=cell, field=name)
        return None

    def judge(
        self, raw: CellValue, converted: Converted, cell: CellRef, spec: FieldSpec, block: BlockSpec
    ) -> tuple[list[Finding], str | int | float | date | None]:
        """The findings of a filled cell, and its value or None when it cannot be used."""
        name = f"{block.key}.{spec.name}"
        if converted.problem is not None:
            return [_unusable(raw, converted.problem, cell, spec, name)], None
        value = converted.value
        found: list[Finding] = []
        if isinstance(value, str):
            if spec.max_length is not None and len(value) > spec.max_length:
                text = f"{spec.label.en} has {len(value)} characters; at most {spec.max_length} are allowed."
                found.append(checks.TEXT_TOO_LONG.finding(text, cell=cell, field=name))
            return found, value
        if isinstance(raw, str) and not spec.choices and spec.name != block.key_field:
            text = f"{spec.label.en} “{raw.strip()}” is text; it was understood as {_shown(value, spec)}."
            found.append(checks.NUMBER_AS_TEXT.finding(text, cell=cell, field=name))
        if converted.currency and self.currency and converted.currency != self.currency:
            text = f"{spec.label.en} is given in {converted.currency}, but the cover says {self.currency}."
            found.append(checks.OTHER_CURRENCY.finding(text, cell=cell, field=name))
        if isinstance(value, (int, float)) and not _within(value, spec):
            found.append(
                checks.OUT_OF_RANGE.finding(
                    f"{spec.label.en} is {_shown(value, spec)}; allowed is {_range(spec)}.",
                    hint=f"Type a value of {_range(spec)}.",
                    cell=cell,
                    field=name,
                )
            )
            return found, None
        return found, value


def _unusable(raw: CellValue, problem: str, cell: CellRef, spec: FieldSpec, name: str) -> Finding:
    if isinstance(raw, str) and raw.strip().upper() in ERROR_VALUES:
        return checks.ERROR_VALUE.finding(f"{spec.label.en} shows the Excel error {raw.strip().upper()}.", cell=cell, field=name)
    rule = checks.NOT_A_CHOICE if spec.choices else checks.WRONG_TYPE
    return rule.finding(f"{spec.label.en}: {problem}", hint=fill_hint(spec), cell=cell, field=name)


def _within(value: float, spec: FieldSpec) -> bool:
    return (spec.minimum is None or value >= spec.minimum) and (spec.maximum is None or value <= spec.maximum)


def _range(spec: FieldSpec) -> str:
    low, high = (None if limit is None else _shown(limit, spec) for limit in (spec.minimum, spec.maximum))
    if low is not None and high is not None:
        return f"{low} to {high}"
    return f"{low} or more" if low is not None else f"{high} or less"


def _shown(value: object, spec: FieldSpec) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (int, float)):
        return f"{round(value * 100, 4):g}%" if spec.type is FieldType.PERCENT else f"{value:.12g}"
    return str(value)
