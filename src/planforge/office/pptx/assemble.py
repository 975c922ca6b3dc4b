"""Puts drafts together: page numbers, slide and notes parts with their relationships, chart copies, and the package around them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any
from zlib import crc32

from planforge.diagnostics.finding import Finding
from planforge.office import fit
from planforge.office.frame import RowBox, Visual
from planforge.office.markup import CREATION, END, JUMP, LATER, LINK, PAGE
from planforge.office.package import CONTENT_TYPES, Member, Relationship, deflated, relationships_name, zip_bytes
from planforge.office.pptx.collect import Draft, HeldFrame, HeldTable, HeldText, Item, note_height
from planforge.office.pptx.frames import drawn
from planforge.office.pptx.inherit import Spacing
from planforge.office.pptx.notes import WARNINGS
from planforge.office.pptx.presentation import (
    EMPTY_NOTES,
    HYPERLINK_TYPE,
    NOTES_CONTENT,
    NOTES_MASTER_TYPE,
    NOTES_TYPE,
    SLIDE_CONTENT,
    SLIDE_TYPE,
    Names,
    PartLinks,
    Presentation,
    SlideParts,
    content_types_xml,
    core_content,
    core_xml,
    is_kept,
    package_links,
    presentation_xml,
    relationships_xml,
)
from planforge.office.pptx.text_body import BodyStyle, Paragraphs, ParagraphStyle, Run, RunStyle, TextWriter, measure, plain_text, shortened
from planforge.office.rich import ChartData, Text

_JUMP_ACTION = "ppaction://hlinksldjump"
_KEEP_COLOUR = (
    '<a:extLst><a:ext uri="{A12FA001-AC4F-418D-AE19-62706E023703}"><ahyp:hlinkClr '
    'xmlns:ahyp="http://schemas.microsoft.com/office/drawing/2018/hyperlinkcolor" val="tx"/></a:ext></a:extLst>'
)
"""Tells PowerPoint to keep the text's own colour in a link."""
_NOTES_RUN = RunStyle("", 12, False, False, False, "")
_NOTES_PARAGRAPH = ParagraphStyle("", "", 12, Spacing())
_NOTES_BODY = BodyStyle("<p:txBody><a:bodyPr/><a:lstStyle/>", "</p:txBody>", 0, 0, "")
_FIRST_SLIDE_ID = 256
_QUOTED = 40
_TITLE_SHARES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5)
"""Widths tried until a title and its page count fit."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What a compiled template gives to every rendering. `links` are the relationships of notes pages and owned parts."""

    presentation: Presentation
    parts: Mapping[str, bytes]
    slide_parts: Sequence[SlideParts]
    links: Mapping[str, tuple[Relationship, ...]]
    visuals: Mapping[str, Visual]


@dataclass(slots=True)
class Page:
    """A page of the result: its draft, which of the draft's pages it is, its number from 1, and which copy of the template slide."""

    draft: Draft
    index: int
    number: int
    copy: int
    slide_id: int = 0


