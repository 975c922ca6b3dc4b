"""The state of a rendering: the calls of a compiled program collect slides, texts, tables and drawings on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from planforge.office.escape import attribute
from planforge.office.frame import Visual
from planforge.office.markup import in_language
from planforge.office.pptx.frames import FrameStyle
from planforge.office.pptx.slides import Numbered, SlideStyle
from planforge.office.pptx.tables import TableState
from planforge.office.pptx.text_body import (
    TOLERANCE,
    BodyStyle,
    Paragraphs,
    Run,
    RunStyle,
    TextWriter,
    has_text,
    measure,
    plain_text,
    shortened,
)
from planforge.office.rich import ChartData, Rich, Text
from planforge.office.sandbox import Filled, Linked, PageNumber

_NUMBER_WIDTH = "00"
"""What a page number is measured as before it is known."""


@dataclass(slots=True)
class HeldText:
    """A text that is written last: a title, which may get a page count, or notes, which may get warnings."""

    body: BodyStyle
    paragraphs: Paragraphs


@dataclass(slots=True)
class HeldTable:
    """A table and the XML before it."""

    prefix: str
    table: TableState


@dataclass(slots=True)
class HeldFrame:
    """A component frame with its arguments; `fallback` is the rectangle, empty when it has no text."""

    style: FrameStyle
    arguments: tuple[Any, ...]
    alt: str | None
    fallback: str


Batch = tuple[tuple[Callable[..., None], tuple[int, ...]], ...]
"""Calls of a program that need no values, with their numbers."""
Item = str | HeldText | HeldTable | HeldFrame


@dataclass(slots=True)
class Draft:
    """A slide of the result before its pages are made.

    `cuts` are shape and full text, `overflows` shape and what is wrong; `ids` continue the shape ids of one page.
    """

    style: SlideStyle
    items: list[Item] = field(default_factory=list)
    notes: list[Item] = field(default_factory=list)
    tables: list[TableState] = field(default_factory=list)
    charts: dict[str, ChartData] = field(default_factory=dict)
    cuts: list[tuple[str, str]] = field(default_factory=list)
    overflows: list[tuple[str, str]] = field(default_factory=list)
    pages: int = 1
    ids: Iterator[int] = field(default_factory=count)
    ids_page: int = -1


def note_height(draft: Draft, body: BodyStyle, paragraphs: Paragraphs) -> None:
    """Notes on a draft that a text is taller than its box."""
    _, high = measure(body, paragraphs, body.width)
    if high > body.height + TOLERANCE:
        draft.overflows.append((body.shape, f"the text is {high / 72:.2f} inches tall and has room for {body.height / 72:.2f}"))


class Collector:
    """Receives the calls of a program. One per rendering."""

    def __init__(
        self,
        numbered: Numbered,
        batches: Sequence[Batch],
        statics: list[str],
        lang: str,
        texts: Callable[[str], Text],
        visuals: Mapping[str, Visual],
        known_pages: Mapping[str, int],
    ) -> None:
        self.numbered, self._statics, self.lang, self._texts, self.visuals = numbered, statics, lang, texts, visuals
        self._batches = batches
        self._bodies, self._paragraph_styles = numbered.texts.bodies, numbered.texts.paragraphs
        self._run_styles, self._static_texts = numbered.texts.runs, numbered.texts.texts
        self.writer = TextWriter(lang)
        self.drafts: list[Draft] = []
        self.asked = False
        self._known_pages = known_pages
        self._draft = Draft(SlideStyle(0, "", ()))
        self._items: list[Item] = []
        self._outer: list[Item] = []
        self._frame: HeldFrame | None = None
        self._mark = 0
        self._shown = False
        self._body = BodyStyle("", "", 0, 0, "")
        self._paragraphs: Paragraphs = []
        self._runs: list[Run] = []
        self._fill = ""
        self._table: HeldTable | None = None

    # ------------------------------------------------------------ names templates may call

    def page_of(self, ident: object) -> PageNumber:
        """The page number of the first slide with an id."""
        return PageNumber(str(ident), self._page)

    def _page(self, ident: str) -> int:
        self.asked = True
        return self._known_pages.get(ident, 0)

    def t(self, key: object) -> Text:
        """A text of the catalogue."""
        return self._texts(str(key))

    def run(self, number: int) -> None:
        """Calls that take no values, one after the other."""
        for call, arguments in self._batches[number]:
            call(self, *arguments)

    # ------------------------------------------------------------ slides

    def slide(self, number: int) -> None:
        """Begins a slide."""
        self._draft = Draft(self.numbered.slides[number])
        self._items = self._draft.items
        self.drafts.append(self._draft)

    def notes(self) -> None:
        """Begins the slide's notes."""
        self._items = self._draft.notes

    def slide_end(self) -> None:
        """Ends a slide: its tables are cut into pages."""
        for table in self._draft.tables:
            table.paginate()
        self._draft.pages = max([1, *(len(table.pages) for table in self._draft.tables)])

    def static(self, number: int) -> None:
        """XML that is the same in every rendering."""
        self._items.append(self._statics[number])

    def mark(self) -> None:
        """Remembers where an object begins that may be left out."""
        self._mark = len(self._items)
        self._shown = False

    def unmark(self) -> None:
        """Leaves the object out when it shows nothing."""
        if not self._shown:
            del self._items[self._mark :]

    def shown(self) -> None:
        """Says that the object holds static text."""
        self._shown = True

    def alt(self, text: object) -> None:
        """A description attribute."""
        described = "" if text is None else str(text).strip()
        if described:
            self._items.append(f' descr="{attribute(described)}"')

    def overflow(self, number: int) -> None:
        """A static text that does not fit."""
        self._draft.overflows.append((self.numbered.overflows[number], "the template's own text is taller than its box"))

    def chart(self, number: int, data: object) -> None:
        """Data for a chart of the slide."""
        if not isinstance(data, ChartData):
            raise TypeError(f"a chart takes chart data, not {type(data).__name__}")
        self._draft.charts[self.numbered.charts[number]] = data

    # ------------------------------------------------------------ texts

    def begin(self, number: int) -> None:
        """Begins a text."""
        self._body = self._bodies[number]
        self._paragraphs = []
        self._fill = ""

    def para(self, number: int) -> None:
        """Begins a paragraph."""
        self._runs = []
        self._paragraphs.append((self._paragraph_styles[number], self._runs))

    def text(self, number: int) -> None:
        """Characters of the template."""
        style, text = self._static_texts[number]
        self._runs.append(Run(style, text))

    def field(self, number: int) -> None:
        """A field of the template, such as the slide number."""
        style, text, xml = self.numbered.texts.fields[number]
        self._runs.append(Run(style, text, field=xml))

    def value(self, number: int, value: Any) -> None:
        """A value in the look of a template run."""
        style = self._run_styles[number]
        kind = type(value)
        if kind is str:
            if value:
                self._runs.append(Run(style, value.replace("\r\n", "\n") if "\r" in value else value))
        elif kind is Rich:
            self._rich(style, value)
        elif kind is Filled:
            self._fill = value.tone
            self.value(number, value.value)
        elif kind is PageNumber:
            self._runs.append(Run(style, _NUMBER_WIDTH, page=self.writer.target(value.target)))
        elif kind is Linked:
            look = value.look
            shown = (look.tone, look.bold, look.scale, look.points, f"s{look.slide}" if look.slide else "")
            self._runs.append(Run(style, _NUMBER_WIDTH, shown, self.writer.target(value.page.target)))
        elif value is not None:
            self.value(number, str(value))

    def _rich(self, style: RunStyle, value: Rich) -> None:
        for span in value.spans:
            if span.text:
                link = f"s{span.slide}" if span.slide else f"u{span.url}" if span.url else ""
                text = span.text.replace("\r\n", "\n") if "\r" in span.text else span.text
                self._runs.append(Run(style, text, (span.tone, span.bold, span.scale, span.points, link)))

    def _finished(self) -> Paragraphs:
        """The text's paragraphs without those that fade."""
        found = [item for item in self._paragraphs if item[1] or not item[0].fades]
        self._shown = has_text(found)
        return found

    def body(self) -> None:
        """Ends the text of a shape: cuts it when it may be cut, reports it when it overflows."""
        self._items.append(self.writer.write(self._body, self.fitted(self._draft, self._body, self._finished())))

    def fitted(self, draft: Draft, body: BodyStyle, paragraphs: Paragraphs) -> Paragraphs:
        """A text within its limit of lines; what was cut or overflows is noted on the draft."""
        if not body.measured or not body.height:
            return paragraphs
        if body.cut:
            short, was_cut = shortened(body, paragraphs, body.width, body.cut)
            if was_cut:
                draft.cuts.append((body.shape, plain_text(paragraphs)))
                paragraphs = short
        note_height(draft, body, paragraphs)
        return paragraphs

    def title(self) -> None:
        """Ends a title, which is written when the number of pages is known."""
        self._items.append(HeldText(self._body, self._finished()))

    def notes_text(self) -> None:
        """Ends the text of the notes."""
        self._items.append(HeldText(self._body, self._finished()))

    # ------------------------------------------------------------ tables

    def table(self, number: int) -> None:
        """Begins a table."""
        prefix = "".join(item for item in self._items[self._mark :] if isinstance(item, str))
        del self._items[self._mark :]
        self._table = HeldTable(prefix, TableState(self.numbered.tables.tables[number], self.writer))
        self._draft.tables.append(self._table.table)

    def column(self, number: int) -> None:
        """A grid column."""
        assert self._table is not None
        self._table.table.column(*self.numbered.tables.columns[number])

    def row(self, number: int, index: int) -> None:
        """Begins a row."""
        assert self._table is not None
        self._table.table.row(self.numbered.tables.rows[number], index)

    def cell(self, number: int, body: int) -> None:
        """Ends a cell."""
        assert self._table is not None
        self._table.table.cell(self.numbered.tables.cells[number], self._body, self._finished(), self._fill)

    def table_end(self) -> None:
        """Ends the table."""
        assert self._table is not None
        self._items.append(self._table)

    # ------------------------------------------------------------ drawings

    def component(self, number: int, arguments: tuple[Any, ...], alt: object) -> None:
        """Begins a component frame; what follows is the rectangle shown when nothing is drawn."""
        described = None if alt is None else str(alt).strip()
        self._frame = HeldFrame(self.numbered.frames[number], arguments, described, "")
        self._outer, self._items = self._items, []
        self._shown = False

    def component_end(self) -> None:
        """Ends a component frame."""
        assert self._frame is not None
        if self._shown:
            self._frame.fallback = "".join(item for item in self._items if isinstance(item, str))
        self._items = self._outer
        self._items.append(self._frame)


CALLS = (
    "run", "slide", "notes", "slide_end", "static", "mark", "unmark", "shown", "alt", "overflow", "chart", "begin", "para", "text",
    "field", "value", "body", "title", "notes_text", "table", "column", "row", "cell", "table_end", "component", "component_end",
)  # fmt: skip
"""The methods a program may call."""


def statics_in(numbered: Numbered, lang: str) -> list[str]:
    """The static pieces in a deck's language."""
    return [in_language(text, lang) for text in numbered.statics]
