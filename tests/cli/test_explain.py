"""`planforge explain` knows every code that any part of PlanForge can report."""

import pytest
from click.testing import CliRunner

from planforge.cli import planforge
from planforge.cli.rulebook import FAMILIES, all_rules, plan_rules


def explain(*arguments: str):
    return CliRunner().invoke(planforge, ["explain", *arguments])


@pytest.mark.parametrize("code", sorted(all_rules()))
def test_every_code_is_explained_under_fixed_headings(code):
    result = explain(code)
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert lines[0].startswith(f"{code}  ")
    assert [line for line in lines if line in ("Finds", "Why", "Fix")] == ["Finds", "Why", "Fix"]


def test_codes_and_names_are_unique_and_families_known():
    rules = all_rules()
    assert len({info.name for info in rules.values()}) == len(rules)
    assert {code[:2] for code in rules} == set(FAMILIES)
    assert set(plan_rules()) < set(rules)


def test_lower_case_and_names_serve_too():
    assert explain("fv101").output == explain("FV101").output == explain("required-value-missing").output


def test_without_code_all_are_listed():
    output = explain().output
    for code, info in all_rules().items():
        assert f"  {code}  " in output
        assert info.name in output


def test_unknown_code_names_near_ones():
    result = explain("FV1O1")
    assert result.exit_code == 2
    assert "FV101" in result.stderr
    assert explain("required-value-mising").exit_code == 2
    assert "required-value-missing" in explain("required-value-mising").stderr
