"""What colour a text has and what stands behind it, as far as a template tells before it is filled.

A text stands on its cell's or shape's own fill, else on the shape behind its middle (on the slide, the layout or the master), else
on the background. A picture or pattern behind it gives no answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from planforge.office.contrast import Colour, Palette
from planforge.office.lint_pages import Item, Page, Words, shapes_of
from planforge.office.lint_tables import TableLooks
from planforge.office.markup import A, P
from planforge.office.pptx.inherit import Box, box_of, placeholder_of

_FILLS = tuple(f"{A}{name}" for name in ("noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill"))
_WHITE = Colour(1, 1, 1)

Ground = tuple[Colour, ...] | None
"""The colours that may stand behind a text; empty when nothing is painted, None when it cannot be known."""


def text_colour(page: Page, words: Words, looks: TableLooks) -> Colour | None:
    """The colour of a run; None when it is no plain colour."""
    colours, level = page.palette, words.level
    if words.properties is not None and words.properties.find(f"{A}hlinkClick") is not None:
        return colours.slot("hlink")
    own = _fill_of(words.properties)
    if own is not None:
        return colours.colour(own) if own.tag == f"{A}solidFill" else None
    for style in words.inherited.styles:
        if style is page.styles.defaults:
            continue
        found = style.find(f"{A}lvl{level + 1}pPr/{A}defRPr/{A}solidFill")
        if found is not None:
            return colours.colour(found)
    if words.cell is not None:
        return looks.text(words.item, words.cell, colours) or colours.slot("tx1")
    reference = colours.colour(words.item.element.find(f"{P}style/{A}fontRef"))
    if reference is not None:
        return reference
    defaults = page.styles.defaults
    default = defaults.find(f"{A}lvl{level + 1}pPr/{A}defRPr/{A}solidFill") if defaults is not None else None
    return (colours.colour(default) if default is not None else None) or colours.slot("tx1")


def grounds(page: Page, words: Words, looks: TableLooks) -> Sequence[Colour]:
    """The solid colours that may stand behind a run; empty when they cannot be known."""
    layers: list[Ground] = []
    if words.cell is not None:
        layers.append(_cell_fill(words, page.palette, looks))
    else:
        layers.append(_shape_fill(page, words.item))
    layers += _behind(page, words.item)
    found: list[Colour] = []
    for layer in layers:
        if layer is None:
            return ()
        found += layer
        if layer and all(colour.alpha >= 1 for colour in layer):
            break
    return _composed(layers) if found else ()


def _composed(layers: Sequence[Ground]) -> list[Colour]:
    """The layers seen from the front, through those that are not solid."""
    for number, layer in enumerate(layers):
        if not layer:
            if layer is None:
                return []
            continue
        if all(colour.alpha >= 1 for colour in layer):
            return list(layer)
        below = _composed(layers[number + 1 :])
        return [colour.over(ground) for colour in layer for ground in below]
    return []


def _fill_of(holder: etree._Element | None) -> etree._Element | None:
    return next((child for child in holder if child.tag in _FILLS), None) if holder is not None else None


def _painted(fill: etree._Element, colours: Palette) -> Ground:
    if fill.tag == f"{A}noFill":
        return ()
    if fill.tag == f"{A}solidFill":
        colour = colours.colour(fill)
        return (colour,) if colour is not None else None
    if fill.tag == f"{A}gradFill":
        stops = [colours.colour(stop) for stop in fill.iterfind(f"{A}gsLst/{A}gs")]
        return tuple(stop for stop in stops if stop is not None) if stops and all(stops) else None
    return None


def _cell_fill(words: Words, colours: Palette, looks: TableLooks) -> Ground:
    assert words.cell is not None
    fill = _fill_of(words.cell.find(f"{A}tcPr"))
    return _painted(fill, colours) if fill is not None else looks.fill(words.item, words.cell, colours)


def _shape_fill(page: Page, item: Item) -> Ground:
    """The fill of a shape, its own, its group's, its placeholder's or its style's."""
    for owner in page.styles.owners(item.element, page.part):
        fill = _fill_of(owner.find(f"{P}spPr"))
        if fill is not None and fill.tag == f"{A}grpFill":
            fill = next((f for group in item.groups if (f := _fill_of(group.find(f"{P}grpSpPr"))) is not None), None)
        if fill is not None:
            return _painted(fill, page.palette)
    return _style_fill(item.element, page.palette)


def _style_fill(shape: etree._Element, colours: Palette) -> Ground:
    reference = shape.find(f"{P}style/{A}fillRef")
    if reference is None or reference.get("idx") in (None, "0"):
        return ()
    colour = colours.colour(reference)
    return (colour,) if colour is not None else None


def _behind(page: Page, item: Item) -> Iterator[Ground]:
    """What lies behind a shape, from the front to the background."""
    if item.box is not None:
        yield from _covering(page, item, item.box)
    yield _background(page)


def _covering(page: Page, item: Item, box: Box) -> Iterator[Ground]:
    x, y = box.x + box.w / 2, box.y + box.h / 2
    before = page.items[: next(number for number, other in enumerate(page.items) if other is item)]
    for other in reversed(before):
        if other.box is not None and _holds(other.box, x, y) and other.element not in item.groups:
            yield None if other.kind == "pic" else _shape_fill(page, other) if other.kind == "sp" else ()
    if page.root.get("showMasterSp") in ("0", "false"):
        return
    for layout in page.layouts:
        for shape in reversed(list(shapes_of(layout.find(f"{P}cSld/{P}spTree")))):
            place = box_of(shape)
            if placeholder_of(shape) is None and place is not None and _holds(place, x, y):
                fill = _fill_of(shape.find(f"{P}spPr"))
                kind = etree.QName(shape).localname
                drawn = _painted(fill, page.palette) if fill is not None else _style_fill(shape, page.palette)
                yield None if kind == "pic" else drawn if kind == "sp" else ()
        if layout.get("showMasterSp") in ("0", "false"):
            return


def _holds(box: Box, x: float, y: float) -> bool:
    return box.x <= x <= box.x + box.w and box.y <= y <= box.y + box.h


def _background(page: Page) -> Ground:
    for root in (page.root, *page.layouts):
        background = root.find(f"{P}cSld/{P}bg")
        if background is None:
            continue
        fill = _fill_of(background.find(f"{P}bgPr"))
        if fill is not None:
            return _painted(fill, page.palette)
        reference = page.palette.colour(background.find(f"{P}bgRef"))
        return (reference,) if reference is not None else None
    return (page.palette.slot("bg1") or _WHITE,)
