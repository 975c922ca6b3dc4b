"""Charts of every kind through compile and render: data, looks and the workbook behind them."""

from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from math import inf, nan

import pytest
from lxml import etree
from openpyxl import load_workbook
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.oxml import parse_xml

from planforge.errors import TemplateError
from planforge.office.pptx.chart_axis import AxisLimits, axis_limits
from planforge.office.pptx.charts import ChartOptions, RenderedChart, compile_chart
from planforge.office.rich import ChartData, Series
from support import office, validator
from support.archive import check_archive
from support.chart_samples import (
    CATEGORY_KINDS,
    XY_KINDS,
    ChartDeck,
    category_deck,
    chart_in,
    date_deck,
    deck_with,
    scenario_deck,
    second_axis_deck,
    solid_deck,
    stock_deck,
    waterfall_deck,
    xy_deck,
)

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
PLACE = "slide 3, shape chart"
CATEGORIES = ("2024", "2025 & <later>", "蓝海\n电网", "=1+1")
TWO = ChartData(CATEGORIES, (Series("Cost", (1.5, None, -3.25, 4.0)), Series("Revenue", (10.0, 20.5, 30.0, 1e-7))))
ONE = ChartData(CATEGORIES, (Series("Revenue", (10.0, 20.5, 30.0, 1.25)),))


def render(deck: ChartDeck, data: ChartData, lang: str = "en-GB") -> tuple[etree._Element, RenderedChart]:
    """The rendered chart as a tree and as bytes, after every archive check on a deck that holds it."""
    rendered = compile_chart(deck.xml, deck.workbook, PLACE).render(data, lang)
    assert check_archive(deck.with_chart(*rendered), clock_allowed=True) == []
    assert check_archive(rendered.workbook) == []
    return etree.fromstring(rendered.xml), rendered


def sheet_of(rendered: RenderedChart) -> list[tuple[object, ...]]:
    return list(load_workbook(BytesIO(rendered.workbook))["Sheet1"].iter_rows(values_only=True))


def series_named(tree: etree._Element, name: str) -> etree._Element:
    return next(series for series in tree.iter(f"{C}ser") if series.findtext(f"{C}tx//{C}v") == name)


def agree(tree: etree._Element, rendered: RenderedChart) -> None:
    """Every formula's cells in the workbook are what the cache beside it holds."""
    sheet = load_workbook(BytesIO(rendered.workbook))["Sheet1"]
    for formula in tree.iter(f"{C}f"):
        cells = sheet[(formula.text or "").removeprefix("Sheet1!").replace("$", "")]
        shown = [row[0].value for row in cells] if isinstance(cells, tuple) else [cells.value]
        cache = next(formula.itersiblings())
        cached: list[object] = [None] * int(cache.find(f"{C}ptCount").get("val"))
        for point in cache.findall(f"{C}pt"):
            text = point.findtext(f"{C}v") or ""
            cached[int(point.get("idx"))] = text if cache.tag == f"{C}strCache" else float(text)
        assert cached == shown


@pytest.mark.parametrize("kind", CATEGORY_KINDS)
def test_category_charts_show_the_data_and_keep_their_kind(kind: str) -> None:
    deck = category_deck(kind)
    data = ONE if kind in ("pie", "doughnut") else TWO
    tree, rendered = render(deck, data)
    chart = chart_in(deck.with_chart(*rendered))
    assert tuple(chart.plots[0].categories) == data.categories
    assert {series.name: tuple(series.values) for series in chart.plots[0].series} == {item.name: item.values for item in data.series}
    assert chart.chart_type == deck.chart.chart_type
    rows = sheet_of(rendered)
    assert rows[0] == (None, *(item.name for item in data.series)) or rows[0] == ("", *(item.name for item in data.series))
    assert [row[0] for row in rows[1:]] == list(data.categories)
    agree(tree, rendered)


