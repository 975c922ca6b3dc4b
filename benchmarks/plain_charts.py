"""The four native charts of the review deck as a careful python-pptx script makes them: data, colours, axes, labels."""

from __future__ import annotations

from typing import Any

from plain_kit import NS
from pptx.chart.data import BubbleChartData, CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from planforge.authoring.deck_chart_style import fill, tint
from planforge.office.rich import ChartData
from planforge.office.tones import FILL_XML

Box = tuple[float, float, float, float]
_BRIDGE_LOOK = {
    "top": ("actual", "primary"),
    "deal": ("thin", "primary_m"),
    "total": ("actual", "title"),
    "gap": ("gap", "bad"),
    "surplus": ("actual", "good"),
    "plan": ("plan", "title"),
}


def element(xml: str) -> Any:
    return parse_xml(f"<c:x {NS}>{xml}</c:x>")[0]


def chart_of(page: Any, kind: Any, box: Box, data: Any, size: float, alt: str) -> Any:
    frame = page.shapes.add_chart(kind, *(Inches(v) for v in box), data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)
    chart = frame.chart
    chart.font.size = Pt(size)
    tint(chart.font.color, "ink")
    chart.has_title = chart.has_legend = False
    return chart


def axis_look(axis: Any, size: float, line: str = "", grid: bool = False, labels: bool = True) -> None:
    axis.has_major_gridlines, axis.has_minor_gridlines = grid, False
    axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
    axis.tick_labels.font.size = Pt(size)
    tint(axis.tick_labels.font.color, "ink")
    if not labels:
        axis.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    if line:
        tint(axis.format.line.color, line)
        axis.format.line.width = Pt(0.75)
    else:
        axis.format.line.fill.background()
    if grid:
        tint(axis.major_gridlines.format.line.color, "hair")
        axis.major_gridlines.format.line.width = Pt(0.5)


def inner_layout(chart: Any, box: Box) -> None:
    area = chart._chartSpace.find(".//" + qn("c:plotArea"))
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    values = "".join(f'<c:{tag} val="{value}"/>' for tag, value in zip("xywh", box, strict=True))
    modes = '<c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
    area.insert(0, element(f"<c:layout><c:manualLayout>{modes}{values}</c:manualLayout></c:layout>"))


def point_label(point: Any, text: str, size: float, tone: str, bold: bool, position: Any) -> None:
    label = point.data_label
    label.text_frame.text = text
    for paragraph in label.text_frame.paragraphs:
        for run in paragraph.runs:
            run.font.size, run.font.bold = Pt(size), bold
            tint(run.font.color, tone)
    label.position = position


def categories_of(chart: ChartData, number_format: str) -> CategoryChartData:
    data = CategoryChartData(number_format=number_format)
    data.categories = list(chart.categories)
    for series in chart.series:
        data.add_series(series.name, series.values)
    return data


def radar(page: Any, box: Box, shown: ChartData, alt: str) -> None:
    chart = chart_of(page, XL_CHART_TYPE.RADAR, box, categories_of(shown, "0"), 9, alt)
    axis = chart.value_axis
    axis.minimum_scale, axis.maximum_scale, axis.major_unit = 0, 5, 1
    axis_look(axis, 9, grid=True, labels=False)
    chart.category_axis.tick_labels.font.size = Pt(9.5)
    for series in chart.plots[0].series:
        now = series.name == shown.series[-1].name
        tone = "primary" if now else "neutral"
        tint(series.format.line.color, tone)
        series.format.line.width = Pt(2.5 if now else 1.25)
        marker(series, tone, 5 if now else 3, "<a:ln><a:noFill/></a:ln>")
        if not now:
            series.format.line.dash_style = MSO_LINE.DASH
    inner_layout(chart, (0.21, 0.14, 0.58, 0.72))


def marker(series: Any, tone: str, size: int, outline: str) -> None:
    """A round marker at every point; python-pptx would need a point of its own for each."""
    for old in series._element.findall(qn("c:marker")):
        series._element.remove(old)
    look = f"<c:spPr>{FILL_XML[tone]}{outline}</c:spPr>"
    shown = element(f'<c:marker><c:symbol val="circle"/><c:size val="{size}"/>{look}</c:marker>')
    series._element.find(qn("c:spPr")).addnext(shown)


