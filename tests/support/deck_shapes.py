"""Slides as plain items: where each shape really stands, which texts it holds, and in which sizes they are drawn.

Boxes are inches from the slide's top left corner, with groups, rotation and elbows that leave their box taken into account.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE

from planforge.office.text import Layout, Piece, layout

EMU = 914400
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_KINDS = {f"{P}sp": "text", f"{P}cxnSp": "line", f"{P}grpSp": "group", f"{P}pic": "picture", f"{P}graphicFrame": "frame"}
_DECORATIVE = ".//{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"


@dataclass(frozen=True)
class Box:
    """A rectangle in inches."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def shared(self, other: Box) -> tuple[float, float]:
        """Width and height of the common area; negative where there is a gap."""
        return min(self.right, other.right) - max(self.left, other.left), min(self.bottom, other.bottom) - max(self.top, other.top)

    def overlaps(self, other: Box, tolerance: float) -> bool:
        wide, high = self.shared(other)
        return wide > tolerance and high > tolerance

    def inside(self, other: Box, tolerance: float) -> bool:
        return (
            self.left >= other.left - tolerance
            and self.top >= other.top - tolerance
            and self.right <= other.right + tolerance
            and self.bottom <= other.bottom + tolerance
        )

    def __str__(self) -> str:
        return f"({self.left:.2f}, {self.top:.2f}) to ({self.right:.2f}, {self.bottom:.2f})"


@dataclass(frozen=True)
class Paragraph:
    """A paragraph as drawn: pieces in their sizes, line spacing as a factor, space before and after in points."""

    pieces: tuple[Piece, ...]
    align: str = "l"
    spacing: float = 1.0
    space: float = 0.0

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    def laid_out(self, width: float, cell: bool = False) -> Layout:
        """Lines, height and widest line in a width in inches; heights count spacing and space."""
        found = layout(self.pieces, width * 72, cell=cell)
        return found._replace(height=found.height * self.spacing + self.space)


@dataclass(frozen=True)
class TextBody:
    """A text body in its box: paragraphs, insets (left, top, right, bottom) and anchor."""

    box: Box
    paragraphs: tuple[Paragraph, ...]
    insets: tuple[float, float, float, float]
    anchor: str = "t"
    turned: bool = False

    @cached_property
    def width(self) -> float:
        """Inches a line may take."""
        across = self.box.height if self.turned else self.box.width
        return across - self.insets[0] - self.insets[2]

    @cached_property
    def room(self) -> float:
        """Inches the lines may take together."""
        along = self.box.width if self.turned else self.box.height
        return along - self.insets[1] - self.insets[3]

    @cached_property
    def layouts(self) -> tuple[Layout, ...]:
        return tuple(paragraph.laid_out(self.width) for paragraph in self.paragraphs)

    @cached_property
    def needed(self) -> float:
        """Inches the lines take; an empty last paragraph takes none."""
        return sum(found.height for found in self.layouts) / 72

    @cached_property
    def ink(self) -> Box:
        """Where the words stand in the box."""
        if self.turned:
            return self.box
        widest = min(max((found.widest for found in self.layouts), default=0) / 72, self.width)
        left, top, right, _ = self.insets
        align = self.paragraphs[0].align if self.paragraphs else "l"
        start = {"l": self.box.left + left, "r": self.box.right - right - widest}.get(
            align, self.box.left + left + (self.width - widest) / 2
        )
        free = self.room - self.needed
        y = self.box.top + top + {"t": 0.0, "b": free}.get(self.anchor, free / 2)
        return Box(start, y, start + widest, y + self.needed)


@dataclass
class Item:
    """A shape of a slide."""

    name: str
    kind: str
    box: Box | None
    element: Any
    placeholder: Any = None
    children: list[Item] = field(default_factory=list)
    body: TextBody | None = None

    @property
    def text(self) -> str:
        return "\n".join(paragraph.text for paragraph in self.body.paragraphs) if self.body else ""

    @property
    def alt(self) -> str:
        return str(self._properties.get("descr") or "")

    @property
    def ident(self) -> str:
        return str(self._properties.get("id"))

    @property
    def decorative(self) -> bool:
        mark = self._properties.find(_DECORATIVE)
        return mark is not None and mark.get("val") in ("1", "true")

    @property
    def _properties(self) -> Any:
        return self.element[0].find(f"{P}cNvPr")

    def walk(self) -> Iterator[Item]:
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def extent(self) -> Box | None:
        """The box of everything drawn in it: of a group the union of its children."""
        boxes = [item.box for item in self.walk() if item.box is not None and item.kind != "group"]
        if self.kind != "group" or not boxes:
            return self.box
        return Box(min(b.left for b in boxes), min(b.top for b in boxes), max(b.right for b in boxes), max(b.bottom for b in boxes))


