"""Selection, attractiveness and effort of the accounts beside each other, worked by hand."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from planforge.authoring.summary_assessment import ATTRACTIVENESS
from planforge.authoring.summary_columns import FACTORS as COLUMNS
from planforge.portfolio.assessment import (
    FACTORS,
    RESERVED,
    efforts_of,
    factor_columns,
    factor_headers,
    factors_of,
    scores_of,
    selections_of,
    sought,
)
from support.portfolio_rows import account, effort, factor, segment, selection, words


def plans(**rows):
    return [SimpleNamespace(**dict(zip(rows, group, strict=True))) for group in zip(*rows.values(), strict=True)]


def scored(*factors, cut=3.0, accounts=("K1", "K2")):
    found = factors_of([SimpleNamespace(attractiveness=factors)], words())
    columns = factor_columns(found, words())
    return columns, {row.account_id: row for row in scores_of([account(name) for name in accounts], found, columns, cut, words())}


def test_accounts_are_ranked_by_the_mean_of_their_criteria():
    rows = [selection("none"), selection("b", 3.5, screen=1), selection("a", 3.5, verdict="knocked out"), selection("best", 4.0, screen=3)]
    found = selections_of(plans(selection=rows), words())
    assert [(row.account, row.rank) for row in found] == [("best", 1), ("a", 2), ("b", 2), ("none", None)]
    assert [row.verdict for row in found] == ["Not scored", "Knocked out", "Not scored", "Not scored"]
    assert [row.screen_word for row in found] == ["Passed", "Not rated", "Failed", "Not rated"]


@pytest.mark.parametrize(
    ("grade", "held", "said"),
    [("A", "A", "As the class"), ("B", "A", "Differs from the class"), ("", "A", ""), ("B", "", "")],
)
def test_a_grade_is_held_against_the_class(grade, held, said):
    (row,) = selections_of(plans(selection=[selection("K1", grade=grade, account_class=held)]), words())
    assert row.differs == said


def test_a_factor_without_a_score_is_left_out_together_with_its_weight():
    _, rows = scored(factor("Size", 4.0, 0.6), factor("Strategic fit", 2.0, 0.2), factor("Ease of access", None, 0.2))
    row = rows["K1"]
    assert row.mean == pytest.approx((0.6 * 4 + 0.2 * 2) / 0.8)
    assert (row.factors, row.missing, row.total, row.rank, row.side) == (3, 1, 6.0, 1, "High")
    assert (rows["K2"].mean, rows["K2"].rank, rows["K2"].side) == (None, None, "")


def test_without_weight_all_scored_factors_count_the_same():
    _, rows = scored(factor("Size", 5.0, 0.0), factor("Ease of access", 2.0, 0.0), factor("Strategic fit", None, 1.0))
    assert rows["K1"].mean == 3.5


def test_equal_means_of_other_weights_share_their_rank():
    first = [factor("Size", 4.1, 0.1), factor("Ease of access", 4.2, 0.1)]
    second = [factor("Size", 4.15, 0.7, "K2"), factor("Ease of access", 4.15, 0.3, "K2")]
    _, rows = scored(*first, *second, cut=4.15)
    assert [(row.rank, row.side) for row in rows.values()] == [(1, "High"), (1, "High")]


def test_suggested_factors_have_one_name_in_both_languages_and_own_ones_follow_by_how_common_they_are():
    columns, rows = scored(factor("规模", 4.0), factor("rare", 1.0), factor("Common", 2.0), factor("Common", 3.0, account_id="K2"))
    assert columns[0] == "Size"
    assert columns[8:11] == ("Common", "rare", "Factor 11")
    assert (rows["K1"].scores[0], rows["K1"].scores[8], rows["K2"].scores[8], rows["K2"].scores[0]) == (4.0, 2.0, 3.0, None)
    assert len(columns) == FACTORS == COLUMNS


def test_headers_are_different_from_each_other_and_from_the_other_columns():
    long = "a long name that goes on and on and on, further than any column is wide, "
    headers = factor_headers(["Size", "total", "Source", f"{long}one", f"{long}two"])
    assert headers[:3] == ("Size", "total (2)", "Source (3)")
    assert len({header.casefold() for header in headers}) == 5
    assert max(map(len, headers)) < 70
    assert tuple(column.header for column in ATTRACTIVENESS.columns if "factor_headers" not in column.header) == RESERVED


def test_a_name_is_sought_as_it_stands():
    assert sought("2* or 3*? ~") == "2~* or 3~*~? ~~"
    columns, rows = scored(factor("two\nlines", 3.0))
    assert (columns[8], rows["K1"].scores[8]) == ("two lines", 3.0)


def test_factors_beyond_the_columns_count_for_the_mean():
    own = [factor(f"own {number}", 5.0, 0.05) for number in range(8)]
    columns, rows = scored(*own, factor("Size", 1.0, 0.6))
    assert len(set(columns)) == FACTORS
    assert rows["K1"].mean == pytest.approx(0.4 * 5 + 0.6)


@pytest.mark.parametrize(
    ("hours", "changes", "fit"),
    [
        (25.0, {}, "Within"),
        (9.9, {}, "Below"),
        (40.1, {"untimed": 2}, "Above"),
        (25.0, {"untimed": 1}, "Log incomplete"),
        (None, {}, "Not known"),
        (25.0, {"least": None, "most": None}, "Not known"),
    ],
)
def test_hours_against_what_the_type_deserves(hours, changes, fit):
    row = replace(effort("K1", hours), **changes)
    given = [SimpleNamespace(account=account("K1"), effort=row)]
    (found,) = efforts_of(given, [account("K1", type="Key")], [segment("K1", net_income=6.0, revenue=60.0)], words())
    assert (found.fit, found.type) == (fit, "Key")
    assert found.per_100_hours == (pytest.approx(6.0 / (hours * 12) * 100) if hours else None)
