"""The pages that AX18 counts are those the deck has, continuations included, and the check follows from them."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from pptx import Presentation


@pytest.mark.parametrize(("name", "language"), [("lanhai-grid", "en"), ("kestrel-foods", "en")])
def test_pages_of_each_part_are_counted_as_rendered(name: str, language: str, deck: Callable) -> None:
    made = deck(name, language)
    slides = Presentation(io.BytesIO(made.data)).slides
    table = next(shape for slide in slides for shape in slide.shapes if shape.name == "pf:table-parts").table
    shown = [(row.cells[1].text, row.cells[3].text) for row in list(table.rows)[1:]]
    wanted = []
    for row in made.review.context.parts.parts:
        count = sum(made.rendered.slides.get(ident, (0, 0))[1] for ident in row.slides)
        word = "Too few" if count < row.low else "Within" if count <= row.high else "Too many"
        wanted.append((str(count), word if row.high else "–"))
    assert [(pages, check.partition(" ")[2] or check) for pages, check in shown] == wanted
    assert sum(int(pages) for pages, _ in shown) < made.rendered.page_count
