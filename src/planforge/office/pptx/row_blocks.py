"""Which rows of a table a row directive covers.

`{% row for %}` and `{% row if %}` cover their own row; with `{% row endfor %}` or `{% row endif %}` in a later row they cover all rows to
there. Since ends may be left out, an end does not always say which of two beginnings it belongs to: a heading row and a detail row
with one `row endfor` nest, a single row and a block of two rows below it do not. What the rows between use decides: a loop whose item
is used further down reaches that far. Otherwise the nearest one above the end is meant, since a single row needs no end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from planforge.office.problems import BAD_TABLE, Place, Problems

OPENING = ("for", "if")
CLOSING = ("endfor", "endif")
_WORD = re.compile(r"[^\W\d]\w*")


@dataclass(frozen=True, slots=True)
class RowDirective:
    """A row directive: its first word, its source without `row`, and its place."""

    word: str
    source: str
    place: Place


@dataclass(slots=True)
class Block:
    """The rows from `first` to `last`, counted from 0, that a directive repeats or leaves out."""

    word: str
    source: str
    place: Place
    first: int
    last: int

    @property
    def repeats(self) -> bool:
        """True for a loop."""
        return self.word == "for"

    @property
    def several(self) -> bool:
        """True when it covers more than one row."""
        return self.last > self.first

    def covers(self, row: int) -> bool:
        """True when a row belongs to it."""
        return self.first <= row <= self.last


def blocks_of(rows: Sequence[Sequence[RowDirective]], used: Sequence[str], problems: Problems) -> list[Block]:
    """The blocks of a table in the order in which they begin.

    Args:
        rows: the directives of each row.
        used: for each row the source of all its tags, in which the names of loop items are looked for.
        problems: takes note of ends that close nothing.
    """
    blocks: list[Block] = []
    waiting: list[Block] = []
    for number, directives in enumerate(rows):
        begun = [Block(d.word, d.source, d.place, number, number) for d in directives if d.word in OPENING]
        blocks += begun
        waiting += begun
        ends = [d for d in directives if d.word in CLOSING]
        for position, end in enumerate(ends):
            kind = end.word[3:]
            alike = sum(1 for other in ends[position:] if other.word == end.word)
            found = _begun_by(waiting, kind, number, alike, used)
            if found is None:
                problems.add(BAD_TABLE, end.place, f"'{end.word}' closes no '{kind}'")
                continue
            found.last = number
            # What began inside and has no end of its own covers its own row.
            del waiting[next(index for index, block in enumerate(waiting) if block is found) :]
    return blocks


def _begun_by(waiting: Sequence[Block], kind: str, row: int, ends: int, used: Sequence[str]) -> Block | None:
    """The block that an end in a row belongs to; `ends` counts the ends of this kind that the row still has."""
    alike = [block for block in reversed(waiting) if block.word == kind]
    if not alike:
        return None
    if ends >= len(alike):
        return alike[0]
    earlier = [block for block in alike if block.first < row]
    used_on = (block for block in earlier if kind == "for" and _used_below(block, row, used))
    return next(used_on, next(iter(earlier), alike[0]))


def _used_below(block: Block, row: int, used: Sequence[str]) -> bool:
    """True when the item of a loop is used in the rows after its own."""
    targets = set(_WORD.findall(block.source.partition(" in ")[0])) - {"for"}
    return any(targets & set(_WORD.findall(text)) for text in used[block.first + 1 : row + 1])
