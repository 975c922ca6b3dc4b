"""Charts that are filled from tags in their own data sheet, as people who think in sheets prefer.

The first cell of a row may begin with `{% row for y in years %}`, a header cell with `{% col for s in products %}`; any cell holds text and
values. A cell that is nothing but one value keeps its type, so numbers stay numbers. The rows and columns are those that the chart
refers to. What the loops make is chart data like any other: cache and sheet are written from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from planforge.office.pptx.chart_block import Area
from planforge.office.pptx.chart_source import ChartSource
from planforge.office.pptx.chart_workbook import Cell, column
from planforge.office.problems import BAD_TAG, UNSUPPORTED, WRONG_PLACE, Place
from planforge.office.program import Program, close_units
from planforge.office.rich import ChartData, Series
from planforge.office.tags import OpenTag, Token, block_word, has_tag, scan

_CATEGORIES, _VALUES, _ACROSS, _SIZES = "categories", "values", "across", "sizes"
CORNER = "corner"
"""The hole of the data sheet's first cell."""
_NUMERIC = frozenset((_VALUES, _ACROSS, _SIZES))


class SheetColumn(NamedTuple):
    """What a column of the data sheet is: its role, the number of its series, and the series' name in the template."""

    role: str
    series: int = 0
    like: str = ""


class SheetPlan(NamedTuple):
    """The columns of a chart's data sheet that its tags fill, and the relationship id of the chart."""

    rid: str
    columns: tuple[SheetColumn, ...]


@dataclass(slots=True)
class SheetRows:
    """The rows of a data sheet while a chart is filled."""

    plan: SheetPlan
    rows: list[list[tuple[int, Any]]] = field(default_factory=list)

    def cell(self, number: int, value: Any) -> None:
        """A cell of the row in work, in a column of the plan."""
        numeric = len(self.rows) > 1 and self.plan.columns[number].role in _NUMERIC
        self.rows[-1].append((number, _number(value) if numeric else "" if value is None else str(value)))

    def corner(self) -> str:
        """The header of the categories."""
        return next((name for number, name in self.rows[0] if self.plan.columns[number].role == _CATEGORIES), "")

    def data(self) -> ChartData:
        """The rows as chart data."""
        header, *body = self.rows
        if any([number for number, _ in row] != [number for number, _ in header] for row in body):
            raise ValueError("the rows of the chart's data sheet have different numbers of columns")
        columns = self.plan.columns
        cells = [tuple(row[at][1] for row in body) for at in range(len(header))]
        across = {(columns[number].role, columns[number].series): cells[at] for at, (number, _) in enumerate(header)}
        series: list[Series] = []
        seen: set[int] = set()
        for at, (number, name) in enumerate(header):
            role, index, like = columns[number]
            if role != _VALUES:
                continue
            x, sizes = across.get((_ACROSS, index), ()), across.get((_SIZES, index), ())
            series.append(Series(name or like, cells[at], "" if number in seen else like, x=x, sizes=sizes))
            seen.add(number)
        return ChartData(across.get((_CATEGORIES, 0), ()), tuple(series))


