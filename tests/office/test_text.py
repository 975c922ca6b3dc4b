"""Measuring text: widths, lines, heights and cuts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planforge.office.metrics import advances
from planforge.office.text import ELLIPSIS, Layout, Piece, Tabs, cut, fits, layout, width_of


def lines(text: str, width: float, size: float = 12) -> int:
    return layout((Piece(text, size),), width).lines


def test_widths_are_those_of_calibri() -> None:
    # Calibri's digits are 1038/2048 em wide, its capital A 1185/2048, rounded up to thousandths.
    assert width_of("2026", 10) == pytest.approx(4 * 5.07)
    assert width_of("A", 1000) == 579
    assert width_of("A", 1000, bold=True) > width_of("A", 1000)


def test_chinese_and_unknown_characters_are_one_em() -> None:
    assert width_of("蓝海", 12) == 24
    assert advances()["\U0001f600"] == 1.0
    assert advances()["\u0301"] == 0.0
    assert advances()["\u00a0"] == advances()[" "]


def test_symbols_of_decks_have_widths() -> None:
    for symbol in "●▲■○※−Δ×→↑↓·–—…≥≤€ÄŁΩЖ":
        assert 0.2 < advances()[symbol] <= 1.0, symbol


def test_other_fonts_are_measured_wider() -> None:
    assert width_of("Revenue", 12, font="Arial") > width_of("Revenue", 12)
    assert width_of("Revenue", 12, font="Corporate Sans") == pytest.approx(1.05 * width_of("Revenue", 12, font="Georgia"))
    assert width_of("Revenue", 12, font="calibri") == width_of("Revenue", 12)


def test_between_chinese_and_latin_there_is_a_gap() -> None:
    assert width_of("蓝2026年", 10) == pytest.approx(width_of("蓝", 10) + width_of("2026", 10) + width_of("年", 10) + 2 * 2.45)
    split = (Piece("蓝", 10), Piece("2026", 10))
    assert layout(split, 500).widest == pytest.approx(width_of("蓝2026", 10))


def test_quotes_and_dashes_in_chinese_are_one_em() -> None:
    assert width_of("“蓝”", 10) >= 30


def test_the_widest_line_of_several_counts() -> None:
    assert width_of("ab\nabcd\na") == width_of("abcd")


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 50, 1),
        ("one", 50, 1),
        ("one two", 30, 2),
        ("one\ntwo", 500, 2),
        ("one\n\ntwo", 500, 3),
        ("long-term", 30, 2),
        ("5-10", 15, 2),
        ("蓝海电网", 25, 2),
        ("蓝海。电", 25, 3),
        ("蓝（海", 25, 2),
        ("蓝海   ", 25, 1),
        ("Incomprehensible", 40, 3),
    ],
)
def test_where_lines_break(text: str, width: float, expected: int) -> None:
    assert lines(text, width) == expected


def test_closing_punctuation_never_begins_a_line() -> None:
    # Three characters would fit, but the full stop takes its predecessor along.
    assert lines("蓝海电。", 37) == 2
    assert lines("蓝海电（网", 49) == 2


def test_height_in_shapes_and_cells() -> None:
    assert layout((Piece("one two", 10),), 30).height == 24
    assert layout((Piece("one two", 10),), 30, cell=True).height == pytest.approx(24.4)
    assert layout((Piece("蓝\nLatin", 10),), 300, cell=True).height == pytest.approx(14.6 + 12.2)
    assert layout((Piece("蓝", 10),), 300).height == 12


def test_a_line_is_as_high_as_its_largest_piece() -> None:
    pieces = (Piece("small ", 10), Piece("LARGE", 20), Piece("\nsmall", 10))
    assert layout(pieces, 500) == Layout(2, pytest.approx(24 + 12), pytest.approx(width_of("small ", 10) + width_of("LARGE", 20)))


def test_pieces_are_broken_as_one_text() -> None:
    assert layout((Piece("re", 12), Piece("venue", 12, bold=True)), 30).lines == 2
    assert layout((), 100) == Layout(0, 0, 0)


def test_the_first_line_begins_elsewhere() -> None:
    # "one two" is 39 points wide.
    assert layout((Piece("one two", 12),), 42).lines == 1
    assert layout((Piece("one two", 12),), 42, first=6).lines == 2
    assert layout((Piece("one two three", 12),), 42, first=-40).lines == 1


def test_tabs_lead_to_the_next_stop() -> None:
    tabs = Tabs((50.0, 120.0), 72)
    assert [tabs.after(x) for x in (0, 49, 50, 121, 144)] == [50, 50, 120, 144, 216]
    assert Tabs((50.0,), 72, origin=18).after(0) == 32
    assert layout((Piece("a\tb", 12),), 80).lines == 1
    assert layout((Piece("a\tb", 12),), 75).lines == 2
    assert layout((Piece("a\tb\tc", 12),), 110, tabs=Tabs((30.0, 60.0))).lines == 1


def test_capitals_and_tracking_are_wider() -> None:
    plain = layout((Piece("straße", 12),), 500).widest
    assert layout((Piece("straße", 12, capitals=True),), 500).widest == pytest.approx(width_of("STRASSE"))
    assert layout((Piece("straße", 12, spacing=3),), 500).widest == pytest.approx(plain + 6 * 3)


def test_invisible_characters_let_a_line_end() -> None:
    assert lines("zero\u200bwidth", 30) == 2
    assert lines("Rahmen\u00advertrag", 50) == 2
    assert lines("no\u00a0break", 40) == 2  # inside the word, since it may not end at the blank


def test_where_renderers_differ_the_longer_reading_counts() -> None:
    # Some break after the slash, others only at the blank; a blank before a colon may or may not end a line.
    assert lines("aaaa/bbbb ccccc", width_of("aaaa/bbb", 12) + 0.5) == 3
    assert lines("aaa :bb", width_of("aaa :", 12) + 1) == 2
    assert lines("看https://example.com/path/page", 60) >= 4


def test_a_text_is_given_a_little_more_width_than_its_letters_take() -> None:
    # LibreOffice draws 11 points as 11.04: what fits by less than that does not count as fitting.
    exact = width_of("erhandlungen Gas", 11)
    assert lines("erhandlungen Gas", exact * 1.002, 11) == 2
    assert lines("erhandlungen Gas", exact * 1.006 + 0.1, 11) == 1


def test_fits() -> None:
    assert fits("one two", 12, 30, 2)
    assert not fits("one two three", 12, 30, 2)


def test_nothing_is_cut_that_fits() -> None:
    pieces = (Piece("one two"),)
    assert cut(pieces, 100, 1) == (pieces, False)


def test_cut_ends_at_a_word_with_an_ellipsis() -> None:
    pieces, was_cut = cut((Piece("Committed orders, negotiated"),), 105, 1)
    assert was_cut
    assert pieces == (Piece("Committed orders…"),)


def test_cut_keeps_the_look_of_each_piece() -> None:
    pieces, _ = cut((Piece("Decision: ", bold=True), Piece("where do the next three specialists go?")), 120, 1)
    assert pieces[0] == Piece("Decision: ", bold=True)
    assert pieces[1].text.endswith(ELLIPSIS)
    assert not pieces[1].bold


def test_cut_goes_inside_a_word_only_when_it_must() -> None:
    pieces, _ = cut((Piece("Supercalifragilistic"),), 40, 1)
    assert pieces[0].text.startswith("Super")
    assert pieces[0].text.endswith(ELLIPSIS)


TEXTS = st.text(alphabet="ab cé-–/.,()“”\n蓝海电，。（）2→", max_size=60)


@given(TEXTS, st.integers(20, 200), st.integers(1, 4), st.booleans())
def test_a_cut_text_always_takes_the_lines_it_was_cut_to(text: str, width: int, limit: int, cell: bool) -> None:
    pieces, was_cut = cut((Piece(text, 11),), width, limit, cell=cell)
    assert layout(pieces, width, cell=cell).lines <= limit
    assert was_cut == (layout((Piece(text, 11),), width, cell=cell).lines > limit)


@given(TEXTS, st.integers(20, 200))
def test_splitting_a_text_into_pieces_changes_nothing(text: str, width: int) -> None:
    # The arrow is left out: alone it is measured as Latin, in Chinese text as one em.
    text = text.replace("→", "").replace("“", "").replace("”", "").replace("–", "").rstrip()
    middle = len(text) // 2
    whole = layout((Piece(text, 11),), width)
    parts = layout((Piece(text[:middle], 11), Piece(text[middle:], 11)), width)
    assert parts.lines == whole.lines
    assert parts.widest == pytest.approx(whole.widest)


@given(TEXTS)
def test_a_narrower_box_never_takes_fewer_lines(text: str) -> None:
    counts = [lines(text, width) for width in (400, 200, 100, 50, 25)]
    assert counts == sorted(counts)
