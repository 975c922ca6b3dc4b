"""How far we reach into the customer: contact levels per person, and the relationship stage that they suggest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from planforge.model.codes import BuyingRole, RelationshipStage
from planforge.model.plan import AccountPlan
from planforge.model.relationship import Stakeholder

MEETS_US = 2
OPEN_EXCHANGE = 3
TRUSTED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """A contact's best level, own or from coverage (None when neither is known), and the level each member of ours has."""

    contact: Stakeholder
    level: int | None
    members: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_key(self) -> bool:
        """True for a person with a buying role."""
        return self.contact.buying_role is not None

    @property
    def covered(self) -> bool:
        """True when somebody of ours owns the contact or is at least known to it."""
        return self.contact.owner is not None or any(level >= 1 for level in self.members.values())


def reach(plan: AccountPlan) -> tuple[Reach, ...]:
    """The reach of every contact, in sheet order."""
    return tuple(_reach_of(plan, contact) for contact in plan.contacts)


def _reach_of(plan: AccountPlan, contact: Stakeholder) -> Reach:
    members: dict[str, int] = {}
    for line in plan.coverage:
        if contact.id is not None and line.contact == contact.id and line.member and line.level is not None:
            members[line.member] = max(line.level, members.get(line.member, 0))
    known = [level for level in (contact.level, *members.values()) if level is not None]
    return Reach(contact=contact, level=max(known, default=None), members=members)


def implied_stage(plan: AccountPlan) -> RelationshipStage | None:
    """The relationship stage that contacts with a buying role suggest, to hold against the claimed one; None without such contacts.

    Our own rule, after the contact diagrams of the five stages. It counts the functions of ours that meet a key
    contact (level 2 or more) and the share of key contacts in open exchange (level 3 or more):

    - pre: no key contact meets us;
    - early: one function of ours meets them (the bow-tie);
    - mid: two functions or more;
    - partnership: three functions or more, half of the key contacts in open exchange, an approver or decider among them;
    - synergistic: four functions or more, all key contacts in open exchange, one of them with a trusted adviser (level 4).
    """
    key = [r for r in reach(plan) if r.is_key]
    if not key:
        return None
    functions = len(_functions(plan, key))
    open_to_us = [r for r in key if (r.level or 0) >= OPEN_EXCHANGE]
    if functions >= 4 and len(open_to_us) == len(key) and any(r.level == TRUSTED for r in key):
        return RelationshipStage.SYNERGISTIC
    on_top = any(r.contact.buying_role in (BuyingRole.APPROVER, BuyingRole.DECIDER) for r in open_to_us)
    if functions >= 3 and 2 * len(open_to_us) >= len(key) and on_top:
        return RelationshipStage.PARTNERSHIP
    if functions >= 2:
        return RelationshipStage.MID
    return RelationshipStage.EARLY if functions else RelationshipStage.PRE


def _functions(plan: AccountPlan, key: Iterable[Reach]) -> set[str]:
    """The functions of ours that meet a key contact; a person outside the team table counts as a function of its own."""
    names = {name for r in key for name, level in r.members.items() if level >= MEETS_US}
    names |= {r.contact.owner or "" for r in key if (r.contact.level or 0) >= MEETS_US}
    found = {name: plan.member(name) for name in names}
    return {(member.function if member and member.function else name) for name, member in found.items()}
