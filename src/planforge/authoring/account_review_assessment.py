"""Slides about the account's position, money and deals: A05, A06, A07, A12, A15."""

from __future__ import annotations

from typing import Any

from planforge.authoring import deck_charts
from planforge.authoring import tokens as k
from planforge.authoring.deck_builder import Column, DeckBuilder, SlideBuilder, TableLook, block
from planforge.authoring.slides import empty_twin, with_empty
from planforge.authoring.tokens import column_x as X  # noqa: N812
from planforge.authoring.tokens import columns_width as W  # noqa: N812
from planforge.office.rich import Rich, Span


def factors(deck: DeckBuilder) -> None:
    """A05, ten factors: radar and scale."""
    slide = with_empty(deck, "A05", "factors", "customer")
    slide.heading(X(1), k.BODY_Y, W(4), '{{ t("A05.profile") }}', '{{ t("A05.profile_unit") }}')
    chart = deck_charts.factor_radar(slide.page, X(1), 2.12, W(4), 4.1)
    slide.chart(chart, "chart-ten-radar", ("chart: factors.radar", "alt: {{ factors.alt }}"))
    y = 6.36
    slide.line(X(1) + 0.25, y, X(1) + 0.65, y, "primary", 2.5, name="key")
    slide.text(X(1) + 0.72, y - 0.11, 1.35, 0.22, "{{ factors.this_label }}", "key-now", size=10, anchor="middle")
    alt = block("if: factors.has_previous")
    slide.line(X(1) + 2.05, y, X(1) + 2.45, y, "neutral", 1.25, alt, dash="dash", name="key")
    slide.text(X(1) + 2.52, y - 0.11, 1.6, 0.22, "{{ factors.previous_label }}", "key-previous", alt, size=10, anchor="middle")
    slide.frame(X(5), k.BODY_Y, k.RIGHT - X(5), 4.66, "group-ten-scale", "factor_scale(factors.groups, factors.alt)")
    slide.done()
    empty_twin(deck, "A05", "factors", "customer")


def position(deck: DeckBuilder) -> None:
    """A06, the account in the quadrant with the scores behind it."""
    slide = with_empty(deck, "A06", "position", "customer")
    x, y, w, h = X(1) + 0.42, 1.86, 6.705, 3.78
    arguments = "position.quadrants, position.strength_cut, position.attractiveness_cut, position.mark, position.alt"
    slide.frame(x, y, w, h, "quadrant", f"quadrant_field({arguments})")
    chart = deck_charts.position_bubble(slide.page, x, y, w, h)
    slide.chart(chart, "chart-position", ("chart: position.chart", "if: position.chart", "alt: {{ position.alt }}"))
    axis: dict[str, Any] = {"size": 11, "bold": True, "tone": "title", "align": "center", "anchor": "middle"}
    slide.text(
        X(1), y, 0.30, h, Rich((Span('{{ t("A06.attractiveness_axis") }}'), Span("  →", tone="muted"))), "axis-y", vertical=True, **axis
    )
    low_high = (Span('{{ t("degree.low") }}', tone="muted", bold=False, points=-1), Span("          "))
    middle = (Span('{{ t("A06.strength_axis") }}'), Span("  →", tone="muted"), Span("          "))
    slide.text(
        x,
        y + h + 0.05,
        w,
        0.22,
        Rich((*low_high, *middle, Span('{{ t("degree.high") }}', tone="muted", bold=False, points=-1))),
        "axis-x",
        **axis,
    )
    slide.takeaway("position.stance", X(1), 6.06, W(7), 0.52)
    left, width = X(8) + 0.1, W(5) - 0.1
    _scores(slide, left, 1.80, width, "attractiveness", ("factor", "weight", "score", "delta"), (width - 2.05, 0.75, 0.65, 0.65))
    _scores(slide, left, 4.22, width, "strength", ("success_factor", "we", "best", "who"), (width - 2.95, 0.55, 0.9, 1.5))
    slide.done()
    empty_twin(deck, "A06", "position", "customer")


