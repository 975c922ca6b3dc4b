"""Findings in a deck speak the deck's language: warnings in the notes, open errors and the fixes worth most on AX3."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from typing import Any

import pytest

from planforge import resources
from planforge.config import Config
from planforge.diagnostics.chinese import chinese, told
from planforge.diagnostics.finding import Seen
from planforge.diagnostics.report import Report
from planforge.pipeline import CheckResult, ReviewResult, review_plan, score_checked
from support.plans import full_plan, previous_plan

FLAWED = resources.samples() / "velden-pharma_2025Q3.xlsx"
BEFORE = resources.samples() / "velden-pharma_2025Q2.xlsx"
_WARNING = re.compile(r"(?m)^(?:WB|FV|XR|CN|RV)\d{3} .+$")
_CODE = re.compile(r"[A-Z]{2}\d{3}")


@lru_cache(maxsize=3)
def flawed(language: str) -> ReviewResult:
    return review_plan(FLAWED, Config(language=language), previous=BEFORE)


def texts_of(value: Any) -> set[str]:
    """Every text that a context holds."""
    if isinstance(value, str):
        return {value}
    if isinstance(value, tuple):
        return set().union(*map(texts_of, value))
    if is_dataclass(value):
        return set().union(*(texts_of(getattr(value, field.name)) for field in fields(value)))
    return set()


def warnings_of(language: str) -> set[str]:
    return {line for text in texts_of(flawed(language).context) for line in _WARNING.findall(text)}


def test_notes_warn_in_chinese_with_code_cell_and_what_stands_there() -> None:
    lines = warnings_of("zh")
    assert "RV203 Contacts!M11: 有采购角色的联系人没有我方负责人，也没有人覆盖（Anouk Verhey，负责人：空）。" in lines
    assert "CN110 Pipeline!G16: 商机的概率与所处阶段不相称，例如刚发现需求就填90%（Spare sensors 2025，概率：80%）。" in lines
    assert len(lines) > 90
    assert all(line.endswith("。") for line in lines)


@pytest.mark.parametrize(("language", "seen"), [("zh", Seen("图表", "依据", "")), ("en", None)])
def test_what_differs_from_the_last_review_is_told_too(language: str, seen: Seen | None) -> None:
    plan = full_plan()
    now = replace(plan.factors[0], factor="图表", score=2, previous=None, evidence=None)
    then = replace(previous_plan(), factors=(replace(now, score=4),))
    checked = CheckResult(plan=replace(plan, factors=(now,)), report=Report.of(plan.source, ()))
    (moved,) = score_checked(checked, Config(language=language), previous=then).report.findings
    assert (moved.code, moved.seen) == ("CN310", seen)


@pytest.mark.parametrize("language", ["en", "en+zh"])
def test_notes_warn_in_english_where_sentences_are_english(language: str) -> None:
    expected = {f"{f.code} {f.cell or FLAWED.name}: {f.message}" for f in flawed(language).report.findings}
    assert len(warnings_of(language)) > 90
    assert warnings_of(language) <= expected


def test_open_errors_are_told_in_the_decks_language() -> None:
    for language in ("en", "zh"):
        first = next(f for f in flawed(language).report.findings if f.severity.value == "error")
        assert f"{first.code} {first.cell}: {told(first, language)[0]}" in flawed(language).context.trace.findings


def fixes_of(language: str) -> list[tuple[str, str, int]]:
    """Text, cure and count of the fixes that belong to a rule."""
    result = flawed(language)
    quality = result.scorecard.quality
    pairs = zip(quality.fixes, result.context.trace.quality.fixes, strict=True)
    return [(row.what, row.how, loss.count) for loss, row in pairs if _CODE.fullmatch(loss.code)]


def test_the_fixes_worth_most_say_what_the_rule_finds_and_how_often() -> None:
    fixes = fixes_of("zh")
    assert fixes
    for what, how, count in fixes:
        sentences = chinese()[what[:5]]
        times = f"，共{count}处" if count > 1 else ""
        assert what == f"{what[:5]}：{sentences.finds.removesuffix('。')}{times}"
        assert how == sentences.fix
    assert any(count > 1 for _, _, count in fixes)


def test_in_english_they_keep_the_first_findings_message() -> None:
    losses = [loss for loss in flawed("en").scorecard.quality.fixes if _CODE.fullmatch(loss.code)]
    assert [what for what, _, _ in fixes_of("en")] == [f"{loss.code}: {loss.message}" for loss in losses]
