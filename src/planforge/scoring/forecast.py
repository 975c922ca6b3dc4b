"""Sales by product line and region: totals, mix, growth, target against actual, agreement with the rest of the plan (METHOD B3, B4).

A blank cell of a line that has begun is unknown, never 0: sums run over the lines with a figure, two figures are compared over the
lines that have both, and what would need all lines (a share of the total, the growth planned, agreement with the five-year table) is
None while one is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from planforge.model.arithmetic import difference, growth, ratio
from planforge.model.plan import AccountPlan
from planforge.model.purchase import ForecastLine
from planforge.model.scorecard import PipelineScores
from planforge.model.scorecard_forecast import NEXT, THIS, YEARS, Agreement, ForecastScores, SalesGroup
from planforge.scoring.policy import ScorecardPolicy


def score_forecast(plan: AccountPlan, policy: ScorecardPolicy, pipeline: PipelineScores, as_of: date | None) -> ForecastScores:
    """The forecast by product line and by region, on a day; without a day or year nothing is projected."""
    lines, year = plan.forecast, plan.this_year
    if not lines:
        return ForecastScores()
    elapsed = elapsed_share(as_of, year)
    total = _group("", lines, None, elapsed)
    left = (1 - elapsed) * 12 if elapsed is not None else None
    missing = difference(total.target, total.actual)
    planned = total.change if total.whole(THIS, NEXT) else None
    weighted = pipeline.weighted.value if pipeline.weighted else None
    return ForecastScores(
        total=total,
        products=_groups(lines, "product_line", total, elapsed),
        regions=_groups(lines, "region", total, elapsed),
        aimed=tuple(_group(line.product_line or "", [line], total, elapsed) for line in lines if line.target is not None),
        elapsed=elapsed,
        months_left=left,
        pace=ratio(total.actual, elapsed * 12) if elapsed is not None else None,
        needed=max(0.0, missing) / left if missing is not None and left else None,
        agreements=_agreements(plan, total, policy.forecast.tolerance),
        planned_growth=planned,
        pipeline_cover=ratio(weighted, planned),
    )


def elapsed_share(as_of: date | None, year: int | None) -> float | None:
    """The part of a calendar year that has passed at the end of a day; None before it begins, 1 after it has ended."""
    if as_of is None or year is None or as_of.year < year:
        return None
    if as_of.year > year:
        return 1.0
    return as_of.timetuple().tm_yday / date(year, 12, 31).timetuple().tm_yday


def _groups(lines: Sequence[ForecastLine], by: str, total: SalesGroup, elapsed: float | None) -> tuple[SalesGroup, ...]:
    """The lines by product or region, largest this year first, then in workbook order."""
    names = list(dict.fromkeys(getattr(line, by) or "" for line in lines))
    groups = [_group(name, [line for line in lines if (getattr(line, by) or "") == name], total, elapsed) for name in names]
    return tuple(sorted(groups, key=lambda group: -(group.years[THIS] or 0.0)))


def _group(name: str, lines: Sequence[ForecastLine], total: SalesGroup | None, elapsed: float | None) -> SalesGroup:
    years = tuple(_sum(getattr(line, year) for line in lines) for year in YEARS)
    group = SalesGroup(name=name, lines=tuple(lines), years=years)
    both = group.of_both(THIS, NEXT)
    # Without any actual the targets still add up; with some, target and actual are those of the same lines.
    target, actual = _sum(line.target for line in group.measured or lines), _sum(line.actual for line in group.measured)
    return replace(
        group,
        mix=ratio(years[THIS], total.years[THIS]) if total and total.whole(THIS) else None,
        next_mix=ratio(years[NEXT], total.years[NEXT]) if total and total.whole(NEXT) else None,
        growth=growth(sum(after for _, after in both), sum(before for before, _ in both)),
        target=target,
        actual=actual,
        attainment=ratio(actual, target),
        projected=ratio(actual, elapsed),
    )


def _sum(values: Iterable[float | None]) -> float | None:
    """The sum of the known values; None when there are none."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _agreements(plan: AccountPlan, total: SalesGroup, tolerance: float) -> tuple[Agreement, ...]:
    """Each year's total against the revenue of the five-year table; they agree up to a share of the revenue."""
    if plan.this_year is None:
        return ()
    found = []
    for place, known in enumerate(total.years):
        number = plan.this_year - THIS + place
        year = plan.year(number)
        forecast, financials = known if total.whole(place) else None, year.revenue if year else None
        gap = difference(forecast, financials)
        agrees = None if gap is None else abs(gap) <= tolerance * abs(financials or 0.0) + 1e-9
        found.append(Agreement(year=number, forecast=forecast, financials=financials, agrees=agrees))
    return tuple(found)
