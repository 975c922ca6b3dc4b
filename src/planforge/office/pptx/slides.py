"""Compiles slides: walks the shapes in stacking order and writes static XML and render calls into one program."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from planforge.office.frame import Visual
from planforge.office.markup import END, JUMP, LATER, XML_HEAD, A, C, P, R, Writer
from planforge.office.package import Relationship, parse_xml, relationships
from planforge.office.pptx.alt_text import AltBlock, properties_of, read_block
from planforge.office.pptx.charts import CompiledChart, compile_chart
from planforge.office.pptx.frames import FrameStyle, compile_frame
from planforge.office.pptx.inherit import Box, Scale, Styles, box_of, placeholder_of
from planforge.office.pptx.notes import Directives, boxes_beside, notes_body, read_directives
from planforge.office.pptx.table_compile import TableCompiler, TableTables
from planforge.office.pptx.text_compile import Source, Tables, TextCompiler, body_has_tags, paragraph_text
from planforge.office.problems import BAD_TAG, UNSUPPORTED, Place, Problems
from planforge.office.program import Program
from planforge.office.tags import OpenTag, has_tag, scan

_CONTENT_END = 6.62 / 7.5
"""Where the body of a slide ends, as a share of its height."""
_TITLES = ("title", "ctrTitle")
_SHAPES = frozenset(f"{P}{name}" for name in ("sp", "grpSp", "graphicFrame", "pic", "cxnSp"))
_NAMESPACES = {"a": A[1:-1], "r": R[1:-1], "p": P[1:-1]}
_JUMP_ACTION = "ppaction://hlinksldjump"


@dataclass(slots=True)
class SlideStyle:
    """A compiled slide: its part, relationships, notes and charts by relationship id. `last_id` is its highest shape id."""

    number: int
    part: str
    relationships: tuple[Relationship, ...]
    ident: str = ""
    last_id: int = 1
    notes: str = ""
    charts: dict[str, CompiledChart] = field(default_factory=dict)


@dataclass(slots=True)
class Numbered:
    """Everything that the calls of a program refer to by number."""

    statics: list[str] = field(default_factory=list)
    texts: Tables = field(default_factory=lambda: Tables([], [], [], [], []))
    tables: TableTables = field(default_factory=lambda: TableTables([], [], [], []))
    frames: list[FrameStyle] = field(default_factory=list)
    charts: list[str] = field(default_factory=list)
    overflows: list[str] = field(default_factory=list)
    slides: list[SlideStyle] = field(default_factory=list)


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
        self.writer.hooks = {
            f"{P}txBody": self._text,
            f"{A}hlinkClick": self._link,
            f"{A}r": self._run,
            **dict.fromkeys(_SHAPES, self._shape),
        }
        self.texts = TextCompiler(program, self.writer, self.numbered.texts, dict(styles.theme))
        self.tables = TableCompiler(program, self.writer, self.texts, styles, self.numbered.tables)
        self._slide = SlideStyle(0, "", ())
        self._part = ""
        self._scale = Scale()
        self._boxes: list[tuple[etree._Element, Box]] = []
        self._shapes: list[tuple[etree._Element, AltBlock, Place]] = []
        self._skip: list[etree._Element] = []

    # ------------------------------------------------------------ slides

    def read(self, part: str, number: int) -> tuple[etree._Element, etree._Element | None, Directives]:
        """A slide's root, its notes and its directives; boxes beside the slide that held directives are taken out."""
        root = parse_xml(self.parts[part])
        tree = root.find(f"{P}cSld/{P}spTree")
        notes_part = next((r.target for r in relationships(self.parts, part) if r.kind == "notesSlide"), "")
        notes = parse_xml(self.parts[notes_part]) if notes_part in self.parts else None
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
        self._boxes = [(s, box) for s in (tree if tree is not None else ()) if s.tag in _SHAPES and (box := self._box(s)) is not None]
        self.numbered.slides.append(style)
        place = Place(number)
        self.program.call("slide", place, len(self.numbered.slides) - 1)
        self._root(root)
        self.flush(place)
        if notes is not None and notes_part:
            self._part = notes_part
            self.program.call("notes", place)
            self._root(notes)
            self.flush(place)
        self.program.call("slide_end", place)

    def _root(self, root: etree._Element) -> None:
        add = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items() if root.nsmap.get(prefix) is None)
        self.writer.emit(XML_HEAD + self.writer.start(root, add=add))
        for child in root:
            self.writer.element(child)
        self.writer.emit(f"</p:{etree.QName(root).localname}>")

    def flush(self, place: Place) -> None:
        """Makes what the writer holds a static piece of the program."""
        text = self.writer.take()
        if text:
            self.numbered.statics.append(text)
            self.program.call("static", place, len(self.numbered.statics) - 1)

    def _call(self, name: str, place: Place, *arguments: object) -> None:
        self.flush(place)
        self.program.call(name, place, *arguments)

    def _raw(self, source: str, place: Place) -> None:
        self.flush(place)
        self.program.raw(source, place)

    def _box(self, shape: etree._Element) -> Box | None:
        if shape.tag == f"{P}sp":
            return self.styles.shape(shape, self._part)[1]
        return box_of(shape)

    # ------------------------------------------------------------ shapes

    def _shape(self, shape: etree._Element) -> None:
        properties = properties_of(shape)
        name = (properties.get("name") or "") if properties is not None else ""
        place = Place(self._slide.number, name, "notes" if self._part == self._slide.notes else "")
        block = read_block(shape, replace(place, part="alt text"), self.problems)
        condition = block.expression("if")
        if condition:
            here = replace(place, part="alt text", tag=f"if: {condition}")
            self._raw(f"if {self.program.expression(condition, here)}", here)
        self._shapes.append((shape, block, place))
        if "component" in block:
            self._component(shape, block, place)
        elif shape.tag == f"{P}grpSp":
            outer, self._scale = self._scale, self._scale.inside(shape)
            self._described(shape, block, place)
            self._scale = outer
        elif shape.tag == f"{P}graphicFrame":
            self._graphic(shape, block, place)
        else:
            self._misplaced(block, ("chart", "page", "rows"), place)
            self._text_shape(shape, block, place)
        self._shapes.pop()
        if condition:
            self._raw("endif", place)

    def _misplaced(self, block: AltBlock, keys: Iterable[str], place: Place) -> None:
        for key in keys:
            if key in block:
                self.problems.add(UNSUPPORTED, replace(place, part="alt text"), f"'{key}:' does not belong to this kind of object")

    def _text_shape(self, shape: etree._Element, block: AltBlock, place: Place) -> None:
        placeholder = placeholder_of(shape)
        body = shape.find(f"{P}txBody")
        on_slide = self._part == self._slide.part
        removable = placeholder is not None and body is not None and on_slide and placeholder.get("type") not in ("pic", "media", "clipArt")
        if removable:
            self._call("mark", place)
        self._described(shape, block, place)
        if removable:
            self._call("unmark", place)

    def _described(self, shape: etree._Element, block: AltBlock, place: Place) -> None:
        """An object with its alt-text block taken out; the `alt:` line becomes its description."""
        if not block.attribute:
            self.writer.plain(shape)
            return
        properties = properties_of(shape)
        assert properties is not None
        del properties.attrib[block.attribute]
        if "alt" not in block:
            self.writer.plain(shape)
            return
        self.writer.emit(self.writer.start(shape) + self.writer.start(shape[0]))
        for child in shape[0]:
            if child is properties:
                self.flush(place)
                self.writer.emit(self.writer.start(child, drop=("descr",))[:-1])
                self._call("alt", replace(place, part="alt text"), self._alt(block, place))
                self.writer.emit(">" + "".join(self.writer.fragment(e) for e in child) + "</p:cNvPr>")
            else:
                self.writer.element(child)
        self.writer.emit(f"</p:{etree.QName(shape[0]).localname}>")
        for child in list(shape)[1:]:
            self.writer.element(child)
        self.writer.emit(f"</p:{etree.QName(shape).localname}>")

    def _alt(self, block: AltBlock, place: Place) -> str:
        """The `alt:` line as one expression."""
        place = replace(place, part="alt text")
        pieces = []
        try:
            tokens = scan(block.lines["alt"])
        except OpenTag as error:
            self.problems.add(BAD_TAG, place, f"the tag has no end: {error.raw}")
            tokens = []
        for token in tokens:
            if token.kind == "control":
                self.problems.add(BAD_TAG, replace(place, tag=token.raw), "alt text takes values only")
            elif token.kind == "value":
                pieces.append(self.program.expression(token.source, replace(place, tag=token.raw)))
            else:
                pieces.append('"' + token.source.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"')
        return " ~ ".join(pieces) or '""'

    # ------------------------------------------------------------ text

    def _text(self, body: etree._Element) -> None:
        shape, block, place = self._shapes[-1]
        inherited, box = self.styles.shape(shape, self._part)
        title = self._is_title(shape)
        if box is not None:
            box = self._scale.box(box)
        on_slide = self._part == self._slide.part
        source = Source(
            place, inherited, box.w if box else 0, box.h if box else 0, cut=int(block.number("cut")), own_size=on_slide and box is not None
        )
        notes = not on_slide and (placeholder_of(shape) is not None and placeholder_of(shape).get("type") == "body")  # type: ignore[union-attr]
        if body_has_tags(body) or title or notes:
            self.flush(place)
            self.texts.body(body, source)
            self.program.call("title" if title else "notes_text" if notes else "body", place)
            return
        self.texts.static_body(body)
        if any(paragraph_text(p) for p in body.iter(f"{A}p")):
            self._call("shown", place)
            if on_slide and self.texts.static_overflows(body, source):
                self.numbered.overflows.append(place.shape)
                self._call("overflow", place, len(self.numbered.overflows) - 1)

    def _run(self, run: etree._Element) -> None:
        """A static run; one without properties gets them, since every run bears its language."""
        if run.find(f"{A}rPr") is None:
            run.insert(0, etree.Element(f"{A}rPr"))
        self.writer.plain(run)

    def _is_title(self, shape: etree._Element) -> bool:
        placeholder = placeholder_of(shape)
        return self._part == self._slide.part and placeholder is not None and placeholder.get("type") in _TITLES

    def _link(self, link: etree._Element) -> None:
        """A link to another slide is written when that slide exists in the result."""
        with self.writer.capture() as buffer:
            self.writer.plain(link)
        text = "".join(buffer)
        if link.get("action") == _JUMP_ACTION:
            text = f"{LATER}{JUMP}{link.get(f'{R}id')}\x04{text}{END}"
        self.writer.emit(text)

    # ------------------------------------------------------------ graphic frames

    def _graphic(self, frame: etree._Element, block: AltBlock, place: Place) -> None:
        data = frame.find(f"{A}graphic/{A}graphicData")
        if data is not None and data.find(f"{A}tbl") is not None:
            self._misplaced(block, ("chart",), place)
            self._table(frame, block, place)
            return
        chart = data.find(f"{C}chart") if data is not None else None
        if "chart" in block:
            if chart is None:
                self._misplaced(block, ("chart",), place)
            else:
                self._chart(str(chart.get(f"{R}id")), block, place)
        elif data is not None:
            self._refuse_tags(data, place, "SmartArt" if chart is None else "a chart without data of its own")
        self._described(frame, block, place)

    def _table(self, frame: etree._Element, block: AltBlock, place: Place) -> None:
        box = box_of(frame) or Box(0, 0, 0, 0)
        holder = frame.find(f"{P}xfrm")
        assert holder is not None
        rest = list(frame)[list(frame).index(holder) :]
        for child in rest:
            frame.remove(child)
        self._call("mark", place)
        self._described(frame, block, place)
        text = self.writer.take()
        closing = "</p:graphicFrame>"
        self.writer.emit(text.removesuffix(closing) + self.writer.start(holder) + self.writer.fragment(holder.find(f"{A}off")))
        for child in rest:
            frame.append(child)
        self.flush(place)
        self.tables.compile(frame, block, box, self._free_until(frame, box), place)

    def _free_until(self, table: etree._Element, box: Box) -> int:
        """The lowest EMU a table may reach: the top of the next object below it, or the end of the slide's body."""
        below = [
            other.y
            for shape, other in self._boxes
            if shape is not table and other.y >= box.y + box.h and other.x < box.x + box.w and other.x + other.w > box.x
        ]
        return min([*below, max(round(self.size[1] * _CONTENT_END), box.y + box.h)])

    def _chart(self, rid: str, block: AltBlock, place: Place) -> None:
        place = replace(place, part="alt text", tag=f"chart: {block.lines['chart']}")
        part = next((r.target for r in self._slide.relationships if r.id == rid), "")
        workbook = next((r.target for r in relationships(self.parts, part) if r.kind == "package"), "")
        self._slide.charts[rid] = compile_chart(self.parts[part], self.parts.get(workbook), str(place))
        self.numbered.charts.append(rid)
        self._call("chart", place, len(self.numbered.charts) - 1, self.program.expression(block.expression("chart"), place))

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

    def _component(self, shape: etree._Element, block: AltBlock, place: Place) -> None:
        box = box_of(shape)
        compiled = compile_frame(block, self._scale.box(box) if box else None, place, self.program, self.visuals)
        if self._scale != Scale():
            self.problems.add(UNSUPPORTED, place, "a component frame cannot stand in a group that was moved or resized; ungroup it")
        if compiled is None:
            return
        style, arguments = compiled
        self.numbered.frames.append(style)
        alt = self._alt(block, place) if "alt" in block else "none"
        self._call("component", place, len(self.numbered.frames) - 1, arguments, alt)
        self._described(shape, replace(block, lines={}), place)
        self._call("component_end", place)


def _renumbered(root: etree._Element) -> int:
    """Makes the shape ids of a slide unique, which PowerPoint demands and validators do not see; returns the highest."""
    seen: set[int] = set()
    properties = list(root.iter(f"{P}cNvPr"))
    last = max((int(e.get("id") or 0) for e in properties), default=1)
    for element in properties:
        ident = int(element.get("id") or 0)
        if ident in seen:
            last += 1
            element.set("id", str(last))
        seen.add(ident)
    return last
