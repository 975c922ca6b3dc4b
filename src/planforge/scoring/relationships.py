"""Key contacts: how far we reach them, who is uncovered, overdue or against us."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from planforge.model.codes import BuyingRole, Rhythm, Status
from planforge.model.influence import read_influence
from planforge.model.plan import AccountPlan
from planforge.model.reach import Reach, reach, sole_holder
from planforge.model.relationship import Stakeholder
from planforge.model.scorecard import ContactScore, Part, RelationshipScores, Score, SupportBalance
from planforge.model.stages import read_stage
from planforge.scoring.arithmetic import cells_of, score
from planforge.scoring.policy import RelationshipPolicy, ScorecardPolicy


def score_relationships(plan: AccountPlan, policy: ScorecardPolicy, as_of: date | None) -> RelationshipScores:
    """Key contacts are those with a buying role, from approver to user; names stand for them in the lists (VISUAL A10)."""
    ordered = sorted(reach(plan), key=lambda r: r.contact.buying_role.rank if r.contact.buying_role else len(BuyingRole))
    contacts = tuple(_contact(found, policy, as_of) for found in ordered)
    key = [c for c in contacts if c.contact.buying_role is not None]
    held = sole_holder(plan, policy.stages.meets, policy.rules.single_thread)
    approver_levels = [c.level for c in key if c.contact.buying_role is BuyingRole.APPROVER and c.level is not None]
    return RelationshipScores(
        contacts=contacts,
        key_contacts=len(key),
        covered=sum(1 for c in key if c.covered),
        uncovered=tuple(_name(c.contact) for c in key if not c.covered),
        overdue=tuple(_name(c.contact) for c in key if c.days_over),
        approver_level=min(approver_levels, default=None),
        against=tuple(_name(c.contact) for c in key if c.contact.support is not None and c.contact.support.sign < 0),
        coverage=_coverage(key) if key else None,
        stage=read_stage(plan, policy.stages),
        balance=_balance(key, policy.relationships),
        influence=read_influence(plan, policy.influence),
        sole_holder=held[0] if held else "",
        sole_contacts=len(held[1]) if held else 0,
    )


def _balance(key: Sequence[ContactScore], policy: RelationshipPolicy) -> SupportBalance | None:
    """Support of those whose support is known, times the weight of their role."""
    support = policy.support
    known = [
        (c.contact.support.sign * (support.strong if c.contact.support.is_strong else support.weak), policy.roles[c.contact.buying_role])
        for c in key
        if c.contact.support is not None and c.contact.buying_role is not None
    ]
    if not known:
        return None
    ours = sum(points * weight for points, weight in known if points > 0)
    against = -sum(points * weight for points, weight in known if points < 0)
    most = sum(support.strong * weight for _, weight in known)
    return SupportBalance(points=ours - against, ours=ours, against=against, most=most, known=len(known), unknown=len(key) - len(known))


def _name(contact: Stakeholder) -> str:
    return contact.name or contact.id or "unnamed"


def _contact(found: Reach, policy: ScorecardPolicy, as_of: date | None) -> ContactScore:
    return ContactScore(
        contact=found.contact,
        level=found.level,
        covered=found.covered,
        days_over=days_over(found.contact, as_of, policy.relationships.rhythm),
        status=_status(found, policy.relationships, as_of),
        due=_due(found.contact, policy.relationships.rhythm),
        members=found.members,
    )


def days_over(contact: Stakeholder, as_of: date | None, rhythm: Mapping[Rhythm, int]) -> int | None:
    """Days since the last contact beyond the agreed rhythm, 0 when in time; None when a date or the rhythm is missing."""
    due = _due(contact, rhythm)
    return None if as_of is None or due is None else max(0, (as_of - due).days)


def _due(contact: Stakeholder, rhythm: Mapping[Rhythm, int]) -> date | None:
    """By when the next contact is due; None when the last one or the rhythm is missing."""
    if contact.rhythm is None or contact.last_contact is None:
        return None
    return contact.last_contact + timedelta(days=rhythm[contact.rhythm])


def _status(found: Reach, policy: RelationshipPolicy, as_of: date | None) -> Status:
    """Not assessed when nobody covers the contact or nothing is agreed; off track when overdue; watch when due soon or never met."""
    contact = found.contact
    if not found.covered or contact.rhythm is None or as_of is None:
        return Status.NOT_ASSESSED
    if contact.last_contact is None:
        return Status.WATCH
    if days_over(contact, as_of, policy.rhythm):
        return Status.OFF_TRACK
    return Status.WATCH if (as_of - contact.last_contact).days >= policy.soon * policy.rhythm[contact.rhythm] else Status.ON_TRACK


def _coverage(key: list[ContactScore]) -> Score:
    """Covered key contacts / key contacts."""
    parts = [
        Part(label=_name(c.contact), value=float(c.covered), cells=cells_of(c.contact.at("buying_role"), c.contact.at("owner")))
        for c in key
    ]
    return score(
        "relationships.coverage", sum(1 for c in key if c.covered) / len(key), "percent", "covered key contacts / key contacts", parts
    )
