"""Value box, segment and review dates, worked by hand."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import pytest

from planforge.office.xlsx.values import Link
from planforge.portfolio.records import SegmentRow
from planforge.portfolio.segments import Cuts, cuts_of, placed


class Words(defaultdict):
    def __missing__(self, key: str) -> str:
        return key


def row(**values) -> SegmentRow:
    usual = {
        "account_id": "K1", "account": "One", "source": Link("a", "a"), "kind": "", "parent": "", "account_class": "",
        "future_potential": None, "last_review": None, "next_review": None, "as_of": date(2025, 9, 30),
    }  # fmt: skip
    return SegmentRow(**{**usual, **values})


def test_cuts_are_the_medians_of_what_is_known():
    rows = [
        row(revenue=10.0, net_income=1.0, future_potential=5.0),
        row(revenue=20.0, net_income=None, future_potential=9.0),
        row(revenue=60.0, net_income=7.0, future_potential="USD 3 m"),
    ]
    assert cuts_of(rows) == Cuts(sales=20.0, profit=4.0, potential=7.0)
    assert cuts_of([]) == Cuts()


@pytest.mark.parametrize(
    ("revenue", "net_income", "box"),
    [
        (20.0, 4.0, "value_high_high"),
        (20.0, 3.9, "value_high_low"),
        (19.9, 4.0, "value_low_high"),
        (19.9, -1.0, "value_low_low"),
        (None, 4.0, "value_none"),
        (20.0, None, "value_none"),
    ],
)
def test_a_figure_at_the_median_counts_as_high(revenue, net_income, box):
    assert placed(row(revenue=revenue, net_income=net_income), Cuts(sales=20.0, profit=4.0), Words()).value_box == box


@pytest.mark.parametrize(
    ("account_class", "last", "between", "over"),
    [
        ("A", date(2025, 6, 30), 92, 0),
        ("A", date(2025, 6, 29), 92, 1),
        ("B", date(2024, 1, 1), 366, 272),
        ("C", None, 366, None),
        ("", None, None, None),
    ],
)
def test_reviews_fall_due_by_class(account_class, last, between, over):
    found = placed(row(account_class=account_class, days_between=between, last_review=last), Cuts(), Words())
    assert (found.days_between, found.days_over) == (between, over)
    assert found.follow_up == (f"follow_up_{account_class}" if account_class else "")
