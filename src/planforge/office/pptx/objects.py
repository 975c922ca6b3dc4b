"""Writes what any object of a slide has, whatever its kind: names and alt text, position, fill, links, ids of copies."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lxml import etree

from planforge.office.markup import END, JUMP, LATER, A, Hook, P, R, Writer, qualified
from planforge.office.package import Relationship
from planforge.office.pptx.alt_text import AltBlock, properties_of, read_block
from planforge.office.pptx.emit import Emitter
from planforge.office.pptx.inherit import Box, Scale
from planforge.office.pptx.links import constant, tagged_target, target_pieces
from planforge.office.pptx.numbered import Numbered, SlideStyle
from planforge.office.pptx.text_compile import paragraph_text
from planforge.office.problems import BAD_TAG, Place, Problems
from planforge.office.program import Program
from planforge.office.tags import OpenTag, scan
from planforge.office.tones import TONES

_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
RID_HOLE = "\x04"
_RID = "pf-relationship"
_FILLS = frozenset(("noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill"))
_FORMS = frozenset(("xfrm", "custGeom", "prstGeom"))
_RUN_LINKS = (f"{A}hlinkClick", f"{A}hlinkMouseOver")
"""Links of a run. What only shows while the mouse rests has no place in a print, so tags in it are not filled but dropped with it."""
_JUMP_ACTION = "ppaction://hlinksldjump"


@dataclass(slots=True)
class Object:
    """An object that is being written. `repeats` when its own line says `for:`; `picture` is its number when data fill it."""

    element: etree._Element
    block: AltBlock
    place: Place
    box: Box | None = None
    scale: Scale = Scale()  # noqa: RUF009 - a frozen value
    repeats: bool = False
    picture: int = -1


class ObjectCompiler:
    """Hooks for the parts of objects; `stack` are the objects around the element that is being written, the innermost last."""

    def __init__(self, emit: Emitter, numbered: Numbered) -> None:
        self._emit, self._numbered = emit, numbered
        self.stack: list[Object] = []
        self.dropped: set[str] = set()
        self._slide = SlideStyle(0, "", ())
        self._links: tuple[Relationship, ...] = ()
        self.hooks: dict[str, Hook] = {
            f"{P}cNvPr": self._names,
            f"{P}spPr": self._look,
            f"{P}grpSpPr": self._look,
            f"{P}blipFill": self._blip_fill,
            f"{A}hlinkClick": self._link,
            f"{A}hlinkHover": self._link,
            f"{A}hlinkMouseOver": self._link,
            f"{A}stCxn": self._glue,
            f"{A}endCxn": self._glue,
        }

    def begin(self, slide: SlideStyle, links: tuple[Relationship, ...]) -> None:
        """Begins a part with its relationships; `dropped` then collects those the result does not need."""
        self._slide, self._links = slide, links
        self.dropped = set()

    @property
    def repeated(self) -> bool:
        """Whether what is written now stands inside an object that repeats."""
        return any(item.repeats for item in self.stack)

    @property
    def _program(self) -> Program:
        return self._emit.program

    @property
    def _writer(self) -> Writer:
        return self._emit.writer

    @property
    def _problems(self) -> Problems:
        return self._emit.program.problems

    # ------------------------------------------------------------ names and alt text

    def _names(self, element: etree._Element) -> None:
        """Id, name and description; the alt-text block goes, its `alt:` line becomes the description and `link:` the link."""
        current = self.stack[-1] if self.stack else None
        if current is None or properties_of(current.element) is not element:
            self._writer.plain(element)
            return
        block, place = current.block, replace(current.place, part="alt text")
        link, repeated = self._link_line(current), self.repeated
        drop = (block.attribute, "descr" if "alt" in block else "", "id" if repeated else "")
        self._writer.emit(self._writer.start(element, drop=drop)[:-1])
        if repeated:
            self._writer.emit(' id="')
            self._emit.call("ident", current.place, int(element.get("id") or 0))
            self._writer.emit('"')
        if "alt" in block:
            line = " ".join(block.lines["alt"].split())
            self._emit.call("alt", replace(place, tag=f"alt: {line}"), self.alt(block, current.place))
            _undecorate(element)
        children = [child for child in element if not (link and child.tag == f"{A}hlinkClick")]
        if not children and not link:
            self._writer.emit("/>")
            return
        self._writer.emit(">")
        if link:
            here = replace(place, tag=f"link: {link}")
            number = self._add_link(f'<a:hlinkClick r:id="{RID_HOLE}"/>', current.place)
            self._emit.call("target", here, number, self._program.expression(link, here))
        for child in children:
            self._writer.element(child)
        self._writer.emit(f"</{qualified(element)}>")

    def _link_line(self, current: Object) -> str:
        """The expression of an object's link. The link of a group belongs to its parts, since PowerPoint follows no other."""
        if current.element.tag == f"{P}grpSp":
            return ""
        owner = next((item for item in reversed(self.stack) if "link" in item.block), None)
        if owner is None or (owner is not current and (current.element.find(f"*/{P}cNvPr/{A}hlinkClick") is not None)):
            return ""
        return owner.block.expression("link")

    def filling(self, current: Object) -> Object | None:
        """The object whose `fill:` line colours an object: itself, or a group around it when the object has a fill of its own."""
        if "fill" in current.block:
            return None if current.element.tag == f"{P}grpSp" else current
        if current.element.tag != f"{P}sp" or not _has_fill(current.element):
            return None
        return next((item for item in reversed(self.stack) if "fill" in item.block), None)

    def alt(self, block: AltBlock, place: Place) -> str:
        """The `alt:` line as one expression."""
        place = replace(place, part="alt text")
        pieces = []
        try:
            tokens = scan(block.lines["alt"])
        except OpenTag as error:
            self._problems.add(BAD_TAG, place, f"the tag has no end: {error.raw}")
            tokens = []
        for token in tokens:
            if token.kind == "control":
                self._problems.add(BAD_TAG, replace(place, tag=token.raw), "alt text takes values only")
            elif token.kind == "value":
                pieces.append(self._program.expression(token.source, replace(place, tag=token.raw)))
            else:
                pieces.append(constant(token.source))
        return " ~ ".join(pieces) or '""'

    # ------------------------------------------------------------ copies

    def _glue(self, element: etree._Element) -> None:
        """A connector's end: in a copy it is glued to the copy's own shape, or to nothing."""
        if not self.repeated:
            self._writer.plain(element)
            return
        root = next(item.element for item in reversed(self.stack) if item.repeats)
        if not _own(root, element.get("id") or ""):
            return
        self._writer.emit(self._writer.start(element, drop=("id",))[:-1] + ' id="')
        self._emit.call("ident", self.stack[-1].place, int(element.get("id") or 0))
        self._writer.emit('"/>')

    # ------------------------------------------------------------ position and fill

    def _look(self, element: etree._Element) -> None:
        """Position, geometry and fill: a copy is moved, a picture fitted, a fill replaced."""
        current = self.stack[-1] if self.stack else None
        if current is None or element.getparent() is not current.element:
            self._writer.plain(element)
            return
        owner = self.filling(current)
        fill = owner is not None
        if not (fill or current.repeats or current.picture >= 0):
            self._writer.plain(element)
            return
        on_line = current.element.tag == f"{P}cxnSp"
        tinted = owner or current
        self._writer.emit(self._writer.start(element))
        children = list(element)
        after = max((number for number, child in enumerate(children) if _local(child) in _FORMS), default=-1)
        line = next((child for child in children if _local(child) == "ln"), None)
        if fill and after < 0:
            self._fill(element, tinted, on_line, line)
        for number, child in enumerate(children):
            if child.tag == f"{A}xfrm":
                self._frame(child, current)
            elif not fill or (child is not line if on_line else _local(child) not in _FILLS):
                self._writer.element(child)
            if fill and number == after:
                self._fill(element, tinted, on_line, line)
        self._writer.emit(f"</{qualified(element)}>")

    def _fill(self, element: etree._Element, current: Object, on_line: bool, line: etree._Element | None) -> None:
        """The call for a fill, or for the colour of a connector's line."""
        place = replace(current.place, part="alt text", tag=f"fill: {current.block.lines['fill']}")
        source = current.block.expression("fill")
        owner = line if on_line else element
        own = "".join(self._writer.fragment(child) for child in (owner if owner is not None else ()) if _local(child) in _FILLS)
        before = after = ""
        if on_line:
            before = self._writer.start(line) if line is not None else "<a:ln>"
            after = "".join(self._writer.fragment(child) for child in (line if line is not None else ()) if _local(child) not in _FILLS)
            after += "</a:ln>"
        self._numbered.fills.append((before, after, own))
        expression = constant(source) if source in TONES else self._program.expression(source, place)
        self._emit.call("tint", place, len(self._numbered.fills) - 1, expression)

    def _frame(self, frame: etree._Element, current: Object) -> None:
        """A position: of a copy it is moved, of a picture fitted."""
        self._writer.emit(self._writer.start(frame))
        for child in frame:
            if current.picture >= 0 and child.tag in (f"{A}off", f"{A}ext"):
                if child.tag == f"{A}off":
                    self._emit.call("spot", current.place, int(current.repeats))
            elif child.tag == f"{A}off" and current.repeats:
                self.offset(child, current.place)
            else:
                self._writer.element(child)
        self._writer.emit(f"</{qualified(frame)}>")

    def offset(self, element: etree._Element, place: Place) -> None:
        """The call for the corner of a copy."""
        self._numbered.offsets.append((int(element.get("x") or 0), int(element.get("y") or 0)))
        self._emit.call("offset", place, len(self._numbered.offsets) - 1)

    def _blip_fill(self, element: etree._Element) -> None:
        """The bitmap of a picture that data fill: effects of the sample stay, its file and its crop go."""
        current = self.stack[-1] if self.stack else None
        if current is None or current.picture < 0:
            self._writer.plain(element)
            return
        place = current.place
        self._writer.emit(f"{self._writer.start(element)}<a:blip")
        self._emit.call("embed", place)
        self._writer.emit(">")
        blip = element.find(f"{A}blip")
        for child in blip if blip is not None else ():
            if child.tag != f"{A}extLst":
                self._writer.element(child)
        self._emit.call("vector", place)
        self._writer.emit("</a:blip>")
        self._emit.call("crop", place)
        self._writer.emit(f"<a:stretch><a:fillRect/></a:stretch></{qualified(element)}>")

    # ------------------------------------------------------------ links

    def _link(self, link: etree._Element) -> None:
        """A link of the template. One to a slide is written when that slide is in the result, one with tags when it leads somewhere."""
        text = tagged_target(self._links, link)
        if text and self.stack:
            self._tagged_link(link, text, self.stack[-1].place)
            return
        with self._writer.capture() as buffer:
            self._writer.plain(link)
        written = "".join(buffer)
        if link.get("action") == _JUMP_ACTION:
            written = f"{LATER}{JUMP}{link.get(f'{R}id')}{RID_HOLE}{written}{END}"
        self._writer.emit(written)

    def _tagged_link(self, link: etree._Element, text: str, place: Place) -> None:
        expression = self._target(text, place)
        if expression:
            self._emit.call("target", place, self._own_link(link, place), expression)

    def _target(self, text: str, place: Place) -> str:
        """The address of a link as one expression; empty when a tag in it cannot be read, which is noted."""
        place = replace(place, tag=text)
        pieces = target_pieces(text)
        if pieces is None:
            self._problems.add(BAD_TAG, place, "the address of a link holds a tag without end")
            return ""
        if any(kind == "control" for kind, _ in pieces):
            self._problems.add(BAD_TAG, place, "the address of a link takes values only")
            return ""
        found = [self._program.expression(s, place) if kind == "value" else constant(s) for kind, s in pieces if kind != "comment"]
        return " ~ ".join(found)

    def _own_link(self, link: etree._Element, place: Place) -> int:
        """The number of a link element whose target comes from data."""
        self.dropped.add(link.get(f"{R}id") or "")
        link.set(f"{R}id", _RID)
        with self._writer.capture() as buffer:
            self._writer.plain(link)
        return self._add_link("".join(buffer).replace(_RID, RID_HOLE), place)

    def _add_link(self, xml: str, place: Place) -> int:
        self._slide.links.append((place.shape, xml))
        return len(self._slide.links) - 1

    def take_links(self, paragraph: etree._Element, place: Place) -> dict[etree._Element, tuple[int, str]]:
        """Takes out of a paragraph the links whose address holds tags, and those that typing made inside a tag.

        Returns:
            for each run with such a link, the link's number and the expression of its address.
        """
        found: dict[etree._Element, tuple[int, str]] = {}
        links = [link for run in paragraph.iterfind(f"{A}r/{A}rPr") for link in run if link.tag in _RUN_LINKS]
        if not links:
            return found
        inside = _runs_inside_tags(paragraph)
        for link in links:
            properties = link.getparent()
            assert properties is not None
            run = properties.getparent()
            assert run is not None
            text = tagged_target(self._links, link)
            made = run in inside or (text and target_pieces(text) is None)
            if not text and not made:
                continue
            expression = "" if made or link.tag != _RUN_LINKS[0] else self._target(text, place)
            number = self._own_link(link, place) if expression else -1
            self.dropped.add(link.get(f"{R}id") or "")
            properties.remove(link)
            if expression:
                found[run] = (number, expression)
        return found


