"""`planforge new`: writes a workbook, never over an existing one unasked, and starts from last quarter's plan."""

from __future__ import annotations

import io

import openpyxl
import pytest
from click.testing import CliRunner

from planforge import resources
from planforge.authoring.plan_workbook import fill_plan_workbook
from planforge.cli.new import command
from planforge.errors import ConfigError, InputError, OutputError
from planforge.spec.load import load_spec
from support.plan_records import DATA


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def call(*arguments):
        result = CliRunner().invoke(command, [str(a) for a in arguments])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return call


def test_writes_a_workbook_and_says_what_to_do_next(run, tmp_path):
    result = run("-o", "acme.xlsx")
    assert "planforge check acme.xlsx" in result.output
    assert openpyxl.load_workbook(tmp_path / "acme.xlsx").sheetnames[0] == "Start"


def test_adds_the_suffix_and_takes_language_currency_and_unit(run, tmp_path):
    run("-o", "acme", "--lang", "zh", "--currency", "eur", "--unit", "k")
    book = openpyxl.load_workbook(tmp_path / "acme.xlsx")
    assert "金额（EUR k）*" in [cell.value for cell in book["商机"][6]]


def test_language_comes_from_the_settings_file(run, tmp_path):
    (tmp_path / "planforge.toml").write_text('language = "zh"\n', encoding="utf-8")
    run("-o", "acme.xlsx")
    assert openpyxl.load_workbook(tmp_path / "acme.xlsx").sheetnames[0] == "开始"
    (tmp_path / "planforge.toml").write_text('language = "fr"\n', encoding="utf-8")
    with pytest.raises(ConfigError, match="'fr'"):
        run("-o", "other.xlsx")


def test_does_not_write_over_a_file_unless_told(run, tmp_path):
    (tmp_path / "acme.xlsx").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="exists already"):
        run("-o", "acme.xlsx")
    assert (tmp_path / "acme.xlsx").read_text(encoding="utf-8") == "mine"
    run("-o", "acme.xlsx", "--force")
    assert (tmp_path / "acme.xlsx").read_bytes()[:2] == b"PK"


@pytest.mark.parametrize(
    ("arguments", "words"), [(("-o", "a.xls"), "not the name of an .xlsx"), (("-o", "a.xlsx", "--currency", "ABC"), "'ABC' is not")]
)
def test_refuses_what_it_cannot_write(run, tmp_path, arguments, words):
    with pytest.raises(InputError, match=words):
        run(*arguments)
    assert list(tmp_path.iterdir()) == []


def test_starts_from_last_quarter(run, tmp_path):
    spec = load_spec(resources.template("xlsx/account-plan/workbook.toml"))
    (tmp_path / "q3.xlsx").write_bytes(fill_plan_workbook(spec, DATA, "zh"))
    assert "open errors" not in run("--from", "q3.xlsx", "-o", "q4.xlsx").output
    book = openpyxl.load_workbook(io.BytesIO((tmp_path / "q4.xlsx").read_bytes()))
    assert book["Cover"]["B17"].value == "q3.xlsx"
    assert book["Pipeline"]["A7"].value == "O1"
    assert book["Actions"]["A7"].value == "A2"


def test_says_when_last_quarters_plan_cannot_be_read_in_full(run, tmp_path):
    spec = load_spec(resources.template("xlsx/account-plan/workbook.toml"))
    (tmp_path / "q3.xlsx").write_bytes(fill_plan_workbook(spec, DATA, "en", raw={"Pipeline!F7": "seven"}))
    assert "open errors" in run("--from", "q3.xlsx", "-o", "q4.xlsx").output
