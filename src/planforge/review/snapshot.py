"""A04, who the customer is: six blocks of text, its goals in order with what we offer for each, its sales of three years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from planforge.model.account import CustomerGoal, CustomerYear
from planforge.model.codes import InfluenceType
from planforge.model.offers import match_goals
from planforge.model.scorecard_parts import ProfileBlock
from planforge.office.pptx.drawing import is_cjk
from planforge.office.rich import ChartData, Rich, Series, Span, Text
from planforge.review.brief import Brief
from planforge.review.context_account import OfferRow, SnapshotSlide
from planforge.review.notes import frame
from planforge.review.numbers import Numbers, figure
from planforge.review.titles import cut
from planforge.review.trace import cells_of, ranges_of

ID = "A04"
BLOCKS = ("industry", "goals", "customers", "competitors", "money", "buying")
_HEADS = {"goals": "ambitions"}
"""Blocks whose card has another name."""
MORE = ("product_strategy", "production", "operations")
"""Texts of the profile that the notes tell."""
BULLETS, GOALS, YEARS = 6, 4, 3
HEAD_LETTERS = 280
"""Letters that all heads of the goals have together in two lines; half as many Chinese characters."""
HEADROOM = 1.25
"""The value axis ends so much above the tallest column that its label has room."""


def facts(brief: Brief) -> dict[str, Any]:
    """Raw values of the slide."""
    plan = brief.plan
    goals, years = goals_in_order(brief), _years(brief)
    last, before = (years[-1] if years else None), (years[-2] if len(years) > 1 else None)
    growth = last.sales / before.sales - 1 if last and before and last.sales and before.sales else None
    return {
        **brief.common,
        "filled": brief.card.profile.filled,
        "stale": [brief.word(f"A04.{_HEADS.get(block.key, block.key)}") for block in brief.card.profile.stale],
        "stale_days": brief.policy["profile.stale_days"],
        "oldest": max((block.age for block in brief.card.profile.blocks if block.age is not None), default=None),
        "blocks": len(BLOCKS),
        "goals": len(goals),
        "served": sum(1 for match in match_goals(plan) if match.offered),
        "first_goal": (goals[0].goal or "") if goals else "",
        "unserved": [match.goal.goal for match in match_goals(plan) if not match.offered],
        "sales": _sales_numbers(brief).amount(last.sales) if last else "",
        "sales_year": last.year if last else None,
        "growth": growth,
    }


def goals_in_order(brief: Brief) -> tuple[CustomerGoal, ...]:
    """The customer's goals by rank; those without a rank last, in the order of the sheet."""
    named = [goal for goal in brief.plan.customer_goals if goal.goal]
    return tuple(sorted(named, key=lambda goal: goal.rank if goal.rank is not None else len(named) + 1))


def _years(brief: Brief) -> tuple[CustomerYear, ...]:
    known = [year for year in brief.plan.customer_years if year.year is not None and year.sales is not None]
    return tuple(sorted(known, key=lambda year: year.year or 0)[-YEARS:])


def _sales_numbers(brief: Brief) -> Numbers:
    """A customer's sales are far above our own: they have their own decimals."""
    largest = max((year.sales or 0.0 for year in _years(brief)), default=0.0)
    return replace(brief.numbers, decimals=1 if largest < 1000 else 0)


def compose(brief: Brief) -> SnapshotSlide:
    """The slide."""
    data, plan = brief.facts[ID], brief.plan
    goals, years = goals_in_order(brief), _years(brief)
    empty = not data["filled"] and not goals
    _trace(brief, goals, years)
    heads = goal_heads(goals)
    hidden = [_whole(brief, goal, place) for place, goal in _placed(goals) if place > GOALS or heads[place - 1].endswith("…")]
    blocks: dict[str, tuple[Text, ...]] = {name: _lines(brief, getattr(plan.profile, name)) for name in BLOCKS}
    return SnapshotSlide(
        slide=frame(
            brief,
            ID,
            data,
            ranges=ranges_of(cells_of((plan.profile,)), cells_of(goals), cells_of(years, "year", "sales")),
            blocks=("profile", "customer_goals", "customer_years"),
            sticker=_sticker(brief, data, empty),
            title_share=0.74,
            warnings=[brief.text("A04.more_goals", goals="; ".join(hidden))] if hidden else (),
            empty=empty,
            told=_more(brief),
        ),
        empty=brief.empty(ID, "profile") if empty else None,
        ages={_HEADS.get(block.key, block.key): _age(brief, block) for block in brief.card.profile.blocks},
        people=_people(brief),
        industry=blocks["industry"],
        ambitions=blocks["goals"],
        customers=blocks["customers"],
        competitors=blocks["competitors"],
        money=blocks["money"],
        buying=blocks["buying"],
        goals=heads,
        offers=(OfferRow(label=brief.t("A04.offer"), cells=tuple(_offer(brief, goal) for goal in goals[:GOALS])),) if goals else (),
        no_goals="" if goals else brief.word("A04.no_goals"),
        chart=_chart(brief, years),
        chart_unit=brief.numbers.unit_text,
        alt=brief.text("A04.alt", parts=_alt_parts(brief, years)),
    )


