"""Figures and dates per language."""

from __future__ import annotations

from datetime import date

import pytest

from planforge.review.numbers import Numbers, figure, numbers_for, quarter, signed

EN = Numbers("en", "CNY", "m")
ZH = Numbers("zh", "CNY", "m")


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0, "0.0"), (-0.04, "0.0"), (1234.5, "1,234.5"), (-1.2, "−1.2"), (4.449999999999999, "4.5"), (-4.45, "−4.5"), (None, "–")],
)
def test_figures(value: float | None, shown: str) -> None:
    assert figure(value) == shown


def test_signs() -> None:
    assert [signed(v) for v in (7, -7, 0.01, None)] == ["+7.0", "−7.0", "0.0", "–"]


def test_money_in_sentences() -> None:
    assert EN.amount(7) == "CNY 7.0 m"
    assert ZH.amount(7) == "7.0百万元"
    assert Numbers("en", "EUR", "1", 0).amount(1200) == "EUR 1,200"
    assert Numbers("zh", "USD", "k", 0).amount(1200) == "1,200千美元"
    assert Numbers("en").amount(7) == "7.0"


def test_shares() -> None:
    assert [EN.percent(v) for v in (0.9, 0.052, 0.0996, 0, None)] == ["90%", "5.2%", "10%", "0%", "–"]
    assert EN.growth(0.146) == "+14.6%"
    assert (EN.points(-0.02), EN.points(0.01), ZH.points(-0.025)) == ("2 points", "1 point", "2.5个百分点")


def test_dates() -> None:
    day = date(2025, 11, 14)
    assert (EN.date(day), ZH.date(day)) == ("14 Nov 2025", "2025年11月14日")
    assert (EN.short(day), ZH.short(day), quarter(day)) == ("14 Nov", "11月14日", "2025 Q4")
    assert EN.date(date(2025, 9, 30)) == "30 Sep 2025"


def test_lists() -> None:
    assert (EN.both(["a", "b", "c"]), ZH.both(["甲", "乙", "丙"]), EN.both(["a"]), EN.both([])) == ("a, b and c", "甲、乙和丙", "a", "")


def test_large_figures_lose_their_decimals() -> None:
    assert numbers_for("en", "EUR", "k", [None, 640.0, 2450.0]).money(640.0) == "640"
    assert numbers_for("en", "EUR", "k", [None]).money(1.0) == "1.0"
