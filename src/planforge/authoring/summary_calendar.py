"""The columns of the sheet Calendar of the consolidated workbook."""

from __future__ import annotations

from planforge.authoring.summary_columns import keys, of_account, source
from planforge.authoring.summary_sheets import DAY, WHOLE, Column, DataSheet

_MONTHS = 12
_DUE = '=IF(COUNT([{day}],[Days between])=2,[{day}]+[Days between],"")'
_PLANNED = '=IF(AND([Class]="C",ISNUMBER(group_review)),group_review,IF([On the cover]="","",[On the cover]))'
_REPORT = '=IF(COUNT([This review],[Report after])=2,EDATE([This review],[Report after]),"")'
_DAYS = (
    '=IF(COUNT([This review],[As of])<2,"",IF([This review]>=[As of],[This review]-[As of],'
    'IF(ISNUMBER([Next review]),[Next review]-[As of],"")))'
)
_LATE = "IF(COUNT([Next review],[Next due])=2,[Next review]>[Next due],FALSE)"
_OVERDUE = "IF(COUNT([This review],[Due])=2,[This review]>[Due],FALSE)"
_STATE = (
    '=IF([Class]="",word_calendar_no_class,IF('
    + _OVERDUE
    + ',word_calendar_overdue,IF([Next review]="",word_calendar_no_date,IF('
    + _LATE
    + ",word_calendar_late,word_calendar_in_time))))"
)


def _inside(name: str, month: int) -> str:
    return f"IF(ISNUMBER([{name}]),AND([{name}]>=month_{month},[{name}]<month_{month + 1}),FALSE)"


def _again(month: int) -> str:
    """Whether a later review of the rhythm falls into the month."""
    last, before = f"(month_{month + 1}-1-[Later from])", f"(month_{month}-1-[Later from])"
    counts = f"AND({last}>=[Days between],INT({last}/[Days between])>INT({before}/[Days between]))"
    return f"IF(COUNT([Later from],[Days between])=2,{counts},FALSE)"


def _month(month: int) -> str:
    planned = f'IF({_LATE},word_calendar_mark_late,IF([Class]="C",word_calendar_mark_together,word_calendar_mark_planned))'
    mark = (
        f"IF({_inside('This review', month)},IF([State]=word_calendar_overdue,word_calendar_mark_overdue,word_calendar_mark_review),"
        f"IF({_inside('Next review', month)},{planned},"
        f'IF(OR({_inside("Next due", month)},{_again(month)}),word_calendar_mark_due,"")))'
    )
    return f'=TRIM({mark}&" "&IF({_inside("Report due", month)},word_calendar_mark_report,""))'


CALENDAR = DataSheet(
    "Calendar",
    "calendar",
    "k in calendar",
    [
        *keys("k"),
        Column("Class", "级别", 7, "{{ k.account_class }}", kind="centre"),
        Column("State", "状态", 16, _STATE, value="k.state"),
        *(
            Column(f"{{{{ month_names.m{month} }}}}", f"第{month}月", 15, _month(month), kind="month", value=f"k.months[{month - 1}]")
            for month in range(1, _MONTHS + 1)
        ),
        Column("Days to review", "距评审天数", 12, _DAYS, WHOLE, "number", "k.days_to_review"),
        Column("Late steps", "逾期步骤", 10, "{{ k.late_steps }}", WHOLE, "number"),
        Column("Not ready", "未备事项", 10, "{{ k.not_ready }}", WHOLE, "number"),
        Column("Ready", "可评审", 7, f"={of_account('Ready')}", kind="centre", value="k.ready"),
        Column("Must see it", "须审阅者", 32, "{{ k.follow_up }}", kind="wrap"),
        Column("Last review", "上次评审", 11, "{{ k.last_review }}", DAY, "date"),
        Column("Days between", "评审间隔天数", 12, "{{ k.days_between }}", WHOLE, "number"),
        Column("Due", "应评审日", 11, _DUE.format(day="Last review"), DAY, "date", "k.due"),
        Column("This review", "本次评审", 11, "{{ k.this_review }}", DAY, "date"),
        Column("On the cover", "封面下次评审", 11, "{{ k.on_cover }}", DAY, "date"),
        Column("Next review", "下次评审", 11, _PLANNED, DAY, "date", "k.next_review"),
        Column("Next due", "下次应评审日", 11, _DUE.format(day="This review"), DAY, "date", "k.next_due"),
        Column("Later from", "后续起算日", 11, "=IF(ISNUMBER([Next review]),[Next review],[Next due])", DAY, "date", "k.following"),
        Column("Report after", "报告间隔月数", 12, "{{ k.report_months }}", WHOLE, "number"),
        Column("Report due", "报告到期日", 11, _REPORT, DAY, "date", "k.report"),
        Column("As of", "截至", 11, "{{ k.as_of }}", DAY, "date"),
        source("k"),
    ],
    printed="Must see it",
)
