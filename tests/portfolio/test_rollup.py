"""Sums by year, parent, value box and segment, worked by hand. Currencies are never added to each other."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from planforge.portfolio.money import Money
from planforge.portfolio.rollup import box_point, effort_point, rollup_of, segment_point
from support.portfolio_rows import account, deal, effort, segment, selection, words, year

HOME = Money("CNY", "m")


def plan(name, currency="CNY", unit="m", years=(), revenue=None):
    figures = SimpleNamespace(revenue=revenue, net_income=None)
    return SimpleNamespace(account=account(name), currency=currency, unit=unit, years=years, deck_figures=figures)


def rolled(plans, years=(), segments=(), selections=(), efforts=(), deals=()):
    return rollup_of(plans, years, segments, selections, efforts, deals, 2025, HOME, words())


def test_years_are_added_and_the_margin_is_over_those_with_a_net_income():
    years = [
        year(2025, revenue=10.0, direct_cost=6.0, indirect_cost=2.0, net_income=2.0, plan=11.0, to_plan=-1.0, scenario="Forecast"),
        year(2025, "K2", revenue=30.0, direct_cost=20.0),
        year(2026, "K2", plan=33.0, scenario="Plan"),
    ]
    found = rolled([plan("K1"), plan("K2")], years).years
    assert [row.year for row in found] == [2023, 2024, 2025, 2026, 2027]
    this = found[2]
    assert (this.accounts, this.complete, this.revenue, this.direct_cost, this.net_income, this.to_plan) == (2, 1, 40.0, 26.0, 2.0, -1.0)
    assert this.margin == pytest.approx(0.2)
    assert (found[3].plan, found[3].accounts, found[3].margin, found[0].revenue) == (33.0, 0, None, 0.0)


def test_another_currency_stands_apart_in_its_own_unit():
    own = (year(2025, "K2", revenue=4_000.0, direct_cost=1_000.0, indirect_cost=500.0, plan=3_000.0),)
    plans = [plan("K1"), plan("K2", "USD", "k", own), plan("K3", "USD", "m", (year(2025, "K3", revenue=1.0),))]
    found = rolled(plans, [year(2025, revenue=10.0), year(2025, "K2", revenue="USD 4,000.0 k")])
    assert found.years[2].revenue == 10.0
    (usd,) = found.abroad
    assert (usd.currency, usd.year, usd.accounts, usd.complete, usd.scenario) == ("USD m", 2025, 2, 1, "Actual")
    assert (usd.revenue, usd.net_income, usd.to_plan, usd.margin) == (5.0, 2.5, 1.0, 0.625)


def test_parents_by_currency():
    segments = [
        segment("K1", parent="Holding", revenue=10.0, net_income=2.0), segment("K2", parent="holding", revenue=5.0),
        segment("K3", parent="Holding", revenue="USD 7.0 m"), segment("K4", revenue=90.0),
    ]  # fmt: skip
    plans = [plan("K1"), plan("K2"), plan("K3", "USD", revenue=7.0), plan("K4")]
    found = rolled(plans, segments=segments).parents
    assert [(row.parent, row.currency, row.accounts, row.revenue, row.net_income, row.revenue_abroad) for row in found] == [
        ("Holding", "CNY", 2, 15.0, 2.0, ""),
        ("Holding", "USD", 1, None, None, "USD m 7.0"),
        ("Without a parent", "CNY", 1, 90.0, 0.0, ""),
    ]
    assert (found[0].names, found[1].net_income_abroad) == ("K1, K2", "")


def test_boxes_have_their_share_of_the_total_profit():
    high, low = words()["value_high_high"], words()["value_low_low"]
    segments = [
        segment("K1", value_box=high, revenue=30.0, net_income=6.0), segment("K2", value_box=low, revenue=10.0, net_income=-1.0),
        segment("K3", revenue=10.0),
    ]  # fmt: skip
    boxes = rolled([plan("K1"), plan("K2"), plan("K3")], segments=segments).boxes
    assert (boxes["high_high"].accounts, boxes["high_high"].revenue_share, boxes["high_high"].share) == (1, 0.6, 1.2)
    assert boxes["low_low"].share == pytest.approx(-0.2)
    assert (boxes["none"].accounts, boxes["none"].amount, boxes["no_cut"].accounts) == (1, 0.0, 0)


def test_without_profit_there_is_no_share_of_it():
    segments = [segment("K1", value_box=words()["value_low_low"], revenue=10.0, net_income=-1.0)]
    assert rolled([plan("K1")], segments=segments).boxes["low_low"].share is None


def test_deals_are_counted_by_stage_and_unknown_values_are_told():
    deals = [
        deal("O1", stage="Propose", value=4.0, weighted=2.0), deal("O2", stage="Propose", value=1.0), deal("O3", stage="Won", weighted=3.0),
        deal("O4", stage="Propose", value="USD 9.0 m"),
    ]  # fmt: skip
    found = rolled([plan("K1")], deals=deals).stages
    assert (found["propose"].deals, found["propose"].known, found["propose"].value, found["propose"].weighted) == (3, 1, 5.0, 2.0)
    assert (found["won"].deals, found["lost"].deals) == (1, 0)


def test_no_plans_at_all():
    found = rolled([])
    assert (found.parents, found.abroad, found.boxes["none"].part, found.years[2].revenue) == ((), (), None, 0.0)


def test_only_known_numbers_have_a_place_in_a_chart():
    known = segment("K1", revenue=1.0, net_income=2.0, future_potential=3.0)
    assert (box_point(known), segment_point(known), effort_point(effort("K1", 5.0, net_income=2.0))) == ((1.0, 2.0), (1.0, 3.0), (5.0, 2.0))
    abroad = segment("K1", revenue="USD 1.0 m", net_income=None, future_potential="USD 3.0 m")
    assert (box_point(abroad), segment_point(abroad), effort_point(effort("K1", None, net_income=2.0))) == (None, None, None)


def test_alternative_texts_count_what_is_drawn():
    found = rolled([plan("K1")], segments=[segment("K1", revenue=1.0, net_income=2.0)], selections=[selection("K1", 3.0)])
    assert found.alts["boxes"].startswith("Bubble chart of 1 accounts")
    assert found.alts["segments"].startswith("Bubble chart of 0 accounts")
    assert found.alts["years"] == "Columns of revenue and net income by year, 2023 to 2027."
