"""Slides about single deals, goals and resources: A16, A17, A20. On a narrow page two panels get a slide each."""

from __future__ import annotations

from planforge.authoring import deck_charts
from planforge.authoring import tokens as k
from planforge.authoring.deck_base import block
from planforge.authoring.deck_builder import Column, DeckBuilder, SlideBuilder, TableLook
from planforge.authoring.grid import Grid
from planforge.authoring.slides import content
from planforge.office.rich import Rich, Span

_GAP = 0.28
"""Between the three panels of a deal."""
_TILES = 6
_TWO_LINES = 0.47
"""Height of a header in two languages."""
_DATES = 5
"""Rows for which the table of a deal's dates has room."""
_HEAD, _REQUEST = 0.34, 0.39
"""Heights of the header row and of the lowest row of the table of requests."""
_SLOTS = 4
"""Places that the chart of requests has at least, as many as rows that can grow to its pitch."""


def deal_sheets(deck: DeckBuilder) -> None:
    """A16, one slide per deal: stage, tiles, and three panels; on a narrow page each is followed by a slide with its steps."""
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
    _panel(slide, g.left, top, width, end, "why", '{{ t("A16.why") }}')
    _panel(slide, g.left + width + _GAP, top, width, end, "how", "{{ d.how_head }}")
    if g.narrow:
        slide.takeaway("d.takeaway")
        slide.done()
        slide = content(deck, "A16", "deal_sheets", "opportunities", title="d.steps_title", frame="d.slide")
        _next_steps(slide, g.left, g.y(k.BODY_Y), g.full)
    else:
        _next_steps(slide, g.right - last, top, last)
        slide.takeaway("d.takeaway")
    slide.done()
    _deal_plan(deck)


def _deal_plan(deck: DeckBuilder) -> None:
    """A16, the dates of the deal with their time line above, the people in it by role below; a narrow page only draws the first dates."""
    g = deck.grid
    slide = content(deck, "A16", "deal_sheets", "opportunities", condition="d.plan", goes_on="d", frame="d.plan.slide")
    top = g.y(k.BODY_Y)
    slide.heading(g.left, top, g.full, '{{ t("A16.dates") }}', '{{ t("A16.dates_unit") }}')
    owner, planned, date, status = 1.05, 0.98, 0.90, 1.82
    name = 2.00 if g.narrow else 2.64
    columns = (
        Column(name, '{{ t("A16.date_name") }}', "{{ r.name }}"),
        Column(owner, '{{ t("owner") }}', "{{ r.owner }}"),
        *(() if g.narrow else (Column(planned, '{{ t("A16.planned") }}', "{{ r.planned }}", tone="muted"),)),
        Column(date, '{{ t("A16.now_due") }}', "{{ r.due }}"),
        Column(status, '{{ t("status") }}', "{{ r.status }}"),
    )
    head, row = 0.34, 0.27
    people = max(g.y(4.26), top + 0.28 + _TWO_LINES + _DATES * row + 0.28)
    end = people - 0.26
    look = TableLook(row=row, head=head, size=10.5)
    alt = ("if: d.plan.dates", "cut: 1", f"grow: {g.h(0.42):.5g}", f"bottom: {end:.5g}", 'alt: {{ t("A16.dates") }}')
    slide.table(g.left, top + 0.28, columns, "r in d.plan.dates", "table-deal-dates", alt, look)
    left = g.left + sum(column.width for column in columns) + 0.15
    drawing = 'action_timeline(d.plan.timeline, "pf:table-deal-dates", d.plan.dates_alt)'
    slide.frame(left, top + 0.28, g.right - left, people - 0.08 - top - 0.28, "timeline", drawing, "if: d.plan.timeline")
    slide.heading(g.left, people, g.full, '{{ t("A16.people") }}', "{{ d.plan.people_unit }}")
    drawing = "role_panels(d.plan.panels, d.plan.panels_alt)"
    below = (g.body_end - 0.61 if g.narrow else g.y(6.02)) - people - 0.34
    slide.frame(g.left, people + 0.34, g.full, below, "group-deal-people", drawing)
    slide.takeaway("d.plan.takeaway")
    slide.done()


def _competitor(slide: SlideBuilder, x: float, y: float, w: float) -> None:
    """The tile of the competitor, whose name does not fit the size of a figure."""
    slide.line(x, y, x + w, y, "title", 1.25, name="kpi-rule")
    slide.text(x, y + 0.05, w, 0.44, "{{ d.competitor }}", "competitor", block("cut: 2"), size=13, bold=True, tone="title", anchor="middle")
    slide.text(x, y + 0.50, w, 0.34, '{{ t("A16.competitor") }}', "kpi-label", block("cut: 2"), size=k.SIZE_LABEL, tone="muted")


