"""`planforge summary`: the consolidated workbook of many plans."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planforge.cli import console, shared
from planforge.config import Config
from planforge.errors import InputError

if TYPE_CHECKING:
    from planforge.pipeline import ScoreResult
    from planforge.portfolio import AccountRows


@click.command(name="summary", short_help="Render the consolidated workbook of many plans.")
@shared.plans_argument
@click.option(
    "-o", "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, metavar="FILE", help="The workbook to write (.xlsx)."
)
@shared.language_option
@shared.as_of_option
@shared.config_option
def command(plans: tuple[Path, ...], out: Path, language: str | None, as_of: date | None, config_file: Path | None) -> int:
    """Render one Excel workbook with the figures, risks, actions and findings of all plans.

    PLAN is a workbook or a folder of workbooks. Of several plans of an account the latest counts. Decks in the folder `decks`
    beside the workbook are linked when they are named like the plans. Exit code 2: a plan could not be read; it is listed in
    the workbook.
    """
    from planforge.batch.outputs import ensure_replaceable
    from planforge.office.package import write_atomically
    from planforge.pipeline import render_portfolio

    config = shared.settings(config_file, language=language)
    files = shared.plan_files(plans)
    if out.suffix.lower() != ".xlsx":
        raise click.BadParameter("must end in .xlsx.", param_hint="--out")
    if out.exists() and any(path.exists() and out.samefile(path) for path in files):
        raise click.BadParameter("is one of the plans.", param_hint="--out")
    ensure_replaceable(out)
    rows, unread = _read(files, out, config, as_of)
    if not rows:
        raise InputError("No plan could be read, so there is nothing to consolidate.", "Check the files above.")
    rendered = render_portfolio(rows, config, unread)
    write_atomically(out, rendered.data)
    click.echo(f"{out}: {console.counted(len(rows), 'plan')}.")
    for finding in rendered.findings:
        console.message(f"  {finding.code} {console.one_line(finding.message)}")
    return 2 if unread else 0


def _read(files: Sequence[Path], out: Path, config: Config, as_of: date | None) -> tuple[list[AccountRows], list[tuple[str, str]]]:
    """The rows of every plan and the workbooks that could not be read, each with the reason."""
    from planforge.pipeline import place_in_portfolio, score_plan

    found: list[tuple[Path, ScoreResult]] = []
    unread: list[tuple[str, str]] = []
    for path in files:
        try:
            found.append((path, score_plan(path, config, as_of)))
        except InputError as error:
            console.error(error.message, error.hint)
            unread.append((path.name, error.message))
    placed = place_in_portfolio([result for _, result in found], config)
    return [_rows(path, result, out) for (path, _), result in zip(found, placed, strict=True)], unread


def _rows(path: Path, result: ScoreResult, out: Path) -> AccountRows:
    from planforge.batch.tasks import link_to
    from planforge.pipeline import consolidated_rows

    deck = out.parent / "decks" / f"{path.stem}.pptx"
    return consolidated_rows(result, deck=link_to(deck, out.parent) if deck.is_file() else "", source=link_to(path, out.parent))
