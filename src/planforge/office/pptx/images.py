"""Pictures from data: `image:` and `fit:` in the alt text of a picture or rectangle.

The size of a picture is read from the first bytes of its file: PNG, the IHDR chunk; GIF, the logical screen; JPEG, the first
start-of-frame segment. An SVG needs a bitmap beside it, because PowerPoint before 2016 and most viewers show only that one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from lxml import etree

from planforge.office.markup import A, P, R
from planforge.office.pptx.inherit import Box
from planforge.office.rich import Picture

CONTENT: Mapping[str, str] = {"png": "image/png", "jpeg": "image/jpeg", "gif": "image/gif", "svg": "image/svg+xml"}
"""File extension to content type of the pictures that can be shown."""
MOST_BYTES = 20 * 1024 * 1024
_MOST_SIDE = 30_000
_JPEG_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_JPEG_BARE = frozenset({0x01, *range(0xD0, 0xD9)})
_SVG_FORBIDDEN = (b"<script", b"<!entity", b"<foreignobject")
_SVG_BEGIN = (b"<svg", b"<?xml", b"<!--")


class BadPicture(ValueError):  # noqa: N818 - it becomes a finding
    """A value is no picture that can be shown; the text says why, as half a sentence."""


@dataclass(frozen=True, slots=True)
class PictureStyle:
    """Where a picture goes: shape name, box in the coordinates it is written in, its width over its height on the slide, how it fits."""

    shape: str
    box: Box
    aspect: float
    cover: bool


@dataclass(frozen=True, slots=True)
class Media:
    """A picture file of the result: its part, its content type and its bytes."""

    part: str
    content: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture fitted into its box: what to show, the vector picture above it, the part cropped away, and where it stands."""

    media: Media
    vector: Media | None
    crop: str
    box: Box


def placed(style: PictureStyle, value: Any) -> Placed | None:
    """A picture in its box; None when there is none.

    Raises:
        BadPicture: the value is no picture, or of a kind that cannot be shown.
    """
    data, fallback = _files(value)
    if not data:
        return None
    vector = None
    if _is_svg(data):
        if any(word in data.lower() for word in _SVG_FORBIDDEN):
            raise BadPicture("an SVG with scripts or entities is not shown")
        if not fallback:
            raise BadPicture("an SVG needs a PNG beside it as `fallback`")
        vector, data = _media(data, "svg"), fallback
    kind, width, height = measured(data)
    ratio = width / height / style.aspect
    return Placed(_media(data, kind), vector, _crop(ratio) if style.cover else "", style.box if style.cover else _inside(style.box, ratio))


def _files(value: Any) -> tuple[bytes, bytes]:
    """The bytes of a picture and of its fallback; empty for no picture."""
    if isinstance(value, Picture):
        return value.data, value.fallback
    if isinstance(value, bytes):
        return value, b""
    if value is None or value == "":
        return b"", b""
    if isinstance(value, str):
        raise BadPicture("a picture is bytes; a text or path shows nothing")
    raise BadPicture(f"a picture is bytes, not {type(value).__name__}")


def _media(data: bytes, kind: str) -> Media:
    return Media(f"ppt/media/picture-{sha256(data).hexdigest()[:20]}.{kind}", CONTENT[kind], data)


def _is_svg(data: bytes) -> bool:
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(_SVG_BEGIN) and b"<svg" in data[:4096]


