"""Checks the names of tags against the type tree of the context, following loops."""

from __future__ import annotations

import dataclasses
import sys
import types
import typing
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from jinja2 import nodes

from planforge.office.problems import UNKNOWN_NAME, Place, Problems, did_you_mean
from planforge.office.sandbox import FILTERS, FUNCTIONS, STATE, TESTS

LOOP = frozenset(
    ("index", "index0", "revindex", "revindex0", "first", "last", "length", "depth", "depth0", "previtem", "nextitem", "cycle", "changed")
)
_LOOP_TYPE = object()
Scope = dict[str, Any]


@lru_cache(maxsize=256)
def attributes_of(kind: Any) -> Mapping[str, Any] | None:
    """Attribute names and types of a class; None when anything goes."""
    if not isinstance(kind, type) or kind in (object, dict) or kind is type(None):
        return None
    if not dataclasses.is_dataclass(kind):
        return {name: Any for name in dir(kind) if not name.startswith("_")}
    found: dict[str, Any] = {}
    for cls in reversed(kind.__mro__):
        module = vars(sys.modules.get(cls.__module__, typing))
        hints = {name: _resolved(hint, module) for name, hint in vars(cls).get("__annotations__", {}).items()}
        found.update({name: hint for name, hint in hints.items() if not name.startswith("_")})
        for name, member in vars(cls).items():
            if name.startswith("_") or name in hints:
                continue
            getter = member.fget if isinstance(member, property) else getattr(member, "func", None)
            result = getattr(getter, "__annotations__", {}).get("return", Any) if getter else Any
            found[name] = _resolved(result, module)
    return found


def _resolved(hint: Any, module: Mapping[str, Any]) -> Any:
    if not isinstance(hint, str):
        return hint
    try:
        return eval(hint, dict(module))
    except Exception:  # a name imported for type checkers only
        return Any


def _members(kind: Any) -> tuple[Any, ...]:
    """The alternatives of a union without None."""
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        return tuple(member for member in typing.get_args(kind) if member is not type(None))
    return (kind,)


def attribute(kind: Any, name: str) -> tuple[bool, Any, tuple[str, ...]]:
    """Whether a type has an attribute, the attribute's type, and the names it has."""
    if kind is _LOOP_TYPE:
        return name in LOOP, Any, tuple(LOOP)
    known: list[str] = []
    for member in _members(kind):
        origin = typing.get_origin(member)
        if member is Any or (isinstance(origin, type) and issubclass(origin, Mapping)):
            args = typing.get_args(member)
            return True, args[1] if len(args) > 1 else Any, ()
        names = attributes_of(origin or member)
        if names is None:
            return True, Any, ()
        if name in names:
            return True, names[name], ()
        known += names
    return False, Any, tuple(known)


def element(kind: Any, index: Any = None) -> Any:
    """The type of an item of a sequence; with an index, of that item of a fixed tuple."""
    for member in _members(kind):
        origin, args = typing.get_origin(member), typing.get_args(member)
        if origin is tuple and args:
            if len(args) == 2 and args[1] is Ellipsis:
                return args[0]
            if isinstance(index, int) and -len(args) <= index < len(args):
                return args[index]
            return args[0] if len(set(args)) == 1 else Any
        if isinstance(origin, type) and issubclass(origin, Mapping) and len(args) == 2:
            return args[1] if index is not None else args[0]
        if args and origin is not None:
            return args[0]
    return Any


class NameCheck:
    """Walks a parsed template with the types of its names; `place` gives the place of a line."""

    def __init__(self, context: type | None, problems: Problems, place: Callable[[int], Place]) -> None:
        self._open = context is None
        self._problems = problems
        self._place = place
        self._globals: Scope = dict.fromkeys((*FUNCTIONS, STATE), Any)
        if context is not None:
            self._globals.update({f.name: attributes_of(context)[f.name] for f in dataclasses.fields(context)})  # type: ignore[index]

    def run(self, template: nodes.Template) -> None:
        """Notes every unknown name, attribute, filter and test."""
        self._block(template.body, dict(self._globals))

    def _block(self, body: list[nodes.Node], scope: Scope) -> None:
        for node in body:
            if isinstance(node, nodes.For):
                self._loop(node, scope)
            elif isinstance(node, nodes.If):
                self._type(node.test, scope)
                for part in (node.body, node.elif_, node.else_):
                    self._block(part, scope)  # type: ignore[arg-type]
            elif isinstance(node, nodes.Assign):
                self._bind(node.target, self._type(node.node, scope), scope)
            elif isinstance(node, (nodes.With, nodes.Scope)):
                self._block(node.body, dict(scope))
            else:
                for child in node.iter_child_nodes():
                    self._type(child, scope)

    def _loop(self, node: nodes.For, scope: Scope) -> None:
        inner = {**scope, "loop": _LOOP_TYPE}
        self._bind(node.target, element(self._type(node.iter, scope)), inner)
        if node.test is not None:
            self._type(node.test, inner)
        self._block(node.body, inner)
        self._block(node.else_, dict(scope))

    def _bind(self, target: nodes.Node, kind: Any, scope: Scope) -> None:
        if isinstance(target, nodes.Name):
            scope[target.name] = kind
        elif isinstance(target, nodes.Tuple):
            for index, item in enumerate(target.items):
                self._bind(item, element(kind, index), scope)

    def _type(self, node: nodes.Node, scope: Scope) -> Any:
        if isinstance(node, nodes.Name):
            return self._name(node, scope)
        if isinstance(node, nodes.Getattr):
            return self._attribute(node, node.attr, self._type(node.node, scope))
        if isinstance(node, nodes.Getitem):
            return self._item(node, scope)
        if isinstance(node, nodes.CondExpr):
            self._type(node.test, scope)
            first = self._type(node.expr1, scope)
            second = self._type(node.expr2, scope) if node.expr2 is not None else first
            return first if first == second else Any
        if isinstance(node, nodes.Const):
            return type(node.value)
        if isinstance(node, nodes.Filter) and node.name not in FILTERS and not node.name.startswith("_"):
            self._unknown(node, "filter", node.name, FILTERS)
        if isinstance(node, nodes.Test) and node.name not in TESTS:
            self._unknown(node, "test", node.name, TESTS)
        for child in node.iter_child_nodes():
            self._type(child, scope)
        return Any

    def _name(self, node: nodes.Name, scope: Scope) -> Any:
        if node.name in scope:
            return scope[node.name]
        if not self._open:
            self._unknown(node, "name", node.name, (name for name in scope if not name.startswith("_")))
        return Any

    def _attribute(self, node: nodes.Node, name: str, kind: Any) -> Any:
        known, result, names = attribute(kind, name)
        if not known:
            label = " or ".join(getattr(member, "__name__", str(member)) for member in _members(kind))
            self._problems.add(UNKNOWN_NAME, self._place(node.lineno), f"{label} has no '{name}'{did_you_mean(name, names)}")
        return result

    def _item(self, node: nodes.Getitem, scope: Scope) -> Any:
        kind = self._type(node.node, scope)
        if isinstance(node.arg, nodes.Slice):
            self._type(node.arg, scope)
            return kind
        self._type(node.arg, scope)
        key = node.arg.value if isinstance(node.arg, nodes.Const) else 0
        if isinstance(key, str) and any(dataclasses.is_dataclass(member) for member in _members(kind)):
            return self._attribute(node, key, kind)
        return element(kind, key)

    def _unknown(self, node: nodes.Node, what: str, name: str, known: Any) -> None:
        self._problems.add(UNKNOWN_NAME, self._place(node.lineno), f"there is no {what} '{name}'{did_you_mean(name, known)}")
