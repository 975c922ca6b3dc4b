"""Sums by year (METHOD B1), parent (A11), value box (A8), segment (A3) and sales stage (E4). Currencies are never added to each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from planforge.model.business import Segment, ValueBox
from planforge.model.codes import SalesStage
from planforge.portfolio.context_rollup import BoxSum, ParentSum, Rollup, StageSum, YearSum
from planforge.portfolio.money import Money, common_money
from planforge.portfolio.records import AccountRows, DealRow, EffortRow, SegmentRow, SelectionRow, YearRow
from planforge.portfolio.sentences import listed
from planforge.portfolio.sums import number, total

AROUND = range(-2, 3)
"""The years on the sheet, by their distance from this year."""
_UNPLACED = ("none", "no_cut")


def rollup_of(
    plans: Sequence[AccountRows],
    years: Sequence[YearRow],
    segments: Sequence[SegmentRow],
    selections: Sequence[SelectionRow],
    efforts: Sequence[EffortRow],
    deals: Sequence[DealRow],
    year: int,
    money: Money,
    t: Mapping[str, str],
) -> Rollup:
    """The roll-up of the portfolio, whose rows are in its unit and in words."""
    home = {plan.account.account_id for plan in plans if money.is_home(plan.currency)}
    own = [row for row in years if row.account_id in home]
    return Rollup(
        years=tuple(_year([row for row in own if row.year == year + step], year + step, money.label, t) for step in AROUND),
        parents=_parents(plans, segments, money, t),
        boxes={box: _box(segments, "value_box", t[f"value_{box}"], "net_income") for box in (*ValueBox, *_UNPLACED)},
        segments={part: _box(segments, "segment", t[f"segment_{part}"], "future_potential") for part in (*Segment, *_UNPLACED)},
        stages={stage: _stage([deal for deal in deals if deal.stage == t[f"stage_{stage}"]]) for stage in SalesStage},
        abroad=tuple(_abroad([plan for plan in plans if not money.is_home(plan.currency)], t)),
        alts=_alts(segments, selections, efforts, year, t),
    )


def _year(rows: Sequence[YearRow], year: int, currency: str, t: Mapping[str, str]) -> YearSum:
    complete = [row for row in rows if row.net_income is not None]
    net, base = total(complete, "net_income"), total(complete, "revenue")
    return YearSum(
        year=year,
        scenario=", ".join(dict.fromkeys(row.scenario for row in rows if row.scenario)),
        currency=currency,
        accounts=sum(isinstance(row.revenue, (int, float)) for row in rows),
        complete=len(complete),
        revenue=total(rows, "revenue"),
        direct_cost=total(rows, "direct_cost"),
        indirect_cost=total(rows, "indirect_cost"),
        net_income=net,
        margin=net / base if base else None,
        plan=total(rows, "plan"),
        to_plan=total(rows, "to_plan"),
    )


def _abroad(plans: Sequence[AccountRows], t: Mapping[str, str]) -> Iterable[YearSum]:
    """Each other currency by year, in the largest unit among its plans."""
    for currency in sorted({plan.currency.upper() for plan in plans}):
        same = [plan for plan in plans if plan.currency.upper() == currency]
        money = common_money(same)
        rows = [_measured(row, plan, money, t) for plan in same for row in plan.years]
        for year in sorted({row.year for row in rows if row.year is not None}):
            yield _year([row for row in rows if row.year == year], year, money.label, t)


def _measured(row: YearRow, plan: AccountRows, money: Money, t: Mapping[str, str]) -> YearRow:
    amounts = {name: money.amount(getattr(row, name), plan) for name in ("revenue", "direct_cost", "indirect_cost", "plan")}
    known = all(isinstance(amounts[name], (int, float)) for name in ("revenue", "direct_cost", "indirect_cost"))
    net = number(amounts["revenue"]) - number(amounts["direct_cost"]) - number(amounts["indirect_cost"]) if known else None
    planned = isinstance(amounts["revenue"], (int, float)) and isinstance(amounts["plan"], (int, float))
    to_plan = number(amounts["revenue"]) - number(amounts["plan"]) if planned else None
    return replace(
        row,
        scenario=t[f"scenario_{row.scenario}"] if row.scenario else "",
        revenue=amounts["revenue"],
        direct_cost=amounts["direct_cost"],
        indirect_cost=amounts["indirect_cost"],
        plan=amounts["plan"],
        net_income=net,
        to_plan=to_plan,
    )


def _parents(plans: Sequence[AccountRows], segments: Sequence[SegmentRow], money: Money, t: Mapping[str, str]) -> tuple[ParentSum, ...]:
    currencies = {plan.account.account_id: plan for plan in plans}
    groups: dict[tuple[str, str], list[SegmentRow]] = {}
    for row in segments:
        groups.setdefault((row.parent.casefold(), currencies[row.account_id].currency.upper()), []).append(row)
    found = [_parent(rows, [currencies[row.account_id] for row in rows], money, t) for rows in groups.values()]
    alone = t["rollup_no_parent"]
    return tuple(sorted(found, key=lambda row: (row.parent == alone, row.revenue is None, -(row.revenue or 0.0), row.parent.casefold())))


def _parent(rows: Sequence[SegmentRow], plans: Sequence[AccountRows], money: Money, t: Mapping[str, str]) -> ParentSum:
    home = money.is_home(plans[0].currency)
    return ParentSum(
        parent=rows[0].parent or t["rollup_no_parent"],
        currency=plans[0].currency.upper(),
        accounts=len(rows),
        names=listed([row.account for row in rows], t, "names"),
        revenue=total(rows, "revenue") if home else None,
        net_income=total(rows, "net_income") if home else None,
        revenue_abroad="" if home else _in_words(plans, "revenue"),
        net_income_abroad="" if home else _in_words(plans, "net_income"),
    )


def _in_words(plans: Sequence[AccountRows], figure: str) -> str:
    """What a figure of this year comes to over accounts of another currency; empty when none of them has it."""
    money = common_money(plans)
    known = [money.amount(value, plan) for plan in plans if (value := getattr(plan.deck_figures, figure)) is not None]
    return f"{money.label} {sum(number(value) for value in known):,.1f}" if known else ""


def _box(segments: Sequence[SegmentRow], place: str, word: str, amount: str) -> BoxSum:
    inside = [row for row in segments if getattr(row, place) == word]
    revenue, everything = total(segments, "revenue"), total(segments, amount)
    return BoxSum(
        accounts=len(inside),
        part=len(inside) / len(segments) if segments else None,
        revenue=total(inside, "revenue"),
        revenue_share=total(inside, "revenue") / revenue if revenue > 0 else None,
        amount=total(inside, amount),
        share=total(inside, amount) / everything if everything > 0 else None,
    )


def _stage(deals: Sequence[DealRow]) -> StageSum:
    return StageSum(
        deals=len(deals),
        known=sum(deal.weighted is not None for deal in deals),
        value=total(deals, "value"),
        weighted=total(deals, "weighted"),
    )


def _alts(
    segments: Sequence[SegmentRow], selections: Sequence[SelectionRow], efforts: Sequence[EffortRow], year: int, t: Mapping[str, str]
) -> dict[str, str]:
    counts = {
        "segments": sum(bool(segment_point(row)) for row in segments),
        "boxes": sum(bool(box_point(row)) for row in segments),
        "effort": sum(bool(effort_point(row)) for row in efforts),
        "criteria": sum(row.criteria_mean is not None for row in selections),
        "years": len(AROUND),
    }
    facts = {"first": year + AROUND[0], "last": year + AROUND[-1]}
    return {name: t[f"rollup_alt_{name}"].format(accounts=count, **facts) for name, count in counts.items()}


def segment_point(row: SegmentRow) -> tuple[float, float] | None:
    """Where an account stands in the chart of current against future business; None when one of the two is not a number."""
    return _point(row.revenue, row.future_potential)


def box_point(row: SegmentRow) -> tuple[float, float] | None:
    """The same in the chart of sales against profit."""
    return _point(row.revenue, row.net_income)


def effort_point(row: EffortRow) -> tuple[float, float] | None:
    """The same in the chart of hours against net income."""
    return _point(row.hours, row.net_income)


def _point(across: Any, up: Any) -> tuple[float, float] | None:
    return (across, up) if isinstance(across, (int, float)) and isinstance(up, (int, float)) else None
