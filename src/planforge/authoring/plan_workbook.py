"""The blank account-plan workbook, built from the workbook spec, and the same workbook filled with data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.colors import ColorChoice, SchemeColor
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook.defined_name import DefinedName

from planforge.authoring.workbook_blocks import BlockWriter, freeze_at
from planforge.authoring.workbook_cells import Shown
from planforge.authoring.workbook_formulas import Formulas, quoted
from planforge.authoring.workbook_layout import (
    CHECK,
    FIRST_ROW,
    GRID_FIRST,
    NO_VARIATION,
    BlockPlace,
    Variation,
    lay_out,
    main_language,
    sheet_title,
)
from planforge.authoring.workbook_package import finished
from planforge.authoring.workbook_preview import write_coverage_preview, write_risk_counter
from planforge.authoring.workbook_start import StartWriter, write_lists
from planforge.authoring.workbook_style import StyleBook, planforge_theme, theme_colour
from planforge.config import LANGUAGES
from planforge.errors import InputError
from planforge.spec.schema import BlockKind, BlockSpec, SheetSpec, Words, WorkbookSpec

_WIDEST = 400
"""Characters beside each other that can still be read on one page; wider sheets are printed on two, with the key columns on both."""


def build_plan_workbook(spec: WorkbookSpec, language: str = "en", *, currency: str = "", unit: str = "") -> bytes:
    """The blank workbook in `en`, `zh` or `en+zh`; with currency and unit, they stand on Cover and in the headers."""
    cover = {key: value for key, value in (("currency", currency), ("unit", unit)) if value}
    return fill_plan_workbook(spec, {"cover": cover} if cover else {}, language)


def plan_workbooks(spec: WorkbookSpec) -> Iterator[tuple[str, bytes]]:
    """The blank workbooks that PlanForge ships: path below `templates/` and bytes, one per language."""
    for language in LANGUAGES:
        yield f"xlsx/account-plan/account-plan{'' if language == 'en' else '.' + language}.xlsx", build_plan_workbook(spec, language)


def fill_plan_workbook(
    spec: WorkbookSpec,
    data: Mapping[str, Any],
    language: str = "en",
    variation: Variation = NO_VARIATION,
    raw: Mapping[str, Any] | None = None,
    raw_formulas: Mapping[str, str] | None = None,
) -> bytes:
    """The workbook filled with data, always the same bytes for the same data.

    Args:
        spec: the workbook spec.
        data: block key to a mapping (form) or a list of mappings (table, grid), by field name; codes as in the model, percents as
            shares of 1, dates as dates. What does not fit a field is written as it is.
        language: `en`, `zh` or `en+zh`.
        variation: renamed headers, empty columns, sheet order.
        raw: `Sheet!A1` to a value that replaces what stands there.
        raw_formulas: `Sheet!A1` to a formula, saved without a value.

    Raises:
        InputError: the data name a block or field that the spec does not have.
    """
    _check_names(spec, data)
    book = Workbook()
    builder = _Builder(book, spec, data, language, variation)
    builder.build()
    for address, value in (raw or {}).items():
        sheet, _, cell = address.rpartition("!")
        _sheet(book, sheet)[cell].value = None
        _sheet(book, sheet)[cell].data_type = "n"
        if value != "":
            _sheet(book, sheet)[cell].value = value
        if isinstance(value, str):
            _sheet(book, sheet)[cell].data_type = "s"
    bare = {(address.rpartition("!")[0], address.rpartition("!")[2]): formula for address, formula in (raw_formulas or {}).items()}
    return finished(book, bare)


def layout_of(
    spec: WorkbookSpec, data: Mapping[str, Any], language: str = "en", variation: Variation = NO_VARIATION
) -> Mapping[str, BlockPlace]:
    """Where every block of the filled workbook stands, by block key."""
    counts = {key: len(records) for key, records in data.items() if not isinstance(records, Mapping)}
    return lay_out(spec, language, _money(data, language), counts, variation)


def _sheet(book: Any, name: str) -> Any:
    if name not in book.sheetnames:
        raise InputError(f"The workbook has no sheet {name!r}.", f"Sheets: {', '.join(book.sheetnames)}.")
    return book[name]


def _check_names(spec: WorkbookSpec, data: Mapping[str, Any]) -> None:
    blocks = {block.key: block for sheet in spec.sheets for block in sheet.blocks}
    for key, records in data.items():
        if key not in blocks:
            raise InputError(f"The data have a block {key!r}, but the workbook spec has not.", f"Blocks: {', '.join(blocks)}.")
        known = {f.name for f in blocks[key].fields}
        for record in [records] if isinstance(records, Mapping) else records:
            for name in record:
                if name not in known:
                    hint = f"Fields: {', '.join(sorted(known))}."
                    raise InputError(f"The data name {key}.{name}, but the workbook spec has no such field.", hint)


def _money(data: Mapping[str, Any], language: str) -> str:
    cover = data.get("cover", {})
    currency, unit = cover.get("currency", ""), cover.get("unit", "")
    if not currency:
        return Words("money", "货币").get(main_language(language))
    return f"{currency} {unit}" if unit and unit != "1" else str(currency)


def _records(block: BlockSpec, data: Mapping[str, Any], filled: bool) -> Sequence[Mapping[str, Any]]:
    """The records to write: preset rows with the data's values merged in, the data, or the suggestions of a blank workbook."""
    given = data.get(block.key)
    if isinstance(given, Mapping):
        return [given]
    if block.fixed:
        by_key = {record.get(block.key_field): record for record in given or ()}
        return [{**preset, **by_key.get(preset.get(block.key_field), {})} for preset in block.fixed]
    if given is None:
        return () if filled else block.suggested
    return list(given)


