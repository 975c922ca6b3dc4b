"""Gives cells their meaning: located blocks become the typed records of an `AccountPlan`, problems become findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from planforge.diagnostics.finding import Finding
from planforge.errors import InputError
from planforge.model.plan import AccountPlan, BlockReading
from planforge.model.record import Record
from planforge.spec.conform import RecordType, record_types
from planforge.spec.schema import BlockKind, BlockSpec, FieldType, WorkbookSpec
from planforge.values import CellRef, covering_ranges
from planforge.workbook import checks
from planforge.workbook.cells import CellProblems, fill_hint
from planforge.workbook.labels import fold
from planforge.workbook.locate import Locations, locate
from planforge.workbook.read import RawWorkbook
from planforge.workbook.records import Column, ReadRecord, RecordReader, columns_of
from planforge.workbook.structure import structure_findings
from planforge.workbook.view import Located

_IDENTITY = "cover"
"""The block that says whose plan it is; its currency and unit hold for all money cells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """A plan, and what reading found wrong in the workbook."""

    plan: AccountPlan
    findings: tuple[Finding, ...] = ()


def bind(raw: RawWorkbook, spec: WorkbookSpec) -> Binding:
    """The plan that a workbook holds, by the spec.

    Raises:
        InputError: nothing in the workbook is recognised, so that it is no plan of this spec.
    """
    where = locate(raw, spec)
    if not where.blocks:
        raise InputError(
            f"{raw.source.name} is not a plan workbook: none of its sheets, tables or forms is known ({checks.NOT_RECOGNISED.code}).",
            checks.NOT_RECOGNISED.fix,
        )
    binder = _Binder(raw, spec, where)
    plan = binder.plan()
    structure = structure_findings(raw, spec, where)
    if not binder.typed:
        blank = checks.NOTHING_FILLED.finding("Nothing has been filled in: this is a blank plan workbook.")
        return Binding(plan=plan, findings=(blank, *structure))
    return Binding(plan=plan, findings=(*structure, *binder.findings))


@dataclass(frozen=True, slots=True)
class _Prepared:
    """What binding needs of a spec, worked out once: record classes and columns by block, cover first, and the unique fields."""

    spec: WorkbookSpec
    order: tuple[str, ...]
    blocks: tuple[tuple[BlockSpec, RecordType, tuple[Column, ...]], ...]
    unique: Mapping[str, tuple[str, ...]]


_PREPARED: dict[int, _Prepared] = {}


def _prepared(spec: WorkbookSpec) -> _Prepared:
    known = _PREPARED.get(id(spec))
    if known is None:
        types = record_types(AccountPlan)
        blocks = [block for sheet in spec.sheets for block in sheet.blocks]
        ordered = sorted(blocks, key=lambda block: block.key != _IDENTITY)
        made = tuple((block, types[block.key], columns_of(block, types[block.key])) for block in ordered)
        known = _PREPARED[id(spec)] = _Prepared(spec, tuple(block.key for block in blocks), made, _unique_fields(blocks))
    return known


def _unique_fields(blocks: list[BlockSpec]) -> dict[str, tuple[str, ...]]:
    """The fields whose values may stand only once: ids, whole-number keys, and keys that another block refers to."""
    wanted = {f.refers_to for block in blocks for f in block.fields if f.refers_to}
    found: dict[str, tuple[str, ...]] = {}
    for block in blocks:
        keys = [f for f in block.fields if f.name == block.key_field]
        names = [f.name for f in keys if f.type is FieldType.INTEGER or f"{block.key}.{f.name}" in wanted]
        names += [f.name for f in block.fields if f.name == "id" and f.name not in names]
        if names and block.kind is not BlockKind.FORM:
            found[block.key] = tuple(names)
    return found


class _Binder:
    """Binds the blocks of one workbook, the cover first because money depends on its unit and currency."""

    def __init__(self, raw: RawWorkbook, spec: WorkbookSpec, where: Locations) -> None:
        self.raw, self.spec, self.where = raw, spec, where
        self.prepared = _prepared(spec)
        self.findings: list[Finding] = []
        self.typed = 0
        self.problems = CellProblems()

    def plan(self) -> AccountPlan:
        values: dict[str, Any] = {}
        readings: dict[str, BlockReading] = {}
        for block, kind, columns in self.prepared.blocks:
            located = self.where.blocks.get(block.key)
            reads = self._records(block, columns, located) if located else []
            readings[block.key] = _reading(block, located, reads)
            records = tuple(_make(kind, read) for read in reads)
            if kind.many:
                values[block.key] = records
            elif records:
                values[block.key] = records[0]
            if block.key == _IDENTITY and records:
                self.problems.money_of(getattr(records[0], "unit", None), getattr(records[0], "currency", None))
        return AccountPlan(source=self.raw.source, readings={key: readings[key] for key in self.prepared.order}, **values)

    def _records(self, block: BlockSpec, columns: tuple[Column, ...], located: Located) -> list[ReadRecord]:
        reader = RecordReader(self.spec, block, columns, located.sheet, self.problems)
        reads = [reader.read(places) for places in located.records]
        if block.kind is BlockKind.GRID:
            reads = [read for read in reads if read.get(block.key_field) is not None or read.convertible]
        self.typed += sum(read.typed for read in reads)
        if block.kind is BlockKind.FORM:
            self.findings += _form_findings(block, reads[0])
            return reads
        if not reads and block.minimum_rows:
            self.findings.append(_no_rows(block, located))
        for read in reads:
            self.findings += read.findings
            self.findings += _missing(block, read)
        for name in self.prepared.unique.get(block.key, ()):
            self.findings += _twice(block, name, reads)
        return reads


