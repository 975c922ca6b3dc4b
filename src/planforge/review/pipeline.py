"""A15, the opportunity pipeline: a bridge from deals to the growth target and the table of open deals."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from planforge.model.codes import Status
from planforge.model.opportunity import Opportunity
from planforge.model.scorecard import Deal, Score, StageSum
from planforge.office.rich import ChartData, Rich, Series, Span, Text
from planforge.office.text import width_of
from planforge.review.brief import Brief
from planforge.review.context_base import ChevronStep
from planforge.review.context_process import ColumnRow
from planforge.review.context_work import DealRow, PipelineSlide
from planforge.review.notes import frame
from planforge.review.numbers import NOT_APPLICABLE, quarter
from planforge.review.status import marked
from planforge.review.takeaway import takeaway
from planforge.review.titles import abbreviated, cut, in_two_lines
from planforge.review.trace import cells_of, ranges_of
from planforge.values import CellRef

ID = "A15"
LARGEST = 4
STEP, STEP_CHINESE, STEP_WIDTH = 46, 22, 110.0
"""Characters of a next step in the table, in Latin and in Chinese, and points of its column."""
LINES, LINE_WIDTH, STEPS_OF = 3, 42.0, 3
"""Lines of a category, points between two of eight bars at 10 pt, and Chinese characters on a line."""

PLACES = 9
_SMALL_WORDS = {"of", "the", "for", "and", "to", "in", "a", "an", "on", "with", "&"}


def facts(brief: Brief) -> dict[str, Any]:
    """Raw values of the slide."""
    scores = brief.card.pipeline
    counted = [deal for deal in scores.deals if deal.counts]
    weighted = scores.weighted.value if scores.weighted and counted else None
    target = scores.growth_target.value if scores.growth_target else None
    top = counted[0] if counted else None
    gap = scores.gap if target and target > 0 else None
    lift = _lift(counted, gap, brief.policy["pipeline.lift"], brief.policy["pipeline.lift_step"])
    years = brief.card.financials
    return {
        **brief.common,
        "deals": len(counted),
        "listed": len(scores.deals),
        "closing": scores.closing,
        "profit": scores.profit.value if scores.profit else None,
        "profit_known": sum(1 for deal in counted if deal.profit is not None),
        "weighted": weighted,
        "target": target,
        "coverage": scores.coverage.value if scores.coverage else None,
        "top_share": scores.top_share.value if scores.top_share and top else None,
        "share_limit": brief.policy["pipeline.top_share"],
        "gap": gap if gap and brief.numbers.money(gap) != brief.numbers.money(0) else None,
        "surplus": weighted - target if weighted and target and target > 0 and weighted > target else None,
        "top": (top.opportunity.id or top.opportunity.name) if top else None,
        "top_name": (top.opportunity.name or top.opportunity.id) if top else None,
        "top_weighted": top.weighted if top else None,
        "coverage_without_top": (weighted - (top.weighted or 0)) / target if top and weighted and target and target > 0 else None,
        "lift_id": lift[0] if lift else None,
        "lift_from": lift[1] if lift else None,
        "lift_to": lift[2] if lift else None,
        "no_next_step": sum(1 for deal in scores.deals if not deal.opportunity.next_step),
        "plan_next": years.next.plan if years.next and years.next.plan is not None else (years.next.revenue if years.next else None),
        "forecast_this": years.this.revenue if years.this else None,
        "bracketed": any(not deal.counts and deal.weighted is not None for deal in scores.deals),
    }


def _lift(counted: Sequence[Deal], gap: float | None, most: float, step: float) -> tuple[str, float, float] | None:
    """The deal whose probability needs the smallest rise to close the gap alone, in steps up to the most."""
    best: tuple[str, float, float] | None = None
    for deal in counted[1:] or counted:
        item = deal.opportunity
        if not gap or not item.value or item.probability is None:
            continue
        wanted = round(math.ceil(round((item.probability + gap / item.value) / step, 6)) * step, 6)
        if wanted <= most and (best is None or wanted - item.probability < best[2] - best[1]):
            best = (item.id or item.name or "", item.probability, wanted)
    return best


def compose(brief: Brief) -> PipelineSlide:
    """The slide."""
    data = brief.facts[ID]
    rows = tuple(_row(brief, deal, place == 0) for place, deal in enumerate(brief.card.pipeline.deals))
    bridge, parts = _bridge(brief, data)
    _trace(brief, data)
    missing = brief.card.pipeline.without_probability
    stickers = [brief.partial("pipeline")] if brief.plan.pipeline else [brief.word("no_data")]
    if missing:
        stickers.append(brief.text("A15.left_out", count=missing))
    financial = cells_of(brief.plan.financials, "revenue", "plan")
    records = [deal.opportunity for deal in brief.card.pipeline.deals]
    return PipelineSlide(
        slide=frame(
            brief,
            ID,
            data,
            ranges=ranges_of(cells_of(records), financial if data["target"] is not None else ()),
            blocks=("pipeline",),
            empty=not brief.card.pipeline.deals,
            sticker="  |  ".join(s for s in stickers if s),
            warnings=_full_steps(brief),
            more=((brief.word("notes.other_deals"), _without_sheet(brief)),),
        ),
        empty=None if brief.card.pipeline.deals else brief.empty(ID, "pipeline"),
        unit=brief.numbers.unit_text,
        bridge=bridge,
        stages=tuple(_stage(brief, sum) for sum in brief.card.pipeline.stages),
        stages_alt=brief.text("A15.stages_alt", parts="; ".join(_stage_words(brief, sum) for sum in brief.card.pipeline.stages)),
        stage_head=brief.word("A15.by_stage"),
        stage_counts=tuple(str(sum.deals or NOT_APPLICABLE) for sum in brief.card.pipeline.stages),
        stage_rows=_stage_rows(brief, brief.card.pipeline.stages),
        rows=rows,
        total=_total(brief, data),
        takeaway=takeaway(brief, ID, data),
        alt=brief.text("A15.alt", parts=parts),
    )


def _stage(brief: Brief, found: StageSum) -> ChevronStep:
    """A stage; one without a deal is only outlined."""
    label = brief.code("stage", found.stage) or brief.word("A15.no_stage")
    return ChevronStep(label=label, state="passed" if found.deals else "plain")


def _stage_rows(brief: Brief, stages: Sequence[StageSum]) -> tuple[ColumnRow, ...]:
    """Value and weighted value of each stage, with a plus behind a sum that not all of its deals are in."""

    def cell(total: float | None, known: int, deals: int) -> str:
        return brief.numbers.money(total) + ("+" if total is not None and known < deals else "")

    values = tuple(cell(s.value, s.valued, s.deals) for s in stages)
    weighted = tuple(cell(s.weighted, s.known, s.deals) for s in stages)
    return (ColumnRow(label=brief.word("A15.value"), cells=values), ColumnRow(label=brief.word("A15.stage_weighted"), cells=weighted))


def _stage_figures(brief: Brief, found: StageSum) -> str:
    money = brief.numbers.money
    return brief.text(
        "A15.stage_figures", deals=found.deals, value=money(found.value), weighted=money(found.weighted), partial=found.known < found.deals
    )


def _stage_words(brief: Brief, found: StageSum) -> str:
    return f"{brief.code('stage', found.stage) or brief.word('A15.no_stage')} {_stage_figures(brief, found)}"


def _row(brief: Brief, deal: Deal, first: bool) -> DealRow:
    item, numbers = deal.opportunity, brief.numbers
    weighted, profit = numbers.money(deal.weighted), numbers.money(deal.profit)
    return DealRow(
        name=_name(item, first and deal.counts),
        stage=brief.code("stage", item.stage) or NOT_APPLICABLE,
        close=quarter(item.close_date),
        value=numbers.money(item.value),
        probability=numbers.percent(item.probability),
        weighted=weighted if deal.counts or deal.weighted is None else f"({weighted})",
        profit=profit if deal.counts or deal.profit is None else f"({profit})",
        next_step=_next_step(brief, item),
    )


def _name(item: Opportunity, bold: bool) -> Rich:
    head = (Span(f"{item.id} ", tone="muted"),) if item.id else ()
    return Rich((*head, Span(item.name or NOT_APPLICABLE, bold=True if bold else None)))


def _next_step(brief: Brief, item: Opportunity) -> Text:
    if not item.next_step:
        glyph, *_ = marked(Status.OFF_TRACK, "", brief.chinese).spans
        return Rich((glyph, Span(" " + brief.word("A15.no_next_step"), tone="bad", bold=True)))
    gap = "，" if brief.chinese else ", "
    short = _short_step(brief, item) + (gap.rstrip() if item.next_date else "")
    step = _short_step(brief, item) + (f"{gap}{brief.numbers.short(item.next_date)}" if item.next_date else "")
    if item.owner:
        return in_two_lines(short, brief.text("with_owner", what=step, who=brief.short_name(item.owner)), 10, STEP_WIDTH)
    return Rich((Span(step + " "), Span(brief.word("no_owner"), tone="bad", bold=True)))


def _short_step(brief: Brief, item: Opportunity) -> str:
    """The next step in so many words that date and owner stand in three lines with it."""
    return cut(item.next_step or "", STEP_CHINESE if brief.chinese else STEP)


def _full_steps(brief: Brief) -> list[str]:
    """The next steps that the table shows cut, in full for the notes."""
    deals = [deal.opportunity for deal in brief.card.pipeline.deals]
    return [f"{d.id or d.name or NOT_APPLICABLE}: {d.next_step}" for d in deals if d.next_step and _short_step(brief, d) != d.next_step]


def _without_sheet(brief: Brief) -> list[str]:
    """Why we win and why we can lose, of every deal that has no sheet of its own: open, won and lost ones (METHOD, E3)."""
    sheets = brief.card.deals.sheets
    rest = [deal for deal in brief.plan.pipeline if deal not in sheets and (deal.why_win or deal.why_lose)]
    return [
        brief.text(
            "A15.reasons",
            name=" ".join(part for part in (deal.id, deal.name) if part) or NOT_APPLICABLE,
            stage=brief.code("stage", deal.stage),
            win=deal.why_win or "",
            lose=deal.why_lose or "",
        )
        for deal in rest
    ]


def _total(brief: Brief, data: dict[str, Any]) -> DealRow:
    counted = [deal.opportunity for deal in brief.card.pipeline.deals if deal.counts]
    value = sum(item.value or 0 for item in counted) if counted else None
    numbers = brief.numbers
    name = brief.text("A15.total") if data["bracketed"] or len(counted) < data["listed"] else brief.word("total")
    return DealRow(
        name=Rich((Span(name, bold=True),)),
        stage=NOT_APPLICABLE,
        close=NOT_APPLICABLE,
        value=numbers.money(value),
        probability=NOT_APPLICABLE,
        weighted=numbers.money(data["weighted"]),
        profit=numbers.money(data["profit"]),
        next_step=_profit_known(brief, data),
    )


def _profit_known(brief: Brief, data: dict[str, Any]) -> str:
    """Behind the total: of how many deals the margin is known, when not of all."""
    partial = data["profit"] is not None and data["profit_known"] < data["deals"]
    return brief.text("A15.profit_of", known=data["profit_known"], deals=data["deals"]) if partial else NOT_APPLICABLE


@dataclass(frozen=True, slots=True)
class _Bar:
    category: str
    base: float
    value: float
    style: str
    label: str


def _bridge(brief: Brief, data: dict[str, Any]) -> tuple[ChartData, str]:
    bars = _bars(brief, data)
    tops = [round(bar.base + bar.value, PLACES) for bar in bars]
    connectors = []
    for place in range(len(bars) - 1):
        level = tops[place] if bars[place + 1].style != "plan" else tops[-1]
        values = tuple(level if column in (place, place + 1) else None for column in range(len(bars)))
        connectors.append(Series(f"{brief.word('A15.series_connector')} {place + 1}", values, like="Connector"))
    styles = tuple(bar.style for bar in bars)
    series = (
        Series(brief.word("A15.series_base"), tuple(round(bar.base, PLACES) for bar in bars), like="Base"),
        Series(brief.word("A15.series_value"), tuple(round(bar.value, PLACES) for bar in bars), like="Value", styles=styles),
        Series(brief.word("A15.series_label"), tuple(tops), like="Label", styles=styles, labels=tuple(bar.label for bar in bars)),
        *connectors,
    )
    parts = ", ".join(f"{bar.category.replace(chr(10), ' ')} {bar.label}" for bar in bars)
    highest = max(tops, default=0)
    return ChartData(tuple(bar.category for bar in bars), series, 0.0, round(highest * 1.15, 4) or 1.0), parts


def _bars(brief: Brief, data: dict[str, Any]) -> list[_Bar]:
    numbers, bars, level = brief.numbers, list[_Bar](), 0.0
    counted = [deal for deal in brief.card.pipeline.deals if deal.counts]
    for place, deal in enumerate(counted[:LARGEST]):
        value = deal.weighted or 0.0
        bars.append(_Bar(_category(deal.opportunity), level, value, "deal" if place else "top", numbers.money_signed(value)))
        level += value
    rest = counted[LARGEST:]
    if rest:
        value = sum(deal.weighted or 0.0 for deal in rest)
        bars.append(_Bar(brief.text("A15.bar_other", count=len(rest)), level, value, "deal", numbers.money_signed(value)))
        level += value
    known = brief.card.pipeline.weighted is not None and brief.card.pipeline.weighted.value is not None
    bars.append(_Bar(brief.text("A15.bar_weighted"), 0.0, level, "total", numbers.money(level if known else None)))
    target = data["target"]
    if target and target > 0:
        if data["gap"]:
            bars.append(_Bar(brief.word("A15.gap"), level, target - level, "gap", numbers.money(target - level)))
        bars.append(_Bar(brief.text("A15.bar_target"), 0.0, target, "plan", numbers.money(target)))
    return bars


def _category(item: Opportunity) -> str:
    """A deal's name under its bar: at most three lines as wide as a bar's place, the id first."""
    name = re.sub(r"[,;:，；：、（）()]", " ", item.name or "")
    words = [w for w in re.split(r"[ \u3000]+|(?<=[a-z])-(?=[a-z])", name) if w and w.lower() not in _SMALL_WORDS]
    pieces = [item.id] if item.id else []
    for word in words:
        pieces.extend(_slices(word))
    lines: list[str] = []
    for piece in pieces:
        if lines and piece.isascii() and _is_narrow(f"{lines[-1]} {piece}"):
            lines[-1] += " " + piece
        elif len(lines) < LINES:
            lines.append(abbreviated(piece, 10, LINE_WIDTH))
        else:
            break
    return "\n".join(lines)


def _slices(word: str) -> Iterable[str]:
    """Latin letters and digits as they are, a Chinese name in two steps of three: four would touch those of the next bar."""
    found: list[str] = []
    for part in re.findall(r"[\x00-\x7f]+|[^\x00-\x7f]+", word):
        whole = part.isascii() or len(part) <= STEPS_OF + 1
        found += [part] if whole else [part[start : start + STEPS_OF] for start in range(0, min(len(part), 2 * STEPS_OF), STEPS_OF)]
    return found


def _is_narrow(text: str) -> bool:
    return width_of(text, 10) <= LINE_WIDTH


def _cells(score: Score | None) -> tuple[CellRef, ...]:
    return score.cells if score else ()


def _trace(brief: Brief, data: dict[str, Any]) -> None:
    trace, numbers, scores = brief.trace, brief.numbers, brief.card.pipeline
    brief.score(ID, brief.word("A15.trace.coverage"), numbers.percent(data["coverage"]), scores.coverage)
    brief.score(ID, brief.word("A15.trace.weighted"), numbers.money(data["weighted"]), scores.weighted)
    brief.score(ID, brief.word("A15.trace.target"), numbers.money(data["target"]), scores.growth_target)
    brief.score(ID, brief.word("A15.trace.top_share"), numbers.percent(data["top_share"]), scores.top_share)
    brief.score(ID, brief.word("A15.trace.profit"), numbers.money(data["profit"]), scores.profit)
    for found in scores.stages:
        if found.deals:
            rows = [deal.opportunity for deal in scores.deals if deal.opportunity.stage is found.stage]
            label = f"{brief.code('stage', found.stage) or brief.word('A15.no_stage')} {brief.word('A15.trace.stage')}"
            rule, read = brief.word("A15.trace.stage_rule"), cells_of(rows, "stage", "value", "probability")
            for word, amount in (("value", found.value), ("weighted", found.weighted)):
                trace.add(ID, f"{label}: {brief.word(f'A15.{word}')}", numbers.money(amount), amount, "money", rule, read)
    if data["gap"] is not None:
        trace.add(
            ID,
            brief.word("A15.gap"),
            numbers.money(data["gap"]),
            data["gap"],
            "money",
            brief.word("A15.trace.gap_rule"),
            _cells(scores.growth_target) + _cells(scores.weighted),
        )
    for deal in scores.deals:
        item = deal.opportunity
        name = item.id or item.name or "–"
        trace.add(ID, f"{name} {brief.word('A15.value')}", numbers.money(item.value), item.value, "money", "", (item.at("value"),))
        trace.add(
            ID, f"{name} {brief.word('A15.probability')}", numbers.percent(item.probability), item.probability, "percent", "",
            (item.at("probability"),),
        )  # fmt: skip
        rule = brief.word("A15.trace.weighted_rule")
        cells = (item.at("value"), item.at("probability"))
        trace.add(ID, f"{name} {brief.word('A15.weighted')}", numbers.money(deal.weighted), deal.weighted, "money", rule, cells)
