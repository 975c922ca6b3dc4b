"""Row and column directives of tables: blocks of rows, nested loops, merged cells, ids."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from lxml import etree

from planforge.office import compile_template
from planforge.office.pptx.row_blocks import RowDirective, blocks_of
from planforge.office.problems import Place, Problems, TemplateProblems
from planforge.office.rich import Rich, Span
from support.decks import A, Deck, check_package, opened, shape

A16 = "{http://schemas.microsoft.com/office/drawing/2014/main}"
_ROW_EXT, _COLUMN_EXT = "{0D108BD9-81ED-4DB2-BD59-A6C34878D82A}", "{9D8B030D-6E8A-4147-A177-3AD203B41FA5}"
GROUPS = [{"name": "North", "deals": ["a", "b"]}, {"name": "South", "deals": []}, {"name": "West", "deals": ["c"]}]


def deck_of(rows: Sequence[Sequence[str]], alt: str = "", box: Sequence[float] = (1, 2, 8, 0.4)) -> Deck:
    deck = Deck()
    deck.add()
    deck.table(rows, alt=alt, box=box)
    return deck


def tables(deck: Deck, **context: Any) -> list[Any]:
    """The table of each slide."""
    result = compile_template(deck.bytes).render(context)
    check_package(result.data)
    return [shape(slide, "table").table for slide in opened(result.data).slides]


def texts(deck: Deck, **context: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in tables(deck, **context)[0].rows]


def spans(table: Any) -> list[list[str]]:
    """For each cell the rows it spans, `-` when one above covers it, `<` when one to its left does."""
    return [
        [("<" if tc.get("hMerge") else "") + ("-" if tc.get("vMerge") else tc.get("rowSpan", "1")) for tc in row.findall(f"{A}tc")]
        for row in table._tbl.findall(f"{A}tr")
    ]


def problems(deck: Deck) -> list[str]:
    with pytest.raises(TemplateProblems) as caught:
        compile_template(deck.bytes)
    return [f"{finding.code} {finding.message}" for finding in caught.value.findings]


# ---------------------------------------------------------------- loops and conditions over rows


@pytest.mark.parametrize("ends", ["{% row endfor %}", "{% row endfor %}{% row endfor %}"])
def test_a_heading_row_and_its_detail_rows_nest(ends: str) -> None:
    deck = deck_of([["Head"], ["{% row for g in groups %}{{ g.name }}"], ["{% row for d in g.deals %}{{ d }}" + ends], ["End"]])
    assert texts(deck, groups=GROUPS) == [[t] for t in ("Head", "North", "a", "b", "South", "West", "c", "End")]


def test_a_foot_row_of_a_group_may_bear_the_end() -> None:
    foot = "{{ g.deals | length }} of {{ g.name }}{% row endfor %}"
    deck = deck_of([["{% row for g in groups %}{{ g.name }}"], ["{% row for d in g.deals %}{{ d }}"], [foot]])
    assert texts(deck, groups=GROUPS)[:4] == [["North"], ["a"], ["b"], ["2 of North"]]


def test_a_loop_over_one_row_before_a_block_of_rows_stays_one_row() -> None:
    deck = deck_of([["{% row for x in xs %}{{ x }}"], ["{% row for s in xs %}{{ s }}1"], ["{{ s }}2{% row endfor %}"]])
    assert texts(deck, xs=["a", "b"]) == [["a"], ["b"], ["a1"], ["a2"], ["b1"], ["b2"]]


def test_a_block_may_hold_a_row_without_tags() -> None:
    deck = deck_of([["{% row for x in xs %}{{ x }}"], ["line{% row endfor %}"]])
    assert texts(deck, xs=["a", "b"]) == [["a"], ["line"], ["b"], ["line"]]


def test_conditions_cover_a_row_or_several() -> None:
    deck = deck_of([["{% row if on %}a"], ["b"], ["c{% row endif %}"], ["{% row if not on %}d"], ["e"]])
    assert texts(deck, on=True) == [["a"], ["b"], ["c"], ["e"]]
    assert texts(deck, on=False) == [["d"], ["e"]]


def test_a_condition_inside_a_block_leaves_one_of_its_rows_out() -> None:
    deck = deck_of([["{% row for x in xs %}{{ x.a }}"], ["{% row if x.b %}{{ x.b }}"], ["end {{ x.a }}{% row endfor %}"]])
    assert texts(deck, xs=[{"a": "1", "b": ""}, {"a": "2", "b": "two"}]) == [["1"], ["end 1"], ["2"], ["two"], ["end 2"]]


def test_an_end_without_a_beginning_names_its_cell() -> None:
    deck = deck_of([["a"], ["b{% row endif %}"]])
    assert problems(deck) == ["TP110 slide 1, shape 'table', cell R2C1, {% row endif %}: 'endif' closes no 'if'"]


def test_a_row_directive_is_followed_by_a_known_word() -> None:
    assert "'row' is followed by 'for', 'if', 'endfor' or 'endif'" in problems(deck_of([["{% row fro x in xs %}a"]]))[0]


def extents(rows: Sequence[str]) -> list[tuple[str, int, int]]:
    """Blocks of rows given as directives, `;` between them, and `|` before what else the row uses."""
    found = []
    for row in rows:
        words = [word.strip() for word in row.partition("|")[0].split(";") if word.strip()]
        found.append([RowDirective(word.split()[0], word, Place()) for word in words])
    return [(block.source, block.first, block.last) for block in blocks_of(found, rows, Problems())]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["for r in a", "endfor", "for r in a"], [("for r in a", 0, 1), ("for r in a", 2, 2)]),
        (["for r in a", "for r in b", "endfor | r"], [("for r in a", 0, 0), ("for r in b", 1, 2)]),
        (["for g in a ; if g.on", "| g", "endfor"], [("for g in a", 0, 2), ("if g.on", 0, 0)]),
        (["for g in a ; if g.on", "| g", "endif ; endfor"], [("for g in a", 0, 2), ("if g.on", 0, 2)]),
        (["if x", "if y", "endif", "endif"], [("if x", 0, 3), ("if y", 1, 2)]),
        (["for k, v in a", "for w in v ; endfor | k"], [("for k, v in a", 0, 1), ("for w in v", 1, 1)]),
    ],
)
def test_which_rows_a_directive_covers(rows: Sequence[str], expected: list[tuple[str, int, int]]) -> None:
    assert extents(rows) == expected


# ---------------------------------------------------------------- columns


def test_columns_may_be_left_out_in_every_row() -> None:
    deck = deck_of([["a", "{% col if cost %}Cost", "z"], ["{% row for x in xs %}{{ x }}", "{{ x }}!", "z"]])
    assert texts(deck, cost=True, xs=["1"]) == [["a", "Cost", "z"], ["1", "1!", "z"]]
    assert texts(deck, cost=False, xs=["1"]) == [["a", "z"], ["1", "z"]]


def test_a_repeated_column_may_have_a_condition_of_its_own() -> None:
    deck = deck_of(
        [["a", "{% col for y in years %}{% col if y != 2 %}{{ y }}"], ["{% row for x in xs %}{{ x }}", "{{ x }}{{ years[col_index] }}"]]
    )
    assert texts(deck, years=[1, 2, 3], xs=["p", "q"]) == [["a", "1", "3"], ["p", "p1", "p3"], ["q", "q1", "q3"]]


def test_a_column_directive_in_a_merged_cell_is_refused() -> None:
    deck = deck_of([["{% col for x in xs %}a", "b"]])
    table = shape(deck.slide, "table").table
    table.cell(0, 0).merge(table.cell(0, 1))
    assert problems(deck)[0].startswith("TP110 slide 1, shape 'table', row 1: a repeated column goes through merged cells")


# ---------------------------------------------------------------- merge_down


def merged(rows: Sequence[Sequence[str]], tags: Sequence[str], alt: str = "") -> Any:
    first, *others = tags
    deck = deck_of([["h"] * len(tags), ["{% row for r in rows %}" + first, *others]], alt)
    return tables(deck, rows=rows)[0]


def test_equal_neighbours_are_merged_down() -> None:
    table = merged(["N1", "N2", "S3", "N4"], ["{{ r[0] | merge_down }}", "{{ r[1] }}"])
    assert spans(table) == [["1", "1"], ["2", "1"], ["-", "1"], ["1", "1"], ["1", "1"]]
    assert [row.cells[0].text for row in table.rows] == ["h", "N", "", "S", "N"]


def test_a_merge_never_crosses_a_change_to_its_left() -> None:
    rows = ["Nx1", "Nx2", "Sx3", "Sx4", "Sy5"]
    table = merged(rows, ["{{ r[0] | merge_down }}", "{{ r[1] | merge_down }}", "{{ r[2] }}"])
    assert [row[:2] for row in spans(table)[1:]] == [["2", "2"], ["-", "-"], ["3", "2"], ["-", "-"], ["-", "1"]]


def test_empty_cells_and_different_fills_are_not_merged() -> None:
    rows = [("", "lv1"), ("", "lv1"), ("a", "lv1"), ("a", "lv2"), ("a", "lv2")]
    table = merged(rows, ["{{ r[0] | merge_down | fill(r[1]) }}"])
    assert [row[0] for row in spans(table)[1:]] == ["1", "1", "1", "2", "-"]


@pytest.mark.parametrize(
    "tag", ["{{ r | merge_down | fill('lv4') }}", "{{ r | fill('lv4') | merge_down }}", "{{ r | merge_down | bold | fill('lv4') }}"]
)
def test_a_merged_cell_keeps_its_fill_and_its_look(tag: str) -> None:
    table = merged(["a", "a"], [tag])
    assert spans(table)[1:] == [["2"], ["-"]]
    for row in (1, 2):
        assert table.cell(row, 0)._tc.find(f"{A}tcPr/{A}solidFill/{A}schemeClr").get("val") == "accent1"
    assert table.cell(1, 0).text_frame.paragraphs[0].runs[0].font.bold


def test_rich_values_merge_by_their_text() -> None:
    rows = [Rich((Span("a"), Span("b", tone="good"))), Rich((Span("a"), Span("b", tone="good"))), Rich((Span("c"),))]
    assert spans(merged(rows, ["{{ r | merge_down }}"]))[1:] == [["2"], ["-"], ["1"]]


def test_a_cell_over_two_columns_is_merged_as_a_whole() -> None:
    deck = deck_of([["{% row for r in rows %}{{ r[0] | merge_down }}", "", "{{ r }}"]])
    table = shape(deck.slide, "table").table
    table.cell(0, 0).merge(table.cell(0, 1))
    found = tables(deck, rows=["a1", "a2", "b3"])[0]
    assert spans(found) == [["2", "<2", "1"], ["-", "<-", "1"], ["1", "<1", "1"]]
    assert found.cell(0, 0).span_height == 2
    assert found.cell(0, 0).span_width == 2


def test_the_last_row_of_a_merge_grows_for_its_text() -> None:
    table = merged(["long " * 60] * 2, ["{{ r | merge_down }}", "x", "y", "z"])
    first, last = (table.rows[n].height for n in (1, 2))
    alone = merged(["long " * 60], ["{{ r | merge_down }}", "x", "y", "z"]).rows[1].height
    assert first < last
    assert first + last == alone


def test_a_heading_row_ends_a_merge() -> None:
    deck = deck_of([["{% row for g in gs %}{{ g }}", ""], ["{% row for d in ds %}{{ 'x' | merge_down }}", "{{ d }}{% row endfor %}"]])
    assert [row[0] for row in spans(tables(deck, gs=["1", "2"], ds=["a", "b"])[0])] == ["1", "2", "-", "1", "2", "-"]


def test_merge_down_outside_a_table_shows_the_value() -> None:
    deck = Deck()
    deck.add()
    deck.text("{{ a | merge_down }}")
    assert shape(opened(compile_template(deck.bytes).render({"a": "x"}).data).slides[0], "box").text_frame.text == "x"


# ---------------------------------------------------------------- row spans of the template


def spanned(rows: Sequence[Sequence[str]], first: int, last: int, column: int = 0) -> Deck:
    deck = deck_of(rows)
    table = shape(deck.slide, "table").table
    table.cell(first, column).merge(table.cell(last, column))
    return deck


def test_spans_inside_a_block_are_copied() -> None:
    deck = spanned([["{% row for x in xs %}{{ x }}", "1"], ["", "2{% row endfor %}"]], 0, 1)
    table = tables(deck, xs=["a", "b"])[0]
    assert spans(table) == [["2", "1"], ["-", "1"]] * 2
    assert [row[0] for row in cells_of(table)] == ["a", "", "b", ""]


def test_a_span_around_a_loop_is_extended() -> None:
    deck = spanned([["all", "head"], ["", "{% row for x in xs %}{{ x }}"], ["", "foot"]], 0, 2)
    assert [row[0] for row in spans(tables(deck, xs=["a", "b", "c"])[0])] == ["5", "-", "-", "-", "-"]
    assert [row[0] for row in spans(tables(deck, xs=[])[0])] == ["2", "-"]


def test_a_span_around_a_condition_shrinks() -> None:
    deck = spanned([["all", "head"], ["", "{% row if on %}x"]], 0, 1)
    assert spans(tables(deck, on=False)[0]) == [["1", "1"]]


@pytest.mark.parametrize(
    ("rows", "span"),
    [
        ([["a", "{% row for x in xs %}x"], ["", "b"]], (0, 1)),
        ([["a", "p"], ["", "{% row for x in xs %}x"], ["c", "y{% row endfor %}"]], (0, 1)),
        ([["a", "{% row for x in xs %}x"], ["b", "y{% row endfor %}"], ["", "z"]], (1, 2)),
    ],
)
def test_a_loop_may_not_cut_a_span(rows: Sequence[Sequence[str]], span: tuple[int, int]) -> None:
    found = problems(spanned(rows, *span))
    assert len(found) == 1
    assert found[0].startswith("TP110")
    assert found[0].endswith("a repeated row goes through merged cells")


def test_a_condition_may_not_cut_a_span() -> None:
    assert "a row that may be left out goes through merged cells" in problems(spanned([["{% row if on %}a", "b"], ["", "c"]], 0, 1))[0]


def test_a_table_without_tags_keeps_its_spans() -> None:
    deck = deck_of([["a", "b", "c"], ["d", "e", "f"], ["g", "h", "i"]])
    table = shape(deck.slide, "table").table
    table.cell(0, 0).merge(table.cell(1, 1))
    table.cell(1, 2).merge(table.cell(2, 2))
    before = spans(table)
    assert spans(tables(deck)[0]) == before


def cells_of(table: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


# ---------------------------------------------------------------- ids and flags


def with_ids(deck: Deck) -> Deck:
    """Row and column ids as PowerPoint writes them."""
    table = shape(deck.slide, "table").table._tbl
    for tag, uri, name in (("tr", _ROW_EXT, "rowId"), ("gridCol", _COLUMN_EXT, "colId")):
        for number, element in enumerate(table.iter(f"{A}{tag}")):
            extension = etree.SubElement(etree.SubElement(element, f"{A}extLst"), f"{A}ext", uri=uri)
            etree.SubElement(extension, f"{A16}{name}", nsmap={"a16": A16[1:-1]}).set("val", str(3_000_000_000 + number))
    return deck


def ids(table: Any, name: str) -> list[str]:
    return [element.get("val") for element in table._tbl.iter(f"{A16}{name}")]


def test_rows_and_columns_have_ids_of_their_own() -> None:
    deck = with_ids(deck_of([["h", "{% col for x in xs %}{{ x }}"], ["{% row for r in xs %}{{ r }}", "-"]]))
    table = tables(deck, xs=["a", "b", "c"])[0]
    for name, count in (("rowId", 4), ("colId", 4)):
        found = ids(table, name)
        assert len(found) == len(set(found)) == count
        assert all(0 < int(ident) < 2**32 for ident in found)


def test_a_table_without_loops_keeps_its_ids() -> None:
    deck = with_ids(deck_of([["a", "b"], ["c", "d"]]))
    table = tables(deck)[0]
    assert ids(table, "rowId") == ids(table, "colId") == ["3000000000", "3000000001"]


def test_the_frame_is_as_high_as_its_rows_with_merges_too() -> None:
    deck = deck_of([["{% row for r in rows %}{{ r | merge_down }}", "x", "y"]])
    frame = shape(opened(compile_template(deck.bytes).render({"rows": ["long " * 80] * 3}).data).slides[0], "table")
    assert frame.height == sum(row.height for row in frame.table.rows)


def test_style_and_flags_of_the_table_are_kept() -> None:
    deck = deck_of([["h"], ["{% row for r in rows %}{{ r }}"]])
    before = shape(deck.slide, "table").table._tbl.tblPr
    before.set("lastCol", "1")
    after = tables(deck, rows=["1", "2"])[0]._tbl.tblPr
    assert dict(after.attrib) == dict(before.attrib)
    assert [child.text for child in after] == [child.text for child in before]
