"""The state of a rendering: the calls of a compiled program collect slides, texts, tables and drawings on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from planforge.office import fit
from planforge.office.escape import attribute
from planforge.office.frame import Visual
from planforge.office.limits import Budget, Limits, as_text
from planforge.office.markup import in_language
from planforge.office.page_count import PageCount
from planforge.office.pptx.collect_charts import CHART_CALLS, ChartCalls
from planforge.office.pptx.collect_objects import OBJECT_CALLS, PALE_FILLS, ObjectCalls, darkened
from planforge.office.pptx.drafts import Draft, HeldFrame, HeldTable, HeldText, Item, settled
from planforge.office.pptx.inherit import EMU_PER_POINT
from planforge.office.pptx.links import is_address
from planforge.office.pptx.numbered import Numbered, SlideStyle
from planforge.office.pptx.tables import TableState
from planforge.office.pptx.text_body import (
    BodyStyle,
    Paragraphs,
    Run,
    RunStyle,
    TextWriter,
    has_text,
    plain_text,
    shortened,
)
from planforge.office.rich import Rich, Text
from planforge.office.sandbox import Filled, Linked, Merged, PageNumber, Pictured, own

_NUMBER_WIDTH = "00"
"""What a page number is measured as before it is known."""


Batch = tuple[tuple[Callable[..., None], tuple[int, ...]], ...]
"""Calls of a program that need no values, with their numbers."""


class Collector(ObjectCalls, ChartCalls):
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
        super().__init__()
        self.numbered, self._statics, self.lang, self._texts, self.visuals = numbered, statics, lang, texts, visuals
        self._batches = batches
        self._bodies, self._paragraph_styles = numbered.texts.bodies, numbered.texts.paragraphs
        self._run_styles, self._static_texts = numbered.texts.runs, numbered.texts.texts
        self.writer = TextWriter(lang)
        self.drafts: list[Draft] = []
        self.asked = False
        self.budget = Budget(Limits())
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
        self._merge = False
        self._pictured: Pictured | None = None
        self._table: HeldTable | None = None
        self._rounds: list[tuple[int, int]] = []
        self._last_rounds: dict[int, int] = {}

    # ------------------------------------------------------------ names templates may call

    @own
    def page_of(self, ident: object) -> PageNumber:
        """The page number of the first slide with an id."""
        return PageNumber(str(ident), self._page)

    def _page(self, ident: str) -> int:
        self.asked = True
        return self._known_pages.get(ident, 0)

    @own
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
        self.budget.slide()
        self._draft = Draft(self.numbered.slides[number], rounds=tuple(self._rounds))
        self._items = self._draft.items
        self.drafts.append(self._draft)

    def loop(self, number: int) -> None:
        """Begins a round of a loop over slides."""
        self._rounds.append((number, self._last_rounds.get(number, -1) + 1))
        self._last_rounds[number] = self._rounds[-1][1]

    def loop_end(self) -> None:
        """Ends a round of a loop over slides."""
        self._rounds.pop()

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

    # ------------------------------------------------------------ texts

    def begin(self, number: int) -> None:
        """Begins a text."""
        self._body = self._bodies[number]
        self._paragraphs = []
        self._fill = ""
        self._merge = False

    def para(self, number: int) -> None:
        """Begins a paragraph."""
        self._runs = []
        self._paragraphs.append((self._paragraph_styles[number], self._runs))

    def begin_para(self, body: int, paragraph: int) -> None:
        """Begins a text and its first paragraph."""
        self._body = self._bodies[body]
        self._runs = []
        self._paragraphs = [(self._paragraph_styles[paragraph], self._runs)]
        self._fill = ""
        self._merge = False

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
                self.budget.characters -= len(value)
                self._runs.append(Run(style, value.replace("\r\n", "\n") if "\r" in value else value))
        elif kind is Rich:
            self._rich(style, value)
        elif kind is Filled:
            self._fill = value.tone
            self.value(number, value.value)
        elif kind is Merged:
            self._merge = True
            self.value(number, value.value)
        elif kind is Pictured:
            if not self._body.cell:
                raise ValueError("the filter `picture` belongs into a table cell; elsewhere use an `image:` line in the alt text")
            self._pictured = value
        elif kind is PageNumber:
            self._runs.append(Run(style, _NUMBER_WIDTH, page=self.writer.target(value.target)))
        elif kind is PageCount:
            self._runs.append(Run(style, value.widest, page=self.writer.target(value.mark)))
        elif kind is Linked:
            look = value.look
            link = (look.tone, look.bold, look.scale, look.points, f"s{look.slide}" if look.slide else "")
            self._runs.append(Run(style, _NUMBER_WIDTH, link, self.writer.target(value.page.target)))
        elif value is not None:
            self.value(number, as_text(value))

    def _rich(self, style: RunStyle, value: Rich) -> None:
        for span in value.spans:
            if span.text:
                self.budget.characters -= len(span.text)
                link = f"s{span.slide}" if span.slide else f"u{span.url}" if span.url else ""
                if span.url and not span.slide and not is_address(span.url):
                    self.refused_link(self._body.shape, span.url)
                    link = ""
                text = span.text.replace("\r\n", "\n") if "\r" in span.text else span.text
                self._runs.append(Run(style, text, (span.tone, span.bold, span.scale, span.points, link)))

    def _finished(self) -> Paragraphs:
        """The text's paragraphs without those that fade."""
        found = self._paragraphs
        for style, runs in found:
            if not runs and style.fades:
                found = [item for item in found if item[1] or not item[0].fades]
                break
        self._shown = has_text(found)
        return found

    def body(self) -> None:
        """Ends the text of a shape: cuts it when it may be cut, reports it when it overflows."""
        paragraphs, head = self.fitted(self._draft, self._body, self._finished())
        self._items.append(self.writer.write(self._body, paragraphs, head=head))

    def body_filled(self, light: int) -> None:
        """Ends the text of a shape whose fill comes from data; `light` when the shape's style makes its text white."""
        paragraphs, head = self.fitted(self._draft, self._body, self._finished())
        if light and self._tint in PALE_FILLS:
            paragraphs = [(style, [darkened(run) for run in runs]) for style, runs in paragraphs]
        self._items.append(self.writer.write(self._body, paragraphs, self._tint, head=head))

    def fitted(self, draft: Draft, body: BodyStyle, paragraphs: Paragraphs) -> tuple[Paragraphs, str]:
        """A text within its limit of lines, and what stands before it when it is shrunk; what was cut or overflows is noted."""
        if body.stacked:
            draft.remarks.append((fit.NOT_MEASURED, body.shape, "its letters stand one above the other, which is not measured"))
        if not body.measured or not body.height:
            return paragraphs, ""
        if body.cut:
            short, was_cut = shortened(body, paragraphs, body.width, body.cut)
            if was_cut:
                draft.cuts.append((body.shape, plain_text(paragraphs)))
                paragraphs = short
        return paragraphs, settled(draft, body, paragraphs)

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
        style = self.numbered.tables.tables[number]
        if self._repeats:
            dx, dy = self._repeats[-1].move
            style = replace(style, x=style.x + dx, y=style.y + dy)
        self._table = HeldTable(prefix, TableState(style, self.writer))
        self._draft.tables.append(self._table.table)

    def table_more(self, text: object) -> None:
        """What the table's header says on later pages."""
        assert self._table is not None
        self._table.table.more = "" if text is None else str(text).strip()

    def table_block(self) -> None:
        """Begins a block of several rows."""
        assert self._table is not None
        self._table.table.block()

    def table_block_end(self) -> None:
        """Ends a block of several rows."""
        assert self._table is not None
        self._table.table.block_end()

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
        self._table.table.cell(self.numbered.tables.cells[number], self._body, self._finished(), self._fill, self._merge)
        if self._pictured is not None:
            self._table.table.picture(self._pictured)
            self._pictured = None

    def table_end(self) -> None:
        """Ends the table."""
        assert self._table is not None
        self._items.append(self._table)

    # ------------------------------------------------------------ drawings

    def component(self, number: int, arguments: tuple[Any, ...], alt: object) -> None:
        """Begins a component frame; what follows is the rectangle shown when nothing is drawn."""
        described = None if alt is None else str(alt).strip()
        style = self.numbered.frames[number]
        if style.moves:
            inch = EMU_PER_POINT * 72 * style.scale
            dx, dy = self._repeats[-1].shift
            style = replace(style, left=style.left + dx / inch, top=style.top + dy / inch)
        self._frame = HeldFrame(style, arguments, described, "")
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
    *OBJECT_CALLS, *CHART_CALLS, "body_filled",
    "run", "slide", "loop", "loop_end", "notes", "slide_end", "static", "mark", "unmark", "shown", "alt", "overflow", "begin",
    "para", "text", "field", "value", "body", "title", "notes_text", "table", "table_more", "table_block", "table_block_end", "column",
    "row", "cell", "table_end", "component", "component_end",
)  # fmt: skip
"""The methods a program may call."""


def batch(calls: Sequence[tuple[str, tuple[int, ...]]]) -> Batch:
    """Calls by name, ready to be run; a text and its first paragraph begin at once, as in every cell of a table."""
    found: list[tuple[Callable[..., None], tuple[int, ...]]] = []
    for name, numbers in calls:
        if name == "para" and found and found[-1][0] is Collector.begin:
            found[-1] = Collector.begin_para, (*found[-1][1], *numbers)
        else:
            found.append((getattr(Collector, name), numbers))
    return tuple(found)


def statics_in(numbered: Numbered, lang: str) -> list[str]:
    """The static pieces in a deck's language."""
    return [in_language(text, lang) for text in numbered.statics]
