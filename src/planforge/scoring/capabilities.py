"""The capability matrix: which needs our units and partners meet, where a rival is ahead, which combination does it (METHOD A14)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from planforge.model.codes import Cover, Mark
from planforge.model.deal import Capability
from planforge.model.plan import AccountPlan
from planforge.model.scorecard_deals import CapabilityScore, CapabilityScores

PLACES = range(9)
"""The workbook's columns for units and partners."""


def score_capabilities(plan: AccountPlan) -> CapabilityScores:
    """Every row of the matrix and the best combination of units."""
    rows = tuple(_row(number, capability) for number, capability in enumerate(plan.capabilities, 1))
    places = tuple(place for place in PLACES if _name(plan, place) or any(_mark(row, place) for row in plan.capabilities))
    combination, combined = _combination(plan.capabilities, places)
    return CapabilityScores(rows=rows, places=places, combination=combination, combined=combined)


def _name(plan: AccountPlan, place: int) -> str | None:
    found: str | None = getattr(plan.partners, f"source_{place + 1}")
    return found


def _mark(row: Capability, place: int) -> Mark | None:
    found: Mark | None = getattr(row, f"source_{place + 1}")
    return found


def _points(mark: Mark | None) -> int | None:
    """1 to 3; None for blank and for ???."""
    return mark.points if mark is not None else None


def _row(number: int, row: Capability) -> CapabilityScore:
    known = {place: points for place in PLACES if (points := _points(_mark(row, place))) is not None}
    best = max(known.values(), default=None)
    need, rival = _points(row.need), _points(row.rival)
    doubt = any(_mark(row, place) is Mark.UNKNOWN for place in PLACES)
    return CapabilityScore(
        number=number,
        capability=row,
        need=need,
        best=best,
        best_places=tuple(place for place, points in known.items() if points == best),
        rival=rival,
        cover=_cover(need, best, doubt),
        behind=_behind(best, rival, doubt),
    )


def _cover(need: int | None, best: int | None, doubt: bool) -> Cover:
    """Met at or above the need; short below it, unless a unit's unknown mark may still meet it."""
    if need is None or best is None:
        return Cover.OPEN
    if best >= need:
        return Cover.MET
    return Cover.OPEN if doubt else Cover.SHORT


def _behind(best: int | None, rival: int | None, doubt: bool) -> bool | None:
    if best is None or rival is None:
        return None
    if rival <= best:
        return False
    return None if doubt else True


def _combination(rows: Sequence[Capability], places: Sequence[int]) -> tuple[tuple[int, ...], int]:
    """The units that together meet as many needs as possible, then as few units as possible, then the strongest, then the first."""
    needs = [(need, row) for row in rows if (need := _points(row.need)) is not None]
    chosen: tuple[int, ...] = ()
    rank = (0, 0, 0)
    for size in range(1, len(places) + 1):
        for units in combinations(places, size):
            best = [_best(row, units) for _, row in needs]
            met = sum(1 for (need, _), points in zip(needs, best, strict=True) if points >= need)
            if (met, -size, sum(best)) > rank and met:
                chosen, rank = units, (met, -size, sum(best))
    return chosen, rank[0]


def _best(row: Capability, units: Iterable[int]) -> int:
    """The highest known mark of some units; 0 only says that none of them meets a need."""
    return max((_points(_mark(row, place)) or 0 for place in units), default=0)
