"""Value box, segment and review dates, worked by hand."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from planforge.model.business import BusinessCuts, Cut, CutSource
from planforge.office.xlsx.values import Link
from planforge.portfolio import load_words
from planforge.portfolio.money import Money
from planforge.portfolio.records import SegmentRow
from planforge.portfolio.segments import Cuts, cuts_of, placed

WORDS = Path(__file__).resolve().parents[2] / "templates" / "xlsx" / "portfolio" / "texts.toml"


class Words(defaultdict):
    def __missing__(self, key: str) -> str:
        return key


def row(**values) -> SegmentRow:
    usual = {
        "account_id": "K1", "account": "One", "source": Link("a", "a"), "kind": "", "parent": "", "account_class": "",
        "future_potential": None, "last_review": None, "next_review": None, "as_of": date(2025, 9, 30),
        "value_deck": "none", "segment_deck": "none",
    }  # fmt: skip
    return SegmentRow(**{**usual, **values})


def plan(currency: str, unit: str, **cuts: Cut) -> SimpleNamespace:
    return SimpleNamespace(currency=currency, unit=unit, business_cuts=BusinessCuts(**cuts))


def test_the_cuts_are_those_of_the_decks_of_the_portfolios_currency_in_its_unit():
    median = Cut(amount=48_200.0, source=CutSource.MEDIAN, plans=4, least=3)
    fixed = Cut(amount=80_000.0, source=CutSource.CONFIGURED, plans=1, least=3)
    plans = [
        plan("USD", "m", revenue=Cut(amount=7.0, source=CutSource.MEDIAN, plans=3)),
        plan("CNY", "k", revenue=median, profit=Cut(plans=2, least=3), potential=fixed),
    ]
    cuts = cuts_of(plans, Money("CNY", "m"), load_words(WORDS, "en"))
    assert cuts == Cuts(
        sales=48.2,
        profit=None,
        potential=80.0,
        text="revenue 48.2 (median of 4); net income no cut yet, 2 of 3 plans; future potential 80.0 (set amount)",
    )
    assert cuts_of(plans, Money("CNY", "m"), load_words(WORDS, "zh")).text == (
        "收入48.2（4份中位数）；净利润未定（已有2份，需3份）；未来潜力80.0（设定值）"
    )
    assert cuts_of([], Money("", "m"), Words()) == Cuts()


@pytest.mark.parametrize(
    ("revenue", "net_income", "box"),
    [
        (20.0, 4.0, "value_high_high"),
        (20.0, 3.9, "value_high_low"),
        (19.9, 4.0, "value_low_high"),
        (19.9, -1.0, "value_low_low"),
        (20.0, 48.5 - 30.1 - 14.4, "value_high_high"),
        (None, 4.0, "value_none"),
        (20.0, None, "value_none"),
    ],
)
def test_a_figure_at_the_cut_counts_as_high(revenue, net_income, box):
    assert placed(row(revenue=revenue, net_income=net_income), Cuts(sales=20.0, profit=4.0), Words()).value_box == box


@pytest.mark.parametrize(
    ("revenue", "potential", "part"),
    [(20.0, 7.0, "expand"), (20.0, 6.9, "keep"), (19.9, 7.0, "build"), (19.9, 6.9, "serve")],
)
def test_current_against_future_business(revenue, potential, part):
    found = placed(row(revenue=revenue, future_potential=potential), Cuts(sales=20.0, potential=7.0), Words())
    assert found.segment == f"segment_{part}"


def test_without_a_cut_or_in_another_currency_the_boxes_are_those_of_the_deck():
    known = row(revenue=20.0, net_income=4.0, future_potential=7.0, value_deck="no_cut", segment_deck="no_cut")
    assert (placed(known, Cuts(), Words()).value_box, placed(known, Cuts(), Words()).segment) == ("value_no_cut", "segment_no_cut")
    foreign = row(revenue="USD 20.0 m", future_potential="USD 7.0 m", value_deck="high_low", segment_deck="expand")
    found = placed(foreign, Cuts(sales=1.0, profit=1.0, potential=1.0), Words())
    assert (found.value_box, found.segment) == ("value_high_low", "segment_expand")
    assert (found.value_deck, found.segment_deck) == ("value_high_low", "segment_expand")


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
