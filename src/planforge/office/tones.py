"""Colour names and their theme slots. A template or drawing names a tone; only the theme decides the colour."""

from __future__ import annotations

from typing import NamedTuple


class Tone(NamedTuple):
    """A theme slot with an optional change of its luminance L from 0 to 1, which becomes `share` x L + `offset`; `alpha` in percent.

    Tones of text and background are written so that they work on light and dark themes alike: `hair` is a light grey on white and a
    lighter blue on navy, because the offset lifts a dark background more than the share lowers it. `saturation` is a factor: a cream
    background is a fully saturated yellow by the numbers, and its lines would be orange.
    """

    slot: str
    share: float = 1.0
    offset: float = 0.0
    alpha: int = 100
    saturation: float = 1.0


TONES: dict[str, Tone] = {
    "ink": Tone("tx1"),
    "muted": Tone("tx1", 0.44, 0.30),
    "title": Tone("tx2"),
    "white": Tone("bg1"),
    "panel": Tone("bg2"),
    "hair": Tone("bg1", 0.68, 0.17, saturation=0.25),
    "rule": Tone("bg1", 0.48, 0.27, saturation=0.25),
    "grey": Tone("bg1", 0.06, 0.46, saturation=0.25),
    "primary": Tone("accent1"),
    "primary_m": Tone("accent1", 0.70, 0.30),
    "primary_d": Tone("accent1", 0.75),
    "second": Tone("accent2"),
    "good": Tone("accent3"),
    "watch": Tone("accent4"),
    "bad": Tone("accent5"),
    "neutral": Tone("accent6"),
    "neutral_m": Tone("accent6", 0.60, 0.40),
    "good_l": Tone("accent3", alpha=14),
    "watch_l": Tone("accent4", alpha=18),
    "bad_l": Tone("accent5", alpha=16),
    "neutral_l": Tone("accent6", alpha=16),
    "primary_l": Tone("accent1", alpha=12),
    "lv1": Tone("accent1", alpha=14),
    "lv2": Tone("accent1", alpha=30),
    "lv3": Tone("accent1", alpha=50),
    "lv4": Tone("accent1", 0.75),
}


def _xml(tone: Tone) -> str:
    change = f'<a:satMod val="{round(tone.saturation * 100000)}"/>' if tone.saturation != 1.0 else ""
    if (tone.share, tone.offset) != (1.0, 0.0):
        change += f'<a:lumMod val="{round(tone.share * 100000)}"/>'
        if tone.offset:
            change += f'<a:lumOff val="{round(tone.offset * 100000)}"/>'
    if tone.alpha != 100:
        change += f'<a:alpha val="{tone.alpha * 1000}"/>'
    return f'<a:schemeClr val="{tone.slot}">{change}</a:schemeClr>' if change else f'<a:schemeClr val="{tone.slot}"/>'


COLOUR_XML: dict[str, str] = {name: _xml(tone) for name, tone in TONES.items()}
"""Tone name to its `a:schemeClr` element as text."""

FILL_XML: dict[str, str] = {name: f"<a:solidFill>{xml}</a:solidFill>" for name, xml in COLOUR_XML.items()}
"""Tone name to a solid fill of it."""
