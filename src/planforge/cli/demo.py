"""`planforge demo`: the main job on the sample plans, into `./planforge-demo`."""

from __future__ import annotations

from pathlib import Path

import click

from planforge import resources
from planforge.cli import build, shared

FOLDER = "planforge-demo"


@click.command(name="demo", short_help="Make everything from the sample plans that ship with PlanForge.")
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), default=Path(FOLDER), show_default=True, metavar="OUT", help="Folder to write to."
)
@shared.language_option
def command(out: Path, language: str | None) -> int:
    """Make review decks, the consolidated workbook and a findings page from ten sample accounts.

    One sample is full of mistakes and one is half-filled on purpose, to show what then happens; the run succeeds all the same.
    """
    result = build.run(resources.samples(), out, language, None, 0, False, None)
    for line in build.made(result):
        click.echo(line)
    if result.drafts:
        click.echo(f"{_drafts(result.drafts)} on purpose: some samples are faulty, and {out / 'findings.html'} lists every fault.")
    click.echo(f"Open {out / 'decks'} for the decks and {out / 'portfolio.xlsx'} for all accounts together.")
    return build.exit_code(result, None)


def _drafts(number: int) -> str:
    """`1 deck is marked DRAFT` or `2 decks are marked DRAFT`."""
    return f"{number} {'deck is' if number == 1 else 'decks are'} marked DRAFT"
