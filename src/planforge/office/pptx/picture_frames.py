"""Compiles objects with an `image:` line; `images` follows while rendering."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from planforge.office.markup import A, P
from planforge.office.pptx.emit import Emitter
from planforge.office.pptx.images import PictureStyle, embedded, picture_element
from planforge.office.pptx.numbered import Numbered
from planforge.office.pptx.objects import Object, ObjectCompiler
from planforge.office.problems import UNSUPPORTED


def write_picture(current: Object, emit: Emitter, numbered: Numbered, objects: ObjectCompiler, on_slide: bool) -> None:
    """Writes an object that shows a picture from data.

    A sample picture goes when there is no picture. A rectangle or placeholder then stays with its text, as a component frame
    does, and goes when it has none.
    """
    shape, block = current.element, current.block
    source = block.expression("image")
    place = replace(current.place, part="alt text", tag=f"image: {source}")
    expression = emit.program.expression(source, place)
    box = current.box
    if box is None or not (box.w and box.h) or shape.tag == f"{P}cxnSp" or not on_slide:
        emit.program.problems.add(UNSUPPORTED, place, "only a picture or rectangle with a size can show a picture")
        return
    aspect = box.w * current.scale.x / (box.h * current.scale.y)
    numbered.pictures.append(PictureStyle(place.shape, box, aspect, block.lines.get("fit") == "cover"))
    emit.when("picture", place, len(numbered.pictures) - 1, expression)
    objects.dropped |= embedded(shape)
    current.picture = len(numbered.pictures) - 1
    if shape.tag == f"{P}pic":
        emit.writer.plain(shape)
        for blip in shape.iterfind(f"{P}blipFill/{A}blip"):
            blip.clear()
    else:
        _write_both(current, emit, picture_element(shape, box))
    current.picture = -1
    emit.raw("endif", place)


def _write_both(current: Object, emit: Emitter, picture: etree._Element) -> None:
    """The picture in place of a rectangle, and the rectangle for want of a picture."""
    shape, place, number = current.element, current.place, current.picture
    current.element = picture
    emit.writer.plain(picture)
    current.element, current.picture = shape, -1
    parent = picture.getparent()
    assert parent is not None
    parent.remove(picture)
    emit.raw("else", place)
    emit.call("mark", place)
    emit.writer.plain(shape)
    emit.call("unmark", place)
    current.picture = number
