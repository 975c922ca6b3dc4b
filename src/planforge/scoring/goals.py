"""Goals and resources: how far a goal is, what is missing, what the team asks for and what that enables."""

from __future__ import annotations

from datetime import date

from planforge.model.arithmetic import ratio
from planforge.model.codes import GoalStatus
from planforge.model.opportunity import Objective
from planforge.model.plan import AccountPlan
from planforge.model.scorecard_deals import GoalScore, GoalScores, RequestScore, ResourceScores
from planforge.scoring.policy import GoalPolicy, ScorecardPolicy

MONTH = 365.25 / 12
"""Days."""


def score_goals(plan: AccountPlan, policy: ScorecardPolicy, as_of: date | None) -> GoalScores:
    """Every goal on a day; without a day none is overdue or slow."""
    return GoalScores(goals=tuple(_goal(number, goal, policy.goals, as_of) for number, goal in enumerate(plan.goals, 1)))


def _goal(number: int, goal: Objective, policy: GoalPolicy, as_of: date | None) -> GoalScore:
    gap, progress = missing(goal), progress_of(goal)
    left = (goal.due - as_of).days / MONTH if goal.due and as_of and goal.due > as_of else None
    return GoalScore(
        number=number,
        goal=goal,
        status=_status(goal, gap, progress, policy, as_of),
        progress=progress,
        gap=gap,
        per_month=gap / left if gap and left else None,
    )


def _falls(goal: Objective) -> bool:
    """True when the target lies below the baseline; a goal that keeps a level must not fall below it."""
    return goal.baseline is not None and goal.target is not None and goal.target < goal.baseline


def missing(goal: Objective) -> float | None:
    """What is missing to the target in the measure's unit, 0 when it is reached; None while a figure is missing."""
    if goal.now is None or goal.target is None:
        return None
    return max(0.0, goal.now - goal.target if _falls(goal) else goal.target - goal.now)


def progress_of(goal: Objective) -> float | None:
    """(now - baseline) / (target - baseline): 0 at the baseline, 1 at the target, negative when it moves away; None if unknown.

    A goal that keeps its level is at 1 or cannot be told.
    """
    if goal.now is None or goal.target is None or goal.baseline is None:
        return None
    way = goal.target - goal.baseline
    if way:
        return (goal.now - goal.baseline) / way
    return 1.0 if goal.now >= goal.target else None


def _status(goal: Objective, gap: float | None, progress: float | None, policy: GoalPolicy, as_of: date | None) -> GoalStatus:
    if gap is None:
        return GoalStatus.NOT_MEASURED
    if gap == 0:
        return GoalStatus.REACHED
    if goal.due and as_of and goal.due < as_of:
        return GoalStatus.OVERDUE
    if goal.baseline is None:
        return GoalStatus.NOT_MEASURED
    if progress is None or progress < 0:
        return GoalStatus.AWAY
    if goal.due is None:
        return GoalStatus.NO_DATE
    soon = as_of is not None and (goal.due - as_of).days <= policy.watch_days
    return GoalStatus.SLOW if soon and progress < policy.watch else GoalStatus.ON_TRACK


def score_resources(plan: AccountPlan) -> ResourceScores:
    """Cost and jobs asked for, and the weighted value of the open deals they enable."""
    deals = {deal.id: deal for deal in plan.pipeline if deal.id and deal.is_open}
    scores = tuple(RequestScore(request=request, opportunity=deals.get(request.enables or "")) for request in plan.resources)
    enabled = {score.opportunity.id: score.weighted for score in scores if score.opportunity and score.weighted is not None}
    costs = [request.cost for request in plan.resources if request.cost is not None]
    jobs = [request.fte for request in plan.resources if request.fte is not None]
    cost = sum(costs) if costs else None
    value = sum(weighted or 0.0 for weighted in enabled.values()) if enabled else None
    return ResourceScores(requests=scores, cost=cost, fte=sum(jobs) if jobs else None, enabled=value, ratio=ratio(value, cost))
