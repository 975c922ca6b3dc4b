"""The plain script's slides of the appendix: AX2 rules and definitions, AX3 quality, completeness and trace."""

from __future__ import annotations

from plain_page import END, FULL, LEFT, RIGHT, Col, Look, PlainDeck, PlainPage, W, X, jump, lead, pages

from planforge.review.context_appendix import TopicPage


def definitions(deck: PlainDeck) -> None:
    """AX2, the rules in force, then topic by topic the rest."""
    c, t = deck.c.definitions, deck.t
    page = deck.content(c.slide)
    page.heading(LEFT, 1.8, W(8), t("AX2.rules"))
    third = (W(8) - 1.35) / 3
    columns = (Col(1.35, t("AX2.section"), bold=True), *(Col(third, t(f"rag.{status}")) for status in "GAR"))
    rows = [(r.section, r.on_track, r.watch, r.off_track) for r in c.rules]
    page.table(LEFT, 2.08, columns, rows, Look(0.47, 0.30, 10.5), t("AX2.rules"))
    left = X(9) + 0.1
    page.heading(left, 1.8, RIGHT - left, t("AX2.measures"))
    page.text(left, 2.14, RIGHT - left, 3.40, [lead(measure) for measure in c.measures], size=10.5, space=1)
    page.heading(left, END - 1.06, RIGHT - left, t("AX2.keys"))
    page.text(left, END - 0.77, RIGHT - left, 0.80, list(c.keys), size=9.5)
    for topic in c.topics:
        _topic(deck, topic)


def _topic(deck: PlainDeck, topic: TopicPage) -> None:
    t = deck.t
    columns = (
        Col(2.60, t("AX2.method_name"), bold=True),
        Col(FULL - 3.20, t("AX2.method_rule")),
        Col(0.60, t("slide"), "r", tone="primary"),
    )
    parts = pages(topic.rows, 10)
    row = min(0.56, (END - 2.08 - 0.30) / max(1, len(parts[0])))
    for number, part in enumerate(parts, 1):
        page = deck.content(topic.slide, number, len(parts))
        page.heading(LEFT, 1.8, FULL, topic.name)
        rows = [(r.measure, r.rule, jump(r.slide)) for r in part]
        page.table(LEFT, 2.08, columns, rows, Look(row, 0.30, 10.5), topic.name)


def trace(deck: PlainDeck) -> None:
    """AX3."""
    _quality(deck)
    c, t = deck.c.trace, deck.t
    parts = pages(c.completeness, 24)
    for number, part in enumerate(parts, 1):
        page = deck.content(c.slide, number, len(parts))
        page.heading(LEFT, 1.74, W(5), t("AX3.completeness"))
        columns = (
            Col(W(5) - 2.75, t("AX3.sheet")),
            Col(0.75, t("AX3.required"), "r"),
            Col(0.65, t("AX3.filled"), "r"),
            Col(0.55, "%", "r"),
            Col(0.80, t("AX3.findings"), "r"),
        )
        last = number == len(parts)
        rows = [(r.sheet, r.required, r.filled, r.share, r.findings) for r in (*part, *((c.total,) if last else ()))]
        page.table(LEFT, 2.0, columns, rows, Look(0.192, 0.26, 10, padding=0.01), t("AX3.completeness"), total=last)
        _figures(deck, page, X(6) + 0.1)


def _figures(deck: PlainDeck, page: PlainPage, x: float) -> None:
    t, width = deck.t, RIGHT - x
    page.heading(x, 1.74, width, t("AX3.trace"))
    columns = (
        Col(0.50, t("AX3.slide"), "r", tone="primary"),
        Col(2.75, t("AX3.figure"), gap=0.08),
        Col(1.05, t("AX3.shown"), "r", bold=True),
        Col(width - 4.30, t("AX3.cells"), tone="muted", gap=0.10),
    )
    rows = [(jump(r.slide), r.figure, r.shown, r.cells) for r in deck.c.trace.rows]
    page.table(x, 2.0, columns, rows, Look(0.192, 0.26, 10, padding=0.01), t("AX3.trace"))


def _quality(deck: PlainDeck) -> None:
    """The points of the plan by part with bars beside them, and the fixes worth most."""
    c, t = deck.c.trace.quality, deck.t
    bars, row = 2.60, 0.29
    page = deck.content(c.slide)
    page.heading(LEFT, 1.8, FULL, t("AX3.quality"))
    columns = (
        Col(1.95, t("AX3.part_head"), bold=True),
        Col(FULL - bars - 0.12 - 4.05, t("AX3.asks_head")),
        Col(0.75, t("AX3.points"), "r", bold=True),
        Col(0.60, t("AX3.most"), "r"),
        Col(0.75, t("AX3.lost"), "r"),
    )
    rows = [(r.part, r.asks, r.points, r.most, r.lost) for r in (*c.parts, c.total)]
    places = page.table(LEFT, 2.08, columns, rows, Look(row, 0.30, 10.5, padding=0.01), t("AX3.quality"), total=True)
    high = 0.30 + 5 * row
    beside = (c.shares, "table", row, t("AX3.reached"), c.alt)
    deck.drawing(page, "share_bars", (RIGHT - bars, 2.08, bars, high), *beside, rows=places[:-1])
    _fixes(deck, page, 2.08 + high + 0.12)


def _fixes(deck: PlainDeck, page: PlainPage, y: float) -> None:
    c, t = deck.c.trace.quality, deck.t
    page.heading(LEFT, y, FULL, t("AX3.fixes"), c.unit)
    if not c.fixes:
        page.text(LEFT, y + 0.40, FULL, 0.24, t("AX3.no_fixes"), size=11, tone="muted")
        return
    half = (FULL - 3.30) / 2
    columns = (
        Col(0.65, t("AX3.gain"), "r", bold=True),
        Col(1.25, t("AX3.part_head"), gap=0.10),
        Col(half, t("AX3.what_head")),
        Col(half, t("AX3.how_head")),
        Col(1.40, t("AX3.cell"), tone="muted"),
    )
    rows = [(r.gain, r.part, r.what, r.how, r.cell) for r in c.fixes]
    page.table(LEFT, y + 0.28, columns, rows, Look(0.36, 0.28, 10.5), t("AX3.fixes"))
