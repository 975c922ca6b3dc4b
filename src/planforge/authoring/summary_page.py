"""The Summary sheet of the consolidated workbook: KPI block, quadrants, three charts, where to look first, the bridge's figures."""

from __future__ import annotations

from typing import NamedTuple

from planforge.authoring.summary_book import Book
from planforge.authoring.summary_charts import Bubbles, Series, bar_chart, bubble_chart, hatched, outlined, solid
from planforge.authoring.summary_columns import CHART_DATA, NEXT, REVENUE, THIS
from planforge.authoring.summary_lists import CHECKS
from planforge.authoring.summary_model import Drawing, Rule, Sheet, TableSpec
from planforge.authoring.summary_sheets import (
    BAD_TEXT,
    BLUE,
    CELL,
    DATA_ROW,
    HEADER,
    HEADING,
    MONEY,
    NUMBER,
    PERCENT,
    PERCENT_ONE,
    UNIT,
    WHOLE,
    column,
    frame,
)
from planforge.authoring.summary_styles import MUTED, TITLE, Colour, Style
from planforge.values import column_letters

_TYPES = ("key", "key_development", "maintenance", "opportunistic", "none")
_QUADRANTS, _BRIDGE = (13, 5), (67, 7)
_LOWER_CHARTS, _LAST = 44, 81
"""First row and number of rows of the tables on the Summary sheet."""


def add_summary(book: Book) -> None:
    """Adds the sheet to the workbook."""
    sheet = book.sheet("Summary", BLUE)
    frame(sheet, "summary", 12)
    sheet.widths.update({1: 20, **dict.fromkeys(range(2, 13), 16)})
    _tiles(sheet)
    _quadrants(sheet)
    _charts(sheet)
    _attention(sheet)
    _bridge(sheet)
    sheet.print_area = f"$A$1:$L${_LAST}"
    sheet.portrait = sheet.one_page = True  # the page an executive prints: everything on one sheet of paper


def _tiles(sheet: Sheet) -> None:
    accounts_revenue = column("tblAccounts", f"Revenue {THIS} {UNIT}")
    net = column("tblFinancials", f"Net income {UNIT}")
    year = f"{column('tblFinancials', 'Year')},this_year"
    target, weighted = column("tblAccounts", f"Growth target {NEXT} {UNIT}"), column("tblAccounts", f"Weighted {NEXT} {UNIT}")
    base = f'SUMIFS({column("tblFinancials", REVENUE)},{year},{net},">-1E+300")'
    to_plan = f"ROUND(SUM({column('tblAccounts', f'To plan {UNIT}')}),1)"
    planned = f"SUMIFS({column('tblFinancials', f'Plan {UNIT}')},{column('tblFinancials', 'Year')},next_year)"
    tiles = (
        _Tile("revenue", f"=SUM({accounts_revenue})", MONEY, f'=IF({to_plan}>0,"+","")&{_fixed(to_plan)}', "revenue_decks"),
        _Tile(
            "margin",
            f'=IF({base}=0,"",SUMIFS({net},{year})/{base})',
            PERCENT_ONE,
            f"={_fixed(f'SUMIFS({net},{year})')}",
            "net_income_decks",
        ),
        _Tile("growth_target", f"=SUM({target})", MONEY, f"={_fixed(planned)}", "target_decks"),
        _Tile(
            "coverage",
            f'=IF(SUM({target})>0,SUM({weighted})/SUM({target}),"")',
            PERCENT,
            f"={_fixed(f'SUM({weighted})')}",
            "weighted_decks",
        ),
        _Tile("off_track", f'=COUNTIF({column("tblAccounts", "Off track")},">="&off_track_sections)', WHOLE, "", "off_track_decks"),
        _Tile("ready", f"=COUNTIF({column('tblAccounts', 'Ready')},word_yes)", WHOLE, "", "ready_plans"),
    )
    sheet.heights.update({4: 6, 5: 18, 6: 34, 7: 16, 8: 15})
    for place, tile in enumerate(tiles):
        _tile(sheet, 1 + 2 * place, tile)
    bad = sheet.looks.differential(BAD_TEXT)
    sheet.rules.append(Rule("A8:L8", f'type="expression" dxfId="{bad}"', "<formula>A8=word_summary_not_as_decks</formula>"))
    sheet.rules.append(Rule("A7", f'type="expression" dxfId="{bad}"', '<formula>LEFT(A7,1)="-"</formula>'))


