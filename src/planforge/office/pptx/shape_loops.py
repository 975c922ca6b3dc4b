"""Compiles the loop of an object that repeats on its slide; `repeat` follows while rendering."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from planforge.office.markup import A, P
from planforge.office.pptx.alt_text import read_block
from planforge.office.pptx.emit import Emitter
from planforge.office.pptx.inherit import placeholder_of
from planforge.office.pptx.numbered import Numbered
from planforge.office.pptx.objects import Object
from planforge.office.pptx.repeat import repeat_style
from planforge.office.problems import UNSUPPORTED, Place, Problems

_HALF_TURN = 10_800_000  # 1/60000 degrees


def begin_loop(current: Object, emit: Emitter, numbered: Numbered, slide: tuple[int, int], on_slide: bool) -> None:
    """Writes the calls that begin an object's loop, and its `for`; what cannot repeat is noted.

    Args:
        current: the object with its `for:` line; afterwards it knows that it repeats.
        emit, numbered: where calls and styles go.
        slide: width and height of the slide in EMU.
        on_slide: false for objects of the notes page.
    """
    problems = emit.program.problems
    source = current.block.expression("for")
    place = replace(current.place, part="alt text", tag=f"for: {source}")
    refused = _refused(current, on_slide)
    if refused:
        problems.add(UNSUPPORTED, place, refused)
    elif current.box is not None:
        style = repeat_style(place.shape, current.block.lines, current.box, _on_its_side(current.element), current.scale, slide)
        if (0, 0) in style.steps:
            problems.add(UNSUPPORTED, place, "its copies would lie on each other; give it a `gap:`")
        numbered.repeats.append(style)
        emit.call("repeat", place, len(numbered.repeats) - 1)
        current.repeats = True
    # The loop is written in any case, so that its variable is known and one fault makes one finding.
    emit.statement(f"for {source}", place)


def _refused(current: Object, on_slide: bool) -> str:
    """Why an object cannot repeat; empty when it can."""
    frames = list(current.element.iter(f"{P}graphicFrame"))
    if not on_slide:
        return "shapes of the notes page cannot repeat"
    if placeholder_of(current.element) is not None:
        return "a placeholder cannot repeat; use a text box or shape"
    if current.box is None:
        return "an object without a position cannot repeat"
    if any(frame.find(f".//{A}tbl") is None for frame in frames):
        return "charts, SmartArt and embedded objects cannot repeat on a slide; repeat the slide"
    lines = [current.block.lines, *(read_block(frame, Place(), Problems()).lines for frame in frames)]
    if any("page" in found or "rows" in found for found in lines):
        return "a table that goes on over several slides cannot repeat on a slide"
    return ""


def _on_its_side(shape: etree._Element) -> bool:
    """Whether a shape was turned so far that its height lies across."""
    frame = shape.find(f"*/{A}xfrm")
    angle = int(frame.get("rot") or 0) % _HALF_TURN if frame is not None else 0
    return _HALF_TURN // 4 <= angle < _HALF_TURN * 3 // 4
