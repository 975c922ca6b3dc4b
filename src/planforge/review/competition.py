"""A12, the competitive matrix: marks per buying criterion, ours first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planforge.model.assessment import BuyingCriterion
from planforge.model.codes import Mark
from planforge.office.rich import Rich, Span
from planforge.review.brief import Brief
from planforge.review.context_assessment import CompetitionSlide, CriterionRow, MatrixCell
from planforge.review.context_base import Lead
from planforge.review.notes import frame
from planforge.review.numbers import NOT_APPLICABLE
from planforge.review.takeaway import takeaway
from planforge.review.trace import cells_of, ranges_of

ID = "A12"
CRITERIA, RIVALS, ANSWERS = 9, 4, 3


def facts(brief: Brief) -> dict[str, Any]:
    """Raw values of the slide."""
    rows, scores = brief.plan.competition, brief.card.competition
    ranked = sorted(rows, key=lambda r: -(r.weight or 0))
    scored = [r for r in ranked if _ours(r) is not None and _best(r)[1]]
    behind = [r for r in scored if _behind(r)]
    worst = behind[0] if behind else None
    rival = _rival_name(brief, _best(worst)[0]) if worst else ""
    close = min(scored, key=lambda r: ((_ours(r) or 0) - _best(r)[1], -(r.weight or 0))) if scored and not behind else None
    used = rivals_used(brief)
    totals = [(name, value) for name, value in scores.totals if name]
    best = max(totals, key=lambda pair: pair[1]) if totals else None
    return {
        **brief.common,
        "criteria": len(rows),
        "scored": scores.scored,
        "led": scores.led,
        "behind": len(behind),
        "rivals": len(used),
        "ours_missing": bool(rows) and bool(used) and all(r.we is None for r in rows),
        "rival": rival,
        "rival_leads": sum(1 for r in behind if rival == _rival_name(brief, _best(r)[0])),
        "criterion": (worst.criterion or "") if worst else "",
        "weight": _weights(brief, ranked)[ranked.index(worst)] if worst and worst.weight is not None else "",
        "lift": _lift(rows, worst, scores.our_total),
        "closest": _rival_name(brief, _best(close)[0]) if close else "",
        "closest_criterion": (close.criterion or "") if close else "",
        "our_total": scores.our_total,
        "best_rival": best[0] if best else "",
        "best_total": best[1] if best else None,
        "unanswered": [r.criterion for r in behind if not r.answer and r.criterion][:ANSWERS],
    }


def _weights(brief: Brief, rows: Sequence[BuyingCriterion]) -> list[str]:
    """The weights of the table as shown."""
    return brief.numbers.percents(row.weight for row in rows)


def _lift(rows: Sequence[BuyingCriterion], worst: BuyingCriterion | None, total: float | None) -> float | None:
    """Our weighted total with one mark more on the weightiest criterion where a rival beats us; None when a weight is missing."""
    known = [row for row in rows if _ours(row) is not None]
    weights = [row.weight for row in known if row.weight is not None]
    if worst is None or total is None or worst.weight is None or len(weights) < len(known) or not sum(weights):
        return None
    return total + worst.weight / sum(weights)


def _ours(row: BuyingCriterion) -> int | None:
    return row.we.points if row.we else None


def _best(row: BuyingCriterion) -> tuple[int, int]:
    """Place and points of the best known rival; points 0 when none is known."""
    known = [(mark.points, -place) for place, mark in enumerate(row.rivals) if mark and mark.points]
    points, place = max(known, default=(0, 0))
    return -place, points


def _behind(row: BuyingCriterion) -> bool:
    return (_ours(row) or 0) < _best(row)[1]


def _rival_name(brief: Brief, place: int) -> str:
    return brief.plan.cover.competitors[place] or f"{brief.word('A12.rival')} {place + 1}"


def rivals_used(brief: Brief) -> list[int]:
    """The columns of rivals with any mark, best weighted total first."""
    used = [place for place in range(RIVALS) if any(row.rivals[place] is not None for row in brief.plan.competition)]
    totals = dict(brief.card.competition.totals)
    return sorted(used, key=lambda place: (-totals.get(_rival_name(brief, place), 0.0), place))


def compose(brief: Brief) -> CompetitionSlide:
    """The slide."""
    data, rivals = brief.facts[ID], rivals_used(brief)
    ranked = sorted(brief.plan.competition, key=lambda r: -(r.weight or 0))
    _trace(brief, ranked)
    hidden = [r.criterion for r in ranked[CRITERIA:] if r.criterion]
    behind = [r for r in ranked if _ours(r) is not None and _behind(r)]
    others = [r for r in ranked if r.answer and r not in behind]
    return CompetitionSlide(
        slide=frame(
            brief,
            ID,
            data,
            ranges=ranges_of(cells_of(ranked), cells_of(brief.plan.rivals, "rival", "position", "threat")),
            blocks=("competition",),
            empty=not ranked,
            sticker=brief.partial("competition") if ranked else brief.word("no_data"),
            warnings=[brief.text("A12.cut", names=", ".join(hidden))] if hidden else (),
        ),
        empty=None if ranked else brief.empty(ID, "competition"),
        companies=(brief.word("we"), *(_rival_name(brief, place) for place in rivals)),
        rows=tuple(_row(brief, row, rivals, weight) for row, weight in zip(ranked[:CRITERIA], _weights(brief, ranked), strict=False)),
        total=_total(brief, rivals),
        answers=tuple(_answer(brief, row) for row in (*behind, *others)[:ANSWERS]),
        threats=_threats(brief),
        takeaway=takeaway(brief, ID, data),
    )


def _row(brief: Brief, row: BuyingCriterion, rivals: Sequence[int], weight: str) -> CriterionRow:
    marks = (row.we, *(row.rivals[place] for place in rivals))
    best = max((mark.points or 0 for mark in marks if mark), default=0)
    return CriterionRow(
        criterion=row.criterion or NOT_APPLICABLE,
        weight=weight,
        cells=tuple(_cell(mark, best) for mark in marks),
    )


def _cell(mark: Mark | None, best: int) -> MatrixCell:
    if mark is None:
        return MatrixCell(text=Rich((Span(NOT_APPLICABLE, tone="muted"),)), fill="")
    if mark.points is None:
        return MatrixCell(text=Rich((Span("?", tone="muted"),)), fill="")
    if mark.points == best:
        return MatrixCell(text=Rich((Span(mark.value, bold=True),)), fill=f"lv{mark.points}")
    return MatrixCell(text=mark.value, fill=f"lv{mark.points}")


def _total(brief: Brief, rivals: Sequence[int]) -> CriterionRow | None:
    scores, numbers = brief.card.competition, brief.numbers
    if scores.our_total is None and not scores.totals:
        return None
    totals = dict(scores.totals)
    values = (scores.our_total, *(totals.get(_rival_name(brief, place)) for place in rivals))
    return CriterionRow(
        criterion=brief.t("A12.total"),
        weight=_whole(brief),
        cells=tuple(MatrixCell(text=Rich((Span(numbers.rating(value), bold=True),)), fill="") for value in values),
    )


def _whole(brief: Brief) -> str:
    """The sum of the weights; a dash when one is missing."""
    weights = [row.weight for row in brief.plan.competition]
    return NOT_APPLICABLE if None in weights else brief.numbers.percents([sum(weight or 0.0 for weight in weights)])[0]


def _threats(brief: Brief) -> tuple[Lead, ...]:
    """Who sells against us, the best weighted total first, with what it threatens or else where it stands."""
    totals = dict(brief.card.competition.totals)
    said = [(move.rival, move.threat or move.position) for move in brief.plan.rivals if move.rival and (move.threat or move.position)]
    said.sort(key=lambda pair: -totals.get(pair[0] or "", 0.0))
    return tuple(Lead(lead=brief.text("A12.lead", criterion=rival), text=words or "") for rival, words in said[:ANSWERS])


def _answer(brief: Brief, row: BuyingCriterion) -> Lead:
    criterion = row.criterion or NOT_APPLICABLE
    return Lead(lead=brief.text("A12.lead", criterion=criterion), text=row.answer or brief.word("A12.no_answer"))


def _trace(brief: Brief, rows: Sequence[BuyingCriterion]) -> None:
    trace, data = brief.trace, brief.facts[ID]
    for row, weight in zip(rows, _weights(brief, rows), strict=True):
        name, shown = row.criterion or NOT_APPLICABLE, row.we.value if row.we else NOT_APPLICABLE
        trace.add(ID, f"{name} {brief.word('we')}", shown, _ours(row), "points", "", (row.at("we"),))
        trace.add(ID, f"{name} {brief.word('A12.weight')}", weight, row.weight, "percent", "", (row.at("weight"),))
    cells = cells_of(rows, "weight", "we")
    ours = brief.card.competition.our_total
    trace.add(ID, brief.word("A12.total"), brief.numbers.rating(ours), ours, "rating", brief.word("A12.total_rule"), cells)
    brief.score(ID, brief.word("A12.lead_share"), f"{data['led']} / {data['scored']}", brief.card.competition.lead_share)
