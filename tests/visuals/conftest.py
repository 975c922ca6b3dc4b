"""Draws visuals into a frame and gives back what was drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from typing import Any

import pytest
from lxml import etree

from planforge.authoring.account_review import build
from planforge.office.frame import Frame, RowBox
from planforge.office.pptx.drawing import Canvas
from planforge.visuals import registry
from support.deck_qa import drawing_problems
from support.deck_shapes import EMU, Box, Item, P, items_in_group

_NS = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
SLACK = 0.011
"""Inches a line or a turned elbow may lie outside its frame by rounding and half its width."""


@dataclass(frozen=True)
class Drawing:
    """A drawing in its frame."""

    frame: Frame
    xml: str
    alt: str
    items: tuple[Item, ...]

    @property
    def texts(self) -> list[str]:
        return [item.text for item in self.items if item.text.strip()]

    def named(self, name: str) -> list[Item]:
        return [item for item in self.items if item.name == name or item.name.startswith(f"{name}-")]

    def problems(self) -> list[str]:
        """What no drawing may do, whatever it is given."""
        frame = self.frame
        edge = Box(frame.left, frame.top, frame.left + frame.width, frame.top + frame.height)
        placed = [(item, item.box) for item in self.items if item.box is not None]
        found = [f"{item.name} {item.text[:20]!r}: {box} leaves the frame {edge}" for item, box in placed if not box.inside(edge, SLACK)]
        found += [f"{i.name}: negative size" for i, box in placed if box.width < 0 or box.height < 0]
        idents = [item.ident for item in self.items]
        found += [f"shape id {ident} stands twice" for ident in sorted(set(idents)) if idents.count(ident) > 1]
        for item in self.items:
            if item.body is None or not item.text.strip():
                continue
            sizes = [piece.size for paragraph in item.body.paragraphs for piece in paragraph.pieces]
            if min(sizes) < frame.minimum_font:
                found.append(f"{item.name}: text of {min(sizes)} pt: {item.text[:20]!r}")
            if item.body.needed > item.body.room + 0.03:
                found.append(f"{item.name}: text needs {item.body.needed:.2f} in, has {item.body.room:.2f}: {item.text[:30]!r}")
        found += drawing_problems(list(self.items))
        if self.items and not self.alt.strip():
            found.append("no alt text")
        return found


@lru_cache(maxsize=1)
def _frames() -> Mapping[str, tuple[float, float, float, float]]:
    """The frame each drawing has in the review deck: left, top, width and height in inches."""
    found = {}
    for slide in build().slides:
        for shape in slide.shapes:
            alt = shape._element[0].find(f"{P}cNvPr").get("descr") or ""
            if "\ncomponent: " in alt:
                name = alt.partition("\ncomponent: ")[2].partition("(")[0]
                found[name] = tuple(value / EMU for value in (shape.left, shape.top, shape.width, shape.height))
    return found


@pytest.fixture
def draw() -> Callable[..., Drawing]:
    """`draw("risk_matrix", arguments)`: the drawing in its frame of the review deck, or in one of a given size."""

    def drawn(
        name: str,
        arguments: tuple[Any, ...],
        lang: str = "en-GB",
        tables: Mapping[str, tuple[RowBox, ...]] | None = None,
        size: tuple[float, float] | None = None,
    ) -> Drawing:
        numbers = count(2)
        canvas = Canvas(lambda: next(numbers), lang)
        left, top, *shipped = _frames()[name]
        label = lambda key: key.rpartition(".")[2].capitalize()  # noqa: E731
        frame = Frame(f"pf:{name}", left, top, *(size or shipped), lang=lang, tables=tables or {}, t=label)
        alt = registry()[name](canvas, frame, *arguments)
        if not canvas:
            return Drawing(frame, "", alt, ())
        xml = canvas.group(frame.name, alt)
        root = etree.fromstring(f"<x {_NS}>{xml}</x>")
        return Drawing(frame, xml, alt, tuple(items_in_group(root[0])))

    return drawn
