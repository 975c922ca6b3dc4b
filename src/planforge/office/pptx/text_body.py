"""Text of a shape, cell or notes page while it is rendered: collected in runs, measured, cut, written as XML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from planforge.office.escape import attribute, text_node
from planforge.office.markup import END, LATER, LINK, PAGE, in_language
from planforge.office.pptx.drawing import language_attributes
from planforge.office.pptx.inherit import Spacing
from planforge.office.text import Piece, cut, layout
from planforge.office.tones import FILL_XML

STRONG_FILLS = frozenset(("lv4", "bad"))
"""Fills so dark that their text is set white and bold."""
_PLAIN = ("", None, 1.0, 0.0, "")
TOLERANCE = 1.0
"""Points a text may be taller than its box before that counts: renderers round line heights."""


@dataclass(slots=True)
class RunStyle:
    """A template run's properties, cut up so that a value can change tone, weight, size and link.

    `attributes` are those without language, size and weight; `line`, `fill`, `fonts`, `link`, `rest` are the children in schema order.
    """

    attributes: str
    size: float
    size_set: bool
    bold: bool
    bold_set: bool
    font: str
    line: str = ""
    fill: str = ""
    fonts: str = ""
    link: str = ""
    rest: str = ""
    written: dict[tuple[str, bool | None, float, float, str], tuple[str, str]] = field(default_factory=dict)

    def around(self, look: tuple[str, bool | None, float, float, str]) -> tuple[str, str]:
        """What stands between the language attributes and the link, and what follows the link."""
        found = self.written.get(look)
        if found is None:
            found = self.written[look] = self._around(*look)
        return found

    def _around(self, tone: str, bold: bool | None, scale: float, points: float, link: str) -> tuple[str, str]:
        size = round((self.size + points) * scale * 100)
        words = self.attributes
        if self.size_set or scale != 1.0 or points:
            words += f' sz="{max(size, 100)}"'
        if self.bold_set or bold is not None:
            words += f' b="{int(self.bold if bold is None else bold)}"'
        inner = self.line + (FILL_XML[tone] if tone else self.fill) + self.fonts
        return f"{words}>{inner}", (("" if link else self.link) + self.rest + "</a:rPr>")


class Run(NamedTuple):
    """A run to be shown. `look` is tone, bold, scale, points, link; `page` numbers the slide whose page number is shown; `field` is XML."""

    style: RunStyle
    text: str
    look: tuple[str, bool | None, float, float, str] = _PLAIN
    page: int = -1
    field: str = ""


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """A template paragraph: its properties as XML, its end properties, its measures; `fades` when it goes without text."""

    properties: str
    end: str
    end_size: float
    spacing: Spacing
    fades: bool = False


@dataclass(slots=True)
class BodyStyle:
    """A template text: XML before and after the paragraphs, room in points (height 0 is not limited), and its rules."""

    head: str
    tail: str
    width: float
    height: float
    shape: str
    cell: bool = False
    cut: int = 0
    wraps: bool = True
    scale: float = 1.0
    measured: bool = True


Paragraphs = list[tuple[ParagraphStyle, list[Run]]]


def has_text(paragraphs: Paragraphs) -> bool:
    """True when any run shows something."""
    return any(run.text or run.field for _, runs in paragraphs for run in runs)


def plain_text(paragraphs: Paragraphs) -> str:
    """The characters, one line a paragraph."""
    return "\n".join("".join(run.text for run in runs) for _, runs in paragraphs)


def pieces_of(runs: Sequence[Run], scale: float = 1.0) -> list[Piece]:
    """Runs as the measure wants them."""
    out = []
    for style, text, look, _, _ in runs:
        if look is _PLAIN:
            out.append(Piece(text, style.size * scale, style.bold, style.font))
        else:
            bold = style.bold if look[1] is None else look[1]
            out.append(Piece(text, (style.size + look[3]) * look[2] * scale, bold, style.font))
    return out


def measure(body: BodyStyle, paragraphs: Paragraphs, width: float) -> tuple[int, float]:
    """Lines and height in points of a text in a width in points."""
    lines, height = 0, 0.0
    for number, (style, runs) in enumerate(paragraphs):
        spacing = style.spacing
        if runs:
            found = layout(pieces_of(runs, body.scale), width - spacing.left if body.wraps else 1e9, cell=body.cell)
            count, tall = found.lines, found.height
        else:
            count, tall = 1, style.end_size * body.scale * 1.2
        lines += count
        if spacing.exact:
            tall = count * spacing.exact
        elif spacing.line != 1.0:
            tall *= spacing.line
        if number:
            height += spacing.before + spacing.before_share * (tall / count if count else 0)
        height += tall + spacing.after
    return lines, height


def shortened(body: BodyStyle, paragraphs: Paragraphs, width: float, limit: int) -> tuple[Paragraphs, bool]:
    """The text in at most so many lines, and whether anything was cut."""
    kept: Paragraphs = []
    left = limit
    for number, (style, runs) in enumerate(paragraphs):
        room = width - style.spacing.left
        pieces = pieces_of(runs, body.scale)
        needed = layout(pieces, room, cell=body.cell).lines if pieces else 1
        more = number + 1 < len(paragraphs)
        if needed < left or (needed == left and not more):
            kept.append((style, runs))
            left -= needed
            continue
        if needed <= left and pieces:
            # The text goes on below, which the last line kept must say.
            longer = pieces[-1]._replace(text=pieces[-1].text + " " + "…" * 200)
            pieces[-1] = longer
        short, _ = cut(pieces, room, left, cell=body.cell)
        kept.append((style, [run._replace(text=piece.text) for run, piece in zip(runs, short, strict=False)]))
        return kept, True
    return kept, False


class TextWriter:
    """Writes paragraphs as XML in the language of a deck. `targets` numbers the slide ids that links and page numbers name."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._latin = language_attributes("", lang)
        self._chinese = lang.startswith("zh")
        self._localised: dict[str, str] = {}
        self.targets: dict[str, int] = {}

    def _local(self, text: str) -> str:
        """A template's XML in the deck's language; kept, since the same few pieces come again and again."""
        found = self._localised.get(text)
        if found is None:
            found = self._localised[text] = in_language(text, self.lang)
        return found

    def target(self, ident: str) -> int:
        """The number under which a slide id is marked."""
        return self.targets.setdefault(ident, len(self.targets))

    def write(self, body: BodyStyle, paragraphs: Paragraphs, fill: str = "") -> str:
        """The whole text body."""
        out = [self._local(body.head)]
        for style, runs in paragraphs or []:
            out.append(f"<a:p>{style.properties}")
            self._runs(runs, fill, out)
            out.append(f"{self._local(style.end)}</a:p>" if style.end else "</a:p>")
        if not paragraphs:
            out.append("<a:p/>")
        out.append(body.tail)
        return "".join(out)

    def _runs(self, runs: Sequence[Run], fill: str, out: list[str]) -> None:
        strong = fill in STRONG_FILLS
        position, count = 0, len(runs)
        while position < count:
            style, text, look, page, ready = runs[position]
            position += 1
            if ready:
                out.append(self._local(ready))
                continue
            # Neighbours of the same look become one run, as PowerPoint itself would save them.
            while position < count and runs[position].style is style and runs[position].look == look and page < 0 > runs[position].page:
                text += runs[position].text
                position += 1
            if strong:
                look = ("white", True, *look[2:])
            self._run(style, text, look, page, out)

    def _run(self, style: RunStyle, text: str, look: tuple[str, bool | None, float, float, str], page: int, out: list[str]) -> None:
        middle, tail = style.around(look)
        link = self._link(look[4]) if look[4] else ""
        if page >= 0:
            shown = f"{LATER}{PAGE}{page}{END}"
            out.append(f"<a:r><a:rPr {self._latin}{middle}{link}{tail}<a:t>{shown}</a:t></a:r>")
            return
        if "\n" not in text:
            if text:
                lang = self._latin if self._chinese or text.isascii() else language_attributes(text, self.lang)
                out.append(f"<a:r><a:rPr {lang}{middle}{link}{tail}<a:t>{text_node(text)}</a:t></a:r>")
            return
        for number, piece in enumerate(text.split("\n")):
            if number:
                out.append(f"<a:br><a:rPr {self._latin}{middle}{tail}</a:br>")
            if piece:
                lang = self._latin if self._chinese or piece.isascii() else language_attributes(piece, self.lang)
                out.append(f"<a:r><a:rPr {lang}{middle}{link}{tail}<a:t>{text_node(piece)}</a:t></a:r>")

    def _link(self, link: str) -> str:
        if link[0] == "u":
            return f"{LATER}{LINK}u{attribute(link[1:])}{END}"
        return f"{LATER}{LINK}s{self.target(link[1:])}{END}"
