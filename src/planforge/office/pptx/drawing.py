"""A canvas for native shapes: text boxes, shapes, lines and glued connectors as PresentationML text, in inches and tones.

Visuals draw on it; the engine wraps the result in one group with alt text. Everything is written as strings because a
deck has some hundred drawn shapes and string work is many times faster than an object model. Text reaches the XML only
through `escape`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from planforge.office.escape import attribute, text_node
from planforge.office.rich import Rich, Span, Text
from planforge.office.tones import COLOUR_XML, FILL_XML

EMU = 914400
_ANCHOR = {"top": "t", "middle": "ctr", "bottom": "b"}
_ALIGN = {"left": "l", "center": "ctr", "right": "r"}
_NO_LINE = "<a:ln><a:noFill/></a:ln>"
_FONTS = '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/>'
_ROUND_GLYPHS = frozenset("●○")
GLYPH_SCALE = 1.3
"""Calibri draws ● and ○ small; in Latin text they are set larger so that they match ▲ and ■."""


class Style(NamedTuple):
    """How text is set: points, tone, weight, alignment, anchor, inset in inches on the left and right, space before in points.

    `vertical` turns the text so that it reads upwards. A named tuple, since a deck has hundreds and each is looked up.
    """

    size: float = 12
    tone: str = "ink"
    bold: bool = False
    align: str = "left"
    anchor: str = "top"
    inset: float = 0.0
    space: float = 0.0
    line: float = 0.0
    vertical: bool = False


_IN_BOX = Style(align="center", anchor="middle", inset=0.06)
_CJK = re.compile("[\u2e80-\u9fff\uff00-\uffef]")


def emu(inches: float) -> int:
    """Inches as English Metric Units, 914,400 an inch."""
    return round(inches * EMU)


def is_cjk(text: str) -> bool:
    """True when a text holds Chinese characters or full-width punctuation."""
    return not text.isascii() and _CJK.search(text) is not None


def language_attributes(text: str, lang: str) -> str:
    """The `lang` attributes of a run: Chinese text is zh-CN in every deck, the rest has the deck's language."""
    if is_cjk(text) or lang.startswith("zh"):
        return 'lang="zh-CN" altLang="en-US"'
    return f'lang="{lang}"'


