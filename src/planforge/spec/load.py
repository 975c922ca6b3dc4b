"""Loads `workbook.toml` into a `WorkbookSpec` and holds it against the model: a mismatch names both sides."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, fields
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from planforge.errors import SpecError
from planforge.spec.conform import RecordType, check_against_model, record_types
from planforge.spec.fieldtypes import fold_label
from planforge.spec.schema import (
    BlockKind,
    BlockSpec,
    CheckSpec,
    Choice,
    FieldSpec,
    FieldType,
    SheetSpec,
    TotalSpec,
    Words,
    WorkbookSpec,
)

__all__ = ["SCHEMA_VERSION", "RecordType", "check_against_model", "load_spec", "parse_spec", "record_types"]

SCHEMA_VERSION = 1
"""The version of `workbook.toml` that this code reads."""

_Made = TypeVar("_Made")
_HELP_LIMIT = 255


@lru_cache(maxsize=8)
def _load_cached(path: Path, modified: int, size: int) -> WorkbookSpec:
    try:
        with path.open("rb") as file:
            data = tomllib.load(file)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SpecError(f"{path.name} is not valid TOML: {error}.") from error
    return parse_spec(data, path.name)


def load_spec(path: Path) -> WorkbookSpec:
    """The workbook spec of a TOML file; read once per process as long as the file does not change.

    Raises:
        SpecError: the file cannot be read, or something in it is wrong; the message names the place.
    """
    try:
        stat = path.stat()
        return _load_cached(path, stat.st_mtime_ns, stat.st_size)
    except OSError as error:
        raise SpecError(f"The workbook spec {path.name} cannot be read.", error.strerror or "") from error


def parse_spec(data: Mapping[str, Any], source: str = "workbook.toml") -> WorkbookSpec:
    """The workbook spec of parsed TOML. Raises SpecError that names the place in `source`."""
    if data.get("schema_version") != SCHEMA_VERSION:
        raise SpecError(f"{source}: schema_version must be {SCHEMA_VERSION}, not {data.get('schema_version')!r}.")
    choices = {name: _choices(items, f"{source}: choices.{name}") for name, items in _table(data, "choices", source).items()}
    rest = {key: value for key, value in data.items() if key not in ("choices", "sheets")}
    sheets = tuple(_sheet(item, source) for item in _items(data, "sheets", source))
    spec = _make(WorkbookSpec, {**rest, "choices": choices, "sheets": sheets}, source)
    _check_whole(spec, source)
    return spec


def _make(cls: Callable[..., _Made], values: Mapping[str, Any], place: str) -> _Made:
    """An instance of a spec dataclass; unknown and missing keys are errors."""
    known = {f.name: f for f in fields(cls)}  # type: ignore[arg-type]
    for name in values:
        if name not in known:
            raise SpecError(f"{place}: unknown key {name!r}.", f"Known keys: {', '.join(sorted(known))}.")
    for name, f in known.items():
        if name not in values and f.default is MISSING and f.default_factory is MISSING:
            raise SpecError(f"{place}: the key {name!r} is missing.")
    return cls(**values)


def _table(data: Mapping[str, Any], key: str, place: str) -> Mapping[str, Any]:
    value = data.get(key, {})
    if not isinstance(value, Mapping):
        raise SpecError(f"{place}: {key} must be a table.")
    return value


def _items(data: Mapping[str, Any], key: str, place: str) -> list[Mapping[str, Any]]:
    value = data.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
        raise SpecError(f"{place}: {key} must be an array of tables.")
    return value


def _words(value: Any, place: str) -> Words:
    if isinstance(value, str):
        return Words(value)
    if not isinstance(value, Mapping) or not set(value) <= {"en", "zh"} or not all(isinstance(v, str) for v in value.values()):
        raise SpecError(f"{place} must be a text or {{ en = …, zh = … }}.")
    return Words(value.get("en", ""), value.get("zh", ""))


def _texts(value: Any, place: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise SpecError(f"{place} must be an array of texts.")
    return tuple(value)


def _choices(items: Any, place: str) -> tuple[Choice, ...]:
    if not isinstance(items, list) or not items:
        raise SpecError(f"{place} must be an array of tables with code, en and zh.")
    made = []
    for item in items:
        if not isinstance(item, Mapping) or not isinstance(item.get("code"), str):
            raise SpecError(f"{place}: every choice needs a text `code`.")
        here = f"{place} {item['code']!r}"
        unknown = set(item) - {"code", "en", "zh", "aliases"}
        if unknown:
            raise SpecError(f"{here}: unknown key {min(unknown)!r}.", "Known keys: aliases, code, en, zh.")
        words = _words({key: item[key] for key in ("en", "zh") if key in item}, here)
        made.append(Choice(code=item["code"], words=words, aliases=_texts(item.get("aliases", []), f"{here}: aliases")))
    _once((choice.code for choice in made), f"{place}: the code")
    return tuple(made)


def _field(item: Mapping[str, Any], place: str, *, calculated: bool = False) -> FieldSpec:
    here = f"{place}, field {item.get('name', '?')!r}"
    values = dict(item)
    for key in ("label", "help", "example"):
        if key in values:
            values[key] = _words(values[key], f"{here}: {key}")
    if "aliases" in values:
        values["aliases"] = _texts(values["aliases"], f"{here}: aliases")
    values["type"] = _one_of(FieldType, values.get("type"), f"{here}: type")
    made = _make(FieldSpec, {**values, "calculated": calculated}, here)
    if len(made.help.en) + len(made.help.zh) + 1 > _HELP_LIMIT:
        raise SpecError(f"{here}: the help in both languages is longer than {_HELP_LIMIT} characters.", "Excel cuts input messages there.")
    if made.type is FieldType.CHOICE and not made.choices:
        raise SpecError(f"{here}: a choice needs `choices`, the name of a list.")
    if made.type is FieldType.REFERENCE and not made.refers_to:
        raise SpecError(f"{here}: a reference needs `refers_to`, such as team.name.")
    return made


def _one_of(kinds: type[FieldType] | type[BlockKind], value: Any, place: str) -> Any:
    try:
        return kinds(value)
    except ValueError:
        raise SpecError(f"{place} {value!r} is not known.", f"Use one of {', '.join(kinds)}.") from None


def _preset(item: Mapping[str, Any], place: str) -> Mapping[str, Any]:
    return {name: _words(value, f"{place}: {name}") if isinstance(value, Mapping) else value for name, value in item.items()}


def _block(item: Mapping[str, Any], place: str) -> BlockSpec:
    here = f"{place}, block {item.get('key', '?')!r}"
    values = dict(item)
    values["kind"] = _one_of(BlockKind, item.get("kind"), f"{here}: kind")
    values["title"] = _words(item.get("title", ""), f"{here}: title")
    values["fields"] = tuple(_field(part, here) for part in _items(item, "fields", here))
    values["calculated"] = tuple(_field(part, here, calculated=True) for part in _items(item, "calculated", here))
    values["fixed"] = tuple(_preset(part, f"{here}: fixed") for part in _items(item, "fixed", here))
    values["suggested"] = tuple(_preset(part, f"{here}: suggested") for part in _items(item, "suggested", here))
    values["checks"] = tuple(
        _make(CheckSpec, {**part, "words": _words(part.get("words", ""), f"{here}: checks")}, f"{here}: checks")
        for part in _items(item, "checks", here)
    )
    values["totals"] = tuple(_total(part, here) for part in _items(item, "totals", here))
    made = _make(BlockSpec, values, here)
    _check_block(made, here)
    return made


def _total(part: Mapping[str, Any], place: str) -> TotalSpec:
    here = f"{place}: totals"
    kind = _one_of(FieldType, part.get("type", "number"), f"{here}: type")
    return _make(TotalSpec, {**part, "label": _words(part.get("label", ""), here), "type": kind}, here)


def _sheet(item: Mapping[str, Any], source: str) -> SheetSpec:
    here = f"{source}: sheet {item.get('key', '?')!r}"
    values = dict(item)
    values["name"] = _words(item.get("name", ""), f"{here}: name")
    values["why"] = _words(item.get("why", ""), f"{here}: why")
    values["aliases"] = _texts(item.get("aliases", []), f"{here}: aliases")
    values["feeds"] = _texts(item.get("feeds", []), f"{here}: feeds")
    values["blocks"] = tuple(_block(part, here) for part in _items(item, "blocks", here))
    return _make(SheetSpec, values, here)


def _once(names: Iterable[str], what: str) -> None:
    for name, count in Counter(names).items():
        if count > 1:
            raise SpecError(f"{what} {name!r} is used {count} times.")


def _check_block(block: BlockSpec, place: str) -> None:
    names = [f.name for f in (*block.fields, *block.calculated)]
    _once(names, f"{place}: the field")
    if block.kind is not BlockKind.FORM and block.key_field not in {f.name for f in block.fields}:
        raise SpecError(f"{place}: key_field {block.key_field!r} is not a field of the block.")
    for preset in (*block.fixed, *block.suggested):
        for name in preset:
            if name not in names:
                raise SpecError(f"{place}: a preset row names {name!r}, which is not a field of the block.")
    seen: dict[str, str] = {}
    for f in block.fields:
        for text in {fold_label(text) for text in (f.label.en, f.label.zh, *f.aliases) if text}:
            if text in seen:
                raise SpecError(f"{place}: the label or alias {text!r} stands for both {seen[text]!r} and {f.name!r}.")
            seen[text] = f.name


def _check_whole(spec: WorkbookSpec, source: str) -> None:
    _once((sheet.key for sheet in spec.sheets), f"{source}: the sheet key")
    _once((sheet.name.en for sheet in spec.sheets), f"{source}: the sheet name")
    blocks = {block.key: block for sheet in spec.sheets for block in sheet.blocks}
    _once((block.key for sheet in spec.sheets for block in sheet.blocks), f"{source}: the block")
    for block in blocks.values():
        for f in (*block.fields, *block.calculated):
            here = f"{source}: block {block.key!r}, field {f.name!r}"
            if f.choices and f.choices not in spec.choices:
                raise SpecError(f"{here}: there is no choices list {f.choices!r}.")
            if f.refers_to:
                other, _, name = f.refers_to.partition(".")
                if other not in blocks or name not in {g.name for g in blocks[other].fields}:
                    raise SpecError(f"{here}: refers_to {f.refers_to!r} is not a field of the spec.")