def items_of(slide: Any) -> list[Item]:
    """The shapes of a python-pptx slide in reading order, groups with their children."""
    return _items(slide._element.cSld.spTree, _Inheritance(slide), (1.0, 0.0, 1.0, 0.0))


def items_in_group(group: Any) -> list[Item]:
    """The shapes in a `p:grpSp` element that stands on no slide."""
    return _items(group, None, (1.0, 0.0, 1.0, 0.0))


Scale = tuple[float, float, float, float]


def _items(tree: Any, inheritance: _Inheritance | None, scale: Scale) -> list[Item]:
    found = []
    for element in tree:
        kind = _KINDS.get(element.tag)
        if kind is None:
            continue
        if kind == "frame":
            kind = "table" if element.find(f".//{A}tbl") is not None else "chart"
        properties = element[0].find(f"{P}cNvPr")
        placeholder = element[0].find(f"{P}nvPr/{P}ph")
        item = Item(properties.get("name", ""), kind, _box(element, placeholder, inheritance, scale), element, placeholder)
        if kind == "group":
            item.children = _items(element, inheritance, _group_scale(element, scale))
        elif kind == "text" and element.find(f"{P}txBody") is not None and item.box is not None:
            item.body = _body(element, item.box, placeholder, inheritance)
        found.append(item)
    return found


def _transform(element: Any) -> Any:
    paths = (f"{P}spPr/{A}xfrm", f"{P}xfrm", f"{P}grpSpPr/{A}xfrm")
    return next((found for path in paths if (found := element.find(path)) is not None), None)


def _box(element: Any, placeholder: Any, inheritance: _Inheritance | None, scale: Scale) -> Box | None:
    transform = _transform(element)
    if transform is None and placeholder is not None and inheritance is not None:
        transform = next((t for source in inheritance.sources(placeholder) if (t := _transform(source)) is not None), None)
    if transform is None or transform.find(f"{A}off") is None:
        return None
    off, ext = transform.find(f"{A}off"), transform.find(f"{A}ext")
    x, y = int(off.get("x")) / EMU, int(off.get("y")) / EMU
    w, h = int(ext.get("cx")) / EMU, int(ext.get("cy")) / EMU
    low, high = _elbow_reach(element)
    if transform.get("flipH") in ("1", "true"):
        low, high = 1 - high, 1 - low
    corners = [(x + share * w, y + end * h) for share in (low, high) for end in (0, 1)]
    turned = _rotated(corners, x + w / 2, y + h / 2, int(transform.get("rot", "0")))
    ax, bx, ay, by = scale
    xs, ys = [ax * px + bx for px, _ in turned], [ay * py + by for _, py in turned]
    return Box(min(xs), min(ys), max(xs), max(ys))


def path_of(element: Any) -> list[tuple[float, float]]:
    """The points a straight or elbow connector runs through, in inches; groups must be identity."""
    transform = _transform(element)
    off, ext = transform.find(f"{A}off"), transform.find(f"{A}ext")
    x, y = int(off.get("x")) / EMU, int(off.get("y")) / EMU
    w, h = int(ext.get("cx")) / EMU, int(ext.get("cy")) / EMU
    turn = _turn(element)
    shares = [(0.0, 0.0), (1.0, 1.0)] if turn is None else [(0.0, 0.0), (turn, 0.0), (turn, 1.0), (1.0, 1.0)]
    wide, high = transform.get("flipH") in ("1", "true"), transform.get("flipV") in ("1", "true")
    points = [(x + (1 - a if wide else a) * w, y + (1 - b if high else b) * h) for a, b in shares]
    return _rotated(points, x + w / 2, y + h / 2, int(transform.get("rot", "0")))


def _rotated(points: list[tuple[float, float]], cx: float, cy: float, rotation: int) -> list[tuple[float, float]]:
    angle = math.radians(rotation / 60000)
    cos, sin = math.cos(angle), math.sin(angle)
    return [(cx + (px - cx) * cos - (py - cy) * sin, cy + (px - cx) * sin + (py - cy) * cos) for px, py in points]


