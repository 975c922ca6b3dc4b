"""Slides about the plan itself: AX16 outline, AX17 cycle and tools, AX18 parts and health, AX19 team, AX20 duties.

Narrow pages divide them.
"""

from __future__ import annotations

from planforge.authoring import tokens as k
from planforge.authoring.deck_base import block
from planforge.authoring.deck_builder import Column, DeckBuilder, SlideBuilder, TableLook
from planforge.authoring.grid import Grid
from planforge.authoring.slides import content
from planforge.office.rich import Rich, Span

_SLACK = 0.004
"""Inches by which a table stays away from the edge, as columns that repeat are rounded one by one."""


def _width(g: Grid) -> float:
    """A table that repeats columns may reach as far from the right edge of the page as it begins from the left one."""
    return min(g.full, g.page - 2 * g.left) - _SLACK


def outline(deck: DeckBuilder) -> None:
    """AX16, themes over a table with a column for each year."""
    g = deck.grid
    slide = content(deck, "AX16", "outline", "appendix", condition="outline")
    label = 1.45 if g.narrow else 1.66
    years = _width(g) - label
    slide.heading(g.left, g.y(k.BODY_Y), g.full, '{{ t("AX16.table") }}', "{{ t('AX16.themes') }}" if g.narrow else "")
    high = g.h(0.52 if g.narrow else 0.60)
    drawing = 'chevrons(outline.themes, outline.themes_alt, "columns")'
    slide.frame(g.left + label, g.y(2.12), years, high, "group-themes", drawing)
    columns = (
        Column(label, _one_line("AX16.year"), "{{ r.label }}", tone="muted"),
        Column(years / 5, "{% col for y in outline.years %}{{ y }}", "{{ r.cells[col_index] }}"),
    )
    look = TableLook(row=g.h(0.26 if g.narrow else 0.29), head=0.28, size=10 if g.narrow else 10.5)
    end = g.body_end - 0.57 if g.narrow else g.y(6.06)
    paging = ("page: auto", "grow: 0.34", f"bottom: {end:.5g}", "repeat header: 1")
    alt = (f"columns width: {years:.5g}", *paging, 'alt: {{ t("AX16.table") }}')
    slide.table(g.left, g.y(2.12) + high + 0.04, columns, "r in outline.rows", "table-outline", alt, look)
    slide.takeaway("outline.takeaway")
    slide.done()


def process(deck: DeckBuilder) -> None:
    """AX17, the cycle above, preparation and tools below it; on a narrow page the tools follow."""
    g = deck.grid
    slide = content(deck, "AX17", "process", "appendix", condition="process")
    _cycle(slide)
    _preparation(slide, g.full if g.narrow else g.w(5))
    if g.narrow:
        slide.done()
        slide = content(deck, "AX17", "process", "appendix", condition="process and process.tools")
    _tools(slide, g.left if g.narrow else g.x(6) + 0.1, g.y(k.BODY_Y if g.narrow else _BELOW))
    slide.done()


_BELOW = 4.10
"""Where the panels below the cycle begin, on a page of our own."""


def _cycle(slide: SlideBuilder) -> None:
    g = slide.grid
    slide.heading(g.left, g.y(k.BODY_Y), g.full, '{{ t("AX17.cycle") }}', "{{ process.cycle_unit }}")
    label = 1.30
    steps = _width(g) - label
    top, high = g.y(2.12), g.h(0.58)
    if not g.narrow:
        drawing = 'chevrons(process.steps, process.steps_alt, "columns")'
        slide.frame(g.left + label, top, steps, high, "group-cycle", drawing, "if: process.steps")
    # Without room for chevrons the names of the steps stand over the columns.
    heads = "names" if g.narrow else "heads"
    columns = (
        Column(label, _one_line("AX17.step"), "{{ r.label }}", tone="muted"),
        Column(steps / 8, f"{{% col for h in process.{heads} %}}{{{{ h }}}}", "{{ r.cells[col_index] }}"),
    )
    look = TableLook(row=g.h(0.25), head=0.26, size=10.5, padding=0.01, side=0.03)
    alt = (f"columns width: {steps:.5g}", "if: process.cycle", 'alt: {{ t("AX17.cycle") }}')
    slide.table(g.left, top if g.narrow else top + high + 0.03, columns, "r in process.cycle", "table-cycle", alt, look)
    none = block("if: not process.cycle")
    slide.text(g.left, g.y(2.20), g.full, 0.24, '{{ t("AX17.no_cycle") }}', "no-cycle", none, size=11, tone="muted")


