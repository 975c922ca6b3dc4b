"""A19, the action plan with its timeline, and the support that its open actions ask for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from planforge.model.action import Action
from planforge.model.codes import ActionStatus
from planforge.model.scorecard import ActionScore
from planforge.office.rich import Rich, Span, Text
from planforge.review.brief import Brief
from planforge.review.context_base import Bar, Timeline
from planforge.review.context_work import ActionRow, ActionsSlide, SupportPage, SupportRow
from planforge.review.months import timeline
from planforge.review.notes import frame
from planforge.review.numbers import NOT_APPLICABLE
from planforge.review.risks import missing
from planforge.review.status import action_status, marked
from planforge.review.takeaway import takeaway
from planforge.review.trace import cells_of, ranges_of

ID = "A19"
OWNERS = 3
"""Owners named below the table; all stand in the notes."""
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
    moved = [s.days_moved for s in scores.actions if s.number in scores.slipped and s.days_moved]
    return {
        **brief.common,
        **_support_facts(brief),
        "view": "",
        "slipped": len(moved),
        "most_moved": max(moved, default=0),
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


def _support_facts(brief: Brief) -> dict[str, Any]:
    """What the open actions ask for: how many, how many of these are late, and the one whose date comes first."""
    scores = brief.card.actions
    needing = [score for score in scores.actions if score.number in scores.needing]
    dated = sorted((s for s in needing if s.action.due), key=lambda s: (s.action.due or date.max, s.number))
    first = dated[0] if dated else needing[0] if needing else None
    return {
        "open": sum(1 for s in scores.actions if s.status not in _DONE),
        "needing": len(needing),
        "needing_late": sum(1 for s in needing if s.status is ActionStatus.LATE),
        "with_contact": sum(1 for s in scores.actions if s.action.contact and s.status not in _DONE),
        "first_number": _number(first) if first else "",
        "first_support": (first.action.support or "") if first else "",
        "first_owner": brief.short_name(first.action.owner) if first else "",
        "first_due": first.action.due if first else None,
        "first_late": first.days_late if first and first.status is ActionStatus.LATE else 0,
    }


def compose(brief: Brief) -> ActionsSlide:
    """The slide."""
    data, scores = brief.facts[ID], brief.card.actions.actions
    grouped = _by_group(brief, scores)
    brief.score(ID, brief.word("A19.on_time"), f"{data['on_time']} / {data['dated']}", brief.card.actions.on_time_share)
    for score in scores:
        if score.status is ActionStatus.LATE:
            label = f"{_number(score)} {brief.word('A19.days_late')}"
            cells = (score.action.at("due"),)
            brief.trace.add(ID, label, str(score.days_late), score.days_late, "days", brief.word("A19.rule_late"), cells)
    for score in scores:
        if score.number in brief.card.actions.slipped:
            cells = (score.action.at("due"),)
            label, rule = f"{_number(score)} {brief.word('A19.days_moved')}", brief.word("A19.rule_moved")
            brief.trace.add(ID, label, str(score.days_moved), score.days_moved, "days", rule, cells)
    previous = ranges_of(cells_of(brief.previous.plan.actions, "due")) if brief.previous and data["slipped"] else ()
    return ActionsSlide(
        slide=frame(
            brief,
            ID,
            data,
            ranges=ranges_of(cells_of(brief.plan.actions)),
            previous=previous,
            blocks=("actions",),
            empty=not scores,
            sticker=brief.partial("actions") if scores else brief.word("no_data"),
            warnings=_counts(brief),
        ),
        empty=None if scores else brief.empty(ID, "actions"),
        rows=tuple(_row(brief, score) for score in scores),
        timeline=_timeline(brief, scores),
        alt=_alt(brief),
        summary=_summary(brief),
        grouped=_heads(tuple(_row(brief, score) for score in grouped)),
        grouped_timeline=_timeline(brief, grouped),
        group_head=brief.t("A19.type" if _grouping(scores) == "kind" else "A19.workstream") if grouped else "",
        support=_support(brief, data),
    )


def _heads(rows: Sequence[ActionRow]) -> tuple[ActionRow, ...]:
    """The rows with their group in bold where it begins and muted where it goes on."""
    begins = [place == 0 or rows[place - 1].group != row.group for place, row in enumerate(rows)]
    looks = [
        Span(str(row.group), tone="title" if new else "muted", bold=True if new else None) for row, new in zip(rows, begins, strict=True)
    ]
    return tuple(replace(row, group=Rich((look,))) for row, look in zip(rows, looks, strict=True))


def _grouping(scores: Sequence[ActionScore]) -> str:
    """What the rows are grouped by: the workstream when one is given, else the type; empty without either."""
    return next((name for name in ("workstream", "kind") if any(getattr(score.action, name) for score in scores)), "")


def _group(brief: Brief, action: Action, grouping: str) -> str:
    if not grouping:
        return ""
    name = brief.code("A19.kind_name", action.kind) if grouping == "kind" else action.workstream
    return name or brief.word("A19.no_group")


def _by_group(brief: Brief, scores: Sequence[ActionScore]) -> tuple[ActionScore, ...]:
    """The actions group by group, in the order in which the groups first appear; those without a group come last. Empty without groups."""
    grouping = _grouping(scores)
    if not grouping:
        return ()
    groups: dict[tuple[bool, str], list[ActionScore]] = {}
    for score in scores:
        groups.setdefault((not getattr(score.action, grouping), _group(brief, score.action, grouping)), []).append(score)
    return tuple(score for key in sorted(groups, key=lambda key: key[0]) for score in groups[key])


def _support(brief: Brief, data: dict[str, Any]) -> SupportPage | None:
    """The open actions that name support or a contact, those with support first; None without any."""
    scores = [s for s in brief.card.actions.actions if s.status not in _DONE and (s.action.support or s.action.contact)]
    if not scores:
        return None
    facts = {**data, "view": "support"}
    rows = sorted(scores, key=lambda score: not score.action.support)
    cells = cells_of([s.action for s in scores], "id", "action", "workstream", "owner", "due", "support", "contact")
    shown = frame(brief, ID, facts, ranges=ranges_of(cells), blocks=("actions",), records=())
    return SupportPage(slide=shown, rows=tuple(_support_row(brief, score) for score in rows), takeaway=takeaway(brief, ID, facts))


def _support_row(brief: Brief, score: ActionScore) -> SupportRow:
    action = score.action
    grouping = _grouping(brief.card.actions.actions)
    due: Text = brief.numbers.short(action.due) if action.due else missing(brief, "no_date")
    if score.status is ActionStatus.LATE:
        due = Rich((Span(brief.text("A19.due_late", due=action.due), tone="bad", bold=True),))
    return SupportRow(
        number=_number(score),
        action=action.action or NOT_APPLICABLE,
        group=_group(brief, action, grouping) or NOT_APPLICABLE,
        contact=_contact(brief, action.contact),
        support=Rich((Span(action.support, bold=True),)) if action.support else NOT_APPLICABLE,
        owner=brief.short_name(action.owner) or missing(brief, "no_owner"),
        due=due,
        serves=_serves(brief, action),
    )


def _contact(brief: Brief, id: str | None) -> str:
    """The name of a contact, its id when the plan does not know it."""
    found = next((contact for contact in brief.plan.contacts if id and contact.id == id), None)
    return (found.name or found.other_name if found else None) or id or NOT_APPLICABLE


def _serves(brief: Brief, action: Action) -> str:
    """The deal that an action helps, else its goal."""
    deal = next((d for d in brief.plan.pipeline if action.opportunity and d.id == action.opportunity), None)
    if deal is not None:
        return " ".join(part for part in (deal.id, deal.name) if part)
    return action.opportunity or action.goal or NOT_APPLICABLE


def _summary(brief: Brief) -> Text:
    """Actions by type and owner, and those that serve no goal, in one line; empty when neither types nor goals are known."""
    scores = brief.card.actions
    if not scores.kinds and not brief.plan.goals:
        return ""
    spans: list[Span] = []
    for key, words in (("by_kind", _kinds(brief)), ("by_owner", _owners(brief, OWNERS)), ("no_goal", _goalless(brief))):
        if words:
            spans += [
                Span("   " if spans else ""),
                Span(brief.word(f"A19.{key}"), bold=True),
                Span(" " + words if not brief.chinese else words),
            ]
    return Rich(tuple(span for span in spans if span.text))


def _kinds(brief: Brief) -> str:
    joint = "，" if brief.chinese else ", "
    counts = brief.card.actions.kinds.items()
    return joint.join(brief.text("A19.kind_count", kind=brief.code("A19.kind", kind), count=count) for kind, count in counts)


def _owners(brief: Brief, limit: int = 0) -> str:
    """Open actions by owner, the busiest first; beyond the limit the rest is counted."""
    joint = "，" if brief.chinese else ", "
    loads = brief.card.actions.loads
    shown = loads[:limit] if limit else loads
    words = [brief.text("A19.owner_count", owner=brief.short_name(load.owner), count=load.actions, late=load.late) for load in shown]
    rest = len(loads) - len(shown)
    return joint.join([*words, *([brief.text("more_items", count=rest)] if rest else [])])


def _goalless(brief: Brief) -> str:
    numbers = set(brief.card.actions.without_goal)
    found = sorted((score for score in brief.card.actions.actions if score.number in numbers), key=lambda score: score.number)
    return ("、" if brief.chinese else ", ").join(_number(score) for score in found)


def _counts(brief: Brief) -> list[str]:
    """The lines of the notes: every type and owner, types without an action, actions without a goal."""
    scores, lines = brief.card.actions, []
    missing_kinds = [brief.code("A19.kind", kind) for kind, count in scores.kinds.items() if not count]
    for key, words in (
        ("by_kind", _kinds(brief)),
        ("no_kind", brief.numbers.both(missing_kinds)),
        ("by_owner", _owners(brief)),
        ("no_goal", _goalless(brief)),
    ):
        if words:
            lines.append(brief.word(f"A19.{key}") + ("" if brief.chinese else " ") + words)
    return lines


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
        group=_group(brief, action, _grouping(brief.card.actions.actions)),
    )


def _status(brief: Brief, score: ActionScore) -> Rich:
    word = brief.code("action_status", score.status)
    if score.status is ActionStatus.LATE:
        word = brief.text("A19.late", days=score.days_late)
    mark = marked(action_status(score.status), word, brief.chinese)
    if score.number not in brief.card.actions.slipped:
        return mark
    return Rich((*mark.spans, Span(brief.text("A19.moved", days=score.days_moved), tone="muted", points=-0.5)))


def _timeline(brief: Brief, scores: Sequence[ActionScore]) -> Timeline | None:
    """Months from the as-of month to the end of the plan year, at most 15; None without an as-of date."""
    today = brief.as_of
    if today is None or not scores:
        return None
    end = date((brief.common["this"] or today.year) + 1, 12, 1)
    return timeline(brief, today, end, lambda first, last: tuple(_bar(score, first, last, today) for score in scores))


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
