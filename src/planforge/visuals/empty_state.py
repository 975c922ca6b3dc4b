"""The box a required slide shows while its sheet has no data: what belongs here, which fields, where to fill in, who."""

from __future__ import annotations

from typing import Any, Protocol

from planforge.office.frame import Frame
from planforge.office.pptx.drawing import Canvas, Style
from planforge.office.rich import Rich, Span, Text
from planforge.office.text import fits


class Empty(Protocol):
    """What the drawing needs to know."""

    what: str
    fields: tuple[str, ...]
    fill_in: str
    owner: str


class EmptyStateBox:
    """Draws the dashed box."""

    minimum = (5.0, 1.8)

    def __call__(self, canvas: Canvas, frame: Frame, *args: Any) -> str:
        """Draws the box for one `Empty`; the alt text repeats what belongs here."""
        empty: Empty = args[0]
        canvas.box(frame.left, frame.top, frame.width, frame.height, "", "neutral", 1.0, "dash", name="pf:empty-box")
        inner, width = frame.left + 0.35, frame.width - 0.7
        size = next((size for size in (16, 15, 14, 13) if fits(empty.what, size, width * 72, 1, True, frame.font)), 12)
        canvas.text(
            inner, frame.top + 0.22, width, 0.42, empty.what, Style(size=size, bold=True, tone="title", anchor="middle"), "pf:empty-what"
        )
        half = width / 2 - 0.2
        fields: list[Text] = [Rich((Span("■  ", tone="neutral", points=-3), Span(name))) for name in empty.fields]
        middle = (len(fields) + 1) // 2
        for column, part in enumerate((fields[:middle], fields[middle:])):
            if part:
                left = inner + column * (half + 0.4)
                canvas.text(left, frame.top + 0.78, half, frame.height - 1.5, part, Style(size=12, space=4), "pf:empty-fields")
        low = frame.top + frame.height - 0.62
        canvas.line(inner, low, inner + width, low, "rule", 0.75)
        canvas.text(
            inner, low + 0.1, half, 0.32, empty.fill_in, Style(size=12, bold=True, tone="primary", anchor="middle"), "pf:empty-link"
        )
        right = Style(size=12, tone="muted", align="right", anchor="middle")
        canvas.text(inner + half + 0.4, low + 0.1, half, 0.32, empty.owner, right, "pf:empty-owner")
        return f"{empty.what} {empty.fill_in}"
