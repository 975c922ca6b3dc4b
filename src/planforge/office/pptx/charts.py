"""Native charts: the designer's chart is the look, data replace its numbers.

`compile_chart` takes a chart part apart once; `CompiledChart.render` joins it with data by string work. Caches and the embedded workbook
are written from one source, so "Edit data" shows what the chart shows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from math import isfinite
from typing import NamedTuple

from planforge.errors import TemplateError
from planforge.office.escape import text_node
from planforge.office.pptx.chart_axis import NO_LIMITS, AxisLimits
from planforge.office.pptx.chart_book import data_sheet, styles_of
from planforge.office.pptx.chart_compile import KNOWN_KINDS, ChartLook, chart_look
from planforge.office.pptx.chart_looks import ColumnStyles, Place, SeriesLook, fold, number_reference, series_xml, text_points
from planforge.office.pptx.chart_reader import UnfitChart
from planforge.office.pptx.chart_source import ChartSource, read_chart
from planforge.office.pptx.chart_workbook import GENERAL, Cell, Column, DataSheet, cell_text, fresh_sheet
from planforge.office.rich import ChartData, Series

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ACCENTS = 6
_TINTS = ((), (("lumMod", 60),), (("lumMod", 80), ("lumOff", 20)), (("lumMod", 80),), (("lumMod", 60), ("lumOff", 40)), (("lumMod", 50),))
"""How Office varies the six accents when it needs more than six colours."""
_FIRST_DAY, _FIRST_DAY_1904 = date(1899, 12, 30), date(1904, 1, 1)
_DATE_FORMAT = "yyyy\\-mm\\-dd"
_STOCK_SERIES = (3, 4)


class RenderedChart(NamedTuple):
    """A chart part and the workbook behind it; no workbook when the chart's own stands outside the file."""

    xml: bytes
    workbook: bytes


class ChartOptions(NamedTuple):
    """What a chart's alt text asks for: series matched by their order instead of their names, and limits of the value axis."""

    by_order: bool = False
    limits: AxisLimits = NO_LIMITS


PLAIN = ChartOptions()
"""Without any line in the alt text."""


