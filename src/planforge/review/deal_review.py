"""AX6, the deals that are assessed: twenty questions, ten gates, and what they add up to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from planforge.model.codes import Answer, FunnelStage, QuestionGroup, Status, Verdict
from planforge.model.deal import DealGate, DealQuestion
from planforge.model.scorecard_deals import DealReview
from planforge.office.rich import Rich, Span, Text
from planforge.review.brief import Brief
from planforge.review.context_deals import DealQuestionRow, DealResultRow, DealReviewSlide, FunnelBand
from planforge.review.notes import frame
from planforge.review.numbers import MINUS, NOT_APPLICABLE, signed
from planforge.review.status import marked
from planforge.review.trace import cells_of, ranges_of

ID = "AX6"
_MARKS = {Answer.YES: ("+", "good"), Answer.NO: (MINUS, "bad"), Answer.OPEN: ("?", "muted")}
_VERDICTS = {Verdict.GO: Status.ON_TRACK, Verdict.VERIFY: Status.WATCH, Verdict.NO_GO: Status.OFF_TRACK}


def facts(brief: Brief) -> dict[str, Any]:
    """Raw values of the slide."""
    reviews = brief.card.deals.reviews
    judged = [review for review in reviews if review.verdict]
    against = next((r for r in judged if r.verdict is Verdict.NO_GO), None)
    doubtful = max((r for r in judged if r.verdict is Verdict.VERIFY), key=lambda r: (r.open, -r.place), default=None)
    weakest = against.weakest if against else None
    gated = [review for review in reviews if review.has_gates]
    blocked = next((r for r in gated if r.blocking), None)
    return {
        **brief.common,
        "deals": len(reviews),
        "judged": len(judged),
        "go": sum(1 for r in judged if r.verdict is Verdict.GO),
        "names": [_full_name(brief, r) for r in reviews],
        "against": _name(brief, against) if against else "",
        "weak_group": brief.code("AX6.group", weakest.group) if weakest else "",
        "weak_points": signed(weakest.points, 0) if weakest else "",
        "doubtful": _name(brief, doubtful) if doubtful else "",
        "doubtful_open": doubtful.open if doubtful else 0,
        "open": sum(r.open for r in judged),
        "asked": sum(r.yes + r.no + r.open for r in judged),
        "gated": len(gated),
        "blocked": _name(brief, blocked) if blocked else "",
        "gate": blocked.blocking.number if blocked and blocked.blocking else None,
        "gate_name": (blocked.blocking.gate or "") if blocked and blocked.blocking else "",
        "go_share": brief.policy["deals.go"],
        "no_go": brief.policy["deals.no_go"],
    }


def _name(brief: Brief, review: DealReview) -> str:
    return review.id or brief.text("AX6.deal", place=review.place)


def _full_name(brief: Brief, review: DealReview) -> str:
    name = review.opportunity.name if review.opportunity else ""
    return " ".join(part for part in (_name(brief, review), name) if part)


def compose(brief: Brief) -> DealReviewSlide | None:
    """The slide; None when no deal is named and nothing is answered."""
    plan, reviews = brief.plan, brief.card.deals.reviews
    if not reviews:
        return None
    _trace(brief, reviews)
    marks = [f"deal_{review.place}" for review in reviews]
    return DealReviewSlide(
        slide=frame(
            brief,
            ID,
            brief.facts[ID],
            ranges=ranges_of(cells_of((plan.deals_reviewed,)), cells_of(plan.deal_questions, *marks), cells_of(plan.deal_gates, *marks)),
            blocks=("deals_reviewed", "deal_questions", "deal_gates"),
            warnings=_evidence(plan.deal_questions, plan.deal_gates),
        ),
        deals=tuple(_name(brief, review) for review in reviews),
        funnel=_funnel(brief, reviews),
        funnel_heads=tuple(brief.t(f"AX6.head.{name}") for name in ("stage", "through", "value", "weighted", "held")),
        funnel_unit=brief.numbers.unit_text,
        funnel_alt=brief.text("AX6.funnel_alt", parts="; ".join(f"{b.label} {b.count}" for b in _funnel(brief, reviews))),
        questions=_questions(brief, plan.deal_questions, reviews),
        gates=_gates(brief, plan.deal_gates, reviews),
        results=_results(brief, reviews),
    )


def _evidence(questions: Sequence[DealQuestion], gates: Sequence[DealGate]) -> list[str]:
    """Evidence and notes in full, since the slide may cut them."""
    lines = [f"{row.number} {row.question or ''}: {row.evidence}" for row in questions if row.evidence]
    return [*lines, *(f"{row.number} {row.gate or ''}: {row.note}" for row in gates if row.note)]


def _funnel(brief: Brief, reviews: Sequence[DealReview]) -> tuple[FunnelBand, ...]:
    """The stages with the deals that passed all gates up to theirs; none while no gate is answered."""
    gated = [review for review in reviews if review.has_gates]
    return tuple(_band(brief, stage, gated, _through(gated, stage)) for stage in FunnelStage) if gated else ()


def _through(reviews: Sequence[DealReview], stage: FunnelStage) -> list[DealReview]:
    """The deals whose first closed gate, if any, comes after the stage."""
    later = list(FunnelStage)[list(FunnelStage).index(stage) + 1 :]
    return [review for review in reviews if review.has_gates and (review.blocking is None or review.blocking.stage in later)]


def _band(brief: Brief, stage: FunnelStage, gated: Sequence[DealReview], through: Sequence[DealReview]) -> FunnelBand:
    deals = [review.opportunity for review in through if review.opportunity]
    amounts = [deal.value for deal in deals], [deal.weighted for deal in deals]
    value, weighted = (0.0, 0.0) if not through else map(_sum, amounts)
    held = [review for review in gated if review.blocking and review.blocking.stage is stage]
    return FunnelBand(
        label=brief.t(f"AX6.funnel_stage.{stage.value}"),
        through=len(through),
        of=len(gated),
        count=brief.text("AX6.through", k=len(through), n_=len(gated)),
        value=brief.numbers.money(value),
        weighted=brief.numbers.money(weighted),
        held=brief.word("AX6.gap").join(
            brief.text("AX6.held", name=_name(brief, review), gate=review.blocking.number) for review in held if review.blocking
        )
        or NOT_APPLICABLE,
    )


def _sum(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _questions(brief: Brief, rows: Sequence[DealQuestion], reviews: Sequence[DealReview]) -> tuple[DealQuestionRow, ...]:
    found, before = [], None
    for row in rows:
        group = _group(brief.code("AX6.short", row.group), row.group is not before)
        found.append(_row(row.number, group, row.question, [getattr(row, f"deal_{r.place}") for r in reviews], row.evidence))
        before = row.group
    return tuple(found)


def _gates(brief: Brief, rows: Sequence[DealGate], reviews: Sequence[DealReview]) -> tuple[DealQuestionRow, ...]:
    found, before = [], None
    for row in rows:
        group = _group(brief.code("AX6.funnel_stage", row.stage), row.stage is not before)
        found.append(_row(row.number, group, row.gate, [getattr(row, f"deal_{r.place}") for r in reviews], row.note))
        before = row.stage
    return tuple(found)


def _group(name: str, begins: bool) -> Rich:
    """A group's name, in bold where it begins."""
    return Rich((Span(name or NOT_APPLICABLE, bold=True, tone="title") if begins else Span(name or NOT_APPLICABLE, tone="muted"),))


