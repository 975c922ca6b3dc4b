"""A14, the value roadmap: the customer's priorities, our propositions with their proof, and the initiatives that deliver them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from planforge.model.codes import InitiativeStatus
from planforge.model.offers import same_text
from planforge.model.opportunity import RoadmapItem
from planforge.office.rich import Rich, Span, Text
from planforge.review.brief import Brief
from planforge.review.context_value import Quarters, RoadmapBar, RoadmapLane, RoadmapPage, RoadmapSlides
from planforge.review.notes import frame
from planforge.review.numbers import NOT_APPLICABLE, quarter
from planforge.review.takeaway import takeaway
from planforge.review.trace import cells_of, ranges_of

ID = "A14"
LANES, BARS, QUARTERS, BEFORE = 4, 2, 8, 2
"""Lanes of a page, bars of a lane, quarters shown, and how many of these may lie before the as-of day's."""

Priority = tuple[str, tuple[RoadmapItem, ...]]


def facts(brief: Brief) -> dict[str, Any]:
    """Raw values of the slide."""
    groups = priorities(brief)
    known = funding_known(brief)
    unfunded = [name for name, items in groups if not _funded(items)] if known else []
    as_of = brief.as_of
    coming = [i for _, found in groups for i in found if i.status is not InitiativeStatus.DONE]
    ends = [i.end for i in coming if i.end and (i.funded or not known)]
    items = brief.plan.roadmap
    return {
        **brief.common,
        "priorities": len(groups),
        "known": known,
        "funded": len(groups) - len(unfunded),
        "unfunded": unfunded,
        "initiatives": sum(1 for item in items if item.initiative),
        "done": sum(1 for item in items if item.status is InitiativeStatus.DONE),
        "next_end": min((end for end in ends if as_of is None or end >= as_of), default=None),
        "unproposed": [name for name, found in groups if not any(i.proposition for i in found)],
        "unproved": [name for name, found in groups if any(i.proposition for i in found) and not any(i.proof for i in found)],
        "late": [i.initiative for i in items if i.initiative and _is_late(i, as_of)],
        "undated": sum(1 for item in items if item.initiative and item.end is None),
    }


def priorities(brief: Brief) -> list[Priority]:
    """The customer's priorities in sheet order, each with its rows; a row without one belongs to the row above."""
    groups: dict[str, list[RoadmapItem]] = {}
    name = ""
    for item in brief.plan.roadmap:
        name = item.priority or name or NOT_APPLICABLE
        groups.setdefault(name, []).append(item)
    return [(name, tuple(items)) for name, items in groups.items()]


def funding_known(brief: Brief) -> bool:
    """True when the plan says of any initiative whether it is funded; else the slide does not speak of money."""
    return any(item.funded is not None for item in brief.plan.roadmap)


def _funded(items: Sequence[RoadmapItem]) -> bool:
    return any(item.initiative and item.funded for item in items)


def _is_late(item: RoadmapItem, as_of: date | None) -> bool:
    return bool(as_of and item.end and item.end < as_of and item.status is not InitiativeStatus.DONE)


def compose(brief: Brief) -> RoadmapSlides:
    """The pages; none without a roadmap."""
    rows, data = brief.plan.roadmap, brief.facts[ID]
    if not rows:
        return RoadmapSlides(pages=())
    _trace(brief)
    lanes = [lane for group in priorities(brief) for lane in _lanes(brief, group)]
    parts = [lanes[start : start + LANES] for start in range(0, len(lanes), LANES)]
    quarters = quarters_of(brief)
    pages = []
    for number, part in enumerate(parts, 1):
        slide = frame(
            brief,
            ID,
            data,
            ranges=ranges_of(cells_of(rows)),
            blocks=("roadmap",),
            sticker=brief.partial("roadmap"),
            warnings=_full(brief),
            page=(number, len(parts)),
        )
        pages.append(
            RoadmapPage(
                slide=slide,
                heads=(brief.t("A14.priority"), brief.t("A14.proposition"), brief.t("A14.initiatives")),
                states=tuple((s.value, brief.t(f"A14.state.{s.value}")) for s in reversed(InitiativeStatus)),
                lanes=tuple(part),
                quarters=quarters,
                takeaway=takeaway(brief, ID, data),
                alt=_alt(brief, part),
            )
        )
    return RoadmapSlides(pages=tuple(pages))


def _lanes(brief: Brief, group: Priority) -> list[RoadmapLane]:
    """A priority's lanes: two initiatives each, those that start first come first."""
    name, items = group
    return [_lane(brief, name, items, part, number) for number, part in enumerate(parts_of(items))]


def parts_of(items: Sequence[RoadmapItem]) -> list[Sequence[RoadmapItem]]:
    """A priority's rows by start, as many together as a lane has bars."""
    ordered = sorted(items, key=lambda i: (i.start or i.end or date.max, i.end or date.max))
    return [ordered[start : start + BARS] for start in range(0, len(ordered), BARS)]


