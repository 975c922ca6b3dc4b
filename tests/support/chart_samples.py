"""Charts as a designer would leave them in a template, made with python-pptx, and decks to try rendered charts in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from io import BytesIO

from lxml import etree
from openpyxl.utils.cell import coordinate_to_tuple, get_column_letter
from pptx import Presentation
from pptx.chart.data import BubbleChartData, CategoryChartData, XyChartData
from pptx.dml.color import MSO_THEME_COLOR
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION
from pptx.enum.dml import MSO_LINE, MSO_PATTERN
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

CATEGORY_KINDS = {
    "columns": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "stacked columns": XL_CHART_TYPE.COLUMN_STACKED,
    "full columns": XL_CHART_TYPE.COLUMN_STACKED_100,
    "bars": XL_CHART_TYPE.BAR_CLUSTERED,
    "stacked bars": XL_CHART_TYPE.BAR_STACKED,
    "full bars": XL_CHART_TYPE.BAR_STACKED_100,
    "line": XL_CHART_TYPE.LINE_MARKERS,
    "area": XL_CHART_TYPE.AREA,
    "stacked area": XL_CHART_TYPE.AREA_STACKED,
    "pie": XL_CHART_TYPE.PIE,
    "doughnut": XL_CHART_TYPE.DOUGHNUT,
    "radar": XL_CHART_TYPE.RADAR,
}
XY_KINDS = {"scatter": XL_CHART_TYPE.XY_SCATTER, "bubble": XL_CHART_TYPE.BUBBLE}


class ChartDeck:
    """A deck of one slide with one chart, whose part can be replaced by a rendered one."""

    def __init__(self, chart_type: object, data: object) -> None:
        self.presentation = Presentation()
        slide = self.presentation.slides.add_slide(self.presentation.slide_layouts[6])
        self.frame = slide.shapes.add_chart(chart_type, Inches(1), Inches(1), Inches(8), Inches(5), data)

    @property
    def chart(self):
        return self.frame.chart

    @property
    def xml(self) -> bytes:
        return etree.tostring(self.chart._chartSpace, xml_declaration=True, encoding="UTF-8", standalone=True)

    @property
    def workbook(self) -> bytes:
        return self.chart.part.chart_workbook.xlsx_part.blob

    def with_chart(self, xml: bytes, workbook: bytes) -> bytes:
        """The deck's bytes with the chart replaced."""
        part = self.chart.part
        part._element = parse_xml(xml)
        part.chart_workbook.xlsx_part._blob = workbook
        out = BytesIO()
        self.presentation.save(out)
        return out.getvalue()


def deck_with(charts: Iterable[tuple[bytes, bytes]]) -> bytes:
    """A deck with one chart per slide, each given as part and workbook."""
    presentation = Presentation()
    data = CategoryChartData()
    data.categories = ["A"]
    data.add_series("S", (1.0,))
    for xml, workbook in charts:
        slide = presentation.slides.add_slide(presentation.slide_layouts[6])
        part = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(1), Inches(1), Inches(8), Inches(5), data).chart.part
        part._element = parse_xml(xml)
        part.chart_workbook.xlsx_part._blob = workbook
    out = BytesIO()
    presentation.save(out)
    return out.getvalue()


def chart_in(deck: bytes):
    """The chart of a deck with one chart."""
    return Presentation(BytesIO(deck)).slides[0].shapes[0].chart


def category_deck(kind: str) -> ChartDeck:
    """A chart of two series, Revenue in accent 1 and Cost in accent 2, over three categories; pies have one series."""
    data = CategoryChartData(number_format="0.0")
    data.categories = ["A", "B", "C"]
    data.add_series("Revenue", (1.0, 2.0, 3.0))
    if kind not in ("pie", "doughnut"):
        data.add_series("Cost", (2.0, 2.5, 3.5))
    deck = ChartDeck(CATEGORY_KINDS[kind], data)
    for number, series in enumerate(deck.chart.plots[0].series):
        accent = (MSO_THEME_COLOR.ACCENT_1, MSO_THEME_COLOR.ACCENT_2)[number]
        if kind in ("line", "radar"):
            series.format.line.color.theme_color = accent
            series.format.line.width = Pt(2.5)
        elif kind not in ("pie", "doughnut"):
            series.format.fill.solid()
            series.format.fill.fore_color.theme_color = accent
    return deck


