"""Pages of the plain script: the frame of a content slide, headings, tiles, tables, drawings, and links to other slides."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from plain_canvas import PlainCanvas
from plain_kit import ANCHOR, NS, Jumps, decorate, describe, put, stroke
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Inches

from planforge.authoring.deck_chart_style import tint
from planforge.authoring.tokens import COLUMN, GUTTER, MARGIN
from planforge.office.frame import Frame, RowBox
from planforge.office.pptx.drawing import Style
from planforge.office.rich import Rich, Span, Text
from planforge.office.tones import FILL_XML
from planforge.review.context import ReviewContext
from planforge.review.context_base import EmptyState, Kpi, SlideText
from planforge.visuals import registry

FULL = 12 * (COLUMN + GUTTER) - GUTTER
LEFT, RIGHT, END = MARGIN, MARGIN + FULL, 6.62
Box = tuple[float, float, float, float]
"""Left, top, width and height in inches."""
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_BORDERS = {"head": ("lnB", 1.25, "title"), "total": ("lnT", 1.0, "title"), "body": ("lnB", 0.5, "hair")}
"""Which border a row of a table has, in points and tone."""
_LETTERS = {"l": "left", "r": "right", "c": "center"}


def X(column: int) -> float:  # noqa: N802
    """The left edge of a column."""
    return MARGIN + (column - 1) * (COLUMN + GUTTER)


def W(count: int) -> float:  # noqa: N802
    """The width of a number of columns."""
    return count * (COLUMN + GUTTER) - GUTTER


def pages(rows: Sequence[Any], most: int) -> list[Sequence[Any]]:
    """Rows by page, at most so many on each and evenly spread; one page even without rows.

    The script has no measuring: like most such scripts it pages tables by a number of rows.
    """
    count = max(1, -(-len(rows) // most))
    size = max(1, -(-len(rows) // count))
    return [rows[start : start + size] for start in range(0, max(1, len(rows)), size)]


def lead(item: Any) -> Rich:
    return Rich((Span(f"{item.lead} ", bold=True), Span(str(item.text))))


def jump(ident: str) -> Rich:
    """A page number that leads to a slide; a dash where the deck has no such slide."""
    return Rich((Span("–", slide=ident),))


class Col(NamedTuple):
    """A column of a table: width in inches, head, alignment l, r or c, and the look of its body."""

    width: float
    head: Text
    align: str = "l"
    bold: bool = False
    tone: str = "ink"
    size: float = 0.0
    gap: float = 0.0


class Look(NamedTuple):
    """Heights in inches and sizes in points of a table; `rows` are the heights of its rows where they differ."""

    row: float = 0.33
    head: float = 0.34
    size: float = 11
    head_size: float = 0.0
    padding: float = 0.02
    rows: Sequence[float] = ()


class PlainPage:
    """One slide drawn from scratch."""

    def __init__(self, page: Any, lang: str) -> None:
        self.page, self.lang = page, lang
        self.jumps: Jumps = []

    def fill(self, slide: SlideText, title: str, footer: str, number: int) -> None:
        """What stands on every content slide."""
        texts = {0: title, 10: slide.tracker, 11: slide.sticker, 12: slide.subtitle, 13: slide.source}
        for shape in list(self.page.placeholders):
            text = str(texts.get(shape.placeholder_format.idx, ""))
            if text:
                shape.text_frame.text = text
            else:
                shape._element.getparent().remove(shape._element)
        self.text(0.5, 7.10, 9.2, 0.22, footer, size=9, tone="muted", anchor="middle")
        self.text(11.958, 7.10, 0.875, 0.22, str(number), size=9, tone="muted", anchor="middle", align="right")
        self.page.notes_slide.notes_text_frame.text = slide.notes

    def text(self, x: float, y: float, w: float, h: float, paragraphs: Any, **style: Any) -> Any:
        box = self.page.shapes.add_textbox(Inches(x), Inches(y), Inches(w), Inches(h))
        put(box.text_frame, paragraphs, Style(**style), self.lang)
        return box

    def box(
        self, x: float, y: float, w: float, h: float, fill: str, outline: str = "", hatch: bool = False, dash: str = "", round: bool = False
    ) -> Any:
        kind = MSO_SHAPE.OVAL if round else MSO_SHAPE.RECTANGLE
        item = self.page.shapes.add_shape(kind, Inches(x), Inches(y), Inches(w), Inches(h))
        decorate(item, fill, outline, 1.0, dash, hatch)
        return item

    def heading(self, x: float, y: float, w: float, label: Any, unit: Any = "") -> None:
        spans = label.spans if isinstance(label, Rich) else (Span(str(label), bold=True, tone="title"),)
        unit_spans = (Span(f"  {unit}", tone="muted", points=-2),) if unit else ()
        self.text(x, y, w, 0.24, Rich((*spans, *unit_spans)), size=12, anchor="middle")
        self.rule(x, y + 0.27, w, "rule", 0.75)

    def rule(self, x: float, y: float, w: float, tone: str, width: float, dash: str = "", arrow: bool = False) -> None:
        line = self.page.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, Inches(x), Inches(y), Inches(x + w), Inches(y))
        stroke(line, tone, width, arrow, dash)

    def takeaway(self, text: Any, x: float = LEFT, y: float = 6.10, w: float = FULL, h: float = 0.46) -> None:
        if not text:
            return
        put(self.box(x, y, w, h, "panel").text_frame, text, Style(size=13, anchor="middle", inset=0.18), self.lang)
        self.box(x, y, 0.06, h, "primary")

    def kpi(self, x: float, y: float, w: float, item: Kpi) -> None:
        self.rule(x, y, w, "title", 1.25)
        figure = Rich((Span(item.figure, tone=item.tone, bold=True), Span(" " + item.unit, tone="muted", points=-14)))
        self.text(x, y + 0.05, w, 0.44, figure, size=26, anchor="middle")
        self.text(x, y + 0.50, w, 0.34, item.label, size=10, tone="muted")

    def table(
        self,
        x: float,
        y: float,
        columns: Sequence[Col],
        rows: Sequence[Sequence[Any]],
        look: Look,
        alt: Any,
        fills: Mapping[tuple[int, int], str] | None = None,
        total: bool = False,
    ) -> tuple[RowBox, ...]:
        """A table; returns where its body rows stand. `fills` are tones by row and column, `total` says that the last row is one."""
        heights = [look.head, *(look.rows or [look.row] * len(rows))]
        size = (Inches(sum(column.width for column in columns)), Inches(sum(heights)))
        frame = self.page.shapes.add_table(len(rows) + 1, len(columns), Inches(x), Inches(y), *size)
        describe(frame, "table", str(alt))
        table = frame.table
        properties = table._tbl.tblPr
        properties.set("bandRow", "0")
        properties.find(qn("a:tableStyleId")).text = _NO_STYLE
        for place, column in zip(table.columns, columns, strict=True):
            place.width = Inches(column.width)
        boxes, top = [], y
        for r, (line, height, values) in enumerate(zip(table.rows, heights, ([c.head for c in columns], *rows), strict=True)):
            line.height = Inches(height)
            kind = "head" if r == 0 else "total" if total and r == len(rows) else "body"
            for c, (cell, column, value) in enumerate(zip(line.cells, columns, values, strict=True)):
                self._cell(cell, value, column, look, kind, (fills or {}).get((r - 1, c), ""))
            if r:
                boxes.append(RowBox(r - 1, top, height))
            top += height
        return tuple(boxes)

    def _cell(self, cell: Any, value: Any, column: Col, look: Look, kind: str, fill: str) -> None:
        head = kind == "head"
        tone = "title" if head else column.tone if kind == "body" else "ink"
        size = (look.head_size or max(10, look.size - 0.5)) if head else column.size or look.size
        anchor = "bottom" if head else "middle"
        style = Style(size, tone, column.bold or kind != "body", _LETTERS[column.align], anchor)
        put(cell.text_frame, value, style, self.lang, self.jumps)
        cell.vertical_anchor = ANCHOR[anchor]
        cell.margin_left, cell.margin_right = Inches(0.05 + column.gap), Inches(0.05)
        cell.margin_top = cell.margin_bottom = Inches(look.padding)
        tag, points, line = _BORDERS[kind]
        stroke_xml = f'{FILL_XML[line]}<a:prstDash val="solid"/>'
        border = f'<a:{tag} {NS} w="{round(points * 12700)}" cap="flat" cmpd="sng" algn="ctr">{stroke_xml}</a:{tag}>'
        cell._tc.get_or_add_tcPr().insert(0, parse_xml(border))
        if fill:
            cell.fill.solid()
            tint(cell.fill.fore_color, fill)


class PlainDeck:
    """The deck in the making: its pages, what they show, and the links between them."""

    def __init__(self, deck: Any, context: ReviewContext, t: Callable[[str], Any], late: bool = False) -> None:
        self.deck, self.c, self.t, self.visuals, self.late = deck, context, t, registry(), late
        self.lang = context.deck.lang
        self.layouts = {layout.name: layout for layout in deck.slide_layouts}
        self.pages: list[PlainPage] = []
        self.first: dict[str, int] = {}

    def blank(self, layout: str, ident: str) -> PlainPage:
        """A new slide of a layout."""
        page = PlainPage(self.deck.slides.add_slide(self.layouts[layout]), self.lang)
        self.pages.append(page)
        self.first.setdefault(ident, len(self.pages))
        return page

    def content(self, slide: SlideText, number: int = 1, count: int = 1) -> PlainPage:
        """A content slide; one that goes on over several pages tells in its title which it is."""
        page = self.blank("PF Content", slide.id)
        title = f"{slide.title} ({number} of {count})" if count > 1 else slide.title
        page.fill(slide, title, self.c.deck.footer, len(self.pages))
        return page

    def empty(self, slide: SlideText, state: EmptyState) -> None:
        """The slide that says what is missing."""
        self.drawing(self.content(slide), "empty_state", (LEFT, 2.2, FULL, 2.6), state)

    def drawing(
        self, page: PlainPage, name: str, box: tuple[float, float, float, float], *args: Any, rows: tuple[RowBox, ...] = ()
    ) -> None:
        """A group of shapes; `rows` are those of the table it runs beside, which it knows as `table`."""
        canvas: Any = PlainCanvas(page.page, self.lang, self.late)
        frame = Frame(f"pf:{name}", *box, lang=self.lang, tables={"table": rows}, t=self.t)
        canvas.close(frame.name, str(self.visuals[name](canvas, frame, *args)))

    def save(self) -> bytes:
        """The deck as bytes, its links set."""
        for page in self.pages:
            for run, ident in page.jumps:
                number = self.first.get(ident)
                if number is not None:
                    _lead_to(run, page.page, self.pages[number - 1].page, number)
        out = io.BytesIO()
        self.deck.save(out)
        return out.getvalue()


def _lead_to(run: Any, page: Any, target: Any, number: int) -> None:
    """Makes a run the number of a slide and a link to it; python-pptx links runs to addresses alone."""
    run.text = str(number)
    link = run._r.get_or_add_rPr()._add_hlinkClick()
    link.rId = page.part.relate_to(target.part, RELATIONSHIP_TYPE.SLIDE)
    link.set("action", "ppaction://hlinksldjump")
