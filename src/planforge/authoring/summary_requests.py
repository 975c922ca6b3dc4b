"""The columns of the sheets Resources and Decisions of the consolidated workbook."""

from __future__ import annotations

from planforge.authoring.summary_columns import keys, source
from planforge.authoring.summary_sheets import DAY, MONEY, UNIT, WHOLE, Column, DataSheet, column

_OPEN_DEAL = (
    f"{column('tblPipeline', 'Account ID')},[Account ID],{column('tblPipeline', 'Deal ID')},[Enables],"
    f"{column('tblPipeline', 'Open')},word_yes"
)
_DEAL_VALUE = column("tblPipeline", f"Weighted {UNIT}")
_COST, _ENABLED = f"[Cost {UNIT}]", f"[Weighted enabled {UNIT}]"

RESOURCES = DataSheet(
    "Resources",
    "resources",
    "q in requests",
    [
        *keys("q"),
        Column("Rank", "排名", 6, f'=IF(ISNUMBER([Ratio]),RANK([Ratio],{column("tblResources", "Ratio")}),"")', WHOLE, "centre", "q.rank"),
        Column("Request", "资源申请", 40, "{{ q.request }}", kind="wrap"),
        Column("Kind", "类型", 14, "{{ q.kind }}"),
        Column(f"Cost {UNIT}", "费用", 13, "{{ q.cost }}", MONEY, "number", total="requests_cost"),
        Column("FTE", "全职人力", 10, "{{ q.fte }}", "0.0", "number", total="requests_fte"),
        Column("From", "起始", 11, "{{ q.start }}", DAY, "date"),
        Column("Enables", "促成商机", 9, "{{ q.enables }}"),
        Column("Opportunity", "商机", 34, "{{ q.opportunity }}", kind="wrap"),
        Column(
            f"Weighted enabled {UNIT}", "促成加权金额", 18,
            f'=IF([Enables]="","",IF(COUNTIFS({_OPEN_DEAL},{_DEAL_VALUE},">-1E+300")=0,"",SUMIFS({_DEAL_VALUE},{_OPEN_DEAL})))',
            MONEY, "number", "q.weighted",
        ),
        Column(
            "Ratio", "回报倍数", 10, f'=IF(COUNT({_COST},{_ENABLED})<2,"",IF({_COST}>0,ROUND({_ENABLED}/{_COST},9),""))',
            '0.0"×"', "number", "q.ratio",
        ),
        Column(
            f"Cumulative cost {UNIT}", "累计费用", 13,
            f'=IF(ISNUMBER([Rank]),SUMIFS({column("tblResources", f"Cost {UNIT}")},{column("tblResources", "Rank")},"<="&[Rank]),"")',
            MONEY, "number", "q.cumulative",
        ),
        Column(
            "Note", "提示", 26,
            f"=IF(ISTEXT({_COST}),word_request_currency,IF([Enables]=\"\",word_request_no_deal,IF({_ENABLED}=\"\",word_request_no_value,"
            "IF([Ratio]=\"\",word_request_no_cost,IF([Ratio]<1,word_request_below,word_request_fine)))))",
            value="q.flag",
        ),
        source("q"),
    ],
)  # fmt: skip

_STATUS = (
    '=IF([Outcome]<>"",word_decision_taken,IF([Latest date]="",word_decision_no_date,IF([Owner]="",word_decision_no_owner,'
    'IF([As of]="",word_decision_open,IF([Latest date]<[As of],word_decision_overdue,word_decision_open)))))'
)

DECISIONS = DataSheet(
    "Decisions",
    "decisions",
    "v in decisions",
    [
        *keys("v"),
        Column("No", "序号", 5, "{{ v.number }}", WHOLE, "centre"),
        Column("Decision", "决定", 44, "{{ v.decision }}", kind="wrap"),
        Column(f"Amount {UNIT}", "金额", 11, "{{ v.amount }}", MONEY, "number", total="decisions_amount"),
        Column("FTE", "全职人力", 10, "{{ v.fte }}", "0.0", "number", total="decisions_fte"),
        Column("Owner", "负责人", 19, "{{ v.owner }}"),
        Column("Latest date", "最迟日期", 11, "{{ v.latest_date }}", DAY, "date"),
        Column("Effect", "影响", 44, "{{ v.effect }}", kind="wrap"),
        Column("As of", "截至", 11, "{{ v.as_of }}", DAY, "date"),
        Column("Status", "状态", 10, _STATUS, value="v.status"),
        Column("Outcome", "结论", 14, "{{ v.outcome }}", kind="input"),
        Column("Outcome date", "结论日期", 12, "{{ v.outcome_date }}", DAY, kind="input"),
        source("v"),
    ],
)  # fmt: skip
