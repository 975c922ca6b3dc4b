"""What describes the file rather than its slides: document properties, show settings, content types."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from lxml import etree

from planforge.office.escape import attribute, text_node
from planforge.office.markup import XML_HEAD, P
from planforge.office.package import Relationship, parse_xml
from planforge.office.pptx.relations import last_id

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CORE_TYPE = f"{_PACKAGE}/relationships/metadata/core-properties"
CORE_PART = "docProps/core.xml"
CORE_CONTENT = "application/vnd.openxmlformats-package.core-properties+xml"
LEFT_OUT = frozenset(("thumbnail", "extended-properties", "core-properties", "origin"))
"""Kinds of package relationships that no result has.

The thumbnail would show the template. The extended properties hold counts of slides, notes, words and titles, which must agree with
the slides and with each other; PowerPoint writes them anew when it saves, so they are left out together. A digital signature (`origin`)
would no longer be valid. Core properties are written anew.
"""


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


def package_links(links: Iterable[Relationship]) -> list[Relationship]:
    """The package's relationships: those of the template that still hold, and the core properties."""
    kept = [link for link in links if link.kind not in LEFT_OUT]
    return [*kept, Relationship(f"rId{last_id(kept) + 1}", _CORE_TYPE, CORE_PART)]


def show_settings(data: bytes) -> bytes:
    """The presentation's properties without what belongs to the template's own slides.

    That is the range of slides or the custom show that is presented or published, and how the author last printed.
    """
    root = parse_xml(data)
    gone = [*root.findall(f"{P}prnPr"), *root.findall(f"{P}htmlPubPr"), *root.findall(f"{P}webPr")]
    gone += (e for tag in ("sldRg", "custShow") for e in root.findall(f"{P}showPr/{P}{tag}"))
    for element in gone:
        parent = element.getparent()
        assert parent is not None
        parent.remove(element)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)) if gone else data


def content_types_xml(extensions: Mapping[str, str], types: Mapping[str, str]) -> bytes:
    """The content types of a result: by file extension, and by part name."""
    out = [f'{XML_HEAD}<Types xmlns="{_PACKAGE}/content-types">']
    out += (f'<Default Extension="{attribute(ext)}" ContentType="{attribute(kind)}"/>' for ext, kind in sorted(extensions.items()))
    out += (f'<Override PartName="/{attribute(name)}" ContentType="{kind}"/>' for name, kind in sorted(types.items()))
    out.append("</Types>")
    return "".join(out).encode()