class _Builder:
    def __init__(self, book: Any, spec: WorkbookSpec, data: Mapping[str, Any], language: str, variation: Variation) -> None:
        self.book, self.spec, self.data, self.language, self.variation = book, spec, data, language, variation
        self.filled = any(key != "cover" for key in data)
        self.places = layout_of(spec, data, language, variation)
        self.formulas = Formulas(self.places, language)
        self.styles = StyleBook(book)
        self.start = StartWriter(spec, language, self.formulas, self.styles)
        self.blocks = BlockWriter(book, language, self.formulas, Shown(spec, language, data), self.styles)

    def build(self) -> None:
        """Writes all sheets."""
        self.book.loaded_theme = planforge_theme()
        self.book.remove(self.book.worksheets[0])
        sheets = {spec.key: self.book.create_sheet(sheet_title(spec, self.language)) for spec in self._ordered()}
        for spec in self.spec.sheets:
            sheet = sheets[spec.key]
            if spec.blocks:
                self._data_sheet(sheet, spec)
            elif spec.key == "start":
                self.start.write(sheet)
            elif spec.key == "lists":
                write_lists(self.book, sheet, self.spec, self.language, self.formulas, self.styles)
            _set_up(sheet, spec, self.language)
        self.styles.close()
        self._properties()

    def _ordered(self) -> Iterable[SheetSpec]:
        order = {name: position for position, name in enumerate(self.variation.order)}
        return sorted(self.spec.sheets, key=lambda spec: order.get(spec.name.en, len(order)))

    def _data_sheet(self, sheet: Any, spec: SheetSpec) -> None:
        for block in spec.blocks:
            self.blocks.block(sheet, self.places[block.key], _records(block, self.data, self.filled))
        first = self.places[spec.blocks[0].key]
        last = max(first.columns.values()) if first.columns else 6 if first.block.kind is BlockKind.FORM else GRID_FIRST + first.rows + 2
        self.blocks.head(sheet, spec, self.start.start, self.start.progress(spec), last)
        sheet.freeze_panes = freeze_at(first)
        if spec.key == "risks":
            write_risk_counter(sheet, self.places["risks"], self.formulas, self.styles)
        if spec.key == "coverage":
            write_coverage_preview(sheet, self.places["coverage"], self.places, self.styles, self.language)
        if first.block.kind is BlockKind.GRID:
            _add_chart(sheet, first)

    def _properties(self) -> None:
        title = Words("Key account plan", "大客户计划").get(main_language(self.language))
        self.book.properties.title, self.book.properties.creator = title, "PlanForge"
        self.book.properties.language = "zh-CN" if self.language == "zh" else "en-GB"
        for name, value in (("pf_schema_version", str(self.spec.schema_version)), ("pf_language", self.language)):
            self.book.custom_doc_props.append(StringProperty(name=name, value=value))
            self.book.defined_names[name] = DefinedName(name, attr_text=quoted(value))
        self.book.active = 0


def _set_up(sheet: Any, spec: SheetSpec, language: str) -> None:
    """View, protection and print set-up of a sheet."""
    view = sheet.sheet_view
    view.zoomScale = 90 if spec.key == "start" else 100
    view.showGridLines = spec.hidden
    sheet.sheet_properties.tabColor = theme_colour("neutral" if spec.hidden else "primary" if spec.blocks else "title")
    sheet.sheet_properties.outlinePr.summaryBelow = False
    if spec.hidden:
        sheet.sheet_state = "hidden"
    if spec.protected:
        sheet.protection.sheet = True
        for right in ("formatColumns", "formatRows", "sort", "autoFilter"):
            setattr(sheet.protection, right, False)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom = 0.5, 0.6
    sheet.page_margins.header = sheet.page_margins.footer = 0.3
    page = Words("Page &P of &N", "第&P页，共&N页").get(main_language(language))
    sheet.oddFooter.left.text, sheet.oddFooter.center.text, sheet.oddFooter.right.text = "&F", "&A", page
    if not spec.blocks:
        sheet.page_setup.fitToHeight = 1
    if len(spec.blocks) == 1:  # with more tables on a sheet the first one's header would stand above the rows of another
        sheet.print_title_rows = f"{FIRST_ROW - 1}:{FIRST_ROW - 1}"
    if sum(column.width for column in sheet.column_dimensions.values()) > _WIDEST and not spec.hidden:
        sheet.page_setup.fitToWidth, sheet.print_title_cols = 2, "A:B"


def _add_chart(sheet: Any, place: BlockPlace) -> None:
    """A small column chart of revenue, plan and net income below the grid."""
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = "col", "clustered", -10, 60
    chart.height, chart.width = 6.2, 22
    last = GRID_FIRST + place.rows - 1
    slots: tuple[tuple[str, Literal["accent1", "accent6", "accent3"]], ...]
    slots = (("revenue", "accent1"), ("plan", "accent6"), ("net_income", "accent3"))
    for name, slot in slots:
        row = place.lines[name]
        chart.add_data(Reference(sheet, min_col=1, max_col=last, min_row=row, max_row=row), from_rows=True, titles_from_data=True)
        series = chart.series[-1]
        colour = ColorChoice(schemeClr=SchemeColor(val=slot))  # type: ignore[arg-type]  # the stubs name the wrong class
        series.graphicalProperties = GraphicalProperties(solidFill=colour)
    chart.set_categories(Reference(sheet, min_col=GRID_FIRST, max_col=last, min_row=place.lines["year"], max_row=place.lines["year"]))
    chart.legend.position = "b"
    chart.y_axis.delete, chart.x_axis.delete = False, False
    chart.y_axis.majorGridlines = None
    chart.y_axis.number_format = "#,##0"
    chart.x_axis.number_format = "0"
    sheet.add_chart(chart, f"A{place.lines[CHECK] + 3}")
