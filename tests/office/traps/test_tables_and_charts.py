"""Traps of tables and charts: ids in extension lists, heights, banding, merged cells; parts of a chart, its workbook, new chart kinds."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from lxml import etree

from planforge.errors import TemplateError
from planforge.office import compile_template
from planforge.office.problems import TemplateProblems
from planforge.office.rich import ChartData, Series
from support.decks import Deck, shape
from support.trap_parts import MICROSOFT, PNG, Parts, element, name
from support.trap_results import Result
from support.trap_xml import picture, zoom

ROW_URI, COLUMN_URI = "{0D108BD9-81ED-4DB2-BD59-A6C34878D82A}", "{9D8B030D-6E8A-4147-A177-3AD203B41FA5}"


def with_ids(deck: Deck) -> Parts:
    """A template whose table has row and column ids, as PowerPoint writes them."""
    template = Parts(deck)

    def extension(uri: str, tag: str, value: int) -> Any:
        return element(f'<a:extLst><a:ext uri="{uri}"><a16:{tag} val="{value}"/></a:ext></a:extLst>')

    def change(root: Any) -> None:
        for number, column in enumerate(root.iter(name("a:gridCol"))):
            column.append(extension(COLUMN_URI, "colId", 20000 + number))
        for number, row in enumerate(root.iter(name("a:tr"))):
            row.append(extension(ROW_URI, "rowId", 10000 + number))

    template.edit(template.slide(1), change)
    return template


def tabled(rows: list[list[str]], alt: str = "", **options: Any) -> Deck:
    deck = Deck()
    deck.add(notes=options.pop("notes", ""))
    deck.table(rows, alt=alt, **options)
    return deck


def ids(result: Result, tag: str, slide: int = 1) -> list[str]:
    return [e.get("val") for e in result.slide(slide).iter(name(f"a16:{tag}"))]


def test_row_and_column_ids_are_unique_in_a_table_and_new_where_they_repeat() -> None:
    template = with_ids(tabled([["{% col for y in years %}{{ y }}", "end"], ["{% row for k in ks %}{{ k }}", "x"], ["total", "y"]]))
    result = Result(template, years=["1", "2", "3"], ks=["a", "b", "c"])
    rows, columns = ids(result, "rowId"), ids(result, "colId")
    table = shape(result.slides[0], "table").table
    assert (len(table.rows), len(table.columns)) == (5, 4)
    assert len(set(rows)) == len(rows)
    assert len(set(columns)) == len(columns)
    assert all(0 <= int(value) < 2**32 for value in (*rows, *columns))
    assert Result(template, years=["1", "2", "3"], ks=["a", "b", "c"]).data == result.data


def test_table_height_is_the_sum_of_its_rows_and_is_tested_against_the_room() -> None:
    deck = tabled([["h"], ["{% row for k in ks %}{{ k }}"]], box=(1, 2, 2, 0.6))
    few = Result(deck, ks=["one", "a text that needs several lines of its narrow column"])
    frame = shape(few.slides[0], "table")
    heights = [row.height for row in frame.table.rows]
    assert frame.height == sum(heights)
    assert heights[2] > heights[1] >= heights[0]
    assert few.codes == []
    assert "FT102" in Result(deck, ks=["x"] * 60).codes


def test_banding_and_style_flags_stay_and_pages_keep_first_and_last_row() -> None:
    deck = tabled([["h"], ["{% row for k in ks %}{{ k }}"], ["total"]], alt="pf\nrows: 2\ntotal: last")
    table = shape(deck.slide, "table").table
    table.last_row, table.horz_banding, table.first_row = True, True, True
    style = table._tbl.tblPr.find(name("a:tableStyleId")).text
    result = Result(deck, ks=list("abcde"))
    assert len(result.slides) == 3
    for number, slide in enumerate(result.slides, 1):
        page = shape(slide, "table").table
        assert (page.first_row, page.horz_banding) == (True, True)
        assert page._tbl.tblPr.find(name("a:tableStyleId")).text == style
        texts = [row.cells[0].text for row in page.rows]
        assert texts[0] == "h"
        assert (texts[-1] == "total") == (number == 3)
        fills = list(result.slide(number).iter(name("a:tcPr")))
        assert all(not len(cell) for cell in fills), "no cell gets a fill of its own"


def test_merged_cells_are_never_cut_copied_inside_a_block_and_extended_around_one() -> None:
    deck = tabled([["{% row for k in ks %}a", "b"], ["c", "d"]])
    shape(deck.slide, "table").table.cell(0, 1).merge(shape(deck.slide, "table").table.cell(1, 1))
    with pytest.raises(TemplateProblems, match="TP110"):
        compile_template(deck.bytes)
    block = tabled([["{% row for k in ks %}{{ k }}", "top"], ["{% row endfor %}under", ""], ["end", "x"]])
    shape(block.slide, "table").table.cell(0, 1).merge(shape(block.slide, "table").table.cell(1, 1))
    cells = [c for row in shape(Result(block, ks=["1", "2"]).slides[0], "table").table.rows for c in row.cells]
    assert [(c.text, c.span_height) for c in cells if c.is_merge_origin] == [("top", 2), ("top", 2)]


def test_equal_cells_merge_downwards() -> None:
    deck = tabled([["{% row for k in ks %}{{ k | merge_down }}", "{{ loop.index }}"]])
    table = shape(Result(deck, ks=["a", "a", "b", "c", "c"]).slides[0], "table").table
    spans = [(row.cells[0].text, row.cells[0].span_height) for row in table.rows if row.cells[0].is_merge_origin]
    assert spans == [("a", 2), ("c", 2)]


def charted(alt: str = "") -> tuple[Parts, str]:
    """A slide per account with a chart that has every part a chart can have; the name of the chart's part."""
    deck = Deck()
    deck.add("{{ a }}", notes="{% slide for a in xs %}")
    deck.chart("chart", alt=alt)
    template = Parts(deck)
    chart = next(target for kind, target in template.targets(template.slide(1)).values() if kind == "chart")
    ml = "application/vnd.openxmlformats-officedocument"
    for file, kind, relation in (
        ("ppt/charts/style1.xml", "application/vnd.ms-office.chartstyle+xml", f"{MICROSOFT}/2011/relationships/chartStyle"),
        ("ppt/charts/colors1.xml", "application/vnd.ms-office.chartcolorstyle+xml", f"{MICROSOFT}/2011/relationships/chartColorStyle"),
        ("ppt/theme/themeOverride1.xml", f"{ml}.themeOverride+xml", "themeOverride"),
    ):
        template.relate(chart, relation, template.add(file, f"<x><!-- {file} --></x>", kind))
    shapes = template.add(
        "ppt/drawings/drawing1.xml",
        "<c:userShapes xmlns:c='http://schemas.openxmlformats.org/drawingml/2006/chart'/>",
        f"{ml}.drawingml.chartshapes+xml",
    )
    template.relate(shapes, "image", template.add("ppt/media/logo.png", PNG, "image/png", extension=True))
    rid = template.relate(chart, "chartUserShapes", shapes)
    template.edit(chart, lambda root: root.append(element(f'<c:userShapes r:id="{rid}"/>')))
    return template, chart


