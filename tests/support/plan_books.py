"""Plan workbooks laid out by the spec alone, with whatever people do to them: moved, reordered, renamed."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import openpyxl

from planforge.spec.schema import BlockKind, BlockSpec, FieldSpec, FieldType, Words, WorkbookSpec

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
"""Block key to records, field name to what stands in the cell."""


@dataclass(frozen=True, kw_only=True)
class Layout:
    """How a workbook differs from the usual one. Orders are permutations drawn by the test, as sort keys."""

    language: str = "en"
    down: int = 3
    right: int = 0
    gap_columns: tuple[int, ...] = ()
    sheet_order: tuple[int, ...] = ()
    column_seed: int = 0
    extra_header_row: bool = False
    stars_and_units: bool = False
    names: Mapping[str, str] = field(default_factory=dict)
    blocks_gap: int = 2


def text_of(words: Words, language: str) -> str:
    return f"{words.en} {words.zh}".strip() if language == "both" else words.get(language)


def label_of(spec: FieldSpec, layout: Layout) -> str:
    text = text_of(spec.label, layout.language)
    if layout.stars_and_units:
        text += (f" ({spec.unit})" if spec.unit else "") + (" *" if spec.required else ": ")
    return text


def sample_rows(spec: WorkbookSpec) -> dict[str, list[dict[str, Any]]]:
    """Three full records per table, one per form, with values that every type accepts and no two keys alike."""
    return {b.key: [_record(spec, b, n) for n in range(1 if b.kind is BlockKind.FORM else 3)] for s in spec.sheets for b in s.blocks}


def _record(spec: WorkbookSpec, block: BlockSpec, number: int) -> dict[str, Any]:
    preset = {k: v.en if isinstance(v, Words) else v for k, v in block.fixed[number].items()} if block.fixed else {}
    return {f.name: _value(spec, block, f, number) for f in block.fields} | preset


def _value(spec: WorkbookSpec, block: BlockSpec, f: FieldSpec, number: int) -> Any:
    if f.choices:
        options = spec.choices[f.choices]
        code = options[number % len(options)].code
        return code if f.type is FieldType.CHOICE else int(code)
    if f.type is FieldType.INTEGER:
        return 2024 + number if f.name == "year" else min(number + 1, int(f.maximum or 99))
    if f.type in (FieldType.NUMBER, FieldType.MONEY):
        return min(number + 2.5, f.maximum or 1e9)
    if f.type is FieldType.PERCENT:
        return 0.25
    if f.type is FieldType.DATE:
        return date(2025, 9, 10 + number)
    if f.max_length is not None and f.max_length < 20:
        return f"{block.key[:3].upper()}{number}"
    return f"{block.key} {f.name} v{number}"


def book(spec: WorkbookSpec, rows: Rows, layout: Layout | None = None) -> bytes:
    """The bytes of a workbook with the rows of each block below its title and header."""
    layout = layout or Layout()
    made = openpyxl.Workbook()
    made.remove(made.active)
    sheets = [s for s in spec.sheets if s.blocks]
    keys = layout.sheet_order or tuple(range(len(sheets)))
    for _, sheet in sorted(zip(keys, sheets, strict=False), key=lambda pair: pair[0]):
        ws = made.create_sheet(layout.names.get(sheet.key) or text_of(sheet.name, layout.language))
        ws.cell(1, 1, text_of(sheet.name, layout.language))
        row = 2 + layout.down
        for block in sheet.blocks:
            row = _write_block(ws, block, rows.get(block.key, ()), row, layout) + layout.blocks_gap
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def _columns(block: BlockSpec, layout: Layout) -> list[tuple[FieldSpec, int]]:
    fields = sorted(block.fields, key=lambda f: (hash_of(f.name, layout.column_seed), f.name) if layout.column_seed else (0, ""))
    found, column = [], 1 + layout.right
    for position, f in enumerate(fields):
        column += 1 if position in layout.gap_columns else 0
        found.append((f, column))
        column += 1
    return found


def hash_of(text: str, seed: int) -> int:
    return sum((i + seed) * ord(c) * 7919 for i, c in enumerate(text)) % 9973


def _write_block(ws: Any, block: BlockSpec, records: Sequence[Mapping[str, Any]], row: int, layout: Layout) -> int:
    if block.title.en:
        ws.cell(row, 1 + layout.right, text_of(block.title, layout.language))
        row += 1
    if block.kind is BlockKind.TABLE:
        return _write_table(ws, block, records, row, layout)
    for f in block.fields:
        ws.cell(row, 1 + layout.right, label_of(f, layout))
        for position, record in enumerate(records):
            ws.cell(row, 2 + layout.right + position, record.get(f.name))
        row += 1
    return row


def _write_table(ws: Any, block: BlockSpec, records: Sequence[Mapping[str, Any]], row: int, layout: Layout) -> int:
    columns = _columns(block, layout)
    if layout.extra_header_row:
        other = "zh" if layout.language == "en" else "en"
        for f, column in columns:
            ws.cell(row, column, f.label.get(other))
        row += 1
    for f, column in columns:
        ws.cell(row, column, label_of(f, layout))
    for record in records:
        row += 1
        for f, column in columns:
            ws.cell(row, column, record.get(f.name))
    return row + 1
