"""AX4, the question bank: how much of each factor's rating rests on answers, what is stale, what to ask first."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from planforge.model.assessment import FactorRating
from planforge.model.codes import Status
from planforge.model.scorecard_standing import AnswerState, FactorAnswers, QuestionState
from planforge.model.selection import FactorQuestion
from planforge.office.rich import Rich, Span, Text
from planforge.office.text import Piece, layout
from planforge.review.brief import Brief
from planforge.review.catalogue import lower_first
from planforge.review.context_base import SlideText
from planforge.review.context_standing import AnswerRow, BankPage, FactorAnswersRow, QuestionBankSlide
from planforge.review.factors import name_of
from planforge.review.grounds import compose_grounds, ground_facts
from planforge.review.notes import frame
from planforge.review.numbers import NOT_APPLICABLE
from planforge.review.status import marked
from planforge.review.trace import cells_of, ranges_of

ID = "AX4"
FIRST = 8
"""Open questions named on the first slide."""
QUESTION_WIDTH, ANSWER_WIDTH = 286.0, 280.0
"""Points for a question and for an answer in 10 pt on a wide page."""
_PAGE = 4.30
"""Inches that the questions of a group may take on one page."""


def facts(brief: Brief) -> dict[str, Any]:
    """Raw values of the slide."""
    scores = brief.card.questions
    return {
        **brief.common,
        "about": "",
        "grounds": False,
        **ground_facts(brief),
        "factors": len(scores.factors),
        "stale_days": brief.policy["questions.stale_days"],
        **_found(brief, scores.factors, scores.questions),
    }


def _found(brief: Brief, factors: Sequence[FactorAnswers], states: Sequence[QuestionState]) -> dict[str, Any]:
    """What is known of some factors' questions."""
    answered = [state for state in states if state.state is not AnswerState.BLANK]
    unfounded = [factor.factor for factor in factors if factor.unfounded]
    rated = [factor for factor in factors if factor.rating is not None]
    thin = min(rated, key=lambda factor: factor.share, default=None)
    return {
        "questions": len(states),
        "answered": len(answered),
        "blank": len(states) - len(answered),
        "stale": sum(1 for state in states if state.state is AnswerState.STALE),
        "undated": sum(1 for state in answered if state.question.answered_on is None),
        "unfounded": len(unfounded),
        "unfounded_names": [_name(brief, number) for number in unfounded[:2]],
        "unfounded_all": brief.numbers.both(lower_first(_name(brief, number)) for number in unfounded),
        "thin": _name(brief, thin.factor) if thin and thin.share < 1 else "",
        "thin_answered": thin.answered if thin else 0,
        "thin_questions": thin.questions if thin else 0,
    }


def _name(brief: Brief, number: int | None) -> str:
    rating = next((row for row in brief.plan.factors if row.number == number), None)
    return name_of(brief, rating or FactorRating(number=number)) if number is not None else NOT_APPLICABLE


def compose(brief: Brief) -> QuestionBankSlide | None:
    """The slide; None while no question is answered and no rating says what it rests on."""
    data, scores = brief.facts[ID], brief.card.questions
    grounds = compose_grounds(brief)
    if not scores.answered and grounds is None:
        return None
    _trace(brief)
    asked = scores.answered > 0
    groups = brief.policy["factors.groups"] if asked else ()
    return QuestionBankSlide(
        slide=_slide(brief, data, scores.questions),
        answered=scores.answered,
        grounds=grounds,
        factors=tuple(_factor(brief, factor) for factor in scores.factors),
        total=_total(brief, data),
        first=_first(brief),
        pages=tuple(page for group in groups for page in _group(brief, group.key, group.factors)),
        narrow_pages=tuple(_page(brief, scores.factors[start : start + 2]) for start in range(0, len(scores.factors) * asked, 2)),
    )


def _slide(brief: Brief, data: dict[str, Any], states: Sequence[QuestionState]) -> SlideText:
    used = [state.question for state in states if state.state is not AnswerState.BLANK]
    numbers = {state.question.factor for state in states}
    ratings = [factor for factor in brief.plan.factors if factor.score is not None and factor.number in numbers]
    return frame(
        brief,
        ID,
        data,
        ranges=ranges_of(cells_of(used, "answer", "answered_by", "answered_on"), cells_of(ratings, "score")),
        blocks=("factor_questions",),
        sticker=brief.text("AX4.sticker", **brief.facts[ID]),
    )