@pytest.mark.parametrize("kind", XY_KINDS)
def test_scatter_and_bubble_charts_show_the_data(kind: str) -> None:
    sizes = (4.0, 9.0) if kind == "bubble" else ()
    items = (
        Series("Target", (2.0, 3.5), x=(1.0, 4.25), sizes=sizes),
        Series("Now", (5.0, 1.0), x=(2.0, 2.5), sizes=sizes, labels=("Kestrel", None)),
    )
    tree, rendered = render(xy_deck(kind), ChartData((), items, value_min=0.75, value_max=5.25))
    for item in items:
        series = series_named(tree, item.name)
        for tag, expected in (("xVal", item.x), ("yVal", item.values), ("bubbleSize", item.sizes)):
            assert tuple(float(point.text) for point in series.iterfind(f"{C}{tag}//{C}v")) == expected
    assert "Kestrel" in {cell for row in sheet_of(rendered) for cell in row}
    agree(tree, rendered)
    if kind == "bubble":
        assert tree.find(f".//{C}bubbleScale").get("val") == "100"


def test_series_keep_their_colours_whatever_their_order() -> None:
    tree, _ = render(category_deck("columns"), TWO)
    assert series_named(tree, "Cost").find(f"{C}spPr//{A}schemeClr").get("val") == "accent2"
    assert series_named(tree, "Revenue").find(f"{C}spPr//{A}schemeClr").get("val") == "accent1"


@pytest.mark.parametrize("kind", ["columns", "line", "radar", "area"])
def test_new_series_take_the_next_theme_colours(kind: str) -> None:
    values = (1.0, 2.0, 3.0, 4.0)
    tree, _ = render(category_deck(kind), ChartData(CATEGORIES, (Series("Margin", values), Series("Cost", values), Series("Tax", values))))
    assert series_named(tree, "Margin").find(f"{C}spPr//{A}schemeClr").get("val") == "accent3"
    assert series_named(tree, "Tax").find(f"{C}spPr//{A}schemeClr").get("val") == "accent4"
    if kind == "line":
        assert series_named(tree, "Tax").find(f"{C}spPr/{A}ln").get("w") == "31750"


def test_points_take_the_look_of_a_sample_point() -> None:
    styles = ("", "forecast", "Plan", "forecast")
    tree, _ = render(scenario_deck(), ChartData(CATEGORIES, (Series("Revenue", (1.0, 2.0, 3.0, 4.0), styles=styles),)))
    points = {point.find(f"{C}idx").get("val"): point for point in tree.iter(f"{C}dPt")}
    assert set(points) == {"1", "2", "3"}
    assert points["1"].find(f".//{A}pattFill") is not None
    assert points["2"].find(f".//{A}pattFill") is None
    labels = {label.find(f"{C}idx").get("val"): label for label in tree.iter(f"{C}dLbl")}
    assert set(labels) == {"2"}
    assert next(labels["2"].iter(f"{A}defRPr")).get("b") == "1"
    assert labels["2"].find(f"{C}showVal").get("val") == "1"


def test_labels_replace_hide_or_keep_the_value() -> None:
    values = (1.0, 2.0, None, 4.0)
    series = Series("Revenue", values, labels=("+1.0 <A&B>\nsecond", None, "never seen", ""), styles=("plan", "", "", ""))
    tree, _ = render(scenario_deck(), ChartData(CATEGORIES, (series,)), lang="en-GB")
    labels = {label.find(f"{C}idx").get("val"): label for label in tree.iter(f"{C}dLbl")}
    assert set(labels) == {"0", "3"}
    assert ["".join(paragraph.itertext()) for paragraph in labels["0"].iter(f"{A}p")][:2] == ["+1.0 <A&B>", "second"]
    run = next(labels["0"].iter(f"{A}rPr"))
    assert (run.get("b"), run.get("sz"), run.get("lang")) == ("1", "1400", "en-GB")
    assert labels["3"].find(f"{C}delete").get("val") == "1"
    assert tree.find(f".//{C}dLbls/{C}numFmt").get("formatCode") == "#,##0.0"


def test_chinese_labels_are_marked_as_chinese() -> None:
    tree, _ = render(scenario_deck(), ChartData(("a",), (Series("Revenue", (1.0,), labels=("蓝海",)),)))
    assert next(tree.iter(f"{A}rPr")).get("lang") == "zh-CN"


