"""The presentation part and the package around the slides: what of a template every result holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from planforge.errors import TemplateError
from planforge.office.markup import P14, XML_HEAD, A, P, R, Writer, in_language, qualified
from planforge.office.package import Member, Relationship, content_types, deflated, parse_xml, relationships, relationships_name
from planforge.office.pptx.part_copies import is_kept
from planforge.office.pptx.properties import LEFT_OUT, show_settings
from planforge.office.pptx.relations import relationships_xml
from planforge.office.pptx.slide_lists import Section, Show, read_sections, read_shows

_MAIN = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
_HOLE = "\x01"
_NAMESPACES = {"a": A[1:-1], "r": R[1:-1], "p": P[1:-1]}


@dataclass(slots=True)
class Presentation:
    """A template's package around its slides.

    Attributes:
        part: name of the presentation part.
        pieces: its XML around the slide list, the custom shows and the sections, which are named by the odd pieces.
        slides: part, id and relationship id of each slide, in order.
        sections: lists of slides by name.
        shows: custom shows.
        size: width and height of a slide in EMU.
        base: names of the parts that every result holds.
        members: those parts, and the ones slides share, ready compressed.
        pointing: parts of the base with a link to a slide, such as a button of a layout, and their relationships.
        notes_master: name of the notes master part, or empty.
        section_list: what stands around the sections, which goes with the last of them.
    """

    part: str
    pieces: list[str]
    slides: list[tuple[str, int, str]]
    sections: list[Section]
    shows: list[Show]
    size: tuple[int, int]
    defaults: etree._Element | None
    links: list[Relationship]
    package_links: list[Relationship]
    base: set[str] = field(default_factory=set)
    members: dict[str, Member] = field(default_factory=dict)
    pointing: dict[str, tuple[Relationship, ...]] = field(default_factory=dict)
    extensions: dict[str, str] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    notes_master: str = ""
    section_list: tuple[str, str] = ("", "")


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
    pieces, sections, shows, around = _pieces(root)
    found = Presentation(
        part, pieces, slides, sections, shows, (wide, high), root.find(f"{P}defaultTextStyle"), links, list(relationships(parts, ""))
    )
    found.section_list = around
    found.extensions, found.types = content_types(parts)
    found.types[part] = _MAIN
    found.notes_master = next((r.target for r in links if r.kind == "notesMaster"), "")
    _collect_base(found, parts)
    return found


def _pieces(root: etree._Element) -> tuple[list[str], list[Section], list[Show], tuple[str, str]]:
    writer = Writer()
    sections: list[Section] = []
    shows: list[Show] = []
    around: list[str] = []

    def hole(name: str) -> None:
        writer.emit(f"{_HOLE}{name}{_HOLE}")

    def extension(element: etree._Element) -> None:
        found = element.find(f"{P14}sectionLst")
        if found is None:
            writer.plain(element)
            return
        sections.extend(read_sections(found, writer))
        hole("sections")
        around.extend(
            (writer.start(element) + writer.start(found), f"</{qualified(found)}></{qualified(element)}>"),
        )

    def show_list(element: etree._Element) -> None:
        shows.extend(read_shows(element, writer))
        hole("shows")

    writer.hooks = {
        f"{P}sldIdLst": lambda _: hole("slides"),
        f"{P}custShowLst": show_list,
        f"{P}ext": extension,
    }
    add = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items() if root.nsmap.get(prefix) is None)
    writer.emit(writer.start(root, add=add))
    for child in root:
        writer.element(child)
    writer.emit(f"</{qualified(root)}>")
    head, tail = around or ("", "")
    return (XML_HEAD + in_language(writer.take(), "en-GB")).split(_HOLE), sections, shows, (head, tail)


def _collect_base(found: Presentation, parts: Mapping[str, bytes]) -> None:
    """Finds what is reachable without the slides."""
    queue = [r.target for r in found.links if is_kept(r) and r.kind != "slide" and not r.external]
    queue += [r.target for r in found.package_links if r.kind not in LEFT_OUT and not r.external and r.target != found.part]
    while queue:
        name = queue.pop()
        if name in found.base or name not in parts or name == found.part:
            continue
        found.base.add(name)
        links = relationships(parts, name)
        kept = [link for link in links if is_kept(link) and link.kind != "notesSlide"]
        if any(link.kind == "slide" for link in kept):
            found.pointing[name] = tuple(kept)
        queue += [link.target for link in kept if not link.external and link.kind != "slide"]
    for name in sorted(found.base):
        keep(found, parts, name)
    for link in found.links:
        if link.kind == "presProps" and link.target in found.members:
            found.members[link.target] = deflated(link.target, show_settings(parts[link.target]))


def keep(found: Presentation, parts: Mapping[str, bytes], name: str) -> None:
    """Makes a part and its relationships ready to be written as they are, but for links to what no result has."""
    if name not in parts or name in found.members:
        return
    found.members[name] = deflated(name, parts[name])
    item = relationships_name(name)
    if item in parts:
        links = relationships(parts, name)
        kept = [link for link in links if is_kept(link)]
        found.members[item] = deflated(item, parts[item] if len(kept) == len(links) else relationships_xml(name, kept))


def presentation_xml(found: Presentation, slides: Iterable[tuple[int, str]], shows: str, sections: str) -> bytes:
    """The presentation part.

    Args:
        found: the template's presentation.
        slides: id and relationship id of each slide of the result.
        shows, sections: the lists of slides, written.
    """
    listed = "".join(f'<p:sldId id="{ident}" r:id="{rid}"/>' for ident, rid in slides)
    before, after = found.section_list
    holes = {
        "slides": f"<p:sldIdLst>{listed}</p:sldIdLst>",
        "shows": shows,
        "sections": f"{before}{sections}{after}" if sections else "",
    }
    return "".join(holes[piece] if number % 2 else piece for number, piece in enumerate(found.pieces)).encode()


def relationship_ids(found: Presentation, slides: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    """For the relationship id of each template slide, those of its copies, given as pairs of template part and new id."""
    rids = {part: rid for part, _, rid in found.slides}
    copies: dict[str, list[str]] = {}
    for part, rid in slides:
        copies.setdefault(rids[part], []).append(rid)
    return copies


EMPTY_NOTES = (
    f'{XML_HEAD}<p:notes xmlns:a="{A[1:-1]}" xmlns:r="{R[1:-1]}" xmlns:p="{P[1:-1]}"><p:cSld><p:spTree>'
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
    '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Notes"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
    '<p:nvPr><p:ph type="body" idx="1"/></p:nvPr></p:nvSpPr><p:spPr/>',
    "</p:sp></p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>",
)
"""A notes page around its text, for slides that have none in the template."""
