"""Colours of a theme as numbers, and the contrast between two of them by WCAG 2.1.

Sources: relative luminance and contrast ratio as in WCAG 2.1, "relative luminance" and success criterion 1.4.3; changes of
colours as in ECMA-376 part 1, 20.1.2.3: `lumMod`, `lumOff` and `satMod` work on hue, saturation and luminance, `tint` and `shade` on
linear light.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from colorsys import hls_to_rgb, rgb_to_hls
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from planforge.office.markup import A

NORMAL_TEXT, LARGE_TEXT = 4.5, 3.0
"""Lowest ratios for text below and from the size that counts as large."""
_LARGE, _LARGE_BOLD = 18.0, 14.0
_SLOTS = {"tx1": "dk1", "bg1": "lt1", "tx2": "dk2", "bg2": "lt2"}
FIXED = frozenset(f"{A}{name}" for name in ("srgbClr", "sysClr", "prstClr", "scrgbClr", "hslClr"))
"""Elements of colours that no theme can change."""
_COLOURS = FIXED | {f"{A}schemeClr"}


class Colour(NamedTuple):
    """Red, green and blue as displayed, and how solid it is; each from 0 to 1."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0

    def over(self, ground: Colour) -> Colour:
        """What is seen of a colour in front of a solid one."""
        mixed = [front * self.alpha + back * (1 - self.alpha) for front, back in zip(self[:3], ground[:3], strict=True)]
        return Colour(mixed[0], mixed[1], mixed[2])

    def __str__(self) -> str:
        return "#" + "".join(f"{round(part * 255):02X}" for part in self[:3])


_NAMED = {"black": Colour(0, 0, 0), "white": Colour(1, 1, 1)}


def ratio(one: Colour, other: Colour) -> float:
    """The contrast ratio of two solid colours, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def needed(points: float, bold: bool) -> float:
    """The ratio that a text of a size needs."""
    return LARGE_TEXT if points >= _LARGE or (bold and points >= _LARGE_BOLD) else NORMAL_TEXT


def _luminance(colour: Colour) -> float:
    red, green, blue = map(_linear, colour[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)


def _displayed(part: float) -> float:
    return float(part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055)


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a theme by slot, and the map of a slide's names to slots."""

    theme: Mapping[str, Colour] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def slot(self, name: str) -> Colour | None:
        """The colour behind a scheme name such as `tx1` or `accent2`."""
        return self.theme.get(self.names.get(name, _SLOTS.get(name, name)))

    def colour(self, holder: etree._Element | None, style: Colour | None = None) -> Colour | None:
        """The colour inside a fill or other holder; `style` stands for `phClr`. None when it has none or an unknown one."""
        element = next((child for child in holder if child.tag in _COLOURS), None) if holder is not None else None
        if element is None:
            return None
        base = self._base(element, style)
        return _changed(base, element) if base is not None else None

    def _base(self, element: etree._Element, style: Colour | None) -> Colour | None:
        kind, value = etree.QName(element).localname, element.get("val") or ""
        if kind == "schemeClr":
            return style if value == "phClr" else self.slot(value)
        return fixed_colour(element)


def fixed_colour(element: etree._Element) -> Colour | None:
    """The colour of an element that names it outright, without its changes."""
    kind, value = etree.QName(element).localname, element.get("val") or ""
    if kind == "srgbClr" or (kind == "sysClr" and element.get("lastClr")):
        return _from_hex(element.get("lastClr") or value)
    if kind == "sysClr":
        return _NAMED["white" if value == "window" else "black"]
    if kind == "prstClr":
        return _NAMED.get(value)
    if kind == "scrgbClr":
        parts = [_displayed(min(max(_share(element.get(key) or "0"), 0.0), 1.0)) for key in ("r", "g", "b")]
        return Colour(*parts)
    return None


def _from_hex(value: str) -> Colour | None:
    try:
        number = int(value, 16)
    except ValueError:
        return None
    return Colour((number >> 16 & 255) / 255, (number >> 8 & 255) / 255, (number & 255) / 255)


def _share(value: str) -> float:
    try:
        return float(value.rstrip("%")) / (100 if value.endswith("%") else 100000)
    except ValueError:
        return 1.0


def _changed(colour: Colour, element: etree._Element) -> Colour:
    for child in element:
        change = _CHANGES.get(etree.QName(child).localname)
        if change is not None:
            colour = change(colour, _share(child.get("val") or "100000"))
    return colour


def _in_hls(colour: Colour, light: Callable[[float], float] = float, saturation: Callable[[float], float] = float) -> Colour:
    hue, lightness, strength = rgb_to_hls(*colour[:3])
    changed = hls_to_rgb(hue, min(max(light(lightness), 0.0), 1.0), min(max(saturation(strength), 0.0), 1.0))
    return Colour(*changed, colour.alpha)


def _in_light(colour: Colour, change: Callable[[float], float]) -> Colour:
    red, green, blue = (_displayed(min(max(change(_linear(part)), 0.0), 1.0)) for part in colour[:3])
    return Colour(red, green, blue, colour.alpha)


_CHANGES: dict[str, Callable[[Colour, float], Colour]] = {
    "lumMod": lambda colour, share: _in_hls(colour, light=lambda value: value * share),
    "lumOff": lambda colour, share: _in_hls(colour, light=lambda value: value + share),
    "satMod": lambda colour, share: _in_hls(colour, saturation=lambda value: value * share),
    "shade": lambda colour, share: _in_light(colour, lambda value: value * share),
    "tint": lambda colour, share: _in_light(colour, lambda value: value * share + 1 - share),
    "alpha": lambda colour, share: colour._replace(alpha=share),
    "alphaMod": lambda colour, share: colour._replace(alpha=colour.alpha * share),
}


def palette(theme: etree._Element | None, maps: tuple[etree._Element | None, ...]) -> Palette:
    """The palette of a slide.

    Args:
        theme: root of the master's theme part.
        maps: colour maps that may count, nearest first: overrides of slide and layout, then the master's own.
    """
    scheme = theme.find(f".//{A}clrScheme") if theme is not None else None
    colours: dict[str, Colour] = {}
    for slot in scheme if scheme is not None else ():
        found = Palette().colour(slot)
        if found is not None:
            colours[etree.QName(slot).localname] = found
    names = next((element for element in maps if element is not None), None)
    return Palette(colours, {str(key): str(value) for key, value in names.attrib.items()} if names is not None else {})
