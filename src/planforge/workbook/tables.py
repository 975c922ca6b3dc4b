"""Finds tables: the row that holds most headers, and the records below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from planforge.workbook.labels import MAX_LABEL, BlockLabels, is_example
from planforge.workbook.view import Border, Located, View

HEADER_ROWS: Final = 40
"""Rows at the top of a sheet in which the header of its only table is looked for first."""
BLANK_ROWS_END: Final = 15
"""A table ends after so many blank rows."""
_CANDIDATES = 4
_TITLE_REACH = 9


@dataclass(slots=True)
class Header:
    """A candidate header row of a table."""

    labels: BlockLabels
    row: int
    columns: dict[str, int]
    duplicates: list[int]

    @property
    def left(self) -> int:
        """The first column."""
        return min(self.columns.values())

    @property
    def right(self) -> int:
        """The last column."""
        return max(self.columns.values())

    @property
    def border(self) -> Border:
        """Where the table begins."""
        return Border(self.row, self.left, self.right)

    def overlaps(self, other: Header) -> bool:
        """True when two headers share columns."""
        return self.left <= other.right and other.left <= self.right


def find_headers(view: View, blocks: Sequence[BlockLabels]) -> list[Header]:
    """The header rows of all tables of a sheet, the surest first; two tables never share one."""
    candidates: list[tuple[float, int, int, Header]] = []
    for order, labels in enumerate(blocks):
        last = view.searched
        best = _header_rows(view, labels, min(last, HEADER_ROWS) if len(blocks) == 1 else last)
        if not best and last > HEADER_ROWS:
            best = _header_rows(view, labels, last)
        candidates += [(-len(h.columns) / len(labels.spec.fields), order, position, h) for position, h in enumerate(best)]
    chosen: list[Header] = []
    for _, _, _, header in sorted(candidates, key=lambda c: c[:3]):
        if any(header.labels is other.labels or (header.row == other.row and header.overlaps(other)) for other in chosen):
            continue
        chosen.append(header)
    return chosen


def _header_rows(view: View, labels: BlockLabels, last: int) -> list[Header]:
    """Candidate header rows, best first. Of two rows of equal worth in a row (one per language) the lower one counts."""
    rows: list[tuple[int, int]] = []
    complete = len(labels.spec.fields)
    for row in range(1, last + 1):
        hits = view.hits(labels, row)
        if hits:
            rows.append((len({name for _, name in hits}), row))
        if row > 1 and len(hits) < complete and (complete, row - 1) in rows:
            break
    key = labels.spec.key_field
    fitting = [(n, row) for n, row in rows if n >= 2 or (n == 1 and (complete == 1 or view.hits(labels, row)[0][1] == key))]
    fitting.sort(key=lambda item: (-item[0], item[1]))
    chosen = []
    for count, row in fitting[: _CANDIDATES if fitting and fitting[0][0] < complete else 1]:
        while (count, row + 1) in fitting:
            row += 1
        chosen.append(_header(view, labels, row))
    return chosen


def _header(view: View, labels: BlockLabels, row: int) -> Header:
    hits = view.hits(labels, row)
    seen: dict[str, list[int]] = {}
    for column, name in hits:
        seen.setdefault(name, []).append(column)
    single = [columns[0] for columns in seen.values() if len(columns) == 1] or [hits[0][0]]
    left, right = min(single), max(single)
    columns: dict[str, int] = {}
    duplicates: list[int] = []
    for name, places in seen.items():
        near = sorted(places, key=lambda c: (max(left - c, c - right, 0), c))
        columns[name] = near[0]
        duplicates += [c for c in near[1:] if left - 1 <= c <= right + 1]
    _complete(view, labels, row, columns)
    return Header(labels, row, columns, sorted(duplicates))


def _complete(view: View, labels: BlockLabels, row: int, columns: dict[str, int]) -> None:
    """Adds fields whose label stands in the rows above (the other language, or the first line of a two-line header)."""
    missing = {f.name for f in labels.spec.fields} - set(columns)
    above = view.sheet.rows[row - 2] if row >= 2 else ()
    if not missing or not above:
        return
    taken, left, right = set(columns.values()), min(columns.values()), max(columns.values())
    here = view.sheet.rows[row - 1]
    for column, value in enumerate(above, 1):
        if column in taken or not isinstance(value, str) or not value or not left - 1 <= column <= right + 1:
            continue
        name = labels.find(value) or labels.find(f"{value} {here[column - 1]}")
        if name in missing:
            columns[name] = column
            missing.discard(name)


def located_table(view: View, header: Header, borders: Sequence[Border]) -> Located:
    """The table below a header: it ends at the next border, or after a run of blank rows."""
    left, right = header.left, header.right
    end = _end_above(view, header, min((b.row for b in borders), default=view.height + 1), left, right)
    rows: list[int] = []
    blanks = 0
    row = header.row + 1
    while row < end and blanks < BLANK_ROWS_END:
        if _all_blank(view, row, header.columns):
            blanks += 1
        else:
            blanks = 0
            if not _is_repeat(view, header, row) and not _is_example_row(view, row, left):
                rows.append(row)
        row += 1
    ignored = sum(1 for r in range(row, end) if not _all_blank(view, r, header.columns))
    return Located(
        labels=header.labels,
        sheet=view.sheet,
        records=tuple({name: (r, c) for name, c in header.columns.items()} for r in rows),
        header={name: (header.row, c) for name, c in header.columns.items()},
        start={name: (header.row + 1, c) for name, c in header.columns.items()},
        duplicates=tuple((header.row, c) for c in header.duplicates),
        ignored=ignored,
    )


def _end_above(view: View, header: Header, border: int, left: int, right: int) -> int:
    """The row where a table must end because another block's title, example and header rows begin."""
    if border > view.height:
        return border
    for row in range(border - 1, max(header.row, border - _TITLE_REACH), -1):
        if view.blank(row, 1, right):
            return row + 1
    return border


def _all_blank(view: View, row: int, columns: Mapping[str, int]) -> bool:
    values = view.sheet.rows[row - 1]
    for column in columns.values():
        value = values[column - 1]
        if value != "" and not (isinstance(value, str) and value.isspace()):
            return False
    return True


def _is_repeat(view: View, header: Header, row: int) -> bool:
    """True for a header row that stands a second time: in the other language, or repeated for printing."""
    values = view.sheet.rows[row - 1]
    filled = same = 0
    for name, column in header.columns.items():
        value = values[column - 1]
        if value == "":
            continue
        filled += 1
        if value.__class__ is str and len(value) <= MAX_LABEL and header.labels.find(value) == name:
            same += 1
        elif filled >= 3 and not same:
            return False
    return same >= 2 and 2 * same > filled


def _is_example_row(view: View, row: int, left: int) -> bool:
    values = view.sheet.rows[row - 1]
    return any(is_example(value) for value in values[: left + 1])
