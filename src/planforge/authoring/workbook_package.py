"""The last step of authoring a workbook: formula values, valid child order of fonts, fixed times; same input, same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

from planforge.authoring.workbook_values import Calculator, CellError
from planforge.values import column_number

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
_FONT_EFFECTS = ("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign")
_FONT_ORDER = (*_FONT_EFFECTS, "sz", "color", "name", "family", "charset", "scheme")
FIXED_DAY = "2025-01-01T00:00:00Z"
"""The created and modified time of every authored file; the clock has no part in it."""

for _prefix, _uri in (("", _MAIN), ("r", _RELS)):
    ElementTree.register_namespace(_prefix, _uri)


def finished(book: Any, bare_formulas: Mapping[tuple[str, str], str] | None = None) -> bytes:
    """The bytes of a workbook made with openpyxl, every formula with its value, always the same for the same content.

    Args:
        book: the openpyxl workbook.
        bare_formulas: (sheet, address) to a formula that is put into the file without a value, as some programs save them.
    """
    bare = bare_formulas or {}
    for (title, address), formula in bare.items():
        book[title][address].value = formula
    buffer = io.BytesIO()
    book.save(buffer)
    for title, address in bare:
        book[title][address].value = None
    calculator = Calculator(book)
    titles = {f"xl/worksheets/sheet{number}.xml": sheet.title for number, sheet in enumerate(book.worksheets, 1)}
    made = io.BytesIO()
    with zipfile.ZipFile(buffer) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        for name in _member_order(source.namelist()):
            data = source.read(name)
            if name in titles:
                data = _with_values(data, titles[name], calculator, bare)
            elif name == "xl/styles.xml":
                data = _ordered_fonts(data)
            elif name == "docProps/core.xml":
                data = _fixed_dates(data)
            info = zipfile.ZipInfo(name, _FIXED_TIME)
            info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
            target.writestr(info, data)
    return made.getvalue()


def _member_order(names: list[str]) -> list[str]:
    first = ["[Content_Types].xml", "_rels/.rels"]
    return [*first, *sorted(name for name in names if name not in first)]


def _xml(root: ElementTree.Element) -> bytes:
    return bytes(ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True))


def _with_values(data: bytes, title: str, calculator: Calculator, bare: Mapping[tuple[str, str], str]) -> bytes:
    root = ElementTree.fromstring(data)
    for cell in root.iter(f"{{{_MAIN}}}c"):
        formula = cell.find(f"{{{_MAIN}}}f")
        if formula is None:
            continue
        address = cell.get("r", "")
        if (title, address) in bare:
            _drop_value(cell)
            continue
        letters = address.rstrip("0123456789")
        try:
            value = calculator.value(title, int(address[len(letters) :]), column_number(letters))
        except CellError as error:
            value = error
        _set_value(cell, value)
    return _xml(root)


def _drop_value(cell: ElementTree.Element) -> None:
    node = cell.find(f"{{{_MAIN}}}v")
    if node is not None:
        cell.remove(node)


def _set_value(cell: ElementTree.Element, value: Any) -> None:
    node = cell.find(f"{{{_MAIN}}}v")
    if node is None:
        node = ElementTree.SubElement(cell, f"{{{_MAIN}}}v")
    kind, text = _stored(value)
    node.text = text
    if kind:
        cell.set("t", kind)
    else:
        cell.attrib.pop("t", None)


def _stored(value: Any) -> tuple[str, str]:
    """The cell type and text that the file keeps for a value."""
    if isinstance(value, CellError):
        return "e", str(value)
    if isinstance(value, bool):
        return "b", "1" if value else "0"
    if isinstance(value, str):
        return "str", value
    number = float(value or 0)
    return "", str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)


def _ordered_fonts(data: bytes) -> bytes:
    """Styles with the children of every font in the order the standard asks for; openpyxl writes another."""
    root = ElementTree.fromstring(data)
    rank: Mapping[str, int] = {f"{{{_MAIN}}}{name}": place for place, name in enumerate(_FONT_ORDER)}
    for font in root.iter(f"{{{_MAIN}}}font"):
        font[:] = sorted(font, key=lambda child: rank[child.tag])
    return _xml(root)


def _fixed_dates(data: bytes) -> bytes:
    for prefix, uri in (
        ("cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
        ("dc", "http://purl.org/dc/elements/1.1/"),
        ("dcterms", "http://purl.org/dc/terms/"),
        ("xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ):
        ElementTree.register_namespace(prefix, uri)
    root = ElementTree.fromstring(data)
    for node in root:
        if node.tag.rpartition("}")[2] in ("created", "modified"):
            node.text = FIXED_DAY
    return _xml(root)
