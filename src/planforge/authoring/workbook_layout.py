"""Where every block of the plan workbook stands: sheets, header rows, columns, headers. Known before a cell is written.

The convention: row 1 title, 2 why, 3 progress, 4 example, 5 labels in the other language, 6 header, data from row 7. Columns follow
the order of the fields; calculated columns and the check column stand behind them. Further blocks follow below, two rows apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from planforge.spec.schema import BlockKind, BlockSpec, FieldSpec, SheetSpec, Words, WorkbookSpec
from planforge.values import column_letters, column_number

HEADER_ROW = 6
FIRST_ROW = 7
SPARE_ROWS = 10
CHECK = "check"
CHECK_LABEL = Words("Check", "检查")
FORM_VALUE, FORM_CHECK, FORM_OTHER, FORM_HELP, FORM_EXAMPLE = 2, 3, 4, 5, 6
GRID_FIRST = 2


@dataclass(frozen=True, slots=True)
class Variation:
    """What people do to a workbook: renamed headers, columns put in, sheets moved. For samples that look like real life.

    Attributes:
        headers: (English sheet name, header as built) to the new header.
        gaps: (English sheet name, column number) of empty columns inside the sheet's first table.
        order: English sheet names that come first, in this order.
    """

    headers: Mapping[tuple[str, str], str] = field(default_factory=dict)
    gaps: frozenset[tuple[str, int]] = frozenset()
    order: tuple[str, ...] = ()


NO_VARIATION = Variation()


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockPlace:
    """Where a block stands on its sheet; rows and columns count from 1.

    Attributes:
        rows: prepared records (1 for a form).
        columns: tables: field name, and `check`, to column.
        lines: forms and grids: field name, and for grids `check`, to row.
        headers: field name to header or label text.
        gaps: empty columns inside a table, with their header.
    """

    block: BlockSpec
    sheet: SheetSpec
    sheet_name: str
    title_row: int
    header_row: int
    first_row: int
    rows: int
    columns: Mapping[str, int] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    gaps: Mapping[int, str] = field(default_factory=dict)

    @property
    def last_row(self) -> int:
        """The last row that belongs to the block."""
        return max(self.lines.values()) if self.lines else self.first_row + self.rows - 1

    @property
    def table(self) -> str:
        """The name of the block's Excel table, such as `tblPipeline`."""
        return "tbl" + "".join(part.capitalize() for part in self.block.key.split("_"))

    def cell(self, name: str, record: int = 0) -> tuple[int, int]:
        """Row and column of a field in the n-th record, counted from 0."""
        if self.block.kind is BlockKind.TABLE:
            return self.first_row + record, self.columns[name]
        return self.lines[name], (FORM_VALUE if self.block.kind is BlockKind.FORM else GRID_FIRST + record)

    def area(self, name: str) -> str:
        """The absolute A1 range of all records of a field, without the sheet."""
        top, left = self.cell(name)
        bottom, right = self.cell(name, self.rows - 1)
        first = f"${column_letters(left)}${top}"
        return first if (top, left) == (bottom, right) else f"{first}:${column_letters(right)}${bottom}"


def main_language(language: str) -> str:
    """The language of labels: `en` for en+zh, with Chinese beside it."""
    return "zh" if language == "zh" else "en"


def other_language(language: str) -> str:
    """The language of the second labels."""
    return "en" if language == "zh" else "zh"


def header_text(spec: FieldSpec, language: str, money: str) -> str:
    """A header or label: text, unit in brackets, `*` when required."""
    main = main_language(language)
    unit = money if spec.unit == "money" else spec.unit
    shown = (f"（{unit}）" if main == "zh" else f" ({unit})") if unit else ""
    return f"{spec.label.get(main)}{shown}{'*' if spec.required else ''}"


def sheet_title(sheet: SheetSpec, language: str) -> str:
    """The name on the sheet's tab."""
    return sheet.name.get(main_language(language))


def lay_out(
    spec: WorkbookSpec, language: str, money: str, counts: Mapping[str, int], variation: Variation = NO_VARIATION
) -> Mapping[str, BlockPlace]:
    """The place of every block, by block key.

    Args:
        spec: the workbook spec.
        language: `en`, `zh` or `en+zh`.
        money: what stands in brackets behind money labels, such as `CNY m`.
        counts: records to be filled in, by block; tables get as many rows and some spare ones.
        variation: renamed headers and empty columns.
    """
    places: dict[str, BlockPlace] = {}
    for sheet in spec.sheets:
        header = HEADER_ROW
        for position, block in enumerate(sheet.blocks):
            place = _place(sheet, block, header, language, money, counts.get(block.key, 0), variation if position == 0 else NO_VARIATION)
            places[block.key] = place
            header = place.last_row + 5
    return places


def _place(sheet: SheetSpec, block: BlockSpec, header: int, language: str, money: str, count: int, variation: Variation) -> BlockPlace:
    names = {f.name: header_text(f, language, money) for f in (*block.fields, *block.calculated)}
    headers = {name: variation.headers.get((sheet.name.en, text), text) for name, text in names.items()}
    headers[CHECK] = CHECK_LABEL.get(main_language(language))
    first, rows = header + 1, 1
    columns: dict[str, int] = {}
    lines: dict[str, int] = {}
    gaps: dict[int, str] = {}
    if block.kind is BlockKind.TABLE:
        rows = len(block.fixed) or max(block.usual_rows + (0 if sheet.protected else SPARE_ROWS), count + 5)
        columns, gaps = _columns(sheet, (*block.fields, *block.calculated), variation)
    else:
        rows = 1 if block.kind is BlockKind.FORM else max(block.usual_rows, count)
        order = _lines(block)
        lines = {name: first + index for index, name in enumerate([*order, CHECK] if block.kind is BlockKind.GRID else order)}
    title_row = 1 if header == HEADER_ROW else header - 2
    return BlockPlace(
        block=block,
        sheet=sheet,
        sheet_name=sheet_title(sheet, language),
        title_row=title_row,
        header_row=header,
        first_row=first,
        rows=rows,
        columns=columns,
        lines=lines,
        headers=headers,
        gaps=gaps,
    )


def _columns(sheet: SheetSpec, fields: Sequence[FieldSpec], variation: Variation) -> tuple[dict[str, int], dict[int, str]]:
    columns: dict[str, int] = {}
    gaps: dict[int, str] = {}
    column = 1
    for name in (*(f.name for f in fields), CHECK):
        while (sheet.name.en, column) in variation.gaps:
            gaps[column] = f"Column{len(gaps) + 1}"
            column += 1
        columns[name] = column
        column += 1
    return columns, gaps


def _lines(block: BlockSpec) -> list[str]:
    """Field names in line order: calculated lines behind the field they follow."""
    order = [f.name for f in block.fields]
    for calculated in block.calculated:
        order.insert(order.index(calculated.after) + 1 if calculated.after in order else len(order), calculated.name)
    return order


def variation_of(headers: Mapping[str, str], columns: Sequence[str], order: Sequence[str]) -> Variation:
    """A variation from a sample's texts: `Sheet.Header` to new header, `Sheet!C` for an empty column C, sheet names."""
    renamed = {(sheet, header): new for (sheet, _, header), new in ((text.partition("."), new) for text, new in headers.items())}
    gaps = frozenset((sheet, column_number(letters)) for sheet, _, letters in (text.partition("!") for text in columns))
    return Variation(renamed, gaps, tuple(order))
