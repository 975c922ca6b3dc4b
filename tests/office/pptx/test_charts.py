"""Charts in a template: directives, tags in titles and data sheets, workbooks edited in place, copies that own their parts."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.table import Table
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI

from planforge.errors import TemplateError
from planforge.office import compile_template
from planforge.office.pptx.charts import compile_chart
from planforge.office.problems import TemplateProblems
from planforge.office.rich import ChartData, Series
from support import office, validator
from support.archive import check_archive
from support.chart_samples import move_data, put_workbook
from support.deck_charts import chart_problems
from support.decks import Deck, check_package, opened, parts, shape

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
YEARS = ("2024", "2025", "2026", "2027", "2028")
DATA = ChartData(YEARS, (Series("Cost", (1.0, 2.0, None, 4.0, 5.0)), Series('New "x"', (5.0, 4.0, 3.0, 2.0, 1.0))))


def render(deck: Deck, **context: Any) -> Any:
    result = compile_template(deck.bytes).render(context)
    check_package(result.data)
    return result


def chart_of(result: Any, name: str = "chart", slide: int = 0) -> Any:
    return shape(opened(result.data).slides[slide], name).chart


def values(chart: Any) -> dict[str, tuple[float | None, ...]]:
    return {series.name: tuple(series.values) for plot in chart.plots for series in plot.series}


def book_of(chart: Any) -> Any:
    return load_workbook(BytesIO(chart.part.chart_workbook.xlsx_part.blob))


def rows(chart: Any, sheet: str = "Sheet1") -> list[tuple[object, ...]]:
    return list(book_of(chart)[sheet].iter_rows(values_only=True))


def sheet_deck(cells: dict[str, object], last_row: int, alt: str = "", series: Sequence[str] = ("Revenue",)) -> Deck:
    """A deck with a chart whose data sheet holds these cells, data from A1 to a last row."""
    deck = Deck()
    deck.add()
    chart = deck.chart(alt=alt, series=series).chart
    book = Workbook()
    book.active.title = "Sheet1"
    for place, value in cells.items():
        book.active[place] = value
    put_workbook(chart, book)
    move_data(chart, "Sheet1", 0, 0, last_row)
    return deck


# ------------------------------------------------------------ the workbook behind a chart


def designed_deck() -> Deck:
    """A chart whose data stand in C3:E6 of the second sheet, in a table, with other cells around and formulas on them."""
    deck = Deck()
    deck.add()
    chart = deck.chart(alt="pf\nchart: data\naxis: 0..auto", series=("Revenue", "Cost")).chart
    book = Workbook()
    book.active.title = "Notes"
    book.active["A1"] = "='My data'!D4*2"
    sheet = book.create_sheet("My data")
    for place, value in {"A1": "Title", "C3": "Year", "D3": "Revenue", "E3": "Cost", "G5": "keep", "B5": "left", "C12": "=D4"}.items():
        sheet[place] = value
    for row, year in enumerate("abc", 4):
        sheet.cell(row, 3, year)
        sheet.cell(row, 4, 1.0).number_format = "0.00"
        sheet.cell(row, 5, 2.0).number_format = "#,##0"
    sheet.add_table(Table(displayName="Figures", ref="C3:E6"))
    sheet.merge_cells("A1:B1")
    sheet.column_dimensions["C"].width = 33
    put_workbook(chart, book)
    move_data(chart, "'My data'", 2, 2)
    return deck


def test_a_workbook_is_edited_in_place() -> None:
    chart = chart_of(render(designed_deck(), data=DATA))
    assert list(chart_problems(chart.part)) == []
    book = book_of(chart)
    assert book.sheetnames == ["Notes", "My data"]
    sheet = book["My data"]
    assert [[cell.value for cell in row] for row in sheet["C3:E8"]] == [
        ["Year", "Cost", 'New "x"'],
        ["2024", 1, 5],
        ["2025", 2, 4],
        ["2026", None, 3],
        ["2027", 4, 2],
        ["2028", 5, 1],
    ]
    assert [sheet[place].value for place in ("A1", "G5", "B5", "C12")] == ["Title", "keep", "left", "=D4"]
    assert sheet["D4"].number_format == "#,##0"
    assert sheet.tables["Figures"].ref == "C3:E8"
    assert [column.name for column in sheet.tables["Figures"].tableColumns] == ["Year", "Cost", 'New "x"']
    assert sheet.column_dimensions["C"].width == 33
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:B1"]


def test_results_of_formulas_are_computed_anew_and_sample_texts_are_gone() -> None:
    blob = chart_of(render(designed_deck(), data=DATA)).part.chart_workbook.xlsx_part.blob
    with ZipFile(BytesIO(blob)) as archive:
        assert b"fullCalcOnLoad" in archive.read("xl/workbook.xml")
        assert b"Revenue" not in b"".join(archive.read(name) for name in archive.namelist())
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"


def test_fewer_data_leave_no_sample_behind() -> None:
    chart = chart_of(render(designed_deck(), data=ChartData(("x",), (Series("Cost", (1.0,)),))))
    sheet = book_of(chart)["My data"]
    assert [[cell.value for cell in row] for row in sheet["C3:E6"]] == [["Year", "Cost", None], ["x", 1, None], *[[None] * 3] * 2]
    assert sheet.tables["Figures"].ref == "C3:D4"


@pytest.mark.parametrize("names", [("Cost", "cost"), ("", "x"), ("y" * 300,)])
def test_a_table_goes_when_its_headers_could_not_be_what_the_chart_shows(names: tuple[str, ...]) -> None:
    chart = chart_of(render(designed_deck(), data=ChartData(("x",), tuple(Series(name, (1.0,)) for name in names))))
    assert list(chart_problems(chart.part)) == []
    assert not book_of(chart)["My data"].tables


def test_series_in_rows_stay_in_rows() -> None:
    deck = Deck()
    deck.add()
    chart = deck.chart(alt="pf\nchart: data\naxis: 0..auto", series=("Revenue", "Cost")).chart
    book = Workbook()
    book.active.title = "Sheet1"
    for row in ((None, "a", "b", "c"), ("Revenue", 1, 2, 3), ("Cost", 2, 2, 3)):
        book.active.append(row)
    put_workbook(chart, book)
    move_data(chart, "Sheet1", 0, 0, turned=True)
    result = chart_of(render(deck, data=DATA))
    assert list(chart_problems(result.part)) == []
    assert rows(result)[0][1:] == YEARS
    assert rows(result)[1] == ("Cost", 1, 2, None, 4, 5)
    assert [f.text for f in result._chartSpace.iter(f"{C}f")][:3] == ["Sheet1!$A$2", "Sheet1!$B$1:$F$1", "Sheet1!$B$2:$F$2"]


def test_a_missing_workbook_is_reported_and_the_chart_is_right() -> None:
    deck = Deck()
    deck.add()
    chart = deck.chart(alt="pf\nchart: data").chart
    chart._chartSpace.remove(chart._chartSpace.find(f"{C}externalData"))
    part = chart.part
    part.drop_rel(next(rid for rid, rel in part.rels.items() if rel.reltype == RT.PACKAGE))
    result = compile_template(deck.bytes).render({"data": DATA})
    assert [(f.code, f.message) for f in result.findings] == [
        ("TP113", "Slide 1, shape 'chart': it has no workbook, so “Edit data” does not work.")
    ]
    assert values(chart_of(result))["Cost"] == (1.0, 2.0, None, 4.0, 5.0)


def test_a_linked_workbook_stays_linked_and_is_never_read() -> None:
    chart = Deck()
    chart.add()
    space = chart.chart().chart
    move_data(space, "'[Sales 26.xlsx]Plan''s'", 0, 0)
    compiled = compile_chart(etree.tostring(space._chartSpace), None, "slide 1", linked=True)
    rendered = compiled.render(DATA, "en-GB")
    tree = etree.fromstring(rendered.xml)
    assert (compiled.warning, rendered.workbook) == (
        "its workbook stands outside the presentation, so “Edit data” shows other figures",
        b"",
    )
    assert tree.find(f"{C}externalData") is not None
    assert [f.text for f in tree.iter(f"{C}f")][:3] == [f"'[Sales 26.xlsx]Plan''s'!{cells}" for cells in ("$B$1", "$A$2:$A$6", "$B$2:$B$6")]
    assert [v.text for v in next(tree.iter(f"{C}val")).iter(f"{C}v")] == ["1", "2", "4", "5"]


def test_a_workbook_that_is_none_is_refused() -> None:
    deck = Deck()
    deck.add()
    deck.chart(alt="pf\nchart: data").chart.part.chart_workbook.xlsx_part._blob = b"\xd0\xcf\x11\xe0 an old .xls file"
    with pytest.raises(
        TemplateProblems, match=r"TP112 slide 1, shape 'chart', alt text, chart: data: the workbook behind the chart cannot be used"
    ):
        compile_template(deck.bytes)


# ------------------------------------------------------------ tags in the data sheet


def test_rows_of_the_data_sheet_repeat() -> None:
    deck = sheet_deck({"B1": "Revenue", "A2": "{% row for y in years %}FY {{ y.name }}", "B2": "{{ y.v }}"}, 2, "pf\naxis: 0..auto")
    years = [{"name": "24", "v": 1.5}, {"name": "25", "v": None}, {"name": "26", "v": 3}]
    result = chart_of(render(deck, years=years))
    assert tuple(result.plots[0].categories) == ("FY 24", "FY 25", "FY 26")
    assert values(result) == {"Revenue": (1.5, None, 3.0)}
    assert rows(result) == [(None, "Revenue"), ("FY 24", 1.5), ("FY 25", None), ("FY 26", 3)]
    assert list(chart_problems(result.part)) == []
    assert b"{{" not in result.part.chart_workbook.xlsx_part.blob


def test_columns_repeat_rows_are_left_out_and_static_rows_stay() -> None:
    cells = {
        "A1": "{{ head }}", "B1": "{% col for s in names %}{{ s }}", "C1": "Plan",
        "A2": "{% row for y in years %}{% row if y.on %}{{ y.name }}", "B2": "{{ y.v[s] }}", "C2": "{{ y.v.plan }}",
        "A3": "Total", "B3": 7, "C3": "{{ total }}",
    }  # fmt: skip
    years = [{"name": n, "on": n != "b", "v": {"N": 1, "S": 2, "plan": 3}} for n in "abc"]
    result = chart_of(render(sheet_deck(cells, 3, series=("Any", "Plan")), names=["N", "S"], years=years, total=9, head="Year"))
    assert tuple(result.plots[0].categories) == ("a", "c", "Total")
    assert values(result) == {"N": (1.0, 1.0, 7.0), "S": (2.0, 2.0, 7.0), "Plan": (3.0, 3.0, 9.0)}
    assert rows(result)[0] == ("Year", "N", "S", "Plan")


def test_no_rows_make_an_empty_chart() -> None:
    deck = sheet_deck({"B1": "Revenue", "A2": "{% row for y in years %}{{ y }}", "B2": "{{ y }}"}, 2)
    assert values(chart_of(render(deck, years=[]))) == {"Revenue": ()}


def test_a_text_where_a_number_must_stand_names_the_cell() -> None:
    deck = sheet_deck({"B1": "Revenue", "A2": "a", "B2": "{{ v }}"}, 2)
    with pytest.raises(TemplateError, match=r"slide 1, shape 'chart', data sheet B2.*'many' is no number"):
        compile_template(deck.bytes).render({"v": "many"})


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"A2": "{{ y.name", "B2": 1}, "TP102 slide 1, shape 'chart', data sheet A2: the tag has no end"),
        ({"A2": "{% row endfor %}a", "B2": "{{ v }}"}, "data sheet A1: row 'endfor' closes no 'for'"),
        ({"A2": "a", "B2": "{% if v %}1{% endif %}"}, "TP105 slide 1, shape 'chart', data sheet B2, {% if v %}: a cell of a chart's"),
        ({"A2": "a", "B2": 1, "D9": "{{ v }}"}, "TP112 slide 1, shape 'chart', data sheet D9: this cell does not belong to the data"),
        ({"A2": "a", "B2": "{{ v +* }}"}, "TP102 slide 1, shape 'chart', data sheet B2"),
    ],
)  # fmt: skip
def test_faults_in_the_data_sheet_name_the_cell(cells: dict[str, object], message: str) -> None:
    with pytest.raises(TemplateProblems) as caught:
        compile_template(sheet_deck(cells, 2).bytes)
    assert message in str(caught.value)


# ------------------------------------------------------------ tags in titles and names, lines of the alt text


def test_titles_of_charts_and_axes_take_tags() -> None:
    deck = Deck()
    deck.add()
    for name, alt in (("bound", "pf\nchart: data"), ("static", "")):
        chart = deck.chart(name, alt).chart
        chart.has_title = True
        chart.chart_title.text_frame.text = "Revenue of {{ who }} {% if more %}& more{% endif %}"
        chart.chart_title.text_frame.paragraphs[0].runs[0].font.bold = False
        chart.value_axis.has_title = True
        chart.value_axis.axis_title.text_frame.text = "in {{ unit }}"
    result = render(deck, data=DATA, who="A<B>", more=True, unit="")
    for name in ("bound", "static"):
        chart = chart_of(result, name)
        assert chart.chart_title.text_frame.text == "Revenue of A<B> & more"
        assert chart.chart_title.text_frame.paragraphs[0].runs[0].font.bold is False
        assert chart.value_axis.axis_title.text_frame.text.strip() == "in"
    assert values(chart_of(result, "static")) == {"Revenue": (1.0, 2.0, 3.0)}


def test_a_title_without_text_vanishes() -> None:
    deck = Deck()
    deck.add()
    chart = deck.chart(alt="pf\nchart: data").chart
    chart.has_title = True
    chart.chart_title.text_frame.text = "{{ nothing }}"
    space = chart_of(render(deck, data=DATA, nothing=""))._chartSpace
    assert space.find(f"{C}chart/{C}title") is None
    assert space.find(f"{C}chart/{C}autoTitleDeleted").get("val") == "1"


def test_names_of_template_series_take_tags() -> None:
    deck = sheet_deck({"A1": "", "B1": "{{ t('rev') }}", "C1": "Cost", "A2": "a", "B2": 1, "C2": 1}, 2, "pf\nchart: data", ("R", "Cost"))
    for series in shape(deck.slide, "chart").chart.plots[0].series:
        series.format.fill.solid()
        series.format.fill.fore_color.theme_color = 5 + series._element.order.val if hasattr(series._element, "order") else 5
    data = ChartData(("a",), (Series("Cost", (1.0,)), Series("Umsatz", (2.0,))))
    result = compile_template(deck.bytes).render({"data": data}, texts=lambda key: {"rev": "Umsatz"}[key])
    order = [s.find(f"{C}tx//{C}v").text for s in chart_of(result)._chartSpace.iter(f"{C}ser")]
    assert order == ["Cost", "Umsatz"]
    assert b"accent3" not in etree.tostring(chart_of(result)._chartSpace)


def test_the_alt_text_chooses_order_and_axis() -> None:
    deck = Deck()
    deck.add()
    deck.chart(alt="pf\nchart: data\nseries: by order\naxis: 0..auto\nalt: Chart of {{ who }}", series=("One", "Two"))
    space = chart_of(render(deck, data=DATA, who="x"))._chartSpace
    assert space.find(f".//{C}valAx/{C}scaling/{C}min").get("val") == "0"
    assert space.find(f".//{C}valAx/{C}scaling/{C}max") is None


@pytest.mark.parametrize(
    ("alt", "message"),
    [
        ("pf\nchart: data\naxis: low..high", "TP106 slide 1, shape 'chart', alt text: 'axis:' takes two limits such as 0..auto or 10..50"),
        ("pf\nchart: data\nseries: by colour", "TP106 slide 1, shape 'chart', alt text: 'series:' takes by name or by order"),
        ("pf\naxis: 0..auto", "TP112 slide 1, shape 'chart', alt text: 'axis:' says how, and the line 'chart:' is missing"),
    ],
)
def test_lines_that_are_not_understood_are_named(alt: str, message: str) -> None:
    deck = Deck()
    deck.add()
    deck.chart(alt=alt)
    with pytest.raises(TemplateProblems) as caught:
        compile_template(deck.bytes)
    assert message in str(caught.value)


# ------------------------------------------------------------ charts that cannot be filled


def test_a_surface_is_copied_without_directive_and_refused_with_one() -> None:
    for alt in ("", "pf\nchart: data"):
        deck = Deck()
        deck.add()
        chart = deck.chart(alt=alt).chart
        chart._chartSpace.find(f".//{C}barChart").tag = f"{C}surfaceChart"
        if alt:
            with pytest.raises(TemplateProblems, match=r"TP112 .* a surfaceChart cannot take data"):
                compile_template(deck.bytes)
        else:
            result = compile_template(deck.bytes).render({})
            assert b"surfaceChart" in parts(result.data)["ppt/charts/" + next(iter(chart_names(result)))]


def chart_names(result: Any) -> list[str]:
    return [name.removeprefix("ppt/charts/") for name in parts(result.data) if name.startswith("ppt/charts/chart")]


def extended_deck(alt: str) -> Deck:
    """A slide whose chart is one of the newer kind, a waterfall."""
    deck = Deck()
    deck.add("{{ x }}", notes="{% slide for x in xs %}")
    frame = deck.chart(alt=alt)
    data = frame._element.find(".//{*}graphicData")
    data.set("uri", "http://schemas.microsoft.com/office/drawing/2014/chartex")
    name = "{http://schemas.microsoft.com/office/drawing/2014/chartex}"
    part = Part(PackURI("/ppt/charts/chartEx1.xml"), "application/vnd.ms-office.chartex+xml", deck.slide.part.package,
                f'<cx:chartSpace xmlns:cx="{name[1:-1]}"/>'.encode())  # fmt: skip
    rid = deck.slide.part.relate_to(part, "http://schemas.microsoft.com/office/2014/relationships/chartEx")
    old = data[0]
    deck.slide.part.drop_rel(old.rId)
    data.remove(old)
    etree.SubElement(data, f"{name}chart").set("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id", rid)
    return deck


def test_newer_charts_are_copied_without_directive_and_refused_with_one() -> None:
    found = parts(compile_template(extended_deck("").bytes).render({"xs": [1, 2]}).data)
    assert sorted(name for name in found if "chartEx" in name) == ["ppt/charts/chartEx1.xml", "ppt/charts/chartEx2.xml"]
    with pytest.raises(TemplateProblems, match=r"TP112 .*waterfall, funnel, map, histogram and other newer charts cannot take data"):
        compile_template(extended_deck("pf\nchart: data").bytes)


def test_a_chart_that_is_not_shown_leaves_nothing_behind() -> None:
    deck = Deck()
    deck.add()
    deck.chart(alt="pf\nif: shown\nchart: data")
    assert [name for name in parts(render(deck, shown=False).data) if "chart" in name or "embed" in name] == []
    assert len(chart_names(render(deck, shown=True, data=DATA))) == 1


def test_charts_that_nothing_fills_have_no_negative_axis_ids() -> None:
    deck = Deck()
    deck.add()
    assert b'axId val="-' in etree.tostring(deck.chart().chart._chartSpace)
    result = render(deck)
    assert all(int(axis.get("val")) > 0 for axis in chart_of(result)._chartSpace.iter(f"{C}axId", f"{C}crossAx"))


# ------------------------------------------------------------ copies


STYLE = "http://schemas.microsoft.com/office/2011/relationships/chartStyle"
COLOURS = "http://schemas.microsoft.com/office/2011/relationships/chartColorStyle"
CS = "http://schemas.microsoft.com/office/drawing/2012/chartStyle"
DRAWN = (
    '<c:userShapes xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/>'
)
OVERRIDE = '<a:themeOverride xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/>'
OWNED = {
    STYLE: ("charts/style1.xml", "application/vnd.ms-office.chartstyle+xml", f'<cs:chartStyle xmlns:cs="{CS}" id="201"/>'),
    COLOURS: ("charts/colors1.xml", "application/vnd.ms-office.chartcolorstyle+xml", f'<cs:colorStyle xmlns:cs="{CS}" meth="cycle"/>'),
    RT.CHART_USER_SHAPES: ("drawings/drawing1.xml", "application/vnd.openxmlformats-officedocument.drawingml.chartshapes+xml", DRAWN),
    RT.THEME_OVERRIDE: ("theme/themeOverride1.xml", "application/vnd.openxmlformats-officedocument.themeOverride+xml", OVERRIDE),
}  # fmt: skip


def test_fifty_slides_own_fifty_charts_with_everything_behind_them() -> None:
    deck = Deck()
    deck.add("{{ x }}", notes="{% slide for x in xs %}")
    chart = deck.chart(alt="pf\nchart: data[x]").chart
    for kind, (name, content, xml) in OWNED.items():
        part = Part(PackURI(f"/ppt/{name}"), content, chart.part.package, xml.encode())
        rid = chart.part.relate_to(part, kind)
        if kind == RT.CHART_USER_SHAPES:
            shapes = etree.SubElement(chart._chartSpace, f"{C}userShapes")
            shapes.set("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id", rid)
    data = [ChartData(("a", "b"), (Series("Revenue", (float(x), 1.0)),)) for x in range(50)]
    result = render(deck, xs=range(50), data=data)
    seen: dict[str, set[str]] = {}
    for number, slide in enumerate(opened(result.data).slides):
        found = shape(slide, "chart").chart
        assert values(found) == {"Revenue": (float(number), 1.0)}
        assert rows(found)[1:] == [("a", number), ("b", 1)]
        for rel in (found.part, *(rel.target_part for rel in found.part.rels.values())):
            seen.setdefault(rel.content_type, set()).add(rel.partname)
    assert {kind: len(names) for kind, names in seen.items()} == dict.fromkeys(seen, 50)
    assert {content for _, content, _ in OWNED.values()} < set(seen)


# ------------------------------------------------------------ validity and pictures


def everything() -> tuple[Deck, dict[str, Any]]:
    """A slide with a designed chart, one filled from its data sheet and one with tags in its title only."""
    deck = designed_deck()
    sheet = deck.chart("tags", series=("Revenue",))
    sheet.left, sheet.chart.has_title = sheet.left * 6, True
    book = Workbook()
    book.active.title = "Sheet1"
    for place, value in {"B1": "Revenue", "A2": "{% row for y in years %}{{ y }}", "B2": "{{ loop.index }}"}.items():
        book.active[place] = value
    put_workbook(sheet.chart, book)
    move_data(sheet.chart, "Sheet1", 0, 0, 2)
    sheet.chart.chart_title.text_frame.text = "From {{ years|first }}"
    return deck, {"data": DATA, "years": ["蓝海", "b & c", "d"]}


def test_microsoft_s_validator_finds_nothing_in_deck_and_workbooks(tmp_path) -> None:
    validator.require()
    deck, context = everything()
    path = tmp_path / "deck.pptx"
    path.write_bytes(render(deck, **context).data)
    assert validator.validate(path, ("Microsoft365",)) == []
    workbook = tmp_path / "data.xlsx"
    workbook.write_bytes(next(data for name, data in parts(path.read_bytes()).items() if name.endswith("1.xlsx")))
    assert check_archive(workbook) == []
    # openpyxl, which made the template's workbook, writes the children of `font` out of order.
    assert [line for line in validator.validate(workbook, ("Microsoft365",)) if "/xl/styles.xml" not in line] == []


@pytest.mark.render
def test_libreoffice_draws_filled_charts(tmp_path) -> None:
    office.require()
    deck, context = everything()
    (tmp_path / "deck.pptx").write_bytes(render(deck, **context).data)
    assert len(office.to_png(tmp_path / "deck.pptx", tmp_path)) == 1