def _row(number: int | None, group: Rich, text: str | None, answers: Sequence[Answer | None], evidence: str | None) -> DealQuestionRow:
    return DealQuestionRow(
        number=str(number) if number is not None else NOT_APPLICABLE,
        group=group,
        question=text or NOT_APPLICABLE,
        marks=tuple(_mark(answer) for answer in answers),
        evidence=evidence or NOT_APPLICABLE,
    )


def _mark(answer: Answer | None) -> Rich:
    """+, − or ?; what is not answered is open."""
    glyph, tone = _MARKS[answer or Answer.OPEN]
    return Rich((Span(glyph, tone=tone, bold=True),))


def _results(brief: Brief, reviews: Sequence[DealReview]) -> tuple[DealResultRow, ...]:
    """Points by group, verdict, stage reached and blocking gate, a cell for each deal."""

    def row(label: Text, cell: Callable[[DealReview], Text]) -> DealResultRow:
        return DealResultRow(label=label, cells=tuple(cell(review) for review in reviews))

    groups = [
        row(brief.t(f"AX6.group.{group.value}"), lambda review, group=group: _points(review, group))  # type: ignore[misc]
        for group in QuestionGroup
    ]
    return (
        *groups,
        row(Rich((Span(brief.word("AX6.verdict"), bold=True),)), lambda review: _verdict(brief, review)),
        row(Rich((Span(brief.word("AX6.stage"), bold=True),)), lambda review: _stage(brief, review.stage, review.has_gates)),
        row(Rich((Span(brief.word("AX6.blocking"), bold=True),)), lambda review: _blocking(brief, review)),
    )


