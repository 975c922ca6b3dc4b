"""Finds forms and grids: label cells on the left, values to the right of them, one record or one record per column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planforge.workbook.labels import MAX_LABEL, BlockLabels, fold, is_example
from planforge.workbook.read import RawSheet
from planforge.workbook.view import Border, Located, Place, View

_BLANK_COLUMNS_END = 4
_FORM_REACH = 6
_HEADING_REACH = 4
_ENTRY_HEADINGS = frozenset(
    {"yourentry", "entry", "value", "input", "answer", "您的填写", "请填写", "填写", "填写内容", "内容", "值", "您的输入"}
)
_NO_VALUES = frozenset({"missing", "ok", "未填写", "缺失", "必填", "required"})
"""What check columns say; never the value of a form's field."""


@dataclass(slots=True)
class Labelled:
    """A form or grid: the label cells of its fields and the first column behind them."""

    labels: BlockLabels
    places: dict[str, Place]
    ends: dict[str, int]

    @property
    def value_from(self) -> int:
        """The first column right of all labels."""
        return max(self.ends.values()) + 1

    @property
    def border(self) -> Border:
        """Where the form or grid begins."""
        places = self.places.values()
        return Border(min(row for row, _ in places), min(column for _, column in places), self.value_from)


def find_labels(view: View, labels: BlockLabels, header_rows: set[int]) -> Labelled | None:
    """The labels of a form or grid on a sheet; None when too few of them are there."""
    hits = [(row, column, name) for row in range(1, view.searched + 1) if row not in header_rows for column, name in view.hits(labels, row)]
    by_column: dict[int, set[str]] = {}
    for _, column, name in hits:
        by_column.setdefault(column, set()).add(name)
    if not by_column:
        return None
    found = set().union(*by_column.values())
    if len(found) < min(2, len(labels.spec.fields)):
        return None
    places: dict[str, Place] = {}
    for column in sorted(by_column, key=lambda column: (-len(by_column[column]), column)):
        rows: dict[str, list[int]] = {}
        for row, hit_column, name in hits:
            if hit_column == column and name not in places:
                rows.setdefault(name, []).append(row)
        middle = _middle([found[0] for found in rows.values() if len(found) == 1] + [row for row, _ in places.values()])
        places.update((name, (min(found, key=lambda row: (abs(row - middle), row)), column)) for name, found in rows.items())
    return Labelled(labels, places, {name: _label_end(view, labels, name, place) for name, place in places.items()})


def _middle(rows: list[int]) -> int:
    """The median row of labels that stand only once; a label that stands twice, as in a title, is meant where the others are."""
    return sorted(rows)[len(rows) // 2] if rows else 0


def _label_end(view: View, labels: BlockLabels, name: str, place: Place) -> int:
    """The last column of a label: its merged range and neighbours with the same label in the other language."""
    row, column = place
    end = _merged_right(view.sheet, row, column)
    while any(c == end + 1 and n == name for c, n in view.hits(labels, row)):
        end = _merged_right(view.sheet, row, end + 1)
    return end


def _merged_right(sheet: RawSheet, row: int, column: int) -> int:
    for top, left, bottom, right in sheet.merges:
        if top <= row <= bottom and left <= column <= right:
            return right
    return column


def located_form(view: View, item: Labelled, blocks: Sequence[BlockLabels]) -> Located:
    """A form's values stand under the header "Your entry", else in the first column right of the labels that is used at all."""
    texts = _NO_VALUES.union(*(block.helps for block in blocks))
    entry = _entry_column(view, item)
    cells: dict[str, Place] = {}
    for end in sorted(set(item.ends.values())):
        names = [name for name in item.places if item.ends[name] == end]
        labels_right = [c for name in names for c, _ in view.hits(item.labels, item.places[name][0]) if c > end]
        limit = min([end + _FORM_REACH, *(c - 1 for c in labels_right)])
        candidates = range(end + 1, limit + 1)
        used = (c for c in candidates if _has_input(view, item, names, c, texts))
        column = entry if entry is not None and entry in candidates else next(used, end + 1)
        cells.update((name, (item.places[name][0], column)) for name in names)
    ordered = {f.name: cells[f.name] for f in item.labels.spec.fields if f.name in cells}
    return Located(labels=item.labels, sheet=view.sheet, records=(ordered,), header=item.places, start=ordered)


def _entry_column(view: View, item: Labelled) -> int | None:
    """The column that a heading above the labels marks as the one to fill in."""
    top = min(row for row, _ in item.places.values())
    for row in range(top - 1, max(0, top - _HEADING_REACH), -1):
        for column, value in enumerate(view.sheet.rows[row - 1], 1):
            if isinstance(value, str) and len(value) <= MAX_LABEL and fold(value) in _ENTRY_HEADINGS:
                return column
    return None


def _has_input(view: View, item: Labelled, names: Sequence[str], column: int, texts: frozenset[str]) -> bool:
    if _marked_example(view, item, column):
        return False
    for name in names:
        value = view.sheet.value(item.places[name][0], column)
        if value != "" and not (isinstance(value, str) and (not value.strip() or fold(value) in texts)):
            return True
    return False


def _marked_example(view: View, item: Labelled, column: int) -> bool:
    """True when a heading above the labels says that a column holds examples."""
    top = min(row for row, _ in item.places.values())
    return any(is_example(view.sheet.value(row, column)) for row in range(max(1, top - _HEADING_REACH), top))


def located_grid(view: View, item: Labelled) -> Located:
    """A grid's records stand in the columns right of its labels, up to a gap, the labels in the other language or an example."""
    first, blanks = item.value_from, 0
    rows = {name: row for name, (row, _) in item.places.items()}
    columns: list[int] = []
    width = max((len(view.sheet.rows[row - 1]) for row in rows.values()), default=0)
    for column in range(first, width + 1):
        if len({name for name, row in rows.items() if (column, name) in view.hits(item.labels, row)}) >= 2:
            break  # the labels once more, in the other language
        if _marked_example(view, item, column):
            continue
        if all(view.sheet.value(row, column) == "" for row in rows.values()):
            blanks += 1
            if blanks >= _BLANK_COLUMNS_END:
                break
            continue
        blanks = 0
        columns.append(column)
    return Located(
        labels=item.labels,
        sheet=view.sheet,
        records=tuple({name: (row, column) for name, row in rows.items()} for column in columns),
        header=item.places,
        start={name: (row, first) for name, row in rows.items()},
    )
