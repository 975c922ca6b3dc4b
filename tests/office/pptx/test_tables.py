"""Tables: row, column and cell loops, fills, measured heights, pages."""

from __future__ import annotations

from typing import Any

import pytest
from pptx.util import Emu, Inches

from planforge.office import compile_template
from planforge.office.rich import Rich, Span
from support.decks import A, Deck, cells, check_package, opened, shape

ROW = "{% row for r in rows %}{{ r }}"


def render(deck: Deck, lang: str = "en-GB", **context: Any) -> Any:
    result = compile_template(deck.bytes).render(context, lang=lang)
    check_package(result.data)
    return result


def table(deck: Deck, **context: Any) -> list[list[str]]:
    return cells(shape(opened(render(deck, **context).data).slides[0], "table"))


def test_rows_repeat_and_a_condition_leaves_them_out() -> None:
    deck = Deck()
    deck.add()
    deck.table([["h", "n"], ["{% row for r in rows %}{% row if r.on %}{{ r.a }}", "{{ loop.index }}"], ["{% row if none %}x", "y"]])
    rows = [{"a": "1", "on": True}, {"a": "2", "on": False}, {"a": "3", "on": True}]
    assert table(deck, rows=rows) == [["h", "n"], ["1", "1"], ["3", "3"]]


def test_blocks_of_several_rows() -> None:
    deck = Deck()
    deck.add()
    deck.table([["{% row for r in rows %}{{ r }} a"], ["{{ r }} b{% row endfor %}"], ["{% row for r in rows %}{{ r }} c"]])
    assert table(deck, rows=["1", "2"]) == [["1 a"], ["1 b"], ["2 a"], ["2 b"], ["1 c"], ["2 c"]]


def test_a_directive_in_a_paragraph_of_its_own_leaves_no_line() -> None:
    deck = Deck()
    deck.add()
    deck.table([["{% row for r in rows %}\n{{ r }}"]])
    assert table(deck, rows=["1", "2"]) == [["1"], ["2"]]


def test_columns_repeat_in_every_row_and_share_their_width() -> None:
    deck = Deck()
    deck.add()
    deck.table(
        [["who", "{% col for m in members %}{{ m }}", "end"], [ROW + "", "{{ r }}/{{ members[col_index] }}{{ loop_index }}", "e"]],
        alt="pf\ncolumns width: 4.5",
    )
    result = opened(render(deck, rows=["1", "2"], members=["a", "b", "c"]).data)
    found = shape(result.slides[0], "table")
    assert cells(found) == [["who", "a", "b", "c", "end"], ["1", "1/a0", "1/b1", "1/c2", "e"], ["2", "2/a0", "2/b1", "2/c2", "e"]]
    widths = [column.width for column in found.table.columns]
    assert widths[1:4] == [Inches(1.5)] * 3
    assert found.width == sum(widths)


def test_fill_colours_the_cell_and_dark_fills_turn_the_text_white() -> None:
    deck = Deck()
    deck.add()
    deck.table([["{% row for r in rows %}{{ r.text | fill(r.fill) }}"]])
    rows = [{"text": "1", "fill": "lv1"}, {"text": Rich((Span("4", tone="good"),)), "fill": "lv4"}, {"text": "0", "fill": ""}]
    found = shape(opened(render(deck, rows=rows).data).slides[0], "table").table
    fills = [found.cell(i, 0)._tc.find(f"{A}tcPr/{A}solidFill/{A}schemeClr") for i in range(3)]
    assert [f.get("val") if f is not None else None for f in fills] == ["accent1", "accent1", None]
    run = found.cell(1, 0).text_frame.paragraphs[0].runs[0]
    assert run.font.bold
    assert run._r.find(f"{A}rPr/{A}solidFill/{A}schemeClr").get("val") == "bg1"
    assert found.cell(0, 0).text_frame.paragraphs[0].runs[0].font.bold is None


