"""`planforge explain`: what a finding's code means and what to do about it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from itertools import groupby

import click

from planforge.cli import console
from planforge.cli.rulebook import FAMILIES, all_rules
from planforge.diagnostics.rule import RuleInfo


@click.command(name="explain", short_help="Explain a finding's code: what it finds, why it matters, how to fix it.")
@click.argument("code", required=False, metavar="[CODE]")
def command(code: str | None) -> None:
    """Explain a finding's code: what it finds, why it matters and how to fix it.

    Without CODE, list every code with its name and severity. A rule's name serves as well.
    """
    rules = all_rules()
    if code is None:
        for line in listing(tuple(rules.values())):
            click.echo(line)
        return
    names = {info.name: info for info in rules.values()}
    info = rules.get(code.strip().upper()) or names.get(code.strip().lower())
    if info is None:
        near = console.did_you_mean(code.strip().upper(), rules) or console.did_you_mean(code.strip(), names)
        raise click.UsageError(f"There is no rule {code!r}.{near} Run `planforge explain` for the list of all codes.")
    for line in explanation(info):
        click.echo(line)


def explanation(info: RuleInfo) -> Iterator[str]:
    """The lines that explain one rule."""
    yield f"{click.style(info.code, bold=True)}  {info.name}"
    yield f"{FAMILIES.get(info.code[:2], '')}, {info.severity.value} unless the settings say otherwise"
    for heading, text in (("Finds", info.finds), ("Why", info.why), ("Fix", info.fix)):
        yield ""
        yield click.style(heading, bold=True)
        yield from textwrap.wrap(text, 88, initial_indent="  ", subsequent_indent="  ")


def listing(rules: tuple[RuleInfo, ...]) -> Iterator[str]:
    """The lines that list all rules, family by family."""
    for position, (family, members) in enumerate(groupby(rules, key=lambda info: info.code[:2])):
        if position:
            yield ""
        yield click.style(f"{family}  {FAMILIES.get(family, '')}", bold=True)
        for info in members:
            yield f"  {info.code}  {console.severity_word(info.severity)}  {info.name}"
