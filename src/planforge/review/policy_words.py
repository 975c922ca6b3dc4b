"""The tables of the scoring policy in words, as the slides print them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from planforge.model.codes import RiskZone
from planforge.model.stages import StageCut
from planforge.review.brief import Brief
from planforge.review.factors import group_name


def lists(brief: Brief) -> dict[str, Any]:
    """The tables of the policy in words."""
    policy = brief.policy
    groups = [_item(brief, "group", name=group_name(brief, g.key), sums=_span(g.factors)) for g in policy["factors.groups"]]
    levels = [_item(brief, "level", name=name, sums=str(level)) for level, name in enumerate(policy[f"levels.{brief.main}"])]
    usual = [
        _item(brief, "probability", name=brief.code("stage", stage), least=found.least, most=found.most)
        for stage, found in policy["rules.probabilities"].items()
    ]
    stages = [
        _item(
            brief, "stage", name=brief.code("A11.stage", stage), functions=cut.functions, open=cut.open_share, top=cut.top,
            trusted=cut.trusted,
        )
        for stage, cut in policy["stages.implied"].items()
        if cut != StageCut()
    ]  # fmt: skip
    amounts = [
        _item(brief, "amount", currency=currency, revenue=found.revenue, profit=found.profit, potential=found.potential).strip()
        for currency, found in policy["segments.amounts"].items()
    ]
    comma, semicolon = ("，", "；") if brief.chinese else (", ", "; ")
    return {
        "zones": zones(brief),
        "groups": comma.join(groups),
        "levels": comma.join(levels),
        "probabilities": comma.join(usual),
        "stage_cuts": semicolon.join(stages),
        "amounts": semicolon.join(amounts) or brief.word("AX2.none"),
        "budgets": {name: _budget(policy, name) for name in ("goals", "actions", "team", "forecast")},
        "reports": semicolon.join(
            _item(brief, "report", name=name, months=months) for name, months in policy["cadence.report"].items() if months
        ),
    }


def _item(brief: Brief, kind: str, **facts: Any) -> str:
    return brief.text(f"AX2.list.{kind}", **facts)


def _budget(policy: Mapping[str, Any], name: str) -> str:
    least, most = policy[f"pages.{name}.least"], policy[f"pages.{name}.most"]
    return f"{least}–{most}" if least < most else str(least)


def _span(numbers: Sequence[int]) -> str:
    """Numbers as a span when they follow each other: `2–3`, else `2, 4`."""
    found = sorted(numbers)
    whole = len(found) > 1 and found[-1] - found[0] == len(found) - 1
    return f"{found[0]}–{found[-1]}" if whole else ", ".join(map(str, found))


def zones(brief: Brief, least: RiskZone = RiskZone.CAUTION) -> str:
    """The zones of risks from the least one on, with their sums of points: `2–3 proceed with caution, 4 fix before launch`."""
    wanted = [(zone, sums) for zone, sums in brief.policy["risks.zones"].items() if zone.rank >= least.rank]
    found = [_item(brief, "zone", name=brief.code("zone", zone), sums=_span(sums)) for zone, sums in wanted]
    return ("，" if brief.chinese else ", ").join(found)
