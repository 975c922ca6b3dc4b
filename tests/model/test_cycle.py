"""The making of the plan on a day: variance of steps, readiness, prework with its data, tools and types of action."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planforge.model.action import Action
from planforge.model.codes import ActionKind, PreparationPart, WorkPhase, YesNo
from planforge.model.cycle import (
    Obstacle,
    StepState,
    has_cycle,
    has_preparation,
    kinds_without_action,
    not_ready,
    obstacles,
    prework,
    read_cycle,
    tools_by_phase,
)
from planforge.model.plan import AccountPlan
from planforge.model.process import CycleStep, Preparation, StageTool
from planforge.values import SourceFile
from support.plans import full_plan

AS_OF = date(2025, 9, 30)


def plan_with(**blocks: object) -> AccountPlan:
    return replace(AccountPlan(source=SourceFile("plan.xlsx", "0" * 64, 1)), **blocks)


@pytest.mark.parametrize(
    ("planned", "done", "state", "days"),
    [
        (date(2025, 9, 19), date(2025, 9, 24), StepState.DONE, 5),
        (date(2025, 8, 8), date(2025, 8, 6), StepState.DONE, -2),
        (date(2025, 8, 8), date(2025, 8, 8), StepState.DONE, 0),
        (None, date(2025, 8, 8), StepState.DONE, None),
        (date(2025, 9, 26), None, StepState.LATE, 4),
        (AS_OF, None, StepState.OPEN, None),
        (None, None, StepState.NO_DATE, None),
    ],
)
def test_a_step_against_its_plan(planned: date | None, done: date | None, state: StepState, days: int | None) -> None:
    (reading,) = read_cycle(plan_with(cycle=(CycleStep(number=1, planned=planned, done=done),)), AS_OF)
    assert (reading.state, reading.days) == (state, days)


def test_without_a_day_no_step_is_late() -> None:
    plan = plan_with(cycle=(CycleStep(number=1, planned=date(2020, 1, 1)),))
    assert read_cycle(plan, None)[0].state is StepState.OPEN


def test_fixed_rows_without_answers_are_no_data() -> None:
    plan = plan_with(cycle=(CycleStep(number=1, step="Collect"),), preparation=(Preparation(number=1, item="Account knowledge"),))
    assert not has_cycle(plan)
    assert not has_preparation(plan)
    assert not_ready(plan) == ()


def test_unanswered_items_count_once_one_is_answered() -> None:
    rows = (Preparation(number=1, ready=YesNo.YES), Preparation(number=2), Preparation(number=3, ready=YesNo.NO))
    assert [item.number for item in not_ready(plan_with(preparation=rows))] == [2, 3]


def test_prework_blocks_on_missing_data_and_on_a_no() -> None:
    flags = tuple(Preparation(number=n, part=PreparationPart.PREWORK, ready=YesNo.YES) for n in (1, 2, 3))
    empty = prework(plan_with(preparation=flags))
    assert [(item.key, item.has_data, item.blocks) for item in empty] == [
        ("knowledge", False, True),
        ("revenues", False, True),
        ("opportunities", False, True),
    ]
    said_no = (*flags[:2], replace(flags[2], ready=YesNo.NO))
    filled = prework(replace(full_plan(), preparation=said_no))
    assert [(item.has_data, item.blocks) for item in filled] == [(True, False), (True, False), (True, True)]
    assert not any(item.blocks for item in prework(full_plan()))


def test_tools_stand_in_the_order_of_their_stages() -> None:
    tools = (
        StageTool(number=15, phase=WorkPhase.VERIFY, tool="Pilot"),
        StageTool(number=1, phase=WorkPhase.DEFINE, tool="Selection"),
        StageTool(number=2, phase=WorkPhase.DEFINE, tool="Portfolio"),
    )
    found = tools_by_phase(plan_with(stage_tools=tools))
    assert list(found) == list(WorkPhase)
    assert [tool.number for tool in found[WorkPhase.DEFINE]] == [1, 2]
    assert found[WorkPhase.MEASURE] == ()


def test_types_of_action_without_any() -> None:
    typed = plan_with(actions=(Action(kind=ActionKind.PROJECT), Action(kind=ActionKind.BUSINESS), Action()))
    assert kinds_without_action(typed) == (ActionKind.RELATIONSHIP, ActionKind.CAPABILITY, ActionKind.PROGRESS)
    assert kinds_without_action(plan_with(actions=(Action(),))) == ()


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, ()),
        ({"open_prework": 1}, (Obstacle.PREWORK,)),
        ({"errors": 1}, (Obstacle.ERRORS,)),
        ({"filled": 0.89}, (Obstacle.CELLS,)),
        ({"share": 1.0}, (Obstacle.CELLS,)),
        ({"signed_off": False}, (Obstacle.SIGN_OFF,)),
        ({"open_prework": 2, "errors": 3, "filled": 0.0, "signed_off": False}, tuple(Obstacle)),
    ],
)
def test_a_plan_is_ready_without_any_obstacle(changes: dict[str, Any], found: tuple[Obstacle, ...]) -> None:
    assert obstacles(**{"open_prework": 0, "errors": 0, "filled": 0.9, "share": 0.9, "signed_off": True, **changes}) == found