def xy_deck(kind: str) -> ChartDeck:
    """A scatter or bubble chart with series Now and Target and two sample labels, `inside` in white and `right`."""
    data = BubbleChartData(number_format="0.0") if kind == "bubble" else XyChartData(number_format="0.0")
    for name in ("Now", "Target"):
        series = data.add_series(name)
        for place in ((1, 1), (2, 3), (3, 2)):
            series.add_data_point(*place, *((4,) if kind == "bubble" else ()))
    deck = ChartDeck(XY_KINDS[kind], data)
    for index, (text, position) in enumerate((("inside", XL_LABEL_POSITION.CENTER), ("right", XL_LABEL_POSITION.RIGHT))):
        label = deck.chart.plots[0].series[0].points[index].data_label
        label.text_frame.text = text
        run = label.text_frame.paragraphs[0].runs[0]
        run.font.size = Pt(10.5)
        run.font.bold = index == 0
        run.font.color.theme_color = MSO_THEME_COLOR.BACKGROUND_1 if index == 0 else MSO_THEME_COLOR.TEXT_1
        label.position = position
    return deck


def scenario_deck() -> ChartDeck:
    """A column chart of one series with sample columns actual, forecast (hatched) and plan (white, with a bold label)."""
    data = CategoryChartData(number_format="0.0")
    data.categories = ["actual", "forecast", "plan"]
    data.add_series("Revenue", (1.0, 2.0, 3.0))
    deck = ChartDeck(XL_CHART_TYPE.COLUMN_CLUSTERED, data)
    series = deck.chart.plots[0].series[0]
    series.format.fill.solid()
    series.format.fill.fore_color.theme_color = MSO_THEME_COLOR.ACCENT_1
    labels = series.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = "#,##0.0", False
    labels.font.size = Pt(12)
    labels.position = XL_LABEL_POSITION.OUTSIDE_END
    forecast = series.points[1].format
    forecast.fill.patterned()
    forecast.fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
    forecast.fill.fore_color.theme_color = MSO_THEME_COLOR.ACCENT_1
    forecast.fill.back_color.theme_color = MSO_THEME_COLOR.BACKGROUND_1
    plan = series.points[2]
    plan.format.fill.solid()
    plan.format.fill.fore_color.theme_color = MSO_THEME_COLOR.BACKGROUND_1
    plan.format.line.color.theme_color = MSO_THEME_COLOR.TEXT_2
    plan.data_label.font.bold = True
    plan.data_label.font.size = Pt(14)
    return deck


def waterfall_deck() -> ChartDeck:
    """A waterfall: invisible base, values with sample points, a hidden line with labels and one sample connector line."""
    data = CategoryChartData(number_format="0.0")
    data.categories = ["up", "down", "gap", "plan"]
    data.add_series("Base", (0, 1, 2, 0))
    data.add_series("Value", (1, 2, 3, 4))
    data.add_series("Label", (1, 3, 5, 4))
    data.add_series("Connector", (1, 1, None, None))
    deck = ChartDeck(XL_CHART_TYPE.COLUMN_STACKED, data)
    chart = deck.chart
    chart.plots[0].gap_width, chart.plots[0].overlap = 35, 100
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.BOTTOM
    chart.font.size = Pt(10)
    chart.font.color.theme_color = MSO_THEME_COLOR.TEXT_1
    base, value, *_ = chart.plots[0].series
    base.format.fill.background()
    for index, accent in enumerate(
        (MSO_THEME_COLOR.ACCENT_1, MSO_THEME_COLOR.ACCENT_5, MSO_THEME_COLOR.ACCENT_5, MSO_THEME_COLOR.BACKGROUND_1)
    ):
        fill = value.points[index].format.fill
        fill.solid()
        fill.fore_color.theme_color = accent
    value.points[2].format.line.dash_style = MSO_LINE.DASH
    _move_to_line_plot(chart)
    hidden, connector = chart.plots[1].series
    hidden.format.line.fill.background()
    hidden.data_labels.position = XL_LABEL_POSITION.ABOVE
    hidden.data_labels.show_value = True
    hidden.data_labels.font.size = Pt(11)
    hidden.points[2].data_label.font.bold = True
    connector.format.line.color.theme_color = MSO_THEME_COLOR.TEXT_1
    connector.format.line.width = Pt(0.5)
    _hide_in_legend(chart, (0, 2, 3))
    return deck


def second_axis_deck() -> ChartDeck:
    """Columns Revenue and Cost, and a line Margin on a second value axis."""
    data = CategoryChartData(number_format="0.0")
    data.categories = ["A", "B", "C"]
    for name, values in (("Revenue", (10, 20, 30)), ("Cost", (8, 15, 20)), ("Margin", (0.2, 0.25, 0.33))):
        data.add_series(name, values)
    deck = ChartDeck(XL_CHART_TYPE.COLUMN_CLUSTERED, data)
    _move_to_line_plot(deck.chart)
    area = deck.chart._chartSpace.find(f".//{qn('c:plotArea')}")
    lines = area.find(qn("c:lineChart"))
    for axis, ident in zip(lines.findall(qn("c:axId")), ("701", "702"), strict=True):
        axis.set("val", ident)
    for kind, own, other, place in (("valAx", "702", "701", "r"), ("catAx", "701", "702", "b")):
        axis = parse_xml(etree.tostring(area.find(qn(f"c:{kind}"))))
        axis.find(qn("c:axId")).set("val", own)
        axis.find(qn("c:crossAx")).set("val", other)
        axis.find(qn("c:axPos")).set("val", place)
        axis.find(qn("c:delete")).set("val", "1" if kind == "catAx" else "0")
        axis.find(qn("c:crosses")).set("val", "max" if kind == "valAx" else "autoZero")
        grid = axis.find(qn("c:majorGridlines"))
        if grid is not None:
            axis.remove(grid)
        area.findall(qn("c:valAx"))[-1].addnext(axis)
    return deck


