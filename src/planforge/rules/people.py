"""Readiness rules (RV2xx) about the people: who decides, who covers them, who helps us."""

from __future__ import annotations

from collections.abc import Iterator

from planforge.diagnostics.finding import Finding, Severity
from planforge.model.codes import BuyingRole, InfluenceType
from planforge.model.plan import AccountPlan
from planforge.model.reach import reach, sole_holder
from planforge.rules.registry import Facts, Rule, rule
from planforge.rules.wording import day, person, quoted


def _role_unmapped(own: Rule, plan: AccountPlan, role: BuyingRole) -> Iterator[Finding]:
    """A finding at the first buying-role cell when no contact has the role; a plan without contacts is the prework rule's."""
    if plan.contacts and not any(contact.buying_role is role for contact in plan.contacts):
        blank = next((c for c in plan.contacts if c.buying_role is None), plan.contacts[0])
        yield own.at("contacts", blank, "buying_role", f"None of the {len(plan.contacts)} contacts is the {role.value}.")


@rule(code="RV201", name="no-approver", severity=Severity.WARNING)
def no_approver(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a plan in which nobody has the role of approver.
    Why: somebody gives the final approval; a plan that does not know who cannot reach them.
    Fix: Mark the person who signs as approver, or add that person to Contacts.
    """
    yield from _role_unmapped(no_approver, plan, BuyingRole.APPROVER)


@rule(code="RV202", name="no-decider", severity=Severity.WARNING)
def no_decider(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a plan in which nobody has the role of decider.
    Why: the deciders choose the supplier; without them the relationship work has no aim.
    Fix: Mark those who make the decision as deciders, or add them to Contacts.
    """
    yield from _role_unmapped(no_decider, plan, BuyingRole.DECIDER)


@rule(code="RV203", name="key-contact-without-owner", severity=Severity.WARNING)
def key_contact_without_owner(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a contact with a buying role whom nobody of ours owns or covers.
    Why: a person with a say in the purchase hears only from our rivals.
    Fix: Choose an owner for the contact from the team.
    """
    for found in reach(plan):
        if found.is_key and not found.covered:
            yield key_contact_without_owner.at("contacts", found.contact, "owner", f"{person(found.contact)} has no owner.")


@rule(code="RV204", name="contact-overdue", severity=Severity.WARNING, dated=True)
def contact_overdue(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a contact whom we have not met within the agreed rhythm.
    Why: a relationship that is not kept up falls back.
    Fix: Meet the person and enter the date, or agree another rhythm.
    """
    for contact in plan.contacts:
        if contact.rhythm is None or contact.last_contact is None:
            continue
        days = (facts.day - contact.last_contact).days
        if days > facts.limits.rhythm[contact.rhythm]:
            message = f"{person(contact)} was last met on {day(contact.last_contact)}, {days} days ago; {contact.rhythm.value} is agreed."
            yield contact_overdue.at("contacts", contact, "last_contact", message)


@rule(code="RV205", name="no-coach", severity=Severity.INFO)
def no_coach(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a plan in which no contact is a coach.
    Why: without somebody inside who advises us we learn about decisions when they are made.
    Fix: Mark the person who advises us as coach, or plan how to win one.
    """
    if plan.contacts and not any(contact.influence_type is InfluenceType.COACH for contact in plan.contacts):
        message = f"None of the {len(plan.contacts)} contacts is a coach."
        yield no_coach.at("contacts", plan.contacts[0], "influence_type", message)


@rule(code="RV206", name="single-thread", severity=Severity.WARNING)
def single_thread(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: an account where one team member holds every contact with the key people.
    Why: when that person leaves, the relationship leaves too.
    Fix: Bring a second member of the team to the most important contacts.
    """
    held = sole_holder(plan, facts.stages.meets, facts.thresholds.single_thread)
    if held:
        name, met = held
        message = f"Only {quoted(name)} is in contact with the {len(met)} key contacts we meet."
        yield single_thread.at("contacts", met[0].contact, "owner", message)
