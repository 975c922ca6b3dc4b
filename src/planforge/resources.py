"""Finds templates and samples: the user's folder first, then the packaged copy, then the checkout."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from planforge.errors import InputError

_PACKAGE = Path(__file__).resolve().parent


@lru_cache(maxsize=8)
def _roots(kind: str) -> tuple[Path, ...]:
    candidates = (_PACKAGE / "_resources" / kind, _PACKAGE.parent.parent / kind)
    return tuple(root for root in candidates if root.is_dir())


def template(relative: str, folder: Path | None = None) -> Path:
    """The path of a template file such as `xlsx/account-plan/workbook.toml`.

    Args:
        relative: path below `templates/`, with forward slashes.
        folder: the user's own templates folder, searched first.

    Raises:
        InputError: nothing of that name exists in any place.
    """
    roots = ((folder,) if folder else ()) + _roots("templates")
    for root in roots:
        path = root / relative
        if path.exists():
            return path
    raise InputError(f"No template named {relative} was found.", "Check the --templates folder, or reinstall PlanForge.")


def samples() -> Path:
    """The folder of sample plans that ships with PlanForge."""
    for root in _roots("samples"):
        return root
    raise InputError("The sample plans are not part of this installation.", "Reinstall PlanForge.")


def template_folders() -> tuple[Path, ...]:
    """The folders of shipped templates, the one that is searched first at the front."""
    return _roots("templates")
