"""Machine checks of a review deck against the visual standard: texts, titles, colours, fonts, overlaps, tables, charts, notes.

`inspect_deck` returns problems as sentences that name slide and shape; an empty list is a deck fit for review. Whether the
file is a sound archive is the matter of `support.archive`.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise
from typing import Any

from pptx import Presentation

from planforge.office.text import width_of
from support.deck_charts import chart_numbers, chart_problems, chart_texts
from support.deck_contrast import Reader
from support.deck_shapes import EMU, A, Box, Cell, Item, P, Paragraph, R, cells_of, fonts_of, items_of, path_of, row_heights

HEADINGS = {"en-GB": ("PURPOSE", "SAY", "ASK", "TRACE", "WARNINGS"), "zh-CN": ("目的", "要点", "提问", "追溯", "提示")}
COVER_HEADINGS = {"en-GB": ("PURPOSE", "SAY", "AGENDA"), "zh-CN": ("目的", "要点", "议程")}
EDITED = {"en-GB": "The title was edited", "zh-CN": "标题由工作簿"}
"""How the notes mark a title that was typed into the workbook."""
LABELLED_TITLES = ("Appendix", "附录")
"""Sections whose titles may be labels and whose notes ask nothing."""
MAY_OVERLAP = (("pf:quadrant", "pf:chart-position"), ("pf:takeaway", "pf:takeaway-bar"))
"""Pairs that stand on each other on purpose: a transparent chart on its field, a bar on its panel."""
GLYPHS_ALONE = ("pf:cell",)
"""Shapes in drawings whose glyph is explained by the drawing's legend: the support cell of a person's card."""
PAGE = 7.5
"""Inches of a page's height for which sizes of text are set."""
TOLERANCE = 0.02
TEXT_SLACK = 0.03
_GLYPH = re.compile("[●▲■○]")
_CJK = re.compile("[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f]")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_PAGE = re.compile(r"\s*[（(]\d+(?:\s+of\s+|/)\d+[)）]$")
_LEFT_OVER = re.compile(r"\{\{|\}\}|\{%|%\}|#DIV|#REF|#VALUE|#N/A|#NAME|\bNone\b(?! of| is| are)|\b[Nn]a[Nn]\b(?! [A-Z])|Rich\(|Span\(")
_UGLY = re.compile(r"(?<!\.)\.\.(?!\.)|\s[,;:.!?](?:\s|$)|\(\s*\)|（\s*）|\S  +\S|[。；，：]{2,}|；$|;$")
_ORDER = {"pf:title": 0, "pf:tracker": 1, "pf:sticker": 2, "pf:subtitle": 3, "pf:source": 90, "pf:footer": 91, "pf:number": 92}


@dataclass
class Slide:
    """A slide with its shapes and what the checks ask of it. `scale` is the page's height by 7.5 inches, for which sizes are set."""

    number: int
    page: Any
    lang: str
    scale: float = 1.0

    @cached_property
    def items(self) -> list[Item]:
        return items_of(self.page)

    @cached_property
    def all_items(self) -> list[Item]:
        return [found for item in self.items for found in item.walk()]

    @cached_property
    def cells(self) -> dict[str, list[Cell]]:
        fonts = fonts_of(self.page)
        return {item.name: list(cells_of(item.element.find(f".//{A}tbl"), fonts)) for item in self.items if item.kind == "table"}

    @cached_property
    def charts(self) -> dict[str, Any]:
        return {shape.name: shape.chart.part for shape in self.page.shapes if shape.has_chart}

    def named(self, name: str) -> Item | None:
        return next((item for item in self.items if item.name == name), None)

    def text_of(self, name: str) -> str:
        item = self.named(name)
        return item.text.strip() if item else ""

    @property
    def title(self) -> str:
        return self.text_of("pf:title")

    @property
    def cover(self) -> bool:
        return self.named("pf:cover-facts") is not None

    @property
    def appendix(self) -> bool:
        return self.text_of("pf:tracker").startswith(LABELLED_TITLES)

    @property
    def empty_state(self) -> bool:
        return any(item.name == "pf:empty-state" for item in self.items)

    @property
    def edited(self) -> bool:
        """True when the title was typed into the workbook; the notes say so."""
        return EDITED.get(self.lang, "?") in self.notes

    @property
    def notes(self) -> str:
        return str(self.page.notes_slide.notes_text_frame.text).replace("\v", "\n") if self.page.has_notes_slide else ""

    @cached_property
    def texts(self) -> list[tuple[str, str]]:
        """Shape name and text of every paragraph outside title, footer and number."""
        frame = ("pf:title", "pf:tracker", "pf:footer", "pf:number")
        found = [(i.name, p.text) for i in self.all_items if i.body and i.name not in frame for p in i.body.paragraphs]
        found += [(name, p.text) for name, cells in self.cells.items() for cell in cells for p in cell.paragraphs]
        found += [(name, text) for name, part in self.charts.items() for text in chart_texts(part)]
        return [(name, text) for name, text in found if text.strip()]


