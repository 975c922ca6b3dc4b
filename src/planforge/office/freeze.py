"""Values of the engine as bytes and back, for the cache of compiled templates. Reading them runs no code but the constructors of records.

A compiled template is a tree of records of this package (dataclasses and named tuples), containers, texts, numbers and bytes. It is
written as JSON: first the record types with their field names, then every record as a row of field values, a record always after those
it refers to; then the bytes, one after the other, which JSON cannot hold. A value is a JSON scalar or a list that begins with
the sign of its kind. A record that stands in two places is one row and is one object again, which the engine relies on.

Pickle would be shorter and would let a file call anything. Here a file can only fill records that it names by module and class, and
only those which the engine itself defines, with exactly the fields that they have.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import lru_cache
from importlib import import_module
from struct import Struct
from typing import Any

_PACKAGE = "planforge.office."
_HEAD = Struct("<2I")
_SCALARS = (str, int, float, bool, type(None))
_RECORD, _BYTES, _TUPLE, _LIST, _SET, _FROZEN_SET, _DICT = "rbtlsfd"
_CONTAINERS: dict[type, str] = {tuple: _TUPLE, list: _LIST, set: _SET, frozenset: _FROZEN_SET}


class Unfreezable(Exception):  # noqa: N818 - it reads as what it says of a value
    """A value cannot be written, or bytes cannot be read; the text says which."""


@lru_cache(maxsize=256)
def _names(kind: Any) -> tuple[str, ...]:
    """The fields of a record type in the order of its constructor; none when it is no record type of the engine."""
    if not kind.__module__.startswith(_PACKAGE):
        return ()
    if is_dataclass(kind):
        return tuple(f.name for f in fields(kind) if f.init)
    return tuple(getattr(kind, "_fields", ()))


class _Writer:
    """Collects types, rows and bytes of one value."""

    def __init__(self) -> None:
        self.types: dict[type, int] = {}
        self.rows: list[list[Any]] = []
        self.blobs: list[bytes] = []
        self._known: dict[int, tuple[object, int]] = {}

    def value(self, value: Any) -> Any:
        """A value as JSON."""
        kind = type(value)
        if kind in _SCALARS:
            return value
        if kind in (set, frozenset):
            return [_CONTAINERS[kind], *map(self.value, sorted(value))]
        if kind in _CONTAINERS:
            return [_CONTAINERS[kind], *map(self.value, value)]
        if kind is dict:
            return [_DICT, *(self.value(item) for pair in value.items() for item in pair)]
        if kind is bytes:
            self.blobs.append(value)
            return [_BYTES, len(self.blobs) - 1]
        return [_RECORD, self._record(value)]

    def _record(self, value: Any) -> int:
        if id(value) in self._known:
            return self._known[id(value)][1]
        kind: Any = type(value)
        names = _names(kind)
        if not names:
            raise Unfreezable(f"{kind.__module__}.{kind.__qualname__} is no record of the engine")
        row = [self.types.setdefault(kind, len(self.types)), *(self.value(getattr(value, name)) for name in names)]
        self.rows.append(row)
        # The object is kept with its number: an id counts only as long as its object lives.
        self._known[id(value)] = (value, len(self.rows) - 1)
        return len(self.rows) - 1


def freeze(value: Any) -> bytes:
    """A value as bytes, the same for the same value.

    Raises:
        Unfreezable: it holds something that is neither a record of the engine nor plain.
    """
    writer = _Writer()
    try:
        root = writer.value(value)
    except (TypeError, RecursionError) as error:
        raise Unfreezable(str(error)) from error
    types = [[kind.__module__, kind.__qualname__, *_names(kind)] for kind in writer.types]
    head = json.dumps([types, writer.rows, root, [len(blob) for blob in writer.blobs]], separators=(",", ":")).encode()
    return b"".join((_HEAD.pack(len(head), len(writer.blobs)), head, *writer.blobs))


def thaw(data: bytes) -> Any:
    """The value that `freeze` wrote.

    Raises:
        Unfreezable: the bytes are not from `freeze`, or from an engine with other records.
    """
    try:
        return _thawed(data)
    except Unfreezable:
        raise
    except Exception as error:  # anything may be wrong with foreign bytes, and all of it means the same
        raise Unfreezable(f"{type(error).__name__}: {error}") from error


def _thawed(data: bytes) -> Any:
    size, _ = _HEAD.unpack_from(data)
    types, rows, root, lengths = json.loads(data[_HEAD.size : _HEAD.size + size])
    blobs, offset = [], _HEAD.size + size
    for length in lengths:
        blobs.append(data[offset : offset + length])
        offset += length
    if offset != len(data):
        raise Unfreezable("bytes are missing or left over")
    records: list[Any] = []
    value = _reader(records, blobs)
    makers = [_record_type(*entry) for entry in types]
    for number, *items in rows:
        records.append(makers[number](*[value(item) if type(item) is list else item for item in items]))
    return value(root) if type(root) is list else root


def _reader(records: list[Any], blobs: list[bytes]) -> Callable[[list[Any]], Any]:
    """The function that gives back what a list with a sign stands for."""

    def value(item: list[Any]) -> Any:
        sign = item[0]
        if sign == _RECORD:
            return records[item[1]]
        if sign == _BYTES:
            return blobs[item[1]]
        found = [value(one) if type(one) is list else one for one in item[1:]]
        if sign == _DICT:
            return dict(zip(found[::2], found[1::2], strict=True))
        return _MAKERS[sign](found)

    return value


_MAKERS: dict[str, Callable[[list[Any]], Any]] = {_TUPLE: tuple, _LIST: list, _SET: set, _FROZEN_SET: frozenset}


def _record_type(module: str, name: str, *names: str) -> Callable[..., Any]:
    """The constructor of a record type of the engine that has exactly these fields."""
    kind = getattr(import_module(module), name, None) if module.startswith(_PACKAGE) else None
    if not isinstance(kind, type) or kind.__module__ != module or not names or _names(kind) != names:
        raise Unfreezable(f"there is no record {module}.{name} with these fields")
    if is_dataclass(kind) and any(f.kw_only for f in fields(kind)):
        return lambda *values: kind(**dict(zip(names, values, strict=True)))
    return kind
