"""Slides about single deals, goals and resources: A16, A17, A20. On a narrow page two panels get a slide each."""

from __future__ import annotations

from planforge.authoring import deck_charts
from planforge.authoring import tokens as k
from planforge.authoring.deck_base import block
from planforge.authoring.deck_builder import Column, DeckBuilder, SlideBuilder, TableLook
from planforge.authoring.slides import content
from planforge.office.rich import Rich, Span

_GAP = 0.28
"""Between the three panels of a deal."""
_TILES = 6


def deal_sheets(deck: DeckBuilder) -> None:
    """A16, one slide per deal: stage, tiles, and three panels; on a narrow page slides with the steps follow."""
    g = deck.grid
    slide = content(deck, "A16", "deal_sheets", "opportunities", "d in deal_sheets.pages")
    slide.frame(g.left, g.y(1.86), g.full, g.h(0.40), "group-deal-stages", "chevrons(d.steps, d.steps_alt)")
    pitch = (g.full + g.gutter) / _TILES
    y = g.y(2.45)
    for number in range(_TILES - 1):
        slide.kpi(g.left + number * pitch, y, pitch - g.gutter, f"d.kpis[{number}]")
    _competitor(slide, g.left + (_TILES - 1) * pitch, y, pitch - g.gutter)
    top, end = g.y(3.50), g.y(6.0)
    last = 0.0 if g.narrow else (g.full - 2 * _GAP) * 0.385
    width = (g.full - _GAP) / 2 if g.narrow else (g.full - 2 * _GAP - last) / 2
    for number, name in enumerate(("why", "how")):
        _panel(slide, g.left + number * (width + _GAP), top, width, end, name)
    if g.narrow:
        slide.takeaway("d.takeaway")
        slide.done()
        slide = content(deck, "A16", "deal_sheets", "opportunities", "d in deal_sheets.pages", title="d.steps_title")
        _next_steps(slide, g.left, g.y(k.BODY_Y), g.full)
    else:
        _next_steps(slide, g.right - last, top, last)
        slide.takeaway("d.takeaway")
    slide.done()


def _competitor(slide: SlideBuilder, x: float, y: float, w: float) -> None:
    """The tile of the competitor, whose name does not fit the size of a figure."""
    slide.line(x, y, x + w, y, "title", 1.25, name="kpi-rule")
    slide.text(x, y + 0.05, w, 0.44, "{{ d.competitor }}", "competitor", block("cut: 2"), size=13, bold=True, tone="title", anchor="middle")
    slide.text(x, y + 0.50, w, 0.34, '{{ t("A16.competitor") }}', "kpi-label", block("cut: 2"), size=k.SIZE_LABEL, tone="muted")


def _panel(slide: SlideBuilder, x: float, y: float, w: float, end: float, name: str) -> None:
    """A heading and paragraphs that begin with a bold word."""
    slide.heading(x, y, w, f'{{{{ t("A16.{name}") }}}}')
    lead = Rich((Span(f"{{% bullet for c in d.{name} %}}"), Span("{{ c.lead }} ", bold=True), Span("{{ c.text }}")))
    top = y + 0.36
    lines = max(4, int((end - top) * 72 / (11.5 * 1.2 + 1.5)))
    slide.text(x, top, w, end - top, lead, f"deal-{name}", block(f"cut: {lines}"), size=11.5, space=5)


def _next_steps(slide: SlideBuilder, x: float, y: float, w: float) -> None:
    slide.heading(x, y, w, '{{ t("A16.next") }}')
    owner, due = 1.15, 1.02
    columns = (
        Column(w - owner - due, '{{ t("A16.step") }}', "{{ r.step }}"),
        Column(owner, '{{ t("owner") }}', "{{ r.owner }}"),
        Column(due, '{{ t("due") }}', "{{ r.due }}"),
    )
    look = TableLook(row=0.40, head=0.30, size=11)
    alt = ("if: d.next_steps", "cut: 3", 'alt: {{ t("A16.next") }}')
    slide.table(x, y + 0.28, columns, "r in d.next_steps", "table-next-steps", alt, look)
    none = block("if: not d.next_steps")
    slide.text(x, y + 0.38, w, 0.42, '{{ t("A16.no_step") }}', "no-step", none, size=11.5, tone="muted")


