"""Cells of a table that are merged downwards: row spans of the template and equal values under `merge_down`.

PowerPoint keeps a merge as a first cell that says how many rows it spans and covered cells below it. How many that are is known only when
the rows stand on their pages, so such a cell stays a value until its page is written. A merge that a page break cuts begins again on
the next page, with its text. Heights are EMU.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol


class Merge(NamedTuple):
    """A cell that may be merged with its neighbours above and below.

    Attributes:
        position: its column, counted from 0.
        group: the same number for cells that belong together; unique in a table.
        cell: what it shows where its group begins on a page.
        need: the height its text takes with margins.
    """

    position: int
    group: int
    cell: Any
    need: int


class MergedRow(Protocol):
    """A row: its height as far as other cells decide, and its cells that may be merged."""

    height: int
    merges: list[Merge]


class Stretch(NamedTuple):
    """A merged cell on one page: its column, its first and last row there, the height it needs."""

    position: int
    first: int
    last: int
    need: int


def stretches(rows: Sequence[MergedRow]) -> list[Stretch]:
    """The merged cells of rows that stand under each other, those that end first coming first."""
    done: list[Stretch] = []
    going: dict[int, tuple[int, Stretch]] = {}
    for number, row in enumerate(rows):
        before, going = going, {}
        for merge in row.merges:
            group, stretch = before.pop(merge.position, (-1, None))
            if stretch is None or group != merge.group:
                if stretch is not None:
                    done.append(stretch)
                stretch = Stretch(merge.position, number, number, merge.need)
            going[merge.position] = (merge.group, stretch._replace(last=number))
        done += [stretch for _, stretch in before.values()]
    return done + [stretch for _, stretch in going.values()]


def heights(rows: Sequence[MergedRow]) -> list[int]:
    """The height of each row; where a merged text needs more than its rows have, the last of them gets the rest."""
    found = [row.height for row in rows]
    if not any(row.merges for row in rows):
        return found
    for stretch in sorted(stretches(rows), key=lambda item: item.last):
        lack = stretch.need - sum(found[stretch.first : stretch.last + 1])
        if lack > 0:
            found[stretch.last] += lack
    return found


class EqualCells:
    """Finds equal neighbours under `merge_down`, from left to right and row by row.

    A merge never crosses a change in such a column to its left: within a new region a segment begins anew. An empty cell is merged with
    nothing, since two unknown values are not the same value.
    """

    def __init__(self) -> None:
        self._last: dict[int, tuple[int, object, int]] = {}
        self._row = -1
        self._changed = False

    def group(self, row: int, position: int, key: object, empty: bool, fresh: int) -> int:
        """The group of a cell: that of the cell above when it is equal, else the fresh number."""
        if row != self._row:
            self._row, self._changed = row, False
        above, known, group = self._last.get(position, (-2, None, 0))
        same = above == row - 1 and known == key
        if not same or empty or self._changed:
            group = fresh
        self._changed = self._changed or not same
        self._last[position] = (row, key, group)
        return group
