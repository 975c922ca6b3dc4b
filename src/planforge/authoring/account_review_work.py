"""Slides about risk, action and decision, and the appendix: A18, A19, A21, AX2, AX3."""

from __future__ import annotations

from planforge.authoring import tokens as k
from planforge.authoring.deck_base import block
from planforge.authoring.deck_builder import Column, DeckBuilder, SlideBuilder, TableLook
from planforge.authoring.grid import Grid
from planforge.authoring.slides import content, empty_twin, with_empty
from planforge.office.rich import Rich, Span

_FOLLOW_UP = 0.51
"""Height of three lines on the last review and the next one."""
_TWO_LINES = 0.47
"""Height of a header in two languages."""


def risks(deck: DeckBuilder) -> None:
    """A18, matrix and register; on a narrow page one after the other."""
    g = deck.grid
    slide = with_empty(deck, "A18", "risks", "risk")
    wide = 7.2 if g.narrow else min(4.97, max(4.6, g.w(5) - 0.07))
    slide.heading(g.left, g.y(k.BODY_Y), g.full if g.narrow else max(wide, g.w(5)), '{{ t("A18.matrix") }}', '{{ t("A18.matrix_unit") }}')
    x = g.left + ((g.full - wide) / 2 if g.narrow else 0.0)
    drawing = "risk_matrix(risks.zones, risks.degrees, risks.marks, risks.alt, risks.ranks)"
    slide.frame(x, g.y(2.16), wide, g.h(3.86), "group-risk-matrix", drawing)
    if g.narrow:
        slide.takeaway("risks.takeaway")
        slide.done()
        slide = with_empty(deck, "A18", "risks", "risk")
        _register(slide, g.left, g.y(6.56))
    else:
        _register(slide, min(g.x(6) + 0.3, g.right - 6.45), g.y(6.06))
        slide.takeaway("risks.takeaway", y=g.y(6.14), h=g.h(0.44))
    slide.done()
    empty_twin(deck, "A18", "risks", "risk")
    _sources(deck)


def _sources(deck: DeckBuilder) -> None:
    """A18, the five groups of sources by level and what nobody has considered; a narrow page does without the list of risks."""
    g = deck.grid
    slide = content(deck, "A18", "risks", "risk", condition="risks.sources", frame="risks.sources.slide")
    slide.heading(g.left, g.y(k.BODY_Y), g.full, '{{ t("A18.sources") }}', '{{ t("A18.sources_unit") }}')
    group, level, count, risks = (1.25, 0.88, 0.62, 0.0) if g.narrow else (1.45, 1.02, 0.72, 2.55)
    words = g.full - group - 4 * level - 2 * count - risks - (0.004 if slide.ours else 0.18)
    columns = (
        Column(group, '{{ t("A18.source_group") }}', "{{ r.group }}"),
        Column(
            level,
            "{% col for z in risks.sources.levels %}{{ z | stack }}",
            "{{ r.levels[col_index].text | fill(r.levels[col_index].fill) }}",
            "c",
        ),
        Column(count, '{{ t("A18.unrated") }}', "{{ r.unrated }}", "c"),
        Column(count, '{{ t("A18.points") }}', "{{ r.points }}", "r", bold=True),
        *(() if g.narrow else (Column(risks, '{{ t("A18.considered") }}', "{{ r.risks }}", gap=0.12),)),
        Column(words, '{{ t("A18.never") }}', "{{ r.never }}", gap=0.12),
    )
    look = TableLook(row=g.h(0.48), head=0.50, size=11, head_size=10)
    fit = (f"columns width: {4 * level - 0.004:.5g}", f"grow: {g.h(0.66):.5g}", f"bottom: {g.y(6.02):.5g}")
    alt = (*fit, 'alt: {{ t("A18.sources") }}')
    slide.table(g.left, g.y(k.BODY_Y) + 0.28, columns, "r in risks.sources.rows", "table-sources", alt, look)
    slide.takeaway("risks.sources.takeaway")
    slide.done()


