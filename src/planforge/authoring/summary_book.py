"""A small writer for authored workbook templates: styles by role, sheets, tables, notes, conditional formats, charts.

openpyxl is not used here: it can write neither solid data bars, nor alt texts of charts, nor labels that take their text from
cells, and the order of its font elements is not valid. Everything is theme colours and theme fonts, and the bytes are always
the same for the same content.
"""

from __future__ import annotations

from planforge.authoring.summary_model import HAIR, TITLE, Colour, Sheet, Style
from planforge.authoring.summary_parts import (
    DECLARATION,
    MAIN,
    RELATIONS,
    comments_xml,
    drawing_xml,
    relations,
    sheet_xml,
    table_xml,
    vml,
)
from planforge.authoring.workbook_style import planforge_theme
from planforge.office.escape import attribute, text_node
from planforge.office.package import Member, deflated, zip_bytes
from planforge.values import quoted_sheet

OFFICE = "application/vnd.openxmlformats-officedocument"


class Book:
    """A workbook in the making: sheets in order, styles and differential formats each made once."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.sheets: list[Sheet] = []
        self.names: dict[str, str] = {}
        self._styles: dict[Style, int] = {Style(vertical="bottom"): 0}
        self._formats: dict[str, int] = {}
        self._differential: list[str] = []

    def sheet(self, name: str, tab: Colour) -> Sheet:
        """A new sheet at the end."""
        sheet = Sheet(self, name, tab)
        self.sheets.append(sheet)
        return sheet

    def style(self, style: Style) -> int:
        """The number of a style."""
        return self._styles.setdefault(style, len(self._styles))

    def differential(self, xml: str) -> int:
        """The number of a differential format given as the inside of `dxf`."""
        if xml not in self._differential:
            self._differential.append(xml)
        return self._differential.index(xml)

    # ---------------------------------------------------------------------------------------------------------- styles

    def _styles_xml(self) -> str:
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

    # ---------------------------------------------------------------------------------------------------------- package

    def data(self) -> bytes:
        """The bytes of the workbook."""
        parts: dict[str, str] = {}
        types: list[tuple[str, str]] = []
        counters = {"table": 0, "chart": 0}
        for number, sheet in enumerate(self.sheets, 1):
            self._add_sheet(sheet, number, parts, types, counters)
        parts["xl/styles.xml"] = self._styles_xml()
        parts["xl/workbook.xml"] = self._workbook_xml()
        sheets = [("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(self.sheets) + 1)]
        parts["xl/_rels/workbook.xml.rels"] = relations([*sheets, ("styles", "styles.xml"), ("theme", "theme/theme1.xml")])
        types += [
            ("xl/workbook.xml", f"{OFFICE}.spreadsheetml.sheet.main+xml"),
            ("xl/styles.xml", f"{OFFICE}.spreadsheetml.styles+xml"),
            ("xl/theme/theme1.xml", f"{OFFICE}.theme+xml"),
            ("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
            ("docProps/app.xml", f"{OFFICE}.extended-properties+xml"),
        ]
        parts |= self._properties()
        overrides = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in sorted(types))
        parts["[Content_Types].xml"] = (
            f'{DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Default Extension="vml" ContentType="{OFFICE}.vmlDrawing"/>{overrides}</Types>'
        )
        members: list[Member] = [deflated(name, text.encode()) for name, text in parts.items()]
        return zip_bytes([*members, deflated("xl/theme/theme1.xml", planforge_theme())])

    def _properties(self) -> dict[str, str]:
        package = "http://schemas.openxmlformats.org/package/2006"
        return {
            "_rels/.rels": (
                f'{DECLARATION}<Relationships xmlns="{package}/relationships">'
                f'<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'
                f'<Relationship Id="rId2" Type="{package}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
                f'<Relationship Id="rId3" Type="{RELATIONS}/extended-properties" Target="docProps/app.xml"/></Relationships>'
            ),
            "docProps/core.xml": (
                f'{DECLARATION}<cp:coreProperties xmlns:cp="{package}/metadata/core-properties" '
                'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
                'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
                f"<dc:title>{text_node(self.title)}</dc:title><dc:creator>PlanForge</dc:creator><dc:language>en-GB</dc:language>"
                '<dcterms:created xsi:type="dcterms:W3CDTF">2025-01-01T00:00:00Z</dcterms:created>'
                '<dcterms:modified xsi:type="dcterms:W3CDTF">2025-01-01T00:00:00Z</dcterms:modified></cp:coreProperties>'
            ),
            "docProps/app.xml": (
                f'{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
                "<Application>PlanForge</Application></Properties>"
            ),
        }

    def _workbook_xml(self) -> str:
        sheets = "".join(f'<sheet name="{attribute(s.name)}" sheetId="{n}" r:id="rId{n}"/>' for n, s in enumerate(self.sheets, 1))
        names = [(f'name="{name}"', name, ref) for name, ref in self.names.items()]
        for number, sheet in enumerate(self.sheets):
            prefix = quoted_sheet(sheet.name)
            if sheet.print_area:
                names.append((f'name="_xlnm.Print_Area" localSheetId="{number}"', "_xlnm.Print_Area", f"{prefix}!{sheet.print_area}"))
            if sheet.print_rows:
                names.append((f'name="_xlnm.Print_Titles" localSheetId="{number}"', "_xlnm.Print_Titles", f"{prefix}!{sheet.print_rows}"))
        defined = "".join(
            f"<definedName {head}>{text_node(ref)}</definedName>" for head, _, ref in sorted(names, key=lambda n: (n[1].lower(), n[0]))
        )
        return (
            f'{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><workbookPr defaultThemeVersion="124226"/>'
            '<bookViews><workbookView xWindow="0" yWindow="0" windowWidth="28800" windowHeight="15600" tabRatio="850" activeTab="0"/>'
            f"</bookViews><sheets>{sheets}</sheets><definedNames>{defined}</definedNames>"
            '<calcPr calcId="191029" fullCalcOnLoad="1"/></workbook>'
        )

    def _add_sheet(self, sheet: Sheet, number: int, parts: dict[str, str], types: list[tuple[str, str]], counters: dict[str, int]) -> None:
        related: list[tuple[str, str]] = []
        if sheet.drawings:
            related.append(("drawing", f"../drawings/drawing{number}.xml"))
            types.append((f"xl/drawings/drawing{number}.xml", f"{OFFICE}.drawing+xml"))
            charts = []
            for drawing in sheet.drawings:
                counters["chart"] += 1
                name = f"charts/chart{counters['chart']}.xml"
                parts[f"xl/{name}"] = drawing.xml
                types.append((f"xl/{name}", f"{OFFICE}.drawingml.chart+xml"))
                charts.append(("chart", f"../{name}"))
            parts[f"xl/drawings/drawing{number}.xml"] = drawing_xml(sheet.drawings)
            parts[f"xl/drawings/_rels/drawing{number}.xml.rels"] = relations(charts)
        if sheet.notes:
            related += [("vmlDrawing", f"../drawings/vmlDrawing{number}.vml"), ("comments", f"../comments{number}.xml")]
            types.append((f"xl/comments{number}.xml", f"{OFFICE}.spreadsheetml.comments+xml"))
            parts[f"xl/comments{number}.xml"] = comments_xml(sheet.notes)
            parts[f"xl/drawings/vmlDrawing{number}.vml"] = vml(sheet.notes)
        for table in sheet.tables:
            counters["table"] += 1
            name = f"tables/table{counters['table']}.xml"
            related.append(("table", f"../{name}"))
            types.append((f"xl/{name}", f"{OFFICE}.spreadsheetml.table+xml"))
            parts[f"xl/{name}"] = table_xml(table, counters["table"])
        if related:
            parts[f"xl/worksheets/_rels/sheet{number}.xml.rels"] = relations(related)
        types.append((f"xl/worksheets/sheet{number}.xml", f"{OFFICE}.spreadsheetml.worksheet+xml"))
        parts[f"xl/worksheets/sheet{number}.xml"] = sheet_xml(sheet, [kind for kind, _ in related], active=number == 1)


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
