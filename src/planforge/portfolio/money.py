"""One currency and unit for the whole portfolio. There are no exchange rates: another currency is shown, never added."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from planforge.portfolio.records import AccountRows, Amount

_FACTORS = {"1": 1, "k": 1_000, "m": 1_000_000}


@dataclass(frozen=True, slots=True)
class Money:
    """The portfolio's currency and unit."""

    currency: str
    unit: str

    @property
    def label(self) -> str:
        """As headers show it: `CNY m`, or the currency alone."""
        return " ".join(part for part in (self.currency, self.unit if self.unit != "1" else "") if part) or "–"

    def is_home(self, currency: str) -> bool:
        """Whether amounts of a currency are added."""
        return currency.upper() == self.currency.upper()

    def amount(self, value: Amount, plan: AccountRows) -> Amount:
        """A plan's amount in the portfolio's unit; in another currency a text with the plan's own currency and unit."""
        if value is None or isinstance(value, str):
            return value
        if not self.is_home(plan.currency):
            return f"{plan.currency} {value:,.1f}{'' if plan.unit == '1' else ' ' + plan.unit}".strip()
        if plan.unit == self.unit:
            return value
        return value * _FACTORS.get(plan.unit, 1) / _FACTORS.get(self.unit, 1)


def common_money(plans: Sequence[AccountRows]) -> Money:
    """The currency most plans have (the first in the alphabet among equals) and the largest unit among its plans."""
    counts = Counter(plan.currency.upper() for plan in plans if plan.currency)
    if not counts:
        return Money("", "m")
    currency = min(counts, key=lambda code: (-counts[code], code))
    units = [plan.unit for plan in plans if plan.currency.upper() == currency]
    return Money(currency, max(units, key=lambda unit: _FACTORS.get(unit, 1)))
