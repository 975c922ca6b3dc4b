"""Scores of the sales by product line and region: totals, mix, growth, target against actual, agreement with the rest of the plan."""

from __future__ import annotations

from dataclasses import dataclass, field

from planforge.model.purchase import ForecastLine

YEARS = ("two_years_ago", "last_year", "this_year", "next_year", "year_after")
"""The year columns of the forecast, in order."""
THIS, NEXT = 2, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class SalesGroup:
    """The lines of one product, of one region, or all of them.

    Attributes:
        years: sums of the five years; None where no line has a figure.
        mix: this year's share of all sales.
        next_mix: next year's.
        growth: next year against this year.
        target, actual: this year's target and what is booked, over the lines that have a target.
        attainment: actual / target.
        projected: what the year ends with when sales go on as until now.
    """

    name: str
    lines: tuple[ForecastLine, ...] = ()
    years: tuple[float | None, ...] = (None,) * 5
    mix: float | None = None
    next_mix: float | None = None
    growth: float | None = None
    target: float | None = None
    actual: float | None = None
    attainment: float | None = None
    projected: float | None = None

    @property
    def outlook(self) -> float | None:
        """Projected year / target."""
        return self.projected / self.target if self.projected is not None and self.target else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """A year's total by line against the five-year table. `agrees` is None while either is missing."""

    year: int
    forecast: float | None = None
    financials: float | None = None
    agrees: bool | None = None

    @property
    def difference(self) -> float | None:
        """Forecast less five-year table."""
        return None if self.forecast is None or self.financials is None else self.forecast - self.financials


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastScores:
    """Sales by product line and by region, largest this year first.

    Attributes:
        aimed: each line with a target, in workbook order, as a group of one.
        elapsed: the part of this year that has passed on the day of the data; None when the day lies before it.
        months_left: months to the end of the year.
        pace: booked a month until now.
        needed: what a month must bring to reach the target.
        planned_growth: next year's total less this year's.
        pipeline_cover: weighted pipeline of next year / planned growth.
    """

    total: SalesGroup = field(default_factory=lambda: SalesGroup(name=""))
    products: tuple[SalesGroup, ...] = ()
    regions: tuple[SalesGroup, ...] = ()
    aimed: tuple[SalesGroup, ...] = ()
    elapsed: float | None = None
    months_left: float | None = None
    pace: float | None = None
    needed: float | None = None
    agreements: tuple[Agreement, ...] = ()
    planned_growth: float | None = None
    pipeline_cover: float | None = None