class _Tile(NamedTuple):
    """A figure of the KPI block: its name in `summary`, formula and format, the amount in its note, the check it must pass."""

    name: str
    figure: str
    number: str
    amount: str
    check: str


def _fixed(formula: str) -> str:
    """An amount with one decimal as text, in the reader's own number signs."""
    return f"FIXED({formula if formula.startswith('ROUND(') else f'ROUND({formula},1)'},1)"


def _tile(sheet: Sheet, left: int, tile: _Tile) -> None:
    for side in (0, 1):
        label = f"{{{{ t.summary_{tile.name} }}}}" if side == 0 else ""
        sheet.put(5, left + side, label, Style(colour=MUTED, border="top:medium:title"))
    sheet.put(6, left, tile.figure, Style(size=22, bold=True, colour=TITLE, number=tile.number), note=f"value: summary.{tile.name}")
    small = Style(size=9, colour=MUTED)
    if tile.amount:
        formula = f'{tile.amount}&" "&word_summary_{tile.name}_note'
        sheet.put(7, left, formula, small, note=f"value: summary.{tile.name}_note")
    else:
        sheet.put(7, left, f"{{{{ t.summary_{tile.name}_note }}}}", small)
    row = DATA_ROW + [c.name for c in CHECKS].index(tile.check)
    formula = f"=IF(Checks!$F${row}=word_check_ok,word_summary_as_decks,word_summary_not_as_decks)"
    sheet.put(8, left, formula, small._replace(colour=Colour("good")), note=f"value: summary.{tile.name}_check")


def _heading(sheet: Sheet, row: int, left: int, right: int, text: str) -> None:
    for number in range(left, right + 1):
        sheet.put(row, number, text if number == left else "", HEADING)


def _quadrants(sheet: Sheet) -> None:
    first, count = _QUADRANTS
    _heading(sheet, first - 3, 1, 12, "{{ t.summary_by_quadrant }}")
    headers = (
        "Quadrant",
        "Accounts",
        f"Revenue {UNIT}",
        "Share",
        f"Growth target {UNIT}",
        f"Weighted {UNIT}",
        "Coverage",
        "Show stoppers",
        "Stance",
    )
    chinese = ("象限", "客户数", "收入", "占比", "增长目标", "加权商机", "覆盖率", "致命风险", "策略")
    sheet.heights.update({first - 1: 30, 9: 8})
    for number, (header, label) in enumerate(zip(headers, chinese, strict=True), 1):
        align = "left" if number in (1, 9) else "right"
        sheet.put(first - 2, number, label, Style(size=9, colour=MUTED, align=align, indent=int(number == 9)))
        sheet.put(first - 1, number, header, HEADER._replace(align=align, indent=int(number == 9)))
    for number in range(10, 13):
        sheet.put(first - 1, number, "", HEADER)
    for place, kind in enumerate(_TYPES):
        row = first + place
        sheet.put(row, 1, f"{{{{ t.type_{kind} }}}}", CELL._replace(bold=True))
        for number, (name, formula, style) in enumerate(_quadrant_cells(f"$A{row}", row), 2):
            sheet.put(row, number, formula, NUMBER._replace(number=style), note=f"value: summary.{kind}.{name}")
        for number in range(9, 13):
            sheet.put(row, number, f"{{{{ t.stance_{kind} }}}}" if number == 9 else "", CELL._replace(indent=int(number == 9)))
    last = first + count - 1
    total = Style(bold=True, colour=TITLE, border="top:thin:title", align="right")
    sheet.put(last + 1, 1, "{{ t.summary_total }}", total._replace(align="left"))
    for number, name, style in (
        (2, "accounts", WHOLE),
        (3, "revenue", MONEY),
        (4, "share", PERCENT),
        (5, "growth_target", MONEY),
        (6, "weighted", MONEY),
        (8, "show_stoppers", WHOLE),
    ):
        letters = column_letters(number)
        sheet.put(
            last + 1, number, f"=SUM({letters}{first}:{letters}{last})", total._replace(number=style), note=f"value: summary.total.{name}"
        )
    coverage = f'=IF(E{last + 1}>0,F{last + 1}/E{last + 1},"")'
    sheet.put(last + 1, 7, coverage, total._replace(number=PERCENT), note="value: summary.total.coverage")
    sheet.tables.append(TableSpec("tblQuadrants", first - 1, headers, rows=count, filtered=False))


