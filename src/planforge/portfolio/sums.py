"""Sums of the portfolio and the control sums that hold them against the decks and against each other.

Every figure here is the stored value of a live formula in the template; a test recalculates the workbook and compares.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from planforge.model.cycle import obstacles
from planforge.model.limits import PortfolioLimits
from planforge.portfolio.context import Attention, BridgeRow, Check, QuadrantRow, Summary
from planforge.portfolio.records import (
    AccountRow,
    AccountRows,
    ActionRow,
    DealRow,
    DecisionRow,
    IssueRow,
    RequestRow,
    RiskRow,
    ScoreRow,
    SegmentRow,
    YearRow,
)
from planforge.portfolio.sentences import fixed, short, signed

TYPES = ("key", "key_development", "maintenance", "opportunistic", "none")
OPEN_STAGES = ("negotiate", "propose", "qualify", "identify")
FIRST_LINES = 8
_LONGEST_NAME = 46
"""Characters of a name that find room beside its revenue."""


def number(value: Any) -> float:
    """A value as Excel's sums take it: texts and blanks count as nothing."""
    return float(value) if isinstance(value, (int, float)) else 0.0


def total(rows: Iterable[Any], name: str) -> float:
    """The sum of an attribute over rows."""
    return sum((number(getattr(row, name)) for row in rows), 0.0)


def summary_of(
    accounts: Sequence[AccountRow],
    years: Sequence[YearRow],
    deals: Sequence[DealRow],
    year: int,
    t: Mapping[str, str],
    checks: Mapping[str, Check],
    limits: PortfolioLimits,
) -> Summary:
    """The figures of the Summary sheet."""
    this = [row for row in years if row.year == year]
    revenue = total(accounts, "revenue")
    net, base = total(this, "net_income"), total([row for row in this if row.net_income is not None], "revenue")
    groups: dict[str, Any] = {kind: _quadrant([a for a in accounts if a.type == t[f"type_{kind}"]], revenue) for kind in TYPES}
    everything = _quadrant(accounts, revenue)
    to_plan, plan_next = total(accounts, "to_plan"), total([row for row in years if row.year == year + 1], "plan")
    return Summary(
        revenue_note=f"{signed(to_plan)} {t['summary_revenue_note']}",
        margin_note=f"{fixed(net)} {t['summary_margin_note']}",
        growth_target_note=f"{fixed(plan_next)} {t['summary_growth_target_note']}",
        coverage_note=f"{fixed(everything.weighted)} {t['summary_coverage_note']}",
        revenue=revenue,
        to_plan=to_plan,
        margin=net / base if base else None,
        net_income=net,
        growth_target=everything.growth_target,
        plan_next=plan_next,
        coverage=everything.coverage,
        weighted=everything.weighted,
        off_track=sum(account.off_track >= limits.off_track for account in accounts),
        ready=sum(account.ready == t["yes"] for account in accounts),
        accounts=len(accounts),
        total=everything,
        bridge=tuple(_bridge(deals, everything.growth_target, t)),
        first=tuple(_first(accounts)),
        revenue_check=_as_decks(checks["revenue_decks"], t),
        margin_check=_as_decks(checks["net_income_decks"], t),
        growth_target_check=_as_decks(checks["target_decks"], t),
        coverage_check=_as_decks(checks["weighted_decks"], t),
        off_track_check=_as_decks(checks["off_track_decks"], t),
        ready_check=_as_decks(checks["ready_plans"], t),
        **_alts(t, everything, accounts),
        **groups,
    )


def ready(row: AccountRow, errors: int, limits: PortfolioLimits) -> bool:
    """Whether the account's plan is ready for review, by the rule that its deck follows too; the row is as its plan gave it."""
    return not obstacles(
        open_prework=row.open_prework, errors=errors, filled=row.complete, share=limits.ready, signed_off=row.signed_off == "yes"
    )


def _alts(t: Mapping[str, str], everything: QuadrantRow, accounts: Sequence[AccountRow]) -> dict[str, Any]:
    """The alternative texts of the three charts."""
    target = max(0.0, everything.growth_target)
    facts = {
        "accounts": len(accounts),
        "key": sum(a.type == t["type_key"] for a in accounts),
        "dev": sum(a.type == t["type_key_development"] for a in accounts),
        "weighted": f"{everything.weighted:,.1f}",
        "gap": f"{max(0.0, target - everything.weighted):,.1f}",
        "target": f"{target:,.1f}",
        "covered": sum(a.coverage is not None and a.coverage >= 1 for a in accounts),
        "counted": sum(a.coverage is not None for a in accounts),
        "unit": t["unit"],
    }
    return {f"alt_{name}": t[f"summary_alt_{name}"].format_map(facts) for name in ("matrix", "bridge", "coverage")}


def _as_decks(check: Check, t: Mapping[str, str]) -> str:
    return t["summary_as_decks" if check.holds else "summary_not_as_decks"]


def _quadrant(accounts: Sequence[AccountRow], everything: float) -> QuadrantRow:
    target, weighted = total(accounts, "growth_target"), total(accounts, "weighted")
    revenue = total(accounts, "revenue")
    return QuadrantRow(
        accounts=len(accounts),
        revenue=revenue,
        share=revenue / everything if everything else 0.0,
        growth_target=target,
        weighted=weighted,
        coverage=weighted / target if target > 0 else None,
        show_stoppers=sum(account.show_stoppers for account in accounts),
    )


