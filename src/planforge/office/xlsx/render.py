"""Renders a compiled workbook: counts first, then one shift map, then every part that names a row.

A source without length (a generator) is written while it is read, in memory that does not grow with its rows, unless a
formula of its row or a chart needs to know rows elsewhere.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping, Sequence, Sized
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from planforge.diagnostics.finding import Finding
from planforge.errors import TemplateError
from planforge.office.limits import Budget, Exceeded, Limits
from planforge.office.package import Member, deflated, parse_xml, relationships_name, zip_bytes
from planforge.office.xlsx.charts import Binding
from planforge.office.xlsx.expressions import LoopState, shown
from planforge.office.xlsx.formulas import Reference, column_name, parse, unescaped_column_name
from planforge.office.xlsx.notes import M, xml_bytes
from planforge.office.xlsx.parts import WorkbookParts
from planforge.office.xlsx.rows import Loop, RowWriter
from planforge.office.xlsx.sheets import CompiledSheet
from planforge.office.xlsx.shell import rendered_shell
from planforge.office.xlsx.shift import LAST_ROW, SheetShift, ShiftMap
from planforge.office.xlsx.stream import MemberStream
from planforge.office.xlsx.values import CellWriter, Link
from planforge.values import CellRef, column_letters

LIMITS = Limits(steps=5_000_000, bytes=4 * 1024**3, seconds=900.0)
"""What a workbook may take: more than a deck, since its rows are written as a stream."""
_LINK_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_BEFORE_CALCULATION = {
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups",
    "externalReferences", "definedNames", "AlternateContent", "revisionPtr", "absPath",
}  # fmt: skip
_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_CORE = "docProps/core.xml"
_LANGUAGE = "{http://purl.org/dc/elements/1.1/}language"


@dataclass(frozen=True, slots=True)
class RenderedWorkbook:
    """The bytes of a finished .xlsx and what had to be changed to write it."""

    data: bytes
    findings: tuple[Finding, ...] = ()


@dataclass(slots=True)
class _Rows:
    """The rows of one loop: items that can be read again, or a stretch that is compressed already."""

    items: Sequence[Any] = ()
    stretch: MemberStream | None = None
    count: int = 0


@dataclass(slots=True)
class _Rendering:
    """One render in progress."""

    book: WorkbookParts
    context: Any
    shift: ShiftMap = field(default_factory=ShiftMap)
    rows: dict[tuple[str, int], _Rows] = field(default_factory=dict)
    early_links: dict[str, list[tuple[str, Link]]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    budget: Budget = field(default_factory=lambda: Budget(LIMITS))

    def writer(self, sheet: CompiledSheet, shift: ShiftMap) -> RowWriter:
        write = CellWriter(from_1904=self.book.from_1904)
        return RowWriter(sheet.name, self.context, shift, self.fill, write, self.book.name, findings=self.findings)

    def say(self, text: str) -> str:
        """A text outside cells with its tags filled."""
        content = self.book.texts.get(text)
        return shown(content.evaluate(self.context)) if content else text

    def fill(self, name: str) -> str:
        """A tagged column name of a structured reference, filled as its header cell is."""
        return column_name(" ".join(self.say(unescaped_column_name(name)).split()))

    # ------------------------------------------------------------------------------------------------------- counts

    def count_rows(self) -> None:
        """Reads the sources of all loops and makes the shift map."""
        shifts: dict[str, SheetShift] = {}
        for sheet in self.book.sheets:
            growth: tuple[tuple[int, int], ...] = ()
            for loop in sheet.loops:
                above = ShiftMap({sheet.name.lower(): SheetShift(growth)})
                rows = self._read(sheet, loop, above)
                self.rows[sheet.name, loop.number] = rows
                growth = (*growth, (loop.number, max(1, rows.count) - 1))
            shifts[sheet.name.lower()] = SheetShift(growth)
            if sheet.loops and shifts[sheet.name.lower()].first(sheet.parts[-1].number) > LAST_ROW:
                raise TemplateError(f"{self.book.name}: the rows of the sheet {sheet.name!r} do not fit on it.", "Filter them first.")
        self.shift = ShiftMap(shifts)

    def _read(self, sheet: CompiledSheet, loop: Loop, above: ShiftMap) -> _Rows:
        place = f"{self.book.name}, {CellRef(sheet.name, loop.number, 1)}"
        try:
            source = loop.source.evaluate(self.context)
        except Exception as error:
            raise TemplateError(f"{place}: {loop.source.source} cannot be read: {error}.") from error
        if not isinstance(source, Iterable) or isinstance(source, (str, bytes)):
            raise TemplateError(f"{place}: {loop.source.source} is not a list of rows.", "Loop over a list or another iterable.")
        if isinstance(source, Mapping):
            source = list(source.values())
        if isinstance(source, Sequence):
            return _Rows(source, count=len(source))
        if isinstance(source, Sized) or loop.needs_counts or (sheet.name, loop.number) in self.book.fed:
            items: list[Any] = [*self.budget.each(source)]
            return _Rows(items, count=len(items))
        return self._streamed(sheet, loop, source, above)

    def _streamed(self, sheet: CompiledSheet, loop: Loop, source: Iterable[Any], above: ShiftMap) -> _Rows:
        stretch, count = MemberStream(), 0
        writer = self.writer(sheet, above)
        for number, piece in writer.chunks(loop, source):
            stretch.write(piece)
            self._count(number, piece)
            count += number
        self.early_links.setdefault(sheet.name, []).extend(writer.links)
        return _Rows(stretch=stretch, count=count)

    def _count(self, rows: int, piece: bytes) -> None:
        """Counts some hundred rows at once, which costs nothing beside writing them."""
        self.budget.steps -= rows
        self.budget.wrote(len(piece))

    # ------------------------------------------------------------------------------------------------------- sheets

    def sheet(self, sheet: CompiledSheet) -> tuple[Member, list[tuple[str, Link]]]:
        """The written sheet and its links."""
        writer = self.writer(sheet, self.shift)
        stream = MemberStream()
        before, _ = rendered_shell(sheet, self.shift, self.fill, self._header_footer, (), self._dimension(sheet))
        stream.write(before)
        for part in sheet.parts:
            if not isinstance(part, Loop):
                stream.write(writer.row(part).encode())
                continue
            rows = self.rows[sheet.name, part.number]
            if rows.stretch is not None:
                stream.append(rows.stretch)
            else:
                for number, piece in writer.chunks(part, rows.items):
                    stream.write(piece)
                    self._count(number, piece)
        links = self.early_links.get(sheet.name, []) + writer.links
        named = _with_relations(links)
        _, after = rendered_shell(sheet, self.shift, self.fill, self._header_footer, named, self._dimension(sheet))
        stream.write(after)
        return stream.member(sheet.part), links

    def _header_footer(self, text: str) -> str:
        content = self.book.texts.get(text)
        if content is None:
            return text
        pieces = (p if isinstance(p, str) else shown(p.evaluate(self.context)).replace("&", "&&") for p in content.pieces)
        return "".join(pieces)

    def _dimension(self, sheet: CompiledSheet) -> str:
        columns = [c.column for part in sheet.parts for c in (part.row.cells + part.outside if isinstance(part, Loop) else part.cells)]
        if not columns:
            return ""
        rows = self.shift.of(sheet.name)
        numbers = [part.number for part in sheet.parts]
        return f"{column_letters(min(columns))}{rows.first(numbers[0])}:{column_letters(max(columns))}{rows.last(numbers[-1])}"

    # ------------------------------------------------------------------------------------------------------- other parts

    def tables(self) -> dict[str, bytes]:
        """The table parts; their column names are what the header cells show."""
        out = {}
        by_name = {sheet.name: sheet for sheet in self.book.sheets}
        for table in self.book.tables:
            sheet = by_name[table.sheet]
            headers = {}
            for column in range(table.left, table.right + 1) if table.header_row else ():
                cell, _ = sheet.cell(table.header_row, column)
                if cell is not None and cell.content is not None:
                    headers[column] = str(cell.evaluate(self.context, None, None))
            out[table.part] = table.rendered(self.shift, self.fill, headers)
        return out

    def values(self, reference: Reference) -> list[Any] | None:
        """The written values of a template range, looped rows unrolled; None when they are not known."""
        sheet = next((s for s in self.book.sheets if s.name.lower() == (reference.sheet or "").lower()), None)
        first, last = reference.first, reference.last or reference.first
        if sheet is None or not first.row or not first.column:
            return None
        found: list[Any] = []
        for row in range(first.row, last.row + 1):
            columns = range(first.column, last.column + 1)
            cells = [sheet.cell(row, column) for column in columns]
            loop = next((loop for _, loop in cells if loop is not None), None)
            items = self.rows[sheet.name, loop.number].items if loop else ()
            if loop is None or not items:
                found += [cell.evaluate(self.context, None, None) if cell and not loop else None for cell, _ in cells]
                continue
            for index, item in enumerate(items, 1):
                found += [cell.evaluate(self.context, item, LoopState(index)) if cell else None for cell, _ in cells]
        return found

    def drawings(self) -> dict[str, bytes]:
        """The charts and drawings."""
        out: dict[str, bytes] = {}
        bound: dict[str, Binding] = {}
        for drawing in self.book.drawings:
            targets = self.book.chart_targets.get(drawing.part, {})
            bound.update({targets[relation]: binding for relation, binding in drawing.bindings.items() if relation in targets})
            alts = {relation: shown(b.alt.evaluate(self.context)) if b.alt else "" for relation, b in drawing.bindings.items()}
            out[drawing.part] = self._said(drawing.rendered(self.shift, alts))
        for chart in self.book.charts:
            cross = (bound[chart.part].cross or {}) if chart.part in bound else {}
            crossings = {axis: tag.evaluate(self.context) for axis, tag in cross.items()}
            out[chart.part] = self._said(chart.rendered(self.shift, self.values, crossings))
        return out

    def _said(self, tree: etree._Element) -> bytes:
        for element in tree.iter(_TEXT):
            if element.text and "{{" in element.text:
                element.text = self.say(element.text)
        return xml_bytes(tree)

    def workbook(self) -> bytes:
        """The workbook part: names moved, full calculation asked for."""
        tree = copy.deepcopy(self.book.workbook[1])
        for element in tree.iter(f"{M}definedName"):
            if element.text:
                element.text = parse(element.text).text(self.shift, "", self.fill, grow_cells=True)
        calculation = tree.find(f"{M}calcPr")
        if calculation is None:
            calculation = etree.Element(f"{M}calcPr")
            places = [i for i, e in enumerate(tree) if isinstance(e.tag, str) and etree.QName(e).localname in _BEFORE_CALCULATION]
            tree.insert(max(places) + 1, calculation)
        calculation.set("fullCalcOnLoad", "1")
        return xml_bytes(tree)


def _with_relations(links: Sequence[tuple[str, Link]]) -> list[tuple[str, str, Link]]:
    """Links with relationship ids: one id per outside file or address, none for cells of this workbook."""
    ids: dict[str, str] = {}
    out = []
    for address, link in links:
        file = _outside(link)
        out.append((address, ids.setdefault(file, f"rIdLink{len(ids) + 1}") if file else "", link))
    return out


def _outside(link: Link) -> str:
    """What goes into the relationship: the whole address of a page, the file of a link with a place behind `#`."""
    return link.target.partition("#")[0]


def _relations(tree: etree._Element | None, links: Sequence[tuple[str, Link]]) -> bytes:
    root = copy.deepcopy(tree) if tree is not None else etree.fromstring(f'<Relationships xmlns="{_PACKAGE_RELATIONS}"/>')
    added: set[str] = set()
    for _, relation, link in _with_relations(links):
        if relation and relation not in added:
            added.add(relation)
            attributes = {"Id": relation, "Type": _LINK_TYPE, "Target": _outside(link), "TargetMode": "External"}
            etree.SubElement(root, f"{{{_PACKAGE_RELATIONS}}}Relationship", attributes)
    return xml_bytes(root)


def render_workbook(book: WorkbookParts, context: Any, lang: str) -> RenderedWorkbook:
    """All parts of a finished workbook, zipped.

    Raises:
        TemplateError: a value cannot be found or written.
    """
    members, findings = rendered_members(book, context, lang)
    return RenderedWorkbook(zip_bytes(members), findings)


def rendered_members(book: WorkbookParts, context: Any, lang: str) -> tuple[Iterable[Member], tuple[Finding, ...]]:
    """The members of a finished workbook, ready to be written, and the findings; raises as `render_workbook` does."""
    work = _Rendering(book, context)
    try:
        return _members(work, lang), tuple(work.findings)
    except Exceeded as error:
        raise TemplateError(f"{book.name or 'The template'} takes too much: {error}.", "Loop over less, or split the workbook.") from error


def _members(work: _Rendering, lang: str) -> Iterable[Member]:
    book = work.book
    work.count_rows()
    members = dict(book.members)
    plain: dict[str, bytes] = {book.workbook[0]: work.workbook(), **work.tables(), **work.drawings()}
    for sheet in book.sheets:
        if sheet.part not in book.live:
            continue
        members[sheet.part], links = work.sheet(sheet)
        if links or sheet.part in book.relations:
            plain[relationships_name(sheet.part)] = _relations(book.relations.get(sheet.part), links)
        if sheet.notes is not None:
            plain.update(sheet.notes.rendered(work.shift, sheet.name))
    if book.core is not None:
        plain[_CORE] = _with_language(book.core, lang)
    members.update({name: deflated(name, data) for name, data in plain.items()})
    return members.values()


def _with_language(core: bytes, lang: str) -> bytes:
    tree = parse_xml(core)
    element = tree.find(_LANGUAGE)
    if element is not None:
        element.text = lang
    return xml_bytes(tree)
