"""The shapes of a slide in the making: texts, boxes and lines in inches of the grid, with ids that are new on the slide."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from pptx.oxml.ns import qn

from planforge.authoring.deck_base import fragment
from planforge.authoring.grid import Grid
from planforge.office.pptx.drawing import EMU, Canvas, Style
from planforge.office.rich import Text

_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


class SlideShapes:
    """A slide to which shapes are added, in reading order."""

    def __init__(self, page: Any, grid: Grid) -> None:
        self.page, self.grid = page, grid
        self.tree = page.shapes._spTree
        self._last = 100

    @property
    def scale(self) -> float:
        """Inches of the file for each inch of the grid."""
        return self.grid.scale

    def emu(self, inches: float) -> int:
        """Inches of the grid as English Metric Units of the file."""
        return round(inches * self.scale * EMU)

    # ------------------------------------------------------------ drawn shapes

    def next_id(self) -> int:
        """A shape id that is new on the slide."""
        self._last += 1
        return self._last

    def draw(self, action: Callable[[Canvas], int], alt: str = "", decorative: bool = False) -> Any:
        """A shape drawn on a canvas and put on the slide; `alt` is its alt text (often a `pf` block)."""
        canvas = Canvas(self.next_id, scale=self.scale)
        action(canvas)
        group = fragment(canvas.group("x", ""))
        shape = group[-1]
        group.remove(shape)
        properties = shape.find(".//" + qn("p:cNvPr"))
        if alt:
            properties.set("descr", alt)
        if decorative:
            properties.append(fragment(_DECORATIVE))
        self.tree.append(shape)
        return shape

    def text(
        self, x: float, y: float, w: float, h: float, paragraphs: Text | Sequence[Text], name: str, alt: str = "", **style: Any
    ) -> Any:
        """A text box."""
        return self.draw(lambda c: c.text(x, y, w, h, paragraphs, Style(**style), f"pf:{name}"), alt)

    def box(self, x: float, y: float, w: float, h: float, fill: str, name: str, alt: str = "", decorative: bool = True, **rest: Any) -> Any:
        """A filled shape; decorative unless it has alt text or says otherwise."""
        return self.draw(lambda c: c.box(x, y, w, h, fill, name=f"pf:{name}", **rest), alt, decorative)

    def line(self, x1: float, y1: float, x2: float, y2: float, tone: str, width: float, alt: str = "", **rest: Any) -> Any:
        """A decorative line."""
        return self.draw(lambda c: c.line(x1, y1, x2, y2, tone, width, name=f"pf:{rest.pop('name', 'rule')}", **rest), alt, True)
