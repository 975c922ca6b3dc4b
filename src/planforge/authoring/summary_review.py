"""The Review sheet of the consolidated workbook: four questions on all plans with live answers, open points, verdicts and evidence."""

from __future__ import annotations

from planforge.authoring.summary_blocks import Block, Field, add_block, indent_of
from planforge.authoring.summary_book import Book
from planforge.authoring.summary_columns import NEXT, THIS
from planforge.authoring.summary_model import Choice, Sheet, TableSpec
from planforge.authoring.summary_sheets import (
    BLUE,
    CELL,
    DATA_ROW,
    DAY,
    HEADER,
    HEADING,
    INPUT,
    MONEY,
    NUMBER,
    PERCENT,
    UNIT,
    WHOLE,
    column,
    frame,
)
from planforge.authoring.summary_styles import MUTED, Style
from planforge.values import column_letters

QUESTIONS = 4
_WIDTH = 8
_WIDTHS = (12, 42, 50, 48, 22, 22, 22, 34)
_TYPES = ("key", "key_development", "maintenance", "opportunistic", "none")


def add_review(book: Book) -> None:
    """Adds the sheet to the workbook."""
    sheet = book.sheet("Review", BLUE)
    frame(sheet, "review", _WIDTH)
    sheet.widths.update(enumerate(_WIDTHS, 1))
    sheet.heights.update({4: 15, 5: 5, DATA_ROW - 1: 30})
    _questions(sheet)
    row = DATA_ROW + QUESTIONS + 1
    for title, tables in (("p1", (_ACCOUNTS, _DEALS)), ("p2", (_QUADRANTS, _TARGETS)), ("p3", (_LINKS,)), ("p4", (_REQUESTS, _DECISIONS))):
        for number in range(1, _WIDTH + 1):
            sheet.put(row, number, f"{title.upper()} · {{{{ t.review_{title} }}}}" if number == 1 else "", HEADING)
        sheet.heights[row] = 20
        if title in ("p2", "p4"):
            sheet.breaks.append(row - 1)  # a page for each of: questions with P1, P2 with P3, P4
        row += 1
        for table in tables:
            row = add_block(sheet, row, table, "review")
    sheet.freeze = (DATA_ROW, 0)
    sheet.print_area = f"$A$1:${column_letters(_WIDTH)}${row - 2}"


# ------------------------------------------------------------------------------------------------------------ questions


def _questions(sheet: Sheet) -> None:
    headers = ("No", "Question", "Answer", "Open points", "Verdict", "Reviewer", "Date", "Comment")
    chinese = ("序号", "问题", "答案", "待解决事项", "结论", "评审人", "日期", "意见")
    for number, (header, label) in enumerate(zip(headers, chinese, strict=True), 1):
        align = "center" if 5 <= number <= 7 else "left"
        indent = indent_of(align, number)
        sheet.put(4, number, label, Style(size=9, colour=MUTED, align=align, indent=indent))
        sheet.put(DATA_ROW - 1, number, header, HEADER._replace(align=align, indent=indent))
    text = CELL._replace(wrap=True, indent=1)
    for place, (answer, open_points) in enumerate(zip(_ANSWERS, _OPEN_POINTS, strict=True)):
        row, name = DATA_ROW + place, f"p{place + 1}"
        sheet.heights[row] = 56
        sheet.put(row, 1, name.upper(), CELL._replace(bold=True))
        sheet.put(row, 2, f"{{{{ t.review_{name} }}}}", text._replace(bold=True))
        sheet.put(row, 3, f"={answer}", text._replace(fill=NUMBER.fill), note=f"value: review.answers[{place}]")
        sheet.put(row, 4, f"={open_points}", text._replace(fill=NUMBER.fill), note=f"value: review.open_points[{place}]")
        for number in range(5, _WIDTH + 1):
            style = text._replace(
                fill=INPUT,
                align="left" if number == _WIDTH else "center",
                indent=int(number == _WIDTH),
                number=DAY if number == 7 else "General",
            )
            sheet.put(row, number, "", style)
    last = DATA_ROW + QUESTIONS - 1
    sheet.tables.append(TableSpec("tblReview", DATA_ROW - 1, headers, rows=QUESTIONS))
    sheet.choices.append(Choice(f"E{DATA_ROW}:E{last}", "verdicts"))


def _sentence(name: str, *parts: str) -> str:
    text = f"word_review_{name}"
    for number, part in enumerate(parts, 1):
        text = f'SUBSTITUTE({text},"#{number}",{part})'
    return text


