"""What we sell next and what we promise the customer: opportunities, roadmap, goals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planforge.model.codes import InitiativeStatus, SalesStage, YesNo
from planforge.model.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Opportunity(Record):
    """A deal that may close. `value` in the workbook's unit; `probability` and `margin` are shares of 1."""

    id: str | None = None
    name: str | None = None
    product: str | None = None
    stage: SalesStage | None = None
    close_date: date | None = None
    value: float | None = None
    probability: float | None = None
    margin: float | None = None
    competitor: str | None = None
    next_step: str | None = None
    next_date: date | None = None
    owner: str | None = None
    why_win: str | None = None
    why_lose: str | None = None
    buying_reason: str | None = None
    stage_since: date | None = None
    first_close_date: date | None = None

    @property
    def is_open(self) -> bool:
        """True unless the deal is won or lost."""
        return self.stage is None or self.stage.is_open

    @property
    def days_slipped(self) -> int | None:
        """Days the close date has moved since the deal was first recorded, negative when it comes earlier; None while a date is missing."""
        if self.close_date is None or self.first_close_date is None:
            return None
        return (self.close_date - self.first_close_date).days

    def days_in_stage(self, as_of: date) -> int | None:
        """Days in the present stage on a day; None while the stage has no date or a later one."""
        if self.stage_since is None or self.stage_since > as_of:
            return None
        return (as_of - self.stage_since).days

    @property
    def weighted(self) -> float | None:
        """Value times probability; None when either is missing."""
        if self.value is None or self.probability is None:
            return None
        return self.value * self.probability

    @property
    def profit(self) -> float | None:
        """Weighted value times margin, what the deal can be expected to earn; None when one of the three is missing."""
        if self.weighted is None or self.margin is None:
            return None
        return self.weighted * self.margin


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadmapItem(Record):
    """A customer priority, our proposition and the initiative that delivers it."""

    priority: str | None = None
    proposition: str | None = None
    proof: str | None = None
    initiative: str | None = None
    start: date | None = None
    end: date | None = None
    funded: YesNo | None = None
    status: InitiativeStatus | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective(Record):
    """A goal of ours with a measure. Figures are in the measure's own unit."""

    goal: str | None = None
    measure: str | None = None
    baseline: float | None = None
    now: float | None = None
    target: float | None = None
    due: date | None = None
    serves: str | None = None
