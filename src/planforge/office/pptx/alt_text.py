"""Directives in alt text: a block of `key: value` lines under a first line `pf`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from planforge.office.pptx.inherit import EMU_PER_POINT
from planforge.office.problems import UNKNOWN_DIRECTIVE, Place, Problems, did_you_mean
from planforge.office.tags import clean

EMU_PER_INCH = EMU_PER_POINT * 72
KEYS = (
    "if", "component", "min font", "chart", "page", "rows", "repeat header", "total", "keep", "bottom", "columns width", "cut", "alt",
)  # fmt: skip
_NUMBERS = frozenset(("rows", "repeat header", "keep", "cut", "bottom", "columns width", "min font"))
_WORDS = {"page": ("auto",), "total": ("last",)}


@dataclass(frozen=True, slots=True)
class AltBlock:
    """The directives of one object. `attribute` is where they stood, `descr` or `title`; empty when there are none."""

    attribute: str = ""
    lines: Mapping[str, str] = field(default_factory=dict)

    def expression(self, key: str) -> str:
        """An expression without AutoCorrect's changes; empty when the key is missing."""
        return clean(self.lines.get(key, ""))

    def number(self, key: str, default: float = 0.0) -> float:
        """A number, or the default."""
        return float(self.lines.get(key, default))

    def __contains__(self, key: str) -> bool:
        return key in self.lines


def properties_of(shape: etree._Element) -> etree._Element | None:
    """The element with id, name and alt text of any object: shape, group, picture, connector, graphic frame."""
    return next((e for e in (shape[0].iterchildren() if len(shape) else ()) if etree.QName(e).localname == "cNvPr"), None)


def read_block(shape: etree._Element, place: Place, problems: Problems) -> AltBlock:
    """The directives in an object's description or title."""
    properties = properties_of(shape)
    if properties is None:
        return AltBlock()
    for name in ("descr", "title"):
        lines = (properties.get(name) or "").replace("\r", "\n").replace("\v", "\n").replace("_x000d_", "\n").splitlines()
        if lines and lines[0].strip().lower() == "pf":
            return AltBlock(name, _lines(lines[1:], place, problems))
    return AltBlock()


def _lines(lines: list[str], place: Place, problems: Problems) -> dict[str, str]:
    found: dict[str, str] = {}
    for number, line in enumerate(lines):
        key, colon, value = line.replace("：", ":", 1).partition(":")
        key = " ".join(key.lower().split())
        if not key and not colon:
            continue
        if not colon or key not in KEYS:
            problems.add(UNKNOWN_DIRECTIVE, place, f"'{key}' is no directive for an object{did_you_mean(key, KEYS)}")
        elif key == "alt":
            found[key] = "\n".join((value.strip(), *lines[number + 1 :])).strip()
            break
        elif _valid(key, value.strip(), place, problems):
            found[key] = value.strip()
    return found


def _valid(key: str, value: str, place: Place, problems: Problems) -> bool:
    if key in _WORDS and value not in _WORDS[key]:
        problems.add(UNKNOWN_DIRECTIVE, place, f"'{key}:' takes {' or '.join(_WORDS[key])}, not '{value}'")
        return False
    if key in _NUMBERS:
        try:
            number = float(value)
        except ValueError:
            number = -1.0
        if not 0 <= number < 1000:
            problems.add(UNKNOWN_DIRECTIVE, place, f"'{key}:' takes a number, not '{value}'")
            return False
    if not value:
        problems.add(UNKNOWN_DIRECTIVE, place, f"'{key}:' has no value")
        return False
    return True