def _undecorate(names: etree._Element) -> None:
    """Takes away the mark that an object is decoration: PowerPoint hides the description of an object that bears it."""
    for mark in list(names.iter(_DECORATIVE)):
        extension = mark.getparent()
        holder = extension.getparent() if extension is not None else None
        if extension is not None and holder is not None:
            holder.remove(extension)
            if not len(holder):
                names.remove(holder)


def has_tagged_link(links: tuple[Relationship, ...], body: etree._Element) -> bool:
    """True when a run of a text is a link whose address holds a tag."""
    return any(tagged_target(links, link) for link in body.iter(*_RUN_LINKS))


def _runs_inside_tags(paragraph: etree._Element) -> set[etree._Element]:
    """The runs that lie inside a tag, without its first character: the value does not take their look."""
    try:
        tags = [token for token in scan(paragraph_text(paragraph)) if token.kind != "text"]
    except OpenTag:
        return set()
    found: set[etree._Element] = set()
    position = 0
    for child in paragraph:
        size = len(child.findtext(f"{A}t") or "") if child.tag == f"{A}r" else 1 if child.tag in (f"{A}br", f"{A}fld") else 0
        if child.tag == f"{A}r" and any(tag.start < position and position + size <= tag.end for tag in tags):
            found.add(child)
        position += size
    return found


def _own(root: etree._Element, ident: str) -> bool:
    """Whether a shape belongs to a repeating object and to no other loop inside it."""
    names = next((item for item in root.iter(f"{P}cNvPr") if item.get("id") == ident), None)
    if names is None:
        return False
    for item in names.iterancestors():
        if item is root:
            return True
        if properties_of(item) is not None and "for" in read_block(item, Place(), Problems()):
            return False
    return False


def has_light_text(shape: etree._Element) -> bool:
    """Whether a shape's style sets its text in the theme's light colour, as PowerPoint's ordinary shapes do."""
    colour = shape.find(f"{P}style/{A}fontRef/{A}schemeClr")
    return colour is not None and colour.get("val") in ("lt1", "lt2", "bg1", "bg2")


def _has_fill(shape: etree._Element) -> bool:
    """Whether a shape shows a fill: one of its own, or that of its style."""
    properties = shape.find(f"{P}spPr")
    own = [_local(child) for child in (properties if properties is not None else ()) if _local(child) in _FILLS]
    styled = shape.find(f"{P}style/{A}fillRef")
    return own[0] != "noFill" if own else styled is not None and styled.get("idx") != "0"


def _local(element: etree._Element) -> str:
    return str(etree.QName(element).localname)