@dataclass(slots=True)
class Assembly:
    """One rendering's parts on their way into a package."""

    sources: Sources
    drafts: Sequence[Draft]
    writer: TextWriter
    texts: Callable[[str], Text]
    lang: str
    members: dict[str, Member] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    slides: dict[str, tuple[int, int]] = field(default_factory=dict)
    _charts: dict[tuple[int, str], Any] = field(default_factory=dict)

    def number_pages(self) -> None:
        """Gives every page its number and its slide id."""
        copies: dict[int, int] = {}
        used = {ident for _, ident, _ in self.sources.presentation.slides}
        fresh = count(max([_FIRST_SLIDE_ID - 1, *used]) + 1)
        for draft in self.drafts:
            template = draft.style.number
            for index in range(draft.pages):
                copy = copies.get(template, 0)
                copies[template] = copy + 1
                own = self.sources.presentation.slides[template - 1][1]
                page = Page(draft, index, len(self.pages) + 1, copy, own if copy == 0 and own >= _FIRST_SLIDE_ID else next(fresh))
                self.pages.append(page)
                if draft.style.ident:
                    first, number = self.slides.get(draft.style.ident, (page.number, 0))
                    self.slides[draft.style.ident] = (first, number + 1)

    def package(self, title: str, author: str) -> bytes:
        """The finished file."""
        source = self.sources.presentation
        names = Names(self.sources.parts)
        for page in self.pages:
            self._page(page, names)
        links = PartLinks([link for link in source.links if link.kind not in ("slide", "commentAuthors", "authors")])
        listed = [(page.slide_id, links.add(SLIDE_TYPE, _slide_name(page))) for page in self.pages]
        copies: dict[int, list[int]] = {}
        for page in self.pages:
            copies.setdefault(source.slides[page.draft.style.number - 1][1], []).append(page.slide_id)
        self._add(source.part, presentation_xml(source, listed, copies, self.texts))
        self._add(relationships_name(source.part), relationships_xml(source.part, links.links))
        self._add("docProps/core.xml", core_xml(title, author, self.lang), core_content())
        self._add(relationships_name(""), relationships_xml("", package_links(source)))
        for name in source.base:
            self._shared(name)
        types = {name: kind for name, kind in source.types.items() if name in self.members}
        self._add(CONTENT_TYPES, content_types_xml(source, {**types, **self.types}))
        return zip_bytes(self.members.values())

    def _add(self, name: str, data: bytes, kind: str = "") -> None:
        self.members[name] = deflated(name, data)
        if kind:
            self.types[name] = kind

    def _shared(self, name: str) -> None:
        """A part of the template as it is, with its relationships."""
        ready = self.sources.presentation.members
        for item in (name, relationships_name(name)):
            if item in ready:
                self.members[item] = ready[item]

    # ------------------------------------------------------------ pages

    def _page(self, page: Page, names: Names) -> None:
        draft = page.draft
        name = _slide_name(page)
        own = self.sources.slide_parts[draft.style.number - 1]
        renamed = {old: names.fresh(old) for old in own.owned} if page.copy else {}
        links = PartLinks([self._retargeted(link, renamed, page) for link in draft.style.relationships if self._stays(link)])
        text = self._resolved("".join(self._text(item, page) for item in draft.items), links, page)
        warnings = self._note_findings(page)
        self._notes(page, name, links, warnings)
        for shared in own.shared:
            self._shared(shared)
        for old in own.owned:
            self._owned(old, renamed, draft, page)
        self._add(name, text.encode(), SLIDE_CONTENT)
        self._add(relationships_name(name), relationships_xml(name, links.links))

    def _stays(self, link: Relationship) -> bool:
        if link.kind == "notesSlide" or not is_kept(link):
            return False
        return link.kind != "slide" or self._copy_of(link.target) is not None

    def _copy_of(self, part: str, page: Page | None = None) -> Page | None:
        """The page that shows a template slide: in a loop over several slides the copy of the same round, else the first."""
        found = [p for p in self.pages if p.draft.style.part == part and p.index == 0]
        if page is None or len(found) < 2:
            return next(iter(found), None)
        if found[0].draft.style.number > page.draft.style.number:
            return next((p for p in found if p.number > page.number), found[0])
        return next((p for p in reversed(found) if p.number <= page.number), found[0])

    def _retargeted(self, link: Relationship, renamed: Mapping[str, str], page: Page) -> Relationship:
        if link.kind == "slide":
            target = self._copy_of(link.target, page)
            return replace(link, target=_slide_name(target)) if target else link
        return replace(link, target=renamed[link.target]) if link.target in renamed else link

    def _text(self, item: Item, page: Page) -> str:
        if isinstance(item, str):
            return item
        if isinstance(item, HeldTable):
            index = item.table.page_for(page.index)
            return "" if index is None else item.prefix + item.table.xml(index)
        if isinstance(item, HeldText):
            return self._title(item, page)
        return self._drawing(item, page)

    def _title(self, item: HeldText, page: Page) -> str:
        """A title or notes text. A title is cut so that its page count still fits."""
        body = item.body
        counted = _counted(item.paragraphs, page, self.lang)
        if not body.measured or not body.height:
            return self.writer.write(body, counted)
        if body.cut and measure(body, counted, body.width)[0] > body.cut:
            page.draft.cuts.append((body.shape, plain_text(item.paragraphs)))
            for share in _TITLE_SHARES:
                short, _ = shortened(body, item.paragraphs, body.width * share, body.cut)
                counted = _counted(short, page, self.lang)
                if measure(body, counted, body.width)[0] <= body.cut:
                    break
        note_height(page.draft, body, counted)
        return self.writer.write(body, counted)

    def _drawing(self, item: HeldFrame, page: Page) -> str:
        tables: dict[str, tuple[RowBox, ...]] = {}
        for table in page.draft.tables:
            index = table.page_for(page.index)
            if index is not None:
                tables[table.style.name] = table.boxes(index)
        ids = _ids(page)
        text = drawn(item.style, item.arguments, self.sources.visuals, tables, ids, self.lang, self.texts, item.alt)
        return text or item.fallback

    # ------------------------------------------------------------ findings and notes

    def _note_findings(self, page: Page) -> list[str]:
        """Findings of a page; returns the full texts that were cut."""
        draft = page.draft
        where = f"Slide {page.number}" + (f" ({draft.style.ident})" if draft.style.ident else "")
        cuts = list(draft.cuts) if page.index == 0 else []
        overflows = list(draft.overflows) if page.index == 0 else []
        for table in draft.tables:
            if page.index >= len(table.pages):
                continue
            cuts += ((table.style.name, text) for row in table.pages[page.index].rows for text in row.cut)
            if not table.pages[page.index].fits:
                overflows.append((table.style.name, "the table is too tall for its place"))
        for shape, text in cuts:
            self.findings.append(fit.TEXT_CUT.finding(f"{where}, shape '{shape}': {_quoted(text)} was cut."))
        for shape, what in overflows:
            self.findings.append(fit.TEXT_OVERFLOWS.finding(f"{where}, shape '{shape}': {what}."))
        return [text for _, text in cuts]

    def _notes(self, page: Page, slide: str, links: PartLinks, warnings: Sequence[str]) -> None:
        source = self.sources
        items = page.draft.notes
        if not items and not (warnings and source.presentation.notes_master):
            return
        name = f"ppt/notesSlides/notesSlide{page.number}.xml"
        if items:
            own = PartLinks([link for link in source.links[page.draft.style.notes] if link.kind != "slide"])
            xml = "".join(self._notes_text(item, warnings) for item in items)
            for link in own.links:
                self._shared(link.target)
        else:
            own = PartLinks([Relationship("rId1", NOTES_MASTER_TYPE, source.presentation.notes_master)])
            xml = self.writer.write(_NOTES_BODY, _warned([], warnings, self.lang)).join(EMPTY_NOTES)
        own.add(SLIDE_TYPE, slide)
        links.add(NOTES_TYPE, name)
        self._add(name, self._resolved(xml, own, page).encode(), NOTES_CONTENT)
        self._add(relationships_name(name), relationships_xml(name, own.links))

    def _notes_text(self, item: Item, warnings: Sequence[str]) -> str:
        if isinstance(item, HeldText):
            return self.writer.write(item.body, _warned(item.paragraphs, warnings, self.lang))
        return item if isinstance(item, str) else ""

    # ------------------------------------------------------------ owned parts

    def _owned(self, old: str, renamed: Mapping[str, str], draft: Draft, page: Page) -> None:
        """A chart, workbook or diagram part: the template's bytes, or a bound chart's new ones."""
        source = self.sources
        name = renamed.get(old, old)
        kind = source.presentation.types.get(old, "")
        data = self._chart_data(old, draft)
        if data is not None:
            self._add(name, data, kind)
        else:
            ready = source.presentation.members[old]
            self.members[name] = ready if name == old else replace(ready, name=name)
            if kind:
                self.types[name] = kind
        own = source.links[old]
        if own:
            links = relationships_xml(name, [self._retargeted(link, renamed, page) for link in own])
            self._add(relationships_name(name), links)

    def _chart_data(self, part: str, draft: Draft) -> bytes | None:
        """New content for a chart part or its workbook; None when the part stays as it is."""
        for rid, chart in draft.style.charts.items():
            target = next((link.target for link in draft.style.relationships if link.id == rid), "")
            data = draft.charts.get(rid)
            if data is None:
                continue
            if part == target:
                return bytes(self._rendered(draft, rid, chart, data).xml)
            if any(link.kind == "package" and link.target == part for link in self.sources.links[target]):
                return bytes(self._rendered(draft, rid, chart, data).workbook)
        return None

    def _rendered(self, draft: Draft, rid: str, chart: Any, data: ChartData) -> Any:
        key = (id(draft), rid)
        if key not in self._charts:
            self._charts[key] = chart.render(data, self.lang)
        return self._charts[key]

    # ------------------------------------------------------------ what was left for later

    def _resolved(self, xml: str, links: PartLinks, page: Page) -> str:
        """The XML with page numbers, links and creation ids put in."""
        if LATER not in xml:
            return xml
        head, *rest = xml.split(LATER)
        out = [head]
        for piece in rest:
            mark, _, text = piece.partition(END)
            out += (self._later(mark[0], mark[1:], links, page), text)
        return "".join(out)

    def _later(self, kind: str, payload: str, links: PartLinks, page: Page) -> str:
        if kind == CREATION:
            return payload if not page.copy else str(crc32(f"{payload}.{page.copy}".encode()))
        if kind == JUMP:
            rid, _, xml = payload.partition("\x04")
            return xml if any(link.id == rid for link in links.links) else ""
        if kind == LINK and payload[0] == "u":
            rid = links.add(HYPERLINK_TYPE, _unescaped(payload[1:]), external=True)
            return f'<a:hlinkClick r:id="{rid}">{_KEEP_COLOUR}</a:hlinkClick>'
        ident = self._idents()[int(payload[1:] if kind == LINK else payload)]
        first = self.slides.get(ident, (0, 0))[0]
        if kind == PAGE:
            return str(first) if first else "–"
        if not first:
            return ""
        rid = links.add(SLIDE_TYPE, _slide_name(self.pages[first - 1]))
        return f'<a:hlinkClick r:id="{rid}" action="{_JUMP_ACTION}">{_KEEP_COLOUR}</a:hlinkClick>'

    def _idents(self) -> list[str]:
        return list(self.writer.targets)


