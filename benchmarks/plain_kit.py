"""What a careful python-pptx script needs to draw styled slides: runs, boxes, lines, tables, and a canvas for the drawings.

This is the measure PlanForge is held against, so it does what such scripts do and no more: it starts from the same
master, sets theme colours, sizes, margins and borders on every cell and run, and groups drawings with alt text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.enum.dml import MSO_LINE, MSO_PATTERN
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from planforge.authoring.deck_chart_style import tint
from planforge.office.pptx.drawing import Style
from planforge.office.rich import Rich, Span, Text
from planforge.office.tones import FILL_XML

_ALIGN = {"left": PP_ALIGN.LEFT, "center": PP_ALIGN.CENTER, "right": PP_ALIGN.RIGHT}
_ANCHOR = {"top": MSO_ANCHOR.TOP, "middle": MSO_ANCHOR.MIDDLE, "bottom": MSO_ANCHOR.BOTTOM}
_SHAPE = {"rect": MSO_SHAPE.RECTANGLE, "ellipse": MSO_SHAPE.OVAL, "diamond": MSO_SHAPE.DIAMOND}
_LETTERS = {"l": "left", "r": "right", "c": "center"}
_DASH = {"dash": MSO_LINE.DASH, "sysDash": MSO_LINE.SQUARE_DOT, "sysDot": MSO_LINE.ROUND_DOT}
NS = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'


def put(frame: Any, paragraphs: Text | Sequence[Text], style: Style, lang: str) -> None:
    """Writes styled paragraphs into a text frame."""
    frame.word_wrap = True
    frame.vertical_anchor = _ANCHOR[style.anchor]
    frame.margin_left = frame.margin_right = Inches(style.inset)
    frame.margin_top = frame.margin_bottom = 0
    if style.vertical:
        frame._txBody.bodyPr.set("vert", "vert270")
    items: Sequence[Text] = (paragraphs,) if isinstance(paragraphs, (str, Rich)) else paragraphs
    for number, item in enumerate(items):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = _ALIGN[style.align]
        if style.space:
            paragraph.space_after = Pt(style.space)
        for span in item.spans if isinstance(item, Rich) else (Span(str(item)),):
            for place, piece in enumerate(span.text.split("\n")):
                if place:
                    paragraph.add_line_break()
                if piece:
                    _run(paragraph, piece, span, style, lang)


def _run(paragraph: Any, text: str, span: Span, style: Style, lang: str) -> None:
    run = paragraph.add_run()
    run.text = text
    run.font.size = Pt((style.size + span.points) * span.scale)
    run.font.bold = style.bold if span.bold is None else span.bold
    tint(run.font.color, span.tone or style.tone)
    run._r.get_or_add_rPr().set("lang", lang)


def describe(shape: Any, name: str, alt: str = "") -> None:
    """Name and alt text; python-pptx has no property for the latter."""
    shape.name = name
    if alt:
        shape._element.find(".//" + qn("p:cNvPr")).set("descr", alt)


class PlainCanvas:
    """The drawing interface of PlanForge's visuals, done with python-pptx shapes in a group."""

    def __init__(self, page: Any, lang: str, name: str) -> None:
        self.lang, self.glyph_scale = lang, 1.3
        self.group = page.shapes.add_group_shape()
        self.group.name = name
        self._shapes: dict[int, Any] = {}

    def _keep(self, shape: Any, name: str, alt: str = "") -> int:
        describe(shape, name, alt)
        self._shapes[shape.shape_id] = shape
        return int(shape.shape_id)

    def text(self, x: float, y: float, w: float, h: float, paragraphs: Any, style: Style, name: str = "text") -> int:
        box = self.group.shapes.add_textbox(Inches(x), Inches(y), Inches(w), Inches(h))
        put(box.text_frame, paragraphs, style, self.lang)
        return self._keep(box, name)

    def box(
        self,
        x: float,
        y: float,
        w: float,
        h: float,
        fill: str = "",
        outline: str = "",
        width: float = 0.75,
        dash: str = "",
        shape: str = "rect",
        paragraphs: Any = (),
        style: Style | None = None,
        name: str = "box",
        alt: str = "",
        hatch: bool = False,
    ) -> int:
        item = self.group.shapes.add_shape(_SHAPE[shape], Inches(x), Inches(y), Inches(w), Inches(h))
        decorate(item, fill, outline, width, dash, hatch)
        if paragraphs:
            put(item.text_frame, paragraphs, style or Style(align="center", anchor="middle", inset=0.06), self.lang)
        return self._keep(item, name, alt)

    def line(
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        tone: str = "hair",
        width: float = 0.75,
        dash: str = "",
        arrow: bool = False,
        name: str = "line",
    ) -> int:
        item = self.group.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, Inches(x1), Inches(y1), Inches(x2), Inches(y2))
        stroke(item, tone, width, arrow, dash)
        return self._keep(item, name)

    def link(
        self,
        start: Any,
        end: Any,
        tone: str = "grey",
        width: float = 1.25,
        arrow: bool = False,
        elbow: bool = True,
        name: str = "link",
        alt: str = "",
        **_: Any,
    ) -> int:
        kind = MSO_CONNECTOR.ELBOW if elbow else MSO_CONNECTOR.STRAIGHT
        item = self.group.shapes.add_connector(kind, Inches(start[2]), Inches(start[3]), Inches(end[2]), Inches(end[3]))
        item.begin_connect(self._shapes[start[0]], start[1])
        item.end_connect(self._shapes[end[0]], end[1])
        stroke(item, tone, width, arrow)
        return self._keep(item, name, alt)


