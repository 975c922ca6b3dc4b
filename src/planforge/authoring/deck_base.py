"""The empty review presentation: theme, master and the three layouts that every template of ours has."""

from __future__ import annotations

from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Inches

from planforge.authoring import tokens as k
from planforge.authoring.grid import Grid, Rect, own_grid
from planforge.office.tones import FILL_XML

NS = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
)
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_LAYOUTS = {0: "PF Cover", 2: "PF Section", 5: "PF Content"}
NUMBER_FIELD = '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr lang="en-GB"/><a:t>‹#›</a:t></a:fld>'


def fragment(xml: str) -> Any:
    """An element from its text, with the usual prefixes declared."""
    element = parse_xml(f"<p:x {NS}>{xml}</p:x>")[0]
    element.getparent().remove(element)
    return element


def block(*lines: str) -> str:
    """An alt-text block: the first line `pf`, then one directive a line."""
    return "\n".join(("pf", *lines))


def base_presentation() -> Any:
    """A presentation without slides, 13.333 x 7.5 inches, with `PF Cover`, `PF Section` and `PF Content`."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(k.SLIDE_WIDTH), Inches(k.SLIDE_HEIGHT)
    deck.part._element.sldSz.attrib.pop("type", None)  # the library's own template is 4:3 and says so
    master = deck.slide_masters[0]
    _theme(master)
    for position, layout in enumerate(list(master.slide_layouts)):
        if position in _LAYOUTS:
            layout.name = _LAYOUTS[position]
        else:
            master.slide_layouts.remove(layout)
    grid = own_grid()
    _master(master, grid)
    for layout in master.slide_layouts:
        _content_layout(layout, grid) if layout.name == "PF Content" else _cover_layout(layout, grid)
    return deck


def _theme(master: Any) -> None:
    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    root: Any = etree.fromstring(part.blob)
    root.set("name", "PlanForge")
    scheme = root.find(f".//{_A}clrScheme")
    scheme.set("name", "PlanForge")
    for slot in scheme:
        for child in list(slot):
            slot.remove(child)
        etree.SubElement(slot, f"{_A}srgbClr").set("val", k.THEME[etree.QName(slot).localname])
    for tag in ("majorFont", "minorFont"):
        fonts = root.find(f".//{_A}{tag}")
        for child in list(fonts):
            fonts.remove(child)
        for name, face in (("latin", k.LATIN), ("ea", k.HANS), ("cs", "")):
            etree.SubElement(fonts, f"{_A}{name}").set("typeface", face)
        for script, face in (("Hans", k.HANS), ("Hant", k.HANT), ("Jpan", "Yu Gothic"), ("Hang", "Malgun Gothic")):
            font = etree.SubElement(fonts, f"{_A}font")
            font.set("script", script)
            font.set("typeface", face)
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _master(master: Any, g: Grid) -> None:
    tree = _cleared(master)
    tree.append(_placeholder(2, "Title", "title", None, g.title, k.SIZE_TITLE, "title", True, "b", text="Title"))
    tree.append(_placeholder(3, "Body", "body", 1, Rect(g.left, g.body_top, g.full, 4.6), k.SIZE_BODY, "ink", text="Body"))
    tree.append(_placeholder(4, "Footer", "ftr", 3, g.footer, k.SIZE_SMALL, "muted", anchor="ctr"))
    tree.append(_placeholder(5, "Slide number", "sldNum", 4, g.number, k.SIZE_SMALL, "muted", anchor="ctr", align="r"))


def _content_layout(layout: Any, g: Grid) -> None:
    tree = _cleared(layout)
    tree.append(rule(20, g.left, k.FOOTER_RULE_Y, g.full, "hair", 0.5))
    prompt = "Action title: one sentence, two lines"
    tree.append(_placeholder(2, "Title", "title", None, g.title, k.SIZE_TITLE, "title", True, "b", text=prompt))
    tree.append(_placeholder(3, "Tracker", "body", 10, g.tracker, k.SIZE_LABEL, "primary", True, "ctr", text="Section tracker"))
    tree.append(_placeholder(4, "Sticker", "body", 11, g.sticker, k.SIZE_LABEL, "muted", False, "ctr", "r", "Sticker"))
    prompt = "Who, what, unit, period, date"
    tree.append(_placeholder(5, "Subtitle", "body", 12, g.subtitle, k.SIZE_SUBTITLE, "muted", False, "ctr", text=prompt))
    tree.append(_placeholder(6, "Source", "body", 13, g.source, k.SIZE_SMALL, "muted", False, "b", text="Source"))
    tree.append(_placeholder(7, "Footer", "ftr", 14, g.footer, k.SIZE_SMALL, "muted", anchor="ctr"))
    tree.append(_placeholder(8, "Slide number", "sldNum", 15, g.number, k.SIZE_SMALL, "muted", anchor="ctr", align="r"))


def _cover_layout(layout: Any, g: Grid) -> None:
    tree = _cleared(layout)
    title, subtitle = Rect(g.left, 1.75, g.w(11), 2.05), Rect(g.left, 4.14, g.w(11), 0.7)
    tree.append(_placeholder(2, "Title", "title", None, title, k.SIZE_COVER, "title", True, "b", text="Title"))
    tree.append(_placeholder(3, "Subtitle", "body", 12, subtitle, k.SIZE_COVER_SUBTITLE, "muted", text="Subtitle"))


def _cleared(page: Any) -> Any:
    tree = page._element.cSld.spTree
    for shape in list(tree):
        if shape.tag in (qn("p:sp"), qn("p:pic"), qn("p:cxnSp"), qn("p:graphicFrame")):
            tree.remove(shape)
    return tree


def _placeholder(
    ident: int,
    name: str,
    kind: str,
    index: int | None,
    box: Rect,
    size: float,
    tone: str,
    bold: bool = False,
    anchor: str = "t",
    align: str = "l",
    text: str = "",
) -> Any:
    position = f' idx="{index}"' if index is not None else ""
    x, y, w, h = (Inches(v) for v in (box.x, box.y, box.w, box.h))
    content = NUMBER_FIELD if kind == "sldNum" else f'<a:r><a:rPr lang="en-GB"/><a:t>{text}</a:t></a:r>'
    return parse_xml(
        f'<p:sp {NS}><p:nvSpPr><p:cNvPr id="{ident}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="{kind}"{position}/></p:nvPr></p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{w}" cy="{h}"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody>'
        f'<a:bodyPr vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}"><a:noAutofit/></a:bodyPr>'
        f'<a:lstStyle><a:lvl1pPr marL="0" indent="0" algn="{align}" eaLnBrk="1" latinLnBrk="0" hangingPunct="1">'
        f'<a:lnSpc><a:spcPct val="95000"/></a:lnSpc><a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/>'
        f'<a:defRPr sz="{round(size * 100)}" b="{int(bold)}" kern="0">{FILL_XML[tone]}'
        '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/></a:defRPr>'
        f'</a:lvl1pPr></a:lstStyle><a:p>{content}<a:endParaRPr lang="en-GB"/></a:p></p:txBody></p:sp>'
    )


def rule(ident: int, x: float, y: float, w: float, tone: str, points: float) -> Any:
    """A horizontal line that belongs to the layout."""
    return parse_xml(
        f'<p:cxnSp {NS}><p:nvCxnSpPr><p:cNvPr id="{ident}" name="pf:rule"/><p:cNvCxnSpPr/><p:nvPr userDrawn="1"/></p:nvCxnSpPr>'
        f'<p:spPr><a:xfrm><a:off x="{Inches(x)}" y="{Inches(y)}"/><a:ext cx="{Inches(w)}" cy="0"/></a:xfrm>'
        f'<a:prstGeom prst="line"><a:avLst/></a:prstGeom><a:ln w="{round(points * 12700)}">{FILL_XML[tone]}</a:ln></p:spPr></p:cxnSp>'
    )