def _make(kind: RecordType, read: ReadRecord) -> Record:
    record: Record = kind.cls(**read.values, cells=read.cells, extra=read.extra)
    return record


def _reading(block: BlockSpec, located: Located | None, reads: list[ReadRecord]) -> BlockReading:
    # What the blank workbook brings along is not the work of the team: the workbook's own progress leaves it out too.
    names = [f.name for f in block.fields if f.required and f.name not in block.fixed_names]
    reading = BlockReading(block=block.key, required=len(names) * max(len(reads), block.minimum_rows))
    if located is None:
        return reading
    empty = [(read, name) for read in reads for name in names if read.get(name) is None]
    ends = [cell for read in (*reads[:1], *reads[1:][-1:]) for cell in read.cells.values()]
    return replace(
        reading,
        sheet=located.sheet.name,
        area=covering_ranges(ends)[0] if ends else None,
        rows=len(reads),
        filled=len(names) * len(reads) - len(empty),
        missing=tuple(read.cells[name] for read, name in empty if name in read.cells),
    )


def _form_findings(block: BlockSpec, read: ReadRecord) -> Iterable[Finding]:
    if len(read.blank) < len(read.cells):
        return (*read.findings, *_missing(block, read))
    if not block.minimum_rows and not any(f.required for f in block.fields):
        return ()
    name = block.title.en or block.key
    first = next(iter(read.cells.values()))
    finding = checks.REQUIRED_MISSING.finding(f"“{name}” has not been filled in.", hint="Fill in the form.", cell=first, field=block.key)
    return (replace(finding, severity=checks.KEY_SEVERITY) if block.key == _IDENTITY else finding,)


def _no_rows(block: BlockSpec, located: Located) -> Finding:
    name = block.key_field if block.key_field in located.start else next(iter(located.start))
    wanted = "one row" if block.minimum_rows == 1 else f"{block.minimum_rows} rows"
    return checks.REQUIRED_MISSING.finding(
        f"“{block.title.en or block.key}” has no rows; a complete plan has at least {wanted}.",
        hint="Fill in the rows below the headers.",
        cell=CellRef(located.sheet.name, *located.start[name]),
        field=block.key,
    )


def _missing(block: BlockSpec, read: ReadRecord) -> Iterator[Finding]:
    for column in read.blank:
        if not column.spec.required:
            continue
        whose = "" if column.key else _whose(block, read)
        finding = checks.REQUIRED_MISSING.finding(
            f"{column.spec.label.en} is empty{whose}.",
            hint=fill_hint(column.spec),
            cell=read.cells[column.name],
            field=f"{block.key}.{column.name}",
        )
        serious = column.key or block.key == _IDENTITY
        yield replace(finding, severity=checks.KEY_SEVERITY) if serious else finding


def _whose(block: BlockSpec, read: ReadRecord) -> str:
    """Which record a message speaks of; empty when its key is missing, or for a form."""
    key = read.get(block.key_field)
    if key is None:
        return ""
    return f" for “{_short(key)}”" if isinstance(key, str) else f" for {block.field(block.key_field).label.en} {key}"


def _twice(block: BlockSpec, name: str, reads: Iterable[ReadRecord]) -> Iterator[Finding]:
    seen: dict[str, ReadRecord] = {}
    for read in reads:
        value = read.get(name)
        if value is None:
            continue
        first = seen.setdefault(fold(str(value)) or str(value), read)
        if first is not read:
            text = f"{block.field(name).label.en} “{value}” stands twice; the first is in {first.cells[name].address}."
            yield checks.KEY_TWICE.finding(
                text, hint="Change one of the two, or delete the row that stands twice.", cell=read.cells[name], field=f"{block.key}.{name}"
            )


def _short(value: object, limit: int = 40) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= limit else text[: limit - 1] + "…"
