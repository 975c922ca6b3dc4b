"""Cell notes of a template: the carrier of row loops and formula values. Real notes are kept and move with their cells."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from planforge.office.package import parse_xml
from planforge.office.xlsx.shift import ShiftMap
from planforge.values import column_letters, column_number

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
M = f"{{{MAIN}}}"
_VML = "{urn:schemas-microsoft-com:vml}"
_VML_EXCEL = "{urn:schemas-microsoft-com:office:excel}"
_DIRECTIVE = re.compile(r"\s*(for|value|height)\s*:\s*(.*?)\s*\Z", re.IGNORECASE)
_LOOP = re.compile(r"([A-Za-z]\w*)\s+in\s+(.+)\Z", re.DOTALL)
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d+)\Z")


@dataclass(frozen=True, slots=True)
class Note:
    """The directives of one cell's note. `loop` is (variable, expression); `value` an expression; `fitted` asks for row heights."""

    loop: tuple[str, str] | None = None
    value: str | None = None
    fitted: bool = False
    bad: str = ""


def address_of(text: str) -> tuple[int, int]:
    """Row and column of an address such as `F7`; (0, 0) when it is none."""
    found = _ADDRESS.match(text)
    return (int(found[2]), column_number(found[1])) if found else (0, 0)


def directives(text: str) -> Note | None:
    """The directives of a note's text; None when it is a real note."""
    found = [match for line in text.splitlines() if (match := _DIRECTIVE.match(line))]
    if not found:
        return None
    loop: tuple[str, str] | None = None
    value: str | None = None
    fitted = False
    for match in found:
        if match[1].lower() == "value":
            value = match[2]
        elif match[1].lower() == "height" and match[2] == "auto":
            fitted = True
        elif header := _LOOP.match(match[2]):
            loop = (header[1], header[2])
        else:
            return Note(bad=match[0].strip())
    return Note(loop, value, fitted)


def note_text(comment: etree._Element) -> str:
    """All text of a comment element, its runs joined."""
    return "".join(t.text or "" for t in comment.iter(f"{M}t"))


@dataclass(frozen=True, slots=True)
class NotesPart:
    """The real notes of one sheet: the comments part and the drawing that shows them, both without directives."""

    comments_name: str
    comments: etree._Element
    drawing_name: str
    drawing: etree._Element | None

    def rendered(self, shift: ShiftMap, sheet: str) -> dict[str, bytes]:
        """Both parts with moved addresses."""
        rows = shift.of(sheet)
        tree = parse_xml(etree.tostring(self.comments))
        for comment in tree.iter(f"{M}comment"):
            row, column = address_of(comment.get("ref", ""))
            comment.set("ref", f"{column_letters(column)}{rows.first(row)}")
        out = {self.comments_name: xml_bytes(tree)}
        if self.drawing is not None:
            shapes = parse_xml(etree.tostring(self.drawing))
            for row_element in shapes.iter(f"{_VML_EXCEL}Row"):
                row_element.text = str(rows.first(int(row_element.text or 0) + 1) - 1)
            out[self.drawing_name] = xml_bytes(shapes)
        return out


def split_notes(data: bytes, drawing: bytes | None) -> tuple[dict[tuple[int, int], Note], etree._Element | None, etree._Element | None]:
    """Directive notes by cell, and what is left of the comments part and of its drawing (None when nothing is left)."""
    tree = parse_xml(data)
    found: dict[tuple[int, int], Note] = {}
    for comment in list(tree.iter(f"{M}comment")):
        note = directives(note_text(comment))
        if note is not None:
            found[address_of(comment.get("ref", ""))] = note
            parent = comment.getparent()
            if parent is not None:
                parent.remove(comment)
    if next(tree.iter(f"{M}comment"), None) is None:
        return found, None, None
    return found, tree, _without_shapes(drawing, set(found)) if drawing else None


def _without_shapes(drawing: bytes, cells: set[tuple[int, int]]) -> etree._Element:
    shapes = etree.fromstring(drawing, etree.XMLParser(resolve_entities=False, no_network=True, recover=True))
    for shape in list(shapes.iter(f"{_VML}shape")):
        row, column = shape.find(f".//{_VML_EXCEL}Row"), shape.find(f".//{_VML_EXCEL}Column")
        if row is not None and column is not None and (int(row.text or 0) + 1, int(column.text or 0) + 1) in cells:
            shapes.remove(shape)
    return shapes


def xml_bytes(tree: etree._Element) -> bytes:
    """A part's bytes with the declaration that Office writes."""
    body: bytes = etree.tostring(tree)
    return b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + body
