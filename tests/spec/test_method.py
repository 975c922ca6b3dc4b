"""The table of `planforge method` is true: what it names exists, and a changed cell is seen in the figure and on the slide it names."""

from __future__ import annotations

import importlib
import io
import json
import re
import tomllib
import zipfile
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from planforge import resources
from planforge.cli import planforge
from planforge.errors import SpecError
from planforge.pipeline import DECK_TEMPLATE, PORTFOLIO_TEMPLATE, WORKBOOK_SPEC
from planforge.spec.load import load_spec
from planforge.spec.method import Framework, load_described, load_method, load_objectives, sheets_of
from support.method_effects import Effect, changed, figure_of, load_effects, on_slide, outcome, sample, unchanged

FILE = resources.template("method/method.toml")
METHOD, DESCRIBED = load_method(FILE), load_described(FILE)
ROWS = tomllib.loads((Path(__file__).parent / "method" / "rows.toml").read_text(encoding="utf-8"))
EFFECTS = load_effects()


@cache
def slide_ids() -> set[str]:
    """The ids that the slides of the account review give themselves in their notes."""
    with zipfile.ZipFile(resources.template(DECK_TEMPLATE)) as archive:
        notes = [archive.read(name).decode() for name in archive.namelist() if name.startswith("ppt/notesSlides/notesSlide")]
    return {ident for text in notes for ident in re.findall(r"slide id (A[0-9X]+)", text)}


@cache
def portfolio_sheets() -> set[str]:
    return set(openpyxl.load_workbook(io.BytesIO(resources.template(PORTFOLIO_TEMPLATE).read_bytes()), read_only=True).sheetnames)


def test_every_row_of_the_method_is_in_one_of_the_two_lists():
    listed, described = [framework.id for framework in METHOD], [row.id for row in DESCRIBED]
    assert len(listed + described) == len({*listed, *described})
    assert set(listed) == {ident for table in ROWS["works"].values() for ident in table}
    assert {row.id: row.standing for row in DESCRIBED} == {ident: word for word, ids in ROWS["described"].items() for ident in ids}
    assert all(row.covered and row.name.zh for row in DESCRIBED)


def test_the_nine_objectives_cover_every_framework_once():
    objectives = load_objectives(FILE)
    assert len(objectives) == 9
    served = [ident for objective in objectives for ident in objective.frameworks]
    assert sorted(served) == sorted(framework.id for framework in METHOD)
    assert all(objective.name.zh for objective in objectives)


@pytest.mark.parametrize("framework", METHOD, ids=lambda f: f.id)
def test_what_the_table_says_is_true(framework: Framework):
    spec = load_spec(resources.template(WORKBOOK_SPEC))
    blocks = {block.key: {field.name for field in block.fields} for sheet in spec.sheets for block in sheet.blocks}
    for block, names in framework.inputs.items():
        assert names
        assert set(names) <= blocks[block], block
    for function in framework.computed:
        module, _, name = function.partition(":")
        assert callable(getattr(importlib.import_module(module), name)), function
    for place in framework.shown:
        sheet = place.removeprefix("portfolio:")
        assert sheet in portfolio_sheets() if sheet != place else place in slide_ids(), place
    assert framework.name.zh
    assert bool(framework.computed) != bool(framework.reason), "what is not computed needs a reason"


@pytest.mark.parametrize("effect", EFFECTS, ids=lambda e: f"{e.row}-{e.change}")
def test_a_changed_cell_is_seen_in_the_figure_and_on_the_slide(effect: Effect):
    before, after = unchanged(effect.alone), outcome(changed(sample(), effect.change, effect.to), effect.alone)
    assert figure_of(after, effect.figure) != figure_of(before, effect.figure)
    for place in effect.slides:
        sheet = place.removeprefix("portfolio:")
        if sheet == place:
            assert on_slide(after.context, place) != on_slide(before.context, place), place
        else:
            assert effect.figure.split(".")[0] in ("account", "row", "portfolio"), "a sheet shows a figure of the consolidated workbook"


@pytest.mark.parametrize("framework", METHOD, ids=lambda f: f.id)
def test_every_framework_is_proved_on_every_slide_it_names(framework: Framework):
    own = [effect for effect in EFFECTS if effect.row == framework.id]
    assert {place for effect in own for place in effect.slides} == set(framework.shown)
    assert {effect.change.split(".")[0] for effect in own} <= set(framework.inputs)


def test_no_framework_is_open():
    assert [framework.id for framework in METHOD if framework.is_open] == []


def test_sheets_are_named_in_the_order_of_the_workbook():
    spec = load_spec(resources.template(WORKBOOK_SPEC))
    entry = next(framework for framework in METHOD if framework.id == "A3")
    assert sheets_of(entry, spec, "en") == ("Selection", "Financials")
    assert sheets_of(entry, spec, "zh") == ("客户筛选", "财务")


def test_the_command_prints_the_table():
    shown = CliRunner().invoke(planforge, ["method"], standalone_mode=False)
    assert shown.exit_code == 0
    assert len(shown.output.splitlines()) == len(METHOD) + 1 + 1 + len(DESCRIBED) + 1
    data = json.loads(CliRunner().invoke(planforge, ["method", "--format", "json", "--lang", "zh"], standalone_mode=False).output)
    assert [row["id"] for row in data["frameworks"]] == [framework.id for framework in METHOD]
    assert [(row["id"], row["standing"]) for row in data["described"]] == [(row.id, row.standing) for row in DESCRIBED]


def test_a_broken_table_is_told(tmp_path):
    path = tmp_path / "method.toml"
    path.write_text('[[frameworks]]\nid = "A1"\n', encoding="utf-8")
    with pytest.raises(SpecError, match="A1"):
        load_method(path)
    path.write_text('[[described]]\nid = "D5"\n[[objectives]]\n', encoding="utf-8")
    with pytest.raises(SpecError, match="D5"):
        load_described(path)
    with pytest.raises(SpecError, match="objective"):
        load_objectives(path)
    with pytest.raises(SpecError, match="cannot be read"):
        load_method(tmp_path / "none.toml")
