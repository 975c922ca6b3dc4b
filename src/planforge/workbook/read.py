"""Reads a workbook's cells with their addresses. No meaning yet: that is `bind`."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final
from xml.parsers import expat

from python_calamine import CalamineWorkbook

from planforge.errors import InputError
from planforge.office.archive import stored, zip_bytes
from planforge.values import CellRef, SourceFile
from planforge.workbook.guard import Package, damaged, load_bytes
from planforge.workbook.scan import SheetScan, scan_sheet

CellValue = str | float | bool | date | datetime | time | timedelta
"""What a cell holds; an empty cell holds the empty text."""

MAX_CELLS: Final = 4_000_000
"""Cells, empty ones included, that the used areas of all sheets may have together."""

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass(frozen=True, slots=True, kw_only=True)
class RawSheet:
    """One worksheet's cells.

    Attributes:
        rows: values from cell A1 on: `rows[0][0]` is A1. Rows are all of one length.
        merges: merged ranges as (top, left, bottom, right), counted from 1.
        errors: cells with an error value and its text, such as `#DIV/0!`; in `rows` they are empty.
        formulas_without_value: formulas that no program has calculated yet; in `rows` they are empty.
        cut: how many cells with content lie beyond the limits and were not read.
    """

    name: str
    rows: tuple[Sequence[CellValue], ...] = ()
    hidden: bool = False
    merges: tuple[tuple[int, int, int, int], ...] = ()
    errors: Mapping[CellRef, str] = field(default_factory=dict)
    formulas_without_value: frozenset[CellRef] = frozenset()
    cut: int = 0

    def value(self, row: int, column: int) -> CellValue:
        """The value at a 1-based place; empty text outside the used cells."""
        if 0 < row <= len(self.rows) and 0 < column <= len(self.rows[row - 1]):
            return self.rows[row - 1][column - 1]
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawWorkbook:
    """All worksheets in tab order. `properties` are custom document properties and constant names, by lower-case name."""

    source: SourceFile
    sheets: tuple[RawSheet, ...] = ()
    properties: Mapping[str, str] = field(default_factory=dict)


def read_workbook(path: Path) -> RawWorkbook:
    """The cells of an .xlsx file, as Excel last calculated them. The file is only read, never changed.

    Raises:
        InputError: the file is missing, no workbook, damaged, protected, or larger than the limits in `guard`.
    """
    return read_workbook_bytes(load_bytes(path), path.name)


def read_workbook_bytes(data: bytes, name: str) -> RawWorkbook:
    """The cells of an .xlsx file that is already in memory; `name` stands in messages. Raises InputError."""
    source = SourceFile(name, hashlib.sha256(data).hexdigest(), len(data))
    package = Package(name, data)
    try:
        return _read(package, source)
    except InputError:
        raise
    except MemoryError as error:
        raise InputError(f"{name} needs more memory than there is.", "Remove unused sheets and cells.") from error
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # a panic of the value reader is no Exception
        raise damaged(name) from error


@dataclass(frozen=True, slots=True)
class _Sheet:
    name: str
    part: str
    hidden: bool


def _read(package: Package, source: SourceFile) -> RawWorkbook:
    main = _main_part(package)
    folder = main.rpartition("/")[0]
    relations = {target.id: target for target in _relations(package, main)}
    listed = _sheets(package.read(main))
    sheets = []
    for name, relation, hidden in listed.sheets:
        target = relations.get(relation)
        if target is None:
            raise InputError(f"{source.name} is damaged: nothing is stored for its sheet {name}.", "Open it in Excel and save it again.")
        if target.kind == "worksheet":
            sheets.append(_Sheet(name, _resolve(folder, target.path), hidden))
    if not sheets:
        raise InputError(f"{source.name} has no worksheet.", "Name the account plan's workbook.")
    scans = [scan_sheet(package.read(sheet.part)) for sheet in sheets]
    shared = {r.kind: package.read(_resolve(folder, r.path)) for r in relations.values() if r.kind in ("sharedStrings", "styles")}
    values = CalamineWorkbook.from_filelike(_plain_copy(sheets, scans, shared, listed.date1904))
    read: list[RawSheet] = []
    cells = 0
    for position, (sheet, scan) in enumerate(zip(sheets, scans, strict=True)):
        used = values.get_sheet_by_index(position)
        cells += used.total_height * used.total_width
        if cells > MAX_CELLS:
            raise InputError(f"{source.name} has more than {MAX_CELLS:,} cells in use.", "Delete unused rows, columns and sheets.")
        read.append(_raw_sheet(used, sheet, scan))
    return RawWorkbook(source=source, sheets=tuple(read), properties=_custom_properties(package) | listed.names)


def _raw_sheet(values: Any, sheet: _Sheet, scan: SheetScan) -> RawSheet:
    return RawSheet(
        name=sheet.name,
        rows=tuple(values.to_python(skip_empty_area=False)),
        hidden=sheet.hidden,
        merges=tuple((top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in values.merged_cell_ranges or ()),
        errors={CellRef(sheet.name, *place): text for place, text in scan.errors.items()},
        formulas_without_value=frozenset(CellRef(sheet.name, *place) for place in scan.bare_formulas),
        cut=scan.cut,
    )


@dataclass(frozen=True, slots=True)
class _Relation:
    id: str
    kind: str
    path: str


def _relations(package: Package, part: str) -> list[_Relation]:
    folder, _, leaf = part.rpartition("/")
    where = f"{folder}/_rels/{leaf}.rels" if folder else f"_rels/{leaf}.rels"
    found: list[_Relation] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.endswith("Relationship") and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            found.append(_Relation(attributes.get("Id", ""), kind, attributes.get("Target", "")))

    _parse(package.read(where), start)
    return found


def _main_part(package: Package) -> str:
    for relation in _relations(package, "") if "_rels/.rels" in package else ():
        if relation.kind == "officeDocument":
            part = relation.path.lstrip("/")
            if part in package:
                return part
    if "xl/workbook.xml" in package:
        return "xl/workbook.xml"
    raise InputError(f"{package.name} has no workbook part inside.", "Open it in Excel and save it again.")


def _resolve(folder: str, target: str) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    steps: list[str] = folder.split("/") if folder else []
    for step in target.split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step != ".":
            steps.append(step)
    return "/".join(steps)


@dataclass(slots=True)
class _Listed:
    sheets: list[tuple[str, str, bool]] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    date1904: bool = False


def _sheets(xml: bytes) -> _Listed:
    listed = _Listed()
    texts = _Texts("definedName", "name", listed.names)

    def start(name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag == "sheet":
            relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            listed.sheets.append((attributes.get("name", ""), relation, attributes.get("state", "visible") != "visible"))
        elif tag == "workbookPr":
            listed.date1904 = attributes.get("date1904", "0") in ("1", "true")
        texts.start(tag, attributes)

    _parse(xml, start, texts.end, texts.characters)
    listed.names = {name: text.strip('"') for name, text in listed.names.items() if "!" not in text and "#" not in text}
    return listed


class _Texts:
    """Collects the text inside elements of one name, keyed by one of their attributes in lower case."""

    def __init__(self, tag: str, key: str, into: dict[str, str]) -> None:
        self._tag, self._key, self._into, self._current = tag, key, into, ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == self._tag:
            self._current = attributes.get(self._key, "").lower()
            self._into[self._current] = ""

    def end(self, name: str) -> None:
        if name.rpartition(":")[2] == self._tag:
            self._current = ""

    def characters(self, text: str) -> None:
        if self._current:
            self._into[self._current] += text


def _custom_properties(package: Package) -> dict[str, str]:
    found: dict[str, str] = {}
    if "docProps/custom.xml" in package:
        texts = _Texts("property", "name", found)
        _parse(package.read("docProps/custom.xml"), lambda n, a: texts.start(n.rpartition(":")[2], a), texts.end, texts.characters)
    return {name: text.strip() for name, text in found.items()}


def _parse(xml: bytes, start: Any, end: Any = None, characters: Any = None) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    parser.Parse(xml, True)


def _plain_copy(sheets: list[_Sheet], scans: list[SheetScan], shared: Mapping[str, bytes], date1904: bool) -> io.BytesIO:
    """A stored (unpacked) workbook of just the checked parts: the value reader sees nothing that was not looked at."""
    relations = [(f"r{i}", "worksheet", f"worksheets/sheet{i}.xml") for i in range(len(sheets))]
    relations += [(kind, kind, f"{kind}.xml") for kind in shared]
    entries = "".join(f'<sheet name="s{i}" sheetId="{i + 1}" r:id="r{i}"/>' for i in range(len(sheets)))
    workbook = (
        f'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{_OFFICE}">'
        f'<workbookPr date1904="{int(date1904)}"/><sheets>{entries}</sheets></workbook>'
    )
    parts = {
        "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": _relations_xml([("w", "officeDocument", "xl/workbook.xml")]).encode(),
        "xl/workbook.xml": workbook.encode(),
        "xl/_rels/workbook.xml.rels": _relations_xml(relations).encode(),
        **{f"xl/{kind}.xml": data for kind, data in shared.items()},
        **{f"xl/worksheets/sheet{i}.xml": scan.xml for i, scan in enumerate(scans)},
    }
    return io.BytesIO(zip_bytes(stored(name, data) for name, data in parts.items()))


def _relations_xml(relations: list[tuple[str, str, str]]) -> str:
    inner = "".join(f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"/>' for name, kind, target in relations)
    return f'<Relationships xmlns="{_RELATIONS}">{inner}</Relationships>'
