"""Objects that repeat on their slide: `for:`, `dir:`, `gap:` and `max:` in alt text.

The first copy stands where the designer drew the object and keeps its ids. Each further copy is moved by the object's own transform
only (of a group the outer one, never what is inside), and every id inside it is new. Copies go along `dir`, and when that names
two directions, or `max` is like `4 x 2`, they go on in a next line. What has no place is counted, never drawn.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from planforge.office.pptx.inherit import EMU_PER_POINT, Box, Scale

DIRECTIONS: Mapping[str, tuple[int, int]] = {"right": (1, 0), "down": (0, 1), "left": (-1, 0), "up": (0, -1)}
_EMU_PER_UNIT = {"cm": 360000, "mm": 36000, "in": EMU_PER_POINT * 72, "pt": EMU_PER_POINT}
_LENGTH = re.compile(r"(\d+(?:[.,]\d+)?)\s*(cm|mm|in|pt)\Z|0\Z")
_MAXIMUM = re.compile(r"(\d{1,4})(?:\s*[x×*]\s*(\d{1,4}))?\Z")
_SLACK = EMU_PER_POINT  # a designer's mouse may be off by a point
_UNLIMITED = 10_000


@dataclass(frozen=True, slots=True)
class RepeatStyle:
    """How an object repeats.

    Attributes:
        shape: its name.
        box: what it covers, in the coordinates it is written in (of its group, or the slide).
        scale: from those coordinates to the slide's.
        slide: width and height of the slide in EMU.
        steps: along the line and from line to line, in those coordinates; no second step when there is one line.
        line: copies in a line, 0 for as many as stay on the slide.
        most: copies in all, 0 for any number.
    """

    shape: str
    box: Box
    scale: Scale
    slide: tuple[int, int]
    steps: tuple[tuple[int, int], ...]
    line: int = 0
    most: int = 0

    def places(self, shift: tuple[float, float]) -> tuple[int, int]:
        """Copies in a line, and copies in all, when the first one is moved by so many EMU on the slide."""
        box = self.scale.box(self.box)
        box = Box(round(box.x + shift[0]), round(box.y + shift[1]), box.w, box.h)
        room = [self._room(box, step) for step in self.steps]
        line = min(room[0], self.line or _UNLIMITED)
        total = line * (room[1] if len(room) > 1 else 1)
        return line, min(total, self.most or total)

    def _room(self, box: Box, step: tuple[int, int]) -> int:
        """How many copies stay on the slide in a direction, the first one included."""
        found = _UNLIMITED
        for start, size, end, length in (
            (box.x, box.w, self.slide[0], step[0] * self.scale.x),
            (box.y, box.h, self.slide[1], step[1] * self.scale.y),
        ):
            if length:
                free = end - start - size if length > 0 else start
                found = min(found, 1 + max(0, int((free + _SLACK) / abs(length))))
        return found

    def corner(self, number: int, line: int) -> tuple[int, int]:
        """How far a copy is moved, counted from 0, with so many copies in a line."""
        across, along = divmod(number, line)
        (dx, dy), *rest = self.steps
        ex, ey = rest[0] if rest else (0, 0)
        return along * dx + across * ex, along * dy + across * ey


@dataclass(slots=True)
class Repeat:
    """A repetition while it is rendered: what was drawn and left out, and the move and the ids of the copy in work."""

    style: RepeatStyle
    outer: tuple[float, float]
    shown: int = 0
    left: int = 0
    move: tuple[int, int] = (0, 0)
    idents: dict[int, int] = field(default_factory=dict)
    _places: tuple[int, int] = (0, 0)

    def __post_init__(self) -> None:
        self._places = self.style.places(self.outer)

    def begin(self) -> bool:
        """Begins the next copy; False when there is no place for it."""
        line, total = self._places
        if self.shown >= total:
            self.left += 1
            return False
        self.move = self.style.corner(self.shown, line)
        self.shown += 1
        self.idents = {}
        return True

    @property
    def shift(self) -> tuple[float, float]:
        """How far the copy is moved on the slide, in EMU."""
        return self.outer[0] + self.move[0] * self.style.scale.x, self.outer[1] + self.move[1] * self.style.scale.y

    def complaint(self) -> str:
        """What was left out and why, as half a sentence."""
        count = self.shown + self.left
        items = f"{self.left} of {count} items are not shown"
        if self.style.most and self.shown >= self.style.most:
            return f"{items}: `max:` leaves room for {self.style.most}"
        return f"{items}: their copies would leave the slide"


def repeat_style(shape: str, lines: Mapping[str, str], box: Box, turned: bool, scale: Scale, slide: tuple[int, int]) -> RepeatStyle:
    """The style of a repeating object from its alt text, whose values were checked before; `turned` when it lies on its side."""
    if turned:
        centre_x, centre_y = box.x + box.w / 2, box.y + box.h / 2
        box = Box(round(centre_x - box.h / 2), round(centre_y - box.w / 2), box.h, box.w)
    words = directions(lines.get("dir", "right"))
    line, most = maximum(lines.get("max", ""))
    if line and len(words) == 1:
        words = (*words, "down" if words[0] in ("right", "left") else "right")
    gap = length(lines.get("gap", "0"))
    wide, high = box.w + gap / scale.x, box.h + gap / scale.y
    steps = tuple((round(DIRECTIONS[word][0] * wide), round(DIRECTIONS[word][1] * high)) for word in words)
    return RepeatStyle(shape, box, scale, slide, steps, line, most)


def directions(text: str) -> tuple[str, ...]:
    """The direction of a line, and the one of the next lines; empty when they are not understood."""
    words = tuple(text.lower().replace(",", " ").split())
    if not 1 <= len(words) <= 2 or any(word not in DIRECTIONS for word in words):
        return ()
    if len(words) == 2 and abs(DIRECTIONS[words[0]][0]) == abs(DIRECTIONS[words[1]][0]):
        return ()
    return words


def maximum(text: str) -> tuple[int, int]:
    """Copies in a line (0 when not given) and in all, from `6` or `4 x 2`; both 0 when it is not understood."""
    found = _MAXIMUM.match(text.strip().lower())
    if found is None:
        return 0, 0
    first, second = int(found[1]), int(found[2] or 0)
    return (first, first * second) if second else (0, first)


def length(text: str) -> int:
    """EMU of a length with its unit, such as `0.3cm`; -1 when it is not understood."""
    found = _LENGTH.match(text.strip().lower())
    if found is None:
        return -1
    return round(float(found[1].replace(",", ".")) * _EMU_PER_UNIT[found[2]]) if found[1] else 0
