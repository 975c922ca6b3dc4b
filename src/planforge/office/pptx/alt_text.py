"""Directives in alt text: a block of `key: value` lines under a first line `pf`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from planforge.office.pptx.chart_axis import axis_limits
from planforge.office.pptx.inherit import EMU_PER_POINT
from planforge.office.pptx.repeat import directions, length, maximum
from planforge.office.problems import UNKNOWN_DIRECTIVE, Place, Problems, did_you_mean
from planforge.office.tags import clean

EMU_PER_INCH = EMU_PER_POINT * 72
KEYS = (
    "if", "for", "dir", "gap", "max", "fill", "link", "image", "fit", "component", "min font", "chart", "series", "axis", "page", "rows",
    "repeat header", "total", "keep", "more", "grow", "bottom", "columns width", "cut", "scale", "alt",
)  # fmt: skip
_NUMBERS = frozenset(("rows", "repeat header", "keep", "grow", "cut", "bottom", "columns width", "min font", "scale"))
_WORDS = {"page": ("auto", "even"), "total": ("last", "every"), "fit": ("contain", "cover"), "series": ("by name", "by order")}
_NEEDS = {"dir": "for", "gap": "for", "max": "for", "fit": "image"}
"""Keys that say how, and the key that says what."""
_FORMS: Mapping[str, tuple[Callable[[str], bool], str]] = {
    "dir": (lambda value: bool(directions(value)), "right, down, left or up, or two of them such as `right down`"),
    "gap": (lambda value: length(value) >= 0, "a length with its unit, such as 0.3cm (cm, mm, in, pt)"),
    "axis": (lambda value: axis_limits(value) is not None, "two limits such as 0..auto or 10..50"),
    "max": (lambda value: maximum(value)[1] > 0, "a number such as 6, or copies a line x lines such as 4 x 2"),
}


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
    described = False
    for line in lines:
        key, colon, value = line.replace("：", ":", 1).partition(":")
        key = " ".join(key.lower().split())
        known = bool(colon) and key in KEYS
        if described and not known:
            found["alt"] += f"\n{line}"  # a description may have several lines
        elif not known and (key or colon):
            problems.add(UNKNOWN_DIRECTIVE, place, f"'{key}' is no directive for an object{did_you_mean(key, KEYS)}")
        elif known and key in found:
            problems.add(UNKNOWN_DIRECTIVE, place, f"'{key}:' stands twice")
        elif known and (key == "alt" or _valid(key, value.strip(), place, problems)):
            found[key] = value.strip()
        described = key == "alt" if known else described
    if "alt" in found:
        found["alt"] = found["alt"].strip()
    for key, needed in _NEEDS.items():
        if key in found and needed not in found:
            problems.add(UNKNOWN_DIRECTIVE, place, f"'{key}:' says how, and the line '{needed}:' is missing")
    return found


def _valid(key: str, value: str, place: Place, problems: Problems) -> bool:
    if key in _WORDS and value not in _WORDS[key]:
        problems.add(UNKNOWN_DIRECTIVE, place, f"'{key}:' takes {' or '.join(_WORDS[key])}, not '{value}'")
        return False
    if key in _FORMS and not _FORMS[key][0](value):
        problems.add(UNKNOWN_DIRECTIVE, place, f"'{key}:' takes {_FORMS[key][1]}, not '{value}'")
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
