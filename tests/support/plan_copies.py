"""Copies of a sample plan that stand for other accounts: the same workbook with one text replaced."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
SAMPLE = SAMPLES / "lanhai-grid_2025Q3.xlsx"
ACCOUNT_ID = "KA-001"
"""The account id of the sample."""


def copied(texts: Mapping[str, str], source: Path = SAMPLE) -> bytes:
    """The bytes of a workbook with whole cell texts replaced; every text must be found."""
    out = io.BytesIO()
    missing = set(texts)
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for item in old.infolist():
            data = old.read(item)
            if item.filename.startswith("xl/worksheets/sheet"):
                for before, after in texts.items():
                    changed = data.replace(f">{escape(before)}<".encode(), f">{escape(after)}<".encode())
                    missing -= {before} if changed != data else set()
                    data = changed
            new.writestr(zipfile.ZipInfo(item.filename), data, zipfile.ZIP_DEFLATED)
    assert not missing, f"not found in {source.name}: {missing}"
    return out.getvalue()


def write_copies(folder: Path, count: int) -> None:
    """Plans of that many different accounts."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / f"plan-{number:04d}.xlsx").write_bytes(copied({ACCOUNT_ID: f"ACC-{number:04d}"}))
