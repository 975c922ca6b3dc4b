"""The slides of a template as `template check` looks at them: shapes with place and box, the texts in them, colours and fonts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from planforge.office.contrast import Palette, palette
from planforge.office.markup import A, C, P, R
from planforge.office.package import Relationship, parse_xml, relationships
from planforge.office.pptx.alt_text import EMU_PER_INCH, AltBlock, properties_of, read_block
from planforge.office.pptx.inherit import Box, Inherited, Scale, Styles, box_of, placeholder_of, theme_fonts
from planforge.office.pptx.notes import Directives, boxes_beside, notes_body, read_directives
from planforge.office.pptx.presentation import Presentation
from planforge.office.pptx.text_compile import paragraph_text
from planforge.office.problems import Place, Problems
from planforge.office.tags import OpenTag, block_word, scan

_SHAPES = frozenset(f"{P}{name}" for name in ("sp", "grpSp", "graphicFrame", "pic", "cxnSp"))
_ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_TITLES = ("title", "ctrTitle")
_COMMON_HEIGHT = 7.5 * EMU_PER_INCH


@dataclass(frozen=True, slots=True)
class Item:
    """A shape of a slide: element, place, box on the slide, alt-text directives, and the groups around it, innermost first."""

    element: etree._Element
    place: Place
    box: Box | None
    block: AltBlock
    groups: tuple[etree._Element, ...] = ()

    @property
    def kind(self) -> str:
        """`sp`, `pic`, `cxnSp`, `grpSp` or `graphicFrame`."""
        return etree.QName(self.element).localname

    @property
    def data(self) -> etree._Element | None:
        """What a graphic frame holds."""
        return self.element.find(f"{A}graphic/{A}graphicData")

    @property
    def table(self) -> etree._Element | None:
        """The table of a graphic frame."""
        return self.element.find(f"{A}graphic/{A}graphicData/{A}tbl")

    @property
    def chart(self) -> str:
        """The relationship id of a graphic frame's chart, or an empty text."""
        found = self.element.find(f"{A}graphic/{A}graphicData/{C}chart")
        return str(found.get(f"{R}id")) if found is not None else ""


@dataclass(frozen=True, slots=True)
class Words:
    """A run that shows something: where it stands and what it looks like. `size` in points; `cell` is set inside tables."""

    item: Item
    place: Place
    text: str
    properties: etree._Element | None
    level: int
    inherited: Inherited
    size: float
    bold: bool
    font: str
    cell: etree._Element | None = None


@dataclass(slots=True)
class Page:
    """A slide of a template with all that its looks depend on. `conditional`: a `slide if` decides whether it is shown."""

    number: int
    part: str
    root: etree._Element
    links: tuple[Relationship, ...]
    styles: Styles
    palette: Palette
    size: tuple[int, int]
    ident: str = ""
    conditional: bool = False
    title: str = ""
    items: tuple[Item, ...] = ()
    layouts: tuple[etree._Element, ...] = field(default_factory=tuple)

    def target(self, ident: str) -> str:
        """The part behind a relationship id of the slide."""
        return next((link.target for link in self.links if link.id == ident), "")

    @property
    def scale(self) -> float:
        """How large the page is beside one of 7.5 inches, for which sizes are meant; at most 1, since larger pages are read on paper."""
        return min(self.size[1] / _COMMON_HEIGHT, 1.0) or 1.0

    @property
    def texts(self) -> tuple[str, ...]:
        """The slide's own part and that of its notes."""
        return (self.part, *(link.target for link in self.links if link.kind == "notesSlide"))

    def words(self) -> Iterator[Words]:
        """Every run of the slide that shows something."""
        for item in self.items:
            if item.table is not None:
                yield from self._cells(item)
            body = item.element.find(f"{P}txBody")
            if body is not None:
                yield from self._runs(item, body, self.styles.shape(item.element, self.part)[0], item.place)

    def _cells(self, item: Item) -> Iterator[Words]:
        for row, element in enumerate(item.element.iter(f"{A}tr"), 1):
            for column, cell in enumerate(element.iterfind(f"{A}tc"), 1):
                body = cell.find(f"{A}txBody")
                place = replace(item.place, part=f"cell R{row}C{column}")
                if body is not None:
                    yield from self._runs(item, body, self.styles.cell(body), place, cell)

    def _runs(
        self, item: Item, body: etree._Element, inherited: Inherited, place: Place, cell: etree._Element | None = None
    ) -> Iterator[Words]:
        for number, paragraph in enumerate(body.iterfind(f"{A}p"), 1):
            own = paragraph.find(f"{A}pPr")
            level = int(own.get("lvl") or 0) if own is not None else 0
            for run in _shown(paragraph):
                properties = run.find(f"{A}rPr")
                yield Words(
                    item,
                    replace(place, paragraph=number),
                    (run.findtext(f"{A}t") or "").strip(),
                    properties,
                    level,
                    inherited,
                    inherited.size(level, properties) * inherited.shrink(),
                    inherited.bold(level, properties),
                    inherited.font(level, properties, self.styles.theme),
                    cell,
                )


