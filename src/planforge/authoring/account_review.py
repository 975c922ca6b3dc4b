"""The account review template: every slide of the deck with its tags, built on our own master or on a company's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from pptx.oxml.ns import qn

from planforge.authoring.account_review_account import backup, changes, mix, short_snapshot, snapshot
from planforge.authoring.account_review_assessed import capabilities, deal_review
from planforge.authoring.account_review_assessment import competition, factors, financials, pipeline, position
from planforge.authoring.account_review_customer import buying, contact_matrix, effort, people, purchase, stakes
from planforge.authoring.account_review_deals import deal_sheets, goals, resources
from planforge.authoring.account_review_joint import joint_actions, joint_roadmap, joint_snapshot
from planforge.authoring.account_review_people import coverage, influence
from planforge.authoring.account_review_process import duties, outline, parts, process, team
from planforge.authoring.account_review_spend import supplier_spend
from planforge.authoring.account_review_stage import stage
from planforge.authoring.account_review_standing import question_bank, sales, selection, standing
from planforge.authoring.account_review_strategy import short_winning, swot, winning
from planforge.authoring.account_review_value import roadmap, satisfaction
from planforge.authoring.account_review_work import actions, decisions, definitions, risks, trace
from planforge.authoring.base import COVER, Base
from planforge.authoring.deck_base import block, fragment
from planforge.authoring.deck_builder import Column, DeckBuilder, SlideBuilder, TableLook
from planforge.authoring.slides import content
from planforge.model.scorecard import SECTIONS
from planforge.office.rich import Rich, Span


def cover(deck: DeckBuilder) -> None:
    """A01."""
    _cover(deck, "page")


def short_cover(deck: DeckBuilder) -> None:
    """A01 of the short deck, which also tells how far its six blocks are filled in."""
    _cover(deck, "page", "cover.short_facts")


def joint_cover(deck: DeckBuilder) -> None:
    """A01 of the joint account plan."""
    _cover(deck, "joint")


def _cover(deck: DeckBuilder, section: str, facts: str = "cover.facts") -> None:
    plan = deck.base.cover
    slide = deck.slide(
        "A01",
        section,
        COVER,
        title="{{ cover.title }}",
        subtitle="{{ cover.subtitle }}",
        notes="{% slide id A01 %}\n{{ cover.slide.notes }}",
    )
    if plan.bar is not None:
        slide.box(plan.bar.x, plan.bar.y, plan.bar.w, plan.bar.h, "primary", "cover-bar")
    label = "f[0]" if plan.muted == "muted" else f"f[0] | tone('{plan.muted}')"
    fact = Rich((Span(f"{{% bullet for f in {facts} %}}"), Span(f"{{{{ {label} }}}}", tone=plan.muted), Span("\t{{ f[1] }}")))
    at = plan.facts
    _tab(slide, slide.text(at.x, at.y, at.w, at.h, fact, "cover-facts", size=13, space=2, tone=plan.ink), _FACTS_TAB)
    style: dict[str, Any] = {"size": 12, "tone": plan.bad, "bold": True, "align": "right", "anchor": "middle"}
    at = plan.sticker
    slide.text(at.x, at.y, at.w, at.h, "{{ cover.sticker }}", "cover-sticker", block("if: cover.sticker"), **style)
    at = plan.footer
    slide.text(at.x, at.y, at.w, at.h, "{{ deck.footer }}", "cover-footer", size=9, tone=plan.muted, anchor="middle")
    slide.done()


_FACTS_TAB = 2.55
"""Inches from the left at which the facts of the cover begin, behind the longest of their names in two languages."""


def _tab(slide: SlideBuilder, shape: Any, inches: float) -> None:
    """Gives the paragraphs of a text box one tab stop, at which further lines begin too."""
    for properties in shape.iter(qn("a:pPr")):
        properties.set("marL", str(slide.emu(inches)))
        properties.set("indent", str(-slide.emu(inches)))
        stops = fragment(f'<a:tabLst><a:tab pos="{slide.emu(inches)}" algn="l"/></a:tabLst>')
        later = [child for child in properties if child.tag in (qn("a:defRPr"), qn("a:extLst"))]
        if later:
            later[0].addprevious(stops)
        else:
            properties.append(stops)


def page(deck: DeckBuilder) -> None:
    """A02, the account on a page; on a narrow page the table of sections follows on a second one."""
    _page(deck, "page.slide", linked=True)


def page_alone(deck: DeckBuilder) -> None:
    """A02 where there is no other slide to which its lines could lead."""
    _page(deck, "page.alone", linked=False)


def _page(deck: DeckBuilder, frame: str, linked: bool) -> None:
    g = deck.grid
    slide = content(deck, "A02", "page", "page", frame=frame)
    across = 3 if g.narrow else 6
    pitch = (g.full + g.gutter) / across
    for number in range(6):
        y = g.y(1.84) + number // across * 0.82
        slide.kpi(g.x(1) + number % across * pitch, y, pitch - g.gutter, f"page.kpis[{number}]")
    if g.narrow:
        _decisions(slide, g.left, g.full, g.y(1.84) + 1.66, g.body_end - 0.72)
        slide.takeaway("page.effect")
        slide.done()
        slide = content(deck, "A02", "page", "page", frame=frame)
        _status(slide, g.y(1.80), g.full, g.h(0.352), linked)
    else:
        row = 0.352 if g.stretch > 0.99 else 0.30
        _status(slide, g.y(2.86), g.w(8), row, linked)
        left = g.x(9) + 0.1
        # The box ends where the table ends.
        box = g.y(2.86) + 0.57 + len(SECTIONS) * row - 0.56
        _decisions(slide, left, g.right - left, g.y(2.86), box - 0.1)
        slide.takeaway("page.effect", left, box, g.right - left, 0.56)
    slide.done()


def _status(slide: SlideBuilder, y: float, w: float, row: float, linked: bool) -> None:
    """Where the account stands: a row for each section of the deck, which leads to its slide where there is one."""
    slide.heading(slide.grid.left, y, w, '{{ t("A02.where") }}')
    status = 1.42 if slide.grid.narrow else 1.25
    link = Column(0.5166, '{{ t("A02.slide") }}', "{{ page_of(r.slide) | slide_link(r.slide) }}", "r", tone="primary")
    columns = (
        Column(1.60, '{{ t("A02.section") }}', "{{ r.section }}", bold=True),
        Column(status, '{{ t("status") }}', "{{ r.status }}"),
        Column(0.75, '{{ t("trend") }}', "{{ r.trend }}"),
        Column(w - (2.8666 if linked else 2.35) - status, '{{ t("A02.says") }}', "{{ r.says }}"),
        *((link,) if linked else ()),
    )
    look = TableLook(row=row, head=0.30, size=11.5 if slide.grid.stretch > 0.99 else 11)
    slide.table(slide.grid.left, y + 0.27, columns, "r in page.sections", "table-status", ('alt: {{ t("A02.where") }}',), look)


def _decisions(slide: SlideBuilder, x: float, w: float, y: float, end: float) -> None:
    """The decisions requested, between two heights; the last line tells that there are more."""
    slide.heading(x, y, w, '{{ t("A02.decisions") }}')
    top = y + 0.38
    slide.frame(x, top, w, end - top, "decision-list", "decision_list(page.decisions)", "if: page.decisions")
    slide.text(x, top, w, 0.6, '{{ t("A02.no_decisions") }}', "no-decision", block("if: not page.decisions"), size=12, tone="muted")
    more = block("if: page.more_decisions")
    slide.text(x, end - 0.08, w, 0.22, "{{ page.more_decisions }}", "more-decisions", more, size=10, tone="muted")


Slide = Callable[[DeckBuilder], None]
FULL: tuple[Slide, ...] = (
    cover,
    page,
    changes,
    snapshot,
    factors,
    position,
    financials,
    mix,
    influence,
    coverage,
    stage,
    competition,
    satisfaction,
    roadmap,
    pipeline,
    deal_sheets,
    goals,
    risks,
    actions,
    resources,
    decisions,
    backup,
    definitions,
    trace,
    question_bank,
    selection,
    deal_review,
    capabilities,
    standing,
    sales,
    purchase,
    supplier_spend,
    effort,
    contact_matrix,
    people,
    buying,
    stakes,
    swot,
    winning,
    outline,
    process,
    parts,
    team,
    duties,
)
"""The whole review, slides in its order."""
PAGE: tuple[Slide, ...] = (page_alone,)
"""The account on a page."""
SHORT: tuple[Slide, ...] = (short_cover, short_snapshot, short_winning, roadmap, competition, coverage, actions, resources)
"""The six blocks of the planning and review template: profile, strategies, value, competition, coverage plan, actions and support."""
CUSTOMER: tuple[Slide, ...] = (joint_cover, joint_snapshot, joint_roadmap, joint_actions)
"""What a customer may see; rendered from a plan from which everything internal was removed."""


def build(base: Base | None = None, slides: Sequence[Slide] = FULL, *, notes: bool = True) -> Any:
    """The tagged presentation with some slides of the review, on a base; without one on our own master.

    Args:
        notes: whether the speaker notes hold more than directives.
    """
    deck = DeckBuilder(base, notes=notes)
    for slide in slides:
        slide(deck)
    return deck.finish()
