"""`planforge template check`: every problem of a template, with slide, shape and tag."""

from __future__ import annotations

import json
import textwrap
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planforge import __version__
from planforge.cli import console, shared, template_files
from planforge.diagnostics.finding import Finding, Severity

if TYPE_CHECKING:
    from planforge.office.lint import Linted

SCHEMA = "planforge.template-check/1"
"""Name and version of the JSON result; a new number means that a key changed its meaning or went away."""
_SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.INFO)
_WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_INDENT = " " * 24
_WIDTH = 110


@click.command(name="check", short_help="Check a template: every problem with slide, shape and tag.")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--for",
    "purpose",
    type=click.Choice(template_files.PURPOSES),
    default=None,
    help="Whose names the template uses; none checks no names. Default: account-review for .pptx, portfolio for .xlsx.",
)
@shared.format_option
@shared.fail_on_option
@click.option("--select", multiple=True, metavar="CODES", help="Show only these codes, such as TP138,TP139.")
@click.option("--ignore", multiple=True, metavar="CODES", help="Leave these codes out.")
@shared.fonts_option
@shared.config_option
def command(
    file: Path,
    purpose: str | None,
    output_format: str,
    fail_on: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fonts: Path | None,
    config_file: Path | None,
) -> int:
    """Check a template and list every problem with its slide, shape and tag, and how to fix it.

    FILE is a .pptx or .xlsx file, or the name of a template in `planforge template list`. Errors stop the template from being
    used; warnings tell what would look wrong. Nothing is changed in the file.
    """
    from planforge.pipeline import use_fonts

    config = shared.settings(config_file, fonts=fonts)
    use_fonts(config.fonts)
    chosen, left_out = _known_codes(select, "--select"), _known_codes(ignore, "--ignore")
    path = template_files.named_file(file, config)
    linted = template_files.lint(path, purpose or "", config)
    findings = [f for f in linted.findings if (not chosen or f.code.startswith(chosen)) and not f.code.startswith(left_out or ("-",))]
    threshold = shared.threshold(fail_on)
    code = int(threshold is not None and any(finding.severity.rank >= threshold.rank for finding in findings))
    if output_format == "json":
        click.echo(json.dumps(as_json(linted, findings, code), ensure_ascii=False, indent=2))
    else:
        for line in as_text(linted, findings):
            click.echo(line)
    return code


def _known_codes(values: Sequence[str], option: str) -> tuple[str, ...]:
    codes = shared.split_codes(values)
    if codes:
        from planforge.cli.rulebook import FAMILIES, all_rules

        known = (*FAMILIES, *all_rules())
        for code in codes:
            if code not in known:
                raise click.BadParameter(f"{code} is no rule code or family.{console.did_you_mean(code, known)}", param_hint=option)
    return codes


# ------------------------------------------------------------ JSON


def as_json(linted: Linted, findings: Sequence[Finding], code: int) -> dict[str, Any]:
    """The result as JSON-ready values."""
    return {
        "schema": SCHEMA,
        "planforge": __version__,
        "file": linted.name,
        "slides": [{"slide": s.number, "id": s.ident or None, "title": s.title or None} for s in linted.slides],
        "counts": {severity.value: sum(1 for f in findings if f.severity is severity) for severity in _SEVERITIES},
        "findings": [_finding_json(linted, finding) for finding in findings],
        "exit_code": code,
    }


def _finding_json(linted: Linted, finding: Finding) -> dict[str, Any]:
    from planforge.office.pointer import pointer
    from planforge.office.problems import TemplateFinding

    place = finding.place if isinstance(finding, TemplateFinding) else None
    slide = next((s for s in linted.slides if place and s.number == place.slide), None)
    at = pointer(place.tag, _fault(finding)) if place and place.tag else None
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "message": _fault(finding),
        "hint": finding.hint,
        "slide": place.slide or None if place else None,
        "slide_id": (slide.ident or None) if slide else None,
        "slide_title": (slide.title or None) if slide else None,
        "shape": (place.shape or None) if place else None,
        "part": (place.part or None) if place else None,
        "paragraph": (place.paragraph or None) if place else None,
        "tag": (place.tag or None) if place else None,
        "at": {"start": at[0], "length": at[1]} if at else None,
        "cell": str(finding.cell) if finding.cell else None,
    }


def _fault(finding: Finding) -> str:
    """The message without its place."""
    fault = getattr(finding, "fault", "")
    return fault or finding.message.removeprefix(f"{finding.cell or 'workbook'}: ")


# ------------------------------------------------------------ text


def as_text(linted: Linted, findings: Sequence[Finding]) -> Iterator[str]:
    """The lines for people: file, slide or sheet, shape or cell, findings with the tag and hints, a summary."""
    slides = f"  {console.counted(len(linted.slides), 'slide')}" if linted.slides else ""
    yield f"{click.style(console.one_line(linted.name), bold=True)}{slides}"
    hinted: set[str] = set()
    for heading, group in groupby(findings, key=lambda finding: _heading(linted, finding)):
        yield f"  {click.style(heading, underline=True)}"
        for where, members in groupby(group, key=_where):
            if where:
                yield f"    {where}"
            for finding in members:
                yield from _finding_lines(finding, hint=finding.code not in hinted)
                hinted.add(finding.code)
    counts = {severity: sum(1 for f in findings if f.severity is severity) for severity in _SEVERITIES}
    if any(counts.values()):
        yield "  " + ", ".join(console.counted(number, _WORDS[severity]) for severity, number in counts.items())
    else:
        yield "  " + click.style("No problems found.", fg="green")


def _heading(linted: Linted, finding: Finding) -> str:
    place = getattr(finding, "place", None)
    if place is None:
        return finding.cell.sheet if finding.cell else "Whole workbook"
    slide = next((s for s in linted.slides if s.number == place.slide), None)
    if slide is None:
        return "Whole presentation"
    words = [f"Slide {slide.number}", slide.ident, console.one_line(slide.title) or "without title"]
    return "  ".join(filter(None, words))


def _where(finding: Finding) -> str:
    place = getattr(finding, "place", None)
    if place is None:
        return finding.cell.address if finding.cell else ""
    words = [place.shape, place.part, f"paragraph {place.paragraph}" if place.paragraph > 1 else ""]
    return console.one_line(", ".join(filter(None, words)))


def _finding_lines(finding: Finding, hint: bool) -> Iterator[str]:
    """Code, severity and message; the tag; how to fix it, which is said once for each code."""
    first, *others = textwrap.wrap(console.one_line(_fault(finding)), _WIDTH - len(_INDENT), break_on_hyphens=False)
    yield f"      {finding.code}  {console.severity_word(finding.severity)}  {first}"
    yield from (f"{_INDENT}{line}" for line in others)
    place = getattr(finding, "place", None)
    if place is not None and place.tag:
        yield from _tag_lines(console.one_line(place.tag), _fault(finding) if finding.severity is not Severity.INFO else "")
    for line in textwrap.wrap(console.one_line(finding.hint), _WIDTH - len(_INDENT)) if hint else ():
        yield f"{_INDENT}{click.style(line, dim=True)}"


def _tag_lines(tag: str, fault: str) -> Iterator[str]:
    """The tag, and carets below the word that is meant."""
    from planforge.office.pointer import pointer

    yield f"{_INDENT}{tag}"
    at = pointer(tag, fault)
    if at is not None:
        yield f"{_INDENT}{' ' * _columns(tag[: at[0]])}{'^' * _columns(tag[at[0] : at[0] + at[1]])}"


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes; Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(character) in ("W", "F") else 1 for character in text)
