"""Whole runs over a folder: what is made, that it is the same every time, and that nothing stops the others."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from planforge import pipeline
from planforge.batch.runner import BuildResult, build
from planforge.config import Config
from planforge.diagnostics.finding import Severity
from planforge.errors import OutputError, TemplateError
from support import decks
from support.archive import check_archive
from support.plan_copies import ACCOUNT_ID, SAMPLES, copied
from support.sheets import opened

Make = Callable[..., BuildResult]


def tree(folder: Path) -> dict[str, str]:
    """Every file below a folder with its fingerprint."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def manifest(result: BuildResult) -> dict:
    return json.loads(result.manifest.read_text(encoding="utf-8"))


def test_everything_is_made_and_sound(make: Make) -> None:
    result = make()
    assert sorted(tree(result.out)) == [
        "decks/haiyue-rail_2025Q3.pptx",
        "decks/lanhai-grid_2025Q3.pptx",
        "decks/velden-pharma_2025Q3.pptx",
        "findings.html",
        "findings.json",
        "manifest.json",
        "portfolio.xlsx",
    ]
    for name in (*(f"decks/{path.name}" for path in (result.out / "decks").iterdir()), "portfolio.xlsx"):
        assert check_archive(result.out / name) == [], name
    assert (result.decks, result.drafts, len(result.failed)) == (3, 1, 0)
    assert result.fails(Severity.ERROR)
    assert not result.fails(None)


def test_the_manifest_names_inputs_and_outputs_with_fingerprints(make: Make, plans: Path) -> None:
    result = make(as_of=date(2025, 9, 30))
    found = manifest(result)
    files = tree(result.out)
    files.pop("manifest.json")
    assert found["complete"] is True
    assert {entry["file"]: entry["sha256"] for entry in found["outputs"]} == files
    assert {entry["file"]: entry["sha256"] for entry in found["inputs"]} == tree(plans)
    assert {entry["file"]: entry["use"] for entry in found["inputs"]} == {
        "haiyue-rail_2025Q3.xlsx": "reviewed",
        "lanhai-grid_2025Q2.xlsx": "previous review",
        "lanhai-grid_2025Q3.xlsx": "reviewed",
        "velden-pharma_2025Q3.xlsx": "reviewed",
    }
    assert found["options"]["as_of"] == "2025-09-30"
    assert str(plans) not in result.manifest.read_text(encoding="utf-8")


def test_same_bytes_twice_and_with_two_processes(make: Make, plans: Path, tmp_path: Path) -> None:
    before = tree(plans)
    first = tree(make().out)
    assert tree(make().out) == first
    assert tree(make(out=tmp_path / "other", processes=2).out) == first
    assert tree(plans) == before


@pytest.mark.parametrize(
    ("more", "thresholds", "reading", "sheet"),
    [
        (("orvane-rail", "caldera-mining"), {}, "high ≥ 56.3, median of 4", "revenue 56.3 (median of 4)"),
        ((), {}, "–", "revenue no cut yet, 2 of 3 plans"),
        ((), {"segments.amounts.CNY.revenue": 120e6}, "low < 120.0, set amount", "revenue 120.0 (set amount)"),
    ],
    ids=["enough plans", "too few plans", "configured"],
)
def test_decks_and_workbook_cut_the_business_at_the_same_amounts(make: Make, plans: Path, more, thresholds, reading, sheet) -> None:
    (plans / "velden-pharma_2025Q3.xlsx").unlink()
    for name in more:
        shutil.copyfile(SAMPLES / f"{name}_2025Q3.xlsx", plans / f"{name}_2025Q3.xlsx")
    result = make(config=Config(language="en", thresholds=thresholds))
    book = opened((result.out / "portfolio.xlsx").read_bytes(), values=True)
    assert sheet in book["Segments"]["A2"].value
    checks = {row[0]: row[5] for row in book["Checks"].iter_rows(min_row=7, values_only=True)}
    assert checks["Value boxes and segments that differ from the decks"] == "OK"
    deck = decks.opened((result.out / "decks" / "lanhai-grid_2025Q3.pptx").read_bytes())
    tables = [decks.cells(shape) for slide in deck.slides for shape in slide.shapes if shape.has_table]
    assert ["Revenue now", "108.0", reading] in [row for table in tables for row in table]


