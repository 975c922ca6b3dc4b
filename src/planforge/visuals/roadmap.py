"""The value roadmap: a lane for each priority of the customer, with our proposition, its proof, and initiatives over eight quarters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Protocol

from planforge.office.frame import Frame
from planforge.office.pptx.drawing import Canvas, Style
from planforge.office.rich import Rich, Span, Text, first_language
from planforge.office.text import Piece, cut, layout, one_line, width_of

HEAD, QUARTER = 0.27, 0.26
"""Heights of the line of column heads and of the line of quarters."""
LANE = 1.20
BAR, DIAMOND = 0.26, 0.16
LANES, BARS = 4, 2
_LABEL = 10.0
_SIZES = (11.0, 10.0)
"""Sizes of the words of a lane, the larger one first."""
_KEY = 0.28
_LOOKS = {"done": ("primary", "", False), "running": ("primary", "primary", True), "planned": ("white", "primary", False)}
"""State to fill, outline and whether the fill is hatched: actual, forecast, plan."""


class Bar(Protocol):
    """An initiative."""

    label: Text
    start: date | None
    end: date | None
    state: str


class Lane(Protocol):
    """A priority with what we set against it."""

    priority: str
    need: Text
    proposition: str
    proof: Text
    bars: tuple[Bar, ...]


class Quarters(Protocol):
    """The time axis."""

    first: date
    last: date
    today: date | None
    names: tuple[str, ...]


class RoadmapLanes:
    """Draws heads, quarters and up to four lanes."""

    minimum = (7.5, 2.4)

    def __call__(self, canvas: Canvas, frame: Frame, *args: Any) -> str:
        """Arguments: the lanes, the quarters, the three column heads, states with their words, alt text."""
        lanes, quarters, heads, states, alt = args
        axis = _Axis(frame, quarters)
        top = frame.top + HEAD + QUARTER
        pitch = min(LANE, (frame.height - HEAD - QUARTER) / max(1, len(lanes)))
        bottom = top + pitch * len(lanes)
        heads, states = _fitting(frame, axis, heads, states)
        _heads(canvas, frame, axis, heads)
        _quarters(canvas, frame, axis, quarters, top, bottom)
        _today(canvas, axis, quarters, top, bottom)
        _keys(canvas, frame, axis, states, heads[2], quarters)
        for number, lane in enumerate(lanes[:LANES]):
            y = top + number * pitch
            canvas.line(frame.left, y + pitch, frame.left + frame.width, y + pitch, "hair", 0.5)
            _words(canvas, frame, axis, lane, y, pitch)
            slot = pitch / max(BARS, len(lane.bars))
            above = (pitch - slot * len(lane.bars)) / 2
            for place, bar in enumerate(lane.bars):
                _bar(canvas, frame, axis, bar, y + above + place * slot, slot)
        return str(alt)


class _Axis:
    """Where the columns begin, and the x of a day."""

    def __init__(self, frame: Frame, quarters: Quarters) -> None:
        self.column = frame.width / 4
        self.left = frame.left + 2 * self.column
        self.right = frame.left + frame.width
        self.first = quarters.first.toordinal()
        self.days = max(1, quarters.last.toordinal() - self.first + 1)

    @property
    def width(self) -> float:
        return self.right - self.left

    def x(self, day: date) -> float:
        """The x of a day's beginning, kept inside the axis."""
        share = (day.toordinal() - self.first) / self.days
        return self.left + self.width * min(1.0, max(0.0, share))


def _heads(canvas: Canvas, frame: Frame, axis: _Axis, heads: Sequence[Text]) -> None:
    style = Style(size=12, bold=True, tone="title", anchor="middle")
    rooms = (axis.column - 0.1, axis.column - 0.1, axis.width)
    for number, (head, room) in enumerate(zip(heads, rooms, strict=True)):
        x = frame.left + number * axis.column
        word: Text = head if width_of(str(head), 12, True, frame.font) <= room * 72 else first_language(head)
        if number < 2:
            canvas.text(x, frame.top, room, HEAD - 0.03, word, style, "pf:heading")
        else:
            taken = _taken(head, 12, True, frame.font) + 0.1
            canvas.text(x, frame.top, min(room, taken), HEAD - 0.03, head, style, "pf:heading")
        canvas.line(x, frame.top + HEAD, x + room, frame.top + HEAD, "rule", 0.75)


