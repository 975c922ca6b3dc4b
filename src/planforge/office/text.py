"""Measures text: how wide it is, how many lines it takes in a given width, where to cut it.

Breaking follows what LibreOffice does (and PowerPoint within its latitude): after a space, after - – — before a letter, around
Chinese characters except before closing and after opening punctuation; a word wider than the line breaks inside. Whether a line
may end after a slash depends on the language of the run, so both are tried. Wherever renderers differ the longer reading is
taken, so that a text is never measured too short. Lengths are points.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from planforge.office.line_ends import CHINESE_FONT, HAS_CJK, LOOSE_AT, SCRIPT_CHANGE, STRICT_AT, line_breaks, pattern
from planforge.office.metrics import cell_line, measure, measured_with, widest_ascii

SHAPE_LINE = 1.2
"""Line height in shapes as a multiple of the largest size on the line, whatever the font."""
CELL_LINE_CHINESE = 1.46
"""Line height in table cells for a line with Chinese in Noto Sans CJK; YaHei is lower (1.32). Latin lines: `metrics.cell_line`."""
TAB = 72.0
"""Points between default tab stops where a template says nothing else."""
ELLIPSIS = "…"
_SCRIPT_GAP = 0.245
_SCRIPT_GAP_IN_CELLS = 0.29
"""Em that LibreOffice leaves between Chinese and Latin: a fifth of the line height."""
_SIZE_ROUNDING = 0.996
"""LibreOffice rounds sizes to hundredths of a millimetre, which makes text up to 0.4 % wider: 11 points are drawn as 11.04."""
_ROUNDING, _ROUNDING_IN_CELLS = 0.1, 0.6
"""Points by which renderers may make a line shorter when they round the edges of a box or a column."""
_MOST_KEPT, _LONGEST_KEPT = 4096, 500
"""How many measured paragraphs are kept, and of how many characters at most."""
_NEAR = 4
"""Characters by which renderers may break elsewhere: a larger size that begins so near counts for the line."""


class Piece(NamedTuple):
    """A text in one look. A named tuple, since thousands are made for a deck.

    `size` in points; `font` empty for Calibri; `capitals` when it is shown in capitals; `spacing` points added after each character.
    """

    text: str
    size: float = 12
    bold: bool = False
    font: str = ""
    capitals: bool = False
    spacing: float = 0.0


class Tabs(NamedTuple):
    """Tab stops in points from where lines begin: those set, in order, and the distance of the default ones; `origin` is where 0 is."""

    stops: tuple[float, ...] = ()
    every: float = TAB
    origin: float = 0.0

    def after(self, x: float) -> float:
        """The next stop right of a place on the line."""
        x += self.origin
        for stop in self.stops:
            if stop > x:
                return stop - self.origin
        return (int(x / self.every + 1e-6) + 1) * self.every - self.origin


DEFAULT_TABS = Tabs()


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


def fits(text: str, size: float, width: float, lines: int, bold: bool = False, font: str = "") -> bool:
    """True when a text takes at most so many lines in a width in points."""
    return layout((Piece(text, size, bold, font),), width).lines <= lines


def on_one_line(text: str, size: float, bold: bool, font: str, width: float, cell: bool) -> bool:
    """True for a printable ASCII text in one look that takes one line, the quick way; False says nothing: ask `layout`."""
    if not (text.isascii() and text.isprintable()):
        return False
    room = width * _SIZE_ROUNDING - (_ROUNDING_IN_CELLS if cell else _ROUNDING)
    # Most texts are so short that they would fit if all their letters were as wide as the widest.
    if len(text) * widest_ascii(bold, font) * size < room * 0.999:
        return True
    return sum(map(measure(bold, font), text)) * size <= room


def layout(pieces: Sequence[Piece], width: float, *, cell: bool = False, first: float = 0.0, tabs: Tabs = DEFAULT_TABS) -> Layout:
    """Lines, height and widest line of one paragraph; a newline in a text is a line break.

    Args:
        pieces: the runs in reading order.
        width: points between the insets, less the paragraph's margins.
        cell: True in a table cell, where lines have the font's own height.
        first: points by which the first line begins further right, or less when it hangs out.
        tabs: where tabs lead.
    """
    if sum([len(piece[0]) for piece in pieces]) > _LONGEST_KEPT:
        return _layout(pieces, width, cell, first, tabs)
    return _kept_layout(tuple(pieces), width, cell, first, tabs)


def _layout(pieces: Sequence[Piece], width: float, cell: bool, first: float, tabs: Tabs) -> Layout:
    width = width * _SIZE_ROUNDING - (_ROUNDING_IN_CELLS if cell else _ROUNDING)
    if len(pieces) == 1:
        text, size, bold, font, capitals, spacing = pieces[0]
        if not capitals and not spacing and not first and "\t" not in text:
            # One piece is measured in em, which saves a multiplication per character; most texts end here, on one line.
            widths = list(map(measure(bold, font), text)) if text.isascii() else _em_widths(text, bold, font, cell)
            total = sum(widths) * size
            if total <= width and "\n" not in text:
                return Layout(1, size * _line_factor(text, cell, font), total)
            return _flow(_Line(text, _ends(widths), width / size), pieces, size, cell)
    elif not pieces:
        return Layout(0, 0.0, 0.0)
    text = "".join([piece.text for piece in pieces])
    chinese = not text.isascii() and HAS_CJK.search(text) is not None
    return _flow(_Line(text, _ends(_point_widths(pieces, chinese, cell)), width, first, tabs), pieces, 1.0, cell)


_kept_layout = measured_with(lru_cache(maxsize=_MOST_KEPT)(_layout))
"""The same from memory: a text is measured when it is cut and again when it is placed, and labels stand on every page of every deck."""


def forget() -> None:
    """Empties that memory, so that what follows takes as long as for texts never seen."""
    _kept_layout.cache_clear()


def cut(
    pieces: Sequence[Piece], width: float, lines: int, *, cell: bool = False, first: float = 0.0, tabs: Tabs = DEFAULT_TABS
) -> tuple[tuple[Piece, ...], bool]:
    """A paragraph shortened to at most so many lines, and whether anything was cut.

    The cut is made where a line may break, marked with "…"; inside a word only when the first word alone is too long.
    """

    def takes(candidate: Sequence[Piece]) -> bool:
        return layout(candidate, width, cell=cell, first=first, tabs=tabs).lines <= lines

    if takes(pieces):
        return tuple(pieces), False
    text = "".join([piece.text for piece in pieces])
    words = {match.end() for match in line_breaks(HAS_CJK.search(text) is not None)[1].finditer(text)}
    places = sorted((words | {match.start() for match in re.finditer("\n", text)}) - {0, len(text)})
    for candidates in (places, range(1, len(text))):
        found = _longest(pieces, candidates, takes)
        if found:
            return found, True
    return _shortened(pieces, 0), True


def _longest(pieces: Sequence[Piece], places: Sequence[int], takes: Callable[[Sequence[Piece]], bool]) -> tuple[Piece, ...]:
    """The longest shortened text among the places that takes few enough lines; empty when none does."""
    best: tuple[Piece, ...] = ()
    low, high = 0, len(places)
    while low < high:
        middle = (low + high) // 2
        candidate = _shortened(pieces, places[middle])
        if takes(candidate):
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


def line_factor(font: str = "", *, cell: bool = False) -> float:
    """Line height of Latin text in em: always 1.2 in shapes, the font's own in table cells."""
    return cell_line(font) if cell else SHAPE_LINE


