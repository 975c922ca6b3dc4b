"""Compiles a worksheet part: rows with tags become row templates, everything around the rows becomes a shell to be shifted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from lxml import etree

from planforge.office.escape import attribute
from planforge.office.package import parse_xml
from planforge.office.xlsx.expressions import LOOP_NAMES, Content, Scope, TagError, item_kind, parse_content, parse_expression
from planforge.office.xlsx.formulas import Formula, Reference, parse
from planforge.office.xlsx.notes import MAIN, M, Note, NotesPart, address_of
from planforge.office.xlsx.problems import BAD_LOOP, BAD_NOTE, DAMAGED, NO_VALUE, Problems
from planforge.office.xlsx.rows import Cell, Loop, Row, Wrapped
from planforge.office.xlsx.tables import TablePart
from planforge.office.xlsx.values import cell_text
from planforge.values import CellRef

RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MARK = "rows-of-the-sheet"
"""Stands in a shell where the rows go."""
_CERTAIN = 0.95
"""Part of a column's width that a line surely has: Excel and LibreOffice round letters to pixels and break somewhat earlier."""
_STYLE = re.compile(r'.* s="(\d+)".*', re.DOTALL)


@dataclass(frozen=True, slots=True)
class SharedText:
    """An entry of the shared strings: its plain text, and whether it holds a tag."""

    text: str
    tagged: bool


class WrappedStyle(NamedTuple):
    """The type of a cell style whose text wraps."""

    size: float
    bold: bool
    indent: int


def wrapped_styles(data: bytes | None) -> dict[str, WrappedStyle]:
    """Cell styles with wrapped text by their number."""
    if data is None:
        return {}
    root = parse_xml(data)
    fonts = [(float(_value(font, "sz", "11")), font.find(f"{M}b") is not None) for font in root.iterfind(f"{M}fonts/{M}font")]
    found = {}
    for number, style in enumerate(root.iterfind(f"{M}cellXfs/{M}xf")):
        alignment = style.find(f"{M}alignment")
        if alignment is not None and alignment.get("wrapText") in ("1", "true"):
            size, bold = fonts[int(style.get("fontId", "0"))]
            found[str(number)] = WrappedStyle(size, bold, int(alignment.get("indent", "0")))
    return found


def _value(parent: etree._Element, name: str, default: str) -> str:
    child = parent.find(f"{M}{name}")
    return default if child is None else child.get("val", default)


def _column_widths(root: etree._Element) -> list[tuple[int, int, float]]:
    columns = root.iterfind(f"{M}cols/{M}col")
    return [(int(c.get("min", "1")), min(int(c.get("max", "1")), 16_384), float(c.get("width", "8.43"))) for c in columns]


@dataclass(frozen=True)
class CompiledSheet:
    """A worksheet ready to be rendered. `parts` are rows and loops from top to bottom."""

    name: str
    part: str
    shell: etree._Element
    parts: tuple[Row | Loop, ...]
    notes: NotesPart | None = None
    notes_removed: bool = False

    @property
    def loops(self) -> tuple[Loop, ...]:
        """The loops from top to bottom."""
        return tuple(part for part in self.parts if isinstance(part, Loop))

    def cell(self, row: int, column: int) -> tuple[Cell | None, Loop | None]:
        """The template's cell at an address, with its loop when it is looped."""
        for part in self.parts:
            loop = part if isinstance(part, Loop) else None
            template = part.row if isinstance(part, Loop) else part
            if template.number == row:
                inside = next((c for c in template.cells if c.column == column), None)
                beside = next((c for c in (loop.outside if loop else ()) if c.column == column), None)
                return (inside, loop) if inside else (beside, None)
        return None, None


def shared_texts(data: bytes | None) -> tuple[tuple[SharedText, ...], bytes | None]:
    """The shared strings, and the part with tagged strings emptied so that no tag is left in the output."""
    if data is None:
        return (), None
    tree = parse_xml(data)
    found = []
    for entry in tree.findall(f"{M}si"):
        phonetic = {t for hint in entry.iter(f"{M}rPh") for t in hint}
        text = "".join(t.text or "" for t in entry.iter(f"{M}t") if t not in phonetic)
        tagged = _has_tag(text)
        found.append(SharedText(text, tagged))
        if tagged:
            for child in list(entry):
                entry.remove(child)
            etree.SubElement(entry, f"{M}t")
    return tuple(found), etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def _has_tag(text: str) -> bool:
    return "{{" in text or "{%" in text


