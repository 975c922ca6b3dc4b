"""The places that a company's layouts leave: a grid for content slides, and the places of a cover's texts.

Everything is in inches of a page 7.5 inches high. A place is found from where title, footer and decoration stand; nothing of ours
is put on the company's logo, bars or legal text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pptx.oxml.ns import qn

from planforge.authoring import tokens as k
from planforge.authoring.base import LayoutUse
from planforge.authoring.base_layouts import decoration, placeholder
from planforge.authoring.grid import NARROW, Grid, Rect
from planforge.authoring.inherited import font_of, insets_of, size_of
from planforge.office.text import width_of

HEIGHT = 7.5
_EMU = 914400
_LINES_FACTOR = 2 * 1.2 * 0.95 / 72
"""Inches that two lines of a title take for each point of its size."""
_TITLE_H, _LEAST_TITLE = 0.90, 16.0
_LONG_TITLE = 150
"""Characters of a long title with its page count: two lines must hold it."""
_SENTENCE = "Lanhai stays a key account, but 2026 growth hangs on one deal, one sponsor gap and one show stopper"
_NARROW_SUBTITLE_H, _NARROW_SOURCE_H = 0.38, 0.47
_NARROW_WIDTH = 9.0
"""A body narrower than this begins at the edge of the title's box, not where its text begins."""
_EDGE = 0.30
_WIDE_GUTTER, _NARROW_GUTTER = k.GUTTER, 0.15


@dataclass(frozen=True, slots=True)
class Page:
    """A layout as rectangles: the page's width, scale, decoration, and placeholders by role."""

    width: float
    scale: float
    decoration: tuple[Rect, ...]
    roles: dict[str, Rect]
    others: tuple[Rect, ...]
    use: LayoutUse

    def inset(self, role: str) -> tuple[float, float, float, float]:
        """Insets of a placeholder's text."""
        shape = placeholder(self.use.layout, self.use.slots[role])
        left, top, right, bottom = (value / self.scale for value in insets_of(shape._element, self.use.layout))
        return left, top, right, bottom

    def size(self, role: str) -> float:
        """Points of a placeholder's text, on a page 7.5 inches high."""
        shape = placeholder(self.use.layout, self.use.slots[role])
        return size_of(shape._element, self.use.layout) / self.scale

    def em(self, role: str) -> float:
        """Mean width of a placeholder's characters in em."""
        shape = placeholder(self.use.layout, self.use.slots[role])
        face, bold = font_of(shape._element, self.use.layout)
        return width_of(_SENTENCE, 1, bold, face) / len(_SENTENCE)

    def free(self, rect: Rect) -> bool:
        """True when no decoration stands in a rectangle."""
        return not any(rect.meets(other) for other in self.decoration)

    def cleared(self, rect: Rect) -> Rect:
        """A rectangle made narrower at the side where decoration, such as a logo, reaches into it."""
        for other in self.decoration:
            if rect.meets(other):
                if other.x > rect.x + 0.4 * rect.w:
                    rect = replace(rect, w=max(other.x - 0.15 - rect.x, 0.1))
                elif other.right < rect.x + 0.6 * rect.w:
                    rect = Rect(other.right + 0.15, rect.y, max(rect.right - other.right - 0.15, 0.1), rect.h)
        return rect


def page_of(use: LayoutUse, width: int, height: int) -> Page:
    """A layout of a page in EMU as rectangles in inches."""
    scale = height / _EMU / HEIGHT
    slots = {index: role for role, index in use.slots.items()}
    roles: dict[str, Rect] = {}
    others = []
    for shape in use.layout.placeholders:
        rect = _rect(shape, scale)
        if rect is None:
            continue
        role = slots.get(shape.placeholder_format.idx)
        if role:
            roles[role] = rect
        elif shape._element.find(".//" + qn("p:ph")).get("type") not in ("dt", "ftr", "sldNum"):
            others.append(rect)
    page = width / _EMU / scale
    drawn = tuple(rect for shape in decoration(use.layout) if (rect := _rect(shape, scale)) is not None and not _ground(rect, page))
    return Page(page, scale, drawn, roles, tuple(others), use)


def _rect(shape: Any, scale: float) -> Rect | None:
    if shape.width is None or shape.left is None:
        return None
    unit = _EMU * scale
    return Rect(shape.left / unit, shape.top / unit, shape.width / unit, shape.height / unit)


def _ground(rect: Rect, page: float) -> bool:
    """True for a shape that is the background: it covers most of the page."""
    return rect.w > 0.7 * page and rect.h > 0.6 * HEIGHT


# ---------------------------------------------------------------- content slides


def content_grid(page: Page) -> Grid:
    """The grid that a content layout leaves."""
    left, right = _sides(page)
    title, size = _title(page, right)
    header = max([title.bottom, *(d.bottom for d in page.decoration if d.y < title.bottom + 0.25 and _across(d, left, right))])
    tracker, sticker, top = _header_line(page, left, right, title, header)
    high = k.SUBTITLE_H if right - left >= NARROW else _NARROW_SUBTITLE_H
    subtitle = page.roles.get("subtitle") or Rect(left, top + 0.03, right - left, high)
    body_top = max(subtitle.bottom, top) + (k.BODY_Y - k.SUBTITLE_Y - k.SUBTITLE_H)
    footer, number, foot = _foot(page, left, right)
    high = k.SOURCE_H if right - left >= NARROW else _NARROW_SOURCE_H
    source = page.roles.get("source") or Rect(left, foot - 0.02 - high, right - left, high)
    return Grid(
        page=page.width,
        scale=page.scale,
        left=left,
        right=right,
        gutter=_WIDE_GUTTER if page.width > 11 else _NARROW_GUTTER,
        body_top=body_top,
        body_end=source.y - 0.08,
        title=title,
        tracker=page.roles.get("tracker") or tracker,
        sticker=page.roles.get("sticker") or sticker,
        subtitle=subtitle,
        source=source,
        footer=footer,
        number=number,
        title_size=size,
    )