def _turn(element: Any) -> float | None:
    """Where an elbow turns as a share of its width; None for other shapes."""
    geometry = element.find(f"{P}spPr/{A}prstGeom")
    if geometry is None or geometry.get("prst") != "bentConnector3":
        return None
    guide = geometry.find(f"{A}avLst/{A}gd[@name='adj1']")
    return float(guide.get("fmla").split()[1]) / 100000 if guide is not None else 0.5


def _elbow_reach(element: Any) -> tuple[float, float]:
    """How far an elbow runs along its width, as shares of it; an adjustment outside 0 to 1 leaves the box."""
    turn = _turn(element)
    if turn is None:
        return 0.0, 1.0
    return min(0.0, turn), max(1.0, turn)


def _group_scale(element: Any, outer: Scale) -> Scale:
    transform = _transform(element)
    if transform is None or transform.find(f"{A}chExt") is None:
        return outer
    read = {tag: transform.find(f"{A}{tag}") for tag in ("off", "ext", "chOff", "chExt")}
    wide, high = int(read["chExt"].get("cx")) or 1, int(read["chExt"].get("cy")) or 1
    ax = int(read["ext"].get("cx")) / wide if int(read["ext"].get("cx")) else 1.0
    ay = int(read["ext"].get("cy")) / high if int(read["ext"].get("cy")) else 1.0
    bx = (int(read["off"].get("x")) - ax * int(read["chOff"].get("x"))) / EMU
    by = (int(read["off"].get("y")) - ay * int(read["chOff"].get("y"))) / EMU
    return outer[0] * ax, outer[0] * bx + outer[1], outer[2] * ay, outer[2] * by + outer[3]


def fonts_of(slide: Any) -> dict[str, str]:
    """The Latin faces behind `+mj-lt` and `+mn-lt` on a slide."""
    theme = etree.fromstring(slide.slide_layout.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob)
    tags = (("+mj-lt", "majorFont"), ("+mn-lt", "minorFont"))
    return {key: theme.find(f".//{A}{tag}/{A}latin").get("typeface") for key, tag in tags}


def chain_of(slide: Any, item: Item) -> list[Any]:
    """The default run properties that count for a placeholder, the nearest first."""
    if item.placeholder is None:
        return []
    return [found for level in _Inheritance(slide).styles(item.placeholder) if (found := level.find(f"{A}defRPr")) is not None]


class _Inheritance:
    """What the placeholders of a slide take over from layout and master."""

    def __init__(self, slide: Any) -> None:
        layout = slide.slide_layout
        self.fonts = fonts_of(slide)
        self._layout, self._master = layout._element, layout.slide_master._element

    def sources(self, placeholder: Any) -> list[Any]:
        """The layout's and the master's placeholders behind one of the slide."""
        kind, index = placeholder.get("type", "body"), placeholder.get("idx", "0")
        found = []
        for shape in self._layout.iter(f"{P}sp"):
            ph = shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph")
            if ph is not None and (ph.get("idx", "0") == index if index != "0" else _same(ph.get("type", "body"), kind)):
                found.append(shape)
        for shape in self._master.iter(f"{P}sp"):
            ph = shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph")
            if ph is not None and _same(ph.get("type", "body"), kind):
                found.append(shape)
        return found

    def styles(self, placeholder: Any) -> list[Any]:
        """Paragraph properties of the first level, the nearest first."""
        name = "titleStyle" if placeholder is not None and _same(placeholder.get("type", "body"), "title") else "bodyStyle"
        levels = [level for s in (self.sources(placeholder) if placeholder is not None else []) for level in s.iter(f"{A}lvl1pPr")]
        text_styles = self._master.find(f"{P}txStyles/{P}{name if placeholder is not None else 'otherStyle'}/{A}lvl1pPr")
        return [*levels, *([text_styles] if text_styles is not None else [])]


def _same(one: str, other: str) -> bool:
    return {"ctrTitle": "title"}.get(one, one) == {"ctrTitle": "title"}.get(other, other)