def _register(slide: SlideBuilder, x: float, end: float) -> None:
    g = slide.grid
    width = g.right - x
    slide.heading(x, g.y(k.BODY_Y), width, '{{ t("A18.register") }}', '{{ t("A18.register_unit") }}')
    risk, zone, due = (2.30, 1.80, 0.98) if g.narrow else (1.98, 1.52, 0.80)
    columns = (
        Column(0.30, "#", "{{ r.number }}", "c", bold=True),
        Column(risk, '{{ t("A18.risk") }}', "{{ r.risk }}"),
        Column(zone, '{{ t("A18.zone") }}', "{{ r.zone }}"),
        Column(0.60, '{{ t("trend") }}', "{{ r.trend }}"),
        Column(width - 0.90 - risk - zone - due, '{{ t("A18.mitigation") }}', "{{ r.mitigation }}"),
        Column(due, '{{ t("A18.due") }}', "{{ r.due }}"),
    )
    look = TableLook(row=g.h(0.50), head=0.34, size=10.5)
    alt = ("page: even", "rows: 7", f"bottom: {end:.5g}", "repeat header: 1", 'alt: {{ t("A18.register") }}')
    slide.table(x, g.y(k.BODY_Y) + 0.28, columns, "r in risks.rows", "table-risks", alt, look)


def actions(deck: DeckBuilder) -> None:
    """A19, table with a timeline that follows its rows, by group where the page is wide enough; then the support that they need."""
    if deck.grid.narrow:
        _plan(deck, "not actions.empty", grouped=False)
    else:
        _plan(deck, "not actions.empty and actions.grouped", grouped=True)
        _plan(deck, "not actions.empty and not actions.grouped", grouped=False)
    empty_twin(deck, "A19", "actions", "risk")
    _support(deck)


def _plan(deck: DeckBuilder, condition: str, *, grouped: bool) -> None:
    g = deck.grid
    slide = content(deck, "A19", "actions", "risk", condition=condition)
    rows, timeline = ("actions.grouped", "actions.grouped_timeline") if grouped else ("actions.rows", "actions.timeline")
    number, group, owner, due = 0.42, 1.15 if grouped else 0.0, 1.06 if grouped else 1.15, 0.92 if grouped else 0.98
    status = 1.74 if grouped else 1.15
    action = min(3.00, g.full - 0.15 - number - group - owner - due - status - 3.02)
    columns = (
        *((Column(group, "{{ actions.group_head | stack }}", "{{ r.group }}", size=10.5),) if grouped else ()),
        Column(number, "#", "{{ r.number }}", "c", tone="muted"),
        Column(action, '{{ t("A19.action") }}', "{{ r.action }}"),
        Column(owner, '{{ t("A19.owner") }}', "{{ r.owner }}"),
        Column(due, '{{ t("A19.due") }}', "{{ r.due }}"),
        Column(status, '{{ t("A19.status") }}', "{{ r.status }}"),
    )
    lines = 2 if g.narrow else 1
    counts_top = g.y(6.44) - 0.17 * (lines - 1)
    end = counts_top - 0.19
    look = TableLook(row=(end - g.y(1.84) - _TWO_LINES) / 14, head=0.40, size=11)
    paging = ("page: even", "rows: 14", f"grow: {g.h(0.40):.5g}", f"bottom: {end:.5g}", "repeat header: 1")
    alt = (*paging, 'alt: {{ t("A19.table") }}')
    slide.table(g.left, g.y(1.84), columns, f"r in {rows}", "table-actions", alt, look)
    drawing = f'action_timeline({timeline}, "pf:table-actions", actions.alt)'
    left = g.left + sum(column.width for column in columns) + 0.15
    slide.frame(left, g.y(1.84), g.right - left, counts_top - g.y(1.84), "timeline", drawing, f"if: {timeline}")
    counts = block("if: actions.summary", f"cut: {lines}")
    slide.text(
        g.left, counts_top, g.full, 0.18 * lines, "{{ actions.summary }}", "action-counts", counts, size=10, tone="muted", anchor="middle"
    )
    slide.done()


def _support(deck: DeckBuilder) -> None:
    """A19, which open action needs what support, with whom and by when; a narrow page does without workstream and deal."""
    g = deck.grid
    slide = content(deck, "A19", "actions", "risk", condition="actions.support", frame="actions.support.slide")
    slide.heading(g.left, g.y(k.BODY_Y), g.full, '{{ t("A19.support_table") }}', '{{ t("A19.support_unit") }}')
    number, contact, owner, due = 0.42, 1.42, 1.00, 1.36
    words = g.full - number - contact - owner - due
    group, serves = (0.0, 0.0) if g.narrow else (1.30, 1.95)
    columns = (
        Column(number, "#", "{{ r.number }}", "c", tone="muted"),
        Column((words - group - serves) * 0.53, '{{ t("A19.action") }}', "{{ r.action }}"),
        *(() if g.narrow else (Column(group, "{{ actions.group_head | stack }}", "{{ r.group }}"),)),
        Column((words - group - serves) * 0.47, '{{ t("A19.support") }}', "{{ r.support }}"),
        Column(contact, '{{ t("A19.contact") }}', "{{ r.contact }}"),
        Column(owner, '{{ t("A19.owner") }}', "{{ r.owner }}"),
        Column(due, '{{ t("A19.due") }}', "{{ r.due }}"),
        *(() if g.narrow else (Column(serves, '{{ t("A19.serves") }}', "{{ r.serves }}"),)),
    )
    look = TableLook(row=g.h(0.36), head=0.36, size=11)
    paging = ("page: even", "rows: 10", f"grow: {g.h(0.50):.5g}", f"bottom: {g.y(6.02):.5g}", "repeat header: 1")
    alt = (*paging, 'alt: {{ t("A19.support_table") }}')
    slide.table(g.left, g.y(k.BODY_Y) + 0.28, columns, "r in actions.support.rows", "table-support", alt, look)
    slide.takeaway("actions.support.takeaway")
    slide.done()


