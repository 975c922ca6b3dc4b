"""The output folder: making it, seeing early that files can be replaced, and clearing away what an earlier run left."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Collection
from pathlib import Path, PurePosixPath
from typing import Any

from planforge.batch.manifest import MANIFEST, sha256_of
from planforge.errors import OutputError

DECKS = "decks"
WORKBOOK = "portfolio.xlsx"
PAGE = "findings.html"
FINDINGS = "findings.json"
_OURS = frozenset({WORKBOOK, PAGE, FINDINGS})


def refuse_file(folder: Path) -> None:
    """Sees that the name of an output folder is not a file's.

    Raises:
        OutputError: it is.
    """
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"{folder} is a file, not a folder.", "Name another output folder.")


def make_folder(folder: Path) -> None:
    """Makes a folder with its parents.

    Raises:
        OutputError: there is a file of that name, or the folder cannot be made or written to.
    """
    refuse_file(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"The folder {folder} cannot be made: {error.strerror or error}.", "Name another output folder.") from error
    if not os.access(folder, os.W_OK):
        raise OutputError(f"Nothing can be written to the folder {folder}.", "Name another output folder, or ask for the right to write.")


def ensure_replaceable(path: Path) -> None:
    """Sees that a file can be written, before the work of making it.

    Raises:
        OutputError: it is a folder, is read-only, or is open in a program that locks it.
    """
    if path.is_dir():
        raise OutputError(f"{path} is a folder, not a file.", "Name another output file.")
    if not path.exists():
        return
    try:
        writable = bool(path.stat().st_mode & stat.S_IWUSR)
        path.open("r+b").close()
    except OSError:
        writable = False
    if not writable:
        raise OutputError(f"{path} cannot be replaced: it is read-only or open in another program.", "Close it, or name another output.")


def earlier_outputs(out: Path) -> dict[str, str]:
    """The results that an earlier run's manifest in the folder names, with their fingerprints; none when there is no such manifest."""
    try:
        manifest = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    entries = manifest.get("outputs") if isinstance(manifest, dict) and "planforge" in manifest else None
    return dict(filter(None, map(_entry, entries))) if isinstance(entries, list) else {}


def _entry(entry: Any) -> tuple[str, str] | None:
    """Name and fingerprint of a manifest's entry, None unless it is a place where runs write: a manifest may say anything."""
    name, sha256 = (entry.get("file"), entry.get("sha256")) if isinstance(entry, dict) else (None, None)
    if not isinstance(name, str) or not isinstance(sha256, str):
        return None
    parts = PurePosixPath(name).parts
    is_deck = len(parts) == 2 and parts[0] == DECKS and parts[1].endswith(".pptx") and "\\" not in name
    return (name, sha256) if is_deck or name in _OURS else None


def clear_stale(out: Path, earlier: dict[str, str], made: Collection[str]) -> tuple[str, ...]:
    """Removes what an earlier run made and this one did not, unless it was changed since.

    Returns:
        the names of the decks that remain and are not of this run.
    """
    for name, sha256 in earlier.items():
        path = out / name
        if name not in made and path.is_file() and not path.is_symlink() and sha256_of(path) == sha256:
            path.unlink(missing_ok=True)
    decks = sorted(path.name for path in (out / DECKS).glob("*.pptx") if not path.name.startswith((".", "~$")))
    return tuple(name for name in decks if f"{DECKS}/{name}" not in made)
