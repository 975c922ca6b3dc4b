"""This year's financial goals: revenue, net income and cost of serving the account against their plan, our share of each line against its
target (METHOD B3).

A goal without its figure is told but not judged. The total of the shares runs over the lines that have target, sales and spend.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from planforge.model.account import FinancialYear, WalletLine
from planforge.model.arithmetic import difference, ratio
from planforge.model.plan import AccountPlan
from planforge.model.scorecard_forecast import YearGoal, YearGoals
from planforge.scoring.arithmetic import cells_of
from planforge.scoring.forecast import elapsed_share

_FIGURES = (("revenue", "plan", False), ("net_income", "plan_net_income", False), ("indirect_cost", "plan_indirect_cost", True))
"""A goal, the cell of its target, and whether that is a limit."""


def score_year_goals(plan: AccountPlan, as_of: date | None) -> YearGoals:
    """The goals on a day; without a day nothing is needed a month.

    The plan of revenue alone makes no goals here: it stands beside revenue on A07.
    """
    elapsed = elapsed_share(as_of, plan.this_year)
    left = (1 - elapsed) * 12 if elapsed is not None else None
    year = plan.year(plan.this_year) if plan.this_year is not None else None
    more = year is not None and (year.plan_net_income is not None or year.plan_indirect_cost is not None)
    lines = [line for line in plan.wallet if line.target_share is not None]
    return YearGoals(
        figures=tuple(_figures(plan, year, left)) if year is not None and (more or lines) else (),
        shares=tuple(_share(line, left) for line in lines),
        total=_total(lines, left),
        months_left=left,
    )


def _figures(plan: AccountPlan, year: FinancialYear, left: float | None) -> Sequence[YearGoal]:
    found = []
    for name, cell, most in _FIGURES:
        target = getattr(year, cell)
        if target is None:
            continue
        earned = difference(year.revenue, year.direct_cost, year.indirect_cost)
        now = earned if name == "net_income" else getattr(year, name)
        used = ("revenue", "direct_cost", "indirect_cost") if name == "net_income" else (name,)
        cells = cells_of(year.at(cell), *(year.at(field) for field in used))
        booked = _booked(plan) if name == "revenue" else None
        found.append(_judged(YearGoal(name=name, target=target, now=now, booked=booked, most=most, cells=cells), left))
    return found


def _booked(plan: AccountPlan) -> float | None:
    """What all lines of the forecast have booked; None while one of them that has a target lacks it."""
    aimed = [line.actual for line in plan.forecast if line.target is not None or line.actual is not None]
    return sum(value for value in aimed if value is not None) if aimed and None not in aimed else None


def _judged(goal: YearGoal, left: float | None) -> YearGoal:
    gap = difference(goal.now, goal.target)
    missing = None if gap is None else max(0.0, gap if goal.most else -gap)
    return replace(
        goal,
        gap=gap,
        reached=ratio(goal.now, goal.target),
        kept=ratio(goal.target, goal.now) if goal.most else ratio(goal.now, goal.target),
        missing=missing,
        per_month=missing / left if missing and left else None,
    )


def _share(line: WalletLine, left: float | None) -> YearGoal:
    goal = YearGoal(
        name="share",
        line=line.product_line or "",
        region=line.region or "",
        target=line.target_share,
        now=ratio(line.our_sales, line.total_spend),
        cells=cells_of(line.at("target_share"), line.at("our_sales"), line.at("total_spend")),
    )
    return _in_sales(_judged(goal, left), line.total_spend, left)


def _in_sales(goal: YearGoal, spend: float | None, left: float | None) -> YearGoal:
    """A share's goal with what is missing told in our sales: points that are missing x what the customer spends."""
    missing = None if goal.missing is None or spend is None else goal.missing * spend
    return replace(goal, missing=missing, per_month=missing / left if missing and left else None)


def _total(lines: Sequence[WalletLine], left: float | None) -> YearGoal | None:
    """target = sum of target x spend / sum of spend; now = sum of our sales / sum of spend.

    `missing` is the sum of what the lines miss: what one line has above its target does not fill another's.
    """
    known = [
        (line, line.target_share, line.our_sales, line.total_spend)
        for line in lines
        if line.target_share is not None and line.our_sales is not None and line.total_spend
    ]
    spend = sum(spent for *_, spent in known)
    if not spend:
        return None
    goal = YearGoal(
        name="share",
        target=sum(share * spent for _, share, _, spent in known) / spend,
        now=sum(sold for *_, sold, _ in known) / spend,
        cells=cells_of(*(line.at(name) for line, *_ in known for name in ("target_share", "our_sales", "total_spend"))),
    )
    missing = sum(max(0.0, share * spent - sold) for _, share, sold, spent in known)
    return replace(_judged(goal, left), missing=missing, per_month=missing / left if missing and left else None)
