"""From what amounts a year an account's sales, profit and future potential are high.

One rule for the boxes of the deck and of the consolidated workbook (METHOD A3 and A8, and "Value four-box cuts" of its decisions): an
amount that is configured for the currency; else the median of the plans of that currency that are read together, when they are enough;
else there is no cut, and so no box.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from statistics import median


class CutSource(StrEnum):
    """Where a cut comes from."""

    CONFIGURED = "configured"
    MEDIAN = "median"


class ValueBox(StrEnum):
    """Sales against profit: both high, only sales, only profit, neither (METHOD A8)."""

    HIGH_HIGH = "high_high"
    HIGH_LOW = "high_low"
    LOW_HIGH = "low_high"
    LOW_LOW = "low_low"


class Segment(StrEnum):
    """Current revenue against future potential: high and high, low and high, high and low, low and low (METHOD A3)."""

    EXPAND = "expand"
    BUILD = "build"
    KEEP = "keep"
    SERVE = "serve"


_BOXES = {
    (True, True): ValueBox.HIGH_HIGH,
    (True, False): ValueBox.HIGH_LOW,
    (False, True): ValueBox.LOW_HIGH,
    (False, False): ValueBox.LOW_LOW,
}
_SEGMENTS = {(True, True): Segment.EXPAND, (False, True): Segment.BUILD, (True, False): Segment.KEEP, (False, False): Segment.SERVE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Business:
    """A year's business of an account in whole units of its currency; None is not known."""

    currency: str
    revenue: float | None = None
    profit: float | None = None
    potential: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CutAmounts:
    """Configured cuts of one currency, in whole units; None leaves the figure to the median."""

    revenue: float | None = None
    profit: float | None = None
    potential: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """The amount from which a figure is high.

    Attributes:
        amount: None while there is no cut.
        source: None likewise.
        plans: how many plans with a known figure were read together.
        least: how many make a median.
    """

    amount: float | None = None
    source: CutSource | None = None
    plans: int = 0
    least: int = 3

    def reached(self, amount: float | None) -> bool | None:
        """Whether an amount is high, which it is from the cut on; None while one of the two is not known."""
        return None if amount is None or self.amount is None else amount >= self.amount


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessCuts:
    """The cuts for accounts of one currency."""

    revenue: Cut = field(default_factory=Cut)
    profit: Cut = field(default_factory=Cut)
    potential: Cut = field(default_factory=Cut)


def business_cuts(plans: Iterable[Business], amounts: Mapping[str, CutAmounts], least: int) -> Mapping[str, BusinessCuts]:
    """The cuts of every currency that is read or configured, by upper-case currency.

    Args:
        plans: the business of the plans read together, one per account.
        amounts: configured cuts by upper-case currency.
        least: how many plans make a median.
    """
    by_currency: dict[str, list[Business]] = {currency: [] for currency in amounts}
    for plan in plans:
        by_currency.setdefault(plan.currency.upper(), []).append(plan)
    return {currency: _cuts(found, amounts.get(currency, CutAmounts()), least) for currency, found in by_currency.items()}


def _cuts(plans: Sequence[Business], amounts: CutAmounts, least: int) -> BusinessCuts:
    return BusinessCuts(
        revenue=_cut([plan.revenue for plan in plans], amounts.revenue, least),
        profit=_cut([plan.profit for plan in plans], amounts.profit, least),
        potential=_cut([plan.potential for plan in plans], amounts.potential, least),
    )


def _cut(values: Sequence[float | None], amount: float | None, least: int) -> Cut:
    known = [value for value in values if value is not None]
    if amount is not None:
        return Cut(amount=amount, source=CutSource.CONFIGURED, plans=len(known), least=least)
    if len(known) >= least:
        return Cut(amount=median(known), source=CutSource.MEDIAN, plans=len(known), least=least)
    return Cut(plans=len(known), least=least)


def value_box(sales: bool | None, profit: bool | None) -> ValueBox | None:
    """The box of the value four-box; None while it is not known whether one of the two is high."""
    return None if sales is None or profit is None else _BOXES[sales, profit]


def segment(revenue: bool | None, potential: bool | None) -> Segment | None:
    """The quadrant of current against future business, likewise."""
    return None if revenue is None or potential is None else _SEGMENTS[revenue, potential]
