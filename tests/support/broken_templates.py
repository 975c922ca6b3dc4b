"""Ten deliberately broken deck templates, each with faults planted where `template check` must find them."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.util import Inches, Pt

from support.decks import A, Deck, described

_NS = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
_DIAGRAM_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/diagram"
_DIAGRAM_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.diagram"
_BAND = "{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}"
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


@dataclass(frozen=True)
class Fault:
    """A planted fault: what `template check` must say about it. `words` stand in the message or in the tag."""

    code: str
    slide: int
    shape: str
    words: str = ""
    tag: str = ""
    part: str = ""
    paragraph: int = 0


@dataclass(frozen=True)
class BrokenTemplate:
    """A template and all that is wrong with it."""

    name: str
    data: bytes
    faults: tuple[Fault, ...]


def _plain_table(frame: Any) -> Any:
    """A table without bands and without a style, so that it has no looks to be wrong."""
    properties = frame._element.find(f".//{A}tblPr")
    properties.set("bandRow", "0")
    properties.find(f"{A}tableStyleId").text = _NO_STYLE
    return frame


def unknown_names() -> BrokenTemplate:
    deck = Deck()
    deck.add("{{ page.slide.titel }}", notes="{% slide id A02 %}\n{{ page.slide.nots }}")
    deck.text("{{ Cover.title }}", name="case")
    deck.text("Figures:\n{% bullet for k in page.kpis %}{{ k.figur }} {{ k.unit }}", name="loop")
    deck.text("{{ cover.title | uper }}", name="filter")
    deck.text("{{ cover.title }}", name="condition", alt="pf\nif: page.efect")
    _plain_table(deck.table([["Section", "Says"], ["{% row for r in page.sections %}{{ r.sektion }}", "{{ r.says }}"]], box=(1, 4, 8, 0.8)))
    deck.add("Chart", notes="{% slide for p in influence.pags %}")
    deck.text("{{ cover.title | tone('gud') }}", name="tone")
    deck.chart(alt="pf\nchart: factors.radr\nalt: Radar of {{ factors.slide.titl }}")
    return BrokenTemplate(
        "unknown-names",
        deck.bytes,
        (
            Fault("TP101", 1, "Title 1", "SlideText has no 'titel'; did you mean 'title'?", "{{ page.slide.titel }}"),
            Fault("TP101", 1, "case", "there is no name 'Cover'; did you mean 'cover'?", "{{ Cover.title }}"),
            Fault("TP101", 1, "loop", "Kpi has no 'figur'; did you mean 'figure'?", "{{ k.figur }}", paragraph=2),
            Fault("TP101", 1, "filter", "there is no filter 'uper'; did you mean 'upper'?", "{{ cover.title | uper }}"),
            Fault("TP101", 1, "condition", "PageSlide has no 'efect'; did you mean 'effect'?", "if: page.efect", "alt text"),
            Fault("TP101", 1, "table", "SectionRow has no 'sektion'; did you mean 'section'?", "{{ r.sektion }}", "cell R2C1"),
            Fault("TP101", 1, "Notes Placeholder 2", "did you mean 'notes'?", "{{ page.slide.nots }}", "notes"),
            Fault("TP101", 2, "", "InfluenceSlides has no 'pags'; did you mean 'pages'?", "{% slide for p in influence.pags %}", "notes"),
            Fault("TP101", 2, "tone", "there is no tone 'gud'", "{{ cover.title | tone('gud') }}"),
            Fault("TP101", 2, "chart", "FactorsSlide has no 'radr'; did you mean 'radar'?", "chart: factors.radr", "alt text"),
            Fault("TP101", 2, "chart", "no 'titl'; did you mean 'title'?", "alt: Radar of {{ factors.slide.titl }}", "alt text"),
        ),
    )


def broken_tags() -> BrokenTemplate:
    deck = Deck()
    deck.add("Tags")
    deck.text("{{ cover.title }", name="no end")
    deck.text("｛｛ cover.title ｝｝", name="full width")
    deck.text("{{ cover. }}", name="no name")
    deck.text("{{ cover.title\n}} {{ cover.subtitle }}", name="two paragraphs")
    deck.text("{% if cover.title %}always", name="open")
    deck.text("one\ntwo {% endif %}", name="never opened")
    deck.add("More tags")
    deck.text("{% fro k in page.kpis %}", name="swapped")
    deck.text("{% row for k in page.kpis %}{{ k.unit }}", name="row")
    deck.text("{{ cover.title | }}", name="empty filter")
    deck.text("{{ }}", name="empty")
    deck.text("{{ page.__class__ }} {{ _pf }}", name="private")
    return BrokenTemplate(
        "broken-tags",
        deck.bytes,
        (
            Fault("TP102", 1, "no end", "the tag has no end: {{ cover.title }"),
            Fault("TP102", 1, "full width", "full-width braces"),
            Fault("TP102", 1, "no name", "", "{{ cover. }}"),
            Fault("TP104", 1, "two paragraphs", "ends in a later paragraph"),
            Fault("TP103", 1, "open", "this 'if' is not closed", "{% if cover.title %}"),
            Fault("TP103", 1, "never opened", "'endif' closes no 'if'", "{% endif %}", paragraph=2),
            Fault("TP106", 2, "swapped", "'fro' is no directive; did you mean 'for'?", "{% fro k in page.kpis %}"),
            Fault("TP105", 2, "row", "'row' cannot stand here", "{% row for k in page.kpis %}"),
            Fault("TP101", 2, "row", "there is no name 'k'", "{{ k.unit }}"),
            Fault("TP102", 2, "empty filter", "", "{{ cover.title | }}"),
            Fault("TP102", 2, "empty", "the tag is empty", "{{ }}"),
            Fault("TP101", 2, "private", "has no '__class__'", "{{ page.__class__ }}"),
            Fault("TP102", 2, "private", "underscore", "{{ _pf }}"),
        ),
    )


def texts_and_links() -> BrokenTemplate:
    deck = Deck()
    deck.add('{{ t("A02.wher") }}', notes="{% slide id A02 %}")
    deck.text('See {{ page_of("A99") }}', name="page")
    deck.text('{{ cover.title | slide_link("A20") }}', name="link")
    deck.text('{{ page_of("A02") }} {{ cover.title | slide_link("A05") }} {{ t("status") }}', name="right")
    _plain_table(deck.table([['{{ t("STATUS") }}', '{{ t("trend") }}'], ["a", "b"]], box=(1, 4, 8, 0.8)))
    deck.add("Factors", notes="{% slide id A05 %}")
    deck.add("Factors again", notes="{% slide id A02 %}")
    _section(deck, '{{ t("section.pgae") }}')
    return BrokenTemplate(
        "texts-and-links",
        deck.bytes,
        (
            Fault("TP131", 0, "", "there is no text 'section.pgae'; did you mean 'section.page'?", '{{ t("section.pgae") }}', "section"),
            Fault("TP131", 1, "Title 1", "there is no text 'A02.wher'; did you mean 'A02.where'?", '{{ t("A02.wher") }}'),
            Fault("TP132", 1, "page", "no slide has the id 'A99'", '{{ page_of("A99") }}'),
            Fault("TP132", 1, "link", "no slide has the id 'A20'; did you mean 'A02'?", '{{ cover.title | slide_link("A20") }}'),
            Fault("TP131", 1, "table", "there is no text 'STATUS'; did you mean 'status'?", '{{ t("STATUS") }}', "cell R1C1"),
            Fault("TP133", 3, "", "slide 1 has the id 'A02' too", "{% slide id A02 %}", "notes"),
        ),
    )


def _section(deck: Deck, name: str) -> None:
    idents = "".join(f'<p14:sldId id="{slide.slide_id}"/>' for slide in deck.presentation.slides)
    root = deck.presentation.part._element
    root.append(
        parse_xml(
            f'<p:extLst {_NS}><p:ext uri="{{521415D9-36F7-43E2-AB2F-B90AF26B5E84}}">'
            '<p14:sectionLst xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main">'
            f"<p14:section name='{name}' id='{{00000000-0000-4000-8000-000000000001}}'><p14:sldIdLst>{idents}</p14:sldIdLst>"
            "</p14:section></p14:sectionLst></p:ext></p:extLst>"
        )
    )


def leftovers() -> BrokenTemplate:
    deck = Deck()
    deck.add("Bullets", layout=1)
    deck.add("", layout=5)
    deck.text("{{ cover.title }}", name="tagged", box=(7, 2, 5, 1))
    deck.text("Intro\nClick to add text", name="prompt")
    _plain_table(deck.table([["Topic"], ["Lorem ipsum dolor sit amet, consectetur adipiscing elit"]], box=(1, 4, 8, 0.8)))
    deck.add(layout=6)
    deck.text("单击此处添加文本", name="chinese")
    deck.add("Picture", layout=8)
    deck.slide.placeholders[2].text_frame.text = "Our site"
    return BrokenTemplate(
        "leftovers",
        deck.bytes,
        (
            Fault("TP137", 1, "Content Placeholder 2", "the placeholder is empty"),
            Fault("TP145", 2, "", "the slide has no title"),
            Fault("TP137", 2, "prompt", "“Click to add text”", paragraph=2),
            Fault("TP137", 2, "table", "“Lorem ipsum dolor sit amet, consectetur…”"),
            Fault("TP145", 3, "", "the slide has no title"),
            Fault("TP137", 3, "chinese", "“单击此处添加文本”"),
            Fault("TP137", 4, "Picture Placeholder 2", "the placeholder is empty"),
        ),
    )


def fonts() -> BrokenTemplate:
    deck = Deck()
    _theme_font(deck, "majorFont", "Futura Bk")
    deck.add("{{ cover.title }}")
    deck.text("Plain", name="theme font")
    handwriting = deck.text("Our people", name="handwriting")
    handwriting.text_frame.paragraphs[0].runs[0].font.name = "Papyrus"
    deck.text("{{ cover.subtitle }}", name="small", size=7.5)
    frame = _plain_table(deck.table([["Head"], ["Body"]], box=(1, 4, 8, 0.8)))
    frame.table.cell(1, 0).text_frame.paragraphs[0].runs[0].font.size = Pt(8)
    deck.add("Second")
    chinese = deck.text("中文", name="chinese")
    properties = chinese.text_frame.paragraphs[0].runs[0]._r.get_or_add_rPr()
    etree.SubElement(properties, f"{A}ea").set("typeface", "KaiTi")
    again = deck.text("Our people too", name="again")
    again.text_frame.paragraphs[0].runs[0].font.name = "Papyrus"
    return BrokenTemplate(
        "fonts",
        deck.bytes,
        (
            Fault("TP139", 1, "Title 1", "'Futura Bk' are not known; also on slide 2, shape 'Title 1'"),
            Fault("TP139", 1, "handwriting", "'Papyrus' are not known; also on slide 2, shape 'again'"),
            Fault("TP141", 1, "handwriting", "'Papyrus'"),
            Fault("TP146", 1, "small", "7.5 points"),
            Fault("TP146", 1, "table", "8 points", part="cell R2C1"),
            Fault("TP141", 2, "chinese", "'KaiTi'"),
            Fault("TP141", 2, "again", "'Papyrus'"),
        ),
    )


def _theme_font(deck: Deck, tag: str, face: str) -> None:
    part = deck.presentation.slide_masters[0].part.part_related_by(RELATIONSHIP_TYPE.THEME)
    root = etree.fromstring(part.blob)
    root.find(f".//{A}{tag}/{A}latin").set("typeface", face)
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def colours() -> BrokenTemplate:
    deck = Deck()
    deck.add("Colours")
    grey = deck.text("{{ cover.title }}", name="grey").text_frame.paragraphs[0].runs[0].font
    grey.color.rgb = RGBColor(0xBB, 0xBB, 0xBB)
    pale = deck.text("Tender\nprice", name="pale").text_frame.paragraphs[1].runs[0].font
    pale.color.theme_color, pale.color.brightness = MSO_THEME_COLOR.BACKGROUND_1, -0.25
    deck.text("Large", name="large enough", size=18).text_frame.paragraphs[0].runs[0].font.color.theme_color = MSO_THEME_COLOR.ACCENT_1
    deck.text("Small", name="too small for it").text_frame.paragraphs[0].runs[0].font.color.theme_color = MSO_THEME_COLOR.ACCENT_1
    box = deck.rectangle("On its own fill", name="filled", box=(1, 4, 4, 1))
    box.fill.solid()
    box.fill.fore_color.rgb = RGBColor(0x22, 0x22, 0x22)
    box.text_frame.paragraphs[0].runs[0].font.color.theme_color = MSO_THEME_COLOR.TEXT_1
    panel = deck.rectangle("", name="panel", box=(6, 4, 6, 2))
    panel.fill.solid()
    panel.fill.fore_color.theme_color = MSO_THEME_COLOR.TEXT_1
    deck.text("Black on the panel behind it", name="on panel", box=(7, 4.5, 4, 0.5))
    deck.text("White", name="white on panel", box=(7, 5.2, 4, 0.5)).text_frame.paragraphs[0].runs[
        0
    ].font.color.theme_color = MSO_THEME_COLOR.BACKGROUND_1
    deck.add("Dark slide")
    deck.slide.background.fill.solid()
    deck.slide.background.fill.fore_color.theme_color = MSO_THEME_COLOR.TEXT_1
    deck.slide.shapes.title.text_frame.paragraphs[0].runs[0].font.color.theme_color = MSO_THEME_COLOR.BACKGROUND_1
    deck.text("Black on black", name="lost")
    frame = deck.table([["Head", "x"], ["{% row for r in page.sections %}{{ r.says }}", "y"]], name="bands", box=(1, 4, 8, 0.8))
    for cell in frame.table.iter_cells():
        cell.fill.background()
        cell.text_frame.paragraphs[0].runs[0].font.color.theme_color = MSO_THEME_COLOR.BACKGROUND_1
    fill = frame.table.cell(1, 1).fill
    fill.solid()
    fill.fore_color.theme_color = MSO_THEME_COLOR.ACCENT_2
    frame.table.cell(1, 1).text_frame.paragraphs[0].runs[0].font.color.theme_color = MSO_THEME_COLOR.TEXT_1
    deck.add("Chart")
    chart = deck.chart(alt="pf\nchart: factors.radar\nalt: Radar").chart
    chart.plots[0].series[0].format.fill.solid()
    chart.plots[0].series[0].format.fill.fore_color.rgb = RGBColor(0x1F, 0x4E, 0x79)
    return BrokenTemplate(
        "colours",
        deck.bytes,
        (
            Fault("TP138", 1, "grey", "the text (#BBBBBB) on #FFFFFF has a contrast of 1.92:1; it needs 4.5:1"),
            Fault("TP140", 1, "grey", "#BBBBBB"),
            Fault("TP138", 1, "pale", "the text (#BFBFBF)", paragraph=2),
            Fault("TP138", 1, "too small for it", "it needs 4.5:1"),
            Fault("TP138", 1, "filled", "on #222222"),
            Fault("TP140", 1, "filled", "#222222"),
            Fault("TP138", 1, "on panel", "the text (#000000) on #000000 has a contrast of 1.00:1"),
            Fault("TP138", 2, "lost", "contrast of 1.00:1"),
            Fault("TP142", 2, "bands", "R2C2 has a fill"),
            Fault("TP140", 3, "chart", "#1F4E79"),
        ),
    )


def objects() -> BrokenTemplate:
    deck = Deck()
    deck.add("Objects")
    _smart_art(deck, "process", "Plan", 1)
    _smart_art(deck, "tagged process", "{{ cover.title }}", 5)
    _picture(deck, "logo", "")
    _picture(deck, "photo", "IMG_0042.JPG")
    _picture(deck, "guess", "A picture containing outdoor, person\n\nDescription automatically generated")
    _picture(deck, "described", "The control room of the plant")
    deck.add("More objects")
    deck.chart(name="silent chart", alt="pf\nchart: factors.radar")
    animated = deck.text("{{ cover.sticker }}", name="animated", alt="pf\nif: cover.sticker")
    deck.slide._element.append(_timing(animated.shape_id))
    deck.text("Note to myself", name="beside", box=(14, 1, 2, 1))
    deck.text("Runs over", name="over the edge", box=(11, 6, 4, 1))
    bleed = deck.rectangle("", name="ornament", box=(12, 6, 4, 3))
    bleed.text_frame.text = ""
    return BrokenTemplate(
        "objects",
        deck.bytes,
        (
            Fault("TP135", 1, "process", "SmartArt"),
            Fault("TP109", 1, "tagged process", "tags in SmartArt cannot be filled"),
            Fault("TP144", 1, "logo", "the picture has no alt text"),
            Fault("TP144", 1, "photo", "only a file's name: IMG_0042.JPG"),
            Fault("TP144", 1, "guess", "written by Office"),
            Fault("TP144", 2, "silent chart", "the chart has no alt text"),
            Fault("TP143", 2, "animated", "the shape is animated", "if: cover.sticker"),
            Fault("TP147", 2, "beside", "beside the slide"),
            Fault("TP147", 2, "over the edge", "by 1.67 inches"),
        ),
    )


def _smart_art(deck: Deck, name: str, text: str, left: float) -> None:
    part, package = deck.slide.part, deck.slide.part.package
    idents = {}
    for kind, local in (("Data", "data"), ("Layout", "layout"), ("QuickStyle", "quickStyle"), ("Colors", "colors")):
        number = len(list(deck.slide.shapes)) + len(deck.presentation.slides)
        element = {"Data": "dataModel", "Layout": "layoutDef", "QuickStyle": "styleDef", "Colors": "colorsDef"}[kind]
        inner = (
            '<dgm:ptLst><dgm:pt modelId="1"><dgm:prSet/><dgm:spPr/><dgm:t><a:bodyPr/><a:lstStyle/><a:p><a:r><a:t>'
            f"{text}</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst><dgm:cxnLst/><dgm:bg/><dgm:whole/>"
            if kind == "Data"
            else ""
        )
        blob = f'<dgm:{element} xmlns:dgm="{_DIAGRAM}" {_NS}>{inner}</dgm:{element}>'
        made = Part(
            PackURI(f"/ppt/diagrams/{local}{number}.xml"), f"{_DIAGRAM_TYPE}{kind.replace('Quick', '')}+xml", package, blob.encode()
        )
        idents[kind] = part.relate_to(made, f"{_DIAGRAM_RELATION}{kind}")
    deck.slide.shapes._spTree.append(
        parse_xml(
            f'<p:graphicFrame {_NS}><p:nvGraphicFramePr><p:cNvPr id="{90 + round(left)}" name="{name}"/><p:cNvGraphicFramePr/><p:nvPr/>'
            f'</p:nvGraphicFramePr><p:xfrm><a:off x="{Inches(left)}" y="{Inches(2)}"/><a:ext cx="{Inches(3)}" cy="{Inches(2)}"/></p:xfrm>'
            f'<a:graphic><a:graphicData uri="{_DIAGRAM}"><dgm:relIds xmlns:dgm="{_DIAGRAM}" r:dm="{idents["Data"]}" '
            f'r:lo="{idents["Layout"]}" r:qs="{idents["QuickStyle"]}" r:cs="{idents["Colors"]}"/>'
            "</a:graphicData></a:graphic></p:graphicFrame>"
        )
    )


def _picture(deck: Deck, name: str, alt: str) -> None:
    picture = deck.slide.shapes.add_picture(io.BytesIO(_png()), Inches(9), Inches(2), Inches(1), Inches(1))
    picture.name = name
    picture._element[0][0].set("descr", "")
    described(picture, alt)


def _png() -> bytes:
    """A picture of one white pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\x00\xff")) + chunk(b"IEND", b"")


