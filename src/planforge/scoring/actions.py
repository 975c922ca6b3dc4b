"""Actions on the as-of date: on time, late, and by how much."""

from __future__ import annotations

from datetime import date

from planforge.model.codes import ActionStatus
from planforge.model.plan import AccountPlan
from planforge.model.scorecard import ActionScore, ActionScores, Part
from planforge.scoring.arithmetic import cells_of, ratio, score


def score_actions(plan: AccountPlan, as_of: date | None) -> ActionScores:
    """Actions, late first by days, then by due date. On time is done or not yet due, over all dated.

    Without a day no open action is late and the share on time is unknown.
    """
    day = as_of or date.min
    found = [
        ActionScore(number=number, action=action, status=action.status(day), days_late=action.days_late(day))
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
    )


def _order(entry: ActionScore) -> tuple[bool, int, date, int]:
    is_late = entry.status is ActionStatus.LATE
    return (not is_late, -entry.days_late if is_late else 0, entry.action.due or date.max, entry.number)
