"""Where the accounts belong: value four-box, current against future business, and when each is reviewed.

The boxes are cut at the medians of the portfolio (METHOD, "Value four-box cuts"), which stand on the sheet Lists and may be changed there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from statistics import median

from planforge.portfolio.records import Amount, SegmentRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Cuts:
    """The amounts from which sales, profit and future potential count as high; 0 without any figure."""

    sales: float = 0.0
    profit: float = 0.0
    potential: float = 0.0


def cuts_of(rows: Sequence[SegmentRow]) -> Cuts:
    """The medians of what is known."""
    return Cuts(
        sales=_median(row.revenue for row in rows),
        profit=_median(row.net_income for row in rows),
        potential=_median(row.future_potential for row in rows),
    )


def _median(values: Iterable[Amount]) -> float:
    known = [float(value) for value in values if isinstance(value, (int, float))]
    return median(known) if known else 0.0


def placed(row: SegmentRow, cuts: Cuts, words: Mapping[str, str]) -> SegmentRow:
    """The row with its boxes and its review dates, in words."""
    return replace(
        row,
        value_box=words[f"value_{_box(row.revenue, cuts.sales, row.net_income, cuts.profit)}"],
        segment=words[f"segment_{_box(row.revenue, cuts.sales, row.future_potential, cuts.potential)}"],
        days_over=_days_over(row.last_review, row.days_between, row.as_of),
        follow_up=words[f"follow_up_{row.account_class}"] if row.account_class else "",
    )


def _box(first: Amount, first_cut: float, second: Amount, second_cut: float) -> str:
    """`high_low` and so on; `none` when one of the two is not known."""
    if not isinstance(first, (int, float)) or not isinstance(second, (int, float)):
        return "none"
    return f"{'high' if first >= first_cut else 'low'}_{'high' if second >= second_cut else 'low'}"


def _days_over(last: date | None, between: int | None, as_of: date | None) -> int | None:
    if last is None or between is None or as_of is None:
        return None
    return max(0, (as_of - last).days - between)
