"""What holds for every scorecard: trace, status rules, losses, JSON, portfolio, missing days."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planforge.model.arithmetic import cagr, clamp, difference, growth, mean, ratio, shares, weighted_mean
from planforge.model.codes import AccountType, Degree, RiskZone, Status, Support
from planforge.model.plan import AccountPlan
from planforge.model.scorecard import SECTIONS, Part, Score
from planforge.scoring import place, portfolio_average
from planforge.scoring.position import account_type
from planforge.values import CellRef, SourceFile, plain
from support.plans import AS_OF, full_plan, half_filled_plan, previous_plan, with_changes


def _inside(value: Any, kind: type) -> Iterator[Any]:
    if isinstance(value, kind):
        yield value
    if is_dataclass(value) and not isinstance(value, CellRef):
        for entry in fields(value):
            yield from _inside(getattr(value, entry.name), kind)
    elif isinstance(value, tuple):
        for item in value:
            yield from _inside(item, kind)


@pytest.mark.parametrize("make", [full_plan, previous_plan, half_filled_plan])
def test_every_score_carries_its_formula_its_parts_and_the_cells_of_the_parts(make, card_of) -> None:
    card = card_of(make())
    scores = list(_inside(card, Score))
    assert len(scores) >= 6
    for score in scores:
        assert score.formula
        assert score.unit in {"rating", "percent", "money", "count", "points", "ratio"}
        assert set(score.cells) == {cell for part in score.parts for cell in part.cells}
        if score.value:
            assert score.cells, score.key
    for part in _inside(card, Part):
        assert part.label


@pytest.mark.parametrize("make", [full_plan, previous_plan, half_filled_plan])
def test_lost_points_and_kept_points_add_up_to_100(make, card_of) -> None:
    quality = card_of(make()).quality
    assert quality.total + sum(loss.points for loss in quality.losses) == pytest.approx(100)
    assert quality.total == pytest.approx(quality.completeness + quality.consistency + quality.evidence + quality.freshness)
    assert [loss.points for loss in quality.fixes] == sorted((loss.points for loss in quality.losses), reverse=True)[:5]
    for loss in quality.losses:
        assert loss.code
        assert loss.message.endswith(".")
        assert loss.hint.endswith(".")


def test_an_empty_plan_earns_nothing_and_is_assessed_nowhere(card_of) -> None:
    from support.plans import with_readings

    card = card_of(with_readings(AccountPlan(source=SourceFile("empty.xlsx", "0" * 64))))
    assert card.quality.total == pytest.approx(0)
    assert set(card.statuses) == set(SECTIONS)
    assert {card.status(section) for section in SECTIONS} == {Status.NOT_ASSESSED}
    assert card.position.type is None


def test_many_findings_never_take_more_than_the_dimension_has(card_of) -> None:
    weights = {f"attractiveness[{i}].weight": 0.5 for i in range(6)}
    strangers = {f"actions[{i}].owner": "Nobody" for i in range(8)} | {f"risks[{i}].owner": "Nobody" for i in range(6)}
    quality = card_of(with_changes(full_plan(), weights | strangers)).quality
    assert quality.consistency == pytest.approx(0)
    assert quality.total + sum(loss.points for loss in quality.losses) == pytest.approx(100)


def test_the_scorecard_is_json_and_the_same_twice(card_of) -> None:
    first = json.dumps(plain(card_of(full_plan(), previous=previous_plan())), sort_keys=True)
    assert first == json.dumps(plain(card_of(full_plan(), previous=previous_plan())), sort_keys=True)
    data = json.loads(first)
    assert data["as_of"] == "2025-09-30"
    assert data["pipeline"]["coverage"]["parts"][0]["cells"][0] == "Pipeline!F7"
    assert data["risks"]["counts"]["show stopper"] == 1


def test_without_a_day_nothing_is_late_overdue_or_fresh(card_of) -> None:
    card = card_of(with_changes(full_plan(), {"cover.as_of": None, "cover.review_date": None}), findings=())
    assert card.as_of is None
    assert card.actions.late == 0
    assert card.actions.on_time_share is None
    assert card.relationships.overdue == ()
    assert card.status("actions") is Status.NOT_ASSESSED
    assert card.quality.freshness == 0


CHANGES = [
    ("financials", {"financials[2].revenue": 113.0, "financials[2].indirect_cost": 20.0}, Status.ON_TRACK, "98% of plan"),
    ("financials", {"financials[2].revenue": 114.0}, Status.ON_TRACK, "99% of plan, margin up"),
    ("financials", {"financials[2].revenue": 115.0, "financials[2].direct_cost": 90.0}, Status.WATCH, "margin down"),
    ("financials", {"financials[2].revenue": 100.0}, Status.OFF_TRACK, "87% of plan"),
    ("financials", {"financials[2].plan": None}, Status.NOT_ASSESSED, "missing"),
    ("factors", {"factors[2].score": 2}, Status.WATCH, "2 rated poor"),
    ("factors", {f"factors[{i}].score": 2 for i in range(9)}, Status.OFF_TRACK, "rated poor"),
    (
        "relationships",
        {"contacts[0].level": 3, "contacts[3].level": 2, "contacts[3].support": Support.NEUTRAL},
        Status.ON_TRACK,
        "none against",
    ),
    ("relationships", {"contacts[0].level": 3}, Status.WATCH, "He Jun below contact level 2"),
    ("relationships", {"contacts[0].level": 3, "risks[0].mitigation": "Cost case"}, Status.OFF_TRACK, "no action names them"),
    ("relationships", {f"contacts[{i}].buying_role": None for i in range(4)}, Status.NOT_ASSESSED, "no approver or decider"),
    ("competition", {"competition[3].weight": 0.0, "competition[0].weight": 0.05}, Status.ON_TRACK, "92%"),
    ("competition", {"competition[0].weight": 0.9}, Status.OFF_TRACK, "34%"),
    ("satisfaction", {"wants[0].gets": full_plan().wants[5].gets}, Status.WATCH, "67%"),
    ("pipeline", {"pipeline[1].probability": 0.5, "pipeline[1].value": 20.0, "pipeline[3].probability": 0.9}, Status.ON_TRACK, "132%"),
    ("pipeline", {"pipeline[0].probability": 0.9}, Status.WATCH, "62%"),
    ("pipeline", {"pipeline[0].probability": 0.1}, Status.OFF_TRACK, "50%"),
    ("pipeline", {"financials[3].plan": None}, Status.NOT_ASSESSED, "no growth target"),
    ("pipeline", {"financials[3].plan": 100.0}, Status.WATCH, "no growth is planned"),
    ("risks", {"risks[0].impact": Degree.LOW}, Status.WATCH, "2 of 6 risks are significant"),
    ("risks", {f"risks[{i}].impact": Degree.LOW for i in range(6)}, Status.ON_TRACK, "no significant risk"),
    ("actions", {"actions[1].due": date(2025, 8, 20)}, Status.WATCH, "41 days late"),
    ("actions", {f"actions[{i}].due": date(2025, 9, 1) for i in (0, 1, 2, 3, 6)}, Status.OFF_TRACK, "3 of 8"),
]


@pytest.mark.parametrize(("section", "changes", "status", "reason"), CHANGES, ids=[f"{c[0]}-{c[3]}" for c in CHANGES])
def test_status_rules(section, changes, status, reason, card_of) -> None:
    found = card_of(with_changes(full_plan(), changes), findings=()).statuses[section]
    assert (found.status, reason in found.reason) == (status, True), found.reason


def test_a_section_under_half_complete_is_not_assessed(card_of) -> None:
    changes = {f"pipeline[{i}].{name}": None for i in range(7) for name in ("next_step", "next_date", "owner", "probability", "stage")}
    found = card_of(with_changes(full_plan(), changes), findings=()).statuses["pipeline"]
    assert found.status is Status.NOT_ASSESSED
    assert "of the required cells" in found.reason


def test_a_risk_in_other_words_falls_back_on_the_previous_column(card_of) -> None:
    plan = with_changes(full_plan(), {"risks[0].risk": "Price only", "risks[1].risk": " no SPONSOR above  director level"})
    movement = {r.number: r.movement for r in card_of(plan, previous=previous_plan()).risks.risks}
    assert (movement[1], movement[2]) == (1, 0)


@pytest.mark.parametrize(
    ("attractiveness", "strength", "expected"),
    [
        (3.0, 3.0, AccountType.KEY),
        (3.0, 2.9, AccountType.KEY_DEVELOPMENT),
        (2.9, 3.0, AccountType.MAINTENANCE),
        (1.0, 1.0, AccountType.OPPORTUNISTIC),
        (None, 3.0, None),
        (3.0, None, None),
    ],
)
def test_account_types(attractiveness, strength, expected) -> None:
    assert account_type(attractiveness, strength, 3.0, 3.0) is expected


def test_three_plans_make_a_portfolio_and_move_the_line(card_of, policy) -> None:
    card = card_of(full_plan())
    value = card.position.attractiveness.value
    assert portfolio_average([value, value, None], policy) is None
    average = portfolio_average([value, value, None, value], policy)
    assert average == pytest.approx(4.45)
    placed = place(card, full_plan(), policy, None, 4.6)
    assert placed.position.attractiveness_cut == 4.6
    assert placed.position.type is AccountType.MAINTENANCE
    assert placed.position.near is AccountType.KEY
    assert placed.pipeline == card.pipeline


def test_zone_counts_name_every_zone(card_of) -> None:
    assert set(card_of(half_filled_plan()).risks.counts) == set(RiskZone)


@given(st.lists(st.tuples(st.none() | st.floats(1, 5), st.none() | st.floats(0, 10)), min_size=1, max_size=8))
def test_a_weighted_mean_lies_between_its_values(rows) -> None:
    values, weights = [value for value, _ in rows], [weight for _, weight in rows]
    result = weighted_mean(values, weights)
    known = [value for value in values if value is not None]
    assert sum(shares(weights)) == pytest.approx(1)
    if known:
        assert min(known) - 1e-9 <= result <= max(known) + 1e-9
    else:
        assert result is None


def test_arithmetic_of_the_unknown() -> None:
    assert mean([]) is None
    assert mean([None, 2.0]) == 2.0
    assert weighted_mean([], []) is None
    assert weighted_mean([4.0, 2.0], [0.0, 0.0]) == 3.0
    assert weighted_mean([None, 2.0], [1.0, 0.0]) == 2.0
    assert ratio(1.0, 0.0) is None
    assert difference(5.0, 2.0, None) is None
    assert growth(3.0, -1.0) is None
    assert cagr(100.0, 121.0, 2) == pytest.approx(0.1)
    assert cagr(100.0, -5.0, 2) is None
    assert cagr(100.0, 121.0, 0) is None
    assert (clamp(7, 1, 5), clamp(0, 1, 5), clamp(3, 1, 5)) == (5, 1, 3)


def test_the_day_given_decides_not_the_plan(card_of) -> None:
    card = card_of(full_plan(), as_of=date(2025, 12, 31), findings=())
    assert card.actions.late > card_of(full_plan(), as_of=AS_OF, findings=()).actions.late


def test_of_a_year_that_stands_twice_the_first_counts(card_of) -> None:
    plan = full_plan()
    again = with_changes(plan, {"financials": (*plan.financials, replace(plan.financials[2], revenue=1.0))})
    card = card_of(again, findings=())
    assert [year.year for year in card.financials.years] == [2023, 2024, 2025, 2026, 2027]
    assert card.pipeline.growth_target.value == pytest.approx(23.0)


def test_findings_of_one_rule_are_one_fix(card_of) -> None:
    strangers = {f"actions[{i}].owner": "Nobody" for i in range(3)}
    quality = card_of(with_changes(full_plan(), strangers)).quality
    (loss,) = [loss for loss in quality.losses if loss.code == "XR101"]
    assert loss.points == pytest.approx(6)
    assert loss.message.endswith("2 more like this.")
    assert str(loss.cell) == "Actions!D7"
    assert quality.fixes[0] == loss
