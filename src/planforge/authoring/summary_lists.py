"""What the README, Checks and Lists sheets of the consolidated workbook say: explanations in both languages, control sums, names."""

from __future__ import annotations

from typing import NamedTuple

from planforge.authoring.summary_columns import FACTORS, NEXT, REVENUE, THIS
from planforge.authoring.summary_sheets import DAY, MONEY, PERCENT, RATING, UNIT, WHOLE, YEAR, column
from planforge.model.business import Segment, ValueBox

README_USE = (
    (
        "Filter",
        "Every data sheet is an Excel table: use the arrows in the blue header; the totals in row 3 follow the filter",
        "各数据表均为Excel表格：用表头箭头筛选，第3行合计随筛选变化",
    ),
    (
        "Trace",
        "The last column of every table opens the plan workbook at the cell the row came from",
        "每表最后一列可打开计划工作簿的来源单元格",
    ),
    (
        "Check",
        "Row 3 of every sheet says whether all control sums agree; the sheet Checks lists them",
        "各表第3行显示核对结果，明细见Checks表",
    ),
    (
        "Change",
        "Figures are live: a corrected amount flows into every sum. Corrections here do not reach the plans",
        "公式实时计算：改动会更新所有合计，但不会写回计划",
    ),
)

README_SHEETS = (
    ("Summary", "Six figures, quadrants, three charts, where to look first", "六项指标、象限、三张图、优先关注"),
    ("Review", "Four questions on all plans: answer, evidence, open points, verdict", "全部计划的四个问题：答案、依据、待解决事项、结论"),
    ("Rollup", "Sums by year, parent, value box and segment, with charts", "按年份、上级客户、价值四格和细分汇总，附图表"),
    (
        "Accounts",
        "One row per account with figures, coverage, eight statuses, links to deck and plan",
        "每个客户一行：数据、覆盖、八项状态、链接",
    ),
    ("Calendar", "Twelve months of reviews, due dates and progress reports", "十二个月的评审、到期日与进展报告"),
    ("Segments", "Value box, current against future business, review dates", "价值四格、现在与未来业务、评审日期"),
    ("Selection", "Criteria, quick screen and grade of every account, ranked", "选择准则、快速筛选与分级，附排名"),
    ("Attractiveness", "Factors by account with mean, rank and average", "各客户吸引力因素、均分、排名与平均值"),
    ("Factors", "Every factor of attractiveness with weight and score", "全部吸引力因素、权重与得分"),
    ("Effort", "Our hours against what the account deserves and earns", "投入工时与应有工时及收益"),
    ("Financials", "Five years of every account", "各客户五年数据"),
    ("Pipeline", "Every opportunity with weighted value and flag", "全部商机、加权金额与提示"),
    ("Risks", "Every risk with its zone and trend", "全部风险、等级与趋势"),
    ("Actions", "Every action with status and days late", "全部行动、状态与逾期天数"),
    ("Resources", "Every request with its return, the best first", "全部资源申请及回报，最佳者在前"),
    ("Decisions", "Every decision requested, with room for the outcome", "全部待决策事项及结论"),
    ("Issues", "Findings of the checks with a link to the cell", "检查发现的问题及单元格链接"),
    ("Checks", "Control sums", "核对"),
    ("Chart data", "Figures behind the charts", "图表数据"),
    ("Lists", "Dates, years, cuts and words that formulas use", "公式使用的参数与用语"),
)