def _fitting(
    frame: Frame, axis: _Axis, heads: Sequence[Text], states: Sequence[tuple[str, Text]]
) -> tuple[Sequence[Text], Sequence[tuple[str, Text]]]:
    """The heads and the words of the states as they are, or the last head and the states in their first language where both lack room."""
    if _taken(heads[2], 12, True, frame.font) + sum(_key_widths(states, frame.font)) + 0.2 <= axis.width:
        return heads, states
    return (*heads[:2], first_language(heads[2])), [(state, first_language(word)) for state, word in states]


def _taken(text: Text, size: float, bold: bool, font: str) -> float:
    """Width in inches of a label on one line."""
    return width_of(str(text), size, bold, font) / 72


def _key_widths(states: Sequence[tuple[str, Text]], font: str) -> list[float]:
    return [_KEY + 0.06 + _taken(word, _LABEL, False, font) + 0.16 for _, word in states]


def _keys(canvas: Canvas, frame: Frame, axis: _Axis, states: Sequence[tuple[str, Text]], head: Text, quarters: Quarters) -> None:
    """What the looks of bars mean, at the right end of the line of heads; left out when they have no room."""
    widths = _key_widths(states, frame.font)
    x = axis.right - sum(widths)
    if x < axis.left + _taken(head, 12, True, frame.font) + 0.2:
        return
    for (state, word), width in zip(states, widths, strict=True):
        fill, outline, hatch = _LOOKS[state]
        canvas.box(x, frame.top + 0.05, _KEY, 0.14, fill, outline, 1.0, hatch=hatch, name="pf:key")
        style = Style(size=_LABEL, tone="muted", anchor="middle")
        canvas.text(x + _KEY + 0.06, frame.top, width - _KEY - 0.06, HEAD - 0.03, word, style, "pf:key-word")
        x += width


def _quarters(canvas: Canvas, frame: Frame, axis: _Axis, quarters: Quarters, top: float, bottom: float) -> None:
    pitch = axis.width / max(1, len(quarters.names))
    room = (pitch - 0.06) * 72
    sizes = (size for size in (_LABEL, 9.5) if all(width_of(name, size, True, frame.font) <= room for name in quarters.names))
    size = next(sizes, 9.0)
    style = Style(size=size, bold=True, tone="title", align="left", anchor="middle")
    for number, name in enumerate(quarters.names):
        x = axis.left + number * pitch
        canvas.line(x, top - QUARTER + 0.04, x, bottom, "hair", 0.5)
        shown = one_line(name, room, size, True, frame.font)
        canvas.text(x + 0.05, top - QUARTER + 0.02, pitch - 0.05, QUARTER - 0.04, shown, style, "pf:quarter")
    canvas.line(frame.left, top, axis.right, top, "title", 1.25)


def _today(canvas: Canvas, axis: _Axis, quarters: Quarters, top: float, bottom: float) -> None:
    """A dashed line at the as-of day; the slide's subtitle names the day."""
    if quarters.today is not None and quarters.first <= quarters.today <= quarters.last:
        x = axis.x(quarters.today)
        canvas.line(x, top, x, bottom, "title", 1.0, "dash", name="pf:today")


def _words(canvas: Canvas, frame: Frame, axis: _Axis, lane: Lane, y: float, height: float) -> None:
    """Priority and need in the first column, proposition and proof in the second; each takes at most half of the lane."""
    room, size = axis.column - 0.15, _size(frame, axis, lane, height)
    columns = ((lane.priority, size + 1, True, lane.need), (lane.proposition, size, False, lane.proof))
    for number, (head, larger, bold, below) in enumerate(columns):
        first = _cut(head, larger, bold, room, 2, frame.font)
        taken = _tall(first, larger, bold, room, frame.font)
        lines = max(1, int(((height - 0.08) * 72 - taken) / (size * 1.2)))
        paragraphs: list[Text] = [Rich((Span(first, bold=bold, points=larger - size),))] if first else []
        if str(below):
            paragraphs.append(_cut_rich(below, size, room, min(2, lines), frame.font))
        if paragraphs:
            style = Style(size=size, anchor="middle")
            canvas.text(frame.left + number * axis.column, y + 0.02, room, height - 0.04, paragraphs, style, "pf:lane")


def _size(frame: Frame, axis: _Axis, lane: Lane, height: float) -> float:
    """The size in points at which the words of a lane fit into it, or the smallest there is."""
    room, font = axis.column - 0.15, frame.font
    for size in _SIZES[:-1]:
        first = _tall(lane.priority, size + 1, True, room, font) + _tall(str(lane.need), size, True, room, font)
        second = _tall(lane.proposition, size, False, room, font) + _tall(str(lane.proof), size, False, room, font)
        if max(first, second) <= (height - 0.08) * 72:
            return size
    return _SIZES[-1]


