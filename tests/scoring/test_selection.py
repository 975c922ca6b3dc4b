"""The question bank and the selection of accounts, worked by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from planforge.errors import SpecError
from planforge.model.account import Cover, FinancialYear
from planforge.model.assessment import FactorRating
from planforge.model.business import Cut, CutSource, Segment, ValueBox
from planforge.model.codes import AccountClass, Status, YesNo
from planforge.model.plan import AccountPlan
from planforge.model.scorecard_standing import AnswerState, SelectionVerdict
from planforge.model.selection import FactorQuestion, Screening, SelectionCriterion
from planforge.scoring import load_policy
from planforge.scoring.selection import answer_state, business_of, cuts_between, score_criteria, score_questions, score_selection
from planforge.values import SourceFile

AS_OF = date(2025, 9, 30)


def plan(**blocks) -> AccountPlan:
    return AccountPlan(source=SourceFile("plan.xlsx", "0" * 64, 1), **blocks)


def criteria(*rows: tuple[float | None, int | None]) -> Sequence[SelectionCriterion]:
    return [SelectionCriterion(number=n, criterion=f"c{n}", weight=weight, score=score) for n, (weight, score) in enumerate(rows, 1)]


def near(value: float) -> object:
    return pytest.approx(value, abs=1e-9)


@pytest.mark.parametrize(
    ("answer", "day", "state"),
    [
        (None, None, AnswerState.BLANK),
        (None, AS_OF, AnswerState.BLANK),
        ("yes", AS_OF, AnswerState.ANSWERED),
        ("yes", None, AnswerState.ANSWERED),
        ("yes", date(2025, 3, 31), AnswerState.ANSWERED),  # 183 days
        ("yes", date(2025, 3, 30), AnswerState.STALE),  # 184 days
    ],
)
def test_an_answer_is_stale_after_half_a_year(answer, day, state) -> None:
    assert answer_state(FactorQuestion(answer=answer, answered_on=day), AS_OF, 183) is state


def test_without_a_day_no_answer_is_stale() -> None:
    assert answer_state(FactorQuestion(answer="yes", answered_on=date(2001, 1, 1)), None, 183) is AnswerState.ANSWERED


def test_answers_are_counted_by_factor(policy) -> None:
    bank = [
        FactorQuestion(number=1, factor=1, answer="a", answered_on=AS_OF),
        FactorQuestion(number=2, factor=1, answer="b", answered_on=date(2024, 1, 1)),
        FactorQuestion(number=3, factor=1),
        FactorQuestion(number=4, factor=2),
        FactorQuestion(number=5, factor=3),
    ]
    ratings = (FactorRating(number=1, score=4), FactorRating(number=2, score=2), FactorRating(number=3))
    scores = score_questions(plan(factor_questions=tuple(bank), factors=ratings), policy, AS_OF)
    assert [(f.factor, f.answered, f.questions, f.stale) for f in scores.factors] == [(1, 2, 3, 1), (2, 0, 1, 0), (3, 0, 1, 0)]
    assert scores.factors[0].share == near(2 / 3)
    assert (scores.answered, scores.stale) == (2, 1)
    assert scores.unfounded == (2,)  # factor 3 has no rating, so nothing is unfounded


def test_the_mean_of_the_criteria_counts_weights_and_leaves_the_unknown_out(policy) -> None:
    # 2 x 5 + 1 x 3 + 1 x 2 = 15 over weights 4; blank weights count once
    scores = score_criteria(criteria((2, 5), (None, 3), (1, 2), (1, None)), policy.selection)
    assert (scores.total, scores.best, scores.known, scores.unknown) == (15, 20, 3, 1)
    assert scores.mean == near(15 / 4)
    assert scores.low == near(16 / 5)
    assert scores.high == near(20 / 5)


@pytest.mark.parametrize(
    ("rows", "verdict"),
    [
        ([(1, 4), (1, 3)], SelectionVerdict.PASSED),  # 3.5
        ([(4, 3), (1, 4)], SelectionVerdict.PASSED),  # 3.2, the mark itself
        ([(1, 3), (1, 3)], SelectionVerdict.FAILED),
        ([(1, 4), (1, None)], SelectionVerdict.OPEN),  # 2.5 to 4.5
        ([(1, 1), (1, 1), (1, None)], SelectionVerdict.FAILED),  # at most 7 / 3
        ([(1, None)], None),
        ([], None),
    ],
)
def test_the_verdict_is_open_while_unknown_criteria_may_turn_it(rows, verdict, policy) -> None:
    assert policy.selection.pass_mark == 3.2
    assert score_criteria(criteria(*rows), policy.selection).verdict is verdict


def test_a_knock_out_decides_alone(policy) -> None:
    rows = [replace(criteria((1, 5))[0], knock_out=YesNo.YES), replace(criteria((1, 5))[0], knock_out=YesNo.NO)]
    scores = score_criteria(rows, policy.selection)
    assert scores.verdict is SelectionVerdict.KNOCKED_OUT
    assert scores.knock_outs == (rows[0],)


@pytest.mark.parametrize(
    ("ratings", "status"),
    [
        ((4, 5, 4), Status.ON_TRACK),
        ((4, 3, 5), Status.WATCH),
        ((4, 2, None), Status.OFF_TRACK),
        ((4, 3, None), Status.NOT_ASSESSED),
    ],
)
def test_the_quick_screen_is_as_good_as_its_worst_test(ratings, status, policy) -> None:
    size, power, finances = ratings
    scores = score_selection(plan(screening=Screening(sales_size=size, market_power=power, finances=finances)), policy)
    assert scores.screen_status is status


@pytest.mark.parametrize(
    ("ratings", "mean", "grade"),
    [
        ((5, 3, 4, 4), 4.0, AccountClass.A),
        ((3, 3, 3, 3), 3.0, AccountClass.B),
        ((2, 3, 3, 3), 2.75, AccountClass.C),
        ((5, None, None, 4), 4.5, AccountClass.A),
        ((None, None, None, None), None, None),
    ],
)
def test_the_grade_is_the_mean_of_the_rated_indicators(ratings, mean, grade, policy) -> None:
    sales, profit, growth, loyalty = ratings
    found = Screening(grade_sales=sales, grade_profit=profit, grade_growth=growth, grade_loyalty=loyalty)
    scores = score_selection(plan(screening=found), policy)
    assert (scores.grade_mean, scores.grade) == (mean, grade)
    assert scores.rated == sum(1 for rating in ratings if rating is not None)


def account(
    revenue: float | None, potential: float | None, currency: str = "CNY", unit: str = "m", cost: float | None = 0.0
) -> AccountPlan:
    """A plan of 2025 with a revenue, a direct cost and a potential."""
    years = tuple(
        FinancialYear(year=year, revenue=revenue if year == 2025 else 1.0, direct_cost=cost, indirect_cost=0.0)
        for year in range(2023, 2028)
    )
    cover = Cover(unit=unit, currency=currency, as_of=AS_OF)
    return plan(cover=cover, financials=years, screening=Screening(future_potential=potential))


def together(policy, *plans: AccountPlan):
    """The scores of plans that are read together."""
    cuts = cuts_between([business_of(found) for found in plans], policy)
    return [score_selection(found, policy, cuts) for found in plans]


@pytest.fixture
def amounts(policy_file):
    """The policy of a company that has set amounts for CNY."""
    return load_policy(policy_file, {"segments.amounts.CNY.revenue": 50e6, "segments.amounts.CNY.potential": 80e6})


@pytest.mark.parametrize(
    ("unit", "revenue", "potential", "segment"),
    [
        ("m", 50.0, 80.0, Segment.EXPAND),
        ("m", 49.9, 80.0, Segment.BUILD),
        ("m", 50.0, 79.9, Segment.KEEP),
        ("m", 1.0, 2.0, Segment.SERVE),
        ("k", 50_000.0, 80_000.0, Segment.EXPAND),
        ("1", 50.0, 80.0, Segment.SERVE),
        ("m", 50.0, None, None),
        ("m", None, 80.0, None),
    ],
)
def test_configured_amounts_are_whole_units_of_their_currency(unit, revenue, potential, segment, amounts) -> None:
    scores = score_selection(account(revenue, potential, unit=unit), amounts)
    assert scores.segment is segment
    assert scores.cuts.revenue.source is CutSource.CONFIGURED
    assert scores.cuts.revenue.amount == 50e6 / {"m": 1e6, "k": 1e3, "1": 1}[unit]


def test_configured_amounts_go_before_medians_and_only_for_their_currency(amounts) -> None:
    ours, *_, dollars = together(amounts, *(account(n, n) for n in (1.0, 2.0, 3.0)), account(500.0, 500.0, "USD"))
    assert (ours.cuts.revenue.amount, ours.cuts.potential.amount, ours.segment) == (50.0, 80.0, Segment.SERVE)
    assert (ours.cuts.profit.amount, ours.cuts.profit.source) == (2.0, CutSource.MEDIAN)
    assert (dollars.cuts.revenue.amount, dollars.segment, dollars.value_box) == (None, None, None)


@pytest.mark.parametrize("count", [1, 2])
def test_fewer_than_three_plans_have_no_cut_and_no_box(count, policy) -> None:
    for scores in together(policy, *(account(10.0 * n, 20.0 * n) for n in range(1, count + 1))):
        assert (scores.segment, scores.value_box, scores.revenue_high) == (None, None, None)
        assert scores.cuts.revenue == Cut(plans=count, least=3)
        assert (scores.revenue is not None, scores.profit is not None) == (True, True)


def test_three_plans_are_cut_at_their_medians_whatever_their_units(policy) -> None:
    plans = [account(10.0, 90.0, cost=1.0), account(20_000.0, 20_000.0, unit="k", cost=19_500.0), account(30.0, 10.0, cost=10.0)]
    first, second, third = together(policy, *plans)
    # revenue 10, 20, 30; potential 90, 20, 10; profit 9, 0.5, 20 million
    assert second.cuts.revenue == Cut(amount=20_000.0, source=CutSource.MEDIAN, plans=3, least=3)
    assert (third.cuts.revenue.amount, third.cuts.potential.amount, third.cuts.profit.amount) == (20.0, 20.0, 9.0)
    assert [scores.segment for scores in (first, second, third)] == [Segment.BUILD, Segment.EXPAND, Segment.KEEP]
    assert [scores.value_box for scores in (first, second, third)] == [ValueBox.LOW_HIGH, ValueBox.HIGH_LOW, ValueBox.HIGH_HIGH]


def test_each_currency_has_its_own_medians(policy) -> None:
    chinese = [account(n, n) for n in (10.0, 20.0, 30.0, 40.0)]
    scores = together(policy, *chinese, account(1.0, 1.0, "USD"), account(2.0, 2.0, "usd"))
    assert [found.cuts.revenue.amount for found in scores] == [25.0] * 4 + [None] * 2
    assert scores[4].cuts.revenue.plans == 2
    more = together(policy, *chinese, *(account(n, n, "USD") for n in (1.0, 2.0, 3.0)))
    assert [found.segment for found in more[4:]] == [Segment.SERVE, Segment.EXPAND, Segment.EXPAND]


def test_a_figure_that_is_missing_in_too_many_plans_has_no_cut(policy) -> None:
    scores = together(policy, account(10.0, 5.0), account(20.0, None), account(30.0, 6.0))
    assert [found.cuts.revenue.amount for found in scores] == [20.0] * 3
    assert (scores[0].cuts.potential.amount, scores[0].segment, scores[0].value_box) == (None, None, ValueBox.LOW_LOW)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [("screen_watch = 3", "screen_watch = 5", "screen_watch must not"), ("grade_b = 3.0", "grade_b = 4.5", "grade_b must not")],
)
def test_contradictions_in_the_policy_are_named(old, new, message, policy_file, tmp_path) -> None:
    broken = tmp_path / "scorecard.toml"
    broken.write_text(policy_file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(SpecError, match=message):
        load_policy(broken)
