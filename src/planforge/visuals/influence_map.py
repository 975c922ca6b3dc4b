"""The organisation and influence map: cards in rows, reporting lines in grey, influence in violet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from planforge.office.frame import Frame
from planforge.office.pptx.drawing import Canvas, Style
from planforge.office.rich import Rich, Span, first_language
from planforge.office.text import Piece, layout, one_line
from planforge.visuals.influence_layout import CARD_WIDTH, Layout, Place, arrange

_BAR = {1: "good", 0: "neutral", -1: "bad"}
_GLYPH = {1: "●", 0: "○", -1: "■"}
MARGIN = 0.32
"""Room at the left of the cards for the corridor of influence lines."""


@dataclass(frozen=True, slots=True)
class _CardShape:
    """Heights of a card in inches: the whole, the tops of name and role, the row of cells."""

    height: float
    name: float
    role: float
    cells: float


_TALL = _CardShape(0.92, 0.07, 0.30, 0.34)
_LOW = _CardShape(0.74, 0.04, 0.25, 0.28)
"""For four rows: the same card with less air."""
_LOWEST = _CardShape(0.66, 0.01, 0.20, 0.26)
"""For four rows on a map lower than that of our own slides."""
_LEAST_GAP = 0.30
"""Inches between rows for which a card gives up air."""
_LABEL = 0.21
"""Inches between rows that the words on an arrow need; with less they are said below the map."""


class Card(Protocol):
    """A person on the map."""

    id: str
    name: str
    other_name: str
    role: str
    buying: str
    attitude: str
    support: int
    level: int | None
    reports_to: str
    outside: bool


class Link(Protocol):
    """An influence between two people."""

    source: str
    target: str
    strong: bool
    note: str


class InfluenceMap:
    """Draws one page of the map; links that cannot run between facing sides are named below it."""

    minimum = (8.9, 3.2)

    def __call__(self, canvas: Canvas, frame: Frame, *args: Any) -> str:
        """Arguments: cards, links, alt text."""
        cards, links, alt = args
        drawing = _Map(canvas, frame, cards, links)
        drawing.cards()
        drawing.reports()
        left_over = [link for link in links if not drawing.influence(link)]
        drawing.also(left_over)
        return str(alt)


class _Map:
    def __init__(self, canvas: Canvas, frame: Frame, cards: Sequence[Card], links: Sequence[Link]) -> None:
        self.canvas, self.frame = canvas, frame
        self.by_id = {card.id: card for card in cards}
        self.layout: Layout = arrange(cards, links, frame.width - MARGIN)
        self.shape = _shape(frame, self.layout.rows)
        self.tops = _tops(frame, self.layout.rows, self.shape.height)
        self.shapes: dict[str, int] = {}
        self.used: set[tuple[str, int]] = set()
        self.in_words: list[str] = []

    def left(self, ident: str) -> float:
        """The left edge of a card on the slide."""
        return self.frame.left + MARGIN + self.layout.places[ident].left

    def top(self, ident: str) -> float:
        """The top edge of a card on the slide."""
        return self.tops[self.layout.places[ident].row]

    def site(self, ident: str, site: int) -> tuple[int, int, float, float]:
        """A connection site: 0 top, 1 left, 2 bottom, 3 right."""
        x, y = self.left(ident), self.top(ident)
        dx = (CARD_WIDTH / 2, 0.0, CARD_WIDTH / 2, CARD_WIDTH)[site]
        high = self.shape.height
        dy = (0.0, high / 2, high, high / 2)[site]
        return (self.shapes[ident], site, x + dx, y + dy)

    def cards(self) -> None:
        """All cards; connectors come later so that their glue can name the cards."""
        for ident, card in self.by_id.items():
            self.shapes[ident] = _card(self.canvas, self.left(ident), self.top(ident), card, self.shape, self.frame.font)

    def reports(self) -> None:
        """Reporting lines; families whose buses would run into each other turn at different heights."""
        families: dict[str, list[str]] = {}
        for parent, child in self.layout.lines:
            families.setdefault(parent, []).append(child)
        taken: dict[int, list[tuple[float, float, float]]] = {}
        for parent, children in sorted(families.items(), key=lambda item: self.left(item[0])):
            below = [c for c in children if self.layout.places[c].row > self.layout.places[parent].row]
            bend = self._bend(parent, below, taken)
            for child in children:
                self._report(parent, child, bend)

    def _bend(self, parent: str, children: Sequence[str], taken: dict[int, list[tuple[float, float, float]]]) -> float:
        if not children:
            return 0.5
        centres = [self.left(c) for c in children] + [self.left(parent)]
        low, high = min(centres) - 0.1, max(centres) + 0.1
        buses = taken.setdefault(self.layout.places[parent].row, [])
        used = {bend for a, b, bend in buses if a < high and b > low}
        bend = next((b for b in (0.5, 0.3, 0.7, 0.4, 0.6) if b not in used), 0.5)
        buses.append((low, high, bend))
        return bend

    def _report(self, parent: str, child: str, bend: float) -> None:
        one, other = self.layout.places[parent], self.layout.places[child]
        if other.row == one.row + 1:
            self.canvas.link(self.site(parent, 2), self.site(child, 0), "grey", 1.25, name="pf:reports-to", bend=bend)
        elif other.row > one.row and self._is_free(child, one.row + 1, other.row):
            start, end = self.site(parent, 2), self.site(child, 0)
            gap = self.tops[one.row + 1] - start[3]
            self.canvas.link(start, end, "grey", 1.25, name="pf:reports-to", bend=gap * bend / (end[3] - start[3]))
        elif abs(one.column - other.column) == 1 and one.row == other.row:
            sides = (3, 1) if other.column > one.column else (1, 3)
            self.canvas.link(self.site(parent, sides[0]), self.site(child, sides[1]), "grey", 1.25, name="pf:reports-to")
        else:
            self.in_words.append(f"{self.by_id[child].name} {first_language(self.frame.t('A09.reports_to'))} {self.by_id[parent].name}")

    def _is_free(self, child: str, first: int, last: int) -> bool:
        """True when a line straight up from a card meets no card in the rows between."""
        middle = self.left(child) + CARD_WIDTH / 2
        between = [ident for ident, place in self.layout.places.items() if first <= place.row < last]
        return not any(self.left(ident) - 0.1 < middle < self.left(ident) + CARD_WIDTH + 0.1 for ident in between)

    def influence(self, link: Link) -> bool:
        """Draws a link when it can run between facing sides or along the left corridor; False when it cannot."""
        if link.source not in self.layout.places or link.target not in self.layout.places:
            return False
        one, other = self.layout.places[link.source], self.layout.places[link.target]
        if one.row == other.row and abs(one.column - other.column) == 1:
            return self._beside(link, one, other)
        if one.row != other.row and one.column == 0 and other.column == 0:
            return self._corridor(link)
        return False

    def _beside(self, link: Link, one: Place, other: Place) -> bool:
        leftmost = link.source if one.column < other.column else link.target
        if (leftmost, 3) in self.used:
            return False
        self.used.add((leftmost, 3))
        sides = (3, 1) if other.column > one.column else (1, 3)
        self._arrow(link, self.site(link.source, sides[0]), self.site(link.target, sides[1]), None)
        if link.note and self._gap() < _LABEL:
            self.in_words.append(f"{self._name(link.source)} → {self._name(link.target)} ({link.note})")
            return True
        middle = (self.left(leftmost) + CARD_WIDTH + self.left(link.target if leftmost == link.source else link.source)) / 2
        on_top = self.layout.places[leftmost].row == 0
        y = self.top(leftmost) + self.shape.height + 0.02 if on_top else self.top(leftmost) - 0.22
        self._label(link.note, middle - 0.85, y, 1.7, "center")
        return True

    def _gap(self) -> float:
        """Inches between two rows."""
        return self.tops[1] - self.tops[0] - self.shape.height if len(self.tops) > 1 else _LABEL

    def _corridor(self, link: Link) -> bool:
        if ("corridor", 0) in self.used:
            return False
        self.used.add(("corridor", 0))
        x = min(self.left(link.source), self.left(link.target)) - 0.20
        self._arrow(link, self.site(link.source, 1), self.site(link.target, 1), x)
        higher = min((link.source, link.target), key=self.top)
        room = self.left(higher) - x - 0.4
        if room > 0.9:
            self._label(link.note, x + 0.28, self.top(higher) + self.shape.height / 2 + 0.05, room, "left")
        return True

    def _arrow(self, link: Link, start: tuple[int, int, float, float], end: tuple[int, int, float, float], corridor: float | None) -> None:
        words = f"{self.by_id[link.source].name} → {self.by_id[link.target].name}: {link.note}"
        width = 2.25 if link.strong else 1.25
        self.canvas.link(start, end, "second", width, arrow=True, name="pf:influence", alt=words, corridor=corridor)

    def _label(self, note: str, x: float, y: float, width: float, align: str) -> None:
        if note:
            shown = one_line(note, width * 72, 9.5, font=self.frame.font)
            self.canvas.text(x, y, width, 0.2, shown, Style(size=9.5, tone="second", align=align, anchor="middle"), "pf:influence-label")

    def also(self, links: Sequence[Link]) -> None:
        """What could not be drawn, in words, one line below the map."""
        words = [*self.in_words, *(f"{self._name(k.source)} → {self._name(k.target)}" + (f" ({k.note})" if k.note else "") for k in links)]
        if not words:
            return
        lead = first_language(self.frame.t("A09.also"))
        text = one_line(f"{lead} {'; '.join(words)}", self.frame.width * 72, 9.5, font=self.frame.font)
        y = self.frame.top + self.frame.height - 0.2
        line = Rich((Span(text[: len(lead)], bold=True), Span(text[len(lead) :])))
        self.canvas.text(
            self.frame.left, y, self.frame.width, 0.2, line, Style(size=9.5, tone="second", anchor="middle"), "pf:influence-also"
        )

    def _name(self, ident: str) -> str:
        return self.by_id[ident].name if ident in self.by_id else ident


def _shape(frame: Frame, rows: int) -> _CardShape:
    """The tallest card that leaves room between the rows."""
    for shape in (_TALL, _LOW):
        if rows < 2 or (frame.height - 0.22 - rows * shape.height) / (rows - 1) >= _LEAST_GAP:
            return shape
    return _LOWEST


def _tops(frame: Frame, rows: int, high: float) -> list[float]:
    """The top edges of the rows; the last row ends 0.22 above the frame's lower edge, where left-over links are named."""
    if rows <= 1:
        return [frame.top + (frame.height - 0.22 - high) / 2]
    last = frame.height - 0.22 - high
    pitch = min(last / (rows - 1), 2 * high)
    start = frame.top + (last - pitch * (rows - 1)) / 2
    return [start + pitch * n for n in range(rows)]


