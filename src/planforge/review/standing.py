"""AX8, how we stand: satisfaction with us and with rivals, trust in company and people, what each party gains."""

from __future__ import annotations

from typing import Any

from planforge.model.codes import Party, TrustPart
from planforge.model.standing import Benefit, SatisfactionScore, TrustRating
from planforge.office.rich import ChartData, Rich, Series, Span, Text
from planforge.office.text import one_line
from planforge.review.brief import Brief
from planforge.review.context_standing import RatingRow, StandingSlide
from planforge.review.fixed_names import fixed_name
from planforge.review.notes import frame
from planforge.review.numbers import NOT_APPLICABLE, signed
from planforge.review.takeaway import takeaway
from planforge.review.trace import cells_of, ranges_of

ID = "AX8"
BARS, LABELLED, NAME = 5, 4, 112.0
"""Suppliers in the chart, up to how many the older bars have room for labels, and points for a name."""
QUOTE = 360.0
"""Points for a note that the takeaway quotes."""
BENEFIT_NOTE, TRUST_NOTE = 157.0, 236.0
"""Points for notes on benefits in 10 pt and on trust in 10.5 pt, which stand in one line; the notes have them in full."""
BEST = 5
"""The best mark, and up to where the lowest of the benefits is worth a mark."""
_FILLS = {5: "lv3", 4: "lv2", 3: "lv1", 2: "", 1: ""}


def facts(brief: Brief) -> dict[str, Any]:
    """Raw values of the slide."""
    plan, scores = brief.plan, brief.card.standing
    found, trust, gains = scores.satisfaction, scores.trust, scores.benefits
    ours = found.us.score if found.us else None
    rated = any(row.score is not None for row in plan.satisfaction)
    return {
        **brief.common,
        "shown": rated or bool(trust.rated or gains.rated),
        "suppliers": sum(1 for row in plan.satisfaction if row.score is not None),
        "ours": ours,
        "best": (found.best.supplier or "") if found.best else "",
        "best_score": found.best.score if found.best else None,
        "gap": _rounded(found.gap),
        "previous_gap": _rounded(found.previous_gap),
        "previous_best": found.previous_best.supplier or "" if found.previous_best and found.previous_best is not found.best else "",
        "change": _rounded(found.change),
        "surveyed": max((row.surveyed for row in plan.satisfaction if row.surveyed), default=None),
        "organisation": trust.organisation,
        "person": trust.person,
        "trust": trust.total,
        "trust_rated": trust.rated,
        "components": len(plan.trust),
        "weakest": _component_name(brief, trust.weakest[0]) if trust.weakest else "",
        "weakest_rating": trust.weakest[0].rating if trust.weakest else None,
        "weakest_more": max(0, len(trust.weakest) - 1),
        "weakest_note": (trust.weakest[0].note or "") if trust.weakest else "",
        "weakest_quote": one_line((trust.weakest[0].note or "") if trust.weakest else "", QUOTE, 13),
        "customer": gains.customer,
        "supplier": gains.supplier,
        "gains_rated": gains.rated,
        "lowest": _benefit_name(brief, gains.lowest[0]) if gains.lowest else "",
        "lowest_rating": gains.lowest[0].rating if gains.lowest else None,
        "contacts": gains.contacts,
        "unknown_interest": gains.unknown_interest,
    }


def _rounded(value: float | None) -> float | None:
    """A difference of scores as shown, so that +0.04 is neither ahead nor behind."""
    return None if value is None else round(value, 1) + 0.0


def compose(brief: Brief) -> StandingSlide | None:
    """The slide; None while satisfaction, trust and benefits have no rating."""
    data, plan = brief.facts[ID], brief.plan
    if not data["shown"]:
        return None
    _trace(brief, data)
    scores = _suppliers(brief)
    return StandingSlide(
        slide=frame(
            brief,
            ID,
            data,
            ranges=ranges_of(
                cells_of(plan.satisfaction), cells_of(plan.trust, "rating", "note"), cells_of(plan.benefits, "rating", "note")
            ),
            blocks=("satisfaction", "trust", "benefits"),
            warnings=_warnings(brief),
        ),
        chart=_chart(brief, scores),
        surveyed=brief.text("AX8.surveyed", **data) if data["surveyed"] else "",
        gap=_gap(brief, data),
        trust_chart=_trust_chart(brief, data),
        trust_alt=brief.text("AX8.trust_alt", **data),
        trust=tuple(_component(brief, row) for row in plan.trust),
        trust_sum=_trust_sum(brief, data),
        benefits=tuple(_gain(brief, row) for row in plan.benefits),
        contacts=brief.text("AX8.contacts", **data) if data["contacts"] else "",
        takeaway=takeaway(brief, ID, data),
        alt=brief.text("AX8.alt", parts="; ".join(f"{row.supplier} {brief.numbers.rating(row.score)}" for row in scores)),
    )


def _suppliers(brief: Brief) -> list[SatisfactionScore]:
    """We first, then the rivals, best first; five at most."""
    found = brief.card.standing.satisfaction
    rows = [*((found.us,) if found.us else ()), *found.rivals]
    return [row for row in rows if row.score is not None][:BARS]