def slides_of(data: bytes) -> list[Slide]:
    """The slides of a deck, opened for inspection."""
    deck = Presentation(io.BytesIO(data))
    lang = deck.core_properties.language or ""
    return [Slide(number, page, lang) for number, page in enumerate(deck.slides, 1)]


def inspect_deck(data: bytes) -> list[str]:
    """Problems of a finished review deck in slide order; empty when there are none."""
    deck = Presentation(io.BytesIO(data))
    lang = deck.core_properties.language or ""
    slides = [Slide(number, page, lang, deck.slide_height / EMU / PAGE) for number, page in enumerate(deck.slides, 1)]
    found = list(_deck(deck, slides))
    size = Box(0, 0, deck.slide_width / EMU, deck.slide_height / EMU)
    found.extend(_title_figures(slides))
    for slide in slides:
        for check in _SLIDE_CHECKS:
            found.extend(f"slide {slide.number}: {problem}" for problem in check(slide))
        found.extend(f"slide {slide.number}: {problem}" for problem in _on_page(slide, size))
    return found


# ---------------------------------------------------------------- the deck


def _deck(deck: Any, slides: list[Slide]) -> Iterator[str]:
    core = deck.core_properties
    for name in ("title", "author", "language"):
        if not getattr(core, name):
            yield f"document property {name} is empty"
    if core.language not in HEADINGS:
        yield f"document language is {core.language!r}"
    for title, count in Counter(slide.title for slide in slides).items():
        if count > 1:
            yield f"{count} slides have the title {title!r}"
    kind = deck.part._element.find(f"{P}sldSz").get("type")
    if kind not in (None, "custom"):
        yield f"slide size says it is {kind!r}, but the page is {deck.slide_width / EMU:.2f} x {deck.slide_height / EMU:.2f} inches"
    yield from _sections(deck, slides)


def _sections(deck: Any, slides: list[Slide]) -> Iterator[str]:
    namespace = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
    sections = list(deck.part._element.iter(f"{namespace}section"))
    if not sections:
        yield "the deck has no sections"
        return
    listed = [(section.get("name"), int(i.get("id"))) for section in sections for i in section.iter(f"{namespace}sldId")]
    order = [slide.page.slide_id for slide in slides]
    if [ident for _, ident in listed] != order:
        yield "the sections do not hold every slide once and in order"
    names = {ident: name for name, ident in listed}
    told: set[str] = set()
    for slide in slides:
        name = names.get(slide.page.slide_id, "")
        head = slide.text_of("pf:tracker").split(" › ")[0]
        if not slide.cover and head and not (head.startswith(name) or name.startswith(head)) and name not in told:
            told.add(name)
            yield f"section {name!r} is not named like the tracker {head!r} of slide {slide.number}"
        if slide.cover and re.fullmatch("[a-z_]+", name) and name not in told:
            told.add(name)
            yield f"section {name!r} bears a name for programs"


# ---------------------------------------------------------------- titles and frame texts


def _titles(slide: Slide) -> Iterator[str]:
    item = slide.named("pf:title")
    if item is None or item.body is None or not slide.title:
        yield "no title"
        return
    if slide.cover:
        return
    lines = sum(found.lines for found in item.body.layouts)
    if lines > 2:
        yield f"pf:title: {lines} lines at 24 pt: {slide.title!r}"
    if not slide.appendix and not _says_something(slide):
        yield f"pf:title: neither a figure nor a name: {slide.title!r}"
    if slide.title.endswith((".", "。")):
        yield f"pf:title: ends in a full stop: {slide.title!r}"


