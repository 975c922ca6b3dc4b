"""A17's second page: this year's revenue, net income and cost of serving against target, and our share of each line against its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planforge.model.codes import Scenario
from planforge.model.scorecard_forecast import YearGoal
from planforge.office.rich import Rich, Span, Text
from planforge.review.brief import Brief
from planforge.review.context_base import Kpi
from planforge.review.context_deals import FigureGoalRow, ShareGoalRow, YearBar, YearGoalsSlide
from planforge.review.financials import scenario
from planforge.review.notes import frame
from planforge.review.numbers import MINUS, NOT_APPLICABLE, figure
from planforge.review.takeaway import takeaway
from planforge.review.trace import cells_of, ranges_of

ID = "A17"


def facts(brief: Brief) -> dict[str, Any]:
    """Raw values of the page; all of them None or 0 when it is absent."""
    scores = brief.card.year_goals
    judged = [goal for goal in (*scores.figures, *scores.shares) if goal.kept is not None]
    figures = [goal for goal in scores.figures if goal.kept is not None]
    worst = min((goal for goal in figures if (goal.missing or 0.0) > 0), key=lambda goal: goal.kept or 0.0, default=None)
    shares = [goal for goal in scores.shares if goal.missing is not None]
    room = max(shares, key=lambda goal: goal.missing or 0.0, default=None)
    total = scores.total
    return {
        "page": "year",
        "year": brief.common["this"],
        "judged": len(judged),
        "all_goals": len(scores.figures) + len(scores.shares),
        "met": sum(1 for goal in judged if not goal.missing),
        "figures": len(scores.figures),
        "miss": brief.word(f"A17.figure.{worst.name}") if worst else "",
        "miss_now": worst.now if worst else None,
        "miss_target": worst.target if worst else None,
        "miss_by": worst.missing if worst else None,
        "miss_month": worst.per_month if worst else None,
        "miss_limit": worst.most if worst else False,
        "shares": len(scores.shares),
        "shares_known": len(shares),
        "shares_met": sum(1 for goal in shares if not goal.missing),
        "share_now": total.now if total else None,
        "share_target": total.target if total else None,
        "share_missing": total.missing if total else None,
        "months_left": scores.months_left,
        "room_line": _place(room) if room and room.missing else "",
        "room_missing": room.missing if room else None,
    }


def _place(goal: YearGoal) -> str:
    return " ".join(part for part in (goal.line, goal.region) if part)


def compose(brief: Brief) -> YearGoalsSlide | None:
    """The page; None without a target beside that of revenue."""
    scores = brief.card.year_goals
    if not scores.figures and not scores.shares:
        return None
    data = {**brief.facts[ID], **facts(brief)}
    total = scores.total or YearGoal(name="share")
    before = len(brief.trace.records)
    _trace(brief)
    year = brief.card.financials.this
    money = ("revenue", "direct_cost", "indirect_cost", "plan", "plan_indirect_cost", "plan_net_income")
    years = [y for y in brief.plan.financials if year is not None and y.year == year.year]
    return YearGoalsSlide(
        slide=frame(
            brief,
            ID,
            data,
            ranges=ranges_of(cells_of(years, *money), cells_of(brief.plan.wallet, "target_share", "our_sales", "total_spend")),
            blocks=("financials", "wallet"),
            records=brief.trace.records[before:],
        ),
        unit=brief.numbers.unit_text,
        figures=tuple(_figure(brief, goal) for goal in scores.figures),
        kpis=_tiles(brief, data),
        figure_bars=tuple(_bar(brief, goal) for goal in scores.figures),
        shares=tuple(_share(brief, goal) for goal in scores.shares),
        total=_share(brief, total, brief.t("total")),
        share_bars=tuple(_bar(brief, goal) for goal in (*scores.shares, total)),
        shares_unit=brief.texts.text("A17.shares_unit", brief.language, data),
        takeaway=takeaway(brief, ID, data),
        figures_alt=brief.text("A17.figures_alt", parts=_words(brief, scores.figures)),
        shares_alt=brief.text("A17.shares_alt", parts=_words(brief, (scores.total,) if scores.total else scores.shares)),
    )


def _figure(brief: Brief, goal: YearGoal) -> FigureGoalRow:
    money = brief.numbers.money
    return FigureGoalRow(
        goal=brief.t(f"A17.figure.{goal.name}"),
        target=(brief.word("A17.at_most") if goal.most else "") + money(goal.target),
        now=money(goal.now),
        reached=brief.numbers.percent(goal.reached),
        gap=_toned(brief.numbers.money_signed(goal.gap), goal),
        a_month=_a_month(brief, goal),
    )


def _share(brief: Brief, goal: YearGoal, name: Text = "") -> ShareGoalRow:
    percent = brief.numbers.percent
    gap = NOT_APPLICABLE if goal.gap is None else _points(goal.gap)
    return ShareGoalRow(
        line=name or goal.line or brief.word("A08.unnamed"),
        region=goal.region or NOT_APPLICABLE,
        target=percent(goal.target),
        now=percent(goal.now),
        gap=_toned(gap, goal),
        missing=brief.numbers.money(goal.missing) if goal.missing else NOT_APPLICABLE,
        a_month=_a_month(brief, goal),
    )


def _points(difference: float) -> str:
    """A difference of shares in points, with its sign: `+1.2`."""
    size = round(abs(difference) * 100, 1)
    return f"{'+' if difference > 0 else MINUS}{size:.1f}" if size else "0.0"


def _a_month(brief: Brief, goal: YearGoal) -> str:
    return brief.numbers.money(goal.per_month) if goal.per_month else NOT_APPLICABLE


def _tiles(brief: Brief, data: dict[str, Any]) -> tuple[Kpi, ...]:
    numbers, none = brief.numbers, brief.word("not_available")
    left, missing = data["months_left"], data["share_missing"]
    tiles = [Kpi(figure=figure(left) if left is not None else none, unit="", label=brief.label("A17.kpi_left", **data))]
    if data["shares_known"]:
        reached = brief.text("A17.kpi_met_figure", **data)
        tiles.append(Kpi(figure=str(data["shares_met"]), unit=reached, label=brief.label("A17.kpi_met", **data)))
    if missing is not None:
        tiles.append(Kpi(figure=numbers.money(missing), unit=numbers.unit_text, label=brief.label("A17.kpi_sales", **data)))
    return tuple(tiles)


def _toned(text: str, goal: YearGoal) -> Text:
    """Red and bold when the goal is missed, green when it is kept."""
    if goal.gap is None:
        return text
    return Rich((Span(text, tone="bad" if goal.missing else "good", bold=True if goal.missing else None),))


def _bar(brief: Brief, goal: YearGoal) -> YearBar:
    """Solid what there is, hatched what is forecast."""
    year = brief.card.financials.this
    certain = goal.name == "share" or (year is not None and scenario(brief, year) is Scenario.ACTUAL)
    tone = "bad" if goal.most and goal.missing else "primary"
    if certain:
        return YearBar(reached=goal.reached, outlook=None, tone=tone)
    booked = goal.booked / goal.target if goal.booked is not None and goal.target else None
    return YearBar(reached=booked, outlook=goal.reached, tone=tone)


def _words(brief: Brief, goals: Sequence[YearGoal]) -> str:
    percent = brief.numbers.percent
    return brief.word("A17.between").join(f"{brief.word(f'A17.figure.{goal.name}')} {percent(goal.reached)}" for goal in goals)


def _trace(brief: Brief) -> None:
    trace, numbers, scores = brief.trace, brief.numbers, brief.card.year_goals
    for goal in scores.figures:
        name = brief.word(f"A17.figure.{goal.name}")
        trace.add(ID, f"{name} {brief.word('A17.year_target')}", numbers.money(goal.target), goal.target, "money", "", goal.cells[:1])
        trace.add(ID, f"{name} {brief.word('A17.year_now')}", numbers.money(goal.now), goal.now, "money", "", goal.cells[1:])
        rule = brief.word("A17.trace.reached_rule")
        trace.add(ID, f"{name} {brief.word('A17.reached')}", numbers.percent(goal.reached), goal.reached, "percent", rule, goal.cells)
    for goal in (*scores.shares, *((scores.total,) if scores.total else ())):
        name = f"{_place(goal) or brief.word('total')} {brief.word('A17.figure.share')}"
        trace.add(ID, f"{name} {brief.word('A17.year_target')}", numbers.percent(goal.target), goal.target, "percent", "", goal.cells[:1])
        rule = brief.word("A17.trace.share_rule")
        trace.add(ID, f"{name} {brief.word('A17.now')}", numbers.percent(goal.now), goal.now, "percent", rule, goal.cells[1:])
        rule = brief.word("A17.trace.missing_rule")
        trace.add(ID, f"{name} {brief.word('A17.missing_sales')}", numbers.money(goal.missing), goal.missing, "money", rule, goal.cells)