def bubbles(page: Any, box: Box, shown: ChartData, alt: str) -> None:
    data = BubbleChartData(number_format="0.0")
    for series in shown.series:
        part = data.add_series(series.name)
        for x, y, size in zip(series.x, series.values, series.sizes, strict=True):
            part.add_data_point(x, y, size)
    chart = chart_of(page, XL_CHART_TYPE.BUBBLE, box, data, 10, alt)
    for axis in (chart.category_axis, chart.value_axis):
        axis.minimum_scale, axis.maximum_scale, axis.major_unit = 0.75, 5.25, 1
        axis_look(axis, 10, labels=False)
    for made, series in zip(chart.plots[0].series, shown.series, strict=True):
        made.format.fill.solid()
        tint(made.format.fill.fore_color, "primary" if series.like == "account" else "neutral_l")
        tint(made.format.line.color, "white")
        made.format.line.width = Pt(1)
        for number, label in enumerate(series.labels):
            if label:
                point_label(made.points[number], label, 10.5, "white", True, XL_LABEL_POSITION.CENTER)
    chart._chartSpace.find(qn("c:chart")).addnext(element("<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"))
    inner_layout(chart, (0, 0, 1, 1))


def columns(page: Any, box: Box, shown: ChartData, alt: str) -> None:
    chart = chart_of(page, XL_CHART_TYPE.COLUMN_CLUSTERED, box, categories_of(shown, "#,##0.0"), 10, alt)
    axis_look(chart.category_axis, 11, "title", labels=False)
    axis_look(chart.value_axis, 10, labels=False)
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = shown.value_min, shown.value_max
    plot = chart.plots[0]
    plot.gap_width = 70
    series = plot.series[0]
    for number, style in enumerate(shown.series[0].styles):
        fill(series.points[number].format, style)
    labels = series.data_labels
    labels.show_value, labels.number_format, labels.number_format_is_linked = True, "#,##0.0", False
    labels.font.size, labels.font.bold = Pt(12), True
    tint(labels.font.color, "ink")
    labels.position = XL_LABEL_POSITION.OUTSIDE_END
    as_lines(chart, 1)
    for line in chart.plots[1].series:
        tint(line.format.line.color, "title")
        line.format.line.width = Pt(1.5)
        marker(line, "title", 6, f'<a:ln w="9525">{FILL_XML["white"]}</a:ln>')
    inner_layout(chart, (0, 0, 1, 0.985))


def bridge(page: Any, box: Box, shown: ChartData, alt: str) -> None:
    chart = chart_of(page, XL_CHART_TYPE.COLUMN_STACKED, box, categories_of(shown, "#,##0.0"), 10, alt)
    axis_look(chart.category_axis, 10, "title")
    axis_look(chart.value_axis, 10, labels=False)
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = shown.value_min, shown.value_max
    chart.plots[0].gap_width, chart.plots[0].overlap = 35, 100
    base, value, *_ = chart.plots[0].series
    fill(base.format, "none")
    for number, style in enumerate(shown.series[1].styles):
        fill(value.points[number].format, *_BRIDGE_LOOK[style])
    as_lines(chart, 2)
    label, *connectors = chart.plots[1].series
    label.format.line.fill.background()
    for connector in connectors:
        tint(connector.format.line.color, "muted")
        connector.format.line.width = Pt(0.5)
    texts = shown.series[2]
    for number, (style, text) in enumerate(zip(texts.styles, texts.labels, strict=True)):
        point_label(label.points[number], text or "", 11, "bad" if style == "gap" else "ink", style != "deal", XL_LABEL_POSITION.ABOVE)
    inner_layout(chart, (0.02, 0.06, 0.96, 0.74))


def as_lines(chart: Any, first: int) -> None:
    """Puts the series from a place on into a line chart on the same axes, which python-pptx cannot make by itself."""
    bars = chart._chartSpace.find(".//" + qn("c:barChart"))
    lines = element('<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/></c:lineChart>')
    for series in list(chart.plots[0].series)[first:]:
        moved = series._element
        for flag in moved.findall(qn("c:invertIfNegative")):
            moved.remove(flag)
        properties = moved.find(qn("c:spPr"))
        if properties is None:
            properties = element("<c:spPr/>")
            moved.find(qn("c:tx")).addnext(properties)
        properties.addnext(element('<c:marker><c:symbol val="none"/></c:marker>'))
        moved.append(element('<c:smooth val="0"/>'))
        lines.append(moved)
    lines.append(element('<c:marker val="1"/>'))
    for ident in bars.findall(qn("c:axId")):
        lines.append(element(f'<c:axId val="{ident.get("val")}"/>'))
    bars.addnext(lines)
