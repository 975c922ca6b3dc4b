"""The Jinja source that a template becomes: one control tag a line, and for each line the place it came from.

Everything that shows is a call of a render function on the state, written `{% pf name number value %}` and compiled to a Jinja filter:
filters are called directly by the compiled code, without the sandbox's guard, so a deck of thousands of calls stays fast. The values
themselves are computed inside the sandbox. Calls without a value that follow one another are one line that runs a batch of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jinja2 import TemplateSyntaxError, nodes

from planforge.errors import TemplateError
from planforge.office.problems import BAD_TAG, OPEN_BLOCK, UNKNOWN_DIRECTIVE, Place, Problems, did_you_mean
from planforge.office.sandbox import ALLOWED_NODES, CALL, STATEMENTS, environment
from planforge.office.tags import block_word

_PROBES = {
    "for": "{{% {0} %}}{{% endfor %}}",
    "if": "{{% {0} %}}{{% endif %}}",
    "elif": "{{% if 1 %}}{{% {0} %}}{{% endif %}}",
    "else": "{{% if 1 %}}{{% {0} %}}{{% endif %}}",
    "set": "{{% {0} %}}",
    "endfor": "{{% for _ in () %}}{{% {0} %}}",
    "endif": "{{% if 1 %}}{{% {0} %}}",
}
_BROKEN = {
    "for": "for _ in ()",
    "if": "if 0",
    "elif": "elif 0",
    "else": "else",
    "endfor": "endfor",
    "endif": "endif",
    "set": "if 1 %}{% endif",
}


_RESERVED = frozenset(("self", "super", "caller", "varargs", "kwargs"))
"""Names that Jinja itself would fill."""
_LONGEST_TAG = 4_000
_MOST_LINES = 50_000


class Program:
    """Collects lines; checks every tag on its own, so that one broken tag does not hide the next."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        self.env = environment()
        self._probed: dict[str, str] = {}
        self.lines: list[str] = []
        self.places: list[Place] = []
        self.batches: list[list[tuple[str, tuple[int, ...]]]] = []
        self._batch_place = Place()
        self._batch: list[tuple[str, tuple[int, ...]]] = []

    def parsed(self) -> nodes.Template:
        """The whole program as a Jinja tree."""
        self._close_batch()
        return self.env.parse("\n".join(self.lines))

    def place(self, line: int) -> Place:
        """Where the tag of a line stands in the template; lines count from 1."""
        return self.places[min(line, len(self.places)) - 1]

    def call(self, name: str, place: Place, *arguments: object) -> None:
        """A call of a render function; arguments are numbers or expressions checked before."""
        numbers = tuple(argument for argument in arguments if isinstance(argument, int))
        if len(numbers) == len(arguments):
            if not self._batch:
                self._batch_place = place
            self._batch.append((name, numbers))
            return
        self._line(f"{{% {CALL} {name} {' '.join(map(str, arguments))} %}}", place)

    def _close_batch(self) -> None:
        if self._batch:
            self.batches.append(self._batch)
            self._batch = []
            self._write(f"{{% {CALL} run {len(self.batches) - 1} %}}", self._batch_place)

    def statement(self, source: str, place: Place) -> str:
        """A control tag; returns its first word, or an empty text when it is not understood."""
        word, _ = block_word(source)
        if word not in STATEMENTS:
            known = sorted(STATEMENTS | {"bullet", "row", "col", "slide"})
            self.problems.add(UNKNOWN_DIRECTIVE, place, f"'{word}' is no directive{did_you_mean(word, known)}")
            return ""
        source = word + source[len(word) :]
        if not self._parses(_PROBES[word].format(source), place):
            source = _BROKEN[word]
        self._line(f"{{% {source} %}}", place)
        return word

    def expression(self, source: str, place: Place) -> str:
        """An expression ready to be an argument; a broken one is noted and replaced by an empty text."""
        if source and self._parses(f"{{{{ {source} }}}}", place):
            return f"({source})"
        if not source:
            self.problems.add(BAD_TAG, place, "the tag is empty")
        return '("")'

    def raw(self, source: str, place: Place) -> None:
        """A control tag of the engine's own."""
        self._line(f"{{% {source} %}}", place)

    def _line(self, text: str, place: Place) -> None:
        self._close_batch()
        self._write(text, place)

    def _write(self, text: str, place: Place) -> None:
        if len(self.lines) >= _MOST_LINES:
            raise TemplateError(f"The template holds more than {_MOST_LINES:,} tags and pieces.", "Split it into several templates.")
        self.lines.append(" ".join(text.splitlines()))
        self.places.append(place)

    def _parses(self, probe: str, place: Place) -> bool:
        if probe not in self._probed:
            self._probed[probe] = self._fault(probe)
        fault = self._probed[probe]
        if fault:
            self.problems.add(BAD_TAG, place, fault)
        return not fault

    def _fault(self, probe: str) -> str:
        """What is wrong with a tag on its own, as half a sentence."""
        if len(probe) > _LONGEST_TAG:
            return f"the tag is longer than {_LONGEST_TAG:,} characters"
        try:
            tree = self.env.parse(probe)
        except TemplateSyntaxError as error:
            return _sentence(error.message or "")
        except (RecursionError, ValueError, OverflowError) as error:
            return f"the tag is too deep or holds too large a number ({type(error).__name__})"
        for node in tree.find_all(nodes.Node):
            if not isinstance(node, ALLOWED_NODES):
                return f"'{type(node).__name__.lower()}' is not allowed in a template"
            if isinstance(node, nodes.Name) and node.name in _RESERVED:
                return f"'{node.name}' is no name of the data"
            if isinstance(node, (nodes.Filter, nodes.Name)) and node.name is not None and node.name.startswith("_") and node.name != "_":
                return f"'{node.name}' begins with an underscore, which is for PlanForge's own use"
        return ""


