"""Faults of decks and charts that schema validators do not see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from support.archive_parts import A, Archive, C, P

_ROW_ID = "{http://schemas.microsoft.com/office/drawing/2014/main}rowId"


def _slide_ids(archive: Archive) -> Iterator[str]:
    for name, tree in archive.matching(r"ppt/presentation\.xml"):
        idents = [int(item.get("id", "0")) for item in tree.iter(f"{P}sldId") if next(item.iterancestors(f"{P}sldIdLst"), None) is not None]
        yield from (f"{name}: slide id {ident} stands twice" for ident, count in Counter(idents).items() if count > 1)
        yield from (f"{name}: slide id {ident} is out of range" for ident in idents if not 256 <= ident < 2**31)


def _slides(archive: Archive) -> Iterator[str]:
    for name, tree in archive.matching(r"ppt/(slides/slide|notesSlides/notesSlide)[^/]*\.xml"):
        idents = Counter(item.get("id") for item in tree.iter(etree.Element) if etree.QName(item).localname == "cNvPr" and not _twin(item))
        yield from (f"{name}: shape id {ident} stands {count} times" for ident, count in idents.items() if count > 1)
        for table in tree.iter(f"{A}tbl"):
            yield from (f"{name}: {problem}" for problem in _table(table))
    for name, _ in archive.matching(r"ppt/slides/slide[^/]*\.xml"):
        if len(archive.targets(name, "slideLayout")) != 1:
            yield f"{name}: has no layout, or several"


def _twin(item: etree._Element) -> bool:
    """Whether an object stands in for another: PowerPoint gives a fallback the id of what it replaces."""
    return next(item.iterancestors("{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"), None) is not None


def _table(table: etree._Element) -> Iterator[str]:
    width = len(table.findall(f"{A}tblGrid/{A}gridCol"))
    for number, row in enumerate(table.findall(f"{A}tr"), 1):
        cells = len(row.findall(f"{A}tc"))
        if cells != width:
            yield f"table row {number} has {cells} cells for {width} columns"
    rows = Counter(item.get("val") for item in table.iter(_ROW_ID))
    yield from (f"table row id {ident} stands twice" for ident, count in rows.items() if count > 1)


def _notes(archive: Archive) -> Iterator[str]:
    for name, _ in archive.matching(r"ppt/notesSlides/notesSlide[^/]*\.xml"):
        slides = archive.targets(name, "slide")
        if len(slides) != 1 or archive.targets(slides[0], "notesSlide") != [name]:
            yield f"{name}: notes and slide do not point to each other"
        if len(archive.targets(name, "notesMaster")) != 1:
            yield f"{name}: has no notes master"


def _charts(archive: Archive) -> Iterator[str]:
    users = Counter(
        relation.target
        for relations in archive.relationships.values()
        for relation in relations.values()
        if not relation.external and relation.kind.endswith(("/chart", "/package", "/notesSlide"))
    )
    yield from (f"{part}: shared by {count} parts" for part, count in users.items() if count > 1 and "/notesSlides/" not in part)
    for name, tree in archive.trees.items():
        if tree.tag == f"{C}chartSpace":
            yield from (f"{name}: {problem}" for problem in _chart(tree))
            own = tree.find(f"{C}externalData") is not None and archive.targets(name, "package")
            if not own and not name.startswith("xl/"):  # a workbook's charts draw its own sheets
                yield f"{name}: has no workbook of its own"


def _chart(tree: etree._Element) -> Iterator[str]:
    for tag in ("idx", "order"):
        values = Counter(item.get("val") for series in tree.iter(f"{C}ser") for item in series.findall(f"{C}{tag}"))
        yield from (f"series {tag} {value} stands twice" for value, count in values.items() if count > 1)
    axes = {
        item.findtext(f"{C}axId") or item.find(f"{C}axId").get("val")
        for tag in ("catAx", "valAx", "dateAx", "serAx")
        for item in tree.iter(f"{C}{tag}")
    }
    used = {item.get("val") for item in tree.iter(f"{C}axId") if etree.QName(item.getparent()).localname.endswith("Chart")}
    if axes != used:
        yield f"axes {sorted(axes)} but plots use {sorted(used)}"
    for cache in tree.iter(f"{C}numCache", f"{C}strCache"):
        count = int(cache.find(f"{C}ptCount").get("val"))
        places = [int(point.get("idx")) for point in cache.findall(f"{C}pt")]
        if places != sorted(set(places)) or any(place >= count for place in places):
            yield f"cache points {places} do not fit {count}"


DECK_CHECKS = (_slide_ids, _slides, _notes, _charts)
