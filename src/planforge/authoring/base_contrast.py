"""Whether the deck's tones can be read in a company's theme, and on what ground its layouts stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn

from planforge.authoring.base_layouts import decoration
from planforge.authoring.base_rules import OTHER_GROUND, TONES_CLOSE
from planforge.authoring.deck_base import fragment
from planforge.diagnostics.finding import Finding
from planforge.office.contrast import LARGE_TEXT, NORMAL_TEXT, Colour, Palette, palette, ratio
from planforge.office.tones import FILL_XML

_TEXT_PAIRS = (
    ("ink", "white"), ("muted", "white"), ("title", "white"), ("primary", "white"), ("second", "white"), ("good", "white"),
    ("bad", "white"),
    ("ink", "panel"), ("muted", "panel"), ("primary", "panel"), ("white", "primary"), ("white", "bad"), ("white", "title"),
    ("ink", "lv1"), ("ink", "lv2"), ("ink", "lv3"), ("white", "lv4"),
    ("ink", "good_l"), ("ink", "watch_l"), ("ink", "bad_l"), ("ink", "neutral_l"),
)  # fmt: skip
_MARK_PAIRS = (("watch", "white"), ("neutral", "white"), ("grey", "white"), ("primary_m", "white"))
_SAME = 1.35
"""Ratio below which two grounds count as the same."""


def layout_palette(layout: Any) -> Palette:
    """The theme's colours as they show on a layout."""
    master = layout.slide_master
    theme = etree.fromstring(master.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob)
    override = layout._element.find(f"{qn('p:clrMapOvr')}/{qn('a:overrideClrMapping')}")
    return palette(theme, (override, master._element.find(qn("p:clrMap"))))


def tone(colours: Palette, name: str, ground: str = "white") -> Colour | None:
    """A tone as it is seen in front of another."""
    found, below = colours.colour(fragment(FILL_XML[name])), colours.colour(fragment(FILL_XML[ground]))
    return found.over(below) if found is not None and below is not None else None


def tone_findings(layout: Any) -> Iterator[Finding]:
    """Pairs of tones of the deck that are too close in a theme, in one finding."""
    colours = layout_palette(layout)
    close = []
    for pairs, least in ((_TEXT_PAIRS, NORMAL_TEXT), (_MARK_PAIRS, LARGE_TEXT)):
        for front, back in pairs:
            ground = tone(colours, back)
            seen = tone(colours, front)
            if ground is not None and seen is not None and (found := ratio(seen, ground)) < least:
                close.append(f"{front} on {'background' if back == 'white' else back} {found:.1f} of {least}")
    if close:
        yield TONES_CLOSE.finding(f"Contrast is too low for {'; '.join(close)}.")


def ground_of(layout: Any) -> Colour | None:
    """The colour a layout stands on; None for pictures, gradients and patterns."""
    for page in (layout, layout.slide_master):
        background = page._element.find(f"{qn('p:cSld')}/{qn('p:bg')}")
        if background is None:
            continue
        solid = background.find(f"{qn('p:bgPr')}/{qn('a:solidFill')}")
        reference = background.find(qn("p:bgRef"))
        holder = solid if solid is not None else reference
        if reference is not None and int(reference.get("idx") or 0) > 1001:
            return None
        return layout_palette(layout).colour(holder)
    return layout_palette(layout).slot("bg1")


def on_theme_ground(layout: Any, size: tuple[int, int]) -> bool:
    """True when a layout's background is the theme's background colour, without a picture or shape over all of it."""
    ground, wanted = ground_of(layout), layout_palette(layout).slot("bg1")
    if ground is None or wanted is None or ratio(ground, wanted) > _SAME:
        return False
    covers = [s for s in decoration(layout) if (s.width or 0) > 0.7 * size[0] and (s.height or 0) > 0.6 * size[1]]
    return all(_same_fill(shape, layout, wanted) for shape in covers)


def _same_fill(shape: Any, layout: Any, wanted: Colour) -> bool:
    properties = shape._element.find(qn("p:spPr"))
    if properties is None or properties.find(qn("a:noFill")) is not None:
        return properties is not None
    found = layout_palette(layout).colour(properties.find(qn("a:solidFill")))
    return found is not None and ratio(found.over(wanted), wanted) <= _SAME


def ground_findings(layout: Any, size: tuple[int, int]) -> Iterator[Finding]:
    """A finding when content stands on another ground than the tones are made for."""
    if not on_theme_ground(layout, size):
        yield OTHER_GROUND.finding(f"Layout '{layout.name}' does not stand on the background colour of the theme.")


def is_light(colour: Colour) -> bool:
    """True for a colour nearer to white than to black."""
    return ratio(colour, Colour(0, 0, 0)) > ratio(colour, Colour(1, 1, 1))