def test_bubbles_take_the_label_place_of_a_sample_label() -> None:
    item = Series("Now", (1.0, 2.0), x=(1.0, 2.0), sizes=(1.0, 2.0), labels=("Kestrel", "Solmar"), styles=("right", "inside"))
    tree, _ = render(xy_deck("bubble"), ChartData((), (item,)))
    labels = list(tree.iter(f"{C}dLbl"))
    assert [label.find(f"{C}dLblPos").get("val") for label in labels] == ["r", "ctr"]
    assert ["".join(label.itertext()) for label in labels] == ["Kestrel", "Solmar"]
    assert [next(label.iter(f"{A}rPr")).get("b") for label in labels] == ["0", "1"]


def test_a_label_without_style_takes_the_first_sample_label_where_the_series_has_no_look_of_its_own() -> None:
    tree, _ = render(xy_deck("bubble"), ChartData((), (Series("Now", (1.0,), x=(1.0,), sizes=(1.0,), labels=("Kestrel",)),)))
    assert next(tree.iter(f"{C}dLblPos")).get("val") == "ctr"


def waterfall_data() -> ChartData:
    tops = (1.0, 3.0, 2.0, 5.0)
    connectors = [
        Series(
            f"Connector {index + 1}", tuple(tops[index] if place in (index, index + 1) else None for place in range(4)), like="Connector"
        )
        for index in range(3)
    ]
    return ChartData(
        ("Relay\nwave 2", "配网", "Gap", "Target"),
        (
            Series("Base", (0.0, 1.0, 2.0, 0.0)),
            Series("Value", (1.0, 2.0, 1.0, 5.0), styles=("up", "up", "gap", "plan")),
            Series("Label", tops, labels=("+1.0", "+2.0", "1.0", "5.0"), styles=("", "", "gap", "")),
            *connectors,
        ),
        value_min=0,
        value_max=6.5,
    )


def test_a_waterfall_keeps_columns_labels_and_connectors() -> None:
    deck = waterfall_deck()
    tree, rendered = render(deck, waterfall_data())
    lines = tree.find(f".//{C}lineChart")
    names = [series.findtext(f"{C}tx//{C}v") for series in lines.findall(f"{C}ser")]
    assert names == ["Label", "Connector 1", "Connector 2", "Connector 3"]
    assert [series.find(f"{C}order").get("val") for series in tree.iter(f"{C}ser")] == ["0", "1", "2", "3", "4", "5"]
    last = series_named(tree, "Connector 3")
    assert last.find(f"{C}spPr/{A}ln").get("w") == "6350"
    assert [point.get("idx") for point in last.iterfind(f"{C}val//{C}pt")] == ["2", "3"]
    assert last.findtext(f"{C}val//{C}f") == "Sheet1!$G$2:$G$5"
    assert [entry.find(f"{C}idx").get("val") for entry in tree.iter(f"{C}legendEntry")] == ["0", "2", "3", "4", "5"]
    scaling = tree.find(f".//{C}valAx/{C}scaling")
    assert [etree.QName(child).localname for child in scaling][-2:] == ["max", "min"]
    assert scaling.find(f"{C}max").get("val") == "6.5"
    agree(tree, rendered)


def test_a_plot_without_series_vanishes_with_its_axes_still_drawn_on() -> None:
    tree, _ = render(waterfall_deck(), ChartData(("a", "b"), (Series("Value", (1.0, 2.0)),)))
    assert tree.find(f".//{C}lineChart") is None
    assert len(tree.findall(f".//{C}barChart")) == 1


def test_a_chart_without_data_is_still_sound() -> None:
    tree, _ = render(category_deck("columns"), ChartData((), ()))
    assert list(tree.iter(f"{C}ser")) == []
    tree, _ = render(category_deck("columns"), ChartData((), (Series("Revenue", ()),)))
    assert tree.findtext(f".//{C}val//{C}f") == "Sheet1!$B$2"


def test_axis_ids_are_positive_and_radars_are_not_smooth() -> None:
    deck = category_deck("radar")
    assert b"c:smooth" in deck.xml
    tree, _ = render(deck, TWO)
    assert next(tree.iter(f"{C}smooth"), None) is None
    assert all(int(axis.get("val")) > 0 for axis in tree.iter(f"{C}axId"))