class Canvas:
    """Collects shapes drawn in inches from the slide's top left corner; z-order is drawing order.

    Args:
        next_id: gives a shape id that is unique on the slide at each call.
        lang: language tag of the deck.
        scale: inches on the slide for each inch drawn; text and lines are scaled with everything else.
    """

    def __init__(self, next_id: Callable[[], int], lang: str = "en-GB", scale: float = 1.0) -> None:
        self._next_id = next_id
        self.lang = lang
        self.scale = scale
        self.glyph_scale = 1.0 if lang.startswith("zh") else GLYPH_SCALE
        self._shapes: list[str] = []
        self._left = self._top = float("inf")
        self._right = self._bottom = float("-inf")

    def _emu(self, inches: float) -> int:
        return round(inches * self.scale * EMU)

    def __bool__(self) -> bool:
        return bool(self._shapes)

    def text(self, x: float, y: float, w: float, h: float, paragraphs: Text | Sequence[Text], style: Style, name: str = "pf:text") -> int:
        """A text box; one paragraph per item. Returns its shape id."""
        return self._shape(x, y, w, h, "rect", "", "", paragraphs, style, name, True, "")

    def box(
        self,
        x: float,
        y: float,
        w: float,
        h: float,
        fill: str = "",
        outline: str = "",
        width: float = 0.75,
        dash: str = "",
        shape: str = "rect",
        paragraphs: Text | Sequence[Text] = (),
        style: Style | None = None,
        name: str = "pf:box",
        alt: str = "",
        hatch: bool = False,
    ) -> int:
        """A shape with fill and outline tones (empty for none); `dash` is an Office dash name such as `dash`. Returns its id."""
        if hatch and fill:
            fill_xml = (
                f'<a:pattFill prst="wdUpDiag"><a:fgClr>{COLOUR_XML[fill]}</a:fgClr><a:bgClr>{COLOUR_XML["white"]}</a:bgClr></a:pattFill>'
            )
        else:
            fill_xml = f"<a:solidFill>{COLOUR_XML[fill]}</a:solidFill>" if fill else "<a:noFill/>"
        return self._shape(
            x,
            y,
            w,
            h,
            shape,
            fill_xml,
            _line_xml(outline, width * self.scale, dash),
            paragraphs,
            style or _IN_BOX,
            name,
            False,
            alt,
        )

    def line(
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        tone: str = "hair",
        width: float = 0.75,
        dash: str = "",
        arrow: bool = False,
        name: str = "pf:line",
    ) -> int:
        """A straight line; with `arrow` it ends in a triangle. Returns its id."""
        return self._connector("line", x1, y1, x2, y2, tone, width, dash, arrow, name, "", "", "")

    def link(
        self,
        start: tuple[int, int, float, float],
        end: tuple[int, int, float, float],
        tone: str = "grey",
        width: float = 1.25,
        arrow: bool = False,
        elbow: bool = True,
        name: str = "pf:link",
        alt: str = "",
        corridor: float | None = None,
        bend: float = 0.5,
        dash: str = "",
    ) -> int:
        """A connector glued to two shapes.

        Args:
            start, end: shape id, connection site (0 top, 1 left, 2 bottom, 3 right), and the site's point in inches.
            corridor: for elbows between two left sites, the x at which the line runs.
            bend: for elbows between bottom and top, the share of the way at which the line turns.
            dash: an Office dash name; empty for a solid line.
        """
        glue = f'<a:stCxn id="{start[0]}" idx="{start[1]}"/><a:endCxn id="{end[0]}" idx="{end[1]}"/>'
        x1, y1, x2, y2 = start[2], start[3], end[2], end[3]
        if corridor is not None and abs(x1 - x2) < 0.02:
            x2 = x1 + 0.02  # the bend is written as a share of the width, so the width must not be zero
        straight = not elbow or (corridor is None and abs(x1 - x2) < 0.01) or abs(y1 - y2) < 0.01
        if straight:
            return self._connector("straightConnector1", x1, y1, x2, y2, tone, width, dash, arrow, name, glue, "", alt)
        if start[1] in (0, 2):
            turn = "" if bend == 0.5 else f'<a:gd name="adj1" fmla="val {round(bend * 100000)}"/>'
            return self._connector("bentConnector3", x1, y1, x2, y2, tone, width, dash, arrow, name, glue, turn, alt, turned=True)
        adjust = ""
        if corridor is not None:
            adjust = f'<a:gd name="adj1" fmla="val {round((corridor - x1) / (x2 - x1) * 100000)}"/>'
        return self._connector("bentConnector3", x1, y1, x2, y2, tone, width, dash, arrow, name, glue, adjust, alt)

    def group(self, name: str, alt: str, descriptions: Callable[[], int] | None = None) -> str:
        """All shapes drawn so far as one group with an identity transform and one alt text."""
        box = f'x="{self._emu(self._left)}" y="{self._emu(self._top)}"'
        size = f'cx="{self._emu(self._right) - self._emu(self._left)}" cy="{self._emu(self._bottom) - self._emu(self._top)}"'
        ident = (descriptions or self._next_id)()
        return (
            f'<p:grpSp><p:nvGrpSpPr><p:cNvPr id="{ident}" name="{attribute(name)}" descr="{attribute(alt)}"/>'
            "<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>"
            f"<p:grpSpPr><a:xfrm><a:off {box}/><a:ext {size}/><a:chOff {box}/><a:chExt {size}/></a:xfrm></p:grpSpPr>"
            f"{''.join(self._shapes)}</p:grpSp>"
        )

    def _grow(self, x1: float, y1: float, x2: float, y2: float) -> None:
        if x1 < self._left:
            self._left = x1
        if y1 < self._top:
            self._top = y1
        if x2 > self._right:
            self._right = x2
        if y2 > self._bottom:
            self._bottom = y2

    def _shape(
        self,
        x: float,
        y: float,
        w: float,
        h: float,
        geometry: str,
        fill: str,
        line: str,
        paragraphs: Text | Sequence[Text],
        style: Style,
        name: str,
        text_box: bool,
        alt: str,
    ) -> int:
        ident = self._next_id()
        self._grow(x, y, x + w, y + h)
        body = self.body(paragraphs, style)
        unit = self.scale
        described = f' descr="{attribute(alt)}"' if alt else ""
        kind = ' txBox="1"' if text_box else ""
        self._shapes.append(
            f'<p:sp><p:nvSpPr><p:cNvPr id="{ident}" name="{attribute(name)}"{described}/><p:cNvSpPr{kind}/><p:nvPr/></p:nvSpPr>'
            f'<p:spPr><a:xfrm><a:off x="{round(x * unit * EMU)}" y="{round(y * unit * EMU)}"/>'
            f'<a:ext cx="{round(w * unit * EMU)}" cy="{round(h * unit * EMU)}"/></a:xfrm>'
            f'<a:prstGeom prst="{geometry}"><a:avLst/></a:prstGeom>{fill or "<a:noFill/>"}{line or _NO_LINE}</p:spPr>{body}</p:sp>'
        )
        return ident

    def body(self, paragraphs: Text | Sequence[Text], style: Style) -> str:
        """The text body element of a shape: one paragraph per item, set in a style."""
        items: Sequence[Text] = (paragraphs,) if isinstance(paragraphs, (str, Rich)) else paragraphs
        head, paragraph = _around_text(style, self.scale)
        if not items:
            return f'{head}<a:p><a:endParaRPr lang="{self.lang}"/></a:p></p:txBody>'
        out = [head]
        for item in items:
            out.append(paragraph)
            if isinstance(item, Rich):
                out.extend([self._run(span, style) for span in item.spans if span.text])
            elif item:
                out.append(self._written(item, style.size, 1.0, style.bold, style.tone))
            out.append("</a:p>")
        out.append("</p:txBody>")
        return "".join(out)

    def _run(self, span: Span, style: Style) -> str:
        bold = style.bold if span.bold is None else span.bold
        return self._written(span.text, style.size + span.points, span.scale, bold, span.tone or style.tone)

    def _written(self, text: str, points: float, scale: float, bold: bool, tone: str) -> str:
        if scale == 1.0 and text.strip() in _ROUND_GLYPHS:
            scale = self.glyph_scale
        size = round(points * scale * self.scale * 100)
        properties = f'sz="{size}" b="{int(bold)}">{FILL_XML[tone]}{_FONTS}'
        pieces = [
            f"<a:r><a:rPr {language_attributes(piece, self.lang)} {properties}</a:rPr><a:t>{text_node(piece)}</a:t></a:r>"
            for piece in text.split("\n")
        ]
        if len(pieces) == 1:
            return pieces[0]
        return f"<a:br><a:rPr {language_attributes('', self.lang)} {properties}</a:rPr></a:br>".join(pieces)

    def _connector(
        self,
        geometry: str,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        tone: str,
        width: float,
        dash: str,
        arrow: bool,
        name: str,
        glue: str,
        adjust: str,
        alt: str,
        turned: bool = False,
    ) -> int:
        ident = self._next_id()
        self._grow(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
        left, top, w, h = min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1)
        flips = ("" if x2 >= x1 else ' flipH="1"') + ("" if y2 >= y1 else ' flipV="1"')
        if turned:
            # A vertical elbow is a horizontal one turned by 90 degrees about its centre.
            left, top, w, h = (left + w / 2 - h / 2), (top + h / 2 - w / 2), h, w
            flips = ' rot="5400000"' if x2 < x1 else ' rot="16200000" flipH="1"'
        described = f' descr="{attribute(alt)}"' if alt else ""
        self._shapes.append(
            f'<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="{ident}" name="{attribute(name)}"{described}/><p:cNvCxnSpPr>{glue}</p:cNvCxnSpPr>'
            "<p:nvPr/></p:nvCxnSpPr>"
            f'<p:spPr><a:xfrm{flips}><a:off x="{self._emu(left)}" y="{self._emu(top)}"/>'
            f'<a:ext cx="{self._emu(w)}" cy="{self._emu(h)}"/></a:xfrm>'
            f'<a:prstGeom prst="{geometry}"><a:avLst>{adjust}</a:avLst></a:prstGeom>{_line_xml(tone, width * self.scale, dash, arrow)}'
            "</p:spPr></p:cxnSp>"
        )
        return ident


