"""Checks every archive a test writes for faults that Office complains about and schema validators do not see.

`check_archive` returns problems as sentences; an empty list is a sound file. Embedded workbooks are checked too.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from lxml import etree

from support.archive_deck import DECK_CHECKS
from support.archive_parts import Archive, C, X
from support.archive_workbook import WORKBOOK_CHECKS

_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_BAD_NUMBER = {"nan", "inf", "-inf", "+inf", "infinity", "-infinity"}
_MEASURES = {"x", "y", "cx", "cy", "w", "h", "val", "sz", "ht", "width", "rot"}
_DATE = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")


def check_archive(source: Path | str | bytes, *, tags_allowed: bool = False, clock_allowed: bool = False) -> list[str]:
    """Problems of a .pptx or .xlsx file, empty when it is sound.

    Args:
        source: the file or its bytes.
        tags_allowed: True for templates, whose texts hold tags.
        clock_allowed: True for files other programs wrote, whose members bear the time of writing.
    """
    try:
        zip_file = ZipFile(BytesIO(source) if isinstance(source, bytes) else source)
    except BadZipFile as error:
        return [f"not a zip archive: {error}"]
    with zip_file:
        archive = Archive(zip_file)
        damaged = zip_file.testzip()
        if damaged is not None:
            return [f"{damaged}: wrong checksum"]
        for check in (*_ANY_CHECKS, *DECK_CHECKS, *WORKBOOK_CHECKS):
            archive.problems.extend(check(archive))
        if not tags_allowed:
            archive.problems.extend(_leftover_tags(archive))
        if not clock_allowed:
            archive.problems.extend(_fixed_times(archive))
        for name in archive.names:
            if name.lower().endswith(".xlsx"):
                nested = check_archive(zip_file.read(name), tags_allowed=tags_allowed, clock_allowed=clock_allowed)
                archive.problems.extend(f"{name} > {problem}" for problem in nested)
        return archive.problems


def _members(archive: Archive) -> Iterator[str]:
    folded = Counter(name.casefold() for name in archive.names)
    yield from (f"{name}: member name stands {count} times" for name, count in folded.items() if count > 1)
    if archive.names[:1] != ["[Content_Types].xml"]:
        yield "[Content_Types].xml is not the first member"


def _fixed_times(archive: Archive) -> Iterator[str]:
    for info in archive.zip_file.infolist():
        if info.date_time != _EPOCH:
            yield f"{info.filename}: time {info.date_time} instead of 1980-01-01"


def _content_types(archive: Archive) -> Iterator[str]:
    types = archive.trees.get("[Content_Types].xml")
    if types is None:
        yield "[Content_Types].xml is missing"
        return
    defaults = [(item.get("Extension") or "").casefold() for item in types if etree.QName(item).localname == "Default"]
    overrides = [(item.get("PartName") or "").removeprefix("/") for item in types if etree.QName(item).localname == "Override"]
    yield from (f"content type of {name} stands twice" for name, count in Counter([*defaults, *overrides]).items() if count > 1)
    yield from (f"content type for {name}, which does not exist" for name in overrides if name not in archive.parts)
    for name in archive.names:
        extension = posixpath.basename(name).rpartition(".")[2].casefold()
        if name != "[Content_Types].xml" and name not in overrides and extension not in defaults:
            yield f"{name}: no content type"


def _relationship_targets(archive: Archive) -> Iterator[str]:
    for source, relations in archive.relationships.items():
        if source and source not in archive.parts:
            yield f"{source}: has relationships but does not exist"
        for relation in relations.values():
            if not relation.external and relation.target not in archive.parts:
                yield f"{source or 'package'}: {relation.ident} points to {relation.target}, which does not exist"


def _orphans(archive: Archive) -> Iterator[str]:
    reached: set[str] = set()
    waiting = [""]
    while waiting:
        for relation in archive.relationships.get(waiting.pop(), {}).values():
            if not relation.external and relation.target not in reached:
                reached.add(relation.target)
                waiting.append(relation.target)
    for name in archive.names:
        if name not in reached and name != "[Content_Types].xml" and not name.endswith(".rels"):
            yield f"{name}: nothing points to it"


def _references(archive: Archive) -> Iterator[str]:
    for name, tree in archive.trees.items():
        if name.endswith(".rels"):
            continue
        known = archive.relationships.get(name, {})
        for element in tree.iter(etree.Element):
            for key, value in element.attrib.items():
                if str(key).startswith(f"{{{_R}}}") and value and value not in known:
                    yield f"{name}: {etree.QName(element).localname} refers to {value}, which is no relationship"


def _numbers(archive: Archive) -> Iterator[str]:
    for name, tree in archive.trees.items():
        for element in tree.iter(etree.Element):
            for key, value in element.attrib.items():
                if key in _MEASURES and str(value).strip().casefold() in _BAD_NUMBER:
                    yield f"{name}: {etree.QName(element).localname} has {key}={value!r}"
        for value in tree.iter(f"{C}v", f"{X}v"):
            parent = value.getparent()
            textual = parent is not None and (
                parent.get("t") in ("s", "str", "e") or next(value.iterancestors(f"{C}strCache"), None) is not None
            )
            if not textual and (value.text or "").strip().casefold() in _BAD_NUMBER:
                yield f"{name}: {value.text} is no number"


def _leftover_tags(archive: Archive) -> Iterator[str]:
    for name, tree in archive.trees.items():
        for element in tree.iter(etree.Element):
            texts = [element.text or "", *(str(value) for value in element.attrib.values())]
            for text in texts:
                if "{{" in text or "{%" in text:
                    yield f"{name}: tag left over: {text.strip()[:80]!r}"
            if element.get("descr", "").splitlines()[:1] == ["pf"]:
                yield f"{name}: directive left over in alt text of {element.get('name')}"


def _core_dates(archive: Archive) -> Iterator[str]:
    for name, tree in archive.matching(r"docProps/core\.xml"):
        for element in tree.iter("{http://purl.org/dc/terms/}created", "{http://purl.org/dc/terms/}modified"):
            if not _DATE.match(element.text or ""):
                yield f"{name}: {element.text!r} is no date"


_ANY_CHECKS = (_members, _content_types, _relationship_targets, _orphans, _references, _numbers, _core_dates)
