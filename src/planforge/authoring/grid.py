"""The grid of a review deck: twelve columns and the bands of a slide, for any page and any master.

Inches are those of a page 7.5 inches high, for which type sizes are set. `scale` leads to the inches of the file: a page of
10 x 5.625 has a scale of 0.75, and everything on it, text included, is three quarters as large, so that it looks the same on a screen.
"""

from __future__ import annotations

from dataclasses import dataclass

from planforge.authoring import tokens as k

COLUMNS = 12
NARROW = 10.6
"""Below this width of the body in inches two panels do not stand side by side; they get a slide each."""


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle in inches."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.h

    def meets(self, other: Rect, slack: float = 0.01) -> bool:
        """True when the two share more than `slack` inches in both directions."""
        wide = min(self.right, other.right) - max(self.x, other.x)
        high = min(self.bottom, other.bottom) - max(self.y, other.y)
        return wide > slack and high > slack


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Where things stand on a slide.

    Attributes:
        page: width of the page.
        scale: inches of the file for each inch of the grid.
        left, right: edges of the body.
        gutter: space between columns.
        body_top, body_end: upper and lower edge of the body.
        title, tracker, sticker, subtitle, source, footer, number: the places of a content slide's texts.
        title_size: points of a title, as large as two lines of it have room.
    """

    page: float
    scale: float
    left: float
    right: float
    gutter: float
    body_top: float
    body_end: float
    title: Rect
    tracker: Rect
    sticker: Rect
    subtitle: Rect
    source: Rect
    footer: Rect
    number: Rect
    title_size: float = k.SIZE_TITLE

    @property
    def full(self) -> float:
        """Width of the body."""
        return self.right - self.left

    @property
    def narrow(self) -> bool:
        """True when two panels do not fit beside each other, as on a 4:3 page."""
        return self.full < NARROW

    @property
    def stretch(self) -> float:
        """Height of the body as a multiple of that on a page of our own."""
        return (self.body_end - self.body_top) / (k.BODY_END - k.BODY_Y)

    def x(self, column: int) -> float:
        """The left edge of a column, 1 to 12."""
        return self.left + (column - 1) * (self.full + self.gutter) / COLUMNS

    def w(self, count: int) -> float:
        """The width of a number of columns with the gutters between them."""
        return count * (self.full + self.gutter) / COLUMNS - self.gutter

    def y(self, own: float) -> float:
        """Where a height on a page of our own comes to lie in this body: 1.80 is its upper edge, 6.62 its lower."""
        return self.body_top + (own - k.BODY_Y) * self.stretch

    def h(self, own: float) -> float:
        """How tall something is that has a height on a page of our own."""
        return own * self.stretch


def own_grid() -> Grid:
    """The grid of our own master: 13.333 x 7.5 inches."""
    full = COLUMNS * k.COLUMN + (COLUMNS - 1) * k.GUTTER
    pitch = k.COLUMN + k.GUTTER
    right = k.MARGIN + full
    return Grid(
        page=k.SLIDE_WIDTH,
        scale=1.0,
        left=k.MARGIN,
        right=right,
        gutter=k.GUTTER,
        body_top=k.BODY_Y,
        body_end=k.BODY_END,
        title=Rect(k.MARGIN, k.TITLE_Y, full, k.TITLE_H),
        tracker=Rect(k.MARGIN, k.TRACKER_Y, 8 * pitch - k.GUTTER, k.TRACKER_H),
        sticker=Rect(k.MARGIN + 8 * pitch, k.TRACKER_Y, 4 * pitch - k.GUTTER, k.TRACKER_H),
        subtitle=Rect(k.MARGIN, k.SUBTITLE_Y, full, k.SUBTITLE_H),
        source=Rect(k.MARGIN, k.SOURCE_Y, full, k.SOURCE_H),
        footer=Rect(k.MARGIN, k.FOOTER_Y, 9 * pitch - k.GUTTER, k.FOOTER_H),
        number=Rect(right - k.COLUMN, k.FOOTER_Y, k.COLUMN, k.FOOTER_H),
    )