def _card(canvas: Canvas, x: float, y: float, card: Card, shape: _CardShape, font: str) -> int:
    outline, dash = ("second", "dash") if card.outside else ("neutral", "")
    ident = canvas.box(x, y, CARD_WIDTH, shape.height, "white", outline, 1.0, dash, name=f"pf:card-{card.id}")
    canvas.box(x, y, 0.09, shape.height, _BAR[card.support], name="pf:card-bar")
    inner = CARD_WIDTH - 0.2
    name = one_line(card.name, inner * 72, 11.5, True, font)
    both = (Piece(name, 11.5, True, font), Piece(f"  {card.other_name}", 10, False, font))
    second = card.other_name if card.other_name and layout(both, inner * 72).lines == 1 else ""
    spans = (Span(name, bold=True), *((Span("  " + second, tone="muted", points=-1.5),) if second else ()))
    canvas.text(x + 0.16, y + shape.name, inner, 0.20, Rich(spans), Style(size=11.5, anchor="middle"))
    role = one_line(card.role, inner * 72, 9.5, font=font)
    canvas.text(x + 0.16, y + shape.role, inner, 0.18, role, Style(size=9.5, tone="muted", anchor="middle"))
    _cells(canvas, x, y + shape.height - shape.cells, card, shape.cells)
    return ident


def _cells(canvas: Canvas, x: float, y: float, card: Card, high: float) -> None:
    width = (CARD_WIDTH - 0.09) / 4
    nobody = not card.level
    level = "–" if card.level is None else str(card.level)
    values = (
        (card.buying or "–", "title", True),
        (card.attitude or "–", "ink", False),
        (_GLYPH[card.support], _BAR[card.support], True),
        (level, "bad" if nobody else "ink", nobody),
    )
    for number, (value, tone, bold) in enumerate(values):
        style = Style(size=11, tone=tone, bold=bold, align="center", anchor="middle")
        left = x + 0.09 + number * width
        canvas.box(left, y, width, high, "panel", "hair", 0.5, paragraphs=value, style=style, name="pf:cell")
