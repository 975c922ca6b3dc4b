"""Small values that every floor shares: cell addresses, ranges, fingerprints of input files; how texts and months compare."""

from __future__ import annotations

import dataclasses
import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import lru_cache
from typing import Any

_PLAIN_SHEET = re.compile(r"[^\W\d]\w*\Z")


@lru_cache(maxsize=1024)
def column_letters(column: int) -> str:
    """The letters of a 1-based column number: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """The 1-based number of column letters: A is 1, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def quoted_sheet(name: str) -> str:
    """A sheet name as it stands in a reference: quoted when Excel needs quotes."""
    return name if _PLAIN_SHEET.match(name) else "'" + name.replace("'", "''") + "'"


@dataclass(frozen=True, slots=True, order=True)
class CellRef:
    """The address of one cell; `row` and `column` count from 1. Sorts in sheet-name, row, column order."""

    sheet: str
    row: int
    column: int

    @property
    def address(self) -> str:
        """The address inside its sheet, such as `F7`."""
        return f"{column_letters(self.column)}{self.row}"

    def __str__(self) -> str:
        return f"{quoted_sheet(self.sheet)}!{self.address}"


@dataclass(frozen=True, slots=True)
class RangeRef:
    """A rectangle of cells on one sheet; all four numbers count from 1 and are inclusive."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int

    @property
    def address(self) -> str:
        """The address inside its sheet, such as `A7:L12`."""
        first = f"{column_letters(self.left)}{self.top}"
        last = f"{column_letters(self.right)}{self.bottom}"
        return first if first == last else f"{first}:{last}"

    def __str__(self) -> str:
        return f"{quoted_sheet(self.sheet)}!{self.address}"


def covering_ranges(cells: Iterable[CellRef]) -> tuple[RangeRef, ...]:
    """The smallest rectangle per sheet that covers the cells, in order of first appearance."""
    boxes: dict[str, list[int]] = {}
    for cell in cells:
        box = boxes.setdefault(cell.sheet, [cell.row, cell.column, cell.row, cell.column])
        box[0] = min(box[0], cell.row)
        box[1] = min(box[1], cell.column)
        box[2] = max(box[2], cell.row)
        box[3] = max(box[3], cell.column)
    return tuple(RangeRef(sheet, *box) for sheet, box in boxes.items())


@dataclass(frozen=True, slots=True)
class SourceFile:
    """Which file a plan was read from. `name` has no folder; `sha256` is of the whole file, in hex."""

    name: str
    sha256: str
    size: int = 0


def same_words(text: str | None) -> str:
    """What a text is known by when two are compared: its words without regard to capitals and blanks; empty for none."""
    return " ".join((text or "").split()).casefold()


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def plain(value: Any) -> Any:
    """A JSON-ready copy of a frozen value: records become objects, cells become `Sheet!Cell`, dates ISO text."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (str, int, float, bool)) or value is None:
        return value
    if isinstance(value, (CellRef, RangeRef)):
        return str(value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value) if f.repr}
    if isinstance(value, dict) or hasattr(value, "items"):
        return {str(plain(k)): plain(v) for k, v in value.items()}
    return [plain(item) for item in value]
