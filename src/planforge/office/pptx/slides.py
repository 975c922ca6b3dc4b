"""Compiles slides: walks the shapes in stacking order and writes static XML and render calls into one program."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from lxml import etree

from planforge.office.frame import Visual
from planforge.office.markup import MC, XML_HEAD, A, C, P, R, Writer
from planforge.office.package import Relationship, parse_xml, relationships
from planforge.office.pptx.alt_text import AltBlock, properties_of, read_block
from planforge.office.pptx.chart_program import ChartCompiler
from planforge.office.pptx.emit import Emitter
from planforge.office.pptx.frames import compile_frame
from planforge.office.pptx.inherit import Box, Scale, Styles, box_of, placeholder_of
from planforge.office.pptx.notes import Directives, boxes_beside, notes_body, read_directives
from planforge.office.pptx.numbered import Numbered, SlideStyle
from planforge.office.pptx.objects import Object, ObjectCompiler, has_light_text, has_tagged_link
from planforge.office.pptx.part_copies import without_dropped
from planforge.office.pptx.picture_frames import write_picture
from planforge.office.pptx.shape_loops import begin_loop
from planforge.office.pptx.table_compile import TableCompiler
from planforge.office.pptx.text_compile import Source, TextCompiler, body_has_tags, paragraph_text
from planforge.office.problems import BAD_CHART, UNSUPPORTED, WRONG_PLACE, Place, Problems, did_you_mean
from planforge.office.program import Program
from planforge.office.tags import has_tag

__all__ = ["Numbered", "SlideCompiler", "SlideStyle"]

_CONTENT_END = 6.62 / 7.5
"""Where the body of a slide ends, as a share of its height."""
_USUAL_HEIGHT = 6858000
"""EMU of a page 7.5 inches high, for which sizes are set; a lower page is shown as large, so its sizes are smaller throughout."""
_TITLES = ("title", "ctrTitle")
_SHAPES = frozenset(f"{P}{name}" for name in ("sp", "grpSp", "graphicFrame", "pic", "cxnSp"))
_NAMESPACES = {"a": A[1:-1], "r": R[1:-1], "p": P[1:-1]}


class SlideCompiler:
    """Writes the slides of a presentation into a program."""

    def __init__(
        self,
        parts: Mapping[str, bytes],
        size: tuple[int, int],
        styles: Styles,
        program: Program,
        visuals: Mapping[str, Visual],
    ) -> None:
        self.parts, self.size, self.styles, self.program, self.visuals = parts, size, styles, program, visuals
        self.problems: Problems = program.problems
        self.numbered = Numbered()
        self.writer = Writer()
        self.emit = Emitter(program, self.writer, self.numbered.statics)
        self.objects = ObjectCompiler(self.emit, self.numbered)
        self.writer.hooks = {
            **self.objects.hooks,
            f"{P}txBody": self._text,
            f"{A}r": self._run,
            **dict.fromkeys(_SHAPES, self._shape),
        }
        self.texts = TextCompiler(program, self.writer, self.numbered.texts, dict(styles.theme), self.objects.take_links)
        self.texts.unit = min(1.0, size[1] / _USUAL_HEIGHT)
        self.tables = TableCompiler(program, self.writer, self.texts, styles, self.numbered.tables)
        self.charts = ChartCompiler(parts, program, self.texts, self.numbered.charts)
        self._slide = SlideStyle(0, "", ())
        self._part = ""
        self._scale = Scale()
        self._boxes: list[tuple[etree._Element, Box]] = []
        self._pages: dict[str, tuple[dict[str, str], Place]] = {}
        self._links: tuple[Relationship, ...] = ()

    # ------------------------------------------------------------ slides

    def read(self, part: str, number: int) -> tuple[etree._Element, etree._Element | None, Directives]:
        """A slide's root, its notes and its directives; boxes beside the slide that held directives are taken out."""
        root = without_dropped(parse_xml(self.parts[part]), relationships(self.parts, part))
        tree = root.find(f"{P}cSld/{P}spTree")
        notes_part = next((r.target for r in relationships(self.parts, part) if r.kind == "notesSlide"), "")
        notes = parse_xml(self.parts[notes_part]) if notes_part in self.parts else None
        if notes is not None:
            without_dropped(notes, relationships(self.parts, notes_part))
        outside = list(boxes_beside(tree, *self.size)) if tree is not None else []
        body = notes_body(notes) if notes is not None else None
        directives, lines = read_directives(body, outside, Place(number), self.problems)
        for element in (*outside, *lines):
            parent = element.getparent()
            assert parent is not None
            if element in lines and len(parent.findall(f"{A}p")) == 1:
                for child in list(element):
                    element.remove(child)
                continue
            parent.remove(element)
        return root, notes, directives

    def slide(self, part: str, number: int, root: etree._Element, notes: etree._Element | None, directives: Directives) -> None:
        """Writes the calls for one slide and its notes."""
        links = relationships(self.parts, part)
        notes_part = next((r.target for r in links if r.kind == "notesSlide"), "")
        tree = root.find(f"{P}cSld/{P}spTree")
        last = _renumbered(root)
        style = SlideStyle(number, part, links, directives.ident, last, notes_part)
        self._slide, self._part, self._scale = style, part, Scale()
        self._pages = dict(directives.pages)
        self._begin(links)
        self._boxes = [(s, box) for s in (tree if tree is not None else ()) if s.tag in _SHAPES and (box := self._box(s)) is not None]
        self.numbered.slides.append(style)
        place = Place(number)
        self.program.call("slide", place, len(self.numbered.slides) - 1)
        self._root(root)
        self.emit.flush(place)
        style.relationships = self._needed(root, links)
        for name, (_, where) in self._pages.items():
            tables = [t.name for t in self.numbered.tables.tables]
            self.problems.add(WRONG_PLACE, where, f"there is no table '{name}' on this slide{did_you_mean(name, tables)}")
        if notes is not None and notes_part:
            self._part = notes_part
            self._begin(relationships(self.parts, notes_part))
            self.program.call("notes", place)
            self._root(notes)
            self.emit.flush(place)
        self.program.call("slide_end", place)

    def _begin(self, links: tuple[Relationship, ...]) -> None:
        self._links = links
        self.objects.begin(self._slide, links)

    def _needed(self, root: etree._Element, links: tuple[Relationship, ...]) -> tuple[Relationship, ...]:
        """The relationships of a slide without those of sample pictures, and of links whose target comes from data."""
        used = {str(value) for element in root.iter(etree.Element) for key, value in element.attrib.items() if str(key).startswith(R)}
        return tuple(link for link in links if link.id not in self.objects.dropped or link.id in used)

    def _root(self, root: etree._Element) -> None:
        add = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items() if root.nsmap.get(prefix) is None)
        self.writer.emit(XML_HEAD + self.writer.start(root, add=add))
        for child in root:
            self.writer.element(child)
        self.writer.emit(f"</p:{etree.QName(root).localname}>")

    @property
    def _on_slide(self) -> bool:
        """Whether the slide itself is written, not its notes."""
        return self._part == self._slide.part

    def _box(self, shape: etree._Element) -> Box | None:
        if shape.tag == f"{P}sp":
            return self.styles.shape(shape, self._part)[1]
        return box_of(shape)

    # ------------------------------------------------------------ shapes

    def _shape(self, shape: etree._Element) -> None:
        current = self._object(shape)
        block, place = current.block, replace(current.place, part="alt text")
        closing: list[str] = []
        if "for" in block:
            begin_loop(current, self.emit, self.numbered, self.size, self._on_slide)
            closing.append("endfor")
        condition = block.expression("if")
        if condition:
            here = replace(place, tag=f"if: {condition}")
            self.emit.raw(f"if {self.program.expression(condition, here)}", here)
            closing.insert(0, "endif")
        if current.repeats:
            self.emit.when("copy", place)
            closing.insert(0, "endif")
        self.objects.stack.append(current)
        self._content(current)
        self.objects.stack.pop()
        for word in closing:
            self.emit.raw(word, place)
        if current.repeats:
            self.emit.call("repeat_end", place)

    def _object(self, shape: etree._Element) -> Object:
        properties = properties_of(shape)
        name = (properties.get("name") or "") if properties is not None else ""
        place = Place(self._slide.number, name, "notes" if self._part == self._slide.notes else "")
        block = read_block(shape, replace(place, part="alt text"), self.problems)
        if name in self._pages and shape.find(f".//{A}tbl") is not None:
            block = replace(block, lines={**self._pages.pop(name)[0], **block.lines})
        return Object(shape, block, place, self._box(shape), self._scale)

    def _content(self, current: Object) -> None:
        """What an object is, without its loop and condition."""
        shape, block, place = current.element, current.block, current.place
        if "component" in block:
            self._misplaced(block, ("fill", "link", "image"), place)
            self._component(current)
        elif shape.tag == f"{P}grpSp":
            self._misplaced(block, ("chart", "axis", "series", "page", "rows", "image"), place)
            outer, self._scale = self._scale, self._scale.inside(shape)
            self.writer.plain(shape)
            self._scale = outer
        elif shape.tag == f"{P}graphicFrame":
            self._misplaced(block, ("fill", "image"), place)
            self._graphic(shape, block, place)
        else:
            self._misplaced(block, ("chart", "axis", "series", "page", "rows"), place)
            self._text_shape(current)

    def _misplaced(self, block: AltBlock, keys: Iterable[str], place: Place) -> None:
        for key in keys:
            if key in block:
                self.problems.add(UNSUPPORTED, replace(place, part="alt text"), f"'{key}:' does not belong to this kind of object")

    def _text_shape(self, current: Object) -> None:
        shape, place = current.element, current.place
        if "image" in current.block:
            write_picture(current, self.emit, self.numbered, self.objects, self._on_slide)
            return
        placeholder = placeholder_of(shape)
        textual = placeholder is not None and placeholder.get("type") not in ("pic", "media", "clipArt")
        removable = textual and self._on_slide and shape.find(f"{P}txBody") is not None
        if removable:
            self.emit.call("mark", place)
        self.writer.plain(shape)
        if removable:
            self.emit.call("unmark", place)

    # ------------------------------------------------------------ text

    def _text(self, body: etree._Element) -> None:
        current = self.objects.stack[-1]
        shape, block, place = current.element, current.block, current.place
        inherited, box = self.styles.shape(shape, self._part)
        title = self._is_title(shape)
        if box is not None:
            box = self._scale.box(box)
        on_slide = self._on_slide
        source = Source(
            place, inherited, box.w if box else 0, box.h if box else 0, cut=int(block.number("cut")), own_size=on_slide and box is not None
        )
        notes = not on_slide and (placeholder_of(shape) is not None and placeholder_of(shape).get("type") == "body")  # type: ignore[union-attr]
        filled = self.objects.filling(current) is not None and any(paragraph_text(p) for p in body.iter(f"{A}p"))
        if body_has_tags(body) or title or notes or filled or has_tagged_link(self._links, body):
            self.emit.flush(place)
            self.texts.body(body, source)
            if filled and not (title or notes):
                self.program.call("body_filled", place, int(has_light_text(shape)))
            else:
                self.program.call("title" if title else "notes_text" if notes else "body", place)
            return
        self.texts.static_body(body)
        if any(paragraph_text(p) for p in body.iter(f"{A}p")):
            self.emit.call("shown", place)
            if on_slide and self.texts.static_overflows(body, source):
                self.numbered.overflows.append(place.shape)
                self.emit.call("overflow", place, len(self.numbered.overflows) - 1)

    def _run(self, run: etree._Element) -> None:
        """A static run; one without properties gets them, since every run bears its language."""
        if run.find(f"{A}rPr") is None:
            run.insert(0, etree.Element(f"{A}rPr"))
        self.writer.plain(run)

    def _is_title(self, shape: etree._Element) -> bool:
        placeholder = placeholder_of(shape)
        return self._on_slide and placeholder is not None and placeholder.get("type") in _TITLES

    # ------------------------------------------------------------ graphic frames

    def _graphic(self, frame: etree._Element, block: AltBlock, place: Place) -> None:
        data = frame.find(f"{A}graphic/{A}graphicData")
        if data is not None and data.find(f"{A}tbl") is not None:
            self._misplaced(block, ("chart", "axis", "series"), place)
            self._table(frame, block, place)
            return
        chart = data.find(f"{C}chart") if data is not None else None
        if chart is not None:
            self._chart(str(chart.get(f"{R}id")), block, place)
        elif data is not None and (data.get("uri") or "").endswith("/chartex"):
            self._refuse_extended(data, block, place)
        else:
            self._misplaced(block, ("chart", "axis", "series"), place)
            if data is not None:
                self._refuse_tags(data, place, "SmartArt")
        self.writer.plain(frame)

    def _table(self, frame: etree._Element, block: AltBlock, place: Place) -> None:
        box = box_of(frame) or Box(0, 0, 0, 0)
        holder = frame.find(f"{P}xfrm")
        assert holder is not None
        rest = list(frame)[list(frame).index(holder) :]
        for child in rest:
            frame.remove(child)
        self.emit.call("mark", place)
        self.writer.plain(frame)
        text = self.writer.take()
        closing = "</p:graphicFrame>"
        self.writer.emit(text.removesuffix(closing) + self.writer.start(holder))
        offset = holder.find(f"{A}off")
        assert offset is not None
        if self.objects.stack[-1].repeats:
            self.objects.offset(offset, place)
        else:
            self.writer.element(offset)
        for child in rest:
            frame.append(child)
        self.emit.flush(place)
        # To the right as much is left free as to the left.
        self.tables.compile(frame, block, box, (self.size[0] - max(box.x, 0), self._free_until(frame, box)), place)

    def _free_until(self, table: etree._Element, box: Box) -> int:
        """The lowest EMU a table may reach: the top of the next object below it, or the end of the slide's body."""
        below = [
            other.y
            for shape, other in self._boxes
            if shape is not table and other.y >= box.y + box.h and other.x < box.x + box.w and other.x + other.w > box.x
        ]
        return min([*below, max(round(self.size[1] * _CONTENT_END), box.y + box.h)])

    def _chart(self, rid: str, block: AltBlock, place: Place) -> None:
        part = next((r.target for r in self._links if r.id == rid), "")
        self.emit.flush(place)
        compiled = self.charts.compile(part, rid, block, place)
        if compiled is not None:
            self._slide.charts[rid] = compiled

    def _refuse_extended(self, data: etree._Element, block: AltBlock, place: Place) -> None:
        """Waterfalls, funnels, maps and other charts of the newer kind stay as they are; nothing can fill them."""
        for key in ("chart", "axis", "series"):
            if key in block:
                what = "waterfall, funnel, map, histogram and other newer charts cannot take data; draw it with columns, or as a component"
                self.problems.add(BAD_CHART, replace(place, part="alt text"), f"'{key}:' {what}")
        self._refuse_tags(data, place, "a chart of a newer kind")

    def _refuse_tags(self, data: etree._Element, place: Place, what: str) -> None:
        """Text in other parts, such as SmartArt, which stands there twice: a tag in it is refused instead of left standing."""
        ids = {str(value) for element in data.iter() for key, value in element.attrib.items() if str(key).startswith(R)}
        for link in self._slide.relationships:
            if link.id not in ids or link.external or not link.target.endswith(".xml"):
                continue
            texts = parse_xml(self.parts[link.target]).iter(f"{A}t")
            if any(has_tag(element.text or "") for element in texts):
                self.problems.add(UNSUPPORTED, place, f"tags in {what} cannot be filled")
                return

    # ------------------------------------------------------------ components

    def _component(self, current: Object) -> None:
        shape, block, place = current.element, current.block, current.place
        box = box_of(shape)
        font = self.styles.theme.get("+mn-lt", "")
        compiled = compile_frame(block, self._scale.box(box) if box else None, place, self.program, self.visuals, font)
        if self._scale != Scale():
            self.problems.add(UNSUPPORTED, place, "a component frame cannot stand in a group that was moved or resized; ungroup it")
        if compiled is None:
            return
        style, arguments = compiled
        names = properties_of(shape)
        ident = int(names.get("id") or 0) if names is not None else 0
        self.numbered.frames.append(replace(style, moves=current.repeats, ident=ident))
        alt = self.objects.alt(block, place) if "alt" in block else "none"
        self.emit.call("component", style.place, len(self.numbered.frames) - 1, arguments, alt)
        current.block = replace(block, lines={})
        self.writer.plain(shape)
        current.block = block
        self.emit.call("component_end", place)


def _renumbered(root: etree._Element) -> int:
    """Makes the shape ids of a slide unique, which PowerPoint demands and validators do not see; returns the highest.

    A fallback for older programs has the id of what it stands for, and keeps it.
    """
    seen: set[int] = set()
    properties = [e for e in root.iter(f"{P}cNvPr") if next(e.iterancestors(f"{MC}Fallback"), None) is None]
    last = max((int(e.get("id") or 0) for e in properties), default=1)
    for element in properties:
        ident = int(element.get("id") or 0)
        if ident in seen:
            last += 1
            element.set("id", str(last))
        seen.add(ident)
    return last
