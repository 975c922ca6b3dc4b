"""The examples of the template guide: read from its pages, built as decks, rendered, and told as text.

An example is a fenced block `pf` (or `xlsx`, a workbook: see `guide_book`) in a page below `docs/templates`. A line at the margin begins
an object, a deeper line belongs to it:

    text "Facts"
        Plan of {{ deck.account }}
    alt text
        pf
        if: cover.sticker

Objects are `text`, `rectangle`, `picture`, `table` (cells between `||`), `chart` (its data sheet) and `group` (objects inside);
`size 3 x 1 in` follows a name where the size matters. `slide` begins a further slide, `title` gives its title, `notes` its notes. Under
the block stands `result` with what rendering gives, or `check` with what `planforge template check` says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

GUIDE = Path(__file__).parents[2] / "docs" / "templates"
_FORMS = ("pf", "xlsx")
KINDS = ("text", "rectangle", "picture", "table", "chart", "group")
_FENCE = re.compile(r"```(pf|xlsx|result|check)(?: +(.*))?\Z")
_PICTURE = re.compile(r"!\[[^\]]*\]\(pictures/([\w-]+)\.png\)")
_HEAD = re.compile(r'(?P<kind>\w+) "(?P<name>[^"]+)"(?: size (?P<w>[\d.]+) x (?P<h>[\d.]+) in)?\Z')


@dataclass(frozen=True)
class Thing:
    """An object of an example: kind, name, its lines, its alt text, its size in inches (zeros for the usual one) and what it holds."""

    kind: str
    name: str
    lines: tuple[str, ...]
    alt: str = ""
    size: tuple[float, float] = (0.0, 0.0)
    inside: tuple[Thing, ...] = ()


@dataclass
class Page:
    """A slide of an example."""

    title: str = ""
    notes: str = ""
    things: list[Thing] = field(default_factory=list)


@dataclass(frozen=True)
class Example:
    """An example with what the page says about it. `options` are the words behind `form`; `begin` and `end` the lines of `told`."""

    page: str
    line: int
    form: str
    source: str
    options: tuple[str, ...]
    kind: str
    told: str
    begin: int
    end: int
    picture: str = ""

    @property
    def ident(self) -> str:
        """The page and the line in it."""
        return f"{self.page}:{self.line}"

    @property
    def language(self) -> str:
        """The language of the deck."""
        return next((word for word in self.options if word in ("zh", "en+zh")), "en")

    def pages(self) -> list[Page]:
        """The slides that the example describes."""
        return pages(self.source.splitlines())


def examples(paths: Sequence[Path] | None = None) -> Iterator[Example]:
    """All examples of the guide, page by page."""
    for path in paths if paths is not None else sorted(GUIDE.glob("*.md")):
        lines = path.read_text(encoding="utf-8").splitlines()
        found = list(_blocks(lines))
        for number, (word, rest, begin, end) in enumerate(found):
            if word not in _FORMS:
                continue
            told, after = ("", "", end, end), len(lines)
            if number + 1 < len(found) and found[number + 1][0] not in _FORMS:
                told = found[number + 1]
            following = [item for item in found[number + 1 :] if item[0] in _FORMS]
            after = following[0][2] if following else len(lines)
            picture = next((m[1] for line in lines[end:after] if (m := _PICTURE.match(line))), "")
            text = "\n".join(lines[told[2] : told[3]])
            source = "\n".join(lines[begin:end])
            yield Example(path.name, begin, word, source, tuple(rest.split()), told[0], text, told[2], told[3], picture)


def _blocks(lines: Sequence[str]) -> Iterator[tuple[str, str, int, int]]:
    """Kind, options, first and last line (exclusive) of each fenced block that belongs to an example."""
    begin, word, rest, inside = 0, "", "", False
    for number, line in enumerate(lines):
        if inside and line == "```":
            if word:
                yield word, rest, begin, number
            inside = False
        elif not inside and line.startswith("```"):
            match = _FENCE.match(line)
            begin, inside = number + 1, True
            word, rest = (match[1], match[2] or "") if match else ("", "")


def pages(lines: Sequence[str]) -> list[Page]:
    """The slides of an example's source.

    Raises:
        ValueError: a line at the margin is not understood.
    """
    found = [Page()]
    for head, body in parts_of(lines):
        if head == "slide":
            found.append(Page())
        elif head == "title":
            found[-1].title = "\n".join(body)
        elif head == "notes":
            found[-1].notes = "\n".join(body)
        elif head == "alt text":
            last = found[-1].things.pop()
            found[-1].things.append(Thing(last.kind, last.name, last.lines, "\n".join(body), last.size, last.inside))
        else:
            found[-1].things.append(_thing(head, body))
    return found if len(found) == 1 or found[0].things or found[0].title or found[0].notes else found[1:]


def _thing(head: str, body: Sequence[str]) -> Thing:
    match = _HEAD.match(head)
    if match is None or match["kind"] not in KINDS:
        raise ValueError(f"not understood: {head}")
    size = (float(match["w"] or 0), float(match["h"] or 0))
    if match["kind"] != "group":
        return Thing(match["kind"], match["name"], tuple(body), "", size)
    inside = tuple(item for page in pages(body) for item in page.things)
    return Thing("group", match["name"], (), "", size, inside)


def parts_of(lines: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Each line at the margin, and the indented lines below it, unindented."""
    head, body = "", list[str]()
    for line in lines:
        if line.startswith("    "):
            body.append(line[4:])
        elif line.strip():
            if head:
                yield head, body
            head, body = line.strip(), []
    if head:
        yield head, body
