"""The rows behind the charts: every account's bubbles and the bars of coverage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from planforge.portfolio.context import ChartRow
from planforge.portfolio.records import AccountRow, EffortRow, SegmentRow
from planforge.portfolio.rollup import box_point, effort_point, segment_point
from planforge.portfolio.sentences import short
from planforge.portfolio.sums import TYPES, number

_LABEL_LENGTH = 20
"""Characters that find room beside a bubble."""


def chart_rows(
    accounts: Sequence[AccountRow], segments: Sequence[SegmentRow], efforts: Sequence[EffortRow], t: Mapping[str, str]
) -> Iterable[ChartRow]:
    """Bubbles in the accounts' order; beside them the bars, lowest coverage first, accounts without a growth target last."""
    bars = sorted(accounts, key=lambda a: (a.coverage is None, a.coverage or 0.0, a.account.casefold()))
    for row, bar, segment, effort in zip(accounts, bars, segments, efforts, strict=True):
        kind = next((kind for kind in TYPES if row.type == t[f"type_{kind}"]), "none")
        placed = kind != "none"
        moved = placed and None not in (row.previous_attractiveness, row.previous_strength)
        current, profit, hours = segment_point(segment), box_point(segment), effort_point(effort)
        yield ChartRow(
            account=row.account,
            label=short(row.account, _LABEL_LENGTH),
            strength=row.strength if placed else None,
            size=max(number(row.revenue), 0.0) if placed else None,
            key=row.attractiveness if kind == "key" else None,
            key_development=row.attractiveness if kind == "key_development" else None,
            maintenance=row.attractiveness if kind == "maintenance" else None,
            opportunistic=row.attractiveness if kind == "opportunistic" else None,
            before_strength=row.previous_strength if moved else None,
            before_attractiveness=row.previous_attractiveness if moved else None,
            segment_across=current[0] if current else None,
            segment_up=current[1] if current else None,
            box_across=profit[0] if profit else None,
            box_up=profit[1] if profit else None,
            effort_across=hours[0] if hours else None,
            effort_up=hours[1] if hours else None,
            revenue=max(number(row.revenue), 0.0) if current or profit or hours else None,
            bar_account=bar.account,
            bar_coverage=bar.coverage,
        )
