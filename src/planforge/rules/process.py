"""Readiness rules (RV3xx) for the making of the plan: preparation, planning cycle, types of action."""

from __future__ import annotations

from collections.abc import Iterator

from planforge.diagnostics.finding import Finding, Severity
from planforge.model.cycle import StepState, kinds_without_action, not_ready, read_cycle
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