def _says_something(slide: Slide) -> bool:
    if re.search(r"\d", slide.title):
        return True
    named = (text.strip() for name, text in slide.texts if name not in ("pf:heading", "pf:subtitle", "pf:source"))
    return any(len(text) > 1 and text in slide.title for text in named) or bool(re.search(r"(?<=\s)[A-Z]\w", slide.title))


def _title_figures(slides: list[Slide]) -> Iterator[str]:
    """R3: the numbers of a title stand in the other texts of its slide, or of the pages it goes on over."""
    pages: dict[str, list[Slide]] = {}
    for slide in slides:
        if not slide.cover and not slide.edited:
            pages.setdefault(_PAGE.sub("", slide.title), []).append(slide)
    for title, group in pages.items():
        shown = {_plain(n) for slide in group for _, text in slide.texts for n in _NUMBER.findall(text)}
        values = [abs(value) for slide in group for part in slide.charts.values() for value in chart_numbers(part)]
        for number in _NUMBER.findall(title):
            plain = _plain(number)
            decimals = len(plain.partition(".")[2])
            if plain not in shown and not any(f"{value:.{decimals}f}" == plain for value in values):
                yield f"slide {group[0].number}: pf:title: {number} stands nowhere else on the slide: {title!r}"


def _plain(number: str) -> str:
    return number.replace(",", "")


def _frame_texts(slide: Slide) -> Iterator[str]:
    if not slide.text_of("pf:subtitle"):
        yield "no subtitle"
    if slide.cover:
        return
    for name in ("pf:tracker", "pf:source", "pf:footer", "pf:number"):
        if not slide.text_of(name):
            yield f"{name}: empty or missing"
    for name in ("pf:title", "pf:subtitle", "pf:source", "pf:takeaway"):
        text = slide.text_of(name)
        if _UGLY.search(text):
            yield f"{name}: punctuation or blanks look wrong: {text!r}"


def _left_over(slide: Slide) -> Iterator[str]:
    texts = [("pf:title", slide.title), *slide.texts, ("notes", slide.notes), *((i.name, i.alt) for i in slide.items)]
    for name, text in texts:
        match = _LEFT_OVER.search(text)
        if match:
            yield f"{name}: {match.group()!r} left over in {text[max(0, match.start() - 20) : match.end() + 20]!r}"


def _empty_placeholders(slide: Slide) -> Iterator[str]:
    for item in slide.all_items:
        if item.placeholder is not None and not item.text.strip():
            yield f"{item.name}: empty placeholder"


def _reading_order(slide: Slide) -> Iterator[str]:
    ranks = [(_ORDER.get(item.name, 50), item.name) for item in slide.items]
    for (before, one), (after, other) in pairwise(ranks):
        if before > after:
            yield f"{other}: stands after {one} in the reading order"
    blocks = [item for item in slide.items if item.kind in ("table", "chart", "group") and item.extent is not None]
    for one, other in pairwise(blocks):
        a, b = one.extent, other.extent
        if a is not None and b is not None and a.shared(b)[1] > 0.5 * min(a.height, b.height) and b.right <= a.left:
            yield f"{other.name}: stands left of {one.name} but is read after it"


# ---------------------------------------------------------------- notes


def _notes(slide: Slide) -> Iterator[str]:
    if not slide.notes.strip():
        yield "notes are empty"
        return
    wanted = list((COVER_HEADINGS if slide.cover else HEADINGS).get(slide.lang, ()))
    known = [line for line in slide.notes.split("\n") if line in {*HEADINGS.get(slide.lang, ()), *wanted}]
    if slide.appendix:
        wanted = [h for h in wanted if h not in HEADINGS[slide.lang][2:4]]
        known = [h for h in known if h not in HEADINGS[slide.lang][2:4]]
    elif slide.empty_state:
        wanted, known = ([h for h in heads if h != HEADINGS[slide.lang][3]] for heads in (wanted, known))
    if known != wanted:
        yield f"notes have the headings {known} instead of {wanted}"
    headings = {*HEADINGS.get(slide.lang, ()), *COVER_HEADINGS.get(slide.lang, ())}
    lines = [line for line in slide.notes.split("\n") if line.strip()]
    for line, below in pairwise([*lines, next(iter(headings), "")]):
        if line in headings and below in headings:
            yield f"notes: nothing stands under {line}"


