"""Slides about the account's position, money and deals: A05, A06, A07, A12, A15. On a narrow page their two panels get a slide each."""

from __future__ import annotations

from typing import Any

from planforge.authoring import deck_charts
from planforge.authoring import tokens as k
from planforge.authoring.deck_base import block
from planforge.authoring.deck_builder import Column, DeckBuilder, SlideBuilder, TableLook
from planforge.authoring.slides import empty_twin, with_empty
from planforge.office.rich import Rich, Span


def factors(deck: DeckBuilder) -> None:
    """A05, ten factors: radar and scale."""
    g = deck.grid
    slide = with_empty(deck, "A05", "factors", "customer")
    left = g.left if g.narrow else min(g.x(5), g.right - 8.16)
    width = g.full if g.narrow else left - g.gutter - g.left
    slide.heading(g.left, g.y(k.BODY_Y), width, '{{ t("A05.profile") }}', '{{ t("A05.profile_unit") }}')
    directives = ("chart: factors.radar", "alt: {{ factors.alt }}")
    high = g.y(6.22) - g.y(2.12)
    slide.chart(deck_charts.factor_radar, g.left, g.y(2.12), width, high, "chart-ten-radar", directives)
    _radar_key(slide, g.left + max(0.0, (width - 4.1) / 2) * g.narrow, g.y(6.36))
    if g.narrow:
        slide.done()
        slide = with_empty(deck, "A05", "factors", "customer")
    scale = "factor_scale(factors.groups, factors.alt, factors.good, factors.poor)"
    slide.frame(left, g.y(k.BODY_Y), g.right - left, g.h(4.66), "group-ten-scale", scale)
    slide.done()
    empty_twin(deck, "A05", "factors", "customer")


def _radar_key(slide: SlideBuilder, x: float, y: float) -> None:
    """Which line is this review's and which the previous one's."""
    slide.line(x + 0.25, y, x + 0.65, y, "primary", 2.5, name="key")
    slide.text(x + 0.72, y - 0.11, 1.35, 0.22, "{{ factors.this_label }}", "key-now", size=10, anchor="middle")
    alt = block("if: factors.has_previous")
    slide.line(x + 2.05, y, x + 2.45, y, "neutral", 1.25, alt, dash="dash", name="key")
    slide.text(x + 2.52, y - 0.11, 1.6, 0.22, "{{ factors.previous_label }}", "key-previous", alt, size=10, anchor="middle")
    if not slide.grid.narrow:  # the scale stands beside it
        slide.text(
            x + 0.25, y + 0.13, 3.6, 0.18, '{{ t("A05.mean_key") }}', "key-mean", block("cut: 1"), size=9.5, tone="muted", anchor="middle"
        )


def position(deck: DeckBuilder) -> None:
    """A06, the account in the quadrant with the scores behind it."""
    g = deck.grid
    slide = with_empty(deck, "A06", "position", "customer")
    _quadrant(slide, g.left + 0.42, g.y(1.86), (g.full if g.narrow else g.w(7)) - 0.42, g.h(3.78))
    if g.narrow:
        slide.takeaway("position.stance")
        slide.done()
        slide = with_empty(deck, "A06", "position", "customer")
    else:
        slide.takeaway("position.stance", y=g.y(6.06), w=g.w(7), h=g.h(0.52))
    left = g.left if g.narrow else g.x(8) + 0.1
    width = g.right - left
    _scores(slide, left, g.y(1.80), width, "attractiveness", ("factor", "weight", "score", "delta"), (width - 1.85, 0.70, 0.60, 0.55))
    _scores(slide, left, g.y(4.24), width, "strength", ("success_factor", "we", "best", "who"), (width - 2.60, 0.50, 0.75, 1.35))
    slide.done()
    empty_twin(deck, "A06", "position", "customer")


