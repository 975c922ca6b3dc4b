"""The deck checks see what they claim to see: each planted fault gives a new problem."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import pytest
from lxml import etree
from pptx import Presentation
from pptx.util import Emu, Inches, Pt

from support.deck_qa import inspect_deck
from support.deck_shapes import A, C, P, R

pytestmark = pytest.mark.xdist_group("lanhai-grid en")
Fault = Callable[[Any], None]


@lru_cache(maxsize=1)
def problems_of(data: bytes) -> frozenset[str]:
    return frozenset(inspect_deck(data))


def slide_with(deck: Any, name: str) -> Any:
    return next(slide for slide in deck.slides if any(shape.name == name for shape in slide.shapes))


def shape(deck: Any, name: str) -> Any:
    return next(shape for shape in slide_with(deck, name).shapes if shape.name == name)


def first(deck: Any, tag: str, name: str) -> Any:
    """The first element of a kind in a named shape."""
    return next(shape(deck, name)._element.iter(tag))


def titled(text: str) -> Fault:
    def fault(deck: Any) -> None:
        first(deck, f"{A}t", "pf:title")
        next(slide_with(deck, "pf:chart-revenue").shapes.title._element.iter(f"{A}t")).text = text

    return fault


def title_twice(deck: Any) -> None:
    one, other = (next(deck.slides[n].shapes.title._element.iter(f"{A}t")) for n in (3, 4))
    other.text = one.text


def no_subtitle(deck: Any) -> None:
    first(deck, f"{A}t", "pf:subtitle").text = ""


def fixed_colour(deck: Any) -> None:
    scheme = first(deck, f"{A}schemeClr", "pf:heading")
    scheme.getparent().append(etree.fromstring(f'<a:srgbClr xmlns:a="{A[1:-1]}" val="FF0000"/>'))
    scheme.getparent().remove(scheme)


def fixed_font(deck: Any) -> None:
    first(deck, f"{A}latin", "pf:heading").set("typeface", "Verdana")


def small_text(deck: Any) -> None:
    first(deck, f"{A}rPr", "pf:heading").set("sz", "700")


def small_cell(deck: Any) -> None:
    first(deck, f"{A}rPr", "pf:table-status").set("sz", "900")


def off_slide(deck: Any) -> None:
    shape(deck, "pf:table-pipeline").left = Inches(12)


def turned_off_slide(deck: Any) -> None:
    box = shape(deck, "pf:takeaway")
    box.left, box.top, box.width, box.height, box.rotation = Inches(11), Inches(6), Inches(4), Inches(0.4), 90.0


def child_off_slide(deck: Any) -> None:
    next(iter(shape(deck, "pf:group-risk-matrix").shapes)).left = Emu(-914400)


def table_on_chart(deck: Any) -> None:
    shape(deck, "pf:table-pipeline").left = Inches(3)


def text_too_long(deck: Any) -> None:
    first(deck, f"{A}t", "pf:takeaway").text = "A long sentence that goes on and on. " * 20


def row_too_low(deck: Any) -> None:
    shape(deck, "pf:table-risks").table.rows[2].height = Inches(0.1)


def table_too_tall(deck: Any) -> None:
    shape(deck, "pf:table-risks").table.rows[2].height = Inches(3)


def glyph_alone(deck: Any) -> None:
    cell = shape(deck, "pf:table-status").table.cell(1, 1)
    for run in cell.text_frame.paragraphs[0].runs[1:]:
        run.text = ""


def no_alt(deck: Any) -> None:
    shape(deck, "pf:chart-revenue")._element[0].find(f"{P}cNvPr").set("descr", "")


def undecorated(deck: Any) -> None:
    mark = shape(deck, "pf:rule")._element[0].find(f"{P}cNvPr")
    mark.remove(mark[0])


def no_header_row(deck: Any) -> None:
    first(deck, f"{A}tblPr", "pf:table-risks").set("firstRow", "0")


def merged(deck: Any) -> None:
    table = shape(deck, "pf:table-risks").table
    table.cell(1, 1).merge(table.cell(1, 2))


def empty_cell(deck: Any) -> None:
    next(shape(deck, "pf:table-risks").table.cell(1, 1)._tc.iter(f"{A}t")).text = ""


def wrong_order(deck: Any) -> None:
    tree = deck.slides[2].shapes._spTree
    tree.append(deck.slides[2].shapes.title._element)


def no_language(deck: Any) -> None:
    del first(deck, f"{A}rPr", "pf:heading").attrib["lang"]


def leftover(text: str) -> Fault:
    return lambda deck: first(deck, f"{A}t", "pf:kpi-label").__setattr__("text", text)


def no_notes(deck: Any) -> None:
    deck.slides[4].notes_slide.notes_text_frame.text = ""


def notes_without_questions(deck: Any) -> None:
    frame = deck.slides[4].notes_slide.notes_text_frame
    frame.text = frame.text.replace("ASK", "QUESTIONS")


def sections_incomplete(deck: Any) -> None:
    listed = next(deck.part._element.iter("{http://schemas.microsoft.com/office/powerpoint/2010/main}sldId"))
    listed.getparent().remove(listed)


def no_author(deck: Any) -> None:
    deck.core_properties.author = ""


def cache_differs(deck: Any) -> None:
    chart = shape(deck, "pf:chart-revenue").chart
    next(v for values in chart._chartSpace.iter(f"{C}numCache") for v in values.iter(f"{C}v")).text = "1"


def cut_axis(deck: Any) -> None:
    chart = shape(deck, "pf:chart-revenue").chart
    next(chart._chartSpace.iter(f"{C}min")).set("val", "50")


def link_to_other_slide(deck: Any) -> None:
    links = list(shape(deck, "pf:table-status")._element.iter(f"{A}hlinkClick"))
    links[0].set(f"{R}id", links[1].get(f"{R}id"))


def long_title(deck: Any) -> None:
    titled("2025 lands CNY 7.0 m below plan and 2026 needs 21% growth, " * 4)(deck)


def broken_word(deck: Any) -> None:
    first(deck, f"{A}t", "pf:table-status").text = "Donaudampfschifffahrtsgesellschaft"


def picture_of_nothing(deck: Any) -> None:
    box = deck.slides[4].shapes.add_textbox(Inches(9), Inches(4.4), Inches(2), Inches(0.4))
    box.text_frame.text = "On a tile"
    box.text_frame.paragraphs[0].runs[0].font.size = Pt(12)


def unreadable(deck: Any) -> None:
    colour = first(deck, f"{A}rPr", "pf:takeaway").find(f"{A}solidFill/{A}schemeClr")
    colour.set("val", "bg2")


FAULTS: dict[str, tuple[Fault, str]] = {
    "title without figure": (titled("a plan with hope"), "neither a figure nor a name"),
    "title figure from nowhere": (titled("2025 lands CNY 7.7 m below plan"), "7.7 stands nowhere else"),
    "title empty": (titled(""), "no title"),
    "title twice": (title_twice, "2 slides have the title"),
    "title too long": (long_title, "lines at 24 pt"),
    "no subtitle": (no_subtitle, "no subtitle"),
    "fixed colour": (fixed_colour, "fixed colour FF0000"),
    "fixed font": (fixed_font, "fixed font Verdana"),
    "small text": (small_text, "text of 7.0 pt"),
    "small cell": (small_cell, "9.0 pt"),
    "off slide": (off_slide, "pf:table-pipeline: (12.00"),
    "turned off slide": (turned_off_slide, "leaves the slide"),
    "child off slide": (child_off_slide, "leaves the slide"),
    "table on chart": (table_on_chart, "pf:chart-pipeline-bridge and pf:table-pipeline overlap"),
    "box on tile": (picture_of_nothing, "overlap"),
    "text too long": (text_too_long, "pf:takeaway: text needs"),
    "row too low": (row_too_low, "its row has 0.10"),
    "table too tall": (table_too_tall, "where takeaway or source begin"),
    "word broken": (broken_word, "'Donaudampfschifffahrtsgesellschaft' is wider"),
    "text on its own colour": (unreadable, "contrast of"),
    "glyph alone": (glyph_alone, "without a word"),
    "no alt text": (no_alt, "pf:chart-revenue: no alt text"),
    "line not decorative": (undecorated, "pf:rule: neither"),
    "no header row": (no_header_row, "no header row"),
    "merged": (merged, "is merged"),
    "empty cell": (empty_cell, "row 2, column 2 is empty"),
    "wrong order": (wrong_order, "in the reading order"),
    "no language": (no_language, "has the language None"),
    "tag left": (leftover("{{ kpi.label }}"), "left over"),
    "None": (leftover("Revenue None"), "left over"),
    "nan": (leftover("Margin nan"), "left over"),
    "spreadsheet error": (leftover("#DIV/0!"), "left over"),
    "no notes": (no_notes, "notes are empty"),
    "notes without questions": (notes_without_questions, "notes have the headings"),
    "sections incomplete": (sections_incomplete, "sections do not hold every slide"),
    "no author": (no_author, "author is empty"),
    "cache differs": (cache_differs, "is cached as '1'"),
    "cut axis": (cut_axis, "does not start at zero"),
    "link astray": (link_to_other_slide, "leads to slide"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_planted_fault_is_found(name: str, deck: Callable) -> None:
    data = deck("lanhai-grid", "en").data
    damaged = Presentation(io.BytesIO(data))
    fault, wanted = FAULTS[name]
    fault(damaged)
    out = io.BytesIO()
    damaged.save(out)
    new = set(inspect_deck(out.getvalue())) - problems_of(data)
    assert any(wanted in problem for problem in new), f"{wanted!r} is not among {sorted(new)}"
