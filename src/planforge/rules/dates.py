"""Consistency rules (CN2xx) for dates: out of order, or past when they should lie ahead."""

from __future__ import annotations

from collections.abc import Iterator

from planforge.diagnostics.finding import Finding, Severity
from planforge.model.codes import SalesStage, Scenario
from planforge.model.opportunity import Objective
from planforge.model.plan import AccountPlan
from planforge.rules.registry import Facts, rule
from planforge.rules.wording import day, deal, person, quoted


@rule(code="CN201", name="close-date-past", severity=Severity.WARNING, dated=True)
def close_date_past(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: an open deal whose close date lies before the as-of date.
    Why: a deal that should have closed is either decided or delayed; the forecast needs to know which.
    Fix: Set the stage to won or lost, or enter the new close date.
    """
    for opportunity in plan.pipeline:
        if opportunity.is_open and opportunity.close_date and opportunity.close_date < facts.day:
            message = f"{deal(opportunity)} is open but should have closed on {day(opportunity.close_date)}."
            yield close_date_past.at("pipeline", opportunity, "close_date", message)


@rule(code="CN202", name="next-date-past", severity=Severity.WARNING, dated=True)
def next_date_past(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: an open deal whose next step was due before the as-of date.
    Why: the step was taken or missed; both change the next one.
    Fix: Enter the next step that lies ahead and its date.
    """
    for opportunity in plan.pipeline:
        if opportunity.is_open and opportunity.next_date and opportunity.next_date < facts.day:
            message = f"The next step of {deal(opportunity)} was due on {day(opportunity.next_date)}."
            yield next_date_past.at("pipeline", opportunity, "next_date", message)


@rule(code="CN203", name="next-date-after-close", severity=Severity.WARNING)
def next_date_after_close(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: an open deal whose next step comes after its close date.
    Why: the deal cannot close before the step that leads there.
    Fix: Correct the date of the next step or the close date.
    """
    for opportunity in plan.pipeline:
        if opportunity.is_open and opportunity.next_date and opportunity.close_date and opportunity.next_date > opportunity.close_date:
            step, close = day(opportunity.next_date), day(opportunity.close_date)
            message = f"The next step of {deal(opportunity)} on {step} comes after the close on {close}."
            yield next_date_after_close.at("pipeline", opportunity, "next_date", message)


@rule(code="CN204", name="won-in-future", severity=Severity.WARNING, dated=True)
def won_in_future(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a deal that is won or lost with a close date after the as-of date.
    Why: a decision that is made has a day in the past; otherwise the deal is still open.
    Fix: Enter the day of the decision, or set the stage back.
    """
    for opportunity in plan.pipeline:
        if opportunity.stage in (SalesStage.WON, SalesStage.LOST) and opportunity.close_date and opportunity.close_date > facts.day:
            message = f"{deal(opportunity)} is {opportunity.stage.value} but closes on {day(opportunity.close_date)}."
            yield won_in_future.at("pipeline", opportunity, "close_date", message)


@rule(code="CN205", name="done-before-start", severity=Severity.WARNING)
def done_before_start(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: an action that was done before it started.
    Why: one of the two dates is wrong, and punctuality is computed from them.
    Fix: Correct the start or the done date.
    """
    for action in plan.actions:
        if action.done and action.start and action.done < action.start:
            message = f"{quoted(action.action)} was done on {day(action.done)} but started on {day(action.start)}."
            yield done_before_start.at("actions", action, "done", message)


@rule(code="CN206", name="start-after-due", severity=Severity.WARNING)
def start_after_due(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: an action that starts after it is due.
    Why: it cannot be in time, and its bar in the timeline would run backwards.
    Fix: Correct the start or the due date.
    """
    for action in plan.actions:
        if action.start and action.due and action.start > action.due:
            message = f"{quoted(action.action)} starts on {day(action.start)} and is due on {day(action.due)}."
            yield start_after_due.at("actions", action, "start", message)


@rule(code="CN207", name="done-in-future", severity=Severity.WARNING, dated=True)
def done_in_future(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: an action whose done date lies after the as-of date.
    Why: "done" is a fact, not a plan; a future date hides an action that is still open.
    Fix: Clear the done date until the action is finished.
    """
    for action in plan.actions:
        if action.done and action.done > facts.day:
            message = f"{quoted(action.action)} is marked done on {day(action.done)}, after the as-of date."
            yield done_in_future.at("actions", action, "done", message)


@rule(code="CN208", name="roadmap-ends-before-start", severity=Severity.ERROR)
def roadmap_ends_before_start(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: an initiative of the roadmap that ends before it starts.
    Why: its bar cannot be drawn.
    Fix: Correct the start or the end date.
    """
    for item in plan.roadmap:
        if item.start and item.end and item.end < item.start:
            message = f"{quoted(item.initiative or item.priority)} starts on {day(item.start)} and ends on {day(item.end)}."
            yield roadmap_ends_before_start.at("roadmap", item, "end", message)


@rule(code="CN209", name="last-contact-in-future", severity=Severity.WARNING, dated=True)
def last_contact_in_future(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a last contact that lies after the as-of date.
    Why: a planned meeting entered as the last contact makes an overdue contact look fine.
    Fix: Enter the day of the last contact that took place.
    """
    for contact in plan.contacts:
        if contact.last_contact and contact.last_contact > facts.day:
            message = f"The last contact with {person(contact)} is on {day(contact.last_contact)}, after the as-of date."
            yield last_contact_in_future.at("contacts", contact, "last_contact", message)


@rule(code="CN210", name="next-review-not-later", severity=Severity.WARNING)
def next_review_not_later(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a next review that is not after the review of this plan.
    Why: actions due before the next review are counted up to that day.
    Fix: Enter the date of the review after this one.
    """
    cover = plan.cover
    if cover.review_date and cover.next_review and cover.next_review <= cover.review_date:
        message = f"The next review on {day(cover.next_review)} is not after this one on {day(cover.review_date)}."
        yield next_review_not_later.at("cover", cover, "next_review", message)


@rule(code="CN211", name="actual-year-not-over", severity=Severity.WARNING, dated=True)
def actual_year_not_over(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a year marked as actual that has not ended, or a year long over that is not.
    Why: the scenario decides how a column is drawn and what it is compared with.
    Fix: Mark past years A, the current year F and future years P.
    """
    for year in plan.financials:
        if year.year is None or year.scenario is None:
            continue
        if year.scenario is Scenario.ACTUAL and year.year > facts.day.year:
            yield actual_year_not_over.at("financials", year, "scenario", f"{year.year} is marked as actual but lies ahead.")
        elif year.scenario is not Scenario.ACTUAL and year.year < facts.day.year - 1:
            yield actual_year_not_over.at("financials", year, "scenario", f"{year.year} is over but not marked as actual.")


@rule(code="CN212", name="plan-year-missing", severity=Severity.WARNING, dated=True)
def plan_year_missing(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a five-year table without the current year or the year after it.
    Why: growth, the pipeline target and the variance are all computed between these two years.
    Fix: Move the table on so that the current year stands in the middle.
    """
    years = [year for year in plan.financials if year.year is not None]
    for wanted in (facts.day.year, facts.day.year + 1):
        if years and plan.year(wanted) is None:
            message = f"The five-year table runs from {years[0].year} to {years[-1].year} and has no {wanted}."
            yield plan_year_missing.at("financials", years[-1], "year", message)
            return


@rule(code="CN213", name="stage-target-overdue", severity=Severity.WARNING, dated=True)
def stage_target_overdue(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a target stage of the relationship whose date has passed before it was reached.
    Why: the target is then history; the review needs a new one or the reason.
    Fix: Enter the stage reached, or a new target date.
    """
    stage = plan.stage
    if stage.now and stage.target and stage.target_date and stage.now.step < stage.target.step and stage.target_date < facts.day:
        message = f"The stage {stage.target.value} was due on {day(stage.target_date)}; the relationship is at {stage.now.value}."
        yield stage_target_overdue.at("stage", stage, "target_date", message)


@rule(code="CN214", name="goal-overdue", severity=Severity.WARNING, dated=True)
def goal_overdue(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a goal whose due date has passed with the measure still away from the target.
    Why: a goal that is over cannot guide the year ahead.
    Fix: Enter the value reached, or a new due date.
    """
    for objective in plan.goals:
        if objective.due and objective.due < facts.day and _is_missed(objective):
            yield goal_overdue.at(
                "goals", objective, "due", f"{quoted(objective.goal)} was due on {day(objective.due)} and is not reached."
            )


def _is_missed(objective: Objective) -> bool:
    """True when the measure has not come to the target, upwards or, from a higher baseline, downwards."""
    if objective.now is None or objective.target is None:
        return False
    falling = objective.baseline is not None and objective.target < objective.baseline
    return objective.now > objective.target if falling else objective.now < objective.target
