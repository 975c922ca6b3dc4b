"""Slides about risk, action and decision, and the appendix: A18, A19, A21, AX2, AX3."""

from __future__ import annotations

from planforge.authoring import tokens as k
from planforge.authoring.deck_builder import Column, DeckBuilder, TableLook, block
from planforge.authoring.slides import content, empty_twin, with_empty
from planforge.authoring.tokens import column_x as X  # noqa: N812
from planforge.authoring.tokens import columns_width as W  # noqa: N812
from planforge.office.rich import Rich, Span


def risks(deck: DeckBuilder) -> None:
    """A18, matrix and register."""
    slide = with_empty(deck, "A18", "risks", "risk")
    slide.heading(X(1), k.BODY_Y, W(5), '{{ t("A18.matrix") }}', '{{ t("A18.matrix_unit") }}')
    slide.frame(X(1), 2.16, 4.97, 3.86, "group-risk-matrix", "risk_matrix(risks.zones, risks.degrees, risks.marks, risks.alt)")
    left = X(6) + 0.3
    width = k.RIGHT - left
    slide.heading(left, k.BODY_Y, width, '{{ t("A18.register") }}', '{{ t("A18.register_unit") }}')
    columns = (
        Column(0.30, "#", "{{ r.number }}", "c", bold=True),
        Column(1.98, '{{ t("A18.risk") }}', "{{ r.risk }}"),
        Column(1.60, '{{ t("A18.zone") }}', "{{ r.zone }}"),
        Column(0.60, '{{ t("trend") }}', "{{ r.trend }}"),
        Column(width - 5.28, '{{ t("A18.mitigation") }}', "{{ r.mitigation }}"),
        Column(0.80, '{{ t("A18.due") }}', "{{ r.due }}"),
    )
    look = TableLook(row=0.50, head=0.34, size=10.5)
    alt = ("page: auto", "rows: 7", "bottom: 6.06", "repeat header: 1", 'alt: {{ t("A18.register") }}')
    slide.table(left, 2.08, columns, "r in risks.rows", "table-risks", alt, look)
    slide.takeaway("risks.takeaway", y=6.14, h=0.44)
    slide.done()
    empty_twin(deck, "A18", "risks", "risk")


def actions(deck: DeckBuilder) -> None:
    """A19, table with a timeline that follows its rows."""
    slide = with_empty(deck, "A19", "actions", "risk")
    columns = (
        Column(0.35, "#", "{{ r.number }}", "c", tone="muted"),
        Column(3.00, '{{ t("A19.action") }}', "{{ r.action }}"),
        Column(1.15, '{{ t("A19.owner") }}', "{{ r.owner }}"),
        Column(0.85, '{{ t("A19.due") }}', "{{ r.due }}"),
        Column(1.25, '{{ t("A19.status") }}', "{{ r.status }}"),
    )
    look = TableLook(row=0.335, head=0.40, size=11)
    alt = ("page: auto", "rows: 12", "bottom: 6.40", "repeat header: 1", 'alt: {{ t("A19.table") }}')
    slide.table(X(1), 1.84, columns, "r in actions.rows", "table-actions", alt, look)
    timeline = 'action_timeline(actions.timeline, "pf:table-actions", actions.alt)'
    slide.frame(7.25, 1.84, k.RIGHT - 7.25, 4.60, "timeline", timeline, "if: actions.timeline")
    slide.done()
    empty_twin(deck, "A19", "actions", "risk")


def decisions(deck: DeckBuilder) -> None:
    """A21, decision cards and review questions."""
    slide = content(deck, "A21", "decisions", "decisions", "d in decisions.pages")
    slide.heading(X(1), k.BODY_Y, W(7), '{{ t("A21.decisions") }}')
    words = "decisions.approve, decisions.change, decisions.reject"
    slide.frame(X(1), 2.16, W(7), 4.40, "decision-cards", f"decision_cards(d.decisions, {words})", "if: d.decisions")
    slide.text(X(1), 2.20, W(7), 0.5, "{{ decisions.none }}", "no-decision", block("if: not d.decisions"), size=13, tone="muted")
    left, width = X(8) + 0.1, W(5) - 0.1
    slide.heading(left, k.BODY_Y, width, '{{ t("A21.questions") }}')
    columns = (
        Column(0.42, '{{ t("A19.number") }}', "{{ q.id }}", bold=True, tone="muted"),
        Column(width - 2.32, '{{ t("A21.question") }}', "{{ q.question }}"),
        Column(1.35, '{{ t("A21.answer") }}', "{{ q.answer }}"),
        Column(0.55, '{{ t("A21.slide") }}', "{{ page_of(q.slide) | slide_link(q.slide) }}", "r", tone="primary"),
    )
    look = TableLook(row=0.52, head=0.34, size=10.5)
    slide.table(left, 2.08, columns, "q in decisions.questions", "table-questions", ('alt: {{ t("A21.questions") }}',), look)
    slide.done()


