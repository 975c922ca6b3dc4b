"""Scores a plan: one function per part, put together into a scorecard."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from planforge.diagnostics.finding import Finding
from planforge.model.arithmetic import mean
from planforge.model.business import BusinessCuts
from planforge.model.plan import AccountPlan
from planforge.model.scorecard import Scorecard
from planforge.scoring.actions import score_actions
from planforge.scoring.buying import count_contacts, score_buying
from planforge.scoring.cadence import score_cadence
from planforge.scoring.capabilities import score_capabilities
from planforge.scoring.competition import score_competition, score_wants
from planforge.scoring.deals import score_deals
from planforge.scoring.duties import score_duties
from planforge.scoring.effort import score_effort
from planforge.scoring.factors import score_factors
from planforge.scoring.financials import score_financials
from planforge.scoring.forecast import score_forecast
from planforge.scoring.goals import score_goals, score_resources
from planforge.scoring.parts import score_parts
from planforge.scoring.pipeline import score_pipeline
from planforge.scoring.policy import ScorecardPolicy
from planforge.scoring.position import score_position
from planforge.scoring.profile import score_profile
from planforge.scoring.purchase import score_purchase
from planforge.scoring.quality import score_quality
from planforge.scoring.relationships import score_relationships
from planforge.scoring.risks import score_risks
from planforge.scoring.selection import score_questions, score_selection
from planforge.scoring.standing import score_standing
from planforge.scoring.status import Scores, section_statuses
from planforge.scoring.year_goals import score_year_goals


def score_plan(
    plan: AccountPlan,
    *,
    as_of: date | None,
    findings: Sequence[Finding],
    policy: ScorecardPolicy,
    previous: AccountPlan | None = None,
    portfolio_average: float | None = None,
    cuts: Mapping[str, BusinessCuts] | None = None,
) -> Scorecard:
    """Every score of a plan on a day.

    Args:
        plan: the plan as read.
        as_of: the day; None leaves what needs a day unknown.
        findings: what the rules found, for plan quality.
        policy: cuts, limits and weights.
        previous: the same account's plan at the last review; without it the previous columns serve.
        portfolio_average: mean attractiveness of the accounts read together, when there are three or more.
        cuts: from where the business of those accounts is high, by currency; without them the plan stands alone.
    """
    financials = score_financials(plan, previous)
    scores = Scores(
        factors=score_factors(plan, policy, previous),
        financials=financials,
        pipeline=score_pipeline(plan, financials),
        risks=score_risks(plan, policy, previous),
        relationships=score_relationships(plan, policy, as_of),
        competition=score_competition(plan),
        wants=score_wants(plan),
        actions=score_actions(plan, as_of, previous),
    )
    position = score_position(plan, policy, previous, portfolio_average)
    return Scorecard(
        as_of=as_of,
        factors=scores.factors,
        position=position,
        financials=scores.financials,
        pipeline=scores.pipeline,
        risks=scores.risks,
        relationships=scores.relationships,
        competition=scores.competition,
        wants=scores.wants,
        actions=scores.actions,
        quality=score_quality(plan, policy, findings, as_of),
        statuses=section_statuses(plan, scores, policy),
        deals=score_deals(plan, policy),
        capabilities=score_capabilities(plan),
        goals=score_goals(plan, policy, as_of),
        resources=score_resources(plan),
        duties=score_duties(plan, policy.duties),
        parts=score_parts(plan),
        profile=score_profile(plan, policy, as_of),
        cadence=score_cadence(plan, policy, as_of, previous),
        purchase=score_purchase(plan, as_of),
        effort=score_effort(plan, policy, financials, position.type, as_of),
        people=count_contacts(plan, policy.stages.meets),
        buying=score_buying(plan, as_of),
        questions=score_questions(plan, policy, as_of),
        selection=score_selection(plan, policy, cuts),
        standing=score_standing(plan),
        forecast=score_forecast(plan, policy, scores.pipeline, as_of),
        year_goals=score_year_goals(plan, as_of),
    )


def portfolio_average(attractiveness: Iterable[float | None], policy: ScorecardPolicy) -> float | None:
    """The mean attractiveness of plans read together; None while too few of them are scored for it."""
    known = [value for value in attractiveness if value is not None]
    return mean(known) if len(known) >= policy.attractiveness.portfolio else None


def place(
    scorecard: Scorecard,
    plan: AccountPlan,
    policy: ScorecardPolicy,
    previous: AccountPlan | None,
    average: float | None,
    cuts: Mapping[str, BusinessCuts] | None = None,
) -> Scorecard:
    """The scorecard with its position taken against a portfolio's average, the effort that its type deserves, and its business taken
    against the portfolio's cuts; nothing else changes."""
    position = score_position(plan, policy, previous, average)
    effort = score_effort(plan, policy, scorecard.financials, position.type, scorecard.as_of)
    return replace(scorecard, position=position, effort=effort, selection=score_selection(plan, policy, cuts))
