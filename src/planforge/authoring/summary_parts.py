"""The XML of an authored workbook's parts: sheets, tables, notes and their drawing, chart frames."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from planforge.authoring.summary_model import Choice, Drawing, Rule, Sheet, TableSpec
from planforge.authoring.summary_styles import DECLARATION, INK, MAIN, Colour
from planforge.office.escape import attribute, text_node
from planforge.values import column_letters

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"


def address(row: int, column: int) -> str:
    """An address such as `F7`."""
    return f"{column_letters(column)}{row}"


def relations(targets: Sequence[tuple[str, str]]) -> str:
    """A relationship part: kind and target of each, with the ids rId1, rId2 …"""
    inside = "".join(
        f'<Relationship Id="rId{n}" Type="{RELATIONS}/{kind}" Target="{target}"/>' for n, (kind, target) in enumerate(targets, 1)
    )
    return f'{DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'


def _cell(row: int, column: int, value: object, style: int) -> str:
    head = f'<c r="{address(row, column)}" s="{style}"'
    if isinstance(value, str) and value.startswith("="):
        return f"{head}><f>{text_node(value[1:])}</f></c>"
    if isinstance(value, str) and value:
        return f'{head} t="inlineStr"><is><t xml:space="preserve">{text_node(value)}</t></is></c>'
    return f"{head}/>" if value in (None, "") else f"{head}><v>{value!r}</v></c>"


def _rows(sheet: Sheet) -> str:
    rows: dict[int, list[str]] = {row: [] for row in sheet.heights}
    for (row, column), (value, style) in sorted(sheet.cells.items()):
        rows.setdefault(row, []).append(_cell(row, column, value, style))
    height = {row: f' ht="{points:g}" customHeight="1"' for row, points in sheet.heights.items()}
    return "".join(f'<row r="{row}"{height.get(row, "")}>{"".join(rows[row])}</row>' for row in sorted(rows))


def sheet_xml(sheet: Sheet, related: Sequence[str], *, active: bool) -> str:
    """A worksheet part; `related` are the kinds of its relationships in order."""
    last_row, last_column = max(row for row, _ in sheet.cells), max(column for _, column in sheet.cells)
    selected = ' tabSelected="1"' if active else ""
    columns = "".join(f'<col min="{c}" max="{c}" width="{w:g}" customWidth="1"/>' for c, w in sorted(sheet.widths.items()))
    ids = {kind: f"rId{place}" for place, kind in enumerate(related, 1)}
    tables = "".join(f'<tablePart r:id="rId{place}"/>' for place, kind in enumerate(related, 1) if kind == "table")
    links = "".join(
        f'<hyperlink ref="{address(*place)}" location="{attribute(target)}" display="{attribute(str(sheet.cells[place][0]))}"/>'
        for place, target in sorted(sheet.links.items())
    )
    breaks = "".join(f'<brk id="{row}" max="16383" man="1"/>' for row in sheet.breaks)
    orientation = "portrait" if sheet.portrait else "landscape"
    return "".join(
        (
            f'{DECLARATION}<worksheet xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheetPr>{sheet.tab.xml("tabColor")}'
            f'<pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:{address(last_row, last_column)}"/>',
            f'<sheetViews><sheetView showGridLines="0"{selected} zoomScale="90" zoomScaleNormal="90" workbookViewId="0">',
            _pane(sheet.freeze),
            '</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>',
            f"<cols>{columns}</cols>" if columns else "",
            f"<sheetData>{_rows(sheet)}</sheetData>",
            _rules_xml(sheet.rules),
            _choices_xml(sheet.choices),
            f"<hyperlinks>{links}</hyperlinks>" if links else "",
            '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>',
            f'<pageSetup paperSize="9" orientation="{orientation}" fitToWidth="1" fitToHeight="{int(sheet.one_page)}"/>',
            "<headerFooter><oddFooter>&amp;L&amp;8&amp;F&amp;C&amp;8&amp;A&amp;R&amp;8&amp;P / &amp;N</oddFooter></headerFooter>",
            f'<rowBreaks count="{len(sheet.breaks)}" manualBreakCount="{len(sheet.breaks)}">{breaks}</rowBreaks>' if breaks else "",
            f'<drawing r:id="{ids["drawing"]}"/>' if "drawing" in ids else "",
            f'<legacyDrawing r:id="{ids["vmlDrawing"]}"/>' if "vmlDrawing" in ids else "",
            f'<tableParts count="{len(sheet.tables)}">{tables}</tableParts>' if tables else "",
            _bars_xml(sheet.rules),
            "</worksheet>",
        )
    )


def _pane(freeze: tuple[int, int]) -> str:
    row, column = freeze
    if not row:
        return '<selection activeCell="A1" sqref="A1"/>'
    top = address(row, column + 1)
    split = (f' xSplit="{column}"' if column else "") + f' ySplit="{row - 1}"'
    pane = "bottomRight" if column else "bottomLeft"
    others = '<selection pane="topRight"/><selection pane="bottomLeft"/>' if column else ""
    frozen = f'<pane{split} topLeftCell="{top}" activePane="{pane}" state="frozen"/>'
    return f'{frozen}{others}<selection pane="{pane}" activeCell="{top}" sqref="{top}"/>'


def _rules_xml(rules: Sequence[Rule]) -> str:
    out = []
    for priority, rule in enumerate(rules, 1):
        inside = rule.inside
        if rule.bar:
            inside += (
                f'<extLst><ext xmlns:x14="{_X14}" uri="{{B025F937-C7B1-47D3-B67F-A62EFF666E3E}}">'
                f"<x14:id>{_guid(priority)}</x14:id></ext></extLst>"
            )
        out.append(
            f'<conditionalFormatting sqref="{rule.ranges}"><cfRule {rule.kind} priority="{priority}">{inside}</cfRule>'
            "</conditionalFormatting>"
        )
    return "".join(out)


def _choices_xml(choices: Sequence[Choice]) -> str:
    if not choices:
        return ""
    inside = "".join(
        f'<dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="{choice.ranges}">'
        f"<formula1>{choice.names}</formula1></dataValidation>"
        for choice in choices
    )
    return f'<dataValidations count="{len(choices)}">{inside}</dataValidations>'


def _bars_xml(rules: Sequence[Rule]) -> str:
    """Solid data bars: only the 2010 extension can switch the gradient off."""
    out = [
        f'<x14:conditionalFormatting xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:cfRule type="dataBar" '
        f'id="{_guid(priority)}"><x14:dataBar minLength="0" maxLength="100" gradient="0"><x14:cfvo type="autoMin"/>'
        '<x14:cfvo type="autoMax"/>'
        f"{Colour('bad').xml('x14:negativeFillColor')}{INK.xml('x14:axisColor')}</x14:dataBar></x14:cfRule>"
        f"<xm:sqref>{rule.ranges}</xm:sqref></x14:conditionalFormatting>"
        for priority, rule in enumerate(rules, 1)
        if rule.bar
    ]
    if not out:
        return ""
    return (
        f'<extLst><ext xmlns:x14="{_X14}" uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}"><x14:conditionalFormattings>'
        f"{''.join(out)}</x14:conditionalFormattings></ext></extLst>"
    )


def _guid(number: int) -> str:
    return f"{{5046504C-414E-464F-8000-{number:012X}}}"


def table_xml(table: TableSpec, number: int) -> str:
    """A table part; `number` is its id in the workbook."""
    right = column_letters(table.left + len(table.headers) - 1)
    ref = f"{column_letters(table.left)}{table.row}:{right}{table.row + table.rows}"
    buttons = f'<autoFilter ref="{ref}"/>' if table.filtered else ""
    columns = []
    for place, header in enumerate(table.headers):
        formula = table.formulas.get(place)
        inside = f"<calculatedColumnFormula>{text_node(formula)}</calculatedColumnFormula>" if formula else ""
        columns.append(f'<tableColumn id="{place + 1}" name="{attribute(header)}"' + (f">{inside}</tableColumn>" if inside else "/>"))
    return (
        f'{DECLARATION}<table xmlns="{MAIN}" id="{number}" name="{table.name}" displayName="{table.name}" ref="{ref}" totalsRowShown="0">'
        f'{buttons}<tableColumns count="{len(columns)}">{"".join(columns)}</tableColumns>'
        '<tableStyleInfo name="PlanForge" showFirstColumn="0" showLastColumn="0" showRowStripes="0" showColumnStripes="0"/></table>'
    )


def comments_xml(notes: Mapping[tuple[int, int], str]) -> str:
    """The notes of a sheet."""
    inside = "".join(
        f'<comment ref="{address(*place)}" authorId="0"><text><t xml:space="preserve">{text_node(text)}</t></text></comment>'
        for place, text in sorted(notes.items())
    )
    return (
        f'{DECLARATION}<comments xmlns="{MAIN}"><authors><author>PlanForge</author></authors><commentList>{inside}</commentList></comments>'
    )


def vml(notes: Mapping[tuple[int, int], str]) -> str:
    """The drawing that lets Excel show the notes."""
    shapes = "".join(
        f'<v:shape id="_x0000_s{1024 + number}" type="#_x0000_t202" style="position:absolute;width:220pt;height:40pt;visibility:hidden" '
        f'fillcolor="infoBackground [80]" o:insetmode="auto"><v:textbox style="mso-direction-alt:auto"/><x:ClientData ObjectType="Note">'
        f"<x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{column}, 10, {row - 1}, 4, {column + 4}, 10, {row + 2}, 4</x:Anchor>"
        f"<x:AutoFill>False</x:AutoFill><x:Row>{row - 1}</x:Row><x:Column>{column - 1}</x:Column></x:ClientData></v:shape>"
        for number, (row, column) in enumerate(sorted(notes), 1)
    )
    return (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
        'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
        f"{shapes}</xml>"
    )


def _corner(column: int, row: int) -> str:
    return f"<xdr:col>{column - 1}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{row - 1}</xdr:row><xdr:rowOff>0</xdr:rowOff>"


def drawing_xml(drawings: Sequence[Drawing]) -> str:
    """The frames of a sheet's charts; chart n has the relationship rIdn."""
    spread = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
    chart = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    anchors = "".join(
        '<xdr:twoCellAnchor editAs="oneCell">'
        f"<xdr:from>{_corner(d.left, d.top)}</xdr:from><xdr:to>{_corner(d.right, d.bottom)}</xdr:to>"
        '<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr>'
        f'<xdr:cNvPr id="{number + 1}" name="{attribute(d.name)}" descr="{attribute(d.alt)}"/>'
        '<xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>'
        f'<a:graphic><a:graphicData uri="{chart}"><c:chart xmlns:c="{chart}" r:id="rId{number}"/></a:graphicData></a:graphic>'
        "</xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor>"
        for number, d in enumerate(drawings, 1)
    )
    return (
        f'{DECLARATION}<xdr:wsDr xmlns:xdr="{spread}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        f'xmlns:r="{RELATIONS}">'
        f"{anchors}</xdr:wsDr>"
    )
