import hashlib
import io
import re
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.worksheet.formula import ArrayFormula

from planforge import resources
from planforge.errors import InputError
from planforge.values import CellRef
from planforge.workbook.read import read_workbook, read_workbook_bytes
from planforge.workbook.scan import MAX_COLUMN, MAX_ROW, scan_sheet


def saved(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def with_part(data: bytes, name: str, change) -> bytes:
    """The archive with one part replaced by what `change` makes of it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            part = old.read(info)
            new.writestr(info.filename, change(part) if info.filename == name else part)
    return buffer.getvalue()


@pytest.fixture
def small() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "数据 1"
    sheet["C4"] = "text"
    sheet["D5"] = 2.5
    sheet["E6"] = date(2025, 9, 30)
    sheet["F7"] = True
    sheet["G8"] = "#DIV/0!"
    sheet["C9"] = "=1+1"
    sheet.merge_cells("C11:E12")
    hidden = book.create_sheet("Hidden")
    hidden.sheet_state = "hidden"
    hidden["B2"] = "x"
    book.create_sheet("Empty")
    return saved(book)


def test_every_value_stands_at_its_own_address(small):
    sheet = read_workbook_bytes(small, "a.xlsx").sheets[0]
    assert sheet.name == "数据 1"
    assert sheet.value(4, 3) == "text"
    assert sheet.value(5, 4) == 2.5
    assert sheet.value(6, 5) in (date(2025, 9, 30), datetime(2025, 9, 30))
    assert sheet.value(7, 6) is True
    assert sheet.value(1, 1) == ""
    assert sheet.value(500, 500) == ""


def test_errors_and_uncalculated_formulas_are_told_from_empty_cells(small):
    sheet = read_workbook_bytes(small, "a.xlsx").sheets[0]
    assert sheet.errors == {CellRef("数据 1", 8, 7): "#DIV/0!"}
    assert sheet.formulas_without_value == {CellRef("数据 1", 9, 3)}


def test_a_formula_with_a_stored_value_is_a_value(small):
    stored = with_part(small, "xl/worksheets/sheet1.xml", lambda xml: re.sub(rb"(<f>1\+1</f>)<v ?/?>(</v>)?", rb"\1<v>2</v>", xml))
    sheet = read_workbook_bytes(stored, "a.xlsx").sheets[0]
    assert sheet.value(9, 3) == 2
    assert not sheet.formulas_without_value


def test_array_formula_without_value_is_seen():
    book = openpyxl.Workbook()
    book.active["B2"] = ArrayFormula("B2:B3", "=A1:A2*2")
    assert read_workbook_bytes(saved(book), "a.xlsx").sheets[0].formulas_without_value == {CellRef("Sheet", 2, 2)}


def test_sheets_keep_order_and_tell_hidden_and_merged(small):
    sheets = read_workbook_bytes(small, "a.xlsx").sheets
    assert [sheet.name for sheet in sheets] == ["数据 1", "Hidden", "Empty"]
    assert [sheet.hidden for sheet in sheets] == [False, True, False]
    assert sheets[0].merges == ((11, 3, 12, 5),)
    assert sheets[2].rows == ()


def test_source_names_the_file_without_folder(small, tmp_path):
    path = tmp_path / "计划 Q3.xlsx"
    path.write_bytes(small)
    raw = read_workbook(path)
    assert raw.source.name == "计划 Q3.xlsx"
    assert raw.source.sha256 == hashlib.sha256(small).hexdigest()
    assert raw.source.size == len(small)


def test_defined_names_and_custom_properties_are_read():
    book = openpyxl.Workbook()
    book.defined_names["pf_schema_version"] = openpyxl.workbook.defined_name.DefinedName("pf_schema_version", attr_text="7")
    book.custom_doc_props.append(openpyxl.packaging.custom.StringProperty(name="pf_language", value="zh"))
    properties = read_workbook_bytes(saved(book), "a.xlsx").properties
    assert properties["pf_schema_version"] == "7"
    assert properties["pf_language"] == "zh"


def test_workbook_part_of_another_name_is_found(small):
    """Some programs call the workbook part workbook2.xml."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(small)) as old, zipfile.ZipFile(buffer, "w") as new:
        for info in old.infolist():
            name = info.filename.replace("xl/workbook.xml", "xl/Workbook2.xml").replace("workbook.xml.rels", "Workbook2.xml.rels")
            new.writestr(name, old.read(info).replace(b"xl/workbook.xml", b"xl/Workbook2.xml"))
    assert read_workbook_bytes(buffer.getvalue(), "a.xlsx").sheets[0].value(4, 3) == "text"


def test_strict_relationship_types_and_absolute_targets_are_read(small):
    def strict(xml: bytes) -> bytes:
        old, new = b"http://schemas.openxmlformats.org/officeDocument/2006", b"http://purl.oclc.org/ooxml/officeDocument"
        return xml.replace(old, new).replace(b'Target="worksheets', b'Target="/xl/worksheets')

    data = with_part(small, "xl/_rels/workbook.xml.rels", strict)
    assert read_workbook_bytes(data, "a.xlsx").sheets[0].value(4, 3) == "text"


@pytest.mark.parametrize("address", ["XFD1048576", "XFD1", "A1048576", "JA1", f"A{MAX_ROW + 1}"])
def test_a_stray_far_cell_is_left_out_and_counted(address):
    book = openpyxl.Workbook()
    book.active["B2"] = "near"
    book.active[address] = "far"
    sheet = read_workbook_bytes(saved(book), "a.xlsx").sheets[0]
    assert sheet.value(2, 2) == "near"
    assert sheet.cut == 1
    assert len(sheet.rows) <= MAX_ROW
    assert max(len(row) for row in sheet.rows) <= MAX_COLUMN


def test_far_formatted_cells_without_content_do_not_count():
    book = openpyxl.Workbook()
    book.active["B2"] = "near"
    book.active["XFD1048576"].font = openpyxl.styles.Font(bold=True)
    sheet = read_workbook_bytes(saved(book), "a.xlsx").sheets[0]
    assert (sheet.cut, len(sheet.rows)) == (0, 2)


HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = b"</sheetData></worksheet>"


@pytest.mark.parametrize(
    "cell",
    [
        b"<row r='1048576'><c r='XFD1048576' t='inlineStr'><is><t>far</t></is></c></row>",
        b'<row r="1048576"><c><v>1</v></c></row>',
        b'<row r="1"><c s="0" r="XFD1"><v>1</v></c></row>',
        b'<row r="1"><c\nr="xfd1"><v>1</v></c></row>',
        b'<!-- c --><row r="1"><c r="XFD1"><v>1</v></c></row>',
    ],
)
def test_unusual_spelling_does_not_hide_a_far_cell(cell):
    scan = scan_sheet(HEAD + cell + TAIL)
    assert scan.cut == 1
    assert b"<v>1</v>" not in scan.xml
    assert b"far" not in scan.xml


def test_a_prefixed_sheet_is_walked():
    xml = (
        b'<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="1">'
        b'<x:c r="A1" t="e"><x:v>#REF!</x:v></x:c><x:c r="B1"><x:f>A1</x:f></x:c><x:c r="XFD1"><x:v>3</x:v></x:c>'
        b"</x:row></x:sheetData></x:worksheet>"
    )
    scan = scan_sheet(xml)
    assert (scan.errors, scan.bare_formulas, scan.cut) == ({(1, 1): "#REF!"}, {(1, 2)}, 1)


@pytest.mark.parametrize(
    ("cell", "bare"),
    [
        (b'<c r="A1"><f>B1</f><v>1</v></c>', False),
        (b'<c r="A1"><f t="shared" si="0"/><v>1</v></c>', False),
        (b'<c r="A1" t="str"><f>B1</f><v></v></c>', False),
        (b'<c r="A1" t="str"><f>B1</f></c>', False),
        (b'<c r="A1"><f>B1</f></c>', True),
        (b'<c r="A1"><f>B1</f><v></v></c>', True),
        (b'<c r="A1"><f>B1</f><v/></c>', True),
        (b'<c r="A1"><f t="shared" si="0"/></c>', True),
        (b'<c r="A1"><f\n>B1</f></c>', True),
        (b'<c r="A1"><f><![CDATA[</f><v>1</v>]]></f></c>', True),
        (b'<!-- <f></f><v>1</v> --><c r="A1"><f>B1</f></c>', True),
        (b'<c r="A1" t="str"><f>C1</f><v>x</v></c><c r="B1"><f>B1</f></c>', True),
    ],
)
def test_formulas_without_value_are_found_in_every_spelling(cell, bare):
    scan = scan_sheet(HEAD + b'<row r="1">' + cell + b"</row>" + TAIL)
    assert bool(scan.bare_formulas) == bare
    assert bare or b"<f" not in scan.xml


@pytest.mark.parametrize("path", sorted(resources.samples().glob("*.xlsx")), ids=lambda path: path.stem)
def test_the_quick_look_at_a_sheet_overlooks_nothing(path):
    """A comment forces the walk; what the walk finds, the quick look must have suspected."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/sheet"):
                xml = archive.read(name)
                quick, walked = scan_sheet(xml), scan_sheet(xml.replace(b"<sheetData>", b"<sheetData><!-- walk -->", 1))
                assert (quick.errors, quick.bare_formulas, quick.cut) == (walked.errors, walked.bare_formulas, walked.cut)


def test_data_that_calamine_cannot_hold_in_one_row_is_still_bounded():
    cells = b"".join(b"<c><v>1</v></c>" for _ in range(MAX_COLUMN + 40))
    assert scan_sheet(HEAD + b'<row r="1">' + cells + b"</row>" + TAIL).cut == 40


def test_many_far_but_allowed_cells_do_not_fill_the_memory():
    book = openpyxl.Workbook()
    for _ in range(3):
        book.create_sheet().cell(MAX_ROW, MAX_COLUMN, "corner")
    with pytest.raises(InputError, match="4,000,000 cells"):
        read_workbook_bytes(saved(book), "a.xlsx")
