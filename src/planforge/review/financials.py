"""A07, five years of revenue and net income."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from planforge.model.codes import Scenario
from planforge.model.scorecard import YearResult
from planforge.office.rich import ChartData, Rich, Series, Span, Text
from planforge.review.brief import Brief
from planforge.review.context_assessment import FinancialsSlide, YearRow
from planforge.review.context_base import Kpi, Lead
from planforge.review.notes import frame
from planforge.review.numbers import NOT_APPLICABLE
from planforge.review.portfolio_questions import spoken
from planforge.review.takeaway import labelled
from planforge.review.trace import cells_of, ranges_of

ID = "A07"
COMMENTS = 4
_STYLES = {Scenario.ACTUAL: "actual", Scenario.FORECAST: "forecast", Scenario.PLAN: "plan"}
_LEAD = re.compile(r"([^:：]{2,18})[:：]\s*(.+)", re.DOTALL)


def facts(brief: Brief) -> dict[str, Any]:
    """Raw values of the slide."""
    scores, numbers = brief.card.financials, brief.numbers
    this, last, following = scores.this, scores.last, scores.next
    margin = this.margin if this else None
    before = last.margin if last else None
    final = scores.years[-1] if scores.years else None
    variance = this.variance if this else None
    grown = following.revenue - this.revenue if following and this and None not in (following.revenue, this.revenue) else None  # type: ignore[operator]
    pipeline = brief.card.pipeline
    counted = [deal for deal in pipeline.deals if deal.counts]
    return {
        **brief.common,
        "filled": sum(1 for year in scores.years if year.revenue is not None),
        "years": max(5, len(scores.years)) if len(scores.years) < brief.policy["financials.least_years"] else len(scores.years),
        "first_year": scores.years[0].year if scores.years else None,
        "last_year": final.year if final else None,
        "revenue": this.revenue if this else None,
        "plan": this.plan if this else None,
        "variance": 0.0 if variance is not None and numbers.money(variance) == numbers.money(0) else variance,
        "net_income": this.net_income if this else None,
        "margin": margin,
        "margin_before": before,
        "margin_change": margin - before if margin is not None and before is not None else None,
        "margin_move": _move(margin, before),
        "growth_next": following.growth if following else None,
        "growth_amount": grown,
        "cagr": scores.cagr.value if scores.cagr else None,
        "cagr_from": scores.cagr_span[0] if scores.cagr_span else None,
        "cagr_to": scores.cagr_span[1] if scores.cagr_span else None,
        "revenue_last": final.revenue if final else None,
        "margin_last": final.margin if final else None,
        "loss_turn": _turn(this, last),
        "coverage": pipeline.coverage.value if pipeline.coverage else None,
        "top": (counted[0].opportunity.name or counted[0].opportunity.id) if counted else None,
        "top_share": pipeline.top_share.value if pipeline.top_share else None,
        "share_limit": brief.policy["pipeline.top_share"],
    }


def _move(now: float | None, before: float | None) -> str:
    if now is None or before is None:
        return ""
    difference = round(now, 3) - round(before, 3)
    return "holds" if abs(difference) < 0.0005 else "dips" if difference < 0 else "rises"


def _turn(this: YearResult | None, last: YearResult | None) -> str:
    if this is None or this.net_income is None or this.revenue is None or last is None or last.net_income is None:
        return ""
    if this.net_income < 0 <= last.net_income:
        return "negative"
    return "positive" if last.net_income < 0 <= this.net_income else ""


def compose(brief: Brief) -> FinancialsSlide:
    """The slide."""
    data, years = brief.facts[ID], brief.card.financials.years
    _trace(brief)
    columns = tuple(column(year) for year in years)
    parts = ", ".join(f"{name} {brief.numbers.money(year.revenue)}" for name, year in zip(columns, years, strict=True))
    earned = ", ".join(f"{name} {brief.numbers.money(year.net_income)}" for name, year in zip(columns, years, strict=True))
    return FinancialsSlide(
        slide=frame(
            brief,
            ID,
            data,
            ranges=ranges_of(cells_of(brief.plan.financials)),
            blocks=("financials",),
            empty=not data["filled"],
            sticker=brief.partial("financials") if years else brief.word("no_data"),
            told=spoken(brief),
        ),
        empty=None if data["filled"] else brief.empty(ID, "financials"),
        unit=brief.numbers.unit_text,
        years=columns,
        chart=_chart(brief, columns),
        rows=_rows(brief),
        comments=_comments(brief, data),
        kpis=_kpis(brief, data),
        question=labelled(brief, "question_for_review", brief.say(ID, "question", data)),
        alt=brief.text("A07.alt", parts=parts, earned=earned),
    )


def _chart(brief: Brief, columns: Sequence[str]) -> ChartData:
    """Columns of revenue and, on the same axis, net income as a line; its figures stand in the table below."""
    years = brief.card.financials.years
    revenue = Series(
        brief.word("A07.revenue"),
        tuple(year.revenue for year in years),
        like="Revenue",
        styles=tuple(_STYLES[scenario(brief, year)] for year in years),
        labels=tuple(brief.numbers.money(year.revenue) if year.revenue is not None else "" for year in years),
    )
    earned = Series(brief.word("A07.net_income"), tuple(year.net_income for year in years), like="Net income")
    most = max((year.revenue for year in years if year.revenue is not None), default=0.0)
    least = min((year.net_income for year in years if year.net_income is not None), default=0.0)
    return ChartData(tuple(columns), (revenue, earned), round(min(0.0, least) * 1.15, 4), round(most * 1.15, 4) or 1.0)


def column(year: YearResult) -> str:
    """A year with its scenario letter, `2025 F`."""
    return f"{year.year} {year.scenario.value}" if year.scenario else str(year.year)


def scenario(brief: Brief, year: YearResult) -> Scenario:
    """The year's scenario; a year without one counts as actual before this year, forecast in it, plan after it."""
    if year.scenario:
        return year.scenario
    this = brief.common["this"] or year.year
    return Scenario.ACTUAL if year.year < this else Scenario.FORECAST if year.year == this else Scenario.PLAN


