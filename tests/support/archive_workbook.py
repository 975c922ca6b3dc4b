"""Faults of workbooks that schema validators do not see."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from support.archive_parts import Archive, X

_CELL = re.compile(r"^([A-Z]{1,3})([1-9][0-9]*)$")
LONGEST_TEXT = 32767
LONGEST_FORMULA = 8192


def _workbook(archive: Archive) -> Iterator[str]:
    for name, tree in archive.matching(r"xl/workbook\.xml"):
        sheets = list(tree.iter(f"{X}sheet"))
        folded = Counter(sheet.get("name", "").casefold() for sheet in sheets)
        yield from (f"{name}: sheet {sheet} stands twice" for sheet, count in folded.items() if count > 1)
        yield from (f"{name}: sheet name {sheet.get('name')!r} is too long" for sheet in sheets if len(sheet.get("name", "")) > 31)
        idents = Counter(sheet.get("sheetId") for sheet in sheets)
        yield from (f"{name}: sheet id {ident} stands twice" for ident, count in idents.items() if count > 1)
        if all(sheet.get("state", "visible") != "visible" for sheet in sheets):
            yield f"{name}: no sheet is visible"
        scoped = Counter((item.get("name", "").casefold(), item.get("localSheetId")) for item in tree.iter(f"{X}definedName"))
        yield from (f"{name}: name {item[0]} is defined twice" for item, count in scoped.items() if count > 1)


def _sheets(archive: Archive) -> Iterator[str]:
    strings = archive.trees.get("xl/sharedStrings.xml")
    shared = [_plain(item) for item in strings.findall(f"{X}si")] if strings is not None else []
    styles = archive.trees.get("xl/styles.xml")
    formats = len(styles.findall(f"{X}cellXfs/{X}xf")) if styles is not None else 1
    yield from (f"xl/sharedStrings.xml: text {index} is too long" for index, text in enumerate(shared) if len(text) > LONGEST_TEXT)
    for name, tree in archive.trees.items():
        if tree.tag == f"{X}worksheet":
            yield from (f"{name}: {problem}" for problem in _order(tree))
            yield from (f"{name}: {problem}" for problem in _cells(tree, shared, formats))
            yield from (f"{name}: {problem}" for problem in _merges(tree))
            for part in archive.targets(name, "table"):
                if part in archive.trees:
                    yield from (f"{part}: {problem}" for problem in _list_object(archive.trees[part], tree, shared))


def _order(tree: etree._Element) -> Iterator[str]:
    last_row = 0
    for row in tree.iter(f"{X}row"):
        number = int(row.get("r", last_row + 1))
        if number <= last_row:
            yield f"row {number} stands after row {last_row}"
        last_row, last_column = number, 0
        for cell in row.findall(f"{X}c"):
            match = _CELL.match(cell.get("r", ""))
            if match is None or int(match[2]) != number or _column(match[1]) <= last_column:
                yield f"cell {cell.get('r')} stands at the wrong place in row {number}"
            last_column = _column(match[1]) if match else last_column


def _cells(tree: etree._Element, shared: list[str], formats: int) -> Iterator[str]:
    for cell in tree.iter(f"{X}c"):
        place, kind, value = cell.get("r"), cell.get("t"), cell.findtext(f"{X}v")
        formula = cell.findtext(f"{X}f") or ""
        if formula.lstrip().startswith("="):
            yield f"{place}: formula begins with an equals sign"
        if len(formula) > LONGEST_FORMULA:
            yield f"{place}: formula is too long"
        if int(cell.get("s", "0")) >= formats:
            yield f"{place}: style {cell.get('s')} does not exist"
        if kind == "s" and not (value or "").isdigit():
            yield f"{place}: {value!r} is no shared string"
        elif kind == "s" and int(value or 0) >= len(shared):
            yield f"{place}: shared string {value} does not exist"
        if len(_cell_text(cell, shared)) > LONGEST_TEXT:
            yield f"{place}: text is too long"


def _merges(tree: etree._Element) -> Iterator[str]:
    taken: set[tuple[int, int]] = set()
    for merge in tree.iter(f"{X}mergeCell"):
        left, top, right, bottom = _rectangle(merge.get("ref", ""))
        area = {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
        if area & taken:
            yield f"merge {merge.get('ref')} overlaps another"
        taken |= area


def _list_object(table: etree._Element, sheet: etree._Element, shared: list[str]) -> Iterator[str]:
    left, top, right, _ = _rectangle(table.get("ref", ""))
    names = [column.get("name", "") for column in table.iter(f"{X}tableColumn")]
    if len(names) != right - left + 1:
        yield f"{len(names)} columns in {table.get('ref')}"
    if len({name.casefold() for name in names}) != len(names):
        yield "two columns have the same name"
    if table.get("headerRowCount") == "0":
        return
    cells = {cell.get("r"): cell for row in sheet.iter(f"{X}row") if row.get("r") == str(top) for cell in row}
    for offset, name in enumerate(names):
        place = f"{_letters(left + offset)}{top}"
        shown = _cell_text(cells[place], shared) if place in cells else ""
        if shown != name.replace("_x000a_", "\n"):
            yield f"column {name!r} but cell {place} shows {shown!r}"


def _tables(archive: Archive) -> Iterator[str]:
    tables = [tree for tree in archive.trees.values() if tree.tag == f"{X}table"]
    for key in ("id", "displayName"):
        counts = Counter(tree.get(key, "").casefold() for tree in tables)
        yield from (f"table {key} {value} stands twice" for value, count in counts.items() if count > 1)


def _calculation_chain(archive: Archive) -> Iterator[str]:
    chain = archive.trees.get("xl/calcChain.xml")
    if chain is None:
        return
    formulas = {
        cell.get("r")
        for tree in archive.trees.values()
        if tree.tag == f"{X}worksheet"
        for cell in tree.iter(f"{X}c")
        if cell.find(f"{X}f") is not None
    }
    yield from (f"xl/calcChain.xml: {cell.get('r')} has no formula" for cell in chain if cell.get("r") not in formulas)


def _plain(element: etree._Element) -> str:
    return "".join(node.text or "" for node in element.iter(f"{X}t") if next(node.iterancestors(f"{X}rPh"), None) is None)


def _cell_text(cell: etree._Element, shared: list[str]) -> str:
    value = cell.findtext(f"{X}v") or ""
    if cell.get("t") == "s":
        return shared[int(value)] if value.isdigit() and int(value) < len(shared) else ""
    return _plain(cell) if cell.get("t") == "inlineStr" else value


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _rectangle(reference: str) -> tuple[int, int, int, int]:
    first, _, last = reference.partition(":")
    start, end = _CELL.match(first), _CELL.match(last or first)
    if start is None or end is None:
        return 0, 0, -1, -1
    return _column(start[1]), int(start[2]), _column(end[1]), int(end[2])


WORKBOOK_CHECKS = (_workbook, _sheets, _tables, _calculation_chain)
