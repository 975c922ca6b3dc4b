"""A17, our goals with how far they are; A20, what the team asks for and what that enables."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from planforge.model.codes import GoalStatus, Status
from planforge.model.scorecard_deals import GoalScore, RequestScore
from planforge.office.rich import ChartData, Rich, Series, Span, Text
from planforge.review import year_goals
from planforge.review.brief import Brief
from planforge.review.context_deals import GoalRow, GoalsSlide, RequestRow, ResourcesSlide
from planforge.review.notes import frame
from planforge.review.numbers import NOT_APPLICABLE, figure
from planforge.review.risks import missing
from planforge.review.status import marked
from planforge.review.takeaway import takeaway
from planforge.review.titles import cut
from planforge.review.trace import cells_of, ranges_of

GOALS, RESOURCES = "A17", "A20"
NAMED, NAMED_CHINESE = 40, 30
"""Characters of a request's name in the takeaway of an English and of a Chinese deck; half as many Chinese ones."""
BARS, SLOTS, NAME = 8, 4, 50
"""Requests in the chart, places it has at least, so that few bars are no thicker than many, and characters of a request's name."""
_STATUS = {
    GoalStatus.REACHED: Status.ON_TRACK,
    GoalStatus.ON_TRACK: Status.ON_TRACK,
    GoalStatus.SLOW: Status.WATCH,
    GoalStatus.AWAY: Status.OFF_TRACK,
    GoalStatus.OVERDUE: Status.OFF_TRACK,
    GoalStatus.NO_DATE: Status.NOT_ASSESSED,
    GoalStatus.NOT_MEASURED: Status.NOT_ASSESSED,
}
_WORST = (GoalStatus.OVERDUE, GoalStatus.AWAY, GoalStatus.SLOW)


def goal_facts(brief: Brief) -> dict[str, Any]:
    """Raw values of A17."""
    scores = brief.card.goals.goals
    behind = sorted((s for s in scores if s.status in _WORST), key=_urgency)
    worst = behind[0] if behind else None
    paces = [s for s in behind if _pace(s) > 0]
    pace = max(paces, key=lambda s: (_pace(s), -s.number), default=None)
    acted = {action.goal for action in brief.plan.actions}
    shown = Figures(worst).text if worst else figure
    ahead = [s for s in scores if s.goal.due is not None and s.status is not GoalStatus.REACHED]
    first = min(ahead, key=lambda s: (s.goal.due or date.max, s.number), default=None)
    return {
        **brief.common,
        **year_goals.facts(brief),
        "page": "goals",
        "goals": len(scores),
        "on_track": brief.card.goals.on_track,
        "reached": sum(1 for s in scores if s.status is GoalStatus.REACHED),
        "behind": len(behind),
        "dated": sum(1 for s in scores if s.goal.due is not None),
        "measured": sum(1 for s in scores if s.gap is not None),
        "worst": (worst.goal.goal or "") if worst else "",
        "worst_now": shown(worst.goal.now) if worst else "",
        "worst_target": shown(worst.goal.target) if worst else "",
        "worst_gap": shown(worst.gap) if worst else "",
        "next_goal": (first.goal.goal or "") if first else "",
        "next_due": first.goal.due if first else None,
        "pace_goal": (pace.goal.goal or "") if pace else "",
        "pace": figure(pace.per_month) if pace else "",
        "pace_due": pace.goal.due if pace else None,
        "pace_measure": (pace.goal.measure or "") if pace else "",
        "without_action": [s.goal.goal for s in scores if s.goal.goal and s.goal.goal not in acted],
        "served": sum(1 for s in scores if s.goal.serves),
    }


def _urgency(score: GoalScore) -> tuple[int, float, int]:
    """Overdue goals first, then those that move away, then slow ones; the least advanced first."""
    rank = _WORST.index(score.status) if score.status in _WORST else len(_WORST)
    return rank, score.progress if score.progress is not None else 0.0, score.number


def _pace(score: GoalScore) -> float:
    """The share of its way a goal has to cover each month; 0 for one that keeps its level."""
    goal = score.goal
    way = abs((goal.target or 0.0) - (goal.baseline or 0.0))
    return score.per_month / way if score.per_month and way else 0.0


class Figures:
    """The figures of one goal with the same decimals: one when any of them has a fraction, else none."""

    def __init__(self, score: GoalScore) -> None:
        goal = score.goal
        known = [value for value in (goal.baseline, goal.now, goal.target) if value is not None]
        self.digits = 0 if all(value == int(value) for value in known) else 1

    def text(self, value: float | None) -> str:
        """A figure as the row shows it."""
        return figure(value, self.digits)


