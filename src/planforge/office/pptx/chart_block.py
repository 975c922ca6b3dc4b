"""Where a chart's data stand in its data sheet, read from the formulas of its series.

A chart refers to its sheet by formulas such as `Sheet1!$B$2:$B$7`. The block is the smallest rectangle around all of them: data
replace what stands in it and may grow to the right and downwards. Fact: the formulas of a chart with a linked workbook bear the
workbook's name, `[Sales.xlsx]Sheet1!$B$2`; a sheet name with blanks or quotes stands in quotes, each quote doubled.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from planforge.office.pptx.chart_reader import C, Element

_CELLS = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]*)(?::\$?([A-Z]{1,3})\$?([1-9][0-9]*))?")
_ROLES = {"tx": "name", "cat": "categories", "val": "values", "xVal": "across", "yVal": "values", "bubbleSize": "sizes"}


class Area(NamedTuple):
    """A rectangle of cells; rows and columns count from 0."""

    top: int
    left: int
    bottom: int
    right: int

    def meets(self, other: Area) -> bool:
        """True when the two share a cell."""
        return self.top <= other.bottom and other.top <= self.bottom and self.left <= other.right and other.left <= self.right


class Block(NamedTuple):
    """The data of a chart in its sheet.

    Attributes:
        prefix: what formulas begin with, such as `'My data'!`.
        sheet: the sheet's name.
        area: the rectangle with names and categories.
        turned: series stand in rows, not in columns.
        places: for each series of the chart, its cells by role: name, categories, values, across, sizes.
    """

    prefix: str
    sheet: str
    area: Area
    turned: bool
    places: tuple[dict[str, Area], ...]


def area_of(cells: str) -> Area | None:
    """The rectangle of a reference such as `$B$2:$B$7`; None when it is none."""
    match = _CELLS.fullmatch(cells.strip())
    if match is None:
        return None
    left, top = column_index(match[1]), int(match[2]) - 1
    right, bottom = (column_index(match[3]), int(match[4]) - 1) if match[3] else (left, top)
    return Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right))


def column_index(letters: str) -> int:
    """The number of a column, A is 0."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def block_of(series: Iterable[Element]) -> Block | None:
    """The block of a chart's series; None when it cannot be told: no formulas, names instead of cells, several sheets."""
    prefixes: set[str] = set()
    places: list[dict[str, Area]] = []
    for item in series:
        found: dict[str, Area] = {}
        for tag, role in _ROLES.items():
            formula = next((f.text or "" for child in item.findall(f"{C}{tag}") for f in child.iter(f"{C}f")), "")
            if not formula:
                continue
            prefix, mark, cells = formula.rpartition("!")
            area = area_of(cells)
            if not mark or area is None:
                return None
            prefixes.add(prefix)
            found[role] = area
        places.append(found)
    areas = [area for found in places for area in found.values()]
    if len(prefixes) != 1 or not areas:
        return None
    prefix = prefixes.pop()
    turned = _turned(places)
    return Block(f"{prefix}!", _sheet_name(prefix), _around(areas, places, turned), turned, tuple(places))


def _around(areas: list[Area], places: list[dict[str, Area]], turned: bool) -> Area:
    """The rectangle around all areas, with room for names and categories where the chart has none."""
    top, left = min(area.top for area in areas), min(area.left for area in areas)
    named = any("name" in found for found in places)
    beside = any("categories" in found or "across" in found for found in places)
    up, aside = (beside, named) if turned else (named, beside)
    return Area(
        top - (0 if up or not top else 1),
        left - (0 if aside or not left else 1),
        max(area.bottom for area in areas),
        max(area.right for area in areas),
    )


def _turned(places: list[dict[str, Area]]) -> bool:
    """True when series run to the right: their values are wide, or of one cell whose name stands to the left of it."""
    for found in places:
        values, name = found.get("values"), found.get("name")
        if values is None:
            continue
        if values.top != values.bottom:
            return False
        if values.left != values.right:
            return True
        if name is not None:
            return name.top == values.top and name.left < values.left
    return False


def _sheet_name(prefix: str) -> str:
    """The sheet's name without quotes and without the workbook's name."""
    name = prefix[1:-1].replace("''", "'") if prefix[:1] == "'" and prefix[-1:] == "'" else prefix
    return name.rpartition("]")[2]
