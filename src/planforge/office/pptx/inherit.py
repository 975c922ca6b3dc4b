"""Resolves what a shape inherits: position, insets, sizes and spacing, from the slide over layout and master to the defaults."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from planforge.office.markup import A, P
from planforge.office.package import parse_xml, relationships
from planforge.office.text import DEFAULT_TABS, Tabs

EMU_PER_POINT = 12700
_INSETS = {"lIns": 91440, "tIns": 45720, "rIns": 91440, "bIns": 45720}
_TITLES = ("title", "ctrTitle")
_STYLES = {"title": "titleStyle", "ctrTitle": "titleStyle", "body": "bodyStyle", "subTitle": "bodyStyle", "obj": "bodyStyle"}
_MASTER_TYPE = {"ctrTitle": "title", "subTitle": "body", "obj": "body"}
_DEFAULT_SIZE = 18.0
_BULLETS = frozenset(f"{A}{name}" for name in ("buNone", "buChar", "buAutoNum", "buBlip"))
_BULLET_SIZES = frozenset(f"{A}{name}" for name in ("buSzTx", "buSzPct", "buSzPts"))


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in EMU."""

    x: int
    y: int
    w: int
    h: int


@dataclass(frozen=True, slots=True)
class Spacing:
    """A paragraph's measures in points, shares of a line, or characters.

    Attributes:
        line: factor on the line height; `exact`, when it is not 0, is points a line instead.
        before, before_share, after, after_share: space around the paragraph, in points and in lines.
        left, right: margins; `first` is how much further right the first line begins, less than 0 when it hangs out.
        bullet: the bullet's characters; `bullet_size` its size as a factor on the text's, or in points when above 4.
        tabs: the tab stops, counted from the left margin.
    """

    line: float = 1.0
    exact: float = 0.0
    before: float = 0.0
    before_share: float = 0.0
    after: float = 0.0
    after_share: float = 0.0
    left: float = 0.0
    right: float = 0.0
    first: float = 0.0
    bullet: str = ""
    bullet_size: float = 1.0
    tabs: Tabs = DEFAULT_TABS


@dataclass(frozen=True, slots=True)
class Autofit:
    """How a stored text autofit shrinks a text: a factor on sizes, and what is taken off the line factor."""

    scale: float = 1.0
    reduction: float = 0.0


@dataclass(slots=True)
class Inherited:
    """The list styles and body properties that count for a text, nearest first."""

    styles: Sequence[etree._Element]
    bodies: Sequence[etree._Element] = ()

    def _levels(self, level: int) -> Iterator[etree._Element]:
        for style in self.styles:
            found = style.find(f"{A}lvl{level + 1}pPr")
            if found is not None:
                yield found

    def _run(self, level: int, key: str, own: etree._Element | None) -> str | None:
        if own is not None and own.get(key) is not None:
            return own.get(key)
        for paragraph in self._levels(level):
            default = paragraph.find(f"{A}defRPr")
            if default is not None and default.get(key) is not None:
                return default.get(key)
        return None

    def size(self, level: int, run: etree._Element | None) -> float:
        """Points of a run."""
        return int(self._run(level, "sz", run) or _DEFAULT_SIZE * 100) / 100

    def bold(self, level: int, run: etree._Element | None) -> bool:
        """Whether a run is bold."""
        return self._run(level, "b", run) in ("1", "true")

    def font(self, level: int, run: etree._Element | None, theme: Mapping[str, str]) -> str:
        """The Latin font family of a run, theme fonts resolved."""
        for owner in (run, *(paragraph.find(f"{A}defRPr") for paragraph in self._levels(level))):
            latin = owner.find(f"{A}latin") if owner is not None else None
            if latin is not None:
                face = latin.get("typeface") or ""
                return theme.get(face, face)
        return theme.get("+mn-lt", "")

    def capitals(self, level: int, run: etree._Element | None) -> bool:
        """Whether a run is shown in capitals. Small capitals count too, which is the wider reading."""
        return self._run(level, "cap", run) in ("all", "small")

    def tracking(self, level: int, run: etree._Element | None) -> float:
        """Points that a run adds after each of its characters; less than 0 counts as none."""
        return max(0, int(self._run(level, "spc", run) or 0)) / 100

    def spacing(self, level: int, own: etree._Element | None) -> Spacing:
        """The measures of a paragraph."""
        owners = [own] if own is not None else []
        owners += self._levels(level)
        line, exact = self._amount(owners, "lnSpc", 1.0)
        before_share, before = self._amount(owners, "spcBef", 0.0)
        after_share, after = self._amount(owners, "spcAft", 0.0)
        left, right, first = (_length(owners, key) for key in ("marL", "marR", "indent"))
        bullet, bullet_size = _bullet(owners)
        stops = next((found for owner in owners if (found := owner.find(f"{A}tabLst")) is not None), ())
        places = tuple(sorted(int(stop.get("pos") or 0) / EMU_PER_POINT for stop in stops))
        every = _length(owners, "defTabSz", DEFAULT_TABS.every)
        tabs = Tabs(places, every or DEFAULT_TABS.every, left)
        return Spacing(line, exact, before, before_share, after, after_share, left, right, first, bullet, bullet_size, tabs)

    @staticmethod
    def _amount(owners: Sequence[etree._Element], tag: str, share: float) -> tuple[float, float]:
        """A share of the line and an amount in points; one of the two is given."""
        for owner in owners:
            found = owner.find(f"{A}{tag}")
            if found is not None and len(found):
                if found[0].tag == f"{A}spcPts":
                    return 0.0 if share == 0.0 else 1.0, int(found[0].get("val") or 0) / 100
                return _percent(found[0].get("val"), 0), 0.0
        return share, 0.0

    def body(self, key: str, default: str = "") -> str:
        """An attribute of the body properties."""
        return next((value for body in self.bodies if (value := body.get(key)) is not None), default)

    def insets(self) -> tuple[int, int, int, int]:
        """Left, top, right and bottom inset in EMU."""
        left, top, right, bottom = (int(self.body(key, str(default))) for key, default in _INSETS.items())
        return left, top, right, bottom

    def columns(self) -> tuple[int, float]:
        """How many columns the text runs in, and the points between them."""
        return max(1, int(self.body("numCol", "1"))), int(self.body("spcCol", "0")) / EMU_PER_POINT

    def autofit(self) -> Autofit | None:
        """What a text autofit does; None when the text keeps its size."""
        for body in self.bodies:
            for child in body:
                if child.tag == f"{A}normAutofit":
                    return Autofit(_percent(child.get("fontScale"), 1), _percent(child.get("lnSpcReduction"), 0))
                if child.tag in (f"{A}noAutofit", f"{A}spAutoFit"):
                    return None
        return None

    def shrink(self) -> float:
        """The scale that a stored text autofit puts on sizes."""
        found = self.autofit()
        return found.scale if found else 1.0


