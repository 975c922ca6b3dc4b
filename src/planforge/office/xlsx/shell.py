"""Renders what stands around a sheet's rows: everything in it that names a row is moved by the shift map."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence

from lxml import etree

from planforge.office.xlsx.formulas import parse
from planforge.office.xlsx.notes import M
from planforge.office.xlsx.sheets import MARK, RELATION, CompiledSheet
from planforge.office.xlsx.shift import ShiftMap
from planforge.office.xlsx.values import Link

_FORMULAS = {"formula", "formula1", "formula2", "f"}
_RANGES = {
    "mergeCell", "hyperlink", "autoFilter", "conditionalFormatting", "dataValidation", "ignoredError", "protectedRange",
    "sortState", "sortCondition", "selection", "cellWatch",
}  # fmt: skip
_BEFORE_LINKS = {
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges",
    "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting",
    "dataValidations",
}  # fmt: skip


def shifted_ranges(text: str, shift: ShiftMap, sheet: str) -> str:
    """A list of ranges, as `sqref` holds it, after the shift; cells of a looped row grow to the looped range."""
    return " ".join(parse(part).text(shift, sheet, str, grow_cells=True) for part in text.split())


def rendered_shell(
    sheet: CompiledSheet,
    shift: ShiftMap,
    fill: Callable[[str], str],
    header_footer: Callable[[str], str],
    links: Sequence[tuple[str, str, Link]],
    dimension: str,
) -> tuple[bytes, bytes]:
    """What stands before and after the rows. `links` are address, relationship id (empty for a cell of this file) and link."""
    root = copy.deepcopy(sheet.shell)
    looped = {loop.number: shift.of(sheet.name).last(loop.number) for loop in sheet.loops}
    for element in root.iter():
        if isinstance(element.tag, str):
            _shift_element(element, shift, sheet.name, fill)
    for element in root.iterfind(f"{M}headerFooter/*"):
        element.text = header_footer(element.text or "")
    _repeat_merges(root, sheet, shift, looped)
    _place_links(root, links)
    _set_dimension(root, dimension)
    before, after = etree.tostring(root).split(MARK.encode())
    return b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + before, after


def _shift_element(element: etree._Element, shift: ShiftMap, sheet: str, fill: Callable[[str], str]) -> None:
    name = etree.QName(element).localname
    if name in _FORMULAS and element.text:
        element.text = parse(element.text).text(shift, sheet, fill)
    elif name == "sqref" and element.text:
        element.text = shifted_ranges(element.text, shift, sheet)
    elif name in _RANGES:
        for key in ("ref", "sqref", "activeCell", "location"):
            value = element.get(key)
            if value and key in ("activeCell", "location"):
                element.set(key, parse(value).text(shift, sheet, str))
            elif value:
                grown = name not in ("hyperlink", "selection")
                moved = shifted_ranges(value, shift, sheet) if grown else " ".join(parse(v).text(shift, sheet, str) for v in value.split())
                element.set(key, moved)
    elif name == "brk":
        rows_break = etree.QName(element.getparent()).localname == "rowBreaks"
        if rows_break:
            element.set("id", str(shift.of(sheet).last(int(element.get("id", "0")))))


def _repeat_merges(root: etree._Element, sheet: CompiledSheet, shift: ShiftMap, looped: Mapping[int, int]) -> None:
    """Merged cells inside a looped row are merged in every copy instead of growing over all of them."""
    merges = root.find(f"{M}mergeCells")
    if merges is None or not looped:
        return
    before = sheet.shell.find(f"{M}mergeCells")
    for old, element in zip([] if before is None else list(before), list(merges), strict=True):
        ref = next(iter(parse(old.get("ref", "")).references), None)
        if ref is None or ref.last is None or ref.first.row != ref.last.row or ref.first.row not in looped:
            continue
        start = shift.of(sheet.name).first(ref.first.row)
        for row in range(start, looped[ref.first.row] + 1):
            copied = etree.SubElement(merges, f"{M}mergeCell")
            copied.set("ref", f"{ref.first.text(row)}:{ref.last.text(row)}")
        merges.remove(element)
    merges.set("count", str(len(merges)))


def _place_links(root: etree._Element, links: Sequence[tuple[str, str, Link]]) -> None:
    if not links:
        return
    holder = root.find(f"{M}hyperlinks")
    if holder is None:
        holder = etree.Element(f"{M}hyperlinks")
        place = max(i for i, child in enumerate(root) if isinstance(child.tag, str) and etree.QName(child).localname in _BEFORE_LINKS)
        root.insert(place + 1, holder)
    for address, relation, link in links:
        element = etree.SubElement(holder, f"{M}hyperlink")
        element.set("ref", address)
        if relation:
            element.set(f"{{{RELATION}}}id", relation)
        location = link.target.partition("#")[2]
        if location:
            element.set("location", location)


def _set_dimension(root: etree._Element, dimension: str) -> None:
    element = root.find(f"{M}dimension")
    if element is not None and dimension:
        element.set("ref", dimension)
    elif element is not None:
        root.remove(element)
