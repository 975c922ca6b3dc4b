"""`planforge method`: every framework of the planning method, where it is filled in, what computes it and where it is shown."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import click

from planforge import resources
from planforge.cli import console
from planforge.spec.load import load_spec
from planforge.spec.method import Described, Framework, load_described, load_method, sheets_of

METHOD = "method/method.toml"
_WORKBOOK = "xlsx/account-plan/workbook.toml"
_HEADS = {"en": ("Id", "Framework", "Filled in on", "Computed by", "Shown on"), "zh": ("编号", "框架", "填写工作表", "计算", "显示")}
_OTHERS = {"en": ("Id", "Without a line of its own", "Standing"), "zh": ("编号", "未单列的内容", "处理")}


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
    """List every framework of the planning method: where it is filled in, what computes it, where it is shown; then the rows of the
    method that have no line of their own, and why."""
    path = resources.template(METHOD)
    rows, others = [_row(framework, language) for framework in load_method(path)], load_described(path)
    if form == "json":
        found = {"frameworks": [_plain(row) for row in rows], "described": [_told(other, language) for other in others]}
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return 0
    for line in _table(_cells(rows), _HEADS[language]):
        click.echo(line)
    click.echo("")
    for line in _table([[other.id, other.name.get(language), other.standing] for other in others], _OTHERS[language]):
        click.echo(line)
    return 0


def _row(framework: Framework, language: str) -> _Row:
    spec = load_spec(resources.template(_WORKBOOK))
    functions = tuple(name.rpartition(":")[2] for name in framework.computed)
    shown = tuple(place.replace("portfolio:", "portfolio.xlsx ") for place in framework.shown)
    return _Row(framework.id, framework.name.get(language), sheets_of(framework, spec, language), functions, shown)


def _plain(row: _Row) -> dict[str, object]:
    return {"id": row.id, "framework": row.name, "sheets": row.sheets, "computed": row.computed, "shown": row.shown}


def _told(other: Described, language: str) -> dict[str, str]:
    return {"id": other.id, "framework": other.name.get(language), "standing": other.standing, "covered": other.covered}


def _cells(rows: Sequence[_Row]) -> list[list[str]]:
    """What stands in each line; a dash where there is nothing."""
    return [[row.id, row.name, *(", ".join(part) or "–" for part in (row.sheets, row.computed, row.shown))] for row in rows]


def _table(rows: Sequence[Sequence[str]], heads: Sequence[str]) -> Iterator[str]:
    """The lines of a table, columns as wide as their widest cell; Chinese characters take two places."""
    cells = [heads, *rows]
    widths = [max(console.columns(line[column]) for line in cells) for column in range(len(heads))]
    for number, line in enumerate(cells):
        text = "  ".join(cell + " " * (width - console.columns(cell)) for cell, width in zip(line, widths, strict=True)).rstrip()
        yield text if number else click.style(text, bold=True)
