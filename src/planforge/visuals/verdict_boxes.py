"""Boxes to tick beside a table: one for each word, in every row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planforge.office.frame import Frame
from planforge.office.pptx.drawing import Canvas, Style
from planforge.office.rich import Text, first_language
from planforge.office.text import one_line

BOX = 0.16


class VerdictBoxes:
    """Draws a column of boxes under each word, in line with the rows of the table that stand on this page."""

    minimum = (0.9, 0.6)

    def __call__(self, canvas: Canvas, frame: Frame, *args: Any) -> str:
        """Arguments: the words, the table's name, alt text."""
        words: Sequence[Text] = args[0]
        rows = frame.tables.get(str(args[1]), ())
        if not rows or not words:
            return str(args[2])
        pitch, top = frame.width / len(words), rows[0].top
        style = Style(size=10, bold=True, tone="title", align="center", anchor="bottom")
        for number, word in enumerate(words):
            shown = one_line(first_language(word), pitch * 72, 10, True, frame.font)
            canvas.text(frame.left + number * pitch, top - 0.26, pitch, 0.24, shown, style, "pf:head")
        canvas.line(frame.left, top, frame.left + frame.width, top, "title", 1.25, name="pf:rule")
        for row in rows:
            end, y = row.top + row.height, row.top + row.height / 2
            canvas.line(frame.left, end, frame.left + frame.width, end, "hair", 0.5)
            for number in range(len(words)):
                x = frame.left + (number + 0.5) * pitch
                canvas.box(x - BOX / 2, y - BOX / 2, BOX, BOX, "white", "title", 1.0, name="pf:verdict")
        return str(args[2])
