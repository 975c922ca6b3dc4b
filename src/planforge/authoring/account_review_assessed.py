"""The appendix about assessed deals and combined capabilities: AX6, AX7. On a narrow page their two panels get a slide each."""

from __future__ import annotations

from planforge.authoring import tokens as k
from planforge.authoring.deck_base import block
from planforge.authoring.deck_builder import Column, DeckBuilder, FootRow, SlideBuilder, TableLook
from planforge.authoring.slides import content
from planforge.office.rich import Rich, Span

_TOP = 1.74
"""Where the long tables of the appendix begin, on a page of our own."""
_RESULTS = 4.02
"""Where the results begin below the funnel."""
_MARKS = 0.96
"""Width that the columns of up to three deals share; the template's one column has all of it."""


def deal_review(deck: DeckBuilder) -> None:
    """AX6, the funnel over what the questions add up to, beside the ten gates; then the twenty questions with their evidence."""
    g = deck.grid
    slide = content(deck, "AX6", "deal_review", "appendix", condition="deal_review")
    width = g.full if g.narrow else g.w(6)
    _funnel(slide, width)
    _results(slide, g.left, g.y(_RESULTS), width)
    if g.narrow:
        slide.done()
        slide = content(deck, "AX6", "deal_review", "appendix", condition="deal_review")
    left = g.left if g.narrow else g.x(7) + 0.1
    _answers(slide, left, g.y(k.BODY_Y), g.right - left, "gates")
    slide.done()
    slide = content(deck, "AX6", "deal_review", "appendix", condition="deal_review")
    _answers(slide, g.left, g.y(_TOP), g.full, "questions")
    slide.done()


def _funnel(slide: SlideBuilder, width: float) -> None:
    g, top = slide.grid, slide.grid.y(k.BODY_Y)
    slide.heading(g.left, top, width, '{{ t("AX6.funnel") }}', "{{ deal_review.funnel_unit }}")
    drawing = "funnel(deal_review.funnel, deal_review.funnel_heads, deal_review.funnel_alt)"
    slide.frame(g.left, top + 0.27, width, g.y(_RESULTS) - top - 0.40, "group-funnel", drawing, "if: deal_review.funnel")
    none = block("if: not deal_review.funnel")
    slide.text(g.left, top + 0.40, width, 0.24, '{{ t("AX6.no_gates") }}', "no-gates", none, size=12, tone="muted")


def _answers(slide: SlideBuilder, x: float, y: float, w: float, name: str) -> None:
    """Gates, or questions in rows of one line where the page is wide, with a mark for each deal and what was noted."""
    g, gates = slide.grid, name == "gates"
    slide.heading(x, y, w, f'{{{{ t("AX6.{name}") }}}}', '{{ t("AX6.marks") }}')
    part = 1.05 if gates else 1.30
    rest = w - 0.34 - part - _MARKS
    columns = (
        Column(0.34, "#", "{{ r.number }}", "r", tone="muted"),
        Column(part, '{{ t("AX6.head.stage") }}' if gates else '{{ t("AX6.part") }}', "{{ r.group }}"),
        Column(rest * (0.52 if gates else 0.46), f'{{{{ t("AX6.{name[:-1]}") }}}}', "{{ r.question }}"),
        Column(_MARKS, "{% col for d in deal_review.deals %}{{ d }}", "{{ r.marks[col_index] }}", "c"),
        Column(rest * (0.48 if gates else 0.54), '{{ t("AX6.evidence") }}', "{{ r.evidence }}", tone="muted"),
    )
    tight = not gates and not g.narrow
    look = TableLook(row=0.205 if tight else 0.27, head=0.25, size=10, padding=0.005)
    page = ("page: even", f"grow: {0.34 if tight else 0.42}", "cut: 1" if tight else "cut: 2", f"bottom: {g.body_end + 0.04:.5g}")
    alt = (*page, "repeat header: 1", f"columns width: {_MARKS:.5g}", f'alt: {{{{ t("AX6.{name}") }}}}')
    slide.table(x, y + 0.27, columns, f"r in deal_review.{name}", f"table-deal-{name}", alt, look)


