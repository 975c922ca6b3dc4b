"""Four boxes of short items, two by two, with a name for each row and column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from planforge.office.frame import Frame
from planforge.office.pptx.drawing import Canvas, Style
from planforge.office.rich import Rich, Span, Text, first_language
from planforge.office.text import Piece, cut, layout, one_line, width_of

GAP = 0.06
AXIS_LEFT, AXIS_BOTTOM = 0.86, 0.26
HEAD = 0.30
"""Height of a box's first line: its name, what to do about it, and how many items it holds."""
_TOP = HEAD + 0.10
"""Where items begin below the first line when there is space around them."""
_COUNT = 0.44
_INSET = 0.10
_BULLET = "• "
_SIZES = (12.0, 11.0, 10.5)
_LARGE = (15.0, 14.0, 13.0)
"""Sizes tried first in all boxes alike where the drawing may be large, with space between the items."""
_SPACE = 0.4
"""Space below an item in such boxes, as a multiple of the size."""
_LINES = 2
"""Lines an item may take before it is shortened; the smallest size leaves it one."""


class Box(Protocol):
    """One box.

    Attributes:
        name: in bold at the top.
        note: muted behind the name; may be empty.
        count: at the right of the name.
        tone: `good`, `bad`, `watch` or `neutral`; its light form fills the box.
        items: what stands in the box, at most as many as are shown.
        more: the last line, which says how many there are besides; may be empty.
    """

    name: Text
    note: str
    count: str
    tone: str
    items: tuple[str, ...]
    more: str


class FourBox:
    """Draws the boxes row by row, the names of rows at the left and those of columns below.

    As `large` the items of all boxes take the largest size in which every box holds its own, whole and with space between them.
    """

    minimum = (5.0, 2.6)

    def __call__(self, canvas: Canvas, frame: Frame, *args: Any) -> str:
        """Arguments: the four boxes row by row, names of the two rows, names of the two columns, alt text, and `large` or nothing."""
        boxes, rows, columns, alt, *look = args
        pitch_x = (frame.width - AXIS_LEFT + GAP) / 2
        pitch_y = (frame.height - AXIS_BOTTOM + GAP) / 2
        style = Style(size=11, bold=True, tone="title", align="center", anchor="middle")
        for number, name in enumerate(rows):
            lines = name.spans if isinstance(name, Rich) else (Span(name),)
            words = [Rich((Span(line.text.strip(), line.tone, points=line.points),)) for line in lines]
            canvas.text(frame.left, frame.top + number * pitch_y, AXIS_LEFT - 0.08, pitch_y - GAP, words, style, "pf:row")
        for number, name in enumerate(columns):
            x = frame.left + AXIS_LEFT + number * pitch_x
            canvas.text(x, frame.top + 2 * pitch_y - GAP + 0.03, pitch_x - GAP, 0.22, name, style, "pf:column")
        large = _large_size(boxes, pitch_x - GAP - 2 * _INSET, pitch_y - GAP - _TOP, frame.font) if look == ["large"] else 0.0
        for number, box in enumerate(boxes):
            down, right = divmod(number, 2)
            x, y = frame.left + AXIS_LEFT + right * pitch_x, frame.top + down * pitch_y
            _box(canvas, x, y, pitch_x - GAP, pitch_y - GAP, box, frame.font, large)
        return str(alt)


def _large_size(boxes: Sequence[Box], width: float, height: float, font: str) -> float:
    """The largest size at which all items of all boxes have room with space between them; 0.0 when even the smallest is too large."""
    for size in _LARGE:
        space = _SPACE * size / 72
        if all(_height(_bulleted(box), width, size, font) + space * len(_bulleted(box)) <= height for box in boxes):
            return size
    return 0.0


def _bulleted(box: Box) -> list[str]:
    return [*(_BULLET + item for item in box.items), *([box.more] if box.more else [])]


def _box(canvas: Canvas, x: float, y: float, w: float, h: float, box: Box, font: str, large: float) -> None:
    canvas.box(x, y, w, h, f"{box.tone}_l", name="pf:window")
    room = w - 2 * _INSET - _COUNT
    name = first_language(box.name)
    second = box.name.spans[1:] if isinstance(box.name, Rich) else ()
    spans = [Span(name, bold=True), *second]
    taken = width_of("".join(span.text for span in spans), 12, True, font)
    if second and taken > room * 72:
        spans, taken = spans[:1], width_of(name, 12, True, font)
    note = one_line(box.note, room * 72 - taken - 8, 10, font=font) if box.note and room * 72 - taken > 60 else ""
    if note and (note == box.note or not second):  # beside two names a note stands whole or not at all
        spans.append(Span("  " + note, tone="muted", points=-2))
    canvas.text(x + _INSET, y + 0.02, room, HEAD - 0.04, Rich(tuple(spans)), Style(tone="title", anchor="middle"), "pf:window-name")
    style = Style(size=14, bold=True, tone="title", align="right", anchor="middle")
    canvas.text(x + w - _INSET - _COUNT, y + 0.02, _COUNT, HEAD - 0.04, box.count, style, "pf:window-count")
    if large:
        whole: list[Text] = [*(_BULLET + item for item in box.items), *([Rich((Span(box.more, tone="muted"),))] if box.more else [])]
        style = Style(size=large, space=_SPACE * large)
        canvas.text(x + _INSET, y + _TOP - 0.02, w - 2 * _INSET, h - _TOP, whole, style, "pf:window-items")
        return
    lines, size = _fitted(box, w - 2 * _INSET, h - HEAD - 0.04, font)
    if lines:
        canvas.text(x + _INSET, y + HEAD, w - 2 * _INSET, h - HEAD - 0.04, lines, Style(size=size), "pf:window-items")


def _fitted(box: Box, width: float, height: float, font: str) -> tuple[list[Text], float]:
    """The items as paragraphs, in the largest size in which all have room; the smallest shortens each to one line."""
    more = [Rich((Span(box.more, tone="muted"),))] if box.more else []
    size = _SIZES[-1]
    for size in _SIZES:
        items = [_shortened(item, width, _LINES, size, font) for item in box.items]
        if _height([*items, *map(str, more)], width, size, font) <= height:
            return [*items, *more], size
    return [*(_shortened(item, width, 1, size, font) for item in box.items), *more], size


def _shortened(item: str, width: float, lines: int, size: float, font: str) -> str:
    pieces, _ = cut((Piece(_BULLET + item, size, False, font),), width * 72, lines)
    return "".join(piece.text for piece in pieces)


def _height(lines: Sequence[str], width: float, size: float, font: str) -> float:
    return sum(layout((Piece(line, size, False, font),), width * 72).height for line in lines) / 72
