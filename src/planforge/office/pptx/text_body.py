"""Text of a shape, cell or notes page while it is rendered: collected in runs, measured, cut, written as XML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from planforge.office.escape import attribute, text_node
from planforge.office.markup import END, LATER, LINK, PAGE, TARGET, in_language
from planforge.office.pptx.drawing import language_attributes
from planforge.office.pptx.inherit import Autofit, Spacing
from planforge.office.text import Layout, Piece, cut, layout, line_factor, on_one_line, width_of
from planforge.office.tones import FILL_XML

STRONG_FILLS = frozenset(("lv4", "bad"))
"""Fills so dark that their text is set white and bold."""
_PLAIN = ("", None, 1.0, 0.0, "")
TOLERANCE = 1.0
"""Points a text may be taller than its box before that counts: renderers round line heights."""
AUTOFITS = (Autofit(), Autofit(0.925, 0.1), Autofit(0.85, 0.2), Autofit(0.775, 0.2), Autofit(0.7, 0.2))
"""The steps in which PowerPoint shrinks text on overflow, down to the smallest that is still written."""
_AS_IT_IS = AUTOFITS[0]
_LEAST_SIZE = 9.0
"""Points below which no text is shrunk."""
_LEAST_BULLET = 0.6
"""Width in em that a bullet takes at least: bullets often come from symbol fonts."""
_UNLIMITED = 1e9
_MOST_WRITTEN = 64
"""How many ways to write a text of one run are kept for each template text."""


@dataclass(slots=True)
class RunStyle:
    """A template run's properties, cut up so that a value can change tone, weight, size and link.

    `attributes` are those without language, size and weight; `line`, `fill`, `fonts`, `link`, `rest` are the children in schema order.
    `unit` is the factor on points that a value adds or takes.
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
    capitals: bool = False
    spacing: float = 0.0
    unit: float = 1.0
    written: dict[tuple[str, bool | None, float, float, str], tuple[str, str]] = field(default_factory=dict)

    def around(self, look: tuple[str, bool | None, float, float, str]) -> tuple[str, str]:
        """What stands between the language attributes and the link, and what follows the link."""
        if look[4]:
            look = (*look[:4], "any")  # where a link leads stands elsewhere; the addresses of all decks would be too many to keep
        found = self.written.get(look)
        if found is None:
            found = self.written[look] = self._around(*look)
        return found

    def _around(self, tone: str, bold: bool | None, scale: float, points: float, link: str) -> tuple[str, str]:
        size = round((self.size + points * self.unit) * scale * 100)
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
    """A template paragraph: its properties as XML, its end properties, its measures; `fades` when it goes without text.

    `simple` when a text of this paragraph alone is as high as its lines, and its first line is as long as the others.
    """

    properties: str
    end: str
    end_size: float
    spacing: Spacing
    fades: bool = False
    end_font: str = ""
    simple: bool = field(init=False)

    def __post_init__(self) -> None:
        own = self.spacing
        plain = own.line >= 0.1 and not (own.exact or own.after or own.after_share or own.first or own.bullet)
        object.__setattr__(self, "simple", plain)


_Look = tuple[str, bool | None, float, float, str]
_WrittenKey = tuple[int, int, _Look, str, str]
_Written = tuple[str, str, ParagraphStyle, RunStyle]
"""XML before and after the characters; the styles are held so that their ids stay theirs."""


@dataclass(slots=True)
class BodyStyle:
    """A template text: XML before and after the paragraphs, room in points (height 0 is not limited), and its rules.

    Attributes:
        cut: lines it may have, 0 for any number.
        wraps: lines are broken at the width.
        scale, reduction: what a stored autofit does to sizes and, off the line factor, to line spacing.
        measured: its height is compared with its room.
        stacked: its letters stand one above the other, which is not measured.
        columns: columns of `width` that the text runs in, each as high as the room.
        autofit: XML before and after the place of an autofit that may be written; empty when the text keeps its size.
        written: XML around a text of one run, by paragraph, run, look and language; kept, since most texts are such.
    """

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
    reduction: float = 0.0
    columns: int = 1
    autofit: tuple[str, str] | tuple[()] = ()
    stacked: bool = False
    written: dict[_WrittenKey, _Written] = field(init=False, repr=False, compare=False, default_factory=dict)


Paragraphs = list[tuple[ParagraphStyle, list[Run]]]


def has_text(paragraphs: Paragraphs) -> bool:
    """True when any run shows something."""
    for _, runs in paragraphs:
        for run in runs:
            if run.text or run.field:
                return True
    return False


