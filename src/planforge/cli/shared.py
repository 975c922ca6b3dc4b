"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from planforge.config import Config, load
from planforge.diagnostics.finding import Severity
from planforge.errors import InputError

_Function = TypeVar("_Function", bound=Callable[..., Any])
_PLAN_SUFFIXES = (".xlsx", ".xlsm")
SETTINGS_FILE = "planforge.toml"

if TYPE_CHECKING:
    _DateBase = click.ParamType[date]
else:
    _DateBase = click.ParamType  # older versions of click have no type argument


class DateParameter(_DateBase):
    """A day typed as 2026-03-31."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day of an ISO text."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value).strip())
        except ValueError:
            self.fail(f"{value!r} is not a date; type it as 2026-03-31.", param, ctx)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """How the value is shown in help."""
        return "DATE"


def plans_argument(function: _Function) -> _Function:
    """One or more plan workbooks or folders of them, as `plans`."""
    return click.argument("plans", nargs=-1, required=True, metavar="PLAN…", type=click.Path(path_type=Path))(function)


def as_of_option(function: _Function) -> _Function:
    """The day the plans are checked for, as `as_of`."""
    return click.option(
        "--as-of", type=DateParameter(), help="Day to check for, such as 2026-03-31. Default: the date on the plan's cover."
    )(function)


def fonts_option(function: _Function) -> _Function:
    """A folder with font files, as `fonts`."""
    return click.option(
        "--fonts",
        type=click.Path(path_type=Path),
        metavar="FOLDER",
        help="Folder with .ttf, .otf or .ttc files to measure text with. Default: built-in widths of common fonts.",
    )(function)


def appendix_option(function: _Function) -> _Function:
    """Whether review decks have their appendix, as `appendix`."""
    return click.option(
        "--appendix/--no-appendix",
        default=None,
        help="With or without the slides of the appendix (AX1 and following). Default: the settings file's, else with.",
    )(function)


def config_option(function: _Function) -> _Function:
    """The settings file, as `config_file`."""
    return click.option(
        "--config",
        "config_file",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help=f"Settings file. Default: {SETTINGS_FILE} in this folder, if there is one.",
    )(function)


def language_option(function: _Function) -> _Function:
    """The language of what is made, as `language`."""
    return click.option(
        "--lang",
        "language",
        type=click.Choice(["en", "zh", "en+zh"]),
        help="Language of the result. Default: the settings file's, else what the plan's cover says, else en.",
    )(function)


def rule_language_option(function: _Function) -> _Function:
    """The language in which rules speak to a reader, as `language`."""
    return click.option(
        "--lang",
        "language",
        type=click.Choice(["en", "zh"]),
        default="en",
        show_default=True,
        help="Language of the printed text.",
    )(function)


def format_option(function: _Function) -> _Function:
    """Text or JSON, as `output_format`."""
    return click.option(
        "--format", "output_format", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print the result."
    )(function)


def fail_on_option(function: _Function) -> _Function:
    """The severity from which findings give exit code 1, as `fail_on`."""
    return click.option(
        "--fail-on",
        type=click.Choice(["error", "warning", "info", "never"]),
        default="error",
        show_default=True,
        help="Exit with 1 when a finding is at least this severe.",
    )(function)


def threshold(fail_on: str) -> Severity | None:
    """The severity behind a `--fail-on` value; None for never."""
    return None if fail_on == "never" else Severity(fail_on)


def settings(config_file: Path | None, **options: Any) -> Config:
    """The settings of a run: the named file, else `planforge.toml` in the current folder, with options on top."""
    default = Path(SETTINGS_FILE)
    return load(config_file or (default if default.is_file() else None), **options)


def plan_files(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The workbooks that the arguments name, each once; folders give their .xlsx and .xlsm files in name order.

    Lock files of open workbooks (`~$…`) and hidden files in folders are left out.

    Raises:
        InputError: a folder has no workbook, or cannot be listed.
    """
    found: dict[Path, None] = {}
    for path in paths:
        found.update(dict.fromkeys(_folder(path) if path.is_dir() else [path]))
    return tuple(found)


def _folder(path: Path) -> list[Path]:
    try:
        files = [item for item in path.iterdir() if item.suffix.lower() in _PLAN_SUFFIXES and not item.name.startswith(("~$", "."))]
    except OSError as error:
        raise InputError(f"The folder {path.name} cannot be listed.", error.strerror or "") from error
    plans = sorted((item for item in files if item.is_file()), key=lambda item: (item.name.casefold(), item.name))
    if not plans:
        raise InputError(f"The folder {path.name or path} has no workbook (.xlsx).", "Name the folder that holds the plans.")
    return plans


def split_codes(values: Iterable[str]) -> tuple[str, ...]:
    """Codes and families given once or more, separated by commas, in capitals."""
    return tuple(code.strip().upper() for value in values for code in value.split(",") if code.strip())