def _preparation(slide: SlideBuilder, width: float) -> None:
    g = slide.grid
    y = g.y(_BELOW)
    slide.heading(g.left, y, width, '{{ t("AX17.preparation") }}')
    _beside(slide, g.left, y, width, "{{ process.gate }}", "gate")
    note = 1.72 if not g.narrow else width - 3.70
    columns = (
        Column(width - note - 1.00, _one_line("AX17.item"), "{{ r.item }}"),
        Column(1.00, _one_line("AX17.state"), "{{ r.state }}"),
        Column(note, _one_line("AX17.note"), "{{ r.note }}", tone="muted"),
    )
    alt = ("if: process.preparation", 'alt: {{ t("AX17.preparation") }}')
    slide.table(g.left, y + 0.28, columns, "r in process.preparation", "table-preparation", alt, _low(g))
    none = block("if: not process.preparation")
    slide.text(g.left, y + 0.38, width, 0.24, '{{ t("AX17.no_preparation") }}', "no-preparation", none, size=11, tone="muted")


def _one_line(word: str) -> Rich:
    """A head of one line, also in two languages: rich texts are not stacked."""
    return Rich((Span(f'{{{{ t("{word}") }}}}'),))


def _beside(slide: SlideBuilder, x: float, y: float, width: float, text: str, name: str) -> None:
    """Words with glyphs at the right end of a panel heading. Behind a heading in Chinese the glyphs would take the Chinese font's size."""
    taken = 2.3
    slide.text(
        x + taken, y, width - taken, 0.24, text, name, block("cut: 1"), size=k.SIZE_LABEL, align="right", anchor="middle", tone="muted"
    )


def _tools(slide: SlideBuilder, x: float, y: float) -> None:
    g = slide.grid
    width = g.right - x
    slide.heading(x, y, width, '{{ t("AX17.tools") }}')
    _beside(slide, x, y, width, '{{ t("AX17.tools_unit") }}', "tools-key")
    # The column stands for all five of them: a table may grow no further to the right than its columns in the template.
    columns = (Column(width, "{% col for s in process.stages %}{{ s.name }}\n{{ s.count }}", "{{ r.cells[col_index] }}"),)
    look = TableLook(row=0.66, head=0.46, size=12) if g.narrow else TableLook(row=g.h(0.42), head=0.40, size=10, padding=0.01)
    alt = (f"columns width: {width:.5g}", "if: process.tools", 'alt: {{ t("AX17.tools") }}')
    slide.table(x, y + 0.28, columns, "r in process.tools", "table-tools", alt, look)
    none = block("if: not process.tools")
    slide.text(x, y + 0.38, width, 0.24, '{{ t("AX17.no_tools") }}', "no-tools", none, size=11, tone="muted")


def _low(g: Grid) -> TableLook:
    """The look of eight rows in the lower half of a slide, two of which may have a second line."""
    return TableLook(row=g.h(0.22), head=0.25, size=10, padding=0.0)


def parts(deck: DeckBuilder) -> None:
    """AX18, the eight parts and the success factors of planning; on a narrow page one after the other."""
    g = deck.grid
    slide = content(deck, "AX18", "parts", "appendix", condition="parts")
    _parts(slide, g.full if g.narrow else g.w(8))
    if g.narrow:
        slide.takeaway("parts.takeaway")
        slide.done()
        slide = content(deck, "AX18", "parts", "appendix", condition="parts and parts.health")
    else:
        slide.takeaway("parts.takeaway", y=g.y(6.06), w=g.w(8), h=g.h(0.52))
    _health(slide, g.left if g.narrow else g.x(9) + 0.1)
    slide.done()


def _parts(slide: SlideBuilder, width: float) -> None:
    """The progress bar over the table, and beside it a bar of ready data for each row."""
    g = slide.grid
    slide.heading(g.left, g.y(k.BODY_Y), width, '{{ t("AX18.table") }}', '{{ t("AX18.table_unit") }}')
    slide.frame(g.left, g.y(2.15), width, 0.26, "group-progress", "progress_cells(parts.cells, parts.cells_alt)")
    top, head, row = g.y(2.15) + 0.32, 0.38 if g.narrow else 0.44, g.h(0.345 if g.narrow else 0.360)
    bars, part, check = (1.05, 2.30, 1.20) if g.narrow else (1.05, 1.89, 0.98)
    within = "{{ pages_of(r.slides, r.low, r.high, parts.fewer, parts.right, parts.more) if r.high else '–' }}"
    columns = (
        Column(part, '{{ t("AX18.part") }}', "{{ r.part }}"),
        Column(0.52, '{{ t("AX18.pages") }}', "{{ pages_of(r.slides) }}", "r"),
        Column(0.68, '{{ t("AX18.budget") }}', "{{ r.budget }}", "c"),
        Column(check, '{{ t("AX18.check") }}', within),
        Column(width - bars - part - check - 2.36, '{{ t("AX18.lacking") }}', "{{ r.lacking }}", size=10),
        Column(1.16, '{{ t("AX18.data") }}', "{{ r.items }}"),
    )
    look = TableLook(row=row, head=head, size=11, head_size=10, padding=0.01)
    alt = ("cut: 2", 'alt: {{ t("AX18.table") }}')
    slide.table(g.left, top, columns, "r in parts.parts", "table-parts", alt, look)
    left, end = g.left + width - bars + 0.08, g.body_end - 0.58 if g.narrow else g.y(6.02)
    drawing = f'share_bars(parts.shares, "pf:table-parts", {row:.5g}, t("AX18.shares"), parts.shares_alt)'
    slide.frame(left, top, bars - 0.08, end - top, "group-readiness", drawing)


