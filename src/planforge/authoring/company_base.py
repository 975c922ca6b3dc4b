"""A company's master as the base of a shipped deck: .pptx or .potx in, layouts and free places out, with findings on the way."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn

from planforge.authoring.base import CONTENT, COVER, Base
from planforge.authoring.base_contrast import ground_findings, tone_findings
from planforge.authoring.base_cover import cover_plan
from planforge.authoring.base_geometry import HEIGHT, content_grid, page_of
from planforge.authoring.base_layouts import find_layouts
from planforge.authoring.base_rules import PAGE_SHAPE, SMALL_BODY
from planforge.authoring.grid import Grid
from planforge.authoring.inherited import placeholder_type
from planforge.diagnostics.finding import Finding, Severity
from planforge.errors import TemplateError
from planforge.office.package import CONTENT_TYPES, deflated, parse_xml, read_parts, zip_bytes
from planforge.office.problems import TemplateProblems

LEAST_WIDTH, LEAST_HEIGHT = 8.95, 4.35
"""Inches that the widest drawing and the tallest slide need, on a page 7.5 inches high."""
_RATIOS = (1.30, 1.95)
_MAIN = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
_TEMPLATE = "application/vnd.openxmlformats-officedocument.presentationml.template.main+xml"


@dataclass(frozen=True, slots=True)
class CompanyBase:
    """A base and what was found in it: nothing worse than a warning."""

    base: Base
    findings: tuple[Finding, ...]


def company_base(source: Path | bytes, name: str = "") -> CompanyBase:
    """A company's presentation or template as a base to build on. Its slides are dropped.

    Args:
        source: a .pptx or .potx file, or its bytes.
        name: what to call it in messages; the file's name when empty.

    Raises:
        TemplateProblems: with everything that is missing at once, when there is no cover or content layout, or no room.
        TemplateError: the file is no presentation.
    """
    label = name or (source.name if isinstance(source, Path) else "The base")
    deck = _presentation(read_parts(source, label), label)
    _drop_slides(deck)
    _usable_notes_master(deck)
    findings: list[Finding] = []
    size = (deck.slide_width, deck.slide_height)
    if not _RATIOS[0] <= size[0] / size[1] <= _RATIOS[1]:
        findings.append(PAGE_SHAPE.finding(f"The page is {size[0] / 914400:.2f} x {size[1] / 914400:.2f} inches."))
    found = find_layouts(deck)
    findings += found.findings
    content = found.layouts.get(CONTENT)
    grid = content_grid(page_of(content, *size)) if content is not None else None
    if content is not None and grid is not None:
        findings += _room(content.layout.name, grid)
        findings += ground_findings(content.layout, size)
        findings += tone_findings(content.layout)
    if grid is None or any(finding.severity is Severity.ERROR for finding in findings):
        raise TemplateProblems(label, tuple(sorted(findings, key=lambda finding: -finding.severity.rank)))
    cover = cover_plan(page_of(found.layouts[COVER], *size), size)
    return CompanyBase(Base(deck, found.layouts, grid, cover, ours=False), tuple(findings))


def _room(name: str, grid: Grid) -> list[Finding]:
    high = grid.body_end - grid.body_top
    if grid.full >= LEAST_WIDTH and high >= LEAST_HEIGHT:
        return []
    room, least = f"{grid.full:.1f} x {high:.1f}", f"{LEAST_WIDTH:.1f} x {LEAST_HEIGHT:.1f}"
    return [
        SMALL_BODY.finding(f"Layout '{name}' leaves {room} inches for the body of a page {HEIGHT} inches high; the deck needs {least}.")
    ]


def _presentation(parts: dict[str, bytes], label: str) -> Any:
    """The presentation in a package; a template is opened as the presentation it makes."""
    if CONTENT_TYPES in parts:
        root = parse_xml(parts[CONTENT_TYPES])
        for entry in root:
            if entry.get("ContentType") == _TEMPLATE:
                entry.set("ContentType", _MAIN)
        parts = {**parts, CONTENT_TYPES: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)}
    try:
        deck = Presentation(io.BytesIO(zip_bytes(deflated(name, data) for name, data in parts.items())))
        if not len(deck.slide_masters):
            raise KeyError("slide master")
    except (KeyError, ValueError, IndexError, AttributeError, etree.XMLSyntaxError) as error:
        raise TemplateError(f"{label} is no presentation that can be built on.", "Save it in PowerPoint as .potx or .pptx.") from error
    return deck


def _drop_slides(deck: Any) -> None:
    """Takes out the slides and whatever points to them: sections, custom shows, links on masters."""
    root = deck.part._element
    listed = root.find(qn("p:sldIdLst"))
    for entry in list(listed if listed is not None else ()):
        deck.part.drop_rel(entry.get(qn("r:id")))
        listed.remove(entry)
    for tag in ("p:custShowLst", "p:extLst"):
        for element in root.findall(qn(tag)):
            root.remove(element)
    for link in [key for key, rel in deck.part.rels.items() if rel.reltype == RELATIONSHIP_TYPE.SLIDE]:
        deck.part.rels.pop(link)
    for master in deck.slide_masters:
        for page in (master, *master.slide_layouts):
            _drop_links(page)


def _usable_notes_master(deck: Any) -> None:
    """Takes out a notes master without a place for text, so that the library makes its own: notes hold the slides' directives."""
    root, part = deck.part._element, deck.part
    ident = next((key for key, rel in part.rels.items() if rel.reltype == RELATIONSHIP_TYPE.NOTES_MASTER), None)
    if ident is None:
        return
    kinds = {placeholder_type(shape._element) for shape in part.notes_master.placeholders}
    if "body" not in kinds:
        listed = root.find(qn("p:notesMasterIdLst"))
        if listed is not None:
            root.remove(listed)
        part.rels.pop(ident)


def _drop_links(page: Any) -> None:
    """Takes links to slides off a master or layout."""
    gone = {key for key, rel in page.part.rels.items() if not rel.is_external and rel.reltype == RELATIONSHIP_TYPE.SLIDE}
    for element in list(page._element.iter(qn("a:hlinkClick"), qn("a:hlinkHover"))):
        if element.get(qn("r:id")) in gone:
            element.getparent().remove(element)
    for key in gone:
        page.part.rels.pop(key)