def _across(rect: Rect, left: float, right: float) -> bool:
    """True when a decoration at the top or bottom stands between the sides of the body, and is no band along a side."""
    return min(rect.right, right) - max(rect.x, left) > 0.01 and rect.h < 3.5


def _sides(page: Page) -> tuple[float, float]:
    """The edges of the body: where the title's text begins, and as far right as title, body or page number reach."""
    title = page.roles["title"]
    inset = page.inset("title")
    left = title.x + inset[0]
    ends = [title.right - inset[2], *(other.right - 0.1 for other in page.others)]
    if "number" in page.roles:
        ends.append(page.roles["number"].right - page.inset("number")[2])
    right = min(max(ends), page.width - _EDGE)
    for band in page.decoration:
        if band.h >= 3.5 and band.x < page.width / 2:
            left = max(left, band.right + 0.25)
        elif band.h >= 3.5:
            right = min(right, band.x - 0.25)
    if right - left < _NARROW_WIDTH and not any(band.h >= 3.5 for band in page.decoration):
        left, right = min(left, title.x), max(right, min(title.right, page.width - title.x))
    return left, right


def _title(page: Page, right: float) -> tuple[Rect, float]:
    """The place of a title of two lines, and its points."""
    title = page.roles["title"]
    _, top, _, bottom = page.inset("title")
    bars = [d for d in page.decoration if d.meets(title) and d.x <= title.x + 0.3 and d.right >= title.right - 0.3 and d.h > 0.2]
    beside = [d for d in page.decoration if d.meets(title) and d not in bars and d.x > title.x + 0.4 * title.w]
    if beside:
        title = replace(title, w=min(d.x for d in beside) - 0.15 - title.x)
    if not bars and title.h > 1.0:
        y = min(max(title.y, k.TITLE_Y), title.bottom - _TITLE_H)
        title = replace(title, y=y, h=_TITLE_H)
    elif title.h < _TITLE_H:
        title = _grown(page, title, bars)
    high = int((title.h - top - bottom) / _LINES_FACTOR * 2) / 2
    wide = int(title.w * 72 * 2 / (_LONG_TITLE * page.em("title")) * 2) / 2
    return title, max(min(k.SIZE_TITLE, page.size("title"), high, wide), _LEAST_TITLE)


def _grown(page: Page, title: Rect, bars: Sequence[Rect]) -> Rect:
    """A low title with room for two lines: within its bar, else downwards or upwards where nothing stands."""
    more = _TITLE_H - title.h
    if bars:
        bar = max(bars, key=lambda rect: rect.h)
        high = min(_TITLE_H, bar.h)
        return replace(title, y=min(max(title.y - more / 2, bar.y), bar.bottom - high), h=high)
    for taller in (replace(title, h=_TITLE_H), replace(title, y=title.y - more, h=_TITLE_H)):
        if taller.y > 0.1 and page.free(taller):
            return taller
    return title


def _header_line(page: Page, left: float, right: float, title: Rect, header: float) -> tuple[Rect, Rect, float]:
    """Places of tracker and sticker, above the title or on a line of their own below it, and where the subtitle may begin."""
    y = title.y - 0.27
    line = page.cleared(Rect(left, y, right - left, k.TRACKER_H))
    if y >= 0.12 and page.free(line) and line.w > 0.6 * (right - left):
        wide = min(3.6, line.w * 0.42)
        return Rect(line.x, y, line.w - wide - 0.15, line.h), Rect(line.right - wide, y, wide, line.h), header
    y = header + 0.06
    wide = min(3.6, (right - left) * 0.42)
    return Rect(left, y, right - left - wide - 0.15, k.TRACKER_H), Rect(right - wide, y, wide, k.TRACKER_H), y + k.TRACKER_H


def _foot(page: Page, left: float, right: float) -> tuple[Rect, Rect, float]:
    """Places of footer and number, and the height above which the source ends."""
    low = [d.y for d in page.decoration if d.y > 5.6 and _across(d, left, right)]
    own = [page.roles[role] for role in ("number", "footer") if role in page.roles and page.roles[role].y > 5.6]
    foot = min([*low, *(rect.y for rect in own)], default=k.FOOTER_RULE_Y)
    line = own[0] if own else Rect(left, k.FOOTER_Y if not low else foot - 0.28, right - left, k.FOOTER_H)
    number = page.roles.get("number") or Rect(right - k.COLUMN, line.y, k.COLUMN, line.h)
    missing = Rect(left, line.y, number.x - 0.1 - left, line.h)
    footer = _footer(page, left, right, page.roles.get("footer") or missing, number)
    return footer, number, min(foot, line.y)


def _footer(page: Page, left: float, right: float, own: Rect, number: Rect) -> Rect:
    """The footer's place, as wide as the room beside the page number and the decoration allows."""
    end = number.x - 0.1 if number.x > own.x else right
    start = left if number.x > own.x else max(left, number.right + 0.1)
    wide = page.cleared(Rect(start, own.y, end - start, own.h))
    return wide if page.free(wide) and wide.w > own.w else own
