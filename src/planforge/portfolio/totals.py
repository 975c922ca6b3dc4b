"""What row 3 of the data sheets holds: sums, and means of the sheet Attractiveness."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from planforge.portfolio.assessment import FACTORS
from planforge.portfolio.sums import Rows, total


def totals_of(found: Rows) -> Mapping[str, float | None]:
    """The figures by name: group and attribute; a mean of nothing is None."""
    names: dict[str, tuple[Sequence[Any], tuple[str, ...]]] = {
        "accounts": (found.accounts, ("revenue", "plan", "to_plan", "growth_target", "weighted")),
        "years": (found.years, ("revenue", "direct_cost", "indirect_cost", "net_income", "plan", "to_plan")),
        "deals": (found.deals, ("value", "weighted")),
        "risks": (found.risks, ("at_stake",)),
        "requests": (found.requests, ("cost", "fte")),
        "decisions": (found.decisions, ("amount", "fte")),
    }
    sums = {f"{group}_{name}": total(rows, name) for group, (rows, attributes) in names.items() for name in attributes}
    averages = {f"scores_{place + 1}": _average(row.scores[place] for row in found.scores) for place in range(FACTORS)}
    return {**sums, **averages, "scores_mean": _average(row.mean for row in found.scores)}


def _average(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None
