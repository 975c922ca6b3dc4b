"""A19, the action plan with its timeline."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from planforge.model.codes import ActionStatus
from planforge.model.scorecard import ActionScore
from planforge.office.rich import Rich
from planforge.review.brief import Brief
from planforge.review.context import ActionRow, ActionsSlide, Bar, Timeline
from planforge.review.notes import frame
from planforge.review.risks import missing
from planforge.review.status import action_status, marked
from planforge.review.trace import cells_of, ranges_of

ID = "A19"
MONTHS = 15
_DONE = (ActionStatus.DONE, ActionStatus.DONE_LATE)


def facts(brief: Brief) -> dict[str, Any]:
    """Raw values of the slide."""
    scores, as_of = brief.card.actions, brief.as_of
    oldest = scores.oldest
    next_review = brief.plan.cover.next_review
    coming = [
        s for s in scores.actions
        if s.status is ActionStatus.ON_TIME and s.action.due and as_of and as_of <= s.action.due <= (next_review or date.max)
    ]  # fmt: skip
    return {
        **brief.common,
        "actions": len(scores.actions),
        "dated": scores.dated,
        "on_time": scores.on_time,
        "late": scores.late,
        "done": sum(1 for s in scores.actions if s.status in _DONE),
        "oldest_days": oldest.days_late if oldest else 0,
        "oldest_owner": (brief.short_name(oldest.action.owner) or brief.word("no_owner").lower()) if oldest else "",
        "oldest_action": (oldest.action.action or oldest.action.id or "") if oldest else "",
        "due_soon": len(coming),
        "next_review": next_review,
        "no_owner": sum(1 for s in scores.actions if not s.action.owner and s.status not in _DONE),
    }


def compose(brief: Brief) -> ActionsSlide:
    """The slide."""
    data, scores = brief.facts[ID], brief.card.actions.actions
    brief.score(ID, brief.word("A19.on_time"), f"{data['on_time']} / {data['dated']}", brief.card.actions.on_time_share)
    for score in scores:
        if score.status is ActionStatus.LATE:
            label = f"{_number(score)} {brief.word('A19.days_late')}"
            cells = (score.action.at("due"),)
            brief.trace.add(ID, label, str(score.days_late), score.days_late, "days", brief.word("A19.rule_late"), cells)
    return ActionsSlide(
        slide=frame(
            brief,
            ID,
            data,
            ranges=ranges_of(cells_of(brief.plan.actions)),
            blocks=("actions",),
            empty=not scores,
            sticker=brief.partial("actions") if scores else brief.word("no_data"),
        ),
        empty=None if scores else brief.empty(ID, "actions"),
        rows=tuple(_row(brief, score) for score in scores),
        timeline=_timeline(brief),
        alt=_alt(brief),
    )


def _number(score: ActionScore) -> str:
    return score.action.id or str(score.number)


def _row(brief: Brief, score: ActionScore) -> ActionRow:
    action = score.action
    return ActionRow(
        number=_number(score),
        action=action.action or "–",
        owner=brief.short_name(action.owner) or missing(brief, "no_owner"),
        due=brief.numbers.short(action.due) if action.due else missing(brief, "no_date"),
        status=_status(brief, score),
    )


def _status(brief: Brief, score: ActionScore) -> Rich:
    word = brief.code("action_status", score.status)
    if score.status is ActionStatus.LATE:
        word = brief.text("A19.late", days=score.days_late)
    return marked(action_status(score.status), word, brief.chinese)


def _timeline(brief: Brief) -> Timeline | None:
    """Months from the as-of month to the end of the plan year, at most 15; None without an as-of date."""
    today = brief.as_of
    if today is None or not brief.card.actions.actions:
        return None
    first = today.replace(day=1)
    end_year = (brief.common["this"] or today.year) + 1
    count = min(MONTHS, max(6, (end_year - first.year) * 12 + 12 - first.month + 1))
    months = [_plus(first, step) for step in range(count)]
    last = _plus(first, count) - timedelta(days=1)
    return Timeline(
        first=first,
        last=last,
        today=today,
        today_label=brief.text("A19.today_label"),
        months=tuple(brief.numbers.month(month) for month in months),
        bars=tuple(_bar(score, first, last, today) for score in brief.card.actions.actions),
    )


def _plus(month: date, steps: int) -> date:
    years, rest = divmod(month.month - 1 + steps, 12)
    return date(month.year + years, rest + 1, 1)


def _bar(score: ActionScore, first: date, last: date, today: date) -> Bar:
    """The bar clipped to the axis; a late one runs on to today; one that ended before the axis begins is not drawn."""
    action = score.action
    state = "done" if score.status in _DONE else "late" if score.status is ActionStatus.LATE else "running"
    milestone = bool(action.milestone)
    end = action.done or action.due
    if end is None or (end < first and state == "done"):
        return Bar(start=None, end=None, state=state, milestone=milestone)
    if milestone:
        return Bar(start=None, end=min(max(end, first), last), state=state, milestone=True)
    if state == "late":
        end = max(end, today)
    start = action.start or end
    return Bar(start=min(max(start, first), last), end=min(max(end, first), last), state=state, milestone=False)


def _alt(brief: Brief) -> str:
    scores = brief.card.actions.actions
    parts = [f"{_number(s)} {brief.numbers.short(s.action.due)} {brief.code('action_status', s.status)}" for s in scores]
    return brief.text("A19.alt", count=len(scores), parts="; ".join(parts))
