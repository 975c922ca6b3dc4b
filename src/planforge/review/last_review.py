"""What the last review left behind for A21: the reviewers' answers, decisions with their outcome, open points, and when we meet again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from planforge.model.action import Decision
from planforge.model.codes import Answer, Outcome
from planforge.model.process import ReviewAnswer
from planforge.review.brief import Brief
from planforge.review.commitments import decided
from planforge.review.context_base import Lead
from planforge.review.trace import cells_of, ranges_of
from planforge.values import RangeRef

_WORDS = {Answer.YES: "yes", Answer.NO: "no", Answer.OPEN: "open"}


def last_answers(brief: Brief) -> Mapping[str, ReviewAnswer]:
    """Question id to what the reviewers answered last time; without the previous plan what this one has recorded."""
    found = brief.previous.plan.review_answers if brief.previous else brief.plan.review_answers
    return {answer.question: answer for answer in found if answer.question and answer.verdict is not None}


def last_decisions(brief: Brief) -> tuple[Decision, ...]:
    """The decisions requested last time with their outcome; without the previous plan those that this one records as decided before."""
    if brief.previous:
        return decided(brief.previous.plan, brief.plan)
    requests = brief.plan.requests
    return tuple(decision for decision in brief.plan.decisions if decision not in requests)


def facts(brief: Brief) -> dict[str, Any]:
    """Raw values about the last review and the next one."""
    decisions, cadence, cover = last_decisions(brief), brief.card.cadence, brief.plan.cover
    outcomes = [decision.outcome for decision in decisions]
    return {
        "asked_before": len(decisions),
        "approved": outcomes.count(Outcome.APPROVED),
        "changed": outcomes.count(Outcome.CHANGED),
        "rejected": outcomes.count(Outcome.REJECTED),
        "undecided": outcomes.count(None),
        "answered_before": len(last_answers(brief)),
        "class": cover.account_class.value if cover.account_class else "",
        "cadence_days": cadence.days,
        "review_over": cadence.over or 0,
        "next_review": cover.next_review,
        "next_due": cadence.next_due,
        "next_over": cadence.next_over or 0,
    }


def open_points(brief: Brief, answers: Mapping[str, str]) -> list[str]:
    """Questions that the reviewers left open or answered no, unless the plan answers them with yes today.

    Args:
        answers: question id to the answer computed today: yes, no or open.
    """
    return [id for id, answer in last_answers(brief).items() if answer.verdict is not Answer.YES and answers.get(id) != "yes"]


def sources(brief: Brief) -> tuple[RangeRef, ...]:
    """The cells of the previous workbook that were read."""
    if brief.previous is None:
        return ()
    before = brief.previous.plan
    return ranges_of(cells_of(before.review_answers, "question", "verdict"), cells_of(before.decisions, "decision", "outcome"))


def word_of(brief: Brief, question: Mapping[str, Any]) -> str:
    """The reviewers' last answer to a question as a short text; empty when there was none."""
    answer = last_answers(brief).get(question["id"])
    return brief.text("A21.last_answer", answer=_verdict(brief, question, answer)) if answer else ""


def _verdict(brief: Brief, question: Mapping[str, Any], answer: ReviewAnswer) -> str:
    """What the reviewers' yes or no meant, in the terms of the question."""
    word = _WORDS[answer.verdict] if answer.verdict else ""
    own: str = question.get(f"last_{word}_{brief.main}", "")
    return own or (brief.word(word) if word else "")


def lines(brief: Brief, data: Mapping[str, Any]) -> tuple[Lead, ...]:
    """The lines below the questions: what came of the last review, and when the next one is."""
    found = []
    if data["asked_before"] or data["answered_before"]:
        found.append(Lead(lead=brief.word("A21.last_time"), text=brief.texts.text("A21.looking_back", brief.language, data)))
    if data["next_review"] or data["next_due"]:
        found.append(Lead(lead=brief.word("A21.next_time"), text=brief.texts.text("A21.looking_ahead", brief.language, data)))
    return tuple(found)


def notes(brief: Brief, data: Mapping[str, Any]) -> list[str]:
    """Every answer and decision of last time in full, what this plan has recorded since, and who follows up."""
    file = brief.previous.plan.source.name if brief.previous else brief.file
    said = [_answer_line(brief, answer, file) for answer in last_answers(brief).values()]
    made = [_decision_line(brief, decision, file) for decision in last_decisions(brief)]
    recorded: Sequence[ReviewAnswer] = brief.plan.review_answers if brief.previous else ()
    now = [_answer_line(brief, answer, brief.file) for answer in recorded if answer.question and answer.verdict is not None]
    late = [brief.text("A21.review_late", days=data["review_over"])] if data["review_over"] else []
    return [*said, *made, *now, *late]


def _answer_line(brief: Brief, answer: ReviewAnswer, file: str) -> str:
    asked = {question["id"]: question for question in brief.texts.slide("questions").data["question"]}
    word = _verdict(brief, asked.get(answer.question, {}), answer)
    facts = {"id": answer.question, "answer": word, "comment": answer.comment or "", "reviewer": answer.reviewer or "", "where": file}
    return brief.text("A21.answer_line", **facts)


def _decision_line(brief: Brief, decision: Decision, file: str) -> str:
    key = decision.outcome.value if decision.outcome else "undecided"
    return brief.text(
        "A21.decision_line", what=decision.decision, outcome=brief.word(f"A21.outcome.{key}"), day=decision.outcome_date, where=file
    )