def _quadrant_cells(quadrant: str, row: int) -> list[tuple[str, str, str]]:
    kind = column("tblAccounts", "Quadrant")

    def added(name: str) -> str:
        return f"=SUMIFS({column('tblAccounts', name)},{kind},{quadrant})"

    revenue = column("tblAccounts", f"Revenue {THIS} {UNIT}")
    return [
        ("accounts", f"=COUNTIF({kind},{quadrant})", WHOLE),
        ("revenue", added(f"Revenue {THIS} {UNIT}"), MONEY),
        ("share", f"=IF(SUM({revenue})=0,0,C{row}/SUM({revenue}))", PERCENT),
        ("growth_target", added(f"Growth target {NEXT} {UNIT}"), MONEY),
        ("weighted", added(f"Weighted {NEXT} {UNIT}"), MONEY),
        ("coverage", f'=IF(E{row}>0,F{row}/E{row},"")', PERCENT),
        ("show_stoppers", added("Show stoppers"), WHOLE),
    ]


def _data_range(header: str) -> str:
    letters = CHART_DATA.letters(header)
    return f"'{CHART_DATA.name}'!${letters}${DATA_ROW}:${letters}${DATA_ROW}"


def _charts(sheet: Sheet) -> None:
    _heading(sheet, 20, 1, 12, "{{ t.summary_matrix }}")
    sheet.put(20, 12, "{{ t.summary_before }}", Style(size=9, colour=MUTED, border="bottom:thin:title", align="right"))
    _heading(sheet, _LOWER_CHARTS, 1, 6, "{{ t.summary_bridge }}")
    _heading(sheet, _LOWER_CHARTS, 8, 12, "{{ t.summary_coverage_chart }}")
    first = _QUADRANTS[0]
    tones = (("Key", "primary"), ("Key development", "second"), ("Maintenance", "good"), ("Opportunistic", "neutral"))
    matrix = bubble_chart(
        [
            Bubbles("Summary!$L$20", _data_range("Attractiveness before"), "neutral", _data_range("Strength before")),
            *(Bubbles(f"Summary!$A${first + place}", _data_range(name), tone) for place, (name, tone) in enumerate(tones)),
        ],
        _data_range("Strength"),
        _data_range(f"Revenue {THIS} {UNIT}"),
        _data_range("Label"),
        ("{{ t.summary_strength_axis }}", "{{ t.summary_attractiveness_axis }}"),
    )
    top, count = _BRIDGE

    def bridge_column(letters: str) -> str:
        return f"Summary!${letters}${top}:${letters}${top + count - 1}"

    looks = (
        ("B", "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>", ""),
        ("C", hatched("primary"), "ink"),
        ("D", solid("title"), "white"),
        ("E", outlined("bad", "bad_l", "dash"), "bad"),
        ("F", solid("good"), "ink"),
        ("G", outlined("ink"), "ink"),
    )
    bridge = bar_chart(
        [Series(f"Summary!${letters}${top - 1}", bridge_column(letters), fill, label) for letters, fill, label in looks],
        bridge_column("A"),
        upright=True,
        stacked=True,
    )
    coverage = bar_chart(
        [Series(f"'{CHART_DATA.name}'!${CHART_DATA.letters('Coverage')}$6", _data_range("Coverage"), solid("primary_m"), "ink", "outEnd")],
        _data_range("Coverage of"),
        upright=False,
        stacked=False,
        number="0%;-0%;;",
        gap=50,
        reference_line=True,
    )
    cross = "cross x: strength_cut\ncross y: attractiveness_cut"
    sheet.drawings += [
        Drawing("pf:chart-matrix", matrix, f"pf\nalt: {{{{ summary.alt_matrix }}}}\n{cross}", 1, 21, 13, 43),
        Drawing("pf:chart-bridge", bridge, "pf\nalt: {{ summary.alt_bridge }}", 1, _LOWER_CHARTS + 1, 7, top - 4),
        Drawing("pf:chart-coverage", coverage, "pf\nalt: {{ summary.alt_coverage }}", 8, _LOWER_CHARTS + 1, 13, top - 4),
    ]