def definitions(deck: DeckBuilder) -> None:
    """AX2, the rules in force."""
    slide = content(deck, "AX2", "definitions", "appendix")
    slide.heading(X(1), k.BODY_Y, W(8), '{{ t("AX2.rules") }}')
    columns = (
        Column(1.35, '{{ t("AX2.section") }}', "{{ r.section }}", bold=True),
        Column((W(8) - 1.35) / 3, '{{ t("rag.G") }}', "{{ r.on_track }}"),
        Column((W(8) - 1.35) / 3, '{{ t("rag.A") }}', "{{ r.watch }}"),
        Column((W(8) - 1.35) / 3, '{{ t("rag.R") }}', "{{ r.off_track }}"),
    )
    look = TableLook(row=0.40, head=0.30, size=10.5)
    slide.table(X(1), 2.08, columns, "r in definitions.rules", "table-rules", ('alt: {{ t("AX2.rules") }}',), look)
    left, width = X(9) + 0.1, W(4) - 0.1
    slide.heading(left, k.BODY_Y, width, '{{ t("AX2.measures") }}')
    measure = Rich((Span("{% bullet for m in definitions.measures %}"), Span("{{ m.lead }} ", bold=True), Span("{{ m.text }}")))
    slide.text(left, 2.14, width, 3.3, measure, "measures", block("cut: 19"), size=10.5, space=2)
    slide.heading(left, 5.46, width, '{{ t("AX2.keys") }}')
    slide.text(left, 5.75, width, 0.90, "{% bullet for key in definitions.keys %}{{ key }}", "keys", block("cut: 5"), size=9.5)
    slide.done()


def trace(deck: DeckBuilder) -> None:
    """AX3, completeness and where figures come from."""
    slide = content(deck, "AX3", "trace", "appendix")
    slide.heading(X(1), 1.74, W(5), '{{ t("AX3.completeness") }}')
    left_width = W(5)
    columns = (
        Column(left_width - 2.75, '{{ t("AX3.sheet") }}', "{{ r.sheet }}", total="{{ trace.total.sheet }}"),
        Column(0.75, '{{ t("AX3.required") }}', "{{ r.required }}", "r", total="{{ trace.total.required }}"),
        Column(0.65, '{{ t("AX3.filled") }}', "{{ r.filled }}", "r", total="{{ trace.total.filled }}"),
        Column(0.55, "%", "{{ r.share }}", "r", total="{{ trace.total.share }}"),
        Column(0.80, '{{ t("AX3.findings") }}', "{{ r.findings }}", "r", total="{{ trace.total.findings }}"),
    )
    look = TableLook(row=0.192, head=0.26, size=10, padding=0.01)
    alt = ("page: auto", "bottom: 6.66", "repeat header: 1", "total: last", 'alt: {{ t("AX3.completeness") }}')
    slide.table(X(1), 2.00, columns, "r in trace.completeness", "table-completeness", alt, look)
    left, width = X(6) + 0.1, W(7) - 0.1
    slide.heading(left, 1.74, width, '{{ t("AX3.trace") }}')
    figures = (
        Column(0.50, '{{ t("AX3.slide") }}', "{{ page_of(r.slide) | slide_link(r.slide) }}", "r", tone="primary"),
        Column(2.75, '{{ t("AX3.figure") }}', "{{ r.figure }}"),
        Column(1.05, '{{ t("AX3.shown") }}', "{{ r.shown }}", "r", bold=True),
        Column(width - 4.30, '{{ t("AX3.cells") }}', "{{ r.cells }}", tone="muted"),
    )
    more = ('alt: {{ t("AX3.trace") }}',)
    slide.table(left, 2.00, figures, "r in trace.rows", "table-trace", more, look)
    slide.done()