README_MEASURES = (
    ("Growth target", "Plan of next year less this year's revenue", "明年计划−今年收入"),
    ("Weighted", "Value × probability of open deals that close next year", "明年签约的未关闭商机：金额×概率"),
    ("Coverage", "Weighted ÷ growth target; empty when the target is not above zero", "加权商机÷增长目标；目标不大于零时为空"),
    ("Net income", "Revenue less direct and indirect cost", "收入−直接成本−间接成本"),
    ("Attractiveness", "Weighted mean of the attractiveness factors, 1 to 5", "吸引力因素加权平均，1至5"),
    (
        "Strength",
        "3 × our weighted rating ÷ the best rival's, held between 1 and 5; 3 is parity",
        "3×我方加权评分÷最强对手评分，限于1至5；3为持平",
    ),
    ("Quadrant", "Attractiveness and strength against the cuts on the sheet Lists", "按Lists表分界值划分吸引力与相对优势"),
    ("Value box", "Revenue and net income against the cuts on the sheet Lists", "收入与净利润对照Lists表分界值"),
    ("Segment", "Revenue and future potential against the cuts on the sheet Lists", "收入与未来潜力对照Lists表分界值"),
    (
        "Zone",
        "Sum of probability and impact (1 to 3 each): 2–3 caution, 4 fix, 5 significant, 6 show stopper",
        "概率与影响（各1至3）之和：2–3谨慎，4启动前解决，5重大，6致命",
    ),
    ("Criteria mean", "Sum of weight × score over the scored criteria ÷ their weight, 1 to 5", "已评分准则的权重×得分之和÷权重之和，1至5"),
    (
        "Fit",
        "Hours a month of the activity log against those the account type deserves; open while hours are missing",
        "活动记录的每月工时对照客户类型应有工时；工时缺填时不下结论",
    ),
    (
        "Calendar",
        "Due: last review plus the days between; later ones are counted from the next review, planned or due",
        "应评审日＝上次评审＋间隔天数；之后各次自下次评审（已计划或应评审）起算",
    ),
    ("Ratio", "Weighted value of the open deal a request enables ÷ its cost", "申请所促成未关闭商机的加权金额÷费用"),
    ("Off track", "Sections with status off track out of eight", "八项中状态为偏离的项数"),
    (
        "Ready",
        "Prework neither missing nor answered no, no error, required cells filled to the share on the sheet Lists, and signed off",
        "前期工作齐备、无错误、必填单元格完整度达到Lists表中的比例，且已签发",
    ),
    (
        "Filled · Quality",
        "Filled required cells · points out of 100 for completeness, consistency, evidence, freshness",
        "必填单元格完整度·完整、一致、依据、及时四项合计百分制",
    ),
)


class CheckSpec(NamedTuple):
    """A control sum: its name in `checks`, labels, what it should be (a tag or a formula) and what it is."""

    name: str
    english: str
    chinese: str
    expected: str
    actual: str


def _given(name: str) -> str:
    return f"{{{{ checks.{name}.expected }}}}"


_ACCOUNTS_REVENUE = column("tblAccounts", f"Revenue {THIS} {UNIT}")
_WEIGHTED = column("tblAccounts", f"Weighted {NEXT} {UNIT}")
_THIS_YEAR = f"{column('tblFinancials', 'Year')},this_year"


def _filled(table: str) -> str:
    """The number of rows that belong to an account."""
    return f'=COUNTIF({column(table, "Account ID")},"?*")'