@dataclass(frozen=True, slots=True)
class CompiledChart:
    """A chart template, ready to take data.

    Attributes:
        place: slide and shape, for errors.
        look: the chart taken apart.
        sheet: the workbook without its data.
        categories: styles of header and cells of the category column.
        options: how to match series and limit the value axis.
        known: the template's series by folded name; of two with the same name the first.
        warning: what is wrong with the workbook behind the chart, as half a sentence; empty when all is well.
    """

    place: str
    look: ChartLook
    sheet: DataSheet
    categories: tuple[int, int] = (0, 0)
    options: ChartOptions = PLAIN
    warning: str = ""
    known: Mapping[str, SeriesLook] = field(init=False)

    def __post_init__(self) -> None:
        known = {fold(look.name): look for look in reversed(self.look.series) if look.name}
        object.__setattr__(self, "known", known)

    @property
    def series_names(self) -> tuple[str, ...]:
        """The names data series may be like, as the template has them."""
        return tuple(look.name for look in self.look.series)

    def render(self, data: ChartData, lang: str, texts: Mapping[str, str] | None = None) -> RenderedChart:
        """The chart with data in it.

        Args:
            data: categories and series; a series' look comes from the template's series of the same name.
            lang: language tag of texts in labels.
            texts: by hole the titles that hold tags, and by `name0`, `name1` … and `corner` the header cells that do.

        Raises:
            TemplateError: a series' values do not match the categories or its horizontal values.
        """
        texts = texts or {}
        categories = [cell_text(name) for name in data.categories]
        series = [self._checked(item, len(categories)) for item in data.series]
        looks = self._looks(series, texts)
        days = _days(categories, self.look) if self.look.has_dates else None
        columns, places = self._columns(texts.get("corner", self.sheet.corner), days or categories, series, looks)
        category_xml = self._category_xml(categories, days) if any(look.kind == "category" for look in looks) else ""
        written: list[list[str]] = [[] for _ in self.look.plots]
        numbers = self._numbers(looks)
        for order, (item, look, place) in enumerate(zip(series, looks, places, strict=True)):
            written[look.plot].append(series_xml(look, item, (numbers[order], order), place, categories, category_xml, lang))
        holes = {**texts, "legend": self._legend(looks), "limits": self._limits(data, series)}
        holes |= {f"series{index}": "".join(items) for index, items in enumerate(written)}
        xml = self._joined(holes, {index for index, items in enumerate(written) if items}, days is not None)
        return RenderedChart((_DECLARATION + xml).encode(), self.sheet.write(columns))

    # ------------------------------------------------------------ series

    def _checked(self, series: Series, categories: int) -> Series:
        """The series with gaps for values that no file can hold."""
        expected = len(series.x) if series.x else categories
        if len(series.values) != expected or (series.sizes and len(series.sizes) != expected):
            raise TemplateError(
                f"{self.place}: series {series.name} has {len(series.values)} values for {expected} points.",
                "Give each category one value; None leaves a gap.",
            )
        if (series.x or series.sizes) and any(not isfinite(value) for value in (*series.x, *series.sizes)):
            raise TemplateError(
                f"{self.place}: series {series.name} has a horizontal value or size that is no number.", "Leave such points out."
            )
        name = cell_text(series.name)
        if name is not series.name:
            series = replace(series, name=name, like=series.like or series.name)
        # A sum is finite only if every summand is; where it is not, each value is looked at.
        if not isfinite(sum(filter(None, series.values))):
            return replace(series, values=tuple(value if value is not None and isfinite(value) else None for value in series.values))
        return series

    def _looks(self, series: Sequence[Series], texts: Mapping[str, str]) -> list[SeriesLook]:
        named = self._named(texts) if texts else self.known
        looks: list[SeriesLook] = []
        colour = self.look.next_colour
        for order, item in enumerate(series):
            look = named.get(fold(item.like or item.name))
            if self.options.by_order and not item.like:
                look = self.look.series[order] if order < len(self.look.series) else None
            if look is None:
                look = replace(self.look.fresh, head=self.look.fresh.head.format(colour=_theme_colour(colour)))
                colour += 1
            self._check_kind(look, item)
            looks.append(look)
        if any(kind == "stockChart" for kind in self.look.plots):
            count = sum(self.look.plots[look.plot] == "stockChart" for look in looks)
            if count and count not in _STOCK_SERIES:
                raise TemplateError(f"{self.place}: a stock chart needs 3 or 4 series, not {count}.", "Give open, high, low and close.")
        return looks

    def _named(self, texts: Mapping[str, str]) -> dict[str, SeriesLook]:
        """The template's series by name, those included whose names come from tags."""
        own = {fold(texts[f"name{number}"]): look for number, look in enumerate(self.look.series) if texts.get(f"name{number}")}
        return {**self.known, **own}

    def _check_kind(self, look: SeriesLook, item: Series) -> None:
        if look.kind == "category":
            return
        if len(item.x) != len(item.values) or (look.kind == "bubble" and len(item.sizes) != len(item.values)):
            raise TemplateError(
                f"{self.place}: series {item.name} lacks horizontal values or sizes for its points.",
                "A scatter chart needs x for each value, a bubble chart x and sizes.",
            )

    def _numbers(self, looks: Sequence[SeriesLook]) -> list[int]:
        """The `c:idx` of each series. Where the application chooses colours it goes by this number, so a known series keeps its own."""
        if all(look.coloured for look in self.look.series):
            return list(range(len(looks)))
        fresh = max(look.index for look in self.look.series)
        numbers: list[int] = []
        for look in looks:
            if look.index < 0 or look.index in numbers:
                fresh += 1
                numbers.append(fresh)
            else:
                numbers.append(look.index)
        return numbers

    # ------------------------------------------------------------ sheet

    def _columns(
        self, corner: str, categories: Sequence[Cell], series: Sequence[Series], looks: Sequence[SeriesLook]
    ) -> tuple[list[Column], list[Place]]:
        """Columns of the data sheet and where each series stands in them: categories first, scatter series in columns of their own."""
        columns: list[Column] = []
        if any(look.kind == "category" for look in looks) or not looks:
            columns.append(Column((corner or self.sheet.empty_corner, *categories), *self.categories))
        places: list[Place] = []
        for item, look in zip(series, looks, strict=True):
            last = len(item.values)
            styles = look.styles
            if look.kind != "category":
                columns.append(Column(("X", *item.x), *styles.across))
            at = len(columns)
            columns.append(Column((item.name, *item.values), *styles.values))
            if look.kind == "bubble":
                columns.append(Column(("Size", *item.sizes), *styles.sizes))
            if look.kind != "category" and any(item.labels):
                columns.append(Column(("Label", *item.labels)))
            formula = self.sheet.formula
            across, sizes = ("", "") if look.kind == "category" else (formula(at - 1, 1, last), formula(at + 1, 1, last))
            places.append(Place(formula(at, 0, 0), formula(at, 1, last), across, sizes))
        return columns, places

    def _category_xml(self, categories: Sequence[str], days: Sequence[float] | None) -> str:
        formula = self.sheet.formula(0, 1, len(categories))
        if days is not None:
            return number_reference("cat", formula, self.look.category_format or _DATE_FORMAT, days)
        return f"<c:cat><c:strRef><c:f>{formula}</c:f><c:strCache>{text_points(categories)}</c:strCache></c:strRef></c:cat>"

    # ------------------------------------------------------------ the rest of the chart

    def _legend(self, looks: Sequence[SeriesLook]) -> str:
        hidden = self.look.hidden_entries
        if not hidden:
            return ""
        return "".join(
            f'<c:legendEntry><c:idx val="{position}"/><c:delete val="1"/></c:legendEntry>'
            for position, look in enumerate(looks)
            if look.index in hidden
        )

    def _limits(self, data: ChartData, series: Sequence[Series]) -> str:
        lowest = 0.0
        if self.options.limits.low == 0:
            lowest = min((value for item in series for value in item.values if value is not None), default=0.0)
        return self.options.limits.elements(self.look.minimum, self.look.maximum, data.value_min, data.value_max, lowest)

    def _joined(self, holes: Mapping[str, str], drawn: set[int], dates: bool) -> str:
        """The chart's pieces with the holes filled. A plot without series goes with its axes, unless no plot has any."""
        out: list[str] = []
        skipping = False
        for index, piece in enumerate(self.look.pieces):
            if index % 2 == 0:
                if not skipping:
                    out.append(piece)
            elif piece.startswith("from"):
                plots, asked = self.look.spans[int(piece[4:])]
                skipping = (bool(drawn) and plots.isdisjoint(drawn)) or (asked is not None and asked != dates)
            elif piece == "to":
                skipping = False
            elif not skipping:
                out.append(holes.get(piece, ""))
        return "".join(out)


