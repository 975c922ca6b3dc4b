"""The opportunity funnel: a bar for each stage as wide as the deals that came through it, with their value and who is held there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from planforge.office.frame import Frame
from planforge.office.pptx.drawing import Canvas, Style
from planforge.office.rich import Text, first_language
from planforge.office.text import Piece, cut, one_line

HEAD, TALLEST = 0.25, 0.60
BAR = 0.66
"""Share of a row that its bar takes."""
_SHARES = (0.19, 0.25, 0.12, 0.14, 0.30)
"""Widths of stage, bar, value, weighted value and deals held there as shares of the frame."""
_APART = 0.15
"""Inches that the words in the last column keep from the figures before them."""
_TONES = ("lv2", "lv3", "primary")


class Band(Protocol):
    """A stage of the funnel.

    Attributes:
        through: how many deals passed all its gates, of `of`.
        count: the same in words, shown in the bar.
        value, weighted: sums of the deals that came through, as shown.
        held: the deals that wait at one of its gates.
    """

    label: Text
    through: int
    of: int
    count: str
    value: str
    weighted: str
    held: str


class Funnel:
    """Draws the stages from top to bottom; rows share the frame's height."""

    minimum = (4.6, 1.2)

    def __call__(self, canvas: Canvas, frame: Frame, *args: Any) -> str:
        """Arguments: the bands in the order of the funnel, the five column heads, alt text."""
        bands: Sequence[Band] = args[0]
        if not bands:
            return str(args[2])
        edges = [frame.left + frame.width * sum(_SHARES[:number]) for number in range(len(_SHARES) + 1)]
        _heads(canvas, frame, edges, args[1])
        high = min(TALLEST, (frame.height - HEAD) / len(bands))
        for number, band in enumerate(bands):
            top = frame.top + HEAD + number * high
            _band(canvas, frame, edges, band, top, high, _TONES[min(number, len(_TONES) - 1)])
            if number + 1 < len(bands):
                _sides(canvas, edges, band, bands[number + 1], top, high)
        return str(args[2])


def _heads(canvas: Canvas, frame: Frame, edges: Sequence[float], heads: Sequence[Text]) -> None:
    for number, head in enumerate(heads):
        align = ("left", "center", "right", "right", "left")[number]
        style = Style(size=10, bold=True, tone="title", align=align, anchor="bottom", inset=_APART if number == 4 else 0.05)
        width = edges[number + 1] - edges[number]
        shown = one_line(first_language(head), (width - 2 * style.inset - 0.02) * 72, 10, True, frame.font)
        canvas.text(edges[number], frame.top, width, HEAD - 0.04, shown, style, "pf:head")
    canvas.line(frame.left, frame.top + HEAD, frame.left + frame.width, frame.top + HEAD, "title", 1.25, name="pf:rule")


def _half(edges: Sequence[float], band: Band) -> float:
    """Half the width of a band's bar; a stage that no deal came through keeps a narrow one."""
    return (edges[2] - edges[1] - 0.1) / 2 * max(band.through / max(band.of, 1), 0.36)


def _band(canvas: Canvas, frame: Frame, edges: Sequence[float], band: Band, top: float, high: float, tone: str) -> None:
    centre, half, bar = (edges[1] + edges[2]) / 2, _half(edges, band), high * BAR
    none = band.through == 0
    ink = "muted" if none else "white" if tone == "primary" else "ink"
    style = Style(size=11, bold=True, tone=ink, align="center", anchor="middle")
    place = (centre - half, top + (high - bar) / 2, 2 * half, bar)
    canvas.box(*place, "" if none else tone, "grey" if none else "", 1.0, "dash" if none else "", "rect", band.count, style, "pf:stage")
    words = (("left", True, first_language(band.label)), ("right", False, band.value), ("right", False, band.weighted))
    for (align, bold, text), column in zip(words, (0, 2, 3), strict=True):
        width = edges[column + 1] - edges[column]
        shown = one_line(text, (width - 0.12) * 72, 11, bold, frame.font)
        canvas.text(edges[column], top, width, high, shown, Style(size=11, bold=bold, align=align, anchor="middle", inset=0.05))
    pieces, _ = cut((Piece(band.held, 10, font=frame.font),), (edges[5] - edges[4] - 2 * _APART) * 72, 2)
    held = "".join(piece.text for piece in pieces)
    canvas.text(edges[4], top, edges[5] - edges[4], high, held, Style(size=10, anchor="middle", inset=_APART))
    canvas.line(frame.left, top + high, frame.left + frame.width, top + high, "hair", 0.5)


def _sides(canvas: Canvas, edges: Sequence[float], band: Band, following: Band, top: float, high: float) -> None:
    """The slanting sides between a bar and the next."""
    centre, gap = (edges[1] + edges[2]) / 2, high * (1 - BAR) / 2
    for side in (-1, 1):
        start, end = centre + side * _half(edges, band), centre + side * _half(edges, following)
        canvas.line(start, top + high - gap, end, top + high + gap, "grey", 1.0)
