"""What the team promised at the last review, what came of it, and what was decided then.

Promises are the actions marked as commitments in the previous plan.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from planforge.model.action import Action, Decision
from planforge.model.plan import AccountPlan
from planforge.values import same_words


class Kept(StrEnum):
    """What came of a commitment, in the order in which a review looks at them."""

    OVERDUE = "overdue"
    DROPPED = "dropped"
    POSTPONED = "postponed"
    DONE_LATE = "done-late"
    KEPT = "kept"
    NO_DATE = "no-date"
    RUNNING = "running"


SETTLED = frozenset((Kept.OVERDUE, Kept.DROPPED, Kept.POSTPONED, Kept.DONE_LATE, Kept.KEPT))
"""Outcomes of commitments that were due: those counted as `k of n`. What runs on within its date is not counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """A promise as the previous plan has it, the action of today's plan, and the outcome; `days` past the promised date."""

    promise: Action
    now: Action | None
    outcome: Kept
    days: int = 0


def follow_up(previous: AccountPlan, plan: AccountPlan, as_of: date | None) -> tuple[Commitment, ...]:
    """The commitments that were open at the last review with their outcome today, worst first, then by promised date.

    Kept means done by the date that was promised then. A promise whose date has passed and that got a later one is postponed, one that
    today's plan does not hold any more is dropped. Actions are matched by id, else by their words.
    """
    found = [_outcome(promise, _match(promise, plan), as_of) for promise in previous.actions if _was_open(promise, previous.as_of)]
    order = list(Kept)
    return tuple(sorted(found, key=lambda c: (order.index(c.outcome), c.promise.due or date.max)))


def _was_open(action: Action, day: date | None) -> bool:
    if not action.commitment or not (action.action or action.id):
        return False
    return action.done is None or (day is not None and action.done > day)


def _match(promise: Action, plan: AccountPlan) -> Action | None:
    by_id = next((action for action in plan.actions if promise.id and action.id == promise.id), None)
    by_words = next((action for action in plan.actions if promise.action and same_words(action.action) == same_words(promise.action)), None)
    # What was done soon after the last review stands as done in its workbook and may be gone from today's.
    return by_id or by_words or (promise if promise.done else None)


def decided(previous: AccountPlan, plan: AccountPlan) -> tuple[Decision, ...]:
    """The decisions that were requested at the last review, with the outcome that either workbook records."""
    return tuple(_decided(decision, plan) for decision in previous.decisions if decision.decision)


def _decided(decision: Decision, plan: AccountPlan) -> Decision:
    if decision.outcome is not None:
        return decision
    told = (d for d in plan.decisions if d.outcome is not None and same_words(d.decision) == same_words(decision.decision))
    found = next(told, None)
    return replace(decision, outcome=found.outcome, outcome_date=found.outcome_date) if found else decision


def _outcome(promise: Action, now: Action | None, as_of: date | None) -> Commitment:
    promised = promise.due or (now.due if now else None)
    if now is None:
        return Commitment(promise=promise, now=None, outcome=Kept.DROPPED)
    if now.done is not None:
        days = max(0, (now.done - promised).days) if promised else 0
        return Commitment(promise=promise, now=now, outcome=Kept.DONE_LATE if days else Kept.KEPT, days=days)
    if promised is None:
        return Commitment(promise=promise, now=now, outcome=Kept.NO_DATE)
    if as_of is None or promised >= as_of:
        return Commitment(promise=promise, now=now, outcome=Kept.RUNNING)
    moved = now.due is not None and now.due >= as_of
    return Commitment(promise=promise, now=now, outcome=Kept.POSTPONED if moved else Kept.OVERDUE, days=(as_of - promised).days)
