"""Who decides and how: contacts by kind, stances along the buying process, the key person, groups with a stake (METHOD C5, C9 to C13)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from planforge.model.codes import InfluenceType, Support
from planforge.model.plan import AccountPlan
from planforge.model.reach import reach
from planforge.model.scorecard_customer import BASES, BuyingScores, ContactCounts


def count_contacts(plan: AccountPlan, meets: int) -> ContactCounts:
    """Contacts by influence, buying phase, relationship step and stance; key contacts without known needs.

    Args:
        plan: the plan as read.
        meets: the contact level from which we meet somebody.
    """
    contacts = plan.contacts
    stances = _signs(contact.support for contact in contacts)
    key = [contact for contact in contacts if contact.buying_role is not None]
    economic = [found for found in reach(plan) if found.contact.influence_type is InfluenceType.ECONOMIC]
    return ContactCounts(
        influence=Counter(contact.influence_type for contact in contacts if contact.influence_type),
        phases=Counter(contact.phase for contact in contacts if contact.phase),
        bonds=Counter(contact.bond for contact in contacts if contact.bond),
        supporters=stances[1],
        neutral=stances[0],
        against=stances[-1],
        key=len(key),
        without_needs=tuple(contact for contact in key if not contact.needs),
        economic_uncovered=tuple(found.contact for found in economic if found.level is not None and found.level < meets),
        economic_unknown=tuple(found.contact for found in economic if found.level is None),
    )


def score_buying(plan: AccountPlan, as_of: date | None) -> BuyingScores:
    """Stances step by step, what is missing about the key person, coaches, top officers and groups without a strategy."""
    stances = _signs(step.stance for step in plan.buying_process)
    ahead = [step for step in plan.buying_process if step.due and (as_of is None or step.due > as_of)]
    return BuyingScores(
        supporters=stances[1],
        neutral=stances[0],
        against=stances[-1],
        unknown=sum(1 for step in plan.buying_process if step.stance is None),
        next=min(ahead, key=lambda step: step.due or date.max, default=None),
        missing_bases=tuple(base for base in BASES if not getattr(plan.key_person, base)),
        coaches=tuple(contact for contact in plan.contacts if contact.influence_type is InfluenceType.COACH),
        officers=tuple(contact for contact in plan.contacts if contact.top_officer),
        missing_groups=tuple(group for group in plan.stakeholder_groups if group.group and not group.strategy),
    )


def _signs(stances: Iterable[Support | None]) -> Counter[int]:
    """How many are for us (1), neutral (0) and against us (-1)."""
    return Counter(stance.sign for stance in stances if stance is not None)
