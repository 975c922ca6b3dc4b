"""Slides on data with gaps: a figure over a part says so, and nothing unknown is shown as none, best or changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from planforge.model.codes import ActivityKind
from planforge.model.people import Activity
from planforge.model.purchase import ForecastLine
from planforge.office.rich import Rich
from planforge.review import ReviewContext
from support.plans import full_plan, previous_plan, with_changes

Review = Callable[..., ReviewContext]


def words(text: object) -> str:
    return "".join(span.text for span in text.spans) if isinstance(text, Rich) else str(text)


# ---------------------------------------------------------------- A08


def test_unknown_sales_are_a_question_mark_and_no_line_is_called_unsold(review: Review) -> None:
    plan = full_plan()
    names = [line.product_line for line in plan.wallet]
    place = next(place for place, name in enumerate(names) if names.count(name) == 1)
    plan = with_changes(plan, {f"wallet[{place}].our_sales": 0.0})
    assert "sell nothing" in words(review(plan).mix.takeaway)
    found = review(with_changes(plan, {f"wallet[{place}].our_sales": None})).mix
    row = next(row for row in found.pages[0].rows if row.line == plan.wallet[place].product_line)
    assert {words(cell.text) for cell in row.cells} == {"?", "–"}
    assert (row.total, row.share) == ("?", "–")
    assert "sell nothing" not in words(found.takeaway)
    assert words(found.takeaway).startswith("So what: of the product lines fully known most room is in ")
    assert "? = our sales not known" in found.pages[0].slide.source


def test_sums_without_a_line_are_marked_and_the_title_counts_the_lines(review: Review) -> None:
    plan = full_plan()
    count = len(plan.wallet)
    found = review(with_changes(plan, {"wallet[0].our_sales": None})).mix
    assert found.pages[0].slide.sticker == f"Partial: {count - 1} of {count} rows"
    assert f"known in {count - 1} of {count} lines of the wallet" in found.pages[0].slide.title
    assert found.pages[0].total is not None
    assert found.pages[0].total.total.endswith("*")
    whole = review(plan).mix
    assert whole.pages[0].slide.sticker == ""
    assert whole.pages[0].total is not None
    assert "*" not in whole.pages[0].total.total


def test_shares_of_two_years_are_of_the_same_lines(review: Review) -> None:
    plan = full_plan()
    count = len(plan.wallet)
    found = review(with_changes(plan, {"wallet[0].total_spend": None})).mix
    rest = plan.wallet[1:]
    now, before = (
        sum(getattr(line, sales) for line in rest) / sum(getattr(line, spend) for line in rest)
        for sales, spend in (("our_sales", "total_spend"), ("previous_sales", "previous_spend"))
    )
    assert found.shares is not None
    assert found.shares.series[0].values == pytest.approx((before, now))
    assert f"{count - 1} of {count} lines" in found.change
    alone = with_changes(plan, {"wallet[0].total_spend": None} | {f"wallet[{n}].previous_sales": None for n in range(count)})
    shares = review(alone).mix.shares
    assert shares is not None
    assert (len(shares.categories), review(alone).mix.change) == (1, "")


# ---------------------------------------------------------------- A03


def measure(found: ReviewContext, name: str):
    assert found.changes is not None
    return next(row for row in found.changes.measures if words(row.measure).startswith(name))


def test_the_wallet_is_compared_over_the_lines_known_at_both_reviews(review: Review) -> None:
    plan, before = full_plan(), previous_plan()
    if not before.wallet:
        before = with_changes(before, {"wallet": plan.wallet})
    count = len(plan.wallet)
    row = measure(review(with_changes(plan, {"wallet[0].our_sales": None}), previous=before), "Share of wallet")
    assert words(row.measure) == f"Share of wallet, {count - 1} of {count}"
    assert words(measure(review(plan, previous=before), "Share of wallet").measure) == "Share of wallet"
    chinese = review(with_changes(plan, {"wallet[0].our_sales": None}), "zh", before).changes
    assert chinese is not None
    assert any(f"（{count}项中{count - 1}项）" in words(row.measure) for row in chinese.measures)


# ---------------------------------------------------------------- AX9

LINES = (
    ForecastLine(product_line="Relays", region="North", last_year=30.0, this_year=40.0, target=44.0, actual=22.0),
    ForecastLine(product_line="Service", region="North", last_year=20.0, this_year=20.0, next_year=25.0, target=20.0),
)


def test_a_year_that_lacks_a_line_is_marked_and_shares_wait(review: Review) -> None:
    plan = with_changes(full_plan(), {"financials[1].revenue": 50.0, "financials[2].revenue": 60.0})
    found = review(replace(plan, forecast=LINES)).sales
    assert found is not None
    page = found.pages[0]
    assert page.slide.sticker == "Partial: 1 of 2 rows"
    assert page.slide.title == "67% of 2025 sales come from relays; 2026 is planned for 1 of 2 lines only"
    total = next(row for row in page.rows if words(row.label) == "Total")
    assert words(total.years[3]) == "25.0*"
    assert (total.next_mix, total.growth) == ("–", "+25.0%*")
    assert words(page.takeaway) == "Question for the review: 1 of 2 lines lacks the figure of a year: how much is it, or is it 0?"


def test_targets_are_held_against_the_actuals_of_the_same_lines(review: Review) -> None:
    found = review(replace(full_plan(), forecast=LINES)).sales
    assert found is not None
    assert found.slide.title.startswith("1 of 2 lines with a target have a figure to date: at this pace they end 2025 at ")
    assert found.slide.sticker == "Partial: 1 of 2 rows"
    assert (words(found.total.line), found.total.target, found.total.actual) == ("1 of 2 lines", "44.0", "22.0")
    assert [row.attainment for row in found.targets] == ["50%", "–"]


def test_without_this_year_of_a_line_no_line_leads(review: Review) -> None:
    lines = (replace(LINES[0], this_year=None, next_year=50.0), LINES[1])
    page = review(replace(full_plan(), forecast=lines)).sales.pages[0]
    assert page.slide.title == "2025 sales are known for 1 of 2 lines, CNY 20.0 m in all; shares wait for the rest"
    assert {row.mix for row in page.rows} == {"–"}


# ---------------------------------------------------------------- AX11


def test_hours_that_are_missing_are_named_in_the_tiles_and_the_title(review: Review) -> None:
    log = tuple(
        Activity(day=date(2025, 8, 1 + n), kind=ActivityKind.VISIT, hours=hours, cost=0.001, contact="C1")
        for n, hours in enumerate((10.0, 20.0, None))
    )
    found = review(replace(full_plan(), activities=log)).effort
    assert found is not None
    labels = [words(tile.label) for tile in found.kpis]
    assert labels[1] == "Hours, 2 of 3 activities"
    assert labels[2] == "Cost of activities"
    assert labels[3:5] == ["Hours a month, at least", "Net income per hour, at most"]
    assert "2 of 3 activities took 30 hours" in found.slide.title


# ---------------------------------------------------------------- A06


def test_a_rival_rated_on_one_factor_is_named_but_does_not_move_the_account(review: Review) -> None:
    plan = full_plan()
    name = plan.cover.competitors[0]
    gaps = {f"strength[{place}].competitor_1": None for place in range(1, len(plan.strength))}
    found = review(with_changes(plan, {"strength[0].competitor_1": 5, **gaps})).position
    assert f"Rated on some factors only ({name} 1/{len(plan.strength)})" in found.slide.source
    assert f"of {name}, kept within" not in found.slide.source
