"""Readiness rules (RV2xx): roles nobody has, influence, the way to the next stage, the steps of the purchase, who decides a deal."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from planforge.diagnostics.finding import Finding, Severity
from planforge.model.codes import BuyingRole
from planforge.model.deal_roles import DECIDING, large_deals, read_roles, rows_of
from planforge.model.influence import alone, circles
from planforge.model.plan import AccountPlan
from planforge.rules.registry import Facts, rule
from planforge.rules.wording import day, deal, person, quoted


@rule(code="RV212", name="role-nobody-has", severity=Severity.INFO)
def role_nobody_has(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a plan in which buying roles are known, but nobody evaluates offers or nobody uses what is bought.
    Why: evaluators write the short list and users live with the choice; whom we do not know, somebody else informs.
    Fix: Mark the evaluators and users among the contacts, or add them.
    """
    known = {contact.buying_role for contact in plan.contacts} - {None}
    absent = [role.value for role in (BuyingRole.EVALUATOR, BuyingRole.USER) if role not in known]
    if known and absent:
        blank = next((contact for contact in plan.contacts if contact.buying_role is None), plan.contacts[0])
        message = f"None of the {len(plan.contacts)} contacts is {' or '.join(f'an {a}' if a[0] == 'e' else f'a {a}' for a in absent)}."
        yield role_nobody_has.at("contacts", blank, "buying_role", message)


@rule(code="RV213", name="stage-step-without-owner", severity=Severity.WARNING)
def stage_step_without_owner(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a main step to the target stage of the relationship that nobody owns.
    Why: a relationship grows through people who take the step; what belongs to all is done by none.
    Fix: Choose an owner from the team.
    """
    for step in plan.stage_actions:
        if step.action and not step.owner:
            yield stage_step_without_owner.at("stage_actions", step, "owner", f"{quoted(step.action)} has no owner.")


@rule(code="RV214", name="stage-step-without-date", severity=Severity.WARNING)
def stage_step_without_date(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a main step to the target stage of the relationship that has no date.
    Why: the target stage has a date; a step without one cannot be late and is never early.
    Fix: Enter the day by which the step is taken.
    """
    for step in plan.stage_actions:
        if step.action and step.due is None:
            yield stage_step_without_date.at("stage_actions", step, "due", f"{quoted(step.action)} has no date.")


@rule(code="RV215", name="contact-alone-on-map", severity=Severity.INFO)
def contact_alone(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a contact without superior, staff and influence in a plan that knows such lines of others.
    Why: somebody whom no line reaches has a say that nobody understands, or none.
    Fix: Enter whom the person reports to, or whom the person influences.
    """
    for contact in alone(plan):
        message = f"{person(contact)} reports to nobody, leads nobody and influences nobody."
        yield contact_alone.at("contacts", contact, "reports_to", message)


@rule(code="RV216", name="influence-in-a-circle", severity=Severity.INFO)
def influence_in_a_circle(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: people who influence each other, directly or through others.
    Why: it may be true, and then they have to be won together; more often one of the directions was entered the wrong way round.
    Fix: Check the directions in Influence, or plan for the group as a whole.
    """
    for circle in circles(plan):
        ids = {contact.id for contact in circle}
        line = next(line for line in plan.influence if line.source in ids and line.target in ids and line.source != line.target)
        message = f"{', '.join(person(contact) for contact in circle)} influence each other in a circle."
        yield influence_in_a_circle.at("influence", line, "source", message)


@rule(code="RV217", name="buying-step-without-decider", severity=Severity.WARNING)
def buying_step_without_decider(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a step of the customer's buying process of which nobody knows who decides it.
    Why: a step without a name cannot be prepared, and the purchase passes through it all the same.
    Fix: Ask who decides the step, and choose that contact.
    """
    for step in plan.buying_process:
        if step.step and not step.decider:
            yield buying_step_without_decider.at("buying_process", step, "decider", f"Who decides {quoted(step.step)} is not known.")


@rule(code="RV218", name="buying-steps-out-of-order", severity=Severity.INFO)
def buying_steps_out_of_order(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a step of the customer's buying process that is dated before the step listed ahead of it.
    Why: the slide shows the steps as they are listed; a wrong order or date sends us to the wrong person first.
    Fix: Put the steps into the order in which they happen, correct the date, or leave it when the steps run side by side.
    """
    dated = [(step, step.due) for step in plan.buying_process if step.due is not None]
    for (before, first), (step, then) in pairwise(dated):
        if then < first:
            message = f"{quoted(step.step)} is dated {day(then)}, before {quoted(before.step)} on {day(first)}."
            yield buying_steps_out_of_order.at("buying_process", step, "due", message)


@rule(code="RV219", name="deal-without-decider", severity=Severity.INFO)
def deal_without_decider(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a large open deal whose buying roles are given, but not who approves it or who decides it.
    Why: the people of a deal are mapped for the sake of those who can say yes.
    Fix: Find out who approves and who decides this deal, and add them to its roles.
    """
    for opportunity in large_deals(plan, facts.limits.sheets):
        roles = read_roles(plan, opportunity)
        absent = [role.value for role in DECIDING if role in roles.missing]
        if roles.own and absent:
            given = "1 role is" if len(roles.people) == 1 else f"{len(roles.people)} roles are"
            message = f"{given} given for {deal(opportunity)}, but no {' and no '.join(absent)}."
            yield deal_without_decider.at("deal_roles", rows_of(plan, opportunity)[0], "role", message)
