"""Tags in cells: Jinja expressions, checked against the context type and compiled to Python.

Only a small part of Jinja is allowed: names, attributes, constant subscripts, constants, comparisons, and/or/not,
`~` and `a if b else c`. No calls, no filters, no underscore names, so a template can read values and nothing else.
"""

from __future__ import annotations

import dataclasses
import difflib
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes

_ENVIRONMENT = Environment(keep_trailing_newline=True, comment_start_string="{\x00", comment_end_string="\x00}", autoescape=False)
_REPAIRS = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "\xa0": " ", "\u200b": "", "\ufeff": ""})
_COMPARISONS = {"eq": "==", "ne": "!=", "lt": "<", "lteq": "<=", "gt": ">", "gteq": ">=", "in": "in", "notin": "not in"}
_INSIDE = ("gi_", "cr_", "ag_", "f_", "tb_", "co_", "func_", "im_")
"""How names begin by which Python's own objects lead from one to the next."""
_LONGEST_TEXT = 40_000
"""Characters of a cell with tags; Excel itself takes 32,767."""
LOOP_NAMES = ("index", "first")


class TagError(Exception):
    """A tag that cannot be compiled; the text says why, without a place."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a tag may name: the context's own type and the loop variables with their types (None when unknown)."""

    context: Any = None
    variables: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    def with_variable(self, name: str, kind: Any) -> Scope:
        """The scope inside a loop."""
        return Scope(self.context, {**self.variables, name: kind})


@dataclass(frozen=True, slots=True)
class Tag:
    """One expression: its text, the Python code over `c` (context), `loop` and the loop variable, and the type it gives."""

    source: str
    code: str
    kind: Any = None

    @property
    def evaluate(self) -> Callable[..., Any]:
        """A function of the context, the loop item and the loop state."""
        return _function(self.code)


@dataclass(frozen=True, slots=True)
class Content:
    """A cell's text cut into plain text and tags. One tag alone keeps its value's type."""

    pieces: tuple[str | Tag, ...]
    text: str = ""

    @property
    def single(self) -> Tag | None:
        """The only piece, when it is a tag."""
        first = self.pieces[0] if len(self.pieces) == 1 else None
        return first if isinstance(first, Tag) else None

    @property
    def code(self) -> str:
        """Python code for the value: the tag itself, or the joined text."""
        if self.single:
            return self.single.code
        parts = [repr(p) if isinstance(p, str) else f"T({p.code})" for p in self.pieces]
        return f"''.join(({', '.join(parts)},))"

    @property
    def evaluate(self) -> Callable[..., Any]:
        """A function of the context, the loop item and the loop state."""
        return _function(self.code)


@dataclass(frozen=True, slots=True)
class LoopState:
    """What `loop` means inside a row loop."""

    index: int

    @property
    def first(self) -> bool:
        """True in the first row."""
        return self.index == 1


def shown(value: Any) -> str:
    """A value inside a longer text; None is nothing, numbers have up to 15 digits, dates are ISO."""
    if isinstance(value, str):
        return str(value)
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.15g}"
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def lookup(owner: Any, name: str) -> Any:
    """An attribute, or an entry of a mapping. Raises AttributeError with a clear text."""
    if isinstance(owner, Mapping):
        if name in owner:
            return owner[name]
        raise AttributeError(f"there is no {name!r}")
    return getattr(owner, name)


GLOBALS: dict[str, Any] = {"__builtins__": {}, "G": lookup, "T": shown}


@lru_cache(maxsize=8192)
def _function(code: str) -> Callable[..., Any]:
    result: Callable[..., Any] = eval(f"lambda c, item=None, loop=None: {code}", GLOBALS)
    return result


def parse_content(text: str, scope: Scope) -> Content:
    """The content of a cell with tags.

    Raises:
        TagError: bad syntax, a construct that is not allowed, or a name the context does not have.
    """
    if len(text) > _LONGEST_TEXT:
        raise TagError("the text is longer than a cell can be")
    body = _body(text)
    pieces: list[str | Tag] = []
    for node in body:
        if isinstance(node, nodes.TemplateData):
            pieces.append(node.data)
        else:
            pieces.append(_tag(node, text, scope))
    return Content(tuple(pieces), text)


def parse_expression(text: str, scope: Scope) -> Tag:
    """A bare expression, as notes hold it after `value:` and `for: x in`."""
    content = parse_content("{{ " + text + " }}", scope)
    if content.single is None:
        raise TagError(f"{text!r} is not one expression")
    return Tag(text.strip(), content.single.code, content.single.kind)


def _body(text: str) -> list[nodes.Node]:
    try:
        template = _ENVIRONMENT.parse(_repaired(text))
    except TemplateSyntaxError as error:
        raise TagError(f"{error.message} in {text!r}") from error
    except (RecursionError, ValueError, OverflowError) as error:
        raise TagError(f"a tag is too deep or holds too large a number ({type(error).__name__})") from error
    found: list[nodes.Node] = []
    for node in template.body:
        if not isinstance(node, nodes.Output):
            raise TagError(f"only {{{{ … }}}} may stand in a cell, not {{% … %}}: {text!r}")
        found.extend(node.nodes)
    return found


