"""Looks over a folder before anything is made: which files are plans, and which of them is each account's latest and previous one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

from planforge.errors import InputError
from planforge.model.business import Business

SUFFIXES = (".xlsx", ".xlsm", ".xls")


class Use(StrEnum):
    """What a run made of a file."""

    REVIEWED = "reviewed"
    PREVIOUS = "previous review"
    OLDER = "older than the previous review"
    SAME_DAY = "left out: same account and day as a reviewed plan"
    UNREADABLE = "not readable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Surveyed:
    """What the first look at a workbook told. `kept` names what was read in the spool; `error` is why it cannot be used."""

    path: Path
    kept: str = ""
    sha256: str = ""
    account_id: str = ""
    account: str = ""
    as_of: date | None = None
    last_review_file: str = ""
    attractiveness: float | None = None
    strength: float | None = None
    business: Business = field(default_factory=lambda: Business(currency=""))
    error: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A plan to review, with the plan of the previous review when the folder holds it."""

    survey: Surveyed
    previous: Surveyed | None = None


def plan_files(folder: Path, out: Path) -> tuple[Path, ...]:
    """The Excel files of a folder and its sub-folders, by name.

    Lock files of open workbooks, hidden files and folders, and what an earlier run wrote to `out` are passed over.

    Raises:
        InputError: the folder is missing, no folder, or holds no Excel file.
    """
    if not folder.is_dir():
        word = "is a file, not a folder" if folder.exists() else "does not exist"
        raise InputError(f"The folder {folder} {word}.", "Give the folder that holds the plan workbooks.")
    found = [
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in SUFFIXES
        and not any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
        and not path.is_dir()
    ]
    kept = sorted(_without_results(found, folder, out), key=lambda path: path.relative_to(folder).as_posix())
    if not kept:
        raise InputError(f"The folder {folder} holds no Excel workbook.", "Put the plan workbooks into it, or name another folder.")
    return tuple(kept)


def _without_results(paths: Sequence[Path], folder: Path, out: Path) -> list[Path]:
    """The paths that are not results: nothing below an output folder inside the plan folder, never the consolidated workbook."""
    home, target = folder.resolve(), out.resolve()
    inside = target != home and target.is_relative_to(home)
    results = (target,) if inside else (target / "decks", target / "portfolio.xlsx")
    return [path for path in paths if not any(path.resolve().is_relative_to(result) for result in results)]


def jobs(surveys: Sequence[Surveyed]) -> tuple[Job, ...]:
    """One job per account, its latest workbook, paired with the previous one; files without account id stand alone."""
    out = []
    for versions in _accounts(surveys).values():
        latest = versions[-1]
        out.append(Job(survey=latest, previous=_previous(latest, versions)))
    return tuple(sorted(out, key=lambda job: job.survey.path.as_posix()))


def _accounts(surveys: Sequence[Surveyed]) -> dict[str, list[Surveyed]]:
    """The usable workbooks of each account, the latest last; of several for one day the last by name."""
    found: dict[str, list[Surveyed]] = {}
    for survey in surveys:
        if not survey.error:
            found.setdefault(survey.account_id.casefold() or f"file {survey.path.as_posix()}", []).append(survey)
    for versions in found.values():
        versions.sort(key=lambda s: (s.as_of or date.min, s.path.as_posix()))
    return found


def _previous(latest: Surveyed, versions: Sequence[Surveyed]) -> Surveyed | None:
    """The version that the latest plan's cover names, else the newest of an earlier day."""
    named = Path(latest.last_review_file.replace("\\", "/")).name.casefold()
    others = [version for version in reversed(versions) if version is not latest]
    by_name = (version for version in others if named and version.path.name.casefold() == named)
    earlier = (version for version in others if (version.as_of or date.min) < (latest.as_of or date.min))
    return next(by_name, None) or next(earlier, None)


def uses(surveys: Sequence[Surveyed], chosen: Sequence[Job]) -> dict[Path, Use]:
    """What becomes of each file."""
    found = {job.survey.path: Use.REVIEWED for job in chosen}
    found |= {job.previous.path: Use.PREVIOUS for job in chosen if job.previous}
    days = {(job.survey.account_id.casefold(), job.survey.as_of) for job in chosen}
    for survey in surveys:
        same_day = (survey.account_id.casefold(), survey.as_of) in days
        found.setdefault(survey.path, Use.UNREADABLE if survey.error else Use.SAME_DAY if same_day else Use.OLDER)
    return found