def _openly(name: str, *counts: str) -> str:
    return f"IF({'+'.join(counts)}=0,word_review_none_open,{_sentence(name, *counts)})"


def _fixed(amount: str) -> str:
    return f"FIXED(ROUND({amount},1),1)"


def _percent(part: str, whole: str) -> str:
    return f'IF({whole}>0,TEXT(ROUND({part}/{whole},2),"0%"),"–")'


def _rows(table: str, name: str = "Account ID") -> str:
    return f'COUNTIF({column(table, name)},"?*")'


_REVENUE, _WEIGHTED = column("tblAccounts", f"Revenue {THIS} {UNIT}"), column("tblAccounts", f"Weighted {NEXT} {UNIT}")
_TARGET, _TO_PLAN = column("tblAccounts", f"Growth target {NEXT} {UNIT}"), f"SUM({column('tblAccounts', f'To plan {UNIT}')})"
_QUADRANT, _PREVIOUS = column("tblAccounts", "Quadrant"), column("tblAccounts", "Previous quadrant")
_OPEN, _DEAL_VALUE = f"{column('tblPipeline', 'Open')},word_yes", column("tblPipeline", f"Weighted {UNIT}")
_LIVE, _LIVE_VALUE = f"COUNTIF({_OPEN})", f"SUMIFS({_DEAL_VALUE},{_OPEN})"
_ENABLED = f'SUMIFS({_DEAL_VALUE},{_OPEN},{column("tblPipeline", "Requests")},">0")'
_COST = f"SUM({column('tblResources', f'Cost {UNIT}')})"
_STATUS = column("tblDecisions", "Status")
_WAITING = f"({_rows('tblDecisions')}-COUNTIF({_STATUS},word_decision_taken))"


def _without(name: str) -> str:
    """How many open deals lack an entry."""
    return f'({_LIVE}-COUNTIFS({_OPEN},{column("tblPipeline", name)},"?*"))'


_ANSWERS = (
    _sentence(
        "p1_answer",
        _rows("tblKeyAccounts"),
        _rows("tblAccounts"),
        _percent(f"SUM({column('tblKeyAccounts', f'Revenue {THIS} {UNIT}')})", f"SUM({_REVENUE})"),
        _percent(f"SUM({column('tblKeyAccounts', f'Weighted {NEXT} {UNIT}')})", f"SUM({_WEIGHTED})"),
        _rows("tblKeyDeals"),
        _LIVE,
        _percent(f"SUM({column('tblKeyDeals', f'Weighted {UNIT}')})", _LIVE_VALUE),
    ),
    _sentence(
        "p2_answer",
        f'IF(ROUND({_TO_PLAN},1)>0,"+","")&{_fixed(_TO_PLAN)}',
        _percent(f"SUM({_WEIGHTED})", f"SUM({_TARGET})"),
        f'SUMPRODUCT(({_PREVIOUS}<>"")*({_PREVIOUS}<>{_QUADRANT})*({_QUADRANT}<>word_type_none))',
        _rows("tblAccounts"),
    ),
    _sentence(
        "p3_answer",
        *(f"COUNTIF({column('tblLinks', 'Kind')},word_link_{kind})" for kind in ("product", "rival", "person")),
        _fixed(f"SUMIFS({column('tblLinks', f'Weighted {UNIT}')},{column('tblLinks', 'Kind')},word_link_product)"),
    ),
    _sentence(
        "p4_answer",
        _rows("tblResources"),
        _fixed(_COST),
        _fixed(f"SUM({column('tblResources', 'FTE')})"),
        _fixed(_ENABLED),
        f'IF({_COST}>0,{_fixed(f"{_ENABLED}/{_COST}")}&"×","–")',
        _WAITING,
        _fixed(f'SUMIFS({column("tblDecisions", f"Amount {UNIT}")},{_STATUS},"<>"&word_decision_taken)'),
    ),
)

