from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from planforge.authoring.summary_sheets import in_rows
from planforge.authoring.summary_workbook import DATA_SHEETS, build_summary
from planforge.config import Config
from planforge.office.xlsx import compile_workbook
from planforge.office.xlsx.outline import outline
from planforge.pipeline import consolidated_rows, place_in_portfolio, render_portfolio, score_plan
from planforge.portfolio import PortfolioContext
from support import office, validator
from support.archive import check_archive
from support.sheets import opened

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = ROOT / "templates" / "xlsx" / "portfolio" / "portfolio.xlsx"
VOLATILE = re.compile(r"\b(TODAY|NOW|RAND|RANDBETWEEN|OFFSET|INDIRECT|CELL|INFO)\(", re.IGNORECASE)


@lru_cache(maxsize=4)
def rendered(language: str = "en", count: int = 10, abroad: bool = False) -> bytes:
    config = Config(language=language)
    scored = place_in_portfolio([score_plan(path, config) for path in sorted((ROOT / "samples").glob("*_2025Q3.xlsx"))[:count]], config)
    rows = [
        consolidated_rows(result, deck=f"decks/{Path(result.plan.source.name).stem}.pptx", source=f"../samples/{result.plan.source.name}")
        for result in scored
    ]
    if abroad:
        rows[1:3] = [replace(row, currency="USD") for row in rows[1:3]]
    return render_portfolio(rows, config).data


def formulas(data: bytes) -> dict[tuple[str, str], str]:
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in opened(data)
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def test_the_shipped_template_is_what_the_code_builds() -> None:
    assert TEMPLATE.read_bytes() == build_summary(), "run: python -m planforge.authoring"
    assert TEMPLATE.with_name("portfolio.outline.txt").read_text(encoding="utf-8") == outline(build_summary())


def test_the_template_names_only_what_a_portfolio_has() -> None:
    compile_workbook(build_summary(), context=PortfolioContext)


def test_archives_are_sound() -> None:
    assert check_archive(build_summary(), tags_allowed=True) == []
    for language in ("en", "zh"):
        assert check_archive(rendered(language)) == []


def test_microsofts_validator_has_nothing_to_say(tmp_path: Path) -> None:
    validator.require()
    for name, data in (("template", build_summary()), ("portfolio", rendered())):
        path = tmp_path / f"{name}.xlsx"
        path.write_bytes(data)
        assert validator.validate(path) == []


def test_sheets_and_tables() -> None:
    book = opened(rendered())
    assert book.sheetnames == [
        "README", "Summary", "Review", "Rollup", "Accounts", "Calendar", "Segments", "Selection", "Attractiveness", "Factors", "Effort",
        "Financials",
        "Pipeline", "Risks", "Actions", "Resources", "Decisions",
        "Issues", "Checks", "Chart data", "Lists",
    ]  # fmt: skip
    assert book.active.title == "README"
    for spec in DATA_SHEETS.values():
        sheet = book[spec.name]
        (table,) = sheet.tables.values()
        assert (table.displayName, table.ref.split(":")[0]) == (spec.table, "A6")
        assert [column.name for column in table.tableColumns] == [cell.value for cell in sheet[6]]
        assert sheet.freeze_panes == f"{'ABC'[spec.keys]}7"
        assert sheet.print_title_rows == "$6:$6"
        assert next(cell.value for cell in sheet[4]) not in (None, "")
    assert "Value (CNY m)" in [cell.value for cell in book["Pipeline"][6]]


def test_every_sheet_prints_and_opens_as_it_should() -> None:
    for sheet in opened(rendered()):
        assert sheet.print_area
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.paperSize) == (1, 9)
        assert sheet.sheet_view.showGridLines is False
        assert sheet.sheet_view.zoomScale == 90
        assert not sheet.merged_cells.ranges
        assert sheet.oddFooter.center.text


def test_every_formula_has_a_value_and_none_is_volatile() -> None:
    data = rendered()
    values = opened(data, values=True)
    found = formulas(data)
    assert len(found) > 900
    for (sheet, address), formula in found.items():
        value = values[sheet][address].value
        assert not str(value).startswith("#"), (sheet, address, value)
        assert not VOLATILE.search(formula)
    raw = zipfile.ZipFile(io.BytesIO(data))
    for name in raw.namelist():
        if name.startswith("xl/worksheets/sheet"):
            assert not re.search(r"</f></c>", raw.read(name).decode()), name


def test_control_sums_hold_for_the_samples() -> None:
    sheet = opened(rendered(), values=True)["Checks"]
    rows = [row for row in sheet.iter_rows(min_row=7, values_only=True) if row[0]]
    assert 12 <= len(rows) <= 40
    assert {row[5] for row in rows} == {"OK"}


