"""Native sample charts of the appendix: survey scores of suppliers, trust, five years of sales in parts and how these change."""

from __future__ import annotations

from typing import Any

from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION
from pptx.util import Pt

from planforge.authoring.deck_chart_style import category_chart, figures, fill, inner_layout, move_to_lines, tint

PART_TONES = ("primary", "lv3", "second", "neutral", "lv1", "hair")
"""Fills of the parts of a column, from the bottom up; the key beside the chart has the same."""
_PART_INKS = ("white", "ink", "white", "white", "ink", "ink")


def survey_bars(page: Any, x: int, y: int, w: int, h: int) -> Any:
    """Two bars for each supplier, the last survey over the one before; point styles `us` and `rival`."""
    frame = category_chart(
        page,
        (x, y, w, h),
        XL_CHART_TYPE.BAR_CLUSTERED,
        ["us", "rival"],
        {"Now": [4.3, 3.9], "Previous": [4.0, 4.1]},
        scale=(0, 5.5),
        number_format="0.0",
        gap=50,
        overlap=0,
    )
    chart = frame.chart
    plot = chart.plots[0]
    now, previous = plot.series
    fill(now.format, "actual", "neutral")
    for number, tone in enumerate(("primary", "neutral")):
        fill(now.points[number].format, "actual", tone)
    fill(previous.format, "actual", "hair")
    for series in (now, previous):
        figures(series, XL_LABEL_POSITION.OUTSIDE_END, "ink", "0.0")
    previous.data_labels.font.bold = False
    inner_layout(chart, 0.34, 0.01, 0.64, 0.98)
    return frame


def trust_bars(page: Any, x: int, y: int, w: int, h: int) -> Any:
    """Two bars of five marks, trust in the company over trust in its people: series `Trust` and, pale, what is missing, `To 5`."""
    frame = category_chart(
        page,
        (x, y, w, h),
        XL_CHART_TYPE.BAR_STACKED,
        ["Organisation", "Person"],
        {"Trust": [4.0, 3.5], "To 5": [1.0, 1.5]},
        scale=(0, 5),
        number_format="0.0",
        gap=40,
        overlap=100,
    )
    chart = frame.chart
    plot = chart.plots[0]
    for series, tone in zip(plot.series, ("primary", "neutral_l"), strict=True):
        fill(series.format, "actual", tone)
    figures(plot.series[0], XL_LABEL_POSITION.INSIDE_END, "white", "0.0")
    inner_layout(chart, 0.27, 0.02, 0.73, 0.96)
    return frame


def part_columns(page: Any, x: int, y: int, w: int, h: int) -> Any:
    """Stacked columns of six parts, with a hidden line that carries the totals; the table below is the axis."""
    frame = category_chart(
        page,
        (x, y, w, h),
        XL_CHART_TYPE.COLUMN_STACKED,
        ["2023 A", "2024 A", "2025 F", "2026 P", "2027 P"],
        {
            **{f"Part {number}": [12.0, 14.0, 16.0, 18.0, 20.0] for number in range(1, len(PART_TONES) + 1)},
            "Total": [72.0, 84.0, 96.0, 108.0, 120.0],
        },
        scale=(0, 138),
        gap=70,
        overlap=100,
        labels=False,
    )
    chart = frame.chart
    plot = chart.plots[0]
    for series, tone, ink in zip(plot.series, PART_TONES, _PART_INKS, strict=False):
        fill(series.format, "actual", tone)
        tint(series.format.line.color, "white")
        series.format.line.width = Pt(0.5)
        figures(series, XL_LABEL_POSITION.CENTER, ink, "#,##0.0")
        series.data_labels.font.bold = False
    move_to_lines(chart, len(PART_TONES))
    (total,) = chart.plots[1].series
    total.format.line.fill.background()
    figures(total, XL_LABEL_POSITION.ABOVE, "ink", "#,##0.0")
    inner_layout(chart, 0, 0.0, 1, 0.985)
    return frame


def change_bars(page: Any, x: int, y: int, w: int, h: int) -> Any:
    """A bar for each part's change: series `Change` with the point styles `up` and `down`, figures beyond the ends."""
    frame = category_chart(
        page,
        (x, y, w, h),
        XL_CHART_TYPE.BAR_CLUSTERED,
        ["up", "down"],
        {"Change": [4.0, -1.0]},
        scale=(-2, 5),
        number_format="+#,##0.0;\u2212#,##0.0",
        gap=60,
    )
    chart = frame.chart
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    plot = chart.plots[0]
    (series,) = plot.series
    series.invert_if_negative = False
    fill(series.format, "actual", "primary")
    for number, tone in enumerate(("primary", "bad")):
        fill(series.points[number].format, "actual", tone)
    figures(series, XL_LABEL_POSITION.OUTSIDE_END, "ink", "+#,##0.0;\u2212#,##0.0")
    inner_layout(chart, 0.44, 0.01, 0.55, 0.98)
    return frame
