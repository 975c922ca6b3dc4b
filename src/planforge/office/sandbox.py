"""The Jinja environment of templates: immutable sandbox, a short list of filters, no statements but `if`, `for` and `set`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Sized
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from types import (
    AsyncGeneratorType,
    BuiltinFunctionType,
    BuiltinMethodType,
    CodeType,
    CoroutineType,
    FrameType,
    FunctionType,
    GeneratorType,
    GetSetDescriptorType,
    MemberDescriptorType,
    MethodDescriptorType,
    MethodType,
    MethodWrapperType,
    ModuleType,
    TracebackType,
    WrapperDescriptorType,
)
from typing import Any, TypeVar

from jinja2 import StrictUndefined, nodes
from jinja2.exceptions import SecurityError
from jinja2.ext import Extension
from jinja2.parser import Parser
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from planforge.office.limits import Exceeded, as_text, joined, measured
from planforge.office.rich import Rich, Span
from planforge.office.tones import TONES

STATEMENTS = frozenset(("for", "endfor", "if", "elif", "else", "endif", "set"))
TESTS = ("defined", "undefined", "none", "odd", "even", "divisibleby", "string", "number", "sequence", "mapping", "in", "true", "false")
FUNCTIONS = ("t", "page_of", "pages_of")
STATE = "_pf"
BUDGET = "_left"
"""Under this name a program finds what is left of its limits."""
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


@dataclass(frozen=True, slots=True)
class Merged:
    """A value whose table cell is merged with equal ones above it."""

    value: Any

    def __str__(self) -> str:
        return str(self.value)

    def __bool__(self) -> bool:
        return bool(self.value)


@dataclass(frozen=True, slots=True)
class Pictured:
    """A picture in a table cell, with its alt text; it covers the cell's inside or stands in its middle."""

    value: Any
    alt: str = ""
    cover: bool = False

    def __str__(self) -> str:
        return ""


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
    if isinstance(value, Merged):
        return Merged(_changed(value.value, **look))
    if isinstance(value, PageNumber):
        return Linked(value, Span("", **look))
    if isinstance(value, Linked):
        return Linked(value.page, replace(value.look, **look))
    if isinstance(value, Rich):
        return Rich(tuple(replace(span, **look) for span in value.spans))
    return Rich((Span("" if value is None else as_text(value), **look),))


def _known_tone(name: Any) -> str:
    tone = str(name or "")
    if tone and tone not in TONES:
        raise ValueError(f"there is no tone '{tone}'")
    return tone


def fill(value: Any, tone: Any) -> Filled:
    """The value in a cell filled with a tone; the empty tone leaves the cell as it is."""
    return Filled(value, _known_tone(tone))


def merge_down(value: Any) -> Merged:
    """The value in a table cell that is merged with equal ones above it; anywhere else the value as it is."""
    return Merged(value)


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


def picture(value: Any, alt: Any = "", fit: str = "contain") -> Pictured:
    """The value as a picture in its table cell; `fit` is `contain` or `cover`."""
    if fit not in ("contain", "cover"):
        raise ValueError(f"a picture fits by 'contain' or 'cover', not '{fit}'")
    return Pictured(value, "" if alt is None else str(alt).strip(), fit == "cover")


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
        return joined(items, str(separator))
    spans: list[Span] = []
    for number, item in enumerate(items):
        if number and separator:
            spans.append(Span(str(separator)))
        spans.extend(item.spans if isinstance(item, Rich) else (Span(as_text(item)),))
    measured(sum(len(span.text) for span in spans))
    return Rich(tuple(spans))


def _first(values: Sequence[Any]) -> Any:
    return values[0] if values else ""


def _last(values: Sequence[Any]) -> Any:
    return values[-1] if values else ""


def _optional(value: Any, default: Any = "") -> Any:
    return value if value else default


FILTERS: dict[str, Any] = {
    "fill": fill,
    "merge_down": merge_down,
    "tone": tone,
    "bold": bold,
    "slide_link": slide_link,
    "picture": picture,
    "join": join,
    "stack": stack,
    "first": _first,
    "last": _last,
    "optional": _optional,
    "length": len,
    "upper": lambda value: as_text(value).upper(),
    "lower": lambda value: as_text(value).lower(),
    "trim": lambda value: as_text(value).strip(),
}
"""What a template may write after `|`."""


