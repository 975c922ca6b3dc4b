"""Changes since the last review, customer snapshot, share of wallet, scoring back-up: numbers by hand, missing data, limits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from planforge.model.account import CustomerGoal, WalletLine
from planforge.model.codes import Outcome
from planforge.model.plan import AccountPlan
from planforge.office.rich import Rich
from planforge.review import ReviewContext
from planforge.review.heads import narrow_head
from planforge.review.measures import Measure
from planforge.review.status import Trend
from support.plans import full_plan, half_filled_plan, previous_plan, with_changes

Review = Callable[..., ReviewContext]


# ---------------------------------------------------------------- A03


def test_first_review_has_no_changes_and_the_appendix_says_so(review: Review) -> None:
    found = review(full_plan())
    assert found.changes is None
    assert found.trace.slide.source.endswith("First review: there is no earlier plan to compare with.")
    assert "First review" not in review(full_plan(), previous=previous_plan()).trace.slide.source


def test_the_question_about_the_product_mix_leads_to_the_snapshot(review: Review) -> None:
    assert {row.id: row.slide for row in review(full_plan()).decisions.questions}["Q3"] == "A04"


def test_commitments_of_the_last_review_are_read_back(review: Review) -> None:
    slide = review(full_plan(), previous=previous_plan()).changes
    assert slide is not None
    assert [(row.commitment, str(row.status), row.result) for row in slide.commitments] == [
        ("Pilot report with outage data", "■ Late", "10 days late"),
        ("Training plan for operators", "▲ Done late", "12 Aug, 12 days late"),
        ("Spare stock in the region", "● Kept", "28 Aug"),
        ("Decision: Release CNY 0.4 m for the total-cost case", "○ Not recorded", "–"),
        ("Decision: CEO visit to general manager Chen Li", "○ Not recorded", "–"),
        ("Decision: Second applications engineer from January", "○ Not recorded", "–"),
    ]
    assert slide.kept == "1 of 3 kept"
    assert str(slide.takeaway) == "So what: “Pilot report with outage data” is 10 days late (Rao)."


def test_decisions_of_the_last_review_are_read_back(review: Review) -> None:
    before = previous_plan()
    first, second, third = before.decisions
    then = (replace(first, outcome=Outcome.APPROVED, outcome_date=date(2025, 7, 15)), replace(second, outcome=Outcome.REJECTED), third)
    now = replace(third, outcome=Outcome.CHANGED)
    slide = review(replace(full_plan(), decisions=(now,)), previous=replace(before, decisions=then)).changes
    assert slide is not None
    assert [(str(row.status), row.result) for row in slide.commitments[-3:]] == [
        ("● Granted", "15 Jul"),
        ("■ Not granted", "–"),
        ("▲ Changed", "–"),
    ]


def test_measures_compare_the_same_year(review: Review) -> None:
    plan, before = full_plan(), previous_plan()
    slide = review(plan, previous=before).changes
    assert slide is not None
    rows = {str(row.measure): (row.previous, row.now, str(row.delta), str(row.trend)) for row in slide.measures}
    this = plan.year(2025)
    assert this is not None
    assert this.revenue == 108.0
    assert this.plan == 115.0
    # 113.2 / 115 and 108 / 115
    assert rows["2025 against plan"] == ("98.4%", "93.9%", "−4.5 pt", "Worse")
    # one show stopper and two significant then and now, but not the same ones
    assert rows["Serious risks"] == ("3", "3", "0", "Same")
    assert rows["Ten-factor average"][3] == "Better"
    assert len(rows) == 8


def test_a_measure_of_another_year_is_not_compared(review: Review) -> None:
    before = previous_plan()
    shifted = replace(before, financials=tuple(replace(y, year=(y.year or 0) - 3) for y in before.financials))
    slide = review(full_plan(), previous=shifted).changes
    assert slide is not None
    rows = {str(row.measure): (row.previous, str(row.delta)) for row in slide.measures}
    assert rows["2025 against plan"] == ("–", "–")
    assert rows["Growth covered"] == ("–", "–")


def test_without_commitments_the_slide_says_how_to_record_them(review: Review) -> None:
    before = previous_plan()
    slide = review(full_plan(), previous=replace(before, actions=(), decisions=())).changes
    assert slide is not None
    assert slide.commitments == ()
    assert slide.none.startswith("No commitment was open in the plan of 2025 Q2.")
    assert slide.slide.title.endswith("no commitments were recorded then")


@pytest.mark.parametrize(
    ("key", "unit", "before", "now", "delta", "trend"),
    [
        ("factors", "rating", 3.34, 3.38, 0.1, Trend.SAME),
        ("factors", "rating", 3.3, 3.6, 0.3, Trend.BETTER),
        ("margin", "percent", 0.1786, 0.1602, -1.9, Trend.WORSE),
        ("margin", "percent", 0.160, 0.164, 0.4, Trend.SAME),
        ("risks", "count", 2.0, 3.0, 1.0, Trend.WORSE),
        ("risks", "count", 3.0, 1.0, -2.0, Trend.BETTER),
        ("wallet", "percent", None, 0.3, None, Trend.UNKNOWN),
    ],
)
def test_difference_and_trend(key: str, unit: str, before: float | None, now: float, delta: float | None, trend: Trend) -> None:
    measure = Measure(key=key, unit=unit, now=now, before=before, still={"rating": 0.05, "percent": 0.005, "count": 0.0}[unit])
    assert measure.delta == delta
    assert measure.trend is trend


# ---------------------------------------------------------------- A04


def test_goals_stand_over_our_offers(review: Review) -> None:
    slide = review(full_plan()).snapshot
    assert slide.goals == ("1. Grid reliability", "2. Digital control rooms", "3. Connect wind farms faster", "4. Lower purchasing cost")
    assert [str(cell) for cell in slide.offers[0].cells] == [
        "Substation relays",
        "Control centre upgrade",
        "Grid-code retrofit",
        "No offer yet",
    ]
    assert slide.industry == ("Regional grid operator with six provincial networks", "Grid investment grows 9% a year")


def test_sales_have_their_own_decimals(review: Review) -> None:
    chart = review(full_plan()).snapshot.chart
    assert chart is not None
    assert chart.categories == ("2023", "2024", "2025")
    assert chart.series[0].labels == ("36,800", "39,100", "41,000")
    assert chart.value_min == 0


def test_a_seventh_line_is_said_in_the_sixth(review: Review) -> None:
    lines = "\n".join(f"Line {number}" for number in range(1, 9))
    slide = review(with_changes(full_plan(), {"profile.industry": lines})).snapshot
    assert len(slide.industry) == 6
    assert slide.industry[-1] == "Line 6 Line 7 Line 8"


def test_goals_beyond_four_and_long_ones_are_in_the_notes(review: Review) -> None:
    goals = tuple(CustomerGoal(rank=n, goal=f"Goal number {n} " + "that goes on " * 8 * (n == 2)) for n in range(1, 7))
    slide = review(replace(full_plan(), customer_goals=goals)).snapshot
    assert len(slide.goals) == 4
    assert slide.goals[1].endswith("…")
    for number in (2, 5, 6):
        assert f"{number} Goal number {number}" in slide.slide.notes


def test_goals_without_rank_come_last(review: Review) -> None:
    goals = (CustomerGoal(goal="Unranked"), CustomerGoal(rank=2, goal="Second"), CustomerGoal(rank=1, goal="First"))
    assert review(replace(full_plan(), customer_goals=goals)).snapshot.goals == ("1. First", "2. Second", "3. Unranked")


def test_a_begun_profile_is_partial_and_an_empty_one_is_empty(review: Review, context: Callable[[str, str], ReviewContext]) -> None:
    begun = review(half_filled_plan()).snapshot
    assert begun.slide.sticker == "Partial: 2 of 6 blocks"
    assert begun.empty is None
    assert str(begun.money[0]) == "Not filled in yet"
    assert begun.no_goals
    empty = context("empty", "en").snapshot
    assert empty.empty is not None
    assert empty.slide.sticker == "No data"


# ---------------------------------------------------------------- A08


def test_our_share_by_year_ends_with_the_wallet(review: Review) -> None:
    slide = review(full_plan()).mix
    assert slide is not None
    assert slide.shares is not None
    ours, others = slide.shares.series
    assert slide.shares.categories == ("2023", "2024", "2025")
    assert ours.values == pytest.approx((0.26, 0.28, 108 / 348))
    assert [a + b for a, b in zip(ours.values, others.values, strict=True)] == pytest.approx([1, 1, 1])  # type: ignore[operator]
    assert slide.change == "+3 points against 2024"


def test_last_year_comes_from_the_wallet_when_nobody_typed_it(review: Review) -> None:
    slide = review(with_changes(full_plan(), {"customer_years": ()})).mix
    assert slide is not None
    assert slide.shares is not None
    assert slide.shares.categories == ("2024", "2025")
    assert slide.shares.series[0].values[0] == pytest.approx((43 + 18.5 + 19 + 16) / (104 + 80 + 90 + 70.6))


def test_heat_table_sums_and_shades(review: Review) -> None:
    slide = review(full_plan()).mix
    assert slide is not None
    (page,) = slide.pages
    assert page.regions == ("North", "South", "All")
    relays, centres, service = page.rows
    assert [(str(cell.text), cell.fill) for cell in relays.cells] == [("48.0", "lv4"), ("22.0", "lv2"), ("–", "")]
    assert (relays.total, relays.share) == ("70.0", "36%")
    assert (centres.share, service.share) == ("22%", "29%")
    assert page.total is not None
    assert [str(cell.text) for cell in page.total.cells] == ["68.0", "22.0", "18.0"]
    assert (page.total.total, page.total.share) == ("108.0", "31%")


def test_only_known_rivals_lead(review: Review) -> None:
    slide = review(full_plan(), company="Northgate Systems").mix
    assert slide is not None
    assert [(str(row.supplier), row.lines, row.spend) for row in slide.suppliers] == [
        ("Northgate Systems", "2", "172.0"),
        ("Harrow Electric", "1", "92.0"),
        ("Tianqu Relay", "1", "84.0"),
    ]
    assert isinstance(slide.suppliers[0].supplier, Rich)
    assert "Harrow Electric is main supplier" in slide.slide.title
    alone = review(full_plan(), company="").mix
    assert alone is not None
    assert "Northgate" not in alone.slide.title


def test_regions_beyond_six_go_on_the_next_slide(review: Review) -> None:
    lines = tuple(WalletLine(product_line="Relays", region=f"Region {n}", our_sales=1.0 * n, total_spend=10.0) for n in range(1, 9))
    slide = review(replace(full_plan(), wallet=lines)).mix
    assert slide is not None
    assert [len(page.regions) for page in slide.pages] == [6, 2]
    assert [page.slide.title[-9:] for page in slide.pages] == [" (1 of 2)", " (2 of 2)"]
    assert [page.total.total if page.total else "" for page in slide.pages] == ["36.0", "36.0"]


def test_product_lines_beyond_eight_go_on_the_next_slide(review: Review) -> None:
    lines = tuple(WalletLine(product_line=f"Line {n}", region="North", our_sales=1.0, total_spend=10.0) for n in range(10))
    slide = review(replace(full_plan(), wallet=lines)).mix
    assert slide is not None
    assert [len(page.rows) for page in slide.pages] == [8, 2]
    assert [page.total.total if page.total else "" for page in slide.pages] == ["", "10.0"]


def test_without_spend_only_the_mix_is_shown(review: Review) -> None:
    lines = (WalletLine(product_line="Relays", our_sales=6.0), WalletLine(product_line="Software", our_sales=0.0))
    slide = review(replace(full_plan(), wallet=lines, customer_years=())).mix
    assert slide is not None
    assert slide.shares is None
    assert slide.slide.title == "Relays makes 100% of our sales here; 1 of 2 product lines is not sold at all"
    assert str(slide.pages[0].rows[1].cells[0].text) == "·"


def test_without_wallet_and_years_there_is_no_slide(review: Review) -> None:
    assert review(half_filled_plan()).mix is None


def test_zero_spend_is_no_share(review: Review) -> None:
    lines = (WalletLine(product_line="Relays", our_sales=0.0, total_spend=0.0),)
    slide = review(replace(full_plan(), wallet=lines, customer_years=())).mix
    assert slide is not None
    assert slide.slide.title == "The 1 product line is not sold here yet"


# ---------------------------------------------------------------- AX1


def test_weighted_scores_add_up(review: Review) -> None:
    slide = review(full_plan()).backup
    total = slide.attractiveness_total
    assert total is not None
    assert sum(float(row.weighted) for row in slide.attractiveness) == pytest.approx(float(total.weighted), abs=0.03)
    assert [float(row.weighted) for row in slide.attractiveness] == sorted((float(r.weighted) for r in slide.attractiveness), reverse=True)
    assert slide.companies[0] == "We"
    assert len(slide.companies) == len(slide.strength[0].cells) == 4


def test_criteria_without_room_on_the_matrix_are_told_here(review: Review) -> None:
    plan = full_plan()
    assert review(plan).backup.more == ""
    many = tuple(replace(plan.competition[0], criterion=f"Criterion {n}", weight=0.1 - n / 1000) for n in range(11))
    more = review(replace(plan, competition=many)).backup.more
    assert "Criterion 9 (weight" in more
    assert "Criterion 10 (weight" in more
    assert "Criterion 8" not in more


def test_nothing_scored_leaves_both_tables_out(context: Callable[[str, str], ReviewContext]) -> None:
    slide = context("empty", "en").backup
    assert (slide.attractiveness, slide.strength, slide.attractiveness_total, slide.strength_total) == ((), (), None, None)


# ---------------------------------------------------------------- heads


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("North", "North"),
        ("Head office", "Head\noffice"),
        ("一、二号线", "一、二\n号线"),
        ("Northern Hemisphere", "Northern\nHemisph."),
    ],
)
def test_names_over_narrow_columns(name: str, shown: str) -> None:
    assert narrow_head(name, 268, 5 if name != "Head office" else 6) == shown


def test_customer_safe_plan_has_all_slides(review: Review) -> None:
    """A plan without rivals, margins and ratings still makes these slides."""
    plan = full_plan()
    safe: AccountPlan = replace(
        plan,
        cover=replace(plan.cover, competitor_1=None, competitor_2=None, competitor_3=None, competitor_4=None),
        strength=(),
        competition=(),
        wallet=tuple(replace(line, main_supplier=None) for line in plan.wallet),
        financials=tuple(replace(year, direct_cost=None, indirect_cost=None) for year in plan.financials),
        factors=(),
    )
    found = review(safe, previous=safe)
    assert found.changes is not None
    assert found.mix is not None
    assert found.mix.suppliers == ()
    assert found.backup.strength == ()
