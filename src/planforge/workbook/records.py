"""Reads one record: its cells by the fields of its block, each value converted and judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from planforge.diagnostics.finding import Finding
from planforge.spec.conform import RecordType
from planforge.spec.fieldtypes import convert
from planforge.spec.schema import BlockKind, BlockSpec, FieldSpec, FieldType, WorkbookSpec
from planforge.values import CellRef
from planforge.workbook.cells import CellProblems
from planforge.workbook.read import CellValue, RawSheet
from planforge.workbook.view import Place

_LONGEST = 32_767


class Cells(Mapping[str, CellRef]):
    """The cells of a record's fields; a `CellRef` is made when somebody asks for it, because most are never asked for."""

    __slots__ = ("_places", "_sheet")

    def __init__(self, sheet: str, places: Mapping[str, Place]) -> None:
        """Takes the sheet's name and the place of each field."""
        self._sheet, self._places = sheet, places

    def __getitem__(self, name: str) -> CellRef:
        return CellRef(self._sheet, *self._places[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, name: object) -> bool:
        return name in self._places

    def __repr__(self) -> str:
        return f"{{{', '.join(f'{name}: {cell}' for name, cell in self.items())}}}"


@dataclass(frozen=True, slots=True)
class Column:
    """A field of a block with what reading asks about it in every record.

    Attributes:
        enum: the model's class of codes, or None.
        preset: the blank workbook already holds a value, so that one proves nothing.
        text: most texts are taken as they are, without conversion.
        figure: numbers are taken as they are.
    """

    spec: FieldSpec
    name: str
    enum: type[StrEnum] | None
    preset: bool
    key: bool
    text: bool
    figure: bool
    longest: int
    low: float
    high: float


def columns_of(block: BlockSpec, kind: RecordType) -> tuple[Column, ...]:
    """The columns of a block in the spec's order."""
    preset = {name for row in (*block.fixed, *block.suggested) for name in row}
    if block.kind is BlockKind.GRID:
        preset.add(block.key_field)
    return tuple(_column(block, f, kind.types.get(f.name), f.name in preset) for f in block.fields)


def _column(block: BlockSpec, spec: FieldSpec, python: object, preset: bool) -> Column:
    return Column(
        spec=spec,
        name=spec.name,
        enum=python if isinstance(python, type) and issubclass(python, StrEnum) else None,
        preset=preset or spec.type is FieldType.CHOICE,
        key=spec.name == block.key_field,
        text=spec.type in (FieldType.TEXT, FieldType.REFERENCE) and not spec.extra,
        figure=spec.type in (FieldType.NUMBER, FieldType.MONEY) and not spec.extra,
        longest=spec.max_length or _LONGEST,
        low=float("-inf") if spec.minimum is None else spec.minimum,
        high=float("inf") if spec.maximum is None else spec.maximum,
    )


@dataclass(slots=True)
class ReadRecord:
    """A record on its way: converted values, the cells of all located fields, and what is wrong.

    `typed` counts values that a person must have entered; `convertible` says that some value other than text could be used.
    """

    cells: Cells
    values: dict[str, Any] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)
    blank: list[Column] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    typed: int = 0
    convertible: bool = False

    def get(self, name: str) -> Any:
        """The value of a field of the model or of the company's own; None when there is none."""
        return self.values[name] if name in self.values else self.extra.get(name)


class RecordReader:
    """Reads the records of one block on one sheet."""

    def __init__(self, spec: WorkbookSpec, block: BlockSpec, columns: tuple[Column, ...], sheet: RawSheet, problems: CellProblems) -> None:
        """Takes what is the same for all records of the block."""
        self._spec, self._block, self._columns, self._sheet, self._problems = spec, block, columns, sheet, problems
        self._troubled = bool(sheet.errors or sheet.formulas_without_value)

    def read(self, places: Mapping[str, Place]) -> ReadRecord:
        """The record whose fields stand at the places. Clean texts and figures take the short way, all others are converted."""
        record = ReadRecord(Cells(self._sheet.name, places))
        rows, values = self._sheet.rows, record.values
        for column in self._columns:
            name = column.name
            place = places.get(name)
            if place is None:
                continue
            try:
                value = rows[place[0] - 1][place[1] - 1]
            except IndexError:
                value = ""
            if value == "":
                self._empty(record, column)
            elif column.text and value.__class__ is str and _is_clean(value, column.longest):
                values[name] = value.rstrip()
                record.typed += not column.preset
            elif column.figure and value.__class__ is float and column.low <= value <= column.high:
                values[name] = value
                record.typed += not column.preset
                record.convertible = True
            else:
                self._convert(record, column, value)
        return record

    def _empty(self, record: ReadRecord, column: Column) -> None:
        trouble = self._problems.trouble(self._sheet, record.cells[column.name], column.spec, self._block) if self._troubled else None
        if trouble:
            record.findings.append(trouble)
        else:
            record.blank.append(column)

    def _convert(self, record: ReadRecord, column: Column, value: CellValue) -> None:
        converted = convert(value, column.spec, self._spec, self._problems.unit)
        if converted.value is None and converted.problem is None:
            record.blank.append(column)
            return
        record.typed += not column.preset
        result = converted.value
        if not _is_plain(value, result, column):
            findings, result = self._problems.judge(value, converted, record.cells[column.name], column.spec, self._block)
            record.findings += findings
        if result is None:
            return
        record.convertible = record.convertible or column.spec.type is not FieldType.TEXT
        kept = record.extra if column.spec.extra else record.values
        kept[column.name] = column.enum(str(result)) if column.enum else result


def _is_clean(text: Any, longest: int) -> bool:
    """True for text that conversion would leave as it is: printable, no blank in front, no error value, no code before a dash."""
    return text[0] not in " #" and len(text) <= longest and text.isprintable() and "–" not in text


def _is_plain(raw: CellValue, result: Any, column: Column) -> bool:
    """True for a converted value about which there is nothing to say."""
    if result.__class__ is str:
        return len(result) <= column.longest
    if isinstance(raw, str) or result is None:
        return False
    return not isinstance(result, (int, float)) or column.low <= result <= column.high
