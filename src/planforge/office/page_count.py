"""How many pages slides take, which is known only when the deck is laid out: a number, or a word for too few or too many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

COUNT = "\x1d"
"""Begins the mark of a page count; no slide id can."""
_PARTS, _IDS = "\x1f", "\x1e"
_WORDS = 3


@dataclass(frozen=True, slots=True)
class PageCount:
    """How many pages the slides with certain ids take.

    Attributes:
        low, high: the limits that choose among the words.
        words: for fewer pages than `low`, for a number within both limits, for more than `high`; empty to show the number.
    """

    ids: tuple[str, ...]
    low: int = 0
    high: int = 0
    words: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        """All of it as one text, which `shown_count` reads later."""
        return COUNT + _PARTS.join((_IDS.join(self.ids), str(self.low), str(self.high), *self.words))

    @property
    def widest(self) -> str:
        """A text that needs as much room as any that may be shown."""
        return max(*self.words, "00", key=len)

    def __str__(self) -> str:
        return ""


def pages_of(ids: str | Iterable[object], low: int = 0, high: int = 0, *words: object) -> PageCount:
    """The number of pages of slides, or with limits and three words the word that holds.

    Raises:
        ValueError: there are words, but not three.
    """
    if words and len(words) != _WORDS:
        raise ValueError("pages_of needs three words: for fewer pages, for the right number, for more")
    found = (ids,) if isinstance(ids, str) else tuple(str(ident) for ident in ids)
    return PageCount(found, int(low), int(high), tuple(str(word) for word in words))


def shown_count(mark: str, pages: Mapping[str, tuple[int, int]]) -> str:
    """What a page count's mark shows; `pages` leads from slide ids to the first page and the number of pages."""
    ids, low, high, *words = mark.removeprefix(COUNT).split(_PARTS)
    count = sum(pages.get(ident, (0, 0))[1] for ident in ids.split(_IDS))
    if not words:
        return str(count)
    return words[0 if count < int(low) else 1 if count <= int(high) else 2]
