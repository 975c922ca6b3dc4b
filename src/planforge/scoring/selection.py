"""The question bank and the selection of accounts: answers by factor, criteria, quick screen, grade, segment (METHOD A2, A3, A8 to A12)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from planforge.model.arithmetic import difference, weighted_mean
from planforge.model.business import Business, BusinessCuts, Cut, business_cuts, segment, value_box
from planforge.model.codes import AccountClass, Status
from planforge.model.plan import AccountPlan
from planforge.model.scorecard_standing import (
    AnswerState,
    CriteriaScores,
    FactorAnswers,
    QuestionScores,
    QuestionState,
    SelectionScores,
    SelectionVerdict,
)
from planforge.model.selection import FactorQuestion, SelectionCriterion
from planforge.scoring.policy import ScorecardPolicy, SelectionPolicy
from planforge.spec.fieldtypes import UNIT_FACTORS

POOR, BEST = 1, 5
"""The ends of the scale of a criterion."""
SCREEN = ("sales_size", "market_power", "finances")
INDICATORS = ("sales", "profit", "growth", "loyalty")
_RANK = (Status.OFF_TRACK, Status.NOT_ASSESSED, Status.WATCH, Status.ON_TRACK)


def score_questions(plan: AccountPlan, policy: ScorecardPolicy, as_of: date | None) -> QuestionScores:
    """Every question of the bank with its state, and the answers by factor; without a day no answer is stale."""
    days = policy.questions.stale_days
    states = tuple(QuestionState(question=q, state=answer_state(q, as_of, days)) for q in plan.factor_questions)
    ratings = {factor.number: factor.score for factor in plan.factors}
    numbers = dict.fromkeys(q.factor for q in plan.factor_questions if q.factor is not None)
    return QuestionScores(questions=states, factors=tuple(_answers(number, states, ratings.get(number)) for number in numbers))


def answer_state(question: FactorQuestion, as_of: date | None, days: int) -> AnswerState:
    """Blank without an answer; stale when it was last true more than so many days ago; an answer without a date counts as given."""
    if not question.answer:
        return AnswerState.BLANK
    old = as_of is not None and question.answered_on is not None and (as_of - question.answered_on).days > days
    return AnswerState.STALE if old else AnswerState.ANSWERED


def _answers(factor: int, states: Sequence[QuestionState], rating: int | None) -> FactorAnswers:
    own = [state.state for state in states if state.question.factor == factor]
    return FactorAnswers(
        factor=factor,
        questions=len(own),
        answered=sum(1 for state in own if state is not AnswerState.BLANK),
        stale=own.count(AnswerState.STALE),
        rating=rating,
    )


def score_selection(plan: AccountPlan, policy: ScorecardPolicy, cuts: Mapping[str, BusinessCuts] | None = None) -> SelectionScores:
    """Criteria, quick screen, grade, value box and segment; without the cuts of a portfolio the plan stands alone."""
    found, limits = plan.screening, policy.selection
    screen = tuple((name, getattr(found, name), _light(getattr(found, name), limits)) for name in SCREEN)
    indicators = [getattr(found, f"grade_{name}") for name in INDICATORS]
    mean = weighted_mean(indicators, [getattr(limits.indicators, name) for name in INDICATORS])
    business = business_of(plan)
    own = (cuts_between((business,), policy) if cuts is None else cuts).get(business.currency.upper(), _no_cuts(policy))
    high, profitable, promising = (getattr(own, name).reached(getattr(business, name)) for name in ("revenue", "profit", "potential"))
    scale = _scale(plan)
    return SelectionScores(
        criteria=score_criteria(plan.criteria, limits),
        screen=screen,
        screen_status=min((light for *_, light in screen), key=_RANK.index),
        grade_mean=mean,
        grade=_grade(mean, limits),
        rated=sum(1 for value in indicators if value is not None),
        business=business,
        revenue=_in_unit(business.revenue, scale),
        profit=_in_unit(business.profit, scale),
        cuts=BusinessCuts(
            revenue=replace(own.revenue, amount=_in_unit(own.revenue.amount, scale)),
            profit=replace(own.profit, amount=_in_unit(own.profit.amount, scale)),
            potential=replace(own.potential, amount=_in_unit(own.potential.amount, scale)),
        ),
        revenue_high=high,
        potential_high=promising,
        value_box=value_box(high, profitable),
        segment=segment(high, promising),
    )


def cuts_between(plans: Iterable[Business], policy: ScorecardPolicy) -> Mapping[str, BusinessCuts]:
    """The cuts of plans read together, one per account, by currency: configured amounts, else medians (METHOD A3, A8)."""
    return business_cuts(plans, policy.segments.amounts, policy.segments.portfolio)


def business_of(plan: AccountPlan) -> Business:
    """This year's revenue and net income and the future potential, in whole units of the plan's currency."""
    year, scale = plan.year(plan.this_year), _scale(plan)
    profit = difference(year.revenue, year.direct_cost, year.indirect_cost) if year else None
    return Business(
        currency=plan.cover.currency or "",
        revenue=_whole(year.revenue if year else None, scale),
        profit=_whole(profit, scale),
        potential=_whole(plan.screening.future_potential, scale),
    )


def _no_cuts(policy: ScorecardPolicy) -> BusinessCuts:
    none = Cut(least=policy.segments.portfolio)
    return BusinessCuts(revenue=none, profit=none, potential=none)


def _scale(plan: AccountPlan) -> float:
    return UNIT_FACTORS.get(plan.cover.unit or "1", 1.0)


def _whole(amount: float | None, scale: float) -> float | None:
    # To the hundredth, so that the same amount planned in thousands and in millions is the same figure.
    return None if amount is None else round(amount * scale, 2)


def _in_unit(amount: float | None, scale: float) -> float | None:
    return None if amount is None else amount / scale


def score_criteria(rows: Sequence[SelectionCriterion], policy: SelectionPolicy) -> CriteriaScores:
    """Weighted total and mean of the known scores. A blank weight counts once; a blank score is unknown, never 0."""
    known = [(_weight(row), row.score) for row in rows if row.score is not None]
    open_weight = sum(_weight(row) for row in rows if row.score is None)
    weights, total = sum(weight for weight, _ in known), sum(weight * score for weight, score in known)
    every = weights + open_weight
    knock_outs = tuple(row for row in rows if row.knock_out)
    mean = total / weights if weights else None
    low = (total + POOR * open_weight) / every if weights else None
    high = (total + BEST * open_weight) / every if weights else None
    return CriteriaScores(
        total=total,
        best=BEST * weights,
        mean=mean,
        low=low,
        high=high,
        known=len(known),
        unknown=len(rows) - len(known),
        knock_outs=knock_outs,
        verdict=_verdict(low, high, bool(knock_outs), policy.pass_mark),
    )


def _weight(row: SelectionCriterion) -> float:
    return 1.0 if row.weight is None else row.weight


def _verdict(low: float | None, high: float | None, knocked_out: bool, mark: float) -> SelectionVerdict | None:
    """A knock-out decides alone; else the verdict is open while the unknown criteria may still turn it."""
    if knocked_out:
        return SelectionVerdict.KNOCKED_OUT
    if low is None or high is None:
        return None
    if low >= mark - 1e-9:
        return SelectionVerdict.PASSED
    return SelectionVerdict.FAILED if high < mark - 1e-9 else SelectionVerdict.OPEN


def _light(rating: int | None, policy: SelectionPolicy) -> Status:
    if rating is None:
        return Status.NOT_ASSESSED
    if rating >= policy.screen_on_track:
        return Status.ON_TRACK
    return Status.WATCH if rating >= policy.screen_watch else Status.OFF_TRACK


def _grade(mean: float | None, policy: SelectionPolicy) -> AccountClass | None:
    if mean is None:
        return None
    if mean >= policy.grade_a - 1e-9:
        return AccountClass.A
    return AccountClass.B if mean >= policy.grade_b - 1e-9 else AccountClass.C