def _lane(brief: Brief, name: str, items: Sequence[RoadmapItem], part: Sequence[RoadmapItem], number: int) -> RoadmapLane:
    proposition = next((i.proposition for i in (*part, *items) if i.proposition), "")
    proof = next((i.proof for i in (*part, *items) if i.proof), "")
    return RoadmapLane(
        priority=name,
        need=Rich((Span(brief.word("continued"), tone="muted"),)) if number else _need(brief, name, items),
        proposition=proposition,
        proof=_proof(brief, proposition, proof),
        bars=tuple(_bar(brief, item) for item in part if item.initiative or item.end),
    )


def _proof(brief: Brief, proposition: str, proof: str) -> Text:
    """What proves the proposition; a proof of nothing stands behind the flag that the proposition is missing."""
    if not proposition:
        flag = _flag(brief, "A14.no_proposition")
        return Rich((*flag.spans, Span(" " + brief.text("A14.proof", proof=proof), tone="muted"))) if proof else flag
    return brief.text("A14.proof", proof=proof) if proof else _flag(brief, "A14.no_proof")


def _need(brief: Brief, name: str, items: Sequence[RoadmapItem]) -> Text:
    """That nothing is funded for the priority, and which goal of the customer it is."""
    goal = next((g for g in brief.plan.customer_goals if g.goal and same_text(g.goal, name)), None)
    spans: list[Span] = []
    if funding_known(brief) and not _funded(items):
        spans += _flag(brief, "A14.not_funded").spans
    if goal and goal.rank:
        spans.append(Span(brief.text("A14.goal_too" if spans else "A14.goal", rank=goal.rank), tone="muted"))
    return Rich(tuple(spans))


def _flag(brief: Brief, key: str) -> Rich:
    return Rich((Span("■ ", tone="bad"), Span(brief.word(key), tone="bad", bold=True)))


def _bar(brief: Brief, item: RoadmapItem) -> RoadmapBar:
    name = item.initiative or NOT_APPLICABLE
    unpaid = funding_known(brief) and not item.funded
    note = "late" if _is_late(item, brief.as_of) else "no_end" if item.end is None else "no_money" if unpaid else ""
    label: Text = name
    if note:
        gap = "" if brief.chinese else " "
        label = Rich((Span(name + gap), Span(brief.text(f"A14.{note}"), tone="muted" if note == "no_money" else "bad")))
    state = item.status or InitiativeStatus.PLANNED
    return RoadmapBar(label=label, start=item.start, end=item.end, state=state.value)


def quarters_of(brief: Brief) -> Quarters:
    """Eight quarters: from the first start on, but at most two before that of the as-of day, and never after it."""
    days = [day for item in brief.plan.roadmap for day in (item.start or item.end,) if day]
    now = _index(brief.as_of) if brief.as_of else min(map(_index, days), default=_index(date(brief.common["this"] or 2000, 1, 1)))
    first = max(min([now, *map(_index, days)]), now - BEFORE)
    starts = [date(index // 4, index % 4 * 3 + 1, 1) for index in range(first, first + QUARTERS + 1)]
    names = tuple(quarter(day) if number == 0 or day.month == 1 else f"Q{day.month // 3 + 1}" for number, day in enumerate(starts[:-1]))
    return Quarters(first=starts[0], last=starts[-1] - timedelta(days=1), today=brief.as_of, names=names)


def _index(day: date) -> int:
    """Quarters since the year 0."""
    return day.year * 4 + (day.month - 1) // 3


def _full(brief: Brief) -> list[str]:
    """Every initiative in full, since labels may be cut."""
    numbers = brief.numbers
    return [
        brief.text("A14.full", name=i.initiative, start=numbers.date(i.start), end=numbers.date(i.end), state=_state(brief, i))
        for i in brief.plan.roadmap
        if i.initiative
    ]


def _state(brief: Brief, item: RoadmapItem) -> str:
    state = brief.word(f"A14.state.{(item.status or InitiativeStatus.PLANNED).value}").lower()
    return state if item.funded or not funding_known(brief) else f"{state}, {brief.word('A14.not_funded_yet')}"


def _trace(brief: Brief) -> None:
    data = brief.facts[ID]
    if not data["known"]:
        return
    shown = f"{data['funded']} / {data['priorities']}"
    cells = cells_of(brief.plan.roadmap, "priority", "initiative", "funded")
    brief.trace.add(ID, brief.word("A14.trace"), shown, data["funded"], "count", brief.word("A14.rule"), cells)


def _alt(brief: Brief, lanes: Sequence[RoadmapLane]) -> str:
    parts = []
    for lane in lanes:
        bars = ", ".join(f"{bar.label} {quarter(bar.end)}" for bar in lane.bars)
        parts.append(f"{lane.priority}: {bars or NOT_APPLICABLE}")
    return brief.text("A14.alt", parts="; ".join(parts))
