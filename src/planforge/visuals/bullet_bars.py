"""Bullet bars beside a table: what is reached, what the pace leads to, and the target as one line through all rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from planforge.office.frame import Frame
from planforge.office.pptx.drawing import Canvas, Style
from planforge.office.rich import Text, first_language
from planforge.office.text import one_line

BAR = 0.14
_OVER = 0.14
"""Inches by which the target's line reaches beyond the middle of the first and the last bar."""
LEAST, ROOM = 1.05, 1.03
"""The scale reaches at least so many times the target, and so much further than the longest bar."""


class Bullet(Protocol):
    """A row: `reached` and `outlook` as shares of its target; None when they cannot be told. `tone` colours both."""

    reached: float | None
    outlook: float | None
    tone: str


class BulletBars:
    """Draws a bar for each row of the table that stands on this page, and one for its total row if it has one."""

    minimum = (0.6, 0.6)

    def __call__(self, canvas: Canvas, frame: Frame, *args: Any) -> str:
        """Arguments: the rows' bullets with the total's at the end, the table's name, its total row's height in inches, head, alt text.

        The height is 0 for a table without a total row, whose last bullet is that of its last row.
        """
        bullets: Sequence[Bullet] = args[0]
        places = beside_rows(canvas, frame, str(args[1]), len(bullets), float(args[2]), args[3])
        longest = max((share for b in bullets for share in (b.reached, b.outlook) if share is not None), default=1.0)
        unit = frame.width / (max(longest, LEAST) * ROOM)
        for index, y in places:
            _bar(canvas, bullets[index], frame.left, y, unit)
        if places:
            x = frame.left + unit
            canvas.line(x, places[0][1] - _OVER, x, places[-1][1] + _OVER, "title", 1.5, name="pf:target")
        return str(args[4])


def beside_rows(canvas: Canvas, frame: Frame, table: str, count: int, last: float, head: Text) -> list[tuple[int, float]]:
    """Goes on with the rules of a table's rows beside it, under a head.

    Args:
        count: rows of all pages, the total's included.
        last: height of the total row in inches, which stands below the last of the others; 0 when there is none.

    Returns:
        The rows on this page, each with the height of its middle in inches; none without a row.
    """
    rows = frame.tables.get(table, ())
    if not rows:
        return []
    style = Style(size=10, bold=True, tone="title", anchor="bottom")
    top = rows[0].top
    shown = one_line(first_language(head), frame.width * 72, 10, True, frame.font)
    canvas.text(frame.left, top - 0.26, frame.width, 0.24, shown, style, "pf:head")
    canvas.line(frame.left, top, frame.left + frame.width, top, "title", 1.25, name="pf:rule")
    places = [(row.index, row.top + row.height / 2) for row in rows]
    total = bool(last) and rows[-1].index == count - 2
    for row in rows:
        end, closes = row.top + row.height, total and row is rows[-1]
        canvas.line(frame.left, end, frame.left + frame.width, end, "title" if closes else "hair", 1.0 if closes else 0.5)
    if total:
        places.append((count - 1, rows[-1].top + rows[-1].height + last / 2))
    return places


def _bar(canvas: Canvas, bullet: Bullet, left: float, y: float, unit: float) -> None:
    """Solid as far as is reached, hatched as far as the pace leads."""
    reached = max(bullet.reached or 0.0, 0.0) * unit
    if reached:
        canvas.box(left, y - BAR / 2, reached, BAR, bullet.tone, name="pf:reached")
    if bullet.outlook is not None and (further := bullet.outlook * unit - reached) > 0.01:
        canvas.box(left + reached, y - BAR / 2, further, BAR, bullet.tone, bullet.tone, 0.75, hatch=True, name="pf:at-this-pace")