def _attention(sheet: Sheet) -> None:
    top = _BRIDGE[0] - 3
    _heading(sheet, top, 9, 12, "{{ t.summary_attention }}")
    sheet.put(top, 12, "{{ t.summary_revenue }}", Style(size=9, colour=MUTED, border="bottom:thin:title", align="right"))
    for place in range(8):
        row = top + 1 + 2 * place
        line = f"summary.first[{place}]"
        sheet.put(row, 9, f"{{{{ {line}.account }}}}", Style(bold=True, colour=Colour("link")))
        sheet.put(row, 12, f"{{{{ {line}.revenue }}}}", Style(align="right", number=MONEY))
        sheet.put(row + 1, 9, f"{{{{ {line}.text }}}}", Style(size=9, colour=MUTED))


def _bridge(sheet: Sheet) -> None:
    top, count = _BRIDGE
    _heading(sheet, top - 3, 1, 7, "{{ t.summary_behind_bridge }}")
    headers = ("Step", "Base", "By stage", "Weighted", "Gap", "Surplus", "Target")
    for number, (header, label) in enumerate(zip(headers, ("项目", "起点", "分阶段", "加权合计", "缺口", "盈余", "目标"), strict=True), 1):
        align = "left" if number == 1 else "right"
        sheet.put(top - 2, number, label, Style(size=9, colour=MUTED, align=align))
        sheet.put(top - 1, number, header, HEADER._replace(align=align))
    stages, total, gap, target = range(top, top + 4), top + 4, top + 5, top + 6
    weighted, stage, counts = (column("tblPipeline", name) for name in (f"Weighted {UNIT}", "Stage", "Counts"))
    formulas: dict[tuple[int, int], str] = {}
    for row, name in zip(stages, ("negotiate", "propose", "qualify", "identify"), strict=True):
        formulas[row, 1] = f"{{{{ t.stage_{name} }}}}"
        formulas[row, 2] = "=0" if row == top else f"=B{row - 1}+C{row - 1}"
        formulas[row, 3] = f"=SUMIFS({weighted},{stage},$A{row},{counts},word_yes)"
    goal = f"MAX(0,SUM({column('tblAccounts', f'Growth target {NEXT} {UNIT}')}))"
    formulas |= {
        (total, 1): "{{ t.summary_weighted }}",
        (total, 4): f"=SUM(C{top}:C{total - 1})",
        (gap, 1): f"=IF(D{total}>G{target},word_summary_surplus,word_summary_gap)",
        (gap, 2): f"=MIN(D{total},G{target})",
        (gap, 5): f"=MAX(0,G{target}-D{total})",
        (gap, 6): f"=MAX(0,D{total}-G{target})",
        (target, 1): "{{ t.summary_target }}",
        (target, 7): f"={goal}",
    }
    names = ("label", "base", "step", "total", "gap", "surplus", "target")
    for row in range(top, top + count):
        for number, name in enumerate(names, 1):
            value = formulas.get((row, number), 0)
            note = f"value: summary.bridge[{row - top}].{name}" if str(value).startswith("=") else ""
            sheet.put(row, number, value, (CELL if number == 1 else NUMBER)._replace(number=MONEY), note=note)
    sheet.tables.append(TableSpec("tblBridge", top - 1, headers, rows=count, filtered=False))
