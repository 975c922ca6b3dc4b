"""AX14, strengths, weaknesses, opportunities and threats."""

from __future__ import annotations

from typing import Any

from planforge.model.codes import SwotKind
from planforge.model.strategy import SwotItem
from planforge.review.brief import Brief
from planforge.review.context_value import SwotSlide, WindowBox
from planforge.review.notes import frame
from planforge.review.takeaway import takeaway
from planforge.review.trace import cells_of, ranges_of

ID = "AX14"
SHOWN = 6
"""Items a box lists."""
_TONES = {SwotKind.STRENGTH: "good", SwotKind.WEAKNESS: "watch", SwotKind.OPPORTUNITY: "primary", SwotKind.THREAT: "bad"}


def facts(brief: Brief) -> dict[str, Any]:
    """Raw values of the slide."""
    counts = {kind: len(_of(brief, kind)) for kind in SwotKind}
    return {
        **brief.common,
        "points": len([item for item in brief.plan.swot if item.item]),
        "strengths": counts[SwotKind.STRENGTH],
        "weaknesses": counts[SwotKind.WEAKNESS],
        "opportunities": counts[SwotKind.OPPORTUNITY],
        "threats": counts[SwotKind.THREAT],
        "first_threat": next((item.item for item in _of(brief, SwotKind.THREAT)), ""),
        "missing": [brief.word(f"AX14.kind.{kind.value}") for kind in SwotKind if not counts[kind]],
        "loose": sum(1 for item in brief.plan.swot if item.item and item.kind is None),
    }


def _of(brief: Brief, kind: SwotKind) -> list[SwotItem]:
    return [item for item in brief.plan.swot if item.kind is kind and item.item]


def compose(brief: Brief) -> SwotSlide | None:
    """The slide; None without a point."""
    data = brief.facts[ID]
    if not data["points"]:
        return None
    for kind in SwotKind:
        found = _of(brief, kind)
        if found:
            brief.trace.add(ID, brief.word(f"AX14.kind.{kind.value}"), str(len(found)), len(found), "count", "", cells_of(found, "item"))
    cut = [item.item or "" for kind in SwotKind for item in _of(brief, kind)[SHOWN:]]
    loose = [item.item for item in brief.plan.swot if item.item and item.kind is None]
    warnings = [brief.text("AX14.cut", names="; ".join(cut))] if cut else []
    warnings += [brief.text("AX14.loose", names="; ".join(loose))] if loose else []
    return SwotSlide(
        slide=frame(brief, ID, data, ranges=ranges_of(cells_of(brief.plan.swot)), blocks=("swot",), warnings=warnings),
        boxes=tuple(_box(brief, kind) for kind in SwotKind),
        rows=(brief.t("AX14.inside"), brief.t("AX14.outside")),
        columns=(brief.t("AX14.helps"), brief.t("AX14.hurts")),
        takeaway=takeaway(brief, ID, data),
        alt=brief.text("AX14.alt", parts="; ".join(_spoken(brief, kind) for kind in SwotKind)),
    )


def _box(brief: Brief, kind: SwotKind) -> WindowBox:
    items = [item.item or "" for item in _of(brief, kind)]
    rest = len(items) - SHOWN
    return WindowBox(
        name=brief.t(f"AX14.kind.{kind.value}"),
        note=brief.word(f"AX14.advice.{kind.value}"),
        count=str(len(items)),
        tone=_TONES[kind],
        items=tuple(items[:SHOWN]),
        more=brief.text("more_items", count=rest) if rest > 0 else "",
    )


def _spoken(brief: Brief, kind: SwotKind) -> str:
    return f"{brief.word(f'AX14.kind.{kind.value}')} {len(_of(brief, kind))}"
