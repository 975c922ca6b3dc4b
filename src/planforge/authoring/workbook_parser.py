"""Reads the formulas that authored workbooks hold into syntax trees."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

_TOKEN = re.compile(
    r"""\s*(?:
    (?P<text>"(?:[^"]|"")*")
    |(?P<number>\d+\.?\d*)
    |(?P<table>tbl\w+\[(?:\[(?:'.|[^\[\]'])*\][,:]?)+\])
    |(?P<area>(?:(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!)?\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?(?![\w(]))
    |(?P<call>[A-Z][A-Z0-9]*)\(
    |(?P<name>[^\W\d][\w.]*)
    |(?P<op><>|<=|>=|[-+*/^&=<>(),:%])
    )""",
    re.VERBOSE,
)
_LEVELS = (("=", "<>", "<", ">", "<=", ">="), ("&",), ("+", "-"), ("*", "/"))

Node = tuple[Any, ...]


@lru_cache(maxsize=4096)
def parse(formula: str) -> Node:
    """The syntax tree of a formula without `=`. Raises ValueError for what our formulas never hold."""
    tokens: list[tuple[str, str]] = []
    position = 0
    while position < len(formula):
        match = _TOKEN.match(formula, position)
        if match is None or match.end() == position:
            raise ValueError(f"formula not understood at {formula[position : position + 20]!r}")
        tokens.append((match.lastgroup or "", match[match.lastgroup or ""]))
        position = match.end()
    parser = _Parser(tokens)
    node = parser.level(0)
    if parser.tokens:
        raise ValueError(f"formula not understood at {parser.tokens[0][1]!r}")
    return node


class _Parser:
    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens = tokens

    def _take(self, *operators: str) -> str:
        if self.tokens and self.tokens[0][0] == "op" and self.tokens[0][1] in operators:
            return self.tokens.pop(0)[1]
        return ""

    def level(self, depth: int) -> Node:
        if depth == len(_LEVELS):
            return self._sign()
        node = self.level(depth + 1)
        while operator := self._take(*_LEVELS[depth]):
            node = ("op", operator, node, self.level(depth + 1))
        return node

    def _sign(self) -> Node:
        if self._take("-"):
            return ("op", "-", ("value", 0), self._sign())
        return self._atom()

    def _atom(self) -> Node:
        if not self.tokens:
            raise ValueError("formula ends early")
        kind, text = self.tokens.pop(0)
        if kind == "text":
            return ("value", text[1:-1].replace('""', '"'))
        if kind == "number":
            return ("value", float(text))
        if kind == "call":
            return ("call", text, self._arguments())
        if kind == "op" and text == "(":
            node = self.level(0)
            if not self._take(")"):
                raise ValueError("a bracket is not closed")
            return node
        if kind == "op":
            raise ValueError(f"unexpected {text!r}")
        if kind == "name" and text in ("TRUE", "FALSE"):
            return ("value", text == "TRUE")
        return (kind, text)

    def _arguments(self) -> tuple[Node, ...]:
        if self._take(")"):
            return ()
        made = [self.level(0)]
        while self._take(","):
            made.append(self.level(0))
        if not self._take(")"):
            raise ValueError("a bracket is not closed")
        return tuple(made)
