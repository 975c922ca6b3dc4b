"""What happens to the parts behind a slide when the slide is copied: a rule for each type of relationship.

Parts that only show something (pictures, sounds, layouts) are shared by all copies. Parts that can be edited (charts with their
workbooks, diagrams, embedded objects with their previews, ink, tags) are copied, because PowerPoint repairs a file in which two
slides own the same one. Comments and other traces of the template's making are left out. A type nobody knows is copied and reported.
"""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from planforge.office.markup import A, R
from planforge.office.package import Relationship, content_types, parse_xml, relationships

_MEDIA = frozenset(("image", "media", "video", "audio", "hdphoto", "model3d", "font"))
SHARED = _MEDIA | {"slideLayout", "slideMaster", "hyperlink", "theme", "notesMaster", "handoutMaster", "slide", "tableStyles"}
"""Kinds of parts that all copies of a slide may point to."""
OWNED = frozenset((
    "chart", "chartEx", "chartStyle", "chartColorStyle", "chartUserShapes", "themeOverride", "package", "oleObject", "vmlDrawing",
    "legacyDiagramText", "diagramData", "diagramLayout", "diagramQuickStyle", "diagramColors", "diagramDrawing", "tags", "customXml",
    "customXmlProps", "control", "activeXControlBinary", "ctrlProp", "webextension", "drawing",
))  # fmt: skip
"""Kinds of parts that each copy of a slide has for itself."""
DROPPED = frozenset((
    "comments", "comment", "modernComment", "commentAuthors", "authors", "threadedComment", "person", "slideUpdateInfo", "revisionInfo",
    "changesInfo", "documenttasks", "tasks", "printerSettings", "viewProps",
))  # fmt: skip
"""Kinds of parts that no result has: remarks, history and personal settings of the template's author."""
LINKS = frozenset((f"{A}hlinkClick", f"{A}hlinkHover", f"{A}hlinkMouseOver"))
"""The elements that make something a link."""
_REMARKED = {"comments": "comments"}


@dataclass(frozen=True, slots=True)
class SlideParts:
    """The parts behind a slide: those all slides may share, those each copy must own, and kinds of relationship that nobody knows."""

    shared: tuple[str, ...]
    owned: tuple[str, ...]
    unknown: tuple[str, ...] = ()


def is_kept(link: Relationship) -> bool:
    """Whether a relationship is part of the result."""
    return link.kind not in DROPPED


def slide_parts(parts: Mapping[str, bytes], links: Sequence[Relationship], base: frozenset[str] | set[str] = frozenset()) -> SlideParts:
    """Sorts what a slide or notes page refers to, directly or through its charts and diagrams.

    Args:
        parts: the template.
        links: the page's relationships.
        base: parts that the presentation itself holds; they are shared whatever they are.
    """
    shared: dict[str, None] = {}
    owned: dict[str, None] = {}
    unknown: dict[str, None] = {}
    queue = [link for link in links if is_kept(link) and link.kind != "notesSlide"]
    while queue:
        link = queue.pop(0)
        target = link.target
        if link.external or target not in parts or target in owned or target in shared or link.kind == "slide" or not is_kept(link):
            continue
        if link.kind not in SHARED and link.kind not in OWNED:
            unknown[link.kind] = None
        if link.kind in SHARED or target in base:
            shared[target] = None
        else:
            owned[target] = None
        if link.kind not in SHARED or link.kind in _MEDIA:
            queue += relationships(parts, target)
    return SlideParts(tuple(shared), tuple(owned), tuple(unknown))


def left_out(links: Iterable[Relationship]) -> tuple[str, ...]:
    """Words for what a part loses with the relationships that are dropped, where a reader would miss it."""
    return tuple(dict.fromkeys(_REMARKED[link.kind] for link in links if link.kind in _REMARKED))


# ---------------------------------------------------------------- references by relationship id


def references(root: etree._Element) -> Iterable[tuple[etree._Element, str, str]]:
    """Every reference to a relationship: element, attribute, id. They are known by their name space, whatever the prefix."""
    for element in root.iter(etree.Element):
        for key, value in element.attrib.items():
            if str(key).startswith(R) and value:
                yield element, str(key), str(value)


def without_references(root: etree._Element, ids: Collection[str]) -> etree._Element:
    """A root without the elements that point to some relationships; an extension that only held one goes as a whole."""
    if ids:
        for element in [element for element, _, ident in references(root) if ident in ids]:
            _remove(element)
    return root


def without_dropped(root: etree._Element, links: Iterable[Relationship]) -> etree._Element:
    """The root of a slide or notes page without what points to parts that no result has, such as its comments."""
    return without_references(root, {link.id for link in links if not is_kept(link)})


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    parent.remove(element)
    local = etree.QName(parent).localname
    if not len(parent) and local in ("ext", "extLst", "custDataLst", "controls"):
        _remove(parent)


def without_links(data: bytes, ids: frozenset[str]) -> bytes:
    """A part without the elements that point to some relationships, such as links of a diagram to slides that are gone."""
    root = without_references(parse_xml(data), ids)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


# ---------------------------------------------------------------- media


def merged_media(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The parts with pictures, sounds and films that are the same bytes, and have the same type, kept once."""
    defaults, overrides = content_types(parts)
    kept: dict[tuple[str, str, bytes], str] = {}
    merged: dict[str, str] = {}
    for name in sorted(parts):
        if "/media/" not in name:
            continue
        extension = posixpath.splitext(name)[1].lower()
        kind = overrides.get(name, defaults.get(extension[1:], ""))
        first = kept.setdefault((extension, kind, hashlib.sha256(parts[name]).digest()), name)
        if first != name:
            merged[name] = first
    if not merged:
        return parts
    return {
        name: _retargeted(parts, name, merged) if name.endswith(".rels") else data for name, data in parts.items() if name not in merged
    }


def _retargeted(parts: Mapping[str, bytes], name: str, merged: Mapping[str, str]) -> bytes:
    folder, _, base = name.rpartition("/")
    part = posixpath.join(posixpath.dirname(folder), base.removesuffix(".rels"))
    targets = {link.id: merged[link.target] for link in relationships(parts, part) if not link.external and link.target in merged}
    if not targets:
        return parts[name]
    root = parse_xml(parts[name])
    for element in root:
        target = targets.get(element.get("Id") or "")
        if target:
            element.set("Target", f"/{target}")
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
