"""Lists of slides in the presentation part: sections and custom shows, which follow the slides of the result."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from planforge.office.escape import attribute
from planforge.office.markup import P14, P, R, Writer
from planforge.office.pptx.creation_ids import guid_of_copy
from planforge.office.rich import Text, first_language

_TEXT_TAG = re.compile(r"""\{\{\s*t\(["']([\w.-]+)["']\)\s*\}\}\Z""")


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the template: start tag without name and id, name, id, the ids of its slides, and the prefixes of its tags."""

    start: str
    name: str
    ident: str
    slides: tuple[int, ...]
    list_tag: str
    slide_tag: str


@dataclass(frozen=True, slots=True)
class Show:
    """A custom show of the template: start tag, name, id as it stands in links, and the relationship ids of its slides."""

    start: str
    name: str
    ident: str
    slides: tuple[str, ...]


def read_sections(element: etree._Element, writer: Writer) -> list[Section]:
    """The sections of a section list, whatever the prefix of its name space."""
    found = []
    for section in element.findall(f"{P14}section"):
        start = writer.start(section, drop=("name", "id"))[:-1]
        prefix = f"{section.prefix}:" if section.prefix else ""
        slides = tuple(int(e.get("id") or 0) for e in section.iter(f"{P14}sldId"))
        found.append(Section(start, section.get("name") or "", section.get("id") or "", slides, f"{prefix}sldIdLst", f"{prefix}sldId"))
    return found


def read_shows(element: etree._Element, writer: Writer) -> list[Show]:
    """The custom shows of a list."""
    found = []
    for show in element.findall(f"{P}custShow"):
        slides = tuple(str(e.get(f"{R}id")) for e in show.iter(f"{P}sld"))
        found.append(Show(writer.start(show), show.get("name") or "", show.get("id") or "", slides))
    return found


def sections_xml(sections: Sequence[Section], pages: Sequence[tuple[int, int]], texts: Callable[[str], Text]) -> tuple[str, frozenset[str]]:
    """The sections of a result, and the ids of the template's sections that are left.

    A section is a stretch of neighbouring slides. A loop over slides of two sections makes each of them come back; the first keeps
    the section's id, the others get ids of their own.

    Args:
        sections: those of the template.
        pages: for each slide of the result its id in the template and its own id, in order.
        texts: catalogue lookup, for sections that are named by a tag such as `{{ t("section.risk") }}`.
    """
    owner = {ident: section for section in sections for ident in section.slides}
    runs: list[tuple[Section, list[int]]] = []
    loose: list[int] = []
    for template, ident in pages:
        section = owner.get(template) or (runs[-1][0] if runs else None)
        if section is None:
            loose.append(ident)
        elif runs and runs[-1][0] is section:
            runs[-1][1].append(ident)
        else:
            # Slides before the first section belong to it: PowerPoint knows no slide outside when there are sections.
            runs.append((section, [*loose, ident]))
            loose = []
    seen: dict[str, int] = {}
    out = []
    for section, idents in runs:
        copy = seen[section.ident] = seen.get(section.ident, -1) + 1
        out.append(_section(section, guid_of_copy(section.ident, copy), idents, texts))
    return "".join(out), frozenset(seen)


def _section(section: Section, ident: str, idents: Sequence[int], texts: Callable[[str], Text]) -> str:
    key = _TEXT_TAG.match(section.name)
    shown = first_language(texts(key[1])) if key else section.name
    inner = "".join(f'<{section.slide_tag} id="{number}"/>' for number in idents)
    end = section.start[1:].split(" ", 1)[0]
    words = f' name="{attribute(shown)}" id="{attribute(ident)}"'
    return f"{section.start}{words}><{section.list_tag}>{inner}</{section.list_tag}></{end}>"


def shows_xml(shows: Sequence[Show], slides: Mapping[str, Sequence[str]]) -> tuple[str, list[Show]]:
    """The custom shows of a result as XML, and which of the template's they are: those that still have a slide.

    Args:
        shows: those of the template.
        slides: for the relationship id of a template slide, those of its copies.
    """
    out, kept = [], []
    for show in shows:
        inner = "".join(f'<p:sld r:id="{rid}"/>' for template in show.slides for rid in slides.get(template, ()))
        if inner:
            out.append(f"{show.start}<p:sldLst>{inner}</p:sldLst></p:custShow>")
            kept.append(show)
    return (f"<p:custShowLst>{''.join(out)}</p:custShowLst>" if out else ""), kept
