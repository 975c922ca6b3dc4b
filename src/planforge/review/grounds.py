"""The page of AX4 with what each rating of the ten factors rests on: evidence, source, date and confidence (METHOD A1)."""

from __future__ import annotations

from typing import Any

from planforge.model.assessment import FactorRating
from planforge.model.codes import Status
from planforge.office.rich import Rich, Span, Text
from planforge.review.brief import Brief
from planforge.review.context_standing import GroundRow, GroundsPage
from planforge.review.factors import name_of
from planforge.review.notes import frame
from planforge.review.numbers import NOT_APPLICABLE
from planforge.review.status import marked
from planforge.review.trace import cells_of, ranges_of

ID = "AX4"


def ground_facts(brief: Brief) -> dict[str, Any]:
    """How many ratings name a source, are unsure, or rest on old evidence."""
    rated = [row for row in brief.plan.factors if row.score is not None]
    unsure = [row for row in rated if row.is_unsure]
    old = [row for row in rated if row.is_old(brief.as_of, brief.policy["questions.stale_days"])]
    return {
        "rated": len(rated),
        "sourced": sum(1 for row in rated if row.source),
        "unsure": len(unsure),
        "unsure_names": [name_of(brief, row) for row in unsure],
        "old": len(old),
        "old_names": [name_of(brief, row) for row in old],
    }


def compose_grounds(brief: Brief) -> GroundsPage | None:
    """The page; None when no rating names its source, date or confidence."""
    rows = [row for row in brief.plan.factors if row.number]
    if not any(row.source or row.dated or row.confidence for row in rows if row.score is not None):
        return None
    return GroundsPage(
        slide=frame(
            brief,
            ID,
            {**brief.facts[ID], "grounds": True},
            ranges=ranges_of(cells_of(rows, "score", "evidence", "source", "dated", "confidence")),
            blocks=("factors",),
        ),
        rows=tuple(_row(brief, row) for row in rows),
    )


def _row(brief: Brief, row: FactorRating) -> GroundRow:
    return GroundRow(
        number=str(row.number),
        factor=name_of(brief, row),
        rating=NOT_APPLICABLE if row.score is None else str(row.score),
        evidence=row.evidence or _none(),
        source=row.source or _none(),
        dated=_dated(brief, row),
        confidence=_confidence(brief, row),
    )


def _none() -> Text:
    return Rich((Span(NOT_APPLICABLE, tone="muted"),))


def _dated(brief: Brief, row: FactorRating) -> Text:
    if row.dated is None:
        return _none()
    day = brief.numbers.date(row.dated)
    return marked(Status.WATCH, day, brief.chinese) if row.is_old(brief.as_of, brief.policy["questions.stale_days"]) else day


def _confidence(brief: Brief, row: FactorRating) -> Text:
    if row.confidence is None:
        return _none()
    word = brief.code("AX4.confidence", row.confidence)
    return marked(Status.WATCH, word, brief.chinese) if row.is_unsure else word
