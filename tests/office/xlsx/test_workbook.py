from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import repeat
from pathlib import Path
from typing import Any

import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break

from planforge.errors import TemplateError
from planforge.office.limits import Limits
from planforge.office.xlsx import Link, compile_workbook
from planforge.office.xlsx import render as render_module
from support import validator
from support.archive import check_archive
from support.sheets import opened, shown, template


@dataclass(frozen=True)
class Deal:
    name: str
    value: float | None
    probability: float = 0.5
    close: date = date(2025, 3, 31)
    link: Link | None = None

    @property
    def weighted(self) -> float:
        return (self.value or 0.0) * self.probability


@dataclass(frozen=True)
class Context:
    unit: str = "CNY m"
    deals: Iterable[Deal] = ()
    total: float = 0.0
    title: str = "Deals"
    words: dict[str, str] = field(default_factory=dict)


DEALS = tuple(Deal(f"Deal {n} & more", n * 1.25) for n in range(1, 5))
PIPELINE = {
    "A1": "{{ title }} in {{ unit }}",
    "C3": "=SUM(tblDeals[[Value ({{ unit }})]])",
    "A6": "Name",
    "B6": "Close",
    "C6": "Value ({{ unit }})",
    "D6": "Probability",
    "E6": "Weighted",
    "A7": "{{ d.name }}",
    "B7": "{{ d.close }}",
    "C7": "{{ d.value }}",
    "D7": "{{ d.probability }}",
    "E7": "=tblDeals[[#This Row],[Value ({{ unit }})]]*D7",
    "G7": "beside",
    "A9": "Below",
    "C9": "=SUM(C6:C8)+C7",
}
NOTES = {
    "Pipeline!A7": "for: d in deals",
    "Pipeline!E7": "value: d.weighted",
    "Pipeline!C3": "value: total",
    "Pipeline!C9": "value: total",
}
TABLES = {"Pipeline": ["tblDeals=A6:E7"]}


def pipeline(**options: Any) -> bytes:
    return template({"Pipeline": PIPELINE, "Other": {"A1": "kept"}}, notes={**NOTES, **options.pop("notes", {})}, tables=TABLES, **options)


def render(data: bytes, context: Any = None, kind: type | None = Context) -> bytes:
    rendered = compile_workbook(data, context=kind, name="test.xlsx").render(context or Context(deals=DEALS, total=12.5))
    assert check_archive(rendered.data, clock_allowed=True) == []
    return rendered.data


