"""Native sample charts of the slides about our strength against rivals."""

from __future__ import annotations

from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE
from pptx.util import Pt

from planforge.authoring.deck_chart_style import axis_look, category_chart, figures, fill, inner_layout, plain, tint


def strength_bars(page: Any, x: int, y: int, w: int, h: int) -> Any:
    """A bar for each supplier, the strongest on top; point styles `us` and `rival`."""
    frame = category_chart(
        page,
        (x, y, w, h),
        XL_CHART_TYPE.BAR_CLUSTERED,
        ["us", "rival"],
        {"Strength": [2.4, 2.1]},
        scale=(0, 3.3),
        number_format="0.0",
        gap=60,
        size=11,
    )
    chart = frame.chart
    plot = chart.plots[0]
    series = plot.series[0]
    fill(series.format, "actual", "neutral")
    for number, tone in enumerate(("primary", "neutral")):
        fill(series.points[number].format, "actual", tone)
    figures(series, XL_LABEL_POSITION.OUTSIDE_END, "ink", "0.0")
    inner_layout(chart, 0.26, 0.01, 0.72, 0.98)
    return frame


def strength_profile(page: Any, x: int, y: int, w: int, h: int) -> Any:
    """A profile over the success factors: our ratings solid, the best rival's dashed, on a scale of 1 to 5."""
    data = CategoryChartData(number_format="0")
    data.categories = [f"factor {number}" for number in range(1, 7)]
    data.add_series("Best rival", [4, 3, 4, 4, 4, 4])
    data.add_series("We", [3, 5, 4, 2, 5, 4])
    frame = page.shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, x, y, w, h, data)
    chart = frame.chart
    plain(chart, 9)
    axis = chart.value_axis
    axis.minimum_scale, axis.maximum_scale, axis.major_unit = 0.5, 5.5, 1
    axis_look(axis, 9, labels=False)
    axis_look(chart.category_axis, 9, "title")
    for series, tone, points, size in zip(chart.plots[0].series, ("neutral", "primary"), (1.25, 2.5), (5, 7), strict=True):
        series.smooth = False
        tint(series.format.line.color, tone)
        series.format.line.width = Pt(points)
        series.marker.style, series.marker.size = XL_MARKER_STYLE.CIRCLE, size
        series.marker.format.fill.solid()
        tint(series.marker.format.fill.fore_color, tone)
        series.marker.format.line.fill.background()
    chart.plots[0].series[0].format.line.dash_style = MSO_LINE.DASH
    return frame
