"""Builds the tagged template of the consolidated workbook: README, Summary, data sheets, Checks, Chart data, Lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from planforge.authoring.summary_assessment import ATTRACTIVENESS, EFFORT, FACTORS, SELECTION
from planforge.authoring.summary_blocks import indent_of
from planforge.authoring.summary_book import Book
from planforge.authoring.summary_calendar import CALENDAR
from planforge.authoring.summary_columns import ACCOUNTS, ACTIONS, CHART_DATA, FINANCIALS, ISSUES, PIPELINE, RISKS, SEGMENTS
from planforge.authoring.summary_columns import FACTORS as FACTOR_COLUMNS
from planforge.authoring.summary_lists import (
    CHECKS,
    LIST_VALUES,
    LIST_WORDS,
    OUTCOMES,
    README_MEASURES,
    README_SHEETS,
    README_USE,
    VERDICTS,
)
from planforge.authoring.summary_model import Choice, Rule, Sheet, TableSpec
from planforge.authoring.summary_page import add_summary
from planforge.authoring.summary_requests import DECISIONS, RESOURCES
from planforge.authoring.summary_review import add_review
from planforge.authoring.summary_rollup import add_rollup
from planforge.authoring.summary_sheets import (
    BAD_TEXT,
    CELL,
    DATA_ROW,
    DAY,
    GREY,
    HEADER,
    HEADER_ROW,
    HEADING,
    INPUT,
    LINK,
    NUMBER,
    PLAIN,
    UNIT,
    DataSheet,
    add_data_sheet,
    frame,
)
from planforge.authoring.summary_styles import MUTED, PANEL, WHITE, Colour, Style
from planforge.office.text import Piece, layout
from planforge.values import column_letters

_PLACES = (ACCOUNTS, CALENDAR, SEGMENTS, SELECTION, ATTRACTIVENESS, FACTORS, EFFORT)
_DATA = (*_PLACES, FINANCIALS, PIPELINE, RISKS, ACTIONS, RESOURCES, DECISIONS, ISSUES)
DATA_SHEETS: Mapping[str, DataSheet] = {spec.name: spec for spec in (*_DATA, CHART_DATA)}
"""Every sheet with one table, by its name."""


def build_summary() -> bytes:
    """The bytes of `portfolio.xlsx`, always the same."""
    book = Book("Key account portfolio")
    _readme(book)
    add_summary(book)
    add_review(book)
    add_rollup(book)
    for spec in _DATA:
        sheet = add_data_sheet(book, spec)
        _formats(sheet, spec)
    _checks(book)
    add_data_sheet(book, CHART_DATA)
    _lists(book)
    return book.data()


def _readme(book: Book) -> None:
    sheet = book.sheet("README", PLAIN)
    frame(sheet, "readme", 6)
    sheet.widths.update({1: 32, 2: 62, 3: 50, 4: 14, 5: 12, 6: 10, 7: 11, 8: 10, 9: 12, 10: 16})
    row = _lines(sheet, 5, "How to use · 使用方法", README_USE)
    row = _lines(sheet, row + 1, "Sheets · 各表", README_SHEETS, links=True)
    row = _lines(sheet, row + 1, "Measures · 指标定义", README_MEASURES)
    row = _key(sheet, row + 1)
    for number in range(1, 11):
        sheet.put(row + 1, number, "Files · 文件" if number == 1 else "", HEADING)
    headers = ("File", "Account", "Outcome", "Signed off", "As of", "Unit", "Quality", "Errors", "Warnings", "SHA-256")
    chinese = ("文件", "客户", "结果", "签核", "截至", "单位", "质量分", "错误", "警告", "校验")
    names = ("file", "account", "outcome", "signed", "as_of", "unit", "quality", "errors", "warnings", "sha256")
    for number, (header, label, name) in enumerate(zip(headers, chinese, names, strict=True), 1):
        align = "right" if name in ("quality", "errors", "warnings") else "left"
        indent = indent_of(align, number)
        sheet.put(row + 2, number, label, Style(size=9, colour=MUTED, align=align, indent=indent))
        sheet.put(row + 3, number, header, HEADER._replace(align=align, indent=indent))
        shown = DAY if name == "as_of" else "0" if name == "quality" else "General"
        style = (LINK if name == "file" else CELL)._replace(number=shown, align=align, indent=indent, wrap=name in ("account", "outcome"))
        note = "for: f in files\nheight: auto" if number == 1 else ""
        sheet.put(row + 4, number, f"{{{{ f.{name} }}}}", style, note=note)
    sheet.tables.append(TableSpec("tblFiles", row + 3, headers))
    sheet.put(row + 6, 1, "PlanForge {{ version }}", Style(size=9, colour=MUTED))
    sheet.print_area = f"$A$1:$J${row + 6}"


def _lines(sheet: Sheet, row: int, heading: str, lines: Sequence[tuple[str, str, str]], *, links: bool = False) -> int:
    for number in range(1, 4):
        sheet.put(row, number, heading if number == 1 else "", HEADING)
    text = CELL._replace(wrap=True)
    for name, english, chinese in lines:
        row += 1
        target = f"'{name}'!A1" if " " in name else f"{name}!A1"
        sheet.put(row, 1, name, LINK if links else CELL._replace(bold=True), link=target if links else "")
        sheet.put(row, 2, english, text)
        sheet.put(row, 3, chinese, text)
        _fit(sheet, row, english, chinese)
    return row + 1


def _fit(sheet: Sheet, row: int, english: str, chinese: str) -> None:
    """As much height as the longer of the two texts takes in its column."""
    lines = [layout((Piece(text, 10),), sheet.widths[number] * 5, cell=True).lines for number, text in ((2, english), (3, chinese))]
    sheet.heights[row] = 3 + 15 * max(lines)


def _key(sheet: Sheet, row: int) -> int:
    """What colours and marks mean."""
    for number in range(1, 4):
        sheet.put(row, number, "Key · 图例" if number == 1 else "", HEADING)
    lines = (
        (
            "3 · 2 · 1",
            "Status: circle on track, triangle watch, diamond off track; empty = not assessed",
            "状态：圆＝正常，三角＝关注，菱形＝偏离；空＝未评估",
        ),
        ("1,234.5", "Grey cells are computed by a live formula; white cells come from the plans", "灰底为公式计算，白底来自各计划"),
        ("Input", "Light blue cells are for the reviewers to fill in", "浅蓝色单元格由评审者填写"),
        (
            "–",
            "Nothing, or not applicable. Text in an amount column is another currency and is not added",
            "零或不适用。金额列中的文字为其他币种，不计入合计",
        ),
    )
    text = CELL._replace(wrap=True)
    for mark, english, chinese in lines:
        row += 1
        fill = PANEL if mark[0] == "1" else INPUT if mark == "Input" else None
        sheet.put(row, 1, mark, CELL._replace(bold=True, fill=fill))
        sheet.put(row, 2, english, text)
        sheet.put(row, 3, chinese, text)
        _fit(sheet, row, english, chinese)
    return row + 1


def _formats(sheet: Sheet, spec: DataSheet) -> None:
    """Conditional formats of a data sheet."""
    looks, row = sheet.looks, DATA_ROW

    def cells(header: str) -> str:
        letters = spec.letters(header)
        return f"{letters}{row}:{letters}{row}"

    def word(header: str, name: str, inside: str) -> None:
        formula = f"<formula>${spec.letters(header)}{row}={name}</formula>"
        sheet.rules.append(Rule(cells(header), f'type="expression" dxfId="{looks.differential(inside)}"', formula))

    watch = f"<font><b/>{Colour('watch', -0.25).xml()}</font>"
    good = f"<font>{Colour('good').xml()}</font>"
    if spec is ACCOUNTS:
        _account_formats(sheet, cells)
    elif spec is SEGMENTS:
        bad = looks.differential(BAD_TEXT)
        over = f'type="cellIs" dxfId="{bad}" operator="between"'
        sheet.rules.append(Rule(cells("Days overdue"), over, "<formula>1</formula><formula>99999</formula>"))
    elif spec is CALENDAR:
        _marks(sheet)
        for state in ("late", "overdue", "no_date"):
            word("State", f"word_calendar_{state}", BAD_TEXT)
        word("State", "word_calendar_in_time", good)
        above = f'type="cellIs" dxfId="{looks.differential(BAD_TEXT)}" operator="greaterThan"'
        for header in ("Late steps", "Not ready"):
            sheet.rules.append(Rule(cells(header), above, "<formula>0</formula>"))
    elif spec is SELECTION:
        _signs(sheet, cells("Quick screen"))
        word("Grade and class", "word_grade_differs", watch)
        sheet.rules.append(
            Rule(
                cells("Knock-outs"), f'type="cellIs" dxfId="{looks.differential(BAD_TEXT)}" operator="greaterThan"', "<formula>0</formula>"
            )
        )
    elif spec is ATTRACTIVENESS:
        first, last = (cells(spec.columns[place].header).split(":")[0] for place in (5, 4 + FACTOR_COLUMNS))
        heat = (
            '<colorScale><cfvo type="num" val="1"/><cfvo type="num" val="3"/><cfvo type="num" val="5"/>'
            f"{WHITE.xml()}{Colour('primary', 0.8).xml()}{Colour('primary', 0.5).xml()}</colorScale>"
        )
        sheet.rules.append(Rule(f"{first}:{last}", 'type="colorScale"', heat))
        word("High or low", "word_side_high", good)
        sheet.heights[HEADER_ROW] = 62  # names of factors are long
    elif spec is EFFORT:
        word("Fit", "word_effort_above", BAD_TEXT)
        word("Fit", "word_effort_below", BAD_TEXT)
        word("Fit", "word_effort_within", good)
    elif spec is PIPELINE:
        bar = '<dataBar><cfvo type="min"/><cfvo type="max"/>' + Colour("primary", 0.4).xml() + "</dataBar>"
        sheet.rules.append(Rule(cells(f"Weighted {UNIT}"), 'type="dataBar"', bar, Colour("primary", 0.4)))
        for flag in ("no_step", "no_date", "overdue"):
            word("Flag", f"word_flag_{flag}", BAD_TEXT)
    elif spec is RISKS:
        word("Zone", "word_zone_show_stopper", BAD_TEXT)
        word("Zone", "word_zone_significant_risk", watch)
        word("Trend", "word_move_worse", BAD_TEXT)
        word("Trend", "word_move_better", good)
        formula = f"<formula>${spec.letters('Overdue')}{row}=word_flag_overdue</formula>"
        for header in ("Due", "Overdue"):
            sheet.rules.append(Rule(cells(header), f'type="expression" dxfId="{looks.differential(BAD_TEXT)}"', formula))
    elif spec is ACTIONS:
        word("Status", "word_action_late", BAD_TEXT)
        word("Status", "word_action_done", good)
    elif spec is RESOURCES:
        word("Note", "word_request_below", BAD_TEXT)
        word("Note", "word_request_no_deal", watch)
    elif spec is DECISIONS:
        for status in ("no_date", "no_owner", "overdue"):
            word("Status", f"word_decision_{status}", BAD_TEXT)
        word("Status", "word_decision_taken", good)
        sheet.choices.append(Choice(cells("Outcome"), "outcomes"))
    elif spec is ISSUES:
        edge = f'{BAD_TEXT}<border><left style="thin">{Colour("bad").xml()}</left></border>'
        word("Severity", "word_severity_error", edge)
        word("Severity", "word_severity_warning", watch)


def _marks(sheet: Sheet) -> None:
    """Marks of the months by their first sign."""
    first, last = (CALENDAR.letters(f"{{{{ month_names.m{number} }}}}") for number in (1, 12))
    looks = (("▲", BAD_TEXT), ("●", f"<font><b/>{Colour('primary').xml()}</font>"), ("◇", f"<font>{Colour('watch', -0.25).xml()}</font>"))
    for sign, look in looks:
        formula = f'<formula>LEFT({first}{DATA_ROW},1)="{sign}"</formula>'
        rule = f'type="expression" dxfId="{sheet.looks.differential(look)}"'
        sheet.rules.append(Rule(f"{first}{DATA_ROW}:{last}{DATA_ROW}", rule, formula))


def _signs(sheet: Sheet, cells: str) -> None:
    """Circle, triangle, diamond for 3, 2, 1."""
    steps = '<cfvo type="percent" val="0"/><cfvo type="num" val="2"/><cfvo type="num" val="3"/>'
    sheet.rules.append(Rule(cells, 'type="iconSet"', f'<iconSet iconSet="3Signs" showValue="0">{steps}</iconSet>'))


def _account_formats(sheet: Sheet, cells: Callable[[str], str]) -> None:
    first, last = ACCOUNTS.letters("Financials"), ACCOUNTS.letters("Actions")
    _signs(sheet, f"{first}{DATA_ROW}:{last}{DATA_ROW}")
    heat = (
        '<colorScale><cfvo type="num" val="0"/><cfvo type="num" val="0.7"/><cfvo type="num" val="1"/>'
        f"{WHITE.xml()}{Colour('primary', 0.7).xml()}{Colour('primary', 0.4).xml()}</colorScale>"
    )
    sheet.rules.append(Rule(cells("Coverage"), 'type="colorScale"', heat))
    bad = sheet.looks.differential(BAD_TEXT)
    for header in ("Off track", "Show stoppers", "Late actions", "Errors"):
        sheet.rules.append(Rule(cells(header), f'type="cellIs" dxfId="{bad}" operator="greaterThan"', "<formula>0</formula>"))


def _checks(book: Book) -> None:
    sheet = book.sheet("Checks", GREY)
    frame(sheet, "checks", 6)
    headers = ("Check", "Label zh", "Expected", "Actual", "Difference", "Result")
    chinese = ("核对项", "中文", "应为", "实为", "差异", "结果")
    sheet.widths.update({1: 60, 2: 44, 3: 14, 4: 14, 5: 13, 6: 10})
    sheet.heights.update({4: 15, 5: 5, 6: 30})
    for number, (header, label) in enumerate(zip(headers, chinese, strict=True), 1):
        align = "left" if number < 3 else "right" if number < 6 else "center"
        sheet.put(4, number, label, Style(size=9, colour=MUTED, align=align))
        sheet.put(6, number, header, HEADER._replace(align=align))
    money = NUMBER._replace(number="#,##0.0##;[Red]-#,##0.0##;0")
    for place, check in enumerate(CHECKS):
        row, name = DATA_ROW + place, f"checks.{check.name}"
        sheet.put(row, 1, check.english, CELL)
        sheet.put(row, 2, check.chinese, CELL)
        given = check.expected.startswith("{{")
        expected_note = "" if given else f"value: {name}.expected"
        sheet.put(row, 3, check.expected, money._replace(fill=None if given else PANEL), note=expected_note)
        sheet.put(row, 4, check.actual, money, note=f"value: {name}.actual")
        sheet.put(row, 5, f"=D{row}-C{row}", money, note=f"value: {name}.difference")
        result = f"=IF(ABS(E{row})<0.0005,word_check_ok,word_check_bad)"
        sheet.put(row, 6, result, NUMBER._replace(align="center", bold=True, colour=Colour("good")), note=f"value: {name}.result")
    last = DATA_ROW + len(CHECKS) - 1
    bad_count = f"COUNTIF(F{DATA_ROW}:F{last},word_check_bad)"
    sheet.put(
        3,
        1,
        f'=IF({bad_count}=0,word_check_all_ok,{bad_count}&" "&word_check_some_bad)',
        Style(bold=True, colour=Colour("good")),
        note="value: overall",
    )
    bad = book.looks.differential(BAD_TEXT)
    sheet.rules.append(Rule(f"F{DATA_ROW}:F{last}", f'type="expression" dxfId="{bad}"', f"<formula>F{DATA_ROW}=word_check_bad</formula>"))
    sheet.tables.append(TableSpec("tblChecks", 6, headers, rows=len(CHECKS)))
    sheet.freeze = (DATA_ROW, 1)
    sheet.print_area, sheet.print_rows = f"$A$1:$F${last}", "$6:$6"
    sheet.defined["overall"] = "Checks!$A$3"


def _lists(book: Book) -> None:
    sheet = book.sheet("Lists", GREY)
    frame(sheet, "lists", 7)
    sheet.widths.update({1: 34, 2: 44, 3: 4, 4: 22, 5: 22, 6: 22, 7: 22})
    for number, text in ((1, "Name · 名称"), (2, "Value · 取值")):
        sheet.put(5, number, text, HEADER)
    row = 5
    for name, expression, number_format in LIST_VALUES:
        row += 1
        sheet.put(row, 1, name, CELL)
        sheet.put(row, 2, f"{{{{ {expression} }}}}", CELL._replace(number=number_format))
        sheet.defined[name] = f"Lists!$B${row}"
    for word in LIST_WORDS:
        row += 1
        sheet.put(row, 1, f"word_{word}", CELL)
        sheet.put(row, 2, f"{{{{ t.{word} }}}}", CELL)
        sheet.defined[f"word_{word}"] = f"Lists!$B${row}"
    _zones(sheet)
    _choice_lists(sheet)
    sheet.print_area = f"$A$1:$G${row}"


def _choice_lists(sheet: Sheet) -> None:
    """What reviewers may choose."""
    lists = (("outcomes", "Outcomes · 结论", OUTCOMES), ("verdicts", "Verdicts · 评审结论", VERDICTS))
    for number, (name, heading, words) in enumerate(lists, 4):
        sheet.put(10, number, heading, HEADER)
        for place, word in enumerate(words, 11):
            sheet.put(place, number, f"=word_{word}", CELL, note=f"value: t.{word}")
        letters = column_letters(number)
        sheet.defined[name] = f"Lists!${letters}$11:${letters}${10 + len(words)}"


def _zones(sheet: Sheet) -> None:
    """The 3x3 grid: impact down, probability across, zones by the sum of both."""
    for number, text in (
        (4, "Impact ↓ Probability →"),
        (5, "{{ t.degree_low }}"),
        (6, "{{ t.degree_medium }}"),
        (7, "{{ t.degree_high }}"),
    ):
        sheet.put(5, number, text, HEADER)
    for down, degree in enumerate(("low", "medium", "high")):
        sheet.put(6 + down, 4, f"{{{{ t.degree_{degree} }}}}", CELL._replace(bold=True))
        for across in range(3):
            sheet.put(6 + down, 5 + across, f"{{{{ t.zone_of_{down + across + 2} }}}}", CELL)
    sheet.defined |= {"degrees": "Lists!$D$6:$D$8", "zones": "Lists!$E$6:$G$8"}
