"""How wide characters and how high lines are: advance widths and line heights per font and weight, in em.

The tables in `data/font_widths.txt` come from open fonts. `_FAMILIES` says which font of a deck is measured with which table: most by
a font that is metric compatible with it, some by a similar one and a factor that errs on the wide side. Font files given by hand
(`use`) go before the tables. Chinese and full-width characters are one em in every font. A character no table has is taken as one em,
because measuring too wide costs a little space and measuring too narrow lets text run out of its box.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar
from unicodedata import category

DEFAULT_FONT = "calibri"


class Face(NamedTuple):
    """How a font is measured: by which table, times which factor, and in what way that is not exact."""

    table: str
    factor: float = 1.0
    note: str = ""


_LIGHT = "its regular weight plus 2 %"
_APTOS = "Liberation Sans plus 3 %, since no open font has its widths"
_YAHEI = "the Latin letters of Noto Sans CJK plus 5 %"
_PINGFANG = "the Latin letters of Noto Sans CJK plus 10 %"
_DENGXIAN = "the Latin letters of Noto Sans CJK"
_UNKNOWN = Face("georgia", 1.05, "the widest table, that of Georgia, plus 5 %")
_FAMILIES = {
    "": Face("calibri"),
    "+mn-lt": Face("calibri"),
    "+mj-lt": Face("calibri"),
    "calibri": Face("calibri"),
    "carlito": Face("calibri"),
    "calibri light": Face("calibri", 1.02, _LIGHT),
    "arial": Face("arial"),
    "arimo": Face("arial"),
    "helvetica": Face("arial"),
    "liberation sans": Face("arial"),
    # Every character of Arial Narrow is 82 % of Arial's.
    "arial narrow": Face("arial", 0.821),
    "liberation sans narrow": Face("arial", 0.821),
    "times new roman": Face("times"),
    "times": Face("times"),
    "tinos": Face("times"),
    "liberation serif": Face("times"),
    "cambria": Face("cambria"),
    "caladea": Face("cambria"),
    "georgia": Face("georgia"),
    "gelasio": Face("georgia"),
    "segoe ui": Face("segoe"),
    "selawik": Face("segoe"),
    "segoe ui light": Face("segoe", 1.02, _LIGHT),
    "segoe ui semilight": Face("segoe", 1.02, _LIGHT),
    # Widths that documents written with Aptos state: m 853, i 239, n 551, space 203; Arial has 833, 222, 556, 278.
    "aptos": Face("arial", 1.03, _APTOS),
    "aptos display": Face("arial", 1.03, _APTOS),
    "aptos light": Face("arial", 1.03, _APTOS),
    "microsoft yahei": Face("noto", 1.05, _YAHEI),
    "microsoft yahei ui": Face("noto", 1.05, _YAHEI),
    "微软雅黑": Face("noto", 1.05, _YAHEI),
    "microsoft jhenghei": Face("noto", 1.05, _YAHEI),
    "dengxian": Face("noto", 1.0, _DENGXIAN),
    "等线": Face("noto", 1.0, _DENGXIAN),
    "dengxian light": Face("noto", 1.0, _DENGXIAN),
    "等线 light": Face("noto", 1.0, _DENGXIAN),
    "pingfang sc": Face("noto", 1.1, _PINGFANG),
    "pingfang tc": Face("noto", 1.1, _PINGFANG),
    # Latin letters of SimSun and its kin are half as wide as Chinese characters, by design.
    "simsun": Face("half"),
    "nsimsun": Face("half"),
    "宋体": Face("half"),
    "新宋体": Face("half"),
    "simhei": Face("half"),
    "黑体": Face("half"),
    "noto sans cjk sc": Face("noto"),
    "noto sans cjk tc": Face("noto"),
    "noto sans sc": Face("noto"),
    "source han sans sc": Face("noto"),
    "source han sans cn": Face("noto"),
    "思源黑体": Face("noto"),
}
SOURCES = {
    "calibri": "Carlito, metric compatible",
    "arial": "Liberation Sans, metric compatible",
    "times": "Liberation Serif, metric compatible",
    "cambria": "Caladea, metric compatible",
    "georgia": "Gelasio, metric compatible",
    "segoe": "Selawik, metric compatible",
    "noto": "Noto Sans CJK SC, the font itself",
    "half": "half an em a Latin letter, by design",
}
"""Where each table comes from; the licences stand in the data file."""
_HALF = "0020" + " 500" * 95
_HALF_LINE = 1141
"""SimSun: ascent 0.859, descent 0.141 and, as most programs draw it, 0.141 between lines."""
_STRANGE_LETTER = 1.15
"""Factor on Arial for letters a table lacks, such as Cyrillic in Selawik: renderers take them from another font."""
_SPACES = "\u00a0\u2007\u2009\u202f"
_AMBIGUOUS = "‘’“”…—·×→←↑↓↔⇒●○▲△▼■□◆◇★☆※≥≤≈≠±÷°①②③④⑤⑥⑦⑧⑨⑩"
"""Characters that renderers set in the East Asian font, one em wide, when they stand in Chinese text."""


class FontFile(NamedTuple):
    """What a font file says: characters to widths in em, and the line height in em."""

    widths: Mapping[str, float]
    line: float


_given: dict[tuple[str, bool], FontFile] = {}


class _Remembering(Protocol):
    """A function with a memory, such as `lru_cache` makes."""

    def cache_clear(self) -> None:
        """Empties the memory."""


_Memory = TypeVar("_Memory", bound=_Remembering)
_forget: list[Callable[[], None]] = []


def measured_with(memory: _Memory) -> _Memory:
    """A function with a memory whose answers depend on the widths: it is emptied when they change."""
    _forget.append(memory.cache_clear)
    return memory


class Advances(dict[str, float]):
    """Character to advance width in em; characters the font lacks are filled in when first asked for."""

    def __missing__(self, character: str) -> float:
        # Combining marks and format characters take no room; everything else unknown gets a full em.
        kind = category(character)
        if character in _SPACES:
            width = self[" "]
        elif kind in ("Mn", "Me", "Cf", "Cc"):
            width = 0.0
        elif kind[0] == "L" and character < "\u1f00":
            width = min(_section("arial regular").get(character, 1.0) * _STRANGE_LETTER, 1.0)
        else:
            width = 1.0
        self[character] = width
        return width


class Capitals(dict[str, float]):
    """Widths of characters that are shown as capitals; `ß` is as wide as two S."""

    def __init__(self, widths: Mapping[str, float]) -> None:
        self._widths = widths

    def __missing__(self, character: str) -> float:
        width = self[character] = sum(self._widths[capital] for capital in character.upper())
        return width


@lru_cache(maxsize=1)
def _sections() -> dict[str, tuple[int, list[str]]]:
    """Of each table its line height in 1/1000 em and its lines of widths."""
    text = (Path(__file__).with_name("data") / "font_widths.txt").read_text(encoding="ascii")
    found = {f"half {weight}": (_HALF_LINE, [_HALF]) for weight in ("regular", "bold")}
    for block in text.split("\n[")[1:]:
        title, _, body = block.partition("]\n")
        name, _, line = title.rpartition(" ")
        found[name] = int(line), [row for row in body.splitlines() if not row.startswith("#")]
    return found


@lru_cache(maxsize=16)
def _section(name: str) -> dict[str, float]:
    """Characters to widths of a table, in em."""
    widths: dict[str, float] = {}
    for row in _sections()[name][1]:
        first, *numbers = row.split(" ")
        widths.update((chr(code), int(number) / 1000) for code, number in enumerate(numbers, int(first, 16)))
    return widths


def _face(font: str) -> tuple[Face, bool]:
    """How a font is measured, and whether its name ends in a bold weight."""
    key = font.lower()
    found = _FAMILIES.get(key)
    if found is None and key.endswith((" semibold", " bold", " black")):
        heavy = _FAMILIES.get(key.rpartition(" ")[0])
        if heavy is not None:
            return heavy._replace(note=heavy.note or "its bold weight"), True
    return found or _UNKNOWN, False


def known(face: str) -> bool:
    """True when the widths of a font family are known: from a table, or from a file given by hand."""
    return _is_given(face) or _face(face)[0] is not _UNKNOWN


def exact(face: str) -> bool:
    """True when a font family is measured with its own widths, or with those of a metric-compatible font."""
    return _is_given(face) or not _face(face)[0].note


def how(face: str) -> str:
    """What a font family is measured with when that is not exact, as the end of a sentence; else empty."""
    return "" if _is_given(face) else _face(face)[0].note


def families() -> Iterator[tuple[str, list[tuple[str, list[str]]]]]:
    """Every table with the fonts measured with it: what that is when it is not exact, and the names in small letters."""
    for table in SOURCES:
        notes: dict[str, list[str]] = {}
        for name, face in _FAMILIES.items():
            if face.table == table and name[:1] not in ("", "+"):
                notes.setdefault(face.note, []).append(name)
        yield table, list(notes.items())


def _is_given(face: str) -> bool:
    key = face.lower()
    return (key, False) in _given or (key, True) in _given


def use(files: Mapping[tuple[str, bool], FontFile]) -> None:
    """Measures with these fonts from now on, by family in small letters and weight (True is bold), before the tables."""
    if dict(files) == _given:
        return
    _given.clear()
    _given.update(files)
    for forget in _forget:
        forget()


def _given_for(font: str, bold: bool) -> FontFile | None:
    key = font.lower()
    return _given.get((key, bold)) or _given.get((key, not bold))


@measured_with
@lru_cache(maxsize=128)
def advances(bold: bool = False, font: str = "", chinese: bool = False) -> Advances:
    """The widths of a font's characters in em.

    Args:
        bold: the bold weight.
        font: family name as in the file; unknown families count as the widest table plus 5 %.
        chinese: True for a text with Chinese in it, where quotes, arrows and symbols are one em wide.
    """
    given = _given_for(font, bold) if _given else None
    if given is not None:
        # A bold that is missing is drawn by widening the regular weight.
        wider = 1.05 if bold and (font.lower(), True) not in _given else 1.0
        widths = Advances((character, width * wider) for character, width in given.widths.items())
    else:
        face, heavy = _face(font)
        section = _section(f"{face.table} {'bold' if bold or heavy else 'regular'}")
        widths = Advances((character, width * face.factor) for character, width in section.items())
    if chinese:
        east = _section(f"noto {'bold' if bold else 'regular'}")
        widths.update((character, max(width, widths[character])) for character, width in east.items() if character >= "\u2000")
        widths.update((character, max(1.0, widths[character])) for character in _AMBIGUOUS)
    return widths


@measured_with
@lru_cache(maxsize=128)
def measure(bold: bool = False, font: str = "", chinese: bool = False, capitals: bool = False) -> Callable[[str], float]:
    """A look-up from one character to its width in em, to be mapped over a text; `capitals` when it is shown in capitals."""
    widths = advances(bold, font, chinese)
    return (Capitals(widths) if capitals else widths).__getitem__


@measured_with
@lru_cache(maxsize=128)
def widest_ascii(bold: bool = False, font: str = "") -> float:
    """The width in em of a font's widest printable ASCII character: no such text is wider than that for each of its characters."""
    return max(map(measure(bold, font), map(chr, range(32, 127))))


@measured_with
@lru_cache(maxsize=128)
def cell_line(font: str = "") -> float:
    """Line height of Latin text in table cells in em: the font's own ascent, descent and line gap, at least 1.2."""
    given = _given_for(font, False) if _given else None
    line = given.line if given is not None else _sections()[f"{_face(font)[0].table} regular"][0] / 1000
    return max(1.2, line)