def part(data: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read(name).decode()


def test_rows_repeat_and_everything_below_moves() -> None:
    book = opened(render(pipeline()))
    cells = shown(book["Pipeline"])
    assert cells["A1"] == "Deals in CNY m"
    assert [cells[f"A{row}"] for row in range(7, 11)] == [d.name for d in DEALS]
    assert cells["C6"] == "Value (CNY m)"
    assert cells["C3"] == "=SUM(tblDeals[[Value (CNY m)]])"
    assert cells["E9"] == "=tblDeals[[#This Row],[Value (CNY m)]]*D9"
    assert (cells["A12"], cells["C12"]) == ("Below", "=SUM(C6:C11)+C7")
    assert (cells["G7"], "G8" in cells) == ("beside", False)
    assert book["Pipeline"].tables["tblDeals"].ref == "A6:E10"
    assert [c.name for c in book["Pipeline"].tables["tblDeals"].tableColumns] == [
        "Name",
        "Close",
        "Value (CNY m)",
        "Probability",
        "Weighted",
    ]


def test_formulas_are_written_with_their_values() -> None:
    cells = shown(opened(render(pipeline()), values=True)["Pipeline"])
    assert [cells[f"E{row}"] for row in range(7, 11)] == [d.weighted for d in DEALS]
    assert (cells["C3"], cells["C12"]) == (12.5, 12.5)


def test_types_of_values_survive() -> None:
    deals = (Deal("=1+1", None), Deal("00123", 0.1 + 0.2))
    cells = shown(opened(render(pipeline(), Context(deals=deals)))["Pipeline"])
    assert cells["A7"] == "=1+1"
    assert opened(render(pipeline(), Context(deals=deals)))["Pipeline"]["A7"].data_type == "s"
    assert "C7" not in cells
    assert (cells["A8"], cells["C8"], cells["B8"]) == ("00123", 0.1 + 0.2, 45747)


@pytest.mark.parametrize("count", [0, 1])
def test_few_rows(count: int) -> None:
    book = opened(render(pipeline(), Context(deals=DEALS[:count])))
    assert book["Pipeline"].tables["tblDeals"].ref == "A6:E7"
    cells = shown(book["Pipeline"])
    assert ("A7" in cells) == bool(count)
    assert cells["A9"] == "Below"


def test_a_generator_gives_the_same_bytes_as_a_list() -> None:
    def source(count: int) -> Iterator[Deal]:
        yield from (Deal(f"Deal {n}", n / 7) for n in range(count))

    for count in (0, 3, 2000):
        compiled = compile_workbook(pipeline(), context=Context)
        streamed = compiled.render(Context(deals=source(count)))
        listed = compiled.render(Context(deals=list(source(count))))
        assert shown(opened(streamed.data)["Pipeline"]) == shown(opened(listed.data)["Pipeline"])
        assert check_archive(streamed.data, clock_allowed=True) == []


def test_a_file_gets_the_same_bytes_as_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planforge.office.archive.SPOOL_BYTES", 64)  # the compressed rows go through a temporary file
    compiled = compile_workbook(pipeline(), context=Context)
    target = tmp_path / "out.xlsx"
    assert compiled.render_to(target, Context(deals=[Deal(f"Deal {n}", n / 7) for n in range(200)])) == ()
    assert target.read_bytes() == compiled.render(Context(deals=[Deal(f"Deal {n}", n / 7) for n in range(200)])).data
    assert [path.name for path in tmp_path.iterdir()] == ["out.xlsx"]


def test_a_streamed_row_that_needs_other_rows_is_read_first() -> None:
    cells = {"A1": "{{ d.name }}", "B1": "=A1&$A$3", "A3": "end"}
    data = template({"S": cells}, notes={"S!A1": "for: d in deals", "S!B1": "value: d.name ~ 'end'"})
    rendered = shown(opened(render(data, Context(deals=iter(DEALS))))["S"])
    assert (rendered["B1"], rendered["B4"], rendered["A6"]) == ("=A1&$A$6", "=A4&$A$6", "end")


def test_same_input_same_bytes() -> None:
    source = pipeline()
    assert render(source) == render(source)
    assert render(source, Context(deals=DEALS[:2])) != render(source)


def test_whole_rows_loop_outside_tables_and_several_loops_stack() -> None:
    cells = {"A1": "{{ d.name }}", "B1": "x", "A3": "{{ e.name }}", "B3": "=SUM(A$1:A1)", "A5": "=A3"}
    notes = {"S!A1": "for: d in deals", "S!A3": "Author:\nfor: e in deals\n", "S!B3": "value: loop.index", "S!A5": "value: title"}
    rendered = shown(opened(render(template({"S": cells}, notes=notes)))["S"])
    assert [rendered[f"B{row}"] for row in range(1, 5)] == ["x"] * 4
    assert [rendered[f"A{row}"] for row in range(6, 10)] == [d.name for d in DEALS]
    assert rendered["B9"] == "=SUM(A$1:A4)"
    assert rendered["A11"] == "=A6"


def everything(book: Any) -> None:
    sheet, other = book["Pipeline"], book["Other"]
    sheet.merge_cells("A12:C12")
    sheet.merge_cells("H7:I7")
    sheet.conditional_formatting.add("C7:C7", FormulaRule(formula=["$C7<$C$9"]))
    check = DataValidation(type="list", formula1="Pipeline!$A$7:$A$7")
    check.add("D7")
    sheet.add_data_validation(check)
    sheet["A9"].hyperlink = Hyperlink(ref="A9", location="Pipeline!A9")
    sheet.print_area, sheet.print_title_rows = "A1:E9", "6:6"
    book.defined_names["names"] = DefinedName("names", attr_text="Pipeline!$A$7")
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=3, min_row=6, max_row=7), titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=7, max_row=7))
    sheet.add_chart(chart, "H14")
    other["A2"], other["B2"] = "=Pipeline!C9", "=Pipeline!$A$7"
    sheet.row_breaks.append(Break(id=9))
    sheet.oddFooter.left.text = "{{ title }}"


