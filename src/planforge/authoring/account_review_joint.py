"""The slides of the customer's edition: goals and offers, what comes when, who does what. They name nothing but `joint` and `deck`."""

from __future__ import annotations

from planforge.authoring import tokens as k
from planforge.authoring.deck_base import block
from planforge.authoring.deck_builder import Column, DeckBuilder, SlideBuilder, TableLook
from planforge.authoring.slides import content
from planforge.office.rich import Rich, Span

_CARDS = 3
"""Blocks of the customer's profile at most."""
_FIXED = 0.42 + 1.30 + 1.56 + 0.98
"""Inches of the columns beside the step."""


def joint_snapshot(deck: DeckBuilder) -> None:
    """A04: the blocks that are filled in share the width; the goals with our offers stand below, or alone."""
    g = deck.grid
    slide = content(deck, "A04", "joint.snapshot", "joint", condition="joint.snapshot")
    goals = "joint.snapshot.goals and joint.snapshot.cards | length"
    for count in range(1, _CARDS + 1):
        pitch, high = (g.full + g.gutter) / count, g.h(2.75 if count > 1 else 1.60)
        for number in range(count):
            _card(slide, g.left + number * pitch, pitch - g.gutter, high, number, count)
        _goals(slide, g.y(k.BODY_Y) + high + 0.20, f"{goals} == {count}")
    _goals(slide, g.y(k.BODY_Y) + 0.05, f"{goals} == 0")
    slide.done()


def _card(slide: SlideBuilder, x: float, w: float, high: float, number: int, count: int) -> None:
    """A block of as many as there are; the one of three has other places than the one of two."""
    g = slide.grid
    shown, card = f"joint.snapshot.cards | length == {count}", f"joint.snapshot.cards[{number}]"
    top, size = g.y(k.BODY_Y), 12 if g.narrow else 14
    slide.heading(x, top, w, f"{{{{ {card}.head }}}}", condition=shown)
    words = f"{{% bullet for line in {card}.lines %}}{{{{ line }}}}"
    lines = int((high - 0.36) * 72 / (size * 1.2 + 2))
    slide.text(x, top + 0.36, w, high - 0.36, words, f"card-{number + 1}", block(f"if: {shown}", f"cut: {lines}"), size=size, space=5)


def _goals(slide: SlideBuilder, y: float, condition: str) -> None:
    g = slide.grid
    size, label = 11 if g.narrow else 13, 1.45
    # A hair less than there is, so that rounding does not push the table off its place.
    wide = g.full - label - 0.002
    columns = (
        Column(label, Rich((Span('{{ t("JP.goal") }}'),)), "{{ r.label }}", bold=True, tone="title"),
        Column(wide, "{% col for g in joint.snapshot.goals %}{{ g }}", "{{ r.cells[col_index] }}"),
    )
    alt = (f"if: {condition}", "rows: 1", f"columns width: {wide:.3f}", "cut: 3", 'alt: {{ t("JP.goals_and_offers") }}')
    look = TableLook(row=g.h(0.80), head=0.50, size=size, head_size=size)
    slide.table(g.left, y, columns, "r in joint.snapshot.offers", "table-goals", alt, look)


def joint_roadmap(deck: DeckBuilder) -> None:
    """A14, a lane for each priority."""
    g = deck.grid
    slide = content(deck, "A14", "joint.roadmap", "joint", "p in joint.roadmap")
    drawing = "roadmap_lanes(p.lanes, p.quarters, p.heads, p.states, p.alt)"
    slide.frame(g.left, g.y(k.BODY_Y), g.full, g.body_end - g.y(k.BODY_Y), "group-roadmap", drawing)
    slide.done()


def joint_actions(deck: DeckBuilder) -> None:
    """A19, the steps with a time axis that follows its rows."""
    g = deck.grid
    slide = content(deck, "A19", "joint.actions", "joint", condition="joint.actions")
    step = min(3.40, g.full - 0.15 - _FIXED - 3.02)
    columns = (
        Column(0.42, "#", "{{ r.number }}", "c", tone="muted"),
        Column(step, '{{ t("JP.step") }}', "{{ r.step }}"),
        Column(1.30, '{{ t("JP.owner") }}', "{{ r.owner }}"),
        Column(1.56, '{{ t("JP.due") }}', "{{ r.due }}"),
        Column(0.98, '{{ t("JP.status") }}', "{{ r.status }}"),
    )
    end = g.body_end - 0.22
    look = TableLook(row=g.h(0.42), head=0.40, size=11 if g.narrow else 12)
    paging = ("page: even", "rows: 10", f"grow: {g.h(0.60):.5g}", f"bottom: {end:.5g}", "repeat header: 1")
    slide.table(g.left, g.y(1.84), columns, "r in joint.actions.rows", "table-actions", (*paging, 'alt: {{ t("JP.actions") }}'), look)
    left = g.left + sum(column.width for column in columns) + 0.15
    timeline = 'action_timeline(joint.actions.timeline, "pf:table-actions", joint.actions.alt)'
    slide.frame(left, g.y(1.84), g.right - left, g.body_end - g.y(1.84), "timeline", timeline, "if: joint.actions.timeline")
    slide.done()