def _tall(text: str, size: float, bold: bool, width: float, font: str) -> float:
    """Points that a text takes; 0 for none."""
    return layout((Piece(text, size, bold, font),), width * 72).height if text else 0.0


def _cut(text: str, size: float, bold: bool, width: float, lines: int, font: str) -> str:
    pieces, _ = cut((Piece(text, size, bold, font),), width * 72, lines)
    return "".join(piece.text for piece in pieces)


def _cut_rich(text: Text, size: float, width: float, lines: int, font: str) -> Text:
    """A text in spans, cut to lines; what is cut away is cut from its end."""
    spans = text.spans if isinstance(text, Rich) else (Span(text),)
    pieces, _ = cut(_pieces(text, size, font), width * 72, lines)
    return Rich(tuple(Span(p.text, s.tone, s.bold, s.scale, s.points) for p, s in zip(pieces, spans, strict=False)))


def _bar(canvas: Canvas, frame: Frame, axis: _Axis, bar: Bar, y: float, slot: float) -> None:
    middle = y + slot / 2
    if bar.end is None:
        _label(canvas, frame, bar.label, axis.left + 0.05, axis.right, middle, slot)
        return
    end = axis.x(bar.end)
    if bar.start is None:
        half = DIAMOND / 2
        x = min(max(end, axis.left + half), axis.right - half)
        canvas.box(x - half, middle - half, DIAMOND, DIAMOND, "primary", shape="diamond", name="pf:milestone")
        start, end = x - half, x + half
    else:
        start = min(axis.x(bar.start), axis.right - 0.12)
        end = max(end, start + 0.12)
        fill, outline, hatch = _LOOKS[bar.state]
        height = min(BAR, slot - 0.06)
        canvas.box(start, middle - height / 2, end - start, height, fill, outline, 1.25, hatch=hatch, name=f"pf:bar-{bar.state}")
    _beside(canvas, frame, axis, bar, start, end, middle, slot)


def _beside(canvas: Canvas, frame: Frame, axis: _Axis, bar: Bar, start: float, end: float, middle: float, slot: float) -> None:
    """The label in the bar when it fits there, else where there is more room: right of it or left of it."""
    wanted = width_of(str(bar.label), _LABEL, False, frame.font) / 72 + 0.12
    after, before = axis.right - end - 0.06, start - axis.left - 0.06
    if bar.state != "running" and bar.start is not None and wanted <= end - start:
        tone = "white" if bar.state == "done" else "ink"
        style = Style(size=_LABEL, tone=tone, anchor="middle", inset=0.05)
        canvas.text(start, middle - 0.1, end - start, 0.2, bar.label, style, "pf:bar-label")
    elif wanted <= after or (after >= before and after >= 0.9):
        _label(canvas, frame, bar.label, end + 0.06, axis.right, middle, slot)
    elif before >= 0.9:
        _label(canvas, frame, bar.label, axis.left, start - 0.06, middle, slot, wanted)
    else:
        # The bar fills the lane: its label stands on it, on a ground of its own.
        room = min(wanted, end - start - 0.1)
        text = one_line(str(bar.label), (room - 0.1) * 72, _LABEL, font=frame.font)
        style = Style(size=_LABEL, anchor="middle", inset=0.04)
        canvas.box(start + 0.05, middle - 0.09, room, 0.18, "white", paragraphs=text, style=style, name="pf:bar-label")


def _label(canvas: Canvas, frame: Frame, label: Text, left: float, right: float, middle: float, slot: float, before: float = 0.0) -> None:
    """A label beside its bar, in as many lines as its slot holds; `before` is the width it wants when it stands left of the bar."""
    lines = max(1, int(slot * 72 / (_LABEL * 1.2)))
    if before and right - left > before:
        left = right - before
    text = _cut_rich(label, _LABEL, right - left, lines, frame.font)
    taken = layout(_pieces(text, _LABEL, frame.font), (right - left) * 72)
    # On a white ground, so that the lines of quarters and of the as-of day do not run through the words.
    width, height = min(right - left, taken.widest / 72 + 0.04), taken.height / 72
    x = right - width if before else left
    style = Style(size=_LABEL, align="right" if before else "left", anchor="middle")
    canvas.box(x, middle - height / 2, width, height, "white", paragraphs=text, style=style, name="pf:bar-label")


def _pieces(text: Text, size: float, font: str) -> tuple[Piece, ...]:
    spans = text.spans if isinstance(text, Rich) else (Span(text),)
    return tuple(Piece(span.text, size + span.points, bool(span.bold), font) for span in spans)
