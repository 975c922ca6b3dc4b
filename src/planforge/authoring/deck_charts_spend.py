"""The native sample chart of spend by supplier: columns to 100 % whose parts are suppliers."""

from __future__ import annotations

from typing import Any

from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION
from pptx.util import Pt

from planforge.authoring.deck_chart_style import category_chart, figures, fill, inner_layout, tint

SUPPLIER_TONES = ("primary", "second", "lv3", "neutral", "lv1", "hair")
"""Fills of us, of up to four rivals and of all others, from the bottom up; the key beside the chart has the same."""
_INKS = ("white", "white", "ink", "white", "ink", "ink")


def spend_columns(page: Any, x: int, y: int, w: int, h: int) -> Any:
    """Columns that add up to 100 %: series `Part 1` to `Part 6` and, outlined, `Open`; the table below is the axis."""
    parts = {f"Part {number}": [0.3, 0.2] for number in range(1, len(SUPPLIER_TONES) + 1)}
    frame = category_chart(
        page,
        (x, y, w, h),
        XL_CHART_TYPE.COLUMN_STACKED_100,
        ["One line", "All lines"],
        {**parts, "Open": [0.1, 0.2]},
        scale=(0, 1),
        number_format="0%",
        gap=60,
        overlap=100,
        labels=False,
    )
    plot = frame.chart.plots[0]
    *named, rest = plot.series
    for series, tone, ink in zip(named, SUPPLIER_TONES, _INKS, strict=True):
        fill(series.format, "actual", tone)
        tint(series.format.line.color, "white")
        series.format.line.width = Pt(0.5)
        figures(series, XL_LABEL_POSITION.CENTER, ink, "0%")
        series.data_labels.font.bold = tone == "primary"
    fill(rest.format, "plan", "muted")
    rest.format.line.width = Pt(0.75)
    figures(rest, XL_LABEL_POSITION.CENTER, "muted", "0%")
    rest.data_labels.font.bold = False
    inner_layout(frame.chart, 0, 0.0, 1, 0.985)
    return frame
