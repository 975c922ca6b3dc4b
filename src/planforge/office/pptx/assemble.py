"""Puts drafts together: slide and notes parts with their relationships, copies of the parts behind them, and the package around."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from planforge.diagnostics.finding import Finding
from planforge.office import fit
from planforge.office.frame import RowBox
from planforge.office.limits import Budget, Limits
from planforge.office.package import CONTENT_TYPES, Member, Relationship, deflated, relationships_name, zip_bytes
from planforge.office.pptx.cell_pictures import cell_pictures
from planforge.office.pptx.creation_ids import number_of_copy
from planforge.office.pptx.drafts import Draft, HeldFrame, HeldTable, HeldText, Item
from planforge.office.pptx.frames import drawn
from planforge.office.pptx.images import Media
from planforge.office.pptx.later import LaterMarks
from planforge.office.pptx.page_texts import NOTES_BODY, misfits, quoted, title_xml, warned
from planforge.office.pptx.pages import Page, Pages, numbered
from planforge.office.pptx.part_copies import is_kept, without_links
from planforge.office.pptx.presentation import EMPTY_NOTES, presentation_xml, relationship_ids
from planforge.office.pptx.properties import CORE_CONTENT, CORE_PART, content_types_xml, core_xml, package_links
from planforge.office.pptx.references import Targets, finished
from planforge.office.pptx.relations import NOTES_MASTER_TYPE, NOTES_TYPE, SLIDE_TYPE, Names, PartLinks, relationships_xml
from planforge.office.pptx.slide_lists import sections_xml, shows_xml
from planforge.office.pptx.sources import Sources
from planforge.office.pptx.text_body import TextWriter
from planforge.office.problems import LINK_LOST
from planforge.office.rich import Text

_SLIDE_CONTENT = "application/vnd.openxmlformats-officedocument.presentationml.slide+xml"
_NOTES_CONTENT = "application/vnd.openxmlformats-officedocument.presentationml.notesSlide+xml"


@dataclass(slots=True)
class Assembly:
    """One rendering's parts on their way into a package. `keep_cut`: what is cut stands in full in the notes."""

    sources: Sources
    drafts: Sequence[Draft]
    writer: TextWriter
    texts: Callable[[str], Text]
    lang: str
    keep_cut: bool = True
    members: dict[str, Member] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    extensions: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    slides: dict[str, tuple[int, int]] = field(default_factory=dict)
    budget: Budget = field(default_factory=lambda: Budget(Limits()))
    paged: Pages = field(default_factory=lambda: Pages(()))
    _sections: frozenset[str] = frozenset()
    _shows: frozenset[str] = frozenset()
    _groups: dict[str, list[str]] = field(default_factory=dict)
    _charts: dict[tuple[int, str], Any] = field(default_factory=dict)

    @property
    def pages(self) -> Sequence[Page]:
        """The pages in order."""
        return self.paged.pages

    def number_pages(self) -> None:
        """Gives every page its number and its slide id."""
        self.paged = numbered(self.drafts, [ident for _, ident, _ in self.sources.presentation.slides])
        for page in self.pages:
            ident = page.draft.style.ident
            if ident:
                first, number = self.slides.get(ident, (page.number, 0))
                self.slides[ident] = (first, number + 1)

    def package(self, title: str, author: str) -> bytes:
        """The finished file."""
        source = self.sources.presentation
        names = Names(self.sources.parts)
        self._presentation()
        for page in self.pages:
            self._page(page, names)
        self._add(CORE_PART, core_xml(title, author, self.lang), CORE_CONTENT)
        self._add(relationships_name(""), relationships_xml("", package_links(source.package_links)))
        for name in source.base:
            self._shared(name)
        for name, pointing in source.pointing.items():
            self._pointing(name, pointing)
        types = {name: kind for name, kind in source.types.items() if name in self.members}
        self._add(CONTENT_TYPES, content_types_xml({**source.extensions, **self.extensions}, {**types, **self.types}))
        return zip_bytes(self.members.values())

    def _presentation(self) -> None:
        source = self.sources.presentation
        links = PartLinks([link for link in source.links if link.kind != "slide" and is_kept(link)])
        listed = [(page.slide_id, links.add(SLIDE_TYPE, page.part)) for page in self.pages]
        sections = shows = ""
        if source.sections:
            idents = [(source.slides[page.draft.style.number - 1][1], page.slide_id) for page in self.pages]
            sections, self._sections = sections_xml(source.sections, idents, self.texts)
        if source.shows:
            copies = [(page.draft.style.part, rid) for page, (_, rid) in zip(self.pages, listed, strict=True)]
            shows, kept = shows_xml(source.shows, relationship_ids(source, copies))
            self._shows = frozenset(show.ident for show in kept)
            for show in source.shows:
                if show not in kept:
                    self.findings.append(LINK_LOST.finding(f"The custom show '{show.name}' has no slide in this result and was left out."))
        self._add(source.part, presentation_xml(source, listed, shows, sections))
        self._add(relationships_name(source.part), relationships_xml(source.part, links.links))

    def _add(self, name: str, data: bytes, kind: str = "") -> None:
        self.budget.wrote(len(data))
        self.members[name] = deflated(name, data)
        if kind:
            self.types[name] = kind

    def _shared(self, name: str) -> None:
        """A part of the template as it is, with its relationships."""
        ready = self.sources.presentation.members
        for item in (name, relationships_name(name)):
            if item in ready:
                self.members[item] = ready[item]

    def _pointing(self, name: str, links: Sequence[Relationship]) -> None:
        """A layout or master with links to slides: they lead to the first copy."""
        found = {link.id: self.paged.first_of(link.target) for link in links if link.kind == "slide"}
        lost = frozenset(ident for ident, page in found.items() if page is None)
        if lost:
            self._add(name, without_links(self.sources.data[name], lost))
        kept = [replace(link, target=page.part) if (page := found.get(link.id)) else link for link in links if link.id not in lost]
        self._add(relationships_name(name), relationships_xml(name, kept))

    # ------------------------------------------------------------ pages

    def _page(self, page: Page, names: Names) -> None:
        draft = page.draft
        name = page.part
        own = self.sources.slide_parts[draft.style.number - 1]
        hidden = self._hidden_charts(draft, own.owned)
        owned = [old for old in own.owned if old not in hidden]
        renamed = {old: names.fresh(old) for old in owned if page.copy or old in self.members}
        shown = [link for link in draft.style.relationships if link.target not in hidden]
        links = PartLinks(self._copied(shown, renamed, page))
        marks = self._marks(page, links)
        self._groups.clear()
        text = marks.resolved("".join(self._text(item, page) for item in draft.items))
        data = text.encode()
        if draft.style.number in self.sources.unfinished:
            data, lost = finished(data, self._targets(page))
            marks.lost += lost
        warnings = self._note_findings(page)
        self._note_lost(page, marks.lost)
        self._notes(page, links, renamed, warnings if self.keep_cut else ())
        for shared in own.shared:
            self._shared(shared)
        for media in draft.media.values():
            self._media(media)
        for old in owned:
            self._owned(old, renamed, draft, page)
        self._add(name, data, _SLIDE_CONTENT)
        self._add(relationships_name(name), relationships_xml(name, links.links))

    def _marks(self, page: Page, links: PartLinks) -> LaterMarks:
        return LaterMarks(page, links, self.paged, list(self.writer.targets), self.slides)

    def _targets(self, page: Page) -> Targets:
        """What the objects of a page may refer to otherwise than by relationships."""
        parts = {ident: part for part, ident, _ in self.sources.presentation.slides}

        def slide(ident: int, creation: str) -> tuple[int, str] | None:
            partner = self.paged.partner(parts.get(ident, ""), page)
            if partner is None:
                return None
            return partner.slide_id, number_of_copy(creation, partner.copy) if creation.strip("0") else creation

        copies = {str(ident): [str(copy) for copy in found] for ident, found in page.draft.copies.items() if len(found) > 1}
        return Targets({**copies, **self._groups}, slide, self._sections, self._shows)

    def _copied(self, links: Sequence[Relationship], renamed: Mapping[str, str], page: Page) -> list[Relationship]:
        """Relationships of the template for a copy: to its own parts, and to the slides of its round; the others go."""
        found = []
        for link in links:
            if link.kind == "slide" and not link.external:
                partner = self.paged.partner(link.target, page)
                if partner is not None:
                    found.append(replace(link, target=partner.part))
            elif link.kind != "notesSlide" and is_kept(link):
                found.append(replace(link, target=renamed[link.target]) if link.target in renamed else link)
        return found

    def _text(self, item: Item, page: Page) -> str:
        if isinstance(item, str):
            return item
        if isinstance(item, HeldTable):
            index = item.table.page_for(page.index)
            if index is None:
                return ""
            return item.prefix + item.table.xml(index) + cell_pictures(item, index, page.draft, _ids(page))
        if isinstance(item, HeldText):
            return title_xml(item, page, self.writer, self.lang)
        return self._drawing(item, page)

    def _drawing(self, item: HeldFrame, page: Page) -> str:
        tables: dict[str, tuple[RowBox, ...]] = {}
        for table in page.draft.tables:
            index = table.page_for(page.index)
            if index is not None:
                tables[table.style.name] = table.boxes(index)
        ids = _ids(page)
        text = drawn(item.style, item.arguments, self.sources.visuals, tables, ids, self.lang, self.texts, item.alt)
        if text:
            # The drawing is one group; animations of the rectangle become its own.
            self._groups.setdefault(str(item.style.ident), []).append(text.partition(' id="')[2].partition('"')[0])
        return text or item.fallback

    def _media(self, media: Media) -> None:
        """A picture from data; the same bytes are one part, however often they are shown."""
        if media.part in self.members:
            return
        extension = media.part.rpartition(".")[2]
        known = self.sources.presentation.extensions.get(extension) or self.extensions.setdefault(extension, media.content)
        self._add(media.part, media.data, "" if known == media.content else media.content)

    # ------------------------------------------------------------ findings and notes

    def _note_findings(self, page: Page) -> list[str]:
        """Findings of a page; returns the full texts that were cut."""
        where = page.where
        cuts, overflows = misfits(page.draft, page.index)
        for shape, text in cuts:
            self.findings.append(fit.TEXT_CUT.finding(f"{where}, shape '{shape}': {quoted(text)} was cut."))
        for shape, what in overflows:
            self.findings.append(fit.TEXT_OVERFLOWS.finding(f"{where}, shape '{shape}': {what}."))
        for rule, shape, what in page.draft.remarks:
            self.findings.append(rule.finding(f"{where}, shape '{shape}': {what}."))
        page.draft.remarks.clear()
        return [text for _, text in cuts]

    def _note_lost(self, page: Page, lost: int, what: str = "") -> None:
        """A finding when links of a page lead to slides that are not there."""
        if lost:
            links = "a link leads" if lost == 1 else f"{lost} links lead"
            self.findings.append(LINK_LOST.finding(f"{page.where}{what}: {links} to slides that this result does not have."))

    def _notes(self, page: Page, links: PartLinks, renamed: Mapping[str, str], warnings: Sequence[str]) -> None:
        source = self.sources
        items = page.draft.notes
        if not items and not (warnings and source.presentation.notes_master):
            return
        name = f"ppt/notesSlides/notesSlide{page.number}.xml"
        if items:
            own = PartLinks([link for link in self._copied(source.links[page.draft.style.notes], renamed, page) if link.kind != "slide"])
            xml = "".join(self._notes_text(item, warnings) for item in items)
        else:
            own = PartLinks([Relationship("rId1", NOTES_MASTER_TYPE, source.presentation.notes_master)])
            xml = self.writer.write(NOTES_BODY, warned([], warnings, self.lang)).join(EMPTY_NOTES)
        own.add(SLIDE_TYPE, page.part)
        links.add(NOTES_TYPE, name)
        marks = self._marks(page, own)
        self._add(name, marks.resolved(xml).encode(), _NOTES_CONTENT)
        self._note_lost(page, marks.lost, ", notes")
        self._add(relationships_name(name), relationships_xml(name, own.links))

    def _notes_text(self, item: Item, warnings: Sequence[str]) -> str:
        if isinstance(item, HeldText):
            return self.writer.write(item.body, warned(item.paragraphs, warnings, self.lang))
        return item if isinstance(item, str) else ""

    # ------------------------------------------------------------ owned parts

    def _owned(self, old: str, renamed: Mapping[str, str], draft: Draft, page: Page) -> None:
        """A chart, workbook or diagram part: the template's bytes, or a bound chart's new ones."""
        source = self.sources
        name = renamed.get(old, old)
        kind = source.presentation.types.get(old, "")
        links = source.links[old]
        kept = self._copied(links, renamed, page) if links else []
        data = self._chart_data(old, draft)
        if data is None and len(kept) < len(links) and old in source.data:
            data = without_links(source.data[old], frozenset(link.id for link in links) - {link.id for link in kept})
        if data is not None:
            self._add(name, data, kind)
        else:
            ready = source.presentation.members[old]
            self.members[name] = ready if name == old else replace(ready, name=name)
            if kind:
                self.types[name] = kind
        if kept:
            self._add(relationships_name(name), relationships_xml(name, kept))

    def _hidden_charts(self, draft: Draft, owned: Sequence[str]) -> set[str]:
        """The parts of charts that were to be filled and are not shown: their samples and tags must not travel with the deck."""
        hidden: set[str] = set()
        for rid in draft.style.charts:
            if rid not in draft.charts and rid not in draft.chart_texts:
                part = next((link.target for link in draft.style.relationships if link.id == rid), "")
                hidden |= {part, *(link.target for link in self.sources.links.get(part, ()) if link.target in owned)}
        return hidden

    def _chart_data(self, part: str, draft: Draft) -> bytes | None:
        """New content for a chart part or its workbook; None when the part stays as it is."""
        for rid, chart in draft.style.charts.items():
            target = next((link.target for link in draft.style.relationships if link.id == rid), "")
            if rid not in draft.charts and rid not in draft.chart_texts:
                continue
            if part == target:
                return bytes(self._rendered(draft, rid, chart).xml)
            if any(link.kind == "package" and link.target == part for link in self.sources.links[target]):
                return bytes(self._rendered(draft, rid, chart).workbook) or None
        return None

    def _rendered(self, draft: Draft, rid: str, chart: Any) -> Any:
        key = (id(draft), rid)
        if key not in self._charts:
            self._charts[key] = chart.render(draft.charts.get(rid), self.lang, draft.chart_texts.get(rid, {}))
        return self._charts[key]


def _ids(page: Page) -> Callable[[], int]:
    """Fresh shape ids of a page; every drawing of the page continues the count."""
    draft = page.draft
    if draft.ids_page != page.index:
        draft.ids_page, draft.ids = page.index, count(max(draft.last_id, draft.style.last_id) + 1)
    return lambda: next(draft.ids)
