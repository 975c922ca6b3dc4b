"""Loads, types and sources, the eight parts, health and cadence: figures worked by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from planforge import resources
from planforge.model.account import Cover
from planforge.model.action import Action, Risk
from planforge.model.codes import AccountClass, ActionKind, Degree, RiskSource, RiskSourceGroup, RiskZone
from planforge.model.plan import AccountPlan, BlockReading
from planforge.model.process import HealthFactor
from planforge.model.scorecard_parts import ItemState
from planforge.scoring.actions import score_actions
from planforge.scoring.cadence import score_cadence
from planforge.scoring.load import load_policy
from planforge.scoring.parts import score_health, score_parts
from planforge.scoring.risks import score_risks
from planforge.values import SourceFile
from support.plans import full_plan, with_readings

POLICY = load_policy(resources.template("xlsx/account-plan/scorecard.toml"))
AS_OF = date(2025, 9, 30)
EMPTY = AccountPlan(source=SourceFile("plan.xlsx", "0" * 64, 1))


def test_loads_count_open_actions_and_the_next_due_date() -> None:
    actions = (
        Action(id="A1", owner="Lin", due=date(2025, 11, 14), kind=ActionKind.BUSINESS, goal="Win"),
        Action(id="A2", owner="Lin", due=date(2025, 9, 22), kind=ActionKind.PROJECT, goal="Win"),
        Action(id="A3", owner="Rao", due=date(2025, 10, 28)),
        Action(id="A4", owner="Rao", due=date(2025, 7, 31), done=date(2025, 7, 29), goal="Win"),
        Action(id="A5", due=date(2025, 12, 1)),
    )
    scores = score_actions(replace(full_plan(), actions=actions), AS_OF)
    assert [(load.owner, load.actions, load.late, load.next_due) for load in scores.loads] == [
        ("Lin", 2, 1, date(2025, 11, 14)),
        ("Rao", 1, 0, date(2025, 10, 28)),
    ]
    assert scores.without_goal == (3, 5)
    assert [scores.kinds[kind] for kind in ActionKind] == [1, 0, 1, 0, 0]


def test_a_date_has_moved_against_the_action_of_that_id_else_of_those_words() -> None:
    before = (
        Action(id="A1", action="Cost case", due=date(2025, 10, 15)),
        Action(id="A2", action="Sign the frame", due=date(2025, 12, 1)),
        Action(action="Visit  the DEPOT", due=date(2025, 9, 1)),
        Action(id="A5", action="No day then"),
    )
    actions = (
        Action(id="A1", action="Total-cost case", due=date(2025, 11, 14), support="Finance data"),
        Action(id="A2", action="Sign the frame", due=date(2025, 11, 1), support="A lawyer", done=date(2025, 9, 20)),
        Action(action="visit the depot", due=date(2025, 9, 2)),
        Action(id="A4", action="New", due=date(2025, 12, 1)),
        Action(id="A5", action="No day then", due=date(2025, 12, 1)),
    )
    scores = score_actions(replace(EMPTY, actions=actions), AS_OF, replace(EMPTY, actions=before))
    assert {score.number: score.days_moved for score in scores.actions} == {1: 16 + 14, 2: -30, 3: 1, 4: None, 5: None}
    assert scores.slipped == (1, 3)
    assert scores.needing == (1,), "a done action needs nothing any more"
    assert score_actions(replace(EMPTY, actions=actions), AS_OF).slipped == ()


def test_without_goals_and_types_nothing_is_missing() -> None:
    scores = score_actions(replace(EMPTY, actions=(Action(id="A1"),)), AS_OF)
    assert scores.without_goal == ()
    assert scores.kinds == {}


def test_sources_of_risk_by_group() -> None:
    def risk(source: RiskSource, probability: Degree, impact: Degree) -> Risk:
        return Risk(risk=source.value, source=source, probability=probability, impact=impact)

    risks = (
        risk(RiskSource.RETURN, Degree.HIGH, Degree.HIGH),
        risk(RiskSource.COST_INCREASE, Degree.LOW, Degree.MEDIUM),
        risk(RiskSource.RECRUITMENT, Degree.MEDIUM, Degree.HIGH),
    )
    sources = {source.group: source for source in score_risks(replace(EMPTY, risks=risks), POLICY, None).sources}
    business, external = sources[RiskSourceGroup.BUSINESS_CASE], sources[RiskSourceGroup.EXTERNAL]
    assert (business.points, business.highest) == (6 + 3, RiskZone.SHOW_STOPPER)
    assert [source.value for source in business.never] == ["B3", "B4", "B5"]
    assert (external.points, external.highest) == (5, RiskZone.SIGNIFICANT)
    assert sources[RiskSourceGroup.TECHNICAL].highest is None
    assert len(sources[RiskSourceGroup.TECHNICAL].never) == 5
    assert sum(len(source.never) for source in sources.values()) == 22 - 3


def test_risks_without_a_source_have_no_groups() -> None:
    assert score_risks(replace(EMPTY, risks=(Risk(risk="Strike"),)), POLICY, None).sources == ()


def test_the_26_items_of_data_belong_to_four_parts() -> None:
    scores = score_parts(full_plan())
    assert [part.number for part in scores.parts] == list(range(1, 9))
    assert [len(part.items) for part in scores.parts] == [9, 6, 3, 0, 8, 0, 0, 0]
    assert len({item.key for item in scores.items}) == 26


def test_an_empty_plan_has_no_item_of_data() -> None:
    scores = score_parts(with_readings(EMPTY))
    assert {item.state for item in scores.items} == {ItemState.MISSING}
    assert all(part.ready == 0 for part in scores.parts)


def test_an_item_with_an_empty_required_cell_is_partial() -> None:
    plan = full_plan()
    first, *rest = plan.risks
    damaged = with_readings(replace(plan, risks=(replace(first, mitigation=None), *rest)))
    state = {item.key: item.state for item in score_parts(damaged).items}
    assert state["cautions"] is ItemState.PARTIAL
    assert {item.key: item.state for item in score_parts(with_readings(replace(plan, risks=()))).items}["cautions"] is ItemState.MISSING


def test_parts_share_filled_over_required_cells() -> None:
    part = score_parts(full_plan()).parts[5]
    readings = full_plan().readings
    assert part.required == readings["team"].required + readings["resources"].required
    assert part.share == pytest.approx(part.filled / part.required)
    assert score_parts(full_plan()).parts[7].share is None


def test_the_six_blocks_share_filled_over_required_cells() -> None:
    """Competition: 3 of 4 required cells of the matrix, 2 of 4 of the strength factors, no rival; value: nothing entered."""

    def reading(block: str, rows: int, required: int, filled: int) -> BlockReading:
        return BlockReading(block=block, rows=rows, required=required, filled=filled)

    read = (
        reading("competition", 1, 4, 3), reading("strength", 2, 4, 2), reading("rivals", 0, 0, 0), reading("roadmap", 0, 6, 0),
        reading("actions", 1, 2, 2), reading("resources", 0, 0, 0),
    )  # fmt: skip
    blocks = {block.key: block for block in score_parts(replace(EMPTY, readings={r.block: r for r in read})).blocks}
    assert list(blocks) == ["profile", "strategies", "value", "competition", "coverage", "actions"]
    assert (blocks["competition"].filled, blocks["competition"].required) == (5, 8)
    assert blocks["competition"].share == pytest.approx(0.625)
    assert (blocks["value"].share, blocks["actions"].share, blocks["profile"].share) == (0.0, 1.0, 0.0)


def test_health_is_the_mean_of_the_rated_factors() -> None:
    factors = tuple(HealthFactor(number=n, factor=str(n), rating=rating) for n, rating in enumerate((4, None, 2, 5, 2), 1))
    score = score_health(replace(EMPTY, health=factors))
    assert (score.rated, score.average) == (4, 3.25)
    assert [factor.number for factor in score.weakest] == [3, 5]
    assert score_health(EMPTY).average is None


@pytest.mark.parametrize(
    ("account_class", "last", "next_review", "over", "next_over"),
    [
        (AccountClass.A, date(2025, 7, 17), date(2026, 1, 22), 0, 6),
        (AccountClass.A, date(2025, 7, 1), date(2026, 1, 16), 15, 0),
        (AccountClass.B, date(2024, 9, 10), None, 35, None),
        (AccountClass.C, None, date(2026, 10, 17), None, 0),
    ],
)
def test_reviews_keep_the_rhythm_of_their_class(
    account_class: AccountClass, last: date | None, next_review: date | None, over: int | None, next_over: int | None
) -> None:
    cover = Cover(account_class=account_class, last_review=last, review_date=date(2025, 10, 16), next_review=next_review)
    found = score_cadence(replace(EMPTY, cover=cover), POLICY, AS_OF)
    assert (found.over, found.next_over) == (over, next_over)
    assert found.days == {"A": 92, "B": 366, "C": 366}[account_class.value]


def test_without_a_class_there_is_no_rhythm() -> None:
    assert score_cadence(EMPTY, POLICY, AS_OF).days is None


def test_the_last_review_may_come_from_the_previous_plan() -> None:
    now = replace(EMPTY, cover=Cover(account_class=AccountClass.A, review_date=date(2025, 10, 16)))
    before = replace(EMPTY, cover=Cover(review_date=date(2025, 7, 1)))
    assert score_cadence(now, POLICY, AS_OF, before).over == 15


def test_a_group_of_sources_counts_its_levels_and_what_is_not_rated() -> None:
    risks = (
        Risk(risk="Strike", source=RiskSource.RESOURCES, probability=Degree.HIGH, impact=Degree.HIGH),
        Risk(risk="Late parts", source=RiskSource.COMPLEXITY, probability=Degree.LOW),
        Risk(risk="Vendor fails", source=RiskSource.VENDOR_EXPERIENCE),
        Risk(risk="Nobody knows why", probability=Degree.LOW, impact=Degree.LOW),
    )
    scores = score_risks(replace(EMPTY, risks=risks), POLICY, None)
    sources = {source.group: source for source in scores.sources}
    planning, external = sources[RiskSourceGroup.PLANNING], sources[RiskSourceGroup.EXTERNAL]
    assert [planning.levels[zone] for zone in RiskZone] == [0, 0, 0, 1]
    assert (planning.unrated, planning.points) == (1, 6)
    assert (external.unrated, external.points) == (1, None), "not rated is not 0"
    assert sources[RiskSourceGroup.TECHNICAL].points == 0
    assert scores.without_source == 1