def _percent(value: str | None, default: float) -> float:
    """A share written as thousandths of a percent, or, in strict files, with a percent sign."""
    if not value:
        return default
    return float(value[:-1]) / 100 if value.endswith("%") else int(value) / 100000


def _length(owners: Sequence[etree._Element], key: str, default: float = 0.0) -> float:
    """Points of the nearest attribute of a name."""
    return next((int(value) / EMU_PER_POINT for owner in owners if (value := owner.get(key)) is not None), default)


def _bullet(owners: Sequence[etree._Element]) -> tuple[str, float]:
    """The characters of a bullet, "00." for a numbered one, and its size as a factor or, above 4, in points."""
    shown = next((child for owner in owners for child in owner if child.tag in _BULLETS), None)
    if shown is None or shown.tag == f"{A}buNone":
        return "", 1.0
    size = next((child for owner in owners for child in owner if child.tag in _BULLET_SIZES), None)
    factor = 1.0
    if size is not None and size.tag == f"{A}buSzPct":
        factor = _percent(size.get("val"), 1.0)
    elif size is not None and size.tag == f"{A}buSzPts":
        factor = int(size.get("val") or 1200) / 100
    return (shown.get("char") or "") if shown.tag == f"{A}buChar" else "00.", factor


@dataclass(slots=True)
class Styles:
    """Reads layouts, masters and defaults of a presentation once."""

    parts: Mapping[str, bytes]
    defaults: etree._Element | None
    theme: Mapping[str, str] = field(default_factory=dict)
    _roots: dict[str, etree._Element] = field(default_factory=dict)
    _chains: dict[str, tuple[etree._Element | None, etree._Element | None]] = field(default_factory=dict)

    def _root(self, part: str) -> etree._Element:
        if part not in self._roots:
            self._roots[part] = parse_xml(self.parts[part])
        return self._roots[part]

    def _parent(self, part: str, kind: str) -> str:
        return next((r.target for r in relationships(self.parts, part) if r.kind == kind and r.target in self.parts), "")

    def chain(self, slide: str) -> tuple[etree._Element | None, etree._Element | None]:
        """Layout and master of a slide; for a notes page nothing and the notes master."""
        if slide not in self._chains:
            self._chains[slide] = self._chain(slide)
        return self._chains[slide]

    def _chain(self, slide: str) -> tuple[etree._Element | None, etree._Element | None]:
        layout = self._parent(slide, "slideLayout")
        master = self._parent(layout, "slideMaster") if layout else self._parent(slide, "notesMaster")
        return (self._root(layout) if layout else None), (self._root(master) if master else None)

    def owners(self, shape: etree._Element, slide: str) -> list[etree._Element]:
        """A shape and the placeholders of layout and master that it follows, nearest first."""
        return [shape, *self._placeholders(shape, *self.chain(slide))]

    def shape(self, shape: etree._Element, slide: str) -> tuple[Inherited, Box | None]:
        """What a shape's text inherits, and the shape's box."""
        body = shape.find(f"{P}txBody")
        master = self.chain(slide)[1]
        owners = self.owners(shape, slide)
        texts = [text for owner in owners if (text := owner.find(f"{P}txBody")) is not None]
        styles = [style for text in texts if (style := text.find(f"{A}lstStyle")) is not None]
        placeholder = placeholder_of(shape)
        if placeholder is not None and master is not None:
            kind = placeholder.get("type") or "obj"
            found = master.find(f"{P}txStyles/{P}{_STYLES.get(kind, 'otherStyle')}")
            if found is None:
                found = master.find(f"{P}notesStyle")
            styles += [found] if found is not None else []
        styles += [self.defaults] if self.defaults is not None else []
        bodies = [properties for text in texts if (properties := text.find(f"{A}bodyPr")) is not None]
        box = next((box for owner in owners if (box := box_of(owner)) is not None), None)
        return Inherited(styles, bodies if body is not None else ()), box

    def cell(self, body: etree._Element | None) -> Inherited:
        """What the text of a table cell inherits."""
        own = body.find(f"{A}lstStyle") if body is not None else None
        return Inherited([style for style in (own, self.defaults) if style is not None])

    @staticmethod
    def _placeholders(shape: etree._Element, layout: etree._Element | None, master: etree._Element | None) -> list[etree._Element]:
        """The layout's and the master's shape that a placeholder follows."""
        own = placeholder_of(shape)
        if own is None:
            return []
        kind = own.get("type") or "obj"
        found = _matching(layout, lambda p: _same_place(p, own)) if layout is not None else None
        if found is not None:
            kind = (placeholder_of(found).get("type") if placeholder_of(found) is not None else None) or kind  # type: ignore[union-attr]
        wanted = _MASTER_TYPE.get(kind, kind)
        above = _matching(master, lambda p: (p.get("type") or "obj") == wanted) if master is not None else None
        return [item for item in (found, above) if item is not None]


