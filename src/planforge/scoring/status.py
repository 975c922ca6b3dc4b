"""The status of each section by the rules of the visual standard (3.2), with the reason in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from planforge.model.codes import BuyingRole, RiskZone, Status
from planforge.model.plan import AccountPlan
from planforge.model.scorecard import (
    SECTIONS,
    ActionScores,
    CompetitionScores,
    ContactScore,
    FactorScores,
    FinancialScores,
    PipelineScores,
    RelationshipScores,
    RiskScores,
    SectionStatus,
    WantScores,
)
from planforge.scoring.policy import ScorecardPolicy, SharePolicy

BLOCKS: Mapping[str, str] = {
    "financials": "financials",
    "factors": "factors",
    "relationships": "contacts",
    "competition": "competition",
    "satisfaction": "wants",
    "pipeline": "pipeline",
    "risks": "risks",
    "actions": "actions",
}
"""The block whose completeness decides whether a section is assessed."""

Verdict = tuple[Status, str]

_EPSILON = 1e-9
"""Room for binary fractions: 0.7 of weight is reached by 0.3 + 0.4."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """The scores that statuses are read from."""

    factors: FactorScores
    financials: FinancialScores
    pipeline: PipelineScores
    risks: RiskScores
    relationships: RelationshipScores
    competition: CompetitionScores
    wants: WantScores
    actions: ActionScores


def section_statuses(plan: AccountPlan, scores: Scores, policy: ScorecardPolicy) -> Mapping[str, SectionStatus]:
    """The status of every section; under the completeness limit it is not assessed."""
    return {section: _section(section, plan, scores, policy) for section in SECTIONS}


def _section(section: str, plan: AccountPlan, scores: Scores, policy: ScorecardPolicy) -> SectionStatus:
    reading = plan.readings.get(BLOCKS[section])
    if reading is not None and reading.share < policy.sections.complete:
        reason = (
            f"{_percent(reading.share)} of the required cells are filled; from {_percent(policy.sections.complete)} the section is assessed"
        )
        return SectionStatus(section=section, status=Status.NOT_ASSESSED, reason=reason)
    status, reason = _RULES[section](plan, scores, policy)
    return SectionStatus(section=section, status=status, reason=reason)


def _percent(share: float) -> str:
    return f"{round(share * 100):d}%"


def _step(value: float, on_track: float, watch: float, *, also: bool = True) -> Status:
    """On track at or above the first limit when the further condition holds, watch at or above the second, else off track."""
    if value >= on_track - _EPSILON and also:
        return Status.ON_TRACK
    return Status.WATCH if value >= watch - _EPSILON else Status.OFF_TRACK


def _unknown(what: str) -> Verdict:
    return Status.NOT_ASSESSED, what


def _financials(plan: AccountPlan, scores: Scores, policy: ScorecardPolicy) -> Verdict:
    this, last, limits = scores.financials.this, scores.financials.last, policy.financials
    if this is None or this.revenue is None or not this.plan:
        return _unknown("this year's forecast or plan is missing")
    share = this.revenue / this.plan
    before = last.margin if last else None
    if this.margin is None or before is None:
        # On track asks that the margin has not fallen, which nobody knows while one of the two is missing.
        year = "this year's" if this.margin is None else "last year's"
        return _step(share, limits.on_track, limits.watch, also=False), f"forecast is {_percent(share)} of plan, {year} margin is not known"
    fallen = before - this.margin
    status = _step(share, limits.on_track, limits.watch, also=fallen <= limits.margin_points + _EPSILON)
    margin = f", margin {'down' if fallen > 0 else 'up'} {abs(fallen) * 100:.1f} points on last year" if abs(fallen) >= 0.0005 else ""
    return status, f"forecast is {_percent(share)} of plan{margin}"


def _factors(plan: AccountPlan, scores: Scores, policy: ScorecardPolicy) -> Verdict:
    average, limits, poor = scores.factors.average.value, policy.factors, len(scores.factors.poor)
    if average is None:
        return _unknown("no factor is rated")
    status = _step(average, limits.on_track, limits.watch, also=poor <= limits.poor_allowed)
    return status, f"average {average:.1f} of 5, {poor} rated poor"


def _relationships(plan: AccountPlan, scores: Scores, policy: ScorecardPolicy) -> Verdict:
    limits = policy.relationships
    top = [c for c in scores.relationships.contacts if c.contact.buying_role in (BuyingRole.APPROVER, BuyingRole.DECIDER)]
    if not top:
        return _unknown("no approver or decider is mapped")
    approvers = [c for c in top if c.contact.buying_role is BuyingRole.APPROVER]
    low = [c for c in approvers if c.level is not None and c.level <= limits.level_off_track]
    if low:
        return Status.OFF_TRACK, f"approver {_names(low)} is at contact level {low[0].level}"
    against = [c for c in top if c.contact.support is not None and c.contact.support.sign < 0]
    untreated = [c for c in against if c.contact.buying_role is BuyingRole.DECIDER and not _is_worked_on(plan, c)]
    if untreated:
        return Status.OFF_TRACK, f"{_names(untreated)} decides, is against us, and no action names them"
    status, reason = _watch_or_on_track(top, approvers, against, limits.level_on_track)
    held = scores.relationships
    if status is Status.ON_TRACK and held.sole_contacts:
        return Status.WATCH, f"all {held.sole_contacts} key contacts we meet hang on {held.sole_holder}"
    return status, reason


def _watch_or_on_track(top: list[ContactScore], approvers: list[ContactScore], against: list[ContactScore], level: int) -> Verdict:
    below = [c for c in top if c.level is not None and c.level < level]
    unknown = [c for c in top if c.level is None]
    if not approvers:
        return Status.WATCH, "no approver is mapped"
    if below:
        return Status.WATCH, f"{_names(below)} below contact level {level}"
    if against:
        return Status.WATCH, f"{_names(against)} against us"
    if unknown:
        return Status.WATCH, f"the contact level of {_names(unknown)} is not known"
    return Status.ON_TRACK, f"every approver and decider at contact level {level} or above, none against us"


def _names(contacts: list[ContactScore]) -> str:
    return ", ".join(c.contact.name or c.contact.id or "unnamed" for c in contacts)


def _is_worked_on(plan: AccountPlan, contact: ContactScore) -> bool:
    """True when an open action, a principal action or a mitigation names the person."""
    name = contact.contact.name
    texts = [a.action for a in plan.actions if a.done is None]
    texts += [s.action for s in plan.stage_actions]
    texts += [r.mitigation for r in plan.risks]
    return bool(name) and any(name in text for text in texts if text and name)


def _share(value: float | None, limits: SharePolicy, words: str, missing: str) -> Verdict:
    if value is None:
        return _unknown(missing)
    return _step(value, limits.on_track, limits.watch), f"{_percent(value)} {words}"


def _competition(plan: AccountPlan, scores: Scores, policy: ScorecardPolicy) -> Verdict:
    found = scores.competition.lead_share
    words = "of the weight at or above the best competitor"
    return _share(found.value if found else None, policy.competition, words, "no criterion is marked for us and a competitor")


def _satisfaction(plan: AccountPlan, scores: Scores, policy: ScorecardPolicy) -> Verdict:
    found = scores.wants.met
    return _share(found.value if found else None, policy.satisfaction, "of the wants are met", "no want is listed")


def _pipeline(plan: AccountPlan, scores: Scores, policy: ScorecardPolicy) -> Verdict:
    limits, found = policy.pipeline, scores.pipeline
    if found.growth_target is None or found.growth_target.value is None:
        return _unknown("no growth target for next year")
    top = found.top_share.value if found.top_share else None
    spread = top is None or top < limits.top_share - _EPSILON
    tail = f", the largest deal is {_percent(top)} of it" if top is not None else ""
    if found.weighted is None or found.weighted.value is None:
        return _unknown("no open deal that may close next year has a value and a probability")
    if found.coverage is None or found.coverage.value is None:
        return (Status.ON_TRACK if spread else Status.WATCH), f"no growth is planned for next year{tail}"
    status = _step(found.coverage.value, limits.on_track, limits.watch, also=spread)
    return status, f"weighted pipeline covers {_percent(found.coverage.value)} of the growth target{tail}"


def _risks(plan: AccountPlan, scores: Scores, policy: ScorecardPolicy) -> Verdict:
    counts, total = scores.risks.counts, len(scores.risks.risks)
    if not any(counts.values()):
        return _unknown("no risk is assessed")
    stoppers, significant = counts.get(RiskZone.SHOW_STOPPER, 0), counts.get(RiskZone.SIGNIFICANT, 0)
    if stoppers:
        return Status.OFF_TRACK, f"{stoppers} of {total} risks {'is a show stopper' if stoppers == 1 else 'are show stoppers'}"
    if significant:
        return Status.WATCH, f"{significant} of {total} risks {'is' if significant == 1 else 'are'} significant"
    return Status.ON_TRACK, "no significant risk"


def _actions(plan: AccountPlan, scores: Scores, policy: ScorecardPolicy) -> Verdict:
    found, limits = scores.actions, policy.actions
    if found.on_time_share is None or found.on_time_share.value is None:
        return _unknown("no action has a date, or the as-of date is missing")
    oldest = found.oldest.days_late if found.oldest else 0
    status = _step(found.on_time_share.value, limits.on_track, limits.watch, also=oldest <= limits.days_late)
    return status, f"{found.on_time} of {found.dated} on time" + (f", the oldest {oldest} days late" if oldest else "")


_RULES: Mapping[str, Callable[[AccountPlan, Scores, ScorecardPolicy], Verdict]] = {
    "financials": _financials,
    "factors": _factors,
    "relationships": _relationships,
    "competition": _competition,
    "satisfaction": _satisfaction,
    "pipeline": _pipeline,
    "risks": _risks,
    "actions": _actions,
}
