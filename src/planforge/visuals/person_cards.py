"""People as cards: name and title, marks in words, and what the person wants where that is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Protocol

from planforge.office.frame import Frame
from planforge.office.pptx.drawing import Canvas, Style
from planforge.office.rich import Rich, Span, Text
from planforge.office.text import one_line, width_of

GAP, BAR, INSET = 0.12, 0.07, 0.12
MOST, ROWS = 8, 2
"""Cards in a drawing, and rows for which there is room."""
LABEL, LINE = 0.72, 0.205
"""Width of the marks' names and pitch of their lines, in inches."""
_TONES = {1: "good", 0: "neutral", -1: "bad"}


class Mark(Protocol):
    """A line of a card."""

    label: str
    value: Text
    tone: str


class Person(Protocol):
    """A person: `support` is +1, 0 or -1, `second` the name in another script; `wants` may be empty."""

    name: str
    second: str
    title: str
    support: int
    marks: tuple[Mark, ...]
    wants: tuple[Mark, ...]


class PersonCards:
    """Draws up to eight cards in two rows; the bar at the left of a card shows where the person stands."""

    minimum = (8.0, 3.25)

    def __call__(self, canvas: Canvas, frame: Frame, *args: Any) -> str:
        """Arguments: the people, alt text."""
        people: Sequence[Person] = args[0]
        columns = 3 if len(people) in (1, 2, 3, 5, 6) else 4
        pitch_x, pitch_y = (frame.width + GAP) / columns, (frame.height + GAP) / ROWS
        for place, person in enumerate(people[:MOST]):
            row, column = divmod(place, columns)
            _card(canvas, frame.left + column * pitch_x, frame.top + row * pitch_y, pitch_x - GAP, pitch_y - GAP, person, frame.font)
        return str(args[1])


def _card(canvas: Canvas, x: float, y: float, w: float, h: float, person: Person, font: str) -> None:
    canvas.box(x, y, w, h, "white", "neutral", 1.0, name="pf:person")
    canvas.box(x, y, BAR, h, _TONES[person.support], name="pf:person-bar")
    left, room = x + BAR + INSET, w - BAR - 2 * INSET
    canvas.text(left, y + 0.05, room, 0.22, _heading(person, room * 72, font), Style(size=12, bold=True, tone="title"), "pf:person-name")
    title = one_line(person.title, room * 72, 10, font=font) if person.title else ""
    if title:
        canvas.text(left, y + 0.26, room, 0.19, title, Style(size=10, tone="muted"), "pf:person-title")
    top = y + 0.49
    canvas.line(left, top - 0.02, left + room, top - 0.02, "hair", 0.5)
    lines = [*person.marks, *person.wants]
    pitch = min(LINE, (y + h - 0.04 - top) / max(1, len(lines)))
    for number, mark in enumerate(lines):
        _line(canvas, left, top + number * pitch, room, mark, font)


def _heading(person: Person, width: float, font: str) -> Rich:
    """The name, and the name in the other script where it has room."""
    name = one_line(person.name, width, 12, True, font)
    spans = [Span(name)]
    if person.second and width_of(name, 12, True, font) + width_of("  " + person.second, 10, False, font) <= width - 2:
        spans.append(Span("  " + person.second, tone="muted", bold=False, points=-2))
    return Rich(tuple(spans))


def _line(canvas: Canvas, x: float, y: float, w: float, mark: Mark, font: str) -> None:
    label = one_line(mark.label, LABEL * 72, 10, font=font)
    canvas.text(x, y, LABEL, 0.19, label, Style(size=10, tone="muted", anchor="middle"), "pf:person-label")
    value = _tight(mark.value) if isinstance(mark.value, Rich) else one_line(mark.value, (w - LABEL) * 72, 10.5, font=font)
    canvas.text(x + LABEL, y, w - LABEL, 0.19, value, Style(size=10.5, tone=mark.tone, anchor="middle"), "pf:person-mark")


def _tight(value: Rich) -> Rich:
    """A status whose glyph, which is drawn larger than the words beside it, does not make the line higher."""
    return Rich(tuple(replace(span, points=span.points - 2) if span.scale > 1 else span for span in value.spans))