_OPEN_POINTS = (
    _openly(
        "p1_open",
        f"COUNTIF({_QUADRANT},word_type_none)",
        f'({_LIVE}-COUNTIFS({_OPEN},{_DEAL_VALUE},">-1E+300"))',
        "plans_abroad",
    ),
    _openly("p2_open", f"({_rows('tblAccounts')}-COUNT({_TARGET}))", f'({_rows("tblAccounts")}-COUNTIF({_PREVIOUS},"?*"))'),
    _openly("p3_open", _without("Product"), _without("Competitor"), _without("Owner")),
    _openly(
        "p4_open",
        f"({_rows('tblResources')}-COUNT({column('tblResources', 'Ratio')}))",
        f"COUNTIF({column('tblResources', 'Note')},word_request_below)",
        f"(COUNTIF({_STATUS},word_decision_no_owner)+COUNTIF({_STATUS},word_decision_no_date))",
        f"COUNTIF({_STATUS},word_decision_overdue)",
    ),
)


# ------------------------------------------------------------------------------------------------------------- evidence


def _of_account(name: str) -> str:
    return f"=INDEX({column('tblAccounts', name)},MATCH([Account ID],{column('tblAccounts', 'Account ID')},0))"


def _shared(then: str, product: str, rival: str, person: str) -> str:
    """A figure over the open deals that have this name as product, as rival or as owner."""

    def over(name: str) -> str:
        return f"SUMPRODUCT(({column('tblPipeline', name)}=[Name])*({column('tblPipeline', 'Open')}=word_yes){then})"

    kinds = f"IF([Kind]=word_link_product,{over(product)},IF([Kind]=word_link_rival,{over(rival)},{over(person)}))"
    return f'=IF([Name]="","",{kinds})'


