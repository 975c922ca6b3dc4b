"""A .pptx taken apart, so that a test can put into it what PowerPoint writes and python-pptx cannot."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Callable
from typing import Any

from lxml import etree

from support.decks import Deck, parts

RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MICROSOFT = "http://schemas.microsoft.com/office"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
SPACES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "r": OFFICE,
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "p14": "http://schemas.microsoft.com/office/powerpoint/2010/main",
    "p15": "http://schemas.microsoft.com/office/powerpoint/2012/main",
    "p166": "http://schemas.microsoft.com/office/powerpoint/2016/6/main",
    "p188": "http://schemas.microsoft.com/office/powerpoint/2018/8/main",
    "pslz": "http://schemas.microsoft.com/office/powerpoint/2016/slidezoom",
    "psez": "http://schemas.microsoft.com/office/powerpoint/2016/sectionzoom",
    "psuz": "http://schemas.microsoft.com/office/powerpoint/2016/summaryzoom",
    "a14": "http://schemas.microsoft.com/office/drawing/2010/main",
    "a16": "http://schemas.microsoft.com/office/drawing/2014/main",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
    "cx": "http://schemas.microsoft.com/office/drawing/2014/chartex",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
}
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
"""The smallest picture."""


def element(xml: str) -> Any:
    """An element written with the usual prefixes."""
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in SPACES.items())
    made = etree.fromstring(f"<root {spaces}>{xml}</root>")[0]
    etree.cleanup_namespaces(made)
    return made


def name(prefixed: str) -> str:
    """A tag such as `p:sld` in lxml's spelling."""
    prefix, _, local = prefixed.partition(":")
    return f"{{{SPACES[prefix]}}}{local}"


class Parts:
    """The parts of a template, to be changed and put together again."""

    def __init__(self, source: Deck | bytes) -> None:
        self.data = parts(source.bytes if isinstance(source, Deck) else source)

    def tree(self, part: str) -> Any:
        return etree.fromstring(self.data[part])

    def save(self, part: str, root: Any) -> None:
        self.data[part] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def edit(self, part: str, change: Callable[[Any], object]) -> None:
        root = self.tree(part)
        change(root)
        self.save(part, root)

    def add(self, part: str, data: bytes | str, kind: str = "", extension: bool = False) -> str:
        """A new part with a content type of its own, or one for its extension."""
        self.data[part] = data.encode() if isinstance(data, str) else data
        if kind:
            types = self.tree("[Content_Types].xml")
            tag, key, value = ("Default", "Extension", part.rpartition(".")[2]) if extension else ("Override", "PartName", f"/{part}")
            if not any(item.get(key) == value for item in types):
                types.append(types.makeelement(f"{TYPES}{tag}", {key: value, "ContentType": kind}))
            self.save("[Content_Types].xml", types)
        return part

    def relate(self, source: str, kind: str, target: str, external: bool = False, ident: str = "", absolute: bool = False) -> str:
        """A relationship from a part; returns its id. `kind` is the end of the usual type, or a whole type."""
        rels = relationships_part(source)
        root = self.tree(rels) if rels in self.data else etree.Element(f"{{{RELATIONSHIPS}}}Relationships", nsmap={None: RELATIONSHIPS})
        numbers = [int(item.get("Id")[3:]) for item in root if item.get("Id")[3:].isdigit()]
        ident = ident or f"rId{max(numbers, default=0) + 1}"
        written = target if external else f"/{target}" if absolute else posixpath.relpath(target, posixpath.dirname(source) or ".")
        link = etree.SubElement(
            root, f"{{{RELATIONSHIPS}}}Relationship", Id=ident, Type=kind if "/" in kind else f"{OFFICE}/{kind}", Target=written
        )
        if external:
            link.set("TargetMode", "External")
        self.save(rels, root)
        return ident

    def targets(self, source: str) -> dict[str, tuple[str, str]]:
        """Relationship id to the end of the type and the target's name or address."""
        return links_of(self.data, source)

    def slide(self, number: int) -> str:
        return f"ppt/slides/slide{number}.xml"

    def shapes(self, number: int, *xml: str) -> None:
        """Puts objects at the end of a slide."""
        self.edit(self.slide(number), lambda root: [root.find(f".//{name('p:spTree')}").append(element(item)) for item in xml])

    def after(self, number: int, xml: str) -> None:
        """Puts an element such as `p:timing` behind a slide's content, before its extensions."""

        def change(root: Any) -> None:
            extensions = root.find(name("p:extLst"))
            made = element(xml)
            root.append(made) if extensions is None else extensions.addprevious(made)

        self.edit(self.slide(number), change)

    def bytes(self, order: Callable[[str], Any] | None = None) -> bytes:
        """The file; `order` sorts its members."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for part in sorted(self.data, key=order or (lambda item: (item != "[Content_Types].xml", item))):
                archive.writestr(part, self.data[part])
        return out.getvalue()


def relationships_part(source: str) -> str:
    folder, _, base = source.rpartition("/")
    return f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels"


def links_of(data: dict[str, bytes], source: str) -> dict[str, tuple[str, str]]:
    rels = relationships_part(source)
    found = {}
    for item in etree.fromstring(data[rels]) if rels in data else ():
        target = item.get("Target")
        if item.get("TargetMode") != "External":
            target = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(posixpath.dirname(source), target))
        found[item.get("Id")] = (item.get("Type").rsplit("/", 1)[-1], target)
    return found
