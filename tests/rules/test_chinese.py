"""Every rule speaks Chinese: one entry per code, full-width marks, the labels of the Chinese workbook, no sentence twice."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest

from planforge import resources
from planforge.cli.rulebook import all_rules
from planforge.diagnostics.chinese import CELL, FIRST, NOTHING, RECORD, Sentences, chinese, told
from planforge.diagnostics.finding import Finding, Seen, Severity
from planforge.spec.load import load_spec
from planforge.values import CellRef

CODES = sorted(chinese())
_CJK = "\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef"
_HALF_WIDTH = re.compile(rf"[{_CJK}][,;:?!().]|[,;:?!().][{_CJK}]|[\"']")
_GAP = re.compile(rf"[{_CJK}] | [{_CJK}]")
_SHEET = re.compile(r"“([^”]+)”表")


def sentences(code: str) -> tuple[str, str, str]:
    entry = chinese()[code]
    return entry.finds, entry.why, entry.fix


def test_every_code_has_an_entry_and_no_entry_lacks_a_code() -> None:
    assert set(CODES) == set(all_rules())


@pytest.mark.parametrize("code", CODES)
def test_marks_are_full_width_and_a_sentence_ends(code: str) -> None:
    for sentence in sentences(code):
        bare = re.sub(r"`[^`]*`", "x", sentence)
        assert re.search(rf"[{_CJK}]", bare), sentence
        assert sentence.endswith("。")
        assert sentence.count("。") == 1, f"one sentence: {sentence}"
        assert not _HALF_WIDTH.search(bare), sentence
        assert not _GAP.search(bare), f"no blank beside a Chinese character: {sentence}"
        assert sentence.count("“") == sentence.count("”")
        assert sentence.count("`") % 2 == 0


def test_the_search_for_half_width_marks_finds_them() -> None:
    assert all(_HALF_WIDTH.search(text) for text in ("没有,负责人", "没有负责人.", "(空)", '"团队"表'))
    assert _GAP.search("在 Team 表")


def test_no_sentence_stands_twice() -> None:
    counted = Counter(sentence for code in CODES for sentence in sentences(code))
    assert [sentence for sentence, times in counted.items() if times > 1] == []


def test_sheets_are_named_as_in_the_chinese_workbook() -> None:
    known = {sheet.name.zh for sheet in load_spec(resources.template("xlsx/account-plan/workbook.toml")).sheets}
    named = {name for code in CODES for sentence in sentences(code) for name in _SHEET.findall(sentence)}
    assert "团队" in named
    assert named <= known


def test_what_is_shown_of_the_cell_is_one_of_four() -> None:
    assert {entry.shows for entry in chinese().values()} == {CELL, RECORD, FIRST, NOTHING}


FINDING = Finding(
    code="RV203", name="x", severity=Severity.WARNING, message="Shi Jie has no owner.", hint="Choose one.", cell=CellRef("联系人", 14, 13)
)


def test_english_is_the_finding_itself() -> None:
    seen = replace(FINDING, seen=Seen("施洁", "负责人", ""))
    assert told(seen, "en") == told(seen, "en+zh") == told(seen, "") == ("Shi Jie has no owner.", "Choose one.")


@pytest.mark.parametrize(
    ("seen", "place"),
    [
        (None, ""),
        (Seen(), ""),
        (Seen("施洁", "负责人", ""), "（施洁，负责人：空）"),
        (Seen("施洁", "负责人", "丁宁"), "（施洁，负责人：丁宁）"),
        (Seen("", "客户经理", "丁宁"), "（客户经理：丁宁）"),
        (Seen(label="关键人物"), "（关键人物）"),
    ],
)
def test_chinese_is_the_rules_sentence_with_what_stands_at_the_cell(seen: Seen | None, place: str) -> None:
    message, hint = told(replace(FINDING, seen=seen), "zh")
    assert message == f"有采购角色的联系人没有我方负责人，也没有人覆盖{place}。"
    assert hint == "从团队中为该联系人选择负责人。"


@pytest.mark.parametrize(
    ("code", "ending"),
    [
        ("RV211", "尚不清楚（首个：施洁）。"),
        ("RV207", "没有出现（施洁）。"),
        ("CN101", "不是100%。"),
        ("RV203", "覆盖（施洁，负责人：空）。"),
    ],
)
def test_a_rule_says_how_much_of_the_cell_is_told(code: str, ending: str) -> None:
    assert told(replace(FINDING, code=code, seen=Seen("施洁", "负责人", "")), "zh")[0].endswith(ending)


def test_names_of_settings_lose_their_marks_outside_the_terminal() -> None:
    message, hint = told(replace(FINDING, code="FV107"), "zh")
    assert message == "输入单元格显示Excel错误值，如#DIV/0!或#REF!。"
    assert "`" in chinese()["FV107"].finds
    assert "`" not in hint


def test_a_code_without_chinese_sentences_speaks_english() -> None:
    assert told(replace(FINDING, code="ZZ999"), "zh") == ("Shi Jie has no owner.", "Choose one.")


def test_an_entry_cannot_have_other_keys() -> None:
    with pytest.raises(TypeError):
        Sentences(finds="。", why="。", fix="。", shown="cell")  # type: ignore[call-arg]
