"""How two companies touch at each of the five relationship stages: one pair, bow-tie, level to level, diamond, merged."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from planforge.office.frame import Frame
from planforge.office.pptx.drawing import Canvas

DOT = 0.075
LEVELS = 4
"""People of each side that stand above each other."""
REACH = 0.62
"""Inches from the middle of a pattern to its outermost people."""


class Step(Protocol):
    """A stage: `passed`, `now`, `between`, `target` or `plain`."""

    state: str


class _Tones(NamedTuple):
    ours: str
    theirs: str
    line: str
    width: float


_PLAIN = _Tones("neutral_m", "rule", "rule", 0.75)
_TONES: Mapping[str, _Tones] = {
    "now": _Tones("primary", "neutral", "primary", 1.25),
    "target": _Tones("title", "neutral", "title", 1.25),
}


class ContactPatterns:
    """Draws the patterns side by side, each below its chevron; those of the stage now and of the target are emphasised."""

    minimum = (7.0, 0.4)

    def __call__(self, canvas: Canvas, frame: Frame, *args: Any) -> str:
        """Arguments: the five stages in order, alt text."""
        steps: Sequence[Step] = args[0]
        for number, (step, draw) in enumerate(zip(steps, _PATTERNS, strict=False)):
            middle = frame.left + (number + 0.5) * frame.width / len(_PATTERNS)
            draw(_Pattern(canvas, middle, frame.top, frame.height, _TONES.get(step.state, _PLAIN)))
        return str(args[1])


class _Pattern:
    """A place for a pattern: its middle, its rows, and what it draws with."""

    def __init__(self, canvas: Canvas, middle: float, top: float, height: float, tones: _Tones) -> None:
        self.canvas, self.middle, self.tones = canvas, middle, tones
        pitch = (height - DOT) / (LEVELS - 1)
        self.rows = [top + DOT / 2 + pitch * row for row in range(LEVELS)]
        self.centre = (self.rows[0] + self.rows[-1]) / 2

    def dot(self, x: float, y: float) -> None:
        """Somebody of ours at the left of the middle, of theirs at the right; x counts from the middle."""
        tone = self.tones.ours if x < 0 else self.tones.theirs
        self.canvas.box(self.middle + x - DOT / 2, y - DOT / 2, DOT, DOT, tone, shape="ellipse", name="pf:contact")

    def line(self, x1: float, y1: float, x2: float, y2: float, dash: str = "") -> None:
        """A contact between two people."""
        self.canvas.line(self.middle + x1, y1, self.middle + x2, y2, self.tones.line, self.tones.width, dash, name="pf:contact-line")

    def sides(self, x: float) -> None:
        """All levels of both sides so far from the middle."""
        for y in self.rows:
            self.dot(-x, y)
            self.dot(x, y)


def _one_pair(pattern: _Pattern) -> None:
    """Two companies that look at each other through one pair of people."""
    y = pattern.rows[1]
    pattern.line(-REACH / 2, y, REACH / 2, y, "dash")
    pattern.sides(REACH / 2)


def _bow_tie(pattern: _Pattern) -> None:
    """Everybody of ours behind one of us, everybody of theirs behind one of them; only these two meet."""
    tip = 0.11
    for y in pattern.rows:
        pattern.line(-REACH, y, -tip, pattern.centre)
        pattern.line(tip, pattern.centre, REACH, y)
    pattern.line(-tip, pattern.centre, tip, pattern.centre)
    pattern.sides(REACH)
    pattern.dot(-tip, pattern.centre)
    pattern.dot(tip, pattern.centre)


def _level_to_level(pattern: _Pattern) -> None:
    for y in pattern.rows:
        pattern.line(-REACH / 2, y, REACH / 2, y)
    pattern.sides(REACH / 2)


def _diamond(pattern: _Pattern) -> None:
    """The functions face each other; the two who once met alone stand behind them and see to the whole."""
    face = 0.16
    for y in pattern.rows:
        pattern.line(-REACH, pattern.centre, -face, y)
        pattern.line(-face, y, face, y)
        pattern.line(face, y, REACH, pattern.centre)
    pattern.sides(face)
    pattern.dot(-REACH, pattern.centre)
    pattern.dot(REACH, pattern.centre)


def _merged(pattern: _Pattern) -> None:
    """Joint teams: both companies are one where they work together."""
    high = pattern.rows[-1] - pattern.rows[0] + DOT
    for left in (-REACH, -REACH / 3):
        pattern.canvas.box(
            pattern.middle + left, pattern.rows[0] - DOT / 2, REACH * 4 / 3, high, "", pattern.tones.line, pattern.tones.width,
            shape="ellipse", name="pf:contact-circle",
        )  # fmt: skip
    for y in pattern.rows[1:-1]:
        pattern.dot(-0.09, y)
        pattern.dot(0.09, y)


_PATTERNS: Sequence[Callable[[_Pattern], None]] = (_one_pair, _bow_tie, _level_to_level, _diamond, _merged)
