"""Consistency rules (CN3xx) for judgements: ratings, stages and marks that nothing supports or that contradict each other."""

from __future__ import annotations

from collections.abc import Iterator

from planforge.diagnostics.finding import Finding, Severity
from planforge.model.codes import BuyingRole, Change
from planforge.model.plan import AccountPlan
from planforge.model.reach import reach
from planforge.model.stages import StageReading, read_stage
from planforge.rules.registry import Facts, rule
from planforge.rules.wording import person, quoted


@rule(code="CN301", name="rating-without-evidence", severity=Severity.WARNING)
def rating_without_evidence(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a factor that is rated poor (factors.poor; 2 or less), or other than last time, without evidence.
    Why: a poor or changed rating is what the review will ask about.
    Fix: Enter in one line what was seen or heard, and from whom.
    """
    for factor in plan.factors:
        if factor.score is None or factor.evidence:
            continue
        changed = factor.previous is not None and factor.previous != factor.score
        if factor.score <= facts.limits.poor or changed:
            why = f"changed from {factor.previous} to {factor.score}" if changed else f"is rated {factor.score}"
            yield rating_without_evidence.at("factors", factor, "evidence", f"{quoted(factor.factor)} {why} without evidence.")


@rule(code="CN302", name="ratings-unchanged", severity=Severity.INFO)
def ratings_unchanged(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: ten-factor ratings that are all the same as in the previous review.
    Why: a quarter in which nothing moved is rare; more often the old ratings were copied.
    Fix: Go through the ratings again, and say in the evidence why they stand.
    """
    compared = [f for f in plan.factors if f.score is not None and f.previous is not None]
    if len(compared) >= facts.thresholds.unchanged_factors and all(f.score == f.previous for f in compared):
        yield ratings_unchanged.at("factors", compared[0], "score", f"All {len(compared)} ratings equal those of the previous review.")


@rule(code="CN303", name="stage-target-behind", severity=Severity.WARNING)
def stage_target_behind(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a target stage of the relationship that lies before the stage now.
    Why: nobody plans to lose a relationship; the two cells are likely swapped.
    Fix: Enter a target at or after the stage now.
    """
    stage = plan.stage
    if stage.now and stage.target and stage.target.step < stage.now.step:
        message = f"The target stage {stage.target.value} lies before the stage now, {stage.now.value}."
        yield stage_target_behind.at("stage", stage, "target", message)


@rule(code="CN304", name="stage-above-contacts", severity=Severity.WARNING)
def stage_above_contacts(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a claimed relationship stage above the one that contact levels, coverage and function pairs imply.
    Why: a partnership shows in who meets whom; a claim without contacts misleads the review.
    Fix: Enter the contact levels that exist, or claim the lower stage.
    """
    stage, read = plan.stage, read_stage(plan, facts.stages)
    if stage.now and read.stage and read.at_most and stage.now.step - read.at_most.step >= facts.stages.apart:
        message = f"The stage {stage.now.value} is claimed, but the contacts suggest {read.stage.value}: {_seen(read)}."
        yield stage_above_contacts.at("stage", stage, "now", message)


def _seen(read: StageReading) -> str:
    functions = max(read.functions, read.pairs_met)
    met = f"{functions} {'function meets' if functions == 1 else 'functions meet'} the customer"
    open_exchange = f"{read.open_exchange} of {read.key} key contacts {'is' if read.open_exchange == 1 else 'are'} in open exchange"
    trust = f"{read.trusted} {'trusts' if read.trusted == 1 else 'trust'} us as adviser"
    unknown = f"; the level of {read.unknown} is not known" if read.unknown else ""
    return f"{met}, {open_exchange}, {read.top} of them approver or decider, and {trust}{unknown}"


@rule(code="CN305", name="level-below-coverage", severity=Severity.WARNING)
def level_below_coverage(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a contact whose level is lower than the level a team member has in Coverage.
    Why: the level of a contact is that of our best access; one of the two sheets is out of date.
    Fix: Raise the contact's level, or correct the Coverage sheet.
    """
    for found in reach(plan):
        best = max(found.members.values(), default=0)
        if found.contact.level is not None and found.contact.level < best:
            message = f"{person(found.contact)} has level {found.contact.level}, but Coverage says {best}."
            yield level_below_coverage.at("contacts", found.contact, "level", message)


@rule(code="CN306", name="several-approvers", severity=Severity.INFO)
def several_approvers(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: more than one contact with the buying role of approver.
    Why: the final approval usually rests with one person; several often means that nobody knows.
    Fix: Keep the person who signs as approver, and make the others deciders.
    """
    approvers = [c for c in plan.contacts if c.buying_role is BuyingRole.APPROVER]
    if len(approvers) > 1:
        names = ", ".join(person(c) for c in approvers)
        yield several_approvers.at("contacts", approvers[1], "buying_role", f"{len(approvers)} contacts are approvers: {names}.")


@rule(code="CN307", name="change-contradicts-want", severity=Severity.WARNING)
def change_contradicts_want(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a planned change that does not follow from what the customer wants and gets.
    Why: we start what is wanted and missing, stop what is given and not wanted, keep what is both.
    Fix: Correct the answers or the change.
    """
    for want in plan.wants:
        if want.change is None or want.wants is None or want.gets is None:
            continue
        wanted, given = bool(want.wants), bool(want.gets)
        wrong = {Change.STOP: wanted, Change.START: given or not wanted, Change.KEEP: not given or not wanted}[want.change]
        if wrong:
            state = f"{'wanted' if wanted else 'not wanted'} and {'given' if given else 'not given'}"
            message = f"{quoted(want.item)} is {state}, yet the change is “{want.change.value}”."
            yield change_contradicts_want.at("wants", want, "change", message)


@rule(code="CN308", name="coach-against-us", severity=Severity.WARNING)
def coach_against_us(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a coach who is marked as not supporting us or as an enemy.
    Why: a coach wants us to win; somebody against us who advises us may lead us astray.
    Fix: Correct the kind of influence or the support.
    """
    for contact in plan.contacts:
        against = contact.support is not None and contact.support.sign < 0
        if contact.influence_type is not None and contact.influence_type.value == "coach" and against and contact.support:
            yield coach_against_us.at("contacts", contact, "support", f"{person(contact)} is a coach but marked {contact.support.value}.")


@rule(code="CN309", name="stage-below-contacts", severity=Severity.INFO)
def stage_below_contacts(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a claimed relationship stage below the one that contact levels, coverage and function pairs imply.
    Why: either the stage was not moved on, or the levels are entered too high; both mislead the review.
    Fix: Claim the higher stage and say on what evidence, or correct the contact levels.
    """
    stage, read = plan.stage, read_stage(plan, facts.stages)
    if stage.now and read.stage and read.stage.step - stage.now.step >= facts.stages.apart:
        message = f"The stage {stage.now.value} is claimed, but the contacts suggest {read.stage.value}: {_seen(read)}."
        yield stage_below_contacts.at("stage", stage, "now", message)


@rule(code="CN315", name="deal-role-repeated", severity=Severity.WARNING)
def deal_role_repeated(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: the same contact twice among the buying roles of one deal.
    Why: two rows may say two things, and nobody knows which of them holds.
    Fix: Keep the row with the role that counts most in this deal, and delete the other.
    """
    seen: set[tuple[str, str]] = set()
    for row in plan.deal_roles:
        if not row.opportunity or not row.contact:
            continue
        if (row.opportunity, row.contact) in seen:
            contact = plan.contact(row.contact)
            name = person(contact) if contact else row.contact
            message = f"{name} stands twice among the roles of {quoted(row.opportunity)}."
            yield deal_role_repeated.at("deal_roles", row, "contact", message)
        seen.add((row.opportunity, row.contact))
