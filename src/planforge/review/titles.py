"""Titles by rule: the first variant that holds, its short form when it does not fit, or the title typed into the workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from planforge.office.text import fits, width_of
from planforge.review.brief import Brief
from planforge.review.catalogue import render

TITLE_WIDTH = 12.333 * 72
SAYS_LIMIT = 60
SMALL = ("and", "of", "for", "the", "in", "&")
"""Words that a shortened name does not end with."""


@dataclass(frozen=True, slots=True)
class Title:
    """A slide's title; `edited` when it was typed into the workbook."""

    text: str
    edited: bool = False


def title_of(brief: Brief, slide: str, facts: Mapping[str, Any], room: str = "", part: str = "", share: float = 1.0) -> Title:
    """The title of a slide, in at most two lines of 24 pt bold.

    Args:
        room: a suffix such as ` (1 of 2)` it must leave room for.
        share: how much of the width counts; less where narrow pages put a page count behind it.
    """
    for override in brief.plan.titles:
        if override.slide == slide and override.title:
            return Title(override.title, edited=True)
    variant = brief.texts.choose(slide, "title", facts, part)
    if variant is None:
        return Title(brief.plan.name)
    text = render(variant.text(brief.main), facts, f"{slide}.title")
    if not fits(text + room, 24, TITLE_WIDTH * share, 2, bold=True):
        text = render(variant.text(brief.main, short=True), facts, f"{slide}.title")
    return Title(text)


def says(brief: Brief, slide: str, facts: Mapping[str, Any]) -> str:
    """The slide's message in at most 60 characters, for the account page."""
    variant = brief.texts.choose(slide, "says", facts)
    if variant is None:
        return brief.word("not_filled")
    text = render(variant.text(brief.main), facts, f"{slide}.says")
    if len(text) > SAYS_LIMIT:
        text = render(variant.text(brief.main, short=True), facts, f"{slide}.says")
    return cut(text, SAYS_LIMIT)


def cut(text: str, limit: int) -> str:
    """The text, cut at a word with `…` when it is longer than the limit."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    if not text[limit - 1].isspace() and " " in head[limit // 2 :]:
        head = head[: head.rindex(" ")]
    return head.rstrip(" ,;:，；：") + "…"


def in_two_lines(head: str, text: str, size: float, width: float) -> str:
    """A text that begins with `head`, broken behind it when it takes more than one line of a width in points and the head does not."""
    rest = text[len(head) :].lstrip()
    if not text.startswith(head) or not rest or width_of(text, size) <= width or width_of(head, size) > width:
        return text
    return f"{head}\n{rest}"


def abbreviated(word: str, size: float, width: float, bold: bool = False) -> str:
    """The word, or its beginning with a full stop when it is wider than the width in points."""
    if width_of(word, size, bold) <= width:
        return word
    # At least three letters go, since "Engineerin." reads worse than "Engineer.".
    longest = len(word) - 3 if word.isascii() else len(word) - 1
    length = next((n for n in range(longest, 1, -1) if width_of(word[:n] + ".", size, bold) <= width), 1)
    return word[:length].rstrip() + "."


def first_words(text: str, size: float, width: float, bold: bool = False) -> str:
    """As many whole words as fit a width in points, not ending with "and"; a first word that is too wide is abbreviated."""
    words = text.split(" ")
    for count in range(len(words), 0, -1):
        start = " ".join(words[:count])
        if 1 < count < len(words) and words[count - 1].lower() in SMALL:
            continue
        if width_of(start, size, bold) <= width:
            return start
    return abbreviated(words[0], size, width, bold)
