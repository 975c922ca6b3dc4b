"""What the method asks of A18, A19 and A21 besides their own: sources, types and loads, the last review and the next one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planforge.model.action import Action, Decision
from planforge.model.codes import AccountClass, ActionKind, Answer, Outcome
from planforge.model.process import ReviewAnswer
from planforge.review import ReviewContext
from support.plans import full_plan, previous_plan

Review = Callable[..., ReviewContext]


def before(**blocks: Any) -> Any:
    answers = (
        ReviewAnswer(question="Q1", verdict=Answer.NO, comment="Not funded yet", reviewer="A. Moreau"),
        ReviewAnswer(question="Q4", verdict=Answer.YES),
        ReviewAnswer(question="Q6", verdict=Answer.OPEN),
        ReviewAnswer(question="Q9", comment="never answered"),
    )
    decisions = (
        Decision(decision="Second test house", outcome=Outcome.APPROVED, outcome_date=date(2025, 7, 17)),
        Decision(decision="Spares depot"),
    )
    return replace(previous_plan(), **{"review_answers": answers, "decisions": decisions, **blocks})


def answer(found: ReviewContext, question: str) -> str:
    return next(str(row.answer) for row in found.decisions.questions if row.id == question)


def test_the_reviewers_last_answers_stand_behind_todays(review: Review) -> None:
    found = review(full_plan(), "en", before())
    assert answer(found, "Q1").splitlines()[0] == "■ No (last time: no)"
    assert answer(found, "Q4").splitlines()[0].endswith(" (last time: yes)")
    assert answer(found, "Q6").splitlines()[0].endswith(" (last time: open)")
    assert "last time" not in answer(found, "Q2")


@pytest.mark.parametrize(
    ("verdict", "language", "word"),
    [
        (Answer.NO, "en", " (last time: some missing)"),
        (Answer.YES, "en", " (last time: nothing missing)"),
        (Answer.OPEN, "en", " (last time: open)"),
        (Answer.NO, "zh", "（上次：有缺少）"),
        (Answer.YES, "zh", "（上次：没有缺少）"),
    ],
)
def test_the_last_answer_to_what_is_missing_fits_the_question(review: Review, verdict: Answer, language: str, word: str) -> None:
    found = review(full_plan(), language, before(review_answers=(ReviewAnswer(question="Q7", verdict=verdict),)))
    assert answer(found, "Q7").splitlines()[0].endswith(word)


def test_decisions_of_last_time_and_open_points(review: Review) -> None:
    found = review(full_plan(), "en", before())
    last = {line.lead: line.text for line in found.decisions.follow_up}["Last time:"]
    assert last.startswith("1 of 2 decisions approved, 1 without outcome; ")
    assert "Q6" in last
    assert "Q4" not in last
    notes = found.decisions.slide.notes
    assert "Not funded yet" in notes
    assert "Second test house, approved on 17 Jul 2025" in notes
    assert "Spares depot, no outcome recorded" in notes


def test_an_open_question_that_the_plan_answers_today_is_closed(review: Review) -> None:
    yes = next(row.id for row in review(full_plan(), "en").decisions.questions if str(row.answer).startswith("●"))
    found = review(full_plan(), "en", before(review_answers=(ReviewAnswer(question=yes, verdict=Answer.OPEN),)))
    assert "no point left open" in found.decisions.follow_up[0].text


def test_without_a_previous_plan_the_recorded_answers_serve(review: Review) -> None:
    plan = replace(full_plan(), review_answers=(ReviewAnswer(question="Q2", verdict=Answer.YES),))
    found = review(plan)
    assert answer(found, "Q2").splitlines()[0].endswith(" (last time: yes)")
    assert "decision" not in found.decisions.follow_up[0].text


def test_the_next_review_against_the_rhythm_of_the_class(review: Review) -> None:
    plan = full_plan()
    cover = replace(
        plan.cover,
        account_class=AccountClass.A,
        last_review=date(2025, 7, 1),
        review_date=date(2025, 10, 16),
        next_review=date(2026, 1, 22),
    )
    found = review(replace(plan, cover=cover))
    ahead = {line.lead: line.text for line in found.decisions.follow_up}["Next review:"]
    assert ahead == "22 Jan 2026, 6 days later than class A asks for; followed up by the president and the operating committee."
    assert "This review comes 15 days after it was due." in found.decisions.slide.notes
    open_date = review(replace(plan, cover=replace(cover, next_review=None, account_class=AccountClass.C)))
    assert "no date yet, due by 17 Oct 2026 for class C; followed up by the local head of sales" in open_date.decisions.follow_up[-1].text


def test_actions_by_type_owner_and_goal(review: Review) -> None:
    actions = (
        Action(id="A1", action="Visit", owner="K. Lin", due=date(2025, 12, 1), kind=ActionKind.RELATIONSHIP, goal="x"),
        Action(id="A2", action="Pilot", owner="K. Lin", due=date(2025, 9, 1), kind=ActionKind.PROJECT),
    )
    slide = review(replace(full_plan(), actions=actions)).actions
    assert "By type: business none, relationship 1, project 1, capability none, progress none" in str(slide.summary)
    assert "Lin 2 (1 late)" in str(slide.summary)
    assert str(slide.summary).endswith("Without a goal: A2")
    assert "Types without an action: business, capability and progress" in slide.slide.notes


def test_without_types_and_goals_nothing_is_counted(review: Review) -> None:
    plan = replace(full_plan(), goals=(), actions=(Action(id="A1", action="Visit", owner="K. Lin"),))
    assert review(plan).actions.summary == ""


def test_sources_of_risk_stand_in_the_notes(review: Review) -> None:
    slide = review(full_plan()).risks
    assert "of 5 groups of sources" in slide.slide.subtitle
    assert "never considered:" in slide.slide.notes
    assert "类来源中的" in review(full_plan(), "zh").risks.slide.subtitle
