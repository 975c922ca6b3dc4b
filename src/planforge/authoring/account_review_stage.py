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
    """A11: five chevrons, what the contacts show, function pairs and main steps, which stand beside each page of pairs."""
    g = deck.grid
    slide = with_empty(deck, "A11", "stage", "relationships")
    slide.heading(g.left, g.y(k.BODY_Y), g.full, '{{ t("A11.stages") }}')
    low = 0.18 if g.narrow else 0.0
    slide.frame(g.left, g.y(2.10), g.full, g.h(0.88 - low), "group-stages", "chevrons(stage.steps, stage.alt)")
    shows = block("if: stage.shows", "cut: 2" if g.narrow else "cut: 1")
    high = 0.38 if g.narrow else 0.22
    slide.text(g.left, g.y(3.04 - low), g.full, high, "{{ stage.shows }}", "stage-shows", shows, size=11.5 if not g.narrow else 10.5)
    top = g.y(_TABLES - low) + (0.14 if g.narrow else 0.0)
    _pairs(slide, top, g.full if g.narrow else g.w(6), _LEVEL[0] if deck.base.ours else _LEVEL[1])
    slide.takeaway("stage.takeaway")
    if g.narrow:
        slide.done()
        slide = with_empty(deck, "A11", "stage", "relationships")
    _actions(slide, g.left if g.narrow else g.x(7) + 0.1, g.y(k.BODY_Y) if g.narrow else top)
    slide.done()
    empty_twin(deck, "A11", "stage", "relationships")


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
    look = TableLook(row=g.h(0.30), head=0.30, size=10.5)
    paging = ("page: auto", "rows: 7", f"bottom: {g.y(6.09):.5g}", "repeat header: 1")
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
        Column(width - 1.40 - owner, '{{ t("A11.action") }}', "{{ r.action }}"),
        Column(owner, '{{ t("owner") }}', "{{ r.owner }}"),
        Column(1.40, '{{ t("due") }}', "{{ r.due }}"),
    )
    look = TableLook(row=g.h(0.35), head=0.30, size=11)
    alt = ("if: stage.actions", "cut: 2", 'alt: {{ t("A11.actions") }}')
    slide.table(x, y + 0.28, columns, "r in stage.actions", "table-steps", alt, look)
    none = block("if: not stage.actions")
    slide.text(x, y + 0.38, width, 0.24, '{{ t("A11.no_actions") }}', "no-steps", none, size=11, tone="muted")