def _group(brief: Brief, key: str, numbers: Collection[int]) -> list[BankPage]:
    """The pages of a group of factors; one that takes more room than a page has goes on two factors at a time."""
    factors = [factor for factor in brief.card.questions.factors if factor.factor in numbers]
    states = [state for factor in factors for state in _states(brief, factor)]
    if sum(_height(state.question, brief.chinese) for state in states) <= _PAGE:
        return [_page(brief, factors, key)] if states else []
    return [_page(brief, factors[start : start + 2]) for start in range(0, len(factors), 2)]


def _page(brief: Brief, factors: Sequence[FactorAnswers], key: str = "") -> BankPage:
    """A page of whole factors, under the name of their group or their own names."""
    groups = [(factor, _states(brief, factor)) for factor in factors]
    states = [state for _, found in groups for state in found]
    first, *others = [_name(brief, factor.factor) for factor in factors]
    label = f"A05.group.{key}" if f"A05.group.{key}" in brief.texts.words else ""
    about = brief.word(label) if label else brief.numbers.both((first, *map(lower_first, others)))
    data = {**brief.facts[ID], "about": about, **_found(brief, factors, states)}
    return BankPage(
        slide=_slide(brief, data, states),
        heading=brief.t(label) if label else about,
        unit=brief.text("AX4.sticker", **data),
        answers=tuple(row for factor, found in groups for row in _answers(brief, factor, found)),
    )


def _states(brief: Brief, factor: FactorAnswers) -> list[QuestionState]:
    return [state for state in brief.card.questions.questions if state.question.factor == factor.factor]


def _height(question: FactorQuestion, chinese: bool) -> float:
    """Inches that a question's row takes on a wide page."""
    line = 10 * (1.46 if chinese else 1.22) / 72
    texts = ((question.question or "", QUESTION_WIDTH), (question.answer or "", ANSWER_WIDTH))
    return max(layout((Piece(text, 10),), width, cell=True).lines for text, width in texts) * line + 0.03


def _answers(brief: Brief, factor: FactorAnswers, states: Sequence[QuestionState]) -> list[AnswerRow]:
    """A factor's questions; beside the first stands its name, beside the others what is known of it."""
    told = [Span(_name(brief, factor.factor), bold=True, tone="title")]
    rating = brief.word("AX4.reading.unrated") if factor.rating is None else brief.text("AX4.cell_rating", rating=factor.rating)
    stale = brief.text("AX4.cell_stale", count=factor.stale) if factor.answered else NOT_APPLICABLE
    for words in (rating, brief.text("AX4.cell_answered", k=factor.answered, n_=factor.questions), stale):
        told.append(Span(words, tone="muted"))
    cells = [*told, *(Span(NOT_APPLICABLE, tone="muted") for _ in states[len(told) :])]
    return [_answer(brief, state, Rich((cell,))) for state, cell in zip(states, cells, strict=False)]


def _fill(brief: Brief, share: float) -> str:
    """All answered, not thinly, hardly, not at all."""
    return "lv3" if share >= 1 else "lv2" if share >= brief.policy["questions.thin"] else "lv1" if share > 0 else ""


def _factor(brief: Brief, factor: FactorAnswers) -> FactorAnswersRow:
    answered: Text = brief.text("AX4.of", k=factor.answered, n_=factor.questions)
    return FactorAnswersRow(
        number=str(factor.factor),
        factor=_name(brief, factor.factor),
        rating=NOT_APPLICABLE if factor.rating is None else str(factor.rating),
        answered=Rich((Span(str(answered), tone="bad", bold=True),)) if factor.unfounded else answered,
        fill=_fill(brief, factor.share),
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
    if factor.share < brief.policy["questions.thin"]:
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
        reading=Rich((Span(brief.text("AX4.share", share=data["answered"] / data["questions"]) if data["questions"] else NOT_APPLICABLE),)),
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


def _answer(brief: Brief, state: QuestionState, factor: Rich) -> AnswerRow:
    question, blank = state.question, state.state is AnswerState.BLANK
    day: Text = brief.numbers.date(question.answered_on)
    if state.state is AnswerState.STALE:
        day = marked(Status.WATCH, brief.text("AX4.stale_day", day=question.answered_on), brief.chinese)
    elif not blank and question.answered_on is None:
        day = Rich((Span(brief.word("no_date"), tone="bad", bold=True),))
    return AnswerRow(
        number=str(question.number or NOT_APPLICABLE),
        factor=factor,
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