def _rows(brief: Brief) -> tuple[YearRow, ...]:
    years, numbers = brief.card.financials.years, brief.numbers
    return (
        YearRow(label=brief.t("A07.growth"), cells=tuple(numbers.growth(y.growth) for y in years)),
        YearRow(label=brief.t("A07.variance"), cells=tuple(_variance(brief, y) for y in years)),
        YearRow(label=brief.t("A07.direct"), cells=tuple(numbers.money(y.direct_cost) for y in years)),
        YearRow(label=brief.t("A07.indirect"), cells=tuple(numbers.money(y.indirect_cost) for y in years)),
        YearRow(label=brief.t("A07.cost_to_serve"), cells=tuple(numbers.percent_one(y.cost_to_serve) for y in years)),
        YearRow(label=bold(brief.t("A07.net_income")), cells=tuple(_income(brief, y) for y in years), total=True),
        YearRow(label=brief.t("A07.margin"), cells=tuple(_margin(brief, y) for y in years)),
    )


def _variance(brief: Brief, year: YearResult) -> Text:
    if year.variance is None or scenario(brief, year) is Scenario.PLAN:
        return NOT_APPLICABLE
    text = brief.numbers.money_signed(year.variance)
    if text[0] not in "+−":
        return text
    return Rich((Span(text, tone="good" if text[0] == "+" else "bad", bold=True if _is_this(brief, year) else None),))


def _income(brief: Brief, year: YearResult) -> Text:
    loss = year.net_income is not None and year.net_income < 0
    return Rich((Span(brief.numbers.money(year.net_income), tone="bad" if loss else "", bold=True),))


def _margin(brief: Brief, year: YearResult) -> Text:
    text = brief.numbers.percent_one(year.margin)
    if _is_this(brief, year) and brief.facts[ID]["margin_move"] == "dips":
        return Rich((Span(text, tone="bad", bold=True),))
    return text