def _sentence(message: str) -> str:
    return (message[:1].lower() + message[1:]).rstrip(".") or "the tag cannot be read"


class Blocks:
    """Follows the blocks of one text or cell, which must close where they open."""

    def __init__(self, problems: Problems) -> None:
        self._problems = problems
        self._open: list[tuple[str, Place]] = []

    def see(self, word: str, place: Place) -> bool:
        """Takes note of a control tag's first word; False when it closes nothing."""
        if word in ("for", "if"):
            self._open.append((word, place))
        elif word in ("endfor", "endif"):
            if not self._open or self._open[-1][0] != word[3:]:
                self._problems.add(OPEN_BLOCK, place, f"'{word}' closes no '{word[3:]}' of this text")
                return False
            self._open.pop()
        elif word in ("elif", "else") and not self._open:
            self._problems.add(OPEN_BLOCK, place, f"'{word}' stands outside an 'if'")
            return False
        return True

    def close(self) -> list[str]:
        """Notes what was left open; returns the words that would close it, innermost first."""
        for word, place in self._open:
            self._problems.add(OPEN_BLOCK, place, f"this '{word}' is not closed by '{{% end{word} %}}' in the same text")
        closing = [f"end{word}" for word, _ in reversed(self._open)]
        self._open.clear()
        return closing


def close_units(opens: Sequence[Sequence[str]], given: Sequence[Sequence[str]]) -> tuple[list[list[str]], list[str]]:
    """Where loops over whole units (slides) end.

    A written end belongs to the nearest open block of its kind. Of loops inside one another, told by the outer one's name in the
    inner one, the outer ones come first when there are not enough ends for all.

    Args:
        opens: for each unit, the `for` and `if` tags that begin at it.
        given: for each unit, the `endfor` and `endif` that somebody wrote there.

    Returns:
        for each unit the words that close blocks after it, and sentences about what is wrong. A block without
        a written end closes after its own unit.
    """
    blocks = [_Block(number, place, tag) for number, tags in enumerate(opens) for place, tag in enumerate(tags)]
    faults: list[str] = []
    for number, words in enumerate(given):
        for place, word in enumerate(words):
            free = [block for block in blocks if block.number <= number and block.end is None and block.word == word[3:]]
            later = 1 + _unclaimed([words[place + 1 :], *given[number + 1 :]], [(), *opens[number + 1 :]], word)
            if not free:
                faults.append(f"'{word}' closes no '{word[3:]}'")
            else:
                _owner(free, later).end = number
    closes: list[list[str]] = [[] for _ in opens]
    for block in sorted(blocks, key=lambda block: (block.number, block.place), reverse=True):
        closes[block.number if block.end is None else block.end].append(f"end{block.word}")
    return closes, faults


@dataclass(slots=True, eq=False)
class _Block:
    """A `for` or `if` over units: where it begins, and where somebody wrote its end."""

    number: int
    place: int
    tag: str
    end: int | None = None

    @property
    def word(self) -> str:
        """`for` or `if`."""
        return block_word(self.tag)[0]

    def is_inside(self, other: _Block) -> bool:
        """True when the tag uses the name that another loop gives its items."""
        item = block_word(other.tag)[1].split(" in ")[0].strip()
        if other.word != "for" or not item.isidentifier():
            return False
        return re.search(rf"\b{item}\b", self.tag.partition(" in ")[2] or self.tag) is not None


def _unclaimed(given: Sequence[Sequence[str]], opens: Sequence[Sequence[str]], word: str) -> int:
    """How many of the ends that follow belong to no block that begins after them."""
    waiting = count = 0
    for tags, words in zip(opens, given, strict=True):
        waiting += sum(block_word(tag)[0] == word[3:] for tag in tags)
        for _ in range(sum(other == word for other in words)):
            waiting, count = (waiting - 1, count) if waiting else (0, count + 1)
    return count


def _owner(free: Sequence[_Block], ends: int) -> _Block:
    """The block that a written end closes: the nearest, or one around it when the ends that follow do not suffice for all of them."""
    chain = [free[-1]]
    for block in reversed(free[:-1]):
        if chain[-1].is_inside(block):
            chain.append(block)
    return chain[max(0, len(chain) - ends)]
