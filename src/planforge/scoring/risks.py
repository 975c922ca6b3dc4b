"""Risks: zone by the sum of probability and impact, and how each moved since the previous review."""

from __future__ import annotations

from collections.abc import Mapping

from planforge.model.action import Risk
from planforge.model.codes import RiskZone
from planforge.model.plan import AccountPlan
from planforge.model.scorecard import RiskScore, RiskScores
from planforge.scoring.policy import RiskPolicy, ScorecardPolicy


def score_risks(plan: AccountPlan, policy: ScorecardPolicy, previous: AccountPlan | None) -> RiskScores:
    """Risks, highest zone first, then points, then sheet order; numbered in sheet order (METHOD F1)."""
    before = {_name(risk): zone for risk in previous.risks if (zone := _zone(risk, policy.risks))} if previous else {}
    found = [_score(number, risk, policy.risks, before) for number, risk in enumerate(plan.risks, 1)]
    ordered = sorted(found, key=lambda r: (-(r.zone.rank if r.zone else -1), -(r.points or 0), r.number))
    counts = {zone: sum(1 for r in found if r.zone is zone) for zone in RiskZone}
    return RiskScores(risks=tuple(ordered), counts=counts)


def _score(number: int, risk: Risk, policy: RiskPolicy, before: Mapping[str, RiskZone]) -> RiskScore:
    zone = _zone(risk, policy)
    previous = before.get(_name(risk), risk.previous_zone)
    return RiskScore(number=number, risk=risk, zone=zone, points=_points(risk), movement=_movement(zone, previous))


def _points(risk: Risk) -> int | None:
    """Probability points + impact points, 2 to 6; None when either is missing."""
    return None if risk.probability is None or risk.impact is None else risk.probability.points + risk.impact.points


def _zone(risk: Risk, policy: RiskPolicy) -> RiskZone | None:
    points = _points(risk)
    return None if points is None else policy.zone(points)


def _name(risk: Risk) -> str:
    """What two reviews know a risk by: its text, without regard to case and blanks."""
    return " ".join((risk.risk or "").casefold().split())


def _movement(zone: RiskZone | None, previous: RiskZone | None) -> int | None:
    """+1 in a higher zone than before, -1 in a lower one, 0 in the same, None without comparison."""
    if zone is None or previous is None:
        return None
    return (zone.rank > previous.rank) - (zone.rank < previous.rank)
