"""What a compiled template gives to every rendering: the package and the parts behind its slides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from planforge.office.frame import Visual
from planforge.office.package import Relationship, relationships
from planforge.office.pptx.numbered import SlideStyle
from planforge.office.pptx.part_copies import SlideParts, left_out, slide_parts
from planforge.office.pptx.presentation import Presentation, keep
from planforge.office.pptx.references import needs_finish
from planforge.office.problems import PART_LEFT_OUT, UNKNOWN_PART, Place, Problems


@dataclass(frozen=True, slots=True)
class Sources:
    """What a compiled template gives to every rendering.

    Attributes:
        presentation: the package around the slides.
        parts: the names of all parts of the template.
        slide_parts: the parts behind each slide and its notes.
        links: the relationships of notes pages and owned parts.
        visuals: the drawings that component frames may name.
        data: parts that link to slides, which a result may have to change.
        unfinished: numbers of the slides whose objects refer to each other or to slides by other ways than links.
    """

    presentation: Presentation
    parts: Sequence[str]
    slide_parts: Sequence[SlideParts]
    links: Mapping[str, tuple[Relationship, ...]]
    visuals: Mapping[str, Visual]
    data: Mapping[str, bytes] = field(default_factory=dict)
    unfinished: frozenset[int] = frozenset()


def read_sources(
    presentation: Presentation, parts: Mapping[str, bytes], slides: Iterable[SlideStyle], visuals: Mapping[str, Visual]
) -> Sources:
    """The sources of a template.

    Args:
        presentation: its package.
        parts: all of its parts.
        slides: its compiled slides.
        visuals: the drawings that component frames may name.
    """
    found: list[SlideParts] = []
    links: dict[str, tuple[Relationship, ...]] = {}
    unfinished: set[int] = set()
    for slide in slides:
        own = (*slide.relationships, *(relationships(parts, slide.notes) if slide.notes else ()))
        behind = slide_parts(parts, own, presentation.base)
        for part in (*behind.shared, *behind.owned):
            keep(presentation, parts, part)
        found.append(behind)
        links.update((part, relationships(parts, part)) for part in (slide.notes, *behind.owned))
        if needs_finish(parts[slide.part]):
            unfinished.add(slide.number)
    pointing = [part for part, own in links.items() if any(link.kind == "slide" for link in own)]
    data = {part: parts[part] for part in (*presentation.pointing, *pointing) if part in parts}
    return Sources(presentation, sorted(parts), found, links, visuals, data, frozenset(unfinished))


def check_copies(parts: Mapping[str, bytes], presentation: Presentation, problems: Problems) -> None:
    """Notes what a result lacks of a template, and what it has without anybody knowing what it is."""
    for number, (slide, _, _) in enumerate(presentation.slides, 1):
        links = relationships(parts, slide)
        for kind in slide_parts(parts, links, presentation.base).unknown:
            problems.add(UNKNOWN_PART, Place(number), f"a part of the unknown kind '{kind}' is copied as it is")
        for what in left_out(links):
            problems.add(PART_LEFT_OUT, Place(number), f"{what} of the template are left out")
    for what in left_out(presentation.links):
        problems.add(PART_LEFT_OUT, Place(), f"{what} of the template are left out")