def test_charts_have_alt_text_and_filled_caches() -> None:
    archive = zipfile.ZipFile(io.BytesIO(rendered()))
    drawing = archive.read("xl/drawings/drawing2.xml").decode()
    alts = re.findall(r'descr="([^"]*)"', drawing)
    assert len(alts) == 3
    assert all(20 < len(alt) <= 300 and "pf" not in alt for alt in alts)
    charts = [archive.read(f"xl/charts/chart{n}.xml").decode() for n in (1, 2, 3)]
    assert all('ptCount val="0"' not in chart for chart in charts)
    assert all("srgbClr" not in chart for chart in charts)
    assert "<c:v>Lanhai Grid Group</c:v>" in charts[0]
    assert re.search(r'<c:crossesAt val="3\.3\d+"', charts[0])


def test_charts_of_the_roll_up_have_alt_text_places_and_crossings() -> None:
    archive = zipfile.ZipFile(io.BytesIO(rendered()))
    alts = re.findall(r'descr="([^"]*)"', archive.read("xl/drawings/drawing4.xml").decode())
    assert len(alts) == 5
    assert all(20 < len(alt) <= 300 and "pf" not in alt for alt in alts)
    charts = [archive.read(f"xl/charts/chart{n}.xml").decode() for n in range(4, 9)]
    assert all('ptCount val="0"' not in chart and "srgbClr" not in chart for chart in charts)
    assert re.search(r'<c:crossesAt val="38\.\d+"', charts[2])
    assert "<c:v>Lanhai Grid Group</c:v>" in charts[1]


def test_reviewers_choose_from_lists() -> None:
    book = opened(rendered("zh"))
    for sheet, cells, name in (("Review", "E7:E10", "verdicts"), ("Decisions", "L7:L26", "outcomes")):
        (choice,) = book[sheet].data_validations.dataValidation
        assert (choice.type, choice.formula1, str(choice.sqref)) == ("list", name, cells)
    listed = opened(rendered("zh"), values=True)["Lists"]
    assert [listed[f"E{row}"].value for row in (11, 12, 13)] == ["同意", "不同意", "待定"]


def test_links_lead_to_cells_decks_and_plans() -> None:
    book = opened(rendered())
    targets = {
        (cell.hyperlink.target, cell.hyperlink.location) for row in book["Pipeline"].iter_rows(min_row=7) for cell in row if cell.hyperlink
    }
    assert any(target == "../samples/lanhai-grid_2025Q3.xlsx" and location.startswith("Pipeline!") for target, location in targets)
    decks = [
        cell for row in book["Accounts"].iter_rows(min_row=7) for cell in row if cell.hyperlink and ".pptx" in str(cell.hyperlink.target)
    ]
    assert len(decks) == 10
    assert all(cell.hyperlink.target == f"decks/{cell.value}" for cell in decks)


def test_same_plans_same_bytes() -> None:
    first = rendered()
    rendered.cache_clear()
    assert rendered() == first


def test_row_references_are_written_out() -> None:
    assert in_rows("=[A b]*SUM(tblX[[A b]])+[C]", "tblY") == "=tblY[[#This Row],[A b]]*SUM(tblX[[A b]])+tblY[[#This Row],[C]]"


def recalculated(data: bytes, tmp_path: Path) -> Any:
    path = tmp_path / "portfolio.xlsx"
    path.write_bytes(data)
    return opened(office.convert(path, tmp_path / "out", "xlsx").read_bytes(), values=True)


@pytest.mark.render
@pytest.mark.parametrize(("language", "count", "abroad"), [("en", 10, False), ("zh", 10, False), ("en", 1, False), ("en", 10, True)])
def test_libreoffice_computes_what_was_stored(tmp_path: Path, language: str, count: int, abroad: bool) -> None:
    office.require()
    data = rendered(language, count, abroad)
    stored, computed = opened(data, values=True), recalculated(data, tmp_path)
    for sheet, address in formulas(data):
        expected, found = stored[sheet][address].value, computed[sheet][address].value
        if isinstance(expected, (int, float)):
            assert found == pytest.approx(expected, abs=1e-9), (sheet, address)
        else:
            assert (found or "") == (expected or ""), (sheet, address)


@pytest.mark.render
def test_a_changed_amount_is_found_by_the_control_sums(tmp_path: Path) -> None:
    office.require()
    archive = zipfile.ZipFile(io.BytesIO(rendered()))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name in archive.namelist():
            data = archive.read(name)
            if name == "xl/worksheets/sheet12.xml":
                data, changes = re.subn(rb'(<c r="E9" s="\d+"><v>)[\d.]+', rb"\g<1>999", data)
                assert changes == 1
            target.writestr(name, data)
    book = recalculated(out.getvalue(), tmp_path)
    assert "differ" in book["Checks"]["A3"].value
    assert book["Summary"]["A8"].value == "differs from decks"
