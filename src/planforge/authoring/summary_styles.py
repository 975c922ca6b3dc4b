"""The looks of an authored workbook: colours by role of the theme, cell styles and conditional formats, each made once."""

from __future__ import annotations

from typing import NamedTuple

from planforge.office.escape import attribute

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SLOTS = {
    "white": 0,
    "ink": 1,
    "panel": 2,
    "title": 3,
    "primary": 4,
    "second": 5,
    "good": 6,
    "watch": 7,
    "bad": 8,
    "neutral": 9,
    "link": 10,
}


class Colour(NamedTuple):
    """A theme colour by role; `tint` -1 darkens, +1 lightens."""

    role: str
    tint: float = 0.0

    def xml(self, element: str = "color") -> str:
        """The colour element."""
        tint = f' tint="{self.tint}"' if self.tint else ""
        return f'<{element} theme="{_SLOTS[self.role]}"{tint}/>'


INK, MUTED, TITLE, WHITE = Colour("ink"), Colour("ink", 0.35), Colour("title"), Colour("white")
HAIR, PANEL = Colour("white", -0.15), Colour("panel")


class Style(NamedTuple):
    """How a cell looks. `border` lists sides as `bottom:thin:hair`, separated by blanks."""

    size: float = 10
    bold: bool = False
    colour: Colour = INK
    fill: Colour | None = None
    border: str = ""
    align: str = "left"
    vertical: str = "center"
    wrap: bool = False
    indent: int = 0
    underline: bool = False
    number: str = "General"


class Looks:
    """The styles and differential formats of one workbook, numbered in order of first use."""

    def __init__(self) -> None:
        self._styles: dict[Style, int] = {Style(vertical="bottom"): 0}
        self._formats: dict[str, int] = {}
        self._differential: list[str] = []

    def style(self, style: Style) -> int:
        """The number of a style."""
        return self._styles.setdefault(style, len(self._styles))

    def differential(self, xml: str) -> int:
        """The number of a differential format given as the inside of `dxf`."""
        if xml not in self._differential:
            self._differential.append(xml)
        return self._differential.index(xml)

    def xml(self) -> str:
        """The styles part."""
        fonts: dict[str, int] = {}
        fills: dict[str, int] = {'<patternFill patternType="none"/>': 0, '<patternFill patternType="gray125"/>': 1}
        borders: dict[str, int] = {}
        cells = []
        for style in self._styles:
            font = fonts.setdefault(_font(style), len(fonts))
            fill = fills.setdefault(_fill(style.fill), len(fills)) if style.fill else 0
            border = borders.setdefault(_border(style.border), len(borders))
            number = 0 if style.number == "General" else self._formats.setdefault(style.number, 164 + len(self._formats))
            wrap = ' wrapText="1"' if style.wrap else ""
            indent = f' indent="{style.indent}"' if style.indent else ""
            cells.append(
                f'<xf numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0" applyNumberFormat="1" applyFont="1" '
                f'applyFill="1" applyBorder="1" applyAlignment="1"><alignment horizontal="{style.align}" vertical="{style.vertical}"'
                f"{wrap}{indent}/></xf>"
            )
        formats = "".join(f'<numFmt numFmtId="{n}" formatCode="{attribute(code)}"/>' for code, n in self._formats.items())
        return (
            f'{DECLARATION}<styleSheet xmlns="{MAIN}"><numFmts count="{len(self._formats)}">{formats}</numFmts>'
            f'<fonts count="{len(fonts)}">{"".join(fonts)}</fonts>'
            f'<fills count="{len(fills)}">{"".join(f"<fill>{xml}</fill>" for xml in fills)}</fills>'
            f'<borders count="{len(borders)}">{"".join(borders)}</borders>'
            '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
            f'<cellXfs count="{len(cells)}">{"".join(cells)}</cellXfs>'
            '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
            f'<dxfs count="{len(self._differential)}">{"".join(f"<dxf>{xml}</dxf>" for xml in self._differential)}</dxfs>'
            f'<tableStyles count="1" defaultTableStyle="PlanForge" defaultPivotStyle="PivotStyleLight16">'
            f'<tableStyle name="PlanForge" pivot="0" count="0"/></tableStyles></styleSheet>'
        )


def _font(style: Style) -> str:
    marks = ("<b/>" if style.bold else "") + ("<u/>" if style.underline else "")
    face = '<name val="Calibri"/><family val="2"/><scheme val="minor"/>'
    return f'<font>{marks}<sz val="{style.size:g}"/>{style.colour.xml()}{face}</font>'


def _fill(colour: Colour | None) -> str:
    return f'<patternFill patternType="solid">{colour.xml("fgColor")}</patternFill>' if colour else ""


def _border(sides: str) -> str:
    wanted = {side: (line, colour) for side, line, colour in (part.split(":") for part in sides.split())}
    colours = {"hair": HAIR, "title": TITLE, "bad": Colour("bad"), "grey": Colour("white", -0.35)}
    inside = "".join(
        f'<{side} style="{wanted[side][0]}">{colours[wanted[side][1]].xml()}</{side}>' if side in wanted else f"<{side}/>"
        for side in ("left", "right", "top", "bottom")
    )
    return f"<border>{inside}<diagonal/></border>"
