"""The four fields of the account matrix behind a transparent bubble chart, with the way from the previous position."""

from __future__ import annotations

from typing import Any, Protocol

from planforge.office.frame import Frame
from planforge.office.pptx.drawing import Canvas, Style
from planforge.office.rich import Rich, Span
from planforge.office.text import one_line

LOW, HIGH = 0.75, 5.25
"""Ends of both axes: a 1 to 5 scale with head-room so that no bubble is cut. The chart in the template uses the same."""


class Field(Protocol):
    """A quadrant: name, note, tone and place."""

    name: str
    note: str
    tone: str
    column: int
    row: int


class Mark(Protocol):
    """The account's position, now and before."""

    name: str
    strength: float | None
    attractiveness: float
    previous_strength: float | None
    previous_attractiveness: float | None


class QuadrantField:
    """Draws fields, dividing lines, the previous position, and a band while strength is not scored."""

    minimum = (4.0, 2.5)

    def __call__(self, canvas: Canvas, frame: Frame, *args: Any) -> str:
        """Arguments: quadrants, strength cut, attractiveness cut, the account's mark or None, alt text."""
        fields, strength_cut, attractiveness_cut, mark, alt = args
        middle_x, middle_y = _x(frame, strength_cut), _y(frame, attractiveness_cut)
        for field in fields:
            _field(canvas, frame, field, middle_x, middle_y)
        canvas.line(middle_x, frame.top, middle_x, frame.top + frame.height, "grey", 1.0, "dash", name="pf:cut")
        canvas.line(frame.left, middle_y, frame.left + frame.width, middle_y, "grey", 1.0, "dash", name="pf:cut")
        if mark is not None:
            _history(canvas, frame, mark)
        return str(alt)


def _x(frame: Frame, value: float) -> float:
    return frame.left + (value - LOW) / (HIGH - LOW) * frame.width


def _y(frame: Frame, value: float) -> float:
    return frame.top + (HIGH - value) / (HIGH - LOW) * frame.height


def _field(canvas: Canvas, frame: Frame, field: Field, middle_x: float, middle_y: float) -> None:
    left, right = (middle_x, frame.left + frame.width) if field.column else (frame.left, middle_x)
    top, bottom = (middle_y, frame.top + frame.height) if field.row else (frame.top, middle_y)
    align = "right" if field.column else "left"
    canvas.box(left + 0.02, top + 0.02, right - left - 0.04, bottom - top - 0.04, "panel", name="pf:quadrant")
    place_y = bottom - 0.50 if field.row else top + 0.08
    room = max(right - left - 0.24, 0.2) * 72
    name = Rich((Span(one_line(field.name, room, 13, True, frame.font), tone=field.tone, bold=True),))
    note = one_line(field.note, room, 10, font=frame.font)
    words = (name, Rich((Span(note, tone="muted", points=-3),))) if note else (name,)
    canvas.text(left + 0.02, place_y, right - left - 0.04, 0.44, words, Style(size=13, align=align, inset=0.1))


def _history(canvas: Canvas, frame: Frame, mark: Mark) -> None:
    if mark.strength is None:
        y = _y(frame, mark.attractiveness)
        canvas.box(frame.left + 0.02, y - 0.12, frame.width - 0.04, 0.24, "primary_l", "primary", 1.0, "dash", name="pf:band")
        style = Style(size=10.5, bold=True, tone="primary", align="center", anchor="middle")
        canvas.text(frame.left, y - 0.12, frame.width, 0.24, mark.name, style)
        return
    if mark.previous_strength is None or mark.previous_attractiveness is None:
        return
    before = (_x(frame, mark.previous_strength), _y(frame, mark.previous_attractiveness))
    now = (_x(frame, mark.strength), _y(frame, mark.attractiveness))
    distance = ((before[0] - now[0]) ** 2 + (before[1] - now[1]) ** 2) ** 0.5
    if distance < 0.08:
        return
    radius = 0.13
    canvas.box(
        before[0] - radius, before[1] - radius, 2 * radius, 2 * radius, "", "neutral", 1.25, "dash", "ellipse", name="pf:previous"
    )  # fmt: skip
    if distance > 2.2 * radius:
        share = radius / distance
        start = (before[0] + (now[0] - before[0]) * share, before[1] + (now[1] - before[1]) * share)
        canvas.line(*start, *now, "neutral", 1.5, arrow=True, name="pf:moved")