def _unescaped(text: str) -> str:
    """An attribute's text as it was before escaping; the relationship part escapes it again."""
    for mark, character in (("&#10;", ""), ("&#9;", ""), ("&quot;", '"'), ("&gt;", ">"), ("&lt;", "<"), ("&amp;", "&")):
        text = text.replace(mark, character)
    return text


def _quoted(text: str) -> str:
    """The beginning of a text in quotes, to tell it from others of the same shape."""
    flat = " ".join(text.split())
    return f"“{flat}”" if len(flat) <= _QUOTED else f"“{flat[:_QUOTED].rstrip()}…”"


def _slide_name(page: Page) -> str:
    return f"ppt/slides/slide{page.number}.xml"


def _ids(page: Page) -> Callable[[], int]:
    """Fresh shape ids of a page; every drawing of the page continues the count."""
    draft = page.draft
    if draft.ids_page != page.index:
        draft.ids_page, draft.ids = page.index, count(draft.style.last_id + 1)
    return lambda: next(draft.ids)


def _counted(paragraphs: Paragraphs, page: Page, lang: str) -> Paragraphs:
    """A title with the page count of a table that continues."""
    if page.draft.pages == 1 or not paragraphs:
        return paragraphs
    number, pages = page.index + 1, page.draft.pages
    suffix = f"（{number}/{pages}）" if lang.startswith("zh") else f" ({number}\u00a0of\u00a0{pages})"
    *before, (style, runs) = paragraphs
    last = runs[-1] if runs else Run(_NOTES_RUN, "")
    plain = Run(last.style, suffix, (last.look[0], last.look[1], 1.0, 0.0, ""))
    return [*before, (style, [*runs, plain])]


def _warned(paragraphs: Paragraphs, warnings: Sequence[str], lang: str) -> Paragraphs:
    """Notes with the full text of what was cut, under their heading for warnings."""
    if not warnings:
        return paragraphs
    heading = WARNINGS["zh" if lang.startswith("zh") else "en"]
    style, run = _NOTES_PARAGRAPH, _NOTES_RUN
    for own, runs in paragraphs:
        if runs:
            style, run = own, runs[0].style
    present = any(line.strip().startswith(heading) for line in plain_text(paragraphs).splitlines())
    lines = warnings if present else (heading, *warnings)
    return [*paragraphs, *((style, [Run(run, line)]) for line in lines)]
