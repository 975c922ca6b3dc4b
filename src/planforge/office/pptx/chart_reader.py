"""Reads looks from a designer's chart: series, sample points, labels and their texts, as pieces of XML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import replace

from lxml import etree

from planforge.office.escape import attribute
from planforge.office.pptx.chart_looks import NO_LABELS, LabelLook, PointLook, SeriesLook, fold

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
Element = etree._Element
KINDS = {
    "barChart": "category",
    "lineChart": "category",
    "areaChart": "category",
    "radarChart": "category",
    "pieChart": "category",
    "doughnutChart": "category",
    "ofPieChart": "category",
    "stockChart": "category",
    "bar3DChart": "category",
    "line3DChart": "category",
    "area3DChart": "category",
    "pie3DChart": "category",
    "scatterChart": "scatter",
    "bubbleChart": "bubble",
}
_LINED = ("lineChart", "radarChart", "scatterChart", "stockChart")
_BY_POSITION = ("pieChart", "doughnutChart", "pie3DChart", "ofPieChart")
_MIDDLE = ("trendline", "errBars")
_DATA = ("cat", "val", "xVal", "yVal", "bubbleSize")
_FLAGS = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
_LABEL_SETTINGS = ("numFmt", "spPr", "txPr", "dLblPos", *_FLAGS, "separator")
_FILLS = ("noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill")
_RUN_ORDER = (
    "ln",
    "fill",
    "effectLst",
    "effectDag",
    "highlight",
    "uLnTx",
    "uLn",
    "uFillTx",
    "uFill",
    "latin",
    "ea",
    "cs",
    "sym",
    "rtl",
    "extLst",
)
_RUN_IGNORED = ("hlinkClick", "hlinkMouseOver")
_LANGUAGE = ("lang", "altLang", "dirty", "err", "smtClean")


class UnfitChart(Exception):  # noqa: N818 - it reads as what it says of a chart
    """A chart cannot take data; the text is the reason, as half a sentence."""


def text_of(root: Element) -> str:
    """An element as XML text."""
    return etree.tostring(root, encoding="unicode")


def local_name(element: Element) -> str:
    """An element's name without its name space; empty for comments."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def index_of(element: Element) -> int:
    """The `c:idx` of a series, point, label or legend entry, -1 without."""
    index = element.find(f"{C}idx")
    return int(index.get("val", "-1")) if index is not None else -1


