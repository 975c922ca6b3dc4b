"""AX20, the duties: who answers for what, who does the work, who is asked and who is told."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any

from planforge.model.codes import DutyRole
from planforge.model.duties import SharedDuty, role_cells
from planforge.model.scorecard_duties import DutyLoad
from planforge.office.rich import Rich, Span, Text
from planforge.office.text import width_of
from planforge.review.brief import Brief
from planforge.review.context_account import HeatCell
from planforge.review.context_process import DutiesSlide, DutyPage, DutyRow
from planforge.review.coverage import HEAD_MARGIN, HEAD_SIZE, function_lines
from planforge.review.notes import frame
from planforge.review.takeaway import takeaway
from planforge.review.titles import first_words
from planforge.review.trace import cells_of, ranges_of

ID = "AX20"
PEOPLE = 8
"""Columns of people on one slide at most."""
HEADS_WIDTH = 436.0
"""Points that all columns of people share on a narrow page."""
NAMED, LIGHTEST, ASKED = 3, 3, 3
"""Most duties, and most people with room for more, that a sentence names; from how many duties on it is told whom most of them ask."""
_FILLS = {DutyRole.ACCOUNTABLE: "lv4", DutyRole.RESPONSIBLE: "lv3", DutyRole.CONSULTED: "lv2", DutyRole.INFORMED: "lv1"}


def facts(brief: Brief) -> dict[str, Any]:
    """Raw values of the slide."""
    scores = brief.card.duties
    answering = [load.counts[DutyRole.ACCOUNTABLE] for load in scores.loads]
    least = min((load.counts[DutyRole.ACCOUNTABLE] for load in scores.loads if load.known), default=0)
    asked = sorted(scores.loads, key=lambda load: -load.counts[DutyRole.CONSULTED])
    alone = len(asked) > 1 and asked[0].counts[DutyRole.CONSULTED] > asked[1].counts[DutyRole.CONSULTED]
    over = scores.overloaded[0] if scores.overloaded else None
    return {
        **brief.common,
        "duties": len(scores.duties),
        "people": len(scores.loads),
        "unanswered": [duty.name for duty in scores.unanswered],
        "contested": [duty.name for duty in scores.contested],
        "undone": [duty.name for duty in scores.undone],
        "unanswered_names": _names(brief, scores.unanswered),
        "undone_names": _names(brief, scores.undone),
        "over": len(scores.overloaded),
        "over_name": over.name if over else "",
        "over_count": over.counts[DutyRole.ACCOUNTABLE] if over else 0,
        "lightest": [load.name for load in scores.loads if load.known and load.counts[DutyRole.ACCOUNTABLE] == least][:LIGHTEST],
        "lightest_count": least,
        "free": list(scores.free),
        "most_answered": max(answering, default=0),
        "asked_name": asked[0].name if alone and asked[0].counts[DutyRole.CONSULTED] >= ASKED else "",
        "asked_count": asked[0].counts[DutyRole.CONSULTED] if asked else 0,
        "strangers": [load.name for load in scores.loads if not load.known],
    }


def _names(brief: Brief, duties: Sequence[SharedDuty]) -> str:
    """The first of the duties in a sentence."""
    return brief.numbers.both(f"“{duty.name}”" for duty in duties[:NAMED])


def compose(brief: Brief) -> DutiesSlide | None:
    """The slides; None without duties, or while nobody is named for any of them."""
    scores, data = brief.card.duties, brief.facts[ID]
    if not any(duty.roles for duty in scores.duties):
        return None
    _trace(brief)
    size = ceil(len(scores.loads) / ceil(len(scores.loads) / PEOPLE))
    return DutiesSlide(
        pages=tuple(_page(brief, data, start, size) for start in range(0, len(scores.loads), size)),
        legend=_legend(brief),
        takeaway=takeaway(brief, ID, data),
    )


def _page(brief: Brief, data: dict[str, Any], start: int, size: int) -> DutyPage:
    """The page of so many people from a place on."""
    everybody = brief.card.duties.loads
    loads = everybody[start : start + size]
    part = brief.text("AX20.people_of", first=start + 1, last=start + len(loads)) if len(everybody) > size else ""
    ranges = ranges_of(cells_of(brief.plan.duties), cells_of(brief.plan.team, "name", "function"))
    width = HEADS_WIDTH / len(loads) - HEAD_MARGIN
    return DutyPage(
        slide=frame(brief, ID, data, ranges=ranges, blocks=("duties",), sticker=brief.partial("duties"), part=part),
        people=tuple(_head(brief, load, width) for load in loads),
        rows=tuple(_row(brief, duty, loads) for duty in brief.card.duties.duties),
        total=DutyRow(duty=brief.word("AX20.total"), cells=tuple(_answered(brief, load) for load in loads)),
    )


def _head(brief: Brief, load: DutyLoad, width: float) -> Text:
    """The name, the short one where the whole one is too wide, and the function on at most two lines."""
    whole = width_of(load.name, HEAD_SIZE, True) <= width
    name = load.name if whole else first_words(brief.short_name(load.name), HEAD_SIZE, width, True)
    member = brief.plan.member(load.name)
    function = (member.function or "") if member else brief.word("AX20.stranger")
    return "\n".join((name, *function_lines(function, width)))


def _row(brief: Brief, duty: SharedDuty, loads: Sequence[DutyLoad]) -> DutyRow:
    """A duty with what it lacks behind its name, and the letters of the people."""
    lacks = []
    answering = len(duty.people(DutyRole.ACCOUNTABLE))
    if answering != 1:
        lacks.append("AX20.contested" if answering else "AX20.unanswered")
    if not duty.people(DutyRole.RESPONSIBLE):
        lacks.append("AX20.undone")
    marks = [span for key in lacks for span in (Span("  "), Span(_unbroken(brief.word(key)), tone="bad", bold=True))]
    words = Rich((Span(duty.name, bold=True), *marks))
    return DutyRow(duty=words, cells=tuple(_cell(duty.roles.get(load.name, ())) for load in loads))


def _unbroken(words: str) -> str:
    """Words that go to the next line together."""
    return words.replace(" ", "\u00a0")


def _cell(roles: Sequence[DutyRole]) -> HeatCell:
    """The letters of one person's parts on the fill of the strongest."""
    if not roles:
        return HeatCell(text=Rich((Span("·", tone="muted"),)), fill="")
    strong = roles[0] in (DutyRole.ACCOUNTABLE, DutyRole.RESPONSIBLE)
    tone = "white" if roles[0] is DutyRole.ACCOUNTABLE else ""
    letters = "/".join(role.value for role in roles)
    return HeatCell(text=Rich((Span(letters, tone=tone, bold=True),)) if strong else letters, fill=_FILLS[roles[0]])


def _answered(brief: Brief, load: DutyLoad) -> HeatCell:
    count = load.counts[DutyRole.ACCOUNTABLE]
    if count <= brief.policy["duties.most_accountable"]:
        return HeatCell(text=str(count), fill="")
    return HeatCell(text=Rich((Span(str(count), tone="bad", bold=True),)), fill="")


def _legend(brief: Brief) -> Rich:
    spans: list[Span] = []
    for role in DutyRole:
        words = brief.t(f"AX20.role.{role.value}")
        told = words.spans if isinstance(words, Rich) else (Span(words),)
        spans += [Span("    " if spans else ""), Span(f"{role.value} ", tone="title", bold=True), *told]
    return Rich(tuple(spans))


def _trace(brief: Brief) -> None:
    """The number of duties that each person answers for."""
    scores = brief.card.duties
    for load in scores.loads:
        count = load.counts[DutyRole.ACCOUNTABLE]
        cells = [cell for duty in scores.duties for cell in role_cells(duty, DutyRole.ACCOUNTABLE, load.name)]
        brief.trace.add(ID, f"{load.name} {brief.word('AX20.answered')}", str(count), count, "count", brief.word("AX20.rule"), cells)