def _quadrant(slide: SlideBuilder, x: float, y: float, w: float, h: float) -> None:
    """The field, the bubbles on it and the names of its axes."""
    arguments = "position.quadrants, position.strength_cut, position.attractiveness_cut, position.mark, position.alt"
    slide.frame(x, y, w, h, "quadrant", f"quadrant_field({arguments})")
    directives = ("chart: position.chart", "if: position.chart", "alt: {{ position.alt }}")
    slide.chart(deck_charts.position_bubble, x, y, w, h, "chart-position", directives)
    axis: dict[str, Any] = {"size": 11, "bold": True, "tone": "title", "align": "center", "anchor": "middle"}
    end: dict[str, Any] = {"size": 10, "tone": "muted", "anchor": "middle"}
    low, high, room = '{{ t("degree.low") }}', '{{ t("degree.high") }}', 0.52
    up = Rich((Span('{{ t("A06.attractiveness_axis") }}'), Span("  →", tone="muted")))
    slide.text(x - 0.42, y + h - room, 0.30, room, low, "axis-y-low", vertical=True, align="left", **end)
    slide.text(x - 0.42, y + room, 0.30, h - 2 * room, up, "axis-y", vertical=True, **axis)
    slide.text(x - 0.42, y, 0.30, room, high, "axis-y-high", vertical=True, align="right", **end)
    across = Rich((Span('{{ t("A06.strength_axis") }}'), Span("  →", tone="muted")))
    below = y + h + 0.05
    slide.text(x, below, room, 0.22, low, "axis-x-low", align="left", **end)
    slide.text(x + room, below, w - 2 * room, 0.22, across, "axis-x", **axis)
    slide.text(x + w - room, below, room, 0.22, high, "axis-x-high", align="right", **end)


def _scores(slide: SlideBuilder, x: float, y: float, w: float, name: str, heads: tuple[str, ...], widths: tuple[float, ...]) -> None:
    slide.heading(x, y, w, f'{{{{ t("A06.{name}_table") }}}}', f"{{{{ position.{name}_unit }}}}")
    first = Column(widths[0], f'{{{{ t("A06.{heads[0]}") }}}}', "{{ r.label }}")
    aligns = ("r", "r", "r") if name == "attractiveness" else ("r", "r", "l")
    rest = [
        Column(width, f'{{{{ t("A06.{head}") }}}}', f"{{{{ r.cells[{number}] }}}}", align)
        for number, (width, head, align) in enumerate(zip(widths[1:], heads[1:], aligns, strict=True))
    ]
    look = TableLook(row=slide.grid.h(0.25), head=0.30, size=10.5)
    slide.table(
        x,
        y + 0.28,
        (first, *rest),
        f"r in position.{name}",
        f"table-{name}",
        (f"if: position.{name}", "cut: 2", f'alt: {{{{ t("A06.{name}_table") }}}}'),
        look,
    )
    missing = block(f"if: not position.{name}")
    slide.text(x, y + 0.36, w, 0.24, '{{ t("rag.N") }}', f"no-{name}", missing, size=11, tone="muted", anchor="middle")


def financials(deck: DeckBuilder) -> None:
    """A07, five years: columns over a table."""
    g = deck.grid
    slide = with_empty(deck, "A07", "financials", "financials")
    label = 2.05
    years = g.full - label if g.narrow else 6.10 * min(1.0, g.full / 12.3)
    _five_years(slide, label, years)
    if g.narrow:
        slide.done()
        slide = with_empty(deck, "A07", "financials", "financials")
    left = g.left if g.narrow else g.left + label + years + 0.35
    width = g.right - left
    slide.heading(left, g.y(k.BODY_Y), width, '{{ t("A07.comments") }}')
    comment = Rich((Span("{% bullet for c in financials.comments %}"), Span("{{ c.lead }} ", bold=True), Span("{{ c.text }}")))
    top = g.y(k.BODY_Y) + 0.38
    slide.text(left, top, width, g.y(4.16) - top, comment, "comments", block("cut: 9"), size=12, space=6)
    half = (width - k.GUTTER) / 2
    for number in range(2):
        x = left + number * (half + k.GUTTER)
        slide.kpi(x, g.y(4.30), half, f"financials.kpis[{number}]", f"financials.kpis | length > {number}")
    slide.takeaway("financials.question", left, g.y(5.42), width, 0.92)
    slide.done()
    empty_twin(deck, "A07", "financials", "financials")


