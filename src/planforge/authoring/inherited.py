"""What a placeholder of a company's layout inherits: size, colour, insets and anchor, from layout and master."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn

_TITLES = ("title", "ctrTitle")
_MASTER_TYPE = {"ctrTitle": "title", "subTitle": "body", "obj": "body", "": "body"}
_DEFAULT_SIZE = 18.0
_INSETS = {"lIns": 91440, "tIns": 45720, "rIns": 91440, "bIns": 45720}


def placeholder_type(element: Any) -> str:
    """The type in a shape's placeholder mark; `obj` when it names none, empty for other shapes."""
    mark = element.find(f"*/{qn('p:nvPr')}/{qn('p:ph')}")
    return "" if mark is None else mark.get("type") or "obj"


def chain_of(element: Any, layout: Any) -> list[Any]:
    """The shape, the layout's placeholder of the same index and the master's of the same type."""
    found = [element]
    kind, mark = placeholder_type(element), element.find(f"*/{qn('p:nvPr')}/{qn('p:ph')}")
    for shape in layout._element.iter(qn("p:sp")):
        other = shape.find(f"*/{qn('p:nvPr')}/{qn('p:ph')}")
        if other is not None and shape is not element:
            both = kind in _TITLES and placeholder_type(shape) in _TITLES
            if both or (kind not in _TITLES and (other.get("idx") or "0") == (mark.get("idx") or "0")):
                found.append(shape)
                break
    wanted = _MASTER_TYPE.get(kind, kind)
    master = (shape for shape in layout.slide_master._element.iter(qn("p:sp")) if placeholder_type(shape) == wanted)
    return [*found, *list(master)[:1]]


def levels_of(element: Any, layout: Any) -> Iterator[Any]:
    """The first-level paragraph styles that count for a placeholder, nearest first."""
    for shape in chain_of(element, layout):
        level = shape.find(f"{qn('p:txBody')}/{qn('a:lstStyle')}/{qn('a:lvl1pPr')}")
        if level is not None:
            yield level
    kind = placeholder_type(element)
    name = "titleStyle" if kind in _TITLES else "bodyStyle" if kind in ("body", "obj", "subTitle") else "otherStyle"
    level = layout.slide_master._element.find(f"{qn('p:txStyles')}/{qn('p:' + name)}/{qn('a:lvl1pPr')}")
    if level is not None:
        yield level


def size_of(element: Any, layout: Any) -> float:
    """Points of a placeholder's first level."""
    for level in levels_of(element, layout):
        run = level.find(qn("a:defRPr"))
        if run is not None and run.get("sz"):
            return int(run.get("sz")) / 100
    return _DEFAULT_SIZE


def colour_of(element: Any, layout: Any) -> Any | None:
    """The fill of a placeholder's text when it is a colour of the theme; None when it is fixed or unknown."""
    for level in levels_of(element, layout):
        fill = level.find(f"{qn('a:defRPr')}/{qn('a:solidFill')}")
        if fill is not None:
            return fill if fill.find(qn("a:schemeClr")) is not None else None
    return None


def font_of(element: Any, layout: Any) -> tuple[str, bool]:
    """The Latin face of a placeholder's text, and whether it is bold."""
    face, bold = "", ""
    for level in levels_of(element, layout):
        run = level.find(qn("a:defRPr"))
        if run is None:
            continue
        latin = run.find(qn("a:latin"))
        face = face or (latin.get("typeface") if latin is not None else "")
        bold = bold or run.get("b") or ""
    default = "+mj-lt" if placeholder_type(element) in _TITLES else "+mn-lt"
    return _theme_face(layout, face or default), bold in ("1", "true")


def _theme_face(layout: Any, face: str) -> str:
    tag = {"+mj-lt": "majorFont", "+mn-lt": "minorFont"}.get(face)
    if tag is None:
        return face
    theme = etree.fromstring(layout.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob)
    latin = theme.find(f".//{qn('a:' + tag)}/{qn('a:latin')}")
    return latin.get("typeface") or "" if latin is not None else ""


def insets_of(element: Any, layout: Any) -> tuple[float, float, float, float]:
    """Left, top, right and bottom inset in inches."""
    bodies = [b for shape in chain_of(element, layout) if (b := shape.find(f"{qn('p:txBody')}/{qn('a:bodyPr')}")) is not None]
    found = [next((int(b.get(key)) for b in bodies if b.get(key) is not None), default) / 914400 for key, default in _INSETS.items()]
    return found[0], found[1], found[2], found[3]