def _line_factor(text: str, cell: bool, font: str, chinese: bool = False) -> float:
    """Line height in em of a line in a paragraph that is Chinese or not."""
    if not cell:
        return SHAPE_LINE
    tall = not text.isascii() and (pattern(CHINESE_FONT) if chinese else HAS_CJK).search(text)
    return CELL_LINE_CHINESE if tall else cell_line(font)


def _em_widths(text: str, bold: bool, font: str, cell: bool = False) -> list[float]:
    """Width in em of each character, with the gap renderers put between Chinese and Latin."""
    if text.isascii() or not HAS_CJK.search(text):
        return list(map(measure(bold, font), text))
    widths = list(map(measure(bold, font, True), text))
    gap = _SCRIPT_GAP_IN_CELLS if cell else _SCRIPT_GAP
    for place in _gaps(text):
        widths[place] += gap
    return widths


def _gaps(text: str) -> Iterator[int]:
    """The characters after which the script changes; blanks may follow them."""
    for match in pattern(SCRIPT_CHANGE).finditer(text):
        yield match.start() + max(len(match[0].rstrip()) - 1, 0)


def _point_widths(pieces: Sequence[Piece], chinese: bool, cell: bool) -> list[float]:
    widths: list[float] = []
    sizes: list[float] = []
    for text, size, bold, font, capitals, spacing in pieces:
        widths.extend([width * size + spacing for width in map(measure(bold, font, chinese, capitals), text)])
        sizes.extend([size] * len(text))
    if chinese:
        gap = _SCRIPT_GAP_IN_CELLS if cell else _SCRIPT_GAP
        for place in _gaps("".join([piece.text for piece in pieces])):
            widths[place] += gap * sizes[place]
    return widths


def _ends(widths: Iterable[float]) -> list[float]:
    """Running widths: where each character begins, and where the last one ends."""
    return list(accumulate(widths, initial=0.0))


class _Line(NamedTuple):
    """A paragraph to be broken: its text, where each character begins and the last ends, the width, and what the first line leaves free."""

    text: str
    ends: list[float]
    width: float
    first: float = 0.0
    tabs: Tabs = DEFAULT_TABS


