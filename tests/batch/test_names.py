"""File names of results: legal everywhere, unique, shown without surprises."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planforge.batch.names import safe_name, shown, unique_names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("acme_2025Q3", "acme_2025Q3"),
        ("海岳轨道交通_2025Q3", "海岳轨道交通_2025Q3"),
        ("a/b\\c:d*e?f", "a-b-c-d-e-f"),
        ("plan. ", "plan"),
        ("con", "con_"),
        ("COM1.draft", "COM1.draft_"),
        ("...", "plan"),
        ("\udcff", "plan"),
        ("e\u0301", "é"),
    ],
)
def test_safe_name(text: str, name: str) -> None:
    assert safe_name(text) == name


@given(st.text())
def test_a_safe_name_is_legal_everywhere(text: str) -> None:
    name = safe_name(text)
    assert 0 < len(name.encode()) <= 121
    assert not set(name) & set('<>:"/\\|?*\x00')
    assert name == name.strip()
    assert not name.startswith(".")
    assert not name.endswith(".")
    assert safe_name(name) == name


@given(st.lists(st.text(max_size=4), max_size=8))
def test_unique_names_differ_without_case(texts: list[str]) -> None:
    names = unique_names(texts)
    assert len({name.casefold() for name in names}) == len(texts)


def test_a_repeated_name_gets_a_number() -> None:
    assert unique_names(["Plan", "plan", "PLAN"]) == ["Plan", "plan-2", "PLAN-3"]


def test_shown_is_relative_with_forward_slashes_and_printable() -> None:
    assert shown(Path("plans/north/a.xlsx"), Path("plans")) == "north/a.xlsx"
    assert shown(Path("else/a.xlsx"), Path("plans")) == "a.xlsx"
    assert shown(Path("a\x1b[2Jb.xlsx")) == "a\ufffd[2Jb.xlsx"
    assert shown(Path("a\udcff.xlsx")) == "a\\udcff.xlsx"