CHECKS: tuple[CheckSpec, ...] = (
    CheckSpec(
        "accounts_read",
        "Accounts: plans read = rows in Accounts",
        "客户数：读取计划＝Accounts行数",
        _given("accounts_read"),
        _filled("tblAccounts"),
    ),
    CheckSpec(
        "quadrant_accounts",
        "Accounts: rows in Accounts = sum of the quadrants",
        "客户数：Accounts＝象限合计",
        _filled("tblAccounts"),
        "=SUM(tblQuadrants[[Accounts]])",
    ),
    CheckSpec(
        "placed_decks",
        "Accounts with a quadrant: decks = Accounts",
        "有象限的客户：评审材料＝Accounts",
        _given("placed_decks"),
        f"={_filled('tblAccounts')[1:]}-COUNTIF({column('tblAccounts', 'Quadrant')},word_type_none)",
    ),
    CheckSpec(
        "boxes_decks",
        "Value boxes and segments that differ from the decks",
        "与评审材料不同的价值四格与细分",
        _given("boxes_decks"),
        f"=SUMPRODUCT(--({column('tblSegments', 'Value box')}<>{column('tblSegments', 'Value box in deck')}))"
        f"+SUMPRODUCT(--({column('tblSegments', 'Segment')}<>{column('tblSegments', 'Segment in deck')}))",
    ),
    CheckSpec(
        "attractiveness_decks",
        "Attractiveness, sum of the means: Accounts = Attractiveness",
        "吸引力均分合计：Accounts＝Attractiveness",
        f"=SUM({column('tblAccounts', 'Attractiveness')})",
        f"=SUM({column('tblAttractiveness', 'Mean')})",
    ),
    CheckSpec(
        "parents_accounts",
        "Accounts: rows in Accounts = sum of the parents",
        "客户数：Accounts＝上级客户合计",
        _filled("tblAccounts"),
        f"=SUM({column('tblParents', 'Accounts')})",
    ),
    CheckSpec(
        "boxes_revenue",
        "Revenue this year: Segments = sum of the value boxes",
        "今年收入：Segments＝价值四格合计",
        f"=SUM({column('tblSegments', f'Revenue {THIS} {UNIT}')})",
        f"=SUM({column('tblBoxes', f'Revenue {THIS} {UNIT}')})",
    ),
    CheckSpec(
        "revenue_decks",
        "Revenue this year: decks = Accounts",
        "今年收入：评审材料＝Accounts",
        _given("revenue_decks"),
        f"=SUM({_ACCOUNTS_REVENUE})",
    ),
    CheckSpec(
        "plan_decks",
        "Plan this year: decks = Accounts",
        "今年计划：评审材料＝Accounts",
        _given("plan_decks"),
        f"=SUM({column('tblAccounts', f'Plan {THIS} {UNIT}')})",
    ),
    CheckSpec(
        "revenue_financials",
        "Revenue this year: Financials = Accounts",
        "今年收入：Financials＝Accounts",
        f"=SUMIFS({column('tblFinancials', REVENUE)},{_THIS_YEAR})",
        f"=SUM({_ACCOUNTS_REVENUE})",
    ),
    CheckSpec(
        "net_income_decks",
        "Net income this year: decks = Financials",
        "今年净利润：评审材料＝Financials",
        _given("net_income_decks"),
        f"=SUMIFS({column('tblFinancials', f'Net income {UNIT}')},{_THIS_YEAR})",
    ),
    CheckSpec(
        "quadrant_revenue",
        "Revenue this year: Accounts = sum of the quadrants",
        "今年收入：Accounts＝象限合计",
        f"=SUM({_ACCOUNTS_REVENUE})",
        f"=SUM({column('tblQuadrants', REVENUE)})",
    ),
    CheckSpec(
        "target_decks",
        "Growth target next year: decks = Accounts",
        "明年增长目标：评审材料＝Accounts",
        _given("target_decks"),
        f"=SUM({column('tblAccounts', f'Growth target {NEXT} {UNIT}')})",
    ),
    CheckSpec(
        "weighted_decks",
        "Weighted pipeline next year: decks = Accounts",
        "明年加权商机：评审材料＝Accounts",
        _given("weighted_decks"),
        f"=SUM({_WEIGHTED})",
    ),
    CheckSpec(
        "bridge_stages",
        "Weighted pipeline next year: Accounts = sum of the stages",
        "明年加权商机：Accounts＝分阶段合计",
        f"=SUM({_WEIGHTED})",
        f"=SUM({column('tblBridge', 'By stage')})",
    ),
    CheckSpec(
        "deals_read", "Opportunities: plans = rows in Pipeline", "商机数：计划＝Pipeline行数", _given("deals_read"), _filled("tblPipeline")
    ),
    CheckSpec(
        "probabilities",
        "Probabilities outside 0 to 100 %",
        "概率超出0–100%的商机数",
        "=0",
        f'=COUNTIF({column("tblPipeline", "Probability")},"<0")+COUNTIF({column("tblPipeline", "Probability")},">1")',
    ),
    CheckSpec(
        "show_stoppers_decks",
        "Show stoppers: decks = Accounts",
        "致命风险：评审材料＝Accounts",
        _given("show_stoppers_decks"),
        f"=SUM({column('tblAccounts', 'Show stoppers')})",
    ),
    CheckSpec("risks_read", "Risks: plans = rows in Risks", "风险数：计划＝Risks行数", _given("risks_read"), _filled("tblRisks")),
    CheckSpec(
        "late_decks",
        "Late actions: decks = Accounts",
        "逾期行动：评审材料＝Accounts",
        _given("late_decks"),
        f"=SUM({column('tblAccounts', 'Late actions')})",
    ),
    CheckSpec(
        "actions_read", "Actions: plans = rows in Actions", "行动数：计划＝Actions行数", _given("actions_read"), _filled("tblActions")
    ),
    CheckSpec(
        "requests_read",
        "Requests: plans = rows in Resources",
        "资源申请数：计划＝Resources行数",
        _given("requests_read"),
        _filled("tblResources"),
    ),
    CheckSpec(
        "requested_decks",
        "Cost of requests: decks = Resources",
        "申请费用：评审材料＝Resources",
        _given("requested_decks"),
        f"=SUM({column('tblResources', f'Cost {UNIT}')})",
    ),
    CheckSpec(
        "enabled_decks",
        "Weighted value enabled by requests: decks = Pipeline",
        "申请促成的加权金额：评审材料＝Pipeline",
        _given("enabled_decks"),
        f"=SUMIFS({column('tblPipeline', f'Weighted {UNIT}')},{column('tblPipeline', 'Open')},word_yes,"
        f'{column("tblPipeline", "Requests")},">0")',
    ),
    CheckSpec(
        "decisions_read",
        "Decisions: plans = rows in Decisions",
        "决定数：计划＝Decisions行数",
        _given("decisions_read"),
        _filled("tblDecisions"),
    ),
    CheckSpec(
        "off_track_decks",
        "Accounts off track: decks = Accounts",
        "偏离客户数：评审材料＝Accounts",
        _given("off_track_decks"),
        f'=COUNTIF({column("tblAccounts", "Off track")},">="&off_track_sections)',
    ),
    CheckSpec(
        "ready_plans",
        "Plans ready for review: check reports = Accounts",
        "可评审计划：检查报告＝Accounts",
        _given("ready_plans"),
        f"=COUNTIF({column('tblAccounts', 'Ready')},word_yes)",
    ),
    CheckSpec(
        "issues_read",
        "Findings: check reports = rows in Issues",
        "问题数：检查报告＝Issues行数",
        _given("issues_read"),
        _filled("tblIssues"),
    ),
)