def test_all_that_names_rows_follows_the_shift() -> None:
    notes = {"Other!A2": "value: total", "Other!B2": "value: title", "Pipeline!A9": "A real note"}
    data = render(pipeline(edit=everything, notes=notes))
    book = opened(data)
    sheet = book["Pipeline"]
    assert sorted(str(area) for area in sheet.merged_cells.ranges) == ["A15:C15", "H10:I10", "H7:I7", "H8:I8", "H9:I9"]
    assert [(str(f.sqref), f.rules[0].formula) for f in sheet.conditional_formatting] == [("C7:C10", ["$C7<$C$12"])]
    assert [(str(v.sqref), v.formula1) for v in sheet.data_validations.dataValidation] == [("D7:D10", "Pipeline!$A$7:$A$10")]
    assert (sheet["A12"].hyperlink.ref, sheet["A12"].hyperlink.location) == ("A12", "Pipeline!A12")
    assert (sheet.print_area, sheet.print_title_rows) == ("'Pipeline'!$A$1:$E$12", "$6:$6")
    assert book.defined_names["names"].attr_text == "Pipeline!$A$7:$A$10"
    assert (book["Other"]["A2"].value, book["Other"]["B2"].value) == ("=Pipeline!C12", "=Pipeline!$A$7")
    assert sheet["A12"].comment.text == "A real note"
    assert [b.id for b in sheet.row_breaks.brk] == [12]
    assert sheet.oddFooter.left.text == "Deals"
    assert all(cell.comment is None for row in sheet["A1:G10"] for cell in row)


def test_charts_move_and_their_caches_hold_the_written_values() -> None:
    notes = {"Other!A2": "value: total", "Other!B2": "value: title"}
    source = pipeline(edit=everything, notes=notes)
    parts = zipfile.ZipFile(io.BytesIO(source))
    chart = parts.read("xl/charts/chart1.xml").decode()
    chart = chart.replace("</f></numRef></val>", "</f><numCache><formatCode>0.0</formatCode><ptCount val='9'/></numCache></numRef></val>")
    chart = re.sub(r"<cat><numRef>(.*?)</numRef></cat>", r"<cat><strRef>\1<strCache><ptCount val='9'/></strCache></strRef></cat>", chart)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name in parts.namelist():
            target.writestr(name, chart if name == "xl/charts/chart1.xml" else parts.read(name))
    written = part(render(out.getvalue()), "xl/charts/chart1.xml")
    assert "<f>'Pipeline'!$C$7:$C$10</f>" in written
    assert [float(v) for v in re.findall(r"<v>([\d.]+)</v>", written)] == [d.value for d in DEALS]
    assert "<v>Deal 4 &amp; more</v>" in written
    assert '<ptCount val="4"/>' in written
    anchor = part(render(out.getvalue()), "xl/drawings/drawing1.xml")
    assert re.search(r"<(xdr:)?row>16</(xdr:)?row>", anchor)


def test_links_are_real_and_never_formulas() -> None:
    cells = {"A1": "{{ d.link }}", "A3": "{{ title }}"}
    links = (Link("deck", "decks/a b.pptx"), Link("=cell", "../in/plan.xlsx#Cover!B3"), Link("here", "#S!A3"), Link("bad", "javascript:x"))
    rendered = compile_workbook(template({"S": cells}, notes={"S!A1": "for: d in deals"}), context=Context).render(
        Context(deals=[Deal("", 1, link=link) for link in links])
    )
    sheet = opened(rendered.data)["S"]
    found = [(sheet[f"A{row}"].value, sheet[f"A{row}"].hyperlink) for row in range(1, 5)]
    assert [(text, link and link.target, link and link.location) for text, link in found] == [
        ("deck", "decks/a%20b.pptx", None),
        ("=cell", "../in/plan.xlsx", "Cover!B3"),
        ("here", None, "S!A3"),
        ("bad", None, None),
    ]
    assert [(f.code, str(f.cell)) for f in rendered.findings] == [("FT202", "S!A4")]
    assert check_archive(rendered.data, clock_allowed=True) == []


