"""Figures of the account page, the five years and the pipeline: shown where the trace says, and equal to the cells they name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from planforge.review.context_appendix import TraceRecord
from support.deck_qa import Slide, slides_of

SAMPLES = Path(__file__).parents[2] / "samples"
TRACED = ("A02", "A07", "A15")
_AREA = re.compile(r"^'?(?P<sheet>[^'!]+)'?!(?P<area>[A-Z]+\d+(?::[A-Z]+\d+)?)$")

decks = pytest.mark.parametrize(
    ("name", "language"),
    [
        pytest.param(name, language, marks=pytest.mark.xdist_group(f"{name} {language}"), id=f"{name}-{language}")
        for name, language in (
            ("lanhai-grid", "en"),
            ("orvane-rail", "en"),
            ("caldera-mining", "zh"),
            ("haiyue-rail", "zh"),
            ("solmar-ports", "en"),
            ("tarn-chemicals", "en+zh"),
            ("kestrel-foods", "en"),
        )
    ],
)


@lru_cache(maxsize=16)
def workbook(file: str) -> Any:
    return openpyxl.load_workbook(SAMPLES / file, data_only=True)


def cells_of(record: TraceRecord) -> Iterator[Any]:
    """The values of the cells a record names; raises KeyError for a sheet that is not there."""
    for part in record.cells.split("; "):
        match = _AREA.match(part)
        assert match is not None, f"{record.label}: {part!r} is no range"
        area = workbook(record.file)[match["sheet"]][match["area"]]
        rows = area if isinstance(area, tuple) else ((area,),)
        yield from (cell.value for row in rows for cell in row)


def records(made: Any) -> list[TraceRecord]:
    found = [record for record in made.review.context.records if record.slide in TRACED]
    assert {record.slide for record in found} >= {"A02", "A07"}
    return found


def shown_on(slides: list[Slide], text: str) -> bool:
    """True when a slide shows a text, standing alone: 7.0 is not shown by 17.0."""
    pattern = re.compile(rf"(?<![\d.,]){re.escape(text)}(?![\d%]|\.\d)")
    return any(pattern.search(shown) for slide in slides for shown in (slide.title, *(t for _, t in slide.texts)))


@decks
def test_traced_figures_are_shown(name: str, language: str, deck: Callable) -> None:
    made = deck(name, language)
    slides = slides_of(made.data)
    missing = []
    for record in records(made):
        first, pages = made.rendered.slides[record.slide]
        if not shown_on(slides[first - 1 : first - 1 + pages], record.shown):
            missing.append(f"{record.slide} {record.label} = {record.shown}")
    assert not missing, f"{len(missing)} traced figures are not shown:\n" + "\n".join(missing)


@decks
def test_traced_cells_exist(name: str, language: str, deck: Callable) -> None:
    untraced = [f"{r.slide} {r.label} names no cell" for r in records(deck(name, language)) if not r.cells]
    empty = [
        f"{r.slide} {r.label}: {r.cells} holds nothing"
        for r in records(deck(name, language))
        if r.cells and all(value is None for value in cells_of(r))
    ]
    assert not untraced + empty, "\n".join(untraced + empty)


@decks
def test_direct_figures_equal_their_cells(name: str, language: str, deck: Callable) -> None:
    direct = [r for r in records(deck(name, language)) if not r.rule and ":" not in r.cells]
    assert len(direct) > 5
    for record in direct:
        (value,) = cells_of(record)
        assert float(value) == pytest.approx(record.value), f"{record.slide} {record.label}: {record.cells} holds {value}"
