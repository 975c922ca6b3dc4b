"""The plain script's slides about risks, actions and decisions: A18 with its sources, A19 with its support, A21."""

from __future__ import annotations

from plain_page import FULL, LEFT, RIGHT, Col, Look, PlainDeck, PlainPage, W, X, jump, lead, pages

from planforge.office.frame import RowBox
from planforge.office.rich import Text
from planforge.review.context_work import ActionsSlide, RiskSources, SupportPage

_LETTER = 0.5
"""Mean width of a letter as a share of its size, by which the script guesses lines."""


def risks(deck: PlainDeck) -> None:
    """A18, matrix and register, then where the risks come from."""
    c, t = deck.c.risks, deck.t
    if c.empty:
        return deck.empty(c.slide, c.empty)
    left = X(6) + 0.3
    width = RIGHT - left
    columns = (
        Col(0.30, "#", "c", bold=True),
        Col(1.98, t("A18.risk")),
        Col(1.52, t("A18.zone")),
        Col(0.60, t("trend")),
        Col(width - 5.20, t("A18.mitigation")),
        Col(0.80, t("A18.due")),
    )
    parts = pages(c.rows, 7)
    for number, part in enumerate(parts, 1):
        page = deck.content(c.slide, number, len(parts))
        page.heading(LEFT, 1.8, W(5), t("A18.matrix"), t("A18.matrix_unit"))
        deck.drawing(page, "risk_matrix", (LEFT, 2.16, W(5) - 0.07, 3.86), c.zones, c.degrees, c.marks, c.alt, c.ranks)
        page.heading(left, 1.8, width, t("A18.register"), t("A18.register_unit"))
        rows = [(r.number, r.risk, r.zone, r.trend, r.mitigation, r.due) for r in part]
        page.table(left, 2.08, columns, rows, Look(0.50, 0.34, 10.5), t("A18.register"))
        page.takeaway(c.takeaway, y=6.14, h=0.44)
    if c.sources:
        _sources(deck, c.sources)
    return None


def _sources(deck: PlainDeck, c: RiskSources) -> None:
    t, level = deck.t, 1.015
    page = deck.content(c.slide)
    page.heading(LEFT, 1.8, FULL, t("A18.sources"), t("A18.sources_unit"))
    columns = (
        Col(1.45, t("A18.source_group")),
        *(Col(level, name, "c") for name in c.levels),
        Col(0.72, t("A18.unrated"), "c"),
        Col(0.72, t("A18.points"), "r", bold=True),
        Col(2.55, t("A18.considered"), gap=0.12),
        Col(FULL - 5.49 - len(c.levels) * level, t("A18.never"), gap=0.12),
    )
    rows = [(r.group, *(cell.text for cell in r.levels), r.unrated, r.points, r.risks, r.never) for r in c.rows]
    fills = {(i, 1 + j): cell.fill for i, r in enumerate(c.rows) for j, cell in enumerate(r.levels)}
    page.table(LEFT, 2.08, columns, rows, Look(0.66, 0.50, 11, 10), t("A18.sources"), fills)
    page.takeaway(c.takeaway)


def actions(deck: PlainDeck) -> None:
    """A19, by workstream where actions have one, then the support they need."""
    c = deck.c.actions
    if c.empty:
        deck.empty(c.slide, c.empty)
    else:
        _plan(deck, c)
    if c.support:
        _support(deck, c.support)


def _plan(deck: PlainDeck, c: ActionsSlide) -> None:
    t, grouped = deck.t, bool(c.grouped)
    timeline = c.grouped_timeline if grouped else c.timeline
    columns = (
        *((Col(1.15, c.group_head, size=10.5),) if grouped else ()),
        Col(0.42, "#", "c", tone="muted"),
        Col(3.00, t("A19.action")),
        Col(1.06 if grouped else 1.15, t("A19.owner")),
        Col(0.92 if grouped else 0.98, t("A19.due")),
        Col(1.74 if grouped else 1.15, t("A19.status")),
    )
    top, head, end = 1.84, 0.40, 6.25
    left = LEFT + sum(column.width for column in columns) + 0.15
    parts = pages(c.grouped or c.rows, 14)
    row = min(0.40, (end - top - head) / max(1, len(parts[0])))
    done = 0
    for number, part in enumerate(parts, 1):
        page = deck.content(c.slide, number, len(parts))
        rows = [(*((r.group,) if grouped else ()), r.number, r.action, r.owner, r.due, r.status) for r in part]
        places = page.table(LEFT, top, columns, rows, Look(row, head, 11), t("A19.table"))
        if timeline:
            boxes = tuple(_moved(place, done) for place in places)
            deck.drawing(page, "action_timeline", (left, top, RIGHT - left, 6.44 - top), timeline, "table", c.alt, rows=boxes)
        if c.summary:
            page.text(LEFT, 6.44, FULL, 0.18, c.summary, size=10, tone="muted", anchor="middle")
        done += len(part)


