"""AX16, the five-year outline: theme and result of each year beside the figures and dates the plan has for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planforge.model.record import Record
from planforge.model.scorecard import YearResult
from planforge.model.strategy import OutlineYear
from planforge.office.rich import Rich, Span, Text
from planforge.review.brief import Brief
from planforge.review.context_base import ChevronStep
from planforge.review.context_process import ColumnRow, OutlineSlide
from planforge.review.notes import frame
from planforge.review.numbers import NOT_APPLICABLE
from planforge.review.risks import missing
from planforge.review.takeaway import takeaway
from planforge.review.trace import cells_of, ranges_of

ID = "AX16"
YEARS, WANTED = 6, 5
"""Years that have room beside each other, and those an outline should have."""
NAMED = 2
"""Goals named in a cell before the rest is counted."""


def facts(brief: Brief) -> dict[str, Any]:
    """Raw values of the slide."""
    years = _years(brief)
    figures = [(year.year, result) for year in years if (result := _result(brief, year)) and result.revenue is not None]
    last = figures[-1] if figures else None
    return {
        **brief.common,
        "years": len(years),
        "wanted": WANTED,
        "first": years[0].year if years else None,
        "last": years[-1].year if years else None,
        "first_theme": (years[0].theme or "") if years else "",
        "last_theme": (years[-1].theme or "") if years else "",
        "without_theme": [year.year for year in years if not year.theme],
        "without_result": [year.year for year in years if not year.result],
        "without_figures": [year.year for year in years if year.year not in {number for number, _ in figures}],
        "without_goal": [year.year for year in years if not _goals(brief, year)],
        "figures_to": last[0] if last else None,
        "revenue": last[1].revenue if last else None,
        "net_income": last[1].net_income if last else None,
    }


def _years(brief: Brief) -> list[OutlineYear]:
    """The years of the outline in order, no more than have room."""
    return sorted((year for year in brief.plan.outline if year.year is not None), key=lambda year: year.year or 0)[:YEARS]


def _result(brief: Brief, year: OutlineYear) -> YearResult | None:
    return next((result for result in brief.card.financials.years if result.year == year.year), None)


def _goals(brief: Brief, year: OutlineYear) -> list[str]:
    return [goal.goal or NOT_APPLICABLE for goal in brief.plan.goals if goal.due and goal.due.year == year.year]


def compose(brief: Brief) -> OutlineSlide | None:
    """The slide; None without an outline."""
    years = _years(brief)
    if not years:
        return None
    data, plan = brief.facts[ID], brief.plan
    _trace(brief, years)
    used = [year for year in plan.financials if year.year in {year.year for year in years}]
    return OutlineSlide(
        slide=frame(
            brief,
            ID,
            data,
            ranges=ranges_of(cells_of(plan.outline), cells_of(used, "revenue", "direct_cost", "indirect_cost"), _dated(brief)),
            blocks=("outline",),
            sticker=brief.text("AX16.sticker", **data) if len(years) < WANTED else brief.partial("outline"),
            warnings=[brief.text("AX16.cut", years=[y.year for y in plan.outline if y not in years])] if len(plan.outline) > YEARS else (),
        ),
        themes=tuple(_theme(brief, year) for year in years),
        themes_alt=brief.text("AX16.alt", parts="; ".join(f"{year.year} {year.theme or NOT_APPLICABLE}" for year in years)),
        years=tuple(_head(brief, year) for year in years),
        rows=_rows(brief, years),
        takeaway=takeaway(brief, ID, data),
    )


def _dated(brief: Brief) -> list[Any]:
    records: Sequence[Record] = [*brief.plan.goals]
    return list(cells_of(records, "goal", "due"))


def _theme(brief: Brief, year: OutlineYear) -> ChevronStep:
    this = brief.common["this"]
    state = "plain"
    if this is not None and year.year is not None:
        state = "now" if year.year == this else "passed" if year.year < this else "plain"
    return ChevronStep(label=year.theme or brief.word("AX16.no_theme"), state=state)


def _head(brief: Brief, year: OutlineYear) -> str:
    result = _result(brief, year)
    scenario = brief.code("scenario", result.scenario) if result else ""
    return f"{year.year}年{scenario}" if brief.chinese else f"{year.year} {scenario}".strip()


def _rows(brief: Brief, years: Sequence[OutlineYear]) -> tuple[ColumnRow, ...]:
    numbers = brief.numbers
    results = [_result(brief, year) for year in years]

    def figures(key: str, shown: Sequence[str]) -> ColumnRow:
        return ColumnRow(label=brief.t(f"AX16.{key}"), cells=tuple(shown))

    wanted = tuple(_bold(year.result) if year.result else missing(brief, "AX16.no_result") for year in years)
    return (
        ColumnRow(label=brief.t("AX16.result"), cells=wanted),
        figures("revenue", [numbers.money(r.revenue) if r else NOT_APPLICABLE for r in results]),
        figures("growth", [numbers.growth(r.growth) if r else NOT_APPLICABLE for r in results]),
        figures("net_income", [numbers.money(r.net_income) if r else NOT_APPLICABLE for r in results]),
        figures("margin", [numbers.percent_one(r.margin) if r else NOT_APPLICABLE for r in results]),
        ColumnRow(label=brief.t("AX16.goals"), cells=tuple(_named(brief, _goals(brief, year)) for year in years)),
        figures("deals", [_deals(brief, year) for year in years]),
        figures("actions", [_actions(brief, year) for year in years]),
    )


def _bold(text: str) -> Text:
    return Rich((Span(text, bold=True),))


def _named(brief: Brief, goals: Sequence[str]) -> str:
    rest = len(goals) - NAMED
    shown = [*goals[:NAMED], *([brief.text("more_items", count=rest)] if rest > 0 else [])]
    return ("；" if brief.chinese else "; ").join(shown) or NOT_APPLICABLE


def _deals(brief: Brief, year: OutlineYear) -> str:
    found = [deal for deal in brief.card.pipeline.deals if deal.opportunity.close_date and deal.opportunity.close_date.year == year.year]
    weighted = sum(deal.weighted or 0.0 for deal in found)
    return brief.text("AX16.deals_cell", count=len(found), weighted=brief.numbers.money(weighted)) if found else NOT_APPLICABLE


def _actions(brief: Brief, year: OutlineYear) -> str:
    due = [score for score in brief.card.actions.actions if score.action.due and score.action.due.year == year.year]
    done = sum(1 for score in due if score.action.done is not None)
    return brief.text("AX16.actions_cell", count=len(due), done=done) if due else NOT_APPLICABLE


def _trace(brief: Brief, years: Sequence[OutlineYear]) -> None:
    numbers, trace = brief.numbers, brief.trace
    for year in years:
        result = _result(brief, year)
        if result is None:
            continue
        for key in ("revenue", "net_income"):
            value = getattr(result, key)
            rule = brief.word("AX16.rule.net_income") if key == "net_income" else ""
            fields = ("revenue", "direct_cost", "indirect_cost") if key == "net_income" else ("revenue",)
            cells = [result.cells.get(name) for name in fields]
            trace.add(ID, f"{year.year} {brief.word(f'AX16.{key}')}", numbers.money(value), value, "money", rule, cells)
