"""Last quarter's plan as the start of the next one: what moves, what goes, what stays, and what the next review reads back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest

from planforge import resources
from planforge.authoring.next_quarter import next_quarter
from planforge.authoring.plan_workbook import fill_plan_workbook
from planforge.config import Config
from planforge.model.codes import Outcome, RiskZone
from planforge.model.plan import AccountPlan
from planforge.pipeline import check_plan, review_checked
from planforge.spec.load import load_spec
from planforge.workbook.bind import bind
from planforge.workbook.read import read_workbook_bytes
from support.limits import LIMITS
from support.plan_records import DATA

SPEC = load_spec(resources.template("xlsx/account-plan/workbook.toml"))
RISKS = LIMITS.risks
SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "lanhai-grid_2025Q3.xlsx"


def plan_of(data: bytes, name: str = "plan.xlsx") -> AccountPlan:
    return bind(read_workbook_bytes(data, name), SPEC).plan


@lru_cache(maxsize=1)
def small() -> AccountPlan:
    return plan_of(fill_plan_workbook(SPEC, DATA, "en"))


@lru_cache(maxsize=1)
def rich() -> AccountPlan:
    return plan_of(SAMPLE.read_bytes(), SAMPLE.name)


def with_cover(plan: AccountPlan, **values) -> AccountPlan:
    return replace(plan, cover=replace(plan.cover, **values))


def test_values_move_into_the_previous_columns():
    data = next_quarter(small(), SPEC, RISKS)
    assert {f["number"]: f.get("previous") for f in data["factors"]}[3] == 2
    assert data["risks"][0]["previous_zone"] is RiskZone.SHOW_STOPPER
    assert [deal["first_close_date"] for deal in data["pipeline"]] == [date(2026, 5, 2), date(2025, 9, 1)]
    again = plan_of(fill_plan_workbook(SPEC, data, "zh"))
    assert again.risks[0].previous_zone is RiskZone.SHOW_STOPPER
    assert [o.value for o in again.pipeline] == [7.0, 1.0]


def test_a_value_without_a_successor_does_not_stay_the_previous_one():
    plan = rich()
    plan = replace(plan, factors=(replace(plan.factors[0], score=None, previous=4), *plan.factors[1:]))
    assert "previous" not in next_quarter(plan, SPEC, RISKS)["factors"][0]


def test_the_cover_goes_on_to_the_next_review():
    cover = next_quarter(small(), SPEC, RISKS)["cover"]
    assert cover["last_review_file"] == "plan.xlsx"
    assert (cover["last_review"], cover["review_date"]) == (date(2025, 10, 16), date(2026, 1, 15))
    assert (cover["period"], cover["as_of"], cover["signed_off"]) == ("2025 Q4", date(2025, 12, 31), "no")
    assert "next_review" not in cover


@pytest.mark.parametrize(
    ("changes", "period", "as_of"),
    [
        ({"next_review": date(2026, 10, 21)}, "2026 Q3", date(2026, 9, 30)),
        ({"as_of": date(2025, 10, 10)}, "2025 Q4", None),
        ({"period": "Autumn 2025"}, None, date(2025, 12, 31)),
        ({"next_review": None}, None, None),
        ({"review_date": None}, None, None),
        ({"next_review": date(2025, 10, 1)}, None, None),
    ],
)
def test_period_and_day_are_counted_on_by_the_quarters_between_the_reviews(changes, period, as_of):
    cover = next_quarter(with_cover(small(), **changes), SPEC, RISKS)["cover"]
    assert (cover.get("period"), cover.get("as_of")) == (period, as_of)


def test_what_is_over_goes_and_the_rest_stays():
    plan = rich()
    data = next_quarter(plan, SPEC, RISKS)
    assert [a["id"] for a in next_quarter(small(), SPEC, RISKS)["actions"]] == ["A2"]
    assert {record["id"] for record in data["actions"]} == {a.id for a in plan.actions if a.done is None}
    assert (data["titles"], data["review_answers"]) == ([], [])
    assert not any("ready" in record for record in data["preparation"])
    assert [record.get("note") for record in data["preparation"]] == [item.note for item in plan.preparation]
    kept = [a for a in plan.activities if a.day is None or (date(2025, 12, 31) - a.day).days <= 366]
    assert 0 < len(data["activities"]) == len(kept)
    for block in ("contacts", "coverage", "goals", "roadmap", "wants", "factor_questions", "stage_tools", "resources", "duties", "swot"):
        assert len(data[block]) == len(getattr(plan, block)), block
    assert [year["year"] for year in data["financials"]] == [2023, 2024, 2025, 2026, 2027]


def test_roles_in_deals_and_the_dates_first_planned_are_carried_over():
    plan = rich()
    data = next_quarter(plan, SPEC, RISKS)
    again = plan_of(fill_plan_workbook(SPEC, data, "zh"))
    told = [(row.opportunity, row.contact, row.role, row.support, row.note) for row in plan.deal_roles]
    assert [(row.opportunity, row.contact, row.role, row.support, row.note) for row in again.deal_roles] == told
    assert len(told) > 10
    first = {action.id: action.first_due or action.due for action in plan.actions if action.done is None}
    assert {action.id: action.first_due for action in again.actions} == first
    assert first["A3"] == date(2025, 10, 10)


def test_old_activities_go():
    plan = rich()
    old = replace(plan.activities[0], day=date(2024, 12, 29))
    found = next_quarter(replace(plan, activities=(old, *plan.activities[1:])), SPEC, RISKS)
    assert len(found["activities"]) == len(next_quarter(plan, SPEC, RISKS)["activities"]) - 1


def test_a_new_year_moves_the_years_and_asks_for_the_closed_ones_result():
    plan = with_cover(rich(), period="2025 Q4", as_of=date(2025, 12, 31), review_date=date(2026, 1, 22), next_review=date(2026, 4, 16))
    data = next_quarter(plan, SPEC, RISKS)
    assert (data["cover"]["period"], data["cover"]["as_of"]) == ("2026 Q1", date(2026, 3, 31))
    years = data["financials"]
    assert [(row["year"], str(row["scenario"])) for row in years] == [(2024, "A"), (2025, "A"), (2026, "F"), (2027, "P"), (2028, "P")]
    closed, current = years[1], years[2]
    assert "revenue" not in closed
    assert closed["plan"] == plan.year(2025).plan
    assert current["revenue"] == plan.year(2026).revenue
    assert (data["forecast"][0].get("last_year"), data["forecast"][0]["this_year"]) == (None, plan.forecast[0].next_year)
    assert data["wallet"][0]["previous_sales"] == plan.wallet[0].our_sales
    assert not any("done" in step for step in data["cycle"])
    assert plan_of(fill_plan_workbook(SPEC, data, "en")).this_year == 2026


def test_decided_decisions_are_no_requests_again_but_read_back_from_the_old_file(tmp_path):
    plan = rich()
    asked = [d.decision for d in plan.decisions]
    told = replace(plan.decisions[0], outcome=Outcome.APPROVED, outcome_date=date(2025, 10, 16))
    before = replace(plan, decisions=(told, *plan.decisions[1:]))
    data = next_quarter(before, SPEC, RISKS)
    assert [record["decision"] for record in data["decisions"]] == asked[1:]
    data["cover"] |= {"next_review": date(2026, 4, 16)}
    path = tmp_path / "lanhai-grid_2025Q4.xlsx"
    path.write_bytes(fill_plan_workbook(SPEC, data, "en"))
    config = Config(language="en")
    review = review_checked(check_plan(path, config), config, None, before)
    decisions = review.context.decisions
    assert [card.decision for page in decisions.pages for card in page.decisions] == asked[1:]
    assert f"Decision of {SAMPLE.name}: {asked[0]}, approved on 16 Oct 2025" in str(decisions.slide.notes)
    assert asked[0] not in str([page.decisions for page in decisions.pages])


def test_a_decision_with_an_older_outcome_is_no_request_even_in_a_copied_file():
    plan = rich()
    old = replace(plan.decisions[0], outcome=Outcome.REJECTED, outcome_date=date(2025, 7, 17))
    new = replace(plan.decisions[1], outcome=Outcome.APPROVED, outcome_date=date(2025, 10, 16))
    found = replace(plan, decisions=(old, new, *plan.decisions[2:]))
    assert found.requests == found.decisions[1:]


def test_a_workbook_without_some_sheets_has_a_next_quarter():
    sheets = tuple(sheet for sheet in SPEC.sheets if sheet.key in ("cover", "financials", "actions"))
    spec = replace(SPEC, sheets=sheets)
    data = next_quarter(bind(read_workbook_bytes(fill_plan_workbook(SPEC, DATA, "en"), "plan.xlsx"), spec).plan, spec, RISKS)
    assert "decisions" not in data
    assert [a["id"] for a in data["actions"]] == ["A2"]