def date_deck() -> ChartDeck:
    """A line over a date axis."""
    data = CategoryChartData(number_format="0.0")
    data.categories = [date(2025, month, 1) for month in (1, 2, 3)]
    data.add_series("Revenue", (1.0, 2.0, 3.0))
    return ChartDeck(XL_CHART_TYPE.LINE, data)


def stock_deck() -> ChartDeck:
    """A stock chart of High, Low and Close."""
    deck = category_deck("line")
    chart = deck.chart
    data = CategoryChartData(number_format="0.0")
    data.categories = ["A", "B", "C"]
    for name in ("High", "Low", "Close"):
        data.add_series(name, (3.0, 1.0, 2.0))
    chart.replace_data(data)
    lines = chart._chartSpace.find(f".//{qn('c:lineChart')}")
    lines.tag = qn("c:stockChart")
    for name in ("grouping", "varyColors", "marker", "smooth"):
        for element in lines.findall(qn(f"c:{name}")):
            lines.remove(element)
    lines.find(qn("c:axId")).addprevious(etree.Element(qn("c:hiLowLines")))
    return deck


def solid_deck() -> ChartDeck:
    """Columns in three dimensions."""
    deck = category_deck("columns")
    bars = deck.chart._chartSpace.find(f".//{qn('c:barChart')}")
    bars.tag = qn("c:bar3DChart")
    for overlap in bars.findall(qn("c:overlap")):
        bars.remove(overlap)
    view = parse_xml(f'<c:view3D xmlns:c="{bars.nsmap["c"]}"><c:rotX val="15"/><c:rotY val="20"/><c:rAngAx val="1"/></c:view3D>')
    deck.chart._chartSpace.find(f".//{qn('c:plotArea')}").addprevious(view)
    return deck


def move_data(chart, sheet: str, left: int, top: int, last_row: int = 0, turned: bool = False) -> None:
    """Rewrites a chart's formulas as if its data stood in another sheet or place, or with series in rows; `left` and `top` count from 0."""
    for formula in chart._chartSpace.iter(qn("c:f")):
        cells = formula.text.split("!")[1].replace("$", "").split(":")
        places = []
        for cell in cells:
            row, column = coordinate_to_tuple(cell)
            row = min(row, last_row) if last_row else row
            across, down = (row, column) if turned else (column, row)
            places.append(f"${get_column_letter(across + left)}${down + top}")
        formula.text = f"{sheet}!{':'.join(places) if places[0] != places[-1] else places[0]}"


def put_workbook(chart, book) -> None:
    """Makes an openpyxl workbook the one behind a chart."""
    out = BytesIO()
    book.save(out)
    chart.part.chart_workbook.xlsx_part._blob = out.getvalue()


def _move_to_line_plot(chart) -> None:
    """Moves the third and later series into a line plot on the same axes."""
    bars = chart._chartSpace.find(f".//{qn('c:barChart')}")
    name_space = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    lines = parse_xml(f'<c:lineChart xmlns:c="{name_space}"><c:grouping val="standard"/><c:varyColors val="0"/></c:lineChart>')
    for series in bars.findall(qn("c:ser"))[2:]:
        inverted = series.find(qn("c:invertIfNegative"))
        if inverted is not None:
            series.remove(inverted)
        marker = parse_xml(f'<c:marker xmlns:c="{name_space}"><c:symbol val="none"/></c:marker>')
        series.find(qn("c:tx")).addnext(marker)
        etree.SubElement(series, qn("c:smooth")).set("val", "0")
        lines.append(series)
    etree.SubElement(lines, qn("c:marker")).set("val", "1")
    for axis in bars.findall(qn("c:axId")):
        etree.SubElement(lines, qn("c:axId")).set("val", axis.get("val"))
    bars.addnext(lines)


def _hide_in_legend(chart, indexes: tuple[int, ...]) -> None:
    position = chart._chartSpace.find(f".//{qn('c:legendPos')}")
    for index in reversed(indexes):
        entry = parse_xml(
            '<c:legendEntry xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart">'
            f'<c:idx val="{index}"/><c:delete val="1"/></c:legendEntry>'
        )
        position.addnext(entry)
