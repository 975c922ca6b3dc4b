"""Slides about risk, action and decision, and the appendix: A18, A19, A21, AX2, AX3."""

from __future__ import annotations

from planforge.authoring import tokens as k
from planforge.authoring.deck_base import block
from planforge.authoring.deck_builder import Column, DeckBuilder, SlideBuilder, TableLook
from planforge.authoring.grid import Grid
from planforge.authoring.slides import content, empty_twin, with_empty
from planforge.office.rich import Rich, Span


def risks(deck: DeckBuilder) -> None:
    """A18, matrix and register; on a narrow page one after the other."""
    g = deck.grid
    slide = with_empty(deck, "A18", "risks", "risk")
    wide = 7.2 if g.narrow else min(4.97, max(4.6, g.w(5) - 0.07))
    slide.heading(g.left, g.y(k.BODY_Y), g.full if g.narrow else max(wide, g.w(5)), '{{ t("A18.matrix") }}', '{{ t("A18.matrix_unit") }}')
    x = g.left + ((g.full - wide) / 2 if g.narrow else 0.0)
    drawing = "risk_matrix(risks.zones, risks.degrees, risks.marks, risks.alt)"
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


def _register(slide: SlideBuilder, x: float, end: float) -> None:
    g = slide.grid
    width = g.right - x
    slide.heading(x, g.y(k.BODY_Y), width, '{{ t("A18.register") }}', '{{ t("A18.register_unit") }}')
    due = 0.98 if g.narrow else 0.80
    columns = (
        Column(0.30, "#", "{{ r.number }}", "c", bold=True),
        Column(1.98, '{{ t("A18.risk") }}', "{{ r.risk }}"),
        Column(1.60, '{{ t("A18.zone") }}', "{{ r.zone }}"),
        Column(0.60, '{{ t("trend") }}', "{{ r.trend }}"),
        Column(width - 4.48 - due, '{{ t("A18.mitigation") }}', "{{ r.mitigation }}"),
        Column(due, '{{ t("A18.due") }}', "{{ r.due }}"),
    )
    look = TableLook(row=g.h(0.50), head=0.34, size=10.5)
    alt = ("page: auto", "rows: 7", f"bottom: {end:.5g}", "repeat header: 1", 'alt: {{ t("A18.register") }}')
    slide.table(x, g.y(k.BODY_Y) + 0.28, columns, "r in risks.rows", "table-risks", alt, look)


def actions(deck: DeckBuilder) -> None:
    """A19, table with a timeline that follows its rows."""
    g = deck.grid
    slide = with_empty(deck, "A19", "actions", "risk")
    number, due = 0.42, 0.98 if g.narrow else 0.85
    action = min(3.00, g.full - 0.15 - number - due - 2.40 - 3.02)
    columns = (
        Column(number, "#", "{{ r.number }}", "c", tone="muted"),
        Column(action, '{{ t("A19.action") }}', "{{ r.action }}"),
        Column(1.15, '{{ t("A19.owner") }}', "{{ r.owner }}"),
        Column(due, '{{ t("A19.due") }}', "{{ r.due }}"),
        Column(1.25, '{{ t("A19.status") }}', "{{ r.status }}"),
    )
    look = TableLook(row=g.h(0.335), head=0.40, size=11)
    alt = ("page: auto", "rows: 12", f"bottom: {g.y(6.40):.5g}", "repeat header: 1", 'alt: {{ t("A19.table") }}')
    slide.table(g.left, g.y(1.84), columns, "r in actions.rows", "table-actions", alt, look)
    timeline = 'action_timeline(actions.timeline, "pf:table-actions", actions.alt)'
    left = g.left + sum(column.width for column in columns) + 0.15
    slide.frame(left, g.y(1.84), g.right - left, g.h(4.60), "timeline", timeline, "if: actions.timeline")
    counts = block("if: actions.summary", "cut: 1")
    slide.text(g.left, g.y(6.44), g.full, 0.18, "{{ actions.summary }}", "action-counts", counts, size=10, tone="muted", anchor="middle")
    slide.done()
    empty_twin(deck, "A19", "actions", "risk")


def decisions(deck: DeckBuilder) -> None:
    """A21, decision cards and review questions; on a narrow page the questions follow."""
    g = deck.grid
    slide = content(deck, "A21", "decisions", "decisions", "d in decisions.pages")
    width = g.full if g.narrow else g.w(7)
    slide.heading(g.left, g.y(k.BODY_Y), width, '{{ t("A21.decisions") }}')
    words = "decisions.approve, decisions.change, decisions.reject"
    cards = f"decision_cards(d.decisions, {words})"
    slide.frame(g.left, g.y(2.16), width, g.h(4.40), "decision-cards", cards, "if: d.decisions")
    slide.text(g.left, g.y(2.20), width, 0.5, "{{ decisions.none }}", "no-decision", block("if: not d.decisions"), size=13, tone="muted")
    if g.narrow:
        slide.done()
        slide = content(deck, "A21", "decisions", "decisions")
    _questions(slide, g.left if g.narrow else g.x(8) + 0.1)
    slide.done()


