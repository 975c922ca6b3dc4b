"""What a deck is built on: a presentation without slides, the layouts it uses and the places they leave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from planforge.authoring.deck_base import base_presentation
from planforge.authoring.grid import Grid, Rect, own_grid

COVER, SECTION, CONTENT = "PF Cover", "PF Section", "PF Content"


@dataclass(frozen=True, slots=True)
class LayoutUse:
    """A layout and its placeholders.

    Attributes:
        layout: the python-pptx layout.
        slots: placeholder index by role: title, tracker, sticker, subtitle, source, footer, number. A role without a slot gets a text box.
        ours: True when the layout was made for PlanForge, so that its text styles are those of the deck.
        footer: words that the company's footer holds; they stay behind ours.
    """

    layout: Any
    slots: Mapping[str, int]
    ours: bool = True
    footer: str = ""


@dataclass(frozen=True, slots=True)
class CoverPlan:
    """Where the cover's own texts stand, in inches of the grid, and in which tones they can be read.

    `bar` is the line under the title, None where a company's cover has its own decoration; `subtitle` is a new place for it, or None to
    keep that of the placeholder; `title_size` and `subtitle_size` are the largest points that fit a company's cover.
    """

    facts: Rect
    sticker: Rect
    footer: Rect
    bar: Rect | None = None
    subtitle: Rect | None = None
    title_size: float = 0.0
    subtitle_size: float = 0.0
    ink: str = "ink"
    muted: str = "muted"
    bad: str = "bad"


@dataclass(frozen=True, slots=True)
class Base:
    """A presentation to build on. `layouts` has an entry for each of our layout names that was found."""

    deck: Any
    layouts: Mapping[str, LayoutUse]
    grid: Grid
    cover: CoverPlan
    ours: bool = field(default=True)


def own_base() -> Base:
    """Our own master with its three layouts."""
    deck, g = base_presentation(), own_grid()
    slots = {
        COVER: {"title": 0, "subtitle": 12},
        SECTION: {"title": 0, "subtitle": 12},
        CONTENT: {"title": 0, "tracker": 10, "sticker": 11, "subtitle": 12, "source": 13, "footer": 14, "number": 15},
    }
    cover = CoverPlan(
        facts=Rect(g.left, 5.0, g.w(11), 1.7),
        sticker=Rect(g.x(9), 0.5, g.w(4), 0.34),
        footer=Rect(g.left, 6.98, g.full, 0.26),
        bar=Rect(g.left, 3.92, 1.2, 0.06),
    )
    return Base(deck, {layout.name: LayoutUse(layout, slots[layout.name]) for layout in deck.slide_layouts}, g, cover)
