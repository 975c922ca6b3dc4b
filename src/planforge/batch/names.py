"""File names that every system accepts, and how names of files are shown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\ud800-\udfff]+')
_EDGES = re.compile(r"^[\s.-]+|[\s.-]+$")
_RESERVED = {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))}
_MOST_BYTES = 120


def safe_name(text: str) -> str:
    """A file name without suffix: no reserved word or character, no trailing dot or blank, at most 120 bytes."""
    name = _FORBIDDEN.sub("-", unicodedata.normalize("NFC", text))
    name = _EDGES.sub("", name)
    while len(name.encode()) > _MOST_BYTES:
        name = _EDGES.sub("", name[:-1])
    if not name:
        return "plan"
    return f"{name}_" if name.split(".")[0].casefold() in _RESERVED else name


def unique_names(texts: Iterable[str]) -> list[str]:
    """Safe names in the order of the texts, no two alike without case; a repeated one gets a number."""
    taken: set[str] = set()
    names = []
    for text in texts:
        base = name = safe_name(text)
        number = 2
        while name.casefold() in taken:
            name, number = f"{base}-{number}", number + 1
        taken.add(name.casefold())
        names.append(name)
    return names


def shown(path: Path, base: Path | None = None) -> str:
    """A file's name as results name it: relative to the base, forward slashes, nothing that is not text."""
    inside = base is not None and path.is_relative_to(base)
    text = path.relative_to(base).as_posix() if base is not None and inside else path.name
    plain = text.encode("utf-8", "backslashreplace").decode()
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in plain)
