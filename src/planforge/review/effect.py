"""What changes if all decisions are granted: computed from the decisions' own words about a deal's probability, and their cost."""

from __future__ import annotations

import re
from typing import Any

from planforge.model.action import Decision
from planforge.model.opportunity import Opportunity
from planforge.office.rich import Rich, Span, Text
from planforge.review.brief import Brief
from planforge.review.numbers import figure

_TO_PERCENT = re.compile(r"(?:\bto|至|到|→)\s*(\d{1,3})\s*[%％]")


def effect_if_granted(brief: Brief) -> Text:
    """`If all 3 are granted: coverage 102%, gap closed; CNY 1.3 m and 1.1 FTE committed`; empty when nothing can be computed."""
    decisions = brief.plan.requests
    parts = [text for text in (_coverage(brief), _cost(brief)) if text]
    if not parts:
        return ""
    lead = brief.text("A02.granted", count=len(decisions))
    joint, gap = ("；", "") if brief.chinese else ("; ", " ")
    return Rich((Span(lead + gap, tone="primary", bold=True), Span(joint.join(parts))))


def _coverage(brief: Brief) -> str:
    """The new coverage, when a decision says to which probability it lifts a deal that counts."""
    pipeline = brief.card.pipeline
    target = pipeline.growth_target.value if pipeline.growth_target else None
    weighted = pipeline.weighted.value if pipeline.weighted else None
    if not target or target <= 0 or weighted is None:
        return ""
    lifts: dict[int, float] = {}
    for place, deal in enumerate(pipeline.deals):
        item = deal.opportunity
        if deal.counts and item.value is not None and item.probability is not None:
            wanted = max((_lift(decision, item) or 0.0 for decision in brief.plan.requests), default=0.0)
            if wanted > item.probability:
                lifts[place] = item.value * (wanted - item.probability)
    if not lifts:
        return ""
    after = weighted + sum(lifts.values())
    return brief.text("A02.effect_coverage", coverage=after / target, gap=max(0.0, round(target - after, 6)))


def _lift(decision: Decision, item: Opportunity) -> float | None:
    """The probability a decision lifts a deal to, when its effect names the deal by id or by the first words of its name."""
    match = _TO_PERCENT.search(decision.effect or "")
    if match is None or not _names(decision.effect or "", item):
        return None
    return min(int(match[1]), 100) / 100


def _names(text: str, item: Opportunity) -> bool:
    if item.id and re.search(rf"(?<![A-Za-z0-9]){re.escape(item.id)}(?![A-Za-z0-9])", text):
        return True
    name = item.name or ""
    start = " ".join(re.split(r"[\s,]+", name)[:2]).lower() if name.isascii() else name[:4]
    return len(start) >= 4 and start in text.lower()


def _cost(brief: Brief) -> str:
    amount = sum(d.amount or 0.0 for d in brief.plan.requests)
    fte = round(sum(d.fte or 0.0 for d in brief.plan.requests), 2)
    if not amount and not fte:
        return ""
    facts: dict[str, Any] = {"amount": amount or None, "fte": figure(fte, 0 if fte == int(fte) else 1) if fte else ""}
    return brief.text("A02.effect_cost", **facts)
