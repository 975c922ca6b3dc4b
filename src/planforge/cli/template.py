"""`planforge template`: commands for those who make and change templates."""

from __future__ import annotations

import click

from planforge.cli.lazy import TableGroup

COMMANDS = {
    "list": "List the templates that ship with PlanForge and your own.",
    "check": "Check a template: every problem with slide, shape and tag.",
    "names": "List every name that a template may use, with an example.",
    "build": "Build a shipped deck on your company's master.",
    "outline": "Print a template as text, for reading and for git diff.",
}
"""Command name to its line in `planforge template --help`; the command is `command` in the module `template_` + name."""


@click.group(
    name="template",
    cls=TableGroup,
    table=COMMANDS,
    modules="planforge.cli.template_",
    short_help="Check, list and read PowerPoint and Excel templates.",
)
def command() -> None:
    """Check, list and read templates: PowerPoint and Excel files with tags that PlanForge fills in.

    Copy a shipped template into a folder of your own, under the same folders as in `planforge template list --format json`,
    change it in PowerPoint or Excel and check it. Then name your folder in planforge.toml:

    \b
      templates = "ours"
    """
