"""Holds a workbook spec against the model: block keys, record classes, field names, types and codes must agree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from planforge.errors import SpecError
from planforge.spec.schema import BlockKind, BlockSpec, FieldSpec, FieldType, WorkbookSpec

_NOT_BLOCKS = {"source", "readings"}
_NOT_FIELDS = {"cells", "extra"}
_TYPES: Mapping[FieldType, tuple[type, ...]] = {
    FieldType.TEXT: (str,),
    FieldType.REFERENCE: (str,),
    FieldType.INTEGER: (int,),
    FieldType.NUMBER: (float,),
    FieldType.MONEY: (float,),
    FieldType.PERCENT: (float,),
    FieldType.DATE: (date,),
    FieldType.CHOICE: (str,),
}


@dataclass(frozen=True, slots=True)
class RecordType:
    """The model class of a block and the Python type of each of its fields (an enum class for codes)."""

    cls: type
    many: bool
    types: Mapping[str, type]


@lru_cache(maxsize=4)
def record_types(plan: type) -> Mapping[str, RecordType]:
    """Block key to record class and field types, as the plan class declares them."""
    hints = get_type_hints(plan)
    found: dict[str, RecordType] = {}
    for f in fields(plan):
        hint = hints[f.name]
        many = get_origin(hint) is tuple
        cls = get_args(hint)[0] if many else hint
        if f.name in _NOT_BLOCKS or not is_dataclass(cls):
            continue
        types = {name: _bare(kind) for name, kind in get_type_hints(cls).items() if name not in _NOT_FIELDS}
        found[f.name] = RecordType(cls, many, MappingProxyType(types))  # type: ignore[arg-type]
    return MappingProxyType(found)


def _bare(hint: Any) -> Any:
    """The type behind `X | None`."""
    if get_origin(hint) in (Union, UnionType):
        return next(kind for kind in get_args(hint) if kind is not type(None))
    return hint


def check_against_model(spec: WorkbookSpec, plan: type) -> None:
    """Raises SpecError, naming both sides, when the spec and the plan class do not agree."""
    types = record_types(plan)
    blocks = {block.key: block for sheet in spec.sheets for block in sheet.blocks}
    for key in blocks:
        if key not in types:
            raise SpecError(f"The spec has a block {key!r}, but {plan.__name__} has no such attribute.")
    for key, record in types.items():
        if key not in blocks:
            raise SpecError(f"{plan.__name__} has {key!r}, but the spec has no such block.")
        _check_block(spec, blocks[key], record, plan.__name__)


def _check_block(spec: WorkbookSpec, block: BlockSpec, record: RecordType, plan: str) -> None:
    name = record.cls.__name__
    if block.record != name:
        raise SpecError(f"Block {block.key!r} holds {block.record!r} in the spec, but {name} in {plan}.")
    if record.many is (block.kind is BlockKind.FORM):
        kind = "a table or grid" if record.many else "a form"
        raise SpecError(f"Block {block.key!r} is a {block.kind.value} in the spec, but {plan}.{block.key} needs {kind}.")
    own = {f.name: f for f in block.fields if not f.extra}
    for field_name in record.types:
        if field_name not in own:
            raise SpecError(f"{name} has the field {field_name!r}, but block {block.key!r} of the spec has not.")
    for f in own.values():
        if f.name not in record.types:
            raise SpecError(
                f"Block {block.key!r} has the field {f.name!r}, but {name} has not.", "Set extra = true for a column of your own."
            )
        _check_field(spec, block.key, f, record.types[f.name], name)


def _check_field(spec: WorkbookSpec, block: str, field: FieldSpec, kind: type, record: str) -> None:
    here = f"Field {block}.{field.name}"
    if field.type is FieldType.CHOICE and issubclass(kind, StrEnum):
        ours = [choice.code for choice in spec.choices[field.choices]]
        theirs = [member.value for member in kind]
        if ours != theirs:
            odd = sorted(set(ours) ^ set(theirs)) or ["their order"]
            raise SpecError(f"{here}: the codes of choices.{field.choices} differ from {kind.__name__} in {', '.join(odd)}.")
        return
    if kind not in _TYPES[field.type]:
        raise SpecError(f"{here} is of type {field.type.value} in the spec, but {record}.{field.name} is {kind.__name__}.")