def decisions(deck: DeckBuilder) -> None:
    """A21, decision cards and review questions; on a narrow page the questions follow."""
    g = deck.grid
    slide = content(deck, "A21", "decisions", "decisions", "d in decisions.pages")
    width = g.full if g.narrow else max(g.w(5), 5.02)
    slide.heading(g.left, g.y(k.BODY_Y), width, '{{ t("A21.decisions") }}')
    words = "decisions.approve, decisions.change, decisions.reject"
    cards = f"decision_cards(d.decisions, {words})"
    slide.frame(g.left, g.y(2.16), width, g.h(4.40), "decision-cards", cards, "if: d.decisions")
    slide.text(g.left, g.y(2.20), width, 0.5, "{{ decisions.none }}", "no-decision", block("if: not d.decisions"), size=13, tone="muted")
    if g.narrow:
        slide.done()
        slide = content(deck, "A21", "decisions", "decisions")
    _questions(slide, g.left if g.narrow else g.left + width + g.gutter + 0.1)
    slide.done()


def _questions(slide: SlideBuilder, x: float) -> None:
    g = slide.grid
    width = g.right - x
    slide.heading(x, g.y(k.BODY_Y), width, '{{ t("A21.questions") }}', '{{ t("A21.verdict_unit") }}')
    verdicts, page = 1.14, 0.50
    words = width - 0.42 - page - verdicts - 0.12
    answer = words * 0.49
    columns = (
        Column(0.42, '{{ t("A19.number") }}', "{{ q.id }}", bold=True, tone="muted"),
        Column(words - answer, '{{ t("A21.question") }}', "{{ q.question }}"),
        Column(answer, '{{ t("A21.answer") }}', "{{ q.answer }}"),
        Column(page, '{{ t("A21.slide") }}', "{{ page_of(q.slide) | slide_link(q.slide) }}", "r", tone="primary"),
    )
    low = g.stretch < 0.99
    top = g.body_end + 0.03 - _FOLLOW_UP
    look = TableLook(row=0.34, head=0.30 if low else 0.34, size=10.5, padding=0.0 if low else 0.02)
    alt = (f"bottom: {top - 0.08:.5g}", "grow: 0.52", 'alt: {{ t("A21.questions") }}')
    slide.table(x, g.y(k.BODY_Y) + 0.28, columns, "q in decisions.questions", "table-questions", alt, look)
    boxes = 'verdict_boxes(decisions.verdicts, "pf:table-questions", decisions.verdicts_alt)'
    y = g.y(k.BODY_Y) + 0.28
    slide.frame(g.right - verdicts, y, verdicts, top - 0.08 - y, "group-verdicts", boxes)
    line = Rich((Span("{% bullet for f in decisions.follow_up %}"), Span("{{ f.lead }} ", bold=True), Span("{{ f.text }}")))
    follow_up = block("if: decisions.follow_up", "cut: 3")
    slide.text(x, top, width, _FOLLOW_UP, line, "follow-up", follow_up, size=10, tone="muted")


