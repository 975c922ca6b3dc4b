"""Cell styles of authored workbooks: theme colours only, one style per role and number format, reused by every cell."""

from __future__ import annotations

import copy
from typing import Any, NamedTuple
from xml.etree import ElementTree

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.colors import Color
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.writer.theme import theme_xml

from planforge.authoring import tokens as k

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_SLOTS = {"white": 0, "ink": 1, "panel": 2, "title": 3, "primary": 4, "second": 5, "good": 6, "watch": 7, "bad": 8, "neutral": 9}


def theme_colour(tone: str, tint: float = 0.0) -> Color:
    """A theme colour of the workbook; `tint` -1 darkens, +1 lightens to white."""
    return Color(theme=_SLOTS[tone], tint=tint)


def planforge_theme() -> bytes:
    """The workbook theme with the PlanForge palette and fonts (Calibri, Microsoft YaHei)."""
    ElementTree.register_namespace("a", _DRAWING)
    root = ElementTree.fromstring(theme_xml)
    root.set("name", "PlanForge")
    names = {f"{{{_DRAWING}}}{slot}": value for slot, value in k.THEME.items()}
    for node in root.iter():
        if node.tag in names:
            node.clear()
            ElementTree.SubElement(node, f"{{{_DRAWING}}}srgbClr").set("val", names[node.tag])
    faces = {"latin": k.LATIN, "ea": k.HANS}
    scripts = {"Hans": k.HANS, "Hant": k.HANT}
    for family in ("majorFont", "minorFont"):
        for node in root.iter(f"{{{_DRAWING}}}{family}"):
            for child in node:
                face = faces.get(child.tag.rpartition("}")[2]) or scripts.get(child.get("script", ""))
                if face:
                    child.set("typeface", face)
    return bytes(ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True))


class Look(NamedTuple):
    """How a kind of cell looks."""

    size: float = 10
    bold: bool = False
    italic: bool = False
    tone: str = "ink"
    tint: float = 0.0
    fill: tuple[str, float] | None = None
    border: str = ""
    align: str = "left"
    wrap: bool = False
    top: bool = False
    locked: bool = True
    underline: bool = False


_INPUT = Look(tone="primary", fill=("watch", 0.92), border="box", wrap=True, locked=False)
LOOKS: dict[str, Look] = {
    "title": Look(size=14, bold=True, tone="title"),
    "second": Look(size=12, tone="ink", tint=0.35),
    "why": Look(tone="ink", tint=0.35),
    "progress": Look(bold=True, tone="primary"),
    "example": Look(size=9, italic=True, tone="ink", tint=0.45, wrap=True),
    "example_note": Look(size=9, italic=True, tone="ink", tint=0.45),
    "example_r": Look(size=9, italic=True, tone="ink", tint=0.45, align="right"),
    "other": Look(size=9, tone="ink", tint=0.35, wrap=True),
    "header": Look(bold=True, tone="white", fill=("title", 0.0), border="box", wrap=True),
    "header_calc": Look(bold=True, tone="title", fill=("panel", -0.08), border="box", wrap=True),
    "label": Look(bold=True, tone="title", border="low", wrap=True),
    "block": Look(size=12, bold=True, tone="title", border="under"),
    "input": _INPUT,
    "input_r": _INPUT._replace(align="right", wrap=False),
    "input_top": _INPUT._replace(top=True),
    "optional": _INPUT._replace(fill=None),
    "optional_r": _INPUT._replace(fill=None, align="right", wrap=False),
    "calc": Look(fill=("panel", 0.0), wrap=True),
    "calc_r": Look(fill=("panel", 0.0), align="right"),
    "calc_c": Look(fill=("panel", 0.0), align="center"),
    "fixed": Look(bold=True, tone="title", border="box", wrap=True),
    "guide": Look(size=9, tone="ink", tint=0.25, wrap=True),
    "check": Look(tone="good", wrap=True),
    "help": Look(size=9, tone="ink", tint=0.35, wrap=True, border="low"),
    "link": Look(tone="primary", underline=True),
    "link_r": Look(tone="primary", underline=True, align="right"),
    "number": Look(size=11, bold=True, tone="white", fill=("primary", 0.0), align="center"),
    "text": Look(wrap=True),
    "row": Look(border="low"),
    "row_help": Look(size=9, tone="ink", tint=0.35, wrap=True, border="low"),
    "row_r": Look(border="low", align="center"),
    "row_link": Look(border="low", tone="primary", underline=True),
    "big": Look(size=22, bold=True, tone="primary"),
    "error": Look(tone="bad", fill=("bad", 0.88), border="box", wrap=True),
}


