"""`planforge score`: every score of a plan with its parts and cells, plan quality and the fixes worth most."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planforge import __version__
from planforge.cli import console, shared
from planforge.config import Config
from planforge.diagnostics.finding import Severity
from planforge.errors import InputError
from planforge.values import plain

if TYPE_CHECKING:
    from planforge.pipeline import ScoreResult

SCHEMA = "planforge.score/1"
"""Name and version of the JSON result; a new number means that a key changed its meaning or went away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """One file's outcome: its scores, or the error why there are none."""

    path: Path
    result: ScoreResult | None = None
    error: InputError | None = None


@click.command(name="score", short_help="Score a plan and show every score with its parts.")
@shared.plans_argument
@shared.format_option
@click.option("--previous", type=click.Path(path_type=Path), metavar="FILE", help="The same account's plan at the last review.")
@shared.as_of_option
@shared.config_option
def command(plans: tuple[Path, ...], output_format: str, previous: Path | None, as_of: date | None, config_file: Path | None) -> int:
    """Score plan workbooks and show every score with its parts and cells.

    PLAN is a workbook or a folder of workbooks. With three plans or more, attractiveness is high from their average on.
    """
    config = shared.settings(config_file)
    files = shared.plan_files(plans)
    if previous and len(files) > 1:
        raise click.BadParameter("a previous plan can only be given for one plan.", param_hint="--previous")
    results = _score(files, config, as_of, previous)
    if output_format == "json":
        click.echo(json.dumps(as_json(results), ensure_ascii=False, indent=2))
    else:
        from planforge.cli.score_text import show

        for scored in results:
            if scored.result is not None:
                show(scored.result)
    for scored in results:
        if scored.error is not None:
            console.error(scored.error.message, scored.error.hint)
    return 2 if any(scored.error for scored in results) else 0


def _score(files: Sequence[Path], config: Config, as_of: date | None, previous: Path | None) -> list[Scored]:
    """Every file's outcome in order; a file that cannot be read does not stop the others."""
    from planforge.pipeline import place_in_portfolio, score_plan

    found: list[Scored] = []
    for path in files:
        try:
            found.append(Scored(path=path, result=score_plan(path, config, as_of, previous)))
        except InputError as error:
            found.append(Scored(path=path, error=error))
    placed = iter(place_in_portfolio([scored.result for scored in found if scored.result], config))
    return [Scored(path=scored.path, result=next(placed)) if scored.result else scored for scored in found]


def as_json(results: Sequence[Scored]) -> dict[str, Any]:
    """The result as JSON-ready values: the whole scorecard of every file."""
    return {"schema": SCHEMA, "planforge": __version__, "files": [_file_json(scored) for scored in results]}


def _file_json(scored: Scored) -> dict[str, Any]:
    if scored.result is None:
        problem = scored.error
        return {
            "file": scored.path.name,
            "sha256": None,
            "account": None,
            "error": {"message": problem.message, "hint": problem.hint} if problem else None,
            "counts": None,
            "scorecard": None,
        }
    plan, report = scored.result.plan, scored.result.report
    return {
        "file": plan.source.name,
        "sha256": plan.source.sha256,
        "account": plan.name,
        "error": None,
        "previous": scored.result.previous.source.name if scored.result.previous else None,
        "counts": {severity.value: report.count(severity) for severity in Severity},
        "scorecard": plain(scored.result.scorecard),
    }
