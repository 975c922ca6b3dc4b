"""Compiles the charts of a slide: what fills each one, and the calls for it.

A chart is filled by the `chart:` line of its alt text, else by tags in its own data sheet. Its titles and the names of its series
may hold tags in any case. A chart without any of these stays as it is, whatever its kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from planforge.office.markup import A, C
from planforge.office.package import parse_xml, relationships
from planforge.office.pptx.alt_text import AltBlock
from planforge.office.pptx.chart_axis import NO_LIMITS, axis_limits
from planforge.office.pptx.chart_compile import TOKEN, parsed_chart
from planforge.office.pptx.chart_reader import UnfitChart, text_of
from planforge.office.pptx.chart_source import read_chart
from planforge.office.pptx.chart_tags import SheetPlan, SheetTags
from planforge.office.pptx.chart_titles import TitleLook, is_title_of_chart, punch_title, tagged_titles, unlink_titles
from planforge.office.pptx.charts import ChartOptions, CompiledChart, RenderedChart, compiled_chart
from planforge.office.pptx.inherit import Inherited
from planforge.office.pptx.text_compile import Source, TextCompiler
from planforge.office.problems import BAD_CHART, Place
from planforge.office.program import Program
from planforge.office.rich import ChartData
from planforge.office.tags import has_tag

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORKBOOK = "package"
_USER_SHAPES = "chartUserShapes"


@dataclass(frozen=True, slots=True)
class TitledChart:
    """A chart that keeps its own data and has tags in its titles; `pieces` are text and hole names in turn."""

    pieces: tuple[str, ...]
    warning: str = ""

    def render(self, data: ChartData | None, lang: str, texts: Mapping[str, str]) -> RenderedChart:
        """The chart with its titles filled; its workbook stays as it is."""
        xml = "".join(texts[piece] if index % 2 else piece for index, piece in enumerate(self.pieces))
        return RenderedChart((_DECLARATION + xml).encode(), b"")


@dataclass(slots=True)
class ChartTables:
    """What the calls for charts refer to by number: relationship id and shape of a chart, data sheets, titles, names of series."""

    charts: list[tuple[str, str]] = field(default_factory=list)
    sheets: list[SheetPlan] = field(default_factory=list)
    titles: list[TitleLook] = field(default_factory=list)
    names: list[tuple[str, str]] = field(default_factory=list)


class ChartCompiler:
    """Writes the charts of slides into a program."""

    def __init__(self, parts: Mapping[str, bytes], program: Program, texts: TextCompiler, tables: ChartTables) -> None:
        self.parts, self.program, self.texts, self.tables = parts, program, texts, tables

    def compile(self, part: str, rid: str, block: AltBlock, place: Place) -> CompiledChart | TitledChart | None:
        """The compiled chart of a frame; None when nothing fills it or something is wrong with it, which is noted."""
        bound = "chart" in block
        try:
            return self._bound(part, rid, block, place) if bound else self._unbound(part, rid, block, place)
        except UnfitChart as error:
            here = replace(place, part="alt text", tag=f"chart: {block.lines['chart']}") if bound else place
            self.program.problems.add(BAD_CHART, here, str(error))
            return None

    def _unbound(self, part: str, rid: str, block: AltBlock, place: Place) -> CompiledChart | TitledChart | None:
        data = self.parts.get(part, b"")
        try:
            root = parsed_chart(data)
        except UnfitChart:
            # Nobody asked for it to be filled.
            return None
        sheet = self._sheet(part)
        if sheet is not None and (sheet or sheet.stray()):
            return self._bound(part, rid, block, place)
        for key in ("axis", "series"):
            if key in block:
                self.program.problems.add(
                    BAD_CHART, replace(place, part="alt text"), f"'{key}:' says how, and the line 'chart:' is missing"
                )
        unlink_titles(root, tagged=True)
        count, _ = self._titles(root, rid, place)
        self._refuse_tags(part, root, place, names=True)
        return TitledChart(tuple(text_of(root).split(TOKEN))) if count else None

    def _sheet(self, part: str) -> SheetTags | None:
        """The data sheet of a chart that nobody asked to be filled; None when it cannot be read."""
        workbook = self._workbook(part)
        try:
            return SheetTags(read_chart(self.parts[part], workbook), self.program, Place()) if workbook is not None else None
        except UnfitChart:
            return None

    def _workbook(self, part: str) -> bytes | None:
        target = next((link.target for link in relationships(self.parts, part) if link.kind == _WORKBOOK and not link.external), "")
        return self.parts.get(target)

    def _bound(self, part: str, rid: str, block: AltBlock, place: Place) -> CompiledChart:
        workbook = self._workbook(part)
        linked = workbook is None and any(link.external for link in relationships(self.parts, part))
        source = read_chart(self.parts.get(part, b""), workbook, linked)
        unlink_titles(source.root)
        _, titled = self._titles(source.root, rid, place)
        self._refuse_tags(part, source.root, place, names=source.book is None)
        options = self._options(block, place)
        sheet = SheetTags(source, self.program, place)
        stray = sheet.stray()
        if stray:
            here = replace(place, part=f"data sheet {stray}")
            self.program.problems.add(
                BAD_CHART, here, "this cell does not belong to the data that the chart shows; select it for the chart"
            )
        compiled = compiled_chart(source, str(place), options, titled)
        self._data(rid, block, place, sheet, compiled)
        return compiled

    def _data(self, rid: str, block: AltBlock, place: Place, sheet: SheetTags, compiled: CompiledChart) -> None:
        """The calls that give the chart its data."""
        if "chart" not in block:
            plan = sheet.compile(rid, len(self.tables.sheets), compiled.series_names)
            self.tables.sheets.append(plan or SheetPlan(rid, ()))
            return
        for hole, expression, here in sheet.name_tags():
            self.tables.names.append((rid, hole))
            self.program.call("chart_name", here, len(self.tables.names) - 1, expression)
        here = replace(place, part="alt text", tag=f"chart: {block.lines['chart']}")
        self.tables.charts.append((rid, place.shape))
        self.program.call("chart", here, len(self.tables.charts) - 1, self.program.expression(block.expression("chart"), here))

    def _options(self, block: AltBlock, place: Place) -> ChartOptions:
        limits = axis_limits(block.lines["axis"]) if "axis" in block else NO_LIMITS
        return ChartOptions(block.lines.get("series") == "by order", limits or NO_LIMITS)

    def _titles(self, root: etree._Element, rid: str, place: Place) -> tuple[int, bool]:
        """The calls for titles with tags; how many there are, and whether the chart's own title is one of them."""
        own, number = False, -1
        for number, (title, rich) in enumerate(tagged_titles(root)):
            what = "title" if is_title_of_chart(title) else "axis title"
            own |= what == "title"
            source = Source(replace(place, part=what), Inherited(()), 0, 0)
            body = self.texts.tables.bodies[self.texts.body(rich, source)]
            body.head, body.tail = f"<c:rich>{body.head.removeprefix('<c:txBody>')}", "</c:rich>"
            self.tables.titles.append(punch_title(root, title, rich, rid, f"title{number}"))
            self.program.call("chart_title", source.place, len(self.tables.titles) - 1)
        return number + 1, own

    def _refuse_tags(self, part: str, root: etree._Element, place: Place, names: bool) -> None:
        """Notes tags where none can be filled: labels, drawings on the chart, and names without a workbook behind them."""
        texts = [(element, "in labels or boxes of a chart") for element in root.iter(f"{A}t")]
        if names:
            texts += [(element, "in the data of a chart without a workbook") for element in root.iter(f"{C}v")]
        for link in relationships(self.parts, part):
            if link.kind == _USER_SHAPES and link.target in self.parts:
                texts += [(element, "in a drawing on a chart") for element in parse_xml(self.parts[link.target]).iter(f"{A}t")]
        for element, where in texts:
            if has_tag(element.text or ""):
                self.program.problems.add(BAD_CHART, place, f"tags {where} cannot be filled")
                return
