"""Rule cases: data files that anybody can add to, turned into small plans."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_type_hints

from planforge.model import plan as plan_module
from planforge.model.plan import AccountPlan
from planforge.model.record import Record
from planforge.values import CellRef, SourceFile
from support.plans import AS_OF, SHEETS, cells_of, with_readings

CASES = Path(__file__).parent.parent / "rules" / "cases"
_RESERVED = {"is", "cells", "says", "hints", "as_of", "last"}


@dataclass(frozen=True)
class Case:
    """One example of a case file. `cells` are `block[row].field` paths; a bare block means a finding without a cell.

    `last` is the plan of the last review, for the rules that compare with it.
    """

    rule: str
    text: str
    plan: AccountPlan
    as_of: date | None
    cells: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    hints: str = ""
    last: AccountPlan | None = None

    @property
    def id(self) -> str:
        return f"{self.rule}: {self.text}"


def record_class(block: str) -> type[Record]:
    hint = get_type_hints(AccountPlan, vars(plan_module))[block]
    return next(iter(get_args(hint)), hint)


def _typed(record: type[Record], values: Mapping[str, Any]) -> dict[str, Any]:
    """TOML values as the model has them: codes become enum members, whole numbers floats where the model says so."""
    hints = get_type_hints(record)
    typed = {}
    for name, value in values.items():
        kinds = get_args(hints[name]) if isinstance(hints[name], UnionType) else (hints[name],)
        code = next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Enum)), None)
        if code is not None:
            value = code(value)
        elif float in kinds:
            value = float(value)
        typed[name] = value
    return typed


def build_plan(fragment: Mapping[str, Any]) -> AccountPlan:
    blocks: dict[str, Any] = {}
    for block, value in fragment.items():
        record = record_class(block)
        if isinstance(value, list):
            blocks[block] = tuple(record(cells=cells_of(block, record, i), **_typed(record, row)) for i, row in enumerate(value))
        else:
            blocks[block] = record(cells=cells_of(block, record), **_typed(record, value))
    return with_readings(AccountPlan(source=SourceFile("case.xlsx", "0" * 64), **blocks))


def cell_of(path: str) -> CellRef | None:
    """The cell of `block[row].field` or `block.field`; None for a bare block."""
    place, _, name = path.partition(".")
    if not name:
        assert place in SHEETS, path
        return None
    block, _, row = place.partition("[")
    return cells_of(block, record_class(block), int(row.rstrip("]") or 0) if row else 0)[name]


def load_cases() -> list[Case]:
    cases = []
    for path in sorted(CASES.glob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        for kind in ("fails", "passes"):
            for example in data.get(kind, []):
                fragment = {key: value for key, value in example.items() if key not in _RESERVED}
                cases.append(
                    Case(
                        rule=data["rule"],
                        text=example["is"],
                        plan=build_plan(fragment),
                        as_of=None if example.get("as_of") is False else example.get("as_of", AS_OF),
                        cells=tuple(example.get("cells", ())),
                        says=tuple(example.get("says", ())),
                        hints=example.get("hints", ""),
                        last=build_plan(example["last"]) if "last" in example else None,
                    )
                )
    return cases
