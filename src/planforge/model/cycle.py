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


def tools_by_phase(plan: AccountPlan) -> Mapping[WorkPhase, tuple[StageTool, ...]]:
    """The tools of the five stages, in the order of the stages and of the sheet."""
    return {phase: tuple(tool for tool in plan.stage_tools if tool.phase is phase) for phase in WorkPhase}


def kinds_without_action(plan: AccountPlan) -> tuple[ActionKind, ...]:
    """Types of action that no action has; none while no action has a type (METHOD, G2)."""
    used = {action.kind for action in plan.actions}
    return tuple(kind for kind in ActionKind if kind not in used) if used - {None} else ()
