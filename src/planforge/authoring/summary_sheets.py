"""The data sheets of the consolidated workbook: one table each, described column by column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planforge.authoring.summary_book import Book
from planforge.authoring.summary_model import Rule, Sheet, TableSpec
from planforge.authoring.summary_styles import INK, MUTED, PANEL, TITLE, WHITE, Colour, Style
from planforge.values import column_letters

MONEY = '#,##0.0;[Red]-#,##0.0;"–"'
PERCENT = "0%"
PERCENT_ONE = "0.0%"
DAY = "yyyy-mm-dd"
WHOLE = "#,##0"
RATING = "0.0"
YEAR = "0"
BAD_TEXT = f"<font><b/>{Colour('bad').xml()}</font>"
UNIT = "({{ unit }})"
HEADER_ROW, DATA_ROW = 6, 7
HEADER_HEIGHT = 44
"""Points of a header row: two lines, and below them the filter buttons, which Excel sets into the lower right corner."""
INPUT = Colour("primary", 0.85)
"""Behind cells that the reviewers fill in."""

BLUE, GREY, PLAIN = Colour("primary"), Colour("neutral", 0.4), WHITE


@dataclass(frozen=True)
class Column:
    """A column of a data sheet.

    Attributes:
        header: the English header, possibly with tags; also the table's column name.
        chinese: the label in row 4.
        cell: a tag, or a formula with a leading equals sign; `[Name]` in a formula is this row's cell of that column.
        value: the expression of a formula's value.
        total: name in `totals` of the sum in row 3; empty for none.
        average: row 3 holds the mean of the column instead.
        kind: `text`, `wrap`, `number`, `date`, `centre`, `link`, `month` for a small mark, or `input` for a cell the reviewers fill in.
    """

    header: str
    chinese: str
    width: float
    cell: str
    number: str = "General"
    kind: str = "text"
    value: str = ""
    total: str = ""
    average: bool = False


@dataclass(frozen=True)
class DataSheet:
    """A sheet with one table from A6. `keys` columns stay in view; `loop` is the note of the data row's first cell.

    `printed` is the last column on paper; all columns when empty.
    """

    name: str
    words: str
    loop: str
    columns: Sequence[Column]
    keys: int = 2
    tab: Colour = BLUE
    printed: str = ""

    @property
    def table(self) -> str:
        """The table's name."""
        return "tbl" + self.name.replace(" ", "")

    def letters(self, header: str) -> str:
        """The letters of a column by its header."""
        return column_letters(1 + [c.header for c in self.columns].index(header))


_ALIGN = {
    "text": "left",
    "wrap": "left",
    "number": "right",
    "date": "center",
    "centre": "center",
    "link": "left",
    "input": "center",
    "month": "center",
}
HEADER = Style(bold=True, colour=WHITE, fill=TITLE, wrap=True)
CELL = Style(border="bottom:thin:hair")
NUMBER = CELL._replace(align="right", fill=PANEL)
LINK = Style(colour=Colour("link"), underline=True, border="bottom:thin:hair")
HEADING = Style(size=12, bold=True, colour=TITLE, border="bottom:thin:title")


def column(table: str, name: str) -> str:
    """A whole table column in a formula."""
    return f"{table}[[{name}]]"


def here(table: str, name: str) -> str:
    """This row's cell of a table column in a formula."""
    return f"{table}[[#This Row],[{name}]]"


def in_rows(formula: str, table: str) -> str:
    """A column's formula with `[Name]` written out; names of other tables stand as they are."""
    out, position = "", 0
    while (start := formula.find("[", position)) >= 0:
        end = formula.index("]", start)
        before = formula[position:start]
        if before[-1:].isalnum() or before[-1:] in "[]":  # part of another table's reference
            end = formula.index("]]", start) + 1
            out += formula[position : end + 1]
        else:
            out += before + here(table, formula[start + 1 : end])
        position = end + 1
    return out + formula[position:]


