"""The Rollup sheet of the consolidated workbook: sums by year, parent, value box and segment, and charts of how the accounts compare."""

from __future__ import annotations

from planforge.authoring.summary_assessment import SELECTION
from planforge.authoring.summary_blocks import Block, Field, add_block
from planforge.authoring.summary_book import Book
from planforge.authoring.summary_charts import Bubbles, Series, bar_chart, bubble_chart, solid
from planforge.authoring.summary_columns import CHART_DATA, REVENUE, THIS
from planforge.authoring.summary_model import Drawing, Sheet
from planforge.authoring.summary_sheets import BLUE, DATA_ROW, HEADING, MONEY, PERCENT, PERCENT_ONE, UNIT, WHOLE, YEAR, column, frame
from planforge.model.business import Segment, ValueBox
from planforge.model.codes import SalesStage
from planforge.values import column_letters

_WIDTH = 12
_WIDTHS = (26, 14, 12, 21.5, 21.5, 21.5, 21.5, 12, 16, 16, 16, 16)
_YEARS = 5
_TALL = 20
"""Rows of a chart."""


def add_rollup(book: Book) -> None:
    """Adds the sheet to the workbook."""
    sheet = book.sheet("Rollup", BLUE)
    frame(sheet, "rollup", _WIDTH)
    sheet.widths.update(enumerate(_WIDTHS, 1))
    years = row = 5
    for table in (_BY_YEAR, _BOXES, _SEGMENTS, _STAGES, _BY_PARENT, _ABROAD):
        if table is _STAGES:
            sheet.breaks.append(row - 1)
        row = add_block(sheet, row, table, "rollup")
    sheet.breaks.append(row - 1)  # tables on the first two pages, then four charts, then one
    last = _charts(sheet, row, years + 3)
    sheet.breaks.append(row + 2 * (_TALL + 2) - 1)
    sheet.print_area = f"$A$1:${column_letters(_WIDTH)}${last}"


# -------------------------------------------------------------------------------------------------------------- tables


def _in_year(name: str) -> str:
    return f"=SUMIFS({column('tblFinancials', name)},{column('tblFinancials', 'Year')},[Year])"


_NET = f'{column("tblFinancials", f"Net income {UNIT}")},">-1E+300"'
_IN_YEAR = f"{column('tblFinancials', 'Year')},[Year]"
_BASE = f"SUMIFS({column('tblFinancials', REVENUE)},{_IN_YEAR},{_NET})"
_AMOUNTS = (
    (REVENUE, "收入", "revenue"),
    (f"Direct cost {UNIT}", "直接成本", "direct_cost"),
    (f"Indirect cost {UNIT}", "间接成本", "indirect_cost"),
    (f"Net income {UNIT}", "净利润", "net_income"),
)


def _year_cells(place: int) -> tuple[tuple[str, str], ...]:
    name = f"rollup.years[{place}]"
    return (
        (f"{{{{ {name}.year }}}}", ""),
        (f"{{{{ {name}.scenario }}}}", ""),
        (f'=COUNTIFS({_IN_YEAR},{column("tblFinancials", REVENUE)},">-1E+300")', f"{name}.accounts"),
        *((_in_year(header), f"{name}.{field}") for header, _, field in _AMOUNTS),
        (f'=IF({_BASE}=0,"",[Net income {UNIT}]/{_BASE})', f"{name}.margin"),
        (_in_year(f"Plan {UNIT}"), f"{name}.plan"),
        (_in_year(f"To plan {UNIT}"), f"{name}.to_plan"),
        (f"=COUNTIFS({_IN_YEAR},{_NET})", f"{name}.complete"),
    )


_BY_YEAR = Block(
    "years",
    "tblYears",
    "",
    (
        Field("Year", "年份", "", number=YEAR, kind="bold"),
        Field("Scenario", "口径", ""),
        Field("Accounts", "客户数", "", number=WHOLE, kind="number"),
        *(Field(header, chinese, "", number=MONEY, kind="number") for header, chinese, _ in _AMOUNTS),
        Field("Margin", "净利率", "", number=PERCENT_ONE, kind="number"),
        Field(f"Plan {UNIT}", "计划", "", number=MONEY, kind="number"),
        Field(f"To plan {UNIT}", "与计划差异", "", number=MONEY, kind="number"),
        Field("With net income", "有净利润的客户", "", number=WHOLE, kind="number"),
    ),
    tuple(_year_cells(place) for place in range(_YEARS)),
)
_ABROAD = Block(
    "abroad",
    "tblAbroad",
    "r in rollup.abroad",
    (
        Field("Currency", "币种", "{{ r.currency }}", kind="bold"),
        Field("Year", "年份", "{{ r.year }}", number=YEAR),
        Field("Accounts", "客户数", "{{ r.accounts }}", number=WHOLE, kind="given"),
        *(
            Field(name, chinese, f"{{{{ r.{field} }}}}", number=MONEY, kind="given")
            for name, (_, chinese, field) in zip(("Revenue", "Direct cost", "Indirect cost", "Net income"), _AMOUNTS, strict=True)
        ),
        Field("Margin", "净利率", "{{ r.margin }}", number=PERCENT_ONE, kind="given"),
        Field("Plan", "计划", "{{ r.plan }}", number=MONEY, kind="given"),
        Field("To plan", "与计划差异", "{{ r.to_plan }}", number=MONEY, kind="given"),
    ),
)

