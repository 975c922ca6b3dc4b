"""Live formulas of the plan workbook: placeholders of the spec become references, progress and checks become text formulas.

Only functions of Excel 2016 that LibreOffice has too; no volatile ones: the day is the as-of date of the cover.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from planforge.authoring.workbook_layout import CHECK, BlockPlace, main_language
from planforge.errors import SpecError
from planforge.spec.schema import BlockKind, CheckSpec, FieldSpec, FieldType, TotalSpec, Words
from planforge.values import column_letters, quoted_sheet

_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
_ESCAPED = re.compile(r"([\[\]#'])")


NOTE = Words("Note", "提示")
"""Begins a remark that keeps nobody from handing in the plan."""


def quoted(text: str) -> str:
    """A text as a literal of a formula."""
    return '"' + text.replace('"', '""') + '"'


def column_part(header: str) -> str:
    """A header as it stands in a structured reference."""
    return "[" + _ESCAPED.sub(r"'\1", header) + "]"


def form_name(block: str, field: str) -> str:
    """The defined name of a field: the value cell of a form, the records of a table."""
    return f"pf_{block}_{field}"


@dataclass(frozen=True, slots=True)
class Formulas:
    """Writes formulas for one workbook: knows all places and the language of words in formulas."""

    places: Mapping[str, BlockPlace]
    language: str

    def say(self, words: Words) -> str:
        """Words as a literal in the workbook's main language."""
        return quoted(words.get(main_language(self.language)))

    def whole(self, block: str, field: str) -> str:
        """All records of a field: a table column, the row of a grid, the value of a form."""
        place = self.places[block]
        if field not in place.columns and field not in place.lines:
            raise SpecError(f"A formula of the spec names {block}.{field}, which does not exist.")
        if place.block.kind is BlockKind.TABLE:
            return f"{place.table}[[#Data],{column_part(place.headers[field])}]"
        if place.block.kind is BlockKind.FORM:
            return form_name(block, field)
        return f"{quoted_sheet(place.sheet_name)}!{place.area(field)}"

    def cell(self, place: BlockPlace, field: str, record: int) -> str:
        """One record's cell, as seen from the same record."""
        if field not in place.columns and field not in place.lines:
            raise SpecError(f"A formula of block {place.block.key!r} names the field {field!r}, which does not exist.")
        if place.block.kind is BlockKind.TABLE:
            return f"{place.table}[[#This Row],{column_part(place.headers[field])}]"
        row, column = place.cell(field, record)
        return f"${column_letters(column)}${row}" if place.block.kind is BlockKind.FORM else f"{column_letters(column)}${row}"

    def expand(self, text: str, place: BlockPlace, record: int = 0) -> str:
        """A formula of the spec with references in place of `{…}`, without `=`."""
        return _PLACEHOLDER.sub(lambda match: self._reference(match[1], place, record), text)

    def _reference(self, name: str, place: BlockPlace, record: int) -> str:
        kind, _, rest = name.partition(":")
        if kind == "say":
            english, _, chinese = rest.partition("|")
            return self.say(Words(english, chinese))
        if kind == "code" and rest:
            cell = self.cell(place, rest, record)
            return f'IFERROR(LEFT({cell},FIND(" – ",{cell})-1),{cell})'
        if kind == "row" and rest:
            first, _, last = rest.partition(":")
            parts = column_part(place.headers[first]), column_part(place.headers[last])
            return f"{place.table}[[#This Row],{parts[0]}:{parts[1]}]"
        if kind == "previous" and rest:
            return self.cell(place, rest, record - 1) if record else '""'
        block, dot, field = name.partition(".")
        return self.whole(block, field) if dot else self.cell(place, name, record)

    def check(self, place: BlockPlace, record: int = 0) -> str:
        """The check of one record: what is missing or odd, else OK; empty for an unused record."""
        block = place.block
        cells = {f.name: self.cell(place, f.name, record) for f in block.fields}
        required = [f for f in block.fields if f.required and f.name != block.key_field]
        formula = '"OK"'
        for spec_check in reversed(block.checks):
            formula = f"IF(IFERROR({self.expand(spec_check.when, place, record)},FALSE),{self.say(_said(spec_check))},{formula})"
        for f in reversed(block.fields):
            formula = self._typed(f, cells[f.name], formula)
        for f in reversed(required):
            formula = f'IF({cells[f.name]}="",{self.say(missing(f))},{formula})'
        key = block.field(block.key_field)
        others = ",".join(f'{cells[f.name]}<>""' for f in required if f.name not in place.block.fixed_names)
        unused = f'IF(OR({others}),{self.say(missing(key))},"")' if others else '""'
        return f'IF({cells[key.name]}="",{unused},{formula})'

    def _typed(self, field: FieldSpec, cell: str, otherwise: str) -> str:
        """Says when a cell is no number, no date or not in its list; otherwise goes on with the next check."""
        if field.choices:
            code = f'IFERROR(LEFT({cell},FIND(" – ",{cell})-1),{cell}&"")'
            wrong = f'AND({cell}<>"",NOT(ISNUMBER(MATCH({code},lst_{field.choices}_code,0))))'
            words = Words(f"{field.label.en}: pick from the list", f"{field.label.zh}：请从列表选择")
        elif field.type in (FieldType.TEXT, FieldType.REFERENCE):
            return otherwise
        else:
            wrong = f'AND({cell}<>"",NOT(ISNUMBER({cell})))'
            kind = ("date", "日期") if field.type is FieldType.DATE else ("number", "数字")
            words = Words(f"{field.label.en} is not a {kind[0]}", f"{field.label.zh}不是{kind[1]}")
        return f"IF({wrong},{self.say(words)},{otherwise})"

    def form_check(self, place: BlockPlace, field: FieldSpec) -> str:
        """The check beside a form's field: missing, a count of characters, an odd value, or OK."""
        cell = self.cell(place, field.name, 0)
        blank = self.say(Words("missing", "未填写")) if field.required else '""'
        if field.type is FieldType.TEXT and (field.max_length or 0) >= 200:
            return f'IF({cell}="",{blank},LEN({cell})&" / {field.max_length}")'
        formula = '"OK"'
        for spec_check in reversed(place.block.checks):
            first = _PLACEHOLDER.search(spec_check.when)
            if first and first[1].rpartition(":")[2] == field.name:
                formula = f"IF(IFERROR({self.expand(spec_check.when, place)},FALSE),{self.say(_said(spec_check))},{formula})"
        formula = self._typed(field, cell, formula)
        if formula == '"OK"' and not field.required:
            return ""
        return f'IF({cell}="",{blank},{formula})'

    def needed(self, place: BlockPlace) -> str:
        """How many required cells the block has, at least those of its minimum of records."""
        fields = len(self._counted(place))
        if not fields:
            return "0"
        if place.block.kind is BlockKind.FORM:
            return str(fields)
        if place.block.kind is BlockKind.GRID:
            return str(fields * place.rows)
        key = self.whole(place.block.key, place.block.key_field)
        return f'{fields}*MAX({place.block.minimum_rows},SUMPRODUCT(--({key}<>"")))'

    def filled(self, place: BlockPlace) -> str:
        """How many required cells of the block have a value."""
        block, names = place.block, self._counted(place)
        if not names:
            return "0"
        if block.kind is not BlockKind.TABLE:
            return "+".join(f'SUMPRODUCT(--({self.whole(block.key, name)}<>""))' for name in names)
        key = self.whole(block.key, block.key_field)
        parts = "+".join(f'({self.whole(block.key, name)}<>"")' for name in names)
        return f'SUMPRODUCT(({key}<>"")*({parts}))'

    def _counted(self, place: BlockPlace) -> list[str]:
        """Required fields that people fill in: all but preset ones."""
        return [f.name for f in place.block.fields if f.required and f.name not in place.block.fixed_names]

    def remarks(self, place: BlockPlace) -> str:
        """How many records of a block have something other than OK or a note in their check."""
        if place.block.kind is BlockKind.FORM:
            return "0"
        if place.block.kind is BlockKind.TABLE:
            checks = f"{place.table}[[#Data],{column_part(place.headers[CHECK])}]"
        else:
            checks = f"{quoted_sheet(place.sheet_name)}!{place.area(CHECK)}"
        return f'(COUNTIF({checks},"?*")-COUNTIF({checks},"OK")-COUNTIF({checks},{quoted(NOTE.get(main_language(self.language)) + "*")}))'

    def total(self, place: BlockPlace, total: TotalSpec) -> str:
        """`label: value` of a total, as a text formula."""
        formula = self.expand(total.formula, place)
        label = f"{total.label.get(main_language(self.language))}: "
        return f"{quoted(label)}&{_SHOWN[total.type](formula)}"


def _said(check: CheckSpec) -> Words:
    return Words(f"{NOTE.en}: {check.words.en}", f"{NOTE.zh}：{check.words.zh}") if check.note else check.words


def missing(field: FieldSpec) -> Words:
    """What a check says about an empty required cell."""
    return Words(f"{field.label.en} missing", f"缺少{field.label.zh}")


def _decimals(digits: int) -> Callable[[str], str]:
    return lambda formula: f'IFERROR(FIXED({formula},{digits}),"–")'


_SHOWN: Mapping[FieldType, Callable[[str], str]] = {
    FieldType.TEXT: lambda formula: formula,
    FieldType.INTEGER: lambda formula: f"({formula})",
    FieldType.NUMBER: _decimals(1),
    FieldType.MONEY: _decimals(1),
    FieldType.PERCENT: lambda formula: f'IFERROR(ROUND(100*{formula},0)&"%","–")',
}
