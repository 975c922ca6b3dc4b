"""The customer's edition: what we plan together. Apart from the review, since it is addressed to the customer and judges nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from planforge.model.account import CustomerGoal
from planforge.model.action import Action
from planforge.model.codes import InitiativeStatus, Status
from planforge.model.offers import same_text
from planforge.model.opportunity import RoadmapItem
from planforge.office.rich import Rich, Span, Text
from planforge.review import roadmap, snapshot
from planforge.review.brief import Brief
from planforge.review.context import CoverSlide, Deck
from planforge.review.context_account import OfferRow
from planforge.review.context_base import Bar, SlideText, Timeline
from planforge.review.context_joint import JointCard, JointPlan, JointSnapshot, JointStep, JointSteps
from planforge.review.context_value import RoadmapBar, RoadmapLane, RoadmapPage
from planforge.review.numbers import quarter
from planforge.review.status import marked
from planforge.review.titles import title_of

ID = "JP"
MONTHS, BEFORE = 15, 3
"""Months of the time axis at most, and how many of them may lie before the as-of month."""
_CARDS = ("industry", "goals", "customers")
_HEADS = {"goals": "ambitions"}
"""Heading of a card where the field of the profile has another name."""


def deck(brief: Brief, review: Deck) -> Deck:
    """The texts every slide shares, without the name of the review and its mark of confidentiality."""
    parts = (brief.company, brief.text("JP.name"), brief.common["account"])
    return replace(review, title=brief.text("JP.deck_title"), footer="  |  ".join(part for part in parts if part), draft=False)


def cover(brief: Brief) -> CoverSlide:
    """A01: who plans with whom, and whom to ask."""
    plan, title = brief.plan, brief.text("JP.name")
    subtitle = brief.text("JP.partners", us=brief.company)
    lines = (("contact", plan.cover.manager), ("as_of", brief.numbers.date(brief.as_of) if brief.as_of else None))
    facts = tuple((brief.t(f"JP.{key}"), value) for key, value in lines if value)
    slide = SlideText(id="A01", title=title, tracker="", subtitle=subtitle, source="")
    return CoverSlide(slide=slide, title=title, subtitle=subtitle, sticker="", facts=facts)


def compose(brief: Brief) -> JointPlan:
    """The slides that have something to show."""
    return JointPlan(snapshot=_snapshot(brief), roadmap=_roadmap(brief), actions=_actions(brief))


def _frame(brief: Brief, slide: str, part: str, facts: dict[str, Any], page: tuple[int, int] = (1, 1)) -> SlideText:
    facts = {**brief.common, "us": brief.company, **facts}
    suffix = brief.text("page_of", page=page[0], pages=page[1]) if page[1] > 1 else ""
    return SlideText(
        id=slide,
        title=title_of(brief, ID, facts, suffix, part).text + suffix,
        tracker=brief.t(f"JP.{part}"),
        subtitle=brief.say(ID, "subtitle", facts, part),
        source=brief.text("JP.source", us=brief.company),
    )


# ---------------------------------------------------------------- goals and offers


def _snapshot(brief: Brief) -> JointSnapshot | None:
    goals, profile = snapshot.goals_in_order(brief), brief.plan.profile
    filled = {name: getattr(profile, name) for name in _CARDS if getattr(profile, name)}
    if not goals and not filled:
        return None
    facts = {"goals": len(goals), "served": sum(1 for g in goals if g.offer), "first_goal": (goals[0].goal or "") if goals else ""}
    offers = OfferRow(label=brief.t("JP.offer"), cells=tuple(_offer(brief, goal) for goal in goals[: snapshot.GOALS]))
    return JointSnapshot(
        slide=_frame(brief, "A04", "snapshot", facts),
        cards=tuple(JointCard(head=brief.t(f"JP.{_HEADS.get(n, n)}"), lines=snapshot.lines_of(brief, text)) for n, text in filled.items()),
        goals=snapshot.goal_heads(goals, ranked=False),
        offers=(offers,) if goals else (),
    )


def _offer(brief: Brief, goal: CustomerGoal) -> Text:
    return goal.offer or Rich((Span(brief.word("JP.no_offer"), tone="muted"),))


# ---------------------------------------------------------------- roadmap


def _roadmap(brief: Brief) -> tuple[RoadmapPage, ...]:
    groups = [(name, items) for name, items in roadmap.priorities(brief) if any(i.proposition or i.initiative for i in items)]
    if not groups:
        return ()
    items = [item for _, found in groups for item in found if item.initiative]
    open_ends = [i.end for i in items if i.end and i.status is not InitiativeStatus.DONE]
    facts = {
        "priorities": len(groups),
        "initiatives": len(items),
        "done": sum(1 for item in items if item.status is InitiativeStatus.DONE),
        "next_end": min((end for end in open_ends if brief.as_of is None or end >= brief.as_of), default=None),
    }
    lanes = [_lane(brief, name, found, part) for name, found in groups for part in roadmap.parts_of(found)]
    pages = [lanes[start : start + roadmap.LANES] for start in range(0, len(lanes), roadmap.LANES)]
    return tuple(
        RoadmapPage(
            slide=_frame(brief, "A14", "roadmap", facts, (number, len(pages))),
            heads=(brief.t("JP.priority"), brief.t("JP.proposition"), brief.t("JP.initiatives")),
            states=tuple((state.value, brief.t(f"A14.state.{state.value}")) for state in reversed(InitiativeStatus)),
            lanes=tuple(part),
            quarters=roadmap.quarters_of(brief),
            takeaway="",
            alt=_roadmap_alt(brief, part),
        )
        for number, part in enumerate(pages, 1)
    )


def _lane(brief: Brief, name: str, items: Sequence[RoadmapItem], part: Sequence[RoadmapItem]) -> RoadmapLane:
    goals = enumerate(snapshot.goals_in_order(brief), 1)
    goal = next((place for place, goal in goals if goal.goal and same_text(goal.goal, name)), None)
    proof = next((i.proof for i in (*part, *items) if i.proof), "")
    return RoadmapLane(
        priority=name,
        need=Rich((Span(brief.text("JP.goal_number", rank=goal), tone="muted"),)) if goal else "",
        proposition=next((i.proposition for i in (*part, *items) if i.proposition), ""),
        proof=brief.text("JP.proof", proof=proof) if proof else "",
        bars=tuple(
            RoadmapBar(label=i.initiative, start=i.start, end=i.end, state=(i.status or InitiativeStatus.PLANNED).value)
            for i in part
            if i.initiative
        ),
    )


def _roadmap_alt(brief: Brief, lanes: Sequence[RoadmapLane]) -> str:
    parts = []
    for lane in lanes:
        bars = ", ".join(f"{bar.label} {quarter(bar.end)}" if bar.end else str(bar.label) for bar in lane.bars)
        parts.append(f"{lane.priority}: {bars}" if bars else lane.priority)
    return brief.text("JP.roadmap_alt", parts="; ".join(parts))


# ---------------------------------------------------------------- action plan


def _actions(brief: Brief) -> JointSteps | None:
    steps = sorted((a for a in brief.plan.actions if a.action), key=lambda a: a.done or a.due or date.max)
    if not steps:
        return None
    coming = [a.due for a in steps if not a.done and a.due and (brief.as_of is None or a.due >= brief.as_of)]
    done = sum(1 for action in steps if action.done)
    facts = {"steps": len(steps), "done": done, "open": len(steps) - done, "last": max(coming, default=None)}
    parts = "; ".join(f"{number} {_when(brief, action)} {_state(brief, action)}" for number, action in enumerate(steps, 1))
    return JointSteps(
        slide=_frame(brief, "A19", "actions", facts),
        rows=tuple(_step(brief, number, action) for number, action in enumerate(steps, 1)),
        timeline=_timeline(brief, steps),
        alt=brief.text("JP.steps_alt", count=len(steps), parts=parts),
    )


def _when(brief: Brief, action: Action) -> str:
    day = action.done or action.due
    return brief.numbers.date(day) if day else brief.word("JP.to_agree")


def _state(brief: Brief, action: Action) -> str:
    return brief.word("JP.done" if action.done else "JP.open")


def _step(brief: Brief, number: int, action: Action) -> JointStep:
    """A row; a step past its date is open like any other, since the edition does not judge."""
    return JointStep(
        number=str(number),
        step=action.action or "",
        owner=action.owner or brief.word("JP.to_agree"),
        due=_when(brief, action),
        status=marked(Status.ON_TRACK if action.done else Status.NOT_ASSESSED, _state(brief, action), brief.chinese),
    )


def _timeline(brief: Brief, steps: Sequence[Action]) -> Timeline | None:
    """Months from the first step on, but at most three before the as-of month, to the last; None without an as-of date."""
    today = brief.as_of
    days = [day for action in steps for day in (action.start, action.done or action.due) if day]
    if today is None or not days:
        return None
    now = _month(today)
    first = max(min(_month(min(days)), now), now - BEFORE)
    count = min(MONTHS, max(6, _month(max(days)) - first + 1))
    last = _first_day(first + count) - timedelta(days=1)
    return Timeline(
        first=_first_day(first),
        last=last,
        today=today,
        today_label=brief.text("JP.today"),
        months=tuple(brief.numbers.month(_first_day(month)) for month in range(first, first + count)),
        bars=tuple(_bar(action, _first_day(first), last) for action in steps),
    )


def _month(day: date) -> int:
    """Months since the year 0."""
    return day.year * 12 + day.month - 1


def _first_day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def _bar(action: Action, first: date, last: date) -> Bar:
    """The bar clipped to the axis; what ended before the axis begins is not drawn."""
    state, milestone, end = "done" if action.done else "running", bool(action.milestone), action.done or action.due
    if end is None or end < first:
        return Bar(start=None, end=None, state=state, milestone=milestone)
    end = min(end, last)
    start = None if milestone else min(max(action.start or end, first), end)
    return Bar(start=start, end=end, state=state, milestone=milestone)
