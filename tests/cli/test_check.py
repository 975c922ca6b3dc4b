"""`planforge check`: results to standard output, messages to standard error, three exit codes."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from planforge import resources
from planforge.cli import planforge
from planforge.diagnostics.chinese import chinese
from planforge.spec.load import load_spec
from support.plan_books import book, sample_rows


@pytest.fixture(scope="module")
def contents() -> dict[str, bytes]:
    spec = load_spec(resources.template("xlsx/account-plan/workbook.toml"))
    rows = sample_rows(spec)
    flawed = {**rows, "pipeline": [{**rows["pipeline"][0], "close_date": "soon"}, *rows["pipeline"][1:]]}
    return {"good": book(spec, rows), "flawed": book(spec, flawed), "blank": book(spec, {})}


@pytest.fixture
def folder(tmp_path, contents, monkeypatch) -> Path:
    (tmp_path / "plans").mkdir()
    for name, data in contents.items():
        (tmp_path / "plans" / f"{name}.xlsx").write_bytes(data)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "plans"


def check(*arguments: object):
    return CliRunner().invoke(planforge, ["check", *map(str, arguments)])


def test_text_groups_by_file_and_sheet_with_cell_code_word_message_and_hint(folder):
    result = check(folder / "flawed.xlsx", "--select", "FV")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[0] == "flawed.xlsx  cover account v0"
    assert lines[1] == "  Pipeline"
    assert lines[2] == "    E7     FV102  ✖ error    Close date: “soon” is not a date; write it like 2025-09-30."
    assert lines[3].strip() == "Type a date, such as 2026-03-31."
    assert lines[4] == "  1 error, 0 warnings, 0 notes"
    assert result.stderr == ""


def test_colour_only_on_a_terminal(folder):
    assert "\x1b" not in check(folder / "flawed.xlsx").stdout
    coloured = CliRunner().invoke(planforge, ["check", str(folder / "flawed.xlsx")], color=True)
    assert "\x1b[31m✖ error" in coloured.stdout


def test_a_clean_plan_says_so(folder):
    result = check(folder / "good.xlsx", "--select", "FV,WB")
    assert (result.exit_code, result.stdout.splitlines()[1]) == (0, "  No problems found.")


@pytest.mark.parametrize(("fail_on", "code"), [("error", 0), ("warning", 1), ("info", 1), ("never", 0)])
def test_fail_on(folder, fail_on, code):
    """The select keeps one warning: the next review is not after this one."""
    assert check(folder / "good.xlsx", "--select", "CN210", "--fail-on", fail_on).exit_code == code


def test_select_and_ignore(folder):
    assert check(folder / "flawed.xlsx", "--select", "FV102").exit_code == 1
    assert check(folder / "flawed.xlsx", "--select", "FV", "--ignore", "FV102,XR").exit_code == 0
    result = check(folder / "flawed.xlsx", "--ignore", "FV1O2")
    assert result.exit_code == 2
    assert "FV102" in result.stderr


def test_json_is_stable(folder):
    result = check(folder / "flawed.xlsx", "--select", "FV", "--format", "json")
    assert result.exit_code == 1
    data = json.loads(result.stdout)
    assert list(data) == ["schema", "planforge", "as_of", "files", "totals", "exit_code"]
    assert data["schema"] == "planforge.check/1"
    (file,) = data["files"]
    assert list(file) == ["file", "sha256", "account", "error", "counts", "findings"]
    assert file["sha256"] == hashlib.sha256((folder / "flawed.xlsx").read_bytes()).hexdigest()
    (finding,) = file["findings"]
    assert finding == {
        "code": "FV102",
        "name": "wrong-type",
        "severity": "error",
        "message": "Close date: “soon” is not a date; write it like 2025-09-30.",
        "hint": "Type a date, such as 2026-03-31.",
        "cell": "Pipeline!E7",
        "sheet": "Pipeline",
        "address": "E7",
        "field": "pipeline.close_date",
    }
    assert data["totals"] == {"files": 1, "unreadable": 0, "error": 1, "warning": 0, "info": 0}


def test_a_folder_gives_its_workbooks_in_name_order_without_lock_files(folder):
    (folder / "~$good.xlsx").write_bytes(b"lock")
    (folder / ".hidden.xlsx").write_bytes(b"hidden")
    (folder / "notes.txt").write_text("x", encoding="utf-8")
    result = check(folder, folder / "good.xlsx", "--format", "json", "--fail-on", "never")
    assert [file["file"] for file in json.loads(result.stdout)["files"]] == ["blank.xlsx", "flawed.xlsx", "good.xlsx"]


def test_one_unreadable_file_does_not_stop_the_others(folder):
    (folder / "broken.xlsx").write_bytes(b"junk")
    result = check(folder, "--format", "json")
    assert result.exit_code == 2
    data = json.loads(result.stdout)
    assert [bool(file["error"]) for file in data["files"]] == [False, True, False, False]
    assert data["totals"]["unreadable"] == 1
    assert "broken.xlsx is not an Excel workbook." in result.stderr
    text = check(folder)
    assert text.exit_code == 2
    assert "broken.xlsx  cannot be read" in text.stdout
    assert "4 files:" in text.stdout.splitlines()[-1]


def test_missing_file_and_empty_folder(folder, tmp_path):
    assert check(tmp_path / "none.xlsx").exit_code == 2
    (tmp_path / "empty").mkdir()
    result = check(tmp_path / "empty")
    assert result.exit_code == 2
    assert "no workbook" in result.stderr
    assert check().exit_code == 2


def test_settings_choose_severities(folder, tmp_path):
    (tmp_path / "own.toml").write_text('[rules]\nFV102 = "info"\nXR = "off"\nRV = "off"\nCN = "off"\n', encoding="utf-8")
    result = check(folder / "flawed.xlsx", "--config", tmp_path / "own.toml")
    assert result.exit_code == 0
    assert "0 errors, 0 warnings, 1 note" in result.stdout
    (tmp_path / "planforge.toml").write_text('[rules]\nFV102 = "loud"\n', encoding="utf-8")
    result = check(folder / "flawed.xlsx")
    assert result.exit_code == 2
    assert "loud" in result.stderr


def test_as_of_is_a_date(folder):
    assert check(folder / "good.xlsx", "--as-of", "30.9.2025").exit_code == 2
    early = json.loads(check(folder / "good.xlsx", "--as-of", "2020-01-01", "--format", "json").stdout)
    late = json.loads(check(folder / "good.xlsx", "--as-of", "2035-01-01", "--format", "json").stdout)
    assert early["as_of"] == "2020-01-01"
    assert early["files"][0]["findings"] != late["files"][0]["findings"]


def test_inputs_are_not_changed_and_results_repeat(folder):
    before = {path.name: (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns) for path in folder.iterdir()}
    first = check(folder).stdout
    after = {path.name: (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns) for path in folder.iterdir()}
    assert before == after
    assert check(folder).stdout == first


def test_a_cell_cannot_steer_the_terminal(tmp_path, monkeypatch):
    spec = load_spec(resources.template("xlsx/account-plan/workbook.toml"))
    rows = sample_rows(spec)
    rows["pipeline"][0]["close_date"] = "so\non\t_x001B_[31m"
    path = tmp_path / "plan.xlsx"
    path.write_bytes(book(spec, rows))
    monkeypatch.chdir(tmp_path)
    result = check(path, "--select", "FV102")
    assert "\x1b" not in result.stdout
    assert len(result.stdout.splitlines()) == 6


def test_chinese_tells_the_rules_sentence_with_record_label_and_content(folder):
    result = check(folder / "flawed.xlsx", "--select", "FV", "--lang", "zh")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[1:3] == [
        "  Pipeline",
        "    E7     FV102  ✖ 错误  应填数字、百分比或日期，填的却是无法识别的文字（pipeline name v0，预计签约日期：soon）。",
    ]
    assert lines[3] == " " * 26 + "只填数字、百分比或日期，日期如2026-03-31。"
    assert lines[4] == "  错误1条，警告0条，提示0条"


def test_chinese_sums_up_files_in_chinese(folder):
    (folder / "broken.xlsx").write_bytes(b"no workbook")
    lines = check(folder, "--select", "FV", "--lang", "zh").stdout.splitlines()
    assert "broken.xlsx  无法读取" in lines
    assert "  没有发现问题。" in lines
    assert lines[-1].startswith("共4个文件：错误")
    assert lines[-1].endswith("；1个文件无法读取")


def test_english_is_the_default_and_json_stays_english(folder):
    plan = folder / "flawed.xlsx"
    assert check(plan).stdout == check(plan, "--lang", "en").stdout
    assert check(plan, "--format", "json").stdout == check(plan, "--format", "json", "--lang", "zh").stdout


def test_chinese_sentences_are_read_only_when_asked_for(folder):
    chinese.cache_clear()
    check(folder)
    assert chinese.cache_info().currsize == 0
    check(folder, "--lang", "zh")
    assert chinese.cache_info().currsize == 1


def test_check_loads_no_office_library(folder):
    code = (
        "import sys\nfrom planforge.cli import planforge\n"
        f"try: planforge.main(['check', '--lang', 'zh', {str(folder / 'flawed.xlsx')!r}])\nexcept SystemExit: pass\n"
        "print('\\n'.join(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=False)
    modules = set(done.stderr.decode().split())
    assert "python_calamine" in modules
    assert not modules & {"pptx", "openpyxl", "jinja2", "lxml", "rich", "babel"}
