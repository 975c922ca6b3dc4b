"""`planforge explain` knows every code that any part of PlanForge can report."""

import pytest
from click.testing import CliRunner

from planforge.cli import console, planforge
from planforge.cli.rulebook import FAMILIES, all_rules, plan_rules
from planforge.diagnostics.chinese import chinese


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


def test_chinese_explanations_have_their_own_headings_and_fit_a_terminal():
    lines = explain("XR101", "--lang", "zh").output.splitlines()
    assert lines[:2] == ["XR101  owner-not-in-team", "表间引用，默认级别为警告"]
    assert [line for line in lines if line in ("问题", "原因", "改法")] == ["问题", "原因", "改法"]
    assert lines[4] == "  指定的负责人不在“团队”表中。"
    for code in all_rules():
        output = explain(code, "--lang", "zh").output
        assert max(map(console.columns, output.splitlines())) <= 90
        said = "".join(output.split("改法", 1)[1].split())
        assert said == "".join(chinese()[code].fix.split())


def test_the_chinese_list_says_what_each_rule_finds():
    lines = explain("--lang", "zh").output.splitlines()
    assert lines[0] == "WB  工作簿结构"
    assert "  XR101  ▲ 警告  指定的负责人不在“团队”表中。" in lines
    assert len([line for line in lines if line.startswith("  ")]) == len(all_rules())


def test_english_is_the_default():
    assert explain("XR101").output == explain("XR101", "--lang", "en").output
    assert explain().output == explain("--lang", "en").output


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("负责人不在团队表中。", 12, ["负责人不在团", "队表中。"]),
        ("负责人不在团队，", 14, ["负责人不在团", "队，"]),  # no line begins with a stop
        ("改选“团队”表", 5, ["改选", "“团", "队”表"]),  # nor ends with an opening mark
        ("使用PlanForge生成", 12, ["使用", "PlanForge生", "成"]),  # a Latin word stays whole
        ("", 10, []),
    ],
)
def test_chinese_text_is_wrapped_between_characters(text, width, lines):
    assert console.wrapped_chinese(text, width) == lines
