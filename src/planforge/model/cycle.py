"""How far the making of the plan has come on a day: what is ready, which steps are late and by how much, which tools were used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from planforge.model.codes import ActionKind, PreparationPart, WorkPhase, YesNo
from planforge.model.plan import AccountPlan
from planforge.model.process import CycleStep, Preparation, StageTool
from planforge.values import CellRef


class StepState(StrEnum):
    """Where a step of the planning cycle stands. A step is late only while it is not done."""

    DONE = "done"
    LATE = "late"
    OPEN = "open"
    NO_DATE = "no date"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepReading:
    """A step of the cycle on a day.

    Attributes:
        days: schedule variance, done less planned; for a late step the day less planned. Negative is early, None without both dates.
    """

    step: CycleStep
    state: StepState
    days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleSpan:
    """The time in which the plan is made: from the first step to the last but one, because the last step keeps the actions going.

    Attributes:
        begin, end: planned days; the end is None while one of these steps has no date, as nobody knows then when it comes.
        last: the step that ends it, when the end is known.
        undated: the first of these steps without a date.
    """

    begin: date | None = None
    end: date | None = None
    last: CycleStep | None = None
    undated: CycleStep | None = None

    @property
    def weeks(self) -> int | None:
        """Its length, rounded; None while it is not known."""
        return round((self.end - self.begin).days / 7) if self.begin and self.end else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PreworkReading:
    """One of the three items every plan starts from: the team's flag, and whether the data are in the workbook.

    Attributes:
        key: `knowledge`, `revenues` or `opportunities`.
        flagged: the row of the preparation, None when the workbook has none.
        block, field: where the missing data belong; the field is empty when there is no record to point at.
        cell: the cell of that field.
    """

    key: str
    flagged: Preparation | None
    has_data: bool
    block: str
    field: str = ""
    cell: CellRef | None = None

    @property
    def blocks(self) -> bool:
        """True while the plan cannot be ready for review: the data are missing, or the team says the item is not ready."""
        return not self.has_data or (self.flagged is not None and self.flagged.ready is YesNo.NO)


def read_cycle(plan: AccountPlan, as_of: date | None) -> tuple[StepReading, ...]:
    """Every step of the planning cycle; without a day no step is late."""
    return tuple(_step(step, as_of) for step in plan.cycle)


def _step(step: CycleStep, as_of: date | None) -> StepReading:
    planned, done = step.planned, step.done
    if done is not None:
        return StepReading(step=step, state=StepState.DONE, days=(done - planned).days if planned else None)
    if planned is None:
        return StepReading(step=step, state=StepState.NO_DATE)
    if as_of is not None and planned < as_of:
        return StepReading(step=step, state=StepState.LATE, days=(as_of - planned).days)
    return StepReading(step=step, state=StepState.OPEN)


def span_of(plan: AccountPlan) -> CycleSpan:
    """When the plan is made; a step without a planned day counts with the day on which it was done."""
    making = plan.cycle[:-1] or plan.cycle
    dated = [(day, step) for step in making if (day := step.planned or step.done)]
    undated = next((step for step in making if not (step.planned or step.done)), None)
    if not dated:
        return CycleSpan(undated=undated)
    end, last = max(dated, key=lambda entry: entry[0])
    whole = undated is None and len(dated) > 1
    return CycleSpan(begin=min(day for day, _ in dated), end=end if whole else None, last=last if whole else None, undated=undated)


def has_cycle(plan: AccountPlan) -> bool:
    """True when a step of the cycle has a date; the steps themselves are always there."""
    return any(step.planned or step.done for step in plan.cycle)


def has_preparation(plan: AccountPlan) -> bool:
    """True when somebody has said of an item whether it is ready."""
    return any(item.ready is not None for item in plan.preparation)


def not_ready(plan: AccountPlan) -> tuple[Preparation, ...]:
    """Items of the preparation that are not ready or not answered; none while nobody has answered any."""
    return tuple(item for item in plan.preparation if not item.ready) if has_preparation(plan) else ()


def prework(plan: AccountPlan) -> tuple[PreworkReading, ...]:
    """Account knowledge, current revenues and current opportunities: flags and data (METHOD, A4)."""
    flags = [item for item in plan.preparation if item.part is PreparationPart.PREWORK]
    knows = bool(plan.profile.industry and plan.profile.goals and plan.contacts)
    this = plan.year(plan.this_year)
    sold = this is not None and this.revenue is not None
    found = (
        ("knowledge", knows, "profile", "industry", plan.profile.at("industry")),
        ("revenues", sold, "financials", "revenue" if this else "", this.at("revenue") if this else None),
        ("opportunities", bool(plan.pipeline), "pipeline", "", None),
    )
    return tuple(
        PreworkReading(key=key, flagged=flags[place] if place < len(flags) else None, has_data=has_data, block=block, field=name, cell=cell)
        for place, (key, has_data, block, name, cell) in enumerate(found)
    )


class Obstacle(StrEnum):
    """What keeps a plan from being ready for review."""

    PREWORK = "prework"
    ERRORS = "errors"
    CELLS = "cells"
    SIGN_OFF = "sign-off"


def obstacles(*, open_prework: int, errors: int, filled: float, share: float, signed_off: bool) -> tuple[Obstacle, ...]:
    """What keeps a plan from being ready for review (METHOD, A4); a plan without obstacle is ready.

    This is the one rule of decks and of the consolidated workbook, whose formula repeats it.

    Args:
        open_prework: how many items of the prework block it.
        errors: findings of that severity.
        filled: share of the required cells that are filled, 0 to 1.
        share: the share from which that is enough.
        signed_off: whether the cover says that the plan is signed off.
    """
    found = {
        Obstacle.PREWORK: open_prework > 0,
        Obstacle.ERRORS: errors > 0,
        Obstacle.CELLS: filled < share,
        Obstacle.SIGN_OFF: not signed_off,
    }
    return tuple(obstacle for obstacle, stands in found.items() if stands)


def tools_by_phase(plan: AccountPlan) -> Mapping[WorkPhase, tuple[StageTool, ...]]:
    """The tools of the five stages, in the order of the stages and of the sheet."""
    return {phase: tuple(tool for tool in plan.stage_tools if tool.phase is phase) for phase in WorkPhase}


def kinds_without_action(plan: AccountPlan) -> tuple[ActionKind, ...]:
    """Types of action that no action has; none while no action has a type (METHOD, G2)."""
    used = {action.kind for action in plan.actions}
    return tuple(kind for kind in ActionKind if kind not in used) if used - {None} else ()
