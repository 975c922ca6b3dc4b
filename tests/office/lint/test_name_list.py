"""The list of names follows the types of the context, also where they nest, repeat or may be missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from planforge.office.name_list import NameEntry, filter_notes, names_of
from planforge.office.rich import ChartData, Rich, Series, Span, Text
from planforge.office.sandbox import FILTERS


@dataclass(frozen=True)
class Deal:
    """A deal. `name` as the customer calls it; `close` may be open.

    Attributes:
        cells, marks: what the table shows
            in one line.
    """

    name: Text
    close: date | None
    cells: tuple[Text, ...] = ()
    marks: tuple[tuple[int, bool], ...] = ()
    parent: Deal | None = None
    _secret: str = ""

    @property
    def label(self) -> str:
        return f"{self.name}!"

    def method(self) -> str:
        return ""


@dataclass(frozen=True)
class Plan:
    """All of it."""

    deals: tuple[Deal, ...]
    best: Deal | None
    chart: ChartData
    either: int | Text | None = None
    pages: tuple[tuple[Deal, ...], ...] = ()
    labels: Mapping[str, Text] = field(default_factory=dict)


DEAL = Deal(Rich((Span("Grid"), Span(" deal"))), date(2026, 3, 31), ("a", "b"), ((1, True),))
PLAN = Plan((DEAL,), None, ChartData(("x", "y"), (Series("s", (1.0, 2.0)),)), 7, ((DEAL,),), {"k": "v"})
ENTRIES = {entry.name: entry for entry in names_of(Plan, PLAN)}


def test_names_come_before_what_they_hold() -> None:
    assert list(ENTRIES)[:11] == [
        "deals", "deals[].name", "deals[].close", "deals[].cells", "deals[].marks", "deals[].marks[][0]", "deals[].marks[][1]",
        "deals[].parent", "deals[].label", "best", "best.name",
    ]  # fmt: skip
    assert "pages[][].name" in ENTRIES


def test_types_in_words() -> None:
    words = {name: ENTRIES[name].type for name in ("deals", "best", "either", "labels", "pages", "deals[].close", "deals[].marks", "chart")}
    assert words == {
        "deals": "list of Deal",
        "best": "Deal or nothing",
        "either": "number or text or nothing",
        "labels": "text by key",
        "pages": "list of list of Deal",
        "deals[].close": "date or nothing",
        "deals[].marks": "list of (number, yes or no)",
        "chart": "chart data",
    }


def test_examples_are_values_of_the_sample() -> None:
    shown = {name: ENTRIES[name].example for name in ("deals", "deals[].name", "deals[].label", "deals[].marks[][1]", "best.name", "chart")}
    assert shown == {
        "deals": "1 item",
        "deals[].name": "Grid deal",
        "deals[].label": "Grid deal!",
        "deals[].marks[][1]": "yes",
        "best.name": "",
        "chart": "1 series, 2 categories",
    }
    assert [entry.example for entry in names_of(Plan)] == [""] * len(ENTRIES)


def test_meanings_come_from_docstrings() -> None:
    assert ENTRIES["deals"].doc == "A deal. `name` as the customer calls it; `close` may be open."
    assert ENTRIES["deals[].close"].doc == "`close` may be open."
    assert ENTRIES["deals[].cells"].doc == ENTRIES["deals[].marks"].doc == "what the table shows in one line."
    assert ENTRIES["deals[].label"].doc == ""


def test_a_type_within_itself_ends() -> None:
    assert ENTRIES["deals[].parent"] == NameEntry(
        name="deals[].parent", type="Deal or nothing", doc="A deal. `name` as the customer calls it; `close` may be open."
    )
    assert "deals[].parent.name" not in ENTRIES


def test_private_names_and_methods_are_left_out() -> None:
    assert not [name for name in ENTRIES if "secret" in name or "method" in name]


def test_every_filter_is_explained() -> None:
    notes = filter_notes()
    assert set(notes) == set(FILTERS)
    assert all(notes.values())
