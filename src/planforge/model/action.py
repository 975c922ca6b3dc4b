"""What will be done, by whom, with what: risks, actions, resources, decisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planforge.model.codes import ActionKind, ActionStatus, Degree, Outcome, ResourceKind, RiskSource, RiskZone, YesNo
from planforge.model.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk(Record):
    """Something that may go wrong. `at_stake` is the revenue it threatens, in the workbook's unit."""

    risk: str | None = None
    source: RiskSource | None = None
    probability: Degree | None = None
    impact: Degree | None = None
    at_stake: float | None = None
    mitigation: str | None = None
    owner: str | None = None
    due: date | None = None
    previous_zone: RiskZone | None = None

    @property
    def points(self) -> int | None:
        """Probability points + impact points, 2 to 6; None when either is missing. The scoring policy has the zone of each sum."""
        if self.probability is None or self.impact is None:
            return None
        return self.probability.points + self.impact.points


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(Record):
    """A task of the one-year plan. A milestone has a due date and no length; a commitment is a promise to the customer.

    `first_due` is the due date that was planned first.
    """

    id: str | None = None
    action: str | None = None
    workstream: str | None = None
    owner: str | None = None
    start: date | None = None
    due: date | None = None
    done: date | None = None
    milestone: YesNo | None = None
    commitment: YesNo | None = None
    opportunity: str | None = None
    goal: str | None = None
    kind: ActionKind | None = None
    support: str | None = None
    contact: str | None = None
    first_due: date | None = None

    def status(self, as_of: date) -> ActionStatus:
        """The action's status on a day."""
        if self.done is not None:
            late = self.due is not None and self.done > self.due
            return ActionStatus.DONE_LATE if late else ActionStatus.DONE
        if self.due is None:
            return ActionStatus.NO_DATE
        return ActionStatus.LATE if self.due < as_of else ActionStatus.ON_TIME

    def days_late(self, as_of: date) -> int:
        """Days past the due date on a day, or past it when done; 0 when on time or without date."""
        if self.due is None:
            return 0
        return max(0, ((self.done or as_of) - self.due).days)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceRequest(Record):
    """Something the team asks for. `enables` is an opportunity id; `fte` in full-time jobs."""

    request: str | None = None
    kind: ResourceKind | None = None
    cost: float | None = None
    fte: float | None = None
    start: date | None = None
    enables: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Record):
    """A decision requested from the reviewers. `amount` in the workbook's unit."""

    decision: str | None = None
    amount: float | None = None
    fte: float | None = None
    owner: str | None = None
    latest_date: date | None = None
    effect: str | None = None
    outcome: Outcome | None = None
    outcome_date: date | None = None
