"""`planforge method`: every framework of the planning method, where it is filled in, what computes it and where it is shown."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import click

from planforge import resources
from planforge.spec.load import load_spec
from planforge.spec.method import Framework, load_method, sheets_of

METHOD = "method/method.toml"
_WORKBOOK = "xlsx/account-plan/workbook.toml"
_HEADS = {"en": ("Id", "Framework", "Filled in on", "Computed by", "Shown on"), "zh": ("编号", "框架", "填写工作表", "计算", "显示")}


@dataclass(frozen=True, slots=True)
class _Row:
    """A framework as shown."""

    id: str
    name: str
    sheets: tuple[str, ...]
    computed: tuple[str, ...]
    shown: tuple[str, ...]


@click.command(name="method", short_help="List the frameworks of the planning method and where each one works.")
@click.option("--lang", "language", type=click.Choice(["en", "zh"]), default="en", show_default=True, help="Language of the table.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How the table is printed.")
def command(language: str, form: str) -> int:
    """List every framework of the planning method: where it is filled in, what computes it, where it is shown."""
    rows = [_row(framework, language) for framework in load_method(resources.template(METHOD))]
    if form == "json":
        click.echo(json.dumps([_plain(row) for row in rows], ensure_ascii=False, indent=2))
        return 0
    for line in _table(rows, _HEADS[language]):
        click.echo(line)
    return 0


def _row(framework: Framework, language: str) -> _Row:
    spec = load_spec(resources.template(_WORKBOOK))
    functions = tuple(name.rpartition(":")[2] for name in framework.computed)
    shown = tuple(place.replace("portfolio:", "portfolio.xlsx ") for place in framework.shown)
    return _Row(framework.id, framework.name.get(language), sheets_of(framework, spec, language), functions, shown)


def _plain(row: _Row) -> dict[str, object]:
    return {"id": row.id, "framework": row.name, "sheets": row.sheets, "computed": row.computed, "shown": row.shown}


def _table(rows: Sequence[_Row], heads: Sequence[str]) -> Iterator[str]:
    """The lines of the table, columns as wide as their widest cell; Chinese characters take two places."""
    cells = [heads, *([row.id, row.name, *(", ".join(part) or "–" for part in (row.sheets, row.computed, row.shown))] for row in rows)]
    widths = [max(_width(line[column]) for line in cells) for column in range(len(heads))]
    for number, line in enumerate(cells):
        text = "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True)).rstrip()
        yield text if number else click.style(text, bold=True)


def _width(text: str) -> int:
    return sum(2 if ord(character) >= 0x2E80 else 1 for character in text)
