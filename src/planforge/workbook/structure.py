"""What is wrong with a workbook's structure: sheets, blocks and columns that are missing, doubled or not read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from planforge.diagnostics.finding import Finding, Severity
from planforge.spec.schema import BlockKind, BlockSpec, SheetSpec, WorkbookSpec
from planforge.values import CellRef
from planforge.workbook import checks
from planforge.workbook.locate import Locations
from planforge.workbook.read import RawWorkbook
from planforge.workbook.scan import MAX_COLUMN, MAX_ROW
from planforge.workbook.view import Located

SCHEMA_PROPERTY = "pf_schema_version"
"""Name of the document property or defined name that carries the spec's version."""


def structure_findings(raw: RawWorkbook, spec: WorkbookSpec, where: Locations) -> tuple[Finding, ...]:
    """All WB findings of a workbook, in the spec's order."""
    return (*_schema(raw, spec), *_cut(raw), *(finding for sheet in spec.sheets for finding in _sheet(sheet, where)))


def _schema(raw: RawWorkbook, spec: WorkbookSpec) -> Iterator[Finding]:
    version = raw.properties.get(SCHEMA_PROPERTY, "")
    if version.isdecimal() and int(version) > spec.schema_version:
        text = f"The workbook has version {version} of the plan format; this PlanForge reads version {spec.schema_version}."
        yield checks.SCHEMA_NEWER.finding(text)


def _cut(raw: RawWorkbook) -> Iterator[Finding]:
    for sheet in raw.sheets:
        if sheet.cut:
            text = f"Sheet {sheet.name} has content beyond row {MAX_ROW:,} or column {MAX_COLUMN}, which is not read."
            yield checks.BEYOND_LIMIT.finding(text, cell=CellRef(sheet.name, 1, 1))


def _needed(block: BlockSpec) -> bool:
    return block.minimum_rows > 0


def _sheet(sheet: SheetSpec, where: Locations) -> Iterator[Finding]:
    if not sheet.blocks:
        return
    found = where.sheets.get(sheet.key)
    if found is None and sheet.optional:
        return
    if found is None:
        finding = checks.SHEET_MISSING.finding(f"There is no sheet {sheet.name.en}.", field=sheet.key)
        if not any(_needed(block) for block in sheet.blocks):
            finding = replace(finding, severity=Severity.INFO)
        yield replace(finding, severity=checks.KEY_SEVERITY) if any(block.key == "cover" for block in sheet.blocks) else finding
        return
    for block in sheet.blocks:
        located = where.blocks.get(block.key)
        if located is not None:
            yield from _located(block, located)
            continue
        if block.optional:
            continue
        what = "header row of" if block.kind is BlockKind.TABLE else "labels of"
        text = f"The {what} “{block.title.en or block.key}” cannot be found on sheet {found.name}."
        finding = checks.BLOCK_MISSING.finding(text, cell=CellRef(found.name, 1, 1), field=block.key)
        yield finding if _needed(block) else replace(finding, severity=Severity.INFO)


def _located(block: BlockSpec, located: Located) -> Iterator[Finding]:
    name = located.sheet.name
    first = CellRef(name, *min(located.header.values()))
    what = "column" if block.kind is BlockKind.TABLE else "label"
    for f in block.fields:
        if f.required and f.name not in located.header:
            text = f"“{block.title.en or block.key}” has no {what} {f.label.en}."
            yield checks.COLUMN_MISSING.finding(text, cell=first, field=f"{block.key}.{f.name}")
    for row, column in located.duplicates:
        cell = CellRef(name, row, column)
        text = f"The header “{str(located.sheet.value(row, column)).strip()}” stands a second time; this column is not read."
        yield checks.HEADER_TWICE.finding(text, cell=cell, field=block.key)
    if located.ignored:
        text = f"{located.ignored} rows with content behind a long gap below “{block.title.en or block.key}” are not read."
        yield checks.BEYOND_LIMIT.finding(text, cell=first, field=block.key)
