"""Compiles the text of a shape, cell or notes page: joins split runs, finds tags, and writes the calls that render it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from lxml import etree

from planforge.office.markup import LANGUAGE, A, Writer
from planforge.office.pptx.inherit import EMU_PER_POINT, Inherited
from planforge.office.pptx.text_body import BodyStyle, Paragraphs, ParagraphStyle, Run, RunStyle, overflow
from planforge.office.problems import BAD_TAG, SPLIT_TAG, UNKNOWN_DIRECTIVE, WRONG_PLACE, Place
from planforge.office.program import Blocks, Program
from planforge.office.tags import FULL_WIDTH, OpenTag, Token, block_word, has_tag, only_controls, scan

_BREAK, _FIELD = "\v", "\x1c"
_FILLS = frozenset(f"{A}{name}" for name in ("noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill"))
_LINKS = frozenset((f"{A}hlinkClick", f"{A}hlinkMouseOver"))
_BEFORE_3D = frozenset(f"{A}{name}" for name in ("prstTxWarp", "noAutofit", "normAutofit", "spAutoFit"))
STACKED = frozenset(("wordArtVert", "wordArtVertRtl"))
"""Directions in which letters stand one above the other, which is not measured."""
_REST = frozenset((f"{A}rtl", f"{A}extLst"))


LinkTaker = Callable[[etree._Element, Place], dict[etree._Element, tuple[int, str]]]
"""Takes out of a paragraph the links whose address holds tags: for each such run the link's number and the expression of its address."""


@dataclass(slots=True)
class Tables:
    """The numbered styles that the calls of a program refer to."""

    bodies: list[BodyStyle]
    paragraphs: list[ParagraphStyle]
    runs: list[RunStyle]
    texts: list[tuple[RunStyle, str]]
    fields: list[tuple[RunStyle, str, str]]


@dataclass(frozen=True, slots=True)
class Source:
    """A text to compile: where it stands, its room in EMU and what it inherits. `rows` is true in a table cell."""

    place: Place
    inherited: Inherited
    width: int
    height: int
    cell: bool = False
    cut: int = 0
    own_size: bool = True


def paragraph_text(paragraph: etree._Element) -> str:
    """The characters of a paragraph; a soft break is a vertical tab."""
    out = []
    for child in paragraph:
        if child.tag == f"{A}r":
            out.append(child.findtext(f"{A}t") or "")
        elif child.tag == f"{A}br":
            out.append(_BREAK)
        elif child.tag == f"{A}fld":
            out.append(_FIELD)
    return "".join(out)


def body_has_tags(body: etree._Element) -> bool:
    """True when any paragraph of a text holds a tag."""
    return any(has_tag(paragraph_text(p)) for p in body.iter(f"{A}p"))


