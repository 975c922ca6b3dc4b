"""Live pictures beside tables: the 3x3 risk counter and the coverage matrix. They stand behind the table and are never read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from openpyxl.formatting.rule import Rule

from planforge.authoring.workbook_formulas import Formulas
from planforge.authoring.workbook_layout import CHECK, FIRST_ROW, BlockPlace, main_language
from planforge.authoring.workbook_style import StyleBook, amber_style, heat_style, problem_style
from planforge.spec.schema import Words
from planforge.values import column_letters, quoted_sheet

_DEGREES = (("low", Words("low", "低")), ("medium", Words("medium", "中")), ("high", Words("high", "高")))
_PEOPLE, _MEMBERS = 12, 6


def _put(sheet: Any, styles: StyleBook, row: int, column: int, value: Any, look: str) -> None:
    styles.apply(sheet.cell(row=row, column=column, value=value), look)


def write_risk_counter(sheet: Any, place: BlockPlace, formulas: Formulas, styles: StyleBook) -> None:
    """Counts of risks by impact (rows, high on top) and probability (columns)."""
    main = main_language(formulas.language)
    left, top = place.columns[CHECK] + 2, FIRST_ROW
    _put(sheet, styles, top, left, Words("Impact ↓   Probability →", "影响↓  可能性→").get(main), "header_calc")
    sheet.column_dimensions[column_letters(left)].width = 26
    probability, impact = formulas.whole("risks", "probability"), formulas.whole("risks", "impact")
    for offset, (_, words) in enumerate(_DEGREES, 1):
        _put(sheet, styles, top, left + offset, words.get(main), "header_calc")
    for down, (code, words) in enumerate(reversed(_DEGREES), 1):
        _put(sheet, styles, top + down, left, words.get(main), "header_calc")
        for across, (likely, _) in enumerate(_DEGREES, 1):
            _put(sheet, styles, top + down, left + across, f'=COUNTIFS({probability},"{likely}*",{impact},"{code}*")', "calc_c")
    for down in (1, 2, 3):
        for across in (1, 2, 3):
            points = across + 4 - down
            if points >= 4:
                cell = f"{column_letters(left + across)}{top + down}"
                style = problem_style() if points >= 5 else amber_style()
                sheet.conditional_formatting.add(cell, Rule(type="expression", dxf=style, formula=[f"{cell}>0"]))


def write_coverage_preview(sheet: Any, place: BlockPlace, places: Mapping[str, BlockPlace], styles: StyleBook, language: str) -> None:
    """Contacts against team members with the best contact level of each pair."""
    main = main_language(language)
    left, top = place.columns[CHECK] + 2, FIRST_ROW
    contacts, team = places["contacts"], places["team"]
    _put(sheet, styles, top, left, Words("Contact × team member", "联系人 × 成员").get(main), "header_calc")
    sheet.column_dimensions[column_letters(left)].width = 24
    for offset in range(1, _MEMBERS + 1):
        row, column = team.cell("name", offset - 1)
        cell = f"{quoted_sheet(team.sheet_name)}!${column_letters(column)}${row}"
        _put(sheet, styles, top, left + offset, f'=IF({cell}="","",{cell})', "header_calc")
        sheet.column_dimensions[column_letters(left + offset)].width = 13
    for down in range(1, _PEOPLE + 1):
        _preview_line(sheet, place, contacts, styles, left, top, down)
    area = f"{column_letters(left + 1)}{top + 1}:{column_letters(left + _MEMBERS)}{top + _PEOPLE}"
    first = area.partition(":")[0]
    for level in (4, 3, 2, 1):
        sheet.conditional_formatting.add(area, Rule(type="expression", dxf=heat_style(level), formula=[f"{first}={level}"]))


def _preview_line(sheet: Any, place: BlockPlace, contacts: BlockPlace, styles: StyleBook, left: int, top: int, down: int) -> None:
    row = top + down
    id_row, id_column = contacts.cell("id", down - 1)
    name_column = contacts.columns["name"]
    prefix = f"{quoted_sheet(contacts.sheet_name)}!$"
    id_cell, name_cell = f"{prefix}{column_letters(id_column)}${id_row}", f"{prefix}{column_letters(name_column)}${id_row}"
    _put(sheet, styles, row, left, f'=IF({id_cell}="","",{id_cell}&" – "&{name_cell})', "calc")
    own = f"${column_letters(left)}{row}"
    for offset in range(1, _MEMBERS + 1):
        member = f"{column_letters(left + offset)}${top}"
        parts = []
        for level in (1, 2, 3, 4):
            pair = f'{place.area("member")},{member},{place.area("level")},"{level}*"'
            found = f"COUNTIFS({place.area('contact')},{own},{pair})+COUNTIFS({place.area('contact')},{id_cell},{pair})"
            parts.append(f"{level}*(({found})>0)")
        formula = f'=IF(OR({own}="",{member}=""),"",MAX({",".join(parts)}))'
        _put(sheet, styles, row, left + offset, formula, "calc_c")
