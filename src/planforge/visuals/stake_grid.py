"""Power and interest from 1 to 5: four fields, and groups as numbered chips; square chips ask for attention."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from planforge.office.frame import Frame
from planforge.office.pptx.drawing import Canvas, Style
from planforge.office.rich import Rich, Span, first_language
from planforge.office.text import one_line, width_of

LOW, HIGH = 0.5, 5.5
"""Ends of both axes: half a step around the ratings."""
CHIP, STEP = 0.34, 0.38
"""Diameter of a chip and pitch of chips that stand side by side, in inches."""
BAND = 0.32
"""Room for the names of the fields at the upper and lower edge."""
AXIS_LEFT, AXIS_BOTTOM = 0.30, 0.28


class Field(Protocol):
    """A field: name, note and place; row 0 on top."""

    name: str
    note: str
    column: int
    row: int


class Mark(Protocol):
    """A numbered chip; `flagged` ones are square and in the colour of what is wrong."""

    number: int
    power: int
    concern: int
    flagged: bool
    alt: str


class StakeGrid:
    """Draws fields, dividing lines, chips and axes."""

    minimum = (4.2, 3.0)

    def __call__(self, canvas: Canvas, frame: Frame, *args: Any) -> str:
        """Arguments: fields, the cut on both axes, marks, names of the axes upwards and to the right, alt text."""
        fields, cut, marks, upwards, across, alt = args
        plot = _Plot(frame)
        for field in fields:
            _field(canvas, plot, field, cut, frame.font)
        canvas.line(plot.x(cut), plot.top, plot.x(cut), plot.top + plot.height, "grey", 1.0, "dash", name="pf:cut")
        canvas.line(plot.left, plot.y(cut), plot.left + plot.width, plot.y(cut), "grey", 1.0, "dash", name="pf:cut")
        for place in sorted({(mark.power, mark.concern) for mark in marks}):
            _chips(canvas, plot, place, [mark for mark in marks if (mark.power, mark.concern) == place])
        head: dict[str, Any] = {"size": 11, "bold": True, "tone": "title", "align": "center", "anchor": "middle"}
        arrow = (Span("  →", tone="muted", bold=False),)
        up = Rich((Span(one_line(first_language(upwards), (plot.height - 0.4) * 72, 11, True, frame.font)), *arrow))
        canvas.text(frame.left, plot.top, 0.24, plot.height, up, Style(vertical=True, **head), "pf:axis-y")
        right = Rich((Span(one_line(first_language(across), (plot.width - 0.4) * 72, 11, True, frame.font)), *arrow))
        canvas.text(plot.left, plot.top + plot.height + 0.04, plot.width, 0.22, right, Style(**head), "pf:axis-x")
        return str(alt)


class _Plot:
    """Where ratings come to lie, in inches."""

    def __init__(self, frame: Frame) -> None:
        self.left, self.top = frame.left + AXIS_LEFT, frame.top
        self.width, self.height = frame.width - AXIS_LEFT, frame.height - AXIS_BOTTOM

    def x(self, rating: float) -> float:
        """The place of an interest."""
        return self.left + (rating - LOW) / (HIGH - LOW) * self.width

    def y(self, rating: float) -> float:
        """The place of a power."""
        return self.top + BAND + (HIGH - rating) / (HIGH - LOW) * (self.height - 2 * BAND)


def _field(canvas: Canvas, plot: _Plot, field: Field, cut: float, font: str) -> None:
    left, right = (plot.x(cut), plot.left + plot.width) if field.column else (plot.left, plot.x(cut))
    top, bottom = (plot.y(cut), plot.top + plot.height) if field.row else (plot.top, plot.y(cut))
    canvas.box(left + 0.02, top + 0.02, right - left - 0.04, bottom - top - 0.04, "panel", name="pf:stake-field")
    room = (right - left - 0.2) * 72
    name = one_line(field.name, room, 11, True, font)
    spans = [Span(name, bold=True, tone="title")]
    if width_of(name, 11, True, font) + width_of("  " + field.note, 9.5, False, font) <= room - 2:
        spans.append(Span("  " + field.note, tone="muted", points=-1.5))
    y = bottom - 0.29 if field.row else top + 0.05
    canvas.text(left + 0.02, y, right - left - 0.04, 0.24, Rich(tuple(spans)), Style(size=11, inset=0.08, anchor="middle"), "pf:stake-name")


def _chips(canvas: Canvas, plot: _Plot, place: tuple[int, int], marks: Sequence[Mark]) -> None:
    """Chips of one place side by side, as many as the place is wide; the last then tells how many more there are."""
    power, concern = place
    most = max(1, int(plot.width / (HIGH - LOW) / STEP))
    shown = list(marks) if len(marks) <= most else list(marks[: most - 1])
    count = len(shown) + (len(shown) < len(marks))
    cx, cy = plot.x(concern), plot.y(power)
    for number in range(count):
        x = cx + (number - (count - 1) / 2) * STEP - CHIP / 2
        if number < len(shown):
            mark = shown[number]
            fill, shape = ("bad", "rect") if mark.flagged else ("title", "ellipse")
            words, alt = str(mark.number), mark.alt
        else:
            fill, shape, words, alt = "neutral", "ellipse", f"+{len(marks) - len(shown)}", ""
        style = Style(size=11, bold=True, tone="white", align="center", anchor="middle")
        canvas.box(
            x, cy - CHIP / 2, CHIP, CHIP, fill, "white", 1.25, shape=shape, paragraphs=words, style=style, name="pf:stake-chip", alt=alt
        )  # fmt: skip
