"""Builds the decks of the guide's examples on our own master."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.enum.dml import MSO_LINE, MSO_THEME_COLOR
from pptx.enum.text import MSO_ANCHOR
from pptx.util import Inches, Pt

from planforge.authoring.base import CONTENT, own_base
from planforge.authoring.shipped import stable
from support.decks import described
from support.guide import Example, Page, Thing
from support.pictures import png

LEFT, TOP, WIDTH, GAP = 0.4, 0.4, 6.0, 0.2
BELOW_TITLE = 1.9
_HEIGHTS = {"text": 0.36, "table": 0.4, "chart": 2.6, "picture": 1.5, "rectangle": 0.7}
_SIZES = {"text": 16, "table": 14, "rectangle": 14}
_DASHED = ("component:", "image:")


def build(example: Example) -> bytes:
    """The template of an example as a .pptx file."""
    base = own_base()
    for page in example.pages():
        _slide(base, page)
    out = io.BytesIO()
    base.deck.save(out)
    return stable(out.getvalue())


def _slide(base: Any, page: Page) -> None:
    slide = base.deck.slides.add_slide(base.layouts[CONTENT].layout)
    for shape in list(slide.placeholders):
        if shape == slide.shapes.title and page.title:
            shape.text_frame.text = page.title
        else:
            shape._element.getparent().remove(shape._element)
    y = BELOW_TITLE if page.title else TOP
    for thing in page.things:
        y += _add(slide.shapes, thing, LEFT, y) + GAP
    if page.notes:
        slide.notes_slide.notes_text_frame.text = page.notes


def _add(shapes: Any, thing: Thing, x: float, y: float) -> float:
    """Adds an object; returns its height in inches."""
    rows = max(1, len(thing.lines))
    w = thing.size[0] or (2.4 if thing.kind in ("rectangle", "picture") else WIDTH)
    h = thing.size[1] or _HEIGHTS.get(thing.kind, 0) * (rows if thing.kind in ("text", "table") else 1)
    if thing.kind == "group":
        return _group(shapes, thing, x, y)
    box = [Inches(value) for value in (x, y, w, h)]
    made = {"text": _text, "rectangle": _rectangle, "picture": _picture, "table": _table, "chart": _chart}[thing.kind](shapes, thing, box)
    made.name = thing.name
    described(made, thing.alt or ("A sample" if thing.kind in ("picture", "chart") else ""))
    return h


def _group(shapes: Any, thing: Thing, x: float, y: float) -> float:
    group = shapes.add_group_shape()
    height = 0.0
    for inner in thing.inside:
        height += _add(group.shapes, inner, x, y + height)
    group.name = thing.name
    described(group, thing.alt)
    return height


def _text(shapes: Any, thing: Thing, box: Sequence[Any]) -> Any:
    shape = shapes.add_textbox(*box)
    shape.text_frame.word_wrap = True
    _write(shape.text_frame, thing)
    return shape


def _rectangle(shapes: Any, thing: Thing, box: Sequence[Any]) -> Any:
    shape = shapes.add_shape(1, *box)
    shape.shadow.inherit = False
    _write(shape.text_frame, thing)
    shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    shape.fill.solid()
    shape.fill.fore_color.theme_color = MSO_THEME_COLOR.ACCENT_1
    if any(word in thing.alt for word in _DASHED):
        shape.fill.background()
        shape.line.dash_style = MSO_LINE.DASH
        for paragraph in shape.text_frame.paragraphs:
            for run in paragraph.runs:
                run.font.color.theme_color = MSO_THEME_COLOR.TEXT_1
    return shape


def _picture(shapes: Any, thing: Thing, box: Sequence[Any]) -> Any:
    return shapes.add_picture(io.BytesIO(png(40, 25)), *box)


def _write(frame: Any, thing: Thing) -> None:
    frame.text = "\n".join(thing.lines)
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            run.font.size = Pt(_SIZES[thing.kind])


def _table(shapes: Any, thing: Thing, box: Sequence[Any]) -> Any:
    rows = [[cell.strip() for cell in line.split("||")] for line in thing.lines]
    frame = shapes.add_table(len(rows), len(rows[0]), *box)
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            cell = frame.table.cell(r, c)
            cell.text = text
            for paragraph in cell.text_frame.paragraphs:
                for run in paragraph.runs:
                    run.font.size = Pt(_SIZES["table"])
    return frame


def _chart(shapes: Any, thing: Thing, box: Sequence[Any]) -> Any:
    header, *rows = [[cell.strip() for cell in line.split("||")] for line in thing.lines]
    tagged = any("{" in cell for row in rows for cell in row)
    data = CategoryChartData()
    data.categories = [row[0] for row in rows]
    for number, name in enumerate(header[1:], 1):
        data.add_series(name, [1 if tagged else float(row[number]) for row in rows])
    frame = shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *box, data)
    chart = frame.chart
    chart.font.size = Pt(12)
    chart.has_title = False
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.BOTTOM
    chart.legend.include_in_layout = False
    if tagged:
        _write_sheet(chart, header, rows)
    return frame


def _write_sheet(chart: Any, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Types the cells into the chart's data sheet, as a designer does with “Edit data”."""
    from openpyxl import load_workbook

    part = chart.part.chart_workbook.xlsx_part
    book = load_workbook(io.BytesIO(part.blob))
    for r, row in enumerate([header, *rows], 1):
        for c, text in enumerate(row, 1):
            book.active.cell(r, c, text)
    out = io.BytesIO()
    book.save(out)
    part._blob = out.getvalue()