class LookReader:
    """Reads looks from a chart; all texts it returns rely on the name space prefixes of the chart's root."""

    def __init__(self, root: Element) -> None:
        self._wrapper = etree.Element(f"{C}w", nsmap={prefix: uri for prefix, uri in root.nsmap.items() if prefix})
        self._open = len(text_of(self._wrapper)) - 1
        self._chart_text = root.find(f"{C}txPr")

    def text(self, *elements: Element) -> str:
        """Elements as XML text without name space declarations."""
        if not elements:
            return ""
        for element in elements:
            self._wrapper.append(deepcopy(element))
        for element in self._wrapper:
            element.tail = None
        text = text_of(self._wrapper)[self._open : -len("</c:w>")]
        del self._wrapper[:]
        return text

    def series_of(self, plot: Element, number: int) -> Iterator[SeriesLook]:
        """The looks of a plot's series."""
        for series in plot.findall(f"{C}ser"):
            yield self._series(series, plot, number)

    def _series(self, series: Element, plot: Element, number: int) -> SeriesLook:
        parts: dict[str, list[Element]] = {"head": [], "middle": [], "tail": []}
        for child in series:
            name = local_name(child)
            if name in ("idx", "order", "tx", "dPt", "dLbls", *_DATA):
                continue
            after_data = name in ("smooth", "shape", "bubble3D", "extLst")
            parts["middle" if name in _MIDDLE else "tail" if after_data else "head"].append(child)
        labels = series.find(f"{C}dLbls")
        group, plot_group = labels, plot.find(f"{C}dLbls")
        if group is None:
            group = plot_group
        points = self._points(series, group, plot_group)
        names = _category_names(series)
        by_position = tuple(points.get(index, PointLook()) for index in range(max(points) + 1)) if points else ()
        return SeriesLook(
            name=_series_name(series),
            index=index_of(series),
            plot=number,
            kind=KINDS[local_name(plot)],
            head=self.text(*parts["head"]),
            middle=self.text(*parts["middle"]),
            tail=self.text(*parts["tail"]),
            formats=(_format(series, "val", "yVal"), _format(series, "xVal"), _format(series, "bubbleSize")),
            own_labels=self._group(labels) if labels is not None else "",
            label_group=self._label_group(group),
            label=self._label(_sample_label(labels), group, plot_group),
            points=_named_points(points, names, labels),
            positions=by_position if local_name(plot) in _BY_POSITION else (),
            coloured=_is_coloured(series, local_name(plot)),
        )

    def _points(self, series: Element, group: Element | None, plot_group: Element | None) -> dict[int, PointLook]:
        points = {
            index_of(point): PointLook(self.text(*(child for child in point if local_name(child) != "idx")))
            for point in series.findall(f"{C}dPt")
        }
        for label in group.findall(f"{C}dLbl") if group is not None else ():
            if label.find(f"{C}delete") is None:
                index = index_of(label)
                points[index] = PointLook(points[index].point if index in points else "", self._label(label, group, plot_group))
        return points

    def _group(self, labels: Element) -> str:
        return self.text(*(child for child in labels if local_name(child) != "dLbl"))

    def _label_group(self, group: Element | None) -> str:
        if group is None or group.find(f"{C}delete") is not None:
            return NO_LABELS
        return self._group(group)

    def _label(self, label: Element | None, group: Element | None, plot_group: Element | None) -> LabelLook:
        """How a label is set: its own settings, else those of its group."""
        settings: dict[str, Element] = {}
        for source in (group, label):
            if source is not None:
                settings |= {name: found for name in _LABEL_SETTINGS if (found := source.find(f"{C}{name}")) is not None}
        flags = {name: settings[name].get("val") if name in settings else "0" for name in _FLAGS}
        if "1" not in flags.values() and "true" not in flags.values():
            flags["showVal"] = "1"
        written = self.text(*(settings[name] for name in ("numFmt", "spPr", "txPr", "dLblPos") if name in settings))
        written += "".join(f'<c:{name} val="{value}"/>' for name, value in flags.items())
        written += self.text(settings["separator"]) if "separator" in settings else ""
        layout = label.find(f"{C}layout") if label is not None else None
        rich = label.find(f"{C}tx/{C}rich") if label is not None else None
        attributes, children = self._run(plot_group, group, label, rich)
        body, paragraph = (rich.find(f"{A}bodyPr"), rich.find(f"{A}p/{A}pPr")) if rich is not None else (None, None)
        return LabelLook(
            layout=self.text(layout) if layout is not None else "",
            settings=written,
            body=self.text(body) if body is not None else "<a:bodyPr/>",
            paragraph=self.text(paragraph) if paragraph is not None else "",
            attributes=attributes,
            children=children,
            own=self.text(*label.findall(f"{C}tx")) if label is not None else "",
        )

    def _run(self, *sources: Element | None) -> tuple[str, str]:
        """Run properties from the chart's text settings, overridden by each source in turn.

        PowerPoint takes nothing from the series' label settings for a label with a text of its own, so all of it is written out.
        """
        found = [_defaults(self._chart_text)]
        found += [
            _defaults(source.find(f"{C}txPr") if local_name(source) in ("dLbls", "dLbl") else source)
            for source in sources
            if source is not None
        ]
        rich = sources[-1]
        found.append(next(rich.iter(f"{A}rPr"), None) if rich is not None else None)
        attributes: dict[str, str] = {}
        children: dict[str, Element] = {}
        for properties in found:
            if properties is None:
                continue
            attributes |= {str(key): str(value) for key, value in properties.attrib.items() if key not in _LANGUAGE}
            for child in properties:
                name = local_name(child)
                if name not in _RUN_IGNORED:
                    children["fill" if name in _FILLS else name] = child
        ordered = sorted(children, key=lambda name: _RUN_ORDER.index(name) if name in _RUN_ORDER else len(_RUN_ORDER))
        written = "".join(f' {key}="{attribute(value)}"' for key, value in sorted(attributes.items()))
        return written, self.text(*(children[name] for name in ordered))

    def fresh(self, plot: Element, last: SeriesLook) -> SeriesLook:
        """The look of a series the template does not know: that of the plot's last one in a colour of its own, without sample points.

        `{colour}` stands for the colour in its head.
        """
        series = plot.findall(f"{C}ser")[-1]
        colour = "<a:solidFill>{colour}</a:solidFill>"
        lined = local_name(plot) in _LINED
        line = series.find(f"{C}spPr/{A}ln")
        width = f' w="{line.get("w")}"' if line is not None and line.get("w") else ""
        joined = local_name(plot) != "scatterChart" or line is None or line.find(f"{A}noFill") is None
        stroke = f'<a:ln{width} cap="rnd">{colour if joined else "<a:noFill/>"}<a:round/></a:ln>'
        shape = f"<c:spPr>{stroke}</c:spPr>" if lined else f"<c:spPr>{colour}</c:spPr>"
        rest = []
        for child in series:
            if local_name(child) in ("invertIfNegative", "explosion", "marker"):
                copy = deepcopy(child)
                for look in copy.findall(f"{C}spPr"):
                    copy.remove(look)
                rest.append(copy)
        # Braces of the template must survive `str.format`.
        others = self.text(*rest).replace("{", "{{").replace("}", "}}")
        others = _coloured_marker(others, f"<c:spPr>{colour}<a:ln>{colour}</a:ln></c:spPr>")
        return replace(
            last,
            name="",
            index=-1,
            head=shape + others,
            middle="",
            tail=last.tail if "<c:extLst" not in last.tail else "",
            points={},
            positions=(),
            coloured=True,
        )


