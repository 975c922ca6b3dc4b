from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

import pytest

from planforge.office.rich import Rich, Span
from planforge.office.xlsx.values import BadValueError, CellWriter, Link, safe_target, serial


class Stage(StrEnum):
    WON = "won"


def inline(text: str) -> str:
    return f' t="inlineStr"><is><t>{text}</t></is></c>'


@pytest.mark.parametrize(
    ("value", "xml"),
    [
        (None, "/>"),
        ("", "/>"),
        (3, "><v>3</v></c>"),
        (0.1 + 0.2, "><v>0.30000000000000004</v></c>"),
        (1e300, "><v>1e+300</v></c>"),
        (Decimal("1.10"), "><v>1.10</v></c>"),
        (True, ' t="b"><v>1</v></c>'),
        (date(2025, 9, 30), "><v>45930</v></c>"),
        (datetime(2025, 9, 30, 12), "><v>45930.5</v></c>"),
        (date(1899, 12, 31), inline("1899-12-31")),
        ("=1+1", inline("=1+1")),
        ("a < b & c > d", inline("a &lt; b &amp; c &gt; d")),
        ("bell\x07", ' t="inlineStr"><is><t xml:space="preserve">bell</t></is></c>'),
        (" two\nlines", ' t="inlineStr"><is><t xml:space="preserve"> two\nlines</t></is></c>'),
        ("_x000D_", inline("_x005F_x000D_")),
        (Stage.WON, inline("won")),
        (Rich((Span("on "), Span("track", tone="good"))), inline("on track")),
        ("中文 & Latin", inline("中文 &amp; Latin")),
    ],
)
def test_cells(value: object, xml: str) -> None:
    writer = CellWriter()
    assert writer.value(value) == xml
    assert writer.value(value) == xml, "the second time comes from memory"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf"), Decimal("NaN"), object(), [1], Link("a", "b"), "x" * 32_768])
def test_what_cells_cannot_hold(value: object) -> None:
    with pytest.raises(BadValueError):
        CellWriter().value(value)


def test_formula_values_carry_their_type() -> None:
    writer = CellWriter()
    assert writer.formula("A1", 1.5) == "><f>A1</f><v>1.5</v></c>"
    assert writer.formula("A1", "x & y") == ' t="str"><f>A1</f><v>x &amp; y</v></c>'
    assert writer.formula("A1", None) == ' t="str"><f>A1</f><v></v></c>'
    assert writer.formula("A1", False) == ' t="b"><f>A1</f><v>0</v></c>'
    assert writer.formula("A1", date(2025, 1, 1)) == "><f>A1</f><v>45658</v></c>"


def test_the_1904_calendar() -> None:
    assert serial(date(1904, 1, 2), from_1904=True) == 1
    assert serial(date(1903, 1, 1), from_1904=True) is None


def test_memory_of_texts_is_bounded() -> None:
    writer = CellWriter()
    for number in range(50_000):
        writer.value(f"text {number}")
    assert len(writer.texts) <= 20_001


@pytest.mark.parametrize(
    ("target", "kept"),
    [
        ("decks/acme plan.pptx", "decks/acme%20plan.pptx"),
        ("../in/a.xlsx#'My sheet'!B3", "../in/a.xlsx#'My sheet'!B3"),
        ("#Pipeline!A7", "#Pipeline!A7"),
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("in\\客户.xlsx", "in/客户.xlsx"),
        ("100%.xlsx", "100%25.xlsx"),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("C:\\tools\\run.exe", ""),
        ("\\\\server\\share", ""),
        ("/etc/passwd", ""),
        ("a\nb", ""),
    ],
)
def test_link_targets(target: str, kept: str) -> None:
    assert safe_target(target) == kept
