"""Charts of a workbook: ranges move with the rows, caches are filled with the values that were written.

A chart's alt text may begin with the line `pf`; then `alt:` gives the final alt text (with tags), and `cross x:` and
`cross y:` are expressions for the values at which the axes cross, so that a quadrant's lines follow its cuts.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from planforge.office.package import parse_xml
from planforge.office.xlsx.expressions import Content, Scope, Tag, TagError, parse_content, parse_expression, shown
from planforge.office.xlsx.formulas import Reference, parse
from planforge.office.xlsx.problems import BAD_NOTE, Problems
from planforge.office.xlsx.shift import ShiftMap

CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
C = f"{{{CHART}}}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_C15 = "{http://schemas.microsoft.com/office/drawing/2012/chart}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CACHES = {"numCache", "strCache", "multiLvlStrCache", "dlblRangeCache"}

Values = Callable[[Reference], Sequence[Any] | None]


@dataclass(frozen=True)
class Binding:
    """What a chart's alt text asks for."""

    alt: Content | None = None
    cross: Mapping[str, Tag] | None = None


@dataclass(frozen=True)
class ChartPart:
    """A chart of the template with the sheet that shows it."""

    part: str
    tree: etree._Element
    sheet: str

    def references(self) -> tuple[Reference, ...]:
        """All ranges the chart draws."""
        return tuple(ref for element in self._formulas(self.tree) for ref in parse(element.text or "").references)

    @staticmethod
    def _formulas(tree: etree._Element) -> list[etree._Element]:
        return [e for e in tree.iter() if isinstance(e.tag, str) and etree.QName(e).localname == "f" and e.text]

    def rendered(self, shift: ShiftMap, values: Values, cross: Mapping[str, float]) -> etree._Element:
        """The tree with moved ranges and fresh caches; `values` gives the written values of a template range."""
        tree = copy.deepcopy(self.tree)
        for element in self._formulas(tree):
            formula = parse(element.text or "")
            element.text = formula.text(shift, self.sheet, str, grow_cells=True)
            holder = element.getparent()
            cache = next((e for e in holder if etree.QName(e).localname in _CACHES), None) if holder is not None else None
            if cache is not None and formula.references:
                found = [values(ref) for ref in formula.references]
                if any(part is None for part in found) or etree.QName(cache).localname == "multiLvlStrCache":
                    holder.remove(cache)  # type: ignore[union-attr]
                else:
                    _fill_cache(cache, [value for part in found for value in part or ()])
        for series in tree.iter(f"{C}ser"):
            _label_points(series)
        _set_crossings(tree, cross)
        return tree


def _fill_cache(cache: etree._Element, values: Sequence[Any]) -> None:
    numeric = etree.QName(cache).localname == "numCache"
    for child in list(cache):
        if etree.QName(child).localname in ("ptCount", "pt"):
            cache.remove(child)
    etree.SubElement(cache, f"{C}ptCount").set("val", str(len(values)))
    for number, value in enumerate(values):
        if value is None or (numeric and not isinstance(value, (int, float))):
            continue
        point = etree.SubElement(cache, f"{C}pt")
        point.set("idx", str(number))
        etree.SubElement(point, f"{C}v").text = repr(value) if numeric else shown(value)
    extension = cache.find(f"{C}extLst")
    if extension is not None:
        cache.append(extension)


def _label_points(series: etree._Element) -> None:
    """Labels whose text comes from cells get their text point by point, as Excel writes it, so that every viewer shows it."""
    cache = next(series.iter(f"{_C15}dlblRangeCache"), None)
    labels = series.find(f"{C}dLbls")
    heights = series.find(f"{C}yVal/{C}numRef/{C}numCache")
    if cache is None or labels is None:
        return
    for old in labels.findall(f"{C}dLbl"):
        labels.remove(old)
    shown_points = {point.get("idx") for point in heights.iter(f"{C}pt")} if heights is not None else None
    points = [p for p in cache.iter(f"{C}pt") if shown_points is None or p.get("idx") in shown_points]
    for place, point in enumerate(points):
        labels.insert(place, _point_label(labels, point.get("idx", "0"), point.findtext(f"{C}v") or ""))


