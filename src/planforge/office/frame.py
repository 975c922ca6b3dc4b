"""The contract between a template's component frames and the drawings that fill them. Domain-free."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from planforge.office.pptx.drawing import Canvas


@dataclass(frozen=True, slots=True)
class RowBox:
    """Where a table row came to stand: index of its item in the looped list, top and height in inches."""

    index: int
    top: float
    height: float


@dataclass(frozen=True, slots=True)
class Frame:
    """The space a drawing may use, in inches on the slide; in inches of the drawing when the frame has a scale.

    Attributes:
        name: the frame's shape name, also the name of the group drawn into it.
        left, top, width, height: the rectangle.
        lang: language tag of the deck, `en-GB` or `zh-CN`.
        minimum_font: points below which the drawing must not go.
        font: family in which the drawing's text will be shown, for measuring; empty for Calibri.
        tables: rows of the tables on the same slide by shape name, as measured on this page.
        t: catalogue lookup for labels.
    """

    name: str
    left: float
    top: float
    width: float
    height: float
    lang: str = "en-GB"
    minimum_font: float = 9.0
    font: str = ""
    tables: Mapping[str, tuple[RowBox, ...]] = field(default_factory=dict)
    t: Callable[[str], Any] = str


class Visual(Protocol):
    """A kind of drawing: draws native shapes on the canvas inside the frame and returns the group's alt text.

    Attributes:
        minimum: smallest width and height in inches it can be drawn in.
    """

    minimum: tuple[float, float]

    def __call__(self, canvas: Canvas, frame: Frame, *args: Any) -> str:
        """Draws and returns the alt text."""
        ...
