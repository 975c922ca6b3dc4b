"""Slides of the result before their pages are made: what the calls of a program collected for each of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from planforge.diagnostics.rule import RuleInfo
from planforge.office.pptx.frames import FrameStyle
from planforge.office.pptx.images import Media
from planforge.office.pptx.numbered import SlideStyle
from planforge.office.pptx.tables import TableState
from planforge.office.pptx.text_body import BodyStyle, Paragraphs, autofit, autofit_head, overflow
from planforge.office.rich import ChartData


@dataclass(slots=True)
class HeldText:
    """A text that is written last: a title, which may get a page count, or notes, which may get warnings."""

    body: BodyStyle
    paragraphs: Paragraphs


@dataclass(slots=True)
class HeldTable:
    """A table and the XML before it."""

    prefix: str
    table: TableState


@dataclass(slots=True)
class HeldFrame:
    """A component frame with its arguments; `fallback` is the rectangle, empty when it has no text."""

    style: FrameStyle
    arguments: tuple[Any, ...]
    alt: str | None
    fallback: str


Item = str | HeldText | HeldTable | HeldFrame


@dataclass(slots=True)
class Draft:
    """A slide of the result before its pages are made.

    `cuts` are shape and full text, `overflows` shape and what is wrong, `remarks` other findings with their shape and words; `media`
    are pictures from data by part; `rounds` are the loops around the slide and their rounds; `copies` are the ids of the copies of
    shapes that repeat, by the template's id; `ids` continue the shape ids of one page, `last_id` is the highest that all its pages have.
    """

    style: SlideStyle
    items: list[Item] = field(default_factory=list)
    notes: list[Item] = field(default_factory=list)
    tables: list[TableState] = field(default_factory=list)
    charts: dict[str, ChartData] = field(default_factory=dict)
    chart_texts: dict[str, dict[str, str]] = field(default_factory=dict)
    cuts: list[tuple[str, str]] = field(default_factory=list)
    overflows: list[tuple[str, str]] = field(default_factory=list)
    pages: int = 1
    ids: Iterator[int] = field(default_factory=count)
    ids_page: int = -1
    rounds: tuple[tuple[int, int], ...] = ()
    copies: dict[int, list[int]] = field(default_factory=dict)
    remarks: list[tuple[RuleInfo, str, str]] = field(default_factory=list)
    media: dict[str, Media] = field(default_factory=dict)
    last_id: int = 0

    def fresh_id(self) -> int:
        """A shape id that no page of the slide has."""
        self.last_id = max(self.last_id, self.style.last_id) + 1
        return self.last_id


def settled(draft: Draft, body: BodyStyle, paragraphs: Paragraphs) -> str:
    """What stands before the paragraphs of a text, shrunk when it is too tall and may be; what is taller all the same is noted."""
    if overflow(body, paragraphs) is None:
        return ""
    fit = autofit(body, paragraphs) if body.autofit else None
    found = overflow(body, paragraphs, fit)
    if found is not None:
        high, room = found
        draft.overflows.append((body.shape, f"the text is {high / 72:.2f} inches tall and has room for {room / 72:.2f}"))
    return autofit_head(body, fit) if fit else ""
