"""The presentation part and the package around the slides: ids, sections, relationships, properties, content types."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from lxml import etree

from planforge.errors import TemplateError
from planforge.office.escape import attribute, text_node
from planforge.office.markup import P14, XML_HEAD, A, P, R, Writer
from planforge.office.package import Member, Relationship, content_types, deflated, parse_xml, relationships, relationships_name
from planforge.office.rich import Text, first_language

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
CORE_TYPE = f"{_PACKAGE}/relationships/metadata/core-properties"
SLIDE_TYPE = f"{_OFFICE}/slide"
NOTES_TYPE = f"{_OFFICE}/notesSlide"
HYPERLINK_TYPE = f"{_OFFICE}/hyperlink"
NOTES_MASTER_TYPE = f"{_OFFICE}/notesMaster"
SLIDE_CONTENT = "application/vnd.openxmlformats-officedocument.presentationml.slide+xml"
NOTES_CONTENT = "application/vnd.openxmlformats-officedocument.presentationml.notesSlide+xml"
_MAIN = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
_CORE_CONTENT = "application/vnd.openxmlformats-package.core-properties+xml"
_LEFT_OUT = frozenset(("thumbnail", "extended-properties", "core-properties"))
_SHARED = frozenset(
    ("slideLayout", "slideMaster", "image", "media", "video", "audio", "hyperlink", "theme", "font", "notesMaster", "slide")
)
_DROPPED = frozenset(("comments", "comment", "modernComment", "commentAuthors", "authors"))
_FIRST_ID = 256
_HOLE = "\x01"
_TEXT_TAG = re.compile(r"""\{\{\s*t\(["']([\w.-]+)["']\)\s*\}\}\Z""")


@dataclass(slots=True)
class Presentation:
    """A template's package around its slides.

    Attributes:
        part: name of the presentation part.
        pieces: its XML around the slide list and the sections, which are named by the odd pieces.
        slides: part, id and relationship id of each slide, in order.
        sections: start tag of each section with a hole for the name, its name, and the ids of its slides.
        size: width and height of a slide in EMU.
        base: names of the parts that every result holds.
        members: those parts, and the ones slides share, ready compressed.
        notes_master: name of the notes master part, or empty.
    """

    part: str
    pieces: list[str]
    slides: list[tuple[str, int, str]]
    sections: list[tuple[str, str, list[int]]]
    size: tuple[int, int]
    defaults: etree._Element | None
    links: list[Relationship]
    package_links: list[Relationship]
    base: set[str] = field(default_factory=set)
    members: dict[str, Member] = field(default_factory=dict)
    extensions: dict[str, str] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    notes_master: str = ""


def read_presentation(parts: Mapping[str, bytes]) -> Presentation:
    """Takes the package of a template apart.

    Raises:
        TemplateError: it is no presentation, or not of the common kind.
    """
    part = next((r.target for r in relationships(parts, "") if r.kind == "officeDocument"), "")
    if part not in parts or not part.endswith(".xml"):
        raise TemplateError("The template is not a PowerPoint file.", "Save it as .pptx.")
    root = parse_xml(parts[part])
    if root.tag != f"{P}presentation":
        raise TemplateError("The template is not a PowerPoint file of the common kind.", "Save it as .pptx, not as Strict Open XML.")
    links = list(relationships(parts, part))
    targets = {link.id: link.target for link in links}
    listed = [(str(e.get(f"{R}id")), int(e.get("id") or 0)) for e in root.findall(f"{P}sldIdLst/{P}sldId")]
    slides = [(targets[rid], ident, rid) for rid, ident in listed if targets.get(rid) in parts]
    if not slides:
        raise TemplateError("The template has no slides.", "A template holds one tagged slide for each kind of slide.")
    size = root.find(f"{P}sldSz")
    wide, high = (int(size.get(key) or 0) for key in ("cx", "cy")) if size is not None else (9144000, 6858000)
    pieces, sections = _pieces(root)
    extensions, types = content_types(parts)
    types[part] = _MAIN
    found = Presentation(
        part, pieces, slides, sections, (wide, high), root.find(f"{P}defaultTextStyle"), links, list(relationships(parts, ""))
    )
    found.extensions, found.types = extensions, types
    found.notes_master = next((r.target for r in links if r.kind == "notesMaster"), "")
    _collect_base(found, parts)
    return found


def _pieces(root: etree._Element) -> tuple[list[str], list[tuple[str, str, list[int]]]]:
    writer = Writer()
    sections: list[tuple[str, str, list[int]]] = []

    def section_list(element: etree._Element) -> None:
        for section in element.findall(f"{P14}section"):
            tag = writer.start(section, drop=("name",), add=f' name="{_HOLE}"')
            sections.append((tag, section.get("name") or "", [int(e.get("id") or 0) for e in section.iter(f"{P14}sldId")]))
        writer.emit(f"{writer.start(element)}{_HOLE}sections{_HOLE}</p14:sectionLst>")

    writer.hooks = {
        f"{P}sldIdLst": lambda _: writer.emit(f"<p:sldIdLst>{_HOLE}slides{_HOLE}</p:sldIdLst>"),
        # A custom show lists slides by relationship; those of a template say nothing about the result.
        f"{P}custShowLst": lambda _: None,
        f"{P14}sectionLst": section_list,
    }
    writer.element(root)
    text = writer.take().replace("\x03", 'lang="en-GB"')
    return (XML_HEAD + text).split(_HOLE), sections


def _collect_base(found: Presentation, parts: Mapping[str, bytes]) -> None:
    """Finds what is reachable without the slides."""
    queue = [r.target for r in found.links if r.kind not in (*_DROPPED, "slide") and not r.external]
    queue += [r.target for r in found.package_links if r.kind not in _LEFT_OUT and not r.external and r.target != found.part]
    while queue:
        name = queue.pop()
        if name in found.base or name not in parts or name == found.part:
            continue
        found.base.add(name)
        queue += [r.target for r in relationships(parts, name) if not r.external and r.kind not in ("slide", "notesSlide")]
    for name in sorted(found.base):
        keep(found, parts, name)


def keep(found: Presentation, parts: Mapping[str, bytes], name: str) -> None:
    """Makes a part and its relationships ready to be written as they are."""
    for item in (name, relationships_name(name)):
        if item in parts and item not in found.members:
            found.members[item] = deflated(item, parts[item])


@dataclass(frozen=True, slots=True)
class SlideParts:
    """The parts behind a slide: those all slides may share, and those each copy must own."""

    shared: tuple[str, ...]
    owned: tuple[str, ...]


def slide_parts(parts: Mapping[str, bytes], links: Sequence[Relationship]) -> SlideParts:
    """Sorts what a slide refers to, directly or through its charts and diagrams."""
    shared: dict[str, None] = {}
    owned: dict[str, None] = {}
    queue = [link for link in links if link.kind not in (*_DROPPED, "notesSlide")]
    while queue:
        link = queue.pop(0)
        if link.external or link.target not in parts or link.target in owned or link.target in shared or link.kind == "slide":
            continue
        if link.kind in _SHARED:
            shared[link.target] = None
            continue
        owned[link.target] = None
        queue += relationships(parts, link.target)
    return SlideParts(tuple(shared), tuple(owned))


def is_kept(link: Relationship) -> bool:
    """Whether a slide's relationship is part of the result."""
    return link.kind not in _DROPPED


class Names:
    """Gives fresh part names: the stem of the old one with the next free number."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._last: dict[str, int] = {}

    def fresh(self, name: str) -> str:
        """A name like the given one that nobody has."""
        stem, dot, suffix = name.rpartition(".")
        stem = stem.rstrip("0123456789")
        number = self._last.get(stem, 0)
        while True:
            number += 1
            candidate = f"{stem}{number}{dot}{suffix}"
            if candidate not in self._taken:
                break
        self._last[stem] = number
        self._taken.add(candidate)
        return candidate


@dataclass(slots=True)
class PartLinks:
    """The relationships of a part that is being written; new ones get fresh ids."""

    links: list[Relationship]
    _last: int = 0

    def __post_init__(self) -> None:
        self._last = max((int(link.id[3:]) for link in self.links if link.id[:3] == "rId" and link.id[3:].isdigit()), default=0)

    def add(self, kind: str, target: str, external: bool = False) -> str:
        """The id of a relationship, which is made when there is none."""
        for link in self.links:
            if link.type == kind and link.target == target:
                return link.id
        self._last += 1
        self.links.append(Relationship(f"rId{self._last}", kind, target, external))
        return f"rId{self._last}"


def relationships_xml(part: str, links: Iterable[Relationship]) -> bytes:
    """A relationship part; targets are written relative to the part's folder."""
    folder = posixpath.dirname(part)
    out = [f'{XML_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">']
    for link in links:
        target = link.target if link.external else _relative(link.target, folder)
        mode = ' TargetMode="External"' if link.external else ""
        out.append(f'<Relationship Id="{link.id}" Type="{attribute(link.type)}" Target="{attribute(target)}"{mode}/>')
    out.append("</Relationships>")
    return "".join(out).encode()


def _relative(target: str, folder: str) -> str:
    top, _, rest = target.partition("/")
    above, _, below = folder.partition("/")
    if not folder:
        return target
    if rest and top == above and below and "/" not in below:
        inner, _, last = rest.rpartition("/")
        return last if inner == below else f"../{rest}"
    return posixpath.relpath(target, folder)


def presentation_xml(
    found: Presentation, slides: Sequence[tuple[int, str]], copies: Mapping[int, Sequence[int]], texts: Callable[[str], Text]
) -> bytes:
    """The presentation part.

    Args:
        found: the template's presentation.
        slides: id and relationship id of each slide of the result.
        copies: for the id of each template slide, the ids of its copies.
        texts: catalogue lookup, for sections that are named by a tag such as `{{ t("section.risk") }}`.
    """
    listed = "".join(f'<p:sldId id="{ident}" r:id="{rid}"/>' for ident, rid in slides)
    sections = []
    for tag, name, idents in found.sections:
        inner = "".join(f'<p14:sldId id="{ident}"/>' for template in idents for ident in copies.get(template, ()))
        if inner:
            before, after = tag.split(_HOLE)
            key = _TEXT_TAG.match(name)
            shown = first_language(texts(key[1])) if key else name
            sections.append(f"{before}{attribute(shown)}{after}<p14:sldIdLst>{inner}</p14:sldIdLst></p14:section>")
    holes = {"slides": listed, "sections": "".join(sections)}
    return "".join(holes[piece] if number % 2 else piece for number, piece in enumerate(found.pieces)).encode()


def core_xml(title: str, author: str, lang: str) -> bytes:
    """Core properties without a clock: the date is SOURCE_DATE_EPOCH, else 1980-01-01."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    when = datetime.fromtimestamp(int(epoch), UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if epoch.isdigit() else "1980-01-01T00:00:00Z"
    return (
        f'{XML_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{text_node(title)}</dc:title><dc:creator>{text_node(author)}</dc:creator>"
        f"<cp:lastModifiedBy>{text_node(author)}</cp:lastModifiedBy>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{when}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{when}</dcterms:modified>'
        f"<dc:language>{text_node(lang)}</dc:language></cp:coreProperties>"
    ).encode()


def package_links(found: Presentation) -> list[Relationship]:
    """The package's relationships without thumbnail and extended properties, with the core properties."""
    kept = [link for link in found.package_links if link.kind not in _LEFT_OUT]
    number = 1 + max((int(link.id[3:]) for link in kept if link.id[:3] == "rId" and link.id[3:].isdigit()), default=0)
    return [*kept, Relationship(f"rId{number}", CORE_TYPE, "docProps/core.xml")]


def content_types_xml(found: Presentation, types: Mapping[str, str]) -> bytes:
    """The content types of the parts of a result."""
    out = [f'{XML_HEAD}<Types xmlns="{_PACKAGE}/content-types">']
    out += (f'<Default Extension="{attribute(ext)}" ContentType="{attribute(kind)}"/>' for ext, kind in sorted(found.extensions.items()))
    out += (f'<Override PartName="/{attribute(name)}" ContentType="{kind}"/>' for name, kind in sorted(types.items()))
    out.append("</Types>")
    return "".join(out).encode()


def core_content() -> str:
    """The content type of core properties."""
    return _CORE_CONTENT


EMPTY_NOTES = (
    f'{XML_HEAD}<p:notes xmlns:a="{A[1:-1]}" xmlns:r="{R[1:-1]}" xmlns:p="{P[1:-1]}"><p:cSld><p:spTree>'
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
    '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Notes"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
    '<p:nvPr><p:ph type="body" idx="1"/></p:nvPr></p:nvSpPr><p:spPr/>',
    "</p:sp></p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>",
)
"""A notes page around its text, for slides that have none in the template."""
