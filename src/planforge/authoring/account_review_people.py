"""Slides about people: A09 influence map and A10 contact coverage."""

from __future__ import annotations

from itertools import pairwise

from planforge.authoring import tokens as k
from planforge.authoring.deck_base import block
from planforge.authoring.deck_builder import Column, DeckBuilder, SlideBuilder, TableLook
from planforge.authoring.slides import empty_twin, with_empty
from planforge.office.rich import Rich, Span
from planforge.office.rich import Text as Words

_LINES = (
    ("grey", 1.25, False, "reports_to", ""),
    ("grey", 1.25, False, "reports_via", "dash"),
    ("second", 2.25, True, "strong", ""),
    ("second", 1.25, True, "weak", "dash"),
)
"""Tone, points, arrow, name and dash of each kind of line on the map."""


def influence(deck: DeckBuilder) -> None:
    """A09, one slide per page of the map; the key stands beside the map, on a narrow page below it."""
    g = deck.grid
    slide = with_empty(deck, "A09", "influence", "relationships", "p in influence.pages")
    drawing = "influence_map(p.cards, p.links, p.alt, p.also)"
    if g.narrow:
        top, key = g.body_top + 0.02, g.body_end - 1.14
        slide.frame(g.left, top, g.full, key - 0.02 - top, "group-influence-map", drawing)
        _legend_below(slide, key)
    else:
        key = max(g.w(2), 1.917)
        width = min(9.92, g.full - key - 0.12)
        slide.frame(g.left, g.y(1.86), width, g.h(4.18), "group-influence-map", drawing)
        _legend(slide, g.right - key, key)
    slide.takeaway("p.takeaway")
    slide.done()
    empty_twin(deck, "A09", "influence", "relationships")


def _legend(slide: SlideBuilder, x: float, w: float) -> None:
    g = slide.grid
    top = g.y(k.BODY_Y)
    slide.heading(x, top, w, '{{ t("A09.how_to_read") }}')
    slide.text(x, top + 0.34, w, 0.2, '{{ t("A09.cells") }}', "legend-head", size=10, bold=True, tone="primary")
    lines: tuple[Words, ...] = (
        _bold("A09.buying_role"), *(f'{{{{ t("A09.{key}") }}}}' for key in _ROLES),
        _bold("A09.attitude"), '{{ t("A09.attitude_keys") }}',
        _bold("A09.support"), _glyphs(*_SIGNS[:2]), _glyphs(*_SIGNS[2:]),
        Rich((*_bold("A09.level").spans, Span('  {{ t("A09.level_keys") }}'))),
    )  # fmt: skip
    slide.text(x, top + 0.56, w, 2.2, lines, "legend-cells", size=10, space=1)
    y = top + (2.86 if slide.ours else 2.85)
    for tone, width, arrow, word, dash in _LINES:
        _line_key(slide, x, y, w, tone, width, arrow, word, dash)
        y += 0.19
    _outside_key(slide, x, y, w)
    slide.text(x, y + 0.12, w, 0.36, ('{{ t("A09.officer_key") }}', '{{ t("A09.coach_key") }}'), "legend-badges", size=10, tone="second")


