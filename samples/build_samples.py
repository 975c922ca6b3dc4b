"""Builds the sample workbooks from the TOML files in samples/data: `python samples/build_samples.py`, or `--check` to compare bytes."""

from __future__ import annotations

import copy
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from planforge.authoring.plan_workbook import fill_plan_workbook
from planforge.authoring.workbook_layout import variation_of
from planforge.spec.load import load_spec
from planforge.spec.schema import WorkbookSpec

HERE = Path(__file__).resolve().parent
SPEC = HERE.parent / "templates" / "xlsx" / "account-plan" / "workbook.toml"
_NOT_DATA = frozenset(
    {"file", "language", "based_on", "change", "add", "raw", "raw_formula", "move_sheets", "rename_headers", "insert_columns"}
)


def read_data(stem: str, spec: WorkbookSpec) -> dict[str, Any]:
    """The content of a data file with the file it is based on merged in; settings and blocks together."""
    own = tomllib.loads((HERE / "data" / f"{stem}.toml").read_text(encoding="utf-8"))
    if "based_on" not in own:
        return own
    made = copy.deepcopy(read_data(own["based_on"], spec))
    for key in ("raw", "raw_formula", "change", "add"):
        made.pop(key, None)
    for key, value in own.items():
        if isinstance(value, Mapping) and isinstance(made.get(key), Mapping):
            made[key] = {**made[key], **value}
        else:
            made[key] = value
    for change in own.get("change", ()):
        _apply(made, dict(change), spec)
    for record in own.get("add", ()):
        block = record["block"]
        made[block] = [*made.get(block, []), {name: value for name, value in record.items() if name != "block"}]
    return made


def _apply(made: dict[str, Any], change: dict[str, Any], spec: WorkbookSpec) -> None:
    """Merges a change into the record whose key field, or id, equals the change's key."""
    block, key, remove = change.pop("block"), change.pop("key"), change.pop("remove", False)
    names = ("id", spec.block(block).key_field)
    place = next((i for i, record in enumerate(made[block]) if key in [record.get(name) for name in names]), None)
    if place is None:
        raise SystemExit(f"{made['file']}: {block} has no record {key!r}.")
    if remove:
        del made[block][place]
    else:
        made[block][place] = {**made[block][place], **change}


def build(stem: str, spec: WorkbookSpec) -> tuple[str, bytes]:
    """File name and bytes of one sample."""
    data = read_data(stem, spec)
    blocks = {key: value for key, value in data.items() if key not in _NOT_DATA}
    variation = variation_of(data.get("rename_headers", {}), data.get("insert_columns", ()), data.get("move_sheets", ()))
    formulas = {item["cell"]: item["formula"] for item in data.get("raw_formula", ())}
    return data["file"], fill_plan_workbook(spec, blocks, data.get("language", "en"), variation, data.get("raw"), formulas)


def main(arguments: list[str]) -> int:
    """Writes the samples, or with `--check` names those that differ and returns 1."""
    spec = load_spec(SPEC)
    check = "--check" in arguments
    stale = []
    for path in sorted((HERE / "data").glob("*.toml")):
        name, made = build(path.stem, spec)
        target = HERE / name
        if not target.is_file() or target.read_bytes() != made:
            stale.append(name)
            if not check:
                target.write_bytes(made)
    for name in stale:
        print(f"{'differs' if check else 'written'}: samples/{name}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
