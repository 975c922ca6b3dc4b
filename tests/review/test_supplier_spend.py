"""AX10, spend by supplier, and A08 with it: what is shown, what is said, and what is told to be unknown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from planforge.model.disclosure import customer_safe
from planforge.model.plan import AccountPlan
from planforge.review import ReviewContext
from planforge.review.context_customer import SpendSlide
from support.plans import full_plan, half_filled_plan, with_readings
from support.rule_cases import build_plan

Review = Callable[..., ReviewContext]

WALLET = [
    {"product_line": "Relays", "region": "North", "our_sales": 30.0, "total_spend": 100.0},
    {"product_line": "Service", "region": "North", "our_sales": 40.0, "total_spend": 60.0},
]
SPEND = [
    {"category": "Relays", "supplier": "Northgate", "us": "yes", "amount": 30.0},
    {"category": "Relays", "supplier": "Harrow", "amount": 50.0, "note": "Tender results"},
    {"category": "Relays", "supplier": "Tianqu", "amount": 15.0},
    {"category": "Service", "supplier": "Harrow", "amount": 12.0},
]


def plan(spend: list[dict[str, Any]], wallet: list[dict[str, Any]] | None = None) -> AccountPlan:
    made = build_plan({"supplier_spend": spend, "wallet": WALLET if wallet is None else wallet})
    return with_readings(replace(full_plan(), supplier_spend=made.supplier_spend, wallet=made.wallet))


@pytest.fixture
def shown(review: Review) -> Callable[..., SpendSlide]:
    def made(spend: list[dict[str, Any]], wallet: list[dict[str, Any]] | None = None, language: str = "en") -> SpendSlide:
        slide = review(plan(spend, wallet), language).supplier_spend
        assert slide is not None
        return slide

    return made


Shown = Callable[..., SpendSlide]


def test_without_suppliers_there_is_no_slide(review: Review) -> None:
    assert review(full_plan()).supplier_spend is None
    assert review(half_filled_plan()).supplier_spend is None


def test_amounts_shares_and_the_chart_agree(shown: Shown) -> None:
    slide = shown(SPEND)
    assert slide.heads == ("Relays", "Service", "All lines")
    assert [(str(row.label), [str(cell) for cell in row.cells], row.share, row.strongest) for row in slide.rows] == [
        ("Northgate", ["30.0", "40.0", "70.0"], "44%", "Service (67%)"),
        ("Harrow", ["50.0", "12.0", "62.0"], "39%", "Relays (50%)"),
        ("Tianqu", ["15.0", "–", "15.0"], "9.4%", "Relays (15%)"),
        ("Not attributed", ["5.0", "8.0", "13.0"], "8.1%", "Service (13%)"),
    ]
    assert ([str(cell) for cell in slide.total.cells], slide.total.share) == (["100.0", "60.0", "160.0"], "100%")
    assert [series.like for series in slide.chart.series] == ["Part 1", "Part 2", "Part 3", "Open"]
    for column in zip(*(series.values for series in slide.chart.series), strict=True):
        assert sum(value or 0.0 for value in column) == pytest.approx(1.0)
    assert slide.keys == ("Northgate", "Harrow", "Tianqu", "Not attributed")
    # A part too low for its figure has none; the table tells it.
    assert slide.chart.series[2].labels == ("15%", "", "")


def test_titles_follow_what_is_known(shown: Shown) -> None:
    assert shown(SPEND).slide.title == (
        "As far as known we come first with 44% of a CNY 160.0 m spend; Harrow has 39%, but 8.1% is not attributed"
    )
    sure = [*SPEND, {"category": "Service", "supplier": "Tianqu", "amount": 6.0}]
    assert shown(sure).slide.title == "We come first with 44% of a CNY 160.0 m spend; Harrow follows with 39%, most in relays"
    ahead = [{**SPEND[1], "amount": 69.0}, *SPEND[3:], {"category": "Service", "supplier": "Harrow"}]
    assert shown(ahead).slide.title == ("Harrow comes first with at least 51% of a CNY 160.0 m spend, most in relays; we get 44%")
    assert shown(SPEND[2:3]).slide.title.startswith("As far as known we come first")
    thin = [{"product_line": "Relays", "our_sales": 3.0, "total_spend": 100.0}]
    assert shown(SPEND[2:3], thin).slide.title == (
        "Who gets 82% of a CNY 100.0 m spend is not known; of the suppliers named Tianqu gets most, CNY 15.0 m"
    )
    assert shown(SPEND[:1]).slide.title == "Who gets CNY 90.0 m of a CNY 160.0 m spend is not known; no supplier but us has a figure"
    assert shown(SPEND[1:], []).slide.title == (
        "Harrow gets most of what is known, CNY 62.0 m; what the customer spends in all is not filled in"
    )
    over = shown([{**SPEND[1], "amount": 90.0}], WALLET[:1])
    assert over.slide.title == "The suppliers of relays add up to CNY 120.0 m, more than the CNY 100.0 m spent there"
    assert str(over.rows[-1].cells[0]) == "−20.0"
    assert over.chart.series[0].values == (None, None)


def test_every_title_is_written_in_chinese_too(shown: Shown) -> None:
    assert shown(SPEND, language="zh").slide.title == "客户支出160.0百万元，已知范围内我方以44%居首；Harrow占39%，另有8.1%去向未知"


def test_a_missing_figure_is_marked_and_never_0(shown: Shown) -> None:
    slide = shown([*SPEND, {"category": "Service", "supplier": "Tianqu"}])
    tianqu = slide.rows[2]
    assert ([str(cell) for cell in tianqu.cells], tianqu.share) == (["15.0", "?", "15.0*"], "9.4%*")
    assert [lead.text for lead in slide.readings] == [
        "Harrow gets CNY 62.0 m, most in relays",
        "CNY 13.0 m (8.1%), most in service",
        "noted for 1 of 5 entries; 1 has no figure yet",
    ]


def test_figures_are_traced_to_their_cells(shown: Shown) -> None:
    notes = shown(SPEND).slide.notes
    assert "Harrow, Relays" in notes
    assert "Purchasing!D34" in notes
    assert "Not attributed" in notes


def test_more_lines_and_suppliers_than_there_is_room_for(shown: Shown) -> None:
    wallet = [{"product_line": f"Line {n}", "our_sales": 1.0, "total_spend": 20.0} for n in range(1, 9)]
    rows = [{"category": f"Line {n}", "supplier": f"Rival {n}", "amount": 10.0 - n} for n in range(1, 9)]
    slide = shown(rows, wallet)
    assert len(slide.heads) == 7
    assert slide.heads[-2].replace("\n", " ") == "Other (3)"
    assert [str(row.label) for row in slide.rows][1:] == ["Rival 1", "Rival 2", "Rival 3", "Rival 4", "Other suppliers", "Not attributed"]
    # The four beyond the fourth get 5 + 4 + 3 + 2.
    assert str(slide.rows[5].cells[-1]) == "14.0"


def test_share_of_wallet_names_the_largest_rival_when_it_is_known(review: Review) -> None:
    mix = review(plan(SPEND)).mix
    assert mix is not None
    assert "the largest rival, Harrow, gets CNY 62.0 m" in mix.slide.title
    assert [(str(row.supplier), row.lines, row.spend) for row in mix.suppliers] == [
        ("Northgate", "2", "70.0"),
        ("Harrow", "2", "62.0"),
        ("Tianqu", "1", "15.0"),
    ]
    unsure = review(plan([*SPEND, {"category": "Service", "supplier": "Tianqu"}])).mix
    assert unsure is not None
    assert "rival" not in unsure.slide.title
    assert "* = at least" in unsure.slide.source


def test_the_customer_never_sees_what_rivals_get() -> None:
    safe = customer_safe(plan(SPEND))
    assert safe.supplier_spend == ()
    assert "supplier_spend" not in safe.readings