def _inside(box: Box, ratio: float) -> Box:
    """The largest box of the picture's shape inside a box, in its middle."""
    wide, high = (box.w, round(box.h / ratio)) if ratio > 1 else (round(box.w * ratio), box.h)
    wide, high = max(wide, 1), max(high, 1)
    return Box(box.x + (box.w - wide) // 2, box.y + (box.h - high) // 2, wide, high)


def _crop(ratio: float) -> str:
    """What is cut off on two sides so that the rest fills the box, in 1/1000 percent."""
    share = round((1 - min(ratio, 1 / ratio)) / 2 * 100_000)
    if not share:
        return ""
    return f'<a:srcRect l="{share}" r="{share}"/>' if ratio > 1 else f'<a:srcRect t="{share}" b="{share}"/>'


def vector_xml(rid: str) -> str:
    """How a bitmap names the vector picture that newer versions show in its place ([MS-ODRAWXML] 2.3.2)."""
    return (
        '<a:extLst><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}"><asvg:svgBlip '
        f'xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="{rid}"/></a:ext></a:extLst>'
    )


# ---------------------------------------------------------------- headers


def measured(data: bytes) -> tuple[str, int, int]:
    """Kind, width and height in pixels of a bitmap, from its header.

    Raises:
        BadPicture: it is not PNG, JPEG or GIF, is damaged, or too large.
    """
    if len(data) > MOST_BYTES:
        raise BadPicture(f"the picture has over {MOST_BYTES // 1024 // 1024} MB")
    if data[:8] == b"\x89PNG\r\n\x1a\n" and data[12:16] == b"IHDR":
        found = "png", int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    elif data[:6] in (b"GIF87a", b"GIF89a"):
        found = "gif", int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")
    elif data[:3] == b"\xff\xd8\xff":
        found = "jpeg", *_jpeg_size(data)
    else:
        raise BadPicture("it is neither PNG, JPEG, GIF nor SVG")
    if not (0 < found[1] <= _MOST_SIDE and 0 < found[2] <= _MOST_SIDE):
        raise BadPicture("the file is damaged: its header gives no usable size")
    return found


def _jpeg_size(data: bytes) -> tuple[int, int]:
    """Width and height from the first start-of-frame segment; zeros when there is none."""
    at = 2
    while at + 9 < len(data):
        if data[at] != 0xFF:
            return 0, 0
        marker = data[at + 1]
        if marker == 0xFF or marker in _JPEG_BARE:
            at += 1 if marker == 0xFF else 2
            continue
        if marker in _JPEG_FRAMES:
            return int.from_bytes(data[at + 7 : at + 9], "big"), int.from_bytes(data[at + 5 : at + 7], "big")
        at += 2 + max(int.from_bytes(data[at + 2 : at + 4], "big"), 2)
    return 0, 0


# ---------------------------------------------------------------- the element


def picture_element(shape: etree._Element, box: Box) -> etree._Element:
    """A picture in place of a rectangle or placeholder: its name, geometry and outline, without fill and text.

    The new element stands before the shape, so that it has the same name spaces; the caller takes it out again.
    """
    picture = etree.Element(f"{P}pic", nsmap={prefix: uri for prefix, uri in shape.nsmap.items() if prefix})
    shape.addprevious(picture)
    outer = etree.SubElement(picture, f"{P}nvPicPr")
    names = shape.find(f"*/{P}cNvPr")
    assert names is not None
    outer.append(_copy(names))
    locks = etree.SubElement(etree.SubElement(outer, f"{P}cNvPicPr"), f"{A}picLocks")
    locks.set("noChangeAspect", "1")
    other = shape.find(f"*/{P}nvPr")
    outer.append(_copy(other) if other is not None else etree.Element(f"{P}nvPr"))
    fill = etree.SubElement(picture, f"{P}blipFill")
    etree.SubElement(fill, f"{A}blip")
    etree.SubElement(etree.SubElement(fill, f"{A}stretch"), f"{A}fillRect")
    look = shape.find(f"{P}spPr")
    properties = _copy(look) if look is not None else etree.Element(f"{P}spPr")
    for child in list(properties):
        if etree.QName(child).localname not in ("xfrm", "custGeom", "prstGeom", "ln"):
            properties.remove(child)
    picture.append(properties)
    _complete(properties, box)
    return picture


def _complete(properties: etree._Element, box: Box) -> None:
    """Gives a picture the position and geometry that a placeholder inherits."""
    if properties.find(f"{A}xfrm") is None:
        frame = etree.Element(f"{A}xfrm")
        etree.SubElement(frame, f"{A}off", x=str(box.x), y=str(box.y))
        etree.SubElement(frame, f"{A}ext", cx=str(box.w), cy=str(box.h))
        properties.insert(0, frame)
    if properties.find(f"{A}prstGeom") is None and properties.find(f"{A}custGeom") is None:
        geometry = etree.Element(f"{A}prstGeom", prst="rect")
        etree.SubElement(geometry, f"{A}avLst")
        properties.insert(1, geometry)


def _copy(element: etree._Element) -> etree._Element:
    return etree.fromstring(etree.tostring(element))


def embedded(picture: etree._Element) -> set[str]:
    """The relationship ids of the sample picture."""
    blip = picture.find(f"{P}blipFill/{A}blip")
    if blip is None:
        return set()
    return {str(value) for element in blip.iter(etree.Element) for key, value in element.attrib.items() if str(key).startswith(R)}
