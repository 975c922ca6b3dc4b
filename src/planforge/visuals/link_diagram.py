"""Two columns of boxes with lines between those that belong together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

from planforge.office.frame import Frame
from planforge.office.pptx.drawing import Canvas, Style
from planforge.office.rich import Rich, Span, Text, first_language
from planforge.office.text import Piece, cut, layout, one_line, width_of

HEAD, GAP = 0.30, 0.10
BETWEEN = 0.14
"""Share of the width that is left for the lines."""
TALLEST = 0.74
_INSET = 0.08
_SIZES = (11.0, 10.5, 10.0)


class End(Protocol):
    """A box: its text, a line below, and whether it stands out for having no counterpart."""

    text: Text
    note: Text
    flagged: bool


class _Drawn(NamedTuple):
    ident: int
    middle: float


class LinkDiagram:
    """Draws both columns from top to bottom, each over the whole height, and a line for each link."""

    minimum = (4.0, 2.4)

    def __call__(self, canvas: Canvas, frame: Frame, *args: Any) -> str:
        """Arguments: boxes of the left, boxes of the right, links as pairs of places, the two heads, alt text."""
        left, right, links, heads, alt = args
        width = frame.width * (1 - BETWEEN) / 2
        far = frame.left + frame.width - width
        for x, head in ((frame.left, heads[0]), (far, heads[1])):
            style = Style(size=12, bold=True, tone="title", anchor="middle")
            fits_both = width_of(str(head), 12, True, frame.font) <= width * 72
            words = head if fits_both else one_line(first_language(head), width * 72, 12, True, frame.font)
            canvas.text(x, frame.top, width, HEAD - 0.06, words, style, "pf:heading")
            canvas.line(x, frame.top + HEAD - 0.03, x + width, frame.top + HEAD - 0.03, "rule", 0.75)
        ours = _column(canvas, frame, frame.left, width, left, "goal")
        theirs = _column(canvas, frame, far, width, right, "strategy")
        for one, other in links:
            start = (ours[one].ident, 3, frame.left + width, ours[one].middle)
            end = (theirs[other].ident, 1, far, theirs[other].middle)
            canvas.link(start, end, "primary", 1.25, elbow=False, name="pf:link")
        return str(alt)


def _column(canvas: Canvas, frame: Frame, x: float, width: float, ends: Sequence[End], name: str) -> list[_Drawn]:
    if not ends:
        return []
    top, room = frame.top + HEAD + 0.06, frame.height - HEAD - 0.06
    height = min(TALLEST, (room + GAP) / len(ends) - GAP)
    pitch = height + GAP
    drawn = []
    for number, end in enumerate(ends):
        y = top + number * pitch
        paragraphs, size = _fitted(end, width - 2 * _INSET, height - 0.04, frame.font)
        style = Style(size=size, anchor="middle", inset=_INSET)
        fill, outline, dash = ("", "neutral", "dash") if end.flagged else ("panel", "rule", "")
        ident = canvas.box(x, y, width, height, fill, outline, 0.75, dash, "rect", paragraphs, style, f"pf:{name}")
        drawn.append(_Drawn(ident, y + height / 2))
    return drawn


def _fitted(end: End, width: float, height: float, font: str) -> tuple[list[Text], float]:
    """Text and note in the largest size that needs no cutting; in the smallest the text is cut, and the note goes before that."""
    for size in _SIZES:
        lines = [part for part in (end.text, end.note) if str(part)]
        if sum(layout(_pieces(part, size, font), width * 72).height for part in lines) <= height * 72:
            return lines, size
    size = _SIZES[-1]
    note = [end.note] if str(end.note) and (end.flagged or height * 72 >= 3 * size * 1.2) else []
    most = max(1, int(height * 72 / (size * 1.2)) - len(note))
    return [_cut(end.text, size, width, most, font), *(_cut(line, size, width, 1, font) for line in note)], size


def _pieces(text: Text, size: float, font: str) -> tuple[Piece, ...]:
    spans = text.spans if isinstance(text, Rich) else (Span(text),)
    return tuple(Piece(span.text, size + span.points, bool(span.bold), font) for span in spans)


def _cut(text: Text, size: float, width: float, lines: int, font: str) -> Rich:
    spans = text.spans if isinstance(text, Rich) else (Span(text),)
    pieces, _ = cut(_pieces(text, size, font), width * 72, lines)
    return Rich(tuple(Span(p.text, s.tone, s.bold, s.scale, s.points) for p, s in zip(pieces, spans, strict=False)))
