"""Slides about what the customer wants and what we promise: A13, A14. On a narrow page their two panels get a slide each."""

from __future__ import annotations

from planforge.authoring import tokens as k
from planforge.authoring.deck_base import block
from planforge.authoring.deck_builder import Column, DeckBuilder, SlideBuilder, TableLook
from planforge.authoring.grid import Grid
from planforge.authoring.slides import content, empty_twin, with_empty


def satisfaction(deck: DeckBuilder) -> None:
    """A13, the window of four boxes and what we change."""
    g = deck.grid
    slide = with_empty(deck, "A13", "satisfaction", "competition")
    width = g.full if g.narrow else min(7.70, g.w(8) - 0.3)
    slide.heading(g.left, g.y(k.BODY_Y), width, '{{ t("A13.window") }}', "{{ satisfaction.unit }}")
    drawing = "four_box(satisfaction.boxes, satisfaction.rows, satisfaction.columns, satisfaction.alt)"
    slide.frame(g.left, g.y(2.14), width, _above_takeaway(g) - g.y(2.14), "group-window", drawing)
    slide.takeaway("satisfaction.takeaway")
    if g.narrow:
        slide.done()
        slide = with_empty(deck, "A13", "satisfaction", "competition")
    _changes(slide, g.left if g.narrow else g.left + width + 0.27)
    slide.done()
    empty_twin(deck, "A13", "satisfaction", "competition")


def _changes(slide: SlideBuilder, x: float) -> None:
    g = slide.grid
    width = g.right - x
    slide.heading(x, g.y(k.BODY_Y), width, '{{ t("A13.changes") }}', "{{ satisfaction.more }}")
    owner = 1.25 if g.narrow else 1.06
    columns = (
        Column(0.82, '{{ t("A13.change_head") }}', "{{ r.change }}"),
        Column(width - 1.68 - owner, '{{ t("A13.item") }}', "{{ r.item }}"),
        Column(owner, '{{ t("owner") }}', "{{ r.owner }}"),
        Column(0.86, '{{ t("due") }}', "{{ r.due }}"),
    )
    look = TableLook(row=g.h(0.50), head=0.34, size=10.5)
    paging = ("page: auto", "rows: 7", f"bottom: {g.y(6.06):.5g}", "repeat header: 1", "if: satisfaction.changes")
    alt = (*paging, 'alt: {{ t("A13.changes") }}')
    slide.table(x, g.y(k.BODY_Y) + 0.28, columns, "r in satisfaction.changes", "table-changes", alt, look)
    none = block("if: not satisfaction.changes")
    slide.text(x, g.y(k.BODY_Y) + 0.38, width, 0.24, '{{ t("A13.no_changes") }}', "no-change", none, size=11, tone="muted")


def roadmap(deck: DeckBuilder) -> None:
    """A14, a lane for each priority of the customer; left out without a roadmap."""
    g = deck.grid
    slide = content(deck, "A14", "roadmap", "competition", "p in roadmap.pages")
    drawing = "roadmap_lanes(p.lanes, p.quarters, p.heads, p.states, p.alt)"
    slide.frame(g.left, g.y(k.BODY_Y), g.full, _above_takeaway(g) - g.y(k.BODY_Y), "group-roadmap", drawing)
    slide.takeaway("p.takeaway")
    slide.done()


def _above_takeaway(g: Grid) -> float:
    """Where a drawing ends that has a takeaway below."""
    return g.body_end - 0.63 if g.narrow else g.y(6.0)
