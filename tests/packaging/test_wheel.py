"""The wheel works alone: installed without development packages, run from an empty folder."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from support.archive import check_archive

ROOT = Path(__file__).resolve().parents[2]


def _run(*command: str | Path, cwd: Path) -> str:
    environment = {key: value for key, value in os.environ.items() if key not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    # Without isolation the build uses the hatchling of constraints.txt and needs no second environment.
    _run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    (made,) = folder.glob("*.whl")
    return made


@pytest.mark.slow
@pytest.mark.xdist_group("wheel")
def test_the_wheel_holds_code_templates_and_samples_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert {name.split("/")[0].split("-")[0] for name in names} == {"planforge"}
    inside = {name for name in names if name.startswith("planforge/_resources/samples/")}
    assert inside == {f"planforge/_resources/samples/{path.name}" for path in (ROOT / "samples").glob("*.xlsx")}
    templates = {path.relative_to(ROOT).as_posix() for path in (ROOT / "templates").rglob("*") if path.is_file()}
    assert {f"planforge/_resources/{name}" for name in templates} <= names
    code = {
        path.relative_to(ROOT / "src").as_posix()
        for path in (ROOT / "src").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {name for name in names if name.startswith("planforge/") and "_resources" not in name} == code


@pytest.mark.slow
@pytest.mark.xdist_group("wheel")
def test_the_wheel_runs_the_demo_from_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "env", with_pip=True)
    scripts = tmp_path / "env" / ("Scripts" if os.name == "nt" else "bin")
    _run(
        scripts / "python", "-m", "pip", "install", "-q", "--disable-pip-version-check", "-c", ROOT / "constraints.txt", wheel, cwd=tmp_path
    )
    empty = tmp_path / "empty"
    empty.mkdir()
    out = _run(scripts / "planforge", "demo", cwd=empty)
    made = empty / "planforge-demo"
    decks = list((made / "decks").glob("*.pptx"))
    assert len(decks) == 10, out
    for path in (*decks, made / "portfolio.xlsx"):
        assert check_archive(path) == [], path.name
    assert sorted(path.name for path in made.iterdir()) == ["decks", "findings.html", "findings.json", "manifest.json", "portfolio.xlsx"]
