"""Cross-reference rules (XR): a name or id that another sheet does not have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planforge.diagnostics.finding import Finding, Severity
from planforge.model.plan import AccountPlan
from planforge.model.record import Record
from planforge.model.relationship import Stakeholder
from planforge.rules.registry import Facts, rule
from planforge.rules.wording import deal, did_you_mean, person, quoted

OWNED_BLOCKS = ("contacts", "stage_actions", "wants", "pipeline", "risks", "actions", "decisions", "cycle")
"""Blocks whose records have an owner out of the team."""

_LABEL_FIELDS = ("name", "risk", "action", "item", "decision", "step", "id")


def _label(record: Record) -> str:
    """What a record is about, in quotes."""
    return next((quoted(text) for name in _LABEL_FIELDS if (text := getattr(record, name, None))), "a row without name")


def team_names(plan: AccountPlan) -> list[str]:
    """The names of the Team sheet."""
    return [member.name for member in plan.team if member.name]


def contact_ids(plan: AccountPlan) -> list[str]:
    """The ids of the contacts."""
    return [contact.id for contact in plan.contacts if contact.id]


def deal_ids(plan: AccountPlan) -> list[str]:
    """The ids of the opportunities."""
    return [opportunity.id for opportunity in plan.pipeline if opportunity.id]


@rule(code="XR101", name="owner-not-in-team", severity=Severity.WARNING)
def owner_not_in_team(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: an owner of a contact, deal, risk, action, want, decision or planning step who is not in the Team sheet.
    Why: a task of a person outside the team is a task of nobody, and load and coverage cannot be counted.
    Fix: Choose a name from the Team sheet, or add the person there.
    """
    known = team_names(plan)
    for block in OWNED_BLOCKS:
        for record in getattr(plan, block):
            if record.owner and record.owner not in known:
                hint = did_you_mean(record.owner, known, "")
                yield owner_not_in_team.at(
                    block, record, "owner", f"{quoted(record.owner)} owns {_label(record)} but is not in the team.", hint
                )