def _moved(place: RowBox, done: int) -> RowBox:
    """The place of a row, counted from the first row of all pages."""
    return RowBox(place.index + done, place.top, place.height)


def _support(deck: PlainDeck, c: SupportPage) -> None:
    t = deck.t
    words = FULL - 4.20 - 3.25
    columns = (
        Col(0.42, "#", "c", tone="muted"),
        Col(words * 0.53, t("A19.action")),
        Col(1.30, deck.c.actions.group_head),
        Col(words * 0.47, t("A19.support")),
        Col(1.42, t("A19.contact")),
        Col(1.00, t("A19.owner")),
        Col(1.36, t("A19.due")),
        Col(1.95, t("A19.serves")),
    )
    parts = pages(c.rows, 10)
    row = min(0.50, (6.02 - 2.08 - 0.36) / max(1, len(parts[0])))
    for number, part in enumerate(parts, 1):
        page = deck.content(c.slide, number, len(parts))
        page.heading(LEFT, 1.8, FULL, t("A19.support_table"), t("A19.support_unit"))
        rows = [(r.number, r.action, r.group, r.support, r.contact, r.owner, r.due, r.serves) for r in part]
        page.table(LEFT, 2.08, columns, rows, Look(row, 0.36, 11), t("A19.support_table"))
        page.takeaway(c.takeaway)


def decisions(deck: PlainDeck) -> None:
    """A21, cards beside the review questions."""
    c, t = deck.c.decisions, deck.t
    for p in c.pages:
        page = deck.content(p.slide)
        page.heading(LEFT, 1.8, W(5), t("A21.decisions"))
        if p.decisions:
            deck.drawing(page, "decision_cards", (LEFT, 2.16, W(5), 4.40), p.decisions, c.approve, c.change, c.reject)
        else:
            page.text(LEFT, 2.20, W(5), 0.5, c.none, size=13, tone="muted")
        _questions(deck, page, LEFT + W(5) + X(2) - X(1) - W(1) + 0.1)


def _questions(deck: PlainDeck, page: PlainPage, x: float) -> None:
    c, t = deck.c.decisions, deck.t
    page.heading(x, 1.8, RIGHT - x, t("A21.questions"), t("A21.verdict_unit"))
    verdicts, top, follow_up = 1.14, 2.08, 6.14
    words = RIGHT - x - 0.42 - 0.50 - verdicts - 0.12
    columns = (
        Col(0.42, t("A19.number"), bold=True, tone="muted"),
        Col(words * 0.51, t("A21.question")),
        Col(words * 0.49, t("A21.answer")),
        Col(0.50, t("A21.slide"), "r", tone="primary"),
    )
    rows = [(q.id, q.question, q.answer, jump(q.slide)) for q in c.questions]
    most = (follow_up - 0.08 - top - 0.34) / max(1, len(rows))
    heights = [max(0.34, _guessed(q.question, columns[1].width, 10.5), _guessed(q.answer, columns[2].width, 10.5)) for q in c.questions]
    spare = max(0.0, most * len(rows) - sum(heights)) / max(1, len(rows))
    look = Look(head=0.34, size=10.5, rows=[min(0.52, height + spare) if height < 0.52 else height for height in heights])
    places = page.table(x, top, columns, rows, look, t("A21.questions"))
    box = (RIGHT - verdicts, top, verdicts, follow_up - 0.08 - top)
    deck.drawing(page, "verdict_boxes", box, c.verdicts, "table", c.verdicts_alt, rows=places)
    if c.follow_up:
        page.text(x, follow_up, RIGHT - x, 0.51, [lead(line) for line in c.follow_up], size=10, tone="muted")


def _guessed(text: Text, width: float, size: float) -> float:
    """Height in inches of a cell's text, guessed from its letters."""
    spans = str(text).split("\n")
    lines = sum(-(-len(span) * _LETTER * size // ((width - 0.1) * 72)) for span in spans)
    return float(lines * size * 1.2 / 72 + 0.04)
