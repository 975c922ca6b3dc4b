"""How far we reach into the customer: contact levels per person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from planforge.model.plan import AccountPlan
from planforge.model.relationship import Stakeholder


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


def sole_holder(plan: AccountPlan, meets: int, least: int) -> tuple[str, tuple[Reach, ...]] | None:
    """The one person of ours who holds all key contacts that meet us, with these contacts; None when several do or too few meet us.

    Args:
        plan: the plan as read.
        meets: the contact level from which somebody meets us.
        least: how many contacts one person must hold before the account hangs on that person.
    """
    met = [found for found in reach(plan) if found.is_key and (found.level or 0) >= meets]
    holders = {name for found in met for name, level in found.members.items() if level >= meets}
    holders |= {found.contact.owner for found in met if found.contact.owner and (found.contact.level or 0) >= meets}
    if len(met) < least or len(holders) != 1:
        return None
    return holders.pop(), tuple(met)


def _reach_of(plan: AccountPlan, contact: Stakeholder) -> Reach:
    members: dict[str, int] = {}
    for line in plan.coverage:
        if contact.id is not None and line.contact == contact.id and line.member and line.level is not None:
            members[line.member] = max(line.level, members.get(line.member, 0))
    known = [level for level in (contact.level, *members.values()) if level is not None]
    return Reach(contact=contact, level=max(known, default=None), members=members)
