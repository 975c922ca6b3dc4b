"""Rules about the duties of the team: names that the team does not have (XR), who answers (CN), who carries too much or nothing (RV)."""

from __future__ import annotations

from collections.abc import Iterator

from planforge.diagnostics.finding import Finding, Severity
from planforge.model.codes import DutyRole
from planforge.model.duties import ROLE_FIELDS, SharedDuty, read_duties
from planforge.model.plan import AccountPlan
from planforge.rules.references import team_names
from planforge.rules.registry import Facts, rule
from planforge.rules.wording import did_you_mean, quoted


@rule(code="XR125", name="duty-name-not-in-team", severity=Severity.WARNING)
def duty_name_not_in_team(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a person with a part in a duty who is not in the Team sheet.
    Why: a duty of a person outside the team is a duty of nobody, and the table of duties has a column per member.
    Fix: Choose a name from the Team sheet, or add the person there.
    """
    known = team_names(plan)
    for record in plan.duties:
        for name, _ in ROLE_FIELDS:
            person = getattr(record, name)
            if person and person not in known:
                message = f"{quoted(person)} has a part in the duty {quoted(record.duty)} but is not in the team."
                yield duty_name_not_in_team.at("duties", record, name, message, did_you_mean(person, known, ""))


@rule(code="CN321", name="duty-without-accountable", severity=Severity.WARNING)
def duty_without_accountable(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a duty for whose result nobody answers.
    Why: work without one person who answers for it is left to chance.
    Fix: Choose the one person of the team who answers for the duty.
    """
    for duty in read_duties(plan):
        if not duty.people(DutyRole.ACCOUNTABLE):
            message = f"Nobody is accountable for the duty {quoted(duty.name)}."
            yield duty_without_accountable.at("duties", duty.records[0], "accountable", message)


@rule(code="CN322", name="duty-with-two-accountable", severity=Severity.WARNING)
def duty_with_two_accountable(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a duty that stands in several rows with different accountable people.
    Why: where two answer for a result, each may think that the other does.
    Fix: Leave one of them accountable and enter the other as responsible or consulted.
    """
    for duty in read_duties(plan):
        people = duty.people(DutyRole.ACCOUNTABLE)
        if len(people) > 1:
            second = next(record for record in duty.records if record.accountable == people[1])
            message = f"{len(people)} people are accountable for the duty {quoted(duty.name)}: {', '.join(people)}."
            yield duty_with_two_accountable.at("duties", second, "accountable", message)


@rule(code="RV141", name="duty-without-responsible", severity=Severity.INFO)
def duty_without_responsible(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a duty that nobody is responsible for carrying out.
    Why: somebody may answer for the result, but nobody does the work.
    Fix: Choose who does the work; it may be the accountable person.
    """
    for duty in read_duties(plan):
        if not duty.people(DutyRole.RESPONSIBLE):
            message = f"Nobody is responsible for the work of the duty {quoted(duty.name)}."
            yield duty_without_responsible.at("duties", duty.records[0], "responsible_1", message)


@rule(code="RV142", name="accountable-for-many", severity=Severity.INFO)
def accountable_for_many(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a person who is accountable for more duties than duties.most_accountable.
    Why: who answers for too much can look after little of it, and the account hangs on one person.
    Fix: Let other members of the team answer for some of the duties.
    """
    most, held = facts.limits.most_accountable, _accountable(plan)
    for person, duties in held.items():
        if len(duties) > most:
            last = next(record for record in duties[most].records if record.accountable == person)
            message = f"{quoted(person)} is accountable for {len(duties)} duties; at most {most} are advisable."
            yield accountable_for_many.at("duties", last, "accountable", message)


def _accountable(plan: AccountPlan) -> dict[str, list[SharedDuty]]:
    """The duties that each person answers for, in workbook order."""
    held: dict[str, list[SharedDuty]] = {}
    for duty in read_duties(plan):
        for person in duty.people(DutyRole.ACCOUNTABLE):
            held.setdefault(person, []).append(duty)
    return held


@rule(code="RV143", name="member-without-duty", severity=Severity.INFO)
def member_without_duty(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a member of the team who is neither accountable nor responsible for any duty, although duties are shared out.
    Why: either the person's work is missing in the list, or the team has room that nobody uses.
    Fix: Enter the duty of this person, or leave the person out of the team.
    """
    duties = read_duties(plan)
    carrying = {*(name for duty in duties for role in (DutyRole.ACCOUNTABLE, DutyRole.RESPONSIBLE) for name in duty.people(role))}
    if not any(duty.roles for duty in duties):
        return
    for member in plan.team:
        if member.name and member.name not in carrying:
            message = f"{quoted(member.name)} is neither accountable nor responsible for any duty."
            yield member_without_duty.at("team", member, "name", message)