def definitions(deck: DeckBuilder) -> None:
    """AX2, the rules in force; on a narrow page measures and keys follow."""
    g = deck.grid
    slide = content(deck, "AX2", "definitions", "appendix")
    wide = g.full if g.narrow else g.w(8)
    slide.heading(g.left, g.y(k.BODY_Y), wide, '{{ t("AX2.rules") }}')
    third = (wide - 1.35) / 3
    columns = (
        Column(1.35, '{{ t("AX2.section") }}', "{{ r.section }}", bold=True),
        Column(third, '{{ t("rag.G") }}', "{{ r.on_track }}"),
        Column(third, '{{ t("rag.A") }}', "{{ r.watch }}"),
        Column(third, '{{ t("rag.R") }}', "{{ r.off_track }}"),
    )
    look = TableLook(row=g.h(0.40 if slide.ours else 0.34), head=0.30, size=10.5 if slide.ours else 10, padding=0.02 if slide.ours else 0.0)
    alt = (f"bottom: {g.body_end:.5g}", "grow: 0.47", 'alt: {{ t("AX2.rules") }}')
    slide.table(g.left, g.y(k.BODY_Y) + 0.28, columns, "r in definitions.rules", "table-rules", alt, look)
    if g.narrow:
        slide.done()
        slide = content(deck, "AX2", "definitions", "appendix")
    left = g.left if g.narrow else g.x(9) + 0.1
    width = g.right - left
    slide.heading(left, g.y(k.BODY_Y), width, '{{ t("AX2.measures") }}')
    measure = Rich((Span("{% bullet for m in definitions.measures %}"), Span("{{ m.lead }} ", bold=True), Span("{{ m.text }}")))
    keys = g.body_end - 1.06
    size = 10.5 if g.stretch > 0.99 or g.narrow else 9.5
    slide.text(left, g.y(2.14), width, keys - 0.02 - g.y(2.14), measure, "measures", block("cut: 19"), size=size, space=1)
    slide.heading(left, keys, width, '{{ t("AX2.keys") }}')
    top = keys + 0.29
    slide.text(
        left, top, width, g.body_end + 0.03 - top, "{% bullet for key in definitions.keys %}{{ key }}", "keys", block("cut: 5"), size=9.5
    )
    slide.done()
    _topics(content(deck, "AX2", "definitions", "appendix", "topic in definitions.topics"))


def _topics(slide: SlideBuilder) -> None:
    """Scales, frameworks and rules of planning, topic by topic, with the values in force."""
    g = slide.grid
    slide.heading(g.left, g.y(k.BODY_Y), g.full, "{{ topic.name }}")
    columns = (
        Column(2.60, '{{ t("AX2.method_name") }}', "{{ r.measure }}", bold=True),
        Column(g.full - 3.20, '{{ t("AX2.method_rule") }}', "{{ r.rule }}"),
        Column(0.60, '{{ t("slide") }}', "{{ page_of(r.slide) | slide_link(r.slide) }}", "r", tone="primary"),
    )
    look = TableLook(row=g.h(0.34), head=0.30, size=10.5)
    alt = ("page: even", "grow: 0.56", f"bottom: {g.body_end:.5g}", "repeat header: 1", "alt: {{ topic.name }}")
    slide.table(g.left, g.y(k.BODY_Y) + 0.28, columns, "r in topic.rows", "table-methods", alt, look)
    slide.done()


def trace(deck: DeckBuilder) -> None:
    """AX3, plan quality, then completeness and where figures come from; on a narrow page one after the other."""
    g = deck.grid
    _quality(deck)
    slide = content(deck, "AX3", "trace", "appendix")
    _completeness(slide, g.full if g.narrow else g.w(5))
    if g.narrow:
        slide.done()
        slide = content(deck, "AX3", "trace", "appendix")
    _figures(slide, g.left if g.narrow else g.x(6) + 0.1)
    slide.done()


def _quality(deck: DeckBuilder) -> None:
    """The points of a plan by part, and the fixes worth most."""
    g = deck.grid
    slide = content(deck, "AX3", "trace", "appendix", frame="trace.quality.slide")
    bars = 1.90 if g.narrow else 2.60
    width, row = g.full - bars - 0.12, g.h(0.29)
    top = g.y(k.BODY_Y)
    slide.heading(g.left, top, g.full, '{{ t("AX3.quality") }}')
    total = "trace.quality.total"
    columns = (
        Column(1.95, '{{ t("AX3.part_head") }}', "{{ r.part }}", bold=True, total=f"{{{{ {total}.part }}}}"),
        Column(width - 4.05, '{{ t("AX3.asks_head") }}', "{{ r.asks }}", total=f"{{{{ {total}.asks }}}}"),
        Column(0.75, '{{ t("AX3.points") }}', "{{ r.points }}", "r", bold=True, total=f"{{{{ {total}.points }}}}"),
        Column(0.60, '{{ t("AX3.most") }}', "{{ r.most }}", "r", total=f"{{{{ {total}.most }}}}"),
        Column(0.75, '{{ t("AX3.lost") }}', "{{ r.lost }}", "r", total=f"{{{{ {total}.lost }}}}"),
    )
    look = TableLook(row=row, head=0.30, size=10.5, padding=0.01)
    alt = ("total: last", 'alt: {{ t("AX3.quality") }}')
    slide.table(g.left, top + 0.28, columns, "r in trace.quality.parts", "table-quality", alt, look)
    drawing = f'share_bars(trace.quality.shares, "pf:table-quality", {row:.5g}, t("AX3.reached"), trace.quality.alt)'
    slide.frame(g.right - bars, top + 0.28, bars, 0.30 + 5 * row, "group-quality", drawing)
    if g.narrow:
        slide.done()
        slide = content(deck, "AX3", "trace", "appendix", frame="trace.quality.slide")
    _fixes(slide, top if g.narrow else top + 0.28 + 0.30 + 5 * row + 0.12)
    slide.done()