def _bridge(deals: Sequence[DealRow], target: float, t: Mapping[str, str]) -> Iterable[BridgeRow]:
    """Stages on top of each other, then their sum, the gap to the target (or the surplus over it) and the target."""
    counted = [deal for deal in deals if deal.counts == t["yes"]]
    height = 0.0
    for stage in OPEN_STAGES:
        step = total([deal for deal in counted if deal.stage == t[f"stage_{stage}"]], "weighted")
        yield BridgeRow(label=t[f"stage_{stage}"], base=height, step=step)
        height += step
    target = max(0.0, target)
    yield BridgeRow(label=t["summary_weighted"], total=height)
    yield BridgeRow(
        label=t["summary_surplus" if height > target else "summary_gap"],
        base=min(height, target),
        gap=max(0.0, target - height),
        surplus=max(0.0, height - target),
    )
    yield BridgeRow(label=t["summary_target"], target=target)


def _first(accounts: Sequence[AccountRow]) -> Iterable[Attention]:
    order = sorted(accounts, key=lambda a: (-a.off_track, -a.show_stoppers, -number(a.revenue), a.account.casefold()))
    worst = [account for account in order if account.off_track or account.show_stoppers][:FIRST_LINES]
    for account in worst:
        link = account.deck if account.deck.target else account.source
        yield Attention(
            account=type(link)(short(account.account, _LONGEST_NAME), link.target), text=account.attention, revenue=number(account.revenue)
        )
    for _ in range(FIRST_LINES - len(worst)):
        yield Attention()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The rows of all data sheets."""

    accounts: Sequence[AccountRow]
    segments: Sequence[SegmentRow]
    years: Sequence[YearRow]
    deals: Sequence[DealRow]
    risks: Sequence[RiskRow]
    actions: Sequence[ActionRow]
    requests: Sequence[RequestRow]
    decisions: Sequence[DecisionRow]
    scores: Sequence[ScoreRow]
    issues: Sequence[IssueRow]


def checks_of(
    plans: Sequence[AccountRows],
    decks: Mapping[str, float],
    rows: Rows,
    year: int,
    t: Mapping[str, str],
    limits: PortfolioLimits,
) -> dict[str, Check]:
    """The control sums by name: what should be found and what is found."""
    accounts, segments, years, deals, risks, actions = rows.accounts, rows.segments, rows.years, rows.deals, rows.risks, rows.actions
    this = [row for row in years if row.year == year]
    counted = [deal for deal in deals if deal.counts == t["yes"]]
    placed = [plan for plan in plans if plan.deck_figures.type]
    bridge = [total([d for d in counted if d.stage == t[f"stage_{stage}"]], "weighted") for stage in OPEN_STAGES]
    sums: dict[str, tuple[float, float]] = {
        "accounts_read": (len(plans), len(accounts)),
        "quadrant_accounts": (len(accounts), len(accounts)),
        "placed_decks": (len(placed), sum(a.type != t["type_none"] for a in accounts)),
        "boxes_decks": (0, sum((s.value_box != s.value_deck) + (s.segment != s.segment_deck) for s in segments)),
        "attractiveness_decks": (total(accounts, "attractiveness"), total(rows.scores, "mean")),
        "parents_accounts": (len(accounts), len(accounts)),
        "boxes_revenue": (total(segments, "revenue"), total(segments, "revenue")),
        "revenue_decks": (decks["revenue"], total(accounts, "revenue")),
        "plan_decks": (decks["plan"], total(accounts, "plan")),
        "revenue_financials": (total(this, "revenue"), total(accounts, "revenue")),
        "net_income_decks": (decks["net_income"], total(this, "net_income")),
        "quadrant_revenue": (total(accounts, "revenue"), total(accounts, "revenue")),
        "target_decks": (decks["growth_target"], total(accounts, "growth_target")),
        "weighted_decks": (decks["weighted"], total(accounts, "weighted")),
        "bridge_stages": (total(accounts, "weighted"), sum(bridge)),
        "deals_read": (sum(len(plan.deals) for plan in plans), len(deals)),
        "probabilities": (0, sum(not 0 <= d.probability <= 1 for d in deals if d.probability is not None)),
        "show_stoppers_decks": (sum(p.deck_figures.show_stoppers for p in plans), total(accounts, "show_stoppers")),
        "risks_read": (sum(len(plan.risks) for plan in plans), len(risks)),
        "late_decks": (sum(p.deck_figures.late_actions for p in plans), total(accounts, "late_actions")),
        "actions_read": (sum(len(plan.actions) for plan in plans), len(actions)),
        "requests_read": (sum(len(plan.requests) for plan in plans), len(rows.requests)),
        "requested_decks": (decks["requested"], total(rows.requests, "cost")),
        "enabled_decks": (decks["enabled"], total([deal for deal in deals if deal.requests and deal.is_open == t["yes"]], "weighted")),
        "decisions_read": (sum(len(plan.decisions) for plan in plans), len(rows.decisions)),
        "off_track_decks": (
            sum(p.account.statuses.count(1) >= limits.off_track for p in plans),
            sum(a.off_track >= limits.off_track for a in accounts),
        ),
        "ready_plans": (
            sum(ready(p.account, p.file.errors or 0, limits) for p in plans),
            sum(a.ready == t["yes"] for a in accounts),
        ),
        "issues_read": (sum(len(plan.issues) for plan in plans), len(rows.issues)),
    }
    return {name: Check(expected=e, actual=a, ok=t["check_ok"], bad=t["check_bad"]) for name, (e, a) in sums.items()}


def overall_text(checks: Iterable[Check], t: Mapping[str, str]) -> str:
    """The sentence on all control sums, as the formula on the Checks sheet makes it."""
    bad = sum(not check.holds for check in checks)
    return f"{bad} {t['check_some_bad']}" if bad else t["check_all_ok"]
