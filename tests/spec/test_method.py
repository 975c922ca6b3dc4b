"""The table of `planforge method` is true: sheets, functions and slides it names exist."""

from __future__ import annotations

import importlib
import io
import json
import re
import zipfile
from functools import cache

import openpyxl
import pytest
from click.testing import CliRunner

from planforge import resources
from planforge.cli import planforge
from planforge.errors import SpecError
from planforge.pipeline import DECK_TEMPLATE, PORTFOLIO_TEMPLATE, WORKBOOK_SPEC
from planforge.spec.load import load_spec
from planforge.spec.method import Framework, load_method, sheets_of

METHOD = load_method(resources.template("method/method.toml"))
IN_SCOPE = {
    *(f"A{n}" for n in range(1, 19)), *(f"B{n}" for n in range(1, 9)), *(f"C{n}" for n in range(1, 14)), "C15",
    "D1", "D2", "D3", "D4", "D7", *(f"E{n}" for n in range(1, 5)), "F1", "F2", *(f"G{n}" for n in range(1, 12)),
}  # fmt: skip
"""All rows of the method but those that are second wave, of low priority, out of scope, a fixture, or without content."""


@cache
def slide_ids() -> set[str]:
    """The ids that the slides of the account review give themselves in their notes."""
    with zipfile.ZipFile(resources.template(DECK_TEMPLATE)) as archive:
        notes = [archive.read(name).decode() for name in archive.namelist() if name.startswith("ppt/notesSlides/notesSlide")]
    return {ident for text in notes for ident in re.findall(r"slide id (A[0-9X]+)", text)}


@cache
def portfolio_sheets() -> set[str]:
    return set(openpyxl.load_workbook(io.BytesIO(resources.template(PORTFOLIO_TEMPLATE).read_bytes()), read_only=True).sheetnames)


def test_every_framework_in_scope_is_listed_once():
    ids = [framework.id for framework in METHOD]
    assert len(ids) == len(set(ids))
    assert set(ids) == IN_SCOPE


@pytest.mark.parametrize("framework", METHOD, ids=lambda f: f.id)
def test_what_the_table_says_is_true(framework: Framework):
    spec = load_spec(resources.template(WORKBOOK_SPEC))
    blocks = {block.key for sheet in spec.sheets for block in sheet.blocks}
    assert set(framework.inputs) <= blocks
    for function in framework.computed:
        module, _, name = function.partition(":")
        assert callable(getattr(importlib.import_module(module), name)), function
    for place in framework.shown:
        sheet = place.removeprefix("portfolio:")
        assert sheet in portfolio_sheets() if sheet != place else place in slide_ids(), place
    assert framework.name.zh


def test_no_framework_is_open():
    assert [framework.id for framework in METHOD if framework.is_open] == []


def test_sheets_are_named_in_the_order_of_the_workbook():
    spec = load_spec(resources.template(WORKBOOK_SPEC))
    entry = next(framework for framework in METHOD if framework.id == "A3")
    assert sheets_of(entry, spec, "en") == ("Financials", "Selection")
    assert sheets_of(entry, spec, "zh") == ("财务", "客户筛选")


def test_the_command_prints_the_table():
    shown = CliRunner().invoke(planforge, ["method"], standalone_mode=False)
    assert shown.exit_code == 0
    assert len(shown.output.splitlines()) == len(METHOD) + 1
    data = json.loads(CliRunner().invoke(planforge, ["method", "--format", "json", "--lang", "zh"], standalone_mode=False).output)
    assert [row["id"] for row in data] == [framework.id for framework in METHOD]


def test_a_broken_table_is_told(tmp_path):
    path = tmp_path / "method.toml"
    path.write_text('[[frameworks]]\nid = "A1"\n', encoding="utf-8")
    with pytest.raises(SpecError, match="A1"):
        load_method(path)
    with pytest.raises(SpecError, match="cannot be read"):
        load_method(tmp_path / "none.toml")
