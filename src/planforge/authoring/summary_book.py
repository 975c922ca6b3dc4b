"""A small writer for authored workbook templates: sheets, tables, notes, conditional formats, charts.

openpyxl is not used here: it can write neither solid data bars, nor alt texts of charts, nor labels that take their text from
cells, and the order of its font elements is not valid. Everything is theme colours and theme fonts, and the bytes are always
the same for the same content.
"""

from __future__ import annotations

from planforge.authoring.summary_model import Sheet
from planforge.authoring.summary_parts import RELATIONS, comments_xml, drawing_xml, relations, sheet_xml, table_xml, vml
from planforge.authoring.summary_styles import DECLARATION, MAIN, Colour, Looks
from planforge.authoring.workbook_style import planforge_theme
from planforge.office.escape import attribute, text_node
from planforge.office.package import Member, deflated, zip_bytes
from planforge.values import quoted_sheet

OFFICE = "application/vnd.openxmlformats-officedocument"


class Book:
    """A workbook in the making: sheets in order, and the looks they share."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.sheets: list[Sheet] = []
        self.looks = Looks()

    def sheet(self, name: str, tab: Colour) -> Sheet:
        """A new sheet at the end."""
        sheet = Sheet(self.looks, name, tab)
        self.sheets.append(sheet)
        return sheet

    # ---------------------------------------------------------------------------------------------------------- package

    def data(self) -> bytes:
        """The bytes of the workbook."""
        parts: dict[str, str] = {}
        types: list[tuple[str, str]] = []
        counters = {"table": 0, "chart": 0}
        for number, sheet in enumerate(self.sheets, 1):
            self._add_sheet(sheet, number, parts, types, counters)
        parts["xl/styles.xml"] = self.looks.xml()
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
        names = [(f'name="{name}"', name, ref) for sheet in self.sheets for name, ref in sheet.defined.items()]
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