def compose_goals(brief: Brief) -> GoalsSlide | None:
    """A17; None without goals."""
    data, goals = brief.facts[GOALS], brief.plan.goals
    if not goals:
        return None
    for score in brief.card.goals.goals:
        _trace_goal(brief, score)
    return GoalsSlide(
        slide=frame(brief, GOALS, data, ranges=ranges_of(cells_of(goals)), blocks=("goals",), sticker=brief.partial("goals")),
        rows=tuple(_goal_row(brief, score) for score in brief.card.goals.goals),
        takeaway=takeaway(brief, GOALS, data),
    )


def _goal_row(brief: Brief, score: GoalScore) -> GoalRow:
    goal, text = score.goal, Figures(score).text
    status = _STATUS[score.status]
    return GoalRow(
        goal=Rich((Span(goal.goal or NOT_APPLICABLE, bold=True),)),
        measure=goal.measure or NOT_APPLICABLE,
        baseline=text(goal.baseline),
        now=text(goal.now) if goal.now is not None else NOT_APPLICABLE,
        target=text(goal.target) if goal.target is not None else missing(brief, "A17.no_target"),
        to_go=text(score.gap),
        a_month=figure(score.per_month),
        due=brief.numbers.date(goal.due) if goal.due else missing(brief, "no_date"),
        status=marked(status, brief.code("A17.states", score.status), brief.chinese, True if status is Status.OFF_TRACK else None),
        serves=goal.serves or NOT_APPLICABLE,
    )


def _trace_goal(brief: Brief, score: GoalScore) -> None:
    goal, trace = score.goal, brief.trace
    name, text = goal.goal or NOT_APPLICABLE, Figures(score).text
    for field in ("baseline", "now", "target"):
        value = getattr(goal, field)
        trace.add(GOALS, f"{name} {brief.word(f'A17.{field}')}", text(value), value, "number", "", (goal.at(field),))
    cells = (goal.at("now"), goal.at("target"))
    trace.add(GOALS, f"{name} {brief.word('A17.to_go')}", text(score.gap), score.gap, "number", brief.word("A17.trace.gap_rule"), cells)
    rule = brief.word("A17.trace.pace_rule")
    trace.add(
        GOALS,
        f"{name} {brief.word('A17.a_month')}",
        figure(score.per_month),
        score.per_month,
        "number",
        rule,
        (*cells, goal.at("due")),
    )


def resource_facts(brief: Brief) -> dict[str, Any]:
    """Raw values of A20."""
    scores = brief.card.resources
    linked = [s for s in scores.requests if s.weighted is not None and s.request.cost]
    poor = [s for s in linked if (s.weighted or 0.0) < (s.request.cost or 0.0)]
    ranked = sorted(linked, key=_returned)
    dates = [s.request.start for s in scores.requests if s.request.start]
    return {
        **brief.common,
        "requests": len(scores.requests),
        "cost": scores.cost,
        "fte": scores.fte,
        "enabled": scores.enabled,
        "ratio": scores.ratio,
        "ratio_text": figure(scores.ratio) if scores.ratio is not None else "",
        "without_return": scores.without_return,
        "linked": len(scores.requests) - scores.without_return,
        "without_cost": sum(1 for s in scores.requests if s.request.cost is None),
        "poor": (poor[0].request.request or "") if poor else "",
        **(_extremes(brief, ranked[-1], ranked[0]) if len(ranked) > 1 else {"most": ""}),
        "first_start": min(dates, default=None),
        "no_return": next((s.request.request for s in scores.requests if s.weighted is None and s.request.request), ""),
    }


def _returned(score: RequestScore) -> float:
    """The weighted value a request enables, as a multiple of its cost."""
    return (score.weighted or 0.0) / (score.request.cost or 1.0)


