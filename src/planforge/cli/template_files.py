"""Which file is a template, what it is for, and where templates lie."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from planforge import resources
from planforge.config import Config
from planforge.errors import InputError

if TYPE_CHECKING:
    from planforge.office.frame import Visual
    from planforge.office.lint import Linted

DECK, BOOK = "account-review", "portfolio"
PURPOSES = (DECK, BOOK, "none")
"""What a template can be made for; `none` leaves its names unchecked."""
DECK_SUFFIXES = (".pptx", ".potx", ".pptm", ".potm")
BOOK_SUFFIXES = (".xlsx", ".xltx", ".xlsm", ".xltm")
_USES = {
    "pptx/account-review/account-review.pptx": "planforge deck, build, demo",
    "pptx/account-review/account-page.pptx": "planforge deck --variant page",
    "pptx/account-review/short-review.pptx": "planforge deck --variant short",
    "pptx/account-review/customer-review.pptx": "planforge deck --variant customer",
    "pptx/starter/starter.pptx": "planforge template build starter; to begin a layout of your own from",
    "xlsx/portfolio/portfolio.xlsx": "planforge summary, build, demo",
    "xlsx/account-plan/account-plan.xlsx": "planforge new; for reading, it is built from workbook.toml",
    "xlsx/account-plan/account-plan.zh.xlsx": "planforge new --lang zh; for reading, it is built from workbook.toml",
    "xlsx/account-plan/account-plan.en+zh.xlsx": "planforge new --lang en+zh; for reading, it is built from workbook.toml",
}
"""Shipped templates by path below `templates/`, and the commands that use them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateFile:
    """A template that a command may use. `place` is its path below the templates folder, `own` that it is not shipped."""

    path: Path
    place: str
    own: bool
    replaces: bool = False

    @property
    def name(self) -> str:
        """The file's name without folders and ending."""
        return self.path.stem

    @property
    def is_deck(self) -> bool:
        """True for PowerPoint, False for Excel."""
        return self.path.suffix.lower() in DECK_SUFFIXES

    @property
    def used_by(self) -> str:
        """The commands that use it, or an empty text."""
        return _USES.get(self.place, "")


def template_files(config: Config) -> tuple[TemplateFile, ...]:
    """The shipped templates and those in the folder of the settings, shipped ones first.

    Raises:
        InputError: the folder of the settings does not exist.
    """
    shipped = {place: path for folder in reversed(resources.template_folders()) for place, path in _found(folder)}
    own = dict(_found(config.templates)) if config.templates is not None else {}
    if config.templates is not None and not config.templates.is_dir():
        raise InputError(f"The templates folder {config.templates} does not exist.", "Correct `templates` in the settings file.")
    files = [TemplateFile(path=shipped[place], place=place, own=False) for place in sorted(shipped)]
    files += [TemplateFile(path=own[place], place=place, own=True, replaces=place in shipped) for place in sorted(own)]
    return tuple(files)


def _found(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in folder.rglob("*"):
        if path.suffix.lower() in (*DECK_SUFFIXES, *BOOK_SUFFIXES) and not path.name.startswith(("~$", ".")) and path.is_file():
            yield path.relative_to(folder).as_posix(), path


def named_file(text: Path, config: Config) -> Path:
    """The file that an argument means: a path, else the bare name of a shipped or own template.

    Raises:
        InputError: there is no such file, or it is a folder.
    """
    if text.is_dir():
        raise InputError(f"{text} is a folder, not a template.", "Name one .pptx or .xlsx file.")
    if text.is_file():
        return text
    if text.exists():
        raise InputError(f"{text} is not an ordinary file.", "Name one .pptx or .xlsx file.")
    files = template_files(config)
    named = [file for file in files if str(text) in (file.name, file.path.name, file.place)]
    if named:
        return named[-1].path
    from planforge.cli.console import did_you_mean

    near = did_you_mean(str(text), [file.name for file in files]) if text.suffix == "" and text.name == str(text) else ""
    raise InputError(f"There is no file {text}.{near}", "Check the path; `planforge template list` names the templates you have.")


def kind_of(path: Path) -> str:
    """`deck` or `workbook`, by what is in the file rather than by its name.

    Raises:
        InputError: the file is neither.
    """
    import zipfile

    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except OSError as error:
        raise InputError(f"{path.name} cannot be read: {error.strerror or error}.", "Check the path.") from error
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError) as error:
        raise InputError(f"{path.name} is not an Office file.", _hint(path)) from error
    if any(name.startswith("ppt/") for name in names):
        return "deck"
    if any(name.startswith("xl/") for name in names):
        return "workbook"
    raise InputError(f"{path.name} is neither a PowerPoint nor an Excel file.", "Templates are .pptx or .xlsx files.")


def _hint(path: Path) -> str:
    if path.suffix.lower() in (".ppt", ".xls"):
        return f"It is of the old kind: open it and save it as {path.suffix.lower()}x."
    return "Save it again as .pptx or .xlsx, without a password."


def lint(path: Path, purpose: str, config: Config) -> Linted:
    """Everything that is wrong with a template.

    Args:
        path: the file.
        purpose: one of `PURPOSES`; empty takes the one of the file's kind.
        config: the settings, for the texts of decks.

    Raises:
        PlanForgeError: the file cannot be read.
    """
    from planforge.office.lint import lint_deck, lint_workbook

    if kind_of(path) == "workbook":
        return lint_workbook(path, context=_context(purpose or BOOK))
    purpose = purpose or DECK
    return lint_deck(path, context=_context(purpose), visuals=_visuals(), texts=_texts(path, config) if purpose == DECK else None)


def _context(purpose: str) -> type | None:
    if purpose == DECK:
        from planforge.review import ReviewContext

        return ReviewContext
    if purpose == BOOK:
        from planforge.portfolio import PortfolioContext

        return PortfolioContext
    return None


def _visuals() -> Mapping[str, Visual]:
    from planforge.visuals import registry

    return registry()


def _texts(path: Path, config: Config) -> Collection[str]:
    """The text keys of a deck: of the `texts` folder beside it, as it lies in a templates folder, else of the settings' deck."""
    from planforge.pipeline import catalogue
    from planforge.review import Catalogue

    beside = path.parent / "texts"
    return Catalogue.load(beside).words if beside.is_dir() and any(beside.glob("*.toml")) else catalogue(config).words
