"""Requests in the order of their return, decisions, and the four questions on all plans, worked by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planforge.portfolio.money import Money
from planforge.portfolio.requests import decisions_of, requests_behind, requests_of
from planforge.portfolio.review import review_of
from planforge.portfolio.sentences import filled, fixed, openly, percent, signed, times
from support.portfolio_rows import account, deal, decision, plan, request, words

HOME = Money("CNY", "m")


def asked(*rows: Any, deals: Any = (), **changes: Any):
    return requests_of([plan(requests=rows, **changes)], deals, HOME, words())


def test_requests_stand_in_the_order_of_their_return_and_their_cost_adds_up():
    deals = [deal("O1", weighted=4.0), deal("O2", weighted=0.5)]
    found = asked(
        request("slow", cost=1.0, enables="O2"), request("best", cost=0.5, enables="o1"), request("second", cost=1.0, enables="O1"),
        request("free", enables="O1"), request("vague", cost=2.0), deals=deals,
    )  # fmt: skip
    assert [(row.request, row.rank, row.ratio, row.cumulative) for row in found] == [
        ("best", 1, 8.0, 0.5),
        ("second", 2, 4.0, 1.5),
        ("slow", 3, 0.5, 2.5),
        ("free", None, None, None),
        ("vague", None, None, None),
    ]
    assert [row.flag for row in found] == ["Returns its cost"] * 2 + ["Returns less than it costs", "Without cost", "Names no deal"]


def test_requests_of_one_return_share_the_first_place_and_the_cost_of_both():
    deals = [deal("O1", weighted=2.0)]
    found = asked(
        request("a", cost=1.0, enables="O1"), request("b", cost=1.0, enables="O1"), request("c", cost=4.0, enables="O1"), deals=deals
    )
    assert [(row.rank, row.cumulative) for row in found] == [(1, 2.0), (1, 2.0), (3, 6.0)]


@pytest.mark.parametrize(
    "one",
    [deal("O1", weighted=None), deal("O1", weighted=3.0, is_open="no"), deal("O1", weighted=3.0, account_id="K2"), deal("", weighted=3.0)],
)
def test_a_deal_that_is_closed_without_value_or_of_another_account_enables_nothing(one):
    (row,) = asked(request("a", cost=1.0, enables="O1"), deals=[one])
    assert (row.weighted, row.ratio, row.flag) == (None, None, "Deal without weighted value")


def test_cost_in_another_currency_is_shown_and_never_set_against_a_value():
    (row,) = asked(request("a", cost=1.0, enables="O1"), deals=[deal("O1", weighted=3.0)], currency="USD")
    assert (row.cost, row.ratio, row.flag) == ("USD 1.0 m", None, "Other currency")


def test_requests_are_counted_for_their_deal():
    found = plan(requests=(request("a", enables="O1"), request("b", enables="o1"), request("c")))
    assert [requests_behind(found, name) for name in ("O1", "O2", "")] == [2, 0, 0]


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({}, "Open"),
        ({"latest_date": date(2025, 9, 29)}, "Overdue"),
        ({"latest_date": date(2025, 9, 29), "as_of": None}, "Open"),
        ({"latest_date": None}, "No date"),
        ({"owner": ""}, "No owner"),
        ({"outcome": "approved", "latest_date": None}, "Decided"),
    ],
)
def test_decisions_say_where_they_stand(changes, status):
    (row,) = decisions_of([plan(decisions=(replace(decision("D"), **changes),))], HOME, words())
    assert row.status == status


def test_decisions_to_take_come_first_by_their_latest_date():
    rows = (
        replace(decision("taken"), outcome="rejected", latest_date=date(2025, 1, 1)),
        replace(decision("late"), latest_date=date(2025, 12, 1)),
        replace(decision("never"), latest_date=None), decision("soon"),
    )  # fmt: skip
    found = decisions_of([plan(decisions=rows)], HOME, words())
    assert [row.decision for row in found] == ["soon", "late", "never", "taken"]
    assert found[-1].outcome == "Rejected"


def reviewed(accounts, deals=(), requests=(), decisions=(), abroad=0, language="en"):
    return review_of(accounts, deals, requests, decisions, abroad, words(language))


def test_the_largest_accounts_and_deals_answer_the_first_question():
    accounts = [account(f"K{n}", revenue=10.0 * n, weighted=1.0) for n in range(6, 0, -1)]
    deals = [deal("O1", weighted=6.0), deal("O2", weighted=2.0), deal("O3", weighted=None), deal("O4", weighted=9.0, is_open="no")]
    found = reviewed(accounts, deals, abroad=1)
    assert [row.account_id for row in found.accounts] == ["K6", "K5", "K4", "K3", "K2"]
    assert found.accounts[0].share == pytest.approx(60 / 210)
    assert [row.name for row in found.deals] == ["O1", "O2"]
    assert "(5 of 6) bring 95% of revenue and 83% of" in found.answers[0]
    assert "(2 of 3) hold 100%" in found.answers[0]
    assert found.open_points[0] == "Accounts without a quadrant: 0. Open deals without a weighted value: 1. Plans in another currency: 1."


def test_a_change_of_quadrant_needs_a_quadrant_before_and_now():
    accounts = [
        account("K1", type="Key", previous_type="Maintenance", to_plan=-2.0, plan=12.0, revenue=10.0, growth_target=4.0, weighted=1.0),
        account("K2", type="Key", previous_type="Key"), account("K3", type="Key", previous_type=""),
        account("K4", type="Not placed yet", previous_type="Key"),
    ]  # fmt: skip
    found = reviewed(accounts)
    assert "differs from plan by -2.0 CNY m; weighted deals cover 25%" in found.answers[1]
    assert found.answers[1].endswith("1 of 4.")
    assert (found.quadrants["key"].accounts, found.quadrants["key"].before, found.quadrants["key"].came) == (3, 2, "K1")
    assert (found.this_year.target, found.this_year.expected, found.next_year.difference) == (12.0, 10.0, -3.0)


def test_links_need_two_accounts_and_an_open_deal_in_each():
    deals = [
        deal("O1", account_id="K1", product="Relays", owner="Rao", weighted=2.0),
        deal("O2", account_id="K2", product="relays", weighted=1.0),
        deal("O3", account_id="K2", product="Drives", competitor="Voltaris"), deal("O4", account_id="K2", product="Drives", owner="Weiss"),
        deal("O5", account_id="K3", product="Drives", owner="Rao", is_open="no"),
    ]  # fmt: skip
    found = reviewed([account("K1"), account("K2"), account("K3")], deals)
    assert [(link.kind, link.name, link.count, link.deals, link.weighted) for link in found.links] == [("Product", "Relays", 2, 2, 3.0)]
    assert found.answers[2].startswith("Met in two accounts or more: products 1, rivals 0, our people 0.")
    assert found.open_points[2] == "Open deals without a product: 0, without a rival: 3, without an owner: 2."


def test_requests_and_decisions_answer_the_fourth_question():
    deals = [replace(deal("O1", weighted=6.0), requests=2), deal("O2", weighted=4.0)]
    requests = asked(request("a", cost=1.5, enables="O1", fte=2.0), request("b", cost=0.5, enables="O1"), request("c"), deals=deals)
    decisions = decisions_of([plan(decisions=(decision("D", amount=1.0), replace(decision("E"), owner="")))], HOME, words())
    found = reviewed([account("K1")], deals, requests, decisions)
    assert found.answers[3] == (
        "Requests: 3, at 2.0 CNY m and 2.0 full-time jobs. They enable deals with a weighted value of 6.0 CNY m, 3.0× their cost. "
        "Decisions still to take: 2, over 1.0 CNY m."
    )
    assert found.open_points[3].startswith(
        "Requests without a known return: 1, with less than their cost: 0. Decisions without owner or date: 1"
    )
    assert [row.request for row in found.requests] == ["b", "a"]


def test_nothing_at_all_is_said_in_words():
    found = reviewed(())
    assert found.open_points == ("None",) * 4
    assert "0 of 0" in found.answers[0]
    assert "–" in found.answers[0]
    assert reviewed((), language="zh").open_points == ("无",) * 4


def test_sentences_are_those_of_the_formulas():
    assert [fixed(value) for value in (10.249999999999998, 0.05, -0.04, 1234.56)] == ["10.3", "0.1", "0.0", "1,234.6"]
    assert [signed(value) for value in (0.04, 0.06, -0.06)] == ["0.0", "+0.1", "-0.1"]
    assert [percent(1, 3), percent(0.125, 1), percent(1, 0), times(3, 2), times(1, 0)] == ["33%", "13%", "–", "1.5×", "–"]
    assert (filled("#1 of #2", 1, 2), openly("#1", (0, 0), "none"), openly("#1", (1, 0), "none")) == ("1 of 2", "none", "1")
