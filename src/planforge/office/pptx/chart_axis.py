"""Limits of a chart's value axis: what the template, the data and the `axis:` line of the alt text say together."""

from __future__ import annotations

from math import isfinite
from typing import NamedTuple

from planforge.office.pptx.chart_workbook import number

AUTO = "auto"


class AxisLimits(NamedTuple):
    """The two ends of an `axis:` line: a number, `auto`, or None when the chart has no such line."""

    low: float | str | None = None
    high: float | str | None = None

    def elements(self, minimum: str, maximum: str, data_low: float | None, data_high: float | None, lowest: float) -> str:
        """`c:max` and `c:min` as the schema orders them.

        The line in the alt text counts more than the data, the data more than the template. An end `auto` is left to PowerPoint.
        A low end of zero never hides negative values: it is left to PowerPoint when `lowest` is below.
        """
        low = _end(self.low, "min", minimum, data_low)
        if self.low == 0 and lowest < 0:
            low = ""
        return _end(self.high, "max", maximum, data_high) + low


NO_LIMITS = AxisLimits()


def _end(asked: float | str | None, name: str, template: str, data: float | None) -> str:
    if asked == AUTO:
        return ""
    value = asked if isinstance(asked, (int, float)) else data
    return template if value is None or not isfinite(value) else f'<c:{name} val="{number(value)}"/>'


def axis_limits(line: str) -> AxisLimits | None:
    """The limits of a line such as `0..auto` or `-10..50`; None when it cannot be understood."""
    words = [word.strip().lower() for word in line.replace("…", "..").replace("−", "-").replace("–", "-").split("..")]
    if len(words) != 2:
        return None
    ends: list[float | str] = []
    for word in words:
        try:
            ends.append(AUTO if word in (AUTO, "") else float(word))
        except ValueError:
            return None
    low, high = ends
    numbers = [end for end in ends if isinstance(end, float)]
    if not all(map(isfinite, numbers)) or (len(numbers) == 2 and numbers[0] >= numbers[1]):
        return None
    return AxisLimits(low, high)
