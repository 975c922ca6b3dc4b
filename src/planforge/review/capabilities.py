"""AX7, the capability matrix: what the project needs, who of ours can give it, and where a rival is ahead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from planforge.model.codes import Cover, Mark, Status
from planforge.model.scorecard_deals import CapabilityScore
from planforge.office.rich import Rich, Span, Text
from planforge.office.text import one_line
from planforge.review.brief import Brief
from planforge.review.context_base import Lead, SlideText
from planforge.review.context_deals import CapabilitiesSlides, CapabilityCell, CapabilityPage, CapabilityRow
from planforge.review.heads import narrow_head
from planforge.review.notes import frame
from planforge.review.numbers import NOT_APPLICABLE
from planforge.review.status import marked
from planforge.review.takeaway import labelled
from planforge.review.trace import cells_of, ranges_of

ID = "AX7"
GAPS, ALL_GAPS = 5, 9
"""Gaps beside a table, and on a slide of their own."""
COLUMNS = 8
"""Capabilities on a page."""
HEADS_WIDTH, HEAD_LINES = 528.0, 3
"""Points that all columns of capabilities share, on a page of ours as on a narrow one; lines of a head."""
UNIT_WIDTH, UNIT_SIZE = 118.0, 11
"""Points of a unit's name."""
_COVERS = {Cover.MET: Status.ON_TRACK, Cover.SHORT: Status.OFF_TRACK, Cover.OPEN: Status.NOT_ASSESSED}


def facts(brief: Brief) -> dict[str, Any]:
    """Raw values of the slide."""
    scores = brief.card.capabilities
    short = sorted((row for row in scores.rows if row.cover is Cover.SHORT), key=lambda row: (-row.gap, row.number))
    behind = [row for row in scores.rows if row.behind]
    worst = short[0] if short else None
    return {
        **brief.common,
        "needs": len(scores.rows),
        "met": scores.count(Cover.MET),
        "short": len(short),
        "open": scores.count(Cover.OPEN),
        "behind": len(behind),
        "worst_behind": bool(worst and worst.behind),
        "behind_first": (behind[0].capability.capability or "") if behind else "",
        "worst": (worst.capability.capability or "") if worst else "",
        "worst_need": _sign(worst.need) if worst else "",
        "worst_best": _sign(worst.best) if worst else "",
        "units": _units(brief, scores.combination),
        "all_units": len(scores.places),
        "combined": scores.combined,
    }


def _sign(points: int | None) -> str:
    return "+" * points if points else "???"


def _units(brief: Brief, places: Iterable[int]) -> list[str]:
    return [_unit(brief, place) for place in places]


def _unit(brief: Brief, place: int) -> str:
    return getattr(brief.plan.partners, f"source_{place + 1}") or brief.text("AX7.unit", place=place + 1)


def compose(brief: Brief) -> CapabilitiesSlides | None:
    """The slides; None without capabilities."""
    data, scores = brief.facts[ID], brief.card.capabilities
    if not scores.rows:
        return None
    for row in scores.rows:
        _trace(brief, row)
    parts = _parts(scores.rows)
    pages = tuple(_page(brief, data, part, (number, len(parts))) for number, part in enumerate(parts, 1))
    return CapabilitiesSlides(
        slide=_frame(brief, data),
        pages=pages,
        gaps=_gaps(brief, scores.rows)[:ALL_GAPS],
        combination=labelled(brief, "AX7.combination", brief.text("AX7.combination_text", **data)) if scores.combination else "",
    )