# ---------------------------------------------------------------- looks


def _looks(slide: Slide) -> Iterator[str]:
    parts = [("slide", slide.page._element), *((name, part._element) for name, part in slide.charts.items())]
    if slide.page.has_notes_slide:
        parts.append(("notes", slide.page.notes_slide._element))
    for name, root in parts:
        for element in root.iter(f"{A}srgbClr", f"{A}sysClr", f"{A}prstClr", f"{A}scrgbClr", f"{A}hslClr"):
            yield f"{name}: fixed colour {element.get('val')} in {_owner(element) or name}"
        for element in root.iter(f"{A}latin", f"{A}ea", f"{A}cs", f"{A}sym", f"{A}buFont"):
            if not element.get("typeface", "+").startswith("+"):
                yield f"{name}: fixed font {element.get('typeface')} in {_owner(element) or name}"
        for element in root.iter(f"{A}defRPr"):
            if element.get("sz") and int(element.get("sz")) < 900 * slide.scale - 1:
                yield f"{name}: default text of {int(element.get('sz')) / 100} pt"
        for element in root.iter(f"{A}normAutofit", f"{A}spAutoFit"):
            yield f"{_owner(element) or name}: relies on autofit"
    for element in slide.page._element.iter(f"{P}pic", f"{P}timing", f"{P}transition"):
        yield f"{element.tag.rpartition('}')[2]} on the slide"


def _sizes(slide: Slide) -> Iterator[str]:
    for item in slide.all_items:
        smallest = min((p.size for para in item.body.paragraphs for p in para.pieces if p.text.strip()), default=99) if item.body else 99
        if smallest < 9 * slide.scale - 0.01:
            yield f"{item.name}: text of {smallest} pt"
    for name, cells in slide.cells.items():
        for cell in cells:
            for piece in (piece for paragraph in cell.paragraphs for piece in paragraph.pieces):
                # The second language of a bilingual label may be smaller than its table, but not below what is read at all.
                floor = 9 if _CJK.search(piece.text) and slide.lang != "zh-CN" else 10
                if piece.text.strip() and piece.size < floor * slide.scale - 0.01:
                    yield f"{name}: row {cell.row + 1}, column {cell.column + 1}: {piece.size} pt: {piece.text!r}"


def _owner(element: Any) -> str:
    for ancestor in element.iterancestors():
        properties = ancestor.find(f"*/{P}cNvPr")
        if properties is not None and ancestor.tag != f"{P}spTree":
            return str(properties.get("name"))
    return ""


def _languages(slide: Slide) -> Iterator[str]:
    roots = [("", slide.page._element), *((f"{name}: ", part._element) for name, part in slide.charts.items())]
    if slide.page.has_notes_slide:
        roots.append(("notes: ", slide.page.notes_slide._element))
    for name, root in roots:
        for run in root.iter(f"{A}r", f"{A}fld"):
            text = run.findtext(f"{A}t") or ""
            properties = run.find(f"{A}rPr")
            tag = properties.get("lang") if properties is not None else None
            wanted = "zh-CN" if _CJK.search(text) or slide.lang == "zh-CN" else "en-GB"
            if tag != wanted and text.strip():
                yield f"{name}{_owner(run)}: run {text[:30]!r} has the language {tag}, not {wanted}"


def _glyphs(slide: Slide) -> Iterator[str]:
    for name, text in slide.texts:
        if name in GLYPHS_ALONE:
            continue
        for match in _GLYPH.finditer(text):
            rest = text[match.end() :].lstrip(" \u00a00123456789")  # a word may be counted: 2 missing
            if not rest or unicodedata.category(rest[0])[0] != "L":
                yield f"{name}: status glyph {match.group()} without a word: {text[:60]!r}"


# ---------------------------------------------------------------- accessibility


