"""Cross-reference rules (XR) for people and deals that activities, actions, answers, the buying process and roles in deals name."""

from __future__ import annotations

from collections.abc import Iterator

from planforge.diagnostics.finding import Finding, Severity
from planforge.model.plan import AccountPlan
from planforge.rules.references import contact_ids, deal_ids, team_names
from planforge.rules.registry import Facts, rule
from planforge.rules.wording import day, did_you_mean, quoted


@rule(code="XR116", name="action-contact-unknown", severity=Severity.WARNING)
def action_contact_unknown(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: an action for a contact id that no contact has.
    Why: the person then seems to have no action, and the decision-maker cards leave it out.
    Fix: Enter the id of a contact, or add the person to Contacts.
    """
    known = contact_ids(plan)
    for action in plan.actions:
        if action.contact and action.contact not in known:
            message = f"{quoted(action.action)} concerns {quoted(action.contact)}, an id no contact has."
            yield action_contact_unknown.at("actions", action, "contact", message, did_you_mean(action.contact, known, ""))


@rule(code="XR117", name="activity-contact-unknown", severity=Severity.WARNING)
def activity_contact_unknown(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: an activity with a contact id that no contact has.
    Why: the meeting counts for nobody, so the person who was met is reported as silent.
    Fix: Enter the id of a contact, or add the person to Contacts.
    """
    known = contact_ids(plan)
    for activity in plan.activities:
        if activity.contact and activity.contact not in known:
            when = f"The activity of {day(activity.day)}" if activity.day else "An activity"
            message = f"{when} names {quoted(activity.contact)}, an id no contact has."
            yield activity_contact_unknown.at("activities", activity, "contact", message, did_you_mean(activity.contact, known, ""))


@rule(code="XR118", name="activity-member-unknown", severity=Severity.WARNING)
def activity_member_unknown(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: an activity of a person who is not in the Team sheet.
    Why: its hours and cost cannot be held against the team that serves the account.
    Fix: Choose a name from the Team sheet, or add the person there.
    """
    known = team_names(plan)
    for activity in plan.activities:
        if activity.member and activity.member not in known:
            when = f"the activity of {day(activity.day)}" if activity.day else "an activity"
            message = f"{quoted(activity.member)} stands for {when} but is not in the team."
            yield activity_member_unknown.at("activities", activity, "member", message, did_you_mean(activity.member, known, ""))


@rule(code="XR119", name="step-decider-unknown", severity=Severity.WARNING)
def step_decider_unknown(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a step of the buying process that is decided by a contact id no contact has.
    Why: nobody can see whether we know the person, or whose turn it is.
    Fix: Enter the id of a contact, or add the person to Contacts.
    """
    known = contact_ids(plan)
    for step in plan.buying_process:
        if step.decider and step.decider not in known:
            message = f"The step {quoted(step.step)} is decided by {quoted(step.decider)}, an id no contact has."
            yield step_decider_unknown.at("buying_process", step, "decider", message, did_you_mean(step.decider, known, ""))


@rule(code="XR120", name="answer-by-unknown", severity=Severity.INFO)
def answer_by_unknown(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: an answer to a question of the bank that is given by a person who is not in the Team sheet.
    Why: whoever doubts the answer has nobody to ask.
    Fix: Choose a name from the Team sheet, or add the person there.
    """
    known = team_names(plan)
    for question in plan.factor_questions:
        if question.answered_by and question.answered_by not in known:
            about = quoted(question.question) if question.question else "a question"
            message = f"{quoted(question.answered_by)} answered {about} but is not in the team."
            hint = did_you_mean(question.answered_by, known, "")
            yield answer_by_unknown.at("factor_questions", question, "answered_by", message, hint)


@rule(code="XR121", name="assessed-deal-unknown", severity=Severity.WARNING)
def assessed_deal_unknown(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a deal chosen for assessment by an id that the Pipeline does not have.
    Why: its marks and gates belong to no deal, so they are shown nowhere.
    Fix: Enter an opportunity id from the Pipeline sheet, or leave the cell blank.
    """
    known = deal_ids(plan)
    for number in (1, 2, 3):
        name = f"deal_{number}"
        id = getattr(plan.deals_reviewed, name)
        if id and id not in known:
            message = f"Deal {number} of the assessment is {quoted(id)}, an id no opportunity has."
            yield assessed_deal_unknown.at("deals_reviewed", plan.deals_reviewed, name, message, did_you_mean(id, known, ""))


@rule(code="XR122", name="deal-role-unknown", severity=Severity.WARNING)
def deal_role_unknown(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a buying role in a deal for an opportunity id or a contact id that does not exist.
    Why: the role is counted for no deal or for nobody, so the deal seems to lack it.
    Fix: Enter an id of the Pipeline sheet and one of the Contacts sheet, or add what is missing there.
    """
    deals, people = deal_ids(plan), contact_ids(plan)
    for row in plan.deal_roles:
        for name, id, known, what in (("opportunity", row.opportunity, deals, "opportunity"), ("contact", row.contact, people, "contact")):
            if id and id not in known:
                message = f"A buying role is given for {quoted(id)}, an id no {what} has."
                yield deal_role_unknown.at("deal_roles", row, name, message, did_you_mean(id, known, ""))
