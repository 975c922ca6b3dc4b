"""What is not known is never 0: sums over a part, comparisons over the same lines, nothing called best on unknown data; by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from planforge.model.account import WalletLine
from planforge.model.codes import AccountType, ActivityKind, Status
from planforge.model.people import Activity
from planforge.model.plan import AccountPlan
from planforge.model.purchase import ForecastLine
from planforge.model.scorecard import FinancialScores, PipelineScores, Score, YearResult
from planforge.model.scorecard_customer import EffortFit
from planforge.model.wallet import between_reviews, over_a_year
from planforge.scoring.effort import score_effort
from planforge.scoring.engine import score_plan
from planforge.scoring.forecast import score_forecast
from planforge.scoring.position import score_strength
from planforge.scoring.purchase import score_purchase
from planforge.scoring.standing import score_satisfaction
from planforge.values import SourceFile
from support.plans import AS_OF, full_plan, with_changes
from support.rule_cases import build_plan


def near(value: float) -> object:
    return pytest.approx(value, abs=1e-9)


class TestForecast:
    """Relays North lacks next year, Service lacks its actual; Cyber begins next year."""

    LINES = (
        ForecastLine(product_line="Relays", region="North", last_year=30.0, this_year=40.0, target=44.0, actual=22.0),
        ForecastLine(product_line="Relays", region="South", last_year=8.0, this_year=10.0, next_year=12.0),
        ForecastLine(product_line="Service", region="North", last_year=20.0, this_year=20.0, next_year=25.0, target=20.0),
        ForecastLine(product_line="Cyber", region="South", next_year=3.0),
    )

    @pytest.fixture
    def scores(self, policy):
        revenue = ({"year": 2024, "revenue": 58.0}, {"year": 2025, "revenue": 70.0}, {"year": 2026, "revenue": 80.0})
        plan = replace(build_plan({"financials": list(revenue)}), forecast=self.LINES)
        return score_forecast(plan, policy, PipelineScores(weighted=Score(key="w", value=5.0, unit="money")), date(2025, 6, 30))

    def test_the_sum_of_a_year_says_how_many_lines_it_knows(self, scores) -> None:
        assert scores.total.years == (None, 58.0, 70.0, 40.0, None)
        assert scores.total.known == (0, 4, 4, 3, 0)  # Cyber has not begun in 2024 and 2025, Relays North is missing in 2026
        assert [scores.total.partial(place) for place in range(5)] == [False, False, False, True, False]
        assert scores.complete_lines == 3

    def test_growth_is_over_the_lines_known_in_both_years(self, scores) -> None:
        assert scores.total.growth == near((12 + 25 + 3) / (10 + 20 + 0) - 1)
        relays = next(group for group in scores.products if group.name == "Relays")
        assert relays.growth == near(12 / 10 - 1)  # not 12 / 50
        assert relays.change == near(2)

    def test_shares_of_a_year_wait_for_its_last_line(self, scores) -> None:
        assert [group.mix for group in scores.products] == [near(50 / 70), near(20 / 70), None]
        assert [group.next_mix for group in scores.products] == [None, None, None]

    def test_what_needs_every_line_is_not_known(self, scores) -> None:
        assert scores.planned_growth is None
        assert scores.pipeline_cover is None
        assert [row.agrees for row in scores.agreements] == [None, True, True, None, None]

    def test_target_and_actual_are_of_the_same_lines(self, scores) -> None:
        assert (scores.total.target, scores.total.actual) == (44.0, 22.0)  # without the 20.0 of Service, whose actual is missing
        assert scores.total.attainment == near(0.5)
        assert [(group.target, group.actual) for group in scores.aimed] == [(44.0, 22.0), (20.0, None)]
        assert len(scores.total.measured) == 1

    def test_targets_alone_still_add_up(self, policy) -> None:
        lines = tuple(replace(line, actual=None) for line in self.LINES)
        plan = AccountPlan(source=SourceFile("plan.xlsx", "0" * 64, 1), forecast=lines)
        total = score_forecast(plan, policy, PipelineScores(), None).total
        assert (total.target, total.actual, total.attainment) == (64.0, None, None)


class TestStrength:
    """Weights 50, 30 and 20 percent. Ada is rated throughout, Ben on the lightest factor only, with 5."""

    ROWS = (
        {"factor": "Price", "weight": 0.5, "we": 4, "competitor_1": 4},
        {"factor": "Service", "weight": 0.3, "we": 4, "competitor_1": 3},
        {"factor": "Speed", "weight": 0.2, "we": 2, "competitor_1": 3, "competitor_2": 5},
    )

    def strength(self, policy, **changes):
        rows = [dict(row) for row in self.ROWS]
        rows[0] = {key: value for key, value in (rows[0] | changes).items() if value is not None}
        return score_strength(
            build_plan({"cover": {"account": "A", "competitor_1": "Ada", "competitor_2": "Ben"}, "strength": rows}), policy
        )

    def test_a_rival_rated_on_little_is_listed_but_not_best(self, policy) -> None:
        strength = self.strength(policy)
        assert strength.rivals == (("Ada", near(3.5)), ("Ben", near(5)))  # 2 + 0.9 + 0.6
        assert strength.best_rival == "Ada"
        assert strength.ratio == near(3.6 / 3.5)  # 2 + 1.2 + 0.4
        assert [(rival.name, rival.rated, rival.factors) for rival in strength.partial] == [("Ben", 1, 3)]

    def test_with_enough_weight_ours_is_taken_over_the_same_factors(self, policy) -> None:
        strength = self.strength(policy, competitor_2=5)
        assert strength.best_rival == "Ben"  # 70 % of the weight
        assert strength.ours_compared == near((2 + 0.4) / 0.7)
        assert strength.ratio == near((2 + 0.4) / 0.7 / 5)

    def test_our_own_missing_rating_counts_for_neither(self, policy) -> None:
        strength = self.strength(policy, we=None)
        assert strength.ratio == near((1.2 + 0.4) / (0.9 + 0.6))
        assert strength.ours == near(1.6 / 0.5)

    def test_nobody_is_best_when_only_little_is_shared(self, policy) -> None:
        rows = [{key: value for key, value in row.items() if key != "competitor_1"} for row in self.ROWS]
        plan = build_plan({"cover": {"account": "A", "competitor_2": "Ben"}, "strength": rows})
        strength = score_strength(plan, policy)
        assert (strength.best_rival, strength.axis.value) == (None, None)


class TestFinancialStatus:
    def status(self, policy, **changes):
        plan = with_changes(full_plan(), {"financials[2].plan": 100.0, **changes})
        return score_plan(plan, as_of=AS_OF, findings=(), policy=policy).statuses["financials"]

    def test_a_margin_that_is_not_known_is_no_steady_margin(self, policy) -> None:
        found = self.status(policy, **{"financials[2].direct_cost": None})
        assert (found.status, found.reason) == (Status.WATCH, "forecast is 108% of plan, this year's margin is not known")

    def test_last_years_margin_counts_as_much(self, policy) -> None:
        found = self.status(policy, **{"financials[1].indirect_cost": None})
        assert (found.status, found.reason) == (Status.WATCH, "forecast is 108% of plan, last year's margin is not known")

    def test_far_below_plan_stays_off_track(self, policy) -> None:
        assert self.status(policy, **{"financials[2].plan": 200.0, "financials[2].direct_cost": None}).status is Status.OFF_TRACK


class TestWalletShare:
    NOW = (
        WalletLine(product_line="Relays", our_sales=10.0, total_spend=40.0, previous_sales=8.0, previous_spend=40.0),
        WalletLine(product_line="Service", total_spend=20.0, previous_sales=9.0, previous_spend=20.0),
        WalletLine(product_line="Cyber", our_sales=5.0, total_spend=10.0),
    )

    def test_two_years_are_compared_over_the_lines_known_in_both(self) -> None:
        pair = over_a_year(self.NOW)
        assert (pair.now, pair.before, pair.counted, pair.lines) == (near(0.25), near(0.2), 1, 3)
        assert pair.partial

    def test_two_reviews_are_compared_over_the_lines_known_at_both(self) -> None:
        before = (
            WalletLine(product_line="relays ", our_sales=6.0, total_spend=40.0),
            WalletLine(product_line="Service", our_sales=10.0, total_spend=20.0),
            WalletLine(product_line="Doors", our_sales=1.0, total_spend=2.0),
        )
        pair = between_reviews(self.NOW, before)
        assert (pair.now, pair.before, pair.counted) == (near(0.25), near(0.15), 1)

    def test_no_common_line_gives_no_comparison(self) -> None:
        pair = between_reviews(self.NOW, (WalletLine(product_line="Doors", our_sales=1.0, total_spend=2.0),))
        assert (pair.now, pair.before, pair.counted) == (None, None, 0)

    def test_whitespace_waits_for_all_sales_of_the_line(self) -> None:
        wallet = [{"product_line": "Relays", "region": "North", "our_sales": 12}, {"product_line": "Relays", "region": "North"}]
        plan = build_plan({"wallet": wallet, "installed_base": [{"category": "Relays", "unit": "North", "budget": 50}]})
        assert score_purchase(plan, AS_OF).lines[0].whitespace is None


class TestEffort:
    def scores(self, policy, *hours: float | None):
        log = tuple(Activity(day=date(2025, 7, 1 + 10 * n), kind=ActivityKind.VISIT, hours=spent) for n, spent in enumerate(hours))
        plan = AccountPlan(source=SourceFile("plan.xlsx", "0" * 64, 1), activities=log)
        net = FinancialScores(this=YearResult(year=2025, net_income=12.0))
        return score_effort(plan, policy, net, AccountType.KEY, date(2025, 9, 29))

    def test_missing_hours_can_only_add_to_a_fit_that_is_too_much(self, policy) -> None:
        assert self.scores(policy, 100.0, 100.0).fit is EffortFit.WITHIN  # 200 hours in 91 days, 66.9 a month
        assert self.scores(policy, 100.0, 100.0, None).fit is None
        assert self.scores(policy, 10.0, None).fit is None  # no longer too little for certain
        assert self.scores(policy, 600.0, None).fit is EffortFit.ABOVE

    def test_the_entries_that_are_known_are_counted(self, policy) -> None:
        scores = self.scores(policy, 100.0, None, 20.0)
        assert (scores.hours, scores.timed, scores.costed, len(scores.log)) == (120.0, 2, 0, 3)


def test_the_best_rival_of_the_last_survey_has_a_name() -> None:
    rows = [
        {"supplier": "We", "us": "yes", "score": 4.0, "previous": 3.5},
        {"supplier": "Ada", "score": 3.0, "previous": 3.9},
        {"supplier": "Ben", "score": 3.6, "previous": 3.1},
    ]
    scores = score_satisfaction(build_plan({"satisfaction": rows}))
    assert (scores.best.supplier, scores.gap) == ("Ben", near(0.4))
    assert (scores.previous_best.supplier, scores.previous_gap) == ("Ada", near(-0.4))