def _alt_texts(slide: Slide) -> Iterator[str]:
    for item in slide.items:
        if item.kind in ("chart", "table", "group", "picture"):
            if not item.alt.strip():
                yield f"{item.name}: no alt text"
        elif not item.text.strip() and not item.alt and not item.decorative:
            yield f"{item.name}: neither text, alt text nor decorative mark"
        if item.alt.startswith("pf"):
            yield f"{item.name}: directive left in the alt text"
        if item.decorative and item.alt:
            yield f"{item.name}: decorative and described at once"


def _links(slide: Slide) -> Iterator[str]:
    relations = slide.page.part.rels
    numbers = {page.part.partname: n for n, page in enumerate(slide.page.part.package.presentation_part.presentation.slides, 1)}
    for link in slide.page._element.iter(f"{A}hlinkClick"):
        ident = link.get(f"{R}id") or ""
        text = (link.getparent().getparent().findtext(f"{A}t") or "").strip()
        if link.get("action") != "ppaction://hlinksldjump":
            if not ident or ident not in relations:
                yield f"link {text!r} leads nowhere"
            continue
        target = relations[ident].target_part.partname if ident in relations else None
        if target not in numbers:
            yield f"link {text!r} leads to no slide of the deck"
        elif text.isdigit() and int(text) != numbers[target]:
            yield f"link {text!r} leads to slide {numbers[target]}"


# ---------------------------------------------------------------- tables


def _tables(slide: Slide) -> Iterator[str]:
    floor = min((i.box.top for i in slide.items if i.name in ("pf:takeaway", "pf:source") and i.box and i.body), default=7.5)
    source = slide.named("pf:source")
    if source is not None and source.body is not None and floor == source.body.box.top:
        floor = source.body.ink.top
    for item in slide.items:
        if item.kind != "table" or item.box is None:
            continue
        table = item.element.find(f".//{A}tbl")
        properties = table.find(f"{A}tblPr")
        if properties is None or properties.get("firstRow") != "1":
            yield f"{item.name}: no header row"
        heights = row_heights(table)
        if len(heights) < 2:
            yield f"{item.name}: no rows under the header"
        yield from (f"{item.name}: {problem}" for problem in _cells(slide.cells[item.name], heights))
        bottom = item.box.top + sum(heights)
        below = slide.named("pf:takeaway")
        limit = floor
        if below is not None and below.box is not None and min(below.box.right, item.box.right) - max(below.box.left, item.box.left) <= 0:
            limit = source.body.ink.top if source is not None and source.body is not None else 7.5
        if bottom > limit + TOLERANCE:
            yield f"{item.name}: ends at {bottom:.2f} in, below {limit:.2f} where takeaway or source begin"
        if abs(sum(heights) - item.box.height) > TOLERANCE:
            yield f"{item.name}: frame is {item.box.height:.2f} in tall, its rows take {sum(heights):.2f}"
        width = sum(int(c.get("w")) for c in table.iter(f"{A}gridCol")) / EMU
        if abs(width - item.box.width) > TOLERANCE:
            yield f"{item.name}: frame is {item.box.width:.2f} in wide, its columns take {width:.2f}"


def _cells(cells: list[Cell], heights: list[float]) -> Iterator[str]:
    for cell in cells:
        place = f"row {cell.row + 1}, column {cell.column + 1}"
        if any(cell.element.get(name) for name in ("gridSpan", "rowSpan", "hMerge", "vMerge")):
            yield f"{place} is merged"
        if not cell.text.strip():
            yield f"{place} is empty"
        if cell.needed > heights[cell.row] + TOLERANCE:
            yield f"{place} needs {cell.needed:.2f} in, its row has {heights[cell.row]:.2f}: {cell.text[:50]!r}"
        yield from (f"{place}: {problem}" for p in cell.paragraphs for problem in _broken_words(p, cell.width))


def _broken_words(paragraph: Paragraph, width: float) -> Iterator[str]:
    for piece in paragraph.pieces:
        for word in re.split(r"[\s\u2013\u2014/-]+", piece.text):
            if word and not _CJK.search(word) and width_of(word, piece.size, piece.bold, piece.font) > width * 72 + 0.5:
                yield f"the word {word!r} is wider than {width:.2f} in and breaks"


# ---------------------------------------------------------------- place


def _on_page(slide: Slide, page: Box) -> Iterator[str]:
    for item in slide.all_items:
        if item.box is not None and not item.box.inside(page, 0.005):
            yield f"{item.name}: {item.box} leaves the slide"