_ACCOUNT_ID = Field("Account ID", "客户编号", "{{ r.account_id }}", kind="bold")
_ACCOUNTS = Block(
    "accounts",
    "tblKeyAccounts",
    "r in review.accounts",
    (
        _ACCOUNT_ID,
        Field("Account", "客户", "{{ r.account }}", kind="link"),
        Field("Quadrant", "象限", '=IF([Account ID]="","",' + _of_account("Quadrant")[1:] + ")", "r.type", kind="live"),
        Field("What needs attention", "关注事项", "{{ r.attention }}"),
        Field(
            f"Revenue {THIS} {UNIT}", "收入",
            '=IF([Account ID]="","",' + _of_account(f"Revenue {THIS} {UNIT}")[1:] + ")", "r.revenue", MONEY, "number",
        ),
        Field(
            "Share of revenue", "收入占比",
            f'=IF(OR([Account ID]="",SUM({_REVENUE})=0),"",[Revenue {THIS} {UNIT}]/SUM({_REVENUE}))', "r.share", PERCENT, "number",
        ),
        Field(
            f"Weighted {NEXT} {UNIT}", "加权商机",
            '=IF([Account ID]="","",' + _of_account(f"Weighted {NEXT} {UNIT}")[1:] + ")", "r.weighted", MONEY, "number",
        ),
    ),
)  # fmt: skip
_DEALS = Block(
    "deals",
    "tblKeyDeals",
    "r in review.deals",
    (
        _ACCOUNT_ID,
        Field("Opportunity", "商机", "{{ r.name }}", kind="bold"),
        Field("Account", "客户", "{{ r.account }}"),
        Field("Next step", "下一步", "{{ r.next_step }}"),
        Field(f"Value {UNIT}", "金额", "{{ r.value }}", "", MONEY, "given"),
        Field(f"Weighted {UNIT}", "加权金额", "{{ r.weighted }}", "", MONEY, "given"),
        Field(
            "Share of weighted", "占比",
            f'=IF(OR([Weighted {UNIT}]="",{_LIVE_VALUE}=0),"",[Weighted {UNIT}]/{_LIVE_VALUE})', "r.share", PERCENT, "number",
        ),
    ),
)  # fmt: skip
_QUADRANTS = Block(
    "quadrants",
    "tblMoves",
    "",
    (
        Field("No", "序号", "", kind="bold"),
        Field("Quadrant", "象限", "", kind="bold"),
        Field("Stance", "策略", ""),
        Field("Came since the last review", "新进入的客户", ""),
        Field("Accounts", "客户数", "", number=WHOLE, kind="number"),
        Field("Before", "上次", "", number=WHOLE, kind="number"),
        Field(f"Revenue {THIS} {UNIT}", "收入", "", number=MONEY, kind="number"),
    ),
    tuple(
        (
            (str(place), ""),
            (f"{{{{ t.type_{kind} }}}}", ""),
            (f"{{{{ t.stance_{kind} }}}}", ""),
            (f"{{{{ review.quadrants.{kind}.came }}}}", ""),
            (f"=COUNTIF({_QUADRANT},[Quadrant])", f"review.quadrants.{kind}.accounts"),
            (f"=COUNTIF({_PREVIOUS},[Quadrant])", f"review.quadrants.{kind}.before"),
            (f"=SUMIFS({_REVENUE},{_QUADRANT},[Quadrant])", f"review.quadrants.{kind}.revenue"),
        )
        for place, kind in enumerate(_TYPES, 1)
    ),
)
_PLAN = column("tblAccounts", f"Plan {THIS} {UNIT}")
_PLANNED = f'{column("tblAccounts", f"To plan {UNIT}")},">-1E+300"'
_TARGETS = Block(
    "targets",
    "tblTargets",
    "",
    (
        Field("Year", "年份", "", kind="bold"),
        Field("Measure", "指标", "", kind="bold"),
        Field("Where", "来源", ""),
        Field("Note", "说明", ""),
        Field(f"Planned {UNIT}", "计划", "", number=MONEY, kind="number"),
        Field(f"Expected {UNIT}", "预期", "", number=MONEY, kind="number"),
        Field(f"Difference {UNIT}", "差异", "", number=MONEY, kind="number"),
    ),
    (
        (
            ("{{ year }}", ""),
            ("{{ t.review_revenue }}", ""),
            ("Accounts", ""),
            ("{{ t.review_revenue_note }}", ""),
            (f"=SUMIFS({_PLAN},{_PLANNED})", "review.this_year.target"),
            (f"=SUMIFS({_REVENUE},{_PLANNED})", "review.this_year.expected"),
            (f"=[Expected {UNIT}]-[Planned {UNIT}]", "review.this_year.difference"),
        ),
        (
            ("{{ next_year }}", ""),
            ("{{ t.review_growth }}", ""),
            ("Accounts", ""),
            ("{{ t.review_growth_note }}", ""),
            (f"=SUM({_TARGET})", "review.next_year.target"),
            (f"=SUM({_WEIGHTED})", "review.next_year.expected"),
            (f"=[Expected {UNIT}]-[Planned {UNIT}]", "review.next_year.difference"),
        ),
    ),
)
_LINKS = Block(
    "links",
    "tblLinks",
    "r in review.links",
    (
        Field("Kind", "类别", "{{ r.kind }}", kind="bold"),
        Field("Name", "名称", "{{ r.name }}", kind="bold"),
        Field("Accounts", "客户", "{{ r.accounts }}"),
        Field("Opportunities", "商机", "{{ r.opportunities }}"),
        Field("Number of accounts", "客户数", "{{ r.count }}", "", WHOLE, "given"),
        Field("Open deals", "未关闭商机", _shared("", "Product", "Competitor", "Owner"), "r.deals", WHOLE, "number"),
        Field(f"Weighted {UNIT}", "加权金额", _shared(f",{_DEAL_VALUE}", "Product", "Competitor", "Owner"), "r.weighted", MONEY, "number"),
    ),
)
_REQUESTS = Block(
    "requests",
    "tblFirstRequests",
    "r in review.requests",
    (
        Field("Rank", "排名", "{{ r.rank }}", kind="bold"),
        Field("Request", "资源申请", "{{ r.request }}", kind="bold"),
        Field("Account", "客户", "{{ r.account }}"),
        Field("Enables", "促成商机", "{{ r.opportunity }}"),
        Field(f"Cost {UNIT}", "费用", "{{ r.cost }}", "", MONEY, "given"),
        Field(f"Weighted enabled {UNIT}", "促成加权金额", "{{ r.weighted }}", "", MONEY, "given"),
        Field(
            "Ratio", "回报倍数", f'=IF([Cost {UNIT}]="","",ROUND([Weighted enabled {UNIT}]/[Cost {UNIT}],9))', "r.ratio", '0.0"×"', "number"
        ),
    ),
)  # fmt: skip
_DECISIONS = Block(
    "decisions",
    "tblFirstDecisions",
    "r in review.decisions",
    (
        _ACCOUNT_ID,
        Field("Decision", "决定", "{{ r.decision }}", kind="bold"),
        Field("Account", "客户", "{{ r.account }}"),
        Field("Effect", "影响", "{{ r.effect }}"),
        Field(f"Amount {UNIT}", "金额", "{{ r.amount }}", "", MONEY, "given"),
        Field("Latest date", "最迟日期", "{{ r.latest_date }}", "", DAY, "date"),
        Field("Owner", "负责人", "{{ r.owner }}", kind="centre"),
    ),
)
