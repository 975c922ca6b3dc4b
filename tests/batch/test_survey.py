"""Which files are plans, which plan is reviewed, and against which one."""

from datetime import date
from pathlib import Path

import pytest

from planforge.batch.survey import Surveyed, Use, jobs, plan_files, uses
from planforge.errors import InputError


def seen(name: str, account: str = "KA-1", month: int | None = 9, last: str = "", error: str = "") -> Surveyed:
    day = date(2025, month, 30) if month else None
    return Surveyed(path=Path(name), account_id=account, account=account, as_of=day, last_review_file=last, error=error)


def test_latest_quarter_is_reviewed_against_the_one_before() -> None:
    surveys = [seen("q1.xlsx", month=3), seen("q3.xlsx", month=9), seen("q2.xlsx", month=6)]
    (job,) = jobs(surveys)
    assert (job.survey.path.name, job.previous and job.previous.path.name) == ("q3.xlsx", "q2.xlsx")
    assert uses(surveys, [job]) == {Path("q3.xlsx"): Use.REVIEWED, Path("q2.xlsx"): Use.PREVIOUS, Path("q1.xlsx"): Use.OLDER}


@pytest.mark.parametrize("last", ["q1.xlsx", "Q1.XLSX", "archive\\q1.xlsx", "archive/q1.xlsx"])
def test_the_file_named_on_the_cover_wins_over_the_date(last: str) -> None:
    (job,) = jobs([seen("q1.xlsx", month=3), seen("q2.xlsx", month=6), seen("q3.xlsx", month=9, last=last)])
    assert job.previous is not None
    assert job.previous.path.name == "q1.xlsx"


def test_a_file_of_another_account_is_never_the_previous_one() -> None:
    found = jobs([seen("a.xlsx", "A", last="b.xlsx"), seen("b.xlsx", "B", month=6)])
    assert [(job.survey.path.name, job.previous) for job in found] == [("a.xlsx", None), ("b.xlsx", None)]


def test_two_files_of_one_day_are_no_history() -> None:
    surveys = [seen("plan (1).xlsx"), seen("plan.xlsx")]
    (job,) = jobs(surveys)
    assert job.survey.path.name == "plan.xlsx"
    assert job.previous is None
    assert uses(surveys, [job])[Path("plan (1).xlsx")] is Use.SAME_DAY


def test_plans_without_account_id_stand_alone() -> None:
    surveys = [seen("a.xlsx", "", None), seen("b.xlsx", "", None)]
    found = jobs(surveys)
    assert [job.survey.path.name for job in found] == ["a.xlsx", "b.xlsx"]
    assert set(uses(surveys, found).values()) == {Use.REVIEWED}


def test_account_ids_are_compared_without_case_and_unreadable_files_left_out() -> None:
    surveys = [seen("a.xlsx", "ka-1", month=6), seen("b.xlsx", "KA-1"), seen("c.xlsx", "", None, error="damaged")]
    (job,) = jobs(surveys)
    assert job.previous is not None
    assert uses(surveys, [job])[Path("c.xlsx")] is Use.UNREADABLE


def names(folder: Path, out: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in plan_files(folder, out)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (
        "b.xlsx",
        "A.XLSX",
        "sub/c.xlsm",
        "sub/old.xls",
        "~$b.xlsx",
        ".hidden.xlsx",
        ".git/d.xlsx",
        "notes.txt",
        "folder.xlsx/e.xlsx",
    ):
        path = tmp_path / "plans" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    return tmp_path / "plans"


def test_plan_files_are_found_in_sub_folders_and_sorted(folder: Path, tmp_path: Path) -> None:
    assert names(folder, tmp_path / "out") == ["A.XLSX", "b.xlsx", "folder.xlsx/e.xlsx", "sub/c.xlsm", "sub/old.xls"]


def test_what_lies_in_an_output_folder_inside_is_not_read(folder: Path) -> None:
    assert "sub/c.xlsm" not in names(folder, folder / "sub")


def test_an_output_folder_around_the_plans_hides_only_results(folder: Path, tmp_path: Path) -> None:
    (folder / "portfolio.xlsx").write_bytes(b"")
    assert "portfolio.xlsx" not in names(folder, folder)
    assert "portfolio.xlsx" in names(folder, tmp_path)
    assert "b.xlsx" in names(folder, tmp_path)


@pytest.mark.parametrize(("name", "words"), [("nowhere", "does not exist"), ("file", "is a file"), ("empty", "holds no Excel workbook")])
def test_a_folder_that_cannot_be_used(tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match=words):
        plan_files(tmp_path / name, tmp_path / "out")
