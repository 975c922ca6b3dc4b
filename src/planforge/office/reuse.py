"""Compiled code that is used again: from the cache on disk when it is there, compiled and kept when not.

Where the time of compiling goes (the shipped deck, 23 slides, 0.9 s): walking the XML 53 %, of which a sixth is trying each tag on its
own; parsing the program 13 %, generating Python from it 24 %, compiling that 6 %, checking names 1 %. So everything is kept: the records
as `office.freeze` writes them, and the program as the code object that Python itself would keep in a `.pyc`, in Python's own format
(marshal). Its source instead would have to be compiled at each start and would be no safer, since it is run all the same; what makes
either safe is that `office.cache` reads only the user's own files. An entry's key holds all that compiling depends on, so no entry
is ever out of date.
"""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Mapping
from dataclasses import is_dataclass, replace
from pathlib import Path
from struct import Struct
from typing import Any, cast, get_args

from planforge.errors import TemplateError
from planforge.office.cache import Store, program_signature
from planforge.office.frame import Visual
from planforge.office.freeze import Unfreezable, freeze, thaw
from planforge.office.render import CompiledTemplate

_HEAD = Struct("<I")


def cached_template(
    source: Path | bytes, *, context: type | None = None, visuals: Mapping[str, Visual] | None = None, name: str = "", store: Store | None
) -> CompiledTemplate:
    """`compile_template`, from the store when the same template was compiled before, with the same result to the byte.

    Args:
        source, context, visuals, name: as for `compile_template`.
        store: the cache; None compiles.

    Raises:
        TemplateError: with every problem of the template at once.
    """
    label = name or (source.name if isinstance(source, Path) else "")
    if store is None:
        return _compile(source, context, visuals, label)
    data = source if isinstance(source, bytes) else _read(source, label)
    key = _key(data, context, visuals or {})
    found = store.get(key)
    template = _thawed(found, visuals or {}, label) if found is not None else None
    if template is None:
        template = _compile(data, context, visuals, label)
        _keep(store, key, template)
    return template


def _read(source: Path, label: str) -> bytes:
    try:
        return source.read_bytes()
    except OSError as error:
        raise TemplateError(f"{label} cannot be read: {error.strerror or error}.", "Check the path.") from error


def _compile(source: Path | bytes, context: type | None, visuals: Mapping[str, Visual] | None, label: str) -> CompiledTemplate:
    from planforge.office.compile import compile_template

    return compile_template(source, context=context, visuals=visuals, name=label)


def _key(data: bytes, context: type | None, visuals: Mapping[str, Visual]) -> str:
    """A digest of the template and of all that its compiled form depends on."""
    drawings = sorted((name, getattr(visual, "minimum", None)) for name, visual in visuals.items())
    digest = hashlib.sha256(f"template\n{program_signature()}\n{_signature(context)}\n{drawings}\n".encode())
    digest.update(data)
    return digest.hexdigest()


def _signature(context: type | None) -> str:
    """The names that tags may use, with their types, as text. A context of PlanForge itself is part of the program's signature."""
    if context is None or context.__module__.startswith("planforge."):
        return f"{context}"
    from planforge.office.names import attributes_of

    found: dict[str, str] = {}
    queue: list[Any] = [context]
    while queue:
        kind = queue.pop()
        if str(kind) not in found and kind is not Any:
            names = attributes_of(cast(Any, kind)) if is_dataclass(kind) else None
            found[str(kind)] = str(sorted((name, str(hint)) for name, hint in (names or {}).items()))
            queue += [*(names or {}).values(), *get_args(kind)]
    return str(sorted(found.items()))


def _keep(store: Store, key: str, template: CompiledTemplate) -> None:
    """Stores a template as it was compiled, without its drawings, which the caller gives each time."""
    sources = replace(template.sources, visuals={})
    try:
        data = freeze((sources, template.numbered, template.places, template.calls))
    except Unfreezable:
        return
    code = marshal.dumps(template.code)
    store.put(key, _HEAD.pack(len(code)) + code + data)


def _thawed(found: bytes, visuals: Mapping[str, Visual], label: str) -> CompiledTemplate | None:
    """The template that an entry holds; None when it does not hold one."""
    try:
        (size,) = _HEAD.unpack_from(found)
        end = _HEAD.size + size
        code = marshal.loads(found[_HEAD.size : end])
        sources, numbered, places, calls = thaw(found[end:])
        return CompiledTemplate(label, replace(sources, visuals=dict(visuals)), numbered, places, code, calls)
    except (Unfreezable, ValueError, TypeError, EOFError):
        return None
