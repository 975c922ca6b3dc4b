"""What the accounts ask for: resources in the order of their return, and decisions with what became of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from planforge.portfolio.money import Money
from planforge.portfolio.records import AccountRows, DealRow, DecisionRow, RequestRow

_LAST = float("inf")


def requests_behind(plan: AccountRows, deal: str) -> int:
    """How many requests of a plan name a deal; as formulas do, without regard to upper and lower case."""
    return sum(request.enables.casefold() == deal.casefold() for request in plan.requests) if deal else 0


def requests_of(plans: Sequence[AccountRows], deals: Sequence[DealRow], money: Money, words: Mapping[str, str]) -> tuple[RequestRow, ...]:
    """The requests of all plans, the highest return first, in words and in the portfolio's unit.

    Args:
        plans: the plans whose requests are taken.
        deals: all deals of the portfolio, already in its unit and in words.
    """
    values = _open_values(deals, words["yes"])
    rows = [_returning(row, plan, values, money, words) for plan in plans for row in plan.requests]
    paid = sorted(
        ((row.ratio, float(row.cost)) for row in rows if row.ratio is not None and isinstance(row.cost, (int, float))), reverse=True
    )
    places: dict[float, tuple[int, float]] = {}
    cost = 0.0
    for number, (ratio, own) in enumerate(paid, 1):
        cost += own
        places[ratio] = (places[ratio][0] if ratio in places else number, cost)
    return tuple(sorted((_ranked(row, places, words) for row in rows), key=_order))


def _open_values(deals: Sequence[DealRow], yes: str) -> Mapping[tuple[str, str], float]:
    """Weighted values of open deals by account and id; as formulas do, without regard to upper and lower case."""
    values: dict[tuple[str, str], float] = {}
    for deal in deals:
        if deal.id and deal.is_open == yes and deal.weighted is not None:
            key = (deal.account_id, deal.id.casefold())
            values[key] = values.get(key, 0.0) + deal.weighted
    return values


def _returning(
    row: RequestRow, plan: AccountRows, values: Mapping[tuple[str, str], float], money: Money, words: Mapping[str, str]
) -> RequestRow:
    cost, weighted = money.amount(row.cost, plan), values.get((row.account_id, row.enables.casefold()))
    kind = words[f"resource_{row.kind.replace(' ', '_')}"] if row.kind else ""
    ratio = round(weighted / cost, 9) if isinstance(cost, (int, float)) and cost > 0 and weighted is not None else None
    return replace(row, kind=kind, cost=cost, weighted=weighted, ratio=ratio)


def _ranked(row: RequestRow, places: Mapping[float, tuple[int, float]], words: Mapping[str, str]) -> RequestRow:
    """With its place in the order of returns; requests of the same return share the first place of theirs and the cost up to the last."""
    rank, cost = places[row.ratio] if row.ratio is not None else (None, None)
    return replace(row, rank=rank, cumulative=cost, flag=words[f"request_{_flag(row)}"])


def _flag(row: RequestRow) -> str:
    if isinstance(row.cost, str):
        return "currency"
    if not row.enables:
        return "no_deal"
    if row.weighted is None:
        return "no_value"
    if row.ratio is None:
        return "no_cost"
    return "below" if row.ratio < 1 else "fine"


def _order(row: RequestRow) -> tuple[Any, ...]:
    return (row.rank or _LAST, -(row.weighted or 0.0), row.account.casefold(), row.number)


def decisions_of(plans: Sequence[AccountRows], money: Money, words: Mapping[str, str]) -> tuple[DecisionRow, ...]:
    """The decisions of all plans in words: those not taken first, by the latest date on which they can be."""
    rows = [
        replace(
            row,
            amount=money.amount(row.amount, plan),
            outcome=words[f"outcome_{row.outcome}"] if row.outcome else "",
            status=words[f"decision_{_decision_status(row)}"],
        )
        for plan in plans
        for row in plan.decisions
    ]
    return tuple(sorted(rows, key=lambda row: (bool(row.outcome), row.latest_date or date.max, row.account.casefold(), row.number)))


def _decision_status(row: DecisionRow) -> str:
    if row.outcome:
        return "taken"
    if row.latest_date is None:
        return "no_date"
    if not row.owner:
        return "no_owner"
    return "overdue" if row.as_of is not None and row.latest_date < row.as_of else "open"