def _theme_colour(index: int) -> str:
    """The theme colour of a further series, from 0: the accents, then their tints."""
    tints = _TINTS[index // _ACCENTS % len(_TINTS)]
    inner = "".join(f'<a:{name} val="{share * 1000}"/>' for name, share in tints)
    slot = f'<a:schemeClr val="accent{index % _ACCENTS + 1}"'
    return f"{slot}>{inner}</a:schemeClr>" if inner else f"{slot}/>"


def _days(categories: Sequence[str], look: ChartLook) -> list[float] | None:
    """Categories that are ISO dates as days of the sheet's calendar; None when any is no date."""
    first = _FIRST_DAY_1904 if look.since_1904 else _FIRST_DAY
    try:
        return [float((date.fromisoformat(name) - first).days) for name in categories] if categories else None
    except ValueError:
        return None


# ------------------------------------------------------------ compiling


def compile_chart(
    chart_xml: bytes, workbook: bytes | None, place: str, options: ChartOptions = PLAIN, linked: bool = False
) -> CompiledChart:
    """Compiles a chart part.

    Args:
        chart_xml: the chart part as the designer saved it.
        workbook: its embedded workbook, which is edited in place; without one the chart still shows the data.
        place: slide and shape, for errors.
        options: what the chart's alt text asks for.
        linked: the workbook stands outside the file; the link stays and is never followed.

    Raises:
        TemplateError: the chart is of a kind that cannot take data.
    """
    try:
        return compiled_chart(read_chart(chart_xml, workbook, linked), place, options)
    except UnfitChart as error:
        raise TemplateError(f"{place}: {error}.", KNOWN_KINDS) from error


def compiled_chart(source: ChartSource, place: str, options: ChartOptions = PLAIN, titled: bool = False) -> CompiledChart:
    """`compile_chart` for a chart that was read; `titled` when a hole stands for its title. The source is used up.

    Raises:
        UnfitChart: the chart is of a kind that cannot take data.
    """
    look = chart_look(source.root, titled)
    block, book = source.block, source.book
    if source.linked and block is not None:
        sheet = DataSheet(text_node(block.prefix), block.area.top, block.area.left, block.turned)
        return CompiledChart(place, look, sheet, options=options, warning=source.warning)
    if book is not None and block is not None:
        categories, styles = styles_of(book, block)
        return CompiledChart(place, _styled(look, styles), data_sheet(book, block), categories, options)
    return _with_fresh_sheet(look, place, options, source.warning)


def _styled(look: ChartLook, styles: Sequence[ColumnStyles]) -> ChartLook:
    series = tuple(replace(item, styles=style) for item, style in zip(look.series, styles, strict=True))
    last = [item for item in series if item.plot == look.fresh.plot][-1]
    return replace(look, series=series, fresh=replace(look.fresh, styles=last.styles))


def _with_fresh_sheet(look: ChartLook, place: str, options: ChartOptions, warning: str) -> CompiledChart:
    own = {code for series in look.series for code in series.formats} | {look.category_format or GENERAL}
    formats = (GENERAL, *sorted(own - {GENERAL}))
    number = {code: index for index, code in enumerate(formats)}
    styles = [ColumnStyles(*((0, number[code]) for code in series.formats)) for series in look.series]
    categories = (0, number[look.category_format or GENERAL])
    return CompiledChart(place, _styled(look, styles), fresh_sheet(formats), categories, options, warning)
