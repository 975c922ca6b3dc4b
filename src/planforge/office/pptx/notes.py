"""Slide directives: whole lines of the notes, or of text boxes beside the slide."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from planforge.office.markup import A, P
from planforge.office.pptx.inherit import Box, box_of, placeholder_of
from planforge.office.pptx.text_compile import paragraph_text
from planforge.office.problems import UNKNOWN_DIRECTIVE, Place, Problems, did_you_mean
from planforge.office.tags import OpenTag, block_word, scan

WARNINGS = {"en": "WARNINGS", "zh": "提醒"}
"""The heading in the notes under which the full text of everything cut is kept."""
_WORDS = ("id", "for", "if", "endfor", "endif", "pages")
_PAGES = re.compile(r"""(?:"(?P<quoted>[^"]+)"|'(?P<single>[^']+)'|(?P<plain>.+?))(?:\s+max\s*=\s*(?P<most>auto|[1-9]\d{0,2}))?\Z""")


@dataclass(slots=True)
class Directives:
    """What a slide's directives say: its id, the loops and conditions around it, and written ends of longer blocks.

    `pages` are tables that go on over several slides: the lines that say so, as in a table's alt text, and where they stood.
    """

    ident: str = ""
    opens: list[str] = field(default_factory=list)
    closes: list[str] = field(default_factory=list)
    pages: dict[str, tuple[dict[str, str], Place]] = field(default_factory=dict)
    place: Place = field(default_factory=Place)


def notes_body(notes: etree._Element) -> etree._Element | None:
    """The text of the notes placeholder."""
    for shape in notes.iter(f"{P}sp"):
        placeholder = placeholder_of(shape)
        if placeholder is not None and placeholder.get("type") == "body":
            return shape.find(f"{P}txBody")
    return None


def read_directives(
    body: etree._Element | None, outside: list[etree._Element], place: Place, problems: Problems
) -> tuple[Directives, list[etree._Element]]:
    """The directives of a slide, and the notes paragraphs that held them."""
    found = Directives(place=replace(place, part="notes"))
    lines: list[etree._Element] = []
    for paragraph in body.iter(f"{A}p") if body is not None else ():
        if _directive_line(paragraph, found, problems, found.place):
            lines.append(paragraph)
    for shape in outside:
        for paragraph in shape.iter(f"{A}p"):
            _directive_line(paragraph, found, problems, replace(place, part="text box beside the slide"))
    return found, lines


def _directive_line(paragraph: etree._Element, found: Directives, problems: Problems, place: Place) -> bool:
    """True when a paragraph is nothing but slide directives."""
    try:
        tokens = scan(paragraph_text(paragraph))
    except OpenTag:
        return False
    if not tokens or any(t.kind not in ("control", "text") or (t.kind == "text" and t.source.strip()) for t in tokens):
        return False
    controls = [t for t in tokens if t.kind == "control"]
    if not controls or any(block_word(t.source)[0] != "slide" for t in controls):
        return False
    for token in controls:
        _take(block_word(token.source)[1], found, problems, replace(place, tag=token.raw))
    return True


def _take(directive: str, found: Directives, problems: Problems, place: Place) -> None:
    word, rest = block_word(directive)
    if word == "id" and rest:
        found.ident = rest.strip("\"'")
    elif word in ("for", "if"):
        found.opens.append(directive)
        found.place = place
    elif word in ("endfor", "endif"):
        found.closes.append(word)
        found.place = place
    elif word == "pages":
        _take_pages(rest, found, problems, place)
    else:
        problems.add(UNKNOWN_DIRECTIVE, place, f"'slide {directive}' is no slide directive{did_you_mean(word, _WORDS)}")


def _take_pages(rest: str, found: Directives, problems: Problems, place: Place) -> None:
    match = _PAGES.match(rest)
    name = (match["quoted"] or match["single"] or match["plain"] or "") if match is not None else ""
    if match is None or "=" in name:
        problems.add(
            UNKNOWN_DIRECTIVE, place, "'slide pages' is followed by a table's name, then `max=auto` or `max=` and the rows a slide"
        )
        return
    most = match["most"] or "auto"
    found.pages[name] = ({"page": "auto"} if most == "auto" else {"rows": most}, place)


def boxes_beside(tree: etree._Element, width: int, height: int) -> Iterator[etree._Element]:
    """Text boxes that lie wholly off the slide and hold slide directives."""
    for shape in tree.findall(f"{P}sp"):
        box = box_of(shape)
        if box is None or not _outside(box, width, height):
            continue
        if any("slide" in paragraph_text(p) and "{%" in paragraph_text(p) for p in shape.iter(f"{A}p")):
            yield shape


def _outside(box: Box, width: int, height: int) -> bool:
    return box.x + box.w <= 0 or box.y + box.h <= 0 or box.x >= width or box.y >= height
