"""Whether the words of a slide can be read: the contrast of every run with what stands behind it, by WCAG 2.1.

What stands behind a text is found by looking through the slide: background, decoration of master and layout, then every filled
shape in stacking order that holds the middle of the words.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE

from planforge.office.contrast import LARGE_TEXT, Colour, Palette, needed, palette, ratio
from support.deck_shapes import EMU, A, Box, C, Item, P, chain_of

_SLACK = 0.05
"""Rounding of ratios."""
_GLYPHS = frozenset("●▲■○")
"""Marks of a status; the word beside them is text."""
_WHITE = Colour(1.0, 1.0, 1.0)


class Reader:
    """The colours of one slide; `scale` is the page's height by 7.5 inches, for which sizes count."""

    def __init__(self, slide: Any, scale: float) -> None:
        self.slide, self.scale = slide, scale
        layout, master = slide.slide_layout, slide.slide_layout.slide_master
        theme = etree.fromstring(master.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob)
        override = slide._element.find(f"{P}clrMapOvr/{A}overrideClrMapping")
        self.palette: Palette = palette(theme, (override, master._element.find(f"{P}clrMap")))
        self.ground = self._background((slide, layout, master))
        shown = [master, layout] if layout._element.get("showMasterSp") not in ("0", "false") else [layout]
        self.behind: list[tuple[Box, Any]] = []
        for page in shown:
            for shape in page.shapes:
                fill = shape._element.find(f"{P}spPr/{A}solidFill")
                if fill is not None and not shape.is_placeholder:
                    left, top = shape.left / EMU, shape.top / EMU
                    self.behind.append((Box(left, top, left + shape.width / EMU, top + shape.height / EMU), fill))

    def _background(self, pages: tuple[Any, ...]) -> Colour:
        for page in pages:
            found = page._element.find(f"{P}cSld/{P}bg")
            if found is not None:
                holder = found.find(f"{P}bgPr/{A}solidFill")
                colour = self.palette.colour(holder if holder is not None else found.find(f"{P}bgRef"))
                return colour if colour is not None else _WHITE
        return self.palette.slot("bg1") or _WHITE

    def under(self, x: float, y: float, front: list[tuple[Box, Any]]) -> Colour:
        """What is seen at a point, given the filled shapes of the slide up to a text."""
        seen = self.ground
        for box, fill in (*self.behind, *front):
            if box.left <= x <= box.right and box.top <= y <= box.bottom:
                colour = self.palette.colour(fill)
                seen = colour.over(seen) if colour is not None else seen
        return seen

    def problems(self, items: list[Item]) -> Iterator[str]:
        """Runs of shapes and cells that have too little contrast."""
        front: list[tuple[Box, Any]] = []
        for item in items:
            fill = item.element.find(f"{P}spPr/{A}solidFill")
            if fill is not None and item.box is not None:
                front.append((item.box, fill))
            if item.kind == "table" and item.box is not None:
                yield from self._cells(item)
            elif item.body is not None and item.text.strip():
                ink = item.body.ink
                ground = self.under((ink.left + ink.right) / 2, (ink.top + ink.bottom) / 2, front)
                yield from self._runs(item.name, item.element, chain_of(self.slide, item), ground)

    def _cells(self, item: Item) -> Iterator[str]:
        for cell in item.element.iter(f"{A}tc"):
            fill = cell.find(f"{A}tcPr/{A}solidFill")
            colour = self.palette.colour(fill) if fill is not None else None
            yield from self._runs(item.name, cell, [], colour.over(self.ground) if colour is not None else self.ground)

    def _runs(self, name: str, element: Any, styles: list[Any], ground: Colour) -> Iterator[str]:
        for run in element.iter(f"{A}r", f"{A}fld"):
            text = (run.findtext(f"{A}t") or "").strip()
            properties = run.find(f"{A}rPr")
            colour = self._colour(properties, styles)
            if not text or colour is None:
                continue
            size = self._attribute("sz", properties, styles, "1800")
            bold = self._attribute("b", properties, styles, "0") in ("1", "true")
            found = ratio(colour.over(ground), ground)
            least = LARGE_TEXT if text in _GLYPHS else needed(int(size) / 100 / self.scale, bold)
            if found < least - _SLACK:
                yield f"{name}: contrast of {text[:30]!r} is {found:.1f}: {colour} on {ground}"

    def _colour(self, properties: Any, styles: list[Any]) -> Colour | None:
        for owner in (properties, *styles):
            fill = owner.find(f"{A}solidFill") if owner is not None else None
            if fill is not None:
                return self.palette.colour(fill)
        return self.palette.slot("tx1")

    @staticmethod
    def _attribute(key: str, properties: Any, styles: list[Any], default: str) -> str:
        return str(next((o.get(key) for o in (properties, *styles) if o is not None and o.get(key) is not None), default))

    def chart_problems(self, name: str, space: Any) -> Iterator[str]:
        """Texts of a chart: they stand on the slide's ground, or on the first series where they are centred in it."""
        fills = [fill for series in space.iter(f"{C}ser") for fill in series.iterfind(f"{C}spPr/{A}solidFill")]
        grounds = [self.ground, *(colour.over(self.ground) for fill in fills if (colour := self.palette.colour(fill)) is not None)]
        for properties in space.iter(f"{A}defRPr", f"{A}rPr"):
            colour = self.palette.colour(properties.find(f"{A}solidFill"))
            if colour is not None and max(ratio(colour.over(ground), ground) for ground in grounds) < 4.5 - _SLACK:
                yield f"{name}: a chart text in {colour} can be read on no ground"
