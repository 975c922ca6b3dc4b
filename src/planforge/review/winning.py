"""AX15, how we win: rivals with our counter moves, and strategies linked to the customer's goals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planforge.model.offers import GoalMatch, match_goals
from planforge.model.strategy import AccountStrategy, RivalMove
from planforge.office.rich import ChartData, Rich, Series, Span, Text
from planforge.office.text import one_line
from planforge.review.brief import Brief
from planforge.review.context_value import LinkEnd, RivalRow, WinningSlide
from planforge.review.notes import frame
from planforge.review.numbers import NOT_APPLICABLE
from planforge.review.takeaway import takeaway
from planforge.review.trace import cells_of, ranges_of

ID = "AX15"
GOALS, STRATEGIES = 6, 8
"""Boxes drawn on either side."""
ROOM = 3
"""Rivals up to which the table leaves room for a comparison of strengths below it."""
SUPPLIERS, SUPPLIER_NAME = 5, 125.0
"""Bars of that comparison, and points for a name."""
BEST, HEADROOM = 3, 1.1
"""The best mark, and how far the axis reaches beyond it for the labels."""


def facts(brief: Brief) -> dict[str, Any]:
    """Raw values of the slide."""
    rivals = _rivals(brief)
    matches = match_goals(brief.plan)
    unanswered = [rival.rival or "" for rival in rivals if not rival.counter]
    unmatched = [match.goal.goal or "" for match in matches if not match.offered]
    served = [s for match in matches for s in match.strategies]
    return {
        **brief.common,
        "rivals": len(rivals),
        "unanswered": unanswered,
        "strategies": len(_strategies(brief)),
        "goals": len(matches),
        "unmatched": unmatched,
        "matched": len(matches) - len(unmatched),
        "unserved": [match.goal.goal or "" for match in matches if not match.strategies],
        "loose": [s.strategy or "" for s in _strategies(brief) if s not in served],
    }


def _rivals(brief: Brief) -> list[RivalMove]:
    return [rival for rival in brief.plan.rivals if rival.rival]


def _strategies(brief: Brief) -> list[AccountStrategy]:
    return [strategy for strategy in brief.plan.strategies if strategy.strategy]


def compose(brief: Brief) -> WinningSlide | None:
    """The slide; None when neither a rival nor a strategy is recorded."""
    plan, data = brief.plan, brief.facts[ID]
    if not data["rivals"] and not data["strategies"]:
        return None
    _trace(brief)
    matches = match_goals(plan)
    # Strategies stand in the order of the goals they serve, so that few lines cross.
    served = [s for match in matches for s in match.strategies]
    strategies = [*served, *(s for s in _strategies(brief) if s not in served)]
    rivals = sorted(_rivals(brief), key=lambda rival: bool(rival.counter))
    return WinningSlide(
        slide=frame(
            brief,
            ID,
            data,
            ranges=ranges_of(cells_of(plan.rivals), cells_of(plan.strategies), cells_of(plan.customer_goals, "goal", "offer")),
            blocks=("rivals", "strategies"),
            warnings=_cut(brief, matches, strategies),
        ),
        rivals=tuple(_rival(brief, rival) for rival in rivals),
        chart=_chart(brief, len(rivals)),
        chart_alt=brief.text(
            "AX15.chart_alt", parts="; ".join(f"{name} {brief.numbers.rating(value)}" for name, value, _ in _strengths(brief))
        ),
        goals=tuple(_goal(brief, match) for match in matches[:GOALS]),
        strategies=tuple(_strategy(brief, strategy, strategy in served) for strategy in strategies[:STRATEGIES]),
        links=tuple(
            (left, right)
            for left, match in enumerate(matches[:GOALS])
            for right, strategy in enumerate(strategies[:STRATEGIES])
            if strategy in match.strategies
        ),
        heads=(brief.t("AX15.goals"), brief.t("AX15.strategies")),
        takeaway=takeaway(brief, ID, data),
        alt=_alt(brief, matches),
    )


def _rival(brief: Brief, rival: RivalMove) -> RivalRow:
    return RivalRow(
        rival=rival.rival or NOT_APPLICABLE,
        position=rival.position or NOT_APPLICABLE,
        threat=rival.threat or NOT_APPLICABLE,
        counter=rival.counter or _flag(brief, "AX15.no_counter"),
    )


def _strengths(brief: Brief) -> list[tuple[str, float, bool]]:
    """Name, weighted mark and whether it is us, strongest first; empty while nobody but us, or not even we, have marks."""
    scores = brief.card.competition
    if scores.our_total is None or not scores.totals:
        return []
    found = [(brief.word("we"), scores.our_total, True), *((name, value, False) for name, value in scores.totals if name)]
    return sorted(found, key=lambda entry: (-entry[1], not entry[2]))[:SUPPLIERS]


def _chart(brief: Brief, rivals: int) -> ChartData | None:
    found = _strengths(brief)
    if not found or not 0 < rivals <= ROOM:
        return None
    for name, value, ours in found:
        cells = cells_of(brief.plan.competition, "weight", *(("we",) if ours else ()))
        trace_rule = brief.word("A12.total_rule")
        brief.trace.add(ID, f"{name} {brief.word('A12.total')}", brief.numbers.rating(value), value, "rating", trace_rule, cells)
    marks = Series(
        brief.word("A12.total"),
        tuple(value for _, value, _ in found),
        like="Strength",
        styles=tuple("us" if ours else "rival" for _, _, ours in found),
        labels=tuple(brief.numbers.rating(value) for _, value, _ in found),
    )
    return ChartData(tuple(one_line(name, SUPPLIER_NAME, 11) for name, _, _ in found), (marks,), 0.0, BEST * HEADROOM)


def _flag(brief: Brief, key: str, glyph: str = "■", tone: str = "bad") -> Rich:
    # Amber is for glyphs only: as text it has too little contrast.
    return Rich((Span(glyph + " ", tone=tone), Span(brief.word(key), tone="bad" if tone == "bad" else "ink", bold=True)))


def _goal(brief: Brief, match: GoalMatch) -> LinkEnd:
    goal = match.goal
    text = Rich((*((Span(f"{goal.rank} ", tone="muted", bold=True),) if goal.rank else ()), Span(goal.goal or "")))
    note: Text = ""
    if not match.strategies:
        note = _flag(brief, "AX15.offer_only", "▲", "watch") if goal.offer else _flag(brief, "AX15.no_offer")
    return LinkEnd(text=text, note=note, flagged=not match.offered)


def _strategy(brief: Brief, strategy: AccountStrategy, served: bool) -> LinkEnd:
    lead = brief.word(f"AX15.kind.{strategy.kind.value}") + ("：" if brief.chinese else ": ") if strategy.kind else ""
    text = Rich((*((Span(lead, bold=True),) if lead else ()), Span(strategy.strategy or "")))
    if not served:
        return LinkEnd(text=text, note=_flag(brief, "AX15.no_goal", "▲", "watch"), flagged=True)
    note: Text = Rich((Span(brief.word(f"AX15.theirs.{strategy.theirs.value}"), tone="muted"),)) if strategy.theirs else ""
    return LinkEnd(text=text, note=note, flagged=False)


def _cut(brief: Brief, matches: Sequence[GoalMatch], strategies: Sequence[AccountStrategy]) -> list[str]:
    """What the diagram has no room for."""
    names = [m.goal.goal or "" for m in matches[GOALS:]] + [s.strategy or "" for s in strategies[STRATEGIES:]]
    return [brief.text("AX15.cut", names="; ".join(names))] if names else []


def _trace(brief: Brief) -> None:
    data, trace, plan = brief.facts[ID], brief.trace, brief.plan
    if data["rivals"]:
        count = len(data["unanswered"])
        label, cells = brief.word("AX15.trace.unanswered"), cells_of(plan.rivals, "rival", "counter")
        trace.add(ID, label, f"{count} / {data['rivals']}", count, "count", brief.word("AX15.rule.unanswered"), cells)
    if data["goals"]:
        count = len(data["unmatched"])
        label = brief.word("AX15.trace.unmatched")
        cells = (*cells_of(plan.customer_goals, "goal", "offer"), *cells_of(plan.strategies, "serves"))
        trace.add(ID, label, f"{count} / {data['goals']}", count, "count", brief.word("AX15.rule.unmatched"), cells)


def _alt(brief: Brief, matches: Sequence[GoalMatch]) -> str:
    none = brief.word("AX15.no_offer")
    parts = [f"{m.goal.goal}: {', '.join(s.strategy or '' for s in m.strategies) or m.goal.offer or none}" for m in matches]
    return brief.text("AX15.alt", parts="; ".join(parts))
