"""The plain script's slides about people, rivals and deals: A09 influence, A10 coverage, A12 competition, A15 pipeline."""

from __future__ import annotations

import plain_charts
from plain_page import LEFT, RIGHT, Col, Look, PlainDeck, PlainPage, W, X, lead, pages

from planforge.office.rich import Rich, Span

_LINES = (
    ("grey", 1.25, False, "reports_to", ""),
    ("grey", 1.25, False, "reports_via", "dash"),
    ("second", 2.25, True, "strong", ""),
    ("second", 1.25, True, "weak", "dash"),
)
_SIGNS = (("●", "good", "for_us"), ("○", "neutral", "neutral"), ("■", "bad", "against"), ("?", "muted", "not_known"))


def influence(deck: PlainDeck) -> None:
    """A09, one slide per page of the map."""
    c = deck.c.influence
    if c.empty:
        return deck.empty(c.slide, c.empty)
    for p in c.pages:
        page = deck.content(p.slide)
        deck.drawing(page, "influence_map", (LEFT, 1.86, 9.92, 4.18), p.cards, p.links, p.alt, p.also)
        _legend(deck, page, RIGHT - W(2), W(2))
        page.takeaway(p.takeaway)
    return None


def _legend(deck: PlainDeck, page: PlainPage, x: float, w: float) -> None:
    def said(key: str) -> str:
        return str(deck.t(f"A09.{key}"))

    def bold(key: str) -> Rich:
        return Rich((Span(said(key), bold=True),))

    glyphs = [(Span(glyph, tone=tone, bold=True), Span(f"\u00a0{said(key)}  ")) for glyph, tone, key in _SIGNS]
    page.heading(x, 1.8, w, deck.t("A09.how_to_read"))
    page.text(x, 2.14, w, 0.2, said("cells"), size=10, bold=True, tone="primary")
    lines = [
        bold("buying_role"),
        *(said(role) for role in ("approves", "decides", "evaluates", "uses")),
        bold("attitude"),
        said("attitude_keys"),
        bold("support"),
        Rich((*glyphs[0], *glyphs[1])),
        Rich((*glyphs[2], *glyphs[3])),
        Rich((*bold("level").spans, Span(f"  {said('level_keys')}"))),
    ]
    page.text(x, 2.36, w, 2.2, lines, size=10, space=1)
    y = 4.66
    for tone, width, arrow, word, dash in _LINES:
        page.rule(x, y, 0.35, tone, width, dash, arrow)
        page.text(x + 0.42, y - 0.1, w - 0.42, 0.2, said(word), size=10, anchor="middle")
        y += 0.19
    page.box(x, y - 0.08, 0.35, 0.16, "white", "second", dash="dash")
    page.text(x + 0.42, y - 0.1, w - 0.42, 0.2, said("outside"), size=10, anchor="middle")
    page.text(x, y + 0.12, w, 0.36, [said("officer_key"), said("coach_key")], size=10, tone="second")


def coverage(deck: PlainDeck) -> None:
    """A10, with the contacts that are due first."""
    c, t = deck.c.coverage, deck.t
    if c.empty:
        return deck.empty(c.slide, c.empty)
    members = (W(9) - 5.11) / len(c.members)
    columns = (
        Col(1.21, t("A10.contact"), bold=True),
        Col(1.36, t("A10.role"), size=10.5),
        Col(0.53, t("A10.buying"), "c", bold=True, tone="title"),
        *(Col(members, member, "c") for member in c.members),
        Col(0.86, t("A10.rhythm"), "c"),
        Col(1.15, t("status"), size=11),
    )
    parts = pages(c.rows, 10)
    for number, part in enumerate(parts, 1):
        page = deck.content(c.slide, number, len(parts))
        page.heading(LEFT, 1.8, W(9), t("A10.matrix"), t("A10.matrix_unit"))
        rows = [(r.contact, r.role, r.buying, *(cell.text for cell in r.cells), r.rhythm, r.status) for r in part]
        fills = {(i, 3 + j): cell.fill for i, r in enumerate(part) for j, cell in enumerate(r.cells)}
        page.table(LEFT, 2.1, columns, rows, Look(0.312, 0.46, 11.5, 10), t("A10.matrix"), fills)
        left = LEFT + W(9) + 0.267
        page.heading(left, 1.8, RIGHT - left, t("A10.questions"))
        page.text(left, 2.18, RIGHT - left, 1.86, list(c.questions), size=13, space=8)
        if c.next:
            _next_contacts(deck, page, left, RIGHT - left)
        page.takeaway(c.takeaway)
    return None