@lru_cache(maxsize=512)
def _around_text(style: Style, scale: float) -> tuple[str, str]:
    """What stands before the paragraphs of a text box, and before the runs of each of them."""
    inset = round(style.inset * scale * EMU)
    turned = ' vert="vert270"' if style.vertical else ""
    sides = f'lIns="{inset}" tIns="0" rIns="{inset}" bIns="0"'
    head = f'<p:txBody><a:bodyPr{turned} wrap="square" {sides} anchor="{_ANCHOR[style.anchor]}"><a:noAutofit/></a:bodyPr><a:lstStyle/>'
    spacing = f'<a:lnSpc><a:spcPct val="{round(style.line * 100000)}"/></a:lnSpc>' if style.line else ""
    spacing += f'<a:spcAft><a:spcPts val="{round(style.space * scale * 100)}"/></a:spcAft>' if style.space else ""
    return head, f'<a:p><a:pPr algn="{_ALIGN[style.align]}">{spacing}</a:pPr>'


@lru_cache(maxsize=512)
def _line_xml(tone: str, width: float, dash: str = "", arrow: bool = False) -> str:
    if not tone:
        return _NO_LINE
    head = '<a:tailEnd type="triangle" w="med" len="med"/>' if arrow else ""
    style = f'<a:prstDash val="{dash}"/>' if dash else ""
    return f'<a:ln w="{round(width * 12700)}"><a:solidFill>{COLOUR_XML[tone]}</a:solidFill>{style}{head}</a:ln>'
