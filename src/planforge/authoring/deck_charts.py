"""Native sample charts of the review deck's template, placed in EMU. Their looks are the prototypes that data choose by name."""

from __future__ import annotations

from typing import Any

from pptx.chart.data import BubbleChartData, CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION
from pptx.enum.dml import MSO_LINE
from pptx.oxml.ns import qn
from pptx.util import Pt

from planforge.authoring.deck_base import fragment
from planforge.authoring.deck_chart_style import axis_look, category_chart, figures, fill, inner_layout, move_to_lines, plain, tint
from planforge.office.tones import FILL_XML


def _point_label(point: Any, text: str, size: float, tone: str, bold: bool, position: Any) -> None:
    label = point.data_label
    label.text_frame.text = text
    for paragraph in label.text_frame.paragraphs:
        for run in paragraph.runs:
            run.font.size = Pt(size)
            run.font.bold = bold
            tint(run.font.color, tone)
    if position is not None:
        label.position = position


def revenue_columns(page: Any, x: int, y: int, w: int, h: int) -> Any:
    """Columns with the point styles actual, forecast and plan, net income as a line over them; the table below is the axis."""
    frame = category_chart(
        page,
        (x, y, w, h),
        XL_CHART_TYPE.COLUMN_CLUSTERED,
        ["actual", "forecast", "plan"],
        {"Revenue": [96.5, 108.0, 131.0], "Net income": [17.4, 17.3, 24.2]},
        scale=(0, 178),
        gap=70,
        labels=False,
    )
    chart = frame.chart
    plot = chart.plots[0]
    series = plot.series[0]
    fill(series.format, "actual")
    for number, kind in enumerate(("actual", "forecast", "plan")):
        fill(series.points[number].format, kind)
    labels = series.data_labels
    labels.show_value, labels.number_format, labels.number_format_is_linked = True, "#,##0.0", False
    labels.font.size, labels.font.bold = Pt(12), True
    tint(labels.font.color, "ink")
    labels.position = XL_LABEL_POSITION.OUTSIDE_END
    move_to_lines(chart, 1)
    _thin_line(chart.plots[1].series[0], "title")
    inner_layout(chart, 0, 0.0, 1, 0.985)
    return frame


def _thin_line(series: Any, tone: str) -> None:
    """A thin line with round points ringed in white, which are seen on columns of every fill."""
    tint(series.format.line.color, tone)
    series.format.line.width = Pt(1.5)
    marker = series._element.find(qn("c:marker"))
    look = f'<c:spPr>{FILL_XML[tone]}<a:ln w="9525">{FILL_XML["white"]}</a:ln></c:spPr>'
    marker.addnext(fragment(f'<c:marker><c:symbol val="circle"/><c:size val="6"/>{look}</c:marker>'))
    series._element.remove(marker)


_BRIDGE = (
    ("top", 10.8, 0.0, 10.8),
    ("deal", 4.2, 10.8, 15.0),
    ("total", 15.0, 0.0, 15.0),
    ("gap", 3.0, 15.0, 18.0),
    ("surplus", 2.0, 15.0, 17.0),
    ("plan", 18.0, 0.0, 18.0),
)
_BRIDGE_LOOK = {
    "top": ("actual", "primary"),
    "deal": ("thin", "primary_m"),
    "total": ("actual", "title"),
    "gap": ("gap", "bad"),
    "surplus": ("actual", "good"),
    "plan": ("plan", "title"),
}


def pipeline_bridge(page: Any, x: int, y: int, w: int, h: int) -> Any:
    """A waterfall: invisible base, value columns, a hidden line that carries labels, and a line per connector."""
    frame = category_chart(
        page,
        (x, y, w, h),
        XL_CHART_TYPE.COLUMN_STACKED,
        [name for name, *_ in _BRIDGE],
        {
            "Base": [base for _, _, base, _ in _BRIDGE],
            "Value": [value for _, value, _, _ in _BRIDGE],
            "Label": [top for *_, top in _BRIDGE],
            "Connector": [10.8, 10.8, None, None, None, None],
        },
        scale=(0, 22),
        gap=35,
        overlap=100,
    )
    chart = frame.chart
    base, value, *_ = chart.plots[0].series
    fill(base.format, "none")
    fill(value.format, "thin", "primary_m")
    for number, (name, *_) in enumerate(_BRIDGE):
        fill(value.points[number].format, *_BRIDGE_LOOK[name])
    move_to_lines(chart)
    label, connector = chart.plots[1].series
    label.format.line.fill.background()
    tint(connector.format.line.color, "muted")
    connector.format.line.width = Pt(0.5)
    for number, (name, amount, *_) in enumerate(_BRIDGE):
        tone, bold = ("bad", True) if name == "gap" else ("ink", name != "deal")
        _point_label(label.points[number], f"{amount}", 11, tone, bold, XL_LABEL_POSITION.ABOVE)
    inner_layout(chart, 0.02, 0.06, 0.96, 0.74)
    return frame


def factor_radar(page: Any, x: int, y: int, w: int, h: int) -> Any:
    """A radar of ten factors: this review solid, the previous one dashed."""
    data = CategoryChartData(number_format="0")
    data.categories = [f"factor {number}" for number in range(1, 11)]
    data.add_series("Previous review", [3, 4, 3, 5, 3, 4, 3, 4, 2, 2])
    data.add_series("This review", [4, 4, 3, 5, 4, 4, 3, 4, 2, 3])
    frame = page.shapes.add_chart(XL_CHART_TYPE.RADAR, x, y, w, h, data)
    chart = frame.chart
    plain(chart, 9)
    axis = chart.value_axis
    axis.minimum_scale, axis.maximum_scale, axis.major_unit = 0, 5, 1
    axis_look(axis, 9, grid=True, labels=False)
    chart.category_axis.tick_labels.font.size = Pt(9.5)
    previous, now = chart.plots[0].series
    for series, tone, points in ((previous, "neutral", 1.25), (now, "primary", 2.5)):
        tint(series.format.line.color, tone)
        series.format.line.width = Pt(points)
        _spot(series._element, tone, 5 if tone == "primary" else 3)
    previous.format.line.dash_style = MSO_LINE.DASH
    inner_layout(chart, 0.21, 0.14, 0.58, 0.72)
    return frame


