"""Slides of the appendix about strategy: AX14, AX15."""

from __future__ import annotations

from planforge.authoring import deck_charts_strategy as charts
from planforge.authoring import tokens as k
from planforge.authoring.deck_builder import Column, DeckBuilder, SlideBuilder, TableLook
from planforge.authoring.slides import content


def swot(deck: DeckBuilder) -> None:
    """AX14, four boxes; left out without a point."""
    g = deck.grid
    slide = content(deck, "AX14", "swot", "appendix", condition="swot")
    slide.heading(g.left, g.y(k.BODY_Y), g.full, '{{ t("AX14.boxes") }}', '{{ t("AX14.boxes_unit") }}')
    drawing = 'four_box(swot.boxes, swot.rows, swot.columns, swot.alt, "large")'
    end = g.body_end - 0.53 if g.narrow else g.y(k.TAKEAWAY_Y)
    slide.frame(g.left, g.y(2.14), g.full, end - 0.06 - g.y(2.14), "group-swot", drawing)
    slide.takeaway("swot.takeaway")
    slide.done()


def winning(deck: DeckBuilder) -> None:
    """AX15, rivals beside strategies and goals, which have it all without rivals; on a narrow page one after the other."""
    _winning(deck, "appendix")


def short_winning(deck: DeckBuilder) -> None:
    """AX15 in the short deck, where it is no appendix."""
    _winning(deck, "competition", 't("AX15.tracker")')


def _winning(deck: DeckBuilder, section: str, tracker: str = "") -> None:
    g = deck.grid
    diagram = "link_diagram(winning.goals, winning.strategies, winning.links, winning.heads, winning.alt)"
    condition = "winning" if not g.narrow else "winning and winning.rivals"
    slide = content(deck, "AX15", "winning", section, condition=condition, tracker=tracker)
    left = g.left if g.narrow else g.x(8) + 0.1
    _rivals(slide, g.full if g.narrow else g.w(7))
    slide.takeaway("winning.takeaway")
    if g.narrow:
        slide.done()
        slide = content(deck, "AX15", "winning", section, condition="winning and winning.strategies", tracker=tracker)
        slide.frame(left, g.y(k.BODY_Y), g.full, g.h(4.60), "group-links", diagram)
    else:
        size = (g.y(k.BODY_Y), g.right - left, g.h(4.22))
        slide.frame(left, *size, "group-links", diagram, "if: winning.strategies and winning.rivals")
        whole = (g.y(k.BODY_Y), g.full, g.h(4.22))
        slide.frame(g.left, *whole, "group-links-alone", diagram, "if: winning.strategies and not winning.rivals")
    slide.done()


def _rivals(slide: SlideBuilder, width: float) -> None:
    g = slide.grid
    slide.heading(g.left, g.y(k.BODY_Y), width, '{{ t("AX15.rivals") }}', condition="winning.rivals")
    words = (width - 1.15) / 3
    columns = (
        Column(1.15, '{{ t("AX15.rival") }}', "{{ r.rival }}", bold=True),
        Column(words, '{{ t("AX15.position") }}', "{{ r.position }}"),
        Column(words, '{{ t("AX15.threat") }}', "{{ r.threat }}"),
        Column(words, '{{ t("AX15.counter") }}', "{{ r.counter }}"),
    )
    look = TableLook(row=g.h(0.56), head=0.34, size=11.5)
    paging = ("page: even", "rows: 6", f"bottom: {g.y(6.02):.5g}", "repeat header: 1", "if: winning.rivals")
    alt = (*paging, 'alt: {{ t("AX15.rivals") }}')
    slide.table(g.left, g.y(k.BODY_Y) + 0.28, columns, "r in winning.rivals", "table-rivals", alt, look)
    _strength(slide, width)


def _strength(slide: SlideBuilder, width: float) -> None:
    """What the marks of the buying factors come to, below the rivals where these leave room."""
    g = slide.grid
    y, end = g.y(4.52), g.body_end - 0.60 if g.narrow else g.y(5.98)
    slide.heading(g.left, y, width, '{{ t("AX15.strength") }}', '{{ t("AX15.strength_unit") }}', "winning.chart")
    chart = ("chart: winning.chart", "if: winning.chart", "alt: {{ winning.chart_alt }}")
    slide.chart(charts.strength_bars, g.left, y + 0.34, width, end - y - 0.34, "chart-strength", chart)