def test_a_single_series_does_not_become_the_title() -> None:
    tree, _ = render(category_deck("columns"), ONE)
    assert tree.find(f"{C}chart/{C}autoTitleDeleted").get("val") == "1"


def test_number_formats_of_the_template_stay_in_cache_and_sheet() -> None:
    tree, rendered = render(category_deck("columns"), TWO)
    assert {code.text for code in tree.iter(f"{C}formatCode")} == {"0.0"}
    assert load_workbook(BytesIO(rendered.workbook))["Sheet1"]["B2"].number_format == "0.0"


def test_numbers_no_file_can_hold_become_gaps() -> None:
    tree, _ = render(category_deck("line"), ChartData(("a", "b"), (Series("Revenue", (nan, 1.0)),)))
    assert [point.get("idx") for point in tree.iterfind(f".//{C}val//{C}pt")] == ["1"]


def test_same_data_same_bytes_also_after_pickling() -> None:
    deck = waterfall_deck()
    compiled = compile_chart(deck.xml, None, PLACE)
    again = pickle.loads(pickle.dumps(compiled))
    assert compiled.render(waterfall_data(), "en-GB") == again.render(waterfall_data(), "en-GB")


@pytest.mark.parametrize(
    "data",
    [
        ChartData(("a", "b"), (Series("Revenue", (1.0,)),)),
        ChartData((), (Series("Revenue", (1.0,)),)),
    ],
)
def test_values_that_do_not_match_the_categories_are_refused(data: ChartData) -> None:
    compiled = compile_chart(category_deck("columns").xml, None, PLACE)
    with pytest.raises(TemplateError, match=r"slide 3, shape chart: series Revenue has 1 values"):
        compiled.render(data, "en-GB")


def test_a_bubble_series_without_sizes_is_refused() -> None:
    compiled = compile_chart(xy_deck("bubble").xml, None, PLACE)
    with pytest.raises(TemplateError, match="lacks horizontal values or sizes"):
        compiled.render(ChartData((), (Series("Now", (1.0,), x=(1.0,)),)), "en-GB")


@pytest.mark.parametrize(
    ("xml", "message"),
    [
        (b"<broken", "cannot be read"),
        (b'<cx:chartSpace xmlns:cx="http://schemas.microsoft.com/office/drawing/2014/chartex"/>', "cannot take data"),
        (category_deck("columns").xml.replace(b"barChart", b"surfaceChart"), "a surfaceChart cannot take data"),
    ],
)
def test_charts_that_cannot_take_data_are_refused(xml: bytes, message: str) -> None:
    with pytest.raises(TemplateError, match=f"{PLACE}.*{message}"):
        compile_chart(xml, None, PLACE)


def test_a_series_keeps_its_number_where_the_application_chooses_colours() -> None:
    deck = category_deck("bars")
    for series in deck.chart.plots[0].series:
        series._element.remove(series._element.spPr)
    tree, _ = render(deck, ChartData(("a",), (Series("New", (1.0,)), Series("Cost", (2.0,)))))
    assert series_named(tree, "Cost").find(f"{C}idx").get("val") == "1"
    assert series_named(tree, "New").find(f"{C}idx").get("val") == "2"
    assert [series.find(f"{C}order").get("val") for series in tree.iter(f"{C}ser")] == ["0", "1"]


def test_more_series_than_accents_take_tints_of_them() -> None:
    names = [f"S{number}" for number in range(14)]
    tree, _ = render(category_deck("columns"), ChartData(("a",), tuple(Series(name, (1.0,)) for name in names)))
    colours = [etree.tostring(series_named(tree, name).find(f"{C}spPr//{A}schemeClr")) for name in names]
    assert len(set(colours)) == len(names)


def test_series_by_order_take_the_looks_in_turn() -> None:
    deck = category_deck("columns")
    data = ChartData(("a",), (Series("North", (1.0,)), Series("South", (2.0,)), Series("Third", (3.0,))))
    rendered = compile_chart(deck.xml, deck.workbook, PLACE, ChartOptions(by_order=True)).render(data, "en-GB")
    tree = etree.fromstring(rendered.xml)
    accents = [series_named(tree, item.name).find(f"{C}spPr//{A}schemeClr").get("val") for item in data.series]
    assert accents == ["accent1", "accent2", "accent3"]


