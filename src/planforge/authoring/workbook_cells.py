"""What a cell of the plan workbook shows for a value, and how it is formatted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from planforge.authoring.workbook_layout import main_language
from planforge.spec.fieldtypes import DASH, shown_choice
from planforge.spec.schema import FieldSpec, FieldType, Words, WorkbookSpec

MONEY_FORMAT = "#,##0.0;[Red]-#,##0.0;0.0"
DATE_FORMAT = "yyyy-mm-dd"
_FORMATS: Mapping[FieldType, str] = {
    FieldType.MONEY: MONEY_FORMAT,
    FieldType.PERCENT: "0%",
    FieldType.DATE: DATE_FORMAT,
    FieldType.NUMBER: "#,##0.0;[Red]-#,##0.0;0.0",
    FieldType.INTEGER: "0",
}
_RIGHT = frozenset({FieldType.MONEY, FieldType.PERCENT, FieldType.NUMBER, FieldType.INTEGER, FieldType.DATE})
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_ID_NAMES = ("name", "title")


def number_format(field: FieldSpec) -> str:
    """The number format of a field; texts, codes and references are General."""
    if field.name == "margin" or field.name == "growth":
        return "0.0%"
    return "General" if field.choices else _FORMATS.get(field.type, "General")


def is_right(field: FieldSpec) -> bool:
    """True for figures and dates, which stand at the right edge."""
    return field.type in _RIGHT and not field.choices


def put(cell: Any, value: Any) -> None:
    """Writes a value that came from people: a text stays a text even when it begins with `=`."""
    if isinstance(value, str):
        cell.value = _CONTROL.sub("", value)
        cell.data_type = "s"
    elif value is not None:
        cell.value = value


class Shown:
    """Turns values of records into what cells show, in one language."""

    def __init__(self, spec: WorkbookSpec, language: str, data: Mapping[str, Any]) -> None:
        self._spec = spec
        self._language = language
        self._names: dict[str, dict[str, str]] = {}
        for key, records in data.items():
            if isinstance(records, Sequence) and not isinstance(records, str):
                self._names[key] = {str(r["id"]): str(r.get("name", "")) for r in records if isinstance(r, Mapping) and "id" in r}

    def value(self, field: FieldSpec, value: Any) -> Any:
        """The cell's value for a record's value; what does not fit the field is written as it is."""
        if isinstance(value, Words):
            return value.get(main_language(self._language))
        if value is None or value == "" or isinstance(value, (date, bool)):
            return value or None
        if field.choices:
            code = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
            found = next((choice for choice in self._spec.choices[field.choices] if choice.code == code), None)
            return shown_choice(found, self._language) if found else value
        if field.type is FieldType.REFERENCE and field.refers_to.endswith(".id"):
            name = self._names.get(field.refers_to.partition(".")[0], {}).get(str(value))
            return f"{value}{DASH}{name}" if name else value
        return value