def test_bad_workbooks_among_good_ones(make: Make, plans: Path) -> None:
    (plans / "a damaged.xlsx").write_bytes(b"PK\x03\x04 not really")
    (plans / "empty.xlsx").write_bytes(b"")
    (plans / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    result = make()
    assert result.decks == 3
    assert [outcome.path.name for outcome in result.failed] == ["a damaged.xlsx", "empty.xlsx", "old.xls"]
    assert all(outcome.error.endswith(".") and outcome.hint for outcome in result.failed)
    page = result.page.read_text(encoding="utf-8")
    assert page.count("Could not be read") == 3
    assert [problem["file"] for problem in manifest(result)["problems"]] == ["a damaged.xlsx", "empty.xlsx", "old.xls"]
    assert check_archive(result.out / "portfolio.xlsx") == []


def test_only_bad_workbooks_give_a_page_but_no_workbook(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "x.xlsx").write_bytes(b"nothing")
    result = build(tmp_path / "plans", tmp_path / "out", Config(), processes=1)
    assert result.workbook is None
    assert sorted(tree(result.out)) == ["findings.html", "findings.json", "manifest.json"]


def test_decks_are_made_without_their_appendix_when_asked(make: Make, tmp_path: Path) -> None:
    def slides(result: BuildResult) -> int:
        with zipfile.ZipFile(result.out / "decks" / "lanhai-grid_2025Q3.pptx") as archive:
            return sum(1 for name in archive.namelist() if name.startswith("ppt/slides/slide"))

    whole, short = make(), make(out=tmp_path / "short", config=Config(appendix=False))
    assert slides(short) < slides(whole)
    assert manifest(short)["options"]["appendix"] is False


def test_strict_refuses_decks_of_plans_with_errors(make: Make) -> None:
    result = make(strict=True)
    assert (result.decks, result.refused, result.drafts) == (2, 1, 0)
    assert not (result.out / "decks" / "velden-pharma_2025Q3.pptx").exists()
    assert "No deck was made because of the errors" in result.page.read_text(encoding="utf-8")


def test_a_fault_with_one_plan_does_not_stop_the_night(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    real = pipeline.render_deck

    def render(review, config):
        if review.plan.source.name.startswith("haiyue"):
            raise ZeroDivisionError("oops")
        return real(review, config)

    monkeypatch.setattr(pipeline, "render_deck", render)
    result = make()
    assert result.decks == 2
    (failed,) = result.failed
    assert "fault: ZeroDivisionError: oops" in failed.error
    assert "海岳轨道交通集团" in result.page.read_text(encoding="utf-8")


def test_a_deck_that_cannot_be_replaced_stops_only_itself(make: Make) -> None:
    deck = make().out / "decks" / "lanhai-grid_2025Q3.pptx"
    deck.write_bytes(b"annotated")
    deck.chmod(0o444)
    result = make()
    assert [outcome.path.name for outcome in result.failed] == ["lanhai-grid_2025Q3.xlsx"]
    assert "read-only" in result.failed[0].error
    assert deck.read_bytes() == b"annotated"
    assert result.strangers == ("lanhai-grid_2025Q3.pptx",)


def test_a_workbook_that_cannot_be_replaced_is_told_before_the_work(make: Make) -> None:
    out = make().out
    (out / "portfolio.xlsx").chmod(0o444)
    before = tree(out)
    with pytest.raises(OutputError, match=r"portfolio\.xlsx cannot be replaced"):
        make()
    assert tree(out) == before


def test_wrong_templates_are_told_once_and_before_anything_is_written(make: Make, tmp_path: Path) -> None:
    own = tmp_path / "own" / "pptx" / "account-review"
    own.mkdir(parents=True)
    (own / "account-review.pptx").write_bytes(b"no deck")
    shutil.copytree(Path(__file__).resolve().parents[2] / "templates" / "pptx" / "account-review" / "texts", own / "texts")
    with pytest.raises(TemplateError, match="is not an Office file"):
        make(config=Config(templates=tmp_path / "own"))
    assert not (tmp_path / "out").exists()


def test_an_account_that_left_takes_its_deck_along(make: Make, plans: Path) -> None:
    out = make().out
    (out / "decks" / "mine.pptx").write_bytes(b"my own")
    (plans / "haiyue-rail_2025Q3.xlsx").unlink()
    result = make()
    assert sorted(path.name for path in (out / "decks").iterdir()) == ["lanhai-grid_2025Q3.pptx", "mine.pptx", "velden-pharma_2025Q3.pptx"]
    assert result.strangers == ("mine.pptx",)


def test_an_interrupted_run_leaves_no_manifest_that_says_complete(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    out = make().out

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "render_portfolio", stop)
    with pytest.raises(KeyboardInterrupt):
        make()
    assert json.loads((out / "manifest.json").read_text(encoding="utf-8"))["complete"] is False
    assert not [name for name in tree(out) if name.endswith(".part")]


def test_results_in_an_output_folder_inside_the_plans_are_not_read(make: Make, plans: Path) -> None:
    first = make(out=plans / "out")
    assert len(make(out=plans / "out").outcomes) == len(first.outcomes) == 3


def test_names_of_every_script_and_equal_names_in_sub_folders(tmp_path: Path) -> None:
    for name, account in (("蓝海电网 – План Ñ.xlsx", "A"), ("north/plan.xlsx", "B"), ("south/plan.xlsx", "C")):
        path = tmp_path / "plans" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(copied({ACCOUNT_ID: account}))
    result = build(tmp_path / "plans", tmp_path / "out", Config(), processes=1)
    assert sorted(path.name for path in (result.out / "decks").iterdir()) == ["plan-2.pptx", "plan.pptx", "蓝海电网 – План Ñ.pptx"]
    assert check_archive(result.out / "portfolio.xlsx") == []


def test_progress_counts_up_to_the_end(make: Make) -> None:
    steps: list[tuple[str, int, int]] = []
    make(progress=lambda *step: steps.append(step))
    for name in {step for step, _, _ in steps}:
        counts = [(done, total) for step, done, total in steps if step == name]
        assert counts == [(done, counts[0][1]) for done in range(len(counts))], name
        assert counts[-1][0] == counts[-1][1]


def test_no_text_of_a_plan_reaches_the_page_as_markup(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    name = "Lanhai <script>alert(1)</script> & Co"
    data = copied({"Lanhai Grid Group": name})
    (tmp_path / "plans" / "x.xlsx").write_bytes(data)
    result = build(tmp_path / "plans", tmp_path / "out", Config(), processes=1)
    page = result.page.read_text(encoding="utf-8")
    assert "<script" not in page
    assert "Lanhai &lt;script&gt;" in page
    assert not re.search(r'(?:href|src)="(?!#f\d|decks/)', page)