def without_style(shape: Any) -> None:
    """Removes the theme style that python-pptx gives new shapes: it would add a shadow and an accent outline."""
    style = shape._element.find(qn("p:style"))
    if style is not None:
        shape._element.remove(style)


def decorate(shape: Any, fill: str, outline: str, width: float, dash: str = "", hatch: bool = False) -> None:
    """Fill and outline of a shape in tones."""
    without_style(shape)
    if fill and hatch:
        shape.fill.patterned()
        shape.fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
        tint(shape.fill.fore_color, fill)
        tint(shape.fill.back_color, "white")
    elif fill:
        shape.fill.solid()
        tint(shape.fill.fore_color, fill)
    else:
        shape.fill.background()
    if outline:
        tint(shape.line.color, outline)
        shape.line.width = Pt(width)
        if dash:
            shape.line.dash_style = _DASH.get(dash, MSO_LINE.DASH)
    else:
        shape.line.fill.background()


def stroke(connector: Any, tone: str, width: float, arrow: bool, dash: str = "") -> None:
    """Colour, width, dash and head of a line."""
    without_style(connector)
    tint(connector.line.color, tone)
    connector.line.width = Pt(width)
    if dash:
        connector.line.dash_style = _DASH.get(dash, MSO_LINE.DASH)
    if arrow:
        connector.line._get_or_add_ln().append(parse_xml(f'<a:tailEnd {NS} type="triangle" w="med" len="med"/>'))