def _panel(slide: SlideBuilder, x: float, y: float, w: float, end: float, name: str, head: str) -> None:
    """A heading and paragraphs that begin with a bold word."""
    slide.heading(x, y, w, head)
    lead = Rich((Span(f"{{% bullet for c in d.{name} %}}"), Span("{{ c.lead }} ", bold=True), Span("{{ c.text }}")))
    top, size = y + 0.36, 11.5
    gaps = 22 if name == "how" else 0
    lines = (
        max(4, int(((end - top) * 72 - gaps) / (size * 1.2 + (0 if gaps else 1.5))))
        if slide.ours
        else max(3, int(((end - top) * 72 - 13 - gaps) / (size * 1.2)))
    )
    slide.text(x, top, w, end - top, lead, f"deal-{name}", block(f"cut: {lines}"), size=size, space=5)


def _next_steps(slide: SlideBuilder, x: float, y: float, w: float) -> None:
    slide.heading(x, y, w, '{{ t("A16.next") }}')
    owner, due = 1.15, 1.02
    columns = (
        Column(w - owner - due, '{{ t("A16.step") }}', "{{ r.step }}"),
        Column(owner, '{{ t("owner") }}', "{{ r.owner }}"),
        Column(due, '{{ t("due") }}', "{{ r.due }}"),
    )
    look = TableLook(row=0.40, head=0.30, size=11)
    room = (f"bottom: {slide.grid.body_end:.5g}", "grow: 0.60") if slide.grid.narrow else ()
    alt = ("if: d.next_steps", "cut: 3", *room, 'alt: {{ t("A16.next") }}')
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
    due, status = (1.16, 1.16) if narrow else (1.46, 1.20)
    fixed = figure * (4 if narrow else 5) + due + status
    words = g.full - fixed
    columns = [
        Column(words * 0.34, '{{ t("A17.goal") }}', "{{ r.goal }}"),
        Column(words * 0.275, '{{ t("A17.measure") }}', "{{ r.measure }}"),
        Column(figure, '{{ t("A17.baseline") }}', "{{ r.baseline }}", "r", tone="muted"),
        Column(figure, '{{ t("A17.now") }}', "{{ r.now }}", "r", bold=True),
        Column(figure, '{{ t("A17.target") }}', "{{ r.target }}", "r"),
        Column(figure, '{{ t("A17.to_go") }}', "{{ r.to_go }}", "r"),
        *(() if narrow else (Column(figure, '{{ t("A17.a_month") }}', "{{ r.a_month }}", "r"),)),
        Column(due, '{{ t("A17.due") }}', "{{ r.due }}", "c"),
        Column(status, '{{ t("A17.status") }}', "{{ r.status }}"),
        Column(words * 0.385, '{{ t("A17.serves") }}', "{{ r.serves }}"),
    ]
    look = TableLook(row=g.h(0.43), head=0.34, size=10.5 if narrow else 11)
    paging = ("page: even", "rows: 8", "grow: 0.64", f"bottom: {g.y(6.02):.5g}", "repeat header: 1")
    alt = (*paging, 'alt: {{ t("A17.table") }}')
    slide.table(g.left, g.y(k.BODY_Y) + 0.28, columns, "r in goals.rows", "table-goals", alt, look)
    slide.takeaway("goals.takeaway")
    slide.done()
    _year_goals(deck)


def _year_goals(deck: DeckBuilder) -> None:
    """A17's financial goals of the year: the result at the left, our share of each line at the right, bullet bars beside both."""
    g = deck.grid
    slide = content(deck, "A17", "year_goals", "opportunities", condition="year_goals")
    width = g.full if g.narrow else g.w(6) - 0.10
    parts = (
        ("goal", 1.36, "l"),
        ("target", 0.74, "r"),
        ("now", 0.82, "r"),
        ("reached", 0.74, "r"),
        ("gap", 0.62, "r"),
        ("a_month", 0.70, "r"),
    )
    heads = {"target": "year_target", "now": "year_now"}
    columns = tuple(Column(w, f'{{{{ t("A17.{heads.get(name, name)}") }}}}', f"{{{{ r.{name} }}}}", align) for name, w, align in parts)
    unit = '{{ year_goals.unit }}; {{ t("A17.year_key") }}'
    slide.heading(g.left, g.y(k.BODY_Y), width, '{{ t("A17.year_table") }}', unit, "year_goals.figures")
    _against_target(slide, g.left, width, columns, "figures", "figure_bars")
    third = (width - 2 * k.GUTTER) / 3
    for number in range(3):
        at = g.left + number * (third + k.GUTTER)
        slide.kpi(at, g.y(4.55), third, f"year_goals.kpis[{number}]", f"year_goals.kpis | length > {number}")
    if g.narrow:
        slide.takeaway("year_goals.takeaway")
        slide.done()
        slide = content(deck, "A17", "year_goals", "opportunities", condition="year_goals and year_goals.shares")
    x = g.left if g.narrow else g.x(7) + 0.1
    _shares(slide, x, g.right - x)
    slide.takeaway("year_goals.takeaway")
    slide.done()


