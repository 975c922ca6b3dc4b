"""`planforge deck`: one deck or many, last quarter's plan found by itself, and one clear sentence for whatever is wrong."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from planforge import pipeline
from planforge.cli import planforge
from support.archive import check_archive
from support.plan_copies import ACCOUNT_ID, SAMPLES, copied

NOW, BEFORE, FAULTY = "lanhai-grid_2025Q3.xlsx", "lanhai-grid_2025Q2.xlsx", "velden-pharma_2025Q3.xlsx"


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder with one plan."""
    monkeypatch.chdir(tmp_path)
    shutil.copyfile(SAMPLES / NOW, tmp_path / NOW)
    return tmp_path


def deck(*arguments: str | Path) -> Result:
    return CliRunner().invoke(planforge, ["deck", *map(str, arguments)])


def texts(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist() if name.startswith("ppt/slides/slide"))


def test_one_plan_into_a_file(work: Path) -> None:
    result = deck(NOW, "-o", "new folder/review.pptx")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("new folder/review.pptx: ")
    assert " slides; 0 errors, 9 warnings." in result.stdout
    assert check_archive(work / "new folder" / "review.pptx") == []
    assert [path.name for path in (work / "new folder").iterdir()] == ["review.pptx"]


def test_same_bytes_twice(work: Path) -> None:
    deck(NOW, "-o", "a.pptx")
    done = subprocess.run([sys.executable, "-m", "planforge", "deck", NOW, "-o", "b.pptx"], capture_output=True, check=False)
    assert done.returncode == 0
    assert (work / "a.pptx").read_bytes() == (work / "b.pptx").read_bytes()


def test_language(work: Path) -> None:
    assert deck(NOW, "-o", "zh.pptx", "--lang", "zh").exit_code == 0
    assert 'lang="zh-CN"' in texts(work / "zh.pptx")


def test_the_appendix_may_be_left_out_by_option_or_setting(work: Path) -> None:
    counts = {}
    (work / "planforge.toml").write_text("appendix = false\n", encoding="utf-8")
    for name, options in {"off": ["--no-appendix"], "set": [], "on": ["--appendix"]}.items():
        assert deck(NOW, "-o", f"{name}.pptx", *options).exit_code == 0
        with zipfile.ZipFile(work / f"{name}.pptx") as archive:
            counts[name] = sum(1 for part in archive.namelist() if part.startswith("ppt/slides/slide"))
    assert counts["off"] == counts["set"] < counts["on"]
    assert (work / "off.pptx").read_bytes() == (work / "set.pptx").read_bytes()


def test_a_setting_of_the_appendix_is_true_or_false(work: Path) -> None:
    (work / "planforge.toml").write_text('appendix = "no"\n', encoding="utf-8")
    result = deck(NOW, "-o", "a.pptx")
    assert result.exit_code == 2
    assert "must be true or false" in " ".join(result.stderr.split())


def test_the_last_review_is_found_beside_the_plan(work: Path) -> None:
    deck(NOW, "-o", "alone.pptx")
    shutil.copyfile(SAMPLES / BEFORE, work / BEFORE)
    deck(NOW, "-o", "beside.pptx")
    (work / "else").mkdir()
    (work / BEFORE).rename(work / "else" / BEFORE)
    assert deck(NOW, "-o", "named.pptx", "--previous", f"else/{BEFORE}").exit_code == 0
    alone, beside, named = ((work / f"{name}.pptx").read_bytes() for name in ("alone", "beside", "named"))
    assert beside == named
    assert beside != alone


def test_a_useless_file_of_the_last_review_is_told_but_no_error(work: Path) -> None:
    (work / BEFORE).write_bytes(b"broken")
    result = deck(NOW, "-o", "x.pptx")
    assert result.exit_code == 0
    assert "No comparison with the last review" in result.stderr
    (work / BEFORE).write_bytes(copied({ACCOUNT_ID: "KA-999"}, SAMPLES / BEFORE))
    assert "is a plan of" in deck(NOW, "-o", "x.pptx").stderr


def test_a_named_previous_plan_must_be_usable(work: Path) -> None:
    (work / "other.xlsx").write_bytes(copied({ACCOUNT_ID: "KA-999"}))
    result = deck(NOW, "-o", "x.pptx", "--previous", "other.xlsx")
    assert result.exit_code == 2
    assert "is a plan of" in result.stderr
    assert not (work / "x.pptx").exists()
    assert "nowhere.xlsx" in deck(NOW, "-o", "x.pptx", "--previous", "nowhere.xlsx").stderr


def test_many_plans_and_bad_ones_among_them(work: Path) -> None:
    (work / "bad.xlsx").write_bytes(b"PK\x03\x04")
    shutil.copyfile(SAMPLES / FAULTY, work / FAULTY)
    (work / "海岳 plan.xlsx").write_bytes((SAMPLES / "haiyue-rail_2025Q3.xlsx").read_bytes())
    result = deck(".", "missing.xlsx", "-o", "decks")
    assert result.exit_code == 2
    assert sorted(path.name for path in (work / "decks").iterdir()) == [
        "lanhai-grid_2025Q3.pptx",
        "velden-pharma_2025Q3.pptx",
        "海岳 plan.pptx",
    ]
    assert len(result.stdout.splitlines()) == 3
    assert result.stderr.count("Error: ") == 2
    assert "bad.xlsx" in result.stderr
    assert "missing.xlsx" in result.stderr
    assert ", marked DRAFT; 38 errors" in result.stdout