def _timing(shape_id: int) -> Any:
    """A click effect that makes a shape appear."""
    return parse_xml(
        f'<p:timing {_NS}><p:tnLst><p:par><p:cTn id="1" dur="indefinite" restart="never" nodeType="tmRoot"><p:childTnLst><p:par>'
        '<p:cTn id="2" fill="hold"><p:childTnLst><p:set><p:cBhvr><p:cTn id="3" dur="1" fill="hold"/>'
        f'<p:tgtEl><p:spTgt spid="{shape_id}"/></p:tgtEl><p:attrNameLst><p:attrName>style.visibility</p:attrName></p:attrNameLst></p:cBhvr>'
        '<p:to><p:strVal val="visible"/></p:to></p:set></p:childTnLst></p:cTn></p:par></p:childTnLst></p:cTn></p:par></p:tnLst></p:timing>'
    )


def anchors() -> BrokenTemplate:
    deck = Deck()
    deck.add("Anchors")
    deck.rectangle("map", name="tiny frame", box=(1, 2, 1, 0.5), alt="pf\ncomponent: influence_map(influence.pages[0])")
    deck.rectangle("x", name="no such drawing", box=(3, 2, 4, 3), alt="pf\ncomponent: influence_mpa(influence)")
    deck.rectangle("x", name="no bracket", box=(8, 2, 4, 3), alt="pf\ncomponent: influence_map(influence")
    deck.rectangle("map", name="unknown argument", box=(1, 5, 4, 2), alt="pf\ncomponent: decision_list(page.decision)")
    deck.add("Tables")
    rows = [["Section", "Says"], ["{% row for r in page.sections %}{{ r.section }}", "{{ r.says }}"]]
    _plain_table(deck.table(rows, name="squeezed", box=(1, 2, 8, 0.8)))
    deck.text("Source", name="below", box=(1, 2.9, 8, 0.4))
    _plain_table(deck.table(rows, name="roomy", box=(1, 4, 8, 0.8)))
    merged = _plain_table(
        deck.table([["{% row for r in page.sections %}{{ r.says }}", "b"], ["c", "d"]], name="merged", box=(10, 2, 3, 0.8))
    )
    merged.table.cell(0, 1).merge(merged.table.cell(1, 1))
    deck.add("Chart")
    chart = deck.chart(name="stamp", alt="pf\nchart: factors.radar\nalt: Radar")
    chart.width, chart.height = Inches(1), Inches(0.5)
    return BrokenTemplate(
        "anchors",
        deck.bytes,
        (
            Fault("TP108", 1, "tiny frame", "the frame is 1.00 x 0.50 inches"),
            Fault("TP107", 1, "no such drawing", "did you mean 'influence_map'?"),
            Fault("TP102", 1, "no bracket", "a bracket is missing"),
            Fault("TP101", 1, "unknown argument", "did you mean 'decisions'?", "component: decision_list(page.decision)", "alt text"),
            Fault("TP148", 2, "squeezed", "the table has 0.90 inches; its header and two rows need 1.20"),
            Fault("TP110", 2, "merged", "a repeated row goes through merged cells"),
            Fault("TP148", 3, "stamp", "the chart is 1.00 x 0.50 inches"),
        ),
    )


