"""`planforge check`: every problem of plan workbooks, with its cell and how to fix it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

import click

from planforge import __version__
from planforge.cli import console, shared
from planforge.config import Config
from planforge.diagnostics.chinese import told
from planforge.diagnostics.finding import Finding, Severity
from planforge.diagnostics.report import Report
from planforge.errors import ConfigError, InputError, PlanForgeError

SCHEMA = "planforge.check/1"
"""Name and version of the JSON result; a new number means that a key changed its meaning or went away."""

_SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.INFO)
_WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """The words around findings in a language, and the columns before a hint."""

    unreadable: str
    whole: str
    fine: str
    indent: int


_FRAMES = {
    "en": _Frame(unreadable="cannot be read", whole="Whole workbook", fine="No problems found.", indent=27),
    "zh": _Frame(unreadable="无法读取", whole="整个工作簿", fine="没有发现问题。", indent=26),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One file's outcome: a report and the account's name, or the error why there is none."""

    path: Path
    report: Report | None = None
    account: str = ""
    error: PlanForgeError | None = None


@click.command(name="check", short_help="Check plan workbooks and list every problem with its cell.")
@shared.plans_argument
@shared.format_option
@shared.fail_on_option
@click.option("--select", multiple=True, metavar="CODES", help="Show only these codes or families, such as WB,FV101.")
@click.option("--ignore", multiple=True, metavar="CODES", help="Leave these codes or families out.")
@shared.as_of_option
@shared.rule_language_option
@shared.config_option
def command(
    plans: tuple[Path, ...],
    output_format: str,
    fail_on: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    as_of: date | None,
    language: str,
    config_file: Path | None,
) -> int:
    """Check plan workbooks and list every problem with its cell and how to fix it.

    PLAN is a workbook or a folder of workbooks. Nothing is changed in them. With --lang zh each finding is told by its rule's
    Chinese sentence and by what stands in its cell; JSON stays English.
    """
    config = shared.settings(config_file, language=language)
    chosen, left_out = _known_codes(select, "--select"), _known_codes(ignore, "--ignore")
    results = [_narrowed(_check(path, config, as_of), chosen, left_out) for path in shared.plan_files(plans)]
    code = _exit_code(results, shared.threshold(fail_on))
    if output_format == "json":
        click.echo(json.dumps(as_json(results, as_of, code), ensure_ascii=False, indent=2))
    else:
        for line in as_text(results, language):
            click.echo(line)
    for result in results:
        if result.error is not None:
            console.error(result.error.message, result.error.hint)
    return code


def _known_codes(values: Sequence[str], option: str) -> tuple[str, ...]:
    from planforge.cli.rulebook import FAMILIES, plan_rules

    codes = shared.split_codes(values)
    known = (*FAMILIES, *plan_rules())
    for code in codes:
        if code not in known:
            raise click.BadParameter(f"{code} is no rule code or family.{console.did_you_mean(code, known)}", param_hint=option)
    return codes


def _check(path: Path, config: Config, as_of: date | None) -> Checked:
    from planforge.pipeline import check_plan

    try:
        result = check_plan(path, config, as_of)
    except ConfigError:
        raise
    except InputError as error:
        return Checked(path=path, error=error)
    return Checked(path=path, report=result.report, account=result.plan.name)


def _narrowed(result: Checked, select: Sequence[str], ignore: Sequence[str]) -> Checked:
    if result.report is None or not (select or ignore):
        return result
    kept = [f for f in result.report.findings if (not select or f.code.startswith(tuple(select))) and not f.code.startswith(tuple(ignore))]
    report = Report.of(result.report.source, kept, result.report.sheets)
    return Checked(path=result.path, report=report, account=result.account)


def _exit_code(results: Sequence[Checked], threshold: Severity | None) -> int:
    if any(result.error for result in results):
        return 2
    return int(any(result.report.fails(threshold) for result in results if result.report))