def _points(review: DealReview, group: QuestionGroup) -> Text:
    found = next((g for g in review.groups if g.group is group), None)
    return signed(found.points, 0) if found and review.verdict else NOT_APPLICABLE


def _verdict(brief: Brief, review: DealReview) -> Text:
    if review.verdict is None:
        return marked(Status.NOT_ASSESSED, brief.word("AX6.not_judged"), brief.chinese)
    mark = marked(_VERDICTS[review.verdict], brief.code("AX6.verdicts", review.verdict), brief.chinese, True)
    return Rich((*mark.spans, Span(brief.text("AX6.verdict_open", count=review.open)))) if review.open else mark


def _stage(brief: Brief, stage: FunnelStage | None, known: bool) -> Text:
    if stage is not None:
        return brief.code("AX6.funnel_stage", stage)
    return brief.word("AX6.no_stage") if known else NOT_APPLICABLE


def _blocking(brief: Brief, review: DealReview) -> Text:
    if review.blocking is None:
        return brief.word("AX6.all_passed") if review.has_gates else NOT_APPLICABLE
    glyph, tone = _MARKS[review.blocking_answer or Answer.OPEN]
    return Rich((Span(f"{glyph} ", tone=tone, bold=True), Span(f"{review.blocking.number} {review.blocking.gate or ''}".strip())))


def _trace(brief: Brief, reviews: Sequence[DealReview]) -> None:
    trace, plan = brief.trace, brief.plan
    for review in reviews:
        name, column = _name(brief, review), f"deal_{review.place}"
        for group in review.groups if review.verdict else ():
            cells = cells_of([row for row in plan.deal_questions if row.group is group.group], column)
            label, rule = f"{name} {brief.code('AX6.group', group.group)}", brief.word("AX6.trace.points_rule")
            trace.add(ID, label, signed(group.points, 0), group.points, "points", rule, cells)
        if review.has_gates:
            cells = cells_of(plan.deal_gates, column)
            label = f"{name} {brief.word('AX6.trace.passed')}"
            trace.add(ID, label, f"{review.passed} / {review.gates}", review.passed, "count", "", cells)
    for band, stage in zip(_funnel(brief, reviews), FunnelStage, strict=False):
        deals = [review.opportunity for review in _through(reviews, stage) if review.opportunity]
        value, label = _sum([deal.value for deal in deals]), f"{brief.code('AX6.funnel_stage', stage)} {brief.word('AX6.head.value')}"
        trace.add(ID, label, band.value, value, "money", brief.word("AX6.trace.value_rule"), cells_of(deals, "value"))
