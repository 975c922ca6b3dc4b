"""`planforge summary`: the consolidated workbook of many plans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planforge.cli import console, shared
from planforge.config import Config
from planforge.errors import InputError

if TYPE_CHECKING:
    from planforge.model.plan import AccountPlan
    from planforge.pipeline import CheckResult, ScoreResult
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

    PLAN is a workbook or a folder of workbooks. Of several plans of an account the latest counts, and is compared with the one
    before. Decks in the folder `decks` beside the workbook are linked when they are named like the plans. Exit code 2: a plan
    could not be read; it is listed in the workbook.
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
    from planforge.pipeline import check_plan, place_in_portfolio, score_checked

    found: dict[Path, CheckResult] = {}
    unread: list[tuple[str, str]] = []
    for path in files:
        try:
            found[path] = check_plan(path, config, as_of)
        except InputError as error:
            console.error(error.message, error.hint)
            unread.append((path.name, error.message))
    before = _last_reviews({path: checked.plan for path, checked in found.items()})
    placed = place_in_portfolio([score_checked(checked, config, as_of, before.get(path)) for path, checked in found.items()], config)
    return [_rows(path, result, out, config.language) for path, result in zip(found, placed, strict=True)], unread


def _last_reviews(plans: Mapping[Path, AccountPlan]) -> dict[Path, AccountPlan]:
    """The plan of the last review of each account's latest plan, where both were given; paired as `planforge build` does."""
    from planforge.batch.survey import Surveyed, jobs

    surveys = [
        Surveyed(path=path, account_id=plan.cover.account_id or "", as_of=plan.as_of, last_review_file=plan.cover.last_review_file or "")
        for path, plan in plans.items()
    ]
    return {job.survey.path: plans[job.previous.path] for job in jobs(surveys) if job.previous}


def _rows(path: Path, result: ScoreResult, out: Path, language: str) -> AccountRows:
    from planforge.batch.tasks import link_to
    from planforge.pipeline import consolidated_rows

    deck = out.parent / "decks" / f"{path.stem}.pptx"
    linked = link_to(deck, out.parent) if deck.is_file() else ""
    return consolidated_rows(result, deck=linked, source=link_to(path, out.parent), language=language)
