"""Two shipped samples worked with pencil and paper: the files in `worked` against the program, to the twelfth digit."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from planforge import resources
from planforge.spec.method import load_method
from support.readings import ACCOUNTS, Reading, read_samples
from support.worked import Entry, Worked, calculate, load_worked, plain, resolve

WORKED: Mapping[str, Worked] = {account: load_worked(account) for account in ACCOUNTS}
METHOD = load_method(resources.template("method/method.toml"))
BESIDE_THE_METHOD_TABLE = {"status", "quality"}
FIGURES = [
    pytest.param(account, entry, id=f"{account}-{entry.row}-{entry.figure}") for account in ACCOUNTS for entry in WORKED[account].entries
]


@pytest.fixture(scope="module")
def readings() -> Mapping[str, Reading]:
    return read_samples()


@pytest.mark.parametrize(("account", "entry"), FIGURES)
def test_the_program_finds_what_was_worked_by_hand(account: str, entry: Entry, readings: Mapping[str, Reading]) -> None:
    assert resolve(readings[account], entry.figure) == plain(entry.expected), entry.formula


@pytest.mark.parametrize(("account", "entry"), FIGURES)
def test_every_working_adds_up_to_its_figure(account: str, entry: Entry) -> None:
    assert entry.formula
    assert entry.lines or entry.because, "a figure needs its arithmetic, or what was counted"
    assert [plain(calculate(line)) for line in entry.lines] == plain(entry.results)


@pytest.mark.parametrize("account", ACCOUNTS)
def test_every_row_of_the_method_is_worked_or_computes_nothing(account: str) -> None:
    worked, nothing = {entry.row for entry in WORKED[account].entries}, WORKED[account].nothing
    assert worked - BESIDE_THE_METHOD_TABLE == {framework.id for framework in METHOD} - set(nothing)
    assert worked > BESIDE_THE_METHOD_TABLE
    assert all(nothing.values()), "why there is nothing to compute must be said"
    assert not [framework.id for framework in METHOD if framework.computed and framework.id in nothing]


@pytest.mark.parametrize("account", ACCOUNTS)
def test_no_figure_is_worked_twice(account: str) -> None:
    figures = [(entry.row, entry.figure) for entry in WORKED[account].entries]
    assert len(figures) == len(set(figures))


@pytest.mark.parametrize("working", ["__import__('os')", "2 ** 3", "'a' * 2", "True + 1", "abs(1)", "x", "1 if 1 else 2", "min(1, key=2)"])
def test_a_working_is_arithmetic_and_nothing_else(working: str) -> None:
    with pytest.raises(ValueError, match="is no arithmetic"):
        calculate(working)


def test_the_arithmetic_is_exact() -> None:
    assert calculate("0.1 + 0.2 - 0.3") == 0
    assert calculate("-round(2.678, 2) + max(1 / 3, 0.2) * min(6, 3)") == calculate("1 - 2.68")