LIST_VALUES: tuple[tuple[str, str, str], ...] = (
    ("as_of", "as_of", DAY),
    ("this_year", "year", YEAR),
    ("next_year", "next_year", YEAR),
    ("attractiveness_cut", "attractiveness_cut", RATING + "0"),
    ("strength_cut", "strength_cut", RATING + "0"),
    ("ready_share", "ready_share", PERCENT),
    ("off_track_sections", "off_track_sections", WHOLE),
    ("plans_abroad", "review.abroad", WHOLE),
    ("group_review", "together", DAY),
    *((f"month_{number}", f"month_starts.m{number}", DAY) for number in range(1, 14)),
    ("home_currency", "currency", "General"),
    *((f"factor_{number}", f"factor_names.f{number}", "General") for number in range(1, FACTORS + 1)),
    ("sales_cut", "value_cuts.sales", MONEY),
    ("profit_cut", "value_cuts.profit", MONEY),
    ("potential_cut", "value_cuts.potential", MONEY),
)
"""Defined name, expression, number format."""

OUTCOMES = ("outcome_approved", "outcome_changed", "outcome_rejected")
VERDICTS = ("verdict_agreed", "verdict_not_agreed", "verdict_open")
"""What reviewers choose from."""

LIST_WORDS: tuple[str, ...] = (
    "yes",
    "no",
    "type_key",
    "type_key_development",
    "type_maintenance",
    "type_opportunistic",
    "type_none",
    *(f"value_{box}" for box in ValueBox),
    *(f"segment_{part}" for part in Segment),
    "zone_proceed_with_caution",
    "zone_fix_before_launch",
    "zone_significant_risk",
    "zone_show_stopper",
    "action_done",
    "action_done_late",
    "action_on_time",
    "action_late",
    "action_no_date",
    "flag_closed",
    "flag_no_step",
    "flag_no_date",
    "flag_overdue",
    "flag_fine",
    *(f"request_{flag}" for flag in ("fine", "below", "no_deal", "no_value", "no_cost", "currency")),
    *(f"decision_{status}" for status in ("taken", "open", "overdue", "no_date", "no_owner")),
    "side_high",
    "side_low",
    "grade_differs",
    "grade_same",
    *(f"effort_{fit}" for fit in ("below", "within", "above", "open", "none")),
    *(f"value_{name}" for name in ("none", "no_cut")),
    *(f"segment_{name}" for name in ("none", "no_cut")),
    *(f"calendar_{state}" for state in ("in_time", "late", "overdue", "no_date", "no_class")),
    *(f"calendar_mark_{mark}" for mark in ("review", "planned", "together", "late", "overdue", "due", "report")),
    "rollup_no_parent",
    *(f"link_{kind}" for kind in ("product", "rival", "person")),
    *(f"review_p{number}_{kind}" for number in range(1, 5) for kind in ("answer", "open")),
    "review_none_open",
    *OUTCOMES,
    *VERDICTS,
    "severity_error",
    "severity_warning",
    "move_worse",
    "move_better",
    "check_ok",
    "check_bad",
    "check_all_ok",
    "check_some_bad",
    "summary_as_decks",
    "summary_not_as_decks",
    "summary_gap",
    "summary_surplus",
    "summary_revenue_note",
    "summary_margin_note",
    "summary_growth_target_note",
    "summary_coverage_note",
)
"""Words that formulas compare with; each gets the defined name `word_…`."""
