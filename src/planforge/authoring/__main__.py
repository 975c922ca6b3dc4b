"""Rebuilds every shipped template: `python -m planforge.authoring`, or `--check` to compare with what is committed."""

from __future__ import annotations

import sys
from pathlib import Path

from planforge.authoring.shipped import shipped_files

TEMPLATES = Path(__file__).resolve().parents[3] / "templates"


def main(arguments: list[str]) -> int:
    """Writes the files, or with `--check` names those that differ and returns 1."""
    stale = []
    for relative, data in shipped_files(TEMPLATES):
        path = TEMPLATES / relative
        if path.is_file() and path.read_bytes() == data:
            continue
        stale.append(relative)
        if "--check" not in arguments:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    sys.stdout.writelines(f"{'differs' if '--check' in arguments else 'written'}: templates/{name}\n" for name in stale)
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
