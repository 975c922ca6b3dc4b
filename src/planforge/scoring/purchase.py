"""What the customer buys: our part of what is installed, and how much of its budget is not ours yet, who else gets how much (METHOD B5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from planforge.model.account import WalletLine
from planforge.model.arithmetic import ratio
from planforge.model.plan import AccountPlan
from planforge.model.purchase import InstalledBase
from planforge.model.scorecard_customer import BaseScore, PurchaseScores
from planforge.model.spend import spend_by_supplier


def score_purchase(plan: AccountPlan, as_of: date | None) -> PurchaseScores:
    """The purchase profile and every line of the installed base; without a day the budget's freeze is not counted down."""
    lines = tuple(_line(row, plan.wallet) for row in plan.installed_base)
    both = [row for row in plan.installed_base if row.our_amount is not None and row.rival_amount is not None]
    ours, rivals = known_sum(row.our_amount for row in both), known_sum(row.rival_amount for row in both)
    freeze = plan.purchasing.freeze
    return PurchaseScores(
        lines=lines,
        ours=ours,
        rivals=rivals,
        share=_share(ours, rivals),
        whitespace=known_sum(line.whitespace for line in lines),
        days_to_freeze=(freeze - as_of).days if freeze and as_of else None,
        spend=spend_by_supplier(plan),
    )


def known_sum(values: Iterable[float | None]) -> float | None:
    """The sum of the known values; None when there are none."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _line(row: InstalledBase, wallet: Sequence[WalletLine]) -> BaseScore:
    """A line: whitespace = budget - our sales, share = our amount / (ours + rivals')."""
    found = [line.our_sales for line in wallet if _same(line.product_line, row.category) and _same(line.region, row.unit)]
    # Sales that are known of some of the lines only would leave too much of the budget as not ours.
    sales = None if None in found else known_sum(found)
    open_budget = None if row.budget is None or sales is None else max(0.0, row.budget - sales)
    return BaseScore(line=row, sales=sales, whitespace=open_budget, share=_share(row.our_amount, row.rival_amount))


def _same(one: str | None, other: str | None) -> bool:
    """True when two sheets name the same thing; case and blanks around do not matter."""
    return (one or "").strip().casefold() == (other or "").strip().casefold()


def _share(ours: float | None, rivals: float | None) -> float | None:
    return ratio(ours, ours + rivals) if ours is not None and rivals is not None else None