def data(first: float) -> ChartData:
    return ChartData(("Q1", "Q2"), (Series("Revenue", (first, 2.0)),))


@pytest.mark.parametrize("alt", ["", "pf\nchart: charts[a]"])
def test_chart_copy_owns_workbook_style_colours_user_shapes_and_theme_override(alt: str) -> None:
    template, _ = charted(alt)
    result = Result(template, xs=["x", "y", "z"], charts={"x": data(1), "y": data(5), "z": data(9)})
    owned: list[str] = []
    for number in (1, 2, 3):
        (chart,) = result.targets(number, "chart")
        links = result.parts.targets(chart)
        kinds = sorted(kind for kind, _ in links.values())
        assert kinds == ["chartColorStyle", "chartStyle", "chartUserShapes", "package", "themeOverride"]
        owned += [chart, *(target for _, target in links.values())]
        tree = result.parts.tree(chart)
        assert links[tree.find(name("c:userShapes")).get(name("r:id"))][0] == "chartUserShapes"
        assert links[tree.find(name("c:externalData")).get(name("r:id"))][0] == "package"
        shapes = next(target for kind, target in links.values() if kind == "chartUserShapes")
        assert list(result.parts.targets(shapes).values()) == [("image", "ppt/media/logo.png")]
    assert len(set(owned)) == len(owned) == 18, "nothing is shared"
    types = result.parts.data["[Content_Types].xml"].decode()
    assert all(f'"/{part}"' in types for part in owned if part.endswith(".xml"))
    values = [shape(slide, "chart").chart.plots[0].series[0].values[0] for slide in result.slides]
    assert values == ([1.0, 5.0, 9.0] if alt else [1.0, 1.0, 1.0])
    books = [shape(slide, "chart").chart.part.chart_workbook.xlsx_part.blob for slide in result.slides]
    assert [openpyxl.load_workbook(io.BytesIO(book)).active["B2"].value for book in books] == values


