"""A21, decisions requested and review questions, and the decision cards that A02 shares."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from planforge.model.action import Decision
from planforge.model.codes import Status
from planforge.model.offers import match_goals
from planforge.office.rich import Rich, Span
from planforge.review import last_review, roadmap
from planforge.review.brief import Brief
from planforge.review.catalogue import holds, render
from planforge.review.context_work import DecisionCard, DecisionPage, DecisionsSlide, QuestionRow
from planforge.review.notes import frame
from planforge.review.numbers import figure
from planforge.review.status import marked
from planforge.review.trace import cells_of, ranges_of

ID = "A21"
PER_PAGE = 4
ASKED = 7


def facts(brief: Brief) -> dict[str, Any]:
    """Raw values of the slide and of the answers to the questions."""
    plan = brief.plan
    amounts = [d.amount for d in plan.requests if d.amount is not None]
    data = {
        **brief.common,
        "decisions": len(plan.requests),
        "amount": sum(amounts) if amounts else None,
        "earliest": min((d.latest_date for d in plan.requests if d.latest_date), default=None),
        "questions": ASKED,
        **_answer_facts(brief),
        **last_review.facts(brief),
    }
    answers = {question["id"]: _answer(question, data) for question in _asked(brief)}
    for name, answer in (("unanswered", "open"), ("answered_yes", "yes"), ("answered_no", "no")):
        data[name] = sum(1 for given in answers.values() if given == answer)
    data["open_points"] = last_review.open_points(brief, answers)
    return data


def _answer_facts(brief: Brief) -> dict[str, Any]:
    plan, card, value = brief.plan, brief.card, roadmap.facts(brief)
    served = {action.goal for action in plan.actions if action.owner and action.goal}
    years = card.financials
    margins = (years.this.margin if years.this else None, years.last.margin if years.last else None)
    change = margins[0] - margins[1] if margins[0] is not None and margins[1] is not None else None
    share = card.competition.lead_share.value if card.competition.lead_share else None
    return {
        "coverage": card.pipeline.coverage.value if card.pipeline.coverage else None,
        "closing": card.pipeline.closing if card.pipeline.weighted and card.pipeline.weighted.value is None else 0,
        "goals": len(plan.goals),
        "goals_served": sum(1 for goal in plan.goals if goal.goal in served),
        "customer_goals": len(match_goals(plan)),
        "customer_goals_served": sum(1 for match in match_goals(plan) if match.offered),
        "cost": card.resources.cost,
        "enabled": card.resources.enabled,
        "ratio": card.resources.ratio,
        "margin_change": change,
        "margin_change_text": _change_text(brief, change),
        "risks": len(plan.risks),
        "risks_unowned": sum(1 for risk in plan.risks if not risk.owner or not risk.due),
        "led": card.competition.led,
        "scored": card.competition.scored,
        "led_share": share,
        "met": card.wants.met.value if card.wants.met else None,
        "priorities": value["priorities"],
        "funding_known": value["known"],
        "unfunded": len(value["unfunded"]),
        "unmet_open": sum(1 for want in plan.wants if want.wants and not want.gets and not (want.owner and want.due)),
    }


def _change_text(brief: Brief, change: float | None) -> str:
    if change is None:
        return ""
    sign = "+" if change > 0 else "−" if change < 0 else ""
    return sign + brief.numbers.points(change)


def _asked(brief: Brief) -> list[Mapping[str, Any]]:
    return list(brief.texts.slide("questions").data["question"][:ASKED])


def _answer(question: Mapping[str, Any], data: Mapping[str, Any]) -> str:
    for answer in ("yes", "no"):
        if question.get(answer) and holds(question[answer], data, f"questions {question['id']}"):
            return answer
    return "open"


def compose(brief: Brief) -> DecisionsSlide:
    """The slide."""
    data = brief.facts[ID]
    cards = cards_of(brief)
    questions = tuple(_question(brief, question, data) for question in _asked(brief))
    evidence = [
        brief.text("A21.evidence", id=row.id, answer=_word(brief, question, _answer(question, data), data).lower(), evidence=row.evidence)
        for row, question in zip(questions, _asked(brief), strict=True)
    ]
    more = ((brief.word("notes.evidence"), evidence), (brief.word("notes.last_review"), last_review.notes(brief, data)))
    groups = [cards[start : start + PER_PAGE] for start in range(0, len(cards), PER_PAGE)] or [()]
    ranges = ranges_of(cells_of(brief.plan.requests))
    amount = data["amount"]
    brief.trace.add(ID, brief.word("A21.amount"), brief.numbers.money(amount), amount, "money", "", cells_of(brief.plan.requests, "amount"))
    pages = tuple(
        DecisionPage(
            slide=frame(
                brief,
                ID,
                data,
                ranges=ranges,
                previous=last_review.sources(brief),
                blocks=("decisions",),
                more=more,
                page=(number, len(groups)),
            ),
            decisions=tuple(group),
        )
        for number, group in enumerate(groups, 1)
    )
    return DecisionsSlide(
        slide=pages[0].slide,
        pages=pages,
        questions=questions,
        approve=brief.word("A21.approve"),
        change=brief.word("A21.change"),
        reject=brief.word("A21.reject"),
        none=brief.word("A21.none"),
        verdicts=tuple(brief.t(word) for word in ("yes", "no", "open")),
        verdicts_alt=brief.word("A21.verdicts_alt"),
        follow_up=last_review.lines(brief, data),
    )


def cards_of(brief: Brief) -> tuple[DecisionCard, ...]:
    """The decisions requested, numbered in sheet order."""
    return tuple(_card(brief, number, decision) for number, decision in enumerate(brief.plan.requests, 1))


def _card(brief: Brief, number: int, decision: Decision) -> DecisionCard:
    owner = decision.owner or brief.word("no_owner")
    day = brief.text("A21.by", day=decision.latest_date) if decision.latest_date else brief.word("no_date").lower()
    amounts = [brief.numbers.amount(decision.amount)] if decision.amount else []
    if decision.fte:
        amounts.append(brief.text("A21.fte", fte=figure(decision.fte, 0 if decision.fte == int(decision.fte) else 1)))
    joint = "，" if brief.chinese else ", "
    return DecisionCard(
        number=number,
        decision=decision.decision or "–",
        detail=brief.text("A21.detail", facts=f"{owner}{joint}{day}", effect=decision.effect or ""),
        owner=owner,
        amount=joint.join(amounts),
        date=day,
        effect=decision.effect or "",
    )


def _word(brief: Brief, question: Mapping[str, Any], answer: str, data: Mapping[str, Any]) -> str:
    """The answer as a word or two, in the terms of its question."""
    own = question.get(f"answer_{answer}_{brief.main}")
    return render(own, data, f"questions {question['id']}") if own else brief.word(answer)


def _question(brief: Brief, question: Mapping[str, Any], data: Mapping[str, Any]) -> QuestionRow:
    answer, place = _answer(question, data), f"questions {question['id']}"
    status = {"yes": Status.ON_TRACK, "no": Status.OFF_TRACK, "open": Status.NOT_ASSESSED}[answer]
    mark = marked(status, _word(brief, question, answer, data), brief.chinese, True if answer == "no" else None)
    last = Span(last_review.word_of(brief, question), tone="muted", points=-0.5)
    short = Span("\n" + render(question.get(f"short_{brief.main}", ""), data, place), tone="muted", points=-0.5)
    return QuestionRow(
        id=question["id"],
        question=question[brief.main],
        answer=Rich(tuple(span for span in (*mark.spans, last, short) if span.text.strip())),
        slide=render(question.get("slide", ""), data, place),
        evidence=render(question.get(f"evidence_{brief.main}", ""), data, place),
    )
