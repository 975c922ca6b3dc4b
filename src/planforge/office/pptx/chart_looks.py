"""The looks a chart template holds: series, sample points and labels as ready pieces of XML, and how they take data.

A look knows nothing of numbers. Everything a designer set stays as written; `render` functions join it with the data in the order
the schema asks for. All texts pass `office.escape`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from typing import NamedTuple

from planforge.office.escape import text_node
from planforge.office.pptx.chart_workbook import number
from planforge.office.pptx.drawing import language_attributes
from planforge.office.rich import Series

_FLAGS = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
NO_LABELS = "".join(f'<c:{flag} val="0"/>' for flag in _FLAGS)


@dataclass(frozen=True, slots=True)
class LabelLook:
    """How one label is set.

    Attributes:
        layout: the element that moves the label, or empty.
        settings: number format, shape, text, position and flags, in schema order.
        body: the label's `a:bodyPr`.
        paragraph: the label's `a:pPr`, or empty.
        attributes: of the run, without the language.
        children: of the run: fill, fonts.
        own: the text that the designer typed instead of the value, as `c:tx`, or empty.
    """

    layout: str = ""
    settings: str = NO_LABELS.replace('showVal val="0"', 'showVal val="1"')
    body: str = "<a:bodyPr/>"
    paragraph: str = ""
    attributes: str = ""
    children: str = ""
    own: str = ""

    def shows_value(self, index: int, typed: bool = False) -> str:
        """The label of a point, showing its value, or with `typed` the designer's own text when there is one."""
        return f'<c:dLbl><c:idx val="{index}"/>{self.layout}{self.own if typed else ""}{self.settings}</c:dLbl>'

    def shows_text(self, index: int, text: str, lang: str) -> str:
        """The label of a point with a text of its own; each line of it is a paragraph."""
        run = f"<a:rPr {language_attributes(text, lang)}{self.attributes}>{self.children}</a:rPr>"
        lines = "".join(f"<a:p>{self.paragraph}<a:r>{run}<a:t>{text_node(line)}</a:t></a:r></a:p>" for line in text.split("\n"))
        rich = f"<c:tx><c:rich>{self.body}<a:lstStyle/>{lines}</c:rich></c:tx>"
        return f'<c:dLbl><c:idx val="{index}"/>{self.layout}{rich}{self.settings}</c:dLbl>'


@dataclass(frozen=True, slots=True)
class PointLook:
    """A sample point: the inside of its `c:dPt`, empty when it looks like the series, and its label when it has its own."""

    point: str = ""
    label: LabelLook | None = None


class ColumnStyles(NamedTuple):
    """Styles of the data sheet for a series: header and cells of its values, horizontal values and sizes."""

    values: tuple[int, int] = (0, 0)
    across: tuple[int, int] = (0, 0)
    sizes: tuple[int, int] = (0, 0)


_NO_STYLES = ColumnStyles()


@dataclass(frozen=True, slots=True)
class SeriesLook:
    """A series of the template.

    Attributes:
        name: as shown in the template.
        index: its `c:idx` in the template.
        plot: which plot of the chart it stands in.
        kind: `category`, `scatter` or `bubble`.
        head: elements between the name and the points.
        middle: trend lines and error bars.
        tail: what follows the data.
        formats: number formats of values, horizontal values and sizes.
        own_labels: the series' own label settings, empty when it has none.
        label_group: settings to repeat when single labels are added.
        label: how a label of this series is set.
        points: sample points by the name of their template category.
        positions: sample points by position, for charts whose points differ by place (pie).
        coloured: it has a colour of its own; without one the application colours it by its `c:idx`.
        styles: of its cells in the data sheet.
    """

    name: str
    index: int
    plot: int
    kind: str
    head: str = ""
    middle: str = ""
    tail: str = ""
    formats: tuple[str, str, str] = ("General", "General", "General")
    own_labels: str = ""
    label_group: str = NO_LABELS
    label: LabelLook = LabelLook()
    points: Mapping[str, PointLook] = field(default_factory=dict)
    positions: tuple[PointLook, ...] = ()
    coloured: bool = True
    styles: ColumnStyles = _NO_STYLES

    def looks(self, series: Series, categories: Sequence[str]) -> Sequence[PointLook | None]:
        """The look of each point, None for the series look."""
        if not self.points and not self.positions:
            return ()
        if series.styles:
            return [self.points.get(fold(style)) if style else None for style in series.styles]
        named = [self.points.get(fold(name)) for name in categories] if self.kind == "category" else []
        if not self.positions:
            return named
        free = [look for look in self.positions if not any(look is taken for taken in named)] or self.positions
        turn = cycle(free)
        return [look or next(turn) for look in named]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a series' data stand in the sheet, as formulas."""

    name: str
    values: str
    across: str = ""
    sizes: str = ""