class PlainPage:
    """One slide drawn from scratch."""

    def __init__(self, deck: Any, slide: Any, footer: str, lang: str) -> None:
        layout = next(item for item in deck.slide_layouts if item.name == "PF Content")
        self.page, self.lang = deck.slides.add_slide(layout), lang
        texts = {0: slide.title, 10: slide.tracker, 11: slide.sticker, 12: slide.subtitle, 13: slide.source}
        for shape in list(self.page.placeholders):
            text = str(texts.get(shape.placeholder_format.idx, ""))
            if text:
                shape.text_frame.text = text
            else:
                shape._element.getparent().remove(shape._element)
        self.text(0.5, 7.10, 9.2, 0.22, footer, size=9, tone="muted", anchor="middle")
        self.text(11.958, 7.10, 0.875, 0.22, str(len(deck.slides)), size=9, tone="muted", anchor="middle", align="right")
        self.page.notes_slide.notes_text_frame.text = slide.notes

    def text(self, x: float, y: float, w: float, h: float, paragraphs: Any, **style: Any) -> None:
        box = self.page.shapes.add_textbox(Inches(x), Inches(y), Inches(w), Inches(h))
        put(box.text_frame, paragraphs, Style(**style), self.lang)

    def box(self, x: float, y: float, w: float, h: float, fill: str, outline: str = "", hatch: bool = False, dash: str = "") -> Any:
        item = self.page.shapes.add_shape(MSO_SHAPE.RECTANGLE, Inches(x), Inches(y), Inches(w), Inches(h))
        decorate(item, fill, outline, 1.0, dash, hatch)
        return item

    def heading(self, x: float, y: float, w: float, label: Any, unit: str = "") -> None:
        spans = label.spans if isinstance(label, Rich) else (Span(str(label), bold=True, tone="title"),)
        self.text(x, y, w, 0.24, Rich((*spans, Span("  " + unit, tone="muted", points=-2))), size=12, anchor="middle")
        self.rule(x, y + 0.27, w, "rule", 0.75)

    def rule(self, x: float, y: float, w: float, tone: str, width: float, dash: str = "", arrow: bool = False) -> None:
        stroke(
            self.page.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, Inches(x), Inches(y), Inches(x + w), Inches(y)), tone, width, arrow, dash
        )

    def takeaway(self, text: Any, x: float = 0.5, y: float = 6.10, w: float = 12.333, h: float = 0.46) -> None:
        if not text:
            return
        put(self.box(x, y, w, h, "panel").text_frame, text, Style(size=13, anchor="middle", inset=0.18), self.lang)
        self.box(x, y, 0.06, h, "primary")

    def kpi(self, x: float, y: float, w: float, item: Any) -> None:
        self.rule(x, y, w, "title", 1.25)
        figure = Rich((Span(item.figure, tone=item.tone, bold=True), Span(" " + item.unit, tone="muted", points=-14)))
        self.text(x, y + 0.05, w, 0.44, figure, size=26, anchor="middle")
        self.text(x, y + 0.50, w, 0.26, item.label, size=10, tone="muted")

    def table(
        self,
        x: float,
        y: float,
        widths: Sequence[float],
        head: Sequence[Any],
        rows: Sequence[Sequence[Any]],
        aligns: str,
        row: float = 0.33,
        header: float = 0.34,
        size: float = 11,
        fills: Any = None,
        total: bool = False,
        name: str = "table",
    ) -> None:
        height = header + row * len(rows)
        frame = self.page.shapes.add_table(len(rows) + 1, len(head), Inches(x), Inches(y), Inches(sum(widths)), Inches(height))
        describe(frame, name, name)
        table = frame.table
        properties = table._tbl.tblPr
        properties.set("bandRow", "0")
        properties.find(qn("a:tableStyleId")).text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
        for number, width in enumerate(widths):
            table.columns[number].width = Inches(width)
        for r, (line, values) in enumerate(zip(table.rows, (head, *rows), strict=True)):
            line.height = Inches(row if r else header)
            last = total and r == len(rows)
            for c, (cell, value) in enumerate(zip(line.cells, values, strict=True)):
                self._cell(cell, value, r == 0, last, aligns[c], size, (fills or {}).get((r - 1, c), ""))

    def _cell(self, cell: Any, value: Any, head: bool, total: bool, align: str, size: float, fill: str) -> None:
        tone, anchor = ("title", "bottom") if head else ("ink", "middle")
        style = Style(size=size, tone=tone, bold=head or total, align=_LETTERS[align], anchor=anchor)
        put(cell.text_frame, value, style, self.lang)
        cell.vertical_anchor = _ANCHOR[anchor]
        cell.margin_left = cell.margin_right = Inches(0.05)
        cell.margin_top = cell.margin_bottom = Inches(0.02)
        points, line = (1.25, "title") if head else (0.5, "hair")
        border = (
            f'<a:lnB {NS} w="{round(points * 12700)}" cap="flat" cmpd="sng" algn="ctr">{FILL_XML[line]}<a:prstDash val="solid"/></a:lnB>'
        )
        cell._tc.get_or_add_tcPr().insert(0, parse_xml(border))
        if fill:
            cell.fill.solid()
            tint(cell.fill.fore_color, fill)
