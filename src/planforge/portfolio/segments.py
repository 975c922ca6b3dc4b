"""Where the accounts belong: value four-box, current against future business, and when each is reviewed.

The cuts are those of the decks (`planforge.model.business`); they stand on the sheet Lists and may be changed there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from planforge.model.business import BusinessCuts, Cut, segment, value_box
from planforge.portfolio.money import Money
from planforge.portfolio.records import AccountRows, Amount, SegmentRow
from planforge.portfolio.sentences import followed_up


@dataclass(frozen=True, slots=True, kw_only=True)
class Cuts:
    """The amounts from which sales, profit and future potential count as high, in the portfolio's unit, and where they come from."""

    sales: float | None = None
    profit: float | None = None
    potential: float | None = None
    text: str = ""


def cuts_of(plans: Sequence[AccountRows], money: Money, words: Mapping[str, str]) -> Cuts:
    """The cuts of the portfolio's currency, as its decks have them."""
    home = next((plan for plan in plans if money.is_home(plan.currency)), None)
    if home is None:
        return Cuts()

    def amount(cut: Cut) -> float | None:
        value = money.amount(cut.amount, home)
        return None if isinstance(value, str) else value

    own = home.business_cuts
    return Cuts(sales=amount(own.revenue), profit=amount(own.profit), potential=amount(own.potential), text=_text(own, amount, words))


def _text(cuts: BusinessCuts, amount: Callable[[Cut], float | None], words: Mapping[str, str]) -> str:
    """Every cut with its source, such as `revenue 38.9 (median of 10)`."""
    parts = []
    for name in ("revenue", "profit", "potential"):
        cut: Cut = getattr(cuts, name)
        source = words[f"cut_{cut.source}" if cut.source else "cut_none"].format(plans=cut.plans, least=cut.least)
        value = amount(cut)
        parts.append(
            words["cut_line" if cut.source else "cut_open"].format(name=words[f"cut_{name}"], amount=f"{value or 0:,.1f}", source=source)
        )
    return words["cut_join"].join(parts)


def placed(row: SegmentRow, cuts: Cuts, words: Mapping[str, str]) -> SegmentRow:
    """The row with its boxes and its review dates, in words; where figures or cuts are missing, the boxes are what the deck says."""
    sales = _reached(row.revenue, cuts.sales)
    value = value_box(sales, _reached(row.net_income, cuts.profit))
    part = segment(sales, _reached(row.future_potential, cuts.potential))
    return replace(
        row,
        value_box=words[f"value_{value or row.value_deck}"],
        segment=words[f"segment_{part or row.segment_deck}"],
        value_deck=words[f"value_{row.value_deck}"],
        segment_deck=words[f"segment_{row.segment_deck}"],
        days_over=_days_over(row.last_review, row.days_between, row.as_of),
        follow_up=followed_up(words, row.account_class, row.report_months),
    )


def _reached(amount: Amount, cut: float | None) -> bool | None:
    """High from the cut on; compared to the sixth decimal, as the formula does, because differences of amounts are not exact."""
    if not isinstance(amount, (int, float)) or cut is None:
        return None
    return round(amount, 6) >= round(cut, 6)


def _days_over(last: date | None, between: int | None, as_of: date | None) -> int | None:
    if last is None or between is None or as_of is None:
        return None
    return max(0, (as_of - last).days - between)
