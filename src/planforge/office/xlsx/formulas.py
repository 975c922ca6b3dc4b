"""Formulas as values: an own tokenizer finds the references, a shift map moves them.

Grammar facts (ECMA-376 part 1, 18.17): text in double quotes doubles its quotes; a sheet name in single quotes doubles
its apostrophes; in structured references an apostrophe escapes the next character and brackets nest.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from planforge.office.xlsx.shift import ShiftMap
from planforge.values import column_letters, column_number, quoted_sheet

_LAST_COLUMN = 16_384
_STRING = re.compile(r'"(?:[^"]|"")*"?')
_QUOTED = re.compile(r"'(?:[^']|'')*'!")
_EXTERNAL = re.compile(r"\[[^\[\]]+\](?:[^\W]|[.])*!")
_WORD = re.compile(r"[\w$.\\?]+")
_CELL = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)([1-9]\d{0,6})\Z")
_COLUMN = re.compile(r"(\$?)([A-Za-z]{1,3})\Z")
_ROW = re.compile(r"(\$?)([1-9]\d{0,6})\Z")


@dataclass(frozen=True, slots=True)
class Corner:
    """One end of a reference; `column` or `row` is 0 in whole-row and whole-column references."""

    column: int
    row: int
    fixed_column: bool = False
    fixed_row: bool = False

    def text(self, row: int | str | None = None) -> str:
        """The corner in A1 notation, with another row when one is given."""
        letters = ("$" if self.fixed_column else "") + column_letters(self.column) if self.column else ""
        number = ("$" if self.fixed_row else "") + str(self.row if row is None else row) if self.row else ""
        return letters + number


@dataclass(frozen=True, slots=True)
class Reference:
    """A cell, a range, whole columns or whole rows. `sheet` is None for the formula's own sheet; `prefix` is as written."""

    first: Corner
    last: Corner | None = None
    sheet: str | None = None
    prefix: str = ""

    def text(self) -> str:
        """The reference in A1 notation."""
        return self.prefix + self.first.text() + (f":{self.last.text()}" if self.last else "")

    def shifted(self, shift: ShiftMap, sheet: str, *, grow_cells: bool = False) -> Reference:
        """The reference after rows were inserted; `grow_cells` turns a cell of a looped row into the looped range."""
        rows = shift.of(self.sheet or sheet)
        first = replace(self.first, row=rows.first(self.first.row))
        if self.last:
            return replace(self, first=first, last=replace(self.last, row=rows.last(self.last.row)))
        last = rows.last(self.first.row)
        if grow_cells and last > first.row:
            return replace(self, first=first, last=replace(first, row=last))
        return replace(self, first=first)


@dataclass(frozen=True, slots=True)
class ColumnName:
    """The part of a structured reference between brackets that holds a tag, such as `Value ({{ unit }})`."""

    text: str


Piece = str | Reference | ColumnName


@dataclass(frozen=True, slots=True)
class Moving:
    """A row number that moves with the loop; `row` is what it is in the loop's first row."""

    row: int


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula cut into text, references and tagged column names."""

    pieces: tuple[Piece, ...]

    @property
    def references(self) -> tuple[Reference, ...]:
        """The A1 references in order."""
        return tuple(p for p in self.pieces if isinstance(p, Reference))

    @property
    def column_names(self) -> tuple[str, ...]:
        """The column names with tags, as written."""
        return tuple(p.text for p in self.pieces if isinstance(p, ColumnName))

    def text(self, shift: ShiftMap, sheet: str, fill: Callable[[str], str], *, grow_cells: bool = False) -> str:
        """The formula of a cell that is not looped, after the shift; `fill` renders a tagged column name."""
        return "".join(_static(piece, shift, sheet, fill, grow_cells) for piece in self.pieces)

    def looped(self, shift: ShiftMap, sheet: str, fill: Callable[[str], str]) -> tuple[str | Moving, ...]:
        """The formula of a looped cell: relative rows move with the loop as filling down does in Excel, the rest is text."""
        parts: list[str | Moving] = []
        for piece in self.pieces:
            if isinstance(piece, Reference):
                parts.extend(_filled(piece, shift, sheet))
            else:
                parts.append(_static(piece, shift, sheet, fill, False))
        return tuple(_joined(parts))

    def translated(self, rows: int, columns: int) -> str:
        """The formula's text as a copy that stands so many rows down and columns right: how shared formulas expand."""
        out = []
        for piece in self.pieces:
            if isinstance(piece, Reference):
                last = _translated(piece.last, rows, columns) if piece.last else None
                out.append(replace(piece, first=_translated(piece.first, rows, columns), last=last).text())
            else:
                out.append(piece if isinstance(piece, str) else piece.text)
        return "".join(out)


def _translated(corner: Corner, rows: int, columns: int) -> Corner:
    row = corner.row if corner.fixed_row or not corner.row else corner.row + rows
    column = corner.column if corner.fixed_column or not corner.column else corner.column + columns
    return replace(corner, row=row, column=column)


def _static(piece: Piece, shift: ShiftMap, sheet: str, fill: Callable[[str], str], grow_cells: bool) -> str:
    if isinstance(piece, str):
        return piece
    if isinstance(piece, ColumnName):
        return fill(piece.text)
    return piece.shifted(shift, sheet, grow_cells=grow_cells).text()


def _filled(ref: Reference, shift: ShiftMap, sheet: str) -> Iterator[str | Moving]:
    moved = ref.shifted(shift, sheet)
    yield moved.prefix
    yield from _corner(moved.first)
    if moved.last is not None and ref.last is not None:
        yield ":"
        # A range inside the looped row stays one row high and moves; it must not grow as one outside does.
        own = ref.sheet is None and ref.first.row == ref.last.row and not ref.last.fixed_row
        yield from _corner(replace(moved.last, row=moved.first.row) if own else moved.last)


