"""How the plan comes about: preparation, cycle, tools, the reviewers' answers, health of the planning."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planforge.model.codes import Answer, PreparationPart, WorkPhase, YesNo
from planforge.model.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparation(Record):
    """Something that must be ready before the plan can be reviewed."""

    number: int | None = None
    part: PreparationPart | None = None
    item: str | None = None
    ready: YesNo | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleStep(Record):
    """One of the eight steps of the planning cycle."""

    number: int | None = None
    step: str | None = None
    planned: date | None = None
    done: date | None = None
    owner: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StageTool(Record):
    """A tool of the method and whether this plan used it."""

    number: int | None = None
    phase: WorkPhase | None = None
    tool: str | None = None
    done: YesNo | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewAnswer(Record):
    """What the reviewers answered to a review question such as Q1."""

    question: str | None = None
    verdict: Answer | None = None
    comment: str | None = None
    reviewer: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthFactor(Record):
    """A success factor of planning, rated 1 to 5."""

    number: int | None = None
    factor: str | None = None
    rating: int | None = None
