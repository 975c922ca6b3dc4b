"""The columns of every data sheet of the consolidated workbook, with their formulas and the figures these must give."""

from __future__ import annotations

from collections.abc import Sequence

from planforge.authoring.summary_sheets import (
    DAY,
    GREY,
    MONEY,
    PERCENT,
    PERCENT_ONE,
    RATING,
    UNIT,
    WHOLE,
    YEAR,
    Column,
    DataSheet,
    column,
)


def keys(item: str) -> list[Column]:
    """The two columns every data sheet begins with."""
    return [
        Column("Account ID", "客户编号", 10, f"{{{{ {item}.account_id }}}}"),
        Column("Account", "客户", 30, f"{{{{ {item}.account }}}}", kind="wrap"),
    ]


def source(item: str, width: float = 18) -> Column:
    """The column every data sheet ends with."""
    return Column("Source", "来源", width, f"{{{{ {item}.source }}}}", kind="link")


FACTORS = 12
"""Factors of attractiveness with a column of their own."""
THIS, NEXT = "{{ year }}", "{{ next_year }}"
REVENUE = f"Revenue {UNIT}"
_STATUS = ("Financials", "Ten factors", "Relationships", "Competition", "Satisfaction", "Pipeline", "Risks", "Actions")
_STATUS_ZH = ("财务", "十项因素", "关系", "竞争", "满意度", "商机", "风险", "行动")


def _by_year(column_name: str, year: str) -> str:
    return (
        f"SUMIFS({column('tblFinancials', column_name)},{column('tblFinancials', 'Account ID')},[Account ID],"
        f"{column('tblFinancials', 'Year')},{year})"
    )


def _count(table: str, column_name: str, word: str) -> str:
    return f"=COUNTIFS({column(table, 'Account ID')},[Account ID],{column(table, column_name)},{word})"


_TARGET, _NEXT_WEIGHTED = f"[Growth target {NEXT} {UNIT}]", f"[Weighted {NEXT} {UNIT}]"
_COVERAGE = f'=IF(ISNUMBER({_TARGET}),IF({_TARGET}>0,{_NEXT_WEIGHTED}/{_TARGET},""),"")'
_TYPE = (
    '=IF(OR([Attractiveness]="",[Strength]=""),word_type_none,IF([Attractiveness]>=attractiveness_cut,'
    "IF([Strength]>=strength_cut,word_type_key,word_type_key_development),"
    "IF([Strength]>=strength_cut,word_type_maintenance,word_type_opportunistic)))"
)

_WITH_NET_INCOME = (
    f"COUNTIFS({column('tblFinancials', 'Account ID')},[Account ID],{column('tblFinancials', 'Year')},this_year,"
    f'{column("tblFinancials", f"Net income {UNIT}")},">-1E+300")'
)

