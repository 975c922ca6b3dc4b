"""The rows of single things that the portfolio lists: years, deals, risks, actions and findings of all plans, in order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from planforge.portfolio.basis import Basis
from planforge.portfolio.records import AccountRows, ActionRow, DealRow, IssueRow, RiskRow, YearRow
from planforge.portfolio.requests import requests_behind
from planforge.portfolio.sums import number


def years_of(basis: Basis) -> list[YearRow]:
    """The years of all plans, as the plans come."""
    return [row for plan in basis.plans for row in _years(basis, plan)]


def deals_of(basis: Basis) -> list[DealRow]:
    """The deals of all plans, the largest weighted value first."""
    return sorted((row for plan in basis.plans for row in _deals(basis, plan)), key=_deal_order)


def risks_of(basis: Basis) -> list[RiskRow]:
    """The risks of all plans, the gravest first."""
    return sorted((row for plan in basis.plans for row in _risks(basis, plan)), key=_risk_order)


def actions_of(basis: Basis) -> list[ActionRow]:
    """The actions of all plans, the latest of those open first."""
    return sorted((row for plan in basis.plans for row in _actions(basis, plan)), key=_action_order)


def issues_of(basis: Basis) -> list[IssueRow]:
    """What the rules found in all plans, the gravest first."""
    issues = sorted((row for plan in basis.plans for row in plan.issues), key=lambda i: (-i.rank, i.account.casefold()))
    return [replace(row, severity=basis.words[f"severity_{row.severity}"]) for row in issues]


def _years(basis: Basis, plan: AccountRows) -> Iterable[YearRow]:
    for row in plan.years:
        revenue, direct, indirect, planned = (
            basis.money.amount(value, plan) for value in (row.revenue, row.direct_cost, row.indirect_cost, row.plan)
        )
        known = all(isinstance(value, (int, float)) for value in (revenue, direct, indirect))
        net = number(revenue) - number(direct) - number(indirect) if known else None
        both = isinstance(revenue, (int, float)) and isinstance(planned, (int, float))
        yield replace(
            row,
            scenario=basis.word("scenario", row.scenario),
            revenue=revenue,
            direct_cost=direct,
            indirect_cost=indirect,
            plan=planned,
            net_income=net,
            margin=net / number(revenue) if net is not None and number(revenue) else None,
            to_plan=number(revenue) - number(planned) if both else None,
        )


def _deals(basis: Basis, plan: AccountRows) -> Iterable[DealRow]:
    for row in plan.deals:
        value = basis.money.amount(row.value, plan)
        weighted = number(value) * row.probability if isinstance(value, (int, float)) and row.probability is not None else None
        year = row.close.year if row.close else None
        counts = row.is_open == "yes" and weighted is not None and year == basis.year + 1
        yield replace(
            row,
            stage=basis.word("stage", row.stage),
            is_open=basis.words[row.is_open],
            value=value,
            weighted=weighted,
            close_year=year,
            counts=basis.words["yes" if counts else "no"],
            requests=requests_behind(plan, row.id),
            flag=basis.words[f"flag_{_flag(row, plan.account.as_of)}"],
        )


def _risks(basis: Basis, plan: AccountRows) -> Iterable[RiskRow]:
    for row in plan.risks:
        overdue = row.due is not None and plan.account.as_of is not None and row.due < plan.account.as_of
        yield replace(
            row,
            source_group=basis.word("source", row.source_group),
            probability=basis.word("degree", row.probability),
            impact=basis.word("degree", row.impact),
            at_stake=basis.money.amount(row.at_stake, plan),
            previous_zone=basis.word("zone", row.previous_zone),
            zone=basis.word("zone", row.zone),
            movement=basis.word("move", row.movement),
            due_word=basis.words["flag_overdue"] if overdue else "",
        )


def _actions(basis: Basis, plan: AccountRows) -> Iterable[ActionRow]:
    for row in plan.actions:
        end = row.done or row.as_of
        late = max(0, (end - row.due).days) if row.due and end else 0
        yield replace(
            row,
            commitment=basis.word("", row.commitment),
            milestone=basis.word("", row.milestone),
            status=basis.words[f"action_{_action_status(row)}"],
            days_late=late,
        )


def _flag(row: DealRow, as_of: date | None) -> str:
    if row.is_open != "yes":
        return "closed"
    if not row.next_step:
        return "no_step"
    if row.next_date is None:
        return "no_date"
    return "overdue" if as_of is not None and row.next_date < as_of else "fine"


def _action_status(row: ActionRow) -> str:
    if row.done is not None:
        return "done_late" if row.due is not None and row.done > row.due else "done"
    if row.due is None:
        return "no_date"
    return "late" if row.as_of is not None and row.due < row.as_of else "on_time"


def _deal_order(row: DealRow) -> tuple[Any, ...]:
    return (-(row.weighted or 0.0), row.account.casefold(), row.id)


def _risk_order(row: RiskRow) -> tuple[Any, ...]:
    return (-row.rank, -number(row.at_stake), row.account.casefold())


def _action_order(row: ActionRow) -> tuple[Any, ...]:
    return (row.done is not None, -row.days_late, row.due or date.max, row.account.casefold())
