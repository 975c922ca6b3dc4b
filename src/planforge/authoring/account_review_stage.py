"""A11, the stage of the relationship. On a narrow page the two tables get a slide each."""

from __future__ import annotations

from planforge.authoring import tokens as k
from planforge.authoring.deck_base import block
from planforge.authoring.deck_builder import Column, DeckBuilder, SlideBuilder, TableLook
from planforge.authoring.slides import empty_twin, with_empty

_TABLES = 3.34
"""Where the tables' headings stand, on a page of our own."""
_LEVEL = 1.22, 1.38
"""Width of a level with its words in our font and in a company's."""


def stage(deck: DeckBuilder) -> None:
    """A11: five chevrons with the pattern of contacts of each, what the contacts show, function pairs and main steps."""
    g = deck.grid
    slide = with_empty(deck, "A11", "stage", "relationships")
    low = 0.18 if g.narrow else 0.0
    shows = block("if: stage.shows", "cut: 2" if g.narrow else "cut: 1")
    if g.narrow:
        slide.heading(g.left, g.y(k.BODY_Y), g.full, '{{ t("A11.stages") }}')
        slide.frame(g.left, g.y(2.10), g.full, g.h(0.70), "group-stages", "chevrons(stage.steps, stage.alt)")
        slide.text(g.left, g.y(3.04 - low), g.full, 0.38, "{{ stage.shows }}", "stage-shows", shows, size=10.5)
        top = g.y(_TABLES - low) + 0.14
    else:
        slide.frame(g.left, g.y(1.76), g.full, g.h(0.84), "group-stages", "chevrons(stage.steps, stage.alt)")
        slide.frame(g.left, g.y(2.68), g.full, g.h(0.46), "group-patterns", "contact_patterns(stage.steps, stage.patterns_alt)")
        slide.text(g.left, g.y(3.20), g.full, 0.2, "{{ stage.shows }}", "stage-shows", shows, size=11)
        _evidence(slide, g.y(3.40))
        top = g.y(_TABLES + 0.30)
    _pairs(slide, top, g.full if g.narrow else g.w(6), _LEVEL[0] if deck.base.ours else _LEVEL[1])
    slide.takeaway("stage.takeaway", y=0.0 if g.narrow else g.y(6.06), h=0.0 if g.narrow else 0.52)
    if g.narrow:
        slide.done()
        slide = with_empty(deck, "A11", "stage", "relationships")
    _actions(slide, g.left if g.narrow else g.x(7) + 0.1, g.y(k.BODY_Y) if g.narrow else top)
    if g.narrow:
        _evidence(slide, g.y(5.60))
    slide.done()
    empty_twin(deck, "A11", "stage", "relationships")


def _evidence(slide: SlideBuilder, y: float) -> None:
    """On what the claimed stage rests."""
    g = slide.grid
    alt = block("if: stage.evidence", "cut: 2" if g.narrow else "cut: 1")
    slide.text(g.left, y, g.full, 0.4 if g.narrow else 0.2, "{{ stage.evidence }}", "stage-evidence", alt, size=11)


def _pairs(slide: SlideBuilder, y: float, width: float, level: float) -> None:
    g = slide.grid
    slide.heading(slide.grid.left, y, width, '{{ t("A11.pairs") }}', "{{ stage.pairs_unit }}")
    words = (width - 0.50 - 2 * level) / 2
    columns = (
        Column(words, '{{ t("A11.ours") }}', "{{ r.ours }}"),
        Column(words, '{{ t("A11.theirs") }}', "{{ r.theirs }}"),
        Column(level, '{{ t("A11.level") }}', "{{ r.level | fill(r.fill) }}"),
        Column(level, '{{ t("A11.wanted") }}', "{{ r.wanted }}"),
        Column(0.50, '{{ t("A11.gap") }}', "{{ r.gap }}", "c"),
    )
    look = TableLook(row=g.h(0.30 if g.narrow else 0.255), head=0.28, size=10.5)
    paging = ("page: auto", "rows: 7", f"bottom: {g.y(6.02):.5g}", "repeat header: 1")
    alt = (*paging, "if: stage.pairs", 'alt: {{ t("A11.pairs") }}')
    slide.table(g.left, y + 0.28, columns, "r in stage.pairs", "table-pairs", alt, look)
    none = block("if: not stage.pairs")
    slide.text(g.left, y + 0.38, width, 0.24, '{{ t("A11.no_pairs") }}', "no-pairs", none, size=11, tone="muted")


def _actions(slide: SlideBuilder, x: float, y: float) -> None:
    g = slide.grid
    width = g.right - x
    slide.heading(x, y, width, '{{ t("A11.actions") }}', "{{ stage.actions_unit }}")
    owner = 1.30 if g.narrow else 1.10
    columns = (
        Column(width - 1.55 - owner, '{{ t("A11.action") }}', "{{ r.action }}"),
        Column(owner, '{{ t("owner") }}', "{{ r.owner }}"),
        Column(1.55, '{{ t("due") }}', "{{ r.due }}"),
    )
    look = TableLook(row=g.h(0.35), head=0.30, size=11)
    alt = ("if: stage.actions", "cut: 3", 'alt: {{ t("A11.actions") }}')
    slide.table(x, y + 0.28, columns, "r in stage.actions", "table-steps", alt, look)
    none = block("if: not stage.actions")
    slide.text(x, y + 0.38, width, 0.24, '{{ t("A11.no_actions") }}', "no-steps", none, size=11, tone="muted")
