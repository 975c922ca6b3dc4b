"""The 3x3 risk matrix: probability to the right, impact upwards, risks as numbered chips."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from planforge.office.frame import Frame
from planforge.office.pptx.drawing import Canvas, Style
from planforge.office.rich import Rich, Span, first_language

_FILLS = ("neutral_l", "watch_l", "bad_l", "bad")
CHIP, GAP = 0.36, 0.05
AXIS_LEFT, AXIS_BOTTOM = 0.74, 0.44
PER_ROW, MAXIMUM = 3, 6


class Mark(Protocol):
    """A risk's number and place."""

    number: int
    probability: int
    impact: int
    alt: str


class RiskMatrix:
    """Draws cells, axes and chips."""

    minimum = (4.6, 3.2)

    def __call__(self, canvas: Canvas, frame: Frame, *args: Any) -> str:
        """Arguments: zone names lowest first, names of low, medium and high, marks, alt text, the zones of the sums from 2 to 6."""
        zones, degrees, marks, alt, ranks = args
        left, top = frame.left + AXIS_LEFT, frame.top
        pitch_x = (frame.width - AXIS_LEFT) / 3
        pitch_y = (frame.height - AXIS_BOTTOM) / 3
        for probability in (1, 2, 3):
            for impact in (1, 2, 3):
                here = [m for m in marks if (m.probability, m.impact) == (probability, impact)]
                x, y = left + (probability - 1) * pitch_x, top + (3 - impact) * pitch_y
                _cell(canvas, x, y, pitch_x - GAP, pitch_y - GAP, ranks[probability + impact - 2], zones, here)
        _axes(canvas, frame, degrees, pitch_x, pitch_y)
        return str(alt)


def _cell(canvas: Canvas, x: float, y: float, w: float, h: float, rank: int, zones: Sequence[str], marks: Sequence[Mark]) -> None:
    solid = rank == 3
    style = Style(size=9.5, tone="white" if solid else "ink", bold=solid, inset=0.05)
    canvas.box(x, y, w, h, _FILLS[rank], name="pf:risk-cell")
    canvas.text(x, y + 0.05, w, 0.2, zones[rank], style, "pf:risk-zone")
    # When there are too many, the last place tells how many more there are.
    shown: list[Mark | None] = list(marks) if len(marks) <= MAXIMUM else [*marks[: MAXIMUM - 1], None]
    rows = [shown[i : i + PER_ROW] for i in range(0, len(shown), PER_ROW)]
    middle = y + 0.25 + (h - 0.25) / 2
    for number, row in enumerate(rows):
        cy = middle + (number - (len(rows) - 1) / 2) * (CHIP + 0.04)
        for place, mark in enumerate(row):
            cx = x + w / 2 + (place - (len(row) - 1) / 2) * (CHIP + 0.07)
            if mark is not None:
                _chip(canvas, cx, cy, mark)
            else:
                more = Style(size=11, bold=True, tone="white" if solid else "ink", align="center", anchor="middle")
                canvas.text(cx - CHIP / 2, cy - CHIP / 2, CHIP, CHIP, f"+{len(marks) - len(shown) + 1}", more)


def _chip(canvas: Canvas, cx: float, cy: float, mark: Mark) -> None:
    style = Style(size=12, bold=True, tone="white", align="center", anchor="middle")
    half = CHIP / 2
    canvas.box(
        cx - half, cy - half, CHIP, CHIP, "title", "white", 1.25, shape="ellipse", paragraphs=str(mark.number), style=style,
        name=f"pf:risk-{mark.number}", alt=mark.alt,
    )  # fmt: skip


def _axes(canvas: Canvas, frame: Frame, degrees: Sequence[str], pitch_x: float, pitch_y: float) -> None:
    left, bottom = frame.left + AXIS_LEFT, frame.top + 3 * pitch_y
    centre = Style(size=11, align="center", anchor="middle")
    right = Style(size=11, align="right", anchor="middle")
    for step, name in enumerate(degrees):
        canvas.text(left + step * pitch_x, bottom - 0.03, pitch_x - GAP, 0.22, name, centre)
        canvas.text(frame.left, frame.top + (2 - step) * pitch_y, AXIS_LEFT - 0.08, pitch_y - GAP, name, right)
    arrow = (Span("  →", tone="muted", bold=False),)
    head = Style(size=11, bold=True, tone="title", align="center", anchor="middle")
    canvas.text(left, bottom + 0.19, 3 * pitch_x - GAP, 0.22, Rich((Span(first_language(frame.t("A18.probability"))), *arrow)), head)
    up = Rich((Span(first_language(frame.t("A18.impact"))), Span(" ↑", tone="muted", bold=False)))
    canvas.text(frame.left, frame.top, AXIS_LEFT - 0.08, 0.24, up, Style(size=11, bold=True, tone="title", align="right"))