def fold(name: str) -> str:
    """A name as it is compared: without regard to case and white space."""
    return " ".join(name.split()).casefold()


def text_points(values: Sequence[str]) -> str:
    """A string cache's content."""
    points = "".join([f'<c:pt idx="{index}"><c:v>{text_node(value)}</c:v></c:pt>' for index, value in enumerate(values)])
    return f'<c:ptCount val="{len(values)}"/>{points}'


def number_reference(tag: str, formula: str, code: str, values: Sequence[float | None]) -> str:
    """Values with their formula and cache; None leaves a gap."""
    points = "".join([f'<c:pt idx="{index}"><c:v>{number(value)}</c:v></c:pt>' for index, value in enumerate(values) if value is not None])
    return (
        f"<c:{tag}><c:numRef><c:f>{formula}</c:f><c:numCache><c:formatCode>{text_node(code)}</c:formatCode>"
        f'<c:ptCount val="{len(values)}"/>{points}</c:numCache></c:numRef></c:{tag}>'
    )


def series_xml(
    look: SeriesLook,
    series: Series,
    numbers: tuple[int, int],
    place: Place,
    categories: Sequence[str],
    category_xml: str,
    lang: str,
) -> str:
    """The `c:ser` of one data series in the look of a template series; `numbers` are its `c:idx` and `c:order`."""
    looks = look.looks(series, categories)
    points = "".join(
        [f'<c:dPt><c:idx val="{index}"/>{style.point}</c:dPt>' for index, style in enumerate(looks) if style is not None and style.point]
    )
    return (
        f'<c:ser><c:idx val="{numbers[0]}"/><c:order val="{numbers[1]}"/><c:tx><c:strRef><c:f>{place.name}</c:f>'
        f"<c:strCache>{text_points((series.name,))}</c:strCache></c:strRef></c:tx>{look.head}{points}"
        f"{_labels_xml(look, series, looks, categories, lang)}{look.middle}"
        f"{_data_xml(look, series, place, category_xml)}{look.tail}</c:ser>"
    )


def _data_xml(look: SeriesLook, series: Series, place: Place, category_xml: str) -> str:
    values, across, sizes = look.formats
    if look.kind == "category":
        return category_xml + number_reference("val", place.values, values, series.values)
    data = number_reference("xVal", place.across, across, series.x) + number_reference("yVal", place.values, values, series.values)
    return data + number_reference("bubbleSize", place.sizes, sizes, series.sizes) if look.kind == "bubble" else data


def _labels_xml(look: SeriesLook, series: Series, looks: Sequence[PointLook | None], categories: Sequence[str], lang: str) -> str:
    if not series.labels and not any(style is not None and style.label for style in looks):
        return look.own_labels and f"<c:dLbls>{look.own_labels}</c:dLbls>"
    single = []
    for index, value in enumerate(series.values):
        text = series.labels[index] if index < len(series.labels) else None
        style = looks[index] if index < len(looks) else None
        label = style.label if style is not None else None
        if value is None:
            continue
        if text == "":
            single.append(f'<c:dLbl><c:idx val="{index}"/><c:delete val="1"/></c:dLbl>')
        elif text is not None:
            single.append((label or look.label).shows_text(index, text, lang))
        elif label is not None:
            typed = bool(label.own) and not series.styles and index < len(categories) and look.points.get(fold(categories[index])) is style
            single.append(label.shows_value(index, typed))
    return f"<c:dLbls>{''.join(single)}{look.label_group}</c:dLbls>"
