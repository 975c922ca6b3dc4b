"""Reads a designer's chart and takes it apart into looks. Slow and careful; done once per template.

Facts behind the repairs made here: python-pptx writes negative axis ids and `c:smooth` into radar series, both invalid;
LibreOffice takes every bubble scale as 100, so 100 is written; a chart whose title was never deleted gets its only series'
name as title; `c16:uniqueId` must not appear twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from planforge.errors import TemplateError
from planforge.office.pptx.chart_looks import SeriesLook
from planforge.office.pptx.chart_reader import KINDS, A, C, Element, LookReader, index_of, local_name, text_of

_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_UNIQUE_ID = "{http://schemas.microsoft.com/office/drawing/2014/chart}uniqueId"
_MAXIMUM_ID = 2**31
TOKEN = "\ue000"
"""Stands around the names of holes in the chart's text; a private character no template uses."""


@dataclass(frozen=True, slots=True)
class ChartLook:
    """A chart taken apart.

    Attributes:
        pieces: text and hole names in turn.
        plot_axes: the axis ids of each plot in order.
        series: the template's series in order.
        fresh: the look of a series the template does not know, without its colour; `{accent}` stands for the theme slot.
        next_accent: number of the first theme accent the template does not use.
        hidden_entries: `c:idx` of series left out of the legend.
        minimum, maximum: of the value axis as the template has it, as elements.
    """

    pieces: tuple[str, ...]
    plot_axes: tuple[tuple[str, ...], ...]
    series: tuple[SeriesLook, ...]
    fresh: SeriesLook
    next_accent: int
    hidden_entries: frozenset[int]
    minimum: str
    maximum: str


def chart_look(chart_xml: bytes, place: str) -> ChartLook:
    """Takes a chart part apart; `place` names slide and shape in errors.

    Raises:
        TemplateError: the chart is of a kind that cannot take data.
    """
    root = _parsed(chart_xml, place)
    plots = _plots(root, place)
    _repair(root, plots)
    reader = LookReader(root)
    series = tuple(look for number, plot in enumerate(plots) for look in reader.series_of(plot, number))
    if not series:
        raise TemplateError(
            f"{place}: the chart has no series to take its look from.", "Give the chart at least one sample series in PowerPoint."
        )
    axes = tuple(tuple(_axes(plot)) for plot in plots)
    fresh = reader.fresh(plots[series[0].plot], series[0])
    accent = _next_accent(plots)
    hidden = _punch_legend(root)
    minimum, maximum = _punch_scaling(root, plots[0], reader)
    for number, plot in enumerate(plots):
        _punch_plot(plot, number)
    return ChartLook(tuple(text_of(root).split(TOKEN)), axes, series, fresh, accent, hidden, minimum, maximum)


def _parsed(chart_xml: bytes, place: str) -> Element:
    try:
        root = etree.fromstring(
            chart_xml, etree.XMLParser(remove_blank_text=True, remove_comments=True, resolve_entities=False, no_network=True)
        )
    except etree.XMLSyntaxError as error:
        raise TemplateError(f"{place}: the chart cannot be read ({error.msg}).", "Copy the chart again in PowerPoint.") from error
    if TOKEN in text_of(root):
        raise TemplateError(
            f"{place}: the chart holds the private character U+E000.", "Delete the unreadable character from the chart's texts."
        )
    if root.tag != f"{C}chartSpace":
        raise TemplateError(
            f"{place}: this kind of chart cannot take data.", "Use a column, bar, line, area, pie, radar, scatter or bubble chart."
        )
    prefixes = {prefix for element in root.iter(etree.Element) for prefix in element.nsmap if prefix}
    etree.cleanup_namespaces(root, top_nsmap={"c": C[1:-1], "a": A[1:-1], "r": _R}, keep_ns_prefixes=sorted(prefixes | {"c", "a", "r"}))
    return root


def _plots(root: Element, place: str) -> list[Element]:
    area = root.find(f"{C}chart/{C}plotArea")
    plots = [child for child in (area if area is not None else ()) if local_name(child).endswith("Chart")]
    for plot in plots:
        if local_name(plot) not in KINDS:
            raise TemplateError(
                f"{place}: a {local_name(plot)} cannot take data.", "Use a column, bar, line, area, pie, radar, scatter or bubble chart."
            )
    if not plots:
        raise TemplateError(f"{place}: the chart has no plot.", "Draw the chart again in PowerPoint.")
    if area is not None and area.find(f"{C}dateAx") is not None:
        raise TemplateError(f"{place}: the chart has a date axis.", "Set the axis type to text axis in PowerPoint.")
    return plots