def _flow(line: _Line, pieces: Sequence[Piece], unit: float, cell: bool) -> Layout:
    """Breaks a text into lines; its `ends` and `width` are in units of so many points."""
    text, ends = line.text, line.ends
    usual, loose, strict = line_breaks(not text.isascii() and HAS_CJK.search(text) is not None)
    lines = _broken(line, usual)
    if len(lines) > 1:
        others = [breaks for breaks, at in ((loose, LOOSE_AT), (strict, STRICT_AT)) if at.search(text)]
        lines = max([lines, *(_broken(line, breaks) for breaks in others)], key=len) if others else lines
        if len(lines) > 2 and "://" in text:
            # Renderers break addresses at places of their own.
            lines.append(lines[-1])
    if line.tabs.origin and "\t" in text:
        # Some renderers count tab stops from the left margin, others from the edge of the box.
        lines = max(lines, _broken(line._replace(tabs=line.tabs._replace(origin=0.0)), usual), key=len)
    widest = line.width if "\t" in text else max([ends[_visible_end(text, first, last)] - ends[first] for first, last in lines])
    return Layout(len(lines), _height(text, pieces, lines, cell), widest * unit)


def _broken(line: _Line, breaks: re.Pattern[str]) -> list[tuple[int, int]]:
    """First and past-the-end positions of all lines."""
    lines: list[tuple[int, int]] = []
    start, first = 0, line.first
    for segment in line.text.split("\n"):
        stop = start + len(segment)
        break_up = _tabbed_lines if "\t" in segment else _lines
        lines.extend(break_up(line, start, stop, first, breaks))
        start, first = stop + 1, 0.0
    return lines


def _visible_end(text: str, first: int, last: int) -> int:
    return first + len(text[first:last].rstrip(" \t"))


def _lines(line: _Line, start: int, stop: int, first: float, breaks: re.Pattern[str]) -> list[tuple[int, int]]:
    """Lines between two line breaks; each is found by bisection in the running widths."""
    text, ends, width = line.text, line.ends, line.width - first
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
        start, width = end, line.width
    if start < stop or not lines:
        lines.append((start, stop))
    return lines


def _tabbed_lines(line: _Line, start: int, stop: int, first: float, breaks: re.Pattern[str]) -> list[tuple[int, int]]:
    """Lines between two line breaks of a text with tabs, whose widths depend on where they stand."""
    text, ends = line.text, line.ends
    places = [match.end() for match in breaks.finditer(text, start, stop)]
    lines: list[tuple[int, int]] = []
    x, position = first, start
    while position < stop:
        blank = text[position] == "\t"
        next_x = line.tabs.after(x) if blank else x + ends[position + 1] - ends[position]
        if next_x > line.width and position > start and text[position] != " ":
            at = bisect_right(places, position) - 1
            end = places[at] if not blank and at >= 0 and places[at] > start else position
            lines.append((start, end))
            start = position = end
            x = 0.0
            continue
        x, position = next_x, position + 1
    lines.append((start, stop))
    return lines


def _height(text: str, pieces: Sequence[Piece], lines: Sequence[tuple[int, int]], cell: bool) -> float:
    sizes = {piece.size for piece in pieces}
    font = max([piece.font for piece in pieces], key=cell_line) if cell and len(pieces) > 1 else pieces[0].font
    if len(sizes) == 1 and (not cell or text.isascii()):
        return len(lines) * sizes.pop() * line_factor(font, cell=cell)
    chinese = HAS_CJK.search(text) is not None
    near = [_around(text, first, last) for first, last in lines] if len(lines) > 1 else lines
    factors = [_line_factor(text[first:last], cell, font, chinese) for first, last in near]
    if len(sizes) == 1:
        return sum(factors) * sizes.pop()
    return sum(_largest(pieces, *line) * factor for line, factor in zip(near, factors, strict=True))


def _around(text: str, first: int, last: int) -> tuple[int, int]:
    """A line with the characters that another renderer may put on it."""
    before, after = text.rfind("\n", 0, first) + 1, text.find("\n", last)
    return max(first - _NEAR, before), min(last + _NEAR, after if after >= 0 else len(text))


def _largest(pieces: Sequence[Piece], first: int, last: int) -> float:
    """The largest size among the pieces that have characters on a line; an empty line has that of the piece it stands in."""
    largest, begin = 0.0, 0
    for piece in pieces:
        end = begin + len(piece.text)
        if (begin < last and end > first) or (first == last and begin <= first <= end):
            largest = max(largest, piece.size)
        begin = end
    return largest


def one_line(text: str, width: float, size: float, bold: bool = False, font: str = "") -> str:
    """A text shortened at a word to one line of a width in points."""
    pieces, _ = cut((Piece(text, size, bold, font),), width, 1)
    return "".join(piece.text for piece in pieces)
