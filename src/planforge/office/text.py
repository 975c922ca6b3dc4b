"""Measures text: how wide it is, how many lines it takes in a given width, where to cut it.

Breaking follows what LibreOffice does (and PowerPoint within its latitude): after a space, after - – — before a letter, around
Chinese characters except before closing and after opening punctuation; a word wider than the line breaks inside. Whether a line
may end after a slash depends on the language of the run, so both are tried. Wherever renderers differ the longer reading is
taken, so that a text is never measured too short. Lengths are points.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain, pairwise
from typing import NamedTuple

from planforge.office.metrics import measure

SHAPE_LINE = 1.2
"""Line height in shapes as a multiple of the largest size on the line, whatever the font."""
CELL_LINE = 1.22
"""Line height in table cells for Calibri: ascent, descent and line gap of the font. LibreOffice leaves out the gap."""
CELL_LINE_CHINESE = 1.45
"""Line height in table cells for a line with Chinese in Noto Sans CJK; YaHei is lower (1.32)."""
ELLIPSIS = "…"
_SCRIPT_GAP = 0.24
_ROUNDING = 0.1
"""Points by which renderers may make a column narrower when they round its edges."""
_CJK = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
_CLOSING = "”’，。、；：？！）》」』】〉…,.;:?!)\\]}%"
_OPENING = "“‘（《「『【〈(\\[{$￥"
_HAS_CJK = re.compile(f"[{_CJK}]")
_IDEOGRAPH = "\u2e80-\u2fff\u3040-\ufaff\U00020000-\U0003ffff"
_SYMBOL = "←↑→↓↔⇒■□▲△▼◆◇○●★☆※①-⑩"
"""In Chinese text these stand in the Chinese font, so the gap comes between them and Latin too."""
_SCRIPT_CHANGE = re.compile(rf"[{_IDEOGRAPH}](?=[^\s{_CJK}])|[^\s{_CJK}](?=[{_IDEOGRAPH}])|[{_SYMBOL}](?=[^\s{_CJK}{_SYMBOL}])")
_LATIN_BREAK = r"[ \t]+|[-–—](?=[^\W\d_])"
_CHINESE_BREAK = rf"|[{_CJK}](?<![{_OPENING}])(?![{_CLOSING} \t])|[^{_CJK}{_OPENING}](?=[{_CJK}])(?![{_CLOSING}])"
_SLASH_BREAK = r"|/(?=[^\W\d_])"
_BREAKS = {
    # (Chinese, after a slash): a line may end where a match ends.
    (False, False): re.compile(_LATIN_BREAK),
    (False, True): re.compile(_LATIN_BREAK + _SLASH_BREAK),
    (True, False): re.compile(_LATIN_BREAK + _CHINESE_BREAK),
    (True, True): re.compile(_LATIN_BREAK + _CHINESE_BREAK + _SLASH_BREAK),
}


class Piece(NamedTuple):
    """A text in one look. A named tuple, since thousands are made for a deck. `size` in points; `font` empty for Calibri."""

    text: str
    size: float = 12
    bold: bool = False
    font: str = ""


class Layout(NamedTuple):
    """What a text takes: lines, their height and the widest line, both in points."""

    lines: int
    height: float
    widest: float


def width_of(text: str, size: float = 12, bold: bool = False, font: str = "") -> float:
    """The width in points of a text set in one line; of its widest line when it has line breaks."""
    if "\n" in text:
        return max(width_of(line, size, bold, font) for line in text.split("\n"))
    if text.isascii():
        return sum(map(measure(bold, font), text)) * size
    return sum(_em_widths(text, bold, font)) * size


def fits(text: str, size: float, width: float, lines: int, bold: bool = False) -> bool:
    """True when a text takes at most so many lines in a width in points."""
    return layout((Piece(text, size, bold),), width).lines <= lines


def layout(pieces: Sequence[Piece], width: float, *, cell: bool = False) -> Layout:
    """Lines, height and widest line of one paragraph; a newline in a text is a line break.

    Args:
        pieces: the runs in reading order.
        width: points between the insets.
        cell: True in a table cell, where lines have the font's own height.
    """
    width -= _ROUNDING
    if len(pieces) > 1:
        text = "".join([piece.text for piece in pieces])
        return _flow(text, pieces, _ends(_point_widths(pieces)), width, 1.0, cell)
    if not pieces:
        return Layout(0, 0.0, 0.0)
    text, size, bold, font = pieces[0]
    # One piece is measured in em, which saves a multiplication per character; most texts end here, on one line.
    widths = list(map(measure(bold, font), text)) if text.isascii() else _em_widths(text, bold, font)
    total = sum(widths) * size
    if total <= width and "\n" not in text:
        return Layout(1, size * _line_factor(text, cell), total)
    return _flow(text, pieces, _ends(widths), width / size, size, cell)


def cut(pieces: Sequence[Piece], width: float, lines: int, *, cell: bool = False) -> tuple[tuple[Piece, ...], bool]:
    """A paragraph shortened to at most so many lines, and whether anything was cut.

    The cut is made where a line may break, marked with "…"; inside a word only when the first word alone is too long.
    """
    if layout(pieces, width, cell=cell).lines <= lines:
        return tuple(pieces), False
    text = "".join([piece.text for piece in pieces])
    words = {match.end() for match in _BREAKS[_HAS_CJK.search(text) is not None, True].finditer(text)}
    places = sorted((words | {match.start() for match in re.finditer("\n", text)}) - {0, len(text)})
    for candidates in (places, range(1, len(text))):
        found = _longest(pieces, candidates, width, lines, cell)
        if found:
            return found, True
    return _shortened(pieces, 0), True


def _longest(pieces: Sequence[Piece], places: Sequence[int], width: float, lines: int, cell: bool) -> tuple[Piece, ...]:
    """The longest shortened text among the places that takes at most so many lines; empty when none does."""
    best: tuple[Piece, ...] = ()
    low, high = 0, len(places)
    while low < high:
        middle = (low + high) // 2
        candidate = _shortened(pieces, places[middle])
        if layout(candidate, width, cell=cell).lines <= lines:
            best, low = candidate, middle + 1
        else:
            high = middle
    return best


def _shortened(pieces: Sequence[Piece], length: int) -> tuple[Piece, ...]:
    """The first characters of a paragraph and "…", without blanks or punctuation left hanging before it."""
    kept: list[Piece] = []
    for piece in pieces:
        if length <= 0 and kept:
            break
        kept.append(piece._replace(text=piece.text[: max(length, 0)]))
        length -= len(piece.text)
    while len(kept) > 1 and not kept[-1].text.strip():
        kept.pop()
    last = kept[-1]
    return (*kept[:-1], last._replace(text=last.text.rstrip(" \t\n,;:.–—-/，、；：。（(") + ELLIPSIS))


def _line_factor(text: str, cell: bool) -> float:
    if not cell:
        return SHAPE_LINE
    return CELL_LINE_CHINESE if not text.isascii() and _HAS_CJK.search(text) else CELL_LINE


def _em_widths(text: str, bold: bool, font: str) -> list[float]:
    """Width in em of each character, with the gap renderers put between Chinese and Latin."""
    if text.isascii() or not _HAS_CJK.search(text):
        return list(map(measure(bold, font), text))
    widths = list(map(measure(bold, font, True), text))
    for match in _SCRIPT_CHANGE.finditer(text):
        widths[match.start()] += _SCRIPT_GAP
    return widths


def _point_widths(pieces: Sequence[Piece]) -> list[float]:
    if len(pieces) == 1:
        text, size, bold, font = pieces[0]
        return [width * size for width in _em_widths(text, bold, font)]
    widths = list(chain.from_iterable(_point_widths((piece,)) for piece in pieces))
    end = 0
    for before, after in pairwise(pieces):
        end += len(before.text)
        if before.text and _SCRIPT_CHANGE.match(before.text[-1] + after.text[:1]):
            widths[end - 1] += _SCRIPT_GAP * before.size
    return widths


def _ends(widths: Iterable[float]) -> list[float]:
    """Running widths: where each character begins, and where the last one ends."""
    return list(accumulate(widths, initial=0.0))


def _flow(text: str, pieces: Sequence[Piece], ends: list[float], width: float, unit: float, cell: bool) -> Layout:
    """Breaks a text into lines; `ends` and `width` are in units of so many points."""
    chinese = not text.isascii() and _HAS_CJK.search(text) is not None
    lines = _broken(text, ends, width, _BREAKS[chinese, False])
    if "/" in text:
        lines = max(lines, _broken(text, ends, width, _BREAKS[chinese, True]), key=len)
    widest = max([ends[_visible_end(text, first, last)] - ends[first] for first, last in lines])
    return Layout(len(lines), _height(text, pieces, lines, cell), widest * unit)


def _broken(text: str, ends: list[float], width: float, breaks: re.Pattern[str]) -> list[tuple[int, int]]:
    """First and past-the-end positions of all lines."""
    lines: list[tuple[int, int]] = []
    start = 0
    for paragraph in text.split("\n"):
        stop = start + len(paragraph)
        lines.extend(_lines(text, start, stop, ends, width, breaks))
        start = stop + 1
    return lines


def _visible_end(text: str, first: int, last: int) -> int:
    return first + len(text[first:last].rstrip(" \t"))


def _lines(text: str, start: int, stop: int, ends: list[float], width: float, breaks: re.Pattern[str]) -> list[tuple[int, int]]:
    """Lines between two line breaks; each is found by bisection in the running widths."""
    visible = _visible_end(text, start, stop)
    if ends[visible] - ends[start] <= width:
        return [(start, stop)]
    places = [match.end() for match in breaks.finditer(text, start, stop)]
    lines: list[tuple[int, int]] = []
    while ends[visible] - ends[start] > width:
        # Character `over` is the first that does not fit; blanks may hang over the edge.
        over = bisect_right(ends, ends[start] + width, start) - 1
        while over < stop and text[over] in " \t":
            over += 1
        at = bisect_right(places, over) - 1
        end = places[at] if at >= 0 and places[at] > start else max(over, start + 1)
        lines.append((start, end))
        start = end
    if start < stop or not lines:
        lines.append((start, stop))
    return lines


def _height(text: str, pieces: Sequence[Piece], lines: Sequence[tuple[int, int]], cell: bool) -> float:
    sizes = {piece.size for piece in pieces}
    if len(sizes) == 1:
        size = sizes.pop()
        if not cell or text.isascii():
            return len(lines) * size * (CELL_LINE if cell else SHAPE_LINE)
        return sum(_line_factor(text[first:last], cell) for first, last in lines) * size
    return sum(_largest(pieces, first, last) * _line_factor(text[first:last], cell) for first, last in lines)


def _largest(pieces: Sequence[Piece], first: int, last: int) -> float:
    """The largest size among the pieces that have characters on a line; an empty line has that of the piece it stands in."""
    largest, begin = 0.0, 0
    for piece in pieces:
        end = begin + len(piece.text)
        if (begin < last and end > first) or (first == last and begin <= first <= end):
            largest = max(largest, piece.size)
        begin = end
    return largest


def one_line(text: str, width: float, size: float, bold: bool = False) -> str:
    """A text shortened at a word to one line of a width in points."""
    pieces, _ = cut((Piece(text, size, bold),), width, 1)
    return "".join(piece.text for piece in pieces)
