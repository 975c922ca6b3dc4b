"""Reads a designer's chart and takes it apart into looks. Slow and careful; done once per template.

Facts behind the repairs made here: python-pptx writes negative axis ids and `c:smooth` into radar series, both invalid;
LibreOffice takes every bubble scale as 100, so 100 is written; a chart whose title was never deleted gets its only series'
name as title; `c16:uniqueId` must not appear twice; label ranges (`c15:datalabelsRange`) and custom error values refer to cells that
the data replace; a date axis over texts counts them as days, so it becomes a text axis when the categories are no dates.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from planforge.office.package import parse_xml
from planforge.office.pptx.chart_looks import SeriesLook
from planforge.office.pptx.chart_reader import KINDS, A, C, Element, LookReader, UnfitChart, category_format, index_of, local_name, text_of

_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_UNIQUE_ID = "{http://schemas.microsoft.com/office/drawing/2014/chart}uniqueId"
_C15 = "{http://schemas.microsoft.com/office/drawing/2012/chart}"
_MAXIMUM_ID = 2**31
_CHART_NAMESPACE = C[1:-1].encode()
_DATE_ONLY = ("baseTimeUnit", "majorUnit", "majorTimeUnit", "minorUnit", "minorTimeUnit", "extLst")
TOKEN = "\ue000"
"""Stands around the names of holes in the chart's text; a private character no template uses."""
KNOWN_KINDS = "Use a column, bar, line, area, pie, doughnut, radar, scatter, bubble or stock chart."


class Span(NamedTuple):
    """A stretch of the chart that is written only if one of these plots has series; `dates` also asks what the categories are."""

    plots: frozenset[int]
    dates: bool | None = None


@dataclass(frozen=True, slots=True)
class ChartLook:
    """A chart taken apart.

    Attributes:
        pieces: text and hole names in turn.
        plots: the kind of each plot in order.
        spans: the stretches that may be left out; `from0` and `to` among the hole names say where they are.
        series: the template's series in order.
        fresh: the look of a series the template does not know, with `{colour}` for its colour.
        next_colour: how many theme colours the template uses.
        hidden_entries: numbers of the series left out of the legend.
        minimum, maximum: of the value axis as the template has it, as elements.
        category_format: number format of categories that are dates.
        has_dates: a date axis is among the axes.
        since_1904: days are counted from 1904, as old files of the Macintosh do.
    """

    pieces: tuple[str, ...]
    plots: tuple[str, ...]
    spans: tuple[Span, ...]
    series: tuple[SeriesLook, ...]
    fresh: SeriesLook
    next_colour: int
    hidden_entries: frozenset[int]
    minimum: str
    maximum: str
    category_format: str = ""
    has_dates: bool = False
    since_1904: bool = False


def chart_look(root: Element, titled: bool = False) -> ChartLook:
    """Takes a parsed chart apart; the tree is used up. `titled` when a hole already stands for its title.

    Raises:
        UnfitChart: the chart is of a kind that cannot take data.
    """
    plots = plots_of(root)
    _repair(root, plots, titled)
    reader = LookReader(root)
    series = tuple(look for number, plot in enumerate(plots) for look in reader.series_of(plot, number))
    if not series:
        raise UnfitChart("the chart has no series to take its look from; give it at least one sample series in PowerPoint")
    kinds = tuple(local_name(plot) for plot in plots)
    first = series[0].plot
    fresh = reader.fresh(plots[first], [look for look in series if look.plot == first][-1])
    colour = _used_colours(plots)
    dates = category_format(plots)
    flag = root.find(f"{C}date1904")
    hidden = _punch_legend(root)
    minimum, maximum = _punch_scaling(root, plots[0], reader)
    spans = _punch_axes(root, plots)
    for number, plot in enumerate(plots):
        _punch_plot(plot, number, spans)
    pieces = tuple(text_of(root).split(TOKEN))
    return ChartLook(
        pieces, kinds, tuple(spans), series, fresh, colour, hidden, minimum, maximum, dates,
        has_dates=any(span.dates for span in spans),
        since_1904=flag is not None and flag.get("val", "1") in ("1", "true"),
    )  # fmt: skip


def parsed_chart(chart_xml: bytes) -> Element:
    """The root of a chart part, with its prefixes at the top.

    Raises:
        UnfitChart: it is damaged or no chart of the common kind.
    """
    try:
        root = etree.fromstring(
            chart_xml, etree.XMLParser(remove_blank_text=True, remove_comments=True, resolve_entities=False, no_network=True)
        )
    except etree.XMLSyntaxError as error:
        raise UnfitChart(f"the chart cannot be read ({error.msg}); copy it again in PowerPoint") from error
    if TOKEN in text_of(root):
        raise UnfitChart("the chart holds the private character U+E000; delete the unreadable character from its texts")
    if root.tag != f"{C}chartSpace":
        raise UnfitChart("this kind of chart cannot take data")
    prefixes = {prefix for element in root.iter(etree.Element) for prefix in element.nsmap if prefix}
    etree.cleanup_namespaces(root, top_nsmap={"c": C[1:-1], "a": A[1:-1], "r": _R}, keep_ns_prefixes=sorted(prefixes | {"c", "a", "r"}))
    return root