def as_json(results: Sequence[Checked], as_of: date | None, code: int) -> dict[str, Any]:
    """The result as JSON-ready values. Cells are given whole (`Sheet!F7`) and in parts."""
    reports = [result.report for result in results if result.report]
    return {
        "schema": SCHEMA,
        "planforge": __version__,
        "as_of": as_of.isoformat() if as_of else None,
        "files": [_file_json(result) for result in results],
        "totals": {
            "files": len(results),
            "unreadable": len(results) - len(reports),
            **{severity.value: sum(report.count(severity) for report in reports) for severity in _SEVERITIES},
        },
        "exit_code": code,
    }


def _file_json(result: Checked) -> dict[str, Any]:
    if result.report is None:
        problem = result.error
        return {
            "file": result.path.name,
            "sha256": None,
            "account": None,
            "error": {"message": problem.message, "hint": problem.hint} if problem else None,
            "counts": None,
            "findings": [],
        }
    return {
        "file": result.report.source.name,
        "sha256": result.report.source.sha256,
        "account": result.account,
        "error": None,
        "counts": {severity.value: result.report.count(severity) for severity in _SEVERITIES},
        "findings": [_finding_json(finding) for finding in result.report.findings],
    }


def _finding_json(finding: Finding) -> dict[str, Any]:
    cell = finding.cell
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "message": finding.message,
        "hint": finding.hint,
        "cell": str(cell) if cell else None,
        "sheet": cell.sheet if cell else None,
        "address": cell.address if cell else None,
        "field": finding.field or None,
    }


def as_text(results: Sequence[Checked], language: str = "en") -> Iterator[str]:
    """The lines for people: file, sheet, findings with hints, a summary per file and in all."""
    for result in results:
        if result.report is None:
            yield f"{click.style(result.path.name, bold=True)}  {_FRAMES[language].unreadable}"
        else:
            yield from _file_lines(result.report, result.account, language)
        yield ""
    if len(results) > 1:
        yield _total_line(results, language)


def _file_lines(report: Report, account: str, language: str) -> Iterator[str]:
    title = click.style(report.source.name, bold=True)
    yield f"{title}  {account}" if account != report.source.name else title
    for sheet, findings in groupby(report.findings, key=lambda finding: finding.cell.sheet if finding.cell else ""):
        yield f"  {click.style(sheet or _FRAMES[language].whole, underline=True)}"
        for finding in findings:
            yield from _finding_lines(finding, language)
    yield f"  {_counts([report], language)}"


def _finding_lines(finding: Finding, language: str) -> Iterator[str]:
    message, hint = told(finding, language)
    address = finding.cell.address if finding.cell else ""
    yield f"    {address:<6} {finding.code}  {console.severity_word(finding.severity, language)}  {console.one_line(message)}"
    if hint:
        yield f"{'':{_FRAMES[language].indent}}{click.style(console.one_line(hint), dim=True)}"


def _counts(reports: Sequence[Report], language: str) -> str:
    numbers = {severity: sum(report.count(severity) for report in reports) for severity in _SEVERITIES}
    if not any(numbers.values()):
        return click.style(_FRAMES[language].fine, fg="green")
    if language == "zh":
        return "，".join(f"{console.severity_name(severity, language)}{number}条" for severity, number in numbers.items())
    return ", ".join(console.counted(number, _WORDS[severity]) for severity, number in numbers.items())


def _total_line(results: Sequence[Checked], language: str) -> str:
    reports = [result.report for result in results if result.report]
    unreadable = len(results) - len(reports)
    if language == "zh":
        return f"共{len(results)}个文件：{_counts(reports, language)}" + (f"；{unreadable}个文件无法读取" if unreadable else "")
    tail = f"; {console.counted(unreadable, 'file')} cannot be read" if unreadable else ""
    return f"{console.counted(len(results), 'file')}: {_counts(reports, language)}{tail}"
