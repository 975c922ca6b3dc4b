"""Deals one by one: what the twenty questions say, which gates of the funnel are passed, which deals get a sheet of their own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planforge.model.codes import Answer, FunnelStage, QuestionGroup, Verdict
from planforge.model.deal import DealGate, DealQuestion
from planforge.model.deal_roles import large_deals, read_roles
from planforge.model.plan import AccountPlan
from planforge.model.scorecard_deals import DealGroup, DealReview, DealScores
from planforge.scoring.policy import DealPolicy, ScorecardPolicy

PLACES = (1, 2, 3)
"""The workbook's columns for deals."""


def score_deals(plan: AccountPlan, policy: ScorecardPolicy) -> DealScores:
    """Every deal that is named or has an answer, and the large deals, which have a sheet, with the people in them."""
    named = {place: getattr(plan.deals_reviewed, f"deal_{place}") or "" for place in PLACES}
    reviews = tuple(
        _review(plan, place, named[place], policy.deals)
        for place in PLACES
        if named[place] or any(_answers(plan.deal_questions, place)) or any(_answers(plan.deal_gates, place))
    )
    sheets = large_deals(plan, policy.deals.sheets)
    return DealScores(reviews=reviews, sheets=sheets, roles=tuple(read_roles(plan, deal) for deal in sheets))


def _review(plan: AccountPlan, place: int, ident: str, policy: DealPolicy) -> DealReview:
    answered = any(_answers(plan.deal_questions, place))
    groups = tuple(_group(plan.deal_questions, place, group, policy) for group in QuestionGroup) if plan.deal_questions else ()
    gates = sorted(plan.deal_gates, key=lambda gate: gate.number or 0)
    has_gates = any(_answers(gates, place))
    blocking = next((gate for gate in gates if _answer(gate, place) is not Answer.YES), None) if has_gates else None
    return DealReview(
        place=place,
        id=ident,
        opportunity=next((deal for deal in plan.pipeline if ident and deal.id == ident), None),
        groups=groups,
        verdict=_verdict(groups, gates, place) if answered else None,
        stage=_stage(gates, place),
        gates=len(gates),
        passed=sum(1 for gate in gates if _answer(gate, place) is Answer.YES),
        blocking=blocking,
        blocking_answer=(_answer(blocking, place) or Answer.OPEN) if blocking else None,
        has_gates=has_gates,
    )


def _answer(row: DealQuestion | DealGate, place: int) -> Answer | None:
    found: Answer | None = getattr(row, f"deal_{place}")
    return found


def _answers(rows: Iterable[DealQuestion | DealGate], place: int) -> list[Answer | None]:
    return [_answer(row, place) for row in rows]


def _group(questions: Sequence[DealQuestion], place: int, group: QuestionGroup, policy: DealPolicy) -> DealGroup:
    """Go with enough plus marks, no-go when minus marks outnumber them, verify between; what is open speaks for neither."""
    answers = [_answer(question, place) for question in questions if question.group is group]
    yes, no = answers.count(Answer.YES), answers.count(Answer.NO)
    verdict = Verdict.VERIFY
    if no - yes >= policy.no_go:
        verdict = Verdict.NO_GO
    elif answers and yes >= policy.go * len(answers) - 1e-9:
        verdict = Verdict.GO
    return DealGroup(group=group, yes=yes, no=no, open=len(answers) - yes - no, verdict=verdict)


def _verdict(groups: Sequence[DealGroup], gates: Sequence[DealGate], place: int) -> Verdict:
    """No-go by any group; go when every group is a go and no gate is closed; else verify."""
    verdicts = {group.verdict for group in groups if group.yes + group.no + group.open}
    if Verdict.NO_GO in verdicts:
        return Verdict.NO_GO
    closed = Answer.NO in _answers(gates, place)
    return Verdict.GO if verdicts == {Verdict.GO} and not closed else Verdict.VERIFY


def _stage(gates: Sequence[DealGate], place: int) -> FunnelStage | None:
    """The last part of the funnel all of whose gates are yes (METHOD E1); unknown counts as open, so it does not pass."""
    reached = None
    for stage in FunnelStage:
        answers = [_answer(gate, place) for gate in gates if gate.stage is stage]
        if answers and all(answer is Answer.YES for answer in answers):
            reached = stage
    return reached