def _scores(slide: SlideBuilder, x: float, y: float, w: float, name: str, heads: tuple[str, ...], widths: tuple[float, ...]) -> None:
    slide.heading(x, y, w, f'{{{{ t("A06.{name}_table") }}}}')
    first = Column(widths[0], f'{{{{ t("A06.{heads[0]}") }}}}', "{{ r.label }}")
    aligns = ("r", "r", "r") if name == "attractiveness" else ("r", "r", "l")
    rest = [
        Column(width, f'{{{{ t("A06.{head}") }}}}', f"{{{{ r.cells[{number}] }}}}", align)
        for number, (width, head, align) in enumerate(zip(widths[1:], heads[1:], aligns, strict=True))
    ]
    look = TableLook(row=0.27, head=0.30, size=10.5)
    slide.table(
        x,
        y + 0.28,
        (first, *rest),
        f"r in position.{name}",
        f"table-{name}",
        (f"if: position.{name}", "cut: 1", f'alt: {{{{ t("A06.{name}_table") }}}}'),
        look,
    )
    missing = block(f"if: not position.{name}")
    slide.text(x, y + 0.36, w, 0.24, '{{ t("rag.N") }}', f"no-{name}", missing, size=11, tone="muted", anchor="middle")


def financials(deck: DeckBuilder) -> None:
    """A07, five years: columns over a table."""
    slide = with_empty(deck, "A07", "financials", "financials")
    label, years = 2.05, 6.10
    slide.heading(X(1), k.BODY_Y, label + years, '{{ t("A07.revenue") }}', "{{ financials.unit }}")
    chart = deck_charts.revenue_columns(slide.page, X(1) + label, 2.12, years, 2.02)
    slide.chart(chart, "chart-revenue", ("chart: financials.chart", "alt: {{ financials.alt }}"))
    for number, (fill, hatch, word) in enumerate((("primary", False, "A"), ("primary", True, "F"), ("white", False, "P"))):
        y = 2.36 + number * 0.3
        outline = "" if word == "A" else "primary"
        slide.box(X(1), y, 0.28, 0.17, fill, f"key-{word}", outline=outline, width=1.0, hatch=hatch)
        slide.text(X(1) + 0.36, y - 0.03, 1.5, 0.22, f'{{{{ t("scenario.{word}") }}}}', f"key-{word}-text", size=10, anchor="middle")
    columns = (
        Column(label, "{{ financials.unit }}", "{{ r.label }}"),
        Column(years / 5, "{% col for y in financials.years %}{{ y }}", "{{ r.cells[col_index] }}", "c"),
    )
    look = TableLook(row=0.33, head=0.30, size=11.5, head_size=12)
    slide.table(
        X(1), 4.13, columns, "r in financials.rows", "table-five-year", (f"columns width: {years}", 'alt: {{ t("A07.revenue") }}'), look
    )
    left = X(1) + label + years + 0.35
    width = k.RIGHT - left
    slide.heading(left, k.BODY_Y, width, '{{ t("A07.comments") }}')
    comment = Rich((Span("{% bullet for c in financials.comments %}"), Span("{{ c.lead }} ", bold=True), Span("{{ c.text }}")))
    slide.text(left, 2.18, width, 1.98, comment, "comments", block("cut: 9"), size=12, space=6)
    half = (width - k.GUTTER) / 2
    for number in range(2):
        slide.kpi(left + number * (half + k.GUTTER), 4.30, half, f"financials.kpis[{number}]", f"financials.kpis | length > {number}")
    slide.takeaway("financials.question", left, 5.42, width, 0.92)
    slide.done()
    empty_twin(deck, "A07", "financials", "financials")


