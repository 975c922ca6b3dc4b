"""Traps of Excel templates: shared formulas, the calculation chain, stale values, two kinds of strings, two kinds of targets."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from lxml import etree

from planforge.office.xlsx import compile_workbook
from support.archive import check_archive
from support.sheets import opened, shown, template
from support.trap_parts import Parts

X = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SHEET = "xl/worksheets/sheet1.xml"


@dataclass(frozen=True)
class Deal:
    name: str
    value: float

    @property
    def double(self) -> float:
        return self.value * 2


@dataclass(frozen=True)
class Context:
    title: str = "Deals & <more>"
    total: float = 6.0
    deals: tuple[Deal, ...] = (Deal("=one", 1.0), Deal("two", 2.0), Deal("three", 3.0))


CELLS = {"A1": "{{ title }}", "A3": "{{ d.name }}", "B3": "{{ d.value }}", "C3": "=B3*2", "A5": "fixed", "B5": "=SUM(B3:B4)", "C5": "=C3"}
NOTES = {"S!A3": "for: d in deals", "S!C3": "value: d.double", "S!B5": "value: total", "S!C5": "value: none"}


def made(change: Callable[[Parts], None] | None = None, cells: dict[str, Any] | None = None, notes: dict[str, str] | None = None) -> Parts:
    parts = Parts(template({"S": cells or CELLS}, notes=NOTES if notes is None else notes))
    if change:
        change(parts)
    return parts


def rendered(source: Parts) -> Parts:
    data = compile_workbook(source.bytes(), context=Context, name="t.xlsx").render(Context()).data
    assert check_archive(data) == []
    return Parts(data)


def sheet_of(found: Parts) -> dict[str, Any]:
    return shown(opened(found.bytes())["S"])


def test_shared_formulas_are_expanded_the_calc_chain_goes_and_stale_values_with_it() -> None:
    def change(parts: Parts) -> None:
        def share(root: Any) -> None:
            for cell in root.iter(f"{X}c"):
                formula = cell.find(f"{X}f")
                if formula is not None:
                    value = cell.find(f"{X}v")
                    value = etree.SubElement(cell, f"{X}v") if value is None else value
                    value.text = "999"
                if cell.get("r") == "D1":
                    formula.attrib.update({"t": "shared", "ref": "D1:D5", "si": "0"})
                if cell.get("r") == "D5":
                    formula.attrib.update({"t": "shared", "si": "0"})
                    formula.text = None

        parts.edit(SHEET, share)
        chain = '<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="C3" i="1"/></calcChain>'
        parts.add("xl/calcChain.xml", chain, "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml")
        parts.relate("xl/workbook.xml", "calcChain", "xl/calcChain.xml")

    notes = {**NOTES, "S!D1": "value: total", "S!D5": "value: none"}
    found = rendered(made(change, {**CELLS, "D1": "=$B$5+B1", "D5": "=$B$5+B5"}, notes))
    cells = sheet_of(found)
    assert (cells["D1"], cells["D7"]) == ("=$B$7+B1", "=$B$7+B7")
    assert [cells[f"C{row}"] for row in (3, 4, 5)] == ["=B3*2", "=B4*2", "=B5*2"]
    assert not list(found.tree(SHEET).iter(f"{X}f")) or all(f.get("t") is None for f in found.tree(SHEET).iter(f"{X}f"))
    assert "xl/calcChain.xml" not in found.data
    assert not [kind for kind, _ in found.targets("xl/workbook.xml").values() if kind == "calcChain"]
    assert found.tree("xl/workbook.xml").find(f"{X}calcPr").get("fullCalcOnLoad") == "1"
    values = {cell.get("r"): cell.findtext(f"{X}v") for cell in found.tree(SHEET).iter(f"{X}c") if cell.find(f"{X}f") is not None}
    assert "999" not in values.values(), "no value of the template is shown for a formula of the result"
    assert [float(values[f"C{row}"] or 0) for row in (3, 4, 5)] == [2.0, 4.0, 6.0]
    assert float(values["B7"] or 0) == 6.0
    assert values["D7"] is None


def shared(parts: Parts) -> None:
    """Moves every text into a string table, as Excel does; openpyxl writes it into the cell."""
    texts: list[str] = []

    def change(root: Any) -> None:
        for cell in root.iter(f"{X}c"):
            if cell.get("t") == "inlineStr":
                texts.append("".join(t.text or "" for t in cell.iter(f"{X}t")))
                for child in list(cell):
                    cell.remove(child)
                cell.set("t", "s")
                etree.SubElement(cell, f"{X}v").text = str(len(texts) - 1)

    parts.edit(SHEET, change)
    table = etree.Element(f"{X}sst", nsmap={None: X[1:-1]}, count=str(len(texts)), uniqueCount=str(len(texts)))
    for text in texts:
        etree.SubElement(etree.SubElement(table, f"{X}si"), f"{X}t").text = text
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    part = parts.add("xl/sharedStrings.xml", etree.tostring(table, encoding="unicode"), kind)
    parts.relate("xl/workbook.xml", "sharedStrings", part)


def absolute(parts: Parts) -> None:
    """Writes every target from the root of the package."""
    for part in [part for part in parts.data if part.endswith(".rels")]:
        source = part.replace("_rels/", "").removesuffix(".rels")
        found = parts.targets(source)

        def change(root: Any, found: dict[str, tuple[str, str]] = found) -> None:
            for link in root:
                if link.get("TargetMode") != "External":
                    link.set("Target", f"/{found[link.get('Id')][1]}")

        parts.edit(part, change)


def relative(parts: Parts) -> None:
    """Writes every target from the folder of its part."""
    for part in [part for part in parts.data if part.endswith(".rels")]:
        source = part.replace("_rels/", "").removesuffix(".rels")
        found = parts.targets(source)

        def change(root: Any, found: dict[str, tuple[str, str]] = found, folder: str = posixpath.dirname(source)) -> None:
            for link in root:
                if link.get("TargetMode") != "External":
                    link.set("Target", posixpath.relpath(found[link.get("Id")][1], folder or "."))

        parts.edit(part, change)


@pytest.mark.parametrize("change", [None, shared, absolute, relative], ids=["inline", "shared", "absolute", "relative"])
def test_inline_and_shared_strings_absolute_and_relative_targets_are_read(change: Callable[[Parts], None] | None) -> None:
    found = rendered(made(change))
    cells = sheet_of(found)
    assert cells["A1"] == "Deals & <more>"
    assert [cells[f"A{row}"] for row in (3, 4, 5, 7)] == ["=one", "two", "three", "fixed"]
    assert [cells[f"B{row}"] for row in (3, 4, 5, 7)] == [1.0, 2.0, 3.0, "=SUM(B3:B6)"]
    assert opened(found.bytes())["S"]["A3"].data_type == "s", "a text stays a text"


def test_what_the_template_used_is_written() -> None:
    texts = {
        key: sorted({cell.get("t") or "n" for cell in rendered(made(change)).tree(SHEET).iter(f"{X}c")})
        for key, change in (("inline", None), ("shared", shared))
    }
    assert "inlineStr" in texts["inline"]
    assert "s" not in texts["inline"], "no string table appears where the template has none"
    assert "s" in texts["shared"]
    sheets = {key: _target(rendered(made(change)), "worksheet") for key, change in (("absolute", absolute), ("relative", relative))}
    assert sheets == {"absolute": "/xl/worksheets/sheet1.xml", "relative": "worksheets/sheet1.xml"}


def _target(found: Parts, kind: str) -> str:
    root = found.tree("xl/_rels/workbook.xml.rels")
    return next(str(e.get("Target")) for e in root if e.get("Type").endswith(f"/{kind}"))


def test_workbooks_have_fixed_times_and_order_and_do_not_depend_on_the_order_of_the_template() -> None:
    source = made()
    orders: list[Any] = [None, lambda part: part[::-1]]
    results = {compile_workbook(source.bytes(order), context=Context, name="t.xlsx").render(Context()).data for order in orders}
    assert len(results) == 1
    with zipfile.ZipFile(io.BytesIO(results.pop())) as archive:
        names = archive.namelist()
        assert names[0] == "[Content_Types].xml"
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
