"""The pages of docs/method say what the method table and the workbook spec say."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def tool():
    spec = importlib.util.spec_from_file_location("make_method_pages", ROOT / "tools" / "make_method_pages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PAGES = tool().pages()


@pytest.mark.parametrize("name", PAGES)
def test_page_is_up_to_date(name):
    path = ROOT / "docs" / "method" / name
    assert path.read_text(encoding="utf-8") == PAGES[name], "run tools/make_method_pages.py"


def test_every_picture_exists_and_no_page_is_left_over():
    folder = ROOT / "docs" / "method"
    assert {path.name for path in folder.glob("*.md")} == set(PAGES)
    named = {line.partition("(pictures/")[2].rstrip(")") for text in PAGES.values() for line in text.splitlines() if "(pictures/" in line}
    assert {path.name for path in (folder / "pictures").glob("*.png")} >= named