def _five_years(slide: SlideBuilder, label: float, years: float) -> None:
    """Columns over the table whose header is their axis, and the key of their fills at the left."""
    g = slide.grid
    slide.heading(g.left, g.y(k.BODY_Y), label + years, '{{ t("A07.heading") }}', "{{ financials.unit }}")
    top, table = g.y(2.12), g.y(4.02)
    directives = ("chart: financials.chart", "alt: {{ financials.alt }}")
    slide.chart(deck_charts.revenue_columns, g.left + label, top, years, table - top + 0.01, "chart-revenue", directives)
    for number, (fill, hatch, word) in enumerate((("primary", False, "A"), ("primary", True, "F"), ("white", False, "P"))):
        y = g.y(2.36) + number * 0.3
        outline = "" if word == "A" else "primary"
        slide.box(g.left, y, 0.28, 0.17, fill, f"key-{word}", outline=outline, width=1.0, hatch=hatch)
        slide.text(g.left + 0.36, y - 0.03, 1.5, 0.22, f'{{{{ t("scenario.{word}") }}}}', f"key-{word}-text", size=10, anchor="middle")
    y = g.y(2.36) + 3 * 0.3 + 0.085
    slide.line(g.left, y, g.left + 0.28, y, "title", 1.5, name="key-net-income")
    spot = 0.075
    slide.box(g.left + 0.14 - spot / 2, y - spot / 2, spot, spot, "title", "key-net-income-point", shape="ellipse")
    word = '{{ t("A07.net_income") }}'
    slide.text(g.left + 0.36, y - 0.115, 1.5, 0.22, word, "key-net-income-text", size=10, anchor="middle")
    columns = (
        Column(label, "{{ financials.unit }}", "{{ r.label }}"),
        Column(years / 5, "{% col for y in financials.years %}{{ y }}", "{{ r.cells[col_index] }}", "c"),
    )
    look = TableLook(row=g.h(0.315 if slide.ours else 0.30), head=0.30, size=11.5 if slide.ours else 11, head_size=12)
    alt = (f"columns width: {years:.5g}", 'alt: {{ t("A07.heading") }}')
    slide.table(g.left, table, columns, "r in financials.rows", "table-five-year", alt, look)


def competition(deck: DeckBuilder) -> None:
    """A12, the competitive matrix."""
    g = deck.grid
    slide = with_empty(deck, "A12", "competition", "competition")
    width = g.full if g.narrow else g.w(9)
    slide.heading(g.left, g.y(k.BODY_Y), width, '{{ t("A12.matrix") }}', '{{ t("A12.matrix_unit") }}')
    companies = width - 3.30
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
    look = TableLook(row=g.h(0.36), head=0.46, size=11.5, head_size=11)
    alt = (f"columns width: {companies:.5g}", "total: last", 'alt: {{ t("A12.matrix") }}')
    slide.table(g.left, g.y(2.10), columns, "r in competition.rows", "table-competition", alt, look)
    if g.narrow:
        slide.takeaway("competition.takeaway")
        slide.done()
        slide = with_empty(deck, "A12", "competition", "competition")
    left = g.left if g.narrow else g.x(10) + 0.1
    slide.heading(left, g.y(k.BODY_Y), g.right - left, '{{ t("A12.answers") }}')
    _leads(slide, left, g.y(k.BODY_Y) + 0.34, g.h(2.04), "answers")
    low = g.y(4.24)
    slide.heading(left, low, g.right - left, '{{ t("A12.threats") }}', condition="competition.threats")
    _leads(slide, left, low + 0.34, (g.y(6.58) if g.narrow else g.y(6.05)) - low - 0.34, "threats", "if: competition.threats")
    if not g.narrow:
        slide.takeaway("competition.takeaway")
    slide.done()
    empty_twin(deck, "A12", "competition", "competition")


def _leads(slide: SlideBuilder, x: float, y: float, high: float, name: str, *alt: str) -> None:
    """Paragraphs with a bold lead over a height."""
    words = Rich((Span(f"{{% bullet for a in competition.{name} %}}"), Span("{{ a.lead }} ", bold=True), Span("{{ a.text }}")))
    cut = f"cut: {int((high * 72 - 8) / 14.7)}"
    slide.text(x, y, slide.grid.right - x, high, words, name, block(*alt, cut), size=12, space=4)


_STAGES = 4.84
"""Where the open deals by stage begin, below the bridge."""