def _body(element: Any, box: Box, placeholder: Any, inheritance: _Inheritance | None) -> TextBody:
    txt = element.find(f"{P}txBody")
    styles = [*txt.iter(f"{A}lvl1pPr"), *(inheritance.styles(placeholder) if inheritance else [])]
    frames = [txt.find(f"{A}bodyPr")]
    if placeholder is not None and inheritance is not None:
        frames += [b for s in inheritance.sources(placeholder) if (b := s.find(f"{P}txBody/{A}bodyPr")) is not None]

    def attribute(name: str, default: str) -> str:
        return str(next((frame.get(name) for frame in frames if frame.get(name) is not None), default))

    insets = tuple(int(attribute(n, d)) / EMU for n, d in (("lIns", "91440"), ("tIns", "45720"), ("rIns", "91440"), ("bIns", "45720")))
    paragraphs = paragraphs_of(txt, styles, inheritance.fonts if inheritance else {})
    return TextBody(box, paragraphs, insets, attribute("anchor", "t"), attribute("vert", "horz").startswith("vert"))  # type: ignore[arg-type]


def paragraphs_of(body: Any, styles: list[Any], fonts: Mapping[str, str]) -> tuple[Paragraph, ...]:
    """The paragraphs of a text body; what runs and paragraphs leave open comes from the styles, faces from the theme's fonts."""
    return tuple(_paragraph(paragraph, styles, fonts) for paragraph in body.iter(f"{A}p"))


def _paragraph(paragraph: Any, styles: list[Any], fonts: Mapping[str, str]) -> Paragraph:
    own = paragraph.find(f"{A}pPr")
    levels = [level for level in (own, *styles) if level is not None]
    defaults = [d for level in levels if (d := level.find(f"{A}defRPr")) is not None]
    pieces: list[Piece] = []
    for run in paragraph:
        if run.tag not in (f"{A}r", f"{A}br", f"{A}fld"):
            continue
        properties = [p for p in (run.find(f"{A}rPr"), *defaults) if p is not None]
        size = next((int(p.get("sz")) / 100 for p in properties if p.get("sz")), 18.0)
        bold = next((p.get("b") in ("1", "true") for p in properties if p.get("b")), False)
        text = "\n" if run.tag == f"{A}br" else (run.findtext(f"{A}t") or "")
        face = next((latin.get("typeface") for p in properties if (latin := p.find(f"{A}latin")) is not None), "+mn-lt")
        pieces.append(Piece(text, size, bold, fonts.get(face, "")))
    space = sum(_points(levels, name) for name in ("spcBef", "spcAft"))
    percent = next((p.get("val") for level in levels if (p := level.find(f"{A}lnSpc/{A}spcPct")) is not None), "100000")
    align = next((level.get("algn") for level in levels if level.get("algn")), "l")
    return Paragraph(tuple(pieces), align, int(percent) / 100000, space)


def _points(levels: list[Any], name: str) -> float:
    return next((int(s.get("val")) / 100 for level in levels if (s := level.find(f"{A}{name}/{A}spcPts")) is not None), 0.0)


@dataclass(frozen=True)
class Cell:
    """A table cell: place, width between its margins, height its text needs with margins, in inches."""

    row: int
    column: int
    paragraphs: tuple[Paragraph, ...]
    width: float
    needed: float
    element: etree._Element

    @property
    def text(self) -> str:
        return "\n".join(paragraph.text for paragraph in self.paragraphs)


def cells_of(table: Any, fonts: Mapping[str, str]) -> Iterator[Cell]:
    """The cells of an `a:tbl` element, measured in the theme's fonts."""
    widths = [int(column.get("w")) / EMU for column in table.iter(f"{A}gridCol")]
    for r, row in enumerate(table.findall(f"{A}tr")):
        for c, cell in enumerate(row.findall(f"{A}tc")):
            properties = cell.find(f"{A}tcPr")
            defaults = (("marL", 91440), ("marT", 45720), ("marR", 91440), ("marB", 45720))
            left, top, right, bottom = ((int(properties.get(n, d)) if properties is not None else d) / EMU for n, d in defaults)
            paragraphs = paragraphs_of(cell.find(f"{A}txBody"), [], fonts)
            width = widths[c] - left - right
            lines = sum(paragraph.laid_out(width, cell=True).height for paragraph in paragraphs) / 72
            yield Cell(r, c, paragraphs, width, lines + top + bottom, cell)


def row_heights(table: Any) -> list[float]:
    """Inches of each row of an `a:tbl` element as written."""
    return [int(row.get("h")) / EMU for row in table.findall(f"{A}tr")]
