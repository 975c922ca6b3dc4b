"""When the accounts are reviewed in the twelve months from the portfolio's day on (METHOD, G6 and G9)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from planforge.portfolio.records import CalendarRow
from planforge.portfolio.sentences import followed_up
from planforge.values import months_later

MONTHS = 12
_TOGETHER = "C"
_ONE = timedelta(days=1)


def month_starts(as_of: date | None, year: int) -> tuple[date, ...]:
    """The first days of the twelve months after a day (with its own while it has days left) and of the one after them.

    Without a day they are those of the year.
    """
    first = (as_of + _ONE if as_of else date(max(year, 1), 1, 1)).replace(day=1)
    return tuple(months_later(first, months) for months in range(MONTHS + 1))


def together_on(rows: Sequence[CalendarRow]) -> date | None:
    """The day on which all accounts of class C are reviewed together: the first on which one of them is due."""
    return min((due for row in rows if row.account_class == _TOGETHER and (due := _later(row.this_review, row.days_between))), default=None)


def calendar_of(
    rows: Sequence[CalendarRow], starts: Sequence[date], together: date | None, words: Mapping[str, str]
) -> tuple[CalendarRow, ...]:
    """The rows with their dates, what to say of them, and a mark in every month in which something is planned or due."""
    return tuple(_dated(row, starts, together, words) for row in rows)


def _later(day: date | None, days: int | None) -> date | None:
    return None if day is None or days is None else day + timedelta(days=days)


def _dated(row: CalendarRow, starts: Sequence[date], together: date | None, words: Mapping[str, str]) -> CalendarRow:
    joint = row.account_class == _TOGETHER and together is not None
    planned, next_due = together if joint else row.on_cover, _later(row.this_review, row.days_between)
    report = months_later(row.this_review, row.report_months) if row.report_months and row.this_review else None
    dated = replace(
        row,
        due=_later(row.last_review, row.days_between),
        next_review=planned,
        next_due=next_due,
        following=planned or next_due,
        report=report,
        days_to_review=_days_to(row, planned),
        follow_up=followed_up(words, row.account_class, row.report_months),
    )
    state = _state(dated)
    months = tuple(_month(dated, first, after, state, words) for first, after in pairwise(starts))
    return replace(dated, state=words[f"calendar_{state}"], months=months)


def _days_to(row: CalendarRow, planned: date | None) -> int | None:
    if row.this_review is None or row.as_of is None:
        return None
    if row.this_review >= row.as_of:
        return (row.this_review - row.as_of).days
    return (planned - row.as_of).days if planned else None


def _state(row: CalendarRow) -> str:
    if not row.account_class:
        return "no_class"
    if row.due and row.this_review and row.this_review > row.due:
        return "overdue"
    if row.next_review is None:
        return "no_date"
    return "late" if row.next_due and row.next_review > row.next_due else "in_time"


def _month(row: CalendarRow, first: date, after: date, state: str, words: Mapping[str, str]) -> str:
    def inside(day: date | None) -> bool:
        return day is not None and first <= day < after

    mark = ""
    if inside(row.this_review):
        mark = "mark_overdue" if state == "overdue" else "mark_review"
    elif inside(row.next_review):
        late = row.next_due is not None and row.next_review is not None and row.next_review > row.next_due
        mark = "mark_late" if late else "mark_together" if row.account_class == _TOGETHER else "mark_planned"
    elif inside(row.next_due) or _again(row, first, after):
        mark = "mark_due"
    shown = words[f"calendar_{mark}"] if mark else ""
    return " ".join(part for part in (shown, words["calendar_mark_report"] if inside(row.report) else "") if part)


def _again(row: CalendarRow, first: date, after: date) -> bool:
    """Whether a later review of the rhythm falls into the month."""
    if row.following is None or not row.days_between:
        return False
    last, before = (after - _ONE - row.following).days, (first - _ONE - row.following).days
    return last >= row.days_between and last // row.days_between > before // row.days_between
