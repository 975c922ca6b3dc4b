"""Scores of the sales by product line and region: totals, mix, growth, target against actual, agreement with the rest of the plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from planforge.model.purchase import ForecastLine
from planforge.values import CellRef

YEARS = ("two_years_ago", "last_year", "this_year", "next_year", "year_after")
"""The year columns of the forecast, in order."""
THIS, NEXT = 2, 3
_PLACES = range(len(YEARS))


def told(line: ForecastLine, place: int) -> float | None:
    """The figure of a line in a year given by its place; None when it is missing.

    Before its first figure a line has not begun, so that a blank there is no sales; a line with a target or an actual has begun by this
    year. A blank after that is unknown.
    """
    value: float | None = getattr(line, YEARS[place])
    if value is not None:
        return value
    first = next((number for number in _PLACES if getattr(line, YEARS[number]) is not None), None)
    begun = THIS if line.target is not None or line.actual is not None else len(YEARS)
    return 0.0 if first is not None and place < min(first, begun) else None


def _tells(lines: Iterable[ForecastLine], place: int) -> bool:
    return any(getattr(line, YEARS[place]) is not None for line in lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class SalesGroup:
    """The lines of one product, of one region, or all of them.

    Attributes:
        years: sums of the five years over the lines with a figure (see `told`); None where no line has one.
        mix: this year's share of all sales; None while a line of the forecast lacks its figure.
        next_mix: next year's.
        growth: next year against this year, over the lines known in both.
        target, actual: this year's target and what is booked, over the lines that have both; without any actual the target alone.
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
    def known(self) -> tuple[int, ...]:
        """How many lines have a figure, year by year; none in a year that no line tells."""
        return tuple(
            sum(1 for line in self.lines if told(line, place) is not None) if _tells(self.lines, place) else 0 for place in _PLACES
        )

    def whole(self, *years: int) -> bool:
        """True when every line has its figure in all of the years, given by their place."""
        return all(self.known[year] == len(self.lines) for year in years)

    def partial(self, year: int) -> bool:
        """True when some lines have a figure of the year and some have none."""
        return 0 < self.known[year] < len(self.lines)

    def of_both(self, first: int, second: int) -> tuple[tuple[float, float], ...]:
        """The figures of two years, line by line, of the lines that have both."""
        if not (_tells(self.lines, first) or _tells(self.lines, second)):
            return ()
        pairs = ((told(line, first), told(line, second)) for line in self.lines)
        return tuple((before, after) for before, after in pairs if before is not None and after is not None)

    @property
    def change(self) -> float | None:
        """Next year less this year over the lines known in both; None when there is none."""
        both = self.of_both(THIS, NEXT)
        return sum(after - before for before, after in both) if both else None

    @property
    def measured(self) -> tuple[ForecastLine, ...]:
        """The lines with both a target and an actual."""
        return tuple(line for line in self.lines if line.target is not None and line.actual is not None)

    @property
    def outlook(self) -> float | None:
        """Projected year / target."""
        return self.projected / self.target if self.projected is not None and self.target else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """A year's total by line against the five-year table. `agrees` is None while either is missing, or a line lacks its figure."""

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
        needed: what a month must bring to reach the target, over the lines that have a target and an actual, like `pace`.
        planned_growth: next year's total less this year's; None while a line lacks one of the two.
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

    @property
    def complete_lines(self) -> int:
        """Lines with a figure in every year that any line has."""
        places = [place for place in _PLACES if self.total.known[place]]
        return sum(1 for line in self.total.lines if all(told(line, place) is not None for place in places))


@dataclass(frozen=True, slots=True, kw_only=True)
class YearGoal:
    """What this year should bring, held against the figure there is.

    Attributes:
        name: `revenue`, `net_income`, `indirect_cost`, or `share` of what the customer spends on a line.
        target, now: money in the workbook's unit, shares of 1 for `share`.
        booked: of the revenue, what the lines of the forecast have booked until the day; else None.
        most: True where the target is a limit that the figure must not pass.
        gap: now less target.
        reached: now / target; None while one is missing or nothing was aimed at.
        kept: how well the goal is kept, 1 and more when it is: `reached`, of a limit target / now.
        missing: money that is missing to the target, or spent above it, never below 0; of a share our sales that it takes.
        per_month: `missing` over the months left of the year; None on its last day or when nothing is missing.
        cells: where the target stands, then the figure.
    """

    name: str
    line: str = ""
    region: str = ""
    target: float | None = None
    now: float | None = None
    booked: float | None = None
    most: bool = False
    gap: float | None = None
    reached: float | None = None
    kept: float | None = None
    missing: float | None = None
    per_month: float | None = None
    cells: tuple[CellRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class YearGoals:
    """The financial goals of this year.

    Attributes:
        figures: revenue, net income and indirect cost that have a target.
        shares: the lines of the wallet that have a target share, in workbook order.
        total: all lines of `shares` whose three figures are known, as one; None when there is none.
        months_left: months to the end of the year; None without a day.
    """

    figures: tuple[YearGoal, ...] = ()
    shares: tuple[YearGoal, ...] = ()
    total: YearGoal | None = None
    months_left: float | None = None