def bound_chart(change: Any) -> Result:
    """A bound chart whose template was changed; `change` takes the template and the chart's part."""
    template, chart = charted("pf\nchart: charts[a]")
    change(template, chart)
    return Result(template, xs=["x"], charts={"x": data(7)})


def _book_of(result: Result) -> Any:
    return openpyxl.load_workbook(io.BytesIO(shape(result.slides[0], "chart").chart.part.chart_workbook.xlsx_part.blob))


def test_chart_workbook_that_is_missing_is_a_finding_and_one_outside_is_refused() -> None:
    def links_of(chart: str) -> str:
        return f"ppt/charts/_rels/{chart.rpartition('/')[2]}.rels"

    template, chart = charted("pf\nchart: charts[a]")
    rid = next(ident for ident, (kind, _) in template.targets(chart).items() if kind == "package")
    template.edit(chart, lambda root: root.remove(root.find(name("c:externalData"))))
    template.edit(links_of(chart), lambda root: [root.remove(e) for e in list(root) if e.get("Id") == rid])
    result = compile_template(template.bytes()).render({"xs": ["x"], "charts": {"x": data(7)}})
    found = Parts(result.data)
    drawn = next(target for kind, target in found.targets(found.slide(1)).values() if kind == "chart")
    assert [text for e in found.tree(drawn).iter(name("c:v")) if (text := e.text or "").startswith("7")]
    assert [f.name for f in result.findings if "chart" in f.name], "it is said that the data cannot be edited"

    template, chart = charted("pf\nchart: charts[a]")

    def outside(root: Any) -> None:
        for link in root:
            if link.get("Type").endswith("/package"):
                link.set("Type", link.get("Type").replace("package", "oleObject"))
                link.set("Target", "file:///C:\\Finance\\plan.xlsx")
                link.set("TargetMode", "External")

    template.edit(links_of(chart), outside)
    with pytest.raises(TemplateError, match=r"plan\.xlsx"):
        compile_template(template.bytes())


def test_chart_workbook_with_other_sheets_and_a_start_elsewhere_agrees_with_the_chart() -> None:
    def change(template: Parts, chart: str) -> None:
        book = openpyxl.Workbook()
        book.active.title = "Other"
        book.active["A1"] = "kept by the designer"
        sheet = book.create_sheet("Sheet1")
        for row, cells in enumerate((("", "Revenue"), ("a", 1), ("b", 2), ("c", 3)), 4):
            for column, value in enumerate(cells, 3):
                sheet.cell(row, column, value)
        out = io.BytesIO()
        book.save(out)
        part = next(target for kind, target in template.targets(chart).values() if kind == "package")
        template.data[part] = out.getvalue()
        moved = {"Sheet1!$A$2:$A$4": "Sheet1!$C$5:$C$7", "Sheet1!$B$1": "Sheet1!$D$4", "Sheet1!$B$2:$B$4": "Sheet1!$D$5:$D$7"}
        template.edit(chart, lambda root: [setattr(e, "text", moved[e.text]) for e in root.iter(name("c:f"))])

    result = bound_chart(change)
    book = _book_of(result)
    tree = result.parts.tree(result.targets(1, "chart")[0])
    for formula in tree.iter(name("c:f")):
        sheet, _, area = formula.text.partition("!")
        cells = book[sheet.strip("'")][area.replace("$", "")]
        shown = [row[0].value for row in cells] if isinstance(cells, tuple) else [cells.value]
        cache = [e.text for e in formula.getnext().iter(name("c:v"))]
        assert [str(value).removesuffix(".0") for value in shown] == [text.removesuffix(".0") for text in cache]


