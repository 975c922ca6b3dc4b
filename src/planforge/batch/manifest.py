"""The manifest of a run: what went in, what came out, with fingerprints. It is written last; while a run works it says so."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from planforge.batch.names import shown

MANIFEST = "manifest.json"


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file as hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def output_entry(path: Path, out: Path) -> dict[str, Any]:
    """A result as the manifest names it: path relative to the output folder with forward slashes, size and SHA-256."""
    return {"file": shown(path, out), "size": path.stat().st_size, "sha256": sha256_of(path)}


def input_entry(path: Path, folder: Path, sha256: str, use: str) -> dict[str, Any]:
    """An input as the manifest names it. The fingerprint is that of the bytes that were read; an unreadable file's is null."""
    return {"file": shown(path, folder), "sha256": sha256 or None, "use": use}


def manifest_text(
    *,
    version: str,
    complete: bool,
    options: Mapping[str, Any],
    inputs: Sequence[Mapping[str, Any]],
    outputs: Sequence[Mapping[str, Any]],
    problems: Sequence[Mapping[str, str]] = (),
) -> str:
    """The manifest as JSON text with sorted keys; no clock, so the same run gives the same text.

    Args:
        complete: False while a run works; then `outputs` are those of the run before, which may be cleared away.
        problems: plans without deck, each with the reason.
    """
    body = {
        "planforge": version,
        "complete": complete,
        "options": dict(options),
        "inputs": list(inputs),
        "outputs": list(outputs),
        "problems": list(problems),
    }
    return json.dumps(body, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
