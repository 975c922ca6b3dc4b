"""The blank and the filled plan workbook: what stands where, what is guarded, what comes back when it is read."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import fields
from xml.etree import ElementTree

import openpyxl
import pytest

from planforge import resources
from planforge.authoring.next_quarter import plan_data
from planforge.authoring.plan_workbook import build_plan_workbook, fill_plan_workbook, layout_of, plan_workbooks
from planforge.authoring.workbook_layout import CHECK, variation_of
from planforge.errors import InputError, SpecError
from planforge.spec.load import load_spec, parse_spec
from planforge.spec.schema import BlockKind
from planforge.workbook.bind import bind
from planforge.workbook.read import read_workbook_bytes
from support.plan_records import DATA

SPEC = load_spec(resources.template("xlsx/account-plan/workbook.toml"))
LANGUAGES = ("en", "zh", "en+zh")


def opened(data, values=False):
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values)


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request):
    return request.param


@pytest.fixture(scope="module")
def blank(language):
    return build_plan_workbook(SPEC, language)


@pytest.fixture(scope="module")
def filled(language):
    return fill_plan_workbook(SPEC, DATA, language)


def plan_of(data):
    return bind(read_workbook_bytes(data, "plan.xlsx"), SPEC)


def test_same_bytes_every_time(blank, language):
    assert build_plan_workbook(SPEC, language) == blank


def test_shipped_workbooks_are_up_to_date():
    for name, data in plan_workbooks(SPEC):
        assert resources.template(name).read_bytes() == data, f"{name} differs from workbook.toml: rebuild the templates"


def test_sheets_and_views(blank, language):
    book = opened(blank)
    names = [s.name.get("zh" if language == "zh" else "en") for s in SPEC.sheets]
    assert book.sheetnames == names
    assert [s.sheet_state for s in book.worksheets[:-1]] == ["visible"] * 34
    assert book.worksheets[-1].sheet_state == "hidden"
    for sheet, spec in zip(book.worksheets, SPEC.sheets, strict=True):
        assert bool(sheet.protection.sheet) == spec.protected
        assert sheet.protection.password is None
        assert sheet.page_setup.orientation == "landscape"
        if spec.blocks:
            assert sheet.freeze_panes.endswith("7")
            assert sheet.row_dimensions[5].outlineLevel == 1
            assert sheet.merged_cells.ranges == set()


def test_every_block_stands_where_the_layout_says(filled, language):
    book = opened(filled)
    for key, place in layout_of(SPEC, DATA, language).items():
        sheet = book[place.sheet_name]
        for name, header in place.headers.items():
            if place.block.kind is BlockKind.TABLE:
                assert sheet.cell(row=place.header_row, column=place.columns[name]).value == header, (key, name)
            elif name in place.lines:
                assert sheet.cell(row=place.lines[name], column=1).value == header, (key, name)


def test_tables_have_the_header_of_their_cells(blank):
    book = opened(blank)
    tables = [(sheet, table) for sheet in book.worksheets for table in sheet.tables.values()]
    assert len(tables) == sum(b.kind is BlockKind.TABLE for s in SPEC.sheets for b in s.blocks)
    for sheet, table in tables:
        header = [cell.value for cell in sheet[table.ref][0]]
        assert [column.name for column in table.tableColumns] == header
        assert len({text.casefold() for text in header}) == len(header)


def test_inputs_are_unlocked_and_formulas_are_guarded(blank, language):
    book = opened(blank)
    for place in layout_of(SPEC, {}, language).values():
        sheet = book[place.sheet_name]
        guarded = {str(r) for v in sheet.data_validations.dataValidation if v.type == "custom" for r in v.sqref.ranges}
        for f in place.block.fields:
            preset = any(f.name in row for row in place.block.fixed)
            row, column = place.cell(f.name)
            assert sheet.cell(row=row, column=column).protection.locked == preset, f.name
        if place.block.kind is BlockKind.TABLE:
            for name in (*(f.name for f in place.block.calculated), CHECK):
                letters = sheet.cell(row=1, column=place.columns[name]).column_letter
                assert f"{letters}{place.first_row}:{letters}{place.last_row}" in guarded


def test_validations_keep_excels_limits(blank):
    book = opened(blank)
    seen = 0
    for sheet in book.worksheets:
        for check in sheet.data_validations.dataValidation:
            seen += 1
            assert len(check.promptTitle or "") <= 32
            assert len(check.errorTitle or "") <= 32
            assert len(check.prompt or "") <= 255
            assert len(check.error or "") <= 224
            if check.type == "list":
                assert check.formula1 in book.defined_names
    assert seen > 300


def test_formulas_keep_excels_limits_and_no_volatile_function(filled):
    volatile = re.compile(r"\b(TODAY|NOW|RAND|OFFSET|INDIRECT|CELL|INFO)\(")
    formulas = [c.value for s in opened(filled).worksheets for row in s.iter_rows() for c in row if c.data_type == "f"]
    assert len(formulas) > 1300
    assert max(map(len, formulas)) < 8000
    assert [f for f in formulas if volatile.search(f)] == []
    assert [f for f in formulas if "{" in f] == []


def test_every_formula_is_stored_with_a_value_and_none_is_an_error(filled):
    main = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(io.BytesIO(filled)) as package:
        for name in package.namelist():
            if name.startswith("xl/worksheets/sheet"):
                for cell in ElementTree.fromstring(package.read(name)).iter(f"{main}c"):
                    if cell.find(f"{main}f") is not None:
                        assert cell.find(f"{main}v") is not None, (name, cell.get("r"))
                        assert cell.get("t") != "e", (name, cell.get("r"))


def test_package_has_fixed_times_and_valid_fonts(blank):
    main = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    order = ["b", "i", "u", "sz", "color", "name", "family", "scheme"]
    with zipfile.ZipFile(io.BytesIO(blank)) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.namelist()[0] == "[Content_Types].xml"
        assert b"2025-01-01T00:00:00Z" in package.read("docProps/core.xml")
        assert b"PlanForge" in package.read("xl/theme/theme1.xml")
        assert b"1F5FA8" in package.read("xl/theme/theme1.xml")
        styles = ElementTree.fromstring(package.read("xl/styles.xml"))
        for font in styles.iter(f"{main}font"):
            names = [child.tag.removeprefix(main) for child in font]
            assert names == sorted(names, key=order.index)
        used = [part for name in ("fonts", "fills", "borders", "dxfs") for part in styles.find(f"{main}{name}").iter()]
        assert {part.get("rgb") for part in used if part.get("rgb")} <= {"00000000", "FF000000"}


def test_file_says_which_schema_and_language(blank, language):
    book = opened(blank)
    assert {p.name: p.value for p in book.custom_doc_props.props} == {"pf_schema_version": "1", "pf_language": language}
    assert book.defined_names["pf_language"].attr_text == f'"{language}"'
    assert "pf_pipeline_value" in book.defined_names
    assert "pf_cover_as_of" in book.defined_names


def test_what_is_filled_in_comes_back(filled):
    plan = plan_of(filled).plan
    for key, records in DATA.items():
        if key == "factors":
            continue
        got = getattr(plan, key)
        pairs = [(records, got)] if isinstance(records, dict) else list(zip(records, got, strict=True))
        for given, record in pairs:
            assert {name: getattr(record, name) for name in given} == given
    assert [(f.number, f.score, f.evidence, f.previous) for f in plan.factors if f.score] == [
        (1, 4, "Chart of June", None),
        (3, 2, "Scope open", 3),
    ]


def test_text_that_begins_with_equals_stays_text(filled, language):
    book = opened(filled)
    place = layout_of(SPEC, DATA, language)["pipeline"]
    row, column = place.cell("name")
    cell = book[place.sheet_name].cell(row=row, column=column)
    main = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(io.BytesIO(filled)) as package:
        number = book.sheetnames.index(place.sheet_name) + 1
        root = ElementTree.fromstring(package.read(f"xl/worksheets/sheet{number}.xml"))
    stored = next(c for c in root.iter(f"{main}c") if c.get("r") == cell.coordinate)
    assert stored.find(f"{main}f") is None
    assert "".join(stored.itertext()) == "=1+1"


def values_of(data, language, block, name, given=DATA):
    place = layout_of(SPEC, given, language)[block]
    sheet = opened(data, values=True)[place.sheet_name]
    return [sheet.cell(*place.cell(name, index)).value for index in range(place.rows)]


def test_live_columns_and_checks(filled, language):
    chinese = language == "zh"
    assert values_of(filled, language, "pipeline", "weighted")[:3] == [3.5, 0.2, None]
    assert values_of(filled, language, "pipeline", "quarter")[:2] == ["2026 Q2", "2025 Q3"]
    checks = values_of(filled, language, "pipeline", CHECK)
    assert checks[:3] == ["OK", "缺少下一步" if chinese else "Next step missing", None]
    assert values_of(filled, language, "financials", "net_income") == [3.0, 4.0, 5.0, 6.0, 7.0]
    assert values_of(filled, language, "financials", "growth")[:2] == [None, pytest.approx(0.1)]
    assert values_of(filled, language, "risks", "zone")[0].startswith("show stopper")
    assert values_of(filled, language, "actions", "days_late")[:2] == [1, 10]
    assert values_of(filled, language, "actions", CHECK)[:2] == ["OK", "提示：已逾期" if chinese else "Note: Late"]


def test_progress_counts_required_cells(blank, filled, language):
    sheet = opened(filled, values=True).worksheets[0]
    lines = {row[4].value.split()[0]: [cell.value for cell in row[6:10]] for row in sheet.iter_rows(min_row=11, max_row=31)}
    pipeline = lines["商机" if language == "zh" else "Pipeline"]
    assert pipeline[:2] == [27, 15]
    assert pipeline[2].startswith("■■■■■■□□□□ 56%")
    assert pipeline[3] == 1
    assert opened(blank, values=True).worksheets[0]["F6"].value == ("否" if language == "zh" else "no")


def test_blank_proposes_factors_years_and_codes(blank, language):
    assert values_of(blank, language, "attractiveness", "weight", {})[:3] == [0.2, 0.2, 0.1]
    assert values_of(blank, language, "financials", "scenario", {})[0].startswith("A – ")
    assert len([v for v in values_of(blank, language, "factors", "guide", {}) if v]) == 10
    assert [f.code for f in plan_of(blank).findings] == ["WB106"]


def test_currency_and_unit_go_into_headers():
    book = opened(build_plan_workbook(SPEC, "en", currency="EUR", unit="k"))
    assert "Value (EUR k)*" in [cell.value for cell in book["Pipeline"][6]]
    assert book["Cover"]["B13"].value == "EUR – euro"


def test_dropdowns_offer_the_words_of_the_language(blank, language):
    lists = opened(blank).worksheets[-1]
    heads = {cell.value: cell.column for cell in lists[1]}
    stages = [lists.cell(row=row, column=heads["lst_stage"]).value for row in (3, 4)]
    expected = {
        "en": ["identify – need spotted", "qualify – worth pursuing"],
        "zh": ["identify – 发现需求", "qualify – 值得跟进"],
        "en+zh": ["identify – need spotted 发现需求", "qualify – worth pursuing 值得跟进"],
    }
    assert stages == expected[language]


def test_people_rename_move_and_insert():
    change = variation_of({"Pipeline.Value (CNY m)*": "Amount"}, ["Pipeline!C"], ["Risks", "Pipeline"])
    made = fill_plan_workbook(SPEC, DATA, "en", change, {"Pipeline!J7": "n/a", "Team!B8": ""}, {"Pipeline!G7": "=3.5*2"})
    book = opened(made)
    assert book.sheetnames[:2] == ["Risks", "Pipeline"]
    header = [cell.value for cell in book["Pipeline"][6]]
    assert header[2] == "Column1"
    assert header[6] == "Amount"
    assert book["Pipeline"]["G7"].value == "=3.5*2"
    assert opened(made, values=True)["Pipeline"]["G7"].value is None
    assert book["Pipeline"]["J7"].value == "n/a"
    plan = plan_of(made).plan
    assert plan.pipeline[1].value == 1.0
    assert plan.team[1].function is None


def test_data_that_do_not_fit_the_spec_are_refused():
    with pytest.raises(InputError, match="block 'pipelines'"):
        fill_plan_workbook(SPEC, {"pipelines": []})
    with pytest.raises(InputError, match=r"pipeline\.amount"):
        fill_plan_workbook(SPEC, {"pipeline": [{"amount": 1}]})
    with pytest.raises(InputError, match="no sheet 'Deals'"):
        fill_plan_workbook(SPEC, DATA, raw={"Deals!A1": 1})


def test_a_formula_that_names_an_unknown_field_is_a_spec_error():
    field = {"name": "x", "label": "X", "type": "number", "formula": "{nothing}*2"}
    block = {"key": "team", "kind": "table", "record": "TeamMember", "key_field": "name", "calculated": [field]}
    block["fields"] = [{"name": "name", "label": "Name", "type": "text", "required": True}]
    spec = parse_spec({"schema_version": 1, "name": "small", "sheets": [{"key": "team", "name": "Team", "blocks": [block]}]})
    with pytest.raises(SpecError, match="'nothing', which does not exist"):
        fill_plan_workbook(spec, {})


def test_plan_data_is_complete():
    plan = plan_of(fill_plan_workbook(SPEC, DATA, "en")).plan
    again = plan_of(fill_plan_workbook(SPEC, plan_data(plan, SPEC), "zh")).plan
    for f in fields(plan):
        if f.name not in ("source", "readings"):
            assert getattr(again, f.name) == getattr(plan, f.name), f.name
