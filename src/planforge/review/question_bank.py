"""AX4, the question bank: how much of each factor's rating rests on answers, what is stale, what to ask first."""

from __future__ import annotations

from typing import Any

from planforge.model.assessment import FactorRating
from planforge.model.codes import Status
from planforge.model.scorecard_standing import AnswerState, FactorAnswers, QuestionState
from planforge.office.rich import Rich, Span, Text
from planforge.review.brief import Brief
from planforge.review.context_standing import AnswerRow, FactorAnswersRow, QuestionBankSlide
from planforge.review.factors import name_of
from planforge.review.notes import frame
from planforge.review.numbers import NOT_APPLICABLE
from planforge.review.status import marked
from planforge.review.trace import cells_of, ranges_of

ID = "AX4"
FIRST = 8
"""Open questions named on the first slide."""
_FILLS = ((1.0, "lv3"), (0.5, "lv2"), (0.01, "lv1"), (0.0, ""))


def facts(brief: Brief) -> dict[str, Any]:
    """Raw values of the slide."""
    scores = brief.card.questions
    unfounded = scores.unfounded
    rated = [factor for factor in scores.factors if factor.rating is not None]
    thin = min(rated, key=lambda factor: factor.share, default=None)
    return {
        **brief.common,
        "factors": len(scores.factors),
        "questions": len(scores.questions),
        "answered": scores.answered,
        "blank": len(scores.questions) - scores.answered,
        "stale": scores.stale,
        "stale_days": brief.policy["questions.stale_days"],
        "undated": sum(1 for s in scores.questions if s.state is not AnswerState.BLANK and s.question.answered_on is None),
        "unfounded": len(unfounded),
        "unfounded_names": [_name(brief, number) for number in unfounded[:2]],
        "thin": _name(brief, thin.factor) if thin and thin.share < 1 else "",
        "thin_answered": thin.answered if thin else 0,
        "thin_questions": thin.questions if thin else 0,
    }


def _name(brief: Brief, number: int | None) -> str:
    rating = next((row for row in brief.plan.factors if row.number == number), None)
    return name_of(brief, rating or FactorRating(number=number)) if number is not None else NOT_APPLICABLE


def compose(brief: Brief) -> QuestionBankSlide | None:
    """The slide; None while no question is answered."""
    data, scores = brief.facts[ID], brief.card.questions
    if not scores.answered:
        return None
    _trace(brief)
    used = [state.question for state in scores.questions if state.state is not AnswerState.BLANK]
    ratings = [factor for factor in brief.plan.factors if factor.score is not None]
    return QuestionBankSlide(
        slide=frame(
            brief,
            ID,
            data,
            ranges=ranges_of(cells_of(used, "answer", "answered_by", "answered_on"), cells_of(ratings, "score")),
            blocks=("factor_questions",),
            sticker=brief.text("AX4.sticker", **data),
        ),
        factors=tuple(_factor(brief, factor) for factor in scores.factors),
        total=_total(brief, data),
        first=_first(brief),
        answers=tuple(_answer(brief, state) for state in scores.questions),
    )


def _factor(brief: Brief, factor: FactorAnswers) -> FactorAnswersRow:
    answered: Text = brief.text("AX4.of", k=factor.answered, n_=factor.questions)
    return FactorAnswersRow(
        number=str(factor.factor),
        factor=_name(brief, factor.factor),
        rating=NOT_APPLICABLE if factor.rating is None else str(factor.rating),
        answered=Rich((Span(str(answered), tone="bad", bold=True),)) if factor.unfounded else answered,
        fill=next(fill for least, fill in _FILLS if factor.share >= least),
        stale=str(factor.stale) if factor.stale else NOT_APPLICABLE,
        reading=_reading(brief, factor),
    )


def _reading(brief: Brief, factor: FactorAnswers) -> Rich:
    """What the answers say about the rating: founded, old, thin, without any, or nothing to found."""
    if factor.unfounded:
        return marked(Status.OFF_TRACK, brief.word("AX4.reading.unfounded"), brief.chinese, bold=True)
    if factor.rating is None:
        return marked(Status.NOT_ASSESSED, brief.word("AX4.reading.unrated"), brief.chinese)
    if factor.stale:
        return marked(Status.WATCH, brief.text("AX4.reading_stale", count=factor.stale, answers=factor.answered), brief.chinese)
    if factor.answered * 2 < factor.questions:
        return marked(Status.WATCH, brief.word("AX4.reading.thin"), brief.chinese)
    return marked(Status.ON_TRACK, brief.word("AX4.reading.founded"), brief.chinese)


def _total(brief: Brief, data: dict[str, Any]) -> FactorAnswersRow:
    return FactorAnswersRow(
        number="Σ",
        factor=brief.text("AX4.all", **data),
        rating=brief.numbers.rating(brief.card.factors.average.value),
        answered=brief.text("AX4.of", k=data["answered"], n_=data["questions"]),
        fill="",
        stale=str(data["stale"]),
        reading=Rich((Span(brief.numbers.percent(data["answered"] / data["questions"])),)),
    )


def _first(brief: Brief) -> tuple[str, ...]:
    """Blank questions of the rated factors, those with the fewest answers first."""
    scores = brief.card.questions
    order = {factor.factor: (factor.rating is None, factor.share) for factor in scores.factors}
    blank = [state.question for state in scores.questions if state.state is AnswerState.BLANK and state.question.factor in order]
    chosen = sorted(blank, key=lambda question: order[question.factor or 0])[:FIRST]
    return tuple(
        brief.text("AX4.ask", number=q.number, factor=_name(brief, q.factor), question=q.question or NOT_APPLICABLE) for q in chosen
    )


def _answer(brief: Brief, state: QuestionState) -> AnswerRow:
    question, blank = state.question, state.state is AnswerState.BLANK
    day: Text = brief.numbers.date(question.answered_on)
    if state.state is AnswerState.STALE:
        day = marked(Status.WATCH, brief.text("AX4.stale_day", day=question.answered_on), brief.chinese)
    elif not blank and question.answered_on is None:
        day = Rich((Span(brief.word("no_date"), tone="bad", bold=True),))
    return AnswerRow(
        number=str(question.number or NOT_APPLICABLE),
        factor=_name(brief, question.factor),
        question=question.question or NOT_APPLICABLE,
        answer=Rich((Span(brief.word("AX4.blank"), tone="muted"),)) if blank else question.answer or "",
        who=brief.short_name(question.answered_by) or NOT_APPLICABLE,
        day=day,
    )


def _trace(brief: Brief) -> None:
    trace, rule = brief.trace, brief.word("AX4.rule")
    for factor in brief.card.questions.factors:
        rows = [q for q in brief.plan.factor_questions if q.factor == factor.factor]
        shown = brief.text("AX4.of", k=factor.answered, n_=factor.questions)
        trace.add(ID, f"{factor.factor} {_name(brief, factor.factor)}", shown, factor.answered, "count", rule, cells_of(rows, "answer"))
