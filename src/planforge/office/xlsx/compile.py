"""Compiles a tagged .xlsx: every part is read once, tags and formulas are understood once, problems are all reported together."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from lxml import etree

from planforge.diagnostics.finding import Finding
from planforge.errors import TemplateError
from planforge.office.package import (
    CONTENT_TYPES,
    deflated,
    parse_xml,
    read_parts,
    relationships,
    relationships_name,
    write_atomically,
    zip_chunks,
)
from planforge.office.xlsx.charts import ChartPart, DrawingPart, read_drawing
from planforge.office.xlsx.expressions import Content, Scope, TagError, parse_content
from planforge.office.xlsx.formulas import Formula, parse, unescaped_column_name
from planforge.office.xlsx.notes import M, Note, NotesPart, split_notes, xml_bytes
from planforge.office.xlsx.parts import WorkbookParts
from planforge.office.xlsx.problems import BAD_HEADER, DAMAGED, Problems
from planforge.office.xlsx.render import RenderedWorkbook, render_workbook, rendered_members
from planforge.office.xlsx.rows import Cell, Loop, Row
from planforge.office.xlsx.sheets import RELATION, CompiledSheet, SharedText, SheetCompiler, WrappedStyle, shared_texts, wrapped_styles
from planforge.office.xlsx.tables import TablePart, read_table
from planforge.values import CellRef

_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_CORE = "docProps/core.xml"
_HEADER_FOOTER = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")


@dataclass(frozen=True)
class CompiledWorkbook(WorkbookParts):
    """A tagged workbook, ready to be rendered any number of times."""

    def render(self, context: Any, *, lang: str = "en-GB") -> RenderedWorkbook:
        """The workbook for a context; `lang` is written as the document's language.

        Raises:
            TemplateError: a value cannot be found or written; the message names sheet, cell and tag.
        """
        return render_workbook(self, context, lang)

    def render_to(self, path: Path, context: Any, *, lang: str = "en-GB") -> tuple[Finding, ...]:
        """Writes the workbook for a context to a file, whole or not at all, and returns the findings.

        Rows from a source without length go through in memory that does not grow with their number.

        Raises:
            TemplateError: as for `render`.
            OutputError: the file cannot be written.
        """
        members, findings = rendered_members(self, context, lang)
        write_atomically(path, zip_chunks(members))
        return findings


def compile_workbook(source: Path | bytes, *, context: type | None = None, name: str = "") -> CompiledWorkbook:
    """A compiled template; the same content and context type are compiled once per process.

    Args:
        source: the tagged .xlsx.
        context: the dataclass whose attributes tags may name; None checks no names.
        name: what to call the template in messages.

    Raises:
        TemplateError: the template has problems; the message lists them all with sheet and cell.
    """
    data = source if isinstance(source, bytes) else _read(source)
    return _compiled(
        hashlib.sha256(data).digest(), _Source(data), context, name or (source.name if isinstance(source, Path) else "workbook")
    )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise TemplateError(f"{path.name} cannot be read: {error.strerror or error}.", "Check the path.") from error


class _Source:
    """Bytes that do not count for the cache's key, because their digest does."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Source)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=16)
def _compiled(_digest: bytes, source: _Source, context: type | None, name: str) -> CompiledWorkbook:
    return _Compiler(read_parts(source.data, name), name, Scope(context)).compile()