def _questions(slide: SlideBuilder, x: float) -> None:
    g = slide.grid
    width = g.right - x
    slide.heading(x, g.y(k.BODY_Y), width, '{{ t("A21.questions") }}')
    columns = (
        Column(0.42, '{{ t("A19.number") }}', "{{ q.id }}", bold=True, tone="muted"),
        Column(width - 2.32, '{{ t("A21.question") }}', "{{ q.question }}"),
        Column(1.35, '{{ t("A21.answer") }}', "{{ q.answer }}"),
        Column(0.55, '{{ t("A21.slide") }}', "{{ page_of(q.slide) | slide_link(q.slide) }}", "r", tone="primary"),
    )
    look = TableLook(row=g.h(0.48), head=0.34, size=10.5)
    alt = ('alt: {{ t("A21.questions") }}',)
    slide.table(x, g.y(k.BODY_Y) + 0.28, columns, "q in decisions.questions", "table-questions", alt, look)
    line = Rich((Span("{% bullet for f in decisions.follow_up %}"), Span("{{ f.lead }} ", bold=True), Span("{{ f.text }}")))
    top = g.y(6.13)
    high = g.body_end + 0.03 - top
    follow_up = block("if: decisions.follow_up", f"cut: {int(high * 72 / 12)}")
    slide.text(x, top, width, high, line, "follow-up", follow_up, size=10, tone="muted")


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
    look = TableLook(row=g.h(0.40), head=0.30, size=10.5)
    alt = ('alt: {{ t("AX2.rules") }}',)
    slide.table(g.left, g.y(k.BODY_Y) + 0.28, columns, "r in definitions.rules", "table-rules", alt, look)
    if g.narrow:
        slide.done()
        slide = content(deck, "AX2", "definitions", "appendix")
    left = g.left if g.narrow else g.x(9) + 0.1
    width = g.right - left
    slide.heading(left, g.y(k.BODY_Y), width, '{{ t("AX2.measures") }}')
    measure = Rich((Span("{% bullet for m in definitions.measures %}"), Span("{{ m.lead }} ", bold=True), Span("{{ m.text }}")))
    keys = g.body_end - 1.16
    size = 10.5 if g.stretch > 0.99 or g.narrow else 9.5
    slide.text(left, g.y(2.14), width, keys - 0.02 - g.y(2.14), measure, "measures", block("cut: 19"), size=size, space=2)
    slide.heading(left, keys, width, '{{ t("AX2.keys") }}')
    top = keys + 0.29
    slide.text(
        left, top, width, g.body_end + 0.03 - top, "{% bullet for key in definitions.keys %}{{ key }}", "keys", block("cut: 5"), size=9.5
    )
    slide.done()
    _methods(content(deck, "AX2", "definitions", "appendix", condition="definitions.methods"))


def _methods(slide: SlideBuilder) -> None:
    """How the frameworks of the appendix are computed, with the values in force."""
    g = slide.grid
    slide.heading(g.left, g.y(k.BODY_Y), g.full, '{{ t("AX2.methods") }}')
    columns = (
        Column(2.60, '{{ t("AX2.method_name") }}', "{{ r.measure }}", bold=True),
        Column(g.full - 3.20, '{{ t("AX2.method_rule") }}', "{{ r.rule }}"),
        Column(0.60, '{{ t("slide") }}', "{{ page_of(r.slide) | slide_link(r.slide) }}", "r", tone="primary"),
    )
    look = TableLook(row=g.h(0.34), head=0.30, size=10.5)
    alt = ("page: auto", f"bottom: {g.body_end:.5g}", "repeat header: 1", 'alt: {{ t("AX2.methods") }}')
    slide.table(g.left, g.y(k.BODY_Y) + 0.28, columns, "r in definitions.methods", "table-methods", alt, look)
    slide.done()


def trace(deck: DeckBuilder) -> None:
    """AX3, completeness and where figures come from; on a narrow page one after the other."""
    g = deck.grid
    slide = content(deck, "AX3", "trace", "appendix")
    _completeness(slide, g.full if g.narrow else g.w(5))
    if g.narrow:
        slide.done()
        slide = content(deck, "AX3", "trace", "appendix")
    _figures(slide, g.left if g.narrow else g.x(6) + 0.1)
    slide.done()


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
        Column(2.75, '{{ t("AX3.figure") }}', "{{ r.figure }}"),
        Column(1.05, '{{ t("AX3.shown") }}', "{{ r.shown }}", "r", bold=True),
        Column(width - 4.30, '{{ t("AX3.cells") }}', "{{ r.cells }}", tone="muted"),
    )
    alt = ('alt: {{ t("AX3.trace") }}',)
    slide.table(x, g.y(1.74) + 0.26, figures, "r in trace.rows", "table-trace", alt, _small(g))


def _small(g: Grid) -> TableLook:
    """The look of the appendix's long tables; on a low body their rows have no padding."""
    low = g.stretch < 0.99
    return TableLook(row=min(0.192, g.h(0.192)), head=0.26, size=10, padding=0.0 if low else 0.01)
