"""The plain script's slides about the account: A01 cover, A02 page, A05 factors, A06 position, A07 five years."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plain_charts
from plain_kit import NS
from plain_page import FULL, LEFT, RIGHT, Col, Look, PlainDeck, PlainPage, W, X, jump, lead
from pptx.oxml import parse_xml
from pptx.util import Inches

from planforge.authoring.tokens import GUTTER
from planforge.office.rich import Rich, Span

_FACTS_TAB = 2.55


def cover(deck: PlainDeck) -> None:
    """A01."""
    c = deck.c.cover
    page = deck.blank("PF Cover", "A01")
    page.page.shapes.title.text_frame.text = c.title
    page.page.placeholders[12].text_frame.text = c.subtitle
    page.box(LEFT, 3.92, 1.2, 0.06, "primary")
    facts = [Rich((Span(str(name), tone="muted"), Span(f"\t{value}"))) for name, value in c.facts]
    for paragraph in page.text(LEFT, 5.0, W(11), 1.7, facts, size=13, space=2).text_frame.paragraphs:
        properties = paragraph._p.get_or_add_pPr()
        properties.set("marL", str(Inches(_FACTS_TAB)))
        properties.set("indent", str(-Inches(_FACTS_TAB)))
        properties.append(parse_xml(f'<a:tabLst {NS}><a:tab pos="{Inches(_FACTS_TAB)}" algn="l"/></a:tabLst>'))
    if c.sticker:
        page.text(X(9), 0.5, W(4), 0.34, c.sticker, size=12, tone="bad", bold=True, align="right", anchor="middle")
    page.text(LEFT, 6.98, FULL, 0.26, deck.c.deck.footer, size=9, tone="muted", anchor="middle")
    page.page.notes_slide.notes_text_frame.text = c.slide.notes


def account_page(deck: PlainDeck) -> None:
    """A02."""
    c, t = deck.c.page, deck.t
    page = deck.content(c.slide)
    pitch = (FULL + GUTTER) / 6
    for number, item in enumerate(c.kpis):
        page.kpi(LEFT + number * pitch, 1.84, pitch - GUTTER, item)
    page.heading(LEFT, 2.86, W(8), t("A02.where"))
    columns = (
        Col(1.60, t("A02.section"), bold=True),
        Col(1.25, t("status")),
        Col(0.75, t("trend")),
        Col(W(8) - 4.1166, t("A02.says")),
        Col(0.5166, t("A02.slide"), "r", tone="primary"),
    )
    rows = [(r.section, r.status, r.trend, r.says, jump(r.slide)) for r in c.sections]
    page.table(LEFT, 3.13, columns, rows, Look(0.352, 0.30, 11.5), t("A02.where"))
    left, low = X(9) + 0.1, 2.86 + 0.57 + len(rows) * 0.352 - 0.56
    width = RIGHT - left
    page.heading(left, 2.86, width, t("A02.decisions"))
    if c.decisions:
        deck.drawing(page, "decision_list", (left, 3.24, width, low - 0.1 - 3.24), c.decisions)
    else:
        page.text(left, 3.24, width, 0.6, t("A02.no_decisions"), size=12, tone="muted")
    if c.more_decisions:
        page.text(left, low - 0.18, width, 0.22, c.more_decisions, size=10, tone="muted")
    page.takeaway(c.effect, left, low, width, 0.56)


def factors(deck: PlainDeck) -> None:
    """A05."""
    c, t = deck.c.factors, deck.t
    if c.empty:
        return deck.empty(c.slide, c.empty)
    page = deck.content(c.slide)
    page.heading(LEFT, 1.8, W(4), t("A05.profile"), t("A05.profile_unit"))
    plain_charts.radar(page.page, (LEFT, 2.12, W(4), 4.1), c.radar, c.alt)
    page.rule(LEFT + 0.25, 6.36, 0.4, "primary", 2.5)
    page.text(LEFT + 0.72, 6.25, 1.35, 0.22, c.this_label, size=10, anchor="middle")
    if c.has_previous:
        page.rule(LEFT + 2.05, 6.36, 0.4, "neutral", 1.25, "dash")
        page.text(LEFT + 2.52, 6.25, 1.6, 0.22, c.previous_label, size=10, anchor="middle")
    page.text(LEFT + 0.25, 6.49, 3.6, 0.18, t("A05.mean_key"), size=9.5, tone="muted", anchor="middle")
    deck.drawing(page, "factor_scale", (X(5), 1.8, RIGHT - X(5), 4.66), c.groups, c.alt, c.good, c.poor)
    return None


def position(deck: PlainDeck) -> None:
    """A06."""
    c = deck.c.position
    if c.empty:
        return deck.empty(c.slide, c.empty)
    page = deck.content(c.slide)
    box = (LEFT + 0.42, 1.86, W(7) - 0.42, 3.78)
    deck.drawing(page, "quadrant_field", box, c.quadrants, c.strength_cut, c.attractiveness_cut, c.mark, c.alt)
    if c.chart:
        plain_charts.bubbles(page.page, box, c.chart, c.alt)
    _axes(deck, page, *box)
    page.takeaway(c.stance, y=6.06, w=W(7), h=0.52)
    width = RIGHT - X(8) - 0.1
    heads = ("factor", "weight", "score", "delta")
    _scores(deck, page, 1.80, "attractiveness", heads, (width - 1.85, 0.70, 0.60, 0.55), "lrrr", c.attractiveness, c.attractiveness_unit)
    heads = ("success_factor", "we", "best", "who")
    _scores(deck, page, 4.24, "strength", heads, (width - 2.60, 0.50, 0.75, 1.35), "lrrl", c.strength, c.strength_unit)
    return None


def _axes(deck: PlainDeck, page: PlainPage, x: float, y: float, w: float, h: float) -> None:
    axis: dict[str, Any] = {"size": 11, "bold": True, "tone": "title", "align": "center", "anchor": "middle"}
    end: dict[str, Any] = {"size": 10, "tone": "muted", "anchor": "middle"}
    low, high, room, arrow = deck.t("degree.low"), deck.t("degree.high"), 0.52, Span("  →", tone="muted")
    up = Rich((Span(str(deck.t("A06.attractiveness_axis"))), arrow))
    page.text(x - 0.42, y + h - room, 0.30, room, low, vertical=True, align="left", **end)
    page.text(x - 0.42, y + room, 0.30, h - 2 * room, up, vertical=True, **axis)
    page.text(x - 0.42, y, 0.30, room, high, vertical=True, align="right", **end)
    across, below = Rich((Span(str(deck.t("A06.strength_axis"))), arrow)), y + h + 0.05
    page.text(x, below, room, 0.22, low, align="left", **end)
    page.text(x + room, below, w - 2 * room, 0.22, across, **axis)
    page.text(x + w - room, below, room, 0.22, high, align="right", **end)


def _scores(
    deck: PlainDeck,
    page: PlainPage,
    y: float,
    name: str,
    heads: Sequence[str],
    widths: Sequence[float],
    aligns: str,
    rows: Sequence[Any],
    unit: str,
) -> None:
    x, title = X(8) + 0.1, deck.t(f"A06.{name}_table")
    page.heading(x, y, RIGHT - x, title, unit)
    if not rows:
        page.text(x, y + 0.36, RIGHT - x, 0.24, deck.t("rag.N"), size=11, tone="muted", anchor="middle")
        return
    columns = [Col(width, deck.t(f"A06.{head}"), align) for width, head, align in zip(widths, heads, aligns, strict=True)]
    page.table(x, y + 0.28, columns, [(r.label, *r.cells) for r in rows], Look(0.25, 0.30, 10.5), title)


def financials(deck: PlainDeck) -> None:
    """A07."""
    c, t = deck.c.financials, deck.t
    if c.empty:
        return deck.empty(c.slide, c.empty)
    page = deck.content(c.slide)
    label, years = 2.05, 6.10
    page.heading(LEFT, 1.8, label + years, t("A07.heading"), c.unit)
    plain_charts.columns(page.page, (LEFT + label, 2.12, years, 1.91), c.chart, c.alt)
    _scenario_key(deck, page)
    columns = (Col(label, c.unit), *(Col(years / len(c.years), year, "c") for year in c.years))
    page.table(LEFT, 4.02, columns, [(r.label, *r.cells) for r in c.rows], Look(0.315, 0.30, 11.5, 12), t("A07.heading"))
    left = LEFT + label + years + 0.35
    width = RIGHT - left
    page.heading(left, 1.8, width, t("A07.comments"))
    page.text(left, 2.18, width, 1.98, [lead(comment) for comment in c.comments], size=12, space=6)
    half = (width - GUTTER) / 2
    for number, item in enumerate(c.kpis[:2]):
        page.kpi(left + number * (half + GUTTER), 4.30, half, item)
    page.takeaway(c.question, left, 5.42, width, 0.92)
    return None


def _scenario_key(deck: PlainDeck, page: PlainPage) -> None:
    for number, (fill, hatch, word) in enumerate((("primary", False, "A"), ("primary", True, "F"), ("white", False, "P"))):
        y = 2.36 + number * 0.3
        page.box(LEFT, y, 0.28, 0.17, fill, "" if word == "A" else "primary", hatch)
        page.text(LEFT + 0.36, y - 0.03, 1.5, 0.22, deck.t(f"scenario.{word}"), size=10, anchor="middle")
    y, spot = 3.345, 0.075
    page.rule(LEFT, y, 0.28, "title", 1.5)
    page.box(LEFT + 0.14 - spot / 2, y - spot / 2, spot, spot, "title", round=True)
    page.text(LEFT + 0.36, y - 0.115, 1.5, 0.22, deck.t("A07.net_income"), size=10, anchor="middle")
