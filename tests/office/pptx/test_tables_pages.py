"""Tables that continue on the next slide: where they are cut, and what each page shows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx.util import Inches

from planforge.office import compile_template
from planforge.office.pptx.table_merges import Merge, heights
from planforge.office.pptx.table_pages import Cutter, level
from planforge.office.problems import TemplateProblems
from support.decks import A, Deck, cells, check_package, opened, shape

ROW = "{% row for r in rows %}{{ r }}"
TOP, HIGH = 2, 0.4


def deck_of(rows: Sequence[Sequence[str]], *alt: str, bottom: float = 4, notes: str = "") -> Deck:
    """A table at 2 inches whose rows are 0.4 inches high and which may reach down to `bottom`."""
    deck = Deck()
    deck.add(notes=notes)
    deck.table(rows, box=(1, TOP, 6, HIGH * len(rows)), alt="\n".join(("pf", "page: auto", f"bottom: {bottom}", *alt)))
    return deck


def render(deck: Deck, **context: Any) -> Any:
    result = compile_template(deck.bytes).render(context)
    check_package(result.data)
    return result


def frames(deck: Deck, **context: Any) -> list[Any]:
    return [shape(slide, "table") for slide in opened(render(deck, **context).data).slides]


def pages(deck: Deck, column: int = 0, **context: Any) -> list[list[str]]:
    return [[row[column] for row in cells(frame)] for frame in frames(deck, **context)]


def spans(frame: Any) -> list[str]:
    """Rows spanned by the cells of the first column, `-` for covered ones."""
    found = (row.find(f"{A}tc") for row in frame.table._tbl.findall(f"{A}tr"))
    return ["-" if tc.get("vMerge") else tc.get("rowSpan", "1") for tc in found]


def numbers(count: int) -> list[str]:
    return [str(number) for number in range(count)]


# ---------------------------------------------------------------- headers and totals


def test_several_header_rows_are_repeated() -> None:
    deck = deck_of([["H1"], ["H2"], [ROW]], "repeat header: 2")
    assert pages(deck, rows=numbers(4)) == [["H1", "H2", "0", "1", "2"], ["H1", "H2", "3"]]


def test_a_header_that_is_not_repeated_leaves_no_header_look_behind() -> None:
    deck = deck_of([["H"], [ROW]], "repeat header: 0")
    found = frames(deck, rows=numbers(7))
    assert [frame.table.first_row for frame in found] == [True, False]
    assert [len(frame.table.rows) for frame in found] == [5, 3]


def test_the_total_row_keeps_its_look_on_its_page_only() -> None:
    deck = deck_of([["H"], [ROW], ["T"]], "total: last")
    shape(deck.slide, "table").table.last_row = True
    found = frames(deck, rows=numbers(5))
    assert [cells(frame)[-1] for frame in found] == [["3"], ["T"]]
    assert [frame.table.last_row for frame in found] == [False, True]
    assert all(frame.table.first_row and frame.table.horz_banding for frame in found)


def test_the_total_row_may_stand_on_every_page() -> None:
    deck = deck_of([["H"], [ROW], ["T"]], "total: every")
    shape(deck.slide, "table").table.last_row = True
    found = frames(deck, rows=numbers(5))
    assert [[row[0] for row in cells(frame)] for frame in found] == [["H", "0", "1", "2", "T"], ["H", "3", "4", "T"]]
    assert all(frame.table.last_row for frame in found)


def test_a_total_that_fits_beside_no_row_stands_alone() -> None:
    deck = deck_of([["H"], [ROW], ["T"]], "total: last", bottom=3.1)
    assert pages(deck, rows=["0", "1\n2"]) == [["H", "0"], ["H", "1\v2"], ["H", "T"]]


def test_a_total_that_a_condition_leaves_out_is_not_mistaken_for_the_last_row() -> None:
    deck = deck_of([["H"], [ROW], ["{% row if total %}T"]], "total: last", "keep: 2")
    assert pages(deck, rows=numbers(5), total=False) == [["H", "0", "1", "2"], ["H", "3", "4"]]
    assert pages(deck, rows=numbers(5), total=True) == [["H", "0", "1", "2"], ["H", "3", "4", "T"]]


def test_a_total_row_that_repeats_is_refused() -> None:
    with pytest.raises(TemplateProblems, match=r"TP110.*'total:' needs a last row that does not repeat"):
        compile_template(deck_of([["H"], [ROW]], "total: last").bytes)


def test_later_pages_say_that_the_table_goes_on() -> None:
    deck = deck_of([["", "H"], [ROW, "x"]], 'more: "(continued)"')
    found = frames(deck, rows=numbers(9))
    assert [cells(frame)[0] for frame in found] == [["", "H"], ["", "H (continued)"], ["", "H (continued)"]]
    runs = found[1].table.cell(0, 1).text_frame.paragraphs[0].runs
    assert len(runs) == 1
    assert runs[0].font.size.pt == 12


def test_the_word_for_going_on_comes_from_the_data_and_its_room_is_reserved() -> None:
    deck = deck_of([["H"], [ROW]], "more: word")
    assert pages(deck, rows=numbers(5), word="")[1][0] == "H"
    found = frames(deck, rows=numbers(12), word="very long words " * 20)
    assert found[1].table.rows[0].height > found[0].table.rows[0].height
    assert all(frame.top + frame.height <= Inches(4) for frame in found)


def test_an_unknown_name_after_more_is_reported() -> None:
    with pytest.raises(Exception, match="more: nothing"):
        render(deck_of([["H"], [ROW]], "more: nothing"), rows=numbers(9))


# ---------------------------------------------------------------- how many rows, which slides


def test_a_number_of_rows_and_the_height_both_limit_a_page() -> None:
    deck = deck_of([["H"], [ROW]], "rows: 3")
    tall = "1\n1\n1\n1\n1"
    assert pages(deck, rows=["0", tall, *numbers(4)]) == [["H", "0", tall.replace("\n", "\v")], ["H", "0", "1", "2"], ["H", "3"]]


@pytest.mark.parametrize(("most", "expected"), [("auto", 4), ("2", 2)])
def test_the_slide_notes_may_say_that_a_table_goes_on(most: str, expected: int) -> None:
    deck = Deck()
    deck.add(notes=f"{{% slide pages table max={most} %}}")
    deck.table([["H"], [ROW]], box=(1, TOP, 6, 2 * HIGH))
    deck.text("below", box=(1, 4.05, 4, 0.3))
    found = pages(deck, rows=numbers(6))
    assert len(found[0]) == expected + 1
    assert [text for page in found for text in page if text != "H"] == numbers(6)


# ---------------------------------------------------------------- even pages, growing rows


def deck_even(*alt: str, rows: Sequence[Sequence[str]] = (["H"], [ROW])) -> Deck:
    deck = deck_of(rows, *alt)
    return opened_with(deck, "page: auto", "page: even")


def opened_with(deck: Deck, old: str, new: str) -> Deck:
    """The deck with another line in the alt text of its table."""
    properties = shape(deck.slide, "table")._element.nvGraphicFramePr.cNvPr
    properties.set("descr", properties.get("descr").replace(old, new))
    return deck


@pytest.mark.parametrize(("count", "expected"), [(4, [4]), (5, [3, 2]), (6, [3, 3]), (9, [3, 3, 3]), (0, [0])])
def test_even_pages_are_as_many_as_without_and_have_as_many_rows_each(count: int, expected: list[int]) -> None:
    assert [len(page) - 1 for page in pages(deck_even(), rows=numbers(count))] == expected


def test_even_pages_with_a_limit_and_a_total() -> None:
    deck = deck_even("rows: 3", "total: last", rows=[["H"], [ROW], ["T"]])
    assert pages(deck, rows=numbers(4)) == [["H", "0", "1"], ["H", "2", "3", "T"]]


def test_even_pages_do_not_tear_blocks() -> None:
    deck = opened_with(deck_of([["H"], ["{% row for r in rows %}{{ r }}a"], ["{{ r }}b{% row endfor %}"]], bottom=4.8), "auto", "even")
    assert pages(deck, rows=numbers(4)) == [["H", "0a", "0b", "1a", "1b"], ["H", "2a", "2b", "3a", "3b"]]


def test_rows_grow_while_there_is_room_and_to_the_same_height_on_each_page() -> None:
    deck = deck_of([["H"], [ROW], ["T"]], "rows: 2", "total: last", "grow: 0.6")
    found = frames(deck, rows=numbers(3))
    assert [[round(row.height / 914400, 3) for row in frame.table.rows] for frame in found] == [[0.4, 0.6, 0.6], [0.4, 0.6, 0.4]]
    assert all(frame.height == sum(row.height for row in frame.table.rows) for frame in found)


def test_rows_grow_no_further_than_the_table_may_reach_and_tall_rows_stay() -> None:
    (frame,) = frames(deck_of([["H"], [ROW]], "grow: 0.9", bottom=4.6), rows=["0", "1\n1\n1\n1", "2"])
    high = [row.height / 914400 for row in frame.table.rows]
    assert high[2] > high[1] == high[3] > 0.4
    assert sum(high) == pytest.approx(2.6, abs=0.001)


# ---------------------------------------------------------------- blocks of rows


BLOCK = [["H"], ["{% row for r in rows %}{{ r }}a"], ["{{ r }}b{% row endfor %}"]]


def test_a_block_of_rows_is_not_torn() -> None:
    deck = deck_of(BLOCK, bottom=4.4)
    assert pages(deck, rows=numbers(4)) == [["H", "0a", "0b", "1a", "1b"], ["H", "2a", "2b", "3a", "3b"]]


def test_a_group_moves_to_the_next_page_as_a_whole() -> None:
    rows = [["{% row for g in groups %}{{ g[0] }}"], ["{% row for d in g[1:] %}{{ d }}{% row endfor %}"]]
    deck = deck_of(rows, "repeat header: 0", bottom=4)
    assert pages(deck, groups=["Axyz", "Bx", "Cx"]) == [["A", "x", "y", "z"], ["B", "x", "C", "x"]]


def test_a_group_longer_than_a_page_is_torn_and_its_heading_is_not_left_alone() -> None:
    rows = [["{% row for g in groups %}{{ g[0] }}"], ["{% row for d in g[1:] %}{{ d }}{% row endfor %}"]]
    deck = deck_of(rows, "repeat header: 0", bottom=4)
    assert pages(deck, groups=["Axyz", "Bpqrstuv"]) == [["A", "x", "y", "z"], ["B", "p", "q", "r", "s"], ["t", "u", "v"]]


# ---------------------------------------------------------------- merges over pages


MERGE = "{% row for r in rows %}{{ r[0] | merge_down }}"


def test_a_merge_begins_again_on_each_page_with_its_text_and_fill() -> None:
    deck = deck_of([["H", "n"], [MERGE.replace("merge_down", "merge_down | fill('lv1')"), "{{ r[1] }}"]])
    found = frames(deck, rows=[f"N{n}" for n in range(5)] + ["S5"])
    assert [spans(frame) for frame in found] == [["1", "4", "-", "-", "-"], ["1", "1", "1"]]
    assert [[row[0] for row in cells(frame)][1:] for frame in found] == [["N", "", "", ""], ["N", "S"]]
    fills = [row.cells[0]._tc.find(f"{A}tcPr/{A}solidFill") for frame in found for row in list(frame.table.rows)[1:]]
    assert all(fill is not None for fill in fills)


def test_a_template_span_around_a_loop_begins_again_on_each_page() -> None:
    deck = deck_of([["H", "n"], ["all", ROW], ["", "foot"]])
    table = shape(deck.slide, "table").table
    table.cell(1, 0).merge(table.cell(2, 0))
    shape(deck.slide, "table").table.cell(1, 0).text_frame.text = "all"
    with pytest.raises(TemplateProblems, match="TP110"):
        compile_template(deck.bytes)
    deck = deck_of([["H", "n"], ["all", "head"], ["", ROW], ["", "foot"]])
    table = shape(deck.slide, "table").table
    table.cell(1, 0).merge(table.cell(3, 0))
    found = frames(deck, rows=numbers(5))
    assert [spans(frame) for frame in found] == [["1", "4", "-", "-", "-"], ["1", "3", "-", "-"]]
    assert [cells(frame)[1][0] for frame in found] == ["all", "all"]


def test_a_merged_text_has_its_height_on_every_page() -> None:
    text = "\n".join("words" for _ in range(6))
    deck = deck_of([["H", "n"], ["{% row for r in rows %}{{ text | merge_down }}", "{{ r }}"]])
    found = frames(deck, rows=numbers(5), text=text)
    assert [row[1] for frame in found for row in cells(frame)[1:]] == numbers(5)
    for frame in found:
        assert sum(row.height for row in list(frame.table.rows)[1:]) >= 6 * 12 * 12700
        assert frame.top + frame.height <= Inches(4)


def test_a_merged_text_taller_than_a_page_is_cut() -> None:
    deck = deck_of([["H", "n"], ["{% row for r in rows %}{{ text | merge_down }}", "{{ r }}"]])
    result = render(deck, rows=numbers(3), text="very long " * 200)
    found = [shape(slide, "table") for slide in opened(result.data).slides]
    assert all(frame.top + frame.height <= Inches(4) for frame in found)
    assert [row[1] for frame in found for row in cells(frame)[1:]] == numbers(3)
    assert {finding.code for finding in result.findings} == {"FT101"}


# ---------------------------------------------------------------- too tall


def test_a_row_that_the_template_makes_taller_than_a_page_shrinks_to_it() -> None:
    deck = deck_of([["H"], [ROW]])
    shape(deck.slide, "table").table.rows[1].height = Inches(3)
    result = render(deck, rows=numbers(2))
    found = [shape(slide, "table") for slide in opened(result.data).slides]
    assert [[row[0] for row in cells(frame)] for frame in found] == [["H", "0"], ["H", "1"]]
    assert all(frame.top + frame.height <= Inches(4) for frame in found)
    assert not result.findings


def test_a_header_taller_than_the_place_is_reported() -> None:
    result = render(deck_of([["H\nH\nH\nH\nH\nH\nH\nH\nH\nH\nH\nH"], [ROW]]), rows=numbers(3))
    assert result.page_count == 1
    assert [finding.code for finding in result.findings] == ["FT102"]


# ---------------------------------------------------------------- properties


@st.composite
def bodies(draw: st.DrawFn) -> tuple[list[int], list[tuple[int, ...]]]:
    """Heights of rows from 1 to 6, and the blocks of each: single rows, blocks, groups with blocks in them."""
    high: list[int] = []
    blocks: list[tuple[int, ...]] = []
    fresh = iter(range(1000))
    for _ in range(draw(st.integers(0, 8))):
        kind = draw(st.sampled_from(("row", "row", "block", "group")))
        outer = () if kind == "row" else (next(fresh),)
        for _ in range(1 if kind == "row" else draw(st.integers(1, 6))):
            inner = (next(fresh),) if kind == "group" and draw(st.booleans()) else ()
            for _ in range(draw(st.integers(1, 3)) if inner else 1):
                high.append(draw(st.integers(1, 6)))
                blocks.append(outer + inner)
    return high, blocks


@given(bodies(), st.integers(6, 14), st.integers(0, 5), st.integers(1, 4), st.integers(0, 8))
def test_wherever_a_table_is_cut_the_rules_hold(
    body: tuple[list[int], list[tuple[int, ...]]], room: int, total: int, keep: int, limit: int
) -> None:
    high, blocks = body

    def fits(first: int, last: int, closes: bool) -> bool:
        return sum(high[first:last]) + (total if closes else 0) <= room and not (limit and last - first > limit)

    found = Cutter(blocks, fits, keep, bool(total)).pages()
    count = len(high)
    # No row is lost, none stands twice, their order is kept.
    assert found[0][0] == 0
    assert found[-1][1] == count
    assert all(before[1] == after[0] for before, after in pairwise(found))
    assert all(first < last for first, last in found[:-1])
    # Every page is within its height and number of rows, since no row here is taller than a page.
    for number, (first, last) in enumerate(found):
        assert fits(first, last, number == len(found) - 1)
    # A block that a page break tears does not fit on a page, or fills the page from its top.
    for start, at in found[:-1]:
        for block in set(blocks[at - 1]) & set(blocks[at] if at < count else ()):
            rows = [number for number, own in enumerate(blocks) if block in own]
            assert rows[0] <= start or not fits(rows[0], rows[-1] + 1, rows[-1] + 1 == count)


@given(st.lists(st.integers(1, 6), min_size=1, max_size=30), st.integers(6, 14), st.integers(0, 5), st.integers(1, 4))
def test_the_last_page_has_enough_rows(high: list[int], room: int, total: int, keep: int) -> None:
    def fits(first: int, last: int, closes: bool) -> bool:
        return sum(high[first:last]) + (total if closes else 0) <= room

    count = len(high)
    found = Cutter([()] * count, fits, keep, bool(total)).pages()
    if len(found) == 1 or count - found[-1][0] >= keep:
        return
    # Otherwise no more rows fit there, or the page before would have too few.
    start, at = found[-2]
    assert not any(fits(first, count, True) for first in range(max(count - keep, start + keep), at))


@given(bodies(), st.integers(6, 14), st.integers(0, 5), st.integers(1, 4))
def test_even_pages_are_no_more_than_others_and_show_the_same_rows(
    body: tuple[list[int], list[tuple[int, ...]]], room: int, total: int, keep: int
) -> None:
    high, blocks = body

    def fits(first: int, last: int, closes: bool) -> bool:
        return sum(high[first:last]) + (total if closes else 0) <= room

    cutter = Cutter(blocks, fits, keep, bool(total))
    found, usual = cutter.even(), cutter.pages()
    assert len(found) == len(usual)
    assert (found[0][0], found[-1][1]) == (0, len(high))
    assert all(before[1] == after[0] for before, after in pairwise(found))
    assert all(fits(first, last, number == len(found) - 1) for number, (first, last) in enumerate(found))
    assert max(last - first for first, last in found) <= max(last - first for first, last in usual)


@given(st.lists(st.integers(1, 9), min_size=1, max_size=12), st.integers(1, 80), st.integers(1, 12))
def test_rows_grow_to_one_level_within_the_room(high: list[int], room: int, most: int) -> None:
    reached = level(high, room, most)
    grown = [max(height, reached) for height in high]
    assert reached <= most
    assert sum(grown) <= max(room, sum(high))
    if reached < most and sum(high) <= room:
        assert sum(max(height, reached + 1) for height in high) > room


@given(
    st.lists(st.tuples(st.integers(1, 9), st.integers(0, 2), st.integers(0, 2), st.integers(1, 30)), max_size=12),
)
def test_merged_cells_always_have_the_height_they_need(rows: list[tuple[int, int, int, int]]) -> None:
    class OneRow:
        def __init__(self, height: int, merges: list[Merge]) -> None:
            self.height, self.merges = height, merges

    made = [OneRow(high, [Merge(0, a, None, need), Merge(1, 10 + 3 * a + b, None, need // 2)]) for high, a, b, need in rows]
    found = heights(made)
    assert all(high >= row.height for high, row in zip(found, made, strict=True))
    for position in (0, 1):
        start = 0
        for number in range(1, len(made) + 1):
            if number == len(made) or made[number].merges[position].group != made[start].merges[position].group:
                assert sum(found[start:number]) >= made[start].merges[position].need
                start = number


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from("NNNSW"), st.integers(1, 5)), min_size=1, max_size=30),
    st.sampled_from((1, 2, 3)),
    st.sampled_from(("", "total: last", "total: every")),
)
def test_pages_of_a_deck_show_every_row_once_under_its_header(rows: list[tuple[str, int]], keep: int, total: str) -> None:
    items = [{"region": region, "text": "\n".join([str(number)] * lines)} for number, (region, lines) in enumerate(rows)]
    body = [["Region", "Text"], ["{% row for r in rows %}{{ r.region | merge_down }}", "{{ r.text }}"], ["Sum", ""]]
    deck = deck_of(body, f"keep: {keep}", *filter(None, [total]))
    found = frames(deck, rows=items)
    shown: list[tuple[str, str]] = []
    for number, frame in enumerate(found):
        table = cells(frame)
        assert table[0] == ["Region", "Text"]
        assert frame.height == sum(row.height for row in frame.table.rows)
        assert frame.top + frame.height <= Inches(4)
        closes = number == len(found) - 1
        assert (table[-1][0] == "Sum") == (closes or total == "total: every")
        region = ""
        for row, span in zip(table[1:], spans(frame)[1:], strict=True):
            region = region if span == "-" else row[0]
            if row[0] != "Sum":
                shown.append((region, row[1]))
    assert shown == [(item["region"], item["text"].replace("\n", "\v")) for item in items]
