"""A progress bar in cells: each cell stands for a part and is filled as far as the part is complete."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from planforge.office.frame import Frame
from planforge.office.pptx.drawing import Canvas, Style
from planforge.office.rich import Rich, Span

GAP = 0.05


class Cell(Protocol):
    """A part: `label` stands in bold before `figure`; `share` is 0 to 1, None when nothing of the part can be counted."""

    label: str
    figure: str
    share: float | None


class ProgressCells:
    """Draws the cells side by side, which share the frame's width equally."""

    minimum = (3.0, 0.2)

    def __call__(self, canvas: Canvas, frame: Frame, *args: Any) -> str:
        """Arguments: the cells, alt text."""
        cells: Sequence[Cell] = args[0]
        pitch = (frame.width + GAP) / max(1, len(cells))
        for number, cell in enumerate(cells):
            _cell(canvas, frame.left + number * pitch, frame.top, pitch - GAP, frame.height, cell)
        return str(args[1])


def _cell(canvas: Canvas, x: float, y: float, w: float, h: float, cell: Cell) -> None:
    whole = cell.share is not None and cell.share >= 1
    if cell.share and not whole:
        canvas.box(x, y, w * cell.share, h, "lv2", name="pf:progress-fill")
    words = Rich((Span(cell.label, bold=True), Span("  " + cell.figure)))
    style = Style(size=10, tone="white" if whole else "ink", align="center", anchor="middle")
    dash = "" if cell.share is not None else "dash"
    canvas.box(
        x,
        y,
        w,
        h,
        "primary" if whole else "",
        "primary" if whole else "grey",
        0.75,
        dash,
        paragraphs=words,
        style=style,
        name="pf:progress",
    )
