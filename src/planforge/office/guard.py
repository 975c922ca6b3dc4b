"""Makes a parsed program safe to run: loops are counted, texts are joined by a function with a limit, and lists in lists stay small.

The Jinja sandbox keeps a template away from Python's inside; this keeps it from taking all time and memory. `~` and `for` are rewritten
to call the rendering's `limits.Budget`; `+`, `*`, `**` and `%` go through the sandbox, which looks at their sizes. What neither sees is a
list that holds itself many times over (`{% set a = [a, a] %}` again and again: comparing two such takes for ever), so how often a
template's own lists may hold one another is reckoned before it runs.
"""

from __future__ import annotations

from jinja2 import nodes

from planforge.office.sandbox import BUDGET

LARGEST_LIST = 10_000
"""Items that a list written in a template may hold, those of lists inside it included."""


class TooLarge(Exception):  # noqa: N818 - it reads as what it says
    """A list of a template would grow too large; `line` is where."""

    def __init__(self, line: int) -> None:
        super().__init__("lists inside lists hold too many items")
        self.line = line


def guard(tree: nodes.Template) -> None:
    """Rewrites a program in place.

    Raises:
        TooLarge: a list of the template would grow too large.
    """
    _reckon(tree.body, {})
    for loop in tree.find_all(nodes.For):
        loop.iter = _call("each", loop.iter)
    _join_texts(tree)


def _call(name: str, value: nodes.Node) -> nodes.Filter:
    found = nodes.Filter(nodes.Name(BUDGET, "load"), f"_{name}", [value], [], None, None)
    found.set_lineno(value.lineno, override=True)
    return found


def _join_texts(node: nodes.Node) -> None:
    """Rewrites every `~` below a node, innermost first."""
    for name, value in node.iter_fields():
        if isinstance(value, nodes.Node):
            _join_texts(value)
            if isinstance(value, nodes.Concat):
                setattr(node, name, _joined(value))
        elif isinstance(value, list):
            for index, item in enumerate(value):
                if isinstance(item, nodes.Node):
                    _join_texts(item)
                    if isinstance(item, nodes.Concat):
                        value[index] = _joined(item)


def _joined(node: nodes.Concat) -> nodes.Filter:
    texts = nodes.List(node.nodes)
    texts.lineno = node.lineno
    return _call("joined", texts)


def _reckon(body: list[nodes.Node], sizes: dict[str, int]) -> None:
    """Follows `set` and `for` through a block; `sizes` is how many items a name may stand for at most."""
    for node in body:
        if isinstance(node, nodes.Assign):
            _bind(node.target, _size(node.node, sizes), sizes)
        elif isinstance(node, nodes.For):
            _bind(node.target, _size(node.iter, sizes), sizes)
            if node.test is not None:
                _size(node.test, sizes)
            _reckon(node.body, sizes)
            _reckon(node.else_, sizes)
        else:
            for child in node.iter_child_nodes():
                if isinstance(child, nodes.Stmt):
                    _reckon([child], sizes)
                else:
                    _size(child, sizes)


def _bind(target: nodes.Node, size: int, sizes: dict[str, int]) -> None:
    """What a name stands for; in a branch or loop it may also still be what it was."""
    for name in target.find_all(nodes.Name) if not isinstance(target, nodes.Name) else (target,):
        sizes[name.name] = max(size, sizes.get(name.name, 1))


def _size(node: nodes.Node, sizes: dict[str, int]) -> int:
    """How many items of the template's own lists an expression may hold at most."""
    if isinstance(node, nodes.Name):
        return sizes.get(node.name, 1)
    size = sum(_size(child, sizes) for child in node.iter_child_nodes())
    if size > LARGEST_LIST:
        raise TooLarge(node.lineno)
    return max(size, 1)
