"""Twelve months of reviews, worked by hand."""

from __future__ import annotations

from datetime import date

import pytest

from planforge.portfolio.calendar import calendar_of, month_starts, together_on
from support.portfolio_rows import review_dates, words

STARTS = month_starts(date(2025, 9, 30), 2025)
A = {
    "account_class": "A", "days_between": 92, "report_months": 6, "last_review": date(2025, 7, 17), "this_review": date(2025, 10, 16),
}  # fmt: skip


def shown(together=None, **values):
    (row,) = calendar_of([review_dates("K1", **values)], STARTS, together, words())
    return row, {f"{first:%m}": mark for first, mark in zip(STARTS, row.months, strict=False) if mark}


def test_the_months_begin_with_the_day_after():
    assert (STARTS[0], STARTS[-1], len(STARTS)) == (date(2025, 10, 1), date(2026, 10, 1), 13)
    assert month_starts(date(2025, 9, 29), 0)[0] == date(2025, 9, 1)
    assert month_starts(None, 2025)[0] == date(2025, 1, 1)


def test_a_quarterly_account_has_its_review_its_next_one_later_ones_and_the_report():
    row, marks = shown(**A, on_cover=date(2026, 1, 16))
    assert (row.due, row.next_due, row.report, row.days_to_review, row.state) == (
        date(2025, 10, 17), date(2026, 1, 16), date(2026, 4, 16), 16, "In time",
    )  # fmt: skip
    assert marks == {"10": "● review", "01": "● planned", "04": "◇ due ■ report", "07": "◇ due"}
    assert row.follow_up.startswith("President")


def test_a_review_after_its_due_date_is_overdue_and_a_next_one_planned_after_it_is_late():
    row, marks = shown(**{**A, "this_review": date(2025, 10, 18)}, on_cover=date(2026, 1, 19))
    assert (row.state, marks["10"], marks["01"]) == ("Overdue", "▲ overdue", "▲ late")
    row, marks = shown(**A, on_cover=date(2026, 1, 17))
    assert (row.state, marks["10"], marks["01"]) == ("Planned too late", "● review", "▲ late")


def test_without_a_next_date_the_rhythm_says_when_it_is_due():
    row, marks = shown(**A)
    assert (row.state, row.following) == ("No next date", date(2026, 1, 16))
    assert marks == {"10": "● review", "01": "◇ due", "04": "◇ due ■ report", "07": "◇ due"}


def test_accounts_of_class_c_are_reviewed_together_on_the_first_day_one_is_due():
    rows = [
        review_dates("K1", account_class="C", days_between=366, this_review=date(2025, 5, 5)),
        review_dates("K2", account_class="C", days_between=366, this_review=date(2025, 6, 5), on_cover=date(2026, 6, 1)),
        review_dates("K3", account_class="B", days_between=366, this_review=date(2025, 1, 5)),
        review_dates("K4", account_class="C"),
    ]
    day = together_on(rows)
    assert day == date(2026, 5, 6)
    found = calendar_of(rows, STARTS, day, words())
    assert [row.next_review for row in found] == [day, day, None, day]
    assert [row.months[7] for row in found] == ["● together", "● together", "", "● together"]
    assert together_on(rows[2:]) is None


@pytest.mark.parametrize(
    ("values", "state", "days"),
    [
        ({}, "No class", None),
        ({"account_class": "B"}, "No next date", None),
        ({"account_class": "B", "this_review": date(2025, 9, 1), "on_cover": date(2025, 10, 5)}, "In time", 5),
        ({"account_class": "B", "this_review": date(2025, 9, 1)}, "No next date", None),
    ],
)
def test_what_is_not_known_is_not_counted(values, state, days):
    row, _ = shown(**values)
    assert (row.state, row.days_to_review, row.due) == (state, days, None)


@pytest.mark.parametrize(
    ("months", "report", "who"),
    [
        (6, date(2026, 4, 16), "President and operating committee, report every 6 months"),
        (3, date(2026, 1, 16), "President and operating committee, report every 3 months"),
        (None, None, "President and operating committee"),
    ],
)
def test_a_progress_report_comes_as_often_as_the_policy_of_the_class_says(months, report, who):
    row, marks = shown(**{**A, "report_months": months})
    assert (row.report, row.follow_up) == (report, who)
    assert [month for month, mark in marks.items() if "report" in mark] == ([f"{report:%m}"] if report else [])


def test_a_report_at_the_end_of_a_short_month():
    row, _ = shown(**{**A, "this_review": date(2025, 8, 31)})
    assert row.report == date(2026, 2, 28)