def _chart(brief: Brief, rows: list[SatisfactionScore]) -> ChartData | None:
    """Bars with the first supplier on top; the template turns the axis around."""
    if not rows:
        return None
    rating = brief.numbers.rating
    styles = tuple("us" if row.us else "rival" for row in rows)
    now = Series(
        brief.word("AX8.now"), tuple(row.score for row in rows), like="Now", styles=styles, labels=tuple(rating(row.score) for row in rows)
    )
    series: tuple[Series, ...] = (now,)
    if any(row.previous is not None for row in rows):
        room = len(rows) <= LABELLED
        labels = tuple(rating(row.previous) if row.previous is not None and room else "" for row in rows)
        series = (now, Series(brief.word("AX8.previous"), tuple(row.previous for row in rows), like="Previous", labels=labels))
    return ChartData(tuple(one_line(row.supplier or NOT_APPLICABLE, NAME, 10) for row in rows), series, 0.0, 5.5)


def _gap(brief: Brief, data: dict[str, Any]) -> str:
    if data["gap"] is None:
        return brief.word("AX8.no_gap")
    return brief.text("AX8.gap", **data)


def _trust_chart(brief: Brief, data: dict[str, Any]) -> ChartData | None:
    """A bar for each part of trust, with the rest up to five; None while neither part is rated."""
    values = tuple(data[part.value] for part in TrustPart)
    if all(value is None for value in values):
        return None
    labels = tuple(brief.numbers.rating(value) if value is not None else "" for value in values)
    rest = tuple(None if value is None else BEST - value for value in values)
    found = Series(brief.word("AX8.trust_bar"), values, like="Trust", labels=labels)
    missing = Series(brief.word("AX8.rest_bar"), rest, like="To 5", labels=("", ""))
    return ChartData(tuple(brief.word(f"AX8.bar.{part.value}") for part in TrustPart), (found, missing), 0.0, float(BEST))


def _component_name(brief: Brief, row: TrustRating) -> str:
    return fixed_name(brief, "AX8.component_name", row.number, row.component)


def _benefit_name(brief: Brief, row: Benefit) -> str:
    return fixed_name(brief, "AX8.benefit_name", row.number, row.benefit)


def _component(brief: Brief, row: TrustRating) -> RatingRow:
    weak = row in brief.card.standing.trust.weakest
    note = one_line(row.note or "", TRUST_NOTE, 10.5)
    return _rated(_component_name(brief, row), brief.code("AX8.part", row.part), row.rating, note, weak)


def _gain(brief: Brief, row: Benefit) -> RatingRow:
    weak = row in brief.card.standing.benefits.lowest and row.rating is not None and row.rating <= brief.policy["standing.low"]
    note = one_line(row.note or "", BENEFIT_NOTE, 10)
    return _rated(_benefit_name(brief, row), brief.code("AX8.party", row.party), row.rating, note, weak)


def _rated(name: str, part: str, rating: int | None, note: str, weak: bool) -> RatingRow:
    """A row; the weakest rating, which the title or the takeaway names, is marked."""
    shown: Text = str(rating)
    if rating is None:
        shown = Rich((Span("?", tone="muted"),))
    elif weak:
        shown = Rich((Span(str(rating), tone="bad", bold=True),))
    return RatingRow(label=name, part=part or NOT_APPLICABLE, rating=shown, fill=_FILLS.get(rating or 0, ""), note=note or NOT_APPLICABLE)


def _trust_sum(brief: Brief, data: dict[str, Any]) -> RatingRow:
    rating = brief.numbers.rating(data["trust"])
    note = brief.text("AX8.trust_sum", **data)
    return RatingRow(label=brief.t("AX8.trust"), part=brief.word("AX8.both"), rating=rating, fill="", note=note)


def _warnings(brief: Brief) -> list[str]:
    """Notes that were shortened."""
    rows = [(_component_name(brief, row), row.note, TRUST_NOTE, 10.5) for row in brief.plan.trust]
    rows += [(_benefit_name(brief, row), row.note, BENEFIT_NOTE, 10) for row in brief.plan.benefits]
    return [brief.text("AX8.cut", name=name, note=note) for name, note, room, size in rows if note and one_line(note, room, size) != note]


def _trace(brief: Brief, data: dict[str, Any]) -> None:
    trace, rating, plan = brief.trace, brief.numbers.rating, brief.plan
    for row in plan.satisfaction:
        trace.add(ID, row.supplier or NOT_APPLICABLE, rating(row.score), row.score, "rating", "", (row.at("score"),))
    found = brief.card.standing.satisfaction
    both = [row for row in (found.us, found.best) if row]
    trace.add(
        ID, brief.word("AX8.gap_label"), signed(data["gap"]), data["gap"], "rating", brief.word("AX8.gap_rule"), cells_of(both, "score")
    )
    for part in TrustPart:
        cells = cells_of([row for row in plan.trust if row.part is part], "rating")
        value = data[part.value]
        trace.add(ID, brief.word(f"AX8.part.{part.value}"), rating(value), value, "rating", brief.word("AX8.part_rule"), cells)
    trace.add(
        ID,
        brief.word("AX8.trust"),
        rating(data["trust"]),
        data["trust"],
        "rating",
        brief.word("AX8.trust_rule"),
        cells_of(plan.trust, "rating"),
    )
    cells = cells_of([row for row in plan.benefits if row.party is Party.CUSTOMER], "rating")
    trace.add(ID, brief.word("AX8.customer"), rating(data["customer"]), data["customer"], "rating", brief.word("AX8.part_rule"), cells)
