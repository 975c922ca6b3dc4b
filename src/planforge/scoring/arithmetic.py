"""Scores put together from their parts and cells."""

from __future__ import annotations

from collections.abc import Iterable

from planforge.model.scorecard import Part, Score
from planforge.values import CellRef


def cells_of(*cells: CellRef | None) -> tuple[CellRef, ...]:
    """The cells that exist."""
    return tuple(cell for cell in cells if cell is not None)


def score(key: str, value: float | None, unit: str, formula: str, parts: Iterable[Part] = ()) -> Score:
    """A score whose cells are those of its parts, each once."""
    entries = tuple(parts)
    cells = tuple(dict.fromkeys(cell for part in entries for cell in part.cells))
    return Score(key=key, value=value, unit=unit, formula=formula, parts=entries, cells=cells)
