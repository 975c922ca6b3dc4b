"""Colour names and their theme slots. A template or drawing names a tone; only the theme decides the colour."""

from __future__ import annotations

from typing import NamedTuple


class Tone(NamedTuple):
    """A theme slot with an optional change. `brightness` -1 to +1; `alpha` in percent, 100 is solid."""

    slot: str
    brightness: float = 0.0
    alpha: int = 100


TONES: dict[str, Tone] = {
    "ink": Tone("tx1"),
    "muted": Tone("tx1", 0.30),
    "title": Tone("tx2"),
    "white": Tone("bg1"),
    "panel": Tone("bg2"),
    "hair": Tone("bg1", -0.15),
    "rule": Tone("bg1", -0.25),
    "grey": Tone("bg1", -0.45),
    "primary": Tone("accent1"),
    "primary_m": Tone("accent1", 0.30),
    "primary_d": Tone("accent1", -0.25),
    "second": Tone("accent2"),
    "good": Tone("accent3"),
    "watch": Tone("accent4"),
    "bad": Tone("accent5"),
    "neutral": Tone("accent6"),
    "neutral_m": Tone("accent6", 0.40),
    "good_l": Tone("accent3", 0, 14),
    "watch_l": Tone("accent4", 0, 18),
    "bad_l": Tone("accent5", 0, 16),
    "neutral_l": Tone("accent6", 0, 16),
    "primary_l": Tone("accent1", 0, 12),
    "lv1": Tone("accent1", 0, 14),
    "lv2": Tone("accent1", 0, 30),
    "lv3": Tone("accent1", 0, 50),
    "lv4": Tone("accent1", -0.25),
}


def _xml(tone: Tone) -> str:
    change = ""
    if tone.brightness:
        change += f'<a:lumMod val="{round((1 - abs(tone.brightness)) * 100000)}"/>'
        if tone.brightness > 0:
            change += f'<a:lumOff val="{round(tone.brightness * 100000)}"/>'
    if tone.alpha != 100:
        change += f'<a:alpha val="{tone.alpha * 1000}"/>'
    return f'<a:schemeClr val="{tone.slot}">{change}</a:schemeClr>' if change else f'<a:schemeClr val="{tone.slot}"/>'


COLOUR_XML: dict[str, str] = {name: _xml(tone) for name, tone in TONES.items()}
"""Tone name to its `a:schemeClr` element as text."""

FILL_XML: dict[str, str] = {name: f"<a:solidFill>{xml}</a:solidFill>" for name, xml in COLOUR_XML.items()}
"""Tone name to a solid fill of it."""