def test_rows_grow_with_their_text_and_the_frame_with_its_rows() -> None:
    deck = Deck()
    deck.add()
    deck.table([[ROW]], box=(1, 2, 2, 0.4))
    found = shape(opened(render(deck, rows=["short", "a much longer text that takes several lines " * 2]).data).slides[0], "table")
    heights = [row.height for row in found.table.rows]
    assert heights[0] == Inches(0.4)
    assert heights[1] > 3 * Inches(0.2)
    assert found.height == sum(heights)


def paged(*alt: str, rows: int = 1) -> Deck:
    deck = Deck()
    deck.add("Title", notes="{% slide id A %}\nnotes")
    body = [["Head"], [ROW]] + ([["Total"]] if rows > 1 else [])
    deck.table(body, box=(1, 2, 6, 0.4 * len(body)), alt="\n".join(("pf", "page: auto", *alt)))
    deck.slide.shapes[1].table._tbl.tblPr.set("firstRow", "1")
    deck.add("After", notes="{% slide id B %}")
    return deck


def test_a_long_table_continues_with_its_header_and_a_numbered_title() -> None:
    result = render(paged("bottom: 4"), rows=[str(n) for n in range(9)])
    slides = opened(result.data).slides
    pages = [cells(shape(slide, "table")) for slide in list(slides)[:3]]
    assert [[row[0] for row in page] for page in pages] == [["Head", "0", "1", "2", "3"], ["Head", "4", "5", "6", "7"], ["Head", "8"]]
    titles = [slide.shapes.title.text_frame.text for slide in slides]
    assert titles == [f"Title ({n}\u00a0of\u00a03)" for n in (1, 2, 3)] + ["After"]
    assert result.slides == {"A": (1, 3), "B": (4, 1)}
    assert [slide.notes_slide.notes_text_frame.text for slide in slides][:3] == ["notes"] * 3
    assert not result.findings


def test_chinese_pages_are_counted_in_chinese() -> None:
    slides = opened(render(paged("rows: 2"), lang="zh-CN", rows=["1", "2", "3"]).data).slides
    assert slides[1].shapes.title.text_frame.text == "Title（2/2）"


def test_total_stands_on_the_last_page_only_and_few_rows_are_not_left_alone() -> None:
    deck = paged("rows: 4", "total: last", "keep: 2", rows=2)
    slides = opened(render(deck, rows=[str(n) for n in range(9)]).data).slides
    pages = [[row[0] for row in cells(shape(slide, "table"))] for slide in list(slides)[:3]]
    assert pages == [["Head", "0", "1", "2", "3"], ["Head", "4", "5", "6"], ["Head", "7", "8", "Total"]]


def test_total_that_no_longer_fits_takes_a_row_along() -> None:
    deck = paged("bottom: 4", "total: last", rows=2)
    slides = opened(render(deck, rows=["0", "1", "2", "3"]).data).slides
    pages = [[row[0] for row in cells(shape(slide, "table"))] for slide in list(slides)[:2]]
    assert pages == [["Head", "0", "1", "2"], ["Head", "3", "Total"]]


def test_a_table_ends_above_the_shape_below_it() -> None:
    deck = Deck()
    deck.add()
    deck.table([["{% row for r in rows %}{{ r }}"]], box=(1, 2, 4, 0.5), alt="pf\npage: auto")
    deck.text("below", box=(1, 3.2, 4, 0.3))
    deck.text("beside", name="beside", box=(8, 2.4, 4, 0.3))
    slides = opened(render(deck, rows=["1", "2", "3"]).data).slides
    assert [len(cells(shape(slide, "table"))) for slide in slides] == [2, 1]


def test_an_empty_loop_keeps_the_header_and_one_page() -> None:
    result = render(paged("bottom: 4"), rows=[])
    slide = opened(result.data).slides[0]
    assert cells(shape(slide, "table")) == [["Head"]]
    assert slide.shapes.title.text_frame.text == "Title"


