"""The Jinja environment of templates: immutable sandbox, a short list of filters, no statements but `if`, `for` and `set`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from jinja2 import StrictUndefined, nodes
from jinja2.ext import Extension
from jinja2.parser import Parser
from jinja2.sandbox import ImmutableSandboxedEnvironment

from planforge.office.rich import Rich, Span
from planforge.office.tones import TONES

STATEMENTS = frozenset(("for", "endfor", "if", "elif", "else", "endif", "set"))
TESTS = ("defined", "undefined", "none", "odd", "even", "divisibleby", "string", "number", "sequence", "mapping", "in", "true", "false")
FUNCTIONS = ("t", "page_of")
STATE = "_pf"
CALL = "pf"
"""The tag of the engine's own calls; templates cannot write it because it is no statement of theirs."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A value that also colours its table cell."""

    value: Any
    tone: str

    def __str__(self) -> str:
        return str(self.value)

    def __bool__(self) -> bool:
        return bool(self.value)


class PageNumber:
    """The number of the first slide with an id, known when the deck is laid out.

    Shown as it is, it is filled in last. Used in any other way it answers with the number of an earlier pass and asks for one
    more pass when there was none.
    """

    __slots__ = ("_ask", "target")

    def __init__(self, target: str, ask: Any) -> None:
        self.target = target
        self._ask = ask

    def __str__(self) -> str:
        return str(self._ask(self.target) or "")

    def __int__(self) -> int:
        return int(self._ask(self.target))

    def __bool__(self) -> bool:
        return bool(self._ask(self.target))

    def __eq__(self, other: object) -> bool:
        return bool(self._ask(self.target) == other)

    def __hash__(self) -> int:
        return hash(self.target)

    def __lt__(self, other: int) -> bool:
        return int(self) < other

    def __gt__(self, other: int) -> bool:
        return int(self) > other


@dataclass(frozen=True, slots=True)
class Linked:
    """A page number with a span's look."""

    page: PageNumber
    look: Span

    def __str__(self) -> str:
        return str(self.page)


def _changed(value: Any, **look: Any) -> Any:
    """A value as rich text whose spans have a further look."""
    if isinstance(value, Filled):
        return Filled(_changed(value.value, **look), value.tone)
    if isinstance(value, PageNumber):
        return Linked(value, Span("", **look))
    if isinstance(value, Linked):
        return Linked(value.page, replace(value.look, **look))
    if isinstance(value, Rich):
        return Rich(tuple(replace(span, **look) for span in value.spans))
    return Rich((Span("" if value is None else str(value), **look),))


def _known_tone(name: Any) -> str:
    tone = str(name or "")
    if tone and tone not in TONES:
        raise ValueError(f"there is no tone '{tone}'")
    return tone


def fill(value: Any, tone: Any) -> Filled:
    """The value in a cell filled with a tone; the empty tone leaves the cell as it is."""
    return Filled(value, _known_tone(tone))


def tone(value: Any, name: Any) -> Any:
    """The value in a tone; the empty tone leaves its colour."""
    known = _known_tone(name)
    return _changed(value, tone=known) if known else value


def bold(value: Any, on: bool = True) -> Any:
    """The value in bold, or not."""
    return _changed(value, bold=bool(on))


def slide_link(value: Any, target: Any) -> Any:
    """The value as a link to a slide id; the empty id makes no link."""
    return _changed(value, slide=str(target)) if target else value


def stack(value: Any) -> Any:
    """The spans of a rich text under each other; a plain text as it is. For labels in two languages over narrow columns."""
    if not isinstance(value, Rich) or len(value.spans) < 2:
        return value
    first, *rest = value.spans
    return Rich((first, *(replace(span, text="\n" + span.text.lstrip(), points=0.0) for span in rest)))


def join(values: Iterable[Any], separator: str = "") -> Any:
    """The values one after the other; rich texts stay rich."""
    items = list(values)
    if not any(isinstance(item, Rich) for item in items):
        return str(separator).join(map(str, items))
    spans: list[Span] = []
    for number, item in enumerate(items):
        if number and separator:
            spans.append(Span(str(separator)))
        spans.extend(item.spans if isinstance(item, Rich) else (Span(str(item)),))
    return Rich(tuple(spans))


def _first(values: Sequence[Any]) -> Any:
    return values[0] if values else ""


def _last(values: Sequence[Any]) -> Any:
    return values[-1] if values else ""


def _optional(value: Any, default: Any = "") -> Any:
    return value if value else default


FILTERS: dict[str, Any] = {
    "fill": fill,
    "tone": tone,
    "bold": bold,
    "slide_link": slide_link,
    "join": join,
    "stack": stack,
    "first": _first,
    "last": _last,
    "optional": _optional,
    "length": len,
    "upper": lambda value: str(value).upper(),
    "lower": lambda value: str(value).lower(),
    "trim": lambda value: str(value).strip(),
}
"""What a template may write after `|`."""


class Sandbox(ImmutableSandboxedEnvironment):
    """Reads attributes of frozen records the short way: they hold values only, never anything internal."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """An attribute or item; private names are never given."""
        if attribute[0] != "_" and getattr(type(obj), "__dataclass_params__", None) is not None:
            try:
                value = getattr(obj, attribute)
            except AttributeError:
                return self.undefined(obj=obj, name=attribute)
            if not callable(value):
                return value
        return super().getattr(obj, attribute)


class Call(Extension):
    """`{% pf name 1 2 (expression) %}`: a call of a render function with numbers and values."""

    tags = {CALL}  # noqa: RUF012 - Jinja asks for a plain set

    def parse(self, parser: Parser) -> nodes.Node:
        """The call as a filter on the state, which Jinja compiles to a plain function call."""
        line = next(parser.stream).lineno
        name = parser.stream.expect("name").value
        arguments: list[nodes.Expr] = []
        while parser.stream.current.type != "block_end":
            if parser.stream.current.type == "integer":
                arguments.append(nodes.Const(next(parser.stream).value))
            else:
                arguments.append(parser.parse_expression())
        call = nodes.Filter(nodes.Name(STATE, "load"), f"_{name}", arguments, [], None, None)
        return nodes.ExprStmt(call).set_lineno(line, override=True)


def environment() -> Sandbox:
    """A fresh environment with nothing but the allowed filters and tests."""
    env = Sandbox(undefined=StrictUndefined, extensions=[Call], trim_blocks=True, autoescape=False, cache_size=0)
    env.globals.clear()
    env.filters.clear()
    env.filters.update(FILTERS)
    for name in set(env.tests) - set(TESTS) - {"==", "eq", "!=", "ne", ">", "gt", "<", "lt", ">=", "ge", "<=", "le"}:
        del env.tests[name]
    return env


ALLOWED_NODES: tuple[type[nodes.Node], ...] = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.For, nodes.If, nodes.Assign, nodes.Scope, nodes.ExprStmt, nodes.Name,
    nodes.Const, nodes.Getattr, nodes.Getitem, nodes.Slice, nodes.Call, nodes.Keyword, nodes.Filter, nodes.Test, nodes.CondExpr,
    nodes.Concat, nodes.Compare, nodes.Operand, nodes.BinExpr, nodes.UnaryExpr, nodes.Tuple, nodes.List, nodes.Dict, nodes.Pair,
)  # fmt: skip
"""Everything a tag may consist of."""