ACCOUNTS = DataSheet(
    "Accounts",
    "accounts",
    "a in accounts",
    [
        *keys("a"),
        Column("Class", "级别", 6, "{{ a.account_class }}", kind="centre"),
        Column("Quadrant", "象限", 24, _TYPE, value="a.type"),
        Column(
            f"Revenue {THIS} {UNIT}", "收入", 14, f"={_by_year(REVENUE, 'this_year')}",
            MONEY, "number", "a.revenue", "accounts_revenue",
        ),
        Column(f"Plan {THIS} {UNIT}", "计划", 12, f"={_by_year(f'Plan {UNIT}', 'this_year')}", MONEY, "number", "a.plan", "accounts_plan"),
        Column(
            f"To plan {UNIT}", "与计划差异", 10.5, f'=IF([Plan {THIS} {UNIT}]=0,"",[Revenue {THIS} {UNIT}]-[Plan {THIS} {UNIT}])',
            MONEY, "number", "a.to_plan", "accounts_to_plan",
        ),
        Column(
            "Margin", "净利率", 8,
f'=IF(OR([Revenue {THIS} {UNIT}]=0,{_WITH_NET_INCOME}=0),"",{_by_year(f"Net income {UNIT}", "this_year")}/[Revenue {THIS} {UNIT}])',
            PERCENT_ONE, "number", "a.margin",
        ),
        Column(
            f"Growth target {NEXT} {UNIT}", "增长目标", 15,
            f'=IF({_by_year(f"Plan {UNIT}", "next_year")}=0,"",{_by_year(f"Plan {UNIT}", "next_year")}-[Revenue {THIS} {UNIT}])',
            MONEY, "number", "a.growth_target", "accounts_growth_target",
        ),
        Column(
            f"Weighted {NEXT} {UNIT}", "加权商机", 15,
            f"=SUMIFS({column('tblPipeline', f'Weighted {UNIT}')},{column('tblPipeline', 'Account ID')},[Account ID],"
            f"{column('tblPipeline', 'Counts')},word_yes)",
            MONEY, "number", "a.weighted", "accounts_weighted",
        ),
        Column("Coverage", "增长覆盖率", 10, _COVERAGE, PERCENT, "number", "a.coverage"),
        *(
            Column(name, chinese, 12, f"{{{{ a.statuses[{place}] }}}}", WHOLE, "centre")
            for place, (name, chinese) in enumerate(zip(_STATUS, _STATUS_ZH, strict=True))
        ),
        Column("Off track", "偏离项数", 9, "=COUNTIF(tblAccounts[[#This Row],[Financials]:[Actions]],1)", WHOLE, "centre", "a.off_track"),
        Column("What needs attention", "关注事项", 40, "{{ a.attention }}", kind="wrap"),
        Column("Show stoppers", "致命风险", 9, _count("tblRisks", "Zone", "word_zone_show_stopper"), WHOLE, "centre", "a.show_stoppers"),
        Column("Late actions", "逾期行动", 8, _count("tblActions", "Status", "word_action_late"), WHOLE, "centre", "a.late_actions"),
        Column("Errors", "错误数", 7, _count("tblIssues", "Severity", "word_severity_error"), WHOLE, "centre", "a.errors"),
        Column("Manager", "客户经理", 16, "{{ a.manager }}"),
        Column("Attractiveness", "吸引力", 15, "{{ a.attractiveness }}", RATING, "number"),
        Column("Strength", "相对优势", 9, "{{ a.strength }}", RATING, "number"),
        Column("Previous quadrant", "上次象限", 22, "{{ a.previous_type }}"),
        Column("Ten factor average", "十项均分", 10, "{{ a.ten_factors }}", RATING, "number"),
        Column("Stage now", "当前阶段", 12, "{{ a.stage_now }}"),
        Column("Stage target", "目标阶段", 12, "{{ a.stage_target }}"),
        Column("Wallet share", "钱包份额", 9, "{{ a.wallet_share }}", PERCENT, "number"),
        Column("Filled", "完整度", 7, "{{ a.complete }}", PERCENT, "number"),
        Column("Quality", "质量分", 8, "{{ a.quality }}", "0", "number"),
        Column("Prework open", "前期工作未备", 12, "{{ a.open_prework }}", WHOLE, "centre"),
        Column("Signed off", "已签发", 7, "{{ a.signed_off }}", kind="centre"),
        Column(
            "Ready", "可评审", 7, "=IF(AND([Prework open]=0,[Errors]=0,[Filled]>=ready_share,[Signed off]=word_yes),word_yes,word_no)",
            kind="centre", value="a.ready",
        ),
        Column("Currency", "币种", 9, "{{ a.currency }}", kind="centre"),
        Column("As of", "截至", 11, "{{ a.as_of }}", DAY, "date"),
        Column("Next review", "下次评审", 11, "{{ a.next_review }}", DAY, "date"),
        Column("Deck", "评审材料", 28, "{{ a.deck }}", kind="link"),
        Column("Source", "来源", 30, "{{ a.source }}", kind="link"),
    ],
    printed="What needs attention",
)  # fmt: skip


def of_account(name: str, table: str = "tblAccounts") -> str:
    """The account's cell of a column of the Accounts sheet, or of another sheet with a row for each account."""
    return f"INDEX({column(table, name)},MATCH([Account ID],{column(table, 'Account ID')},0))"


def _boxes(words: Sequence[str], second: str, second_cut: str, otherwise: str) -> str:
    """High or low in revenue and in a second figure, in words; without figures or cuts what the deck says.

    Both sides are rounded, because a difference of amounts is not exact.
    """
    both, sales, profit, neither = words
    revenue = f"[Revenue {THIS} {UNIT}]"
    first, other = f"ROUND({revenue},6)>=ROUND(sales_cut,6)", f"ROUND({second},6)>=ROUND({second_cut},6)"
    return (
        f"=IF(COUNT({revenue},{second},sales_cut,{second_cut})<4,{otherwise},"
        f"IF({first},IF({other},word_{both},word_{sales}),IF({other},word_{profit},word_{neither})))"
    )


