from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planforge.office.xlsx.formulas import Moving, column_name, parse, unescaped_column_name
from planforge.office.xlsx.shift import LAST_ROW, SheetShift, ShiftMap

# Three rows are added below row 7 of Data; two below row 3 of 'My data'.
SHIFT = ShiftMap({"data": SheetShift(((7, 3),)), "my data": SheetShift(((3, 2),))})


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("A6", "A6"),
        ("A8*2", "A11*2"),
        ("SUM(F6:F8)", "SUM(F6:F11)"),
        ("SUM(F7:F7)", "SUM(F7:F10)"),
        ("F7", "F7"),
        ("$A$8+B$9+$C10", "$A$11+B$12+$C13"),
        ("SUM(F:F)/SUM($A:$C)", "SUM(F:F)/SUM($A:$C)"),
        ("SUM(8:9)+SUM($6:$7)", "SUM(11:12)+SUM($6:$10)"),
        ("'My data'!B4+Data!B8", "'My data'!B6+Data!B11"),
        ("DATA!B8", "DATA!B11"),
        ("Other!B8", "Other!B8"),
        ("'It''s'!B8", "'It''s'!B8"),
        ('"A8 and ""B9"""&A8', '"A8 and ""B9"""&A11'),
        ("tblX[[#This Row],[A8]]*A8", "tblX[[#This Row],[A8]]*A11"),
        ("tblX[A'[8']]+A8", "tblX[A'[8']]+A11"),
        ("LOG10(A8)", "LOG10(A11)"),
        ("A1B8+rate_8+A8_total", "A1B8+rate_8+A8_total"),
        ("[1]Data!A8", "[1]Data!A8"),
        ("Jan:Mar!A8", "Jan:Mar!A8"),
        ("1E+8*A8", "1E+8*A11"),
        ("XFE8", "XFE8"),
        ("A8#", "A11#"),
        ("IF(A8>=1.5E8,#N/A,{1,2;3,4})", "IF(A11>=1.5E8,#N/A,{1,2;3,4})"),
        ("数据!A8+总计!A8", "数据!A8+总计!A8"),
    ],
)
def test_references_move_with_inserted_rows(formula: str, moved: str) -> None:
    assert parse(formula).text(SHIFT, "Data", str) == moved


def test_cells_grow_to_the_looped_range_where_a_list_of_ranges_is_meant() -> None:
    assert parse("Data!$F$7").text(SHIFT, "", str, grow_cells=True) == "Data!$F$7:$F$10"
    assert parse("Data!$F$6").text(SHIFT, "", str, grow_cells=True) == "Data!$F$6"


@pytest.mark.parametrize(
    ("formula", "rows"),
    [
        ("B7*C7", ["B7*C7", "B8*C8"]),
        ("B7-B6", ["B7-B6", "B8-B7"]),
        ("B7/$B$9", ["B7/$B$12", "B8/$B$12"]),
        ("SUM(B$7:B7)", ["SUM(B$7:B7)", "SUM(B$7:B8)"]),
        ("SUM(B7:D7)", ["SUM(B7:D7)", "SUM(B8:D8)"]),
        ("SUM($B$7:$B$7)", ["SUM($B$7:$B$10)", "SUM($B$7:$B$10)"]),
        ("'My data'!A$3+1", ["'My data'!A$3+1", "'My data'!A$3+1"]),
    ],
)
def test_looped_formulas_fill_down(formula: str, rows: list[str]) -> None:
    parts = parse(formula).looped(SHIFT, "Data", str)
    made = ["".join(p if isinstance(p, str) else str(p.row + offset) for p in parts) for offset in range(2)]
    assert made == rows
    assert all(isinstance(part, (str, Moving)) for part in parts)


def test_column_names_with_tags_are_filled_and_escaped() -> None:
    formula = parse("tblX[[#This Row],[Value ({{ unit }})]]*SUM(tblX[[Net ({{ unit }})]])")
    assert formula.column_names == ("Value ({{ unit }})", "Net ({{ unit }})")
    text = formula.text(SHIFT, "Data", lambda name: column_name(name.replace("{{ unit }}", "[k] #1")))
    assert text == "tblX[[#This Row],[Value ('[k'] '#1)]]*SUM(tblX[[Net ('[k'] '#1)]])"


def test_shared_formulas_expand_by_their_distance() -> None:
    assert parse("A1+$B$2+C$3+$D4").translated(2, 1) == "B3+$B$2+D$3+$D6"


@given(st.text(alphabet="ABZ$0189:!'\"[](){}#,+-*/ ._北", max_size=40))
def test_any_text_survives_when_nothing_moves(text: str) -> None:
    assert parse(text).text(ShiftMap(), "Data", lambda name: name).lower() == text.lower()


@given(st.text(max_size=20))
def test_column_names_escape_and_come_back(name: str) -> None:
    assert unescaped_column_name(column_name(name)) == name.replace("\n", "\n")


@given(st.lists(st.tuples(st.integers(1, 50), st.integers(0, 9)), unique_by=lambda pair: pair[0]), st.integers(1, 60), st.integers(1, 60))
def test_the_shift_keeps_the_order_of_rows(growth: list[tuple[int, int]], one: int, other: int) -> None:
    shift = SheetShift(tuple(sorted(growth)))
    assert shift.first(one) <= shift.last(one) <= LAST_ROW
    if one < other:
        assert shift.last(one) < shift.first(other)