def plain_text(paragraphs: Paragraphs) -> str:
    """The characters, one line a paragraph."""
    return "\n".join("".join(run.text for run in runs) for _, runs in paragraphs)


def pieces_of(runs: Sequence[Run], scale: float = 1.0) -> list[Piece]:
    """Runs as the measure wants them."""
    out = []
    for style, text, look, _, _ in runs:
        if look is _PLAIN:
            out.append(Piece(text, style.size * scale, style.bold, style.font, style.capitals, style.spacing))
        else:
            bold = style.bold if look[1] is None else look[1]
            out.append(Piece(text, (style.size + look[3] * style.unit) * look[2] * scale, bold, style.font, style.capitals, style.spacing))
    return out


def height_of(body: BodyStyle, paragraphs: Paragraphs, width: float) -> float:
    """The height in points of a text in a width in points."""
    if len(paragraphs) == 1:
        style, runs = paragraphs[0]
        short = _short_height(body, style, runs, width)
        if short:
            return short
    return _measured(body, paragraphs, width, None)[1]


def measure(body: BodyStyle, paragraphs: Paragraphs, width: float, fit: Autofit | None = None) -> tuple[int, float]:
    """Lines and height in points of a text in a width in points, as `fit` shrinks it, or else as the template stores."""
    if len(paragraphs) == 1 and fit is None:
        short = _short_height(body, *paragraphs[0], width)
        if short:
            return 1, short
    return _measured(body, paragraphs, width, fit)


def _measured(body: BodyStyle, paragraphs: Paragraphs, width: float, fit: Autofit | None) -> tuple[int, float]:
    scale, reduction = (fit.scale, fit.reduction) if fit else (body.scale, body.reduction)
    lines, height = 0, 0.0
    for number, (style, runs) in enumerate(paragraphs):
        spacing = style.spacing
        if runs:
            pieces = pieces_of(runs, scale)
            if body.wraps and not spacing.bullet:
                room = width - spacing.left - spacing.right
                found = layout(pieces, room, cell=body.cell, first=spacing.first, tabs=spacing.tabs)
            else:
                found = _laid_out(body, spacing, pieces, width)
            count, tall = found.lines, found.height
        else:
            count, tall = 1, style.end_size * scale * line_factor(style.end_font, cell=body.cell)
        one = tall / count if count else 0.0
        if spacing.exact:
            tall = count * spacing.exact
        elif spacing.line != 1.0 or reduction:
            tall *= max(spacing.line - reduction, 0.1)
        if number:
            height += spacing.before + spacing.before_share * one
        height += tall + spacing.after + spacing.after_share * one
        lines += count
    return lines, height


def _short_height(body: BodyStyle, style: ParagraphStyle, runs: Sequence[Run], width: float) -> float:
    """The height in points of a text that is one run of plain letters on one line, as most in tables are; 0 for any other."""
    if len(runs) != 1 or not style.simple or not body.wraps or body.scale != 1.0 or body.reduction:
        return 0.0
    run, text, look, _, _ = runs[0]
    if run.capitals or run.spacing:
        return 0.0
    size, bold = run.size, run.bold
    if look is not _PLAIN:
        size = (size + look[3] * run.unit) * look[2]
        bold = bold if look[1] is None else look[1]
    if not on_one_line(text, size, bold, run.font, width - style.spacing.left - style.spacing.right, body.cell):
        return 0.0
    high = size * line_factor(run.font, cell=body.cell)
    return high if style.spacing.line == 1.0 else high * style.spacing.line


def _laid_out(body: BodyStyle, spacing: Spacing, pieces: Sequence[Piece], width: float) -> Layout:
    """A paragraph in a width between the insets."""
    if not body.wraps:
        return layout(pieces, _UNLIMITED, cell=body.cell)
    room = width - spacing.left - spacing.right
    return layout(pieces, room, cell=body.cell, first=_first(spacing, pieces), tabs=spacing.tabs)


def _first(spacing: Spacing, pieces: Sequence[Piece]) -> float:
    """Points by which a paragraph's first line begins right of the others: the text never begins before the end of the bullet."""
    if not spacing.bullet or not pieces:
        return spacing.first
    lead = pieces[0]
    size = spacing.bullet_size if spacing.bullet_size > 4 else lead.size * spacing.bullet_size
    return max(0.0, spacing.first + max(width_of(spacing.bullet, size, lead.bold, lead.font), _LEAST_BULLET * size))


