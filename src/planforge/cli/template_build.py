"""`planforge template build`: a shipped deck on a company's master."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planforge import __version__
from planforge.cli import console, shared
from planforge.errors import InputError, OutputError

if TYPE_CHECKING:
    from planforge.diagnostics.finding import Finding

SCHEMA = "planforge.template-build/1"
"""Name and version of the JSON result; a new number means that a key changed its meaning or went away."""
DECKS = ("account-review", "account-page", "customer-review", "starter")
"""The decks that can be built."""
_BASES = (".pptx", ".potx")
_INDENT = " " * 20
_WIDTH = 110


@click.command(name="build", short_help="Build a shipped deck on your company's master.")
@click.argument("deck", metavar="DECK", type=click.Choice(DECKS))
@click.option("--base", type=click.Path(path_type=Path), metavar="FILE", help="Your master: a .potx or .pptx file. Default: ours.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True, metavar="FILE", help="Template to write.")
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
@shared.format_option
@shared.fail_on_option
def command(deck: str, base: Path | None, output: Path, force: bool, output_format: str, fail_on: str) -> int:
    """Build the tagged template of a shipped deck on your company's master, ready for planforge.toml or for changes in PowerPoint.

    DECK is account-review, account-page, customer-review, or starter: one working example for each thing that can carry a tag, to begin
    a layout of your own from. Theme, logo, decoration and layouts are your master's. Its layouts are found by name (PF Cover, PF Content)
    or by kind; what it lacks is told, with what stands instead. Slides that are in the base are left out.
    """
    from planforge.authoring.shipped import deck_on
    from planforge.office.package import write_atomically

    target = output if output.suffix else output.with_suffix(".pptx")
    if target.suffix.lower() != ".pptx":
        raise InputError(f"{target.name} is not the name of a .pptx file.", "Choose a name that ends with .pptx.")
    if base is not None and base.suffix.lower() not in _BASES:
        raise InputError(f"{base.name} is not a .potx or .pptx file.", "Save the master in PowerPoint as .potx or .pptx.")
    if target.exists() and not force:
        raise OutputError(f"{target} exists already.", "Choose another name, or use --force to replace it.")
    data, findings = deck_on(deck, base)
    slides = _checked(data, target.name)
    write_atomically(target, data)
    threshold = shared.threshold(fail_on)
    code = int(threshold is not None and any(finding.severity.rank >= threshold.rank for finding in findings))
    if output_format == "json":
        click.echo(json.dumps(_json(target, base, slides, findings, code), ensure_ascii=False, indent=2))
    else:
        for line in _lines(target, base, findings):
            click.echo(line)
    return code


def _checked(data: bytes, name: str) -> int:
    """How many slides the built template has; it is compiled, so that a fault shows here and not the night before the review.

    Raises:
        TemplateError: the template cannot be used.
    """
    from planforge.office import compile_template
    from planforge.review import ReviewContext
    from planforge.visuals import registry

    return len(compile_template(data, context=ReviewContext, visuals=registry(), name=name).numbered.slides)


def _json(target: Path, base: Path | None, slides: int, findings: Sequence[Finding], code: int) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "planforge": __version__,
        "file": str(target),
        "base": str(base) if base else None,
        "slides": slides,
        "findings": [
            {"code": f.code, "name": f.name, "severity": f.severity.value, "message": f.message, "hint": f.hint} for f in findings
        ],
        "exit_code": code,
    }


def _lines(target: Path, base: Path | None, findings: Sequence[Finding]) -> Iterator[str]:
    """What was found in the base, worst first, and where the result is."""
    if base is not None:
        yield click.style(console.one_line(base.name), bold=True)
    hinted: set[str] = set()
    for finding in sorted(findings, key=lambda item: -item.severity.rank):
        first, *others = textwrap.wrap(console.one_line(finding.message), _WIDTH - len(_INDENT))
        yield f"  {finding.code}  {console.severity_word(finding.severity)}  {first}"
        yield from (f"{_INDENT}{line}" for line in others)
        if finding.code not in hinted and not finding.hint.startswith("Nothing needs"):
            yield from (f"{_INDENT}{click.style(line, dim=True)}" for line in textwrap.wrap(finding.hint, _WIDTH - len(_INDENT)))
        hinted.add(finding.code)
    yield f"{target} is ready. Look at it in PowerPoint, then run: planforge template check {target}"