def directives() -> BrokenTemplate:
    deck = Deck()
    deck.add("Directives", notes="{% slide id A02 %}\n{% slide fro k in page.kpis %}")
    deck.text("x", name="swapped", alt="pf\nfi: cover.title")
    deck.text("x", name="no number", alt="pf\ncut: two")
    deck.text("x", name="paged text", alt="pf\npage: auto")
    deck.text("x", name="chart text", alt="pf\nchart: factors.radar")
    deck.text("x", name="no value", alt="pf\nif:")
    deck.text("{% bullet x %}", name="bullet")
    deck.text("{{ cover.title }}", name="control in alt", alt="pf\nalt: {% if cover.title %}")
    deck.text("x", name="no pf", alt="if: cover.title")
    deck.text("x", name="no pf either", alt="Sales of {{ cover.title }}")
    deck.text("x", name="wide alt", alt="pf\nalt: Sales of ｛｛ cover.title ｝｝")
    band = deck.slide.slide_layout.shapes._spTree
    band.append(
        parse_xml(
            f'<p:sp {_NS}><p:nvSpPr><p:cNvPr id="77" name="band"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm>'
            '<a:off x="0" y="6500000"/><a:ext cx="900000" cy="200000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
            "<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:r><a:rPr/><a:t>{{ deck.company }}</a:t></a:r></a:p></p:txBody></p:sp>"
        )
    )
    deck.add("Tables")
    _plain_table(deck.table([["Head"], ["{% row endfor %}x"]], name="never opened", box=(1, 2, 4, 0.8)))
    _plain_table(deck.table([["Head"], ["{% row x %}x"]], name="no loop", box=(6, 2, 4, 0.8)))
    return BrokenTemplate(
        "directives",
        deck.bytes,
        (
            Fault("TP106", 1, "", "'slide fro k in page.kpis' is no slide directive; did you mean 'for'?", part="notes"),
            Fault("TP149", 0, "band", "tags on layouts and masters are not filled", "{{ deck.company }}", "layout 'Title Only'"),
            Fault("TP149", 1, "no pf", "is not 'pf'", "if: cover.title", "alt text"),
            Fault("TP149", 1, "no pf either", "is not 'pf'", "Sales of {{ cover.title }}", "alt text"),
            Fault("TP102", 1, "wide alt", "full-width braces", part="alt text"),
            Fault("TP106", 1, "swapped", "'fi' is no directive for an object; did you mean 'if'?", part="alt text"),
            Fault("TP106", 1, "no number", "'cut:' takes a number, not 'two'"),
            Fault("TP109", 1, "paged text", "'page:' does not belong to this kind of object"),
            Fault("TP109", 1, "chart text", "'chart:' does not belong to this kind of object"),
            Fault("TP106", 1, "no value", "'if:' has no value"),
            Fault("TP106", 1, "bullet", "'bullet' is followed by 'for' or 'if'", "{% bullet x %}"),
            Fault("TP102", 1, "control in alt", "alt text takes values only", "{% if cover.title %}"),
            Fault("TP110", 2, "never opened", "'endfor' closes no 'for'"),
            Fault("TP110", 2, "no loop", "'row' is followed by"),
        ),
    )