def _repair(root: Element, plots: Iterable[Element]) -> None:
    for element in root.iter(f"{C}axId", f"{C}crossAx"):
        value = int(element.get("val", "0"))
        element.set("val", str(value % _MAXIMUM_ID if value < 0 else value))
    for element in list(root.iter(_UNIQUE_ID)):
        _remove_extension(element)
    chart = root.find(f"{C}chart")
    if chart is not None and chart.find(f"{C}title") is None:
        deleted = chart.find(f"{C}autoTitleDeleted")
        if deleted is None:
            deleted = etree.Element(f"{C}autoTitleDeleted")
            chart.insert(0, deleted)
        deleted.set("val", "1")
    for plot in plots:
        if local_name(plot) == "radarChart":
            for smooth in list(plot.iter(f"{C}smooth")):
                _drop(smooth)
        if local_name(plot) == "bubbleChart":
            _set_bubble_scale(plot)


def _remove_extension(element: Element) -> None:
    extension = element.getparent()
    holder = extension.getparent() if extension is not None else None
    if extension is None or holder is None:
        return
    holder.remove(extension)
    if not len(holder):
        _drop(holder)


def _set_bubble_scale(plot: Element) -> None:
    scale = plot.find(f"{C}bubbleScale")
    if scale is None:
        scale = etree.Element(f"{C}bubbleScale")
        after = [child for child in plot if local_name(child) in ("showNegBubbles", "sizeRepresents", "axId", "extLst")]
        plot.insert(plot.index(after[0]) if after else len(plot), scale)
    scale.set("val", "100")


def _axes(plot: Element) -> list[str]:
    return [axis.get("val", "") for axis in plot.findall(f"{C}axId")]


def _next_accent(plots: Iterable[Element]) -> int:
    series = [item for plot in plots for item in plot.findall(f"{C}ser")]
    used = {
        int(colour.get("val", "")[6:])
        for item in series
        for colour in item.iterfind(f"{C}spPr//{A}schemeClr")
        if colour.get("val", "").startswith("accent")
    }
    return max(used, default=len(series)) % 6 + 1


def _punch_plot(plot: Element, number: int) -> None:
    """Replaces a plot's series by a hole, and marks where the plot begins and ends."""
    members = plot.findall(f"{C}ser")
    for member in members[1:]:
        plot.remove(member)
    if members:
        _replace(members[0], f"series{number}")
    else:
        place = next(
            (child for child in plot if local_name(child) in ("dLbls", "dropLines", "gapWidth", "bubbleScale", "marker", "axId")), None
        )
        _hole_before(place, plot, f"series{number}")
    _hole_before(plot, plot.getparent(), f"plot{number}")
    plot.tail = f"{TOKEN}end{number}{TOKEN}" + (plot.tail or "")


def _punch_legend(root: Element) -> frozenset[int]:
    legend = root.find(f"{C}chart/{C}legend")
    if legend is None:
        return frozenset()
    entries = [entry for entry in legend.findall(f"{C}legendEntry") if entry.find(f"{C}delete") is not None]
    hidden = frozenset(index_of(entry) for entry in entries)
    for entry in entries[1:]:
        legend.remove(entry)
    if entries:
        _replace(entries[0], "legend")
    return hidden


def _punch_scaling(root: Element, plot: Element, reader: LookReader) -> tuple[str, str]:
    """Makes holes for the limits of the value axis: the second axis of the first plot."""
    axes = _axes(plot)
    scaling = next(
        (
            axis.find(f"{C}scaling")
            for axis in root.iter(f"{C}valAx")
            if len(axes) > 1 and (found := axis.find(f"{C}axId")) is not None and found.get("val") == axes[1]
        ),
        None,
    )
    if scaling is None:
        return "", ""
    limits = {}
    for name in ("max", "min"):
        element = scaling.find(f"{C}{name}")
        limits[name] = reader.text(element) if element is not None else ""
        if element is not None:
            _drop(element)
    _hole_before(scaling.find(f"{C}extLst"), scaling, "limits")
    return limits["min"], limits["max"]


def _hole_before(element: Element | None, parent: Element | None, name: str) -> None:
    """A hole before an element, or at the end of the parent."""
    hole = f"{TOKEN}{name}{TOKEN}"
    previous = element.getprevious() if element is not None else (parent[-1] if parent is not None and len(parent) else None)
    if previous is not None:
        previous.tail = (previous.tail or "") + hole
    elif parent is not None:
        parent.text = (parent.text or "") + hole


def _replace(element: Element, name: str) -> None:
    parent = element.getparent()
    _hole_before(element, parent, name)
    _drop(element)


def _drop(element: Element) -> None:
    """Removes an element but keeps the hole that may follow it."""
    parent = element.getparent()
    if parent is None:
        return
    tail, previous = element.tail or "", element.getprevious()
    parent.remove(element)
    if tail and previous is not None:
        previous.tail = (previous.tail or "") + tail
    elif tail:
        parent.text = (parent.text or "") + tail