def _coloured_marker(text: str, colour: str) -> str:
    """A marker in the colour of its line, unless it shows none."""
    if not text.endswith("</c:marker>") or 'symbol val="none"' in text:
        return text
    return f"{text.removesuffix('</c:marker>')}{colour}</c:marker>"


def _is_coloured(series: Element, plot: str) -> bool:
    """Whether a series has a fill, or a line where lines are what is seen, of its own."""
    shape = series.find(f"{C}spPr")
    if shape is None:
        return False
    holder = shape.find(f"{A}ln") if plot in _LINED else shape
    return holder is not None and any(local_name(child) in _FILLS for child in holder)


def _defaults(holder: Element | None) -> Element | None:
    """The default run properties of a text body."""
    return next(holder.iter(f"{A}defRPr"), None) if holder is not None else None


def _cached(holder: Element | None) -> dict[int, str]:
    if holder is None:
        return {}
    return {int(point.get("idx", "0")): point.findtext(f"{C}v") or "" for point in holder.iter(f"{C}pt")}


def _series_name(series: Element) -> str:
    tx = series.find(f"{C}tx")
    if tx is None:
        return ""
    return " ".join(_cached(tx).values()) or tx.findtext(f"{C}v") or ""


def _category_names(series: Element) -> dict[int, str]:
    categories = series.find(f"{C}cat")
    level = next(categories.iter(f"{C}lvl"), None) if categories is not None else None
    return _cached(level if level is not None else categories)


def _sample_label(labels: Element | None) -> Element | None:
    """The label to take as the series' look where the designer set single labels only and left the group without a look."""
    if labels is None or any(labels.find(f"{C}{name}") is not None for name in ("numFmt", "spPr", "txPr", "dLblPos")):
        return None
    return next((label for label in labels.findall(f"{C}dLbl") if label.find(f"{C}delete") is None), None)


def category_format(plots: Iterable[Element]) -> str:
    """The number format of the template's categories, where they are dates or numbers."""
    for plot in plots:
        for series in plot.findall(f"{C}ser"):
            code = series.findtext(f"{C}cat/{C}numRef/{C}numCache/{C}formatCode")
            if code:
                return code
    return ""


def _named_points(points: Mapping[int, PointLook], names: Mapping[int, str], labels: Element | None) -> dict[str, PointLook]:
    """Sample points by the name of their category; where there are none (scatter, bubble), by the text of their sample label."""
    texts = dict(names)
    if not texts and labels is not None:
        for label in labels.findall(f"{C}dLbl"):
            texts[index_of(label)] = " ".join("".join(map(str, node.itertext())) for node in label.iter(f"{A}p"))
    return {fold(texts[index]): look for index, look in points.items() if texts.get(index)}


def _format(series: Element, *tags: str) -> str:
    for tag in tags:
        code = series.findtext(f"{C}{tag}/{C}numRef/{C}numCache/{C}formatCode")
        if code:
            return code
    return "General"
