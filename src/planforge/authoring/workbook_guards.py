"""Dropdowns, input messages, error messages and the colours that follow what is typed."""

from __future__ import annotations

from typing import Any

from openpyxl.formatting.rule import Rule
from openpyxl.worksheet.datavalidation import DataValidation

from planforge.authoring.workbook_formulas import NOTE
from planforge.authoring.workbook_layout import BlockPlace, main_language
from planforge.authoring.workbook_style import amber_style, missing_style, problem_style
from planforge.spec.schema import FieldSpec, FieldType, Words
from planforge.values import column_letters

_TITLE_LIMIT, _HELP_LIMIT, _ERROR_LIMIT = 32, 255, 224
_FAR = 1e12


def list_name(field: FieldSpec) -> str:
    """The defined name of the list behind a field's dropdown; empty when it has none."""
    if field.choices:
        return f"lst_{field.choices}"
    return f"lst_ref_{field.refers_to.replace('.', '_')}" if field.refers_to else ""


class Guards:
    """Adds validations to the sheets of one workbook."""

    def __init__(self, language: str) -> None:
        self._language = language

    def _both(self, words: Words, separator: str = "\n") -> str:
        if self._language == "en+zh" and words.zh:
            return f"{words.en}{separator}{words.zh}"
        return words.get(main_language(self._language))

    def field(self, sheet: Any, field: FieldSpec, area: str, first: str) -> None:
        """Guards an area of input cells; the input message appears on the first cell only."""
        made = self._validation(field)
        made.showInputMessage = True
        made.promptTitle = self._both(field.label, " ")[:_TITLE_LIMIT]
        made.prompt = self._both(field.help)[:_HELP_LIMIT] or None
        made.add(first)
        sheet.add_data_validation(made)
        if area != first:
            rest = self._validation(field)
            rest.add(area)
            sheet.add_data_validation(rest)

    def calculated(self, sheet: Any, area: str, help_words: Words) -> None:
        """Refuses typing over a formula."""
        made = DataValidation(type="custom", formula1="FALSE", allow_blank=False, showErrorMessage=True, errorStyle="stop")
        text = Words("This cell is calculated. Press Escape to keep the formula.", "此单元格自动计算。请按Esc保留公式。")
        made.error, made.errorTitle = self._both(text), self._both(Words("Calculated", "自动计算"), " ")
        made.add(area)
        sheet.add_data_validation(made)

    def _validation(self, field: FieldSpec) -> DataValidation:
        made = DataValidation(allow_blank=True)
        words: Words | None = None
        if list_name(field):
            made.type, made.formula1 = "list", list_name(field)
            made.errorStyle = "stop" if field.choices else "warning"
            words = Words("Please pick an entry of the list.", "请从列表中选择。")
        elif field.type is FieldType.DATE:
            made.type, made.operator, made.formula1, made.formula2 = "date", "between", "32874", "73050"
            words = Words("Please enter a date, such as 2025-09-30.", "请输入日期，例如2025-09-30。")
        elif field.type is FieldType.TEXT:
            if field.max_length:
                made.type, made.operator, made.formula1 = "textLength", "lessThanOrEqual", str(field.max_length)
                made.errorStyle = "warning"
                limit = field.max_length
                words = Words(f"Longer than {limit} characters; the slide may cut it.", f"超过{limit}字符，幻灯片可能截断。")
        else:
            words = _number_rule(made, field)
        if words is not None:
            made.showErrorMessage = True
            made.errorTitle = self._both(field.label, " ")[:_TITLE_LIMIT]
            made.error = self._both(words)[:_ERROR_LIMIT]
        return made


def _number_rule(made: DataValidation, field: FieldSpec) -> Words:
    whole = field.type is FieldType.INTEGER
    low = field.minimum if field.minimum is not None else -_FAR
    high = field.maximum if field.maximum is not None else _FAR
    made.type, made.operator = ("whole" if whole else "decimal"), "between"
    made.formula1, made.formula2 = f"{low:.15g}", f"{high:.15g}"
    if field.type is FieldType.PERCENT:
        least, most = f"{low:.0%}", f"{high:.0%}"
        return Words(f"Please enter a percentage from {least} to {most}, such as 35%.", f"请输入{least}至{most}的百分比，例如35%。")
    kind, kind_zh = ("a whole number", "整数") if whole else ("a number", "数字")
    if field.maximum is None:
        floor = " of 0 or more" if field.minimum == 0 else ""
        return Words(f"Please enter {kind}{floor}, digits only.", f"请输入{kind_zh}。")
    return Words(f"Please enter {kind} from {low:g} to {high:g}.", f"请输入{low:g}至{high:g}的{kind_zh}。")


def mark_missing(sheet: Any, place: BlockPlace, field: FieldSpec, area: str) -> None:
    """Shows required cells that are still empty: in forms and grids always, in tables when the row is in use."""
    row, column = place.cell(field.name)
    cell = f"{column_letters(column)}{row}"
    formula = f'{cell}=""'
    if place.columns:
        key = column_letters(place.columns[place.block.key_field])
        formula = f'AND(${key}{row}<>"",{cell}="")'
    sheet.conditional_formatting.add(area, Rule(type="expression", dxf=missing_style(), formula=[formula]))


def mark_checks(sheet: Any, area: str, first: str) -> None:
    """Colours checks: notes amber, everything else that is not OK red."""
    notes = f'OR(LEFT({first},4)="{NOTE.en}",LEFT({first},2)="{NOTE.zh}")'
    sheet.conditional_formatting.add(area, Rule(type="expression", dxf=amber_style(), formula=[notes], stopIfTrue=True))
    sheet.conditional_formatting.add(area, Rule(type="expression", dxf=problem_style(), formula=[f'AND({first}<>"",{first}<>"OK")']))


def mark_counter(sheet: Any, counter: str, value: str, limit: int, required: bool) -> None:
    """Colours a character counter above its limit, and the word that a required text is missing."""
    if required:
        sheet.conditional_formatting.add(counter, Rule(type="expression", dxf=problem_style(), formula=[f'{value}=""']))
    sheet.conditional_formatting.add(counter, Rule(type="expression", dxf=amber_style(), formula=[f"LEN({value})>{limit}"]))