def _age(brief: Brief, block: ProfileBlock) -> Text:
    """The day on which a block was last checked, in red when that is long ago; empty when no day is entered."""
    if not block.filled or block.checked is None:
        return ""
    day = brief.numbers.date(block.checked)
    if not block.stale:
        return brief.text("A04.checked", day=day)
    return Rich((Span("■ ", tone="bad"), Span(brief.text("A04.old", day=day), tone="bad", bold=True)))


def _people(brief: Brief) -> Text:
    """What is known of advisers (coaches, and those who influence others) and of informal power; the organisation map shows them."""
    plan = brief.plan
    if not plan.contacts:
        return ""
    sources = {line.source for line in plan.influence}
    advisers = sum(1 for c in plan.contacts if c.influence_type is InfluenceType.COACH or (c.id and c.id in sources))
    return brief.text("A04.people", advisers=advisers, lines=len(plan.influence))


def _more(brief: Brief) -> tuple[str, ...]:
    """The texts of the profile for which the slide has no room, each with its name."""
    told = ((name, getattr(brief.plan.profile, name)) for name in MORE)
    colon = "：" if brief.chinese else ": "
    return tuple(f"{brief.word(f'A04.{name}')}{colon}{' '.join(text.split())}" for name, text in told if text)


def _sticker(brief: Brief, data: dict[str, Any], empty: bool) -> str:
    if empty:
        return brief.word("no_data")
    return brief.texts.text("A04.partial", brief.language, data) if data["filled"] < data["blocks"] else ""


def _lines(brief: Brief, text: str | None) -> tuple[Text, ...]:
    return lines_of(brief, text or "") or (Rich((Span(brief.word("not_filled"), tone="muted"),)),)


def lines_of(brief: Brief, text: str) -> tuple[str, ...]:
    """A block's lines, six at most: what would be the seventh and later is said in the sixth, where it is cut when it has no room."""
    lines = [line.strip(" \t•-–") for line in text.splitlines()]
    lines = [line for line in lines if line]
    if len(lines) > BULLETS:
        lines = [*lines[: BULLETS - 1], ("" if brief.chinese else " ").join(lines[BULLETS - 1 :])]
    return tuple(lines)


def _placed(goals: Sequence[CustomerGoal]) -> list[tuple[int, CustomerGoal]]:
    return list(enumerate(goals, 1))


def _rank(goal: CustomerGoal, place: int) -> int:
    return goal.rank if goal.rank is not None else place


def goal_heads(goals: Sequence[CustomerGoal], ranked: bool = True) -> tuple[str, ...]:
    """The first goals as heads of their columns, with their rank or just numbered."""
    count = min(len(goals), GOALS)
    return tuple(_head(_rank(goal, place) if ranked else place, goal, count) for place, goal in _placed(goals)[:GOALS])


def _head(number: int, goal: CustomerGoal, count: int) -> str:
    """A goal as the head of its column, cut so that it takes two lines."""
    text = f"{number}. {goal.goal}"
    return cut(text, (HEAD_LETTERS // 2 if is_cjk(text) else HEAD_LETTERS) // count)


def _whole(brief: Brief, goal: CustomerGoal, place: int) -> str:
    return brief.text("A04.goal_line", rank=_rank(goal, place), goal=goal.goal, offer=goal.offer)


def _offer(brief: Brief, goal: CustomerGoal) -> Text:
    """Our offer, else the strategies that serve the goal."""
    if goal.offer:
        return goal.offer
    serving = next((match.strategies for match in match_goals(brief.plan) if match.goal is goal), ())
    if serving:
        return brief.word("A04.between").join(strategy.strategy or "" for strategy in serving)
    return Rich((Span(brief.word("A04.no_offer"), tone="bad", bold=True),))


def _chart(brief: Brief, years: Sequence[CustomerYear]) -> ChartData | None:
    values = tuple(year.sales for year in years)
    if len(values) < 2:
        return None
    digits = _sales_numbers(brief).decimals
    labels = tuple(figure(value, digits) for value in values)
    top = max(value or 0.0 for value in values) * HEADROOM
    series = Series(brief.word("A04.sales"), values, like="Sales", labels=labels)
    return ChartData(tuple(str(year.year) for year in years), (series,), 0.0, top or 1.0)


def _alt_parts(brief: Brief, years: Sequence[CustomerYear]) -> str:
    numbers = _sales_numbers(brief)
    return "; ".join(f"{year.year} {numbers.money(year.sales)}" for year in years)


def _trace(brief: Brief, goals: Sequence[CustomerGoal], years: Sequence[CustomerYear]) -> None:
    numbers = _sales_numbers(brief)
    for year in years:
        label = f"{year.year} {brief.word('A04.sales')}"
        brief.trace.add(ID, label, numbers.money(year.sales), year.sales, "money", "", (year.at("sales"),))
    if goals:
        served = sum(1 for match in match_goals(brief.plan) if match.offered)
        cells = cells_of(goals, "goal", "offer")
        brief.trace.add(ID, brief.word("A04.served"), f"{served} / {len(goals)}", float(served), "count", "", cells)