def _number(value: Any) -> float | None:
    """A cell's value as a number; None and empty texts are gaps."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    try:
        return float(value)
    except (TypeError, ValueError):
        raise ValueError(f"'{value}' is no number, and the column holds a series' values") from None


class SheetTags:
    """The data sheet of a chart with its texts, and the calls that fill it."""

    def __init__(self, source: ChartSource, program: Program, place: Place) -> None:
        self._program, self._place = program, place
        self._cells: dict[tuple[int, int], Cell] = {}
        self._block, self._book = source.block, source.book
        if source.book is not None and source.block is not None:
            self._cells = {(row, at): source.book.value(cell) for row, at, cell in source.book.cells(source.block.area)}

    def __bool__(self) -> bool:
        """True when any cell holds a tag."""
        return any(isinstance(value, str) and has_tag(value) for value in self._cells.values())

    def name_tags(self) -> Iterator[tuple[str, str, Place]]:
        """Hole, expression and place of the header cells that hold tags: names of series and the corner."""
        if self._block is None:
            return
        cells = [(f"name{number}", found["name"][:2]) for number, found in enumerate(self._block.places) if "name" in found]
        for hole, cell in (*cells, (CORNER, self._block.area[:2])):
            if isinstance(text := self._cells.get(cell), str) and has_tag(text):
                yield hole, self._value(cell), self._at(cell)

    def stray(self) -> str:
        """The first cell outside the chart's data that holds a tag; empty when there is none."""
        if self._book is None or self._block is None:
            return ""
        return next((place for place, text in self._book.stray_texts(self._block.area) if has_tag(text)), "")

    def compile(self, rid: str, number: int, names: Sequence[str]) -> SheetPlan | None:
        """Writes the calls that fill plan `number`; None when the sheet cannot be filled, which is noted.

        `names` are those of the template's series.
        """
        assert self._block is not None
        area = self._block.area
        if self._block.turned:
            self._program.problems.add(UNSUPPORTED, self._at(area[:2]), "a data sheet with tags has its series in columns, not in rows")
            return None
        columns = dict(sorted(self._columns(names).items()))
        loops = {at: self._loop((area.top, at)) for at in columns}
        opens, closes = self._row_tags(area)
        numbers = {at: index for index, at in enumerate(columns)}
        self._program.call("chart_sheet", self._place, number)
        self._row(area.top, numbers, loops)
        ends, faults = close_units(opens, closes)
        for fault in faults:
            self._program.problems.add(WRONG_PLACE, self._at(area[:2]), f"row {fault}")
        for row, starts, words in zip(range(area.top + 1, area.bottom + 1), opens, ends, strict=True):
            here = self._at((row, area.left))
            for tag in starts:
                self._program.statement(tag, here)
            self._row(row, numbers, loops)
            for word in words:
                self._program.raw(word, here)
        self._program.call("chart_sheet_end", self._place)
        return SheetPlan(rid, tuple(columns.values()))

    def _columns(self, names: Sequence[str]) -> dict[int, SheetColumn]:
        """What each column is that the chart refers to."""
        assert self._block is not None
        columns: dict[int, SheetColumn] = {}
        for number, found in enumerate(self._block.places):
            for role in (_CATEGORIES, _VALUES, _ACROSS, _SIZES):
                place = found.get(role)
                if place is not None:
                    like = names[number] if role == _VALUES else ""
                    columns.setdefault(place.left, SheetColumn(role, 0 if role == _CATEGORIES else number, like))
        return columns

    def _row(self, row: int, numbers: Mapping[int, int], loops: Mapping[int, str]) -> None:
        self._program.call("chart_row", self._at((row, min(numbers, default=0))))
        for at, number in numbers.items():
            place = self._at((row, at))
            looped = bool(loops[at]) and bool(self._program.statement(loops[at], place))
            self._program.call("chart_cell", place, number, self._value((row, at)))
            if looped:
                self._program.raw("endfor", place)

    # ------------------------------------------------------------ cells

    def _at(self, cell: Sequence[int], tag: str = "") -> Place:
        return replace(self._place, part=f"data sheet {column(cell[1])}{cell[0] + 1}", tag=tag)

    def _tokens(self, cell: tuple[int, int]) -> list[Token]:
        value = self._cells.get(cell)
        try:
            return scan(value) if isinstance(value, str) else []
        except OpenTag as error:
            self._program.problems.add(BAD_TAG, self._at(cell), f"the tag has no end: {error.raw}")
            return []

    def _loop(self, cell: tuple[int, int]) -> str:
        """The `for` of a column that repeats."""
        for token in self._tokens(cell):
            word, rest = block_word(token.source) if token.kind == "control" else ("", "")
            if word == "col" and block_word(rest)[0] == "for":
                return rest
        return ""

    def _row_tags(self, area: Area) -> tuple[list[list[str]], list[list[str]]]:
        """For each row below the header the tags that open and close blocks of rows."""
        opens: list[list[str]] = []
        closes: list[list[str]] = []
        for row in range(area.top + 1, area.bottom + 1):
            opens.append([])
            closes.append([])
            for at in range(area.left, area.right + 1):
                for token in self._tokens((row, at)):
                    word, rest = block_word(token.source) if token.kind == "control" else ("", "")
                    inner = block_word(rest)[0]
                    if word == "row" and inner in ("for", "if"):
                        opens[-1].append(rest)
                    elif word == "row" and inner in ("endfor", "endif"):
                        closes[-1].append(inner)
        return opens, closes

    def _value(self, cell: tuple[int, int]) -> str:
        """A cell as one expression. Control tags other than loops of rows and columns are refused."""
        value = self._cells.get(cell)
        if value is None:
            return "(none)"
        if not isinstance(value, str):
            return f"({value!r})"
        pieces = []
        for token in self._tokens(cell):
            here = self._at(cell, token.raw)
            if token.kind == "value":
                pieces.append(self._program.expression(token.source, here))
            elif token.kind == "text" and (token.source.strip() or not has_tag(value)):
                pieces.append('"' + token.source.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"')
            elif token.kind == "control" and block_word(token.source)[0] not in ("row", "col"):
                hint = "a cell of a chart's data sheet takes values, 'row' and 'col'; write a condition as {{ a if b else c }}"
                self._program.problems.add(WRONG_PLACE, here, hint)
        return f"({' ~ '.join(pieces)})" if pieces else "(none)"
