"""Cells become values: what people type, in English and Chinese, and never an exception."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planforge import resources
from planforge.spec.fieldtypes import ERROR_VALUES, convert, find_choice, fold_label, fold_text, shown_choice
from planforge.spec.load import load_spec
from planforge.spec.schema import Choice, FieldSpec, FieldType, Words

SPEC = load_spec(resources.template("xlsx/account-plan/workbook.toml"))
FIELDS = [(b.key, f) for s in SPEC.sheets for b in s.blocks for f in b.fields]


def of(block, name, cell, unit="m"):
    return convert(cell, SPEC.block(block).field(name), SPEC, unit)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (3.2, 3.2),
        (7, 7.0),
        ("1,234.5", 1234.5),
        ("１２３", 123.0),
        ("１，２３４．５", 1234.5),
        ("3.2 m", 3.2),
        ("CNY 3.2", 3.2),
        ("3.2 m CNY", 3.2),
        ("(1.2)", -1.2),
        ("（1.2）", -1.2),
        ("−1.2", -1.2),
        ("- 1.2", -1.2),
        ("1.2-", -1.2),
        ("+1.2", 1.2),
        ("1.234,5", 1234.5),
        ("1 234.5", 1234.5),
        ("1'234'567", 1234567.0),
        ("3200 k", 3.2),
        ("3.2百万元", 3.2),
        ("320万", 3.2),
        ("0.5亿元", 50.0),
        ("2 bn", 2000.0),
        ("¥3.2", 3.2),
        (".5", 0.5),
        ("–", None),
        ("", None),
        ("   ", None),
        ("\u3000", None),
        (None, None),
    ],
)
def test_money(cell, value):
    made = of("pipeline", "value", cell)
    assert made.problem is None
    assert made.value == (pytest.approx(value) if value is not None else None)


@pytest.mark.parametrize(
    "cell", ["3,2", "abc", "n/a", "1.2.3", "1,23", "12 apples", True, date(2025, 1, 1), time(1), timedelta(1), "1e400"]
)
def test_money_that_is_none(cell):
    made = of("pipeline", "value", cell)
    assert made.value is None
    assert "is not a number" in made.problem


@pytest.mark.parametrize(
    ("cell", "currency"),
    [("CNY 3.2", "CNY"), ("RMB3.2", "CNY"), ("3.2 元", "CNY"), ("€ 4", "EUR"), ("4 USD", "USD"), ("US$4", "USD"), ("$4", ""), ("4", "")],
)
def test_a_currency_in_the_cell_is_reported(cell, currency):
    made = of("pipeline", "value", cell)
    assert (made.problem, made.currency) == (None, currency)


def test_own_unit_needs_the_cover_unit():
    assert of("pipeline", "value", "320万", unit="").value is None
    assert of("pipeline", "value", "3.2 m", unit="").value == 3.2
    assert of("pipeline", "value", "3.2 m", unit="k").value == 3200.0


@pytest.mark.parametrize(
    ("cell", "value"),
    [(0.35, 0.35), (35, 0.35), ("35%", 0.35), ("３５％", 0.35), ("35 %", 0.35), ("0.5%", 0.005), (1, 1.0), ("0.35", 0.35), ("-12%", -0.12)],
)
def test_percent(cell, value):
    assert of("pipeline", "probability", cell).value == pytest.approx(value)


@pytest.mark.parametrize(
    "cell",
    [
        date(2025, 9, 30),
        datetime(2025, 9, 30, 13, 5),
        45930,
        45930.0,
        "45930",
        "2025-09-30",
        "2025-09-30T00:00:00",
        "30 Sep 2025",
        "30 September 2025",
        "30th Sept 2025",
        "Sep 30, 2025",
        "30.09.2025",
        "2025/9/30",
        "2025.9.30",
        "2025年9月30日",
        "２０２５年９月３０日",
        "20250930",
        "30/09/2025",
        "09/30/2025",
    ],
)
def test_dates(cell):
    assert of("pipeline", "close_date", cell) == of("pipeline", "close_date", date(2025, 9, 30))


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("03/04/2025", "two ways"),
        ("2025-02-30", "not a date"),
        ("Q4", "not a date"),
        (2025, "not a date"),
        (True, "not a date"),
        ("31.11.2025", "not a date"),
    ],
)
def test_dates_that_are_none(cell, words):
    made = of("pipeline", "close_date", cell)
    assert made.value is None
    assert words in made.problem


@pytest.mark.parametrize(
    ("block", "name", "cell", "value"),
    [
        ("pipeline", "stage", "propose – offer made", "propose"),
        ("pipeline", "stage", " PROPOSE", "propose"),
        ("pipeline", "stage", "propose - Propose", "propose"),
        ("pipeline", "stage", "propose – 已提方案", "propose"),
        ("pipeline", "stage", "已提方案", "propose"),
        ("pipeline", "stage", "proposal", "propose"),
        ("contacts", "buying_role", "※", "approver"),
        ("contacts", "buying_role", "＋", "decider"),
        ("contacts", "buying_role", "=", "evaluator"),
        ("contacts", "buying_role", "−", "user"),
        ("contacts", "support", "non-supporter", "non-supporter"),
        ("contacts", "support", "non-supporter – prefers others", "non-supporter"),
        ("contacts", "rhythm", "half-yearly", "half-yearly"),
        ("contacts", "outside", True, "yes"),
        ("contacts", "outside", "√", "yes"),
        ("contacts", "outside", "N", "no"),
        ("contacts", "outside", "否", "no"),
        ("contacts", "level", "3 – open exchange", 3),
        ("contacts", "level", "3 – 开放交流", 3),
        ("contacts", "level", 3.0, 3),
        ("contacts", "level", "开放交流", 3),
        ("contacts", "reports_to", "C4 – Zhao Min", "C4"),
        ("contacts", "reports_to", 4.0, "4"),
        ("competition", "we", "++ – good", "++"),
        ("competition", "we", "???", "???"),
        ("cover", "unit", 1, "1"),
        ("cover", "currency", "人民币", "CNY"),
        ("financials", "year", "FY 2025", 2025),
        ("financials", "year", "2025年", 2025),
        ("customer_goals", "rank", "2.", 2),
        ("factors", "number", "#3", 3),
        ("pipeline", "name", "=1+1", "=1+1"),
        ("pipeline", "name", 12.0, "12"),
        ("pipeline", "name", "a\x07b\r\nc", "ab\nc"),
        ("goals", "goal", "Grow – fast", "Grow – fast"),
    ],
)
def test_codes_texts_and_references(block, name, cell, value):
    made = of(block, name, cell)
    assert (made.value, made.problem) == (value, None)
    assert type(made.value) is type(value)


def test_an_unknown_code_is_answered_with_a_guess():
    made = of("pipeline", "stage", "proposl")
    assert made.value is None
    assert "identify, qualify, propose" in made.problem
    assert made.problem.endswith("Did you mean propose?")


def test_fractions_are_no_whole_numbers():
    assert "not a whole number" in of("financials", "year", 2025.5).problem


@pytest.mark.parametrize("error", sorted(ERROR_VALUES))
def test_error_values_are_a_problem_everywhere(error):
    for block, field in FIELDS:
        made = of(block, field.name, error)
        assert made.value is None
        assert error in made.problem


def test_folding():
    assert fold_text("  Ａ  b\n") == "a b"
    assert fold_label("Value (CNY m)*") == fold_label(" value ") == "value"
    assert fold_label("金额（百万）＊：") == "金额"


def test_shown_choice_leaves_out_words_that_repeat_the_code():
    choice = Choice(code="yes", words=Words("yes", "是"))
    assert shown_choice(choice, "en") == "yes"
    assert shown_choice(choice, "zh") == "yes – 是"
    assert shown_choice(choice, "en+zh") == "yes – 是"


def test_every_shown_choice_is_found_again():
    for choices in SPEC.choices.values():
        for choice in choices:
            for text in (choice.code, *(shown_choice(choice, language) for language in ("en", "zh", "en+zh"))):
                assert find_choice(text, choices) is choice


anything = st.one_of(
    st.text(),
    st.text(alphabet="0123456789.,-−()（）％%元万CNYm €年月日/ ０１２３"),
    st.floats(),
    st.integers(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.none(),
)


@settings(max_examples=400, deadline=None)
@given(cell=anything, choice=st.integers(0, len(FIELDS) - 1), unit=st.sampled_from(["", "1", "k", "m", "x"]))
def test_converting_never_raises_and_gives_a_value_or_a_problem(cell, choice, unit):
    field = FIELDS[choice][1]
    made = convert(cell, field, SPEC, unit)
    assert made.problem is None or made.value is None
    kinds = {FieldType.INTEGER: int, FieldType.DATE: date, FieldType.TEXT: str, FieldType.CHOICE: str, FieldType.REFERENCE: str}
    assert made.value is None or isinstance(made.value, kinds.get(field.type, float))


MONEY, SHARE, DAY = (SPEC.block("pipeline").field(name) for name in ("value", "probability", "close_date"))


@given(st.integers(-(10**9), 10**9))
def test_shown_money_comes_back(tenths):
    value = tenths / 10
    for shown in (f"{value:,.1f}", f"{value:.1f}", f"{value:,.1f}".replace("-", "−"), f"CNY {value:,.1f} m"):
        assert convert(shown, MONEY, SPEC, "m").value == pytest.approx(value)


@given(st.integers(0, 1000))
def test_shown_percents_come_back(tenths):
    for shown in (f"{tenths / 10}%", f"{tenths / 10} %"):
        assert convert(shown, SHARE, SPEC).value == pytest.approx(tenths / 1000)


@given(st.dates(date(1970, 1, 1), date(2190, 12, 31)))
def test_shown_dates_come_back(day):
    month = day.strftime("%b")
    for shown in (day.isoformat(), f"{day.day} {month} {day.year}", f"{day.year}年{day.month}月{day.day}日", day.strftime("%d.%m.%Y")):
        assert convert(shown, DAY, SPEC).value == day


def test_fields_outside_a_spec_work_too():
    assert convert("12", FieldSpec(name="x", label=Words("X"), type=FieldType.NUMBER), SPEC).value == 12.0