_STAGE = column("tblPipeline", "Stage")
_STAGES = Block(
    "stages",
    "tblStages",
    "",
    (
        Field("Stage", "阶段", "", kind="bold"),
        Field("Deals", "商机数", "", number=WHOLE, kind="number"),
        Field("With value", "有加权金额", "", number=WHOLE, kind="number"),
        Field(f"Value {UNIT}", "金额", "", number=MONEY, kind="number"),
        Field(f"Weighted {UNIT}", "加权金额", "", number=MONEY, kind="number"),
    ),
    tuple(
        (
            (f"{{{{ t.stage_{stage} }}}}", ""),
            (f"=COUNTIF({_STAGE},[Stage])", f"rollup.stages.{stage}.deals"),
            (f'=COUNTIFS({_STAGE},[Stage],{column("tblPipeline", f"Weighted {UNIT}")},">-1E+300")', f"rollup.stages.{stage}.known"),
            *(
                (f"=SUMIFS({column('tblPipeline', f'{name} {UNIT}')},{_STAGE},[Stage])", f"rollup.stages.{stage}.{name.lower()}")
                for name in ("Value", "Weighted")
            ),
        )
        for stage in SalesStage
    ),
)

_SALES = column("tblSegments", f"Revenue {THIS} {UNIT}")
_PARENT = column("tblSegments", "Parent")
_THEIRS = f'({_PARENT}=IF([Parent]=word_rollup_no_parent,"",[Parent]))*1'
_BY_PARENT = Block(
    "parents",
    "tblParents",
    "r in rollup.parents",
    (
        Field("Parent", "上级客户", "{{ r.parent }}", kind="bold"),
        Field("Currency", "币种", "{{ r.currency }}"),
        Field("Accounts", "客户数", "{{ r.accounts }}", number=WHOLE, kind="given"),
        Field(
            f"Revenue {THIS} {UNIT}", "收入", f'=IF([Currency]=home_currency,SUMPRODUCT({_THEIRS},{_SALES}),"")', "r.revenue",
            MONEY, "number",
        ),
        Field(
            f"Net income {THIS} {UNIT}", "净利润",
            f'=IF([Currency]=home_currency,SUMPRODUCT({_THEIRS},{column("tblSegments", f"Net income {THIS} {UNIT}")}),"")',
            "r.net_income", MONEY, "number",
        ),
        Field("Revenue abroad", "其他币种收入", "{{ r.revenue_abroad }}"),
        Field("Net income abroad", "其他币种净利润", "{{ r.net_income_abroad }}"),
        Field("Names", "客户", "{{ r.names }}", kind="long"),
    ),
    beside=4,
)  # fmt: skip


def _boxes(words: str, table: str, place: str, codes: tuple[str, ...], amount: str, label: str, share: str) -> Block:
    """Accounts by value box or segment: how many, their revenue, and their part of a second amount."""
    second = column("tblSegments", amount)
    where = column("tblSegments", place)
    return Block(
        words,
        table,
        "",
        (
            Field(place, "分类", "", kind="bold"),
            Field("Accounts", "客户数", "", number=WHOLE, kind="number"),
            Field("Share of accounts", "客户占比", "", number=PERCENT, kind="number"),
            Field(f"Revenue {THIS} {UNIT}", "收入", "", number=MONEY, kind="number"),
            Field("Share of revenue", "收入占比", "", number=PERCENT, kind="number"),
            Field(amount, label, "", number=MONEY, kind="number"),
            Field(share, f"{label}占比", "", number=PERCENT, kind="number"),
        ),
        tuple(
            (
                (f"{{{{ t.{place_word}_{code} }}}}", ""),
                (f"=COUNTIF({where},[{place}])", f"rollup.{words}.{code}.accounts"),
                (
                    f'=IF(SUM({column(table, "Accounts")})=0,"",[Accounts]/SUM({column(table, "Accounts")}))',
                    f"rollup.{words}.{code}.part",
                ),
                (f"=SUMIFS({_SALES},{where},[{place}])", f"rollup.{words}.{code}.revenue"),
                (f'=IF(SUM({_SALES})>0,[Revenue {THIS} {UNIT}]/SUM({_SALES}),"")', f"rollup.{words}.{code}.revenue_share"),
                (f"=SUMIFS({second},{where},[{place}])", f"rollup.{words}.{code}.amount"),
                (f'=IF(SUM({second})>0,[{amount}]/SUM({second}),"")', f"rollup.{words}.{code}.share"),
            )
            for place_word in ("value" if table == "tblBoxes" else "segment",)
            for code in (*codes, "none", "no_cut")
        ),
    )


