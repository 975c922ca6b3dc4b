"""Figures worked by hand: the files below `tests/scoring/worked`, their arithmetic, and the way from a path to a figure."""

from __future__ import annotations

import ast
import operator
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[1] / "scoring" / "worked"
DIGITS = 12
"""Significant digits to which a figure is compared."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A figure worked by hand.

    Attributes:
        row: a row of the method, or `status` or `quality`.
        figure: path of the figure, for `resolve`.
        formula: the rule in words.
        working: the arithmetic, a line for each member of a list; empty when nothing is computed.
        because: what was counted or compared.
    """

    row: str
    figure: str
    formula: str
    expected: Any
    working: str | Sequence[str] = ()
    because: str = ""

    @property
    def lines(self) -> Sequence[str]:
        """The workings, one by one."""
        return (self.working,) if isinstance(self.working, str) else self.working

    @property
    def results(self) -> Sequence[Any]:
        """What each working is expected to give."""
        if not self.lines:
            return ()
        return (self.expected,) if isinstance(self.working, str) else self.expected


@dataclass(frozen=True, kw_only=True)
class Worked:
    """A file of figures; `nothing` names the rows of the method that compute nothing, with the reason."""

    entries: Sequence[Entry]
    nothing: Mapping[str, str]


def load_worked(account: str) -> Worked:
    """The figures of an account."""
    data = tomllib.loads((FOLDER / f"{account}.toml").read_text(encoding="utf-8"))
    nothing = data.pop("nothing")
    return Worked(entries=tuple(Entry(row=row, **entry) for row, entries in data.items() for entry in entries), nothing=nothing)


_OPERATORS: Mapping[type, Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def _round(value: Fraction, places: Fraction = Fraction(0)) -> Fraction:
    return Fraction(round(value, int(places)))


_CALLS: Mapping[str, Callable[..., Fraction]] = {"min": min, "max": max, "round": _round}


def calculate(working: str) -> Fraction:
    """The exact value of an expression of numbers, + - * /, brackets, min, max and round.

    Raises:
        ValueError: it holds anything else.
    """
    return _value(ast.parse(working, mode="eval").body)


def _value(node: ast.expr) -> Fraction:
    match node:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            return Fraction(str(number))
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
            return _OPERATORS[type(op)](_value(left), _value(right))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand)
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in _CALLS:
            return _CALLS[name](*map(_value, args))
    raise ValueError(f"{ast.unparse(node)} is no arithmetic")


def resolve(root: object, path: str) -> Any:
    """What a path leads to, in plain values: names, places and keys with dots between, `*` for every member, `length` for their number."""
    return plain(_follow(root, path.split(".")))


def _follow(value: Any, names: Sequence[str]) -> Any:
    if not names:
        return value
    if names[0] == "*":
        return [_follow(item, names[1:]) for item in value]
    return _follow(_part(value, names[0]), names[1:])


def _part(value: Any, name: str) -> Any:
    if name == "length":
        return len(value)
    if isinstance(value, Counter):
        return value[name]
    if isinstance(value, Mapping):
        return {_key(key): item for key, item in value.items()}[name]
    return value[int(name)] if isinstance(value, Sequence) else getattr(value, name)


def _key(key: Any) -> str:
    """A key as the files write it; the parts of a pair with a stroke between."""
    return " / ".join(map(_key, key)) if isinstance(key, tuple) else str(key.value if isinstance(key, Enum) else key)


def plain(value: Any) -> Any:
    """A value that can be compared: numbers to twelve digits, codes as their text, nothing as the word none."""
    if value is None:
        return "none"
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, (int, float, Fraction)) and not isinstance(value, bool):
        # What should come to 0 does not quite with binary fractions.
        return Decimal(f"{float(value):.{DIGITS}g}") if abs(value) > 10**-DIGITS else Decimal(0)
    if isinstance(value, Mapping):
        return {_key(key): plain(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(item) for item in value]
    assert isinstance(value, (str, bool, date)), f"{value!r} cannot be compared"
    return value
