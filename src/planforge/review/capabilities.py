"""AX7, the capability matrix: what the project needs, who of ours can give it, and where a rival is ahead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from planforge.model.codes import Cover, Mark, Status
from planforge.model.scorecard_deals import CapabilityScore
from planforge.office.rich import Rich, Span, Text
from planforge.review.brief import Brief
from planforge.review.context_base import Lead
from planforge.review.context_deals import CapabilitiesSlide, CapabilityCell, CapabilityRow
from planforge.review.notes import frame
from planforge.review.numbers import NOT_APPLICABLE
from planforge.review.status import marked
from planforge.review.takeaway import labelled
from planforge.review.trace import cells_of, ranges_of

ID = "AX7"
GAPS = 5
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


def compose(brief: Brief) -> CapabilitiesSlide | None:
    """The slide; None without capabilities."""
    data, scores, records = brief.facts[ID], brief.card.capabilities, brief.plan.capabilities
    if not records:
        return None
    for row in scores.rows:
        _trace(brief, row)
    gaps = [row for row in scores.rows if row.cover is not Cover.MET or row.behind or row.capability.rival is Mark.UNKNOWN]
    gaps.sort(key=lambda row: (row.cover is not Cover.SHORT, not row.behind, -row.gap, row.number))
    combination = labelled(brief, "AX7.combination", brief.text("AX7.combination_text", **data)) if scores.combination else ""
    return CapabilitiesSlide(
        slide=frame(
            brief,
            ID,
            data,
            ranges=ranges_of(cells_of((brief.plan.partners,)), cells_of(records)),
            blocks=("capabilities", "partners"),
            sticker=brief.partial("capabilities"),
        ),
        units=tuple(_units(brief, scores.places)),
        rows=tuple(_row(brief, row) for row in scores.rows),
        gaps=tuple(_gap(brief, row) for row in gaps[:GAPS]),
        combination=combination,
    )


def _row(brief: Brief, score: CapabilityScore) -> CapabilityRow:
    row, status = score.capability, _COVERS[score.cover]
    marks = [getattr(row, f"source_{place + 1}") for place in brief.card.capabilities.places]
    return CapabilityRow(
        capability=row.capability or NOT_APPLICABLE,
        need=replace(_cell(row.need, False), fill=""),
        cells=tuple(_cell(mark, mark is not None and mark.points is not None and mark.points == score.best) for mark in marks),
        rival=_rival(row.rival, bool(score.behind)),
        result=marked(status, brief.code("AX7.cover", score.cover), brief.chinese, True if status is Status.OFF_TRACK else None),
    )


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
