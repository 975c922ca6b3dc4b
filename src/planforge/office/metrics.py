"""How wide characters are: advance widths per font and weight, in em.

The tables in `data/font_widths.txt` come from fonts that are metric compatible with Calibri and Arial. Chinese and full-width
characters are one em in every font. A character no table has is taken as one em, because measuring too wide costs a little
space and measuring too narrow lets text run out of its box.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from unicodedata import category

DEFAULT_FONT = "calibri"
_FAMILIES = {
    "": "calibri",
    "calibri": "calibri",
    "carlito": "calibri",
    "calibri light": "calibri",
    "+mn-lt": "calibri",
    "+mj-lt": "calibri",
    "arial": "arial",
    "helvetica": "arial",
    "liberation sans": "arial",
    "microsoft yahei": "arial",
    "noto sans cjk sc": "arial",
}
_UNKNOWN_FONT_MARGIN = 1.05
_SPACES = "\u00a0\u2007\u2009\u202f"
_AMBIGUOUS = "‘’“”…—·×→←↑↓↔⇒●○▲△▼■□◆◇★☆※≥≤≈≠±÷°①②③④⑤⑥⑦⑧⑨⑩"
"""Characters that renderers set in the East Asian font, one em wide, when they stand in Chinese text."""


class Advances(dict[str, float]):
    """Character to advance width in em; characters the font lacks are filled in when first asked for."""

    def __missing__(self, character: str) -> float:
        # Combining marks and format characters take no room; everything else unknown gets a full em.
        width = self[" "] if character in _SPACES else 0.0 if category(character) in ("Mn", "Me", "Cf", "Cc") else 1.0
        self[character] = width
        return width


@lru_cache(maxsize=1)
def _tables() -> dict[str, list[str]]:
    text = (Path(__file__).with_name("data") / "font_widths.txt").read_text(encoding="ascii")
    found: dict[str, list[str]] = {}
    for block in text.split("\n[")[1:]:
        name, _, body = block.partition("]\n")
        found[name] = body.splitlines()
    return found


@lru_cache(maxsize=64)
def advances(bold: bool = False, font: str = "", chinese: bool = False) -> Advances:
    """The widths of a font's characters in em.

    Args:
        bold: the bold weight.
        font: family name as in the file; unknown families count as Calibri plus 5 %.
        chinese: True for a text with Chinese in it, where quotes, arrows and symbols are one em wide.
    """
    key = font.lower()
    family = _FAMILIES.get(key, DEFAULT_FONT)
    unit = (1.0 if key in _FAMILIES else _UNKNOWN_FONT_MARGIN) / 1000
    widths = Advances()
    for line in _tables()[f"{family} {'bold' if bold else 'regular'}"]:
        first, *numbers = line.split(" ")
        start = int(first, 16)
        widths.update((chr(code), int(number) * unit) for code, number in enumerate(numbers, start))
    if chinese:
        widths.update((character, max(1.0, widths[character])) for character in _AMBIGUOUS)
    return widths


@lru_cache(maxsize=64)
def measure(bold: bool = False, font: str = "", chinese: bool = False) -> Callable[[str], float]:
    """A look-up from one character to its width in em, to be mapped over a text."""
    return advances(bold, font, chinese).__getitem__