def _fixes(slide: SlideBuilder, y: float) -> None:
    g = slide.grid
    slide.heading(g.left, y, g.full, '{{ t("AX3.fixes") }}', "{{ trace.quality.unit }}")
    half = (g.full - 3.30) / 2
    columns = (
        Column(0.65, '{{ t("AX3.gain") }}', "{{ r.gain }}", "r", bold=True),
        Column(1.25, '{{ t("AX3.part_head") }}', "{{ r.part }}", gap=0.10),
        Column(half, '{{ t("AX3.what_head") }}', "{{ r.what }}"),
        Column(half, '{{ t("AX3.how_head") }}', "{{ r.how }}"),
        Column(1.40, '{{ t("AX3.cell") }}', "{{ r.cell }}", tone="muted"),
    )
    look = TableLook(row=g.h(0.36), head=0.28, size=10.5)
    paging = ("page: even", f"bottom: {g.body_end:.5g}", "repeat header: 1", "if: trace.quality.fixes")
    slide.table(g.left, y + 0.28, columns, "r in trace.quality.fixes", "table-fixes", (*paging, 'alt: {{ t("AX3.fixes") }}'), look)
    none = block("if: not trace.quality.fixes")
    slide.text(g.left, y + 0.40, g.full, 0.24, '{{ t("AX3.no_fixes") }}', "no-fixes", none, size=11, tone="muted")


def _completeness(slide: SlideBuilder, width: float) -> None:
    g = slide.grid
    slide.heading(g.left, g.y(1.74), width, '{{ t("AX3.completeness") }}')
    columns = (
        Column(width - 2.75, '{{ t("AX3.sheet") }}', "{{ r.sheet }}", total="{{ trace.total.sheet }}"),
        Column(0.75, '{{ t("AX3.required") }}', "{{ r.required }}", "r", total="{{ trace.total.required }}"),
        Column(0.65, '{{ t("AX3.filled") }}', "{{ r.filled }}", "r", total="{{ trace.total.filled }}"),
        Column(0.55, "%", "{{ r.share }}", "r", total="{{ trace.total.share }}"),
        Column(0.80, '{{ t("AX3.findings") }}', "{{ r.findings }}", "r", total="{{ trace.total.findings }}"),
    )
    alt = ("page: auto", f"bottom: {g.body_end + 0.04:.5g}", "repeat header: 1", "total: last", 'alt: {{ t("AX3.completeness") }}')
    slide.table(g.left, g.y(1.74) + 0.26, columns, "r in trace.completeness", "table-completeness", alt, _small(g))


def _figures(slide: SlideBuilder, x: float) -> None:
    g = slide.grid
    width = g.right - x
    slide.heading(x, g.y(1.74), width, '{{ t("AX3.trace") }}')
    figures = (
        Column(0.50, '{{ t("AX3.slide") }}', "{{ page_of(r.slide) | slide_link(r.slide) }}", "r", tone="primary"),
        Column(2.75, '{{ t("AX3.figure") }}', "{{ r.figure }}", gap=0.08),
        Column(1.05, '{{ t("AX3.shown") }}', "{{ r.shown }}", "r", bold=True),
        Column(width - 4.30, '{{ t("AX3.cells") }}', "{{ r.cells }}", tone="muted", gap=0.10),
    )
    alt = ('alt: {{ t("AX3.trace") }}',)
    slide.table(x, g.y(1.74) + 0.26, figures, "r in trace.rows", "table-trace", alt, _small(g))


def _small(g: Grid) -> TableLook:
    """The look of the appendix's long tables; on a low body their rows have no padding."""
    low = g.stretch < 0.99
    return TableLook(row=min(0.192, g.h(0.192)), head=0.26, size=10, padding=0.0 if low else 0.01)
