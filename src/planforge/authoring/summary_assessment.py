"""The columns of the sheets Selection, Attractiveness, Factors and Effort of the consolidated workbook."""

from __future__ import annotations

from planforge.authoring.summary_columns import FACTORS as _COUNT
from planforge.authoring.summary_columns import THIS, keys, of_account, source
from planforge.authoring.summary_sheets import MONEY, PERCENT, RATING, UNIT, WHOLE, Column, DataSheet, column

_TWO = "0.00"


def _rank(table: str, name: str) -> str:
    return f'=IF(ISNUMBER([{name}]),RANK([{name}],{column(table, name)}),"")'


SELECTION = DataSheet(
    "Selection",
    "selection",
    "z in selections",
    [
        *keys("z"),
        Column("Rank", "排名", 7, _rank("tblSelection", "Criteria mean"), WHOLE, "centre", "z.rank"),
        Column("Criteria mean", "准则均分", 10, "{{ z.criteria_mean }}", _TWO, "number"),
        Column("Unknown", "未知准则", 10, "{{ z.unknown }}", WHOLE, "number"),
        Column("Knock-outs", "一票否决", 11, "{{ z.knock_outs }}", WHOLE, "number"),
        Column("Verdict", "筛选结论", 13, "{{ z.verdict }}"),
        Column("Size", "规模", 7, "{{ z.sales_size }}", WHOLE, "centre"),
        Column("Market", "市场力", 8, "{{ z.market_power }}", WHOLE, "centre"),
        Column("Finances", "财务", 9, "{{ z.finances }}", WHOLE, "centre"),
        Column("Quick screen", "快速筛选", 8, "{{ z.screen }}", WHOLE, "centre"),
        Column("Screen says", "筛选说明", 12, "{{ z.screen_word }}"),
        Column("Grade mean", "分级均分", 10, "{{ z.grade_mean }}", _TWO, "number"),
        Column("Grade", "分级", 8, "{{ z.grade }}", kind="centre"),
        Column("Class", "级别", 8, "{{ z.account_class }}", kind="centre"),
        Column(
            "Grade and class", "分级与级别", 24,
            '=IF(OR([Grade]="",[Class]=""),"",IF([Grade]=[Class],word_grade_same,word_grade_differs))', value="z.differs",
        ),
        source("z"),
    ],
)  # fmt: skip


def _over(table_column: str, *more: str) -> str:
    """Arguments of a sum over the account's factors."""
    return ",".join((column("tblFactors", table_column), column("tblFactors", "Account ID"), "[Account ID]", *more))


_SCORED = f'{column("tblFactors", "Score")},">-1E+300"'
_WEIGHT = f"SUMIFS({_over('Weight', _SCORED)})"
_SCORES = f"COUNTIFS({column('tblFactors', 'Account ID')},[Account ID],{_SCORED})"
_ALL = f"COUNTIFS({column('tblFactors', 'Account ID')},[Account ID])"
_PLAIN = f"AVERAGEIFS({_over('Score')})"


def _score(number: int) -> str:
    """The account's score of the factor in a column; the mean when the plan has the factor twice."""
    sought = f'"="&factor_{number}'
    return f'=IFERROR(AVERAGEIFS({_over("Score", column("tblFactors", "Factor"), sought)}),"")'


ATTRACTIVENESS = DataSheet(
    "Attractiveness",
    "attractiveness",
    "e in scores",
    [
        *keys("e"),
        Column("Rank", "排名", 7, _rank("tblAttractiveness", "Mean"), WHOLE, "centre", "e.rank"),
        Column(
            "Mean", "加权均分", 10, f'=IF({_SCORES}=0,"",ROUND(IF({_WEIGHT}>0,SUMIFS({_over("Points")})/{_WEIGHT},{_PLAIN}),9))',
            _TWO, "number", "e.mean", "scores_mean", average=True,
        ),
        Column(
            "High or low", "高低", 9,
            '=IF(ISNUMBER([Mean]),IF([Mean]>=ROUND(attractiveness_cut,9),word_side_high,word_side_low),"")',
            kind="centre", value="e.side",
        ),
        *(
            Column(
                f"{{{{ factor_headers.f{number} }}}}", f"因素{number}", 14,
                _score(number),
                RATING, "number", f"e.scores[{number - 1}]", f"scores_{number}", average=True,
            )
            for number in range(1, _COUNT + 1)
        ),
        Column("Total", "总分", 8, f"=SUMIFS({_over('Score')})", RATING, "number", "e.total"),
        Column("Factors", "因素数", 8, f"={_ALL}", WHOLE, "number", "e.factors"),
        Column("Missing", "未评分", 9, f"={_ALL}-{_SCORES}", WHOLE, "number", "e.missing"),
        source("e", 30),
    ],
)  # fmt: skip

FACTORS = DataSheet(
    "Factors",
    "factors",
    "f in factors",
    [
        *keys("f"),
        Column("Factor", "因素", 34, "{{ f.factor }}", kind="wrap"),
        Column("Weight", "权重", 8, "{{ f.weight }}", PERCENT, "number"),
        Column("Score", "得分", 8, "{{ f.score }}", RATING, "number"),
        Column("Previous", "上次", 9, "{{ f.previous }}", RATING, "number"),
        Column("Points", "加权得分", 10, '=IF(ISNUMBER([Score]),[Weight]*[Score],"")', _TWO, "number", "f.points"),
        Column("Reason", "理由", 60, "{{ f.reason }}", kind="wrap"),
        source("f"),
    ],
)

_FIT = (
    "=IF(COUNT([Hours a month],[Least],[Most])<3,word_effort_none,IF([Hours a month]>[Most],word_effort_above,"
    "IF([Without hours]>0,word_effort_open,IF([Hours a month]<[Least],word_effort_below,word_effort_within))))"
)
_NET = f"[Net income {THIS} {UNIT}]"

EFFORT = DataSheet(
    "Effort",
    "effort",
    "h in efforts",
    [
        *keys("h"),
        Column("Quadrant", "象限", 24, f"={of_account('Quadrant')}", value="h.type"),
        Column("Hours a month", "每月工时", 10, "{{ h.hours }}", "#,##0.0", "number"),
        Column("Without hours", "未填工时条数", 13, "{{ h.untimed }}", WHOLE, "number"),
        Column("Least", "应有下限", 9, "{{ h.least }}", WHOLE, "number"),
        Column("Most", "应有上限", 9, "{{ h.most }}", WHOLE, "number"),
        Column("Fit", "是否合适", 16, _FIT, value="h.fit"),
        Column(
            f"Revenue {THIS} {UNIT}", "收入", 14,
            f'=IF({of_account(f"Revenue {THIS} {UNIT}")}=0,"",{of_account(f"Revenue {THIS} {UNIT}")})', MONEY, "number", "h.revenue",
        ),
        Column(
            f"Net income {THIS} {UNIT}", "净利润", 14, f"={of_account(f'Net income {THIS} {UNIT}', 'tblSegments')}",
            MONEY, "number", "h.net_income",
        ),
        Column(
            f"Net income for 100 hours {UNIT}", "每百小时净利润", 19,
            f'=IF(COUNT([Hours a month],{_NET})<2,"",IF([Hours a month]>0,{_NET}/([Hours a month]*12)*100,""))',
            "#,##0.00;[Red]-#,##0.00", "number", "h.per_100_hours",
        ),
        source("h"),
    ],
)  # fmt: skip