def _spot(series: Any, tone: str, size: int) -> None:
    """A round marker on each point, so that a factor between two that are not rated is seen too."""
    for marker in series.findall(qn("c:marker")):
        series.remove(marker)
    look = f"<c:spPr>{FILL_XML[tone]}<a:ln><a:noFill/></a:ln></c:spPr>"
    series.find(qn("c:spPr")).addnext(fragment(f'<c:marker><c:symbol val="circle"/><c:size val="{size}"/>{look}</c:marker>'))


def position_bubble(page: Any, x: int, y: int, w: int, h: int) -> Any:
    """A transparent bubble chart on 0.75 to 5.25 axes: series `account` in primary, `others` pale."""
    data = BubbleChartData(number_format="0.0")
    others = data.add_series("others")
    others.add_data_point(2.4, 2.8, 20)
    account = data.add_series("account")
    account.add_data_point(3.4, 4.5, 40)
    frame = page.shapes.add_chart(XL_CHART_TYPE.BUBBLE, x, y, w, h, data)
    chart = frame.chart
    plain(chart, 10)
    for axis in (chart.category_axis, chart.value_axis):
        axis.minimum_scale, axis.maximum_scale, axis.major_unit = 0.75, 5.25, 1
        axis_look(axis, 10, labels=False)
    for series, tone in zip(chart.plots[0].series, ("neutral_l", "primary"), strict=True):
        series.format.fill.solid()
        tint(series.format.fill.fore_color, tone)
        tint(series.format.line.color, "white")
        series.format.line.width = Pt(1)
    _point_label(chart.plots[0].series[1].points[0], "account", 10.5, "white", True, XL_LABEL_POSITION.CENTER)
    scale = chart._chartSpace.find(".//" + qn("c:bubbleScale"))
    if scale is None:
        scale = fragment('<c:bubbleScale val="100"/>')
        chart._chartSpace.find(".//" + qn("c:bubbleChart")).find(qn("c:axId")).addprevious(scale)
    scale.set("val", "100")
    space = chart._chartSpace
    for old in space.findall(qn("c:spPr")):
        space.remove(old)
    space.find(qn("c:chart")).addnext(fragment("<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"))
    inner_layout(chart, 0, 0, 1, 1)
    return frame


def sales_columns(page: Any, x: int, y: int, w: int, h: int) -> Any:
    """Three small columns with their figures: a series `Sales`."""
    frame = category_chart(
        page,
        (x, y, w, h),
        XL_CHART_TYPE.COLUMN_CLUSTERED,
        ["2023", "2024", "2025"],
        {"Sales": [38400, 41200, 44900]},
        scale=(0, 56000),
        number_format="#,##0",
        gap=60,
    )
    chart = frame.chart
    plot = chart.plots[0]
    fill(plot.series[0].format, "actual", "neutral_m")
    figures(plot.series[0], XL_LABEL_POSITION.OUTSIDE_END, "ink", "#,##0")
    inner_layout(chart, 0, 0.0, 1, 0.84)
    return frame


def share_columns(page: Any, x: int, y: int, w: int, h: int) -> Any:
    """Columns that add up to 100 %: series `We` at the bottom and `Others` on top."""
    frame = category_chart(
        page,
        (x, y, w, h),
        XL_CHART_TYPE.COLUMN_STACKED_100,
        ["2023", "2024", "2025"],
        {"We": [0.26, 0.28, 0.31], "Others": [0.74, 0.72, 0.69]},
        scale=(0, 1),
        number_format="0%",
        gap=60,
        overlap=100,
        size=11,
    )
    chart = frame.chart
    plot = chart.plots[0]
    for series, tone, ink in zip(plot.series, ("primary", "hair"), ("white", "ink"), strict=True):
        fill(series.format, "actual", tone)
        figures(series, XL_LABEL_POSITION.CENTER, ink, "0%")
    inner_layout(chart, 0, 0.02, 1, 0.84)
    return frame


def request_bars(page: Any, x: int, y: int, w: int, h: int) -> Any:
    """Two bars for each request on one scale: cost in grey, the weighted value it enables hatched; the first request on top.

    Its axis has no line, since places below the last request stay empty.
    """
    frame = category_chart(
        page,
        (x, y, w, h),
        XL_CHART_TYPE.BAR_CLUSTERED,
        ["request", "another request"],
        {"Cost": [0.4, 0.9], "Weighted": [10.8, 4.2]},
        scale=(0, 13),
        gap=60,
        overlap=0,
        line="",
    )
    chart = frame.chart
    plot = chart.plots[0]
    for series, kind, tone in zip(plot.series, ("actual", "forecast"), ("neutral", "primary"), strict=True):
        fill(series.format, kind, tone)
        labels = series.data_labels
        labels.show_value, labels.number_format, labels.number_format_is_linked = True, "#,##0.0", False
        labels.font.size = Pt(10)
        tint(labels.font.color, "ink")
        labels.position = XL_LABEL_POSITION.OUTSIDE_END
    inner_layout(chart, 0.36, 0.0, 0.62, 1.0)
    return frame
