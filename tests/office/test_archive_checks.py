"""The archive checks find every fault they promise to find, and none in sound files."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.table import Table
from pptx.util import Inches

from support.archive import check_archive
from support.chart_samples import category_deck

Parts = dict[str, bytes]
Fault = tuple[str, Callable[[Parts], None], str]


def packed(parts: Parts, date: tuple[int, int, int, int, int, int] = (1980, 1, 1, 0, 0, 0)) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name, data in parts.items():
            target.writestr(ZipInfo(name, date), data)
    return out.getvalue()


def unpacked(archive: bytes) -> Parts:
    with ZipFile(BytesIO(archive)) as source:
        return {name: source.read(name) for name in sorted(source.namelist(), key=lambda name: name != "[Content_Types].xml")}


@lru_cache(maxsize=1)
def deck() -> bytes:
    """Two slides with notes, a table and a chart."""
    sample = category_deck("columns")
    for number in range(2):
        slide = sample.presentation.slides[0] if number == 0 else sample.presentation.slides.add_slide(sample.presentation.slide_layouts[6])
        slide.shapes.add_table(2, 2, Inches(1), Inches(1), Inches(4), Inches(1))
        slide.notes_slide.notes_text_frame.text = "Notes"
    out = BytesIO()
    sample.presentation.save(out)
    parts = unpacked(out.getvalue())
    parts["ppt/embeddings/Microsoft_Excel_Sheet1.xlsx"] = packed(unpacked(parts["ppt/embeddings/Microsoft_Excel_Sheet1.xlsx"]))
    return packed(parts)


@lru_cache(maxsize=1)
def book() -> bytes:
    workbook = Workbook()
    sheet = workbook.active
    for row in (("Name", "Value"), ("a", 1), ("b", 2)):
        sheet.append(row)
    sheet["D1"] = "=SUM(B2:B3)"
    sheet.merge_cells("F1:G2")
    sheet.add_table(Table(displayName="tblA", ref="A1:B3"))
    workbook.create_sheet("Second")
    out = BytesIO()
    workbook.save(out)
    return packed(unpacked(out.getvalue()))


def replaced(part: str, old: str, new: str, count: int = 1) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        assert old.encode() in parts[part], f"{old} is not in {part}"
        parts[part] = parts[part].replace(old.encode(), new.encode(), count)

    return change


def added(part: str, data: str = "<a/>") -> Callable[[Parts], None]:
    return lambda parts: parts.__setitem__(part, data.encode())


def removed(part: str) -> Callable[[Parts], None]:
    return lambda parts: parts.__delitem__(part)


SLIDE, SLIDE_RELS, CHART = "ppt/slides/slide1.xml", "ppt/slides/_rels/slide1.xml.rels", "ppt/charts/chart1.xml"
if CHART not in unpacked(deck()):
    CHART = next(name for name in unpacked(deck()) if name.startswith("ppt/charts/chart"))
CHART_RELS = CHART.replace("charts/", "charts/_rels/") + ".rels"
DECK_FAULTS: tuple[Fault, ...] = (
    ("case twin", added("ppt/slides/SLIDE1.xml"), "stands 2 times"),
    ("bad xml", replaced(SLIDE, "</p:sld>", ""), "not well-formed"),
    ("orphan", added("ppt/slides/slide9.xml"), "nothing points to it"),
    ("no type", added("ppt/media/image1.wmf"), "no content type"),
    ("type without part", removed("ppt/notesSlides/notesSlide2.xml"), "which does not exist"),
    ("missing target", removed("ppt/slideLayouts/slideLayout7.xml"), "points to ppt/slideLayouts/slideLayout7.xml, which does not exist"),
    ("unknown relationship", replaced(SLIDE, 'r:id="rId', 'r:id="rId9'), "which is no relationship"),
    ("shape ids", replaced(SLIDE, '<p:cNvPr id="3"', '<p:cNvPr id="2"'), "shape id 2 stands 2 times"),
    ("slide id", replaced("ppt/presentation.xml", '<p:sldId id="256"', '<p:sldId id="25"'), "out of range"),
    ("slide id twice", replaced("ppt/presentation.xml", '<p:sldId id="257"', '<p:sldId id="256"'), "slide id 256 stands twice"),
    (
        "short row",
        replaced(SLIDE, "<a:tc><a:txBody><a:bodyPr/><a:lstStyle/><a:p/></a:txBody><a:tcPr/></a:tc>", ""),
        "1 cells for 2 columns",
    ),
    ("measure", replaced(SLIDE, 'cx="', 'cx="NaN" cz="'), "cx='NaN'"),
    ("value", replaced(CHART, "<c:v>1.0</c:v>", "<c:v>nan</c:v>"), "nan is no number"),
    ("tag", replaced(SLIDE, 'name="Table', 'name="{{ Table'), "tag left over"),
    ("directive", replaced(SLIDE, 'name="Table', 'descr="pf&#10;chart: x" name="Table'), "directive left over"),
    ("notes", replaced("ppt/notesSlides/_rels/notesSlide2.xml.rels", "slide2.xml", "slide1.xml"), "do not point to each other"),
    ("no layout", replaced(SLIDE_RELS, "relationships/slideLayout", "relationships/other"), "has no layout"),
    ("no workbook", replaced(CHART, "c:externalData", "c:other", 2), "has no workbook of its own"),
    (
        "shared chart",
        replaced(
            "ppt/slides/_rels/slide2.xml.rels",
            "</Relationships>",
            f'<Relationship Id="rId99" Type="x/chart" Target="/{CHART}"/></Relationships>',
        ),
        "shared by 2 parts",
    ),
    ("series order", replaced(CHART, '<c:order val="1"/>', '<c:order val="0"/>'), "series order 0 stands twice"),
    ("cache", replaced(CHART, '<c:ptCount val="3"/>', '<c:ptCount val="2"/>'), "do not fit 2"),
    ("date", replaced("docProps/core.xml", "Z</dcterms:modified>", "</dcterms:modified>"), "is no date"),
)
SHEET = "xl/worksheets/sheet1.xml"
BOOK_FAULTS: tuple[Fault, ...] = (
    ("equals sign", replaced(SHEET, "<f>", "<f>="), "begins with an equals sign"),
    ("long formula", replaced(SHEET, "<f>", f"<f>{'1+' * 4100}"), "formula is too long"),
    ("shared string", replaced(SHEET, '<c r="A2" t="inlineStr"><is><t>a</t></is>', '<c r="A2" t="s"><v>77</v>'), "does not exist"),
    ("cell order", replaced(SHEET, '<c r="A2"', '<c r="C2"'), "wrong place in row 2"),
    ("row order", replaced(SHEET, '<row r="2"', '<row r="1"'), "row 1 stands after row 1"),
    ("style", replaced(SHEET, '<c r="B2"', '<c r="B2" s="99"'), "style 99 does not exist"),
    ("merges", replaced(SHEET, '<mergeCell ref="F1:G2"/>', '<mergeCell ref="F1:G2"/><mergeCell ref="G2:H3"/>'), "overlaps another"),
    ("header", replaced("xl/tables/table1.xml", 'name="Value"', 'name="Worth"'), "column 'Worth' but cell B1 shows 'Value'"),
    ("same columns", replaced("xl/tables/table1.xml", 'name="Value"', 'name="NAME"'), "the same name"),
    ("long text", replaced(SHEET, "<t>a</t>", f"<t>{'a' * 32768}</t>"), "is too long"),
    (
        "calculation chain",
        added("xl/calcChain.xml", '<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="B3"/></calcChain>'),
        "B3 has no formula",
    ),
    ("number", replaced(SHEET, "<v>2</v></c></row>", "<v>NaN</v></c></row>"), "NaN is no number"),
    ("sheet name", replaced("xl/workbook.xml", 'name="Second"', 'name="SHEET"'), "sheet sheet stands twice"),
    ("hidden", replaced("xl/workbook.xml", 'state="visible"', 'state="hidden"', 2), "no sheet is visible"),
)


@pytest.mark.parametrize("archive", [deck, book])
def test_sound_files_have_no_problems(archive: Callable[[], bytes]) -> None:
    assert check_archive(archive()) == []


@pytest.mark.parametrize(("change", "message"), [pytest.param(change, message, id=name) for name, change, message in DECK_FAULTS])
def test_faults_of_decks_are_found(change: Callable[[Parts], None], message: str) -> None:
    parts = unpacked(deck())
    change(parts)
    assert any(message in problem for problem in check_archive(packed(parts)))


@pytest.mark.parametrize(("change", "message"), [pytest.param(change, message, id=name) for name, change, message in BOOK_FAULTS])
def test_faults_of_workbooks_are_found(change: Callable[[Parts], None], message: str) -> None:
    parts = unpacked(book())
    change(parts)
    assert any(message in problem for problem in check_archive(packed(parts)))


def test_faults_of_embedded_workbooks_are_found() -> None:
    parts = unpacked(deck())
    name = next(name for name in parts if name.endswith(".xlsx"))
    inner = unpacked(parts[name])
    inner["xl/orphan.xml"] = b"<a/>"
    parts[name] = packed(inner)
    assert any(problem.startswith(f"{name} > xl/orphan.xml") for problem in check_archive(packed(parts)))


def test_a_clock_in_the_zip_is_found_unless_allowed() -> None:
    parts = unpacked(book())
    stamped = packed(parts, (2026, 1, 2, 3, 4, 6))
    assert any("1980-01-01" in problem for problem in check_archive(stamped))
    assert check_archive(stamped, clock_allowed=True) == []


def test_a_wrong_checksum_and_a_file_that_is_no_archive_are_found() -> None:
    damaged = bytearray(packed({"[Content_Types].xml": b"x" * 2000}))
    damaged[60] ^= 0xFF
    assert check_archive(bytes(damaged)) != []
    assert check_archive(b"text")[0].startswith("not a zip archive")
