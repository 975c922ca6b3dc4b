"""`planforge new`: a blank account-plan workbook to fill in, or next quarter's from last quarter's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from planforge.cli.shared import language_option, settings

if TYPE_CHECKING:
    from planforge.model.limits import RiskPolicy
    from planforge.spec.schema import WorkbookSpec

_OUTPUT = click.Path(path_type=Path, dir_okay=False)


@click.command("new")
@click.option("-o", "--output", type=_OUTPUT, required=True, metavar="FILE", help="Workbook to write, such as acme.xlsx.")
@click.option("--from", "previous", type=_OUTPUT, metavar="PLAN", help="Last quarter's plan, to start from its values.")
@language_option
@click.option("--currency", default="", metavar="CODE", help="Currency of the plan, such as CNY; goes to Cover and into the headers.")
@click.option("--unit", type=click.Choice(["1", "k", "m"]), default=None, help="What a 1 in a money cell stands for.")
@click.option("--templates", type=click.Path(path_type=Path, file_okay=False), default=None, help="Folder with your own templates.")
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
def command(
    output: Path, previous: Path | None, language: str | None, currency: str, unit: str | None, templates: Path | None, force: bool
) -> None:
    """Write an account-plan workbook with dropdowns, help, live progress and live checks on every sheet."""
    from planforge import resources
    from planforge.errors import InputError, OutputError
    from planforge.model.plan import AccountPlan
    from planforge.office.package import write_atomically
    from planforge.pipeline import scoring_policy
    from planforge.spec.load import check_against_model, load_spec

    config = settings(None, language=language, templates=templates)
    target = output if output.suffix else output.with_suffix(".xlsx")
    if target.suffix.lower() != ".xlsx":
        raise InputError(f"{target.name} is not the name of an .xlsx file.", "Choose a name that ends with .xlsx.")
    if target.exists() and not force:
        raise OutputError(f"{target} exists already.", "Choose another name, or use --force to replace it.")
    spec = load_spec(resources.template("xlsx/account-plan/workbook.toml", config.templates))
    check_against_model(spec, AccountPlan)
    known = [choice.code for choice in spec.choices.get("currency", ())]
    if currency and currency.upper() not in known:
        raise InputError(f"The currency {currency!r} is not in the workbook's list.", f"Use one of {', '.join(known)}.")
    money = {key: value for key, value in (("currency", currency.upper()), ("unit", unit)) if value}
    write_atomically(target, _workbook(spec, scoring_policy(config).risks, previous, config.language or "en", money))
    sheets = "Cover" if previous else "Cover and Team"
    click.echo(f"{target} is ready. Open it, start with {sheets}, then run: planforge check {target}")


def _workbook(spec: WorkbookSpec, risks: RiskPolicy, previous: Path | None, language: str, money: dict[str, str]) -> bytes:
    from planforge.authoring.next_quarter import next_quarter
    from planforge.authoring.plan_workbook import build_plan_workbook, fill_plan_workbook

    if previous is None:
        return build_plan_workbook(spec, language, currency=money.get("currency", ""), unit=money.get("unit", ""))
    from planforge.workbook.bind import bind
    from planforge.workbook.read import read_workbook

    binding = bind(read_workbook(previous), spec)
    unread = sum(1 for finding in binding.findings if finding.code.startswith("FV") and finding.severity == "error")
    if unread:
        click.echo(f"{previous.name} has open errors; what could not be read is left empty. Run: planforge check {previous}", err=True)
    data = dict(next_quarter(binding.plan, spec, risks))
    data["cover"] = {**data["cover"], **money}
    return fill_plan_workbook(spec, data, language)