_VALUE_BOXES = ("value_high_high", "value_high_low", "value_low_high", "value_low_low")
_SEGMENTS = ("segment_expand", "segment_keep", "segment_build", "segment_serve")
"""Both high, only revenue, only the second figure, neither."""


SEGMENTS = DataSheet(
    "Segments",
    "segments",
    "s in segments",
    [
        *keys("s"),
        Column("Kind", "种类", 11, "{{ s.kind }}"),
        Column("Parent", "上级客户", 22, "{{ s.parent }}", kind="wrap"),
        Column("Class", "级别", 7, "{{ s.account_class }}", kind="centre"),
        Column(
            f"Revenue {THIS} {UNIT}", "收入", 14,
            f'=IF({of_account(f"Revenue {THIS} {UNIT}")}=0,"",{of_account(f"Revenue {THIS} {UNIT}")})', MONEY, "number", "s.revenue",
        ),
        Column(
            f"Net income {THIS} {UNIT}", "净利润", 14,
            f'=IF({_WITH_NET_INCOME}=0,"",{_by_year(f"Net income {UNIT}", "this_year")})', MONEY, "number", "s.net_income",
        ),
        Column(
            "Value box", "价值四格", 26,
            _boxes(_VALUE_BOXES, f"[Net income {THIS} {UNIT}]", "profit_cut", "[Value box in deck]"), value="s.value_box",
        ),
        Column(f"Future potential {UNIT}", "未来潜力", 17, "{{ s.future_potential }}", MONEY, "number"),
        Column(
            "Segment", "客户细分", 29,
            _boxes(_SEGMENTS, f"[Future potential {UNIT}]", "potential_cut", "[Segment in deck]"), value="s.segment",
        ),
        Column("Last review", "上次评审", 11, "{{ s.last_review }}", DAY, "date"),
        Column("Next review", "下次评审", 11, "{{ s.next_review }}", DAY, "date"),
        Column("Days between", "评审间隔天数", 12, "{{ s.days_between }}", WHOLE, "number"),
        Column("As of", "截至", 11, "{{ s.as_of }}", DAY, "date"),
        Column(
            "Days overdue", "逾期天数", 9,
            '=IF(COUNT([Last review],[Days between],[As of])<3,"",MAX(0,[As of]-[Last review]-[Days between]))',
            WHOLE, "number", "s.days_over",
        ),
        Column("Followed up by", "跟进层级", 34, "{{ s.follow_up }}", kind="wrap"),
        Column("Value box in deck", "评审材料中的价值四格", 26, "{{ s.value_deck }}"),
        Column("Segment in deck", "评审材料中的细分", 29, "{{ s.segment_deck }}"),
        source("s"),
    ],
    printed="Followed up by",
)  # fmt: skip

_THREE = f"COUNT([{REVENUE}],[Direct cost {UNIT}],[Indirect cost {UNIT}])=3"

FINANCIALS = DataSheet(
    "Financials",
    "financials",
    "y in years",
    [
        *keys("y"),
        Column("Year", "年份", 7, "{{ y.year }}", YEAR, "centre"),
        Column("Scenario", "口径", 10, "{{ y.scenario }}"),
        Column(REVENUE, "收入", 15, "{{ y.revenue }}", MONEY, "number", total="years_revenue"),
        Column(f"Direct cost {UNIT}", "直接成本", 12, "{{ y.direct_cost }}", MONEY, "number", total="years_direct_cost"),
        Column(f"Indirect cost {UNIT}", "间接成本", 12, "{{ y.indirect_cost }}", MONEY, "number", total="years_indirect_cost"),
        Column(
            f"Net income {UNIT}", "净利润", 12, f'=IF({_THREE},[{REVENUE}]-[Direct cost {UNIT}]-[Indirect cost {UNIT}],"")',
            MONEY, "number", "y.net_income", "years_net_income",
        ),
        Column(
            "Margin", "净利率", 9, f'=IF(ISNUMBER([Net income {UNIT}]),IF([{REVENUE}]=0,"",[Net income {UNIT}]/[{REVENUE}]),"")',
            PERCENT_ONE, "number", "y.margin",
        ),
        Column(f"Plan {UNIT}", "计划", 13, "{{ y.plan }}", MONEY, "number", total="years_plan"),
        Column(
            f"To plan {UNIT}", "与计划差异", 10.5, f'=IF(COUNT([{REVENUE}],[Plan {UNIT}])=2,[{REVENUE}]-[Plan {UNIT}],"")',
            MONEY, "number", "y.to_plan", "years_to_plan",
        ),
        Column("Comment", "说明", 48, "{{ y.comment }}", kind="wrap"),
        source("y"),
    ],
)  # fmt: skip