def frame(sheet: Sheet, words: str, width: int) -> None:
    """Rows 1 to 3 of every sheet: title, what it is, the outcome of the control sums."""
    sheet.put(1, 1, f"{{{{ t.sheet_{words} }}}}", Style(size=16, bold=True, colour=TITLE))
    sheet.put(2, 1, f"{{{{ t.sheet_{words}_about }}}}", Style(colour=MUTED))
    sheet.put(3, 1, "=overall", Style(bold=True, colour=Colour("good")), note="value: overall")
    bad = sheet.looks.differential(BAD_TEXT)
    sheet.rules.append(Rule("A3", f'type="expression" dxfId="{bad}"', "<formula>A3&lt;&gt;word_check_all_ok</formula>"))
    sheet.heights.update({1: 24, 2: 16, 3: 18})
    sheet.widths.setdefault(width, 12)


def add_data_sheet(book: Book, spec: DataSheet) -> Sheet:
    """A data sheet by its description."""
    sheet = book.sheet(spec.name, spec.tab)
    frame(sheet, spec.words, len(spec.columns))
    sheet.heights.update({4: 15, 5: 5, HEADER_ROW: HEADER_HEIGHT})
    formulas: dict[int, str] = {}
    for place, spec_column in enumerate(spec.columns):
        number = place + 1
        align = _ALIGN[spec_column.kind]
        sheet.widths[number] = spec_column.width
        if spec_column.total:
            total = _row_three(spec, spec_column, number)
            style = Style(bold=True, colour=TITLE, align="right", number=spec_column.number)
            sheet.put(3, number, total, style, note=f"value: totals.{spec_column.total}")
        indent = int(align == "left" and place > 0)
        sheet.put(4, number, spec_column.chinese, Style(size=9, colour=MUTED, align=align, indent=indent))
        sheet.put(HEADER_ROW, number, spec_column.header, HEADER._replace(align=align, indent=indent))
        cell = in_rows(spec_column.cell, spec.table) if spec_column.cell.startswith("=") else spec_column.cell
        if cell.startswith("="):
            formulas[place] = cell[1:]
        sheet.put(DATA_ROW, number, cell, _data_style(spec_column, place), note=_note(spec, spec_column, place))
    sheet.tables.append(TableSpec(spec.table, HEADER_ROW, [c.header for c in spec.columns], formulas))
    sheet.freeze = (DATA_ROW, spec.keys)
    last = spec.letters(spec.printed) if spec.printed else column_letters(len(spec.columns))
    sheet.print_area = f"$A$1:${last}${DATA_ROW}"
    sheet.print_rows = f"${HEADER_ROW}:${HEADER_ROW}"
    return sheet


def _row_three(spec: DataSheet, spec_column: Column, number: int) -> str:
    """The sum of a column, or its mean; both follow the filter."""
    if not spec_column.average:
        return f"=SUBTOTAL(109,{column(spec.table, spec_column.header)})"
    letters = column_letters(number)
    return f'=IFERROR(SUBTOTAL(101,{letters}{DATA_ROW}:{letters}{DATA_ROW}),"")'


def _data_style(spec: Column, place: int) -> Style:
    colour = Colour("link") if spec.kind == "link" else INK
    fill = PANEL if spec.cell.startswith("=") else INPUT if spec.kind == "input" else None
    return Style(
        bold=place == 1,
        colour=colour,
        fill=fill,
        border="bottom:thin:hair",
        align=_ALIGN[spec.kind],
        wrap=spec.kind == "wrap",
        indent=int(_ALIGN[spec.kind] == "left" and place > 0),
        underline=spec.kind == "link",
        number=spec.number,
    )


def _note(spec: DataSheet, spec_column: Column, place: int) -> str:
    lines = [f"for: {spec.loop}", "height: auto"] if place == 0 else []
    if spec_column.cell.startswith("="):
        lines.append(f"value: {spec_column.value}")
    return "\n".join(lines)
