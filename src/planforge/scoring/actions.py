"""Actions on the as-of date: on time, late, moved, and by how much; of which types, for which goals, with what support, and whose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from planforge.model.action import Action
from planforge.model.arithmetic import ratio
from planforge.model.codes import ActionKind, ActionStatus
from planforge.model.plan import AccountPlan
from planforge.model.scorecard import ActionScore, ActionScores, OwnerLoad, Part
from planforge.scoring.arithmetic import cells_of, score
from planforge.values import same_words


def score_actions(plan: AccountPlan, as_of: date | None, previous: AccountPlan | None = None) -> ActionScores:
    """Actions, late first by days, then by due date. On time is done or not yet due, over all dated.

    Without a day no open action is late and the share on time is unknown; without the last review's plan no date has moved.
    """
    day = as_of or date.min
    found = [
        ActionScore(
            number=number,
            action=action,
            status=action.status(day),
            days_late=action.days_late(day),
            days_moved=days_moved(action, previous),
        )
        for number, action in enumerate(plan.actions, 1)
    ]
    late = [entry for entry in found if entry.status is ActionStatus.LATE]
    dated = [entry for entry in found if entry.status is not ActionStatus.NO_DATE]
    parts = [
        Part(
            label=entry.action.action or f"Action {entry.number}",
            value=float(entry.status is not ActionStatus.LATE),
            cells=cells_of(entry.action.at("due"), entry.action.at("done")),
        )
        for entry in dated
    ]
    on_time = len(dated) - len(late)
    share = score("actions.on_time", ratio(on_time, len(dated)), "percent", "actions done or not yet due / dated actions", parts)
    return ActionScores(
        actions=tuple(sorted(found, key=_order)),
        on_time=on_time,
        late=len(late),
        dated=len(dated),
        oldest=max(late, key=lambda entry: entry.days_late, default=None),
        on_time_share=share if dated and as_of else None,
        loads=owner_loads(found),
        without_goal=tuple(entry.number for entry in found if not entry.action.goal) if plan.goals else (),
        kinds=count_kinds(plan),
        needing=tuple(entry.number for entry in found if entry.action.support and entry.action.done is None),
        slipped=tuple(entry.number for entry in found if entry.days_moved and entry.days_moved > 0),
    )


def days_moved(action: Action, previous: AccountPlan | None) -> int | None:
    """Days from the due date of the last review's plan to today's; the action is found there by its id, else by its words (METHOD, G4)."""
    before = _before(action, previous.actions) if previous else None
    if before is None or before.due is None or action.due is None:
        return None
    return (action.due - before.due).days


def _before(action: Action, actions: Sequence[Action]) -> Action | None:
    """The action at the last review, by its id, else by its words."""
    by_id = next((a for a in actions if action.id and a.id == action.id), None)
    return by_id or next((a for a in actions if action.action and same_words(a.action) == same_words(action.action)), None)


def owner_loads(scores: Sequence[ActionScore]) -> tuple[OwnerLoad, ...]:
    """The open actions of each owner: most actions first, then most late ones, then by name."""
    work: dict[str, list[ActionScore]] = {}
    for entry in scores:
        if entry.action.owner and entry.action.done is None:
            work.setdefault(entry.action.owner, []).append(entry)
    loads = (_load(owner, entries) for owner, entries in work.items())
    return tuple(sorted(loads, key=lambda load: (-load.actions, -load.late, load.owner)))


def _load(owner: str, entries: Sequence[ActionScore]) -> OwnerLoad:
    late = sum(1 for entry in entries if entry.status is ActionStatus.LATE)
    ahead = [entry.action.due for entry in entries if entry.action.due and entry.status is ActionStatus.ON_TIME]
    return OwnerLoad(owner=owner, actions=len(entries), late=late, next_due=min(ahead, default=None))


def count_kinds(plan: AccountPlan) -> Mapping[ActionKind, int]:
    """How many actions are of each of the five types, those without any included; empty while no action has a type."""
    counts = {kind: sum(1 for action in plan.actions if action.kind is kind) for kind in ActionKind}
    return counts if any(counts.values()) else {}


def _order(entry: ActionScore) -> tuple[bool, int, date, int]:
    is_late = entry.status is ActionStatus.LATE
    return (not is_late, -entry.days_late if is_late else 0, entry.action.due or date.max, entry.number)