CX = (
    '<cx:chartSpace xmlns:cx="{cx}" xmlns:a="{a}" xmlns:r="{r}"><cx:chartData><cx:externalData r:id="rId1" cx:autoUpdate="0"/>'
    '<cx:data id="0"><cx:numDim type="val"><cx:f>Sheet1!$B$2:$B$3</cx:f><cx:lvl ptCount="1"><cx:pt idx="0">1</cx:pt></cx:lvl></cx:numDim>'
    "</cx:data></cx:chartData>"
    '<cx:chart><cx:plotArea><cx:plotAreaRegion><cx:series layoutId="waterfall" uniqueId="{{00000000-1111-4000-8000-000000000000}}">'
    '<cx:dataId val="0"/></cx:series></cx:plotAreaRegion></cx:plotArea></cx:chart></cx:chartSpace>'
)


def extended(text: str = "") -> Parts:
    """A slide per account with a waterfall chart of the new kind, with its fallback picture."""
    from support.trap_parts import SPACES

    deck = Deck()
    deck.add("{{ a }}", notes="{% slide for a in xs %}")
    template = Parts(deck)
    xml = (
        CX.format(**SPACES).replace(
            "<cx:plotArea>", f"<cx:title><cx:tx><cx:txData><cx:v>{text}</cx:v></cx:txData></cx:tx></cx:title><cx:plotArea>"
        )
        if text
        else CX.format(**SPACES)
    )
    chart = template.add("ppt/charts/chartEx1.xml", xml, "application/vnd.ms-office.chartex+xml")
    book = Parts(charted()[0].bytes()).data["ppt/embeddings/Microsoft_Excel_Sheet1.xlsx"]
    file = template.add(
        "ppt/embeddings/Microsoft_Excel_Worksheet.xlsx",
        book,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        extension=True,
    )
    template.relate(chart, "package", file)
    template.relate(
        chart,
        f"{MICROSOFT}/2011/relationships/chartStyle",
        template.add("ppt/charts/style1.xml", "<x/>", "application/vnd.ms-office.chartstyle+xml"),
    )
    rid = template.relate(template.slide(1), f"{MICROSOFT}/2014/relationships/chartEx", chart)
    look = template.relate(template.slide(1), "image", template.add("ppt/media/fallback.png", PNG, "image/png", extension=True))
    frame = zoom(44, "waterfall", "pslz", f'<cx:chart r:id="{rid}"/>', picture(44, "waterfall", look))
    frame = frame.replace("http://schemas.microsoft.com/office/powerpoint/2016/slidezoom", SPACES["cx"]).replace(
        'Requires="pslz"', 'Requires="cx1"'
    )
    frame = frame.replace("<mc:Choice", '<mc:Choice xmlns:cx1="http://schemas.microsoft.com/office/drawing/2015/9/8/chartex"')
    template.shapes(1, frame)
    return template


def test_extended_charts_are_copied_as_they_are_each_with_its_workbook() -> None:
    template = extended()
    result = Result(template, xs=["1", "2", "3"])
    charts = [result.targets(number, "chartEx") for number in (1, 2, 3)]
    assert len({target for (target,) in charts}) == 3
    books = [target for (chart,) in charts for kind, target in result.parts.targets(chart).values() if kind == "package"]
    assert len(set(books)) == 3
    for (chart,) in charts:
        assert etree.tostring(result.parts.tree(chart), method="c14n") == etree.tostring(
            template.tree("ppt/charts/chartEx1.xml"), method="c14n"
        )
        assert (
            f'PartName="/{chart}" ContentType="application/vnd.ms-office.chartex+xml"'.encode() in result.parts.data["[Content_Types].xml"]
        )
