"""The row of an account: its sums over years, deals, risks, actions and findings, and what the executive should look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from planforge.portfolio.basis import Basis
from planforge.portfolio.records import AccountRow, AccountRows, ActionRow, DealRow, IssueRow, RiskRow, SegmentRow, YearRow
from planforge.portfolio.sentences import listed
from planforge.portfolio.sums import number, ready, total

_SECTIONS = ("financials", "factors", "relationships", "competition", "satisfaction", "pipeline", "risks", "actions")


def account_row(
    basis: Basis,
    plan: AccountRows,
    years: Sequence[YearRow],
    deals: Sequence[DealRow],
    risks: Sequence[RiskRow],
    actions: Sequence[ActionRow],
    issues: Sequence[IssueRow],
) -> AccountRow:
    """An account with its sums, its type and what the executive should look at."""
    row, key = plan.account, plan.account.account_id
    mine = [year for year in years if year.account_id == key]
    this = [year for year in mine if year.year == basis.year]
    revenue, planned = total(this, "revenue"), total(this, "plan")
    later = total([year for year in mine if year.year == basis.year + 1], "plan")
    target = later - revenue if later else None
    weighted = total([d for d in deals if d.account_id == key and d.counts == basis.words["yes"]], "weighted")
    stopper = basis.words["zone_show_stopper"]
    errors = sum(i.account_id == key and i.severity == basis.words["severity_error"] for i in issues)
    return replace(
        row,
        stage_now=basis.word("relationship", row.stage_now),
        stage_target=basis.word("relationship", row.stage_target),
        previous_type=basis.word("type", row.previous_type),
        type=basis.words[f"type_{_type(plan)}"],
        revenue=revenue,
        plan=planned,
        to_plan=revenue - planned if planned else None,
        margin=total(this, "net_income") / revenue if revenue and any(y.net_income is not None for y in this) else None,
        growth_target=target,
        weighted=weighted,
        coverage=weighted / target if target and target > 0 else None,
        off_track=sum(status == 1 for status in row.statuses),
        show_stoppers=sum(r.account_id == key and r.zone == stopper for r in risks),
        late_actions=sum(a.account_id == key and a.status == basis.words["action_late"] for a in actions),
        errors=errors,
        signed_off=basis.words[row.signed_off],
        attention=_attention(basis, row.statuses),
        ready=basis.words["yes" if ready(row, errors, basis.limits) else "no"],
    )


def segment_row(basis: Basis, account: AccountRow, years: Sequence[YearRow]) -> SegmentRow:
    """An account on the sheet Segments: its revenue, net income and potential in the money of the portfolio."""
    plan = next(p for p in basis.plans if p.account.account_id == account.account_id)
    this = [y for y in years if y.account_id == account.account_id and y.year == basis.year and y.net_income is not None]
    return replace(
        plan.segment,
        kind=basis.word("kind", plan.segment.kind),
        revenue=account.revenue or None,
        net_income=total(this, "net_income") if this else None,
        future_potential=basis.money.amount(plan.segment.future_potential, plan),
    )


def account_order(row: AccountRow) -> tuple[Any, ...]:
    """The largest revenue first."""
    return (-number(row.revenue), row.account.casefold())


def _type(plan: AccountRows) -> str:
    row = plan.account
    if row.attractiveness is None or row.strength is None:
        return "none"
    strong = row.strength >= plan.cuts[1]
    if row.attractiveness >= plan.cuts[0]:
        return "key" if strong else "key_development"
    return "maintenance" if strong else "opportunistic"


def _attention(basis: Basis, statuses: Sequence[int | None]) -> str:
    off = [basis.words[f"section_{name}"] for name, status in zip(_SECTIONS, statuses, strict=True) if status == 1]
    watch = [basis.words[f"section_{name}"] for name, status in zip(_SECTIONS, statuses, strict=True) if status == 2]
    if off:
        return basis.words["attention_off"].format(sections=listed(off, basis.words))
    if watch:
        return basis.words["attention_watch"].format(sections=listed(watch, basis.words))
    return basis.words["attention_fine" if any(statuses) else "attention_none"]