def bold(text: Text) -> Rich:
    """The text in bold; a bilingual label keeps its second language light."""
    first, *rest = text.spans if isinstance(text, Rich) else (Span(text),)
    return Rich((replace(first, bold=True), *rest))


def _is_this(brief: Brief, year: YearResult) -> bool:
    return brief.card.financials.this is not None and year.year == brief.card.financials.this.year


def _comments(brief: Brief, data: dict[str, Any]) -> tuple[Lead, ...]:
    leads = []
    this = brief.common["this"]
    written = [y for y in brief.card.financials.years if y.comment]
    for year in sorted(written, key=lambda y: (y.year != this, y.year)):
        match = _LEAD.fullmatch(year.comment or "")
        colon = "：" if brief.chinese else ":"
        if match:
            leads.append(Lead(lead=match[1] + colon, text=match[2]))
        else:
            leads.append(Lead(lead=brief.text("A07.lead_year", year=year.year), text=year.comment or ""))
    leads = leads[: COMMENTS - 1]
    if data["growth_next"] is not None and data["growth_amount"] is not None and data["growth_amount"] > 0:
        leads.append(Lead(lead=brief.text("A07.lead_growth"), text=brief.texts.text("A07.growth_text", brief.language, data)))
    return tuple(leads)


def _kpis(brief: Brief, data: dict[str, Any]) -> tuple[Kpi, ...]:
    numbers, scores = brief.numbers, brief.card.financials
    final = scores.years[-1] if scores.years else None
    missing = brief.word("not_available")
    span = scores.cagr_span or (data["first_year"], data["last_year"])
    growth = numbers.percent_one(data["cagr"]) if data["cagr"] is not None else missing
    margin = numbers.percent(data["margin_last"]) if data["margin_last"] is not None else missing
    first = Kpi(figure=growth, unit="", label=brief.label("A07.kpi_cagr", first=span[0] or "", last=span[1] or ""))
    second = Kpi(figure=margin, unit="", label=brief.label("A07.kpi_margin", year=column(final) if final else ""))
    brief.score(ID, brief.text("A07.kpi_cagr", first=span[0] or "", last=span[1] or ""), growth, scores.cagr)
    return first, second


def _trace(brief: Brief) -> None:
    trace, numbers = brief.trace, brief.numbers
    for year in brief.card.financials.years:
        head = column(year)
        for name, value in (("revenue", year.revenue), ("direct", year.direct_cost), ("indirect", year.indirect_cost)):
            field = {"direct": "direct_cost", "indirect": "indirect_cost"}.get(name, name)
            trace.add(ID, f"{head} {brief.word('A07.' + name)}", numbers.money(value), value, "money", "", (year.cells.get(field),))
        costs = tuple(year.cells.get(name) for name in ("revenue", "direct_cost", "indirect_cost"))
        rule = brief.word("A07.rule.net_income")
        trace.add(ID, f"{head} {brief.word('A07.net_income')}", numbers.money(year.net_income), year.net_income, "money", rule, costs)
        rule = brief.word("A07.rule.margin")
        trace.add(ID, f"{head} {brief.word('A07.margin')}", numbers.percent_one(year.margin), year.margin, "percent", rule, costs)
        rule, pair = brief.word("A07.rule.cost_to_serve"), (year.cells.get("indirect_cost"), year.cells.get("revenue"))
        name = f"{head} {brief.word('A07.cost_to_serve')}"
        trace.add(ID, name, numbers.percent_one(year.cost_to_serve), year.cost_to_serve, "percent", rule, pair)
        rule = brief.word("A07.rule.variance")
        pair = (year.cells.get("revenue"), year.cells.get("plan"))
        if year.scenario is not Scenario.PLAN:
            trace.add(ID, f"{head} {brief.word('A07.variance')}", numbers.money_signed(year.variance), year.variance, "money", rule, pair)
        rule = brief.word("A07.rule.growth")
        trace.add(ID, f"{head} {brief.word('A07.growth')}", numbers.growth(year.growth), year.growth, "percent", rule, pair[:1])
