"""`planforge explain`: what a finding's code means and what to do about it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from itertools import groupby

import click

from planforge.cli import console, shared
from planforge.cli.rulebook import all_rules, family
from planforge.diagnostics.chinese import Sentences, chinese
from planforge.diagnostics.rule import RuleInfo

_HEADINGS = {"en": ("Finds", "Why", "Fix"), "zh": ("问题", "原因", "改法")}
_WIDTH = 88
"""Columns of the terminal that a text is wrapped to; a Chinese character takes two."""


@click.command(name="explain", short_help="Explain a finding's code: what it finds, why it matters, how to fix it.")
@click.argument("code", required=False, metavar="[CODE]")
@shared.rule_language_option
def command(code: str | None, language: str) -> None:
    """Explain a finding's code: what it finds, why it matters and how to fix it.

    Without CODE, list every code with its severity and its name, in Chinese with what it finds. A rule's name serves as well.
    """
    rules = all_rules()
    if code is None:
        for line in listing(tuple(rules.values()), language):
            click.echo(line)
        return
    names = {info.name: info for info in rules.values()}
    info = rules.get(code.strip().upper()) or names.get(code.strip().lower())
    if info is None:
        near = console.did_you_mean(code.strip().upper(), rules) or console.did_you_mean(code.strip(), names)
        raise click.UsageError(f"There is no rule {code!r}.{near} Run `planforge explain` for the list of all codes.")
    for line in explanation(info, language):
        click.echo(line)


def explanation(info: RuleInfo, language: str = "en") -> Iterator[str]:
    """The lines that explain one rule."""
    said = _said(info, language)
    yield f"{click.style(info.code, bold=True)}  {info.name}"
    if language == "zh":
        yield f"{family(info.code, language)}，默认级别为{console.severity_name(info.severity, language)}"
    else:
        yield f"{family(info.code)}, {info.severity.value} unless the settings say otherwise"
    for heading, text in zip(_HEADINGS[language], (said.finds, said.why, said.fix), strict=True):
        yield ""
        yield click.style(heading, bold=True)
        wrapped = console.wrapped_chinese if language == "zh" else textwrap.wrap
        yield from (f"  {line}" for line in wrapped(text, _WIDTH - 2))


def _said(info: RuleInfo, language: str) -> RuleInfo | Sentences:
    return chinese().get(info.code, info) if language == "zh" else info


def listing(rules: tuple[RuleInfo, ...], language: str = "en") -> Iterator[str]:
    """The lines that list all rules, family by family."""
    for position, (code, members) in enumerate(groupby(rules, key=lambda info: info.code[:2])):
        if position:
            yield ""
        yield click.style(f"{code}  {family(code, language)}", bold=True)
        for info in members:
            words = _said(info, language).finds if language == "zh" else info.name
            yield f"  {info.code}  {console.severity_word(info.severity, language)}  {words}"
