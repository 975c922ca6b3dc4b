"""What the peers' results hold: looked up in the files, never asked of the peers."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from lxml import etree

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
YES, NO = "yes", "no"
LEAST_ROW = 228_600
"""EMU (a quarter inch) that one line of 11 points with the usual margins takes at least, whatever height a row is given."""


class Deck:
    """A presentation's parts, slides in order."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        links = self.links("ppt/presentation.xml")
        self.root = etree.fromstring(self.parts["ppt/presentation.xml"])
        self.slides = [links[str(e.get(f"{R}id"))][1] for e in self.root.iter(f"{P}sldId")]

    def links(self, part: str) -> dict[str, tuple[str, str]]:
        """Kind and target of a part's relationships by id."""
        folder, base = posixpath.split(part)
        data = self.parts.get(f"{folder}/_rels/{base}.rels")
        found = {}
        for element in etree.fromstring(data) if data else ():
            target = element.get("Target", "")
            target = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[element.get("Id", "")] = (element.get("Type", "").rsplit("/", 1)[-1], target)
        return found

    def related(self, part: str, kind: str) -> list[str]:
        """The parts of a kind that a part names."""
        return [target for found, target in self.links(part).values() if found == kind and target in self.parts]

    def charts(self, slide: str) -> list[str]:
        """The charts that a slide shows; a relationship that nothing on the slide uses shows none."""
        links = self.links(slide)
        ids = [str(element.get(f"{R}id")) for element in etree.fromstring(self.parts[slide]).iter(f"{C}chart")]
        return [links[ident][1] for ident in ids if ident in links and links[ident][1] in self.parts]

    def texts(self, part: str) -> list[str]:
        """The paragraphs of a part."""
        return ["".join(t.text or "" for t in p.iter(f"{A}t")) for p in etree.fromstring(self.parts[part]).iter(f"{A}p")]

    def values(self, chart: str) -> list[float]:
        """The numbers a chart shows."""
        root = etree.fromstring(self.parts[chart])
        return [float(v.text or "nan") for value in root.iter(f"{C}val") for v in value.iter(f"{C}v")]


def charts(deck: Deck, records: Sequence[Mapping[str, Any]]) -> str:
    """Whether each slide has a chart of its own with its record's numbers."""
    found = [deck.charts(slide) for slide in deck.slides]
    if any(len(parts) != 1 for parts in found) or len({parts[0] for parts in found}) != len(records):
        return NO
    right = all(deck.values(parts[0]) == [float(v) for v in record["values"]] for parts, record in zip(found, records, strict=False))
    return YES if right else "copied, data not filled"


def books(deck: Deck, records: Sequence[Mapping[str, Any]]) -> str:
    """Whether each chart has an embedded workbook of its own that holds the record's numbers."""
    import openpyxl

    found: list[str] = []
    for slide, record in zip(deck.slides, records, strict=False):
        for chart in deck.charts(slide):
            own = deck.related(chart, "package")
            if not own:
                return NO
            found += own
            sheet = openpyxl.load_workbook(io.BytesIO(deck.parts[own[0]])).worksheets[0]
            numbers = [float(cell) for row in sheet.iter_rows(values_only=True) for cell in row if isinstance(cell, (int, float))]
            if numbers[-len(record["values"]) :] != [float(v) for v in record["values"]]:
                return "other numbers"
    return YES if found and len(set(found)) == len(records) else NO


def notes(deck: Deck, records: Sequence[Mapping[str, Any]]) -> str:
    """Whether each slide has its record's notes."""
    found = [deck.related(slide, "notesSlide") for slide in deck.slides]
    if any(len(parts) != 1 for parts in found) or len({parts[0] for parts in found}) != len(records):
        return NO
    right = all(record["note"] in "\n".join(deck.texts(parts[0])) for parts, record in zip(found, records, strict=False))
    return YES if right else "copied, text not filled"


def sheet(deck: Deck, record: Mapping[str, Any]) -> list[str]:
    """What a one-page sheet lacks of its record."""
    shown = "\n".join(text for slide in deck.slides for text in deck.texts(slide))
    lacking = []
    if any(str(record[field]) not in shown for field in ("name", "segment", "owner", "revenue", "growth", "share", "status")):
        lacking.append("values")
    if any(bullet not in shown for bullet in record["bullets"]):
        lacking.append("bullets")
    if any(row["item"] not in shown for row in record["rows"]):
        lacking.append("rows")
    parts = deck.charts(deck.slides[0])
    if not parts or deck.values(parts[0]) != [float(v) for v in record["values"]]:
        lacking.append("chart data")
    return lacking


def overflow(deck: Deck, record: Mapping[str, Any]) -> str:
    """What became of a table with more rows than a slide holds."""
    shown = "\n".join(text for slide in deck.slides for text in deck.texts(slide))
    if any(row["item"] not in shown for row in record["rows"]):
        return "rows are missing"
    size = deck.root.find(f"{P}sldSz")
    assert size is not None
    for slide in deck.slides:
        for frame in etree.fromstring(deck.parts[slide]).iter(f"{P}graphicFrame"):
            heights = [max(int(row.get("h", "0")), LEAST_ROW) for row in frame.iter(f"{A}tr")]
            offset = frame.find(f"{P}xfrm/{A}off")
            if heights and offset is not None and int(offset.get("y", "0")) + sum(heights) > int(size.get("cy", "0")):
                return "runs off the slide"
    return f"{len(deck.slides)} slides" if len(deck.slides) > 1 else "one slide, fits"
