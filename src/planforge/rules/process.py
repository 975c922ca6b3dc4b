"""Readiness rules (RV3xx) for the making of the plan: preparation, planning cycle, types of action."""

from __future__ import annotations

from collections.abc import Iterator

from planforge.diagnostics.finding import Finding, Severity
from planforge.model.cycle import StepState, kinds_without_action, not_ready, read_cycle, span_of
from planforge.model.plan import AccountPlan
from planforge.rules.registry import Facts, rule
from planforge.rules.wording import day, quoted


@rule(code="RV301", name="preparation-not-ready", severity=Severity.WARNING)
def preparation_not_ready(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: an item of the preparation that is not ready or not answered, once somebody has answered one of them.
    Why: the plan is built on the team's prework and on management's preparation; what is missing there shows in the review.
    Fix: Get the item ready and choose yes, or say in the note who brings it by when.
    """
    for item in not_ready(plan):
        state = "not ready" if item.ready is not None else "not answered"
        yield preparation_not_ready.at("preparation", item, "ready", f"{quoted(item.item)} is {state}.")


@rule(code="RV302", name="planning-step-late", severity=Severity.WARNING, dated=True)
def planning_step_late(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a step of the planning cycle that is not done after its planned date.
    Why: the cycle has to end before the customer's own budget is fixed; every late step moves its end.
    Fix: Enter when the step was done, or plan a new date that still keeps the end.
    """
    for reading in read_cycle(plan, facts.as_of):
        if reading.state is StepState.LATE and reading.step.planned:
            days = f"{reading.days} {'day' if reading.days == 1 else 'days'}"
            message = f"{quoted(reading.step.step)} was planned for {day(reading.step.planned)} and is {days} late."
            yield planning_step_late.at("cycle", reading.step, "done", message)


@rule(code="RV303", name="action-type-missing", severity=Severity.INFO)
def action_type_missing(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: types of action that no action of the plan has, once actions have types.
    Why: a plan for an account works on business, relationships, key projects, abilities and on measuring progress; a type
        without any action is often forgotten.
    Fix: Add an action of that type, or leave it when there is truly nothing to do.
    """
    missing = kinds_without_action(plan)
    if missing:
        names = ", ".join(kind.value for kind in missing)
        yield action_type_missing.about("actions", f"No action is of the type {names}.")


@rule(code="RV304", name="planning-cycle-length", severity=Severity.WARNING)
def planning_cycle_length(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a planning cycle that takes fewer weeks than cycle.least_weeks, or more than cycle.most_weeks.
    Why: in less time the team has not spoken with the customer, in more the first answers are old when the plan is done.
    Fix: Move the first or the last step so that the plan is made in the usual time, or set other weeks in the scorecard.
    """
    span, limits, weeks = span_of(plan), facts.limits.cycle, span_of(plan).weeks
    if weeks is None or span.last is None or span.begin is None or span.end is None:
        return
    if not limits.least_weeks <= weeks <= limits.most_weeks:
        much = "only" if weeks < limits.least_weeks else "as much as"
        taken = f"{much} {weeks} {'week' if weeks == 1 else 'weeks'}, from {day(span.begin)} to {day(span.end)}"
        message = f"The planning cycle takes {taken}; {limits.least_weeks} to {limits.most_weeks} are usual."
        yield planning_cycle_length.at("cycle", span.last, "planned", message)


@rule(code="RV305", name="planning-cycle-after-freeze", severity=Severity.WARNING)
def planning_cycle_after_freeze(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a planning cycle that ends after the customer has fixed its budget.
    Why: what the plan asks the customer for can no longer enter that budget; a year is lost.
    Fix: Plan the steps so that the cycle ends before the freeze on the sheet Purchasing, next year at the latest.
    """
    span, freeze = span_of(plan), plan.purchasing.freeze
    if span.last is None or span.end is None or freeze is None or span.end <= freeze:
        return
    late = (span.end - freeze).days
    message = f"The planning cycle ends on {day(span.end)}, {late} {'day' if late == 1 else 'days'} after the customer's budget closes."
    hint = f"Plan {quoted(span.last.step)} for {day(freeze)} or earlier, next year at the latest."
    yield planning_cycle_after_freeze.at("cycle", span.last, "planned", message, hint)
