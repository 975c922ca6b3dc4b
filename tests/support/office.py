"""Draws Office files with LibreOffice, so that tests can look at what a reader will see.

Every call has its own LibreOffice profile, because parallel runs on one profile fail. Spreadsheets are recalculated on load,
and Microsoft's Chinese fonts are aliased to Noto's, as a reader without them would see the file.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from functools import lru_cache
from pathlib import Path

import pytest

TIMEOUT = 180
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="ODFRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
_ALIASES = {
    "Microsoft YaHei": "Noto Sans CJK SC",
    "微软雅黑": "Noto Sans CJK SC",
    "SimSun": "Noto Sans CJK SC",
    "Georgia": "Liberation Serif",
    "Microsoft JhengHei": "Noto Sans CJK TC",
}


@lru_cache(maxsize=1)
def _programs() -> tuple[str, str]:
    return shutil.which("soffice") or shutil.which("libreoffice") or "", shutil.which("pdftoppm") or ""


def available() -> bool:
    """True when LibreOffice and poppler are installed."""
    return all(_programs())


def require() -> None:
    """Skips the test where LibreOffice is missing; fails it there when CI is set."""
    if available():
        return
    reason = "LibreOffice or poppler's pdftoppm is not installed"
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def _font_configuration(folder: Path) -> Path:
    aliases = "".join(
        f'<match target="pattern"><test name="family"><string>{name}</string></test>'
        f'<edit name="family" mode="assign" binding="strong"><string>{substitute}</string></edit></match>'
        for name, substitute in _ALIASES.items()
    )
    path = folder / "fonts.conf"
    path.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f'<include ignore_missing="yes">/etc/fonts/fonts.conf</include>{aliases}</fontconfig>',
        encoding="utf-8",
    )
    return path


def convert(path: Path, out_dir: Path, target: str) -> Path:
    """The file converted by LibreOffice, for instance to `pdf` or `xlsx`; raises AssertionError when it does not load."""
    out_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="planforge-office-") as name:
        folder = Path(name)
        profile = folder / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        environment = {**os.environ, "FONTCONFIG_FILE": str(_font_configuration(folder)), "SAL_USE_VCLPLUGIN": "svp"}
        command = [_programs()[0], "--headless", "--norestore", f"-env:UserInstallation={profile.as_uri()}"]
        run = subprocess.run(
            [*command, "--convert-to", target, "--outdir", str(folder / "out"), str(path)],
            env=environment,
            capture_output=True,
            text=True,
            timeout=TIMEOUT,
            check=False,
        )
        made = folder / "out" / f"{path.stem}.{target.split(':')[0]}"
        # Exit code 0 without a result is how LibreOffice says that it could not load the file.
        assert made.exists(), f"LibreOffice could not load {path.name}: {run.stderr.strip() or run.stdout.strip()}"
        return Path(shutil.copy(made, out_dir / made.name))


def to_pdf(path: Path, out_dir: Path) -> Path:
    """The file as PDF."""
    return convert(path, out_dir, "pdf")


def to_png(path: Path, out_dir: Path, dpi: int = 96) -> list[Path]:
    """One picture per page, in page order."""
    pdf = to_pdf(path, out_dir)
    stem = out_dir / path.stem
    subprocess.run([_programs()[1], "-r", str(dpi), "-png", str(pdf), str(stem)], check=True, timeout=TIMEOUT)
    return sorted(out_dir.glob(f"{path.stem}-*.png"), key=lambda page: int(page.stem.rsplit("-", 1)[1]))
