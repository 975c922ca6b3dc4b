"""Compiles the text of a shape, cell or notes page: joins split runs, finds tags, and writes the calls that render it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lxml import etree

from planforge.office.markup import LANGUAGE, A, Writer
from planforge.office.pptx.inherit import EMU_PER_POINT, Inherited, Spacing
from planforge.office.pptx.text_body import TOLERANCE, BodyStyle, Paragraphs, ParagraphStyle, Run, RunStyle, measure
from planforge.office.problems import BAD_TAG, SPLIT_TAG, UNKNOWN_DIRECTIVE, WRONG_PLACE, Place
from planforge.office.program import Blocks, Program
from planforge.office.tags import FULL_WIDTH, OpenTag, Token, block_word, has_tag, only_controls, scan

_BREAK, _FIELD = "\v", "\x1c"
_FILLS = frozenset(f"{A}{name}" for name in ("noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill"))
_LINKS = frozenset((f"{A}hlinkClick", f"{A}hlinkMouseOver"))
_REST = frozenset((f"{A}rtl", f"{A}extLst"))


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

    def __init__(self, program: Program, writer: Writer, tables: Tables, theme: dict[str, str]) -> None:
        self.program = program
        self.writer = writer
        self.tables = tables
        self.theme = theme
        self._styles: dict[tuple[str, float, bool, str], int] = {}

    # ------------------------------------------------------------ bodies

    def body(self, element: etree._Element, source: Source, skip: Sequence[etree._Element] = ()) -> int:
        """Compiles a text body without the paragraphs to skip; returns its number."""
        number = self._body_style(element, source)
        paragraphs = [p for p in element if p.tag == f"{A}p" and p not in skip]
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

    def _body_style(self, element: etree._Element, source: Source) -> int:
        properties, styles = element.find(f"{A}bodyPr"), element.find(f"{A}lstStyle")
        name = f"{element.prefix}:txBody"
        head = f"<{name}>{self.writer.fragment(properties)}{self.writer.fragment(styles)}"
        left, top, right, bottom = source.inherited.insets() if not source.cell else (0, 0, 0, 0)
        inherited = source.inherited
        upright = inherited.body("vert", "horz") == "horz"
        if not upright:
            wide, high = source.height - left - right, source.width - top - bottom
        else:
            wide, high = source.width - left - right, source.height - top - bottom
        self.tables.bodies.append(
            BodyStyle(
                head=head,
                tail=f"</{name}>",
                width=max(wide, 0) / EMU_PER_POINT,
                height=max(high, 0) / EMU_PER_POINT if source.own_size else 0.0,
                shape=source.place.shape,
                cell=source.cell,
                cut=source.cut,
                wraps=inherited.body("wrap", "square") != "none",
                scale=inherited.shrink(),
                measured=upright and source.own_size and source.width > 0,
            )
        )
        return len(self.tables.bodies) - 1

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
        body = self.tables.bodies[self._body_style(element, source)]
        self.tables.bodies.pop()
        if not body.measured or not body.height:
            return False
        paragraphs: Paragraphs = []
        for paragraph in element.iter(f"{A}p"):
            style = self.tables.paragraphs[self._paragraph_style(paragraph, [], source)]
            owners = _owners(paragraph)
            text = paragraph_text(paragraph)
            shown = [(owner, character) for owner, character in zip(owners, text, strict=True) if character != _FIELD]
            runs = [
                Run(self.tables.runs[self._run_style(owner, paragraph, source)], character.replace(_BREAK, "\n"))
                for owner, character in shown
            ]
            paragraphs.append((style, runs))
        return measure(body, paragraphs, body.width)[1] > body.height + TOLERANCE

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
            style = self._run_style(owners[token.start], paragraph, source)
            self.program.call("value", here, style, self.program.expression(token.source, here))
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
            if text == _FIELD:
                self.tables.fields.append((run, owner.findtext(f"{A}t") or "", self.writer.fragment(owner)))
                self.program.call("field", place, len(self.tables.fields) - 1)
            else:
                self.tables.texts.append((run, text.replace(_BREAK, "\n").replace(_FIELD, "")))
                self.program.call("text", place, len(self.tables.texts) - 1)
            position = end

    # ------------------------------------------------------------ styles

    def _paragraph_style(self, paragraph: etree._Element, tokens: list[Token], source: Source) -> int:
        properties, end = paragraph.find(f"{A}pPr"), paragraph.find(f"{A}endParaRPr")
        level = _level(paragraph)
        spacing = source.inherited.spacing(level, properties)
        size = source.inherited.size(level, end)
        if end is None:
            run = paragraph.find(f"{A}r/{A}rPr")
            size = source.inherited.size(level, run)
        fades = any(token.kind == "control" for token in tokens)
        style = ParagraphStyle(self.writer.fragment(properties), self.writer.fragment(end), size, spacing or Spacing(), fades)
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
        key = (written, size, bold, font)
        if key not in self._styles:
            self._styles[key] = len(self.tables.runs)
            self.tables.runs.append(self._cut_up(properties, size, bold, font))
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