@dataclass(slots=True)
class SheetCompiler:
    """Compiles one worksheet part; problems go to the collector."""

    name: str
    shared: Sequence[SharedText]
    notes: Mapping[tuple[int, int], Note]
    tables: Sequence[TablePart]
    scope: Scope
    problems: Problems
    fonts: Mapping[str, WrappedStyle]

    def compile(self, part: str, data: bytes) -> CompiledSheet | None:
        """The compiled sheet, or None when the part is of a kind that cannot be edited (a problem is noted)."""
        root = parse_xml(data)
        sheet_data = root.find(f"{M}sheetData")
        if sheet_data is None or root.prefix is not None or not root.tag.startswith(f"{{{MAIN}}}"):
            self.problems.add(DAMAGED, None, f"the sheet {self.name!r} is not written as Excel writes it")
            return None
        masters = self._shared_formulas(sheet_data)
        parts = [self._row(number, element, masters) for number, element in _numbered(sheet_data.findall(f"{M}row"))]
        parts = [self._fitted(part, root) if isinstance(part, Loop) else part for part in parts]
        sheet_data.clear()
        sheet_data.text = MARK
        self._check_notes(parts)
        return CompiledSheet(self.name, part, root, tuple(parts))

    def _fitted(self, loop: Loop, root: etree._Element) -> Loop:
        """The loop with the cells that decide its row heights, when its note asks for fitted heights."""
        if not any(note.fitted for (row, _), note in self.notes.items() if row == loop.number):
            return loop
        widths = {number: width for low, high, width in _column_widths(root) for number in range(low, high + 1)}
        found = []
        for cell in loop.row.cells:
            style = self.fonts.get(_STYLE.sub(r"\1", cell.attributes))
            if style is not None:
                points = (widths.get(cell.column, 8.43) * 7 - style.indent * 9) * 0.75 * _CERTAIN
                found.append(Wrapped(cell.column, max(points, 10.0), style.size, style.bold))
        return replace(loop, wrapped=tuple(found))

    def _ref(self, row: int, column: int) -> CellRef:
        return CellRef(self.name, row, column)

    def _check_notes(self, parts: Sequence[Row | Loop]) -> None:
        formulas = {(t.number, c.column) for p in parts for t in [p.row if isinstance(p, Loop) else p] for c in t.cells if c.formula}
        formulas |= {(p.number, c.column) for p in parts if isinstance(p, Loop) for c in p.outside if c.formula}
        rows = {p.number for p in parts}
        for (row, column), note in self.notes.items():
            if note.bad:
                self.problems.add(BAD_NOTE, self._ref(row, column), f"the note line {note.bad!r} is not understood")
            elif note.value is not None and (row, column) not in formulas:
                self.problems.add(BAD_NOTE, self._ref(row, column), "the note gives a value, but the cell has no formula")
            elif note.loop and row not in rows:
                self.problems.add(BAD_LOOP, self._ref(row, column), "the row of the loop is empty")

    def _shared_formulas(self, sheet_data: etree._Element) -> dict[str, tuple[int, int, Formula]]:
        found = {}
        for element in sheet_data.iter(f"{M}f"):
            if element.get("t") == "shared" and element.text:
                cell = element.getparent()
                row, column = address_of(cell.get("r", "")) if cell is not None else (0, 0)
                found[element.get("si", "")] = (row, column, parse(element.text))
        return found

    def _row(self, number: int, element: etree._Element, masters: Mapping[str, tuple[int, int, Formula]]) -> Row | Loop:
        attributes = _attributes(element, "spans")
        scope, loop = self._loop_of(number)
        left, right = self._looped_columns(number) if loop else (1, 0)
        cells: list[Cell] = []
        outside: list[Cell] = []
        for column, cell in _placed(element.findall(f"{M}c")):
            inside = loop is not None and left <= column <= right
            made = self._cell(number, column, cell, scope if inside else self.scope, masters)
            (cells if inside or loop is None else outside).append(made)
        row = Row(number, attributes, tuple(cells))
        if loop is None:
            return row
        variable, source = loop
        return Loop(row, variable, source, tuple(outside), self._needs_counts(row))

    def _loop_of(self, number: int) -> tuple[Scope, tuple[str, Any] | None]:
        notes = [(column, note.loop) for (row, column), note in sorted(self.notes.items()) if row == number and note.loop]
        if not notes:
            return self.scope, None
        if len(notes) > 1:
            self.problems.add(BAD_LOOP, self._ref(number, notes[1][0]), "a second loop in the same row")
        column, (variable, expression) = notes[0]
        if variable in ("loop", "c", "item"):
            self.problems.add(BAD_LOOP, self._ref(number, column), f"{variable!r} cannot be the name of a row")
        try:
            source = parse_expression(expression, self.scope)
        except TagError as error:
            self.problems.add_tag(self._ref(number, column), error)
            return self.scope.with_variable(variable, None).with_variable("loop", None), None
        return self.scope.with_variable(variable, item_kind(source.kind)).with_variable("loop", LOOP_NAMES), (variable, source)

    def _looped_columns(self, number: int) -> tuple[int, int]:
        for table in self.tables:
            if table.first_data_row <= number <= table.last_data_row:
                if table.first_data_row != table.last_data_row:
                    self.problems.add(BAD_LOOP, self._ref(number, table.left), f"the table {table.name} has several data rows")
                return table.left, table.right
        return 1, 16_384

    def _needs_counts(self, row: Row) -> bool:
        """Whether a formula of the row refers to anything but its own row: then all row counts must be known first."""
        references = [ref for cell in row.cells if cell.formula for ref in cell.formula.references]
        return any(not self._in_own_row(ref, row.number) for ref in references)

    @staticmethod
    def _in_own_row(ref: Reference, number: int) -> bool:
        corners = [ref.first] + ([ref.last] if ref.last else [])
        return ref.sheet is None and all(corner.row in (0, number) and not corner.fixed_row for corner in corners)

    def _cell(self, row: int, column: int, element: etree._Element, scope: Scope, masters: Mapping[str, tuple[int, int, Formula]]) -> Cell:
        attributes = _attributes(element, "t")
        formula = element.find(f"{M}f")
        if formula is not None:
            return self._formula_cell(row, column, attributes, formula, scope, masters)
        kind = element.get("t", "n")
        text, ready = self._text(element, kind)
        header = any(table.header_row == row and table.left <= column <= table.right for table in self.tables)
        if text is not None and _has_tag(text):
            content = self._content(text, scope, self._ref(row, column))
            if content is not None:
                return Cell(column, attributes, content=content, header=header)
        return Cell(column, attributes, rest=ready, constant=text if text is not None else _number(element, kind))

    def _text(self, element: etree._Element, kind: str) -> tuple[str | None, str]:
        """The text of a text cell (None for others) and the ready rest of the element."""
        value = element.findtext(f"{M}v")
        if kind == "s" and value is not None:
            entry = self.shared[int(value)] if int(value) < len(self.shared) else SharedText("", False)
            return entry.text, f' t="s"><v>{value}</v></c>'
        inline = element.find(f"{M}is")
        if kind == "inlineStr" and inline is not None:
            text = "".join(t.text or "" for t in inline.iter(f"{M}t"))
            if inline.find(f"{M}r") is None:
                return text, cell_text(text)
            return text, f' t="inlineStr">{etree.tostring(inline, with_tail=False).decode()}</c>'
        if value is None:
            return None, "/>"
        return None, ("" if kind == "n" else f' t="{kind}"') + f"><v>{value}</v></c>"

    def _content(self, text: str, scope: Scope, place: CellRef) -> Content | None:
        try:
            return parse_content(text, scope)
        except TagError as error:
            self.problems.add_tag(place, error)
            return None

    def _formula_cell(
        self, row: int, column: int, attributes: str, element: etree._Element, scope: Scope, masters: Mapping[str, tuple[int, int, Formula]]
    ) -> Cell:
        formula = parse(element.text or "")
        if element.get("t") == "shared" and element.get("si", "") in masters and not element.text:
            top, left, master = masters[element.get("si", "")]
            formula = parse(master.translated(row - top, column - left))
        array = element.get("ref", "") if element.get("t") == "array" else ""
        note = self.notes.get((row, column))
        made = Cell(column, attributes, formula=formula, array=array)
        if note is None or note.value is None:
            self.problems.add(NO_VALUE, self._ref(row, column), "the formula has no note `value: …`")
            return made
        if note.value.lower() == "none":
            return made
        try:
            return replace(made, value=parse_expression(note.value, scope))
        except TagError as error:
            self.problems.add_tag(self._ref(row, column), error)
            return made


def _numbered(rows: Sequence[etree._Element]) -> list[tuple[int, etree._Element]]:
    out, number = [], 0
    for row in rows:
        number = int(row.get("r") or number + 1)
        out.append((number, row))
    return out


def _placed(cells: Sequence[etree._Element]) -> list[tuple[int, etree._Element]]:
    out, column = [], 0
    for cell in cells:
        column = address_of(cell.get("r", ""))[1] or column + 1
        out.append((column, cell))
    return out


def _attributes(element: etree._Element, besides: str) -> str:
    kept = ((str(name), str(value)) for name, value in element.attrib.items())
    return "".join(f' {name}="{attribute(value)}"' for name, value in kept if name not in ("r", besides) and "}" not in name)


def _number(element: etree._Element, kind: str) -> Any:
    value = element.findtext(f"{M}v")
    if value is None or kind == "e":
        return None
    try:
        return value == "1" if kind == "b" else float(value)
    except ValueError:
        return value
