"""AX10, spend by supplier: a column to 100 % for each product line over the table of amounts, and what stands out beside them."""

from __future__ import annotations

from planforge.authoring import tokens as k
from planforge.authoring.deck_base import block
from planforge.authoring.deck_builder import Column, DeckBuilder, SlideBuilder, TableLook
from planforge.authoring.deck_charts_spend import SUPPLIER_TONES, spend_columns
from planforge.authoring.slides import content
from planforge.office.rich import Rich, Span

_SLACK = 0.006
"""Inches by which a table stays away from the edge, as columns that repeat are rounded one by one."""
_ROWS, _PARTS = 2.02, 7
"""Height of the table's rows below its header, and how many parts a column has at most."""
_SHARE, _STRONGEST = 0.68, 2.42
_SPACE = 4
"""Points between what stands out."""


def supplier_spend(deck: DeckBuilder) -> None:
    """The slide; on a narrow page without the column that tells where a supplier gets most, which stands out in words below."""
    g = deck.grid
    slide = content(deck, "AX10", "supplier_spend", "appendix", condition="supplier_spend")
    end = g.body_end - 0.61 if g.narrow else g.y(5.98)
    head = 0.42
    table, label = end - g.h(_ROWS) - head, 1.72 if g.narrow else 1.90
    rest = 0.0 if g.narrow else _STRONGEST
    width = min(g.full, g.page - 2 * g.left) - label - _SHARE - rest - _SLACK
    top = g.y(k.BODY_Y)
    slide.heading(g.left, top, label + width if rest else g.full, '{{ t("AX10.spend") }}', "{{ supplier_spend.unit }}")
    chart = ("chart: supplier_spend.chart", "alt: {{ supplier_spend.alt }}")
    slide.chart(spend_columns, g.left + label, top + 0.36, width, table - top - 0.35, "chart-supplier-spend", chart)
    _key(slide, label, top + 0.36, table - 0.06)
    if rest:
        _stands_out(slide, g.left + label + width + 0.12, top, table)
    _table(slide, table, (label, width, rest), head, end)
    slide.takeaway("supplier_spend.takeaway")
    slide.done()


def _key(slide: SlideBuilder, label: float, top: float, bottom: float) -> None:
    """The parts of a column from the bottom up at its left, the last of them outlined."""
    g, keys = slide.grid, "supplier_spend.keys"
    pitch = min(0.24, (bottom - top) / _PARTS)
    for number in range(_PARTS):
        y, x = bottom - (number + 1) * pitch, g.left + label - 0.30
        if number < len(SUPPLIER_TONES):
            named = block(f"if: {keys} | length > {number + 1}")
            slide.box(x, y + 0.03, 0.24, 0.15, SUPPLIER_TONES[number], f"key-{number}", named)
        last = block(f"if: {keys} | length == {number + 1}")
        slide.box(x, y + 0.03, 0.24, 0.15, "white", f"key-open-{number}", last, outline="muted", width=0.75)
        words = f"{{{{ {keys}[{number}] if {keys} | length > {number} else '' }}}}"
        shown = block(f"if: {keys} | length > {number}", "cut: 1")
        slide.text(g.left, y, label - 0.38, 0.22, words, f"key-{number}-text", shown, size=10, align="right", anchor="middle")


def _stands_out(slide: SlideBuilder, x: float, top: float, end: float) -> None:
    g, high = slide.grid, end - top - 0.40
    slide.heading(x, top, g.right - x, '{{ t("AX10.stands_out") }}')
    words = Rich((Span("{% bullet for c in supplier_spend.readings %}"), Span("{{ c.lead }} ", bold=True), Span("{{ c.text }}")))
    cut = block(f"cut: {int((high * 72 - 2 * _SPACE) / 13.4)}")
    slide.text(x, top + 0.37, g.right - x, high, words, "stands-out", cut, size=11, space=_SPACE)


def _table(slide: SlideBuilder, y: float, widths: tuple[float, float, float], head: float, end: float) -> None:
    label, width, rest = widths
    total = "supplier_spend.total"
    columns = [
        Column(label, '{{ t("AX10.supplier_head") }}', "{{ r.label }}", total=f"{{{{ {total}.label }}}}"),
        Column(
            width,
            "{% col for h in supplier_spend.heads %}{{ h }}",
            "{{ r.cells[col_index] }}",
            "c",
            total=f"{{{{ {total}.cells[col_index] }}}}",
        ),
        Column(_SHARE, '{{ t("AX10.spend_share") }}', "{{ r.share }}", "r", bold=True, total=f"{{{{ {total}.share }}}}"),
    ]
    if rest:
        columns.append(Column(rest, '{{ t("AX10.strongest_head") }}', "{{ r.strongest }}", total=f"{{{{ {total}.strongest }}}}", gap=0.12))
    look = TableLook(row=slide.grid.h(0.215), head=head, size=10.5, head_size=10, padding=0.005)
    alt = (f"columns width: {width:.5g}", "grow: 0.29", f"bottom: {end:.5g}", "total: last", "cut: 1", 'alt: {{ t("AX10.spend") }}')
    slide.table(slide.grid.left, y, columns, "r in supplier_spend.rows", "table-supplier-spend", alt, look)
