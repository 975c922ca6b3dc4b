"""Sales by product line and region, worked by hand."""

from __future__ import annotations

from datetime import date

import pytest

from planforge.model.account import FinancialYear
from planforge.model.plan import AccountPlan
from planforge.model.purchase import ForecastLine
from planforge.model.scorecard import PipelineScores, Score
from planforge.model.scorecard_forecast import ForecastScores
from planforge.scoring.forecast import elapsed_share, score_forecast
from planforge.values import SourceFile

LINES = (
    ForecastLine(product_line="Relays", region="North", last_year=8.0, this_year=10.0, next_year=12.0, target=12.0, actual=6.0),
    ForecastLine(product_line="Service", region="North", last_year=20.0, this_year=22.0, next_year=22.0, target=20.0, actual=20.0),
    ForecastLine(product_line="Relays", region="South", last_year=4.0, this_year=8.0, next_year=15.0, actual=5.0),
    ForecastLine(product_line="Cyber", region="South", next_year=1.0),
)
REVENUE = {2023: 20.0, 2024: 32.0, 2025: 40.39, 2026: 51.0}


def scored(policy, as_of: date | None = date(2025, 6, 30), lines=LINES, weighted: float | None = 5.0) -> ForecastScores:
    years = tuple(FinancialYear(year=year, revenue=REVENUE.get(year)) for year in range(2023, 2028))
    plan = AccountPlan(source=SourceFile("plan.xlsx", "0" * 64, 1), financials=years, forecast=lines)
    return score_forecast(plan, policy, PipelineScores(weighted=Score(key="w", value=weighted, unit="money")), as_of)


def near(value: float) -> object:
    return pytest.approx(value, abs=1e-9)


def test_totals_mix_and_growth_by_product_line(policy) -> None:
    scores = scored(policy)
    assert scores.total.years == (None, 32.0, 40.0, 50.0, None)
    assert [group.name for group in scores.products] == ["Service", "Relays", "Cyber"]
    relays = scores.products[1]
    assert relays.years == (None, 12.0, 18.0, 27.0, None)
    assert (relays.mix, relays.next_mix) == (near(18 / 40), near(27 / 50))
    assert relays.growth == near(0.5)
    assert (scores.products[2].mix, scores.products[2].growth) == (None, None)


def test_regions_add_up_to_the_same_total(policy) -> None:
    scores = scored(policy)
    assert [(group.name, group.years[2]) for group in scores.regions] == [("North", 32.0), ("South", 8.0)]
    assert scores.regions[1].years[3] == 16.0


def test_only_lines_with_a_target_are_held_against_it(policy) -> None:
    total = scored(policy).total
    assert (total.target, total.actual) == (32.0, 26.0)  # the 5.0 of Relays South have no target
    assert total.attainment == near(26 / 32)


def test_the_pace_projects_the_year(policy) -> None:
    scores = scored(policy)
    part = 181 / 365  # 30 June
    assert scores.elapsed == near(part)
    assert scores.total.projected == near(26 / part)
    assert scores.total.outlook == near(26 / part / 32)
    assert scores.months_left == near(12 * 184 / 365)
    assert scores.pace == near(26 / (12 * part))
    assert scores.needed == near(6 / (12 * 184 / 365))
    assert [group.name for group in scores.aimed] == ["Relays", "Service"]
    assert scores.aimed[0].outlook == near(6 / part / 12)


@pytest.mark.parametrize(
    ("day", "share"),
    [
        (None, None),
        (date(2024, 12, 31), None),
        (date(2025, 1, 1), 1 / 365),
        (date(2025, 12, 31), 1.0),
        (date(2026, 2, 1), 1.0),
    ],
)
def test_the_part_of_the_year_that_has_passed(day, share) -> None:
    assert elapsed_share(day, 2025) == share


def test_a_leap_year_has_a_day_more() -> None:
    assert elapsed_share(date(2024, 7, 1), 2024) == near(183 / 366)


def test_after_the_year_nothing_is_needed_any_more(policy) -> None:
    scores = scored(policy, date(2026, 1, 15))
    assert (scores.elapsed, scores.needed, scores.total.projected) == (1.0, None, 26.0)


def test_years_agree_with_the_five_year_table_within_the_tolerance(policy) -> None:
    assert policy.forecast.tolerance == 0.01
    found = {row.year: row.agrees for row in scored(policy).agreements}
    # 2023 and 2027 have no figure on one side; 2025 differs by 0.39 of 40.39, under 1 %; 2026 by 1 of 51
    assert found == {2023: None, 2024: True, 2025: True, 2026: False, 2027: None}


def test_the_pipeline_is_held_against_the_planned_growth(policy) -> None:
    scores = scored(policy)
    assert scores.planned_growth == 10.0
    assert scores.pipeline_cover == near(0.5)
    assert scored(policy, weighted=None).pipeline_cover is None


def test_without_lines_there_is_nothing(policy) -> None:
    assert scored(policy, lines=()) == ForecastScores()