def _point_label(labels: etree._Element, index: str, text: str) -> etree._Element:
    label = etree.Element(f"{C}dLbl")
    etree.SubElement(label, f"{C}idx").set("val", index)
    rich = etree.SubElement(etree.SubElement(label, f"{C}tx"), f"{C}rich")
    etree.SubElement(rich, f"{A}bodyPr")
    paragraph = etree.SubElement(rich, f"{A}p")
    field = etree.SubElement(paragraph, f"{A}fld")
    field.set("id", f"{{5046504C-0000-4000-8000-{int(index):012X}}}")
    field.set("type", "CELLRANGE")
    etree.SubElement(field, f"{A}t").text = text
    for name in (
        "numFmt",
        "spPr",
        "txPr",
        "dLblPos",
        "showLegendKey",
        "showVal",
        "showCatName",
        "showSerName",
        "showPercent",
        "showBubbleSize",
    ):
        found = labels.find(f"{C}{name}")
        if found is not None and name != "txPr":
            label.append(copy.deepcopy(found))
        elif found is not None:
            properties = found.find(f"{A}p/{A}pPr")
            if properties is not None:
                paragraph.insert(0, copy.deepcopy(properties))
                etree.SubElement(field, f"{A}rPr").set("lang", "en-GB")
                _copy_run_properties(field, properties)
    extension = labels.find(f"{C}extLst")
    if extension is not None:
        label.append(copy.deepcopy(extension))
    return label


def _copy_run_properties(field: etree._Element, properties: etree._Element) -> None:
    """The run properties of a label's field: the default ones of the series' labels. In a field they come before the text."""
    run = field.find(f"{A}rPr")
    default = properties.find(f"{A}defRPr")
    if run is None:
        return
    field.remove(run)
    field.insert(0, run)
    if default is not None:
        for key, value in default.attrib.items():
            run.set(key, value)
        for child in default:
            run.append(copy.deepcopy(child))


def _set_crossings(tree: etree._Element, cross: Mapping[str, float]) -> None:
    """`cross x` is where on the horizontal axis the vertical one stands, so it belongs to the vertical axis' element."""
    for axis in tree.iter(f"{C}valAx"):
        position = axis.find(f"{C}axPos")
        upright = position is not None and position.get("val") in ("l", "r")
        wanted = cross.get("x" if upright else "y")
        place = axis.find(f"{C}crossesAt")
        if wanted is not None and place is not None:
            place.set("val", repr(float(wanted)))


@dataclass(frozen=True)
class DrawingPart:
    """A drawing of a sheet: anchors move with the rows, `pf` blocks of charts are replaced by their final alt text."""

    part: str
    tree: etree._Element
    sheet: str
    bindings: Mapping[str, Binding]

    def rendered(self, shift: ShiftMap, alts: Mapping[str, str]) -> etree._Element:
        """The tree with moved anchors; `alts` are final alt texts by relationship id."""
        tree = copy.deepcopy(self.tree)
        rows = shift.of(self.sheet)
        for anchor in tree:
            start, end = anchor.find(f"{_DRAWING}from/{_DRAWING}row"), anchor.find(f"{_DRAWING}to/{_DRAWING}row")
            if start is None or anchor.get("editAs") == "absolute":
                continue
            old = int(start.text or 0)
            start.text = str(rows.first(old + 1) - 1)
            if end is not None:
                kept = anchor.get("editAs") == "oneCell"
                end_row = int(end.text or 0)
                end.text = str(end_row + int(start.text) - old if kept else rows.first(end_row + 1) - 1)
        for frame in tree.iter(f"{_DRAWING}graphicFrame"):
            properties = frame.find(f"{_DRAWING}nvGraphicFramePr/{_DRAWING}cNvPr")
            relation = chart_relation(frame)
            if properties is not None and relation in self.bindings:
                properties.set("descr", alts.get(relation, ""))
        return tree


def chart_relation(frame: etree._Element) -> str:
    """The relationship id of the chart in a graphic frame; empty when it holds none."""
    chart = next(frame.iter(f"{C}chart"), None)
    return chart.get(_RELATION_ID, "") if chart is not None else ""


def read_drawing(part: str, data: bytes, sheet: str, scope: Scope, problems: Problems) -> DrawingPart:
    """A drawing with the `pf` blocks of its charts compiled."""
    tree = parse_xml(data)
    bindings = {}
    for frame in tree.iter(f"{_DRAWING}graphicFrame"):
        properties = frame.find(f"{_DRAWING}nvGraphicFramePr/{_DRAWING}cNvPr")
        text = properties.get("descr", "") if properties is not None else ""
        if text.partition("\n")[0].strip() == "pf":
            bindings[chart_relation(frame)] = _binding(text, sheet, scope, problems)
    return DrawingPart(part, tree, sheet, bindings)


def _binding(text: str, sheet: str, scope: Scope, problems: Problems) -> Binding:
    alt: Content | None = None
    cross: dict[str, Tag] = {}
    for line in text.splitlines()[1:]:
        key, colon, value = (word.strip() for word in line.partition(":"))
        try:
            if key == "alt":
                alt = parse_content(value, scope) if value else None
            elif key in ("cross x", "cross y"):
                cross[key[-1]] = parse_expression(value, scope)
            elif colon or key:
                problems.add(BAD_NOTE, None, f"a chart on {sheet!r} has the unknown alt-text line {line.strip()!r}")
        except TagError as error:
            problems.add(BAD_NOTE, None, f"the alt text of a chart on {sheet!r}: {error}")
    return Binding(alt, cross)