def test_a_table_that_may_not_continue_is_reported_when_it_overflows() -> None:
    deck = Deck()
    deck.add(notes="{% slide id A %}")
    deck.table([[ROW]], box=(1, 2, 6, 0.5))
    finding = render(deck, rows=["x"] * 12).findings[0]
    assert finding.code == "FT102"
    assert "Slide 1 (A), shape 'table'" in finding.message


def test_cells_are_cut_to_their_lines_and_the_text_goes_to_the_notes() -> None:
    deck = Deck()
    deck.add(notes="{% slide id A %}\nPURPOSE x")
    deck.table([[ROW]], box=(1, 2, 2, 0.4), alt="pf\ncut: 2")
    long = "Several words that will certainly not fit into two lines of this narrow column"
    result = render(deck, rows=["short", long])
    slide = opened(result.data).slides[0]
    shown = cells(shape(slide, "table"))[1][0]
    assert shown.endswith("…")
    assert long.startswith(shown[:-1])
    assert slide.notes_slide.notes_text_frame.text == f"PURPOSE x\nWARNINGS\n{long}"
    assert [f.code for f in result.findings] == ["FT101"]


@pytest.mark.parametrize(("count", "width"), [(1, 4.0), (4, (13.333 - 2 - 4) / 4)])
def test_repeated_columns_keep_their_width_as_long_as_the_slide_has_room(count: int, width: float) -> None:
    deck = Deck()
    deck.add()
    deck.table([["who", "{% col for m in members %}{{ m }}"]])
    result = render(deck, members=[str(n) for n in range(count)])
    found = shape(opened(result.data).slides[0], "table")
    assert found.table.columns[1].width == pytest.approx(Inches(width), abs=Inches(0.001))
    assert found.left + found.width <= Inches(13.333)
    assert not result.findings


def test_more_columns_than_a_slide_has_room_for_are_reported() -> None:
    deck = Deck()
    deck.add()
    deck.table([["who", "{% col for m in members %}{{ m }}"]])
    findings = render(deck, members=[str(n) for n in range(60)]).findings
    assert [finding.code for finding in findings] == ["FT102"]
    assert findings[0].message == "Slide 1, shape 'table': the table is too wide for its slide."


def test_static_table_keeps_its_geometry() -> None:
    deck = Deck()
    deck.add()
    frame = deck.table([["a", "b"], ["c", "d"]], box=(1, 2, 6, 1))
    left, top, width = frame.left, frame.top, frame.width
    found = shape(opened(render(deck).data).slides[0], "table")
    assert (found.left, found.top, found.width, found.height) == (left, top, width, Emu(Inches(1)))


def test_a_row_taller_than_a_page_is_cut() -> None:
    deck = paged("bottom: 3.5")
    result = render(deck, rows=["short", "very long " * 200])
    slides = opened(result.data).slides
    table_shape = shape(slides[1], "table")
    assert cells(table_shape)[1][0].endswith("long…")
    assert table_shape.top + table_shape.height <= Inches(3.5)
    assert [f.code for f in result.findings] == ["FT101"]
    assert "very long very long" in slides[1].notes_slide.notes_text_frame.text


def test_a_table_that_does_not_continue_stands_on_every_page() -> None:
    deck = paged("rows: 1")
    deck.slide = deck.presentation.slides[0]
    deck.table([["fixed"]], name="other", box=(8, 2, 2, 0.4))
    deck.table([["{% row for r in rows[:1] %}{{ r }}"]], name="short", box=(8, 3, 2, 0.4), alt="pf\npage: auto\nrepeat header: 0")
    slides = list(opened(render(deck, rows=["1", "2"]).data).slides)
    assert [[s.name for s in slide.shapes] for slide in slides[:2]] == [
        ["Title 1", "table", "other", "short"],
        ["Title 1", "table", "other"],
    ]