def _repaired(text: str) -> str:
    """The text with AutoCorrect's characters inside tags put back."""
    parts = text.split("{{")
    for number in range(1, len(parts)):
        inside, closing, after = parts[number].partition("}}")
        parts[number] = inside.translate(_REPAIRS) + closing + after
    return "{{".join(parts)


def _tag(node: nodes.Node, text: str, scope: Scope) -> Tag:
    try:
        code, kind = _compile(node, scope)
        compile(code, "<tag>", "eval")
    except (RecursionError, MemoryError, SyntaxError) as error:
        raise TagError(f"a tag is too deep ({type(error).__name__})") from error
    return Tag(text.strip(), code, kind)


def _compile(node: nodes.Node, scope: Scope) -> tuple[str, Any]:
    match node:
        case nodes.Const():
            return repr(node.value), type(node.value)
        case nodes.Name():
            return _name(node.name, scope)
        case nodes.Getattr():
            return _attribute(*_compile(node.node, scope), node.attr)
        case nodes.Getitem(arg=nodes.Const(value=key)):
            code, kind = _compile(node.node, scope)
            return f"{code}[{key!r}]", item_kind(kind)
        case nodes.And() | nodes.Or():
            word = "and" if isinstance(node, nodes.And) else "or"
            left, right = _compile(node.left, scope), _compile(node.right, scope)
            return f"({left[0]} {word} {right[0]})", None
        case nodes.Not():
            return f"(not {_compile(node.node, scope)[0]})", bool
        case nodes.Neg():
            code, kind = _compile(node.node, scope)
            return f"(-{code})", kind
        case nodes.CondExpr():
            test, yes = _compile(node.test, scope)[0], _compile(node.expr1, scope)
            no = _compile(node.expr2, scope) if node.expr2 else ("None", None)
            return f"({yes[0]} if {test} else {no[0]})", yes[1] if yes[1] == no[1] else None
        case nodes.Compare(ops=[operand]) if operand.op in _COMPARISONS:
            return f"({_compile(node.expr, scope)[0]} {_COMPARISONS[operand.op]} {_compile(operand.expr, scope)[0]})", bool
        case nodes.Concat():
            return "(" + " + ".join(f"T({_compile(part, scope)[0]})" for part in node.nodes) + ")", str
    raise TagError(f"{type(node).__name__.lower()} is not allowed in a cell; the context should offer the finished value")


def _name(name: str, scope: Scope) -> tuple[str, Any]:
    if name in scope.variables:
        return ("loop", LoopState) if name == "loop" else ("item", scope.variables[name])
    if scope.context is None:
        return f"G(c, {_checked(name)!r})", None
    return _attribute("c", scope.context, name)


def _checked(name: str) -> str:
    if name.startswith("_"):
        raise TagError(f"names with a leading underscore are not allowed: {name}")
    if name.startswith(_INSIDE) or name == "mro":
        raise TagError(f"{name} leads into Python's own inside and is not allowed")
    return name


def _attribute(code: str, kind: Any, name: str) -> tuple[str, Any]:
    _checked(name)
    known = attributes(_without_none(kind))
    if known is None:
        return f"G({code}, {name!r})", item_kind(kind) if _is_mapping(kind) else None
    if name not in known:
        raise TagError(f"unknown name {name!r}{_suggestion(name, known)}")
    return f"{code}.{name}", known[name]


def _suggestion(name: str, known: Iterable[str]) -> str:
    by_lower = {k.lower(): k for k in known}
    close = difflib.get_close_matches(name.lower(), by_lower, n=1, cutoff=0.6)
    return f"; did you mean {by_lower[close[0]]!r}?" if close else ""


@lru_cache(maxsize=512)
def attributes(kind: Any) -> Mapping[str, Any] | None:
    """Field and property names of a dataclass or named tuple with their types; None when anything may be asked."""
    if not isinstance(kind, type) or not (dataclasses.is_dataclass(kind) or hasattr(kind, "_fields")):
        return None
    try:
        found = dict(typing.get_type_hints(kind))
    except NameError:
        found = dict.fromkeys(getattr(kind, "__dataclass_fields__", ()) or getattr(kind, "_fields", ()))
    for base in reversed(kind.__mro__):
        for name, member in vars(base).items():
            if isinstance(member, property) and not name.startswith("_"):
                found[name] = _returned(member)
    return found


def _returned(member: property) -> Any:
    try:
        return typing.get_type_hints(member.fget).get("return")
    except (NameError, TypeError):
        return None


def _without_none(kind: Any) -> Any:
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        rest = [part for part in typing.get_args(kind) if part is not types.NoneType]
        return rest[0] if len(rest) == 1 else None
    return kind


def _is_mapping(kind: Any) -> bool:
    origin = typing.get_origin(_without_none(kind))
    return isinstance(origin, type) and issubclass(origin, Mapping)


def item_kind(kind: Any) -> Any:
    """The type of the items of a sequence, iterable or mapping type; None when unknown."""
    parts = [part for part in typing.get_args(_without_none(kind)) if part is not Ellipsis]
    return parts[-1] if parts else None


def may_be(kind: Any, wanted: type) -> bool:
    """Whether a value of a type could be of the wanted class; unknown types could."""
    if kind is None or kind is Any:
        return True
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        return any(may_be(part, wanted) for part in typing.get_args(kind) if part is not types.NoneType)
    return not isinstance(kind, type) or issubclass(kind, wanted) or issubclass(wanted, kind)
