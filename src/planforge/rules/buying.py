"""Readiness rules (RV2xx) about how the customer buys: its top officer, groups with a stake, the budget, people we lose sight of."""

from __future__ import annotations

from collections.abc import Iterator

from planforge.diagnostics.finding import Finding, Severity
from planforge.model.plan import AccountPlan
from planforge.model.silence import logged_until, silences
from planforge.rules.registry import Facts, rule
from planforge.rules.wording import day, person, quoted


@rule(code="RV207", name="contact-silent-in-log", severity=Severity.WARNING, dated=True)
def contact_silent(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a key contact whom the activity log has not named for longer than the agreed rhythm, although activities are logged.
    Why: either the person has fallen silent unnoticed, or the log leaves out what we do.
    Fix: Log the last activity with the person, or plan the next one.
    """
    log = logged_until(plan, facts.day)
    began = next((entry.day for entry in log if entry.day), None)
    for found in silences(plan, facts.day, facts.limits.rhythm):
        contact, since = found.contact, found.logged or began
        if contact.rhythm is None or found.agreed is None or contact.buying_role is None or since is None:
            continue
        if contact.last_contact is not None and (facts.day - contact.last_contact).days > found.agreed:
            continue  # overdue by the contacts sheet too: another rule's finding
        if (facts.day - since).days > found.agreed:
            told = f"last on {day(found.logged)}" if found.logged else "nowhere"
            message = f"The log of {len(log)} activities names {person(contact)} {told}; {contact.rhythm.value} is agreed."
            yield contact_silent.at("contacts", contact, "last_contact", message)


@rule(code="RV208", name="no-top-officer", severity=Severity.INFO)
def no_top_officer(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a plan in which no contact is marked as the customer's top officer.
    Why: the person at the top gives a purchase its weight; who is not known cannot be won.
    Fix: Mark the top officer among the contacts, or add that person.
    """
    if plan.contacts and not any(contact.top_officer for contact in plan.contacts):
        message = f"None of the {len(plan.contacts)} contacts is marked as the top officer."
        yield no_top_officer.at("contacts", plan.contacts[0], "top_officer", message)


@rule(code="RV209", name="group-without-strategy", severity=Severity.WARNING)
def group_without_strategy(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a group with a stake in the purchase for which there is no strategy.
    Why: a group that nobody speaks to makes up its mind without us.
    Fix: Enter what we do for the group or with it.
    """
    for group in plan.stakeholder_groups:
        if group.group and not group.strategy:
            message = f"There is no strategy for the group {quoted(group.group)}."
            yield group_without_strategy.at("stakeholder_groups", group, "strategy", message)


@rule(code="RV210", name="budget-freeze-near", severity=Severity.WARNING, dated=True)
def budget_freeze_near(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a budget of the customer that closes within 30 days; the days can be set as rules.freeze_days.
    Why: what is not in the budget when it closes waits for another year.
    Fix: Settle with the customer now what has to be in the budget.
    """
    freeze = plan.purchasing.freeze
    if freeze is None:
        return
    left = (freeze - facts.day).days
    if 0 <= left <= facts.thresholds.freeze_days:
        when = "today" if left == 0 else f"in {left} {'day' if left == 1 else 'days'}"
        yield budget_freeze_near.at("purchasing", plan.purchasing, "freeze", f"The customer's budget closes {when}, on {day(freeze)}.")
