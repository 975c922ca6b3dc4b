"""The four fields of the account matrix behind a transparent bubble chart, with the way from the previous position."""

from __future__ import annotations

from typing import Any, Protocol

from planforge.office.frame import Frame
from planforge.office.pptx.drawing import Canvas, Style
from planforge.office.rich import Rich, Span
from planforge.office.text import Piece, cut, layout, one_line

LOW, HIGH = 0.75, 5.25
"""Ends of both axes: a 1 to 5 scale with head-room so that no bubble is cut. The chart in the template uses the same."""


BUBBLE = 0.25
"""Diameter of the account's bubble as a share of the shorter side, as Office draws the largest one."""
PREVIOUS = 0.13
"""Radius in inches of the circle at the previous position."""


class Field(Protocol):
    """A quadrant: name, note, tone and place."""

    name: str
    note: str
    tone: str
    column: int
    row: int


class Mark(Protocol):
    """The account's position, now and before.

    Attributes:
        before: names the previous position where it is seen.
        under: says where it was when the account's own bubble hides it, or that nothing moved; empty without a previous review.
    """

    name: str
    strength: float | None
    attractiveness: float
    previous_strength: float | None
    previous_attractiveness: float | None
    before: str
    under: str


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
            _history(canvas, frame, mark, middle_x)
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


def _history(canvas: Canvas, frame: Frame, mark: Mark, middle_x: float) -> None:
    if mark.strength is None:
        _band(canvas, frame, mark, middle_x)
        return
    now = (_x(frame, mark.strength), _y(frame, mark.attractiveness))
    bubble = BUBBLE / 2 * min(frame.width, frame.height)
    if mark.previous_strength is None or mark.previous_attractiveness is None:
        _said(canvas, frame, now, bubble, mark.under)
        return
    before = (_x(frame, mark.previous_strength), _y(frame, mark.previous_attractiveness))
    distance = ((before[0] - now[0]) ** 2 + (before[1] - now[1]) ** 2) ** 0.5
    if distance < bubble + PREVIOUS / 2:
        _said(canvas, frame, now, bubble, mark.under)
        return
    r = PREVIOUS
    canvas.box(before[0] - r, before[1] - r, 2 * r, 2 * r, "", "neutral", 1.25, "dash", "ellipse", name="pf:previous")
    wide = 1.2
    reach = r + 0.06 + wide
    ahead = before[0] + reach < frame.left + frame.width and (before[0] >= now[0] or before[0] - reach < frame.left)
    style = Style(size=10, tone="muted", align="left" if ahead else "right", anchor="middle")
    left = before[0] + reach - wide if ahead else before[0] - reach
    canvas.text(left, before[1] - 0.1, wide, 0.2, one_line(mark.before, wide * 72, 10, font=frame.font), style, "pf:previous-name")
    # From edge to edge, as the chart with the bubble lies above this drawing.
    if distance > r + bubble + 0.12:
        way = ((now[0] - before[0]) / distance, (now[1] - before[1]) / distance)
        start = (before[0] + way[0] * r, before[1] + way[1] * r)
        end = (now[0] - way[0] * bubble, now[1] - way[1] * bubble)
        canvas.line(*start, *end, "neutral", 1.5, arrow=True, name="pf:moved")


def _band(canvas: Canvas, frame: Frame, mark: Mark, middle_x: float) -> None:
    """While strength is not scored: all places the account may have, with its name clear of the line between the fields."""
    y = _y(frame, mark.attractiveness)
    canvas.box(frame.left + 0.02, y - 0.12, frame.width - 0.04, 0.24, "primary_l", "primary", 1.0, "dash", name="pf:band")
    style = Style(size=10.5, bold=True, tone="primary", align="right", anchor="middle")
    # Beside the dividing line, away from the names in the corners.
    width = max(0.45 * (middle_x - frame.left), 0.8)
    name = one_line(mark.name, width * 72, 10.5, True, frame.font)
    canvas.text(middle_x - 0.08 - width, y - 0.12, width, 0.24, name, style)


def _said(canvas: Canvas, frame: Frame, now: tuple[float, float], bubble: float, words: str) -> None:
    """Words on the previous position beside the bubble that hides it, clear of the names in the corners."""
    if not words:
        return
    width = 1.75
    right = now[0] + bubble + 0.08
    left = right if right + width < frame.left + frame.width else now[0] - bubble - 0.08 - width
    pieces, _ = cut((Piece(words, 10, font=frame.font),), width * 72, 3)
    high = layout(pieces, width * 72).height / 72 + 0.04
    low, end = frame.top + 0.56, frame.top + frame.height - 0.56 - high
    top = min(max(now[1] - high / 2, low), end)
    style = Style(size=10, tone="muted", align="left" if left == right else "right", anchor="middle")
    shown = "".join(piece.text for piece in pieces)
    canvas.box(left, top, width, high, "panel", paragraphs=shown, style=style, name="pf:previous-hidden")
