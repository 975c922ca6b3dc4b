"""References of a finished slide that are no relationships: to its own shapes, to slides and sections by id, to custom shows.

A slide that has any is parsed once more when it is written, because only then it is known which shapes it shows and under which ids.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from planforge.office.markup import MC, A, P
from planforge.office.package import parse_xml
from planforge.office.pptx.part_copies import LINKS
from planforge.office.pptx.timing import follow_shapes

_SIGNS = (b":timing", b"stCxn", b"endCxn", b"sldZmObj", b"sectionZmObj", b"summaryZmObj", b"AlternateContent", b"customshow")
_SLIDE_ZOOM = "{http://schemas.microsoft.com/office/powerpoint/2016/slidezoom}sldZmObj"
_SECTION_ZOOM = "{http://schemas.microsoft.com/office/powerpoint/2016/sectionzoom}sectionZmObj"
_SUMMARY = "{http://schemas.microsoft.com/office/powerpoint/2016/summaryzoom}"
_SHOW = "ppaction://customshow"


def needs_finish(data: bytes) -> bool:
    """True when a slide of the template holds such references."""
    return any(sign in data for sign in _SIGNS)


@dataclass(frozen=True, slots=True)
class Targets:
    """What a slide may refer to.

    Attributes:
        copies: for the id of a shape of the template the ids of its copies, where it repeats.
        slide: the slide id and the creation id that stand for a slide id of the template on this page; None when there is none.
        sections: ids of the sections that the result has.
        shows: ids of its custom shows.
    """

    copies: Mapping[str, Sequence[str]]
    slide: Callable[[int, str], tuple[int, str] | None]
    sections: frozenset[str]
    shows: frozenset[str]


def finished(xml: bytes, targets: Targets) -> tuple[bytes, int]:
    """A written slide whose references all lead somewhere, and how many had to go because they lead to slides that are not there."""
    root = parse_xml(xml)
    lost = _zooms(root, targets) + _shows(root, targets)
    _alternatives(root)
    present = _shapes(root)
    _connections(root, present)
    for timing in list(root.iter(f"{P}timing")):
        follow_shapes(timing, present, targets.copies)
    _alternatives(root)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)), lost


def _shapes(root: etree._Element) -> dict[str, int]:
    """The ids of all objects, and how many paragraphs each has."""
    found: dict[str, int] = {}
    for names in root.iter(etree.Element):
        if etree.QName(names).localname == "cNvPr":
            outer = names.getparent()
            shape = outer.getparent() if outer is not None else None
            found[str(names.get("id"))] = len(shape.findall(f"{P}txBody/{A}p")) if shape is not None else 0
    return found


def _connections(root: etree._Element, present: Mapping[str, int]) -> None:
    """A connector whose shape is gone keeps its place and is no longer tied to it."""
    for end in list(root.iter(f"{A}stCxn", f"{A}endCxn")):
        holder = end.getparent()
        if end.get("id") not in present and holder is not None:
            holder.remove(end)


def _alternatives(root: etree._Element) -> None:
    """Removes an alternative whose first choice was left out: its fallback shows the same object."""
    for element in list(root.iter(f"{MC}AlternateContent")):
        holder = element.getparent()
        if holder is not None and not any(len(choice) for choice in element.findall(f"{MC}Choice")):
            holder.remove(element)


def _zooms(root: etree._Element, targets: Targets) -> int:
    lost = 0
    for zoom in list(root.iter(_SLIDE_ZOOM)):
        found = targets.slide(int(zoom.get("sldId") or 0), zoom.get("cId") or "")
        if found is None:
            lost += _remove_zoom(zoom)
            continue
        zoom.set("sldId", str(found[0]))
        if zoom.get("cId") is not None:
            zoom.set("cId", found[1])
    for zoom in list(root.iter(_SECTION_ZOOM, f"{_SUMMARY}summaryZmObj")):
        if zoom.get("sectionId") not in targets.sections:
            lost += _remove_zoom(zoom)
    return lost


def _remove_zoom(zoom: etree._Element) -> int:
    """Removes a zoom with its fallback; of a summary only the one picture, unless it is the last."""
    summary = zoom.getparent()
    if zoom.tag.startswith(_SUMMARY) and summary is not None:
        position = summary.findall(zoom.tag).index(zoom)
        summary.remove(zoom)
        if summary.find(zoom.tag) is not None:
            _remove_fallback(summary, position)
            return 1
        zoom = summary
    outer: etree._Element | None = None
    for above in zoom.iterancestors():
        if above.tag == f"{P}graphicFrame" and outer is None:
            outer = above
        if above.tag == f"{MC}AlternateContent":
            outer = above
            break
    holder = outer.getparent() if outer is not None else None
    if outer is not None and holder is not None:
        holder.remove(outer)
    return 1


def _remove_fallback(summary: etree._Element, position: int) -> None:
    """Removes the picture of a summary's fallback group that stands for one of its zooms."""
    alternative = next(summary.iterancestors(f"{MC}AlternateContent"), None)
    pictures = alternative.findall(f"{MC}Fallback/{P}grpSp/{P}pic") if alternative is not None else []
    if position < len(pictures):
        holder = pictures[position].getparent()
        assert holder is not None
        holder.remove(pictures[position])


def _shows(root: etree._Element, targets: Targets) -> int:
    lost = 0
    for link in [e for e in root.iter(*LINKS) if (e.get("action") or "").startswith(_SHOW)]:
        words = (link.get("action") or "").partition("?")[2].split("&")
        ident = next((word[3:] for word in words if word.startswith("id=")), "")
        holder = link.getparent()
        if ident not in targets.shows and holder is not None:
            holder.remove(link)
            lost += 1
    return lost
