"""Steps from left to right as chevrons: which are passed, where we stand, what lies between, where we want to be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple, Protocol

from planforge.office.frame import Frame
from planforge.office.pptx.drawing import Canvas, Style
from planforge.office.rich import Rich, Span, Text
from planforge.office.text import Piece, cut, layout, one_line

GAP = 0.06
NOTE = 0.22
"""Height of the line above the chevrons; it is only there when a step has a note."""
TALLEST = 0.70
_POINT = 0.5
"""The point of Office's chevron as a share of its height."""
_INSET = 0.04
_SIZES = (12.0, 11.0, 10.0)


class Step(Protocol):
    """One step.

    Attributes:
        label: stands in the chevron.
        state: `passed`, `now`, `between`, `target` or `plain`; where somebody decides it `for`, `neutral`, `against` or `unknown`.
        note: stands above the chevron, such as "Now"; may be empty.
    """

    label: Text
    state: str
    note: Text


class _Look(NamedTuple):
    fill: str = "white"
    outline: str = ""
    width: float = 0.75
    tone: str = "ink"
    bold: bool = False
    hatch: bool = False


_LOOKS = {
    "passed": _Look("neutral_l"),
    "now": _Look("primary", tone="white", bold=True),
    "between": _Look("rule", "grey", hatch=True),
    "target": _Look(outline="title", width=1.25, bold=True),
    "plain": _Look(outline="grey"),
    "for": _Look("good_l", "good"),
    "neutral": _Look("neutral_l", "neutral"),
    "against": _Look("bad_l", "bad"),
    "unknown": _Look(outline="grey"),
}


class Chevrons:
    """Draws the steps, which share the frame's width equally; the frame's height is theirs, up to 0.70 in and a line of notes.

    As `columns` each begins where a column of a table with as many columns as there are steps begins, and the last ends with it.
    """

    minimum = (3.0, 0.24)

    def __call__(self, canvas: Canvas, frame: Frame, *args: Any) -> str:
        """Arguments: the steps in order, alt text, and `columns` when they stand above the columns of a table."""
        steps: Sequence[Step] = args[0]
        columns = args[2:] == ("columns",)
        if not steps:
            return str(args[1])
        above = NOTE if any(step.note for step in steps) else 0.0
        height = min(frame.height - above, TALLEST)
        point = height * _POINT
        # Each chevron reaches into the notch of the next, so that the gap between them is even.
        pitch = frame.width / len(steps) if columns else (frame.width - point + GAP) / len(steps)
        for number, step in enumerate(steps):
            x = frame.left + number * pitch
            width = pitch if columns and number == len(steps) - 1 else pitch - GAP + point
            _step(canvas, frame, x, frame.top + above, width, height, step, first=number == 0)
            if step.note:
                style = Style(size=10, bold=True, tone="title", align="center", anchor="middle")
                note = one_line(str(step.note), (pitch - GAP) * 72, 10, True, frame.font)
                canvas.text(x, frame.top, width, NOTE - 0.02, note, style, "pf:step-note")
        return str(args[1])


def _step(canvas: Canvas, frame: Frame, x: float, y: float, width: float, height: float, step: Step, first: bool) -> None:
    look = _LOOKS[step.state]
    point = height * _POINT
    # Office keeps the text of a chevron clear of notch and point; a first step has no notch, and half its point is open to text.
    room = width - (point / 2 if first else 2 * point) - 2 * _INSET
    label, size = _fitted(_toned(step.label, look), room, height, look.bold, frame.font)
    style = Style(size=size, tone=look.tone, bold=look.bold, align="center", anchor="middle", inset=_INSET)
    shape = "homePlate" if first else "chevron"
    canvas.box(x, y, width, height, look.fill, look.outline, look.width, "", shape, label, style, "pf:step", hatch=look.hatch)


def _toned(label: Text, look: _Look) -> Text:
    """The label; on a dark fill its spans lose their own colours, which are made for a light one."""
    if look.tone == "ink" or not isinstance(label, Rich):
        return label
    return Rich(tuple(replace(span, tone="") for span in label.spans))


def _fitted(label: Text, width: float, height: float, bold: bool, font: str) -> tuple[Text, float]:
    """The label and the largest size in points at which it fits; cut when even the smallest is too large."""
    spans = label.spans if isinstance(label, Rich) else (Span(label),)
    whole = " " not in str(label) and _one_line_size(spans, width, bold, font)
    for size in (whole,) if whole else _SIZES:
        taken = layout(_pieces(spans, size, bold, font), width * 72)
        if taken.height <= height * 72 and taken.widest <= width * 72:
            return label, size
    # Of a label in two languages the first stands alone when both have no room.
    lines = max(1, int(height * 72 / (_SIZES[-1] * 1.2)))
    pieces, _ = cut(_pieces(spans[:1], _SIZES[-1], bold, font), width * 72, lines)
    return "".join(piece.text for piece in pieces), _SIZES[-1]


def _one_line_size(spans: Sequence[Span], width: float, bold: bool, font: str) -> float:
    """The largest size in points at which a label takes one line, 0.0 when none. Chinese labels would else break within a word."""
    return next((size for size in _SIZES if layout(_pieces(spans, size, bold, font), width * 72).lines == 1), 0.0)


def _pieces(spans: Sequence[Span], size: float, bold: bool, font: str) -> tuple[Piece, ...]:
    return tuple(Piece(span.text, size + span.points, bold if span.bold is None else span.bold, font) for span in spans)
