"""The account review template: every slide of the deck with its tags, built from tokens."""

from __future__ import annotations

from typing import Any

from planforge.authoring import tokens as k
from planforge.authoring.account_review_assessment import competition, factors, financials, pipeline, position
from planforge.authoring.account_review_people import coverage, influence
from planforge.authoring.account_review_work import actions, decisions, definitions, risks, trace
from planforge.authoring.deck_builder import Column, DeckBuilder, TableLook, block
from planforge.authoring.slides import content
from planforge.authoring.tokens import column_x as X  # noqa: N812
from planforge.authoring.tokens import columns_width as W  # noqa: N812
from planforge.office.rich import Rich, Span

KPI_PITCH = (k.FULL + k.GUTTER) / 6


def build() -> Any:
    """The tagged presentation, slides in the order of the review."""
    deck = DeckBuilder()
    for slide in (
        cover,
        page,
        factors,
        position,
        financials,
        influence,
        coverage,
        competition,
        pipeline,
        risks,
        actions,
        decisions,
        definitions,
        trace,
    ):
        slide(deck)
    return deck.finish()


def cover(deck: DeckBuilder) -> None:
    """A01."""
    slide = deck.slide(
        "A01",
        "page",
        "PF Cover",
        title="{{ cover.title }}",
        subtitle="{{ cover.subtitle }}",
        notes="{% slide id A01 %}\n{{ cover.slide.notes }}",
    )
    slide.box(X(1), 3.92, 1.2, 0.06, "primary", "cover-bar")
    fact = Rich((Span("{% bullet for f in cover.facts %}"), Span("{{ f[0] }}", tone="muted"), Span("   {{ f[1] }}")))
    slide.text(X(1), 5.0, W(11), 1.7, fact, "cover-facts", size=13, space=3)
    style: dict[str, Any] = {"size": 12, "tone": "bad", "bold": True, "align": "right", "anchor": "middle"}
    slide.text(X(9), 0.5, W(4), 0.34, "{{ cover.sticker }}", "cover-sticker", block("if: cover.sticker"), **style)
    slide.text(X(1), 6.98, W(12), 0.26, "{{ deck.footer }}", "cover-footer", size=9, tone="muted", anchor="middle")
    slide.done()


def page(deck: DeckBuilder) -> None:
    """A02, the account on a page."""
    slide = content(deck, "A02", "page", "page")
    for number in range(6):
        slide.kpi(X(1) + number * KPI_PITCH, 1.84, KPI_PITCH - k.GUTTER, f"page.kpis[{number}]")
    slide.heading(X(1), 2.86, W(8), '{{ t("A02.where") }}')
    columns = (
        Column(1.40, '{{ t("A02.section") }}', "{{ r.section }}", bold=True),
        Column(1.25, '{{ t("status") }}', "{{ r.status }}"),
        Column(0.75, '{{ t("trend") }}', "{{ r.trend }}"),
        Column(4.25, '{{ t("A02.says") }}', "{{ r.says }}"),
        Column(W(8) - 7.65, '{{ t("A02.slide") }}', "{{ page_of(r.slide) | slide_link(r.slide) }}", "r", tone="primary"),
    )
    look = TableLook(row=0.352, head=0.30, size=11.5)
    alt = ('alt: {{ t("A02.where") }}',)
    slide.table(X(1), 3.13, columns, "r in page.sections", "table-status", alt, look)
    left, width = X(9) + 0.1, W(4) - 0.1
    slide.heading(left, 2.86, width, '{{ t("A02.decisions") }}')
    slide.frame(left, 3.24, width, 2.52, "decision-list", "decision_list(page.decisions)", "if: page.decisions")
    slide.text(left, 3.24, width, 0.6, '{{ t("A02.no_decisions") }}', "no-decision", block("if: not page.decisions"), size=12, tone="muted")
    slide.text(
        left, 5.74, width, 0.22, "{{ page.more_decisions }}", "more-decisions", block("if: page.more_decisions"), size=10, tone="muted"
    )
    slide.takeaway("page.effect", left, 6.0, width, 0.56)
    slide.done()
