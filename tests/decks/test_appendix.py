"""A review deck without its appendix: the same slides, none of the appendix, and nothing that points at it."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache

import pytest
from pptx import Presentation

from planforge import resources
from planforge.config import Config
from planforge.pipeline import check_plan, render_deck, review_checked
from support.archive import check_archive

SAMPLES = ("lanhai-grid_2025Q3", "haiyue-rail_2025Q3", "kestrel-foods_2025Q3")


@cache
def deck(name: str, language: str, appendix: bool, variant: str = "full") -> bytes:
    config = Config(language=language, appendix=appendix)
    checked = check_plan(resources.samples() / f"{name}.xlsx", config)
    return render_deck(review_checked(checked, config), config, variant).data


def titles(data: bytes) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in Presentation(io.BytesIO(data)).slides]


def texts(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "".join(archive.read(name).decode("utf-8") for name in archive.namelist() if name.endswith(".xml"))


@pytest.mark.parametrize("language", ["en", "zh", "en+zh"])
@pytest.mark.parametrize("name", SAMPLES)
def test_the_slides_of_the_appendix_are_gone_and_the_others_stay(name: str, language: str) -> None:
    whole, short = deck(name, language, True), deck(name, language, False)
    assert check_archive(short) == []
    kept = titles(short)
    assert titles(whole)[: len(kept)] == kept
    assert len(titles(whole)) - len(kept) >= 5


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_points_at_an_appendix_that_is_not_there(name: str, language: str) -> None:
    assert re.search(r"\bAX\d|[Aa]ppendix|附录", texts(deck(name, language, True)))
    assert re.findall(r".{40}(?:\bAX\d|[Aa]ppendix|附录)", texts(deck(name, language, False))) == []


@pytest.mark.parametrize("variant", ["page", "short"])
def test_editions_without_an_appendix_are_the_same_either_way(variant: str) -> None:
    assert titles(deck(SAMPLES[0], "en", False, variant)) == titles(deck(SAMPLES[0], "en", True, variant))
