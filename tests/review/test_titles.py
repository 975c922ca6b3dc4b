"""Titles by data case: `cases/<slide>.toml` says which facts differ from the full plan and which title follows in both languages."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from planforge.review.catalogue import Catalogue
from planforge.review.titles import cut

CASES = [
    pytest.param(file.stem, case, id=f"{file.stem} {case['name']}")
    for file in sorted((Path(__file__).parent / "cases").glob("*.toml"))
    for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]
]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(("slide", "case"), CASES)
def test_title(
    texts: Catalogue, full_facts: Mapping[str, Mapping[str, Mapping[str, Any]]], slide: str, case: Mapping[str, Any], language: str
) -> None:
    base = full_facts[language][slide]
    unknown = (set(case.get("facts", {})) | set(case.get("none", ()))) - set(base)
    assert not unknown
    facts = {**base, **case.get("facts", {}), **dict.fromkeys(case.get("none", ()))}
    assert texts.sentence(slide, "title", language, facts) == case[language]


def test_a_long_title_gives_way_to_its_short_form(review: Any) -> None:
    from support.plans import full_plan, with_changes

    name = (
        "Tender moves to lowest price only because the new purchasing rules of the province weigh price with ninety of one hundred points"
    )
    title = review(with_changes(full_plan(), {"risks[0].risk": name})).risks.slide.title
    assert title == "1 of 6 risks is a show stopper and 2 are significant"


def test_a_short_form_is_cut_at_a_word() -> None:
    assert cut("One show stopper: tender moves to lowest price", 30) == "One show stopper: tender…"
    assert cut("short", 30) == "short"
