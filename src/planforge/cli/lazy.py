"""Groups of commands that import a command's module when it is used, not when it is listed."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from planforge.cli import console


class TableGroup(click.Group):
    """A group whose commands stand in a table of names and help lines.

    Args:
        table: command name to its line in the group's help; the command is `command` in the module of that name.
        modules: what stands before a command's name in its module's name.
    """

    def __init__(self, *args: Any, table: Mapping[str, str], modules: str, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.table, self._modules = table, modules

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order of the table."""
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, or None for an unknown name."""
        if cmd_name not in self.table:
            return None
        found: click.Command = import_module(f"{self._modules}{cmd_name}").command
        return found

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name; an unknown name is answered with the nearest known one."""
        if args and not args[0].startswith("-") and args[0] not in self.table:
            raise click.UsageError(f"There is no command {args[0]!r}.{console.did_you_mean(args[0], self.table)}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the table of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self.table.items()), col_max=12)
