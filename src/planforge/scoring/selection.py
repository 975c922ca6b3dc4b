"""The question bank and the selection of accounts: answers by factor, criteria, quick screen, grade, segment (METHOD A2, A3, A9 to A12)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from planforge.model.codes import AccountClass, Status
from planforge.model.plan import AccountPlan
from planforge.model.scorecard_standing import (
    AnswerState,
    CriteriaScores,
    FactorAnswers,
    QuestionScores,
    QuestionState,
    Segment,
    SelectionScores,
    SelectionVerdict,
)
from planforge.model.selection import FactorQuestion, SelectionCriterion
from planforge.scoring.arithmetic import weighted_mean
from planforge.scoring.policy import ScorecardPolicy, SelectionPolicy
from planforge.spec.fieldtypes import UNIT_FACTORS

POOR, BEST = 1, 5
"""The ends of the scale of a criterion."""
SCREEN = ("sales_size", "market_power", "finances")
INDICATORS = ("sales", "profit", "growth", "loyalty")
_SEGMENTS = {(True, True): Segment.EXPAND, (False, True): Segment.BUILD, (True, False): Segment.KEEP, (False, False): Segment.SERVE}
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


def score_selection(plan: AccountPlan, policy: ScorecardPolicy) -> SelectionScores:
    """Criteria, quick screen, grade and segment."""
    found, limits = plan.screening, policy.selection
    screen = tuple((name, getattr(found, name), _light(getattr(found, name), limits)) for name in SCREEN)
    indicators = [getattr(found, f"grade_{name}") for name in INDICATORS]
    mean = weighted_mean(indicators, [getattr(limits.indicators, name) for name in INDICATORS])
    year = plan.year(plan.this_year)
    revenue = year.revenue if year else None
    scale = UNIT_FACTORS.get(plan.cover.unit or "1", 1.0)
    revenue_line, potential_line = policy.segments.revenue / scale, policy.segments.potential / scale
    high, potential = _reaches(revenue, revenue_line), _reaches(found.future_potential, potential_line)
    return SelectionScores(
        criteria=score_criteria(plan.criteria, limits),
        screen=screen,
        screen_status=min((light for *_, light in screen), key=_RANK.index),
        grade_mean=mean,
        grade=_grade(mean, limits),
        rated=sum(1 for value in indicators if value is not None),
        revenue=revenue,
        revenue_high=high,
        potential_high=potential,
        revenue_line=revenue_line,
        potential_line=potential_line,
        segment=_SEGMENTS[high, potential] if high is not None and potential is not None else None,
    )


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


def _reaches(amount: float | None, line: float) -> bool | None:
    return None if amount is None else amount >= line
