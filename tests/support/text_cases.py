"""Texts of many kinds on slides, made the same way each time; `text_drawing` measures them and finds them in a drawing."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.util import Pt

NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
EMU = 12700
RIGHT, BELOW = 620, 990
"""Points from one frame or table to the next on a slide."""
ACROSS, DOWN = 6, 4
SENTENCE = (
    "account review revenue plan of growth the network customer in 2026 supplier (Kestrel) well-known cost/benefit Q3–Q4 12.5% +3.4 m, "
    "end. risk; owner: decision — open AVATAR Type Wärme façade long-term Vertriebsleitung relationship €4.2m"
)
GERMAN = (
    "Geschäftsjahr Ergebnisverbesserung über Rahmenvertragsverhandlungen für die Netzausbauplanung (2026/27) – größte Käufergruppe: "
    "Wärme, Öl & Gas"
)
FRENCH = "L’évaluation stratégique du compte clé à l’échéance : « priorités », œuvre, prévisions d’été 2026 – réussite à 95 %"
CHINESE = "蓝海电网2026年续约进展，配网自动化项目的关键风险：客户采购流程变更（预计三月）。“数字化”改造、运维服务…价格竞争——需要高层支持！"
LATIN_FONTS = ("Calibri", "Calibri", "Arial", "Times New Roman", "Cambria", "Carlito", "Liberation Sans")
CHINESE_FONTS = ("Microsoft YaHei", "Noto Sans CJK SC")
SIZES = (9, 10, 10.5, 11, 12, 12.5, 13, 14, 16, 18, 24, 28)
WIDTHS = (60, 80, 110, 150, 220, 300, 420)


@dataclass(frozen=True)
class Frame:
    """A text on a slide: its kind, its `a:bodyPr` attributes, `a:lstStyle`, paragraphs as XML, and width in points."""

    kind: str
    attributes: str
    paragraphs: str
    width: float
    list_style: str = ""
    counted: bool = True
    """False where base lines do not tell the lines: empty ones have none, bullets have their own."""

    def text(self, tag: str = "p:txBody", fit: str = "") -> str:
        return (
            f"<{tag} {NAMESPACES}><a:bodyPr {self.attributes}>{fit}</a:bodyPr><a:lstStyle>{self.list_style}</a:lstStyle>"
            f"{self.paragraphs}</{tag}>"
        )


@dataclass(frozen=True)
class Table:
    """A table: column widths in points and rows of cells, each a text without width."""

    columns: tuple[float, ...]
    rows: tuple[tuple[Frame, ...], ...]


class Maker:
    """Makes texts from a seed."""

    def __init__(self, seed: int) -> None:
        self._choose = random.Random(seed)

    def words(self, least: int, most: int) -> str:
        pool = self._choose.choice((SENTENCE, SENTENCE, GERMAN, FRENCH)).split(" ")
        return " ".join(self._choose.choice(pool) for _ in range(self._choose.randint(least, most)))

    def chinese(self, least: int, most: int) -> str:
        start = self._choose.randrange(len(CHINESE))
        return (CHINESE * 3)[start : start + self._choose.randint(least, most)]

    def mixed(self, parts: int) -> str:
        makers = (lambda: self.words(1, 3), lambda: self.chinese(2, 9), lambda: " → ", lambda: "● ", lambda: "（Q3）")
        return "".join(self._choose.choice(makers)() for _ in range(parts))

    def text(self, longest: int) -> str:
        kind = self._choose.randrange(3)
        if kind == 0:
            return self.words(2, longest)
        return (self.chinese(4, longest * 3) if kind == 1 else self.mixed(self._choose.randint(2, max(3, longest // 3)))).strip() or "x"

    def run(self, text: str, size: float = 0, font: str = "", bold: bool | None = None, more: str = "") -> str:
        size = size or self._choose.choice(SIZES)
        font = font or self._choose.choice(LATIN_FONTS)
        strong = self._choose.random() < 0.35 if bold is None else bold
        lang = "zh-CN" if any("\u2e80" <= character <= "\uffef" for character in text) else "en-GB"
        east = self._choose.choice(CHINESE_FONTS)
        out = []
        for number, line in enumerate(text.split("\n")):
            look = f'lang="{lang}" sz="{round(size * 100)}" b="{int(strong)}" {more}'
            faces = f'<a:latin typeface="{font}"/><a:ea typeface="{east}"/>'
            if number:
                out.append(f"<a:br><a:rPr {look}>{faces}</a:rPr></a:br>")
            out.append(f"<a:r><a:rPr {look}>{faces}</a:rPr><a:t>{escape(line)}</a:t></a:r>")
        return "".join(out)

    def paragraph(self, runs: str, properties: str = "") -> str:
        return f"<a:p>{properties}{runs}</a:p>"

    # ------------------------------------------------------------ kinds of frames

    def plain(self) -> Frame:
        size = self._choose.choice(SIZES)
        return self._frame("plain", self.paragraph(self.run(self.text(22), size)), least=5 * size)

    def runs(self) -> Frame:
        size = self._choose.choice(SIZES)
        runs = "".join(self.run(self.text(5) + self._choose.choice((" ", "")), self._choose.choice((0, size))) for _ in range(3))
        return self._frame("several runs", self.paragraph(runs))

    def breaks(self) -> Frame:
        return self._frame("line breaks", self.paragraph(self.run("\n".join(self.text(6) for _ in range(self._choose.randint(2, 4))))))

    def spaced(self) -> Frame:
        size, font = self._choose.choice(SIZES), self._choose.choice(LATIN_FONTS)
        line = self._choose.choice(
            ('<a:spcPct val="90000"/>', '<a:spcPct val="120000"/>', '<a:spcPct val="150000"/>', f'<a:spcPts val="{round(size * 130)}"/>')
        )
        before = self._choose.choice(('<a:spcPts val="600"/>', '<a:spcPct val="50000"/>', '<a:spcPct val="20000"/>'))
        after = self._choose.choice(('<a:spcPts val="300"/>', '<a:spcPts val="0"/>', '<a:spcPct val="30000"/>'))
        inner = f"<a:lnSpc>{line}</a:lnSpc><a:spcBef>{before}</a:spcBef><a:spcAft>{after}</a:spcAft>"
        texts = [self.text(8) for _ in range(self._choose.randint(1, 4))]
        paragraphs = "".join(self.paragraph(self.run(text, size, font), f"<a:pPr>{inner}</a:pPr>") for text in texts)
        return self._frame("spacing", paragraphs)

    def bullets(self) -> Frame:
        size, font = self._choose.choice(SIZES[:9]), self._choose.choice(LATIN_FONTS)
        left, indent = self._choose.choice(((13.5, -13.5), (27, -13.5), (18, -18), (0, 0), (36, -9), (10, 8)))
        mark = self._choose.choice(
            (
                '<a:buFont typeface="Arial"/><a:buChar char="•"/>',
                '<a:buChar char="–"/>',
                '<a:buAutoNum type="arabicPeriod"/>',
                "<a:buNone/>",
            )
        )
        properties = f'<a:pPr marL="{round(left * EMU)}" indent="{round(indent * EMU)}">{mark}</a:pPr>'
        texts = [self.text(10) for _ in range(self._choose.randint(1, 4))]
        paragraphs = "".join(self.paragraph(self.run(text, size, font), properties) for text in texts)
        return self._frame("bullets", paragraphs, least=110, counted=False)

    def margins(self) -> Frame:
        left, right, indent = (self._choose.choice((0, 9, 18)) for _ in range(3))
        properties = f'<a:pPr marL="{left * EMU}" marR="{right * EMU}" indent="{indent * EMU}"><a:buNone/></a:pPr>'
        return self._frame("margins", self.paragraph(self.run(self.text(14)), properties), least=110)

    def tabs(self) -> Frame:
        stops = self._choose.choice(("", '<a:tabLst><a:tab pos="1270000" algn="l"/><a:tab pos="2540000" algn="l"/></a:tabLst>'))
        left = self._choose.choice((0, 18))
        properties = f'<a:pPr marL="{left * EMU}"><a:buNone/>{stops}</a:pPr>'
        cells = [self.words(1, 2) for _ in range(self._choose.randint(2, 4))]
        return self._frame("tabs", self.paragraph(self.run("\t".join(cells), self._choose.choice(SIZES[:7])), properties), least=220)

    def insets(self) -> Frame:
        left, top, right, bottom = (self._choose.choice((0, 3.6, 7.2, 14)) for _ in range(4))
        attributes = f'lIns="{round(left * EMU)}" tIns="{round(top * EMU)}" rIns="{round(right * EMU)}" bIns="{round(bottom * EMU)}"'
        return self._frame("insets", self.paragraph(self.run(self.text(12))), attributes, least=110)

    def levels(self) -> Frame:
        style = (
            '<a:lvl1pPr marL="171450" indent="-171450"><a:spcBef><a:spcPts val="600"/></a:spcBef><a:buChar char="•"/>'
            '<a:defRPr sz="1400" b="1"/></a:lvl1pPr>'
            '<a:lvl2pPr marL="400050" indent="-171450"><a:lnSpc><a:spcPct val="90000"/></a:lnSpc><a:buChar char="–"/>'
            '<a:defRPr sz="1100"/></a:lvl2pPr>'
        )
        faces = '<a:latin typeface="Calibri"/><a:ea typeface="Microsoft YaHei"/>'
        lines = []
        for _ in range(self._choose.randint(2, 5)):
            text, level = self.words(2, 10), self._choose.randint(0, 1)
            lines.append(f'<a:p><a:pPr lvl="{level}"/><a:r><a:rPr lang="en-GB">{faces}</a:rPr><a:t>{escape(text)}</a:t></a:r></a:p>')
        return self._frame("list levels", "".join(lines), least=150, list_style=style, counted=False)

    def empty(self) -> Frame:
        size = self._choose.choice(SIZES)
        end = f'<a:endParaRPr lang="en-GB" sz="{round(size * 100)}"><a:latin typeface="Calibri"/></a:endParaRPr>'
        paragraphs = self.paragraph(self.run(self.text(5), size)) + f"<a:p>{end}</a:p>" + self.paragraph(self.run(self.text(5), size))
        return self._frame("empty paragraph", paragraphs, counted=False)

    def letters(self) -> Frame:
        more = self._choose.choice(('cap="all"', 'spc="100"', 'spc="300"', 'cap="all" spc="50"'))
        return self._frame("capitals and tracking", self.paragraph(self.run(self.words(2, 10), more=more)), least=110)

    def long_words(self) -> Frame:
        words = (
            "Donaudampfschifffahrtsgesellschaft",
            "https://example.com/a/very/long/path?with=query&and=more",
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
            "soft\u00adhy\u00adphen\u00ada\u00adtion Rahmen\u00advertrags\u00adverhandlung",
            "zero\u200bwidth\u200bspace\u200bbreaks\u200bhere",
            "no\u00a0break\u00a0spaces stay together, non\u2011breaking",
        )
        text = " ".join(self._choose.choice(words) for _ in range(self._choose.randint(1, 3)))
        return self._frame("long words", self.paragraph(self.run(text)))

    def _frame(
        self, kind: str, paragraphs: str, attributes: str = "", least: float = 0, list_style: str = "", counted: bool = True
    ) -> Frame:
        width = self._choose.choice([width for width in WIDTHS if width >= least])
        attributes = attributes or 'lIns="0" tIns="0" rIns="0" bIns="0"'
        return Frame(kind, f'wrap="square" {attributes}', paragraphs, width, list_style, counted)

    # ------------------------------------------------------------ tables

    def table(self) -> Table:
        columns = tuple(self._choose.choice((60, 90, 120, 160)) for _ in range(self._choose.randint(2, 3)))
        size = self._choose.choice((9, 10, 10.5, 11, 12, 14))
        font = self._choose.choice(LATIN_FONTS)
        rows = []
        for number in range(self._choose.randint(2, 5)):
            rows.append(tuple(self._cell(size, font, number == 0) for _ in columns))
        return Table(columns, tuple(rows))

    def _cell(self, size: float, font: str, head: bool) -> Frame:
        kind = self._choose.randrange(12)
        if kind == 0:
            return Frame(
                "cell", "", f'<a:p><a:endParaRPr lang="en-GB" sz="{round(size * 100)}"><a:latin typeface="{font}"/></a:endParaRPr></a:p>', 0
            )
        texts = [self.text(4 if head else 9) for _ in range(2 if kind == 1 else 1)]
        space = '<a:pPr><a:spcBef><a:spcPts val="300"/></a:spcBef></a:pPr>' if kind in (1, 2) else ""
        if kind == 3:
            space = '<a:pPr marL="114300" indent="-114300"><a:lnSpc><a:spcPct val="90000"/></a:lnSpc><a:buChar char="•"/></a:pPr>'
        more = (self.run(" " + self.words(1, 2), size, font, True)) if kind == 4 else ""
        return Frame("cell", "", "".join(self.paragraph(self.run(text, size, font, head) + more, space) for text in texts), 0)


KINDS = (
    (Maker.plain, 120),
    (Maker.runs, 40),
    (Maker.breaks, 20),
    (Maker.spaced, 40),
    (Maker.bullets, 40),
    (Maker.margins, 20),
    (Maker.tabs, 20),
    (Maker.insets, 20),
    (Maker.levels, 20),
    (Maker.empty, 12),
    (Maker.letters, 20),
    (Maker.long_words, 28),
)


def frames(seed: int = 2026) -> list[Frame]:
    """400 texts in shapes."""
    maker = Maker(seed)
    return [make(maker) for make, count in KINDS for _ in range(count)]


def tables(count: int = 80, seed: int = 2027) -> list[Table]:
    """Tables of two or three columns and two to five rows."""
    maker = Maker(seed)
    return [maker.table() for _ in range(count)]


# ---------------------------------------------------------------- the deck


def place(number: int) -> tuple[int, float, float]:
    """Slide and corner in points of the frame or table of a number."""
    slide, rest = divmod(number, ACROSS * DOWN)
    row, column = divmod(rest, ACROSS)
    return slide, 20 + column * RIGHT, 20 + row * BELOW


def write_deck(items: Sequence[Frame | Table], path: Path) -> None:
    """A deck with each item in a place of its own; frames have an outline that grows with the text, rows a fill."""
    presentation: Any = Presentation()
    presentation.slide_width, presentation.slide_height = Pt(40 + ACROSS * RIGHT), Pt(40 + DOWN * BELOW)
    slides: list[Any] = []
    for number, item in enumerate(items):
        slide, x, y = place(number)
        if slide == len(slides):
            slides.append(presentation.slides.add_slide(presentation.slide_layouts[6]))
        xml = _shape(item, x, y, number + 2) if isinstance(item, Frame) else _graphic(item, x, y, number + 2)
        slides[slide].shapes._spTree.append(etree.fromstring(xml))
    presentation.save(path)


def _corner(x: float, y: float, w: float, h: float, tag: str) -> str:
    return f'<{tag}><a:off x="{round(x * EMU)}" y="{round(y * EMU)}"/><a:ext cx="{round(w * EMU)}" cy="{round(h * EMU)}"/></{tag}>'


def _shape(frame: Frame, x: float, y: float, ident: int) -> str:
    return (
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="{ident}" name="Text {ident}"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
        f"<p:spPr>{_corner(x, y, frame.width, 2, 'a:xfrm')}"
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>'
        '<a:ln w="1270"><a:solidFill><a:srgbClr val="FF0000"/></a:solidFill></a:ln>'
        f"</p:spPr>{frame.text(fit='<a:spAutoFit/>')}</p:sp>"
    )


def _graphic(table: Table, x: float, y: float, ident: int) -> str:
    fill = '<a:tcPr anchor="t"><a:solidFill><a:srgbClr val="00FF00"/></a:solidFill></a:tcPr>'
    rows = "".join(
        f'<a:tr h="{EMU}">' + "".join(f"<a:tc>{cell.text('a:txBody')}{fill}</a:tc>" for cell in row) + "</a:tr>" for row in table.rows
    )
    grid = "".join(f'<a:gridCol w="{round(width * EMU)}"/>' for width in table.columns)
    return (
        f'<p:graphicFrame {NAMESPACES}><p:nvGraphicFramePr><p:cNvPr id="{ident}" name="Table {ident}"/><p:cNvGraphicFramePr/><p:nvPr/>'
        f"</p:nvGraphicFramePr>{_corner(x, y, sum(table.columns), len(table.rows), 'p:xfrm')}<a:graphic>"
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table">'
        f"<a:tbl><a:tblPr/><a:tblGrid>{grid}</a:tblGrid>{rows}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )
