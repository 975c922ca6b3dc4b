"""Writes the head of a sheet and its blocks: forms, tables and grids, with formulas, checks and guards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl.utils import quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table, TableColumn, TableFormula, TableStyleInfo

from planforge.authoring.workbook_cells import Shown, is_right, number_format, put
from planforge.authoring.workbook_formulas import Formulas, form_name, quoted
from planforge.authoring.workbook_guards import Guards, mark_checks, mark_counter, mark_missing
from planforge.authoring.workbook_layout import (
    CHECK,
    CHECK_LABEL,
    FIRST_ROW,
    FORM_CHECK,
    FORM_EXAMPLE,
    FORM_HELP,
    FORM_OTHER,
    FORM_VALUE,
    GRID_FIRST,
    HEADER_ROW,
    BlockPlace,
    main_language,
    other_language,
)
from planforge.authoring.workbook_style import StyleBook
from planforge.office.text import Piece, layout
from planforge.spec.schema import BlockKind, FieldSpec, SheetSpec, Words
from planforge.values import column_letters, quoted_sheet

_SIZE = 10
_POINTS = 5.0
"""Type of what is typed, and how much of a line a character of a column's width surely is, both in points."""
_FORM_WIDTHS = {1: 34, FORM_VALUE: 46, FORM_CHECK: 24, FORM_OTHER: 24, FORM_HELP: 62, FORM_EXAMPLE: 34}
_GRID_YEARS = (
    Words("Two years ago", "前年"),
    Words("Last year", "去年"),
    Words("This year", "今年"),
    Words("Next year", "明年"),
    Words("Year after next", "后年"),
)
_GRID_SCENARIOS = ("A", "A", "F", "P", "P")
_FORM_HEADS = (
    Words("Field", "项目"),
    Words("Your entry", "填写内容"),
    CHECK_LABEL,
    Words("In Chinese", "中文"),
    Words("What to enter", "填写说明"),
    Words("Example", "示例"),
)


class BlockWriter:
    """Writes the sheets of one workbook."""

    def __init__(self, book: Any, language: str, formulas: Formulas, shown: Shown, styles: StyleBook) -> None:
        self._book = book
        self._language = language
        self._main, self._other = main_language(language), other_language(language)
        self._formulas = formulas
        self._shown = shown
        self._styles = styles
        self._guards = Guards(language)

    def _put(self, sheet: Any, row: int, column: int, value: Any, look: str, style: str = "General") -> Any:
        cell = sheet.cell(row=row, column=column)
        put(cell, value)
        self._styles.apply(cell, look, style)
        return cell

    def _formula(self, sheet: Any, row: int, column: int, formula: str, look: str, style: str = "General") -> None:
        cell = sheet.cell(row=row, column=column, value=f"={formula}")
        self._styles.apply(cell, look, style)

    def _words(self, words: Words) -> str:
        return f"{words.en}  {words.zh}" if self._language == "en+zh" and words.zh else words.get(self._main)

    def head(self, sheet: Any, spec: SheetSpec, start: str, progress: str, last_column: int) -> None:
        """Rows 1 to 3: title, link back, why, live progress."""
        self._put(sheet, 1, 1, f"{spec.name.get(self._main)}   {spec.name.get(self._other)}", "title")
        back = Words("← Start", "← 开始").get(self._main)
        link = self._put(sheet, 1, last_column, back, "link_r")
        link.hyperlink = Hyperlink(ref=link.coordinate, location=f"{quote_sheetname(start)}!A1", display=back)
        self._styles.apply(link, "link_r")
        self._put(sheet, 2, 1, self._words(spec.why), "why")
        self._formula(sheet, 3, 1, progress, "progress")
        sheet.row_dimensions[1].height = 24
        for row in (2, 3):
            sheet.row_dimensions[row].height = 18
        for row in (2, 3, 4, 5):
            sheet.row_dimensions[row].outlineLevel = 1

    def block(self, sheet: Any, place: BlockPlace, records: Sequence[Mapping[str, Any]]) -> None:
        """A block with its records (one for a form), in their order."""
        if place.header_row != HEADER_ROW:
            self._put(sheet, place.title_row, 1, self._words(place.block.title), "block")
        write = {BlockKind.FORM: self._form, BlockKind.TABLE: self._table, BlockKind.GRID: self._grid}
        write[place.block.kind](sheet, place, records)
        for field in place.block.fields:
            area = f"{quoted_sheet(place.sheet_name)}!{place.area(field.name)}"
            name = form_name(place.block.key, field.name)
            self._book.defined_names[name] = DefinedName(name, attr_text=area)

    def _form(self, sheet: Any, place: BlockPlace, records: Sequence[Mapping[str, Any]]) -> None:
        record = records[0] if records else {}
        heads = list(_FORM_HEADS)
        if self._main == "zh":
            heads[3] = Words("In English", "英文")
        note = Words("Examples stand in grey at the right", "示例见右侧灰色文字")
        self._put(sheet, 4, 1, self._words(note), "example_note")
        for column, head in enumerate(heads, 1):
            self._put(sheet, place.header_row, column, head.get(self._main), "header")
            sheet.column_dimensions[column_letters(column)].width = _FORM_WIDTHS[column]
        sheet.row_dimensions[place.header_row].height = 22
        widest = max(field.width for field in place.block.fields)
        sheet.column_dimensions[column_letters(FORM_VALUE)].width = max(widest, _FORM_WIDTHS[FORM_VALUE])
        for field in place.block.fields:
            self._form_line(sheet, place, field, record)
        first, last = (f"{column_letters(FORM_CHECK)}{row}" for row in (place.first_row, place.last_row))
        if not any((f.max_length or 0) >= 200 for f in place.block.fields):
            mark_checks(sheet, f"{first}:{last}", first)

    def _form_line(self, sheet: Any, place: BlockPlace, field: FieldSpec, record: Mapping[str, Any]) -> None:
        row = place.lines[field.name]
        long = (field.max_length or 0) >= 200
        self._put(sheet, row, 1, place.headers[field.name], "label")
        look = "input_top" if long else "input" if field.required else "optional"
        self._put(sheet, row, FORM_VALUE, self._shown.value(field, record.get(field.name)), look, number_format(field))
        check = self._formulas.form_check(place, field)
        if check:
            self._formula(sheet, row, FORM_CHECK, check, "check")
        self._put(sheet, row, FORM_OTHER, field.label.get(self._other), "help")
        self._put(sheet, row, FORM_HELP, self._words(field.help), "help")
        self._put(sheet, row, FORM_EXAMPLE, field.example.get(self._main), "example")
        sheet.row_dimensions[row].height = 72 if long else 30 if self._language == "en+zh" else 20
        cell = f"{column_letters(FORM_VALUE)}{row}"
        self._guards.field(sheet, field, cell, cell)
        if field.required:
            mark_missing(sheet, place, field, cell)
        if long:
            mark_counter(sheet, f"{column_letters(FORM_CHECK)}{row}", cell, field.max_length or 0, field.required)

    def _table(self, sheet: Any, place: BlockPlace, records: Sequence[Mapping[str, Any]]) -> None:
        block = place.block
        fields = {f.name: f for f in (*block.fields, *block.calculated)}
        for name, column in place.columns.items():
            field = fields.get(name)
            self._table_head(sheet, place, name, field, column)
            for index in range(place.rows):
                record = records[index] if index < len(records) else {}
                self._table_cell(sheet, place, name, field, index, record)
                self._grow(sheet, place, field, index, record.get(name))
            self._table_guard(sheet, place, name, field)
        for column, header in place.gaps.items():
            self._put(sheet, place.header_row, column, header, "header")
        self._excel_table(sheet, place, fields)
        sheet.row_dimensions[place.header_row].height = 32

    def _table_head(self, sheet: Any, place: BlockPlace, name: str, field: FieldSpec | None, column: int) -> None:
        letters = column_letters(column)
        width = 34 if field is None else field.width
        known = sheet.column_dimensions[letters].width if letters in sheet.column_dimensions else 0
        sheet.column_dimensions[letters].width = max(width, known)
        own = field is not None and not field.calculated
        self._put(sheet, place.header_row, column, place.headers[name], "header" if own else "header_calc")
        other = CHECK_LABEL if field is None else field.label
        above = place.header_row - 1
        if name.startswith("competitor_"):
            rival = form_name("cover", name)
            self._formula(sheet, above, column, f'IF({rival}="",{quoted(other.get(self._other))},{rival})', "other")
        else:
            self._put(sheet, above, column, other.get(self._other), "other")
        if place.header_row == HEADER_ROW and field is not None:
            example = field.example.get(self._main)
            mark = Words("Example", "示例").get(self._main) + ": " if column == 1 else ""
            self._put(sheet, 4, column, mark + example if own else "", "example_r" if is_right(field) and column > 1 else "example")
            sheet.row_dimensions[4].height = 26
            sheet.row_dimensions[5].height = 26

    def _table_cell(self, sheet: Any, place: BlockPlace, name: str, field: FieldSpec | None, index: int, record: Mapping[str, Any]) -> None:
        row, column = place.cell(name, index)
        if field is None:
            self._formula(sheet, row, column, self._formulas.check(place, index), "check")
        elif field.calculated and field.formula:
            look = "calc_r" if is_right(field) else "calc"
            self._formula(sheet, row, column, self._formulas.expand(field.formula, place, index), look, number_format(field))
        elif field.calculated:
            self._put(sheet, row, column, self._shown.value(field, record.get(name)), "guide")
            sheet.row_dimensions[row].height = 46
        else:
            preset = any(name in line for line in place.block.fixed)
            look = "fixed" if preset else ("input" if field.required else "optional") + ("_r" if is_right(field) else "")
            self._put(sheet, row, column, self._shown.value(field, record.get(name)), look, number_format(field))

    def _grow(self, sheet: Any, place: BlockPlace, field: FieldSpec | None, index: int, value: Any) -> None:
        """Makes a row high enough for a text that wraps; programs differ in doing that by themselves."""
        preset = field is not None and any(field.name in line for line in place.block.fixed)
        text = "" if field is None or (field.choices and not preset) else self._shown.value(field, value)
        if field is None or not isinstance(text, str) or not text:
            return
        row = sheet.row_dimensions[place.first_row + index]
        width = sheet.column_dimensions[column_letters(place.columns[field.name])].width
        lines = layout((Piece(text, _SIZE, preset),), (width - 2) * _POINTS, cell=True).lines
        row.height = max(row.height or 16, 13.5 * lines + 3)

    def _table_guard(self, sheet: Any, place: BlockPlace, name: str, field: FieldSpec | None) -> None:
        row, column = place.cell(name)
        letters = column_letters(column)
        area = f"{letters}{row}:{letters}{place.last_row}"
        if field is None:
            mark_checks(sheet, area, f"{letters}{row}")
            self._guards.calculated(sheet, area, Words(""))
        elif field.calculated:
            self._guards.calculated(sheet, area, field.help)
        else:
            rest = f"{letters}{row + 1}:{letters}{place.last_row}" if place.rows > 1 else f"{letters}{row}"
            self._guards.field(sheet, field, rest, f"{letters}{row}")
            if field.required:
                mark_missing(sheet, place, field, area)

    def _excel_table(self, sheet: Any, place: BlockPlace, fields: Mapping[str, FieldSpec]) -> None:
        last = max((*place.columns.values(), *place.gaps))
        table = Table(displayName=place.table, ref=f"A{place.header_row}:{column_letters(last)}{place.last_row}")
        table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
        names = {column: name for name, column in place.columns.items()}
        table.autoFilter = AutoFilter(ref=table.ref)
        for column in range(1, last + 1):
            part = TableColumn(id=column, name=sheet.cell(row=place.header_row, column=column).value)
            table.tableColumns.append(part)
            name = names.get(column, "")
            formula = fields[name].formula if name in fields else ""
            if name == CHECK or formula:
                text = self._formulas.check(place) if name == CHECK else self._formulas.expand(formula, place)
                part.calculatedColumnFormula = TableFormula(attr_text=text)
        sheet.add_table(table)

    def _grid(self, sheet: Any, place: BlockPlace, records: Sequence[Mapping[str, Any]]) -> None:
        block = place.block
        last = GRID_FIRST + place.rows - 1
        sheet.column_dimensions["A"].width = 30
        self._put(sheet, place.header_row, 1, self._words(block.title), "header")
        heads = (Words("In Chinese", "英文"), Words("What to enter", "填写说明"), Words("Example", "示例"))
        for offset, head in enumerate(heads, 1):
            self._put(sheet, place.header_row, last + offset, head.get(self._main), "header")
            sheet.column_dimensions[column_letters(last + offset)].width = (16, 60, 18)[offset - 1]
        for index in range(place.rows):
            words = _GRID_YEARS[index] if index < len(_GRID_YEARS) else Words(str(index + 1))
            self._put(sheet, place.header_row, GRID_FIRST + index, words.get(self._main), "header")
            self._put(sheet, place.header_row - 1, GRID_FIRST + index, words.get(self._other), "other")
            sheet.column_dimensions[column_letters(GRID_FIRST + index)].width = 17
        sheet.row_dimensions[place.header_row].height = 22
        for field in (*block.fields, *block.calculated):
            self._grid_line(sheet, place, field, records, last)
        row = place.lines[CHECK]
        self._put(sheet, row, 1, place.headers[CHECK], "label")
        for index in range(place.rows):
            self._formula(sheet, row, GRID_FIRST + index, self._formulas.check(place, index), "check")
        first, end = f"{column_letters(GRID_FIRST)}{row}", f"{column_letters(last)}{row}"
        mark_checks(sheet, f"{first}:{end}", first)
        sheet.row_dimensions[row].height = 30

    def _grid_line(self, sheet: Any, place: BlockPlace, field: FieldSpec, records: Sequence[Mapping[str, Any]], last: int) -> None:
        row = place.lines[field.name]
        style = number_format(field)
        self._put(sheet, row, 1, place.headers[field.name], "label")
        self._put(sheet, row, last + 1, field.label.get(self._other), "help")
        self._put(sheet, row, last + 2, self._words(field.help), "help")
        self._put(sheet, row, last + 3, field.example.get(self._main), "example")
        sheet.row_dimensions[row].height = 32 if self._language == "en+zh" else 20
        if field.name == "comment":
            sheet.row_dimensions[row].height = 60
        look = "input" if field.required else "optional"
        for index in range(place.rows):
            column = GRID_FIRST + index
            record = records[index] if index < len(records) else {}
            if field.calculated:
                self._formula(sheet, row, column, self._formulas.expand(field.formula, place, index), "calc_r", style)
            elif field.name == "year" and not records:
                formula = f'IF(ISNUMBER(pf_cover_as_of),YEAR(pf_cover_as_of)+{index - 2},"")'
                self._formula(sheet, row, column, formula.replace("+-", "-"), look + "_r", style)
            else:
                value = record.get(field.name)
                if field.name == "scenario" and not records and index < len(_GRID_SCENARIOS):
                    value = _GRID_SCENARIOS[index]
                self._put(sheet, row, column, self._shown.value(field, value), look + ("_r" if is_right(field) else ""), style)
        first, end = f"{column_letters(GRID_FIRST)}{row}", f"{column_letters(last)}{row}"
        if field.calculated:
            self._guards.calculated(sheet, f"{first}:{end}", field.help)
            return
        self._guards.field(sheet, field, f"{column_letters(GRID_FIRST + 1)}{row}:{end}", first)
        if field.required:
            mark_missing(sheet, place, field, f"{first}:{end}")


def freeze_at(place: BlockPlace) -> str:
    """The cell at which a sheet's panes are frozen: below the header, behind the key column."""
    if place.block.kind is BlockKind.TABLE:
        return f"{column_letters(place.columns[place.block.key_field] + 1)}{FIRST_ROW}"
    return f"B{FIRST_ROW}"
