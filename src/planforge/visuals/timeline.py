"""Bars beside a table of dates: one bar or milestone per row, in months, with the as-of day and, hollow, what was planned first."""

from __future__ import annotations

from datetime import date
from typing import Any, Protocol

from planforge.office.frame import Frame
from planforge.office.pptx.drawing import Canvas, Style
from planforge.office.text import width_of

BAR, DIAMOND = 0.16, 0.16
_TONES = {"done": "neutral", "running": "primary", "late": "bad"}


class Bar(Protocol):
    """One row of the timeline; `planned` is the end that was planned first, when it is another one."""

    start: date | None
    end: date | None
    state: str
    milestone: bool
    planned: date | None


class Timeline(Protocol):
    """The months shown and the bars."""

    first: date
    last: date
    today: date
    today_label: str
    months: tuple[str, ...]
    bars: tuple[Bar, ...]


class ActionTimeline:
    """Draws the bars of the rows that stand on this page."""

    minimum = (3.0, 1.0)

    def __call__(self, canvas: Canvas, frame: Frame, *args: Any) -> str:
        """Arguments: the timeline, the name of the table it runs beside, alt text."""
        timeline: Timeline = args[0]
        rows = frame.tables.get(str(args[1]), ())
        if not rows:
            return str(args[2])
        axis = _Axis(frame, timeline)
        top, bottom = rows[0].top, rows[-1].top + rows[-1].height
        _months(canvas, frame, timeline, axis, top, bottom)
        for row in rows:
            canvas.line(frame.left, row.top + row.height, frame.left + frame.width, row.top + row.height, "hair", 0.5)
        _today(canvas, timeline, axis, top, bottom, frame.top + frame.height)
        for row in rows:
            if row.index < len(timeline.bars):
                _bar(canvas, timeline.bars[row.index], axis, row.top + row.height / 2)
        return str(args[2])


class _Axis:
    def __init__(self, frame: Frame, timeline: Timeline) -> None:
        self.left, self.width = frame.left, frame.width
        self.first = timeline.first.toordinal()
        self.days = max(1, timeline.last.toordinal() - self.first + 1)

    def x(self, day: date) -> float:
        """The x of a day, kept inside the axis."""
        share = (day.toordinal() - self.first) / self.days
        return self.left + self.width * min(1.0, max(0.0, share))


def _months(canvas: Canvas, frame: Frame, timeline: Timeline, axis: _Axis, top: float, bottom: float) -> None:
    count = len(timeline.months)
    pitch = frame.width / max(1, count)
    style = Style(size=10, bold=True, tone="title", align="center", anchor="bottom")
    first = style._replace(align="left")
    widest = max((width_of(name, 10, True, font=frame.font) / 72 for name in timeline.months), default=0.0)
    every = 1 if pitch >= widest + 0.02 else 2 if 2 * pitch >= widest + 0.02 else 3
    for number, name in enumerate(timeline.months):
        x = frame.left + number * pitch
        if number:
            canvas.line(x, top, x, bottom, "hair", 0.5)
        if every == 1:
            canvas.text(x, top - 0.28, pitch, 0.24, name, style)
        elif number % every == 0 and number + every <= count:
            canvas.text(x, top - 0.28, pitch * every, 0.24, name, first)
    canvas.line(frame.left, top, frame.left + frame.width, top, "title", 1.25)


def _today(canvas: Canvas, timeline: Timeline, axis: _Axis, top: float, bottom: float, lowest: float) -> None:
    if not timeline.first <= timeline.today <= timeline.last:
        return
    x = axis.x(timeline.today)
    canvas.line(x, top, x, bottom, "title", 1.0, "dash", name="pf:today")
    width = 1.2
    left = min(max(axis.left, x - width / 2), axis.left + axis.width - width)
    align = "left" if left == axis.left else "right" if left > x - width / 2 + 0.001 else "center"
    canvas.text(
        left,
        min(bottom + 0.03, lowest - 0.18),
        width,
        0.18,
        timeline.today_label,
        Style(size=9.5, tone="title", align=align),
        "pf:today-label",
    )


def _bar(canvas: Canvas, bar: Bar, axis: _Axis, y: float) -> None:
    tone = _TONES.get(bar.state, "primary")
    if bar.end is None:
        return
    end = axis.x(bar.end)
    if bar.milestone or bar.start is None:
        if bar.planned is not None:
            canvas.line(_inside(axis, axis.x(bar.planned)), y, _inside(axis, end), y, tone, 1.0, "dash", name="pf:slip")
            _planned(canvas, axis, bar.planned, y)
        x = _inside(axis, end)
        canvas.box(x - DIAMOND / 2, y - DIAMOND / 2, DIAMOND, DIAMOND, tone, shape="diamond", name="pf:milestone")
        return
    start = min(axis.x(bar.start), axis.left + axis.width - 0.08)
    canvas.box(start, y - BAR / 2, max(0.08, end - start), BAR, tone, name="pf:bar")
    if bar.planned is not None:
        _planned(canvas, axis, bar.planned, y)


def _inside(axis: _Axis, x: float) -> float:
    """The centre of a diamond that does not stand out of the axis."""
    return min(max(x, axis.left + DIAMOND / 2), axis.left + axis.width - DIAMOND / 2)


def _planned(canvas: Canvas, axis: _Axis, day: date, y: float) -> None:
    """A hollow diamond where the end was planned first."""
    x = _inside(axis, axis.x(day))
    canvas.box(x - DIAMOND / 2, y - DIAMOND / 2, DIAMOND, DIAMOND, "white", "title", 1.0, shape="diamond", name="pf:planned")
