"""What all rows of a portfolio rest on: the plans that count, their money, year and date, and the words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from planforge.model.limits import PortfolioLimits
from planforge.portfolio.money import Money, common_money
from planforge.portfolio.records import AccountRows


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """The latest plan of every account and what they have in common.

    Attributes:
        older: the plans that do not count, since there is a later one of the same account.
        home: the plans in the portfolio's currency.
        as_of: the latest date of the plans.
        year: the year that most plans are in.
    """

    words: Mapping[str, str]
    limits: PortfolioLimits
    plans: tuple[AccountRows, ...]
    older: tuple[AccountRows, ...]
    home: tuple[AccountRows, ...]
    money: Money
    as_of: date | None
    year: int

    def word(self, group: str, code: str) -> str:
        """The word for a code of a group; empty for no code."""
        return self.words["_".join(part for part in (group, code.replace(" ", "_")) if part)] if code else ""

    def unit(self) -> str:
        """The unit of amounts in sentences: `CNY m`, in Chinese `百万元`; without words for it as headers show it."""
        sentence = self.words.get(f"unit_{self.money.unit}")
        currency = self.money.currency
        if not sentence or not currency:
            return self.money.label
        return sentence.format(currency=self.words.get(f"currency_{currency}", currency))

    def period(self) -> str:
        """The period that most plans name; the later of two."""
        periods = Counter(plan.period for plan in self.plans if plan.period)
        return max(periods, key=lambda period: (periods[period], period)) if periods else ""


def basis_of(given: Sequence[AccountRows], words: Mapping[str, str], limits: PortfolioLimits) -> Basis:
    """The basis of the given plans."""
    plans, older = _latest(given)
    money = common_money(plans)
    home = [plan for plan in plans if money.is_home(plan.currency)]
    years = Counter(plan.this_year for plan in home or plans if plan.this_year is not None)
    as_of = max((p.account.as_of for p in plans if p.account.as_of), default=None)
    year = max(years, key=lambda year: (years[year], year)) if years else as_of.year if as_of else 0
    return Basis(words=words, limits=limits, plans=tuple(plans), older=tuple(older), home=tuple(home), money=money, as_of=as_of, year=year)


def _latest(plans: Sequence[AccountRows]) -> tuple[list[AccountRows], list[AccountRows]]:
    """The latest plan of every account in the given order, and the older ones."""
    by_account: dict[str, list[AccountRows]] = {}
    for plan in plans:
        by_account.setdefault(plan.account.account_id.casefold(), []).append(plan)
    chosen, older = [], []
    for group in by_account.values():
        ordered = sorted(group, key=lambda p: (p.account.as_of or date.min, p.file.file.text), reverse=True)
        chosen.append(ordered[0])
        older += ordered[1:]
    return chosen, older