@pytest.mark.parametrize(
    ("line", "values", "expected"),
    [
        ("0..auto", (1.0, 2.0), {"min": "0"}),
        ("0..auto", (-1.0, 2.0), {}),
        ("10..50", (1.0, 2.0), {"min": "10", "max": "50"}),
        ("auto..50", (1.0, 2.0), {"max": "50"}),
        ("", (1.0, 2.0), {"min": "3", "max": "4"}),
    ],
)
def test_the_axis_line_counts_more_than_data_and_template(line: str, values: tuple[float, ...], expected: dict[str, str]) -> None:
    deck = category_deck("columns")
    deck.chart.value_axis.maximum_scale = 7
    limits = axis_limits(line) if line else AxisLimits()
    assert limits is not None
    data = ChartData(("a", "b"), (Series("Revenue", values),), value_min=3, value_max=4)
    rendered = compile_chart(deck.xml, deck.workbook, PLACE, ChartOptions(limits=limits)).render(data, "en-GB")
    scaling = etree.fromstring(rendered.xml).find(f".//{C}valAx/{C}scaling")
    assert {etree.QName(e).localname: e.get("val") for e in scaling if e.tag != f"{C}orientation"} == expected


@pytest.mark.parametrize("line", ["0", "a..b", "5..1", "1..2..3", "nan..1"])
def test_axis_lines_that_make_no_sense_are_not_understood(line: str) -> None:
    assert axis_limits(line) is None


def test_a_second_axis_keeps_its_line_and_goes_with_it() -> None:
    values = (1.0, 2.0, None)
    data = ChartData(("a", "b", "c"), (Series("Revenue", values), Series("Margin", (0.1, 0.2, 0.3))))
    tree, rendered = render(second_axis_deck(), data)
    assert tree.find(f".//{C}lineChart/{C}ser/{C}tx//{C}v").text == "Margin"
    assert len(tree.findall(f".//{C}valAx")) == 2
    agree(tree, rendered)
    tree, _ = render(second_axis_deck(), replace(data, series=data.series[:1]))
    assert tree.find(f".//{C}lineChart") is None
    assert (len(tree.findall(f".//{C}valAx")), len(tree.findall(f".//{C}catAx"))) == (1, 1)


def test_a_date_axis_stays_over_dates_and_becomes_a_text_axis_over_texts() -> None:
    deck = date_deck()
    series = (Series("Revenue", (5.0, 6.0)),)
    tree, rendered = render(deck, ChartData(("2026-01-01", "2026-04-01"), series))
    assert tree.find(f".//{C}dateAx") is not None
    assert tree.find(f".//{C}catAx") is None
    assert [v.text for v in tree.iterfind(f".//{C}cat//{C}v")] == ["46023", "46113"]
    assert chart_in(deck.with_chart(*rendered)).plots[0].series[0].values == (5.0, 6.0)
    assert load_workbook(BytesIO(rendered.workbook))["Sheet1"]["A2"].value == datetime(2026, 1, 1)
    tree, rendered = render(deck, ChartData(("H1", "H2"), series))
    assert tree.find(f".//{C}dateAx") is None
    assert tree.find(f".//{C}catAx") is not None
    agree(tree, rendered)


def test_a_stock_chart_takes_three_series_and_refuses_two() -> None:
    high, low, close = (Series(name, (3.0, 2.0)) for name in ("High", "Low", "Close"))
    tree, rendered = render(stock_deck(), ChartData(("a", "b"), (high, low, close)))
    assert len(tree.findall(f".//{C}stockChart/{C}ser")) == 3
    agree(tree, rendered)
    with pytest.raises(TemplateError, match="a stock chart needs 3 or 4 series, not 2"):
        compile_chart(stock_deck().xml, None, PLACE).render(ChartData(("a", "b"), (high, low)), "en-GB")


