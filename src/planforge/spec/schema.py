"""What a workbook looks like: sheets, blocks, fields, choices, in every language. Loaded from `workbook.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


@dataclass(frozen=True, slots=True)
class Words:
    """A text in both languages. `zh` may be empty, then English serves."""

    en: str
    zh: str = ""

    def get(self, language: str) -> str:
        """The text in a language, `en` or `zh`."""
        return self.zh or self.en if language.startswith("zh") else self.en


class FieldType(StrEnum):
    """How a cell is converted. `reference` holds the key of a record of another block."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    CHOICE = "choice"
    REFERENCE = "reference"


class BlockKind(StrEnum):
    """form: labels left, values right, one record. table: header row, a record per row. grid: labels left, a record per column."""

    FORM = "form"
    TABLE = "table"
    GRID = "grid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One allowed code. A cell shows `code – words`; the reader takes the code or the words in either language."""

    code: str
    words: Words
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSpec:
    """One field of a block.

    Attributes:
        name: attribute name of the model record (or key of `Record.extra` when `extra` is true).
        aliases: further header or label texts that are accepted, in any language.
        unit: `money`, `%`, `days` … shown in brackets behind the label; `money` becomes the cover's currency and unit.
        choices: name of a list in `WorkbookSpec.choices`.
        refers_to: `block.field` whose values are allowed, for references.
        calculated: a live formula in the blank workbook, never read; such fields stand in `BlockSpec.calculated` only.
        formula: the formula of a calculated field, without `=`. `{field}` is the cell of the same record, `{code:field}` its code
            before the dash, `{block.field}` a whole column of another table or the value cell of a form; `lst_<list>` are a list's words.
        after: the field that a calculated one stands behind; empty is the end of the block.
        width: column width in characters.
    """

    name: str
    label: Words
    type: FieldType
    required: bool = False
    aliases: tuple[str, ...] = ()
    unit: str = ""
    choices: str = ""
    refers_to: str = ""
    minimum: float | None = None
    maximum: float | None = None
    max_length: int | None = None
    extra: bool = False
    help: Words = Words("")
    example: Words = Words("")
    width: float = 14
    calculated: bool = False
    formula: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSpec:
    """A live check of a record in the blank workbook: `words` are shown when the formula `when` is true.

    A `note` is worth knowing but keeps nobody from handing in the plan, such as a late action.
    """

    when: str
    words: Words
    note: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalSpec:
    """A live figure above a block, such as the sum of the weights. `type` decides the number format."""

    label: Words
    formula: str
    type: FieldType = FieldType.NUMBER


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockSpec:
    """A form, table or grid on a sheet; its key is the attribute name on `AccountPlan`.

    Attributes:
        record: the model class of one record.
        key_field: the field without which a row is not a record.
        minimum_rows: rows a complete plan has, for progress and completeness.
        usual_rows: rows the blank workbook prepares.
        optional: a sheet without the block is complete, such as one made before the block existed.
        fixed: preset rows (field name to value per row, text as Words), such as the ten factors.
        suggested: rows the blank workbook proposes, in the same form; people may change or delete them.
        calculated: columns with live formulas, or with preset guidance, in the blank workbook; never read.
        checks: what the live check column says beyond "required cell is empty".
        totals: live figures above the block.
    """

    key: str
    kind: BlockKind
    record: str
    title: Words = Words("")
    key_field: str = ""
    minimum_rows: int = 0
    usual_rows: int = 20
    optional: bool = False
    fields: tuple[FieldSpec, ...] = ()
    fixed: tuple[Mapping[str, Any], ...] = ()
    suggested: tuple[Mapping[str, Any], ...] = ()
    calculated: tuple[FieldSpec, ...] = ()
    checks: tuple[CheckSpec, ...] = ()
    totals: tuple[TotalSpec, ...] = ()

    @property
    def fixed_names(self) -> frozenset[str]:
        """The fields that the preset rows fill in; nobody has to."""
        return frozenset(name for row in self.fixed for name in row)

    def field(self, name: str) -> FieldSpec:
        """The field of a name. Raises KeyError."""
        return next(f for f in self.fields if f.name == name)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetSpec:
    """A worksheet.

    Attributes:
        feeds: the slide ids its data reach.
        optional: a workbook without the sheet is complete.
        protected, hidden: how the blank workbook sets it up.
    """

    key: str
    name: Words
    why: Words = Words("")
    aliases: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    optional: bool = False
    protected: bool = False
    hidden: bool = False
    blocks: tuple[BlockSpec, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookSpec:
    """The whole workbook, in sheet order. `choices` maps a list's name to its codes."""

    schema_version: int
    name: str
    sheets: tuple[SheetSpec, ...]
    choices: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)

    def block(self, key: str) -> BlockSpec:
        """The block of a key. Raises StopIteration when the spec has none."""
        return next(b for s in self.sheets for b in s.blocks if b.key == key)

    def sheet_of(self, block_key: str) -> SheetSpec:
        """The sheet that holds a block."""
        return next(s for s in self.sheets if any(b.key == block_key for b in s.blocks))
