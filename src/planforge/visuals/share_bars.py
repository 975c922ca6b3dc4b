"""Bars of 100 % beside a table: our part solid, the rest pale, one for each row and one for the total."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planforge.office.frame import Frame
from planforge.office.pptx.drawing import Canvas
from planforge.visuals.bullet_bars import beside_rows

BAR = 0.14


class ShareBars:
    """Draws a bar for each row of the table that stands on this page, and one for its total row."""

    minimum = (0.5, 0.6)

    def __call__(self, canvas: Canvas, frame: Frame, *args: Any) -> str:
        """Arguments: the rows' shares with the total's at the end, the table's name, its total row's height in inches, head, alt text."""
        shares: Sequence[float | None] = args[0]
        for index, y in beside_rows(canvas, frame, str(args[1]), len(shares), float(args[2]), args[3]):
            _bar(canvas, frame, shares[index], y)
        return str(args[4])


def _bar(canvas: Canvas, frame: Frame, share: float | None, y: float) -> None:
    if share is None:
        return
    ours = frame.width * min(max(share, 0.0), 1.0)
    canvas.box(frame.left, y - BAR / 2, frame.width, BAR, "hair", name="pf:rivals")
    if ours:
        canvas.box(frame.left, y - BAR / 2, ours, BAR, "primary", name="pf:ours")
