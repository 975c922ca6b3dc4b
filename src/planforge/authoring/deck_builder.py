"""Building blocks of tagged slides: placeholders, panels, tables, charts and component frames, in inches of the grid and in tones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn

from planforge.authoring import tokens as k
from planforge.authoring.base import CONTENT, Base, LayoutUse, own_base
from planforge.authoring.deck_base import block, fragment
from planforge.authoring.slide_frame import SlideFrame
from planforge.authoring.slide_shapes import SlideShapes
from planforge.office.escape import attribute
from planforge.office.pptx.drawing import Canvas, Style
from planforge.office.rich import Rich, Span, Text
from planforge.office.tones import FILL_XML

_TABLE_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # No Style, No Grid
_SECTION_URI = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
_P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"


@dataclass(frozen=True, slots=True)
class Column:
    """A table column: width in inches, header and body text (tags), alignment l, r or c, weight and tone of the body.

    `gap` is what its texts keep from the column before in addition, for words behind figures; with `outline` its body cells
    have a frame, as what is planned or needed.
    """

    width: float
    head: Text
    body: Text
    align: str = "l"
    bold: bool = False
    tone: str = "ink"
    total: Text = ""
    size: float = 0.0
    gap: float = 0.0
    outline: bool = False


@dataclass(frozen=True, slots=True)
class FootRow:
    """A row below those that repeat, with a text for each column: bold and `ruled` under a line as a total, or only its name bold.

    With `outline` its cells but for the name have a frame.
    """

    texts: tuple[Text, ...]
    ruled: bool = False
    outline: bool = False
    bold: bool = False

    def at(self, column: int) -> FootRow:
        """How the row looks in a column."""
        return replace(self, outline=self.outline and column > 0, bold=self.ruled or column == 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLook:
    """Heights in inches and sizes in points of a table; `rule` is the body line's tone."""

    row: float = 0.33
    head: float = 0.34
    size: float = 11
    head_size: float = 0.0
    padding: float = 0.02
    side: float = 0.05


def section_tag(name: str) -> str:
    """A named section's name: the tag of its label, so that it is shown in the deck's language like the tracker."""
    return f'{{{{ t("section.{name}") }}}}'


class DeckBuilder:
    """Collects tagged slides. `sections` become the presentation's named sections, in order of first use.

    Without `notes` the notes pages hold directives alone.
    """

    def __init__(self, base: Base | None = None, *, notes: bool = True) -> None:
        self.base = base or own_base()
        self.notes = notes
        self.deck, self.grid = self.base.deck, self.base.grid
        self._sections: dict[str, list[int]] = {}

    def slide(self, ident: str, section: str, layout: str = CONTENT, **texts: str) -> SlideBuilder:
        """A slide of a layout; `texts` fill title, tracker, sticker, subtitle and source, `notes` the notes page."""
        use = self.base.layouts[layout]
        if not self.notes:
            texts["notes"] = "\n".join(line for line in texts["notes"].splitlines() if line.startswith("{%"))
        page = self.deck.slides.add_slide(use.layout)
        self._sections.setdefault(section, []).append(page.slide_id)
        return SlideBuilder(page, ident, texts, use, self.base)

    def finish(self) -> Any:
        """The presentation with its named sections."""
        entries = "".join(
            f'<p14:section name="{attribute(section_tag(name))}" id="{{00000000-0000-4000-8000-{number:012X}}}"><p14:sldIdLst>'
            + "".join(f'<p14:sldId id="{ident}"/>' for ident in idents)
            + "</p14:sldIdLst></p14:section>"
            for number, (name, idents) in enumerate(self._sections.items(), 1)
        )
        root = self.deck.part._element
        _list_notes_master(self.deck.part)
        ext_list = root.find(qn("p:extLst"))
        if ext_list is None:
            ext_list = etree.SubElement(root, qn("p:extLst"))
        ext_list.append(fragment(f'<p:ext uri="{_SECTION_URI}"><p14:sectionLst xmlns:p14="{_P14}">{entries}</p14:sectionLst></p:ext>'))
        return self.deck


def _list_notes_master(part: Any) -> None:
    """Names the notes master in the presentation; python-pptx makes the part but leaves the list out."""
    if part._element.find(qn("p:notesMasterIdLst")) is not None:
        return
    ident = next(key for key, link in part.rels.items() if link.reltype == RELATIONSHIP_TYPE.NOTES_MASTER)
    masters = part._element.find(qn("p:sldMasterIdLst"))
    masters.addnext(fragment(f'<p:notesMasterIdLst><p:notesMasterId r:id="{ident}"/></p:notesMasterIdLst>'))


