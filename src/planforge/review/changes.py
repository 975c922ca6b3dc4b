"""How each section moved since the previous review: first by its status, then by its measure."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from planforge.model.scorecard import SECTIONS, Score, Scorecard
from planforge.review.brief import Brief
from planforge.review.measures import rated_in_both, tolerance
from planforge.review.status import Trend, compare, compare_status


def trends(brief: Brief) -> Mapping[str, Trend]:
    """The trend of every section; unknown without a previous review, unless the workbook's own previous columns tell."""
    found = dict.fromkeys(SECTIONS, Trend.UNKNOWN)
    found["factors"] = _moved_factors(brief)
    found["risks"] = _moved_risks(brief.card)
    if brief.previous:
        before = brief.previous.scorecard
        found.update({section: _trend(brief, section, before, found[section]) for section in SECTIONS})
    return found


def _moved_factors(brief: Brief) -> Trend:
    """The mean of the factors rated now and before, so that a rating which is missing moves nothing."""
    pairs = rated_in_both(brief.plan, brief.previous.plan if brief.previous else None)
    if not pairs:
        return Trend.UNKNOWN
    now, before = (sum(values) / len(pairs) for values in zip(*pairs, strict=True))
    return compare(now, before, brief.policy["trends.rating"])


def _trend(brief: Brief, section: str, before: Scorecard, own: Trend) -> Trend:
    now = brief.card
    by_status = Trend.UNKNOWN if _margin_missing(section, now, before) else compare_status(now.status(section), before.status(section))
    if by_status in (Trend.BETTER, Trend.WORSE):
        return by_status
    if own is not Trend.UNKNOWN:
        return own
    measure, unit = _MEASURES[section]
    by_measure = compare(measure(now), measure(before), tolerance(brief.policy, unit))
    return by_measure if by_measure is not Trend.UNKNOWN else by_status


def _margin_missing(section: str, *cards: Scorecard) -> bool:
    """True when the status of the figures went without a margin at one review: then the statuses say nothing of better or worse."""
    years = (year for card in cards for year in (card.financials.this, card.financials.last))
    return section == "financials" and any(year is None or year.margin is None for year in years)


def _moved_risks(card: Scorecard) -> Trend:
    moves = [risk.movement for risk in card.risks.risks if risk.movement is not None]
    return compare(-sum(moves), 0, 0) if moves else Trend.UNKNOWN


def _value(score: Score | None) -> float | None:
    return score.value if score else None


def _plan_share(card: Scorecard) -> float | None:
    this = card.financials.this
    return this.revenue / this.plan if this and this.revenue is not None and this.plan else None


_MEASURES: Mapping[str, tuple[Callable[[Scorecard], float | None], str]] = {
    "financials": (_plan_share, "share"),
    "factors": (lambda card: card.factors.average.value, "rating"),
    "relationships": (lambda card: _value(card.relationships.coverage), "count"),
    "competition": (lambda card: _value(card.competition.lead_share), "share"),
    "satisfaction": (lambda card: _value(card.wants.met), "share"),
    "pipeline": (lambda card: _value(card.pipeline.coverage), "share"),
    "risks": (lambda card: -float(sum(risk.points or 0 for risk in card.risks.risks)), "count"),
    "actions": (lambda card: _value(card.actions.on_time_share), "share"),
}
