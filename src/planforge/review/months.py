"""The time line of a slide: its axis in whole months, and the bars laid on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from planforge.review.brief import Brief
from planforge.review.context_base import Bar, Timeline
from planforge.values import months_later

LEAST, MOST = 6, 15
"""How many months an axis shows."""


def timeline(brief: Brief, begin: date, end: date, bars: Callable[[date, date], tuple[Bar, ...]]) -> Timeline:
    """Months from that of `begin` to that of `end`, 6 to 15 of them; `bars` gets the first and the last day of the axis.

    For plans with an as-of date.
    """
    first = begin.replace(day=1)
    count = min(MOST, max(LEAST, (end.year - first.year) * 12 + end.month - first.month + 1))
    last = months_later(first, count) - timedelta(days=1)
    return Timeline(
        first=first,
        last=last,
        today=brief.as_of or first,
        today_label=brief.text("A19.today_label"),
        months=tuple(brief.numbers.month(months_later(first, step)) for step in range(count)),
        bars=bars(first, last),
    )
