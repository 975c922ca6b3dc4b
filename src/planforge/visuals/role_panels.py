"""Who plays which part in a purchase: a panel for each buying role with its people, how they stand and how deep we are in contact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Protocol

from planforge.office.frame import Frame
from planforge.office.pptx.drawing import Canvas, Style
from planforge.office.rich import Rich, Span, Text, first_language
from planforge.office.text import Piece, cut, one_line, width_of

GAP, HEAD, INSET, EDGE = 0.14, 0.25, 0.10, 0.03
"""Inches between panels, height of a panel's head, and what texts keep from its sides and from its upper and lower edge."""
LEVELS, DOT, DOT_PITCH = 4, 0.085, 0.115
"""Contact levels above 0, and the dots that show them, in inches."""
PITCH, NAME, LINE = 1.0, 0.185, 0.165
"""Height of a person at most, of a name, and of each line below it, in inches."""
GLYPH = 16
"""Points that a glyph takes with its blank."""


class Person(Protocol):
    """A person; `glyph` and its `tone` tell the support, `stance` says it, `words` more; `level` 0 to 4, None while it is not known."""

    glyph: str
    tone: str
    name: str
    title: str
    stance: str
    words: str
    note: str
    level: int | None
    flagged: bool


class Panel(Protocol):
    """A role with its sign; `empty` stands in it when it has no people, `more` below those there is room for."""

    symbol: str
    name: Text
    deciding: bool
    people: Sequence[Person]
    empty: str
    more: str


class RolePanels:
    """Draws the panels side by side; a role that nobody has is outlined in red dashes."""

    minimum = (8.0, 1.0)

    def __call__(self, canvas: Canvas, frame: Frame, *args: Any) -> str:
        """Arguments: the panels, alt text."""
        panels: Sequence[Panel] = args[0]
        width = (frame.width - GAP * (len(panels) - 1)) / max(1, len(panels))
        most = max((len(panel.people) + bool(panel.more) for panel in panels), default=1)
        pitch = min(PITCH, (frame.height - HEAD - 2 * EDGE) / max(1, most))
        for number, panel in enumerate(panels):
            _panel(canvas, frame, frame.left + number * (width + GAP), width, panel, pitch)
        return str(args[1])


def _panel(canvas: Canvas, frame: Frame, x: float, width: float, panel: Panel, pitch: float) -> None:
    top, absent = frame.top, not panel.people
    tone, dash = ("bad", "dash") if absent else ("rule", "")
    canvas.box(x, top, width, frame.height, "white", tone, 1.0, dash, name="pf:role")
    canvas.box(x, top, width, HEAD, "bad_l" if absent else "panel", tone, 1.0, dash, name="pf:role-head")
    name = one_line(first_language(panel.name), (width - 2 * INSET) * 72 - 24, 11, True, frame.font)
    head = Rich((Span(panel.symbol + "  ", bold=True), Span(name, bold=True)))
    canvas.text(x + INSET, top, width - 2 * INSET, HEAD, head, Style(size=11, tone="title", anchor="middle"), "pf:role-name")
    if absent:
        words = Style(size=11, tone="bad", bold=True, anchor="middle")
        canvas.text(x + INSET, top + HEAD + 0.05, width - 2 * INSET, 0.26, panel.empty, words, "pf:role-empty")
        return
    y = top + HEAD + EDGE
    for place, person in enumerate(panel.people):
        left, at, room = x + INSET, y + place * pitch, width - 2 * INSET
        if pitch >= NAME + LINE:
            _in_lines(canvas, left, at, room, person, int((pitch - NAME) / LINE + 0.01), frame.font)
        else:
            _in_one_line(canvas, left, at, room, person, frame.font)
    if panel.more:
        style = Style(size=10, tone="muted", anchor="middle")
        canvas.text(x + INSET, y + len(panel.people) * pitch, width - 2 * INSET, 0.19, panel.more, style, "pf:role-more")


def _in_lines(canvas: Canvas, x: float, y: float, width: float, person: Person, lines: int, font: str) -> None:
    """Name and dots; below them the glyph with the words, and the job and the note where there are lines for them."""
    _dots(canvas, x + width - LEVELS * DOT_PITCH, y + 0.095, person.level)
    room = width - LEVELS * DOT_PITCH - 0.06
    name = one_line(person.name, room * 72, 11, True, font)
    canvas.text(x, y, room, 0.19, name, Style(size=11, bold=True, tone="title", anchor="middle"), "pf:role-person")
    top = y + NAME - 0.005
    texts: list[Text] = [one_line(person.title, width * 72, 10, font=font)] if person.title and lines > 1 else []
    texts.append(_stance(canvas, person, one_line(person.words, width * 72 - GLYPH, 10, font=font)))
    for text in texts:
        canvas.text(x, top, width, 0.18, text, Style(size=10, tone="muted", anchor="middle"), "pf:role-words")
        top += LINE
    spare = min(2, lines - len(texts))
    if person.note and spare > 0:
        pieces, _ = cut((Piece(person.note, 10, False, font),), width * 72, spare)
        note = "".join(piece.text for piece in pieces)
        canvas.text(x, top, width, spare * LINE + 0.015, note, Style(size=10, tone="muted"), "pf:role-note")


def _in_one_line(canvas: Canvas, x: float, y: float, width: float, person: Person, font: str) -> None:
    """Name, glyph with all the words or the stance alone, and dots; without room for a word the glyph stands before the name."""
    _dots(canvas, x + width - LEVELS * DOT_PITCH, y + 0.095, person.level)
    room = (width - LEVELS * DOT_PITCH - 0.06) * 72
    name = one_line(person.name, room - GLYPH, 11, True, font)
    rest = room - width_of(name + "   ", 11, True, font) - GLYPH - 4
    words = next((text for text in (person.words, person.stance) if width_of(text, 10, False, font) <= rest), "")
    called = Span(name, bold=True, tone="title")
    if words:
        line = Rich((called, Span("   "), *(replace(span, points=span.points - 1) for span in _stance(canvas, person, words).spans)))
    else:
        line = Rich((Span(person.glyph + " ", tone=person.tone, points=-2), called))
    canvas.text(x, y, room / 72, 0.19, line, Style(size=11, anchor="middle"), "pf:role-person")


def _stance(canvas: Canvas, person: Person, words: str) -> Rich:
    """The glyph of the support in its tone, and the words; a round one, drawn larger beside Latin words, does not make the line higher."""
    enlarged = person.glyph in "●○" and canvas.glyph_scale > 1
    return Rich((Span(person.glyph, tone=person.tone, points=-2 if enlarged else 0), Span(" " + words, tone=_tone(person))))


def _tone(person: Person) -> str:
    return "bad" if person.flagged else "ink"


def _dots(canvas: Canvas, x: float, y: float, level: int | None) -> None:
    """As many filled dots as the contact level; dashed ones while it is not known."""
    for number in range(LEVELS):
        filled = level is not None and number < level
        left = x + number * DOT_PITCH + (DOT_PITCH - DOT)
        fill, line, dash = ("primary", "primary", "") if filled else ("white", "neutral", "" if level is not None else "sysDot")
        canvas.box(left, y - DOT / 2, DOT, DOT, fill, line, 0.75, dash, shape="ellipse", name="pf:role-level")
