"""Slides about people: A09 influence map and A10 contact coverage."""

from __future__ import annotations

from planforge.authoring import tokens as k
from planforge.authoring.deck_builder import Column, DeckBuilder, SlideBuilder, TableLook, block
from planforge.authoring.slides import empty_twin, with_empty
from planforge.authoring.tokens import column_x as X  # noqa: N812
from planforge.authoring.tokens import columns_width as W  # noqa: N812
from planforge.office.rich import Rich, Span


def influence(deck: DeckBuilder) -> None:
    """A09, one slide per page of the map."""
    slide = with_empty(deck, "A09", "influence", "relationships", "p in influence.pages")
    slide.frame(X(1), 1.86, 9.92, 4.18, "group-influence-map", "influence_map(p.cards, p.links, p.alt)")
    _legend(slide, X(11), W(2))
    slide.takeaway("p.takeaway")
    slide.done()
    empty_twin(deck, "A09", "influence", "relationships")


def _legend(slide: SlideBuilder, x: float, w: float) -> None:
    slide.heading(x, k.BODY_Y, w, '{{ t("A09.how_to_read") }}')
    slide.text(x, 2.14, w, 0.2, '{{ t("A09.cells") }}', "legend-head", size=10, bold=True, tone="primary")
    lines = (
        _bold("A09.buying_role"), '{{ t("A09.buying_keys") }}', '{{ t("A09.buying_keys_2") }}',
        _bold("A09.attitude"), '{{ t("A09.attitude_keys") }}',
        _bold("A09.support"),
        _glyphs(("●", "good", "for_us"), ("○", "neutral", "neutral")),
        _glyphs(("■", "bad", "against")),
        _bold("A09.level"), '{{ t("A09.level_keys") }}',
    )  # fmt: skip
    slide.text(x, 2.36, w, 2.2, lines, "legend-cells", size=10, space=1)
    y = 4.72
    for tone, width, arrow, word in (
        ("grey", 1.25, False, "reports_to"),
        ("second", 2.25, True, "strong"),
        ("second", 1.25, True, "weak"),
    ):
        slide.line(x, y, x + 0.35, y, tone, width, arrow=arrow, name="key")
        slide.text(x + 0.42, y - 0.1, w - 0.42, 0.2, f'{{{{ t("A09.{word}") }}}}', f"key-{word}", size=10, anchor="middle")
        y += 0.24
    slide.box(x, y - 0.08, 0.35, 0.16, "white", "key-outside", outline="second", width=1, dash="dash")
    slide.text(x + 0.42, y - 0.1, w - 0.42, 0.2, '{{ t("A09.outside") }}', "key-outside-text", size=10, anchor="middle")


def _glyphs(*marks: tuple[str, str, str]) -> Rich:
    """Glyphs with their words on one line."""
    spans: list[Span] = []
    for glyph, tone, key in marks:
        spans += (Span(glyph, tone=tone, bold=True), Span(f' {{{{ t("A09.{key}") }}}}  '))
    return Rich(tuple(spans))


def _bold(key: str) -> Rich:
    return Rich((Span(f'{{{{ t("{key}") }}}}', bold=True),))


def coverage(deck: DeckBuilder) -> None:
    """A10, who meets whom and how deep."""
    slide = with_empty(deck, "A10", "coverage", "relationships")
    slide.heading(X(1), k.BODY_Y, W(9), '{{ t("A10.matrix") }}', '{{ t("A10.matrix_unit") }}')
    members = W(9) - 5.38
    columns = (
        Column(1.24, '{{ t("A10.contact") }}', "{{ r.contact }}", bold=True),
        Column(1.52, '{{ t("A10.role") }}', "{{ r.role }}", size=10.5),
        Column(0.58, '{{ t("A10.buying") }}', "{{ r.buying }}", "c", bold=True, tone="title"),
        Column(
            members / 5, "{% col for m in coverage.members %}{{ m }}", "{{ r.cells[col_index].text | fill(r.cells[col_index].fill) }}", "c"
        ),
        Column(0.90, '{{ t("A10.rhythm") }}', "{{ r.rhythm }}", "c"),
        Column(1.14, '{{ t("status") }}', "{{ r.status }}"),
    )  # fmt: skip
    look = TableLook(row=0.312, head=0.46, size=11.5, head_size=10)
    alt = (f"columns width: {members:.3f}", "page: auto", "rows: 10", "bottom: 6.07", "repeat header: 1", 'alt: {{ t("A10.matrix") }}')
    slide.table(X(1), 2.10, columns, "r in coverage.rows", "table-coverage", alt, look)
    left, width = X(10) + 0.1, W(3) - 0.1
    slide.heading(left, k.BODY_Y, width, '{{ t("A10.questions") }}')
    slide.text(left, 2.18, width, 3.6, "{% bullet for q in coverage.questions %}{{ q }}", "questions", block("cut: 14"), size=13, space=8)
    slide.takeaway("coverage.takeaway")
    slide.done()
    empty_twin(deck, "A10", "coverage", "relationships")