def _shares(slide: SlideBuilder, x: float, width: float) -> None:
    slide.heading(x, slide.grid.y(k.BODY_Y), width, '{{ t("A17.share_table") }}', "{{ year_goals.shares_unit }}", "year_goals.shares")
    parts = (
        ("line", 1.55, "l"),
        ("region", 0.89, "l"),
        ("target", 0.56, "r"),
        ("now", 0.52, "r"),
        ("gap", 0.60, "r"),
        ("missing", 0.70, "r"),
    )
    heads = {"target": "year_target", "gap": "share_gap", "missing": "missing_sales"}
    total = "year_goals.total"
    columns = tuple(
        Column(w, f'{{{{ t("A17.{heads.get(name, name)}") }}}}', f"{{{{ r.{name} }}}}", align, total=f"{{{{ {total}.{name} }}}}")
        for name, w, align in parts
    )
    _against_target(slide, x, width, columns, "shares", "share_bars")


def _against_target(slide: SlideBuilder, x: float, width: float, columns: tuple[Column, ...], rows: str, bars: str) -> None:
    """A table of goals with a bullet bar beside each row."""
    g = slide.grid
    shares = rows == "shares"
    top, row, end = g.y(k.BODY_Y) + 0.30, g.h(0.30 if shares else 0.42), g.y(6.02 if shares else 4.40)
    look = TableLook(row=row, head=0.42, size=10.5)
    paging = (
        "page: even",
        f"bottom: {end:.5g}",
        "repeat header: 1",
        *(("total: last",) if shares else ()),
        f"grow: {g.h(0.36 if shares else 0.48):.5g}",
    )
    alt = (f"if: year_goals.{rows}", *paging, f'alt: {{{{ t("A17.{"share_table" if shares else "year_table"}") }}}}')
    slide.table(x, top, columns, f"r in year_goals.{rows}", f"table-{rows}", alt, look)
    left = x + sum(column.width for column in columns) + 0.10
    last = f"{row:.5g}" if shares else "0"
    drawing = f'bullet_bars(year_goals.{bars}, "pf:table-{rows}", {last}, t("A17.bullets"), year_goals.{rows}_alt)'
    slide.frame(left, top, x + width - left, end - top, f"group-{rows}", drawing, f"if: year_goals.{rows}")


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


def _room(g: Grid) -> float:
    """Height that the rows of requests, and the bars beside them, share above the total."""
    return g.y(6.02) - g.y(k.BODY_Y) - 0.28 - _HEAD - g.h(_REQUEST)


def _requests(slide: SlideBuilder, width: float) -> None:
    g = slide.grid
    slide.heading(g.left, g.y(k.BODY_Y), width, '{{ t("A20.table") }}', "{{ resources.unit }}")
    request = width - 6.15
    columns = (
        Column(request, '{{ t("A20.request") }}', "{{ r.request }}", total="{{ resources.total.request }}"),
        Column(0.98, '{{ t("A20.kind") }}', "{{ r.kind }}", total="{{ resources.total.kind }}"),
        Column(0.56, '{{ t("A20.cost") }}', "{{ r.cost }}", "r", total="{{ resources.total.cost }}"),
        Column(0.48, '{{ t("A20.fte") }}', "{{ r.fte }}", "r", total="{{ resources.total.fte }}"),
        Column(1.45, '{{ t("A20.start") }}', "{{ r.start }}", "c", total="{{ resources.total.start }}"),
        Column(1.92, '{{ t("A20.enables") }}', "{{ r.enables }}", total="{{ resources.total.enables }}"),
        Column(0.76, '{{ t("A20.weighted") }}', "{{ r.weighted }}", "r", total="{{ resources.total.weighted }}"),
    )
    look = TableLook(row=g.h(_REQUEST), head=_HEAD, size=11)
    paging = ("page: even", "rows: 8", f"grow: {_room(g) / _SLOTS:.5g}", f"bottom: {g.y(6.02):.5g}", "repeat header: 1", "total: last")
    alt = (*paging, 'alt: {{ t("A20.table") }}')
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
    directives = ("chart: resources.chart", has, "alt: {{ resources.alt }}")
    slide.chart(deck_charts.request_bars, x, g.y(k.BODY_Y) + 0.28 + _HEAD + 0.04, w, _room(g), "chart-requests", directives)
    none = block("if: not resources.chart")
    slide.text(x, y, w, 0.24, '{{ t("A20.no_bars") }}', "no-bars", none, size=11, tone="muted")
