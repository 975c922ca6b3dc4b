"""A02, the account on a page: six figures, the status of eight sections, the decisions requested."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planforge.model.codes import RiskZone, Status
from planforge.model.scorecard import SECTIONS
from planforge.review.brief import DECK_SLIDES, Brief
from planforge.review.changes import trends
from planforge.review.context import PageSlide, SectionRow
from planforge.review.context_base import Kpi, SlideText
from planforge.review.decisions import cards_of
from planforge.review.effect import effect_if_granted
from planforge.review.financials import column
from planforge.review.notes import frame
from planforge.review.status import Trend, marked, trend_word
from planforge.review.titles import says
from planforge.review.trace import cells_of, ranges_of

ID = "A02"
SHOWN = 3
SLIDES = {
    "financials": "A07",
    "factors": "A05",
    "relationships": "A09",
    "competition": "A12",
    "satisfaction": "A13",
    "pipeline": "A15",
    "risks": "A18",
    "actions": "A19",
}


def facts(brief: Brief) -> dict[str, Any]:
    """Raw values of the slide."""
    card = brief.card
    statuses = [card.status(section) for section in SECTIONS]
    position = card.position
    before = position.previous_type or (brief.previous.scorecard.position.type if brief.previous else None)
    return {
        **brief.common,
        "linked": True,
        "type": brief.code("type", position.type),
        "moved": before is not None and position.type is not None and before is not position.type,
        "known_before": before is not None,
        "exposures": exposures(brief),
        "sections": len(SECTIONS),
        "on_track": statuses.count(Status.ON_TRACK),
        "watch": statuses.count(Status.WATCH),
        "off_track": statuses.count(Status.OFF_TRACK),
        "not_assessed": statuses.count(Status.NOT_ASSESSED),
        "target": card.pipeline.growth_target.value if card.pipeline.growth_target else None,
        "coverage": card.pipeline.coverage.value if card.pipeline.coverage else None,
        "decisions": len(brief.plan.requests),
        "has_previous": brief.previous is not None,
    }


def exposures(brief: Brief) -> list[str]:
    """What next year's growth hangs on, most serious kind first, at most three short nouns."""
    card, policy, found = brief.card, brief.policy, list[str]()
    share = card.pipeline.top_share
    if share and share.value is not None and share.value >= policy["pipeline.top_share"]:
        found.append(brief.word("A02.exposure.deal"))
    level = card.relationships.approver_level
    if level is not None and level <= policy["relationships.level_off_track"]:
        found.append(brief.word("A02.exposure.approver"))
    stoppers = card.risks.counts.get(RiskZone.SHOW_STOPPER, 0)
    if stoppers:
        found.append(brief.text("A02.exposure_stopper", count=stoppers))
    this = card.financials.this
    if this and this.revenue is not None and this.plan and this.revenue / this.plan < policy["financials.watch"]:
        found.append(brief.word("A02.exposure.forecast"))
    if card.status("actions") is Status.OFF_TRACK:
        found.append(brief.word("A02.exposure.actions"))
    return found[:SHOWN]


def compose(brief: Brief) -> PageSlide:
    """The slide."""
    data = brief.facts[ID]
    cards = cards_of(brief)
    kpis = _kpis(brief)
    stickers = [brief.word("draft")] if brief.draft else []
    stickers.append(brief.text("complete", share=brief.numbers.percent(brief.card.quality.complete_share)))
    return PageSlide(
        slide=_frame(brief, data, stickers),
        alone=_frame(brief, {**data, "linked": False}, stickers),
        kpis=kpis,
        sections=_sections(brief),
        decisions=cards[:SHOWN],
        more_decisions=brief.text("A02.more", count=len(cards) - SHOWN) if len(cards) > SHOWN else "",
        effect=effect_if_granted(brief),
    )


def _frame(brief: Brief, data: dict[str, Any], stickers: Sequence[str]) -> SlideText:
    plan = brief.plan
    ranges = ranges_of(
        cells_of(plan.financials, "revenue", "plan"),
        cells_of(plan.pipeline, "value", "probability"),
        cells_of(plan.factors, "score"),
    )
    return frame(brief, ID, data, ranges=ranges, blocks=("cover",), sticker="  |  ".join(stickers))