def _border(kind: str) -> Border:
    thin = Side(style="thin", color=theme_colour("white", -0.2))
    if kind == "box":
        return Border(left=thin, right=thin, top=thin, bottom=thin)
    if kind == "low":
        return Border(bottom=thin)
    return Border(bottom=Side(style="medium", color=theme_colour("title"))) if kind == "under" else Border()


class StyleBook:
    """Gives cells their looks; every (look, number format) is made once per workbook."""

    def __init__(self, book: Workbook) -> None:
        self._scratch = book.create_sheet("scratch")
        self._made: dict[tuple[str, str], Any] = {}
        self._book = book

    def close(self) -> None:
        """Removes the sheet on which styles are made."""
        self._book.remove(self._scratch)

    def apply(self, cell: Any, look: str, number_format: str = "General") -> None:
        """Gives a cell a look and a number format."""
        key = (look, number_format)
        if key not in self._made:
            self._made[key] = self._make(LOOKS[look], number_format, len(self._made) + 1)
        cell._style = copy.copy(self._made[key])

    def _make(self, look: Look, number_format: str, row: int) -> Any:
        cell: Any = self._scratch.cell(row=row, column=1)
        cell.font = Font(
            name=k.LATIN,
            scheme="minor",
            family=2,
            size=look.size,
            bold=look.bold,
            italic=look.italic,
            color=theme_colour(look.tone, look.tint),
            underline="single" if look.underline else None,
        )
        if look.fill:
            cell.fill = PatternFill("solid", fgColor=theme_colour(*look.fill))
        cell.border = _border(look.border)
        indent = 1 if look.align == "right" or ((look.border == "box" or look.fill) and look.align == "left") else 0
        vertical = "top" if look.top else "center"
        cell.alignment = Alignment(horizontal=look.align, vertical=vertical, wrap_text=look.wrap, indent=indent)
        cell.protection = Protection(locked=look.locked)
        cell.number_format = number_format
        return cell._style


def missing_style() -> DifferentialStyle:
    """Required and empty: the input fill, deeper, with an amber left edge."""
    edge = Side(style="thin", color=theme_colour("watch"))
    return DifferentialStyle(border=Border(left=edge), fill=_solid("watch", 0.80))


def problem_style() -> DifferentialStyle:
    """A check that is not OK."""
    return DifferentialStyle(font=Font(color=theme_colour("bad"), bold=True), fill=_solid("bad", 0.88))


def amber_style() -> DifferentialStyle:
    """Over a limit that does not stop anybody."""
    return DifferentialStyle(font=Font(color=theme_colour("ink"), bold=True), fill=_solid("watch", 0.72))


def heat_style(level: int) -> DifferentialStyle:
    """Contact level 1 to 4 as a heat of the primary colour."""
    tint = {1: 0.85, 2: 0.7, 3: 0.5, 4: -0.25}[level]
    font = Font(color=theme_colour("white" if level == 4 else "ink"), bold=level == 4)
    return DifferentialStyle(font=font, fill=_solid("primary", tint))


def _solid(tone: str, tint: float) -> PatternFill:
    return PatternFill("solid", bgColor=theme_colour(tone, tint))
