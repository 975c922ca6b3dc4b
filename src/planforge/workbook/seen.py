"""What a reader sees at the cell of a finding: the record's name, the field's label and the content.

The sentences of findings hold the values they speak of in English only. A report in another language has one sentence per rule,
and what is added here says which record and which value is meant.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time
from enum import Enum
from typing import Any

from planforge.diagnostics.finding import Finding, Seen
from planforge.model.plan import AccountPlan
from planforge.model.record import Record
from planforge.spec.schema import BlockKind, BlockSpec, FieldSpec, FieldType, WorkbookSpec
from planforge.values import CellRef
from planforge.workbook.read import RawWorkbook

LONGEST = 40
"""Characters of a name or of a cell's content; more is in the workbook."""


def with_seen(
    findings: Iterable[Finding], plan: AccountPlan, spec: WorkbookSpec, language: str, raw: RawWorkbook | None = None
) -> tuple[Finding, ...]:
    """The findings, each with what a reader sees at its cell.

    Args:
        language: of the labels, `en` or `zh`.
        raw: the cells as read; without them the values of the plan are shown.
    """
    eye = _Eye(plan, spec, language, raw)
    return tuple(replace(finding, seen=eye.seen(finding)) for finding in findings)


class _Eye:
    """Looks at cells of one workbook."""

    def __init__(self, plan: AccountPlan, spec: WorkbookSpec, language: str, raw: RawWorkbook | None) -> None:
        self.plan, self.language = plan, language
        self.blocks = {block.key: block for sheet in spec.sheets for block in sheet.blocks}
        self.titles = {sheet.key: sheet.name.get(language) for sheet in spec.sheets}
        self.sheets = None if raw is None else {sheet.name: sheet for sheet in raw.sheets}

    def seen(self, finding: Finding) -> Seen | None:
        """What stands at the finding's cell; of one about a table or sheet, its title; None when it names nothing."""
        key, _, name = finding.field.partition(".")
        block = self.blocks.get(key)
        if finding.cell is None and not name and key in self.titles:
            return Seen(label=self.titles[key])  # a missing sheet; a sheet and its table may have the same key
        if block is None:
            return None
        spec = next((field for field in block.fields if field.name == name), None)
        if spec is None:
            return Seen(label=block.title.get(self.language))
        record = self._record(block, name, finding.cell)
        text = self._text(spec, record, finding.cell) if finding.cell and record else None
        return Seen(_name_of(record, block, name), spec.label.get(self.language), text)

    def _record(self, block: BlockSpec, name: str, cell: CellRef | None) -> Record | None:
        found = getattr(self.plan, block.key, ())
        records: tuple[Record, ...] = found if isinstance(found, tuple) else (found,)
        return next((record for record in records if cell is not None and record.at(name) == cell), None)

    def _text(self, spec: FieldSpec, record: Record, cell: CellRef) -> str:
        if self.sheets is None:
            return _shown(record.extra.get(spec.name) if spec.extra else getattr(record, spec.name), spec)
        sheet = self.sheets[cell.sheet]
        return sheet.errors.get(cell) or _shown(sheet.value(cell.row, cell.column), spec)


def _name_of(record: Record | None, block: BlockSpec, asked: str) -> str:
    """The name of a record: its key, or its first text where the key is an id or a number; empty when that is the field itself."""
    if record is None or block.kind is BlockKind.FORM:
        return ""
    names = [block.key_field]
    key = next((field for field in block.fields if field.name == block.key_field), None)
    if block.kind is BlockKind.TABLE and key is not None and (key.name == "id" or key.type is FieldType.INTEGER):
        names[:0] = [field.name for field in block.fields if field.type is FieldType.TEXT and field.name not in ("id", key.name)][:1]
    for name in names:
        value = None if name == asked else getattr(record, name, None)
        if name == asked or value is not None:
            return "" if value is None else _cut(str(value))
    return ""


def _shown(value: Any, spec: FieldSpec) -> str:
    if value is None:
        return ""
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, datetime) and value.time() == time.min:
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"{round(value * 100, 4):g}%" if spec.type is FieldType.PERCENT else f"{value:.12g}"
    return _cut(str(value))


def _cut(text: str) -> str:
    line = " ".join("".join(character if character.isprintable() else " " for character in text).split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
