"""The drawing interface of PlanForge's visuals, done with python-pptx shapes in a group."""

from __future__ import annotations

from typing import Any

from plain_kit import NS, decorate, describe, put, stroke
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Inches

from planforge.office.pptx.drawing import GLYPH_SCALE, Style

_SHAPE = {
    "rect": MSO_SHAPE.RECTANGLE,
    "ellipse": MSO_SHAPE.OVAL,
    "diamond": MSO_SHAPE.DIAMOND,
    "homePlate": MSO_SHAPE.PENTAGON,
    "chevron": MSO_SHAPE.CHEVRON,
}
Site = tuple[int, int, float, float]
"""Shape id, connection site (0 top, 1 left, 2 bottom, 3 right) and its point in inches."""


class PlainCanvas:
    """Draws the shapes of one group.

    Usually a script makes the group and adds its shapes to it, and python-pptx then measures the whole group at every shape.
    With `late` the shapes are drawn on the page and grouped at the end, which takes it less time.
    """

    def __init__(self, page: Any, lang: str, late: bool = False) -> None:
        self.page, self.lang, self.glyph_scale = page, lang, GLYPH_SCALE
        self._group = None if late else page.shapes.add_group_shape()
        self._drawn = (self._group or page).shapes
        self._shapes: dict[int, Any] = {}

    def close(self, name: str, alt: str) -> None:
        """Names the group and gives it its alt text."""
        describe(self._group or self.page.shapes.add_group_shape(list(self._shapes.values())), name, alt)

    def _keep(self, shape: Any, name: str, alt: str = "") -> int:
        describe(shape, name, alt)
        self._shapes[shape.shape_id] = shape
        return int(shape.shape_id)

    def text(self, x: float, y: float, w: float, h: float, paragraphs: Any, style: Style, name: str = "text") -> int:
        box = self._drawn.add_textbox(Inches(x), Inches(y), Inches(w), Inches(h))
        put(box.text_frame, paragraphs, style, self.lang)
        return self._keep(box, name)

    def box(
        self,
        x: float,
        y: float,
        w: float,
        h: float,
        fill: str = "",
        outline: str = "",
        width: float = 0.75,
        dash: str = "",
        shape: str = "rect",
        paragraphs: Any = (),
        style: Style | None = None,
        name: str = "box",
        alt: str = "",
        hatch: bool = False,
    ) -> int:
        item = self._drawn.add_shape(_SHAPE[shape], Inches(x), Inches(y), Inches(w), Inches(h))
        decorate(item, fill, outline, width, dash, hatch)
        if paragraphs:
            put(item.text_frame, paragraphs, style or Style(align="center", anchor="middle", inset=0.06), self.lang)
        return self._keep(item, name, alt)

    def line(
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        tone: str = "hair",
        width: float = 0.75,
        dash: str = "",
        arrow: bool = False,
        name: str = "line",
    ) -> int:
        item = self._drawn.add_connector(MSO_CONNECTOR.STRAIGHT, Inches(x1), Inches(y1), Inches(x2), Inches(y2))
        stroke(item, tone, width, arrow, dash)
        return self._keep(item, name)

    def link(
        self,
        start: Site,
        end: Site,
        tone: str = "grey",
        width: float = 1.25,
        arrow: bool = False,
        elbow: bool = True,
        name: str = "link",
        alt: str = "",
        corridor: float | None = None,
        bend: float = 0.5,
        dash: str = "",
    ) -> int:
        x1, y1, x2, y2 = start[2], start[3], end[2], end[3]
        straight = not elbow or (corridor is None and abs(x1 - x2) < 0.01) or abs(y1 - y2) < 0.01
        kind = MSO_CONNECTOR.STRAIGHT if straight else MSO_CONNECTOR.ELBOW
        item = self._drawn.add_connector(kind, Inches(x1), Inches(y1), Inches(x2), Inches(y2))
        item.begin_connect(self._shapes[start[0]], start[1])
        item.end_connect(self._shapes[end[0]], end[1])
        if not straight and start[1] in (0, 2):
            _upright(item, (x1, y1), (x2, y2), bend)
        elif not straight and corridor is not None:
            if abs(x1 - x2) < 0.02:
                item.width = Inches(0.02)
            _turn_at(item, (corridor - x1) / (x2 - x1 if abs(x1 - x2) >= 0.02 else 0.02))
        stroke(item, tone, width, arrow, dash)
        return self._keep(item, name, alt)


def _upright(connector: Any, start: tuple[float, float], end: tuple[float, float], bend: float) -> None:
    """An elbow that leaves downwards: the one python-pptx makes, turned by 90 degrees about its centre."""
    (x1, y1), (x2, y2) = start, end
    middle_x, middle_y, long, wide = (x1 + x2) / 2, (y1 + y2) / 2, abs(y2 - y1), abs(x2 - x1)
    place = connector._element.spPr.find(qn("a:xfrm"))
    for flip in ("flipH", "flipV"):
        place.attrib.pop(flip, None)
    if x2 < x1:
        place.set("rot", "5400000")
    else:
        place.set("rot", "16200000")
        place.set("flipH", "1")
    connector.left, connector.top = Inches(middle_x - long / 2), Inches(middle_y - wide / 2)
    connector.width, connector.height = Inches(long), Inches(wide)
    if bend != 0.5:
        _turn_at(connector, bend)


def _turn_at(connector: Any, share: float) -> None:
    """The share of the way at which an elbow turns."""
    values = connector._element.spPr.find(qn("a:prstGeom")).get_or_add_avLst()
    values.append(parse_xml(f'<a:gd {NS} name="adj1" fmla="val {round(share * 100000)}"/>'))
