"""Charts of a deck against their embedded workbooks, and the texts and figures a chart shows."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import openpyxl

from support.deck_shapes import A, C

_REFERENCE = re.compile(r"^(?:'(?P<quoted>[^']+)'|(?P<sheet>[^'!]+))!\$?(?P<c1>[A-Z]+)\$?(?P<r1>\d+)(?::\$?(?P<c2>[A-Z]+)\$?(?P<r2>\d+))?$")


def chart_problems(part: Any) -> Iterator[str]:
    """Differences between a chart part's caches and its embedded workbook, and faults of its axes."""
    root = part._element
    package = next((rel.target_part for rel in part.rels.values() if rel.reltype.endswith("/package")), None)
    if package is None:
        yield "has no embedded workbook"
        return
    book = openpyxl.load_workbook(io.BytesIO(package.blob), data_only=True)
    for reference in root.iter(f"{C}strRef", f"{C}numRef"):
        formula = reference.findtext(f"{C}f") or ""
        cache = next((c for c in reference if c.tag in (f"{C}strCache", f"{C}numCache")), None)
        if cache is None:
            yield f"{formula}: no cached values"
            continue
        yield from _compared(formula, cache, book)
    for series in root.iter(f"{C}ser"):
        yield from _series(series)
    yield from _axes(root)


def _compared(formula: str, cache: Any, book: Any) -> Iterator[str]:
    cells = _cells(formula, book)
    if cells is None:
        yield f"{formula}: not in the embedded workbook"
        return
    count = int(cache.find(f"{C}ptCount").get("val"))
    if count != len(cells):
        yield f"{formula}: {count} cached values for {len(cells)} cells"
    cached = {int(point.get("idx")): point.findtext(f"{C}v") for point in cache.iter(f"{C}pt")}
    for index, value in enumerate(cells):
        shown = cached.get(index)
        if not _equal(shown, value):
            yield f"{formula}: value {index + 1} is cached as {shown!r}, the workbook has {value!r}"


def _cells(formula: str, book: Any) -> list[Any] | None:
    match = _REFERENCE.match(formula)
    if match is None:
        return None
    name = match["quoted"] or match["sheet"]
    if name not in book.sheetnames:
        return None
    area = f"{match['c1']}{match['r1']}:{match['c2'] or match['c1']}{match['r2'] or match['r1']}"
    return [cell.value for row in book[name][area] for cell in row]


def _equal(shown: str | None, value: Any) -> bool:
    if shown is None or value is None:
        return shown in (None, "") and value in (None, "")
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        try:
            return abs(float(shown) - value) <= 1e-9 * max(1.0, abs(value))
        except ValueError:
            return False
    return str(shown) == str(value)


def _series(series: Any) -> Iterator[str]:
    name = "".join(series.find(f"{C}tx").itertext()).split("!")[-1] if series.find(f"{C}tx") is not None else "without name"
    counts = {}
    for tag in ("cat", "val", "xVal", "yVal", "bubbleSize"):
        count = series.find(f"{C}{tag}//{C}ptCount")
        if count is not None:
            counts[tag] = int(count.get("val"))
    if not counts:
        yield f"series {name} has no values"
    if len(set(counts.values())) > 1:
        yield f"series {name} has unequal counts {counts}"


def _axes(root: Any) -> Iterator[str]:
    bar_axes = {axis.get("val") for chart in root.iter(f"{C}barChart", f"{C}areaChart") for axis in chart.findall(f"{C}axId")}
    for axis in root.iter(f"{C}valAx"):
        low = axis.find(f"{C}scaling/{C}min")
        if axis.find(f"{C}axId").get("val") in bar_axes and (low is None or float(low.get("val")) > 0):
            yield "value axis of bars does not start at zero"


def chart_texts(part: Any) -> list[str]:
    """Categories, labels and titles that a chart shows."""
    root = part._element
    runs = [element.text or "" for element in root.iter(f"{A}t")]
    cats = [value.text or "" for cat in root.iter(f"{C}cat") for value in cat.iter(f"{C}v")]
    return [*runs, *cats]


def chart_numbers(part: Any) -> list[float]:
    """The plotted values."""
    return [float(v.text) for values in part._element.iter(f"{C}val", f"{C}xVal", f"{C}yVal") for v in values.iter(f"{C}v") if v.text]
