"""`planforge deck`: the review deck of one or more plans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planforge.cli import console, shared
from planforge.config import CUSTOMER, VARIANTS, Config
from planforge.diagnostics.finding import Severity
from planforge.errors import InputError, PlanForgeError
from planforge.model.plan import AccountPlan

if TYPE_CHECKING:
    from planforge.pipeline import CheckResult, ReviewResult


@click.command(name="deck", short_help="Render the review deck of one or more plans.")
@shared.plans_argument
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), required=True, metavar="OUT", help="Folder, or a .pptx file for a single plan."
)
@shared.language_option
@click.option(
    "--previous",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The plan of the last review. Default: the file the cover names, if it lies beside the plan.",
)
@shared.as_of_option
@click.option(
    "--variant",
    type=click.Choice(VARIANTS),
    default="full",
    show_default=True,
    help="full: the whole review; page: the account on a page; short: its six main blocks; customer: what the customer may see.",
)
@shared.appendix_option
@click.option("--strict", is_flag=True, help="Make no deck for a plan with errors, instead of one marked DRAFT.")
@shared.fonts_option
@shared.config_option
def command(
    plans: tuple[Path, ...],
    out: Path,
    language: str | None,
    previous: Path | None,
    as_of: date | None,
    variant: str,
    appendix: bool | None,
    strict: bool,
    fonts: Path | None,
    config_file: Path | None,
) -> int:
    """Render the review deck of each PLAN, a workbook or a folder of workbooks.

    Each plan stands alone; `planforge build` also places it among the other accounts, by their average and medians.

    A plan with errors gets a deck that is marked DRAFT and lists them. The customer's edition is not marked, but its texts are
    searched for what is internal, and every place is told. Exit code 1: --strict refused a plan; 2: a plan could
    not be read or its deck not be written; the others are made all the same.
    """
    from planforge.pipeline import prepare

    config = shared.settings(config_file, language=language, fonts=fonts, appendix=appendix)
    files = shared.plan_files(plans)
    if previous is not None and len(files) > 1:
        raise click.BadParameter("goes with a single plan.", param_hint="--previous")
    targets = _targets(files, out, variant)
    prepare(config, variant)
    job = _Job(config=config, previous=previous, as_of=as_of, variant=variant, strict=strict)
    return max(job.make(path, target) for path, target in zip(files, targets, strict=True))


def _targets(files: Sequence[Path], out: Path, variant: str) -> list[Path]:
    """The deck of each file: the named .pptx for a single plan, else one file per plan in the folder."""
    from planforge.batch.names import unique_names
    from planforge.batch.outputs import make_folder

    if out.suffix.lower() != ".pptx" or out.is_dir():
        make_folder(out)
        suffix = "" if variant == "full" else f".{variant}"
        return [out / f"{name}{suffix}.pptx" for name in unique_names(path.stem for path in files)]
    if len(files) > 1:
        raise click.BadParameter("is a single file, but there are several plans; name a folder.", param_hint="--out")
    make_folder(out.parent)
    return [out]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """What all decks of a run share."""

    config: Config
    previous: Path | None
    as_of: date | None
    variant: str
    strict: bool

    def make(self, path: Path, target: Path) -> int:
        """Makes one deck and says so. Returns 0, 1 when the plan is refused, or 2 when it cannot be used."""
        try:
            return self._make(path, target)
        except PlanForgeError as error:
            console.error(error.message, error.hint)
        except OSError as error:
            console.error(f"{console.one_line(path.name)}: {error.strerror or error}.", "Check the file, the folder and the free space.")
        except Exception as error:
            console.message(f"{console.one_line(path.name)}:")
            return console.fault(error)
        return 2

    def _make(self, path: Path, target: Path) -> int:
        from planforge.batch.outputs import ensure_replaceable
        from planforge.office.package import write_atomically
        from planforge.pipeline import check_plan, render_deck

        if target.exists() and path.exists() and target.samefile(path):
            raise InputError(f"{path.name} would be replaced by its own deck.", "Name another output.")
        ensure_replaceable(target)
        checked = check_plan(path, self.config, self.as_of)
        errors, warnings = checked.report.count(Severity.ERROR), checked.report.count(Severity.WARNING)
        name = console.one_line(path.name)
        if self.strict and errors:
            console.error(f"{name} has {console.counted(errors, 'error')}; no deck was made.", f"List them with: planforge check {name}")
            return 1
        told = self._told(checked.plan)
        if self.strict and told:
            places = console.counted(told, "place")
            hint = "Reword the cells listed above."
            console.error(f"{name} would tell the customer what is internal in {places}; no deck was made.", hint)
            return 1
        rendered = render_deck(self._review(path, checked), self.config, self.variant)
        write_atomically(target, rendered.data)
        draft = ", marked DRAFT" if errors and self.variant != CUSTOMER else ""
        findings = f"{console.counted(errors, 'error')}, {console.counted(warnings, 'warning')}"
        click.echo(f"{target}: {console.counted(rendered.page_count, 'slide')}{draft}; {findings}.")
        for finding in rendered.findings:
            console.message(f"  {finding.code} {console.one_line(finding.message)}")
        return 0

    def _told(self, plan: AccountPlan) -> int:
        """Lists what the customer would read that it must not, each with its cell. Returns how many of these are errors."""
        from planforge.pipeline import told_to_customer

        if self.variant != CUSTOMER:
            return 0
        found = told_to_customer(plan, self.config)
        for finding in found:
            console.message(f"  {finding.code} {finding.cell or ''}: {console.one_line(finding.message)} {finding.hint}")
        return sum(1 for finding in found if finding.severity is Severity.ERROR)

    def _review(self, path: Path, checked: CheckResult) -> ReviewResult:
        from planforge.pipeline import review_checked, review_for_customer

        if self.variant == CUSTOMER:
            return review_for_customer(checked, self.config, self.as_of)
        return review_checked(checked, self.config, self.as_of, self._before(path, checked.plan))

    def _before(self, path: Path, plan: AccountPlan) -> AccountPlan | None:
        """The plan of the last review; the one that the cover names is a courtesy, so a fault of it is only told."""
        from planforge.pipeline import previous_beside, previous_plan

        if self.previous is not None:
            return previous_plan(plan, self.previous, self.config)
        beside = previous_beside(path, plan)
        if beside is None:
            return None
        try:
            return previous_plan(plan, beside, self.config)
        except InputError as error:
            console.message(f"  No comparison with the last review: {error.message}")
            return None