def _sections(brief: Brief) -> tuple[SectionRow, ...]:
    moved = trends(brief)
    rows = []
    for section in SECTIONS:
        status, trend, slide = brief.card.status(section), moved[section], SLIDES[section]
        if status is Status.NOT_ASSESSED:
            trend = Trend.UNKNOWN
        rows.append(
            SectionRow(
                section=brief.t(f"status_section.{section}"),
                status=marked(status, brief.word(f"rag.{status.value}"), brief.chinese),
                trend=trend_word(trend, brief.word(f"move.{trend.value}")),
                says=says(brief, slide, brief.facts[slide]),
                slide=slide if slide in DECK_SLIDES else "",
            )
        )
    return tuple(rows)


def _kpis(brief: Brief) -> tuple[Kpi, ...]:
    card, numbers = brief.card, brief.numbers
    this, last = card.financials.this, card.financials.last
    year = column(this) if this else str(brief.common["this"] or "")
    revenue = this.revenue if this else None
    margin = this.margin if this else None
    wallet = card.financials.wallet_share
    relationships = card.relationships
    coverage = card.pipeline.coverage.value if card.pipeline.coverage else None
    factors = brief.facts["A05"]
    _trace(brief, year)
    contacts = brief.text("A02.of_contacts", covered=relationships.covered, contacts=relationships.key_contacts)
    share, share_before = (wallet.value if wallet else None), card.financials.previous_wallet_share
    revenue_facts = {"year": year, "variance": this.variance if this else None}
    margin_facts = {"year": year, "before": last.margin if last else None, "before_year": last.year if last else None}
    average, average_before = factors["average"], factors["average_before"]
    rows: list[tuple[str, bool, str, str, dict[str, Any]]] = [
        (numbers.money(revenue), revenue is not None, numbers.unit_text, "revenue", revenue_facts),
        (numbers.percent_one(margin), margin is not None, "", "margin", margin_facts),
        (numbers.percent(share), share is not None, "", "wallet", {"before": share_before}),
        (numbers.percent(coverage), coverage is not None, "", "coverage", {}),
        (numbers.rating(average), average is not None, brief.text("A02.of_five"), "factors", {"before": average_before}),
        (contacts, relationships.key_contacts > 0, "", "contacts", {}),
    ]
    return tuple(_kpi(brief, *row) for row in rows)


def _kpi(brief: Brief, figure: str, known: bool, unit: str, key: str, extra: dict[str, Any]) -> Kpi:
    label = brief.label(f"A02.kpi_{key}", **extra)
    if not known:
        return Kpi(figure=brief.word("not_available"), unit="", label=label, tone="muted")
    return Kpi(figure=figure, unit=unit, label=label)


def _trace(brief: Brief, year: str) -> None:
    trace, numbers, card = brief.trace, brief.numbers, brief.card
    this = card.financials.this
    if this:
        cells = this.cells
        trace.add(
            ID, f"{year} {brief.word('A07.revenue')}", numbers.money(this.revenue), this.revenue, "money", "", (cells.get("revenue"),)
        )
        if brief.language != "en+zh":  # the label in two languages has no room for it
            trace.add(
                ID, f"{year} {brief.word('A07.variance')}", numbers.money_signed(this.variance), this.variance, "money",
                brief.word("A07.rule.variance"), (cells.get("revenue"), cells.get("plan")),
            )  # fmt: skip
        costs = tuple(cells.get(name) for name in ("revenue", "direct_cost", "indirect_cost"))
        rule = brief.word("A07.rule.margin")
        trace.add(ID, f"{year} {brief.word('A07.margin')}", numbers.percent_one(this.margin), this.margin, "percent", rule, costs)
    wallet = card.financials.wallet_share
    brief.score(ID, brief.word("A02.wallet"), numbers.percent(wallet.value if wallet else None), wallet)
    coverage = card.pipeline.coverage
    brief.score(ID, brief.word("A15.trace.coverage"), numbers.percent(coverage.value if coverage else None), coverage)
    brief.score(ID, brief.word("A05.average"), numbers.rating(card.factors.average.value), card.factors.average)
    shown = brief.text("A02.of_contacts", covered=card.relationships.covered, contacts=card.relationships.key_contacts)
    brief.score(ID, brief.word("A10.covered"), shown, card.relationships.coverage)
