"""Tables that stand below each other on one sheet of the consolidated workbook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from planforge.authoring.summary_model import Sheet, TableSpec
from planforge.authoring.summary_sheets import CELL, HEADER, LINK, NUMBER, in_rows
from planforge.authoring.summary_styles import MUTED, Colour, Style


class Field(NamedTuple):
    """A column of such a table: header, label, cell (tag or formula), value of a formula, number format, how it is set."""

    header: str
    chinese: str
    cell: str
    value: str = ""
    number: str = "General"
    kind: str = "text"


class Block(NamedTuple):
    """A table from column A: its heading among the words, name, loop and columns; without a loop `rows` give its cells.

    `beside` are columns behind it over which its last column runs on.
    """

    words: str
    name: str
    loop: str
    fields: Sequence[Field]
    rows: Sequence[Sequence[tuple[str, str]]] = ()
    beside: int = 0


_LOOKS = {
    "text": CELL._replace(wrap=True),
    "bold": CELL._replace(wrap=True, bold=True),
    "link": LINK._replace(wrap=True),
    "live": CELL._replace(wrap=True, fill=NUMBER.fill),
    "number": NUMBER,
    "given": NUMBER._replace(fill=None),
    "long": CELL,
    "date": CELL._replace(align="center"),
    "centre": CELL._replace(align="center", wrap=True),
}


def add_block(sheet: Sheet, top: int, table: Block, words: str) -> int:
    """Writes heading, labels, header and rows, and returns the row for the next heading; `words` is the group of the heading."""
    sheet.put(top, 1, f"{{{{ t.{words}_{table.words} }}}}", Style(bold=True, colour=Colour("primary")))
    header = top + 2
    sheet.heights[header] = 30
    for number, field in enumerate(table.fields, 1):
        align = _LOOKS[field.kind].align
        indent = indent_of(align, number)
        sheet.put(top + 1, number, field.chinese, Style(size=9, colour=MUTED, align=align, indent=indent))
        sheet.put(header, number, field.header, HEADER._replace(align=align, indent=indent))
    for number in range(len(table.fields) + 1, len(table.fields) + 1 + table.beside):
        sheet.put(header, number, "", HEADER)
    rows = table.rows or [[(field.cell, field.value) for field in table.fields]]
    formulas: dict[int, str] = {}
    for place, cells in enumerate(rows):
        for number, (field, (cell, value)) in enumerate(zip(table.fields, cells, strict=True), 1):
            text = in_rows(cell, table.name) if cell.startswith("=") else cell
            if text.startswith("=") and table.loop:
                formulas[number - 1] = text[1:]
            notes = [f"for: {table.loop}", "height: auto"] if table.loop and number == 1 else []
            notes += [f"value: {value}"] if value else []
            look = _LOOKS[field.kind]
            style = look._replace(number=field.number, indent=indent_of(look.align, number))
            sheet.put(header + 1 + place, number, text, style, note="\n".join(notes))
    sheet.tables.append(TableSpec(table.name, header, [field.header for field in table.fields], formulas, len(rows), filtered=False))
    return header + len(rows) + 2


def indent_of(align: str, number: int) -> int:
    """Text columns stand off from the column before them."""
    return int(align == "left" and number > 1)
