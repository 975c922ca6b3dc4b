"""Where a long table is cut into pages.

A page takes as many rows as fit. A block of several rows (one round of a row loop) stays together when it fits on a page; one that
is too long is torn with at least two rows on either side where that is possible, so that a heading row never ends a page. The last page
has at least `keep` rows, taken from the page before as long as that keeps as many and no block is torn for it; where the total row no
longer fits, rows go with it.

Pages may be made even: as many as that takes, but none with more rows than needed for it. Rows may grow into what their page leaves free.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

Fits = Callable[[int, int, bool], bool]
"""Whether the rows from the first number up to the second fit on a page; the third says that the table ends there."""
_TORN = 2


@dataclass(frozen=True, slots=True)
class Cutter:
    """The rules by which the body rows of one table are cut.

    Attributes:
        blocks: for each row the numbers of the blocks it belongs to, outermost first.
        fits: whether rows fit on a page.
        keep: rows that the last page has at least.
        total: a row ends the table, which may stand on a page of its own when it fits with no other row.
        most: rows that a page has at most, 0 for any number.
    """

    blocks: Sequence[tuple[int, ...]]
    fits: Fits
    keep: int = 1
    total: bool = False
    most: int = 0

    def even(self) -> list[tuple[int, int]]:
        """The pages when none has more rows than their number makes necessary."""
        found = self.pages()
        for most in range(-(-len(self.blocks) // len(found)), max(last - first for first, last in found)):
            pages = replace(self, most=most).pages()
            if len(pages) == len(found):
                return pages
        return found

    def pages(self) -> list[tuple[int, int]]:
        """First and past-the-end row of each page; the last may be empty, for a total that stands alone."""
        found: list[tuple[int, int]] = []
        start, count = 0, len(self.blocks)
        while True:
            end = self._end(start)
            found.append((start, end))
            if end == count:
                alone = self.total and start < end and not self.fits(start, end, True)
                return [*found, (count, count)] if alone else found
            start = end

    def _end(self, start: int) -> int:
        """Where a page that begins at a row ends."""
        count = len(self.blocks)
        end = start
        stop = min(count, start + self.most) if self.most else count
        while end < stop and (end == start or self.fits(start, end + 1, False)):
            end += 1
        if end < count:
            end = self._whole(start, end)
            return self._widow(start, end) if count - end < self.keep else end
        if end - start < 2 or self.fits(start, end, True):
            return end
        return self._widow(start, end)

    def _widow(self, start: int, end: int) -> int:
        """An end that leaves enough rows for the last page, and no more than fit there."""
        count = len(self.blocks)
        wanted = min(max(count - self.keep, start + self.keep), count - 1)
        first = self._whole(start, wanted) if start < wanted < end else wanted
        fitting = (at for at in range(max(first, start + 1), end) if self.fits(at, count, True))
        return next((at for at in fitting if self._whole(start, at) == at), end)

    def _whole(self, start: int, end: int) -> int:
        """An end at or before the given one at which no block is torn that need not be."""
        shared = _shared(self.blocks[end - 1], self.blocks[end])
        for depth in range(1, shared + 1):
            first, last = self._extent(end, depth)
            together = self.fits(first, last, last == len(self.blocks))
            if first > start and (together or end - first < _TORN):
                return first
            if not together and last - end < _TORN and end - max(first, start) > _TORN:
                return self._whole(start, end - 1)
        return end

    def _extent(self, row: int, depth: int) -> tuple[int, int]:
        """First and past-the-end row of the block of a row at a depth."""
        block = self.blocks[row][:depth]
        first, last = row, row + 1
        while first > 0 and self.blocks[first - 1][:depth] == block:
            first -= 1
        while last < len(self.blocks) and self.blocks[last][:depth] == block:
            last += 1
        return first, last


def _shared(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    """How many blocks two neighbouring rows share."""
    return next((depth for depth, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def level(high: Sequence[int], room: int, most: int) -> int:
    """The height to which lower rows can grow so that they all take no more than the room; at most the given one, 0 without room."""
    used = 0
    for number, height in enumerate(sorted(high, reverse=True)):
        even = (room - used) // (len(high) - number)
        if even >= height:
            return min(even, most)
        used += height
    return 0