def sound_charts(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts of a template with charts that every Office accepts: no negative axis ids, no smoothed radars.

    Charts that nothing fills are copied as they are, so what other programs got wrong is put right here.
    """
    return {name: _sound(data) if _is_unsound(data) else data for name, data in parts.items()}


def _is_unsound(data: bytes) -> bool:
    if _CHART_NAMESPACE not in data[:2000]:
        return False
    return b'axId val="-' in data or b'crossAx val="-' in data or (b"radarChart" in data and b"smooth" in data)


def _sound(data: bytes) -> bytes:
    root = parse_xml(data)
    _repair_axes(root)
    for plot in root.iter(f"{C}radarChart"):
        _drop_smooth(plot)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def plots_of(root: Element) -> list[Element]:
    """The plots of a chart.

    Raises:
        UnfitChart: there is none, or one that cannot take data.
    """
    area = root.find(f"{C}chart/{C}plotArea")
    plots = [child for child in (area if area is not None else ()) if local_name(child).endswith("Chart")]
    for plot in plots:
        if local_name(plot) not in KINDS:
            raise UnfitChart(f"a {local_name(plot)} cannot take data")
    if not plots:
        raise UnfitChart("the chart has no plot; draw it again in PowerPoint")
    return plots


def _repair(root: Element, plots: Sequence[Element], titled: bool) -> None:
    _repair_axes(root)
    for tag in (_UNIQUE_ID, f"{_C15}datalabelsRange", f"{_C15}showDataLabelsRange"):
        for element in list(root.iter(tag)):
            _remove_extension(element)
    chart = root.find(f"{C}chart")
    if chart is not None and chart.find(f"{C}title") is None and not titled:
        deleted = chart.find(f"{C}autoTitleDeleted")
        if deleted is None:
            deleted = etree.Element(f"{C}autoTitleDeleted")
            chart.insert(0, deleted)
        deleted.set("val", "1")
    for plot in plots:
        if local_name(plot) == "radarChart":
            _drop_smooth(plot)
        if local_name(plot) == "bubbleChart":
            _set_bubble_scale(plot)
        for bars in plot.iter(f"{C}errBars"):
            _fix_error_values(bars)


def _repair_axes(root: Element) -> None:
    for element in root.iter(f"{C}axId", f"{C}crossAx"):
        value = int(element.get("val", "0"))
        element.set("val", str(value % _MAXIMUM_ID if value < 0 else value))


def _drop_smooth(plot: Element) -> None:
    for smooth in list(plot.iter(f"{C}smooth")):
        _drop(smooth)


def _fix_error_values(bars: Element) -> None:
    """Custom error values become figures of the chart's own, since the cells they came from are replaced."""
    for reference in list(bars.iter(f"{C}numRef")):
        parent, cache = reference.getparent(), reference.find(f"{C}numCache")
        if parent is None:
            continue
        if cache is not None:
            cache.tag = f"{C}numLit"
            parent.append(cache)
        parent.remove(reference)


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


def _used_colours(plots: Iterable[Element]) -> int:
    """How many theme colours count as used: up to the highest accent, or one for each series without any."""
    series = [item for plot in plots for item in plot.findall(f"{C}ser")]
    used = {
        int(colour.get("val", "")[6:])
        for item in series
        for colour in item.iterfind(f"{C}spPr//{A}schemeClr")
        if colour.get("val", "").startswith("accent")
    }
    return max(used, default=len(series))


def _punch_axes(root: Element, plots: Sequence[Element]) -> list[Span]:
    """Marks the axes that go with their plots, and gives each date axis a twin for texts."""
    spans: list[Span] = []
    for name in ("catAx", "valAx", "dateAx", "serAx"):
        for axis in list(root.iter(f"{C}{name}")):
            ident = axis.find(f"{C}axId")
            users = frozenset(n for n, plot in enumerate(plots) if ident is not None and ident.get("val") in _axes(plot))
            if name == "dateAx":
                _mark(_text_twin(axis), Span(users, False), spans)
                _mark(axis, Span(users, True), spans)
            elif len(plots) > 1 and len(users) < len(plots):
                _mark(axis, Span(users), spans)
    return spans


def _text_twin(axis: Element) -> Element:
    """A text axis like a date axis, placed after it."""
    twin = etree.fromstring(etree.tostring(axis, with_tail=False))
    twin.tag = f"{C}catAx"
    for child in list(twin):
        if local_name(child) in _DATE_ONLY:
            twin.remove(child)
    twin.tail = axis.tail
    axis.tail = None
    axis.addnext(twin)
    return twin


def _mark(element: Element, span: Span, spans: list[Span]) -> None:
    """Marks an element as a stretch that may be left out."""
    spans.append(span)
    _hole_before(element, element.getparent(), f"from{len(spans) - 1}")
    element.tail = f"{TOKEN}to{TOKEN}" + (element.tail or "")


def _punch_plot(plot: Element, number: int, spans: list[Span]) -> None:
    """Replaces a plot's series by a hole, and marks where the plot begins and ends."""
    members = plot.findall(f"{C}ser")
    for member in members[1:]:
        plot.remove(member)
    if members:
        replace_by_hole(members[0], f"series{number}")
    else:
        place = next(
            (
                child
                for child in plot
                if local_name(child) in ("dLbls", "dropLines", "hiLowLines", "gapWidth", "gapDepth", "bubbleScale", "marker", "axId")
            ),
            None,
        )
        _hole_before(place, plot, f"series{number}")
    _mark(plot, Span(frozenset((number,))), spans)


def _punch_legend(root: Element) -> frozenset[int]:
    legend = root.find(f"{C}chart/{C}legend")
    if legend is None:
        return frozenset()
    entries = [entry for entry in legend.findall(f"{C}legendEntry") if entry.find(f"{C}delete") is not None]
    hidden = frozenset(index_of(entry) for entry in entries)
    for entry in entries[1:]:
        legend.remove(entry)
    if entries:
        replace_by_hole(entries[0], "legend")
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


def replace_by_hole(element: Element, name: str) -> None:
    """Puts a hole in the place of an element."""
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
