"""The pages of docs/method say what the method table, the workbook spec and the scoring policy say."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from pathlib import Path

import pytest

from planforge import resources
from planforge.pipeline import SCORECARD
from planforge.rules.registry import registered
from planforge.spec.method import load_method

ROOT = Path(__file__).resolve().parents[2]


def tool():
    spec = importlib.util.spec_from_file_location("make_method_pages", ROOT / "tools" / "make_method_pages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TOOL = tool()
PAGES = TOOL.pages()
METHOD = load_method(resources.template("method/method.toml"))
POLICY = tomllib.loads(resources.template(SCORECARD).read_text(encoding="utf-8"))
NOT_OF_A_FRAMEWORK = {"schema", "quality", "levels"}
"""Parts of the policy that belong to the plan as a whole."""


@pytest.mark.parametrize("name", PAGES)
def test_page_is_up_to_date(name):
    path = ROOT / "docs" / "method" / name
    assert path.read_text(encoding="utf-8") == PAGES[name], "run tools/make_method_pages.py"


def test_every_picture_exists_and_no_page_is_left_over():
    folder = ROOT / "docs" / "method"
    assert {path.name for path in folder.glob("*.md")} == set(PAGES)
    named = {line.partition("(pictures/")[2].rstrip(")") for text in PAGES.values() for line in text.splitlines() if "(pictures/" in line}
    assert {path.name for path in (folder / "pictures").glob("*.png")} >= named


@pytest.mark.parametrize("framework", METHOD, ids=lambda f: f.id)
def test_every_page_says_how_it_is_computed_and_what_is_missing(framework):
    assert framework.how.endswith((".", "|"))
    assert framework.blank.endswith(".")
    assert "{" not in PAGES[f"{framework.id}.md"]


def test_cuts_are_printed_from_the_policy_with_their_names():
    text = "from {factors.good}, {satisfaction.watch:%}, {cadence.A|days}, {effort.hours.key}, {=stages.meets}, {risks.zones.show stopper}"
    assert TOOL.filled_in(text, POLICY) == (
        "from 4 (`factors.good`), 60% (`satisfaction.watch`), 92 days (`cadence.A`), 40 to 160 (`effort.hours.key`), 2, "
        "6 (`risks.zones.show stopper`)"
    )
    other = {**POLICY, "factors": {**POLICY["factors"], "good": 5}}
    assert TOOL.filled_in("{factors.good}", other) == "5 (`factors.good`)"
    with pytest.raises(KeyError):
        TOOL.filled_in("{factors.best}", POLICY)


def test_every_part_of_the_policy_is_explained_on_some_page():
    named = {name.split(".")[0] for f in METHOD for name in re.findall(r"[{`]=?([a-z]+\.[A-Za-z][^{}`]*)[}`]", f.how + f.blank)}
    assert set(POLICY) - named == NOT_OF_A_FRAMEWORK


def test_rules_and_rows_that_texts_name_exist():
    codes, ids = {rule.info.code for rule in registered()}, {f.id for f in METHOD}
    for framework in METHOD:
        text = framework.how + framework.blank
        assert set(re.findall(r"\b(?:XR|CN|RV)\d{3}\b", text)) <= codes, framework.id
        assert set(re.findall(r"\(([A-G]\d{1,2})\)", text)) <= ids, framework.id