class SlideBuilder(SlideShapes):
    """One tagged slide. Shapes are added in reading order; `done` puts source, footer and number last."""

    def __init__(self, page: Any, ident: str, texts: dict[str, str], use: LayoutUse, base: Base) -> None:
        super().__init__(page, base.grid)
        self.ident, self.ours = ident, base.ours
        SlideFrame(self, use, base).fill(texts)
        page.notes_slide.notes_text_frame.text = texts["notes"]

    def heading(self, x: float, y: float, w: float, label: str, unit: str = "", condition: str = "") -> None:
        """A panel heading over a rule; the unit stands behind it in muted."""
        words = [Span(label, bold=True, tone="title")]
        if unit:
            words += [Span("  "), Span(unit, tone="muted", points=-2)]
        alt = block(f"if: {condition}") if condition else ""
        # On a company's master, whose letters are wider, a heading in two languages gives up its end rather than its line.
        lines = [*([f"if: {condition}"] if condition else []), *([] if self.ours else ["cut: 1"])]
        self.text(x, y, w, 0.24, Rich(tuple(words)), "heading", block(*lines) if lines else "", size=k.SIZE_HEADING, anchor="middle")
        self.line(x, y + 0.27, x + w, y + 0.27, "rule", 0.75, alt)

    def takeaway(self, expression: str, x: float = 0.0, y: float = 0.0, w: float = 0.0, h: float = 0.0) -> None:
        """The panel with a bar at the left; left out when the expression is empty. At most what its height holds."""
        g = self.grid
        own = (g.body_end - 0.48, 0.48) if g.narrow else (g.y(k.TAKEAWAY_Y), g.h(k.TAKEAWAY_H))
        x, y, w, h = x or g.left, y or own[0], w or g.full, h or own[1]
        alt = block(f"if: {expression}", f"cut: {max(1, int((h - 0.04) * 72 / 15.6))}")
        style = Style(size=13, align="left", anchor="middle", inset=0.18)
        self.box(x, y, w, h, "panel", "takeaway", alt, False, paragraphs="{{ " + expression + " }}", style=style)
        self.box(x, y, 0.06, h, "primary", "takeaway-bar", block(f"if: {expression}"))

    def kpi(self, x: float, y: float, w: float, item: str, condition: str = "") -> None:
        """A tile: rule, figure with unit, label; `item` is the tile's expression."""
        alt = block(f"if: {condition}") if condition else ""
        self.line(x, y, x + w, y, "title", 1.25, alt, name="kpi-rule")
        points = 12 - k.SIZE_KPI
        figure = Rich(
            (
                Span("{{ " + f"{item}.figure | tone({item}.tone)" + " }}", bold=True),
                Span(" {{ " + f"{item}.unit" + " }}", tone="muted", points=points),
            )
        )
        self.text(x, y + 0.05, w, 0.44, figure, "kpi", alt, size=k.SIZE_KPI, tone="title", anchor="middle")
        self.text(
            x, y + 0.50, w, 0.34, "{{ " + f"{item}.label" + " }}", "kpi-label", alt or block("cut: 2"), size=k.SIZE_LABEL, tone="muted"
        )

    def frame(self, x: float, y: float, w: float, h: float, name: str, component: str, *lines: str) -> None:
        """A component frame: a pale dashed rectangle that the engine replaces by the drawing."""
        style = Style(size=11, tone="muted", align="center", anchor="middle")
        words = component.split("(")[0].replace("_", " ")
        scale = () if self.scale == 1.0 else (f"scale: {self.scale:g}",)
        alt = block(f"component: {component}", *scale, *lines)
        self.box(x, y, w, h, "", name, alt, False, outline="rule", width=0.75, dash="dash", paragraphs=words, style=style)

    # ------------------------------------------------------------ tables

    def table(
        self,
        x: float,
        y: float,
        columns: Sequence[Column],
        loop: str,
        name: str,
        alt: Sequence[str],
        look: TableLook | None = None,
        feet: Sequence[FootRow] = (),
    ) -> Any:
        """A table of a header, one row that repeats (`loop` as in `o in pipeline.rows`) and rows below it.

        Below are `feet`, else, when a column has one, a total row.
        """
        look = look or TableLook()
        if not feet and any(c.total for c in columns):
            feet = (FootRow(tuple(c.total for c in columns), ruled=True),)
        rows = 2 + len(feet)
        width = sum(c.width for c in columns)
        height = look.head + look.row * (rows - 1)
        frame = self.page.shapes.add_table(rows, len(columns), *map(self.emu, (x, y, width, height)))
        frame.name = f"pf:{name}"
        frame._element.nvGraphicFramePr.cNvPr.set("descr", block(*map(self._scaled, alt)))
        frame._element.nvGraphicFramePr.cNvPr.set("id", str(self.next_id()))
        table = frame.table
        properties = table._tbl.tblPr
        properties.set("firstRow", "1")
        properties.set("bandRow", "0")
        properties.find(qn("a:tableStyleId")).text = _TABLE_STYLE
        for number, column in enumerate(columns):
            table.columns[number].width = self.emu(column.width)
        for r in range(rows):
            table.rows[r].height = self.emu(look.row if r else look.head)
            for c, column in enumerate(columns):
                foot = feet[r - 2].at(c) if r > 1 else None
                text = foot.texts[c] if foot else column.body if r else column.head
                self._cell(table.cell(r, c), r, column, look, loop if (r == 1 and c == 0) else "", text, foot)
        return frame

    def _cell(self, cell: Any, row: int, column: Column, look: TableLook, loop: str, text: Text, foot: FootRow | None) -> None:
        if row == 0 and isinstance(text, str):
            text = text.replace(") }}", ") | stack }}")
        bold = row == 0 or (foot.bold if foot else column.bold)
        size = (look.head_size or max(10, look.size - 0.5)) if row == 0 else column.size or look.size
        tone = "title" if row == 0 else column.tone if row == 1 else "ink"
        style = Style(size=size, tone=tone, bold=bold, align={"l": "left", "r": "right", "c": "center"}[column.align])
        if loop:
            first = text.spans if isinstance(text, Rich) else (Span(text),)
            text = Rich((Span("{% row for " + loop + " %}"), *first))
        body = fragment(Canvas(self.next_id, scale=self.scale).body(text, style))
        body.tag = qn("a:txBody")
        body.replace(body.find(qn("a:bodyPr")), fragment("<a:bodyPr/>"))
        cell._tc.replace(cell._tc.find(qn("a:txBody")), body)
        margins = {"marL": look.side + column.gap, "marR": look.side, "marT": look.padding, "marB": look.padding}
        properties = cell._tc.get_or_add_tcPr()
        for key, value in margins.items():
            properties.set(key, str(self.emu(value)))
        properties.set("anchor", "b" if row == 0 else "ctr")
        ruled = foot is not None and foot.ruled
        points, line = (1.25, "title") if row == 0 else (1.0, "title") if ruled else (0.5, "hair")
        tags: tuple[str, ...] = ("a:lnT",) if ruled else ("a:lnB",)
        if foot.outline if foot else row == 1 and column.outline:
            points, line, tags = 1.25, "title", ("a:lnL", "a:lnR", "a:lnT", "a:lnB")
        width = round(points * self.scale * 12700)
        for tag in tags:
            properties.append(
                fragment(f'<{tag} w="{width}" cap="flat" cmpd="sng" algn="ctr">{FILL_XML[line]}<a:prstDash val="solid"/></{tag}>')
            )

    # ------------------------------------------------------------ charts

    def chart(self, make: Callable[..., Any], x: float, y: float, w: float, h: float, name: str, alt: Sequence[str]) -> None:
        """A native chart in a place, with its name and directives; `make` adds it to a page."""
        frame = make(self.page, *map(self.emu, (x, y, w, h)))
        frame.name = f"pf:{name}"
        frame._element.nvGraphicFramePr.cNvPr.set("descr", block(*alt))
        frame._element.nvGraphicFramePr.cNvPr.set("id", str(self.next_id()))
        if self.scale == 1.0:
            return
        for element in frame.chart._chartSpace.iter():
            for key in ("sz", "w"):
                if element.get(key) is not None:
                    element.set(key, str(round(int(element.get(key)) * self.scale)))

    def _scaled(self, line: str) -> str:
        """A directive that names inches, in inches of the file."""
        key, _, value = line.partition(": ")
        return f"{key}: {float(value) * self.scale:.4g}" if key in ("bottom", "columns width", "grow") and self.scale != 1.0 else line

    def done(self) -> None:
        """Reading order: title, tracker, sticker, subtitle, body as added, source, footer, number."""
        ranks = {"pf:title": 0, "pf:tracker": 1, "pf:sticker": 2, "pf:subtitle": 3, "pf:source": 90, "pf:footer": 91, "pf:number": 92}
        shapes = [e for e in self.tree if e.tag in {qn(f"p:{t}") for t in ("sp", "cxnSp", "graphicFrame", "grpSp", "pic")}]
        for shape in shapes:
            self.tree.remove(shape)
        for shape in sorted(shapes, key=lambda e: ranks.get(e.find(".//" + qn("p:cNvPr")).get("name"), 50)):
            self.tree.append(shape)
