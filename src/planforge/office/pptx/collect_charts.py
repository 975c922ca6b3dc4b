"""The calls of a program that fill charts. A part of the collector."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planforge.office.markup import LATER
from planforge.office.pptx.chart_tags import CORNER, SheetRows
from planforge.office.pptx.numbered import Numbered
from planforge.office.pptx.text_body import BodyStyle, Paragraphs, TextWriter
from planforge.office.problems import CHART_UNLINKED
from planforge.office.rich import ChartData

if TYPE_CHECKING:
    from planforge.office.pptx.drafts import Draft


class ChartCalls:
    """What a program may call to fill charts."""

    numbered: Numbered
    writer: TextWriter
    _draft: Draft
    _body: BodyStyle
    _shown: bool
    _sheet: SheetRows

    if TYPE_CHECKING:

        def _finished(self) -> Paragraphs: ...

    def chart(self, number: int, data: object) -> None:
        """Data for a chart of the slide."""
        if not isinstance(data, ChartData):
            raise TypeError(f"a chart takes chart data, not {type(data).__name__}")
        rid, shape = self.numbered.charts.charts[number]
        self._chart_data(rid, shape, data)

    def _chart_data(self, rid: str, shape: str, data: ChartData) -> None:
        self._draft.charts[rid] = data
        warning = self._draft.style.charts[rid].warning
        if warning:
            self._draft.remarks.append((CHART_UNLINKED, shape, warning))

    def chart_sheet(self, number: int) -> None:
        """Begins the data sheet of a chart."""
        self._sheet = SheetRows(self.numbered.charts.sheets[number])

    def chart_row(self) -> None:
        """Begins a row of the data sheet; the first one is the header."""
        self._sheet.rows.append([])

    def chart_cell(self, number: int, value: Any) -> None:
        """A cell of the data sheet."""
        self._sheet.cell(number, value)

    def chart_sheet_end(self) -> None:
        """Ends the data sheet."""
        rid = self._sheet.plan.rid
        self._draft.chart_texts.setdefault(rid, {})[CORNER] = self._sheet.corner()
        self._chart_data(rid, "", self._sheet.data())

    def chart_name(self, number: int, value: object) -> None:
        """The name of a template series that holds tags."""
        rid, hole = self.numbered.charts.names[number]
        self._draft.chart_texts.setdefault(rid, {})[hole] = "" if value is None else str(value)

    def chart_title(self, number: int) -> None:
        """Ends the text of a title."""
        look = self.numbered.charts.titles[number]
        paragraphs = self._finished()
        text = self.writer.write(self._body, paragraphs) if self._shown else ""
        if LATER in text:
            raise TypeError("the title of a chart takes no links and no page numbers")
        self._draft.chart_texts.setdefault(look.rid, {})[look.hole] = look.xml(text)


CHART_CALLS = ("chart", "chart_sheet", "chart_row", "chart_cell", "chart_sheet_end", "chart_name", "chart_title")
"""The methods a program may call."""
