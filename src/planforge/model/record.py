"""The base of every record read from a workbook: a record knows the cell of each of its values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from planforge.values import CellRef

_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One row, column or form block of a workbook.

    Attributes:
        cells: field name to the cell where the value stands, blank cells included,
            so that a finding can point at the cell that should be filled in.
        extra: values of columns that only this company's workbook has, by field name.
    """

    cells: Mapping[str, CellRef] = field(default_factory=lambda: _NOTHING, repr=False, compare=False)
    extra: Mapping[str, Any] = field(default_factory=lambda: _NOTHING, repr=False)

    def at(self, name: str) -> CellRef | None:
        """The cell of a field, or None when the workbook has no such column."""
        return self.cells.get(name)