def test_long_texts_are_cut_and_reported_with_their_cell() -> None:
    compiled = compile_workbook(pipeline(), context=Context)
    rendered = compiled.render(Context(deals=[DEALS[0], Deal("x" * 40_000, 1)]))
    assert len(opened(rendered.data)["Pipeline"]["A8"].value) == 32_767
    assert [(f.code, str(f.cell)) for f in rendered.findings] == [("FT201", "Pipeline!A8")]


def test_impossible_numbers_name_the_cell() -> None:
    with pytest.raises(TemplateError, match=r"test\.xlsx, Pipeline!C8: \{\{ d\.value \}\} cannot be written: nan"):
        render(pipeline(), Context(deals=[DEALS[0], Deal("x", float("nan"))]))


def test_row_heights_fit_wrapped_texts_when_asked() -> None:
    def wrap(book: Any) -> None:
        book["S"]["A1"].alignment = Alignment(wrap_text=True)
        book["S"].column_dimensions["A"].width = 12

    data = template({"S": {"A1": "{{ d.name }}"}}, notes={"S!A1": "for: d in deals\nheight: auto"}, edit=wrap)
    sheet = opened(render(data, Context(deals=[Deal("short", 1), Deal("a name that takes several lines of a narrow column", 1)])))["S"]
    assert sheet.row_dimensions[1].height is None
    assert 40 < sheet.row_dimensions[2].height < 100


def test_untouched_parts_stay_byte_for_byte_and_the_calculation_chain_goes() -> None:
    source = pipeline()
    rendered = zipfile.ZipFile(io.BytesIO(render(source)))
    before = zipfile.ZipFile(io.BytesIO(source))
    for name in ("xl/styles.xml", "xl/theme/theme1.xml", "xl/worksheets/sheet2.xml"):
        assert rendered.read(name) == before.read(name)
    assert not [name for name in rendered.namelist() if "comment" in name or "calcChain" in name]
    assert 'fullCalcOnLoad="1"' in rendered.read("xl/workbook.xml").decode()
    assert all("{{" not in rendered.read(name).decode("utf-8", "ignore") for name in rendered.namelist())


def test_shared_formulas_are_expanded() -> None:
    source = template({"S": {"A1": 1, "B1": "=A1*2", "B2": "=A2*2"}}, notes={"S!B1": "value: total", "S!B2": "value: none"})
    parts = zipfile.ZipFile(io.BytesIO(source))
    sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    sheet = sheet.replace("<f>A1*2</f>", '<f t="shared" ref="B1:B2" si="0">A1*2</f>').replace("<f>A2*2</f>", '<f t="shared" si="0"/>')
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name in parts.namelist():
            target.writestr(name, sheet if name == "xl/worksheets/sheet1.xml" else parts.read(name))
    assert "shared" in sheet
    written = part(render(out.getvalue()), "xl/worksheets/sheet1.xml")
    assert "<f>A1*2</f><v>12.5</v>" in written
    assert "<f>A2*2</f></c>" in written