def _text_fits(slide: Slide) -> Iterator[str]:
    for item in slide.all_items:
        if item.body is None or not item.text.strip():
            continue
        if item.body.needed > item.body.room + TEXT_SLACK:
            yield f"{item.name}: text needs {item.body.needed:.2f} in, its box has {item.body.room:.2f}: {item.text[:50]!r}"
        for paragraph in item.body.paragraphs:
            yield from (f"{item.name}: {problem}" for problem in _broken_words(paragraph, item.body.width))


def _overlaps(slide: Slide) -> Iterator[str]:
    """Objects of the body that stand on each other; of texts the ink counts, of drawings what is drawn."""
    found = []
    for item in slide.items:
        area = _area(item)
        if area is not None:
            found.append((item, area))
    for (one, a), (other, b) in combinations(found, 2):
        if a.overlaps(b, TOLERANCE) and (one.name, other.name) not in MAY_OVERLAP and (other.name, one.name) not in MAY_OVERLAP:
            wide, high = a.shared(b)
            yield f"{one.name} and {other.name} overlap by {wide:.2f} x {high:.2f} in ({one.text[:20]!r}, {other.text[:20]!r})"


def _area(item: Item) -> Box | None:
    if item.kind == "line" or item.box is None:
        return None
    if item.kind == "text":
        filled = item.element.find(f"{P}spPr/{A}solidFill") is not None
        return item.box if filled else item.body.ink if item.body and item.text.strip() else None
    if item.kind == "table":
        table = item.element.find(f".//{A}tbl")
        return Box(item.box.left, item.box.top, item.box.right, item.box.top + sum(row_heights(table)))
    if item.kind == "group":
        boxes = [area for child in item.children if (area := _area(child)) is not None or (area := child.box) is not None]
        if boxes:
            return Box(min(b.left for b in boxes), min(b.top for b in boxes), max(b.right for b in boxes), max(b.bottom for b in boxes))
    return item.box


def _drawings(slide: Slide) -> Iterator[str]:
    """Words in drawings must not stand on other words."""
    for item in slide.items:
        if item.kind == "group":
            yield from (f"{item.name}: {problem}" for problem in drawing_problems(item.children))


def drawing_problems(children: list[Item]) -> Iterator[str]:
    """Texts of a drawing that stand on each other, and connectors that run through cards they do not end at."""
    texts = [(child, child.body.ink) for child in children if child.body is not None and child.text.strip()]
    for (one, a), (other, b) in combinations(texts, 2):
        if a.overlaps(b, 0.03):
            wide, high = a.shared(b)
            yield f"the texts {one.text[:25]!r} and {other.text[:25]!r} stand on each other by {wide:.2f} x {high:.2f} in"
    cards = [child for child in children if re.fullmatch(r"pf:card-(?!bar).+", child.name)]
    for link in children:
        ends = {end.get("id") for end in link.element.iter(f"{A}stCxn", f"{A}endCxn")}
        if ends:
            away = [card for card in cards if card.ident not in ends]
            yield from (f"{link.name} {link.alt[:40]!r} runs through {card.name}" for card in away if _crossed(link, card))


def _crossed(link: Item, card: Item) -> bool:
    """True when a segment of a connector runs through a card or along its edge."""
    if card.box is None:
        return False
    for (x1, y1), (x2, y2) in pairwise(path_of(link.element)):
        segment = Box(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
        if segment.overlaps(card.box, -0.02):
            return True
    return False


def _charts(slide: Slide) -> Iterator[str]:
    for name, part in slide.charts.items():
        yield from (f"{name}: {problem}" for problem in chart_problems(part))


def _contrast(slide: Slide) -> Iterator[str]:
    reader = Reader(slide.page, slide.scale)
    yield from reader.problems(slide.all_items)
    for name, part in slide.charts.items():
        yield from reader.chart_problems(name, part._element)


_SLIDE_CHECKS = (
    _titles, _frame_texts, _left_over, _empty_placeholders, _reading_order, _notes, _looks, _sizes, _languages, _glyphs,
    _alt_texts, _links, _tables, _text_fits, _overlaps, _drawings, _charts, _contrast,
)  # fmt: skip
