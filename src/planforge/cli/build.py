"""`planforge build`: everything from a folder of plans in one go."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planforge.cli import console, shared
from planforge.diagnostics.finding import Severity

if TYPE_CHECKING:
    from planforge.batch.runner import BuildResult
    from planforge.batch.workers import Progress


@click.command(name="build", short_help="Check, score and render a whole folder of plans.")
@click.argument("folder", type=click.Path(path_type=Path), metavar="FOLDER")
@click.option("-o", "--out", type=click.Path(path_type=Path), required=True, metavar="OUT", help="Folder to write to; made when missing.")
@shared.language_option
@shared.as_of_option
@click.option("--jobs", type=click.IntRange(0, 64), default=0, help="Processes at once. Default: by plans and cores.")
@shared.appendix_option
@click.option("--strict", is_flag=True, help="Make no deck for a plan with errors, instead of one marked DRAFT.")
@shared.fail_on_option
@shared.fonts_option
@shared.config_option
def command(
    folder: Path,
    out: Path,
    language: str | None,
    as_of: date | None,
    jobs: int,
    appendix: bool | None,
    strict: bool,
    fail_on: str,
    fonts: Path | None,
    config_file: Path | None,
) -> int:
    """Make review decks, the consolidated workbook and a findings page from all plans in FOLDER and its sub-folders.

    Of each account the latest quarter is reviewed, against the quarter before when the folder holds it. OUT then has
    decks/, portfolio.xlsx, findings.html, findings.json and manifest.json; what an earlier run made there and this one
    does not is removed.
    """
    result = run(folder, out, language, as_of, jobs, strict, config_file, fonts, appendix)
    for line in (*made(result), *attention(result)):
        click.echo(line)
    return exit_code(result, shared.threshold(fail_on))


def run(
    folder: Path,
    out: Path,
    language: str | None,
    as_of: date | None,
    jobs: int,
    strict: bool,
    config_file: Path | None,
    fonts: Path | None = None,
    appendix: bool | None = None,
) -> BuildResult:
    """Builds with a progress bar, and names the plans that failed."""
    from planforge.batch.runner import build

    config = shared.settings(config_file, language=language, fonts=fonts, appendix=appendix)
    with _progress() as progress:
        result = build(folder, out, config, as_of=as_of, processes=jobs, strict=strict, progress=progress)
    for outcome in result.failed:
        console.error(f"{console.one_line(outcome.path.name)}: {outcome.error}", outcome.hint)
    return result


def exit_code(result: BuildResult, threshold: Severity | None) -> int:
    """2 when a plan failed, 1 when there is a finding at or above the threshold, else 0."""
    return 2 if result.failed else int(result.fails(threshold))


def made(result: BuildResult) -> Iterator[str]:
    """What was made, and where."""
    parts = [console.counted(result.decks, "deck")]
    if result.workbook:
        parts.append("the consolidated workbook portfolio.xlsx")
    yield f"Made {', '.join(parts)} and findings.html in {result.out}."


def attention(result: BuildResult) -> Iterator[str]:
    """What a person should look at; the last line sums it up."""
    for path in result.left_out:
        yield f"{console.one_line(path.name)} was left out: another workbook is of the same account and day."
    if result.strangers:
        yield f"Not of this run, but in the folder decks: {', '.join(result.strangers[:5])}{' …' if len(result.strangers) > 5 else ''}."
    parts = []
    if result.failed:
        parts.append(f"{console.counted(len(result.failed), 'workbook')} without a result")
    if result.refused:
        parts.append(f"{console.counted(result.refused, 'plan')} refused because of errors")
    if result.drafts:
        parts.append(f"{console.counted(result.drafts, 'deck')} marked DRAFT because of errors")
    counts = f"{console.counted(result.count(Severity.ERROR), 'error')}, {console.counted(result.count(Severity.WARNING), 'warning')}"
    yield f"Needs attention: {'; '.join(parts)} ({counts}; see findings.html)." if parts else f"No plan has an error ({counts})."


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """A progress bar on standard error while it is a terminal, else nothing."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description:<16}"), BarColumn(), MofNCompleteColumn())
    # No refreshing in the background: processes are started while the bar is shown, and a thread would be copied half-way.
    with Bars(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as bars:
        tasks: dict[str, TaskID] = {}

        def tell(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(step, total=total)
            bars.update(tasks[step], completed=done, refresh=True)

        yield tell