def _same_place(one: etree._Element, other: etree._Element) -> bool:
    if (one.get("type") in _TITLES) or (other.get("type") in _TITLES):
        return one.get("type") in _TITLES and other.get("type") in _TITLES
    return (one.get("idx") or "0") == (other.get("idx") or "0")


def _matching(page: etree._Element, test: Callable[[etree._Element], bool]) -> etree._Element | None:
    for shape in page.iter(f"{P}sp"):
        placeholder = placeholder_of(shape)
        if placeholder is not None and test(placeholder):
            return shape
    return None


def placeholder_of(shape: etree._Element) -> etree._Element | None:
    """The placeholder mark of a shape."""
    return shape.find(f"*/{P}nvPr/{P}ph")


def box_of(shape: etree._Element) -> Box | None:
    """A shape's own box, when it has one."""
    frame = shape.find(f"{P}xfrm") if shape.tag == f"{P}graphicFrame" else shape.find(f"*/{A}xfrm")
    if frame is None:
        return None
    offset, extent = frame.find(f"{A}off"), frame.find(f"{A}ext")
    if offset is None or extent is None:
        return None
    return Box(int(offset.get("x") or 0), int(offset.get("y") or 0), int(extent.get("cx") or 0), int(extent.get("cy") or 0))


def theme_fonts(parts: Mapping[str, bytes], master: str) -> dict[str, str]:
    """The Latin faces behind `+mn-lt` and `+mj-lt`."""
    name = next((r.target for r in relationships(parts, master) if r.kind == "theme"), "")
    if name not in parts:
        return {}
    root = parse_xml(parts[name])
    found = {}
    for key, tag in (("+mj-lt", "majorFont"), ("+mn-lt", "minorFont")):
        latin = root.find(f".//{A}{tag}/{A}latin")
        if latin is not None:
            found[key] = latin.get("typeface") or ""
    return found


@dataclass(frozen=True, slots=True)
class Scale:
    """From the coordinates inside a group to those of the slide."""

    x: float = 1.0
    y: float = 1.0
    dx: float = 0.0
    dy: float = 0.0

    def box(self, box: Box) -> Box:
        """A box in slide coordinates."""
        return Box(round(box.x * self.x + self.dx), round(box.y * self.y + self.dy), round(box.w * self.x), round(box.h * self.y))

    def inside(self, group: etree._Element) -> Scale:
        """The scale inside a group that stands in this one."""
        frame = group.find(f"{P}grpSpPr/{A}xfrm")
        if frame is None:
            return self
        values = {child.tag: child for child in frame}
        outer = box_of(group)
        inner, extent = values.get(f"{A}chOff"), values.get(f"{A}chExt")
        if outer is None or inner is None or extent is None:
            return self
        sx = outer.w / (int(extent.get("cx") or 0) or outer.w or 1)
        sy = outer.h / (int(extent.get("cy") or 0) or outer.h or 1)
        dx, dy = outer.x - int(inner.get("x") or 0) * sx, outer.y - int(inner.get("y") or 0) * sy
        return Scale(self.x * sx, self.y * sy, self.x * dx + self.dx, self.y * dy + self.dy)
