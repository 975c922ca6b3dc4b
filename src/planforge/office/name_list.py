"""Lists every name that a template may use, with type, example and meaning, from the context's dataclasses."""

from __future__ import annotations

import dataclasses
import re
import types
import typing
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from planforge.office.names import attributes_of, element
from planforge.office.rich import ChartData, Picture, Rich
from planforge.office.sandbox import FILTERS

_NOTHING = type(None)
_WORDS = {
    str: "text",
    Rich: "text",
    int: "number",
    float: "number",
    bool: "yes or no",
    date: "date",
    ChartData: "chart data",
    Picture: "picture",
    object: "any",
}
_ENTRY = re.compile(r"^\s+([a-z_][\w, ]*):\s+(.*)$")
_CLAUSE = re.compile(r"(?<=[.;])\s+")
FUNCTIONS = {
    "t": "t(key): a text of the catalogue in the deck's language.",
    "page_of": "page_of(id): the number of the first slide with an id.",
    "pages_of": "pages_of(ids): how many pages the slides with these ids take; pages_of(ids, low, high, fewer, right, more) gives a word.",
}
_FILTER_NOTES = {
    "first": "The first item of a list, or an empty text.",
    "last": "The last item of a list, or an empty text.",
    "optional": "The value, or a default when it is empty.",
    "length": "How many items a list has, or characters a text.",
    "upper": "The text in capitals.",
    "lower": "The text in small letters.",
    "trim": "The text without blanks around it.",
}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class NameEntry:
    """A name that tags may use.

    Attributes:
        name: dotted; `[]` stands behind a list for any item of it, `[0]` for one part of a pair.
        type: what the value is, in words.
        many: True for a list, which a loop goes over.
        example: the value in a sample, as text; empty when the sample has none.
        doc: what it means; may be empty.
    """

    name: str
    type: str
    many: bool = False
    example: str = ""
    doc: str = ""


def names_of(context: type, example: Any = None) -> tuple[NameEntry, ...]:
    """Every name of a context type, each before what it holds.

    Args:
        context: the dataclass whose fields are the names.
        example: an instance of it, for the values shown.
    """
    return tuple(_fields(context, example, "", (context,)))


def filter_notes() -> Mapping[str, str]:
    """Every filter with what it does."""
    return {name: _FILTER_NOTES.get(name) or _first_paragraph(FILTERS[name].__doc__) for name in sorted(FILTERS)}


def _fields(owner: type, value: Any, prefix: str, seen: tuple[type, ...]) -> Iterator[NameEntry]:
    notes = _notes(owner)
    for name, kind in (attributes_of(owner) or {}).items():
        if callable(getattr(owner, name, None)):
            continue
        inner = getattr(value, name, None) if value is not None else None
        yield from _entries(kind, inner, f"{prefix}{name}", notes.get(name, ""), seen)


def _entries(kind: Any, value: Any, name: str, doc: str, seen: tuple[type, ...]) -> Iterator[NameEntry]:
    plain = _without_nothing(kind)
    many = _is_list(plain)
    record = _record(_without_nothing(element(plain)) if many else plain)
    meaning = doc or (_first_paragraph(record.__doc__) if record else "")
    yield NameEntry(name=name, type=type_words(kind), many=many, example=_shown(value, many), doc=meaning)
    if many:
        items = list(value) if isinstance(value, (tuple, list)) else []
        yield from _inside(_without_nothing(element(plain)), items[0] if items else None, f"{name}[]", seen)
    else:
        yield from _inside(plain, value, name, seen)


def _inside(kind: Any, value: Any, name: str, seen: tuple[type, ...]) -> Iterator[NameEntry]:
    """What a record, a pair, or an item of a list holds."""
    record = _record(kind)
    if record is not None:
        if record not in seen:
            yield from _fields(record, value, f"{name}.", (*seen, record))
    elif typing.get_origin(kind) is tuple and not _is_list(kind):
        parts = value if isinstance(value, tuple) else ()
        for number, part in enumerate(typing.get_args(kind)):
            yield from _entries(part, parts[number] if number < len(parts) else None, f"{name}[{number}]", "", seen)
    elif _is_list(kind):
        items = list(value) if isinstance(value, (tuple, list)) else []
        yield from _inside(_without_nothing(element(kind)), items[0] if items else None, f"{name}[]", seen)


def type_words(kind: Any) -> str:
    """A type in words: `text`, `list of SectionRow`, `number or nothing`."""
    plain, optional = _without_nothing(kind), _optional(kind)
    return _plain_words(plain) + (" or nothing" if optional else "")


def _plain_words(kind: Any) -> str:
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return " or ".join(dict.fromkeys(map(_plain_words, arguments)))
    if _is_list(kind):
        return f"list of {_plain_words(_without_nothing(element(kind)))}"
    if origin is tuple:
        return f"({', '.join(map(_plain_words, arguments))})"
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return f"{_plain_words(arguments[1])} by key"
    return _WORDS.get(kind) or getattr(kind, "__name__", "any").replace("Any", "any")


def _optional(kind: Any) -> bool:
    return typing.get_origin(kind) in (typing.Union, types.UnionType) and _NOTHING in typing.get_args(kind)


def _without_nothing(kind: Any) -> Any:
    """The type without None; of a union of several types the whole union."""
    if not _optional(kind):
        return kind
    members = tuple(member for member in typing.get_args(kind) if member is not _NOTHING)
    return members[0] if len(members) == 1 else typing.Union[members]  # noqa: UP007 - built from values


def _is_list(kind: Any) -> bool:
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is tuple:
        return len(arguments) == 2 and arguments[1] is Ellipsis
    return isinstance(origin, type) and not issubclass(origin, Mapping) and bool(arguments) and origin is not types.UnionType


def _record(kind: Any) -> type | None:
    """The dataclass that holds further names."""
    return kind if isinstance(kind, type) and dataclasses.is_dataclass(kind) and kind not in _WORDS else None


def _shown(value: Any, many: bool) -> str:
    if value is None or (dataclasses.is_dataclass(value) and not isinstance(value, (Rich, ChartData))):
        return ""
    if isinstance(value, ChartData):
        return f"{len(value.series)} series, {len(value.categories)} categories"
    if many or isinstance(value, Mapping):
        return f"{len(value)} items" if len(value) != 1 else "1 item"
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _notes(owner: type) -> dict[str, str]:
    """What a class's docstring says about its attributes: its list of them, else the clause that names one."""
    text = owner.__doc__ or ""
    head, _, listed = text.partition("Attributes:")
    found: dict[str, str] = {}
    for sentence in _CLAUSE.split(" ".join(head.split())):
        for name in re.findall(r"`(\w+)`", sentence):
            found.setdefault(name, sentence.rstrip(";"))
    names: tuple[str, ...] = ()
    for line in listed.splitlines():
        entry = _ENTRY.match(line)
        if entry:
            names = tuple(name.strip() for name in entry[1].split(","))
            found.update(dict.fromkeys(names, entry[2].strip()))
        elif line.strip() and names:
            found.update({name: f"{found[name]} {line.strip()}" for name in names})
    return found


def _first_paragraph(text: str | None) -> str:
    paragraph = " ".join((text or "").strip().split("\n\n")[0].split())
    return "" if "(" in paragraph.split(" ")[0] else paragraph
