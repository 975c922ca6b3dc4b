"""Every rule against its case file: what it finds, where, in which words, and what it leaves alone."""

from __future__ import annotations

import tomllib

import pytest

from planforge.rules import RULES, check_for_customer, compare_with_last, run_rules
from support.limits import LIMITS
from support.rule_cases import CASES, Case, cell_of, load_cases


@pytest.mark.parametrize("case", load_cases(), ids=lambda case: case.id)
def test_the_rule_finds_what_the_case_expects(case: Case) -> None:
    findings = run_rules(case.plan, as_of=case.as_of, limits=LIMITS)
    findings = (*findings, *check_for_customer(case.plan, company="Northgate Systems", limits=LIMITS))
    if case.last is not None:
        findings = (*findings, *compare_with_last(case.plan, case.last, as_of=case.as_of, limits=LIMITS))
    found = [f for f in findings if f.code == case.rule]
    assert [f.cell for f in found] == [cell_of(path) for path in case.cells]
    for finding, path in zip(found, case.cells, strict=True):
        assert finding.field == path.partition("[")[0].partition(".")[0] + (f".{path.partition('.')[2]}" if "." in path else "")
        assert finding.message.endswith(".")
        assert finding.hint
    for word in case.says:
        assert word in found[0].message
    if case.hints:
        assert case.hints in found[0].hint


@pytest.mark.parametrize("info", RULES, ids=lambda info: info.code)
def test_every_rule_has_a_case_file_with_a_failing_and_a_passing_example(info) -> None:
    data = tomllib.loads((CASES / f"{info.code}-{info.name}.toml").read_text(encoding="utf-8"))
    assert data["rule"] == info.code
    assert all(example["cells"] for example in data["fails"])
    assert data["fails"]
    assert not any("cells" in example for example in data["passes"])
    assert data["passes"]


def test_every_case_file_belongs_to_a_rule() -> None:
    assert {path.stem for path in CASES.glob("*.toml")} == {f"{info.code}-{info.name}" for info in RULES}
