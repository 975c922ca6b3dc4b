"""`planforge build` and `planforge demo`: what they print and how they end."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from planforge.cli import planforge
from support.archive import check_archive
from support.plan_copies import SAMPLES

GOOD, FAULTY = "orvane-rail_2025Q3.xlsx", "velden-pharma_2025Q3.xlsx"


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a folder of one good plan."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plans").mkdir()
    shutil.copyfile(SAMPLES / GOOD, tmp_path / "plans" / GOOD)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(planforge, list(arguments))


def test_a_clean_folder(work: Path) -> None:
    result = run("build", "plans", "-o", "out")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "Made 1 deck, the consolidated workbook portfolio.xlsx and findings.html in out.",
        "No plan has an error (0 errors, 0 warnings).",
    ]


def test_errors_give_1_and_are_summed_up_in_the_last_line(work: Path) -> None:
    shutil.copyfile(SAMPLES / FAULTY, work / "plans" / FAULTY)
    result = run("build", "plans", "-o", "out", "--jobs", "1")
    assert result.exit_code == 1
    assert result.stdout.splitlines()[-1].startswith("Needs attention: 1 deck marked DRAFT because of errors (38 errors, ")
    assert run("build", "plans", "-o", "out", "--fail-on", "never").exit_code == 0
    assert "1 plan refused because of errors" in run("build", "plans", "-o", "out", "--strict").stdout


def test_a_bad_workbook_gives_2_and_the_rest_is_made(work: Path) -> None:
    (work / "plans" / "bad\x1b[31m.xlsx").write_bytes(b"no workbook")
    result = run("build", "plans", "-o", "out", "--fail-on", "never")
    assert result.exit_code == 2
    assert result.stderr.startswith("Error: bad [31m.xlsx: ")
    assert "\x1b[31m" not in result.stderr
    assert "Needs attention: 1 workbook without a result" in result.stdout
    assert (work / "out" / "decks" / "orvane-rail_2025Q3.pptx").is_file()


def test_copies_and_foreign_decks_are_named(work: Path) -> None:
    shutil.copyfile(SAMPLES / GOOD, work / "plans" / "orvane-rail_2025Q3 (1).xlsx")
    (work / "out" / "decks").mkdir(parents=True)
    (work / "out" / "decks" / "mine.pptx").write_bytes(b"")
    out = run("build", "plans", "-o", "out").stdout
    assert "orvane-rail_2025Q3 (1).xlsx was left out: another workbook is of the same account and day." in out
    assert "Not of this run, but in the folder decks: mine.pptx." in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "Missing argument 'FOLDER'"),
        (["plans"], "Missing option '-o' / '--out'"),
        (["plans", "-o", "out", "--jobs", "x"], "is not a valid integer"),
        (["plans", "-o", "out", "--jobs", "-1"], "is not in the range"),
        (["nowhere", "-o", "out"], "does not exist"),
        ([f"plans/{GOOD}", "-o", "out"], "is a file, not a folder"),
        (["empty", "-o", "out"], "holds no Excel workbook"),
        (["plans", "-o", f"plans/{GOOD}"], "is a file, not a folder"),
        (["plans", "-o", "out", "--config", "nowhere.toml"], "cannot be read"),
    ],
)
def test_whatever_is_wrong_is_one_clear_sentence(work: Path, arguments: list[str], words: str) -> None:
    (work / "empty").mkdir()
    result = run("build", *arguments)
    assert result.exit_code == 2
    assert words in result.stderr
    assert result.stdout == ""
    assert not (work / "out").exists()


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a terminal device")
def test_a_terminal_gets_a_progress_bar(work: Path) -> None:
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "planforge", "build", "plans", "-o", "out", "--jobs", "2"]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=theirs, env={**os.environ, "TERM": "xterm"}, timeout=60, check=False)
    os.close(theirs)
    shown = os.read(ours, 65536).decode(errors="replace")
    os.close(ours)
    assert done.returncode == 0
    assert "Reading plans" in shown
    assert b"Reading plans" not in done.stdout


def test_demo_makes_everything_and_ends_well(work: Path) -> None:
    result = run("demo")
    assert (result.exit_code, result.stderr) == (0, "")
    made = work / "planforge-demo"
    assert (
        result.stdout.splitlines()[-1]
        == f"Open {Path('planforge-demo/decks')} for the decks and {Path('planforge-demo/portfolio.xlsx')} for all accounts together."
    )
    decks = sorted((made / "decks").glob("*.pptx"))
    assert len(decks) == 10
    assert "2 decks are marked DRAFT on purpose" in result.stdout
    for path in (*decks, made / "portfolio.xlsx"):
        assert check_archive(path) == [], path.name