_BOXES = _boxes("boxes", "tblBoxes", "Value box", tuple(ValueBox), f"Net income {THIS} {UNIT}", "净利润", "Share of income")
_SEGMENTS = _boxes("segments", "tblParts", "Segment", tuple(Segment), f"Future potential {UNIT}", "未来潜力", "Share of potential")


# -------------------------------------------------------------------------------------------------------------- charts


def _data(header: str, table: str = CHART_DATA.name, letters: str = "") -> str:
    letters = letters or CHART_DATA.letters(header)
    return f"'{table}'!${letters}${DATA_ROW}:${letters}${DATA_ROW}"


def _bubbles(name: str, across: str, up: str, titles: tuple[str, str], heading: str, tone: str) -> str:
    return bubble_chart(
        [Bubbles(heading, _data(up), tone)],
        _data(across),
        _data("Size"),
        _data("Label"),
        (f"{{{{ t.rollup_axis_{titles[0]} }}}}", f"{{{{ t.rollup_axis_{titles[1]} }}}}"),
        rating=False,
        legend=False,
    )


def _charts(sheet: Sheet, top: int, years: int) -> int:
    """Two charts beside each other in each of three rows; the last row of the sheet."""
    places = [(top + 1 + (_TALL + 2) * down, left, right) for down in range(3) for left, right in ((1, 7), (7, 13))]
    names = ("years", "criteria", "boxes", "segments", "effort")
    for name, (row, left, right) in zip(names, places, strict=False):
        for number in range(left, right):
            sheet.put(row - 1, number, f"{{{{ t.rollup_chart_{name} }}}}" if number == left else "", HEADING)
    heading = {name: f"Rollup!${column_letters(left)}${row - 1}" for name, (row, left, _) in zip(names, places, strict=False)}
    year_cells = f"Rollup!$A${years}:$A${years + _YEARS - 1}"
    criteria = SELECTION.letters("Criteria mean")
    charts = {
        "years": bar_chart(
            [
                Series(
                    f"Rollup!${letters}${years - 1}", f"Rollup!${letters}${years}:${letters}${years + _YEARS - 1}",
                    solid(tone), "ink", "outEnd",
                )
                for letters, tone in (("D", "primary_m"), ("G", "good"))
            ],
            year_cells, upright=True, stacked=False, gap=60, legend=True,
        ),
        "criteria": bar_chart(
            [Series(f"Selection!${criteria}$6", _data("", "Selection", criteria), solid("primary_m"), "ink", "outEnd")],
            _data("", "Selection", "B"), upright=False, stacked=False, number="0.0;-0.0;;", gap=50,
        ),
        "boxes": _bubbles("boxes", "Sales", "Profit", ("revenue", "net"), heading["boxes"], "primary"),
        "segments": _bubbles("segments", "Current", "Potential", ("revenue", "potential"), heading["segments"], "second"),
        "effort": _bubbles("effort", "Hours", "Earned", ("hours", "net"), heading["effort"], "good"),
    }  # fmt: skip
    crossing = {
        "boxes": "\ncross x: value_cuts.sales\ncross y: value_cuts.profit",
        "segments": "\ncross x: value_cuts.sales\ncross y: value_cuts.potential",
    }
    for name, (row, left, right) in zip(names, places, strict=False):
        alt = f"pf\nalt: {{{{ rollup.alts.{name} }}}}{crossing.get(name, '')}"
        sheet.drawings.append(Drawing(f"pf:chart-{name}", charts[name], alt, left, row, right, row + _TALL))
    return top + 3 * (_TALL + 2)
