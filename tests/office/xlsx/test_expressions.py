from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pytest

from planforge.office.xlsx.expressions import Scope, TagError, parse_content, parse_expression


class Point(NamedTuple):
    x: float
    y: float


@dataclass(frozen=True)
class Account:
    name: str
    revenue: float | None = None

    @property
    def double(self) -> float:
        return (self.revenue or 0) * 2


@dataclass(frozen=True)
class Context:
    unit: str
    accounts: tuple[Account, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    points: tuple[Point, ...] = ()
    anything: Any = None


SCOPE = Scope(Context)
CONTEXT = Context("CNY m", (Account("Acme", 2.5),), {"yes": "ja"}, (Point(1, 2),), {"deep": {"x": 1}})


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{{ unit }}", "CNY m"),
        ("Value ({{ unit }})", "Value (CNY m)"),
        ("{{ accounts[0].revenue }}", 2.5),
        ("{{ accounts[0].double }}", 5.0),
        ("{{ words.yes }}", "ja"),
        ("{{ points[0].y }}", 2),
        ("{{ anything.deep.x }}", 1),
        ("{{ 'a' ~ unit ~ 1.50 }}", "aCNY m1.5"),
        ("{{ accounts[0].revenue if accounts else 0 }}", 2.5),
        ("{{ not accounts }}", False),
        ("{{ accounts[0].revenue > 2 and unit == “CNY m” }}", True),
        ("{{ -accounts[0].revenue }}", -2.5),
        ("{{unit}} {{ none }}", "CNY m "),
    ],
)
def test_values(text: str, value: object) -> None:
    assert parse_content(text, SCOPE).evaluate(CONTEXT) == value


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{{ account }}", "did you mean 'accounts'"),
        ("{{ UNITS }}", "did you mean 'unit'"),
        ("{{ accounts[0].nam }}", "did you mean 'name'"),
        ("{{ unit.__class__ }}", "underscore"),
        ("{{ _private }}", "underscore"),
        ("{{ unit.upper() }}", "not allowed"),
        ("{{ unit | upper }}", "not allowed"),
        ("{{ accounts[loop] }}", "not allowed"),
        ("{% if unit %}x{% endif %}", "only {{ … }} may stand in a cell"),
        ("{{ unit", "unexpected end"),
        ("{{ 1 + }}", "unexpected"),
        ("{{ [a for a in accounts] }}", "expected"),
    ],
)
def test_what_is_refused(text: str, message: str) -> None:
    with pytest.raises(TagError, match="(?i)" + message.replace("{{", r"\{\{").replace("}}", r"\}\}")):
        parse_content(text, SCOPE)


def test_loop_items_are_typed_by_the_list_they_come_from() -> None:
    source = parse_expression("accounts", SCOPE)
    scope = SCOPE.with_variable("a", Account)
    assert source.evaluate(CONTEXT) == CONTEXT.accounts
    assert parse_content("{{ a.name }}", scope).evaluate(CONTEXT, CONTEXT.accounts[0]) == "Acme"
    with pytest.raises(TagError, match="unknown name 'nme'"):
        parse_content("{{ a.nme }}", scope)


def test_without_a_context_type_names_are_not_checked() -> None:
    content = parse_content("{{ a.b }}", Scope())
    assert content.evaluate({"a": {"b": 3}}) == 3
    with pytest.raises((AttributeError, KeyError)):
        content.evaluate({"a": {}})
