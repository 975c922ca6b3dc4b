"""Readiness rules (RV1xx): what a review still needs to know about money, deals, risks, actions and decisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from planforge.diagnostics.finding import Finding, Severity
from planforge.model.codes import RiskZone
from planforge.model.cycle import prework
from planforge.model.opportunity import Opportunity
from planforge.model.plan import AccountPlan
from planforge.rules.registry import Facts, rule
from planforge.rules.wording import amount, day, deal, percent, quoted


@rule(code="RV101", name="as-of-missing", severity=Severity.WARNING)
def as_of_missing(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a plan without an as-of date and without a review date to stand in for it.
    Why: what is late, overdue or stale can only be told for a day, and the clock of the computer is not that day.
    Fix: Enter the as-of date on the Cover, or run with --as-of.
    """
    if facts.as_of is None:
        yield as_of_missing.at("cover", plan.cover, "as_of", "The as-of date is missing, so no date was checked.")


@rule(code="RV102", name="review-date-missing", severity=Severity.WARNING)
def review_date_missing(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a plan without the date of its review.
    Why: the cadence of reviews and the age of the data are counted from it.
    Fix: Enter the review date on the Cover.
    """
    if plan.cover.review_date is None:
        yield review_date_missing.at("cover", plan.cover, "review_date", "The review date is missing.")


@rule(code="RV103", name="plan-stale", severity=Severity.WARNING)
def plan_stale(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: data that are more than about a quarter older than the review.
    Why: the review would decide on figures that have moved since.
    Fix: Update the plan and its as-of date before the review.
    """
    review, as_of = plan.cover.review_date, facts.as_of
    if review and as_of and review - as_of > timedelta(days=facts.limits.stale_days):
        message = f"The data are of {day(as_of)}, {(review - as_of).days} days before the review on {day(review)}."
        yield plan_stale.at("cover", plan.cover, "as_of", message)


@rule(code="RV104", name="prework-incomplete", severity=Severity.ERROR)
def prework_incomplete(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a plan that lacks one of the three items of the prework: account knowledge, current revenue, current opportunities.
    Why: the method asks for these three before anything else is planned; without them there is nothing to review.
    Fix: Fill in the profile and the contacts, this year's revenue, and at least one opportunity.
    """
    this = plan.year(plan.this_year)
    words = {
        "knowledge": "Account knowledge is not there yet: industry, goals or contacts are empty.",
        "revenues": f"Current revenue is not there yet: {f'{this.year} is' if this else 'the five-year table is'} empty.",
        "opportunities": "Current opportunities are not there yet: the pipeline is empty.",
    }
    for item in prework(plan):
        if not item.has_data:
            field = f"{item.block}.{item.field}" if item.field else item.block
            yield prework_incomplete.info.finding(words[item.key], cell=item.cell, field=field)


@rule(code="RV105", name="no-growth-target", severity=Severity.WARNING)
def no_growth_target(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a five-year table from which no growth target for next year follows.
    Why: the target is next year's plan less this year's forecast; the pipeline is measured against it.
    Fix: Enter this year's revenue and next year's plan.
    """
    number = plan.this_year
    this, following = plan.year(number), plan.year(None if number is None else number + 1)
    if following is not None and following.plan is None:
        yield no_growth_target.at("financials", following, "plan", f"No plan for {following.year}, so there is no growth target.")
    elif following is None and this is not None:
        yield no_growth_target.at("financials", this, "plan", f"No year after {this.year}, so there is no growth target.")


def _open_deals(plan: AccountPlan) -> Iterator[Opportunity]:
    return (opportunity for opportunity in plan.pipeline if opportunity.is_open)


@rule(code="RV106", name="deal-without-value", severity=Severity.WARNING)
def deal_without_value(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: an open deal without a value.
    Why: it is left out of the weighted pipeline, however large it may be.
    Fix: Enter the best estimate of the contract value.
    """
    for opportunity in _open_deals(plan):
        if opportunity.value is None:
            yield deal_without_value.at("pipeline", opportunity, "value", f"{deal(opportunity)} has no value.")


@rule(code="RV107", name="deal-without-probability", severity=Severity.WARNING)
def deal_without_probability(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: an open deal without a probability.
    Why: it is left out of the weighted pipeline, so coverage looks lower than it may be.
    Fix: Enter the probability that we win the deal.
    """
    for opportunity in _open_deals(plan):
        if opportunity.probability is None:
            yield deal_without_probability.at("pipeline", opportunity, "probability", f"{deal(opportunity)} has no probability.")


@rule(code="RV108", name="deal-without-next-step", severity=Severity.WARNING)
def deal_without_next_step(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: an open deal without a next step.
    Why: a deal without a next step does not move.
    Fix: Enter the next step agreed with the customer, its date and its owner.
    """
    for opportunity in _open_deals(plan):
        if not opportunity.next_step:
            yield deal_without_next_step.at("pipeline", opportunity, "next_step", f"{deal(opportunity)} has no next step.")


@rule(code="RV109", name="top-deal-dominates", severity=Severity.WARNING)
def top_deal_dominates(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: one open deal that makes so much of next year's weighted pipeline that it costs the status (pipeline.top_share; 40%).
    Why: the year then hangs on a single decision of the customer.
    Fix: Add or develop other deals, and name what happens if this one is lost.
    """
    year = None if plan.this_year is None else plan.this_year + 1
    counted = [d for d in _open_deals(plan) if d.weighted and d.close_date and (year is None or d.close_date.year == year)]
    total = sum(d.weighted or 0.0 for d in counted)
    if len(counted) < 2 or total <= 0:
        return
    top = max(counted, key=lambda d: d.weighted or 0.0)
    share = (top.weighted or 0.0) / total
    if share >= facts.limits.top_share:
        message = f"{deal(top)} is {percent(round(share, 2))} of the weighted pipeline of {amount(total)}."
        yield top_deal_dominates.at("pipeline", top, "value", message)


@rule(code="RV110", name="show-stopper-without-mitigation", severity=Severity.ERROR)
def show_stopper_without_mitigation(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a risk of the highest zone without a mitigation.
    Why: a show stopper that nobody works on ends the plan when it comes.
    Fix: Enter what is done against the risk, by whom and by when.
    """
    for risk in plan.risks:
        if facts.limits.risks.zone_of(risk) is RiskZone.SHOW_STOPPER and not risk.mitigation:
            yield show_stopper_without_mitigation.at(
                "risks", risk, "mitigation", f"{quoted(risk.risk)} is a show stopper without mitigation."
            )


@rule(code="RV111", name="risk-without-owner", severity=Severity.WARNING)
def risk_without_owner(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a risk without an owner.
    Why: a risk is only watched when somebody has to.
    Fix: Choose the person of the team who watches the risk.
    """
    for risk in plan.risks:
        if not risk.owner:
            yield risk_without_owner.at("risks", risk, "owner", f"{quoted(risk.risk)} has no owner.")


@rule(code="RV112", name="risk-without-date", severity=Severity.WARNING)
def risk_without_date(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a risk without a date by which its mitigation is done.
    Why: without a date the next review cannot ask whether it was.
    Fix: Enter the day by which the mitigation is done.
    """
    for risk in plan.risks:
        if risk.due is None:
            yield risk_without_date.at("risks", risk, "due", f"{quoted(risk.risk)} has no date.")


@rule(code="RV113", name="action-without-owner", severity=Severity.WARNING)
def action_without_owner(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: an action without an owner.
    Why: nobody will do it.
    Fix: Choose one person of the team.
    """
    for action in plan.actions:
        if not action.owner:
            yield action_without_owner.at("actions", action, "owner", f"{quoted(action.action)} has no owner.")


@rule(code="RV114", name="action-without-date", severity=Severity.WARNING)
def action_without_date(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: an action that is not done and has no due date.
    Why: it can never be late, so it will never be done.
    Fix: Enter the day by which it is done.
    """
    for action in plan.actions:
        if action.due is None and action.done is None:
            yield action_without_date.at("actions", action, "due", f"{quoted(action.action)} has no due date.")


@rule(code="RV115", name="commitment-late", severity=Severity.WARNING, dated=True)
def commitment_late(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a promise to the customer that is open after its due date.
    Why: the customer remembers it; the review asks about it first.
    Fix: Deliver it, or agree a new date with the customer and enter that.
    """
    for action in plan.actions:
        if action.commitment and action.done is None and action.due and action.due < facts.day:
            message = f"We promised {quoted(action.action)} by {day(action.due)}, {action.days_late(facts.day)} days ago."
            yield commitment_late.at("actions", action, "due", message)


@rule(code="RV116", name="no-decision-requested", severity=Severity.INFO)
def no_decision_requested(plan: AccountPlan, facts: Facts) -> Iterable[Finding]:
    """Finds: a plan that asks the reviewers for no decision.
    Why: a review without a decision is a report; usually something is needed from those who attend.
    Fix: Enter what you ask the reviewers to decide, or leave it when there is truly nothing.
    """
    if not plan.requests:
        yield no_decision_requested.about("decisions", "No decision is requested from the reviewers.")


@rule(code="RV117", name="decision-without-owner", severity=Severity.WARNING)
def decision_without_owner(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a requested decision without an owner.
    Why: somebody must carry it out once it is taken.
    Fix: Choose the person who acts on the decision.
    """
    for decision in plan.requests:
        if not decision.owner:
            yield decision_without_owner.at("decisions", decision, "owner", f"{quoted(decision.decision)} has no owner.")


@rule(code="RV118", name="decision-without-date", severity=Severity.WARNING)
def decision_without_date(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a requested decision without the latest date.
    Why: a decision that can wait for ever will.
    Fix: Enter the day after which the decision comes too late.
    """
    for decision in plan.requests:
        if decision.latest_date is None:
            yield decision_without_date.at("decisions", decision, "latest_date", f"{quoted(decision.decision)} has no latest date.")


@rule(code="RV119", name="goal-without-action", severity=Severity.WARNING)
def goal_without_action(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a goal that no action serves.
    Why: a goal nobody works for is a wish.
    Fix: Name the goal in the action that serves it, or add an action.
    """
    served = {action.goal for action in plan.actions}
    for objective in plan.goals:
        if objective.goal and objective.goal not in served:
            yield goal_without_action.at("goals", objective, "goal", f"{quoted(objective.goal)} has no action.")


@rule(code="RV120", name="want-unmet-without-change", severity=Severity.WARNING)
def want_unmet_without_change(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: something the customer wants and does not get, without a planned change.
    Why: this is what we lose accounts over.
    Fix: Choose "start" with an owner and a date, or explain in the plan why not.
    """
    for want in plan.wants:
        unmet = want.wants is not None and bool(want.wants) and want.gets is not None and not want.gets
        if unmet and want.change is None:
            yield want_unmet_without_change.at(
                "wants", want, "change", f"The customer wants {quoted(want.item)}, does not get it, and no change is planned."
            )


@rule(code="RV121", name="factor-not-rated", severity=Severity.INFO)
def factor_not_rated(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: one of the ten factors without a rating.
    Why: blank is not zero; the mean is over the rated factors only and says less.
    Fix: Rate the factor from 1 poor to 5 good.
    """
    for factor in plan.factors:
        if factor.score is None:
            yield factor_not_rated.at("factors", factor, "score", f"{quoted(factor.factor)} is not rated.")


@rule(code="RV122", name="strength-without-rivals", severity=Severity.WARNING)
def strength_without_rivals(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: success factors rated for us but for no competitor.
    Why: strength is relative; without a rival the account has no place in the quadrant.
    Fix: Rate at least the strongest competitor on the same factors.
    """
    rated = [factor for factor in plan.strength if factor.we is not None]
    if rated and not any(rating is not None for factor in plan.strength for rating in factor.rivals):
        message = f"We are rated on {len(rated)} success factors, no competitor is."
        yield strength_without_rivals.at("strength", rated[0], "competitor_1", message)
