"""How each section moved since the previous review: first by its status, then by its measure."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from planforge.model.scorecard import SECTIONS, Score, Scorecard
from planforge.review.brief import Brief
from planforge.review.status import Trend, compare, compare_status


def trends(brief: Brief) -> Mapping[str, Trend]:
    """The trend of every section; unknown without a previous review, unless the workbook's own previous columns tell."""
    found = dict.fromkeys(SECTIONS, Trend.UNKNOWN)
    found["factors"] = compare(brief.card.factors.average.value, brief.card.factors.previous_average, 0.05)
    found["risks"] = _moved_risks(brief.card)
    if brief.previous:
        before = brief.previous.scorecard
        found.update({section: _trend(section, brief.card, before, found[section]) for section in SECTIONS})
    return found


def _trend(section: str, now: Scorecard, before: Scorecard, own: Trend) -> Trend:
    by_status = compare_status(now.status(section), before.status(section))
    if by_status in (Trend.BETTER, Trend.WORSE):
        return by_status
    if own is not Trend.UNKNOWN:
        return own
    measure, tolerance = _MEASURES[section]
    by_measure = compare(measure(now), measure(before), tolerance)
    return by_measure if by_measure is not Trend.UNKNOWN else by_status


def _moved_risks(card: Scorecard) -> Trend:
    moves = [risk.movement for risk in card.risks.risks if risk.movement is not None]
    return compare(-sum(moves), 0, 0) if moves else Trend.UNKNOWN


def _value(score: Score | None) -> float | None:
    return score.value if score else None


def _plan_share(card: Scorecard) -> float | None:
    this = card.financials.this
    return this.revenue / this.plan if this and this.revenue is not None and this.plan else None


_MEASURES: Mapping[str, tuple[Callable[[Scorecard], float | None], float]] = {
    "financials": (_plan_share, 0.005),
    "factors": (lambda card: card.factors.average.value, 0.05),
    "relationships": (lambda card: _value(card.relationships.coverage), 0.0),
    "competition": (lambda card: _value(card.competition.lead_share), 0.005),
    "satisfaction": (lambda card: _value(card.wants.met), 0.005),
    "pipeline": (lambda card: _value(card.pipeline.coverage), 0.005),
    "risks": (lambda card: -float(sum(risk.points or 0 for risk in card.risks.risks)), 0.0),
    "actions": (lambda card: _value(card.actions.on_time_share), 0.005),
}