def _results(slide: SlideBuilder, x: float, y: float, w: float) -> None:
    slide.heading(x, y, w, '{{ t("AX6.results") }}', '{{ t("AX6.points") }}')
    label = 1.80 if slide.grid.narrow else 1.62
    columns = (
        Column(label, '{{ t("AX6.result") }}', "{{ r.label }}"),
        Column(w - label, "{% col for d in deal_review.deals %}{{ d }}", "{{ r.cells[col_index] }}", "c"),
    )
    look = TableLook(row=0.22, head=0.25, size=10.5, padding=0.005)
    end = f"bottom: {slide.grid.body_end:.5g}"
    alt = (f"columns width: {w - label:.5g}", "cut: 2", "grow: 0.28", end, 'alt: {{ t("AX6.results") }}')
    slide.table(x, y + 0.27, columns, "r in deal_review.results", "table-deal-results", alt, look)


def capabilities(deck: DeckBuilder) -> None:
    """AX7, units over the need, the rival and the verdict, with the gaps beside; on a narrow page these follow."""
    g = deck.grid
    slide = content(deck, "AX7", "capabilities", "appendix", "p in capabilities.pages", "capabilities")
    _matrix(slide, g.full if g.narrow else g.w(9))
    slide.takeaway("capabilities.combination")
    if g.narrow:
        slide.done()
        slide = content(deck, "AX7", "capabilities", "appendix", condition="capabilities")
    source = "capabilities" if g.narrow else "p"
    left = g.left if g.narrow else g.x(10) + 0.1
    slide.heading(left, g.y(k.BODY_Y), g.right - left, '{{ t("AX7.gaps") }}')
    gap = Rich((Span(f"{{% bullet for c in {source}.gaps %}}"), Span("{{ c.lead }} ", bold=True), Span("{{ c.text }}")))
    top = g.y(k.BODY_Y) + 0.38
    has = block(f"if: {source}.gaps", "cut: 18")
    slide.text(left, top, g.right - left, g.y(6.02) - top, gap, "gaps", has, size=11.5, space=6)
    none = block(f"if: not {source}.gaps")
    slide.text(left, top, g.right - left, 0.6, '{{ t("AX7.no_gap") }}', "no-gap", none, size=11.5, tone="muted")
    slide.done()


def _matrix(slide: SlideBuilder, width: float) -> None:
    """Units as rows as the method gives them, then what is needed in an outline, the best rival, and whether the need is met."""
    g = slide.grid
    slide.heading(g.left, g.y(k.BODY_Y), width, '{{ t("AX7.matrix") }}', '{{ t("AX7.scale") }}')
    name = 1.78
    rest = width - name - 0.004
    columns = (
        Column(name, '{{ t("AX7.unit_head") }}', "{{ r.unit }}"),
        Column(rest, "{% col for h in p.heads %}{{ h }}", "{{ r.cells[col_index].text | fill(r.cells[col_index].fill) }}", "c"),
    )
    feet = (
        FootRow(('{{ t("AX7.need") }}', "{{ p.needs[col_index].text }}"), outline=True),
        FootRow(('{{ t("AX7.rival") }}', "{{ p.rivals[col_index].text | fill(p.rivals[col_index].fill) }}")),
        FootRow(('{{ t("AX7.result") }}', "{{ p.results[col_index] }}")),
    )
    end = g.body_end - 0.61 if g.narrow else g.y(5.98)
    look = TableLook(row=g.h(0.26), head=0.56, size=11, head_size=10)
    alt = ("grow: 0.36", f"columns width: {rest:.5g}", f"bottom: {end:.5g}", 'alt: {{ t("AX7.matrix") }}')
    slide.table(g.left, g.y(2.10), columns, "r in p.rows", "table-capabilities", alt, look, feet)