def goals(deck: DeckBuilder) -> None:
    """A17."""
    g = deck.grid
    slide = content(deck, "A17", "goals", "opportunities", condition="goals")
    slide.heading(g.left, g.y(k.BODY_Y), g.full, '{{ t("A17.table") }}')
    narrow = g.narrow
    figure = 0.74 if narrow else 0.78
    due, status = (1.0, 1.12) if narrow else (1.20, 1.30)
    fixed = figure * (4 if narrow else 5) + due + status
    words = g.full - fixed
    columns = [
        Column(words * 0.36, '{{ t("A17.goal") }}', "{{ r.goal }}"),
        Column(words * 0.28, '{{ t("A17.measure") }}', "{{ r.measure }}"),
        Column(figure, '{{ t("A17.baseline") }}', "{{ r.baseline }}", "r", tone="muted"),
        Column(figure, '{{ t("A17.now") }}', "{{ r.now }}", "r", bold=True),
        Column(figure, '{{ t("A17.target") }}', "{{ r.target }}", "r"),
        Column(figure, '{{ t("A17.to_go") }}', "{{ r.to_go }}", "r"),
        *(() if narrow else (Column(figure, '{{ t("A17.a_month") }}', "{{ r.a_month }}", "r"),)),
        Column(due, '{{ t("A17.due") }}', "{{ r.due }}", "c"),
        Column(status, '{{ t("A17.status") }}', "{{ r.status }}"),
        Column(words * 0.36, '{{ t("A17.serves") }}', "{{ r.serves }}"),
    ]
    look = TableLook(row=g.h(0.43), head=0.34, size=10.5 if narrow else 11)
    alt = ("page: auto", "rows: 8", f"bottom: {g.y(6.02):.5g}", "repeat header: 1", 'alt: {{ t("A17.table") }}')
    slide.table(g.left, g.y(k.BODY_Y) + 0.28, columns, "r in goals.rows", "table-goals", alt, look)
    slide.takeaway("goals.takeaway")
    slide.done()


def resources(deck: DeckBuilder) -> None:
    """A20, what we ask for and what it enables."""
    g = deck.grid
    slide = content(deck, "A20", "resources", "risk", condition="resources")
    _requests(slide, g.full if g.narrow else g.w(8))
    slide.takeaway("resources.takeaway")
    if g.narrow:
        slide.done()
        slide = content(deck, "A20", "resources", "risk", condition="resources and resources.chart")
    left = g.left if g.narrow else g.x(9) + 0.1
    _bars(slide, left, g.right - left)
    slide.done()


def _requests(slide: SlideBuilder, width: float) -> None:
    g = slide.grid
    slide.heading(g.left, g.y(k.BODY_Y), width, '{{ t("A20.table") }}', "{{ resources.unit }}")
    request = width - 5.93
    columns = (
        Column(request, '{{ t("A20.request") }}', "{{ r.request }}", total="{{ resources.total.request }}"),
        Column(1.05, '{{ t("A20.kind") }}', "{{ r.kind }}", total="{{ resources.total.kind }}"),
        Column(0.68, '{{ t("A20.cost") }}', "{{ r.cost }}", "r", total="{{ resources.total.cost }}"),
        Column(0.55, '{{ t("A20.fte") }}', "{{ r.fte }}", "r", total="{{ resources.total.fte }}"),
        Column(1.10, '{{ t("A20.start") }}', "{{ r.start }}", "c", total="{{ resources.total.start }}"),
        Column(1.70, '{{ t("A20.enables") }}', "{{ r.enables }}", total="{{ resources.total.enables }}"),
        Column(0.85, '{{ t("A20.weighted") }}', "{{ r.weighted }}", "r", total="{{ resources.total.weighted }}"),
    )
    look = TableLook(row=g.h(0.42), head=0.34, size=11)
    alt = ("page: auto", "rows: 8", f"bottom: {g.y(6.02):.5g}", "repeat header: 1", "total: last", 'alt: {{ t("A20.table") }}')
    slide.table(g.left, g.y(k.BODY_Y) + 0.28, columns, "r in resources.rows", "table-resources", alt, look)


def _bars(slide: SlideBuilder, x: float, w: float) -> None:
    """A bar for cost and one for weighted value of each request, with the key of their fills above."""
    g = slide.grid
    slide.heading(x, g.y(k.BODY_Y), w, '{{ t("A20.bars") }}', "{{ resources.unit }}")
    y, has = g.y(k.BODY_Y) + 0.36, "if: resources.chart"
    for number, (fill, hatch, text) in enumerate((("neutral", False, "cost_label"), ("primary", True, "weighted_label"))):
        left = x + number * w / 2
        outline = "primary" if hatch else ""
        slide.box(left, y + 0.03, 0.28, 0.17, fill, "key", block(has), outline=outline, width=1.0, hatch=hatch)
        slide.text(left + 0.36, y, w / 2 - 0.4, 0.22, f"{{{{ resources.{text} }}}}", "key-text", block(has), size=10, anchor="middle")
    top = y + 0.3
    directives = ("chart: resources.chart", has, "alt: {{ resources.alt }}")
    slide.chart(deck_charts.request_bars, x, top, w, g.y(6.0) - top, "chart-requests", directives)
    none = block("if: not resources.chart")
    slide.text(x, y, w, 0.24, '{{ t("A20.no_bars") }}', "no-bars", none, size=11, tone="muted")