def competition(deck: DeckBuilder) -> None:
    """A12, the competitive matrix."""
    slide = with_empty(deck, "A12", "competition", "competition")
    slide.heading(X(1), k.BODY_Y, W(9), '{{ t("A12.matrix") }}', '{{ t("A12.matrix_unit") }}')
    companies = W(9) - 3.30
    columns = (
        Column(
            2.60, '{{ t("A12.criterion") }}', "{{ r.criterion }}", total="{% row if competition.total %}{{ competition.total.criterion }}"
        ),
        Column(0.70, '{{ t("A12.weight") }}', "{{ r.weight }}", "r", total="{{ competition.total.weight }}"),
        Column(
            companies / 5,
            "{% col for c in competition.companies %}{{ c }}",
            "{{ r.cells[col_index].text | fill(r.cells[col_index].fill) }}",
            "c",
            total="{{ competition.total.cells[col_index].text }}",
        ),
    )
    look = TableLook(row=0.36, head=0.46, size=11.5, head_size=11)
    alt = (f"columns width: {companies}", "total: last", 'alt: {{ t("A12.matrix") }}')
    slide.table(X(1), 2.10, columns, "r in competition.rows", "table-competition", alt, look)
    left, width = X(10) + 0.1, W(3) - 0.1
    slide.heading(left, k.BODY_Y, width, '{{ t("A12.answers") }}')
    answer = Rich((Span("{% bullet for a in competition.answers %}"), Span("{{ a.lead }} ", bold=True), Span("{{ a.text }}")))
    slide.text(left, 2.18, width, 3.8, answer, "answers", block("cut: 18"), size=12, space=8)
    slide.takeaway("competition.takeaway")
    slide.done()
    empty_twin(deck, "A12", "competition", "competition")


def pipeline(deck: DeckBuilder) -> None:
    """A15, from deals to the growth target."""
    slide = with_empty(deck, "A15", "pipeline", "opportunities")
    slide.heading(X(1), k.BODY_Y, W(5), '{{ t("A15.bridge") }}', "{{ pipeline.unit }}")
    chart = deck_charts.pipeline_bridge(slide.page, X(1), 2.12, W(5), 3.86)
    slide.chart(chart, "chart-pipeline-bridge", ("chart: pipeline.bridge", "alt: {{ pipeline.alt }}"))
    left, width = X(6) + 0.1, W(7) - 0.1
    slide.heading(left, k.BODY_Y, width, '{{ t("A15.table") }}', "{{ pipeline.unit }}")
    columns = (
        Column(2.12, '{{ t("A15.opportunity") }}', "{{ r.name }}", total="{{ pipeline.total.name }}"),
        Column(0.80, '{{ t("A15.stage") }}', "{{ r.stage }}", total="{{ pipeline.total.stage }}"),
        Column(0.74, '{{ t("A15.close") }}', "{{ r.close }}", "c", total="{{ pipeline.total.close }}"),
        Column(0.56, '{{ t("A15.value") }}', "{{ r.value }}", "r", total="{{ pipeline.total.value }}"),
        Column(0.54, '{{ t("A15.probability") }}', "{{ r.probability }}", "r", total="{{ pipeline.total.probability }}"),
        Column(0.56, '{{ t("A15.weighted") }}', "{{ r.weighted }}", "r", total="{{ pipeline.total.weighted }}"),
        Column(width - 5.32, '{{ t("A15.next_step") }}', "{{ r.next_step }}", size=10, total="{{ pipeline.total.next_step }}"),
    )
    look = TableLook(row=0.43, head=0.34, size=11, padding=0.01)
    alt = ("page: auto", "rows: 7", "bottom: 6.02", "repeat header: 1", "total: last", 'alt: {{ t("A15.table") }}')
    slide.table(left, 2.08, columns, "r in pipeline.rows", "table-pipeline", alt, look)
    slide.takeaway("pipeline.takeaway")
    slide.done()
    empty_twin(deck, "A15", "pipeline", "opportunities")
