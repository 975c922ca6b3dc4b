"""Risks: zone by the sum of probability and impact, how each moved since the previous review, and where risks come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from planforge.model.action import Risk
from planforge.model.codes import RiskSource, RiskSourceGroup, RiskZone
from planforge.model.limits import RiskPolicy
from planforge.model.plan import AccountPlan
from planforge.model.scorecard import RiskScore, RiskScores, SourceScore
from planforge.scoring.policy import ScorecardPolicy
from planforge.values import same_words


def score_risks(plan: AccountPlan, policy: ScorecardPolicy, previous: AccountPlan | None) -> RiskScores:
    """Risks, highest zone first, then points, then sheet order; numbered in sheet order (METHOD F1)."""
    before = {_name(risk): zone for risk in previous.risks if (zone := policy.risks.zone_of(risk))} if previous else {}
    found = [_score(number, risk, policy.risks, before) for number, risk in enumerate(plan.risks, 1)]
    ordered = sorted(found, key=lambda r: (-(r.zone.rank if r.zone else -1), -(r.points or 0), r.number))
    counts = {zone: sum(1 for r in found if r.zone is zone) for zone in RiskZone}
    without = sum(1 for r in found if r.risk.source is None)
    return RiskScores(risks=tuple(ordered), counts=counts, sources=score_sources(ordered), without_source=without)


def score_sources(risks: Sequence[RiskScore]) -> tuple[SourceScore, ...]:
    """The five groups of sources with their risks and the sources never considered; none while no risk has a source."""
    used = {score.risk.source for score in risks} - {None}
    return tuple(_source(group, risks, used) for group in RiskSourceGroup) if used else ()


def _source(group: RiskSourceGroup, risks: Sequence[RiskScore], used: set[RiskSource | None]) -> SourceScore:
    found = tuple(score for score in risks if score.risk.source is not None and score.risk.source.group is group)
    never = tuple(source for source in RiskSource if source.group is group and source not in used)
    rated = [score.points for score in found if score.points is not None]
    return SourceScore(
        group=group,
        risks=found,
        levels={zone: sum(1 for score in found if score.zone is zone) for zone in RiskZone},
        unrated=len(found) - len(rated),
        points=sum(rated) if rated or not found else None,
        never=never,
    )


def _score(number: int, risk: Risk, policy: RiskPolicy, before: Mapping[str, RiskZone]) -> RiskScore:
    zone = policy.zone_of(risk)
    previous = before.get(_name(risk), risk.previous_zone)
    return RiskScore(number=number, risk=risk, zone=zone, points=risk.points, movement=_movement(zone, previous))


def _name(risk: Risk) -> str:
    """What two reviews know a risk by: its text, without regard to case and blanks."""
    return same_words(risk.risk)


def _movement(zone: RiskZone | None, previous: RiskZone | None) -> int | None:
    """+1 in a higher zone than before, -1 in a lower one, 0 in the same, None without comparison."""
    if zone is None or previous is None:
        return None
    return (zone.rank > previous.rank) - (zone.rank < previous.rank)
