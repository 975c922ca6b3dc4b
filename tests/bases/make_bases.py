"""Makes the three company masters that deck tests build on: `python tests/bases/make_bases.py`, the same bytes each time.

They differ in all that matters: dark 16:9 with a logo at the top right; serif 10 x 5.625 with the title in a coloured bar and layouts
without types; 4:3 with German names, unusual placeholder numbers and a legal text at the foot. Each also holds a slide, which a base
may have and which no deck may keep.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Inches

from planforge.authoring.shipped import stable
from planforge.office.package import CONTENT_TYPES, deflated, read_parts, zip_bytes

FOLDER = Path(__file__).parent
_MAIN = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
_TEMPLATE = "application/vnd.openxmlformats-officedocument.presentationml.template.main+xml"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_NS = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_LIGHT = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
_DARK = {"bg1": "dk1", "tx1": "lt1", "bg2": "dk2", "tx2": "lt2"}
_SLOTS = ("dk1", "lt1", "dk2", "lt2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink")
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Look:
    """A company's look: page, theme colours in the order of the scheme, heading and body font, and the map of dark or light."""

    name: str
    size: tuple[float, float]
    colours: Sequence[str]
    fonts: tuple[str, str]
    map: dict[str, str]


DARK = Look(
    "Nocturne",
    (13.333, 7.5),
    ("0E1726", "F3F6FB", "1C2B42", "D6E6FA", "62B0FF", "BFA6FF", "43D9B2", "FFB84D", "FF8A80", "AEBBCB", "8CC6FF", "CDBBFF"),
    ("Calibri Light", "Calibri"),
    _DARK,
)
SERIF = Look(
    "Chancery",
    (10.0, 5.625),
    ("2B2118", "FFFDF8", "5B1A2E", "F4EDE1", "7A2139", "3F4E8C", "2F6B45", "B86A00", "A8321E", "6B6259", "7A2139", "3F4E8C"),
    ("Georgia", "Times New Roman"),
    _LIGHT,
)
STANDARD = Look(
    "Werkbank",
    (10.0, 7.5),
    ("1D1D1B", "FFFFFF", "003A5D", "EEF3F6", "245F80", "7B4B94", "00796B", "B66A00", "B3261E", "5A6872", "245F80", "7B4B94"),
    ("Arial", "Arial"),
    _LIGHT,
)


# ---------------------------------------------------------------- pieces


def shape(xml: str) -> Any:
    """A shape from its text."""
    return parse_xml(xml.replace(">", f" {_NS}>", 1))


def frame(box: Box) -> str:
    x, y, w, h = (Inches(value) for value in box)
    return f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{w}" cy="{h}"/></a:xfrm>'


def colour(name: str) -> str:
    return f'<a:solidFill><a:schemeClr val="{name}"/></a:solidFill>'


def placeholder(
    ident: int,
    name: str,
    kind: str,
    index: int | None,
    box: Box | None,
    size: float = 0,
    tone: str = "",
    *,
    bold: bool | None = None,
    anchor: str = "",
    align: str = "",
    caps: bool = False,
    text: str = "",
) -> Any:
    """A placeholder; what is left out is inherited."""
    mark = f'<p:ph type="{kind}"' + (f' idx="{index}"' if index is not None else "") + "/>"
    run = "".join(
        (f' sz="{round(size * 100)}"' if size else "", f' b="{int(bold)}"' if bold is not None else "", ' cap="all"' if caps else "")
    )
    fill = colour(tone) if tone else ""
    style = f"<a:lvl1pPr{f' algn={chr(34)}{align}{chr(34)}' if align else ''}><a:defRPr{run}>{fill}</a:defRPr></a:lvl1pPr>"
    content = f'<a:r><a:rPr lang="en-GB"/><a:t>{text}</a:t></a:r>'
    if kind == "sldNum":
        content = '<a:fld id="{3F0C1E5A-6D0B-4C61-9E55-0E0B6C1B7A10}" type="slidenum"><a:rPr lang="en-GB"/><a:t>‹#›</a:t></a:fld>'
    place = f'{frame(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>' if box else ""
    return shape(
        f'<p:sp><p:nvSpPr><p:cNvPr id="{ident}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr>{mark}</p:nvPr></p:nvSpPr>"
        f"<p:spPr>{place}</p:spPr><p:txBody><a:bodyPr{f' anchor={chr(34)}{anchor}{chr(34)}' if anchor else ''}><a:normAutofit/></a:bodyPr>"
        f"<a:lstStyle>{style}</a:lstStyle><a:p>{content}</a:p></p:txBody></p:sp>"
    )


