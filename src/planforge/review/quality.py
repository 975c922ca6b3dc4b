"""The first page of AX3: plan quality with its four parts, and the fixes worth most."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from planforge.diagnostics.chinese import chinese, plain
from planforge.model.scorecard import COMPLETENESS, CONSISTENCY, EVIDENCE, FRESHNESS, Loss
from planforge.office.rich import Rich, Span, Text
from planforge.review.brief import Brief
from planforge.review.context_process import FixRow, QualityPage, QualityRow
from planforge.review.notes import frame
from planforge.review.numbers import NOT_APPLICABLE, figure
from planforge.review.titles import cut

ID = "AX3"
TOLD = 120
"""Characters of what is missing and of how to mend it; more is in the workbook's findings."""
PARTS = (COMPLETENESS, CONSISTENCY, EVIDENCE, FRESHNESS)


def quality_facts(brief: Brief) -> dict[str, Any]:
    """What the page says about the score."""
    quality, points = brief.card.quality, _points(brief)
    lost = {part: points[part] - getattr(quality, part) for part in PARTS}
    weakest = max(PARTS, key=lambda part: lost[part] / points[part] if points[part] else 0.0)
    return {
        "quality": round(quality.total, 1),
        "most": sum(points.values()),
        "losses": len(quality.losses),
        "fixes": len(quality.fixes),
        "gain": round(sum(fix.points for fix in quality.fixes), 1),
        "weakest": brief.word(f"AX3.part.{weakest}"),
        "weakest_lost": round(lost[weakest], 1),
    }


def _points(brief: Brief) -> dict[str, float]:
    return {part: float(brief.policy[f"quality.{part}"]) for part in PARTS}


def compose_quality(brief: Brief) -> QualityPage:
    """The page."""
    data, quality, points = {**brief.facts[ID], "page": "quality"}, brief.card.quality, _points(brief)
    most = sum(points.values())
    rows = [_part(brief, part, getattr(quality, part), points[part]) for part in PARTS]
    shares = [getattr(quality, part) / points[part] if points[part] else None for part in PARTS]
    return QualityPage(
        slide=frame(brief, ID, data),
        parts=tuple(rows),
        total=QualityRow(
            part=brief.word("total"),
            asks=NOT_APPLICABLE,
            points=figure(quality.total, 1),
            most=figure(most, 0),
            lost=_lost(most - quality.total),
        ),
        shares=(*shares, quality.total / most if most else None),
        fixes=tuple(_fix(brief, fix) for fix in quality.fixes),
        unit=brief.text("AX3.fixes_unit", **data) if quality.fixes else "",
        alt=brief.text("AX3.quality_alt", parts="; ".join(f"{row.part} {row.points} / {row.most}" for row in rows)),
    )


def _part(brief: Brief, part: str, earned: float, most: float) -> QualityRow:
    return QualityRow(
        part=brief.t(f"AX3.part.{part}"),
        asks=brief.text(f"AX3.asks.{part}"),
        points=figure(earned, 1),
        most=figure(most, 0 if most == int(most) else 1),
        lost=_lost(most - earned),
    )


def _lost(points: float) -> Text:
    return Rich((Span("\u2212" + figure(points, 1), tone="bad", bold=True),)) if points >= 0.05 else NOT_APPLICABLE


def _fix(brief: Brief, loss: Loss) -> FixRow:
    key, facts = _key(brief, loss), _facts(brief, loss)
    return FixRow(
        gain="+" + figure(loss.points, 1),
        part=brief.word(f"AX3.part.{loss.dimension}"),
        what=cut(brief.text(f"AX3.what.{key}", **facts), TOLD),
        how=cut(brief.text(f"AX3.how.{key}", **facts), TOLD),
        cell=str(loss.cell) if loss.cell else NOT_APPLICABLE,
    )


def _key(brief: Brief, loss: Loss) -> str:
    """The texts of a loss: those of its part and block, of empty cells, of a rule, or of a block with nothing to judge."""
    if loss.dimension == COMPLETENESS:
        return "empty"
    if loss.dimension == CONSISTENCY:
        return "thin" if loss.code in brief.plan.readings else "rule"
    if loss.code == "cover":
        return "age" if loss.count else "undated"
    return f"{loss.dimension}-{loss.code}" if loss.total else "nothing"


def _facts(brief: Brief, loss: Loss) -> Mapping[str, Any]:
    sheet = brief.sheet(loss.code) if loss.dimension != CONSISTENCY or loss.code in brief.plan.readings else ""
    message, hint = _told(brief, loss)
    return {"count": loss.count, "rows": loss.total, "code": loss.code, "message": message, "hint": hint, "sheet": sheet}


def _told(brief: Brief, loss: Loss) -> tuple[str, str]:
    """What a loss says and how to mend it; in Chinese that is what its rule says of all its findings."""
    sentences = chinese().get(loss.code) if brief.chinese else None
    if sentences is None:
        return loss.message, loss.hint
    return plain(sentences.finds).removesuffix("。"), plain(sentences.fix)
