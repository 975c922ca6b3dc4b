"""Measured heights and lines against what LibreOffice draws: never too little, and seldom too much."""

from __future__ import annotations

from pathlib import Path

import pytest

from support import office
from support.text_cases import frames, tables
from support.text_drawing import Compared, compared


@pytest.fixture(scope="module")
def drawing(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Compared], list[Compared]]:
    office.require()
    folder: Path = tmp_path_factory.mktemp("texts")
    return compared(frames(), tables(), folder)


@pytest.mark.render
def test_what_measures_as_fitting_never_overflows(drawing: tuple[list[Compared], list[Compared]]) -> None:
    texts, _ = drawing
    assert len(texts) >= 300
    assert [text for text in texts if text.spare < -1.0] == []
    assert [text for text in texts if text.lines < 0] == []


@pytest.mark.render
def test_rows_are_never_drawn_taller_than_measured(drawing: tuple[list[Compared], list[Compared]]) -> None:
    _, rows = drawing
    assert len(rows) >= 200
    assert [row for row in rows if row.spare < -1.0] == []


@pytest.mark.render
def test_most_texts_are_measured_to_the_line_and_to_the_point(drawing: tuple[list[Compared], list[Compared]]) -> None:
    texts, _ = drawing
    assert sum(text.lines == 0 for text in texts) >= 0.85 * len(texts)
    # Space after the last paragraph counts although LibreOffice leaves it out, which makes most texts with spacing taller.
    assert sum(abs(text.spare) <= 1.0 for text in texts) >= 0.75 * len(texts)