def _corner(corner: Corner) -> Iterator[str | Moving]:
    if corner.fixed_row or not corner.row:
        yield corner.text()
    else:
        yield ("$" if corner.fixed_column else "") + (column_letters(corner.column) if corner.column else "")
        yield Moving(corner.row)


def _joined(parts: Sequence[str | Moving]) -> Iterator[str | Moving]:
    text = ""
    for part in parts:
        if isinstance(part, str):
            text += part
        else:
            yield text
            yield part
            text = ""
    yield text


@lru_cache(maxsize=4096)
def parse(text: str) -> Formula:
    """The formula's pieces; `text` has no leading equals sign. Text the tokenizer does not know stays as it is."""
    return Formula(tuple(_merged(_pieces(text))))


def _merged(pieces: Iterator[Piece]) -> Iterator[Piece]:
    text = ""
    for piece in pieces:
        if isinstance(piece, str):
            text += piece
            continue
        if text:
            yield text
        text = ""
        yield piece
    if text:
        yield text


def _pieces(text: str) -> Iterator[Piece]:
    position = 0
    while position < len(text):
        character = text[position]
        if character == '"':
            end = _end(_STRING, text, position)
            yield text[position:end]
        elif character == "'" and (quoted := _QUOTED.match(text, position)):
            name = quoted[0][1:-2].replace("''", "'")
            end, piece = _after_sheet(text, quoted.end(), quoted[0], name)
            yield piece
        elif character == "[" and (external := _EXTERNAL.match(text, position)):
            end, piece = _after_sheet(text, external.end(), external[0], "[")
            yield piece
        elif character == "[":
            end = _bracket_end(text, position)
            yield from _structured(text[position:end])
        elif word := _WORD.match(text, position):
            end, piece = _word(text, word[0], word.end())
            yield piece
        else:
            end = position + 1
            yield character
        position = end


def _end(pattern: re.Pattern[str], text: str, position: int) -> int:
    found = pattern.match(text, position)
    return found.end() if found else position + 1


def _word(text: str, word: str, end: int) -> tuple[int, Piece]:
    following = text[end : end + 1]
    if following == "!":
        return _after_sheet(text, end + 1, word + "!", word)
    if following == ":" and (second := _WORD.match(text, end + 1)) and text[second.end() : second.end() + 1] == "!":
        return _after_sheet(text, second.end() + 1, text[end - len(word) : second.end() + 1], "[")
    if following in ("(", "["):
        return end, word
    found = _reference(text, end - len(word))
    return found if found else (end, word)


def _after_sheet(text: str, position: int, prefix: str, sheet: str) -> tuple[int, Piece]:
    found = _reference(text, position)
    if found is None:
        return position, prefix
    end, reference = found
    outside = "[" in sheet or ":" in sheet
    if outside:  # another file, or a span of sheets: not ours to move
        return end, prefix + reference.text()
    return end, replace(reference, sheet=sheet, prefix=prefix)


def _reference(text: str, position: int) -> tuple[int, Reference] | None:
    word = _WORD.match(text, position)
    if word is None:
        return None
    first = _corner_of(word[0])
    if first is None:
        return None
    end = word.end()
    second = _WORD.match(text, end + 1) if text[end : end + 1] == ":" else None
    last = _corner_of(second[0]) if second else None
    same_kind = last is not None and bool(last.row) == bool(first.row) and bool(last.column) == bool(first.column)
    if second and last and same_kind and text[second.end() : second.end() + 1] not in ("(", "!"):
        return second.end(), Reference(first, last)
    return (end, Reference(first)) if first.row and first.column else None


def _corner_of(word: str) -> Corner | None:
    if cell := _CELL.match(word):
        column = column_number(cell[2])
        return Corner(column, int(cell[4]), bool(cell[1]), bool(cell[3])) if column <= _LAST_COLUMN else None
    if whole := _COLUMN.match(word):
        column = column_number(whole[2])
        return Corner(column, 0, bool(whole[1])) if column <= _LAST_COLUMN else None
    if row := _ROW.match(word):
        return Corner(0, int(row[2]), fixed_row=bool(row[1]))
    return None


def _bracket_end(text: str, position: int) -> int:
    depth = 0
    while position < len(text):
        character = text[position]
        if character == "'":
            position += 1
        elif character == "[":
            depth += 1
        elif character == "]":
            depth -= 1
            if depth == 0:
                return position + 1
        position += 1
    return len(text)


def _structured(group: str) -> Iterator[Piece]:
    """Cuts `[[#This Row],[Value ({{ unit }})]]` so that each innermost name with a tag is a piece of its own."""
    start = 0
    while (opening := group.find("{{", start)) >= 0:
        begin = group.rfind("[", 0, opening) + 1
        end = _bracket_end(group, begin - 1) - 1
        yield group[start:begin]
        yield ColumnName(group[begin:end])
        start = end
    yield group[start:]


_ESCAPED = str.maketrans({character: f"'{character}" for character in "[]#'@"})


def column_name(name: str) -> str:
    """A table column's name as it stands between the brackets of a structured reference."""
    return name.translate(_ESCAPED)


def unescaped_column_name(text: str) -> str:
    """The column name behind its escaped form."""
    return re.sub(r"'(.)", r"\1", text)


def area(sheet: str, top: int, left: int, bottom: int, right: int) -> str:
    """An absolute range with its sheet, as charts and defined names write it."""
    return f"{quoted_sheet(sheet)}!${column_letters(left)}${top}:${column_letters(right)}${bottom}"
