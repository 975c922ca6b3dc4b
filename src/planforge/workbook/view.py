"""A sheet as the search for blocks sees it, and what the search gives back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from planforge.workbook.labels import MAX_LABEL, BlockLabels
from planforge.workbook.read import RawSheet

SEARCHED_ROWS: Final = 1_000
"""Rows in which headers, and the labels of forms, are looked for."""

Place = tuple[int, int]
"""Row and column, counted from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """Where one block stands.

    Attributes:
        labels: the block and its words.
        sheet: the sheet it was found on.
        records: the place of each field, per record in sheet order; blank table rows are left out.
        header: the place of each field's header or label.
        start: where the first record is, or would be.
        duplicates: headers that name a field a second time.
        ignored: rows with content behind the end of the table.
    """

    labels: BlockLabels
    sheet: RawSheet
    records: tuple[Mapping[str, Place], ...]
    header: Mapping[str, Place]
    start: Mapping[str, Place]
    duplicates: tuple[Place, ...] = ()
    ignored: int = 0


@dataclass(frozen=True, slots=True)
class Border:
    """The first row of a block and the columns it covers."""

    row: int
    left: int
    right: int


@dataclass(slots=True)
class View:
    """A sheet with its label hits, worked out row by row and only once."""

    sheet: RawSheet
    limit: int = SEARCHED_ROWS
    _hits: dict[tuple[str, int], list[tuple[int, str]]] = field(default_factory=dict)

    @property
    def height(self) -> int:
        """The last used row."""
        return len(self.sheet.rows)

    @property
    def searched(self) -> int:
        """The last row in which headers and labels are looked for."""
        return min(self.height, self.limit)

    def hits(self, labels: BlockLabels, row: int) -> list[tuple[int, str]]:
        """(column, field) of every cell of a row that reads like a label of the block."""
        key = (labels.spec.key, row)
        known = self._hits.get(key)
        if known is None:
            known = self._hits[key] = [
                (column, name)
                for column, value in enumerate(self.sheet.rows[row - 1], 1)
                if value and value.__class__ is str and len(value) <= MAX_LABEL and (name := labels.find(value))
            ]
        return known

    def blank(self, row: int, left: int, right: int) -> bool:
        """True when a row holds nothing between two columns."""
        return not any(
            value != "" and not (isinstance(value, str) and value.isspace()) for value in self.sheet.rows[row - 1][left - 1 : right]
        )