_INSIDE = (
    type, ModuleType, FunctionType, BuiltinFunctionType, MethodType, MethodWrapperType, WrapperDescriptorType, MethodDescriptorType,
    GeneratorType, CoroutineType, AsyncGeneratorType, CodeType, FrameType, TracebackType, GetSetDescriptorType, MemberDescriptorType,
)  # fmt: skip
"""What a template may not look into: Python's own objects, which lead from one to the next."""
_METHODS: dict[type, frozenset[str]] = {
    str: frozenset(
        ("upper", "lower", "title", "capitalize", "casefold", "strip", "lstrip", "rstrip", "removeprefix", "removesuffix",
         "startswith", "endswith", "split", "rsplit", "splitlines", "partition", "rpartition", "count", "find", "rfind", "replace",
         "isdigit", "isalpha", "isupper", "islower", "isnumeric", "isspace")
    ),
    list: frozenset(("index", "count")),
    tuple: frozenset(("index", "count")),
    dict: frozenset(("get", "items", "keys", "values")),
    float: frozenset(("is_integer",)),
    date: frozenset(("isoformat", "weekday", "isoweekday", "isocalendar")),
    datetime: frozenset(("isoformat", "weekday", "isoweekday", "isocalendar", "date", "time")),
}  # fmt: skip
"""The methods of Python's own values that a template may call: none that can make a value much longer than it is."""
_MOST_BITS = 4096
"""Bits of the largest whole number that a template may compute."""
_MOST_ITEMS = 10_000


_LOOP_NAMES = frozenset(("index", "index0", "first"))


@lru_cache(maxsize=512)
def _plain_names(kind: type) -> frozenset[str]:
    """The public names of a type that are its own values: the fields of a record, the numbers of a loop."""
    if kind is LoopContext:
        return _LOOP_NAMES
    return frozenset(f.name for f in fields(kind) if f.name[0] != "_") if is_dataclass(kind) else frozenset()


_OWN: set[Any] = set()
_SCOPES = frozenset(("_loop_vars", "_block_vars"))
"""What Jinja adds to calls inside loops and blocks, for functions that ask for their surroundings."""
_Method = TypeVar("_Method", bound=Callable[..., Any])


def own(method: _Method) -> _Method:
    """A method of the engine's that templates may call, without the questions that are asked of what data offer."""
    _OWN.add(method)
    return method


class Sandbox(ImmutableSandboxedEnvironment):
    """Reads attributes of frozen records the short way: they hold values only, never anything internal.

    Of what Python offers, a template may call little, and operators that make long values out of short ones are limited.
    """

    intercepted_binops = frozenset(("+", "*", "**", "%"))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """A sum, or a product of numbers of a reasonable size."""
        if operator == "+":
            if isinstance(left, str) and isinstance(right, str):
                measured(len(left) + len(right))
            elif isinstance(left, Sized) and isinstance(right, Sized) and len(left) + len(right) > _MOST_ITEMS:
                raise Exceeded(f"a list would have more than {_MOST_ITEMS:,} items")
        elif isinstance(left, Sized) or isinstance(right, Sized):
            raise SecurityError(f"'{operator}' is for numbers")
        elif isinstance(left, int) and isinstance(right, int):
            bits = left.bit_length() * max(right, 0) if operator == "**" else left.bit_length() + right.bit_length()
            if operator != "%" and bits > _MOST_BITS:
                raise Exceeded("a number would be too large")
        return super().call_binop(context, operator, left, right)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Public attributes of values; not `format` of texts, whose `{:999999999}` makes long texts out of short ones."""
        if isinstance(obj, _INSIDE) or (isinstance(obj, str) and attr in ("format", "format_map")):
            return False
        return super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> None:
        """Jinja would offer a `format` of its own; here there is none."""

    def is_safe_callable(self, obj: Any) -> bool:
        """Functions and methods that the data offer, and a few of Python's own values."""
        if isinstance(obj, (MethodType, FunctionType)):
            return super().is_safe_callable(obj)
        return isinstance(obj, BuiltinMethodType) and obj.__name__ in _METHODS.get(type(obj.__self__), ())

    def call(self, context: Context, obj: Any, *args: Any, **kwargs: Any) -> Any:
        """A call from a template."""
        if type(obj) is MethodType and obj.__func__ in _OWN and kwargs.keys() <= _SCOPES:
            return obj(*args)
        if not self.is_safe_callable(obj):
            raise SecurityError(f"'{getattr(obj, '__name__', type(obj).__name__)}' may not be called in a template")
        if isinstance(obj, BuiltinMethodType) and obj.__name__ == "replace":
            measured(_replaced_length(str(obj.__self__), *map(str, args[:2])))
        return context.call(obj, *args, **kwargs)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """An attribute or item; private names are never given."""
        kind: Any = type(obj)
        if attribute in _plain_names(kind) or (attribute[0] != "_" and getattr(kind, "__dataclass_params__", None) is not None):
            try:
                value = getattr(obj, attribute)
            except AttributeError:
                return self.undefined(obj=obj, name=attribute)
            if not callable(value):
                return value
        return super().getattr(obj, attribute)


def _replaced_length(text: str, old: str = "", new: str = "") -> int:
    """The length of a text after a replacement, at most."""
    return len(text) + text.count(old) * len(new)


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
