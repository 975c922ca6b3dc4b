"""Puts in what is known only when all pages are: page numbers, links to slides and addresses, creation ids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from planforge.office.escape import text_node
from planforge.office.markup import CREATION, END, JUMP, LATER, LINK, MEDIA, PAGE, TARGET
from planforge.office.page_count import COUNT, shown_count
from planforge.office.pptx.creation_ids import guid_of_copy, number_of_copy
from planforge.office.pptx.pages import Page, Pages
from planforge.office.pptx.relations import HYPERLINK_TYPE, IMAGE_TYPE, SLIDE_TYPE, PartLinks

_JUMP_ACTION = "ppaction://hlinksldjump"
_KEEP_COLOUR = (
    '<a:extLst><a:ext uri="{A12FA001-AC4F-418D-AE19-62706E023703}"><ahyp:hlinkClr '
    'xmlns:ahyp="http://schemas.microsoft.com/office/drawing/2018/hyperlinkcolor" val="tx"/></a:ext></a:extLst>'
)
"""Tells PowerPoint to keep the text's own colour in a link."""


@dataclass(slots=True)
class LaterMarks:
    """Resolves the later marks of one page's part.

    Attributes:
        page: the page.
        links: the relationships of the part that is written.
        pages: all pages of the result.
        targets: the slide ids that texts refer to, by number.
        slides: slide id to the number of its first page and its number of pages.
        lost: how many links lead to slides that the result does not have.
    """

    page: Page
    links: PartLinks
    pages: Pages
    targets: Sequence[str]
    slides: Mapping[str, tuple[int, int]]
    lost: int = 0
    _seen: Counter[str] = field(default_factory=Counter)

    def resolved(self, xml: str) -> str:
        """The XML without marks."""
        if LATER not in xml:
            return xml
        head, *rest = xml.split(LATER)
        out = [head]
        for piece in rest:
            mark, _, text = piece.partition(END)
            out += (self._later(mark[0], mark[1:]), text)
        return "".join(out)

    def _later(self, kind: str, payload: str) -> str:
        if kind == CREATION:
            return self._creation_id(payload)
        if kind == JUMP:
            rid, _, xml = payload.partition("\x04")
            if any(link.id == rid for link in self.links.links):
                return xml
            self.lost += 1
            return ""
        if kind == MEDIA:
            return self.links.add(IMAGE_TYPE, payload)
        if kind == TARGET:
            return self._target(payload)
        if kind == LINK and payload[0] == "u":
            rid = self.links.add(HYPERLINK_TYPE, _unescaped(payload[1:]), external=True)
            return f'<a:hlinkClick r:id="{rid}">{_KEEP_COLOUR}</a:hlinkClick>'
        ident = self.targets[int(payload[1:] if kind == LINK else payload)]
        if ident.startswith(COUNT):
            return text_node(shown_count(ident, self.slides))
        first = self.slides.get(ident, (0, 0))[0]
        if kind == PAGE:
            return str(first) if first else "–"
        if not first:
            return ""
        rid = self.links.add(SLIDE_TYPE, self.pages.pages[first - 1].part)
        return f'<a:hlinkClick r:id="{rid}" action="{_JUMP_ACTION}">{_KEEP_COLOUR}</a:hlinkClick>'

    def _target(self, payload: str) -> str:
        """A link of the template whose target came from data: its element, with an address or a slide of the result."""
        number, _, found = _unescaped(payload).partition(":")
        xml = self.page.draft.style.links[int(number)][1]
        if found[0] == "u":
            return xml.replace("\x04", self.links.add(HYPERLINK_TYPE, found[1:], external=True))
        first = self.slides.get(found[1:], (0, 0))[0]
        if not first:
            self.lost += 1
            return ""
        rid = self.links.add(SLIDE_TYPE, self.pages.pages[first - 1].part)
        return xml.replace('"\x04"', f'"{rid}" action="{_JUMP_ACTION}"')

    def _creation_id(self, payload: str) -> str:
        """A slide's id is a number, a shape's a GUID, which a repeated shape has several times; the twin in a fallback follows it."""
        if payload[:1].isdecimal():
            return number_of_copy(payload, self.page.copy)
        guid = payload.lstrip("=")
        if payload == guid:
            self._seen[guid] += 1
        return guid_of_copy(guid, self.page.copy, max(self._seen[guid] - 1, 0))


def _unescaped(text: str) -> str:
    """An attribute's text as it was before escaping; the relationship part escapes it again."""
    for mark, character in (("&#10;", ""), ("&#9;", ""), ("&quot;", '"'), ("&gt;", ">"), ("&lt;", "<"), ("&amp;", "&")):
        text = text.replace(mark, character)
    return text
