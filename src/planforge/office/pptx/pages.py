"""The pages of a result: which slide of the template each one shows, and which copies belong together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from types import MappingProxyType

from planforge.office.pptx.drafts import Draft
from planforge.office.pptx.titles import shared_titles

_FIRST_ID, _LAST_ID = 256, 2**31 - 1


@dataclass(slots=True)
class Page:
    """A page of the result: its draft, which of the draft's pages it is, its number from 1, and which copy of the template slide.

    `title_number` is the page's place among the `title_count` pages that bear the same title.
    """

    draft: Draft
    index: int
    number: int
    copy: int
    slide_id: int
    title_number: int = 1
    title_count: int = 1

    @property
    def part(self) -> str:
        """The name of the slide's part."""
        return f"ppt/slides/slide{self.number}.xml"

    @property
    def where(self) -> str:
        """The page in findings: its number, and the slide's id when it has one."""
        return f"Slide {self.number}" + (f" ({self.draft.style.ident})" if self.draft.style.ident else "")


@dataclass(slots=True)
class Pages:
    """All pages in order.

    Attributes:
        pages: the pages.
        by_part: for each template slide its copies, without the pages on which their tables go on.
    """

    pages: Sequence[Page]
    by_part: Mapping[str, list[Page]] = field(default_factory=lambda: MappingProxyType({}))

    def first_of(self, part: str) -> Page | None:
        """The first copy of a template slide."""
        found = self.by_part.get(part)
        return found[0] if found else None

    def partner(self, part: str, page: Page) -> Page | None:
        """The copy of a template slide to which a page's links lead.

        Inside a loop over several slides that is the copy of the same round; a copy of another round is never taken instead. From outside
        the loop it is the first copy.
        """
        found = self.by_part.get(part)
        if not found:
            return None
        own = page.draft.rounds
        shared = _shared_loops(own, found[0].draft.rounds)
        return next((other for other in found if other.draft.rounds[:shared] == own[:shared]), None)


def _shared_loops(one: Sequence[tuple[int, int]], other: Sequence[tuple[int, int]]) -> int:
    """How many loops, from the outermost, two slides of the template stand in together."""
    shared = 0
    for (loop, _), (same, _) in zip(one, other, strict=False):
        if loop != same:
            break
        shared += 1
    return shared


def numbered(drafts: Sequence[Draft], template_ids: Sequence[int]) -> Pages:
    """The pages of drafts with slide ids: the first copy keeps the template's, the others get the next free ones.

    Args:
        drafts: the slides of the result in order.
        template_ids: the id of each slide of the template.
    """
    fresh = _free_ids(template_ids)
    used: set[int] = set()
    copies: dict[int, int] = {}
    pages: list[Page] = []
    by_part: dict[str, list[Page]] = {}
    for draft, (before, title_count) in zip(drafts, shared_titles(drafts), strict=True):
        template = draft.style.number
        for index in range(draft.pages):
            copy = copies.get(template, 0)
            copies[template] = copy + 1
            own = template_ids[template - 1]
            ident = own if own not in used and _FIRST_ID <= own <= _LAST_ID else next(fresh)
            used.add(own)
            page = Page(draft, index, len(pages) + 1, copy, ident, before + index + 1, title_count)
            pages.append(page)
            if index == 0:
                by_part.setdefault(draft.style.part, []).append(page)
    return Pages(pages, by_part)


def _free_ids(used: Sequence[int]) -> count[int]:
    """Ids above those of the template that leave room for more."""
    return count(max((ident for ident in used if ident <= _LAST_ID // 2), default=_FIRST_ID - 1) + 1)