def test_a_solid_chart_takes_data() -> None:
    tree, rendered = render(solid_deck(), TWO)
    assert len(tree.findall(f".//{C}bar3DChart/{C}ser")) == 2
    agree(tree, rendered)


def test_typed_labels_go_with_their_category() -> None:
    deck = category_deck("columns")
    deck.chart.plots[0].series[0].points[1].data_label.text_frame.text = "Launch"
    tree, _ = render(deck, ChartData(("C", "B", "D"), (Series("Revenue", (1.0, 2.0, 3.0)),)))
    labels = list(tree.iter(f"{C}dLbl"))
    assert [(label.find(f"{C}idx").get("val"), "".join(label.itertext())) for label in labels] == [("1", "Launch")]


def test_pie_points_keep_their_colour_by_name_and_others_take_what_is_free() -> None:
    deck = category_deck("pie")
    accents = (MSO_THEME_COLOR.ACCENT_1, MSO_THEME_COLOR.ACCENT_2, MSO_THEME_COLOR.ACCENT_3)
    for index, accent in enumerate(accents):
        fill = deck.chart.plots[0].series[0].points[index].format.fill
        fill.solid()
        fill.fore_color.theme_color = accent
    tree, _ = render(deck, ChartData(("C", "new", "A"), (Series("Revenue", (1.0, 2.0, 3.0)),)))
    colours = {point.find(f"{C}idx").get("val"): next(point.iter(f"{A}schemeClr")).get("val") for point in tree.iter(f"{C}dPt")}
    assert colours == {"0": "accent3", "1": "accent2", "2": "accent1"}


def test_trend_lines_error_bars_and_bars_between_lines_stay() -> None:
    deck = category_deck("line")
    series = deck.chart.plots[0].series[0]._element
    cells = (
        '<c:numRef><c:f>Sheet1!$D$2:$D$4</c:f><c:numCache><c:ptCount val="1"/><c:pt idx="0"><c:v>0.5</c:v></c:pt></c:numCache></c:numRef>'
    )
    for text in (
        '<c:trendline xmlns:c="{}"><c:trendlineType val="linear"/><c:dispRSqr val="0"/><c:dispEq val="0"/></c:trendline>',
        '<c:errBars xmlns:c="{}"><c:errDir val="y"/><c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="0"/>'
        f"<c:plus>{cells}</c:plus><c:minus>{cells}</c:minus></c:errBars>",
    ):
        series.find(f"{C}cat").addprevious(parse_xml(text.format(C[1:-1])))
    plot = deck.chart._chartSpace.find(f".//{C}lineChart")
    between = f'<c:upDownBars xmlns:c="{C[1:-1]}"><c:gapWidth val="150"/><c:upBars/><c:downBars/></c:upDownBars>'
    plot.find(f"{C}marker").addprevious(parse_xml(between))
    tree, rendered = render(deck, TWO)
    found = series_named(tree, "Revenue")
    assert found.find(f"{C}trendline") is not None
    assert [v.text for v in found.iterfind(f"{C}errBars//{C}numLit//{C}v")] == ["0.5", "0.5"]
    assert tree.find(f".//{C}upDownBars") is not None
    agree(tree, rendered)


HARD = {
    "one point": ChartData(("only",), (Series("Revenue", (1.0,)),)),
    "all gaps": ChartData(("a", "b"), (Series("Revenue", (None, None)), Series("Cost", (nan, inf)))),
    "negative": ChartData(("a", "b"), (Series("Revenue", (-1.0, -2e-9)), Series("Cost", (1e300, -0.0)))),
    "quotes": ChartData(('"', "'a'", "<&>"), (Series('=“Q”&"x"', (1.0, 2.0, 3.0)), Series("it's", (1.0, 2.0, 3.0)))),
    "long names": ChartData(("x" * 40000,), (Series("y" * 40000, (1.0,)), Series("Revenue", (2.0,)))),
    "same names": ChartData(("a",), (Series("Revenue", (1.0,)), Series("Revenue", (2.0,)), Series("", (3.0,)))),
    "many": ChartData(tuple(f"c{n}" for n in range(200)), (Series("Revenue", tuple(map(float, range(200)))),)),
    "none": ChartData((), ()),
}