@rule(code="XR102", name="reports-to-unknown", severity=Severity.ERROR)
def reports_to_unknown(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a contact who reports to an id that no contact has.
    Why: the organisation chart cannot place the person, and the way to the approver is lost.
    Fix: Enter the id of another contact, or leave the cell blank for the person on top.
    """
    known = contact_ids(plan)
    for contact in plan.contacts:
        if contact.reports_to and contact.reports_to not in known:
            message = f"{person(contact)} reports to {quoted(contact.reports_to)}, an id no contact has."
            yield reports_to_unknown.at("contacts", contact, "reports_to", message, did_you_mean(contact.reports_to, known, ""))


@rule(code="XR103", name="reports-to-loop", severity=Severity.ERROR)
def reports_to_loop(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: contacts who report to each other in a circle, or to themselves.
    Why: nobody in a circle is the boss, so the organisation chart has no top.
    Fix: Clear or correct "reports to" of the most senior person of the circle.
    """
    boss = {contact.id: contact.reports_to for contact in plan.contacts if contact.id}
    reported: set[str] = set()
    for contact in plan.contacts:
        loop = _loop_from(contact, boss)
        if loop and not reported & set(loop):
            reported |= set(loop)
            chain = " → ".join(person(c) if (c := plan.contact(id)) else id for id in (*loop, loop[0]))
            yield reports_to_loop.at("contacts", contact, "reports_to", f"The reporting line runs in a circle: {chain}.")


def _loop_from(contact: Stakeholder, boss: dict[str, str | None]) -> list[str]:
    """The ids of the circle that starts and ends at a contact; empty when its line ends elsewhere."""
    path: list[str] = []
    current = contact.id
    while current and current not in path:
        path.append(current)
        current = boss.get(current)
    return path if current and current == contact.id else []


@rule(code="XR104", name="influence-contact-unknown", severity=Severity.ERROR)
def influence_contact_unknown(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a line of influence from or to an id that no contact has.
    Why: the arrow cannot be drawn, and a way to a decider stays unseen.
    Fix: Enter the id of a contact in both columns, or add the person to Contacts.
    """
    known = contact_ids(plan)
    for line in plan.influence:
        for name, id in (("source", line.source), ("target", line.target)):
            if id and id not in known:
                message = f"The influence names {quoted(id)}, an id no contact has."
                yield influence_contact_unknown.at("influence", line, name, message, did_you_mean(id, known, ""))


@rule(code="XR105", name="influence-on-self", severity=Severity.WARNING)
def influence_on_self(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a line of influence from a person to the same person.
    Why: it says nothing, and usually another name was meant.
    Fix: Enter the person who is influenced, or delete the row.
    """
    for line in plan.influence:
        if line.source and line.source == line.target:
            yield influence_on_self.at("influence", line, "target", f"{quoted(line.source)} is said to influence itself.")


@rule(code="XR106", name="coverage-contact-unknown", severity=Severity.ERROR)
def coverage_contact_unknown(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a coverage row for an id that no contact has.
    Why: the contact level is not counted, so the coverage of the account looks worse than it is.
    Fix: Enter the id of a contact, or add the person to Contacts.
    """
    known = contact_ids(plan)
    for line in plan.coverage:
        if line.contact and line.contact not in known:
            message = f"The coverage names {quoted(line.contact)}, an id no contact has."
            yield coverage_contact_unknown.at("coverage", line, "contact", message, did_you_mean(line.contact, known, ""))


@rule(code="XR107", name="coverage-member-unknown", severity=Severity.ERROR)
def coverage_member_unknown(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a coverage row of a person who is not in the Team sheet.
    Why: the coverage table has a column per team member; this level would have none.
    Fix: Choose a name from the Team sheet, or add the person there.
    """
    known = team_names(plan)
    for line in plan.coverage:
        if line.member and line.member not in known:
            message = f"{quoted(line.member)} covers {quoted(line.contact)} but is not in the team."
            yield coverage_member_unknown.at("coverage", line, "member", message, did_you_mean(line.member, known, ""))


@rule(code="XR108", name="resource-opportunity-unknown", severity=Severity.WARNING)
def resource_opportunity_unknown(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a resource request that enables an opportunity id the Pipeline does not have.
    Why: the return on the request cannot be computed, so it is shown without one.
    Fix: Enter an opportunity id from the Pipeline sheet, or leave the cell blank.
    """
    known = deal_ids(plan)
    for request in plan.resources:
        if request.enables and request.enables not in known:
            message = f"{quoted(request.request)} enables {quoted(request.enables)}, an id no opportunity has."
            yield resource_opportunity_unknown.at("resources", request, "enables", message, did_you_mean(request.enables, known, ""))


@rule(code="XR109", name="action-opportunity-unknown", severity=Severity.WARNING)
def action_opportunity_unknown(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: an action for an opportunity id the Pipeline does not have.
    Why: the deal then seems to have no action behind it.
    Fix: Enter an opportunity id from the Pipeline sheet, or leave the cell blank.
    """
    known = deal_ids(plan)
    for action in plan.actions:
        if action.opportunity and action.opportunity not in known:
            message = f"{quoted(action.action)} works for {quoted(action.opportunity)}, an id no opportunity has."
            yield action_opportunity_unknown.at("actions", action, "opportunity", message, did_you_mean(action.opportunity, known, ""))


@rule(code="XR110", name="action-goal-unknown", severity=Severity.WARNING)
def action_goal_unknown(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: an action that serves a goal the Goals sheet does not have.
    Why: the goal then seems to have no action, and the review asks why.
    Fix: Choose the goal's text as it stands in the Goals sheet, or leave the cell blank.
    """
    known = [objective.goal for objective in plan.goals if objective.goal]
    for action in plan.actions:
        if action.goal and action.goal not in known:
            message = f"{quoted(action.action)} serves the goal {quoted(action.goal)}, which is not in Goals."
            yield action_goal_unknown.at("actions", action, "goal", message, did_you_mean(action.goal, known, ""))


@rule(code="XR111", name="customer-goal-unknown", severity=Severity.INFO)
def customer_goal_unknown(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a goal of ours that serves a customer goal the Profile does not list.
    Why: the link between the customer's goals and ours is what the strategy stands on.
    Fix: Choose the customer goal as it stands in the Profile, or add it there.
    """
    known = [goal.goal for goal in plan.customer_goals if goal.goal]
    for objective in plan.goals:
        if objective.serves and objective.serves not in known:
            message = f"{quoted(objective.goal)} serves {quoted(objective.serves)}, which is not among the customer's goals."
            yield customer_goal_unknown.at("goals", objective, "serves", message, did_you_mean(objective.serves, known, ""))


@rule(code="XR112", name="rival-column-unnamed", severity=Severity.WARNING)
def rival_column_unnamed(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: ratings or marks of a competitor column that has no name on the Cover.
    Why: slides would show a nameless competitor beating us.
    Fix: Enter the competitor's name on the Cover.
    """
    for position, name in enumerate(plan.cover.competitors):
        ratings = [factor.rivals[position] for factor in plan.strength]
        marks = [criterion.rivals[position] for criterion in plan.competition]
        rated = any(value is not None for value in (*ratings, *marks))
        if rated and not name:
            message = f"Competitor {position + 1} is rated but has no name."
            yield rival_column_unnamed.at("cover", plan.cover, f"competitor_{position + 1}", message)


@rule(code="XR113", name="rival-not-listed", severity=Severity.INFO)
def rival_not_listed(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a deal whose main competitor is not one of the competitors on the Cover.
    Why: we meet a rival whom we have not rated, or the name is spelled in two ways.
    Fix: Use the name as it stands on the Cover, or add the competitor there.
    """
    known = [name for name in plan.cover.competitors if name]
    for opportunity in plan.pipeline:
        if known and opportunity.competitor and opportunity.competitor not in known:
            message = f"{deal(opportunity)} is fought against {quoted(opportunity.competitor)}, who is not on the Cover."
            yield rival_not_listed.at("pipeline", opportunity, "competitor", message, did_you_mean(opportunity.competitor, known, ""))


@rule(code="XR114", name="manager-not-in-team", severity=Severity.WARNING)
def manager_not_in_team(plan: AccountPlan, facts: Facts) -> Iterable[Finding]:
    """Finds: an account manager on the Cover who is not in the Team sheet.
    Why: the person who answers for the account must appear among those who work for it.
    Fix: Enter the name as in the Team sheet, or add the account manager there.
    """
    manager, known = plan.cover.manager, team_names(plan)
    if manager and known and manager not in known:
        message = f"The account manager {quoted(manager)} is not in the team."
        yield manager_not_in_team.at("cover", plan.cover, "manager", message, did_you_mean(manager, known, ""))


@rule(code="XR115", name="coverage-repeated", severity=Severity.WARNING)
def coverage_repeated(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a second coverage row for the same contact and team member.
    Why: two levels for one pair contradict each other; the higher one would be shown.
    Fix: Keep one row for each contact and team member.
    """
    seen: set[tuple[str, str]] = set()
    for line in plan.coverage:
        if line.contact and line.member:
            if (line.contact, line.member) in seen:
                yield coverage_repeated.at("coverage", line, "contact", f"{quoted(line.member)} covers {quoted(line.contact)} in two rows.")
            seen.add((line.contact, line.member))
