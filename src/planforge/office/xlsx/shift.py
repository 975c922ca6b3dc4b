"""The shift map: where every row of a template comes to stand once its loops have their rows.

There is one map per render, and everything that names a row goes through it: formulas, tables, names, merges,
validations, conditional formats, print areas, chart ranges, links, notes and drawing anchors.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

LAST_ROW = 1_048_576


@dataclass(frozen=True, slots=True)
class SheetShift:
    """The loops of one sheet as (template row, rows added below it), top down."""

    growth: tuple[tuple[int, int], ...] = ()

    def first(self, row: int) -> int:
        """The row where a template row begins; a looped row begins with its first copy. 0 stays 0 (no row)."""
        return row + sum(extra for at, extra in self.growth if at < row) if row else 0

    def last(self, row: int) -> int:
        """The row where a template row ends; a looped row ends with its last copy. Never below the sheet's last row."""
        return min(LAST_ROW, row + sum(extra for at, extra in self.growth if at <= row)) if row else 0


_STILL = SheetShift()


@dataclass(frozen=True, slots=True)
class ShiftMap:
    """The shift of every sheet of a workbook, by lower-case sheet name; sheets without loops stand still."""

    sheets: Mapping[str, SheetShift] = field(default_factory=dict)

    def of(self, sheet: str) -> SheetShift:
        """The shift of a sheet."""
        return self.sheets.get(sheet.lower(), _STILL)
