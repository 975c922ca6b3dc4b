"""How the sample charts of our decks look: theme fills, type, axes, figures, the plot's place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import ColorFormat
from pptx.enum.chart import XL_CHART_TYPE, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE, MSO_PATTERN, MSO_THEME_COLOR
from pptx.oxml.ns import qn
from pptx.util import Pt

from planforge.authoring.deck_base import fragment
from planforge.office.tones import COLOUR_XML, TONES

_SLOT = {
    "tx1": MSO_THEME_COLOR.TEXT_1,
    "bg1": MSO_THEME_COLOR.BACKGROUND_1,
    "tx2": MSO_THEME_COLOR.TEXT_2,
    "bg2": MSO_THEME_COLOR.BACKGROUND_2,
    **{f"accent{n}": getattr(MSO_THEME_COLOR, f"ACCENT_{n}") for n in range(1, 7)},
}


def tint(colour: ColorFormat, tone: str) -> None:
    """Sets a colour to a tone."""
    colour.theme_color = _SLOT[TONES[tone].slot]
    for change in fragment(COLOUR_XML[tone]):
        colour._color._xClr.append(change)


def fill(look: Any, kind: str, tone: str = "primary") -> None:
    """A scenario's look: actual solid, previous light, forecast hatched, plan outlined, gap dashed, none invisible."""
    line = look.line
    if kind == "none":
        look.fill.background()
        line.fill.background()
        return
    if kind == "forecast":
        look.fill.patterned()
        look.fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
        tint(look.fill.fore_color, tone)
        tint(look.fill.back_color, "white")
        tint(line.color, tone)
        line.width = Pt(1)
        return
    look.fill.solid()
    tint(look.fill.fore_color, {"plan": "white", "gap": "bad_l"}.get(kind, tone))
    if kind in ("plan", "gap"):
        tint(line.color, "bad" if kind == "gap" else tone)
        line.width = Pt(1.25)
        if kind == "gap":
            line.dash_style = MSO_LINE.DASH
    elif kind == "thin":
        tint(line.color, "muted")
        line.width = Pt(0.5)
    else:
        line.fill.background()


Box = tuple[int, int, int, int]
"""Left, top, width and height in EMU."""
_BARS = (XL_CHART_TYPE.BAR_CLUSTERED, XL_CHART_TYPE.BAR_STACKED, XL_CHART_TYPE.BAR_STACKED_100)


def category_chart(
    page: Any,
    box: Box,
    kind: Any,
    categories: Sequence[str],
    series: Mapping[str, Sequence[float | None]],
    *,
    scale: tuple[float, float],
    number_format: str = "#,##0.0",
    gap: int,
    overlap: int | None = None,
    size: float = 10,
    line: str = "title",
    labels: bool = True,
) -> Any:
    """The frame of a chart of columns or bars in plain ink: `scale` is the hidden value axis, gap and overlap are in percent.

    The category axis has a line of a tone, empty for none, and its labels at `size` in points. Of bars the first category is on top.
    """
    data = CategoryChartData(number_format=number_format)
    data.categories = list(categories)
    for name, values in series.items():
        data.add_series(name, values)
    frame = page.shapes.add_chart(kind, *box, data)
    chart = frame.chart
    plain(chart, size)
    axis_look(chart.category_axis, size, line, labels=labels)
    axis_look(chart.value_axis, 10, labels=False)
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = scale
    if kind in _BARS:
        chart.category_axis.reverse_order = True
    plot = chart.plots[0]
    plot.gap_width = gap
    if overlap is not None:
        plot.overlap = overlap
    return frame


def plain(chart: Any, size: float) -> None:
    """Theme ink and a size in points for all text; no title, no legend."""
    chart.font.size = Pt(size)
    tint(chart.font.color, "ink")
    chart.has_title = False
    chart.has_legend = False
    space = chart._chartSpace
    for old in space.findall(qn("c:roundedCorners")):
        space.remove(old)
    date = space.find(qn("c:date1904"))
    corner = fragment('<c:roundedCorners val="0"/>')
    date.addnext(corner) if date is not None else space.insert(0, corner)


def axis_look(axis: Any, size: float, line: str = "", grid: bool = False, labels: bool = True) -> None:
    """An axis without grid and ticks; `line` is the tone of its line, empty for none."""
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


def inner_layout(chart: Any, x: float, y: float, w: float, h: float) -> None:
    """Puts the plot itself, without its labels, at shares of the chart."""
    area = chart._chartSpace.find(".//" + qn("c:plotArea"))
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    values = "".join(f'<c:{tag} val="{value}"/>' for tag, value in (("x", x), ("y", y), ("w", w), ("h", h)))
    area.insert(
        0,
        fragment(
            '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
            f"{values}</c:manualLayout></c:layout>"
        ),
    )


def figures(series: Any, position: Any, tone: str, number_format: str) -> None:
    """Figures at every column of a series."""
    labels = series.data_labels
    labels.show_value, labels.number_format, labels.number_format_is_linked = True, number_format, False
    labels.font.size, labels.font.bold = Pt(10), True
    tint(labels.font.color, tone)
    labels.position = position


def move_to_lines(chart: Any, first: int = 2) -> None:
    """Puts series from a place on into a line chart on the same axes; python-pptx cannot make combined charts."""
    bars = chart._chartSpace.find(".//" + qn("c:barChart"))
    axes = [element.get("val") for element in bars.findall(qn("c:axId"))]
    lines = fragment('<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/></c:lineChart>')
    for series in list(chart.plots[0].series)[first:]:
        element = series._element
        bars.remove(element)
        for flag in element.findall(qn("c:invertIfNegative")):
            element.remove(flag)
        lines.append(element)
    lines.append(fragment('<c:marker val="1"/>'))
    for ident in axes:
        lines.append(fragment(f'<c:axId val="{ident}"/>'))
    bars.addnext(lines)
    for element in lines.findall(qn("c:ser")):
        properties = element.find(qn("c:spPr"))
        if properties is None:
            properties = fragment("<c:spPr/>")
            element.find(qn("c:tx")).addnext(properties)
        properties.addnext(fragment('<c:marker><c:symbol val="none"/></c:marker>'))
        element.append(fragment('<c:smooth val="0"/>'))
