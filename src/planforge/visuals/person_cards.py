"""People as cards: name and title, marks in words, and what the person wants where that is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Protocol

from planforge.office.frame import Frame
from planforge.office.pptx.drawing import Canvas, Style
from planforge.office.rich import Rich, Span, Text
from planforge.office.text import Piece, cut, one_line, width_of

GAP, BAR, INSET = 0.12, 0.07, 0.12
ROWS = 2
"""Rows for which there is room."""
WIDE, MOST, NARROW = 10.5, 10, 8
"""Width in inches from which a drawing has room for five cards side by side, and the cards of a drawing with and without it."""
LABEL, LINE, CLOSEST = 0.72, 0.205, 0.182
"""Width of the marks' names, and pitch of their lines at most and at least, in inches; names are set closer where cards are narrow."""
_LABEL_CLOSE = 0.60
_TOP = 0.49
"""Where the marks begin below the top of a card."""
_TONES: dict[int | None, str] = {1: "good", 0: "neutral", -1: "bad", None: "hair"}
"""None: not known."""


class Mark(Protocol):
    """A line of a card."""

    label: str
    value: Text
    tone: str


class Person(Protocol):
    """A person: `support` is +1, 0, -1 or None while it is not known, `second` the name in another script; `wants` may be empty."""

    name: str
    second: str
    title: str
    support: int | None
    marks: tuple[Mark, ...]
    wants: tuple[Mark, ...]


class PersonCards:
    """Draws up to ten cards in two rows, eight on a narrow page; the bar at the left of a card shows where the person stands."""

    minimum = (8.0, 3.25)

    def __call__(self, canvas: Canvas, frame: Frame, *args: Any) -> str:
        """Arguments: the people, alt text."""
        people: Sequence[Person] = args[0]
        most = MOST if frame.width >= WIDE else NARROW
        columns = 3 if len(people) in (1, 2, 3, 5, 6) else 4 if len(people) <= NARROW or most == NARROW else 5
        pitch_x, pitch_y = (frame.width + GAP) / columns, (frame.height + GAP) / ROWS
        shown = people[:most]
        room, height = pitch_x - GAP - BAR - 2 * INSET, pitch_y - GAP - _TOP - 0.04
        counts = [_lines(person, room, height, frame.font) for person in shown]
        # All cards have lines at the same distance.
        pitch = min([LINE, *(height / sum(lines) for lines in counts if lines)])
        for place, (person, lines) in enumerate(zip(shown, counts, strict=True)):
            row, column = divmod(place, columns)
            x, y = frame.left + column * pitch_x, frame.top + row * pitch_y
            _card(canvas, x, y, pitch_x - GAP, pitch_y - GAP, person, lines, pitch, frame.font)
        return str(args[1])


def _label_width(room: float) -> float:
    return LABEL if room > 2.2 else _LABEL_CLOSE


def _lines(person: Person, room: float, height: float, font: str) -> list[int]:
    """How many lines each mark takes: two where its words need them and the card has room for them."""
    marks = [*person.marks, *person.wants]
    spare = int(height / CLOSEST + 0.01) - len(marks)
    lines = []
    for mark in marks:
        long = not isinstance(mark.value, Rich) and width_of(mark.value, 10.5, font=font) > (room - _label_width(room)) * 72
        lines.append(2 if long and spare > 0 else 1)
        spare -= lines[-1] - 1
    return lines


def _card(canvas: Canvas, x: float, y: float, w: float, h: float, person: Person, lines: Sequence[int], pitch: float, font: str) -> None:
    canvas.box(x, y, w, h, "white", "neutral", 1.0, name="pf:person")
    canvas.box(x, y, BAR, h, _TONES[person.support], name="pf:person-bar")
    left, room = x + BAR + INSET, w - BAR - 2 * INSET
    canvas.text(left, y + 0.05, room, 0.22, _heading(person, room * 72, font), Style(size=12, bold=True, tone="title"), "pf:person-name")
    title = one_line(person.title, room * 72, 10, font=font) if person.title else ""
    if title:
        canvas.text(left, y + 0.26, room, 0.19, title, Style(size=10, tone="muted"), "pf:person-title")
    top = y + _TOP
    canvas.line(left, top - 0.02, left + room, top - 0.02, "hair", 0.5)
    for number, mark in enumerate([*person.marks, *person.wants]):
        _line(canvas, left, top + sum(lines[:number]) * pitch, room, _label_width(room), mark, lines[number], font)


def _heading(person: Person, width: float, font: str) -> Rich:
    """The name, and the name in the other script where it has room."""
    name = one_line(person.name, width, 12, True, font)
    spans = [Span(name)]
    if person.second and width_of(name, 12, True, font) + width_of("  " + person.second, 10, False, font) <= width - 2:
        spans.append(Span("  " + person.second, tone="muted", bold=False, points=-2))
    return Rich(tuple(spans))


def _line(canvas: Canvas, x: float, y: float, w: float, label: float, mark: Mark, lines: int, font: str) -> None:
    name = one_line(mark.label, label * 72, 10, font=font)
    canvas.text(x, y, label, 0.19, name, Style(size=10, tone="muted", anchor="middle"), "pf:person-label")
    value = _tight(mark.value) if isinstance(mark.value, Rich) else _shortened(mark.value, (w - label) * 72, lines, font)
    height, anchor = (0.19, "middle") if lines == 1 else (0.37, "top")
    canvas.text(x + label, y, w - label, height, value, Style(size=10.5, tone=mark.tone, anchor=anchor), "pf:person-mark")


def _shortened(value: str, width: float, lines: int, font: str) -> str:
    pieces, _ = cut((Piece(value, 10.5, False, font),), width, lines)
    return "".join(piece.text for piece in pieces)


def _tight(value: Rich) -> Rich:
    """A status whose glyph, which is drawn larger than the words beside it, does not make the line higher."""
    return Rich(tuple(replace(span, points=span.points - 2) if span.scale > 1 else span for span in value.spans))