def _shown(paragraph: etree._Element) -> list[etree._Element]:
    """The runs of a paragraph that show: with characters outside tags, or with the first character of a value tag."""
    owners: list[etree._Element] = []
    for child in paragraph:
        if child.tag == f"{A}r":
            owners += [child] * len(child.findtext(f"{A}t") or "")
        elif child.tag in (f"{A}br", f"{A}fld"):
            owners.append(child)
    text = paragraph_text(paragraph)
    try:
        tokens = scan(text)
    except OpenTag:
        return [run for run in dict.fromkeys(owners) if (run.findtext(f"{A}t") or "").strip()]
    positions: list[int] = []
    for token in tokens:
        if token.kind == "text":
            positions += [at for at in range(token.start, token.end) if not text[at].isspace()]
        elif token.kind == "value":
            positions.append(token.start)
    return list(dict.fromkeys(owners[at] for at in positions if owners[at].tag != f"{A}br"))


class PageReader:
    """Reads the slides of a presentation; masters and themes are read once."""

    def __init__(self, parts: Mapping[str, bytes], presentation: Presentation) -> None:
        self._parts, self._presentation = parts, presentation
        self._styles: dict[str, Styles] = {}
        self._themes: dict[str, etree._Element | None] = {}

    def pages(self) -> list[Page]:
        """All slides in order."""
        return [self._page(part, number) for number, (part, _, _) in enumerate(self._presentation.slides, 1)]

    def _page(self, part: str, number: int) -> Page:
        root, links = parse_xml(self._parts[part]), relationships(self._parts, part)
        layout_part = self._linked(part, "slideLayout")
        master_part = self._linked(layout_part, "slideMaster") if layout_part else ""
        styles = self._master_styles(master_part)
        layouts = tuple(element for element in styles.chain(part) if element is not None)
        page = Page(number, part, root, links, styles, self._palette(root, layouts, master_part), self._presentation.size, layouts=layouts)
        tree = root.find(f"{P}cSld/{P}spTree")
        outside = list(boxes_beside(tree, *page.size)) if tree is not None else []
        directives = self._directives(page, outside)
        page.ident, page.conditional = directives.ident, any(block_word(source)[0] == "if" for source in directives.opens)
        page.items = tuple(item for item in _items(tree, Scale(), (), page) if item.element not in outside)
        page.title = next((text for item in page.items if (text := _title_text(item))), "")
        return page

    def _linked(self, part: str, kind: str) -> str:
        return next((link.target for link in relationships(self._parts, part) if link.kind == kind and link.target in self._parts), "")

    def _master_styles(self, master: str) -> Styles:
        if master not in self._styles:
            self._styles[master] = Styles(self._parts, self._presentation.defaults, theme_fonts(self._parts, master) if master else {})
        return self._styles[master]

    def _palette(self, root: etree._Element, layouts: tuple[etree._Element, ...], master: str) -> Palette:
        if master not in self._themes:
            theme = self._linked(master, "theme") if master else ""
            self._themes[master] = parse_xml(self._parts[theme]) if theme else None
        overrides = (page.find(f"{P}clrMapOvr/{A}overrideClrMapping") for page in (root, *layouts))
        own = layouts[-1].find(f"{P}clrMap") if layouts else None
        return palette(self._themes[master], (*overrides, own))

    def _directives(self, page: Page, outside: list[etree._Element]) -> Directives:
        notes = next((link.target for link in page.links if link.kind == "notesSlide" and link.target in self._parts), "")
        body = notes_body(parse_xml(self._parts[notes])) if notes else None
        return read_directives(body, outside, Place(page.number), Problems())[0]


def shapes_of(holder: etree._Element | None) -> Iterator[etree._Element]:
    """The shapes in a tree or group in stacking order; of alternatives for newer and older programs the newer."""
    for child in holder if holder is not None else ():
        if child.tag in _SHAPES:
            yield child
        elif child.tag == _ALTERNATIVE and len(child):
            yield from shapes_of(child[0])


def _items(holder: etree._Element | None, scale: Scale, groups: tuple[etree._Element, ...], page: Page) -> Iterator[Item]:
    for shape in shapes_of(holder):
        properties = properties_of(shape)
        place = Place(page.number, _name(properties))
        box = page.styles.shape(shape, page.part)[1] if shape.tag == f"{P}sp" else box_of(shape)
        block = read_block(shape, place, Problems())
        yield Item(shape, place, scale.box(box) if box is not None else None, block, groups)
        if shape.tag == f"{P}grpSp":
            yield from _items(shape, scale.inside(shape), (shape, *groups), page)


def _name(properties: etree._Element | None) -> str:
    """The name in the selection pane; of a shape without one its number in the file."""
    if properties is None:
        return ""
    return properties.get("name") or f"object {properties.get('id')}"


def _title_text(item: Item) -> str:
    placeholder = placeholder_of(item.element)
    if placeholder is None or placeholder.get("type") not in _TITLES:
        return ""
    return " ".join(filter(None, (paragraph_text(p).replace("\v", " ").strip() for p in item.element.iter(f"{A}p"))))