def overflow(body: BodyStyle, paragraphs: Paragraphs, fit: Autofit | None = None) -> tuple[float, float] | None:
    """Height and room in points of a text that is taller than its room; None when it fits."""
    lines, high = measure(body, paragraphs, body.width, fit)
    room = body.height
    if body.columns > 1 and lines:
        # A line that does not fit at the foot of a column leaves its room empty.
        room = body.columns * room - (body.columns - 1) * high / lines
    return (high, room) if high > room + TOLERANCE else None


def autofit(body: BodyStyle, paragraphs: Paragraphs) -> Autofit:
    """The least shrinking with which a text fits its room, or the strongest that is allowed."""
    least = min((run.style.size for _, runs in paragraphs for run in runs if run.text), default=0.0)
    steps = [step for step in AUTOFITS if step is _AS_IT_IS or least * step.scale >= _LEAST_SIZE]
    return next((step for step in steps if overflow(body, paragraphs, step) is None), steps[-1])


def autofit_head(body: BodyStyle, fit: Autofit) -> str:
    """What stands before the paragraphs of a text that is shrunk so."""
    if not body.autofit or fit is _AS_IT_IS:
        return body.head
    before, after = body.autofit
    return f'{before}<a:normAutofit fontScale="{round(fit.scale * 100000)}" lnSpcReduction="{round(fit.reduction * 100000)}"/>{after}'


def shortened(body: BodyStyle, paragraphs: Paragraphs, width: float, limit: int) -> tuple[Paragraphs, bool]:
    """The text in at most so many lines, and whether anything was cut."""
    kept: Paragraphs = []
    left = limit
    for number, (style, runs) in enumerate(paragraphs):
        spacing = style.spacing
        room = width - spacing.left - spacing.right
        pieces = pieces_of(runs, body.scale)
        first = _first(spacing, pieces)
        needed = layout(pieces, room, cell=body.cell, first=first, tabs=spacing.tabs).lines if pieces else 1
        more = number + 1 < len(paragraphs)
        if needed < left or (needed == left and not more):
            kept.append((style, runs))
            left -= needed
            continue
        if needed <= left and pieces:
            # The text goes on below, which the last line kept must say.
            longer = pieces[-1]._replace(text=pieces[-1].text + " " + "…" * 200)
            pieces[-1] = longer
        short, _ = cut(pieces, room, left, cell=body.cell, first=first, tabs=spacing.tabs)
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

    def write(self, body: BodyStyle, paragraphs: Paragraphs, fill: str = "", head: str = "") -> str:
        """The whole text body; `head` stands in for what is before the paragraphs."""
        if len(paragraphs) == 1 and not head and len(paragraphs[0][1]) == 1:
            short = self._one_run(body, paragraphs[0][0], paragraphs[0][1][0], fill)
            if short:
                return short
        out = [self._local(head or body.head)]
        for style, runs in paragraphs or []:
            out.append(f"<a:p>{style.properties}")
            self._runs(runs, fill, out)
            out.append(f"{self._local(style.end)}</a:p>" if style.end else "</a:p>")
        if not paragraphs:
            out.append("<a:p/>")
        out.append(body.tail)
        return "".join(out)

    def _one_run(self, body: BodyStyle, paragraph: ParagraphStyle, run: Run, fill: str) -> str:
        """A text body of one run, which is most of them; empty when it is of another kind."""
        style, text, look, page, ready = run
        if not text or ready or page >= 0 or look[4] or "\n" in text:
            return ""
        if fill in STRONG_FILLS:
            look = ("white", True, *look[2:])
        lang = self._latin if self._chinese or text.isascii() else language_attributes(text, self.lang)
        key = (id(paragraph), id(style), look, lang, self.lang)
        found = body.written.get(key)
        if found is None:
            if len(body.written) >= _MOST_WRITTEN:
                body.written.clear()
            middle, tail = style.around(look)
            before = f"{self._local(body.head)}<a:p>{paragraph.properties}<a:r><a:rPr {lang}{middle}{tail}<a:t>"
            after = f"</a:t></a:r>{self._local(paragraph.end)}</a:p>{body.tail}"
            found = body.written[key] = (before, after, paragraph, style)
        return f"{found[0]}{text_node(text)}{found[1]}"

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
        if link[0] == "t":
            return f"{LATER}{TARGET}{attribute(link[1:])}{END}"
        if link[0] == "u":
            return f"{LATER}{LINK}u{attribute(link[1:])}{END}"
        return f"{LATER}{LINK}s{self.target(link[1:])}{END}"