def _legend_below(slide: SlideBuilder, y: float) -> None:
    """The key in columns: what the cells of a card mean, and the lines."""
    g = slide.grid
    roles = [Rich((Span(f'{{{{ t("A09.{one}") }}}}   '), Span(f'{{{{ t("A09.{other}") }}}}'))) for one, other in (_ROLES[:2], _ROLES[2:])]
    level = Rich((*_bold("A09.level").spans, Span('  {{ t("A09.level_keys") }}')))
    columns: tuple[tuple[float, tuple[Words, ...]], ...] = (
        (0.0, (_bold("A09.buying_role"), *roles)),
        (0.195, (_bold("A09.attitude"), '{{ t("A09.attitude_keys") }}')),
        (0.395, (Rich((*_bold("A09.support").spans, Span("  "), *_glyphs(*_SIGNS[:2]).spans)), _glyphs(*_SIGNS[2:]), level)),
        (0.625, ()),
    )
    for (share, lines), (end, _) in pairwise(columns):
        slide.text(g.left + share * g.full, y, (end - share) * g.full - 0.08, 0.60, lines, "legend-cells", block("cut: 3"), size=10)
    x, pitch = g.left + columns[-1][0] * g.full, 0.187 * g.full
    for number, (tone, width, arrow, word, dash) in enumerate(_LINES):
        _line_key(slide, x + number % 2 * pitch, y + 0.08 + number // 2 * 0.185, pitch, tone, width, arrow, word, dash)
    _outside_key(slide, x, y + 0.45, pitch)


def _line_key(slide: SlideBuilder, x: float, y: float, w: float, tone: str, width: float, arrow: bool, word: str, dash: str) -> None:
    long = 0.25 if slide.grid.narrow else 0.35
    slide.line(x, y, x + long, y, tone, width, arrow=arrow, name="key", dash=dash)
    _key_text(slide, x + long + 0.07, y, w - long - 0.07, word)


def _outside_key(slide: SlideBuilder, x: float, y: float, w: float) -> None:
    high, long = 0.2, 0.25 if slide.grid.narrow else 0.35
    slide.box(x, y - high * 0.4, long, high * 0.8, "white", "key-outside", outline="second", width=1, dash="dash")
    _key_text(slide, x + long + 0.07, y, w - long - 0.07, "outside")


def _key_text(slide: SlideBuilder, x: float, y: float, w: float, word: str) -> None:
    name = "key-outside-text" if word == "outside" else f"key-{word}"
    alt = block("cut: 1") if slide.grid.narrow else ""
    slide.text(x, y - 0.1, w, 0.2, f'{{{{ t("A09.{word}") }}}}', name, alt, size=10, anchor="middle")


def _glyphs(*marks: tuple[str, str, str]) -> Rich:
    """Glyphs with their words on one line."""
    spans: list[Span] = []
    for glyph, tone, key in marks:
        spans += (Span(glyph, tone=tone, bold=True), Span(f'\u00a0{{{{ t("A09.{key}") }}}}  '))
    return Rich(tuple(spans))


def _bold(key: str) -> Rich:
    return Rich((Span(f'{{{{ t("{key}") }}}}', bold=True),))


_ROLES = ("approves", "decides", "evaluates", "uses")
_SIGNS = (("●", "good", "for_us"), ("○", "neutral", "neutral"), ("■", "bad", "against"), ("?", "muted", "not_known"))


def coverage(deck: DeckBuilder) -> None:
    """A10, who meets whom and how deep; on a narrow page questions and next contacts get a slide of their own."""
    g = deck.grid
    slide = with_empty(deck, "A10", "coverage", "relationships")
    width = g.full if g.narrow else g.w(9) if deck.base.ours else min(9.6, g.full - 2.35)
    rows, end = 10, 5.98 if g.narrow else 6.07
    slide.heading(g.left, g.y(k.BODY_Y), width, '{{ t("A10.matrix") }}', '{{ t("A10.matrix_unit") }}')
    contact, role, buying, rhythm, status = (1.02, 1.08, 0.57, 0.80, 1.10) if g.narrow else (1.21, 1.36, 0.53, 0.86, 1.15)
    members = width - contact - role - buying - rhythm - status
    size = 10.5 if g.narrow else 11.5
    columns = (
        Column(contact, '{{ t("A10.contact") }}', "{{ r.contact }}", bold=True),
        Column(role, '{{ t("A10.role") }}', "{{ r.role }}", size=size - (0.5 if g.narrow else 1)),
        Column(buying, '{{ t("A10.buying") }}', "{{ r.buying }}", "c", bold=True, tone="title"),
        Column(
            members / 5, "{% col for m in coverage.members %}{{ m }}", "{{ r.cells[col_index].text | fill(r.cells[col_index].fill) }}", "c"
        ),
        Column(rhythm, '{{ t("A10.rhythm") }}', "{{ r.rhythm }}", "c"),
        Column(status, '{{ t("status") }}', "{{ r.status }}", size=min(size, 11)),
    )  # fmt: skip
    look = TableLook(row=g.h(0.312), head=0.46, size=size, head_size=10, side=0.05 if deck.base.ours else 0.03)
    paging = ("page: auto", f"rows: {rows}", f"bottom: {g.y(end):.5g}", "repeat header: 1")
    alt = (f"columns width: {members:.3f}", *paging, 'alt: {{ t("A10.matrix") }}')
    slide.table(g.left, g.y(2.10), columns, "r in coverage.rows", "table-coverage", alt, look)
    if g.narrow:
        slide.takeaway("coverage.takeaway")
        slide.done()
        slide = with_empty(deck, "A10", "coverage", "relationships")
    x = g.left if g.narrow else g.left + width + 0.267
    _questions(slide, x, g.y(k.BODY_Y), g.right - x, g.h(1.86))
    _next(slide, x, g.y(4.10), g.right - x)
    if not g.narrow:
        slide.takeaway("coverage.takeaway")
    slide.done()
    empty_twin(deck, "A10", "coverage", "relationships")


def _questions(slide: SlideBuilder, x: float, y: float, w: float, high: float) -> None:
    """The review questions over a height below their heading."""
    below, size, space = 0.38, 13, 8
    slide.heading(x, y, w, '{{ t("A10.questions") }}')
    question, lines = "{% bullet for q in coverage.questions %}{{ q }}", int(high * 72 / (size * 1.2))
    slide.text(x, y + below, w, high, question, "questions", block(f"cut: {lines}"), size=size, space=space)


def _next(slide: SlideBuilder, x: float, y: float, w: float) -> None:
    """The contacts that are due first."""
    slide.heading(x, y, w, '{{ t("A10.next") }}', condition="coverage.next")
    owner, due = (1.80, 1.50) if slide.grid.narrow else (0.80, 0.95) if slide.ours else (0.66, 0.72)
    # A narrow panel of another master has no room for a third column of names.
    if not (slide.ours or slide.grid.narrow):
        owner = 0.0
    columns = (
        Column(w - owner - due, '{{ t("A10.contact") }}', "{{ r.contact }}"),
        *((Column(owner, '{{ t("owner") }}', "{{ r.owner }}"),) if owner else ()),
        Column(due, '{{ t("A10.due") }}', "{{ r.due }}"),
    )
    alt = ("if: coverage.next", "cut: 3", 'alt: {{ t("A10.next") }}')
    look = TableLook(row=slide.grid.h(0.34 if slide.ours else 0.25), head=0.28 if slide.ours else 0.24, size=10.5, head_size=10)
    slide.table(x, y + (0.28 if slide.ours else 0.24), columns, "r in coverage.next", "table-next", alt, look)
