"""Native charts: the designer's chart is the look, data replace its numbers.

`compile_chart` takes a chart part apart once; `CompiledChart.render` joins it with data by string work. Caches and the embedded workbook
are written from one source, so "Edit data" shows what the chart shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isfinite
from typing import NamedTuple

from planforge.errors import TemplateError
from planforge.office.pptx.chart_compile import ChartLook, chart_look
from planforge.office.pptx.chart_looks import Place, SeriesLook, fold, series_xml, text_points
from planforge.office.pptx.chart_workbook import GENERAL, Cell, WorkbookShell, cell_range, number, workbook_shell
from planforge.office.rich import ChartData, Series

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ACCENTS = 6


class RenderedChart(NamedTuple):
    """A chart part and the workbook behind it."""

    xml: bytes
    workbook: bytes


class _Column(NamedTuple):
    """A column of the data sheet: its cells and the index of its number format."""

    cells: tuple[Cell, ...]
    style: int = 0


@dataclass(frozen=True, slots=True)
class CompiledChart:
    """A chart template, ready to take data.

    Attributes:
        place: slide and shape, for errors.
        look: the chart taken apart.
        shell: the workbook but for its sheet.
        formats: number formats the workbook knows.
    """

    place: str
    look: ChartLook
    shell: WorkbookShell
    formats: tuple[str, ...]

    @property
    def series_names(self) -> tuple[str, ...]:
        """The names data series may be like, as the template has them."""
        return tuple(look.name for look in self.look.series)

    def render(self, data: ChartData, lang: str) -> RenderedChart:
        """The chart with data in it.

        Args:
            data: categories and series; a series' look comes from the template's series of the same name.
            lang: language tag of texts in labels.

        Raises:
            TemplateError: a series' values do not match the categories or its horizontal values.
        """
        series = [self._checked(item, len(data.categories)) for item in data.series]
        looks = self._looks(series)
        columns, places = self._sheet(data.categories, series, looks)
        category_xml = _categories(data.categories) if any(look.kind == "category" for look in looks) else ""
        written: list[list[str]] = [[] for _ in self.look.plot_axes]
        for position, (item, look, place) in enumerate(zip(series, looks, places, strict=True)):
            written[look.plot].append(series_xml(look, item, position, place, data.categories, category_xml, lang))
        xml = self._joined(written, data, self._legend(looks))
        workbook = self.shell.write([column.cells for column in columns], [column.style for column in columns])
        return RenderedChart((_DECLARATION + xml).encode(), workbook)

    def _checked(self, series: Series, categories: int) -> Series:
        """The series with gaps for numbers that no file can hold."""
        expected = len(series.x) if series.x else categories
        if len(series.values) != expected or (series.sizes and len(series.sizes) != expected):
            raise TemplateError(
                f"{self.place}: series {series.name} has {len(series.values)} values for {expected} points.",
                "Give each category one value; None leaves a gap.",
            )
        if any(value is not None and not isfinite(value) for value in series.values):
            return replace(series, values=tuple(value if value is not None and isfinite(value) else None for value in series.values))
        return series

    def _looks(self, series: Sequence[Series]) -> list[SeriesLook]:
        known = {fold(look.name): look for look in reversed(self.look.series)}
        looks: list[SeriesLook] = []
        accent = self.look.next_accent
        for item in series:
            look = known.get(fold(item.like or item.name))
            if look is None:
                look = replace(self.look.fresh, head=self.look.fresh.head.format(accent=f"accent{accent}"))
                accent = accent % _ACCENTS + 1
            if look.kind != "category" and (
                len(item.x) != len(item.values) or (look.kind == "bubble" and len(item.sizes) != len(item.values))
            ):
                raise TemplateError(
                    f"{self.place}: series {item.name} lacks horizontal values or sizes for its points.",
                    "A scatter chart needs x for each value, a bubble chart x and sizes.",
                )
            looks.append(look)
        return looks

    def _sheet(self, categories: Sequence[str], series: Sequence[Series], looks: Sequence[SeriesLook]) -> tuple[list[_Column], list[Place]]:
        """Columns of the data sheet and where each series stands in them: categories first, scatter series in columns of their own."""
        columns: list[_Column] = []
        if any(look.kind == "category" for look in looks) or not looks:
            columns.append(_Column(("", *categories)))
        places: list[Place] = []
        for item, look in zip(series, looks, strict=True):
            values, across, sizes = map(self.formats.index, look.formats)
            last = len(item.values) + 1
            if look.kind != "category":
                columns.append(_Column(("X", *item.x), across))
            at = len(columns)
            columns.append(_Column((item.name, *item.values), values))
            if look.kind == "bubble":
                columns.append(_Column(("Size", *item.sizes), sizes))
            if look.kind != "category" and any(item.labels):
                columns.append(_Column(("Label", *item.labels)))
            places.append(Place(cell_range(at, 1, 1), cell_range(at, 2, last), cell_range(at - 1, 2, last), cell_range(at + 1, 2, last)))
        return columns, places

    def _legend(self, looks: Sequence[SeriesLook]) -> str:
        hidden = self.look.hidden_entries
        if not hidden:
            return ""
        return "".join(
            f'<c:legendEntry><c:idx val="{position}"/><c:delete val="1"/></c:legendEntry>'
            for position, look in enumerate(looks)
            if look.index in hidden
        )

    def _joined(self, written: Sequence[Sequence[str]], data: ChartData, legend: str) -> str:
        dropped = _dropped_plots(self.look, written)
        minimum = self.look.minimum if data.value_min is None else f'<c:min val="{number(data.value_min)}"/>'
        maximum = self.look.maximum if data.value_max is None else f'<c:max val="{number(data.value_max)}"/>'
        holes = {"legend": legend, "limits": maximum + minimum}
        holes |= {f"series{index}": "".join(items) for index, items in enumerate(written)}
        out: list[str] = []
        skipping = ""
        for index, piece in enumerate(self.look.pieces):
            if index % 2 == 0:
                if not skipping:
                    out.append(piece)
            elif piece.startswith("plot"):
                skipping = piece[4:] if piece[4:] in dropped else ""
            elif piece.startswith("end"):
                skipping = ""
            elif not skipping:
                out.append(holes[piece])
        return "".join(out)


def compile_chart(chart_xml: bytes, workbook: bytes | None, place: str) -> CompiledChart:
    """Compiles a chart part.

    Args:
        chart_xml: the chart part as the designer saved it.
        workbook: its embedded workbook; the rendered chart gets a new one, so it may be missing.
        place: slide and shape, for errors.

    Raises:
        TemplateError: the chart is of a kind that cannot take data.
    """
    look = chart_look(chart_xml, place)
    formats = (GENERAL, *sorted({code for series in look.series for code in series.formats} - {GENERAL}))
    return CompiledChart(place, look, workbook_shell(formats), formats)


def _categories(categories: Sequence[str]) -> str:
    formula = cell_range(0, 2, len(categories) + 1)
    return f"<c:cat><c:strRef><c:f>{formula}</c:f><c:strCache>{text_points(categories)}</c:strCache></c:strRef></c:cat>"


def _dropped_plots(look: ChartLook, written: Sequence[Sequence[str]]) -> set[str]:
    """Plots without series whose axes another plot draws on; the last plot of an axis stays, since PowerPoint repairs unused axes."""
    drawn = {axes for axes, items in zip(look.plot_axes, written, strict=True) if items}
    return {str(index) for index, axes in enumerate(look.plot_axes) if not written[index] and axes in drawn}