class TextCompiler:
    """Writes text bodies into a program and their styles into tables."""

    def __init__(self, program: Program, writer: Writer, tables: Tables, theme: dict[str, str], links: LinkTaker) -> None:
        self.program = program
        self.writer = writer
        self.tables = tables
        self.theme = theme
        self._take_links = links
        self.unit = 1.0
        """Points on the page for each point that a value adds or takes: less than one on a page lower than 7.5 inches."""
        self._links: dict[etree._Element, tuple[int, str]] = {}
        self._styles: dict[tuple[str, float, bool, str, bool, float], int] = {}

    # ------------------------------------------------------------ bodies

    def body(self, element: etree._Element, source: Source, skip: Sequence[etree._Element] = ()) -> int:
        """Compiles a text body without the paragraphs to skip; returns its number."""
        number = self._body_style(element, source)
        paragraphs = [p for p in element if p.tag == f"{A}p" and p not in skip]
        self._links = {}
        for paragraph in paragraphs:
            self._links |= self._take_links(paragraph, source.place)
        tokens = self._tokens(paragraphs, source.place)
        self.program.call("begin", source.place, number)
        scoped = any(t.kind == "control" and block_word(t.source)[0] == "set" for line in tokens for t in line)
        if scoped:
            self.program.raw("with", source.place)
        blocks = Blocks(self.program.problems)
        for index, (paragraph, line) in enumerate(zip(paragraphs, tokens, strict=True), 1):
            self._paragraph(paragraph, line, source, replace(source.place, paragraph=index), blocks)
        for word in blocks.close():
            self.program.raw(word, source.place)
        if scoped:
            self.program.raw("endwith", source.place)
        return number

    def _body_style(self, element: etree._Element, source: Source, static: bool = False) -> int:
        properties, styles = element.find(f"{A}bodyPr"), element.find(f"{A}lstStyle")
        name = f"{element.prefix}:txBody"
        lead, rest = self._around_autofit(properties, f"<{name}>", self.writer.fragment(styles))
        stored = properties is not None and properties.find(f"{A}normAutofit") is not None
        wide, high = _room(source)
        inherited = source.inherited
        columns, gap = inherited.columns()
        stacked = not source.cell and inherited.body("vert", "horz") in STACKED
        fit = inherited.autofit() if not source.cell else None
        self.tables.bodies.append(
            BodyStyle(
                # A stored shrinking belongs to the template's own text: a text with tags is measured anew.
                head=f"{lead}<a:normAutofit/>{rest}"
                if stored
                else f"<{name}>{self.writer.fragment(properties)}{self.writer.fragment(styles)}",
                tail=f"</{name}>",
                width=max((wide / EMU_PER_POINT - (columns - 1) * gap) / columns, 0),
                height=max(high, 0) / EMU_PER_POINT if source.own_size else 0.0,
                shape=source.place.shape,
                cell=source.cell,
                cut=source.cut,
                wraps=inherited.body("wrap", "square") != "none",
                scale=fit.scale if fit and static else 1.0,
                reduction=fit.reduction if fit and static else 0.0,
                measured=not stacked and source.own_size and source.width > 0,
                stacked=stacked,
                columns=columns,
                autofit=(lead, rest) if fit else (),
            )
        )
        return len(self.tables.bodies) - 1

    def _around_autofit(self, properties: etree._Element | None, before: str, after: str) -> tuple[str, str]:
        """A text's XML up to and after the place of its autofit, which follows a text warp."""
        if properties is None:
            return f"{before}<a:bodyPr>", f"</a:bodyPr>{after}"
        warp = "".join(self.writer.fragment(child) for child in properties if child.tag == f"{A}prstTxWarp")
        others = "".join(self.writer.fragment(child) for child in properties if child.tag not in _BEFORE_3D)
        return f"{before}{self.writer.start(properties)}{warp}", f"{others}</a:bodyPr>{after}"

    def _tokens(self, paragraphs: Sequence[etree._Element], place: Place) -> list[list[Token]]:
        out: list[list[Token]] = []
        texts = [paragraph_text(p) for p in paragraphs]
        for number, text in enumerate(texts, 1):
            here = replace(place, paragraph=number)
            if any(brace in text for brace in FULL_WIDTH):
                self.program.problems.add(BAD_TAG, here, "full-width braces; type { and } with a Latin keyboard")
            try:
                out.append(scan(text))
            except OpenTag as error:
                later = any("}}" in other or "%}" in other for other in texts[number:])
                rule, words = (
                    (SPLIT_TAG, f"the tag begins here and ends in a later paragraph: {error.raw}")
                    if later
                    else (BAD_TAG, f"the tag has no end: {error.raw}")
                )
                self.program.problems.add(rule, here, words)
                out.append([])
        return out

    def static_body(self, element: etree._Element) -> None:
        """Writes a text without tags as it is."""
        self.writer.plain(element)

    def static_overflows(self, element: etree._Element, source: Source) -> bool:
        """True when a text without tags does not fit its box, whatever the data."""
        body, paragraphs = self.static_text(element, source)
        return body.measured and body.height > 0 and overflow(body, paragraphs) is not None

    def static_text(self, element: etree._Element, source: Source) -> tuple[BodyStyle, Paragraphs]:
        """A text without tags as it is measured."""
        body = self.tables.bodies[self._body_style(element, source, static=True)]
        self.tables.bodies.pop()
        paragraphs: Paragraphs = []
        for paragraph in element.iter(f"{A}p"):
            style = self.tables.paragraphs[self._paragraph_style(paragraph, [], source)]
            runs = []
            for owner, characters in groupby(zip(_owners(paragraph), paragraph_text(paragraph), strict=True), key=lambda pair: pair[0]):
                text = "".join(character for _, character in characters)
                shown = (owner.findtext(f"{A}t") or "") if text == _FIELD else text.replace(_BREAK, "\n")
                runs.append(Run(self.tables.runs[self._run_style(owner, paragraph, source)], shown))
            paragraphs.append((style, runs))
        return body, paragraphs

    # ------------------------------------------------------------ paragraphs

    def _paragraph(self, paragraph: etree._Element, tokens: list[Token], source: Source, place: Place, blocks: Blocks) -> None:
        number = self._paragraph_style(paragraph, tokens, source)
        owners = _owners(paragraph)
        closing: list[str] = []
        inline: list[Token] = []
        for token in tokens:
            word, rest = block_word(token.source) if token.kind == "control" else ("", "")
            if word == "bullet":
                here = replace(place, tag=token.raw)
                inner, _ = block_word(rest)
                if inner not in ("for", "if"):
                    self.program.problems.add(UNKNOWN_DIRECTIVE, here, "'bullet' is followed by 'for' or 'if'")
                elif self.program.statement(rest, here):
                    closing.insert(0, f"end{inner}")
            else:
                inline.append(token)
        only = only_controls(inline) and not closing
        first = self._leading(inline)
        for token in inline[:first]:
            self._control(token, place, blocks)
        if not only:
            self.program.call("para", place, number)
        for token in inline[first:]:
            self._token(token, owners, paragraph, source, place, blocks, silent=only)
        for word in closing:
            self.program.raw(word, place)

    @staticmethod
    def _leading(tokens: Sequence[Token]) -> int:
        """How many tokens at the paragraph's start open blocks that close in a later paragraph."""
        count = 0
        for position, token in enumerate(tokens):
            word = block_word(token.source)[0] if token.kind == "control" else ""
            if word not in ("for", "if"):
                break
            depth = 0
            for other in tokens[position:]:
                inner = block_word(other.source)[0] if other.kind == "control" else ""
                depth += (inner in ("for", "if")) - (inner in ("endfor", "endif"))
                if not depth:
                    return count
            count = position + 1
        return count

    def _token(
        self,
        token: Token,
        owners: list[etree._Element],
        paragraph: etree._Element,
        source: Source,
        place: Place,
        blocks: Blocks,
        silent: bool,
    ) -> None:
        here = replace(place, tag=token.raw) if token.kind != "text" else place
        if token.kind == "control":
            self._control(token, place, blocks)
        elif token.kind == "value":
            owner = owners[token.start]
            style = self._run_style(owner, paragraph, source)
            linked = self._links.get(owner)
            if linked:
                self.program.call("link_begin", here)
            self.program.call("value", here, style, self.program.expression(token.source, here))
            if linked:
                self.program.call("link_end", here, *linked)
        elif token.kind == "text" and not silent:
            self._text(token, owners, paragraph, source, place)

    def _control(self, token: Token, place: Place, blocks: Blocks) -> None:
        if token.kind != "control":
            return
        here = replace(place, tag=token.raw)
        word = block_word(token.source)[0]
        if word in ("row", "col", "slide"):
            self.program.problems.add(WRONG_PLACE, here, f"'{word}' cannot stand here")
            return
        if blocks.see(word, here):
            self.program.statement(token.source, here)

    def _text(self, token: Token, owners: list[etree._Element], paragraph: etree._Element, source: Source, place: Place) -> None:
        """Static characters, one call for each run they belong to."""
        position = token.start
        while position < token.end:
            owner = owners[position]
            end = position + 1
            while end < token.end and owners[end] is owner:
                end += 1
            style = self._run_style(owner, paragraph, source)
            run = self.tables.runs[style]
            text = token.source[position - token.start : end - token.start]
            linked = self._links.get(owner)
            if linked:
                self.program.call("link_begin", place)
            if text == _FIELD:
                self.tables.fields.append((run, owner.findtext(f"{A}t") or "", self.writer.fragment(owner)))
                self.program.call("field", place, len(self.tables.fields) - 1)
            else:
                self.tables.texts.append((run, text.replace(_BREAK, "\n").replace(_FIELD, "")))
                self.program.call("text", place, len(self.tables.texts) - 1)
            if linked:
                self.program.call("link_end", place, *linked)
            position = end

    # ------------------------------------------------------------ styles

    def _paragraph_style(self, paragraph: etree._Element, tokens: list[Token], source: Source) -> int:
        properties, end = paragraph.find(f"{A}pPr"), paragraph.find(f"{A}endParaRPr")
        level = _level(paragraph)
        spacing = source.inherited.spacing(level, properties)
        run = end if end is not None else paragraph.find(f"{A}r/{A}rPr")
        size, font = source.inherited.size(level, run), source.inherited.font(level, run, self.theme)
        fades = any(token.kind == "control" for token in tokens)
        style = ParagraphStyle(self.writer.fragment(properties), self.writer.fragment(end), size, spacing, fades, font)
        if style in self.tables.paragraphs[-20:]:
            return len(self.tables.paragraphs) - 1 - self.tables.paragraphs[::-1].index(style)
        self.tables.paragraphs.append(style)
        return len(self.tables.paragraphs) - 1

    def _run_style(self, owner: etree._Element, paragraph: etree._Element, source: Source) -> int:
        properties = owner.find(f"{A}rPr")
        level = _level(paragraph)
        inherited = source.inherited
        size, bold = inherited.size(level, properties), inherited.bold(level, properties)
        font = inherited.font(level, properties, self.theme)
        written = self.writer.fragment(properties)
        capitals, spacing = inherited.capitals(level, properties), inherited.tracking(level, properties)
        key = (written, size, bold, font, capitals, spacing)
        if key not in self._styles:
            self._styles[key] = len(self.tables.runs)
            style = self._cut_up(properties, size, bold, font)
            style.capitals, style.spacing, style.unit = capitals, spacing, self.unit
            self.tables.runs.append(style)
        return self._styles[key]

    def _cut_up(self, properties: etree._Element | None, size: float, bold: bool, font: str) -> RunStyle:
        if properties is None:
            return RunStyle("", size, False, bold, False, font)
        start = self.writer.start(properties, drop=("sz", "b"))
        words = start[len("<a:rPr") : -1].replace(LANGUAGE, "").replace('lang="zh-CN" altLang="en-US"', "")
        groups: dict[str, list[str]] = {"line": [], "fill": [], "fonts": [], "link": [], "rest": []}
        for child in properties:
            group = (
                "line" if child.tag == f"{A}ln" else "fill" if child.tag in _FILLS else "link" if child.tag in _LINKS
                else "rest" if child.tag in _REST else "fonts"
            )  # fmt: skip
            groups[group].append(self.writer.fragment(child))
        joined = {name: "".join(items) for name, items in groups.items()}
        size_set, bold_set = properties.get("sz") is not None, properties.get("b") is not None
        return RunStyle(
            f" {words.strip()}" if words.strip() else "",
            size,
            size_set,
            bold,
            bold_set,
            font,
            line=joined["line"],
            fill=joined["fill"],
            fonts=joined["fonts"],
            link=joined["link"],
            rest=joined["rest"],
        )


def _room(source: Source) -> tuple[int, int]:
    """EMU that lines may take across and along; a turned text has its lines along the height of its box."""
    if source.cell:
        return source.width, source.height
    left, top, right, bottom = source.inherited.insets()
    if source.inherited.body("vert", "horz") == "horz":
        return source.width - left - right, source.height - top - bottom
    # Programs differ in whether insets turn with the text, so the larger ones count.
    inset = max(left + right, top + bottom)
    return source.height - inset, source.width - inset


def _level(paragraph: etree._Element) -> int:
    properties = paragraph.find(f"{A}pPr")
    return int(properties.get("lvl") or 0) if properties is not None else 0


def _owners(paragraph: etree._Element) -> list[etree._Element]:
    """For each character of the paragraph's text, the run it stands in."""
    owners: list[etree._Element] = []
    for child in paragraph:
        if child.tag == f"{A}r":
            owners += [child] * len(child.findtext(f"{A}t") or "")
        elif child.tag in (f"{A}br", f"{A}fld"):
            owners.append(child)
    return owners