def pipeline(deck: DeckBuilder) -> None:
    """A15, from deals to the growth target."""
    g = deck.grid
    slide = with_empty(deck, "A15", "pipeline", "opportunities")
    left = g.left if g.narrow else min(g.x(6) - 0.22, g.right - 6.94)
    width = g.full if g.narrow else left - 0.267 - g.left
    slide.heading(g.left, g.y(k.BODY_Y), width, '{{ t("A15.bridge") }}', "{{ pipeline.unit }}")
    directives = ("chart: pipeline.bridge", "alt: {{ pipeline.alt }}")
    slide.chart(
        deck_charts.pipeline_bridge,
        g.left,
        g.y(2.12),
        width,
        g.y(_STAGES) - g.y(2.28 if g.narrow else 2.18),
        "chart-pipeline-bridge",
        directives,
    )
    _stages(slide, width)
    if g.narrow:
        slide.takeaway("pipeline.takeaway")
        slide.done()
        slide = with_empty(deck, "A15", "pipeline", "opportunities")
    _deals(slide, left, g.y(6.56 if g.narrow else 6.02))
    if not g.narrow:
        slide.takeaway("pipeline.takeaway")
    slide.done()
    empty_twin(deck, "A15", "pipeline", "opportunities")


def _stages(slide: SlideBuilder, width: float) -> None:
    """The open deals by stage, their value and weighted value, below chevrons in line with the columns."""
    g = slide.grid
    label, y = 0.88, g.y(_STAGES) - (0.10 if g.narrow else 0.0)
    columns = (
        Column(label, "{{ pipeline.stage_head }}", "{{ r.label }}"),
        Column((width - label) / 4, "{% col for s in pipeline.stage_counts %}{{ s }}", "{{ r.cells[col_index] }}", "c"),
    )
    chevrons = 'chevrons(pipeline.stages, pipeline.stages_alt, "columns")'
    slide.frame(g.left + label, y, width - label, 0.26, "group-pipeline-stages", chevrons, "if: pipeline.stages")
    fit = (f"columns width: {width - label - 0.004:.5g}", "cut: 1", "if: pipeline.stages")
    look = TableLook(row=g.h(0.27), head=0.30, size=11, head_size=11, padding=0.0)
    slide.table(
        g.left, y + 0.28, columns, "r in pipeline.stage_rows", "table-stages", (*fit, 'alt: {{ pipeline.stages_alt }}'), look
    )  # fmt: skip


def _deals(slide: SlideBuilder, x: float, end: float) -> None:
    """The open opportunities down to a height."""
    g = slide.grid
    width = g.right - x
    name = 2.65 if g.narrow else 2.06
    slide.heading(x, g.y(k.BODY_Y), width, '{{ t("A15.table") }}', "{{ pipeline.unit }}")
    columns = (
        Column(name, '{{ t("A15.opportunity") }}', "{{ r.name }}", total="{{ pipeline.total.name }}"),
        Column(0.76, '{{ t("A15.stage") }}', "{{ r.stage }}", total="{{ pipeline.total.stage }}"),
        Column(0.70, '{{ t("A15.close") }}', "{{ r.close }}", "c", total="{{ pipeline.total.close }}"),
        Column(0.53, '{{ t("A15.value") }}', "{{ r.value }}", "r", total="{{ pipeline.total.value }}"),
        Column(0.51, '{{ t("A15.probability") }}', "{{ r.probability }}", "r", total="{{ pipeline.total.probability }}"),
        Column(0.53, '{{ t("A15.weighted") }}', "{{ r.weighted }}", "r", total="{{ pipeline.total.weighted }}"),
        Column(0.53, '{{ t("A15.profit") }}', "{{ r.profit }}", "r", total="{{ pipeline.total.profit }}"),
        Column(
            width - name - 3.56, '{{ t("A15.next_step") }}', "{{ r.next_step }}", size=10, gap=0.06, total="{{ pipeline.total.next_step }}"
        ),
    )
    look = TableLook(row=g.h(0.36), head=0.34, size=11, padding=0.01)
    paging = ("page: even", "rows: 7", f"grow: {g.h(0.45):.5g}", f"bottom: {end:.5g}", "repeat header: 1", "total: last")
    alt = (*paging, 'alt: {{ t("A15.table") }}')
    slide.table(x, g.y(k.BODY_Y) + 0.28, columns, "r in pipeline.rows", "table-pipeline", alt, look)
