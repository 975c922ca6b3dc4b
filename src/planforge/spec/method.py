"""The planning method as a table: each framework, where it is filled in, what computes it, where it is shown; and what it is for."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from planforge.errors import SpecError
from planforge.spec.schema import Words, WorkbookSpec


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework:
    """One framework of the method.

    Attributes:
        about: what it is and what it is good for, in English.
        how: how it is computed: formulas, scales, and the cuts as names of the scoring policy in braces, such as `{factors.good}`.
        blank: what a missing entry does.
        inputs: block keys of the workbook spec with the fields that the framework reads.
        computed: functions as `module:name`; empty when the slide shows the entries as they are.
        reason: why nothing is computed, when nothing is.
        shown: slide ids of the account review, or `portfolio:` and a sheet of the consolidated workbook.
    """

    id: str
    name: Words
    about: str = ""
    how: str = ""
    blank: str = ""
    inputs: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    computed: tuple[str, ...] = ()
    reason: str = ""
    shown: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """True when nobody can fill the framework in, nothing shows it, or nothing computes it without a reason why."""
        return not (self.inputs and self.shown and (self.computed or self.reason))


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A row of the method without a line of its own in the table.

    Attributes:
        standing: `described only`, `merged with …`, `fixture`, `low priority`, `second wave` or `out of scope`.
        covered: where its content is found, or why there is nothing to compute.
    """

    id: str
    name: Words
    standing: str
    covered: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanningObjective:
    """What account planning is for (METHOD D6), with the ids of the frameworks that serve it."""

    name: Words
    frameworks: tuple[str, ...]


def load_method(path: Path) -> tuple[Framework, ...]:
    """The frameworks of a method file, in its order.

    Raises:
        SpecError: the file cannot be read, or an entry is wrong.
    """
    return tuple(_framework(entry, path.name) for entry in _read(path).get("frameworks", ()))


def load_described(path: Path) -> tuple[Described, ...]:
    """The rows of the method that have no line of their own, in the file's order.

    Raises:
        SpecError: the file cannot be read, or an entry is wrong.
    """
    return tuple(_described(entry, path.name) for entry in _read(path).get("described", ()))


def load_objectives(path: Path) -> tuple[PlanningObjective, ...]:
    """The objectives of account planning, in the file's order.

    Raises:
        SpecError: the file cannot be read, or an entry is wrong.
    """
    return tuple(_objective(entry, path.name) for entry in _read(path).get("objectives", ()))


def _read(path: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SpecError(f"The method table {path.name} cannot be read.", str(error)) from error


def _framework(entry: Mapping[str, Any], file: str) -> Framework:
    try:
        return Framework(
            id=entry["id"],
            name=Words(**entry["name"]),
            about=entry["about"],
            how=entry.get("how", "").strip(),
            blank=entry.get("blank", "").strip(),
            inputs=MappingProxyType({block: tuple(fields) for block, fields in entry.get("inputs", {}).items()}),
            computed=tuple(entry.get("computed", ())),
            reason=entry.get("reason", "").strip(),
            shown=tuple(entry.get("shown", ())),
        )
    except (AttributeError, KeyError, TypeError) as error:
        message = f"{file}: the framework {entry.get('id', '')!r} needs id, name in both languages, about, lists, and inputs by block."
        raise SpecError(message) from error


def _described(entry: Mapping[str, Any], file: str) -> Described:
    try:
        return Described(id=entry["id"], name=Words(**entry["name"]), standing=entry["standing"], covered=entry["covered"])
    except (KeyError, TypeError) as error:
        raise SpecError(f"{file}: the row {entry.get('id', '')!r} needs id, name in both languages, standing and covered.") from error


def _objective(entry: Mapping[str, Any], file: str) -> PlanningObjective:
    try:
        return PlanningObjective(name=Words(**entry["name"]), frameworks=tuple(entry["frameworks"]))
    except (KeyError, TypeError) as error:
        raise SpecError(f"{file}: an objective needs a name in both languages and frameworks.") from error


def sheets_of(framework: Framework, spec: WorkbookSpec, language: str) -> tuple[str, ...]:
    """The names of the sheets on which a framework is filled in, in the spec's order, each once."""
    keys = set(framework.inputs)
    return tuple(sheet.name.get(language) for sheet in spec.sheets if keys & {block.key for block in sheet.blocks})
