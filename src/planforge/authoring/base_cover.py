"""Where the texts of our cover stand on a company's cover layout, and in which tones they can be read."""

from __future__ import annotations

from dataclasses import replace
from math import ceil
from typing import Any

from pptx.oxml.ns import qn

from planforge.authoring import tokens as k
from planforge.authoring.base import CoverPlan
from planforge.authoring.base_contrast import is_light, layout_palette, on_theme_ground
from planforge.authoring.base_geometry import HEIGHT, Page
from planforge.authoring.base_layouts import placeholder
from planforge.authoring.grid import Rect
from planforge.authoring.inherited import levels_of

_FACTS_H = 1.55
"""Inches that six facts of 13 points take with their spaces."""
_LONGEST = 110
"""Characters of a long cover title."""


def cover_plan(page: Page, size: tuple[int, int]) -> CoverPlan:
    """The plan for a cover layout on a page of a size in EMU."""
    title = page.roles["title"]
    left = title.x + page.inset("title")[0]
    subtitle, below = _subtitle(page, left)
    right = min(page.width - 0.5, max(title.right, left + 6))
    footer = _lowest(page, Rect(left, 6.98, right - left, 0.26), [title, below])
    facts = _facts(page, left, title, below, footer)
    taken = [title, below, facts]
    sticker = _highest(page, Rect(right - 4.0, 0.4, 4.0, 0.34), [*taken, footer])
    ink, muted, bad = _tones(page, size)
    words = min(float(k.SIZE_COVER_SUBTITLE), int(below.h * 72 / 2.4))
    return CoverPlan(facts, sticker, footer, None, subtitle, _title_size(page), words, ink, muted, bad)


def _subtitle(page: Page, left: float) -> tuple[Rect | None, Rect]:
    """A new place for the subtitle or None to keep its own, and the place it then has."""
    title = page.roles["title"]
    own = page.roles.get("subtitle")
    if own is None:
        place = Rect(left, title.bottom + 0.12, title.right - left, 0.62)
        return place, place
    if own.h > 0.8 and own.y >= title.bottom - 0.2:
        place = replace(own, h=0.72)
        return place, place
    return None, own


def _facts(page: Page, left: float, title: Rect, subtitle: Rect, footer: Rect) -> Rect:
    """The tallest free place: below title and subtitle, or above them."""
    wide = max(title.right - left, 5.0)
    under = max(title.bottom, subtitle.bottom) + 0.25
    low = footer.y - 0.1 if footer.y > under else 6.85
    floor = min([low, *(d.y - 0.15 for d in page.decoration if d.y > under and d.x < left + wide and d.right > left and d.h < 3.5)])
    over = min(title.y, subtitle.y) - 0.3
    ceiling = max([0.5, *(d.bottom + 0.15 for d in page.decoration if d.bottom < over and d.x < left + 5 and d.right > left)])
    if floor - under >= _FACTS_H - 0.1 or floor - under >= over - ceiling:
        return page.cleared(Rect(left, under, wide, max(floor - under, 1.0)))
    return page.cleared(Rect(left, over - _FACTS_H, wide, _FACTS_H))


def _lowest(page: Page, rect: Rect, taken: list[Rect]) -> Rect:
    """A place at the wanted height, or the next free one above it."""
    while rect.y > HEIGHT / 2:
        clear = page.cleared(rect)
        if page.free(clear) and clear.w > 4 and not any(clear.meets(other) for other in taken):
            return clear
        rect = replace(rect, y=rect.y - 0.1)
    return replace(rect, y=6.98)


def _highest(page: Page, rect: Rect, taken: list[Rect]) -> Rect:
    """A place at the wanted height, or the next free one below it."""
    wanted = rect
    while rect.y < HEIGHT - 0.5:
        if page.free(rect) and not any(rect.meets(other) for other in taken):
            return rect
        rect = replace(rect, y=rect.y + 0.1)
    return wanted


def _title_size(page: Page) -> float:
    """Points in which a long title fits its placeholder."""
    title = page.roles["title"]
    left, top, right, bottom = page.inset("title")
    size, em = min(page.size("title"), float(k.SIZE_COVER)), page.em("title")
    while size > 20:
        lines = ceil(_LONGEST * em * size / 72 / (title.w - left - right) + 0.15)
        if lines * size * 1.2 * 0.95 / 72 <= title.h - top - bottom:
            break
        size -= 1
    return size


def _tones(page: Page, size: tuple[int, int]) -> tuple[str, str, str]:
    """Tones of words, labels and warnings: the usual ones on the theme's ground, else the one nearest to the title's own colour."""
    layout = page.use.layout
    if on_theme_ground(layout, size):
        return "ink", "muted", "bad"
    colours = layout_palette(layout)
    text, ground = colours.slot("tx1"), colours.slot("bg1")
    wanted = _title_colour(page)
    if wanted is None or text is None or ground is None:
        return "ink", "ink", "ink"
    found = "ink" if is_light(text) == is_light(wanted) else "white"
    return found, found, found


def _title_colour(page: Page) -> Any:
    layout = page.use.layout
    element = placeholder(layout, page.use.slots["title"])._element
    for level in levels_of(element, layout):
        fill = level.find(f"{qn('a:defRPr')}/{qn('a:solidFill')}")
        if fill is not None:
            return layout_palette(layout).colour(fill)
    return layout_palette(layout).slot("tx1")
