"""A18, the risk matrix and its register, and where the risks come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from planforge.model.codes import Degree, RiskSource, RiskZone, Status
from planforge.model.scorecard import RiskScore, SourceScore
from planforge.office.rich import Rich, Span, Text
from planforge.review.brief import Brief
from planforge.review.catalogue import lower_first
from planforge.review.context_account import HeatCell
from planforge.review.context_work import RiskMark, RiskRow, RiskSources, RisksSlide, SourceRow
from planforge.review.notes import frame
from planforge.review.numbers import NOT_APPLICABLE
from planforge.review.policy_words import zones
from planforge.review.status import Trend, marked, trend_word, zone_status
from planforge.review.takeaway import takeaway
from planforge.review.titles import in_two_lines
from planforge.review.trace import cells_of, ranges_of

ID = "A18"
_SERIOUS = (RiskZone.SHOW_STOPPER, RiskZone.SIGNIFICANT)
_SIZE, _MITIGATION = 10.5, 109.0
"""Points of the register's text and of its column of mitigations."""
_FILLS = ("neutral_l", "watch_l", "bad_l", "bad")
"""The grounds of the four zones, lowest first, as in the matrix."""
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
        "zones": zones(brief, RiskZone.FIX),
        **_source_facts(brief),
    }


def _source_facts(brief: Brief) -> dict[str, Any]:
    """What is known of the sources: groups without a risk, sources never considered, and the group whose risks weigh most."""
    sources = brief.card.risks.sources
    absent = [source for source in sources if not source.risks]
    heaviest = max((s for s in sources if s.points), key=lambda s: s.points or 0, default=None)
    return {
        "view": "",
        "sources": len(RiskSource),
        "never": sum(len(source.never) for source in sources),
        "absent": [_group(brief, source) for source in absent],
        "heaviest": _group(brief, heaviest) if heaviest else "",
        "heaviest_points": heaviest.points if heaviest else None,
        "all_points": sum(source.points or 0 for source in sources),
        "without_source": brief.card.risks.without_source,
    }


def _group(brief: Brief, source: SourceScore) -> str:
    return lower_first(brief.code("A18.group", source.group))


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
        shown = NOT_APPLICABLE if source.points is None else str(source.points)
        brief.trace.add(ID, label, shown, source.points, "points", rule, where)
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
        ranks=zone_ranks(brief.policy["risks.zones"]),
        degrees=tuple(brief.code("degree", degree) for degree in Degree),
        marks=marks,
        rows=tuple(_row(brief, score) for score in scores),
        takeaway=takeaway(brief, ID, data),
        alt=brief.text("A18.alt", parts="; ".join(mark.alt for mark in marks) or brief.text("A18.no_marks")),
        sources=_sources(brief, data),
    )


def _sources(brief: Brief, data: dict[str, Any]) -> RiskSources | None:
    """The five groups by level; None while no risk has a source."""
    if not brief.card.risks.sources:
        return None
    facts, cells = {**data, "view": "sources"}, cells_of(brief.plan.risks, "source", "probability", "impact")
    records = [record for record in brief.trace.of(ID) if record.rule == brief.word("A18.source_rule")]
    levels = sorted(RiskZone, key=lambda zone: -zone.rank)
    return RiskSources(
        slide=frame(brief, ID, facts, ranges=ranges_of(cells), blocks=("risks",), records=records),
        levels=tuple(brief.t(f"zone.{zone.value.replace(' ', '-')}") for zone in levels),
        rows=tuple(_source_row(brief, source, levels) for source in brief.card.risks.sources),
        takeaway=takeaway(brief, ID, facts),
    )


def _source_row(brief: Brief, source: SourceScore, levels: Sequence[RiskZone]) -> SourceRow:
    count = sum(1 for code in RiskSource if code.group is source.group)
    head = Span(brief.code("A18.group", source.group), bold=True)
    never: Text = brief.numbers.both(brief.word(f"A18.origin.{code.value}") for code in source.never) or NOT_APPLICABLE
    if not source.risks:
        never = Rich((Span(brief.word("A18.all_of_them"), tone="bad", bold=True), Span(str(never))))
    return SourceRow(
        group=Rich((head, Span("\n" + brief.text("A18.source_count", count=count), tone="muted", points=-0.5))),
        levels=tuple(_level(zone, source.levels[zone]) for zone in levels),
        unrated=str(source.unrated or NOT_APPLICABLE),
        points=NOT_APPLICABLE if source.points is None else str(source.points),
        risks=_joined(brief, source),
        never=never,
    )


def _level(zone: RiskZone, count: int) -> HeatCell:
    """The number of risks on a ground in the colour that the matrix gives the zone."""
    if not count:
        return HeatCell(text=NOT_APPLICABLE, fill="")
    stopper = zone is RiskZone.SHOW_STOPPER
    return HeatCell(text=Rich((Span(str(count), tone="white" if stopper else "", bold=True),)), fill=_FILLS[zone.rank])


def _joined(brief: Brief, source: SourceScore) -> str:
    """The group's risks by their numbers in the register, with their sources in words."""
    parts = [
        brief.text("A18.numbered", number=score.number, source=brief.word(f"A18.origin.{score.risk.source.value}"))
        for score in sorted(source.risks, key=lambda score: score.number)
        if score.risk.source
    ]
    return ("；" if brief.chinese else "; ").join(parts) or NOT_APPLICABLE


def zone_ranks(zones: Mapping[RiskZone, Sequence[int]]) -> tuple[int, ...]:
    """The rank, 0 to 3, of the zone of each sum of points from 2 to 6."""
    return tuple(next(zone.rank for zone, sums in zones.items() if points in sums) for points in range(2, 7))


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
        said = brief.text("with_owner", what=risk.mitigation, who=brief.short_name(risk.owner))
        return in_two_lines(risk.mitigation, said, _SIZE, _MITIGATION)
    return Rich((Span(risk.mitigation + " "), Span(brief.word("no_owner"), tone="bad", bold=True)))


def missing(brief: Brief, key: str) -> Rich:
    """A missing owner, date or mitigation in red words."""
    return Rich((Span(brief.word(key), tone="bad", bold=True),))
