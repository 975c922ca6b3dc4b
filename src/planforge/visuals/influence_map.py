"""The organisation and influence map: cards in rows, reporting lines in grey, influence in violet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from planforge.office.frame import Frame
from planforge.office.pptx.drawing import Canvas, Style
from planforge.office.rich import Rich, Span, first_language
from planforge.office.text import Piece, cut, layout, one_line
from planforge.visuals.influence_layout import CARD_WIDTH, Layout, Place, arrange

_BAR: dict[int | None, str] = {1: "good", 0: "neutral", -1: "bad", None: "hair"}
_GLYPH: dict[int | None, str] = {1: "●", 0: "○", -1: "■", None: "?"}
"""None: not known."""
APPROVES = "※"
"""The buying role of who has the last word."""
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
_FOOT = 0.22
"""Inches below the map for links in words, one line of them."""
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
    support: int | None
    level: int | None
    reports_to: str
    via: bool
    outside: bool
    badge: str


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
        """Arguments: cards, links, alt text, and links in words that lead to other pages or go beyond the limit."""
        cards, links, alt, *also = args
        drawing = _Map(canvas, frame, cards, links, also[0] if also else ())
        drawing.cards()
        drawing.reports()
        left_over = [link for link in links if not drawing.influence(link)]
        drawing.also(left_over)
        return str(alt)


class _Map:
    def __init__(self, canvas: Canvas, frame: Frame, cards: Sequence[Card], links: Sequence[Link], elsewhere: Sequence[str]) -> None:
        self.canvas, self.frame, self.elsewhere = canvas, frame, elsewhere
        self.by_id = {card.id: card for card in cards}
        self.layout: Layout = arrange(cards, links, frame.width - MARGIN)
        self.foot = _FOOT if self._width("; ".join(elsewhere)) <= frame.width * 72 - 60 else 2 * _FOOT - 0.05
        self.shape = _shape(frame.height - self.foot, self.layout.rows)
        self.tops = _tops(frame.top, frame.height - self.foot, self.layout.rows, self.shape.height)
        self.shapes: dict[str, int] = {}
        self.used: set[tuple[str, int]] = set()
        self.in_words: list[str] = []
        self.segments: list[tuple[float, float, float, float]] = []

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
            spread = [self.site(child, 0)[2] for child in below if self.layout.places[child].row == self.layout.places[parent].row + 1]
            for child in children:
                x, y = self.site(child, 0)[2:]
                if self.layout.places[child].row > self.layout.places[parent].row + 1 and spread and min(spread) < x < max(spread):
                    # An elbow of its own would do, but LibreOffice turns it halfway, in the middle of the cards between.
                    bus = self.site(parent, 2)[3] + self._gap() * bend
                    self.canvas.line(x, bus, x, y, "grey", 1.25, "dash" if self.by_id[child].via else "", name="pf:report-drop")
                else:
                    self._report(parent, child, bend)
            self._note_lines(parent, below, bend)

    def _note_lines(self, parent: str, children: Sequence[str], bend: float) -> None:
        """Remembers where the reporting lines below a card run, as left, top, right, bottom."""
        if not children:
            return
        start = self.site(parent, 2)
        bus = start[3] + self._gap() * bend
        ends = [self.site(child, 0) for child in children]
        across = [start[2], *(end[2] for end in ends)]
        self.segments.append((min(across), bus, max(across), bus))
        self.segments += [(start[2], start[3], start[2], bus), *((end[2], bus, end[2], end[3]) for end in ends)]

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
        dash = "dash" if self.by_id[child].via else ""
        if other.row == one.row + 1:
            self.canvas.link(self.site(parent, 2), self.site(child, 0), "grey", 1.25, name="pf:reports-to", bend=bend, dash=dash)
        elif other.row > one.row and self._is_free(child, one.row + 1, other.row):
            start, end = self.site(parent, 2), self.site(child, 0)
            gap = self.tops[one.row + 1] - start[3]
            self.canvas.link(start, end, "grey", 1.25, name="pf:reports-to", bend=gap * bend / (end[3] - start[3]), dash=dash)
        elif abs(one.column - other.column) == 1 and one.row == other.row:
            sides = (3, 1) if other.column > one.column else (1, 3)
            self.canvas.link(self.site(parent, sides[0]), self.site(child, sides[1]), "grey", 1.25, name="pf:reports-to", dash=dash)
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
        middle = (self.left(leftmost) + CARD_WIDTH + self.left(link.target if leftmost == link.source else link.source)) / 2
        on_top = self.layout.places[leftmost].row == 0
        y = self.top(leftmost) + self.shape.height + 0.02 if on_top else self.top(leftmost) - 0.22
        if link.note and (self._gap() < _LABEL or self._on_line(link.note, middle, y)):
            self.in_words.append(self._words(link))
        else:
            self._label(link.note, middle - 0.85, y, 1.7, "center")
        return True

    def _on_line(self, note: str, middle: float, y: float) -> bool:
        """True when words centred there would lie on a reporting line."""
        half = min(layout((Piece(note, 9.5, False, self.frame.font),), 10 * 72).widest / 72, 1.7) / 2 + 0.03
        return any(a < middle + half and c > middle - half and b < y + 0.19 and d > y + 0.01 for a, b, c, d in self.segments)

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
        dash = "" if link.strong else "dash"
        self.canvas.link(start, end, "second", width, arrow=True, name="pf:influence", alt=words, corridor=corridor, dash=dash)

    def _label(self, note: str, x: float, y: float, width: float, align: str) -> None:
        if note:
            shown = one_line(note, width * 72, 9.5, font=self.frame.font)
            self.canvas.text(x, y, width, 0.2, shown, Style(size=9.5, tone="second", align=align, anchor="middle"), "pf:influence-label")

    def also(self, links: Sequence[Link]) -> None:
        """What could not be drawn, in words below the map."""
        # What the map does not show at all comes before the words on an arrow; the way to who approves comes first.
        top = {ident for ident, card in self.by_id.items() if card.buying == APPROVES}
        ranked = sorted(links, key=lambda link: (link.target not in top, not link.strong))
        words = [*map(self._words, ranked), *self.in_words, *self.elsewhere]
        if not words:
            return
        lead = first_language(self.frame.t("A09.also"))
        text = f"{lead} {self._listed(words, lead)}"
        high = self.foot - 0.02
        y = self.frame.top + self.frame.height - high
        line = Rich((Span(text[: len(lead)], bold=True), Span(text[len(lead) :])))
        self.canvas.text(
            self.frame.left, y, self.frame.width, high, line, Style(size=9.5, tone="second", anchor="middle"), "pf:influence-also"
        )

    def _listed(self, words: Sequence[str], lead: str) -> str:
        """As many entries as the line holds, or the two lines, then how many there are more."""
        width, most = self.frame.width * 72, 1 if self.foot == _FOOT else 2
        for count in range(len(words), 0, -1):
            rest = f"; +{len(words) - count}" if count < len(words) else ""
            text = "; ".join(words[:count]) + rest
            if layout((Piece(f"{lead} ", 9.5, True, self.frame.font), Piece(text, 9.5, False, self.frame.font)), width).lines <= most:
                return text
        return one_line(words[0], width - 60, 9.5, font=self.frame.font)

    def _width(self, text: str) -> float:
        """Points of a text in the words below the map."""
        return layout((Piece(text, 9.5, False, self.frame.font),), 100 * 72).widest if text else 0.0

    def _words(self, link: Link) -> str:
        return f"{self._name(link.source)} → {self._name(link.target)}" + (f" ({link.note})" if link.note else "")

    def _name(self, ident: str) -> str:
        """The family name of somebody, the whole name where two have the same."""
        if ident not in self.by_id:
            return ident
        family = family_name(self.by_id[ident].name)
        same = [card for card in self.by_id.values() if family_name(card.name) == family]
        return family if len(same) == 1 else self.by_id[ident].name


def _shape(room: float, rows: int) -> _CardShape:
    """The tallest card that leaves room between the rows."""
    for shape in (_TALL, _LOW):
        if rows < 2 or (room - rows * shape.height) / (rows - 1) >= _LEAST_GAP:
            return shape
    return _LOWEST


def _tops(top: float, room: float, rows: int, high: float) -> list[float]:
    """The top edges of the rows, from a top edge over a height; the links in words stand below it."""
    if rows <= 1:
        return [top + (room - high) / 2]
    last = room - high
    pitch = min(last / (rows - 1), 2 * high)
    start = top + (last - pitch * (rows - 1)) / 2
    return [start + pitch * n for n in range(rows)]


def _card(canvas: Canvas, x: float, y: float, card: Card, shape: _CardShape, font: str) -> int:
    outline, dash = ("second", "dash") if card.outside else ("neutral", "")
    ident = canvas.box(x, y, CARD_WIDTH, shape.height, "white", outline, 1.0, dash, name=f"pf:card-{card.id}")
    canvas.box(x, y, 0.09, shape.height, _BAR[card.support], name="pf:card-bar")
    inner = CARD_WIDTH - 0.2
    pill = layout((Piece(card.badge, 9, True, font),), 10 * 72).widest / 72 + 0.1 if card.badge else 0.0
    if pill:
        style = Style(size=9, tone="second", bold=True, align="center", anchor="middle")
        right = x + CARD_WIDTH - 0.05
        canvas.box(right - pill, y + 0.06, pill, 0.17, "white", "second", 0.75, paragraphs=card.badge, style=style, name="pf:badge")
    room = inner - (pill + 0.05 if pill else 0.0)
    name = _fitting_name(card.name, room * 72, font)
    both = (Piece(name, 11.5, True, font), Piece(f"  {card.other_name}", 10, False, font))
    second = card.other_name if card.other_name and layout(both, room * 72).lines == 1 else ""
    spans = (Span(name, bold=True), *((Span("  " + second, tone="muted", points=-1.5),) if second else ()))
    tall = shape is _TALL and layout((Piece(card.role, 9.5, False, font),), inner * 72).lines > 1
    top, role_top, role_high = (0.03, 0.225, 0.335) if tall else (shape.name, shape.role, 0.18)
    canvas.text(x + 0.16, y + top, room, 0.20, Rich(spans), Style(size=11.5, anchor="middle"))
    pieces, _ = cut((Piece(card.role, 9.5, False, font),), inner * 72, 2 if tall else 1)
    role = "".join(piece.text for piece in pieces)
    canvas.text(x + 0.16, y + role_top, inner, role_high, role, Style(size=9.5, tone="muted", anchor="middle"))
    _cells(canvas, x, y + shape.height - shape.cells, card, shape.cells)
    return ident


def _fitting_name(name: str, width: float, font: str) -> str:
    """The name; where it is too wide its given names become initials, the last of them first, then go, else it is cut."""
    words = name.split(" ")
    family = len(words) - len(family_name(name).split(" "))
    for given in range(family - 1, -1, -1):
        if layout((Piece(" ".join(words), 11.5, True, font),), width).lines == 1:
            break
        words[given] = words[given][0] + "."
    while family > 0 and layout((Piece(" ".join(words), 11.5, True, font),), width).lines > 1:
        words, family = words[1:], family - 1
    return one_line(" ".join(words), width, 11.5, True, font)


def family_name(name: str) -> str:
    """The last word of a name with the small words before it, `van der Velde`; a name without spaces whole."""
    words = name.split(" ")
    start = len(words) - 1
    while start > 1 and words[start - 1][:1].islower():
        start -= 1
    return " ".join(words[start:])


def _cells(canvas: Canvas, x: float, y: float, card: Card, high: float) -> None:
    width = (CARD_WIDTH - 0.09) / 4
    nobody = card.level == 0
    level = "–" if card.level is None else str(card.level)
    values = (
        (card.buying or "–", "title", True),
        (card.attitude or "–", "ink", False),
        (_GLYPH[card.support], "muted" if card.support is None else _BAR[card.support], True),
        (level, "bad" if nobody else "ink" if card.level else "muted", nobody),
    )
    for number, (value, tone, bold) in enumerate(values):
        style = Style(size=11, tone=tone, bold=bold, align="center", anchor="middle")
        left = x + 0.09 + number * width
        canvas.box(left, y, width, high, "panel", "hair", 0.5, paragraphs=value, style=style, name="pf:cell")