_AS_OF = f"INDEX({column('tblAccounts', 'As of')},MATCH([Account ID],{column('tblAccounts', 'Account ID')},0))"
_FLAG = (
    '=IF([Open]<>word_yes,word_flag_closed,IF([Next step]="",word_flag_no_step,IF([Next date]="",word_flag_no_date,'
    f"IF([Next date]<{_AS_OF},word_flag_overdue,word_flag_fine))))"
)

PIPELINE = DataSheet(
    "Pipeline",
    "pipeline",
    "d in deals",
    [
        *keys("d"),
        Column("Deal ID", "商机编号", 9, "{{ d.id }}"),
        Column("Opportunity", "商机", 34, "{{ d.name }}", kind="wrap"),
        Column("Product", "产品", 18, "{{ d.product }}", kind="wrap"),
        Column("Stage", "阶段", 11, "{{ d.stage }}"),
        Column("Open", "未关闭", 7, "{{ d.is_open }}", kind="centre"),
        Column("Close", "预计签约", 11, "{{ d.close }}", DAY, "date"),
        Column("Close year", "签约年份", 8, '=IF(ISNUMBER([Close]),YEAR([Close]),"")', YEAR, "centre", "d.close_year"),
        Column(f"Value {UNIT}", "金额", 13, "{{ d.value }}", MONEY, "number", total="deals_value"),
        Column("Probability", "概率", 12, "{{ d.probability }}", PERCENT, "number"),
        Column(
            f"Weighted {UNIT}", "加权金额", 12, f'=IF(COUNT([Value {UNIT}],[Probability])=2,[Value {UNIT}]*[Probability],"")',
            MONEY, "number", "d.weighted", "deals_weighted",
        ),
        Column(
            "Counts", "计入覆盖", 8, f"=IF(AND([Open]=word_yes,ISNUMBER([Weighted {UNIT}]),[Close year]=next_year),word_yes,word_no)",
            kind="centre", value="d.counts",
        ),
        Column("Deal margin", "毛利率", 8, "{{ d.deal_margin }}", PERCENT, "number"),
        Column("Competitor", "竞争对手", 18, "{{ d.competitor }}", kind="wrap"),
        Column("Next step", "下一步", 34, "{{ d.next_step }}", kind="wrap"),
        Column("Next date", "下次日期", 11, "{{ d.next_date }}", DAY, "date"),
        Column("Owner", "负责人", 19, "{{ d.owner }}"),
        Column("Flag", "提示", 13, _FLAG, value="d.flag"),
        Column(
            "Requests", "资源申请数", 9,
            f'=IF([Deal ID]="",0,COUNTIFS({column("tblResources", "Account ID")},[Account ID],'
            f"{column('tblResources', 'Enables')},[Deal ID]))",
            WHOLE, "centre", "d.requests",
        ),
        source("d"),
    ],
)  # fmt: skip

RISKS = DataSheet(
    "Risks",
    "risks",
    "r in risks",
    [
        *keys("r"),
        Column("No", "序号", 5, "{{ r.number }}", WHOLE, "centre"),
        Column("Risk", "风险", 40, "{{ r.risk }}", kind="wrap"),
        Column("Cause", "来源类别", 14, "{{ r.source_group }}"),
        Column("Probability", "概率", 11, "{{ r.probability }}", kind="centre"),
        Column("Impact", "影响", 9, "{{ r.impact }}", kind="centre"),
        Column(
            "Zone", "等级", 20, '=IFERROR(INDEX(zones,MATCH([Impact],degrees,0),MATCH([Probability],degrees,0)),"")', value="r.zone"
        ),
        Column(f"At stake {UNIT}", "涉及收入", 11, "{{ r.at_stake }}", MONEY, "number", total="risks_at_stake"),
        Column("Previous zone", "上次等级", 20, "{{ r.previous_zone }}"),
        Column("Trend", "趋势", 8, "{{ r.movement }}"),
        Column("Mitigation", "应对措施", 44, "{{ r.mitigation }}", kind="wrap"),
        Column("Owner", "负责人", 19, "{{ r.owner }}"),
        Column("Due", "期限", 11, "{{ r.due }}", DAY, "date"),
        Column("Overdue", "逾期", 10, "{{ r.due_word }}"),
        source("r"),
    ],
)  # fmt: skip