def chinese() -> BrokenTemplate:
    deck = Deck()
    deck.add("客户总览：{{ page.slide.titel }}", notes="{% slide id A02 %}")
    deck.text("说明：{{ cover.titel }}", name="名称")
    deck.text("标题：｛｛cover.title｝｝", name="全角")
    deck.text("{{ t(“status”) }}", name="引号")
    deck.text("{{ t(“stauts”) }}", name="引号与拼写")
    deck.text("{% if cover.title == ‘x’ %}甲{% endif %}", name="单引号")
    deck.text("{{ cover.tit\u200ble }}", name="零宽")
    _plain_table(deck.table([["表头"], ["{% row for r in page.sections %}{{ r.ssays }}"]], name="表格", box=(1, 4, 8, 0.8)))
    return BrokenTemplate(
        "chinese",
        deck.bytes,
        (
            Fault("TP101", 1, "Title 1", "did you mean 'title'?", "{{ page.slide.titel }}"),
            Fault("TP101", 1, "名称", "CoverSlide has no 'titel'", "{{ cover.titel }}"),
            Fault("TP102", 1, "全角", "full-width braces"),
            Fault("TP136", 1, "引号", "“ (U+201C) ” (U+201D) in the tag", "{{ t(“status”) }}"),
            Fault("TP131", 1, "引号与拼写", "there is no text 'stauts'; did you mean 'status'?"),
            Fault("TP136", 1, "引号与拼写", "U+201C"),
            Fault("TP136", 1, "单引号", "U+2018", "{% if cover.title == ‘x’ %}"),
            Fault("TP136", 1, "零宽", "U+200B in the tag is read as: cover.title"),
            Fault("TP101", 1, "表格", "SectionRow has no 'ssays'; did you mean 'says'?", "{{ r.ssays }}", "cell R2C1"),
        ),
    )


BROKEN: dict[str, Callable[[], BrokenTemplate]] = {
    "unknown-names": unknown_names,
    "broken-tags": broken_tags,
    "texts-and-links": texts_and_links,
    "leftovers": leftovers,
    "fonts": fonts,
    "colours": colours,
    "objects": objects,
    "anchors": anchors,
    "directives": directives,
    "chinese": chinese,
}
"""Every broken template by name, built when it is asked for."""
