"""Relationships and names of the parts that are written."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from planforge.office.escape import attribute
from planforge.office.markup import XML_HEAD
from planforge.office.package import Relationship

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
SLIDE_TYPE = f"{_OFFICE}/slide"
NOTES_TYPE = f"{_OFFICE}/notesSlide"
HYPERLINK_TYPE = f"{_OFFICE}/hyperlink"
IMAGE_TYPE = f"{_OFFICE}/image"
NOTES_MASTER_TYPE = f"{_OFFICE}/notesMaster"


class Names:
    """Gives fresh part names: the stem of the old one with the next free number. Names differ in more than case."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = {name.casefold() for name in taken}
        self._last: dict[str, int] = {}

    def fresh(self, name: str) -> str:
        """A name like the given one that nobody has."""
        stem, dot, suffix = name.rpartition(".")
        stem = stem.rstrip("0123456789")
        number = self._last.get(stem, 0)
        while True:
            number += 1
            candidate = f"{stem}{number}{dot}{suffix}"
            if candidate.casefold() not in self._taken:
                break
        self._last[stem] = number
        self._taken.add(candidate.casefold())
        return candidate


@dataclass(slots=True)
class PartLinks:
    """The relationships of a part that is being written; new ones get fresh ids."""

    links: list[Relationship]
    _last: int = -1

    def add(self, kind: str, target: str, external: bool = False) -> str:
        """The id of a relationship, which is made when there is none."""
        for link in self.links:
            if link.type == kind and link.target == target:
                return link.id
        self._last = (last_id(self.links) if self._last < 0 else self._last) + 1
        self.links.append(Relationship(f"rId{self._last}", kind, target, external))
        return f"rId{self._last}"


def last_id(links: Iterable[Relationship]) -> int:
    """The highest number among ids of the form `rId7`, in whatever case; the next one is free."""
    return max((int(link.id[3:]) for link in links if link.id[:3].lower() == "rid" and link.id[3:].isdecimal()), default=0)


def relationships_xml(part: str, links: Iterable[Relationship]) -> bytes:
    """A relationship part; targets are written relative to the part's folder."""
    folder = posixpath.dirname(part)
    entries = "".join([_entry(link, folder) for link in links])
    return f'{XML_HEAD}<Relationships xmlns="{_PACKAGE}">{entries}</Relationships>'.encode()


@lru_cache(maxsize=4096)
def _entry(link: Relationship, folder: str) -> str:
    """One relationship. The slides of a deck have most of them in common, so what was written once is kept."""
    target = link.target if link.external else _relative(link.target, folder)
    mode = ' TargetMode="External"' if link.external else ""
    return f'<Relationship Id="{attribute(link.id)}" Type="{attribute(link.type)}" Target="{attribute(target)}"{mode}/>'


def _relative(target: str, folder: str) -> str:
    top, _, rest = target.partition("/")
    above, _, below = folder.partition("/")
    if not folder:
        return target
    if rest and top == above and below and "/" not in below:
        inner, _, last = rest.rpartition("/")
        return last if inner == below else f"../{rest}"
    return posixpath.relpath(target, folder)
