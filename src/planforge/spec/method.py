"""The planning method as a table: each framework, where it is filled in, what computes it, where it is shown."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planforge.errors import SpecError
from planforge.spec.schema import Words, WorkbookSpec


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework:
    """One framework of the method.

    Attributes:
        about: what it is and what it is good for, in English.
        inputs: block keys of the workbook spec.
        computed: functions as `module:name`; empty when the slide shows the entries as they are.
        shown: slide ids of the account review, or `portfolio:` and a sheet of the consolidated workbook.
    """

    id: str
    name: Words
    about: str = ""
    inputs: tuple[str, ...] = ()
    computed: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """True when nobody can fill the framework in, or nothing shows it."""
        return not (self.inputs and self.shown)


def load_method(path: Path) -> tuple[Framework, ...]:
    """The frameworks of a method file, in its order.

    Raises:
        SpecError: the file cannot be read, or an entry is wrong.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SpecError(f"The method table {path.name} cannot be read.", str(error)) from error
    return tuple(_framework(entry, path.name) for entry in data.get("frameworks", ()))


def _framework(entry: Mapping[str, Any], file: str) -> Framework:
    try:
        lists = {key: tuple(entry.get(key, ())) for key in ("inputs", "computed", "shown")}
        return Framework(id=entry["id"], name=Words(**entry["name"]), about=entry["about"], **lists)
    except (KeyError, TypeError) as error:
        raise SpecError(f"{file}: the framework {entry.get('id', '')!r} needs id, name in both languages, about and lists.") from error


def sheets_of(framework: Framework, spec: WorkbookSpec, language: str) -> tuple[str, ...]:
    """The names of the sheets on which a framework is filled in, in the spec's order, each once."""
    keys = set(framework.inputs)
    return tuple(sheet.name.get(language) for sheet in spec.sheets if keys & {block.key for block in sheet.blocks})