class _Compiler:
    """Takes a package apart. One instance compiles one template."""

    def __init__(self, parts: dict[str, bytes], name: str, scope: Scope) -> None:
        self.parts = parts
        self.name = name
        self.scope = scope
        self.problems = Problems(name)
        self.texts: dict[str, Content] = {}
        self.tables: list[TablePart] = []
        self.charts: list[ChartPart] = []
        self.drawings: list[DrawingPart] = []
        self.relations: dict[str, etree._Element] = {}
        self.notes_parts: list[str] = []
        self.fonts: dict[str, WrappedStyle] = {}

    def compile(self) -> CompiledWorkbook:
        book_part = next((r.target for r in relationships(self.parts, "") if r.kind == "officeDocument"), "")
        if book_part not in self.parts:
            raise TemplateError(f"{self.name} is not an Excel workbook.", "Save it again in Excel as .xlsx.")
        book = parse_xml(self.parts[book_part])
        targets = {r.id: r for r in relationships(self.parts, book_part)}
        strings_part = next((r.target for r in targets.values() if r.kind == "sharedStrings"), "")
        shared, emptied = shared_texts(self.parts.get(strings_part))
        if emptied is not None and any(entry.tagged for entry in shared):
            self.parts[strings_part] = emptied
        styles_part = next((r.target for r in targets.values() if r.kind == "styles"), "")
        self.fonts = wrapped_styles(self.parts.get(styles_part))
        sheets = []
        for element in book.iter(f"{M}sheet"):
            target = targets.get(element.get(f"{{{RELATION}}}id", ""))
            if target is not None and target.kind == "worksheet" and target.target in self.parts:
                sheet = self._sheet(element.get("name", ""), target.target, shared)
                sheets += [sheet] if sheet else []
        for target in targets.values():
            if target.kind == "chartsheet":
                self._drawings(target.target, "")
        self._remove_calculation_chain(book_part)
        self.relations = {s.part: parse_xml(self.parts[n]) for s in sheets if (n := relationships_name(s.part)) in self.parts}
        self._check_headers(sheets)
        self._chart_texts()
        self.problems.raise_any()
        return self._assembled(book_part, book, sheets)

    def _assembled(self, book_part: str, book: etree._Element, sheets: list[CompiledSheet]) -> CompiledWorkbook:
        live = frozenset(s.part for s in sheets if self._is_live(s))
        made = {book_part, *live, *(t.part for t in self.tables), *(c.part for c in self.charts), *(d.part for d in self.drawings)}
        made |= {relationships_name(part) for part in live} | set(self.notes_parts) | {_CORE}
        members = {name: deflated(name, data) for name, data in self.parts.items() if name not in made}
        properties = book.find(f"{M}workbookPr")
        fed = {(ref.sheet or "").lower() for chart in self.charts for ref in chart.references()}
        return CompiledWorkbook(
            name=self.name,
            members=members,
            sheets=tuple(sheets),
            live=live,
            tables=tuple(self.tables),
            charts=tuple(self.charts),
            drawings=tuple(self.drawings),
            workbook=(book_part, book),
            relations=self.relations,
            texts=self.texts,
            chart_targets={d.part: {r.id: r.target for r in relationships(self.parts, d.part)} for d in self.drawings},
            core=self.parts.get(_CORE),
            fed=frozenset((s.name, loop.number) for s in sheets if s.name.lower() in fed for loop in s.loops),
            from_1904=properties is not None and properties.get("date1904") in ("1", "true"),
        )

    def _sheet(self, name: str, part: str, shared: tuple[SharedText, ...]) -> CompiledSheet | None:
        if "{{" in name:
            self.problems.add(DAMAGED, None, f"the sheet name {name!r} holds a tag; sheets are not looped")
        related = relationships(self.parts, part)
        tables = [read_table(r.target, self.parts[r.target], name) for r in related if r.kind == "table" and r.target in self.parts]
        self.tables += tables
        self._drawings(part, name)
        notes, kept, removed = self._notes(part)
        compiled = SheetCompiler(name, shared, notes, tables, self.scope, self.problems, self.fonts).compile(part, self.parts[part])
        if compiled is None:
            return None
        if removed:
            for element in list(compiled.shell.iter(f"{M}legacyDrawing")):
                compiled.shell.remove(element)
        self._sheet_texts(compiled)
        for table in tables:
            self._formula_texts(table.formulas, CellRef(name, table.top, table.left))
        return CompiledSheet(compiled.name, part, compiled.shell, compiled.parts, kept, removed)

    def _notes(self, part: str) -> tuple[dict[tuple[int, int], Note], NotesPart | None, bool]:
        """Directives by cell, the real notes, and whether the sheet lost all of its notes."""
        related = relationships(self.parts, part)
        comments = next((r for r in related if r.kind == "comments" and r.target in self.parts), None)
        if comments is None:
            return {}, None, False
        drawing = next((r for r in related if r.kind == "vmlDrawing" and r.target in self.parts), None)
        found, tree, shapes = split_notes(self.parts[comments.target], self.parts[drawing.target] if drawing else None)
        if tree is not None:
            self.notes_parts += [comments.target, *([drawing.target] if drawing and shapes is not None else [])]
            return found, NotesPart(comments.target, tree, drawing.target if drawing else "", shapes), False
        gone = {comments.target, *([drawing.target] if drawing else [])}
        self._remove(part, gone)
        return found, None, True

    def _remove(self, owner: str, gone: set[str]) -> None:
        """Takes parts out of the package with their relationships and content types."""
        ids = {r.id for r in relationships(self.parts, owner) if r.target in gone}
        name = relationships_name(owner)
        tree = parse_xml(self.parts[name])
        for element in list(tree):
            if element.get("Id") in ids:
                tree.remove(element)
        self.parts[name] = xml_bytes(tree)
        types = parse_xml(self.parts[CONTENT_TYPES])
        for element in list(types):
            if (element.get("PartName") or "").lstrip("/") in gone:
                types.remove(element)
        self.parts[CONTENT_TYPES] = xml_bytes(types)
        for part in gone:
            self.parts.pop(part, None)
            self.parts.pop(relationships_name(part), None)

    def _remove_calculation_chain(self, book_part: str) -> None:
        chains = {r.target for r in relationships(self.parts, book_part) if r.kind == "calcChain"}
        if chains:
            self._remove(book_part, chains)

    def _drawings(self, owner: str, sheet: str) -> None:
        for drawing in relationships(self.parts, owner):
            if drawing.kind != "drawing" or drawing.target not in self.parts:
                continue
            self.drawings.append(read_drawing(drawing.target, self.parts[drawing.target], sheet, self.scope, self.problems))
            for chart in relationships(self.parts, drawing.target):
                if chart.kind == "chart" and chart.target in self.parts:
                    self.charts.append(ChartPart(chart.target, parse_xml(self.parts[chart.target]), sheet))

    def _sheet_texts(self, sheet: CompiledSheet) -> None:
        for part in sheet.parts:
            row = part.row if isinstance(part, Loop) else part
            cells = (*row.cells, *(part.outside if isinstance(part, Loop) else ()))
            for cell in cells:
                if cell.formula:
                    self._formula_texts([cell.formula], CellRef(sheet.name, row.number, cell.column))
        for element in sheet.shell.iter(*(f"{M}{name}" for name in _HEADER_FOOTER)):
            self._text(element.text, None)
        rules = sheet.shell.iter(f"{M}formula", f"{M}formula1", f"{M}formula2")
        self._formula_texts([parse(e.text) for e in rules if e.text], None)

    def _chart_texts(self) -> None:
        for tree in (*(c.tree for c in self.charts), *(d.tree for d in self.drawings)):
            for element in tree.iter(_TEXT):
                self._text(element.text, None)

    def _formula_texts(self, formulas: Iterable[Formula], place: CellRef | None) -> None:
        for formula in formulas:
            for name in formula.column_names:
                self._text(unescaped_column_name(name), place)

    def _text(self, text: str | None, place: CellRef | None) -> None:
        if text and "{{" in text:
            try:
                self.texts[text] = parse_content(text, self.scope)
            except TagError as error:
                self.problems.add_tag(place, error)

    def _check_headers(self, sheets: list[CompiledSheet]) -> None:
        by_name = {sheet.name: sheet for sheet in sheets}
        for table in self.tables:
            sheet = by_name.get(table.sheet)
            if sheet is None or not table.header_row:
                continue
            for number, column in enumerate(table.columns, table.left):
                cell, _ = sheet.cell(table.header_row, number)
                shown = _header_text(cell)
                name = column.get("name", "").replace("_x000a_", "\n")
                if shown != name:
                    place = CellRef(sheet.name, table.header_row, number)
                    self.problems.add(BAD_HEADER, place, f"the table {table.name} calls the column {name!r}, the cell says {shown!r}")

    @staticmethod
    def _is_live(sheet: CompiledSheet) -> bool:
        cells = [c for p in sheet.parts if isinstance(p, Row) for c in p.cells]
        shell = sheet.shell
        rules = next(shell.iter(f"{M}formula", f"{M}formula1", "{*}f"), None) is not None
        texts = any("{{" in (e.text or "") for e in shell.iter(*(f"{M}{name}" for name in _HEADER_FOOTER)))
        return bool(sheet.loops) or sheet.notes_removed or sheet.notes is not None or rules or texts or any(c.rest is None for c in cells)


def _header_text(cell: Cell | None) -> str:
    if cell is None:
        return ""
    if cell.content is not None:
        return cell.content.text
    return str(cell.constant if cell.constant is not None else "")