def bar(ident: int, name: str, box: Box, tone: str) -> Any:
    """A coloured rectangle of the decoration."""
    return shape(
        f'<p:sp><p:nvSpPr><p:cNvPr id="{ident}" name="{name}"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'<p:spPr>{frame(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{colour(tone)}<a:ln><a:noFill/></a:ln></p:spPr>'
        '<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="en-GB"/></a:p></p:txBody></p:sp>'
    )


def words(ident: int, name: str, box: Box, text: str, size: float, tone: str) -> Any:
    """A text of the decoration, such as a legal notice."""
    return shape(
        f'<p:sp><p:nvSpPr><p:cNvPr id="{ident}" name="{name}"/><p:cNvSpPr txBox="1"/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'<p:spPr>{frame(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>'
        f'<p:txBody><a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/><a:lstStyle/><a:p><a:r>'
        f'<a:rPr lang="de-DE" sz="{round(size * 100)}">{colour(tone)}</a:rPr><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>'
    )


def picture(width: int, height: int, paint: Callable[[int, int], tuple[int, int, int, int]]) -> bytes:
    """A PNG file of RGBA pixels."""
    rows = b"".join(b"\0" + b"".join(bytes(paint(x, y)) for x in range(width)) for y in range(height))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def rings(x: int, y: int) -> tuple[int, int, int, int]:
    """A logo: two rings side by side."""
    for centre, tint in ((32, (98, 176, 255)), (76, (67, 217, 178))):
        distance = ((x - centre) ** 2 + (y - 32) ** 2) ** 0.5
        if 18 <= distance <= 28:
            return (*tint, 255)
    return (0, 0, 0, 0)


def logo(page: Any, box: Box) -> None:
    """The logo as a picture on a master or layout; python-pptx adds pictures to slides only."""
    _, relation = page.part.get_or_add_image_part(io.BytesIO(picture(108, 64, rings)))
    page._element.cSld.spTree.append(
        shape(
            '<p:pic><p:nvPicPr><p:cNvPr id="40" name="Logo" descr="Logo"/><p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr>'
            f'<p:nvPr userDrawn="1"/></p:nvPicPr><p:blipFill><a:blip r:embed="{relation}"/>'
            "<a:stretch><a:fillRect/></a:stretch></p:blipFill>"
            f'<p:spPr>{frame(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
        )
    )


# ---------------------------------------------------------------- files


def started(look: Look, layouts: dict[int, tuple[str, str]]) -> Any:
    """A presentation in a look, with the named layouts of the library's own template, emptied. A layout's second name is its type."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(look.size[0]), Inches(look.size[1])
    size = deck.part._element.sldSz
    size.attrib.pop("type", None)
    master = deck.slide_masters[0]
    _theme(master, look)
    for key, value in look.map.items():
        master._element.find(qn("p:clrMap")).set(key, value)
    for position, layout in enumerate(list(master.slide_layouts)):
        if position not in layouts:
            master.slide_layouts.remove(layout)
            continue
        layout.name, kind = layouts[position]
        layout._element.attrib.pop("type", None)
        if kind:
            layout._element.set("type", kind)
    master._element.find(f"{qn('p:txStyles')}/{qn('p:titleStyle')}/{qn('a:lvl1pPr')}").set("algn", "l")
    for page in (master, *master.slide_layouts):
        for item in list(page._element.cSld.spTree)[2:]:
            page._element.cSld.spTree.remove(item)
    return deck


def _theme(master: Any, look: Look) -> None:
    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    root: Any = etree.fromstring(part.blob)
    root.set("name", look.name)
    scheme = root.find(f".//{_A}clrScheme")
    scheme.set("name", look.name)
    values = dict(zip(_SLOTS, look.colours, strict=True))
    for slot in scheme:
        for child in list(slot):
            slot.remove(child)
        etree.SubElement(slot, f"{_A}srgbClr").set("val", values[etree.QName(slot).localname])
    for tag, face in zip(("majorFont", "minorFont"), look.fonts, strict=True):
        fonts = root.find(f".//{_A}{tag}")
        for child in list(fonts):
            fonts.remove(child)
        for name, typeface in (("latin", face), ("ea", "Microsoft YaHei"), ("cs", "")):
            etree.SubElement(fonts, f"{_A}{name}").set("typeface", typeface)
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def put(page: Any, *shapes: Any) -> None:
    """Adds shapes to a master or layout."""
    for item in shapes:
        page._element.cSld.spTree.append(item)


def ground(page: Any, tone: str) -> None:
    """A solid background of its own for a layout."""
    content = page._element.cSld
    for old in content.findall(qn("p:bg")):
        content.remove(old)
    content.insert(0, shape(f"<p:bg><p:bgPr>{colour(tone)}<a:effectLst/></p:bgPr></p:bg>"))


def saved(deck: Any, *, template: bool = True) -> bytes:
    """The file, with a slide that was left in it; as a template it has the template's content type."""
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    slide.shapes.title.text_frame.text = "A slide that was left in the base"
    slide.notes_slide.notes_text_frame.text = "It is not to be kept."
    out = io.BytesIO()
    deck.save(out)
    parts = read_parts(stable(out.getvalue()), "base")
    parts.pop("docProps/thumbnail.jpeg", None)
    links = etree.fromstring(parts["_rels/.rels"])
    for link in list(links):
        if link.get("Target") == "docProps/thumbnail.jpeg":
            links.remove(link)
    parts["_rels/.rels"] = etree.tostring(links, xml_declaration=True, encoding="UTF-8", standalone=True)
    if template:
        parts[CONTENT_TYPES] = parts[CONTENT_TYPES].replace(_MAIN.encode(), _TEMPLATE.encode())
    return zip_bytes(deflated(name, data) for name, data in parts.items())


# ---------------------------------------------------------------- the three


def dark() -> bytes:
    """Dark 16:9: light text on navy by the colour map, logo at the top right, English names and types."""
    deck = started(
        DARK,
        {0: ("Title Slide", "title"), 1: ("Title and Content", "obj"), 2: ("Section Header", "secHead"), 5: ("Title Only", "titleOnly")},
    )
    master = deck.slide_masters[0]
    put(
        master,
        placeholder(
            2,
            "Title Placeholder 1",
            "title",
            None,
            (0.6, 0.42, 10.9, 1.05),
            30,
            "tx2",
            bold=False,
            anchor="ctr",
            text="Click to edit title",
        ),
        placeholder(3, "Text Placeholder 2", "body", 1, (0.6, 1.8, 12.13, 4.75), 20, "tx1", text="Click to edit text"),
        placeholder(4, "Date Placeholder 3", "dt", 2, (0.6, 6.95, 2.6, 0.36), 11, "accent6", anchor="ctr", text="1 Jan"),
        placeholder(5, "Footer Placeholder 4", "ftr", 3, (4.4, 6.95, 4.5, 0.36), 11, "accent6", anchor="ctr", align="ctr", text="Footer"),
        placeholder(6, "Slide Number Placeholder 5", "sldNum", 4, (10.13, 6.95, 2.6, 0.36), 11, "accent6", anchor="ctr", align="r"),
        bar(30, "Edge", (0.0, 0.0, 13.333, 0.08), "accent1"),
    )
    logo(master, (11.85, 0.36, 0.94, 0.56))
    cover, content, section, only = deck.slide_layouts
    cover._element.set("showMasterSp", "0")
    put(
        cover,
        bar(30, "Panel", (9.2, 0.0, 4.133, 7.5), "accent1"),
        bar(31, "Panel edge", (9.05, 0.0, 0.15, 7.5), "accent3"),
        placeholder(2, "Title 1", "ctrTitle", None, (0.6, 1.6, 7.9, 2.2), 44, "tx1", anchor="b", align="l", text="Title"),
        placeholder(3, "Subtitle 2", "subTitle", 1, (0.6, 4.0, 7.9, 1.5), 22, "accent6", align="l", text="Subtitle"),
    )
    for layout in (content, only):
        put(
            layout,
            placeholder(2, "Title 1", "title", None, None, text="Click to edit title"),
            placeholder(4, "Date Placeholder 2", "dt", 10, None, text="1 Jan"),
            placeholder(5, "Footer Placeholder 3", "ftr", 11, None, text="Footer"),
            placeholder(6, "Slide Number Placeholder 4", "sldNum", 12, None),
        )
    put(content, placeholder(3, "Content Placeholder 2", "obj", 1, None, text="Click to edit text"))
    put(section, placeholder(2, "Title 1", "title", None, (0.6, 2.8, 10.0, 1.2), 40, "tx2", anchor="b", text="Section"))
    return saved(deck)


def serif() -> bytes:
    """Serif 10 x 5.625: title in a coloured bar, band at the left, capitals, layouts known by their names only, no footer."""
    deck = started(SERIF, {0: ("Cover page", ""), 2: ("Chapter section", ""), 5: ("Content", "")})
    master = deck.slide_masters[0]
    put(
        master,
        bar(30, "Band", (0.0, 0.0, 0.28, 5.625), "bg2"),
        bar(31, "Title bar", (0.0, 0.16, 10.0, 0.80), "tx2"),
        placeholder(2, "Title", "title", None, (0.46, 0.22, 9.18, 0.68), 24, "bg1", bold=False, anchor="ctr", caps=True, text="Title"),
        placeholder(3, "Text", "body", 1, (0.46, 1.2, 9.18, 3.7), 16, "tx1", text="Text"),
        placeholder(6, "Page", "sldNum", 4, (9.04, 5.24, 0.6, 0.24), 9, "accent6", anchor="ctr", align="r"),
    )
    cover, section, content = deck.slide_layouts
    cover._element.set("showMasterSp", "0")
    ground(cover, "tx2")
    put(
        cover,
        bar(30, "Line", (0.6, 2.55, 1.2, 0.04), "accent4"),
        placeholder(2, "Title", "title", None, (0.6, 0.9, 8.2, 1.55), 32, "bg1", bold=False, anchor="b", caps=True, text="Title"),
        placeholder(3, "Strapline", "body", 13, (0.6, 2.7, 8.2, 0.5), 16, "bg2", text="Strapline"),
    )
    put(section, placeholder(2, "Title", "title", None, None, text="Title"))
    put(
        content,
        placeholder(2, "Title", "title", None, None, text="Title"),
        placeholder(6, "Page", "sldNum", 17, None),
    )
    return saved(deck)


def standard() -> bytes:
    """4:3 with German names, its own subtitle placeholder, a two-line legal text at the foot, and numbers nobody would guess."""
    deck = started(STANDARD, {0: ("Titelfolie", "title"), 1: ("Titel und Inhalt", "obj"), 5: ("Nur Titel", "titleOnly")})
    master = deck.slide_masters[0]
    legal = "Werkbank Maschinenbau AG, Sitz Ulm, Amtsgericht Ulm HRB 000000. Vertraulich; Weitergabe nur mit schriftlicher Zustimmung."
    put(
        master,
        placeholder(2, "Titelplatzhalter 1", "title", None, (0.4, 0.44, 8.4, 0.92), 26, "tx2", bold=True, anchor="b", text="Titel"),
        placeholder(3, "Textplatzhalter 2", "body", 1, (0.4, 1.8, 9.2, 4.6), 18, "tx1", text="Text"),
        placeholder(4, "Datumsplatzhalter 3", "dt", 2, (0.4, 6.84, 1.2, 0.22), 9, "accent6", anchor="ctr", text="1.1."),
        placeholder(5, "Fußzeilenplatzhalter 4", "ftr", 3, (1.7, 6.84, 6.0, 0.22), 9, "accent6", anchor="ctr", text="Fußzeile"),
        placeholder(6, "Foliennummernplatzhalter 5", "sldNum", 4, (8.6, 6.84, 1.0, 0.22), 9, "accent6", anchor="ctr", align="r"),
        words(30, "Legal", (0.5, 7.12, 9.1, 0.22), legal, 7, "accent6"),
        bar(31, "Fußlinie", (0.5, 7.08, 9.0, 0.012), "accent1"),
        bar(32, "Logo", (8.94, 0.3, 0.26, 0.36), "accent1"),
        bar(33, "Logo", (9.24, 0.3, 0.26, 0.36), "accent4"),
    )
    cover, content, only = deck.slide_layouts
    put(
        cover,
        bar(30, "Fläche", (0.0, 2.2, 10.0, 2.3), "accent1"),
        placeholder(2, "Titel 1", "ctrTitle", None, (0.5, 2.3, 9.0, 1.5), 36, "bg1", bold=True, anchor="b", text="Titel"),
        placeholder(3, "Untertitel 2", "subTitle", 21, (0.5, 3.85, 9.0, 0.5), 16, "bg1", text="Untertitel"),
    )
    for layout in (content, only):
        put(
            layout,
            placeholder(2, "Titel 1", "title", None, None, text="Titel"),
            placeholder(7, "Untertitel 6", "body", 27, (0.4, 1.37, 9.2, 0.39), 14, "accent6", anchor="ctr", text="Untertitel"),
            placeholder(5, "Fußzeilenplatzhalter 4", "ftr", 31, None, text="Fußzeile"),
            placeholder(6, "Foliennummernplatzhalter 5", "sldNum", 33, None),
        )
    put(content, placeholder(3, "Inhaltsplatzhalter 2", "obj", 22, (0.4, 1.8, 9.2, 4.6), text="Text"))
    return saved(deck)


BASES: dict[str, Callable[[], bytes]] = {"dark": dark, "serif": serif, "standard": standard}


def main() -> None:
    """Writes the files beside this script."""
    for name, make in BASES.items():
        (FOLDER / f"{name}.potx").write_bytes(make())


if __name__ == "__main__":
    main()
