"""A18, the risk matrix and its register."""

from __future__ import annotations

from datetime import date
from typing import Any

from planforge.model.codes import Degree, RiskZone, Status
from planforge.model.scorecard import RiskScore, SourceScore
from planforge.office.rich import Rich, Span, Text
from planforge.review.brief import Brief
from planforge.review.context import RiskMark, RiskRow, RisksSlide
from planforge.review.notes import frame
from planforge.review.status import Trend, marked, trend_word, zone_status
from planforge.review.takeaway import takeaway
from planforge.review.trace import cells_of, ranges_of

ID = "A18"
_SERIOUS = (RiskZone.SHOW_STOPPER, RiskZone.SIGNIFICANT)
_MOVES = {1: Trend.WORSE, 0: Trend.SAME, -1: Trend.BETTER, None: Trend.UNKNOWN}


def facts(brief: Brief) -> dict[str, Any]:
    """Raw values of the slide."""
    scores = brief.card.risks.risks
    serious = [s for s in scores if s.zone in _SERIOUS]
    stoppers = sum(1 for s in serious if s.zone is RiskZone.SHOW_STOPPER)
    stakes = [s.risk.at_stake for s in serious if s.risk.at_stake is not None]
    dated = sorted((s for s in serious if s.risk.due and s.risk.owner), key=lambda s: (s.risk.due or date.max, s.number))
    coming = [s for s in dated if brief.as_of is None or (s.risk.due or date.max) >= brief.as_of]
    return {
        **brief.common,
        "risks": len(scores),
        "rated": sum(1 for s in scores if s.zone is not None),
        "stoppers": stoppers,
        "significant": len(serious) - stoppers,
        "serious": len(serious),
        "first": (serious[0].risk.risk or "") if serious else "",
        "at_stake": sum(stakes) if stakes else None,
        "unowned": [s.number for s in serious if not s.risk.owner or not s.risk.due],
        "next_due": coming[0].risk.due if coming else None,
        "next_owner": brief.short_name(coming[0].risk.owner) if coming else "",
        "next_number": coming[0].number if coming else None,
        "worse": sum(1 for s in scores if s.movement is not None and s.movement > 0),
        "groups": sum(1 for source in brief.card.risks.sources if source.risks),
        "all_groups": len(brief.card.risks.sources),
    }


def compose(brief: Brief) -> RisksSlide:
    """The slide."""
    data, scores = brief.facts[ID], brief.card.risks.risks
    for score in scores:
        cells = (score.risk.at("probability"), score.risk.at("impact"))
        shown = brief.code("zone", score.zone) or brief.word("A18.no_zone")
        brief.trace.add(ID, f"{score.number} {score.risk.risk or '–'}", shown, score.points, "points", brief.word("A18.rule"), cells)
    for source in brief.card.risks.sources:
        where = cells_of([s.risk for s in source.risks], "source", "probability", "impact")
        label, rule = brief.code("A18.group", source.group), brief.word("A18.source_rule")
        brief.trace.add(ID, label, str(source.points), source.points, "points", rule, where)
    marks = tuple(_mark(brief, s) for s in sorted(scores, key=lambda s: s.number) if s.zone is not None)
    compared = any(s.movement is not None for s in scores)
    previous = ranges_of(cells_of(brief.previous.plan.risks)) if brief.previous and compared else ()
    return RisksSlide(
        slide=frame(
            brief,
            ID,
            data,
            ranges=ranges_of(cells_of(brief.plan.risks)),
            previous=previous,
            blocks=("risks",),
            empty=not scores,
            sticker=brief.partial("risks") if scores else brief.word("no_data"),
            warnings=tuple(_source_line(brief, source) for source in brief.card.risks.sources),
        ),
        empty=None if scores else brief.empty(ID, "risks"),
        zones=tuple(brief.code("zone", zone) for zone in RiskZone),
        degrees=tuple(brief.code("degree", degree) for degree in Degree),
        marks=marks,
        rows=tuple(_row(brief, score) for score in scores),
        takeaway=takeaway(brief, ID, data),
        alt=brief.text("A18.alt", parts="; ".join(mark.alt for mark in marks) or brief.text("A18.no_marks")),
    )


def _source_line(brief: Brief, source: SourceScore) -> str:
    """A group of sources for the notes: its risks, how serious they are, and the sources nobody has considered (METHOD, F2)."""
    return brief.text(
        "A18.source_line",
        group=brief.code("A18.group", source.group),
        numbers=[score.number for score in source.risks],
        points=source.points,
        highest=brief.code("zone", source.highest),
        never=[brief.word(f"A18.origin.{code.value}") for code in source.never],
    )


def _mark(brief: Brief, score: RiskScore) -> RiskMark:
    risk = score.risk
    zone = brief.code("zone", score.zone)
    return RiskMark(
        number=score.number,
        probability=risk.probability.points if risk.probability else 0,
        impact=risk.impact.points if risk.impact else 0,
        alt=brief.text("A18.mark", number=score.number, risk=risk.risk or "–", zone=zone),
    )


def _row(brief: Brief, score: RiskScore) -> RiskRow:
    risk, stopper = score.risk, score.zone is RiskZone.SHOW_STOPPER
    name = risk.risk or "–"
    if score.zone is None:
        zone = marked(Status.NOT_ASSESSED, brief.word("A18.no_zone"), brief.chinese)
    else:
        zone = marked(zone_status(score.zone), brief.code("zone", score.zone), brief.chinese, True if stopper else None)
    trend = _MOVES[score.movement]
    return RiskRow(
        number=str(score.number),
        risk=Rich((Span(name, bold=True),)) if stopper else name,
        zone=zone,
        trend=trend_word(trend, brief.word(f"move.{trend.value}")),
        mitigation=_mitigation(brief, score),
        due=brief.numbers.short(risk.due) if risk.due else missing(brief, "no_date"),
    )


def _mitigation(brief: Brief, score: RiskScore) -> Text:
    risk = score.risk
    if not risk.mitigation:
        return missing(brief, "no_mitigation")
    if risk.owner:
        return brief.text("with_owner", what=risk.mitigation, who=brief.short_name(risk.owner))
    return Rich((Span(risk.mitigation + " "), Span(brief.word("no_owner"), tone="bad", bold=True)))


def missing(brief: Brief, key: str) -> Rich:
    """A missing owner, date or mitigation in red words."""
    return Rich((Span(brief.word(key), tone="bad", bold=True),))
