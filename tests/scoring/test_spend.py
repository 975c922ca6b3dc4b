"""What the customer spends with each supplier, worked with pencil and paper."""

from __future__ import annotations

from typing import Any

import pytest

from planforge.model.spend import SpendScores, spend_by_supplier
from planforge.scoring.purchase import score_purchase
from support.rule_cases import build_plan

WALLET = [
    {"product_line": "Relays", "region": "North", "our_sales": 20.0, "total_spend": 60.0},
    {"product_line": "Relays", "region": "South", "our_sales": 10.0, "total_spend": 40.0},
    {"product_line": "Service", "region": "North", "our_sales": 30.0, "total_spend": 50.0},
]
SPEND = [
    {"category": "Relays", "supplier": "Harrow", "amount": 45.0},
    {"category": "Relays", "supplier": "Tianqu", "amount": 15.0},
    {"category": "service ", "supplier": "harrow", "amount": 5.0},
    {"category": "Service", "supplier": "Others", "amount": 4.0},
]


def spend(rows: list[dict[str, Any]], wallet: list[dict[str, Any]] | None = None, **blocks: Any) -> SpendScores:
    return spend_by_supplier(build_plan({"supplier_spend": rows, "wallet": WALLET if wallet is None else wallet, **blocks}))


def test_shares_and_what_is_not_attributed() -> None:
    found = spend(SPEND)
    relays, service = found.lines
    # 100 in two regions: ours 20 + 10 from the wallet, 45 and 15 named, 10 left.
    assert [(part.name, part.amount, part.share) for part in relays.parts] == [
        ("", 30.0, 0.3),
        ("Harrow", 45.0, 0.45),
        ("Tianqu", 15.0, 0.15),
    ]
    assert (relays.open, relays.open_share) == (10.0, 0.1)
    # 50: ours 30, Harrow 5 under another spelling, small ones 4, 11 left.
    assert [(part.name, part.amount) for part in service.parts] == [("", 30.0), ("Harrow", 5.0), ("", 4.0)]
    assert service.open == 11.0
    assert found.total is not None
    assert (found.total.total, found.total.ours.amount, found.total.ours.share, found.total.open) == (150.0, 60.0, 0.4, 21.0)
    assert found.leader is not None
    assert (found.leader.name, found.leader.amount, found.leader.share) == ("Harrow", 50.0, pytest.approx(1 / 3))
    at = found.strongest("Harrow")
    assert at is not None
    assert (at[0].category, at[1].share) == ("Relays", 0.45)
    assert found.behind is not None
    assert (found.behind[0].category, found.behind[1]) == ("Relays", 15.0)


def test_our_own_row_goes_before_our_sales() -> None:
    own = {"category": "Relays", "supplier": "Northgate", "us": "yes", "amount": 32.0}
    relays = spend([own, *SPEND]).lines[0]
    assert (relays.ours.name, relays.ours.amount, relays.open) == ("Northgate", 32.0, 8.0)
    # Without the mark the survey tells who we are; without a figure our sales count.
    blank = {"category": "Relays", "supplier": "northgate"}
    relays = spend([blank, *SPEND], satisfaction=[{"supplier": "Northgate", "us": "yes"}]).lines[0]
    assert (relays.ours.amount, len(relays.rivals)) == (30.0, 2)


def test_a_supplier_without_a_figure_is_unknown_and_not_0() -> None:
    found = spend([*SPEND, {"category": "Service", "supplier": "Tianqu"}])
    tianqu = next(part for part in found.lines[1].rivals if part.name == "Tianqu")
    assert (tianqu.amount, tianqu.share, tianqu.whole) == (None, None, False)
    assert found.lines[1].open == 11.0
    assert found.total is not None
    in_all = next(part for part in found.total.rivals if part.name == "Tianqu")
    assert (in_all.amount, in_all.whole) == (15.0, False)


def test_an_unknown_spend_tells_no_share() -> None:
    wallet = [*WALLET[:2], {"product_line": "Service", "our_sales": 30.0}]
    found = spend(SPEND, wallet)
    assert (found.lines[1].total, found.lines[1].open, found.lines[1].ours.share) == (None, None, None)
    assert [line.category for line in found.counted] == ["Relays"]
    assert found.total is not None
    assert (found.total.total, found.total.open) == (100.0, 10.0)
    # Our own part is unknown while a region is: what is left is then not attributed, ours included.
    wallet = [{"product_line": "Relays", "region": "North", "total_spend": 60.0}, WALLET[1]]
    relays = spend(SPEND[:2], wallet).lines[0]
    assert (relays.ours.amount, relays.ours.share, relays.open) == (None, None, 40.0)


def test_a_line_that_contradicts_itself_is_left_out() -> None:
    found = spend([*SPEND, {"category": "Service", "supplier": "Tianqu", "amount": 20.0}])
    assert (found.lines[1].over, found.lines[1].open, found.lines[1].attributed) == (True, None, 59.0)
    assert found.total is not None
    assert found.total.total == 100.0


def test_without_any_known_spend_the_amounts_are_still_added_up() -> None:
    found = spend(SPEND, [])
    assert found.counted == ()
    assert found.total is not None
    assert (found.total.total, found.total.ours.amount) == (None, None)
    assert found.leader is not None
    assert (found.leader.name, found.leader.amount, found.leader.share) == ("Harrow", 50.0, None)


def test_no_rows_no_spend() -> None:
    assert spend([]).lines == ()
    assert spend([{"category": "Relays"}]).total is None
    assert score_purchase(build_plan({"wallet": WALLET}), None).spend == SpendScores()
