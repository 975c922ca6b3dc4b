"""How much a template may take: what rendering counts, and the counting itself.

Nothing is counted step by step where a number tells it at once: a loop over a list takes its length when it begins. So a rendering
within its limits takes no longer than one without.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

LONGEST_TEXT = 1_000_000
"""Characters that one value of a template may have."""
_WATCHED = 1_000
"""Items from which on a loop looks at the clock and the counts while it runs."""
_GLANCE = 256


class Exceeded(Exception):  # noqa: N818 - it reads as what it says
    """A rendering has taken more than its limits; the text says of what."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one rendering may take.

    Attributes:
        steps: rounds of all loops together.
        slides: slides of the result before tables continue.
        characters: of all values shown.
        bytes: of all parts written, before compression.
        seconds: of wall time. It decides only whether there is a result, never what is in it.
    """

    steps: int = 1_000_000
    slides: int = 2_000
    characters: int = 20_000_000
    bytes: int = 200 * 1024 * 1024
    seconds: float = 120.0


class Budget:
    """What is left of the limits of one rendering."""

    __slots__ = ("_end", "bytes", "characters", "limits", "slides", "steps")

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.steps, self.slides, self.characters, self.bytes = limits.steps, limits.slides, limits.characters, limits.bytes
        self._end = time.monotonic() + limits.seconds

    def each(self, items: Any) -> Any:
        """The items of a loop, counted.

        Raises:
            Exceeded: the loops have taken too many steps, or another limit is reached.
        """
        try:
            count = len(items)
        except TypeError:
            return self._counted(items)
        self.steps -= count
        self.check()
        return items if count < _WATCHED else self._watched(items)

    def check(self) -> None:
        """Says when anything is used up."""
        limits = self.limits
        if self.steps < 0:
            raise Exceeded(f"the loops take more than {limits.steps:,} steps")
        if self.characters < 0:
            raise Exceeded(f"the texts are longer than {limits.characters:,} characters")
        if self.slides < 0:
            raise Exceeded(f"the deck has more than {limits.slides:,} slides")
        if self.bytes < 0:
            raise Exceeded(f"the result is larger than {limits.bytes // (1024 * 1024):,} MB before compression")
        if time.monotonic() > self._end:
            raise Exceeded(f"it takes longer than {limits.seconds:g} seconds")

    def _watched(self, items: Iterable[Any]) -> Iterator[Any]:
        for number, item in enumerate(items):
            if not number % _GLANCE:
                self.check()
            yield item

    def _counted(self, items: Iterable[Any]) -> Iterator[Any]:
        """Items that cannot tell how many they are."""
        for item in items:
            self.steps -= 1
            if self.steps < 0 or not self.steps % _GLANCE:
                self.check()
            yield item

    def slide(self) -> None:
        """Counts a slide."""
        self.slides -= 1
        self.check()

    def wrote(self, size: int) -> None:
        """Counts bytes of a part."""
        self.bytes -= size
        self.check()


def as_text(value: Any) -> str:
    """A value as text. A list is not: what Python would print says nothing to a reader, and lists in lists may be endless."""
    kind = type(value)
    if kind in (list, tuple, dict, set, frozenset):
        raise TypeError(f"a {'list' if kind is not dict else 'mapping'} cannot be shown as it is; loop over it, or join it")
    return str(value)


def joined(texts: Iterable[Any], separator: str = "") -> str:
    """Values as one text.

    Raises:
        Exceeded: it would be too long.
    """
    found = [as_text(text) for text in texts]
    measured(sum(map(len, found)) + len(separator) * len(found))
    return separator.join(found)


def measured(length: int) -> None:
    """Says when a text would be too long."""
    if length > LONGEST_TEXT:
        raise Exceeded(f"a text would be longer than {LONGEST_TEXT:,} characters")
