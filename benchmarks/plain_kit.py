"""What a careful python-pptx script needs to draw styled slides: runs, fills and lines in theme colours.

This is the measure PlanForge is held against, so it does what such scripts do and no more: it starts from the same
master, sets theme colours, sizes, margins and borders on every cell and run, and groups drawings with alt text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.enum.dml import MSO_LINE, MSO_PATTERN
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from planforge.authoring.deck_chart_style import tint
from planforge.office.pptx.drawing import GLYPH_SCALE, Style
from planforge.office.rich import Rich, Span, Text

Jumps = list[tuple[Any, str]]
"""Runs that are to lead to a slide, each with the slide's id."""
ANCHOR = {"top": MSO_ANCHOR.TOP, "middle": MSO_ANCHOR.MIDDLE, "bottom": MSO_ANCHOR.BOTTOM}
_ALIGN = {"left": PP_ALIGN.LEFT, "center": PP_ALIGN.CENTER, "right": PP_ALIGN.RIGHT}
_DASH = {"dash": MSO_LINE.DASH, "sysDash": MSO_LINE.SQUARE_DOT, "sysDot": MSO_LINE.ROUND_DOT}
NS = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'


def put(frame: Any, paragraphs: Text | Sequence[Text], style: Style, lang: str, jumps: Jumps | None = None) -> None:
    """Writes styled paragraphs into a text frame; runs that lead to a slide are noted in `jumps`."""
    frame.word_wrap = True
    frame.vertical_anchor = ANCHOR[style.anchor]
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
                    run = _run(paragraph, piece, span, style, lang)
                    if span.slide and jumps is not None:
                        jumps.append((run, span.slide))


def _run(paragraph: Any, text: str, span: Span, style: Style, lang: str) -> Any:
    run = paragraph.add_run()
    run.text = text
    scale = GLYPH_SCALE if text in ("●", "○") and span.scale == 1.0 else span.scale
    run.font.size = Pt((style.size + span.points) * scale)
    run.font.bold = style.bold if span.bold is None else span.bold
    tint(run.font.color, span.tone or style.tone)
    run._r.get_or_add_rPr().set("lang", lang)
    return run


def describe(shape: Any, name: str, alt: str = "") -> None:
    """Name and alt text; python-pptx has no property for the latter."""
    shape.name = name
    if alt:
        shape._element.find(".//" + qn("p:cNvPr")).set("descr", alt)


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