def _extremes(brief: Brief, most: RequestScore, least: RequestScore) -> dict[str, Any]:
    """Name, weighted value and cost of the request for which most comes back, and of the one for which least does."""
    found: dict[str, Any] = {}
    for name, score in (("most", most), ("least", least)):
        request = score.request.request or ""
        shown = cut(request, (NAMED_CHINESE if brief.chinese else NAMED) // (1 if request.isascii() else 2))
        found |= {name: shown, f"{name}_weighted": score.weighted, f"{name}_cost": score.request.cost}
    return found


def compose_resources(brief: Brief) -> ResourcesSlide | None:
    """A20; None without requests."""
    data, requests = brief.facts[RESOURCES], brief.card.resources.requests
    if not requests:
        return None
    _trace_resources(brief, data)
    deals = [score.opportunity for score in requests if score.opportunity is not None]
    records = brief.plan.resources
    return ResourcesSlide(
        slide=frame(
            brief,
            RESOURCES,
            data,
            ranges=ranges_of(cells_of(records), cells_of(deals, "value", "probability")),
            blocks=("resources",),
            sticker=brief.partial("resources"),
        ),
        unit=brief.numbers.unit_text,
        rows=tuple(_request_row(brief, score) for score in requests),
        total=_total(brief, data),
        chart=_bars(brief, requests),
        cost_label=brief.t("A20.cost"),
        weighted_label=brief.t("A20.weighted"),
        takeaway=takeaway(brief, RESOURCES, data),
        alt=brief.text("A20.alt", parts="; ".join(_bar_words(brief, score) for score in requests[:BARS])),
    )


def _request_row(brief: Brief, score: RequestScore) -> RequestRow:
    request, numbers = score.request, brief.numbers
    return RequestRow(
        request=request.request or NOT_APPLICABLE,
        kind=brief.code("A20.kinds", request.kind) or NOT_APPLICABLE,
        cost=numbers.money(request.cost),
        fte=figure(request.fte),
        start=numbers.date(request.start) if request.start else missing(brief, "no_date"),
        enables=_enables(brief, score),
        weighted=numbers.money(score.weighted),
    )


def _enables(brief: Brief, score: RequestScore) -> Text:
    deal = score.opportunity
    if deal is None:
        return score.request.enables or missing(brief, "A20.no_return")
    return Rich((Span(f"{deal.id} ", tone="muted"), Span(deal.name or "")))


def _total(brief: Brief, data: dict[str, Any]) -> RequestRow:
    numbers = brief.numbers
    return RequestRow(
        request=Rich((Span(brief.word("total"), bold=True),)),
        kind=NOT_APPLICABLE,
        cost=numbers.money(data["cost"]),
        fte=figure(data["fte"]),
        start=NOT_APPLICABLE,
        enables=NOT_APPLICABLE,
        weighted=numbers.money(data["enabled"]),
    )


def _bars(brief: Brief, requests: Iterable[RequestScore]) -> ChartData | None:
    """Cost and weighted value of each request on one scale; None while no request has a cost."""
    shown = [score for score in requests if score.request.cost is not None or score.weighted is not None][:BARS]
    if not any(score.request.cost for score in shown):
        return None
    free = max(0, SLOTS - len(shown))
    pairs = [(s.request.cost, s.weighted) for s in shown] + free * [(None, None)]
    cost, weighted = zip(*pairs, strict=True)
    series = (Series(brief.word("A20.cost"), cost, like="Cost"), Series(brief.word("A20.weighted"), weighted, like="Weighted"))
    highest = max(value for value in (*cost, *weighted) if value is not None)
    names = tuple(cut(score.request.request or NOT_APPLICABLE, NAME) for score in shown)
    return ChartData(names + free * ("",), series, 0.0, round(highest * 1.2, 4))


def _bar_words(brief: Brief, score: RequestScore) -> str:
    numbers = brief.numbers
    return f"{score.request.request or NOT_APPLICABLE} {numbers.money(score.request.cost)} / {numbers.money(score.weighted)}"


def _trace_resources(brief: Brief, data: dict[str, Any]) -> None:
    trace, numbers, scores = brief.trace, brief.numbers, brief.card.resources
    requests = [score.request for score in scores.requests]
    costs = cells_of(requests, "cost")
    trace.add(RESOURCES, brief.word("A20.trace.cost"), numbers.money(scores.cost), scores.cost, "money", "", costs)
    trace.add(RESOURCES, brief.word("A20.fte"), figure(scores.fte), scores.fte, "number", "", cells_of(requests, "fte"))
    deals = [score.opportunity for score in scores.requests if score.opportunity is not None]
    cells = cells_of(deals, "value", "probability")
    rule = brief.word("A20.trace.weighted_rule")
    trace.add(RESOURCES, brief.word("A20.weighted"), numbers.money(scores.enabled), scores.enabled, "money", rule, cells)
    rule = brief.word("A20.trace.ratio_rule")
    trace.add(RESOURCES, brief.word("A20.trace.ratio"), data["ratio_text"], scores.ratio, "ratio", rule, (*cells, *costs))