@pytest.mark.parametrize(
    ("cells", "notes", "tables", "expected"),
    [
        ({"A1": "{{ titel }}"}, {}, {}, r"TP101 S!A1: unknown name 'titel'; did you mean 'title'\?"),
        ({"A1": "{{ title"}, {}, {}, "TP102 S!A1"),
        ({"A1": "=1"}, {}, {}, "TP121 S!A1"),
        ({"A1": "=1"}, {"S!A1": "value: totl"}, {}, "TP101 S!A1.*'total'"),
        ({"A1": "x"}, {"S!A1": "for d in deals\nfor: d deals"}, {}, "TP124 S!A1.*for: d deals"),
        ({"A1": "x"}, {"S!A1": "value: total"}, {}, "TP124 S!A1.*no formula"),
        ({"A1": "x", "C1": "y"}, {"S!A1": "for: d in deals", "S!C1": "for: e in deals"}, {}, "TP122 S!C1"),
        ({"A1": "H", "A2": "{{ d.name }}", "A3": "x"}, {"S!A2": "for: d in deals"}, {"S": ["tbl=A1:A3"]}, "TP122 S!A2.*several data rows"),
        ({"A1": "{{ d.name }}"}, {"S!A1": "for: d in deal"}, {}, "TP101 S!A1.*'deals'"),
        ({"A1": "{{ d.nme }}"}, {"S!A1": "for: d in deals"}, {}, "TP101 S!A1.*'name'"),
        ({"A1": "{{ title.upper() }}"}, {}, {}, "TP102 S!A1"),
    ],
)
def test_problems_of_a_template(cells: dict[str, str], notes: dict[str, str], tables: dict[str, list[str]], expected: str) -> None:
    with pytest.raises(TemplateError, match="(?s)" + expected):
        compile_workbook(template({"S": cells}, notes=notes, tables=tables), context=Context)


def test_all_problems_are_told_at_once() -> None:
    with pytest.raises(TemplateError, match="3 problems") as caught:
        compile_workbook(template({"S": {"A1": "{{ a }}", "A2": "{{ b }}", "A3": "=1"}}), context=Context, name="mine.xlsx")
    assert caught.value.message.startswith("mine.xlsx has 3 problems")


def test_a_header_unlike_its_column_is_told() -> None:
    def rename(book: Any) -> None:
        book["S"].tables["tbl"]._initialise_columns()
        book["S"].tables["tbl"].tableColumns[0].name = "Another"

    with pytest.raises(TemplateError, match="TP123 S!A1"):
        compile_workbook(template({"S": {"A1": "Head", "A2": "x"}}, tables={"S": ["tbl=A1:A2"]}, edit=rename))


def test_two_headers_that_become_one_are_told() -> None:
    data = template({"S": {"A1": "{{ title }}", "B1": "{{ unit }}", "A2": "x"}}, tables={"S": ["tbl=A1:B2"]})
    with pytest.raises(TemplateError, match="two columns named 'same'"):
        render(data, Context(title="same", unit="same"))


@pytest.mark.parametrize("data", [b"", b"no zip", template({"S": {"A1": 1}})[:200]])
def test_files_that_are_no_workbook(data: bytes) -> None:
    with pytest.raises(TemplateError):
        compile_workbook(data)


def test_too_many_rows_are_refused() -> None:
    endless = (DEALS[0] for _ in range(1_048_577))
    with pytest.raises(TemplateError, match="do not fit on a sheet"):
        compile_workbook(template({"S": {"A1": "{{ d.name }}"}}, notes={"S!A1": "for: d in deals"}), context=Context).render(
            Context(deals=endless)
        )


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        (Limits(steps=1000), "more than 1,000 steps"),
        (Limits(bytes=100_000), "larger than"),
        (Limits(seconds=-1.0), "takes longer than"),
    ],
)
@pytest.mark.parametrize("endless", [True, False])
def test_a_workbook_that_takes_too_much_is_refused(monkeypatch: pytest.MonkeyPatch, limits: Limits, said: str, endless: bool) -> None:
    """Whether its rows are written while they are read or known before."""
    monkeypatch.setattr(render_module, "LIMITS", limits)
    deals = repeat(Deal("Deal", 1.0)) if endless else [Deal("Deal", 1.0)] * 5000
    with pytest.raises(TemplateError, match=f"takes too much: .*{said}") as caught:
        render(pipeline(), Context(deals=deals))
    assert caught.value.hint


def test_microsofts_validator_has_nothing_to_say(tmp_path: Any) -> None:
    validator.require()
    path = tmp_path / "out.xlsx"
    path.write_bytes(render(pipeline(notes={"Pipeline!A9": "A real note"})))
    before = tmp_path / "in.xlsx"
    before.write_bytes(pipeline(notes={"Pipeline!A9": "A real note"}))
    assert set(validator.validate(path)) <= set(validator.validate(before))