_ACTION_STATUS = (
    "=IF(ISNUMBER([Done]),IF(AND(ISNUMBER([Due]),[Done]>[Due]),word_action_done_late,word_action_done),"
    "IF(ISNUMBER([Due]),IF([Due]<[As of],word_action_late,word_action_on_time),word_action_no_date))"
)

ACTIONS = DataSheet(
    "Actions",
    "actions",
    "x in actions",
    [
        *keys("x"),
        Column("Action ID", "编号", 9, "{{ x.id }}"),
        Column("Action", "行动", 44, "{{ x.action }}", kind="wrap"),
        Column("Workstream", "工作流", 18, "{{ x.workstream }}", kind="wrap"),
        Column("Owner", "负责人", 19, "{{ x.owner }}"),
        Column("Start", "开始", 11, "{{ x.start }}", DAY, "date"),
        Column("Due", "截止", 11, "{{ x.due }}", DAY, "date"),
        Column("Done", "完成", 11, "{{ x.done }}", DAY, "date"),
        Column("Status", "状态", 11, _ACTION_STATUS, value="x.status"),
        Column(
            "Days late", "逾期天数", 9, "=IF(ISNUMBER([Due]),MAX(0,IF(ISNUMBER([Done]),[Done],[As of])-[Due]),0)",
            WHOLE, "number", "x.days_late",
        ),
        Column("Commitment", "承诺", 12, "{{ x.commitment }}", kind="centre"),
        Column("Milestone", "里程碑", 10, "{{ x.milestone }}", kind="centre"),
        Column("As of", "截至", 11, "{{ x.as_of }}", DAY, "date"),
        source("x"),
    ],
)  # fmt: skip

ISSUES = DataSheet(
    "Issues",
    "issues",
    "i in issues",
    [
        *keys("i"),
        Column("Severity", "级别", 10, "{{ i.severity }}"),
        Column("Code", "代码", 8, "{{ i.code }}"),
        Column("Rule", "规则", 30, "{{ i.rule }}"),
        Column("Message", "问题", 60, "{{ i.message }}", kind="wrap"),
        Column("How to fix", "如何修正", 54, "{{ i.hint }}", kind="wrap"),
        Column("File", "文件", 30, "{{ i.file }}"),
        source("i"),
    ],
    tab=GREY,
)

CHART_DATA = DataSheet(
    "Chart data",
    "chart_data",
    "b in chart_rows",
    [
        Column("Account", "客户", 30, "{{ b.account }}"),
        Column("Strength", "相对优势", 10, "{{ b.strength }}", RATING, "number"),
        Column(f"Revenue {THIS} {UNIT}", "收入", 14, "{{ b.size }}", MONEY, "number"),
        Column("Key", "关键客户", 12, "{{ b.key }}", RATING, "number"),
        Column("Key development", "重点培育", 14, "{{ b.key_development }}", RATING, "number"),
        Column("Maintenance", "维护型", 14, "{{ b.maintenance }}", RATING, "number"),
        Column("Opportunistic", "机会型", 15, "{{ b.opportunistic }}", RATING, "number"),
        Column("Label", "标签", 20, "{{ b.label }}"),
        Column("Strength before", "上次相对优势", 12, "{{ b.before_strength }}", RATING, "number"),
        Column("Attractiveness before", "上次吸引力", 15, "{{ b.before_attractiveness }}", RATING, "number"),
        Column("Size", "气泡大小", 10, "{{ b.revenue }}", MONEY, "number"),
        Column("Sales", "销售额", 10, "{{ b.box_across }}", MONEY, "number"),
        Column("Profit", "净利润", 10, "{{ b.box_up }}", MONEY, "number"),
        Column("Current", "当前收入", 10, "{{ b.segment_across }}", MONEY, "number"),
        Column("Potential", "未来潜力", 10, "{{ b.segment_up }}", MONEY, "number"),
        Column("Hours", "每月工时", 10, "{{ b.effort_across }}", "#,##0.0", "number"),
        Column("Earned", "净利润", 10, "{{ b.effort_up }}", MONEY, "number"),
        Column("Coverage of", "覆盖率客户", 30, "{{ b.bar_account }}"),
        Column(
            "Coverage", "增长覆盖率", 11,
            f"=INDEX({column('tblAccounts', 'Coverage')},MATCH([Coverage of],{column('tblAccounts', 'Account')},0))",
            PERCENT, "number", "b.bar_coverage",
        ),
    ],
    keys=1,
    tab=GREY,
)  # fmt: skip