@pytest.mark.parametrize("kind", ["columns", "line", "pie", "radar"])
@pytest.mark.parametrize("case", HARD)
def test_odd_data_make_sound_files(kind: str, case: str) -> None:
    tree, rendered = render(category_deck(kind), HARD[case])
    agree(tree, rendered)


def test_a_horizontal_value_that_is_no_number_is_refused() -> None:
    deck = xy_deck("scatter")
    with pytest.raises(TemplateError, match="horizontal value or size that is no number"):
        compile_chart(deck.xml, deck.workbook, PLACE).render(ChartData((), (Series("Now", (1.0,), x=(nan,)),)), "en-GB")


def rendered_of_each_kind() -> list[RenderedChart]:
    """A rendered chart of each kind."""
    made: dict[str, tuple[ChartDeck, ChartData]] = {
        kind: (category_deck(kind), ONE if kind in ("pie", "doughnut") else TWO) for kind in CATEGORY_KINDS
    }
    new = Series("Entirely new", (2.0, 3.0, None, 1.0), labels=("a", None, None, ""))
    made["new series"] = (category_deck("line"), ChartData(CATEGORIES, (*TWO.series, new)))
    made["waterfall"] = (waterfall_deck(), waterfall_data())
    made["scenario"] = (
        scenario_deck(),
        ChartData(
            CATEGORIES, (Series("Revenue", (1.0, 2.0, 3.0, 4.0), styles=("", "forecast", "plan", "plan"), labels=("x", None, "y", "")),)
        ),
    )
    three = tuple(Series(name, (3.0, 1.0, 2.0, None)) for name in ("High", "Low", "Close"))
    made["stock"] = (stock_deck(), ChartData(CATEGORIES, three))
    made["solid"] = (solid_deck(), TWO)
    made["dates"] = (date_deck(), ChartData(("2026-01-01", "2026-04-01"), (Series("Revenue", (5.0, 6.0)),)))
    made["texts over a date axis"] = (date_deck(), TWO)
    made["second axis"] = (second_axis_deck(), ChartData(CATEGORIES, (*TWO.series, Series("Margin", (0.1, 0.2, None, 0.4)))))
    for kind in XY_KINDS:
        sizes = (4.0, 9.0) if kind == "bubble" else ()
        item = Series("Now", (2.0, 3.5), x=(1.0, 4.25), sizes=sizes, labels=("Kestrel\nFoods", "Solmar"), styles=("inside", "right"))
        made[kind] = (xy_deck(kind), ChartData((), (item, Series("Other", (1.0,), x=(3.0,), sizes=sizes[:1])), 0.75, 5.25))
    return [compile_chart(deck.xml, deck.workbook, PLACE).render(data, "en-GB") for deck, data in made.values()]


def test_microsoft_s_validator_finds_nothing(tmp_path) -> None:
    validator.require()
    path = tmp_path / "charts.pptx"
    path.write_bytes(deck_with(rendered_of_each_kind()))
    assert check_archive(path, clock_allowed=True) == []
    assert validator.validate(path) == []


def test_the_validator_accepts_the_embedded_workbook(tmp_path) -> None:
    validator.require()
    path = tmp_path / "chart.xlsx"
    path.write_bytes(compile_chart(waterfall_deck().xml, None, PLACE).render(waterfall_data(), "en-GB").workbook)
    assert validator.validate(path) == []


@pytest.mark.render
def test_libreoffice_draws_a_waterfall_and_opens_its_workbook(tmp_path) -> None:
    office.require()
    deck = waterfall_deck()
    rendered = compile_chart(deck.xml, None, PLACE).render(waterfall_data(), "en-GB")
    (tmp_path / "waterfall.pptx").write_bytes(deck.with_chart(*rendered))
    (tmp_path / "data.xlsx").write_bytes(rendered.workbook)
    assert len(office.to_png(tmp_path / "waterfall.pptx", tmp_path)) == 1
    table = office.convert(tmp_path / "data.xlsx", tmp_path, "csv")
    assert "Connector 3" in table.read_text(encoding="utf-8", errors="replace")