def _health(slide: SlideBuilder, x: float) -> None:
    g = slide.grid
    width = g.right - x
    slide.heading(x, g.y(k.BODY_Y), width, '{{ t("AX18.health") }}', "{{ parts.health_unit }}")
    columns = (
        Column(width - 1.25, '{{ t("AX18.factor") }}', "{{ r.factor }}"),
        Column(1.25, '{{ t("AX18.rating") }}', "{{ r.rating }}"),
    )
    look = TableLook(row=g.h(0.288), head=0.30, size=10.5, padding=0.01)
    alt = ("if: parts.health", 'alt: {{ t("AX18.health") }}')
    slide.table(x, g.y(k.BODY_Y) + 0.28, columns, "r in parts.health", "table-health", alt, look)
    none = block("if: not parts.health", "cut: 2")
    slide.text(x, g.y(k.BODY_Y) + 0.38, width, 0.40, '{{ t("AX18.no_health") }}', "no-health", none, size=11, tone="muted")


def team(deck: DeckBuilder) -> None:
    """AX19, who carries the plan."""
    g = deck.grid
    slide = content(deck, "AX19", "team", "appendix", condition="team")
    slide.heading(g.left, g.y(k.BODY_Y), g.full, '{{ t("AX19.table") }}', '{{ t("AX19.table_unit") }}')
    fixed = 1.25 + 0.55 + 1.15 + 1.56
    free = g.full - fixed
    columns = (
        Column(1.25, '{{ t("AX19.member") }}', "{{ r.member }}", bold=True, total="{{ team.total.member }}"),
        Column(free * 0.26, '{{ t("AX19.function") }}', "{{ r.function }}", total="{{ team.total.function }}"),
        Column(free * 0.40, '{{ t("AX19.role") }}', "{{ r.role }}", total="{{ team.total.role }}"),
        Column(0.55, '{{ t("AX19.fte") }}', "{{ r.fte }}", "c", total="{{ team.total.fte }}"),
        Column(1.15, '{{ t("AX19.load") }}', "{{ r.load }}", total="{{ team.total.load }}"),
        Column(1.56, '{{ t("AX19.next_due") }}', "{{ r.next_due }}", total="{{ team.total.next_due }}"),
        Column(free * 0.34, '{{ t("AX19.development") }}', "{{ r.development }}", total="{{ team.total.development }}"),
    )
    look = TableLook(row=0.34, head=0.34, size=10, padding=0.01) if g.narrow else TableLook(row=g.h(0.42), head=0.34, size=11)
    paging = ("page: even", "grow: 0.46", "rows: 9", f"bottom: {g.y(6.04):.5g}", "repeat header: 1", "total: last")
    slide.table(g.left, g.y(k.BODY_Y) + 0.28, columns, "r in team.rows", "table-team", (*paging, 'alt: {{ t("AX19.table") }}'), look)
    slide.takeaway("team.takeaway")
    slide.done()


def duties(deck: DeckBuilder) -> None:
    """AX20, duties against people with a letter for everybody's part; many people take several slides."""
    g = deck.grid
    slide = content(deck, "AX20", "duties", "appendix", "p in duties.pages", condition="duties")
    slide.heading(g.left, g.y(k.BODY_Y), g.full, '{{ t("AX20.table") }}')
    _beside(slide, g.left, g.y(k.BODY_Y), g.full, "{{ duties.legend }}", "duties-legend")
    duty = 2.60 if g.narrow else 4.00
    people = _width(g) - duty
    columns = (
        Column(duty, '{{ t("AX20.duty") }}', "{{ r.duty }}", total="{{ p.total.duty }}"),
        Column(
            people / 5,
            "{% col for m in p.people %}{{ m }}",
            "{{ r.cells[col_index].text | fill(r.cells[col_index].fill) }}",
            "c",
            total="{{ p.total.cells[col_index].text }}",
        ),
    )
    look = TableLook(row=g.h(0.27), head=0.46, size=10.5 if g.narrow else 11.5, head_size=10)
    end = g.body_end - 0.66 if g.narrow else g.y(6.00)
    paging = ("page: even", f"grow: {g.h(0.40):.5g}", "rows: 12", f"bottom: {end:.5g}", "repeat header: 1", "total: last")
    alt = (f"columns width: {people:.5g}", *paging, 'alt: {{ t("AX20.table") }}')
    slide.table(g.left, g.y(k.BODY_Y) + 0.28, columns, "r in p.rows", "table-duties", alt, look)
    slide.takeaway("duties.takeaway")
    slide.done()