def _next_contacts(deck: PlainDeck, page: PlainPage, x: float, w: float) -> None:
    t = deck.t
    page.heading(x, 4.10, w, t("A10.next"))
    columns = (Col(w - 1.75, t("A10.contact")), Col(0.80, t("owner")), Col(0.95, t("A10.due")))
    rows = [(r.contact, r.owner, r.due) for r in deck.c.coverage.next]
    page.table(x, 4.38, columns, rows, Look(0.34, 0.28, 10.5, 10), t("A10.next"))


def competition(deck: PlainDeck) -> None:
    """A12."""
    c, t = deck.c.competition, deck.t
    if c.empty:
        return deck.empty(c.slide, c.empty)
    page = deck.content(c.slide)
    page.heading(LEFT, 1.8, W(9), t("A12.matrix"), t("A12.matrix_unit"))
    width = (W(9) - 3.30) / len(c.companies)
    columns = (Col(2.60, t("A12.criterion")), Col(0.70, t("A12.weight"), "r"), *(Col(width, company, "c") for company in c.companies))
    rows = [(r.criterion, r.weight, *(cell.text for cell in r.cells)) for r in (*c.rows, *((c.total,) if c.total else ()))]
    fills = {(i, 2 + j): cell.fill for i, r in enumerate(c.rows) for j, cell in enumerate(r.cells)}
    page.table(LEFT, 2.1, columns, rows, Look(0.36, 0.46, 11.5, 11), t("A12.matrix"), fills, total=bool(c.total))
    left = X(10) + 0.1
    page.heading(left, 1.8, RIGHT - left, t("A12.answers"))
    page.text(left, 2.14, RIGHT - left, 2.04, [lead(answer) for answer in c.answers], size=12, space=4)
    if c.threats:
        page.heading(left, 4.24, RIGHT - left, t("A12.threats"))
        page.text(left, 4.58, RIGHT - left, 1.47, [lead(threat) for threat in c.threats], size=12, space=4)
    page.takeaway(c.takeaway)
    return None


def pipeline(deck: PlainDeck) -> None:
    """A15, with the open deals by stage below the bridge."""
    c, t = deck.c.pipeline, deck.t
    if c.empty:
        return deck.empty(c.slide, c.empty)
    left = min(X(6) - 0.22, RIGHT - 6.94)
    columns = (
        Col(2.06, t("A15.opportunity")),
        Col(0.76, t("A15.stage")),
        Col(0.70, t("A15.close"), "c"),
        Col(0.53, t("A15.value"), "r"),
        Col(0.51, t("A15.probability"), "r"),
        Col(0.53, t("A15.weighted"), "r"),
        Col(0.53, t("A15.profit"), "r"),
        Col(RIGHT - left - 5.62, t("A15.next_step"), size=10, gap=0.06),
    )
    parts = pages(c.rows, 7)
    for number, part in enumerate(parts, 1):
        page = deck.content(c.slide, number, len(parts))
        width = left - 0.267 - LEFT
        page.heading(LEFT, 1.8, width, t("A15.bridge"), c.unit)
        plain_charts.bridge(page.page, (LEFT, 2.12, width, 2.66), c.bridge, c.alt)
        if c.stages:
            _stages(deck, page, width)
        page.heading(left, 1.8, RIGHT - left, t("A15.table"), c.unit)
        shown = (*part, *((c.total,) if number == len(parts) else ()))
        rows = [(r.name, r.stage, r.close, r.value, r.probability, r.weighted, r.profit, r.next_step) for r in shown]
        look = Look(0.45, 0.34, 11, padding=0.01)
        page.table(left, 2.08, columns, rows, look, t("A15.table"), total=number == len(parts))
        page.takeaway(c.takeaway)
    return None


def _stages(deck: PlainDeck, page: PlainPage, width: float) -> None:
    c, label, y = deck.c.pipeline, 0.88, 4.84
    deck.drawing(page, "chevrons", (LEFT + label, y, width - label, 0.26), c.stages, c.stages_alt, "columns")
    pitch = (width - label) / len(c.stage_counts)
    columns = (Col(label, c.stage_head), *(Col(pitch, count, "c") for count in c.stage_counts))
    rows = [(r.label, *r.cells) for r in c.stage_rows]
    page.table(LEFT, y + 0.28, columns, rows, Look(0.27, 0.30, 11, 11, 0.0), c.stages_alt)
