"""AX18, the plan in its eight parts: data behind each, pages against the budget, and the health of the planning."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from planforge.model.codes import Status
from planforge.model.process import HealthFactor
from planforge.model.scorecard_parts import ItemScore, ItemState, PartScore
from planforge.office.rich import Rich, Span, Text
from planforge.office.text import fits
from planforge.review.brief import Brief
from planforge.review.context_process import HealthRow, PartCell, PartRow, PartsSlide
from planforge.review.cover import blocks_said
from planforge.review.fixed_names import fixed_name
from planforge.review.notes import frame
from planforge.review.numbers import NOT_APPLICABLE
from planforge.review.status import marked
from planforge.review.takeaway import takeaway
from planforge.review.trace import cells_of, ranges_of

ID = "AX18"
NAMED = 2
"""Lacking items named in a row before the rest is counted; all of them stand in the notes."""
LACKING = 1.76 * 72
"""Points for these names, which have two lines in 10 pt."""
_WORDS = {Status.ON_TRACK: "strong", Status.WATCH: "fair", Status.OFF_TRACK: "weak"}


def facts(brief: Brief) -> dict[str, Any]:
    """Raw values of the slide."""
    scores = brief.card.parts
    parts = [part for part in scores.parts if part.items]
    weakest = min(parts, key=lambda part: (part.ready / len(part.items), part.number), default=None)
    lacking = [item for item in weakest.items if item.state is not ItemState.READY] if weakest else []
    health = scores.health
    return {
        **brief.common,
        "items": len(scores.items),
        "ready": sum(part.ready for part in parts),
        "partial": sum(1 for item in scores.items if item.state is ItemState.PARTIAL),
        "missing": sum(1 for item in scores.items if item.state is ItemState.MISSING),
        "weakest": _part_name(brief, weakest) if weakest else "",
        "lacks": len(lacking),
        "weakest_items": len(weakest.items) if weakest else 0,
        "first_lacking": brief.word(f"AX18.items.{lacking[0].key}") if lacking else "",
        "blocks": blocks_said(brief),
        "rated": health.rated,
        "factors": len(health.factors),
        "average": health.average,
        "poor": [_factor_name(brief, factor) for factor in health.weakest if (factor.rating or 0) <= brief.policy["health.poor"]],
        "lowest": min((factor.rating for factor in health.factors if factor.rating is not None), default=None),
    }


def _factor_name(brief: Brief, factor: HealthFactor) -> str:
    return fixed_name(brief, "AX18.factor_name", factor.number, factor.factor)


def _part_name(brief: Brief, part: PartScore) -> str:
    return brief.word(f"AX18.names.p{part.number}")


def compose(brief: Brief) -> PartsSlide | None:
    """The slide; None for a plan without any data."""
    plan, scores = brief.plan, brief.card.parts
    if not scores.health.rated and all(item.state is ItemState.MISSING for item in scores.items):
        return None
    data = brief.facts[ID]
    _trace(brief)
    pages = {int(part["number"]): part for part in brief.texts.slide(ID).data["parts"]}
    health = [factor for factor in scores.health.factors if scores.health.rated]
    return PartsSlide(
        slide=frame(
            brief,
            ID,
            data,
            ranges=ranges_of(cells_of(plan.health, "rating")),
            blocks=("health",),
            warnings=[_state_line(brief, item) for item in scores.items if item.state is not ItemState.READY],
        ),
        cells=tuple(_cell(brief, part) for part in scores.parts),
        cells_alt=brief.text("AX18.cells_alt", parts="; ".join(_said(brief, part) for part in scores.parts)),
        parts=tuple(_part(brief, part, pages[part.number]) for part in scores.parts),
        shares=tuple(part.ready / len(part.items) if part.items else None for part in scores.parts),
        shares_alt=brief.text("AX18.shares_alt", parts="; ".join(_ready(brief, part) for part in scores.parts if part.items)),
        health=tuple(_health(brief, factor) for factor in health),
        health_unit=brief.text("AX18.health_unit", **data) if health else "",
        fewer=brief.word("AX18.fewer"),
        right=brief.word("AX18.right"),
        more=brief.word("AX18.more"),
        takeaway=takeaway(brief, ID, data),
    )


def _part(brief: Brief, part: PartScore, pages: Mapping[str, Any]) -> PartRow:
    name = pages.get("budget")
    low, high = (brief.policy[f"pages.{name}.{end}"] for end in ("least", "most")) if name else (0, 0)
    return PartRow(
        part=Rich((Span(f"{part.number} ", tone="muted"), Span(_part_name(brief, part), bold=True))),
        items=_items(brief, part),
        lacking=_lacking(brief, part),
        slides=tuple(pages["slides"]),
        low=low,
        high=high,
        budget=(f"{low}–{high}" if low < high else str(low)) if high else NOT_APPLICABLE,
    )


def _cell(brief: Brief, part: PartScore) -> PartCell:
    return PartCell(label=str(part.number), figure=brief.numbers.percent(part.share), share=part.share)


def _said(brief: Brief, part: PartScore) -> str:
    return f"{_part_name(brief, part)} {brief.numbers.percent(part.share)}"


def _ready(brief: Brief, part: PartScore) -> str:
    return f"{_part_name(brief, part)} {brief.text('AX18.of', ready=part.ready, items=len(part.items))}"


def _items(brief: Brief, part: PartScore) -> Text:
    """Items that are ready of all, with a status; parts that draw on others have no items of their own."""
    if not part.items:
        return NOT_APPLICABLE
    share = part.ready / len(part.items)
    policy = brief.policy
    status = Status.ON_TRACK if share == 1 else Status.WATCH if share >= policy["sections.complete"] else Status.OFF_TRACK
    return marked(status, brief.text("AX18.of", ready=part.ready, items=len(part.items)), brief.chinese)


def _lacking(brief: Brief, part: PartScore) -> str:
    names = [brief.word(f"AX18.items.{item.key}") for item in part.items if item.state is not ItemState.READY]
    for named in range(NAMED, 0, -1):
        rest = len(names) - named
        shown = ("、" if brief.chinese else ", ").join([*names[:named], *([brief.text("more_items", count=rest)] if rest > 0 else [])])
        if fits(shown, 10, LACKING, 2):
            break
    return shown or NOT_APPLICABLE


def _state_line(brief: Brief, item: ItemScore) -> str:
    name = brief.word(f"AX18.items.{item.key}")
    key = "AX18.item_partial" if item.state is ItemState.PARTIAL else "AX18.item_missing"
    sheets = list(dict.fromkeys(brief.plan.readings[block].sheet or block for block in item.blocks if block in brief.plan.readings))
    return brief.text(key, name=name, sheets=sheets)


def _health(brief: Brief, factor: HealthFactor) -> HealthRow:
    rating = factor.rating
    if rating is None:
        shown = marked(Status.NOT_ASSESSED, brief.word("AX18.not_rated"), brief.chinese)
    else:
        good, poor = brief.policy["health.good"], brief.policy["health.poor"]
        status = Status.ON_TRACK if rating >= good else Status.OFF_TRACK if rating <= poor else Status.WATCH
        word = brief.word(f"AX18.{_WORDS[status]}")
        shown = marked(
            status, brief.text("AX18.rated", word=word, rating=rating), brief.chinese, True if status is Status.OFF_TRACK else None
        )
    return HealthRow(factor=_factor_name(brief, factor), rating=shown)


def _trace(brief: Brief) -> None:
    scores, trace = brief.card.parts, brief.trace
    for part in scores.parts:
        if part.items:
            shown = f"{part.ready} / {len(part.items)}"
            trace.add(ID, _part_name(brief, part), shown, part.ready, "count", brief.word("AX18.rule.ready"))
    average = scores.health.average
    cells = cells_of(brief.plan.health, "rating")
    trace.add(ID, brief.word("AX18.health"), brief.numbers.rating(average), average, "rating", brief.word("AX18.rule.average"), cells)
