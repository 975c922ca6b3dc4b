"""Text that is shrunk, stacked, or set in a font without widths: what is written and what is reported."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree
from pptx.util import Pt

from planforge.office import Rendered, compile_template
from support.decks import A, Deck, check_package, opened, shape

LONG = "A sentence about the account that takes more room than there is. "


def rendered(text: str, fit: str, *, size: float = 12, vert: str = "", font: str = "") -> tuple[Rendered, Any]:
    """A box of 5 by 1 inches filled with a text, and its body properties in the result."""
    deck = Deck()
    deck.add()
    box = deck.text("{{ text }}", size=size)
    frame = box.text_frame
    frame.word_wrap = True
    if font:
        frame.paragraphs[0].runs[0].font.name = font
    properties = frame._txBody.bodyPr
    for child in list(properties):
        properties.remove(child)
    if fit:
        properties.append(etree.fromstring(fit.replace("/>", f' xmlns:a="{A[1:-1]}"/>')))
    if vert:
        properties.set("vert", vert)
    result = compile_template(deck.bytes).render({"text": text})
    check_package(result.data)
    return result, shape(opened(result.data).slides[0], "box").text_frame._txBody.bodyPr


def scale(properties: Any) -> tuple[str | None, str | None]:
    found = properties.find(f"{A}normAutofit")
    return found.get("fontScale"), found.get("lnSpcReduction")


def codes(result: Rendered) -> list[str]:
    return [finding.code for finding in result.findings]


def test_text_that_fits_is_written_at_full_size_whatever_the_template_stored() -> None:
    result, properties = rendered("short", '<a:normAutofit fontScale="62500" lnSpcReduction="20000"/>')
    assert scale(properties) == (None, None)
    assert codes(result) == []


def test_text_that_is_too_tall_is_shrunk_by_the_least_step_that_fits() -> None:
    result, properties = rendered(LONG * 6, "<a:normAutofit/>", size=14)
    assert scale(properties) == ("77500", "20000")
    assert scale(rendered(LONG * 5, "<a:normAutofit/>", size=12)[1]) == ("92500", "10000")
    assert codes(result) == []


def test_shrinking_ends_at_seventy_percent_and_is_then_reported() -> None:
    result, properties = rendered(LONG * 30, "<a:normAutofit/>", size=18)
    assert scale(properties) == ("70000", "20000")
    assert codes(result) == ["FT102"]


def test_nothing_is_shrunk_below_nine_points() -> None:
    result, properties = rendered(LONG * 30, "<a:normAutofit/>", size=10)
    assert scale(properties) == ("92500", "10000")
    assert codes(result) == ["FT102"]


@pytest.mark.parametrize("fit", ["<a:spAutoFit/>", "<a:noAutofit/>", ""])
def test_text_that_may_not_shrink_is_reported(fit: str) -> None:
    result, properties = rendered(LONG * 30, fit)
    assert properties.find(f"{A}normAutofit") is None
    assert codes(result) == ["FT102"]


def test_turned_text_is_measured_along_the_height_of_its_box() -> None:
    # Lines of less than an inch: 12 lines do not fit into 5 inches at 40 points, 3 do.
    assert codes(rendered("one two three", "", size=20, vert="vert270")[0]) == []
    assert codes(rendered("word " * 30, "", size=20, vert="vert")[0]) == ["FT102"]


def test_stacked_letters_are_reported() -> None:
    assert codes(rendered("word", "", vert="wordArtVert")[0]) == ["FT104"]


def test_a_font_without_widths_is_reported_once() -> None:
    result, _ = rendered("word", "", font="Corporate Sans")
    assert [(finding.code, str(finding.severity)) for finding in result.findings] == [("FT103", "info")]
    assert "'Corporate Sans'" in result.findings[0].message
    assert "plus 5 %" in result.findings[0].message


def test_columns_share_the_text() -> None:
    deck = Deck()
    deck.add()
    box = deck.text("{{ text }}", size=12)
    box.text_frame.word_wrap = True
    # Six lines a column: the text takes 8 lines in one column of half the width.
    box.text_frame._txBody.bodyPr.set("numCol", "2")
    box.height = Pt(6 * 14.4 + 7.2)
    template = compile_template(deck.bytes)
    assert codes(template.render({"text": LONG * 4})) == []
    assert codes(template.render({"text": LONG * 8})) == ["FT102"]
