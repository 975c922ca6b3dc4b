"""What rules and findings say in Chinese: one set of sentences per code, read from `rules.zh.toml` when somebody asks."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from planforge.diagnostics.finding import Finding, Seen

CELL, RECORD, FIRST, NOTHING = "cell", "record", "first", "nothing"
"""What is told of a finding's cell: record, label and content; the record alone; the record as the first of several; nothing."""

_FILE = Path(__file__).with_name("rules.zh.toml")
_EMPTY = "空"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentences:
    """A rule in Chinese: what is wrong, why it matters, how to fix it; `shows` says what is told of a finding's cell."""

    finds: str
    why: str
    fix: str
    shows: str = CELL


@lru_cache(maxsize=1)
def chinese() -> Mapping[str, Sentences]:
    """The Chinese sentences of every rule, by code."""
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {code: Sentences(**entry) for code, entry in data.items()}


def told(finding: Finding, language: str) -> tuple[str, str]:
    """What a finding says in a language, `en` or `zh`, and how to fix it. A code without Chinese sentences speaks English."""
    sentences = chinese().get(finding.code) if language == "zh" else None
    if sentences is None:
        return finding.message, finding.hint
    place = _place(finding.seen, sentences.shows) if finding.seen else ""
    return plain(sentences.finds.removesuffix("。") + place) + "。", plain(sentences.fix)


def plain(sentence: str) -> str:
    """A sentence without the marks around names of settings and files, for slides and cells."""
    return sentence.replace("`", "")


def _place(seen: Seen, shows: str) -> str:
    """`（施洁，负责人：空）`, `（首个：施洁）`, or nothing."""
    if shows == NOTHING or not (seen.record or seen.label):
        return ""
    if shows in (RECORD, FIRST):
        return f"（{'首个：' if shows == FIRST else ''}{seen.record}）" if seen.record else ""
    where = "，".join(part for part in (seen.record, seen.label) if part)
    return f"（{where}）" if seen.text is None else f"（{where}：{seen.text or _EMPTY}）"
