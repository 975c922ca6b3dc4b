"""Duties: who answers for what, where nobody or more than one does, who carries too many and who none (METHOD, G3)."""

from __future__ import annotations

from collections import Counter

from planforge.model.codes import DutyRole
from planforge.model.duties import SharedDuty, read_duties
from planforge.model.plan import AccountPlan
from planforge.model.scorecard_duties import DutyLoad, DutyScores
from planforge.scoring.policy import DutyPolicy


def score_duties(plan: AccountPlan, policy: DutyPolicy) -> DutyScores:
    """The duties of a plan with everybody's share; exactly one person should answer for each."""
    duties = read_duties(plan)
    if not duties:
        return DutyScores()
    loads = share_duties(plan, duties)
    named = any(duty.roles for duty in duties)
    overloaded = [load for load in loads if load.counts[DutyRole.ACCOUNTABLE] > policy.most_accountable]
    return DutyScores(
        duties=duties,
        loads=loads,
        unanswered=tuple(duty for duty in duties if not duty.people(DutyRole.ACCOUNTABLE)),
        contested=tuple(duty for duty in duties if len(duty.people(DutyRole.ACCOUNTABLE)) > 1),
        undone=tuple(duty for duty in duties if not duty.people(DutyRole.RESPONSIBLE)),
        overloaded=tuple(sorted(overloaded, key=lambda load: -load.counts[DutyRole.ACCOUNTABLE])),
        free=tuple(load.name for load in loads if load.known and not _carries(load)) if named else (),
    )


def share_duties(plan: AccountPlan, duties: tuple[SharedDuty, ...]) -> tuple[DutyLoad, ...]:
    """How many duties each person has by part: the team in its order, then names that are not in the team."""
    team = list(dict.fromkeys(member.name for member in plan.team if member.name))
    others = [name for name in dict.fromkeys(name for duty in duties for name in duty.roles) if name not in team]
    counts = Counter((name, role) for duty in duties for name, roles in duty.roles.items() for role in roles)
    return tuple(
        DutyLoad(name=name, counts={role: counts[name, role] for role in DutyRole}, known=name in team) for name in (*team, *others)
    )


def _carries(load: DutyLoad) -> bool:
    return load.counts[DutyRole.ACCOUNTABLE] + load.counts[DutyRole.RESPONSIBLE] > 0