def test_strict_refuses_a_plan_with_errors(work: Path) -> None:
    shutil.copyfile(SAMPLES / FAULTY, work / FAULTY)
    result = deck(FAULTY, NOW, "-o", "decks", "--strict")
    assert result.exit_code == 1
    assert "no deck was made" in result.stderr
    assert [path.name for path in (work / "decks").iterdir()] == ["lanhai-grid_2025Q3.pptx"]


def test_what_the_customer_must_not_read_is_told_with_its_cell_and_refused(work: Path) -> None:
    """A rival's name in two rows of the roadmap: the deck is made and the cell told, or with --strict not made."""
    (work / "told.xlsx").write_bytes(copied({"Pilot: 38% shorter outages on 12 feeders": "Beats Hengtuo Relay by 20%; margin 34%"}))
    made = deck("told.xlsx", "-o", "made", "--variant", "customer", "--lang", "en")
    assert made.exit_code == 0
    assert [line.split(":")[0].strip() for line in made.stderr.splitlines()] == [
        f"{code} Roadmap!C{row}" for code in ("RV501", "RV504") for row in (7, 8)
    ]
    assert (work / "made" / "told.customer.pptx").is_file()
    refused = deck("told.xlsx", NOW, "-o", "refused", "--variant", "customer", "--strict")
    assert refused.exit_code == 1
    assert "would tell the customer what is internal in 4 places; no deck was made" in refused.stderr
    assert [path.name for path in (work / "refused").iterdir()] == ["lanhai-grid_2025Q3.customer.pptx"]
    assert deck("told.xlsx", "-o", "full", "--strict").exit_code == 0


def test_the_customers_edition_of_a_faulty_plan_is_no_draft(work: Path) -> None:
    shutil.copyfile(SAMPLES / FAULTY, work / FAULTY)
    result = deck(FAULTY, "-o", "decks", "--variant", "customer")
    assert "DRAFT" not in result.stdout + texts(work / "decks" / "velden-pharma_2025Q3.customer.pptx")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["-o", "x.pptx"], "Missing argument 'PLAN…'"),
        ([NOW], "Missing option '-o' / '--out'"),
        ([NOW, "-o", "x.pptx", "--lang", "fr"], "'fr' is not one of"),
        ([NOW, "-o", "x.pptx", "--as-of", "soon"], "is not a date"),
        ([NOW, "-o", "x.pptx", "--nonsense"], "No such option"),
        ([NOW, NOW, "b.xlsx", "-o", "x.pptx"], "is a single file, but there are several plans"),
        ([NOW, "b.xlsx", "-o", "decks", "--previous", NOW], "goes with a single plan"),
        (["nowhere.xlsx", "-o", "x.pptx"], "nowhere.xlsx"),
        (["empty", "-o", "decks"], "has no workbook"),
        ([NOW, "-o", NOW], "is a file, not a folder"),
        ([NOW, "-o", "taken"], "is a file, not a folder"),
        ([NOW, "-o", "taken/x.pptx"], "is a file, not a folder"),
        ([NOW, "-o", "locked.pptx"], "read-only or open in another program"),
        ([NOW, "-o", "x.pptx", "--config", "nowhere.toml"], "nowhere.toml cannot be read"),
        ([NOW, "-o", "x.pptx", "--config", "bad.toml"], "not valid TOML"),
    ],
)
def test_whatever_is_wrong_is_one_clear_sentence(work: Path, arguments: list[str], words: str) -> None:
    (work / "taken").write_bytes(b"")
    (work / "empty").mkdir()
    (work / "bad.toml").write_text("company = ", encoding="utf-8")
    (work / "locked.pptx").write_bytes(b"mine")
    (work / "locked.pptx").chmod(0o444)
    result = deck(*arguments)
    assert result.exit_code == 2
    assert words in result.stderr
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert result.stderr.count("Error: ") == 1
    assert not (work / "x.pptx").exists()
    assert (work / "locked.pptx").read_bytes() == b"mine"


def test_a_full_disk_leaves_nothing_behind(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    (work / "x.pptx").write_bytes(b"the deck of last week")
    monkeypatch.setattr("os.fsync", full)
    result = deck(NOW, "-o", "x.pptx")
    assert result.exit_code == 2
    assert "No space left on device" in result.stderr
    assert sorted(path.name for path in work.iterdir()) == [NOW, "x.pptx"]
    assert (work / "x.pptx").read_bytes() == b"the deck of last week"


def test_a_fault_with_one_plan_does_not_stop_the_others(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = pipeline.render_deck

    def render(review, config, *variant):
        if review.plan.source.name == "a.xlsx":
            raise ZeroDivisionError("oops")
        return real(review, config, *variant)

    monkeypatch.setattr(pipeline, "render_deck", render)
    shutil.copyfile(NOW, "a.xlsx")
    result = deck("a.xlsx", NOW, "-o", "decks")
    assert result.exit_code == 2
    assert result.stderr.startswith("a.xlsx:\nError: PlanForge has a fault: ZeroDivisionError: oops")
    assert [path.name for path in (work / "decks").iterdir()] == ["lanhai-grid_2025Q3.pptx"]


def test_the_plan_is_never_changed(work: Path) -> None:
    before = (work / NOW).read_bytes()
    deck(NOW, "-o", ".")
    assert (work / NOW).read_bytes() == before
