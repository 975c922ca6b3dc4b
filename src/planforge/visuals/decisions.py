"""Decisions requested: as a short list on the account page, as cards with boxes to tick on the decision slide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from planforge.office.frame import Frame
from planforge.office.pptx.drawing import Canvas, Style
from planforge.office.text import Piece, cut, layout

CIRCLE = 0.36
_NUMBER = Style(size=12, bold=True, tone="white", align="center", anchor="middle")


class Decision(Protocol):
    """One decision."""

    number: int
    decision: str
    detail: str
    owner: str
    amount: str
    date: str
    effect: str


class DecisionList:
    """Draws up to three decisions with owner, date and effect."""

    minimum = (2.5, 1.5)

    def __call__(self, canvas: Canvas, frame: Frame, *args: Any) -> str:
        """Arguments: the decisions."""
        decisions: Sequence[Decision] = args[0]
        pitch = frame.height / max(2, len(decisions))
        for place, item in enumerate(decisions):
            y = frame.top + place * pitch
            if place:
                canvas.line(frame.left, y - 0.06, frame.left + frame.width, y - 0.06, "hair", 0.5)
            _circle(canvas, frame.left, y + 0.03, item.number)
            width = frame.width - 0.48
            decision, height = _short(item.decision, 12.5, True, width, 2, frame.font)
            canvas.text(frame.left + 0.48, y, width, height, decision, Style(size=12.5, bold=True), f"pf:decision-{item.number}-text")
            below = Style(size=11, tone="muted")
            room = pitch - height - 0.1
            detail, _ = _short(item.detail, 11, False, width, int(room * 72 / (11 * 1.2)), frame.font)
            canvas.text(frame.left + 0.48, y + height + 0.01, width, room, detail, below, f"pf:decision-{item.number}-detail")
        return " ".join(f"{item.number}. {item.decision}. {item.detail}." for item in decisions)


class DecisionCards:
    """Draws up to four cards with owner, amount and date and three boxes to tick; a third of the height each when there is room."""

    minimum = (5.0, 3.8)

    def __call__(self, canvas: Canvas, frame: Frame, *args: Any) -> str:
        """Arguments: the decisions, then the words for approve, change, reject."""
        decisions: Sequence[Decision] = args[0]
        pitch = frame.height / max(3, len(decisions))
        for place, item in enumerate(decisions):
            _card(canvas, frame, frame.top + place * pitch, pitch - 0.12, item, args[1:4])
        return " ".join(f"{item.number}. {item.decision}. {item.detail}." for item in decisions)


def _card(canvas: Canvas, frame: Frame, y: float, height: float, item: Decision, words: Sequence[Any]) -> None:
    canvas.box(frame.left, y, frame.width, height, "panel", name=f"pf:card-{item.number}")
    canvas.box(frame.left, y, 0.06, height, "primary", name="pf:card-bar")
    ticks = 1.35
    left, width = frame.left + 0.74, frame.width - 0.74 - ticks - 0.15
    decision, rows = _short(item.decision, 13, True, width, 2, frame.font)
    facts, _ = _short("  |  ".join(part for part in (item.owner, item.amount, item.date) if part), 11, False, width, 1, frame.font)
    effect, below = "", 0.0
    lines = int((height - rows - 0.36) * 72 / (11 * 1.2))
    if item.effect and lines:
        effect, below = _short(item.effect, 11, False, width, lines, frame.font)
    top = y + max(0.10, (height - rows - 0.24 - below) / 2)
    _circle(canvas, frame.left + 0.22, top + 0.04, item.number)
    canvas.text(left, top, width, rows, decision, Style(size=13, bold=True), f"pf:decision-{item.number}-text")
    canvas.text(left, top + 0.02 + rows, width, 0.2, facts, Style(size=11, tone="muted"), f"pf:decision-{item.number}-facts")
    if effect:
        room = y + height - top - rows - 0.26
        canvas.text(left, top + 0.24 + rows, width, room, effect, Style(size=11), f"pf:decision-{item.number}-effect")
    for number, word in enumerate(words):
        x, cy = frame.left + frame.width - ticks, y + height / 2 + (number - 1) * 0.28
        canvas.box(x, cy - 0.08, 0.16, 0.16, "white", "title", 1.0, name="pf:tick")
        canvas.text(x + 0.24, cy - 0.1, ticks - 0.24, 0.2, word, Style(size=11, anchor="middle"), "pf:tick-word")


def _circle(canvas: Canvas, x: float, y: float, number: int) -> None:
    canvas.box(x, y, CIRCLE, CIRCLE, "primary", shape="ellipse", paragraphs=str(number), style=_NUMBER, name=f"pf:decision-{number}")


def _short(text: str, size: float, bold: bool, width: float, lines: int, font: str) -> tuple[str, float]:
    """The text in at most so many lines of a width in inches, and its height in inches. The slide's notes hold the whole text."""
    pieces, _ = cut((Piece(text, size, bold, font),), width * 72, max(1, lines))
    return "".join(piece.text for piece in pieces), layout(pieces, width * 72).height / 72
