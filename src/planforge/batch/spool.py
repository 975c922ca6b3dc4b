"""Keeps what is known of each plan on disk between the steps of a run, so that memory does not grow with the number of plans."""

from __future__ import annotations

import copyreg
import pickle
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any


def _plain(view: Mapping[Any, Any]) -> tuple[Any, ...]:
    return MappingProxyType, (dict(view),)


class _Pickler(pickle.Pickler):
    """Also knows the read-only mappings that records without cells share."""

    dispatch_table = copyreg.dispatch_table.copy()
    dispatch_table[MappingProxyType] = _plain


class Spool:
    """Values by name in a private temporary folder that goes away at the end of the run.

    Only its owner may read or write the folder, and nothing else is ever unpickled. It can be sent to another process.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, name: str, value: Any) -> None:
        """Keeps a value."""
        with (self.folder / name).open("wb") as file:
            _Pickler(file, pickle.HIGHEST_PROTOCOL).dump(value)

    def get(self, name: str) -> Any:
        """The value of a name."""
        with (self.folder / name).open("rb") as file:
            return pickle.load(file)


def temporary_folder() -> tempfile.TemporaryDirectory[str]:
    """The folder of a spool; leaving its context removes it."""
    return tempfile.TemporaryDirectory(prefix="planforge-", ignore_cleanup_errors=True)