def _parts(rows: Sequence[CapabilityScore]) -> list[Sequence[CapabilityScore]]:
    """The capabilities on pages as full as each other."""
    pages = -(-len(rows) // COLUMNS)
    size = -(-len(rows) // pages)
    return [rows[start : start + size] for start in range(0, len(rows), size)]


def _frame(brief: Brief, data: dict[str, Any], page: tuple[int, int] = (1, 1)) -> SlideText:
    return frame(
        brief,
        ID,
        data,
        ranges=ranges_of(cells_of((brief.plan.partners,)), cells_of(brief.plan.capabilities)),
        blocks=("capabilities", "partners"),
        sticker=brief.partial("capabilities"),
        page=page,
    )


def _page(brief: Brief, data: dict[str, Any], rows: Sequence[CapabilityScore], page: tuple[int, int]) -> CapabilityPage:
    records = [row.capability for row in rows]
    return CapabilityPage(
        slide=_frame(brief, data, page),
        heads=tuple(narrow_head(record.capability or NOT_APPLICABLE, HEADS_WIDTH, len(rows), HEAD_LINES) for record in records),
        rows=tuple(
            CapabilityRow(
                unit=one_line(_unit(brief, place), UNIT_WIDTH, UNIT_SIZE),
                cells=tuple(_own(getattr(row.capability, f"source_{place + 1}"), row.best) for row in rows),
            )
            for place in brief.card.capabilities.places
        ),
        needs=tuple(replace(_cell(record.need, False), fill="") for record in records),
        rivals=tuple(_rival(row.capability.rival, bool(row.behind)) for row in rows),
        results=tuple(_result(brief, row) for row in rows),
        gaps=_gaps(brief, rows)[:GAPS],
    )


def _result(brief: Brief, row: CapabilityScore) -> Rich:
    status = _COVERS[row.cover]
    return marked(status, brief.code("AX7.cover", row.cover), brief.chinese, True if status is Status.OFF_TRACK else None)


def _gaps(brief: Brief, rows: Sequence[CapabilityScore]) -> tuple[Lead, ...]:
    """What is short, where a rival is ahead and what is not known, in this order."""
    gaps = [row for row in rows if row.cover is not Cover.MET or row.behind or row.capability.rival is Mark.UNKNOWN]
    gaps.sort(key=lambda row: (row.cover is not Cover.SHORT, not row.behind, -row.gap, row.number))
    return tuple(_gap(brief, row) for row in gaps)


def _own(mark: Mark | None, best: int | None) -> CapabilityCell:
    return _cell(mark, mark is not None and mark.points is not None and mark.points == best)


def _cell(mark: Mark | None, best: bool) -> CapabilityCell:
    """A mark with its heat level; ??? is unknown and has none, a blank cell is no contribution."""
    if mark is None:
        return CapabilityCell(text=Rich((Span(NOT_APPLICABLE, tone="muted"),)), fill="")
    if mark.points is None:
        return CapabilityCell(text=Rich((Span(mark.value, tone="muted"),)), fill="")
    text: Text = Rich((Span(mark.value, bold=True),)) if best else mark.value
    return CapabilityCell(text=text, fill=f"lv{mark.points}")


def _rival(mark: Mark | None, ahead: bool) -> CapabilityCell:
    """The rival's mark; where it is above our best, in red."""
    if mark is None or not ahead:
        return _cell(mark, False)
    return CapabilityCell(text=Rich((Span(mark.value, tone="bad", bold=True),)), fill="bad_l")


def _gap(brief: Brief, score: CapabilityScore) -> Lead:
    """What is missing, unknown or better elsewhere, and what was noted about it."""
    row = score.capability
    words = {"need": _sign(score.need), "best": _sign(score.best), "rival": _sign(score.rival)}
    said = []
    if score.cover is Cover.SHORT:
        said.append(brief.text("AX7.short", **words))
    elif score.cover is Cover.OPEN:
        said.append(brief.text("AX7.open", **words))
    if score.behind:
        said.append(brief.text("AX7.behind", **words))
    elif row.rival is Mark.UNKNOWN:
        said.append(brief.word("AX7.rival_unknown"))
    note = [row.note] if row.note else []
    gap = "；" if brief.chinese else "; "
    return Lead(lead=brief.text("AX7.lead", name=row.capability or NOT_APPLICABLE), text=gap.join((*said, *note)))


def _trace(brief: Brief, score: CapabilityScore) -> None:
    row, trace = score.capability, brief.trace
    name = row.capability or NOT_APPLICABLE
    trace.add(ID, f"{name} {brief.word('AX7.need')}", _sign(score.need), score.need, "points", "", (row.at("need"),))
    cells = [row.at(f"source_{place + 1}") for place in score.best_places]
    trace.add(ID, f"{name} {brief.word('AX7.trace.best')}", _sign(score.best), score.best, "points", brief.word("AX7.trace.rule"), cells)
    trace.add(ID, f"{name} {brief.word('AX7.rival')}", _sign(score.rival), score.rival, "points", "", (row.at("rival"),))
