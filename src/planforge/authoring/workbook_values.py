"""Computes the formulas that authored workbooks hold, so that every formula is saved with its value.

It knows the functions, operators and references our own formulas use, and nothing more: anything else is a ValueError,
so that an author hears of it at once. Excel semantics: blank is 0 or "", comparing text ignores case, errors are values.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from planforge.authoring.workbook_parser import Node, parse
from planforge.values import column_letters, column_number

_PARTS = re.compile(r"\[((?:'.|[^\[\]'])*)\]")
_AREA = re.compile(r"(?:(?P<sheet>.+)!)?\$?(?P<left>[A-Z]+)\$?(?P<top>\d+)(?::\$?(?P<right>[A-Z]+)\$?(?P<bottom>\d+))?\Z")
_EPOCH = date(1899, 12, 30)


class CellError(Exception):
    """An error value of Excel, such as #N/A."""


class Calculator:
    """Values of all formulas of a workbook built with openpyxl, computed when asked for."""

    def __init__(self, book: Any) -> None:
        self._cells: dict[tuple[str, int, int], Any] = {}
        self._tables: dict[str, tuple[str, int, int, list[str]]] = {}
        self._names: dict[str, str] = {name: item.attr_text for name, item in book.defined_names.items()}
        self._running: set[tuple[str, int, int]] = set()
        for sheet in book.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.value is not None:
                        formula = cell.data_type == "f"
                        self._cells[(sheet.title, cell.row, cell.column)] = parse(cell.value[1:]) if formula else _plain(cell.value)
            for table in sheet.tables.values():
                match = _AREA.match(table.ref)
                if match is None:
                    raise ValueError(f"table {table.name} has no area")
                top, left, bottom = int(match["top"]), column_number(match["left"]), int(match["bottom"])
                self._tables[table.name] = (sheet.title, top + 1, bottom, [c.name for c in table.tableColumns])
                self._lefts = getattr(self, "_lefts", {}) | {table.name: left}

    def value(self, sheet: str, row: int, column: int) -> Any:
        """The value of a cell: number, text, bool or None. Raises CellError for an error value."""
        key = (sheet, row, column)
        content = self._cells.get(key)
        if not isinstance(content, tuple):
            return content
        if key in self._running:
            raise ValueError(f"formula in {sheet}!{column_letters(column)}{row} refers to itself")
        self._running.add(key)
        try:
            made = self._single(content, sheet, row)
        except CellError as error:
            made = error
        finally:
            self._running.discard(key)
        self._cells[key] = made
        if isinstance(made, CellError):
            raise made
        return made

    def _single(self, node: Node, sheet: str, row: int) -> Any:
        value = self._evaluate(node, sheet, row)
        if isinstance(value, list):
            value = value[0][0] if value and value[0] else None
        if isinstance(value, CellError):
            raise value
        return 0 if value is None else value

    def _evaluate(self, node: Node, sheet: str, row: int) -> Any:
        kind = node[0]
        if kind == "value":
            return node[1]
        if kind == "op":
            left, right = self._evaluate(node[2], sheet, row), self._evaluate(node[3], sheet, row)
            return _each(lambda a, b: _operate(node[1], a, b), left, right)
        if kind == "call":
            return self._call(node[1], node[2], sheet, row)
        if kind == "area":
            return self._area(node[1], sheet)
        if kind == "table":
            return self._table(node[1], row)
        if kind == "name":
            return self._evaluate(parse(self._names[node[1]]), sheet, row)
        raise ValueError(f"unknown node {kind}")

    def _read(self, sheet: str, top: int, left: int, bottom: int, right: int) -> Any:
        rows = [[self._caught(sheet, r, c) for c in range(left, right + 1)] for r in range(top, bottom + 1)]
        return rows if (top, left) != (bottom, right) else _raise(rows[0][0])

    def _caught(self, sheet: str, row: int, column: int) -> Any:
        try:
            return self.value(sheet, row, column)
        except CellError as error:
            return error

    def _area(self, text: str, sheet: str) -> Any:
        match = _AREA.match(text)
        if match is None:
            raise ValueError(f"area {text!r} not understood")
        name = match["sheet"] or sheet
        if name.startswith("'"):
            name = name[1:-1].replace("''", "'")
        top, left = int(match["top"]), column_number(match["left"])
        return self._read(name, top, left, int(match["bottom"] or top), column_number(match["right"] or match["left"]))

    def _table(self, text: str, row: int) -> Any:
        name, _, rest = text.partition("[")
        sheet, top, bottom, headers = self._tables[name]
        parts = [re.sub(r"'(.)", r"\1", part) for part in _PARTS.findall(rest)]
        if parts[0] == "#This Row":
            top = bottom = row
        columns = [self._lefts[name] + headers.index(part) for part in parts[1:]]
        return self._read(sheet, top, columns[0], bottom, columns[-1])

    def _call(self, name: str, arguments: tuple[Node, ...], sheet: str, row: int) -> Any:
        def get(index: int) -> Any:
            return self._evaluate(arguments[index], sheet, row)

        if name == "IF":
            chosen = 1 if _truth(_one(get(0))) else 2
            return get(chosen) if chosen < len(arguments) else False
        if name == "IFERROR":
            try:
                return _raise(get(0))
            except CellError:
                return get(1)
        if name == "CHOOSE":
            index = int(_number(_one(get(0))))
            if not 1 <= index < len(arguments):
                raise CellError("#VALUE!")
            return get(index)
        if name == "ROW":
            return float(row)
        if name in ("ISNUMBER", "COUNT", "COUNTA", "COUNTIF", "COUNTIFS"):
            return _FUNCTIONS[name](*(self._safe(argument, sheet, row) for argument in arguments))
        if name not in _FUNCTIONS:
            raise ValueError(f"function {name} is not known here")
        return _FUNCTIONS[name](*(get(index) for index in range(len(arguments))))

    def _safe(self, node: Node, sheet: str, row: int) -> Any:
        try:
            return self._evaluate(node, sheet, row)
        except CellError as error:
            return error


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return float((value.date() - _EPOCH).days)
    if isinstance(value, date):
        return float((value - _EPOCH).days)
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _raise(value: Any) -> Any:
    if isinstance(value, CellError):
        raise value
    return value


def _one(value: Any) -> Any:
    return _raise(value[0][0] if isinstance(value, list) else value)


def _flat(values: tuple[Any, ...]) -> list[tuple[Any, bool]]:
    """Every value with whether it came from a range (where texts do not count as numbers)."""
    made: list[tuple[Any, bool]] = []
    for value in values:
        if isinstance(value, list):
            made.extend((_raise(item), True) for line in value for item in line)
        else:
            made.append((_raise(value), False))
    return made


def _each(operate: Callable[[Any, Any], Any], left: Any, right: Any) -> Any:
    """An operation on single values or, cell by cell, on ranges; one row or column is repeated."""
    if not isinstance(left, list) and not isinstance(right, list):
        return operate(left, right)
    a, b = (value if isinstance(value, list) else [[value]] for value in (left, right))
    height, width = max(len(a), len(b)), max(len(a[0]), len(b[0]))

    def at(grid: list[list[Any]], r: int, c: int) -> Any:
        return grid[r if len(grid) > 1 else 0][c if len(grid[0]) > 1 else 0]

    def safe(r: int, c: int) -> Any:
        try:
            return operate(at(a, r, c), at(b, r, c))
        except CellError as error:
            return error

    return [[safe(r, c) for c in range(width)] for r in range(height)]


def _operate(operator: str, left: Any, right: Any) -> Any:
    left, right = _raise(left), _raise(right)
    if operator == "&":
        return _text(left) + _text(right)
    if operator in "+-*/":
        return _arithmetic(operator, _number(left), _number(right))
    return _compare(operator, left, right)


def _arithmetic(operator: str, a: float, b: float) -> float:
    if operator == "+":
        return a + b
    if operator == "-":
        return a - b
    if operator == "*":
        return a * b
    if b == 0:
        raise CellError("#DIV/0!")
    return a / b


def _rank(value: Any) -> tuple[int, Any]:
    if isinstance(value, bool):
        return 2, value
    return (1, value.casefold()) if isinstance(value, str) else (0, value)


def _compare(operator: str, left: Any, right: Any) -> bool:
    if left is None:
        left = "" if isinstance(right, str) else 0.0
    if right is None:
        right = "" if isinstance(left, str) else 0.0
    a, b = _rank(left), _rank(right)
    return {"=": a == b, "<>": a != b, "<": a < b, ">": a > b, "<=": a <= b, ">=": a >= b}[operator]


def _number(value: Any) -> float:
    if value is None:
        return 0.0
    if isinstance(value, (bool, int, float)):
        return float(value)
    try:
        return float(value)
    except ValueError:
        raise CellError("#VALUE!") from None


def _truth(value: Any) -> bool:
    if isinstance(value, str):
        raise CellError("#VALUE!")
    return bool(value)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.15g}"
    return str(value)


def _numbers(values: tuple[Any, ...]) -> list[float]:
    """The numbers among arguments as SUM and MAX see them: texts and blanks of ranges are passed over."""
    made = []
    for value, ranged in _flat(values):
        if isinstance(value, float) or (isinstance(value, int) and not isinstance(value, bool)):
            made.append(float(value))
        elif not ranged and value is not None:
            made.append(_number(value))
    return made


def _fits(criterion: Any, value: Any) -> bool:
    """True when a value meets a criterion of COUNTIF and its like; wildcards ? and * match text only."""
    text = _text(criterion)
    match = re.match(r"(<>|<=|>=|=|<|>)?(.*)\Z", text, re.DOTALL)
    operator, wanted = (match[1] or "=", match[2]) if match else ("=", text)
    try:
        number: float | None = float(wanted)
    except ValueError:
        number = None
    if isinstance(value, CellError):
        return operator == "<>"
    if number is not None:
        same_kind = isinstance(value, float)
        return _compare(operator, value, number) if same_kind else operator == "<>"
    if operator in ("<", ">", "<=", ">="):
        return isinstance(value, str) and _compare(operator, value, wanted)
    pattern = "".join(".*" if c == "*" else "." if c == "?" else re.escape(c) for c in wanted)
    equal = isinstance(value, str) and re.fullmatch(pattern, value, re.IGNORECASE | re.DOTALL) is not None
    return equal if operator == "=" else not equal


def _grid(value: Any) -> list[Any]:
    return [item for line in value for item in line] if isinstance(value, list) else [value]


def _countifs(*arguments: Any) -> float:
    columns = [_grid(area) for area in arguments[::2]]
    criteria = [_one(criterion) for criterion in arguments[1::2]]
    return float(sum(all(_fits(k, v) for k, v in zip(criteria, line, strict=True)) for line in zip(*columns, strict=True)))


def _sumifs(total: Any, *arguments: Any) -> float:
    columns = [_grid(area) for area in arguments[::2]]
    criteria = [_one(criterion) for criterion in arguments[1::2]]
    met = (all(_fits(k, v) for k, v in zip(criteria, line, strict=True)) for line in zip(*columns, strict=True))
    return math.fsum(value for value, fits in zip(_grid(total), met, strict=True) if fits and isinstance(value, float))


def _sumproduct(*arguments: Any) -> float:
    grids = [_grid(argument) for argument in arguments]
    lines = zip(*grids, strict=True)
    if len(grids) > 1:
        return math.fsum(math.prod(v if isinstance(_raise(v), float) else 0.0 for v in line) for line in lines)
    return math.fsum(float(v) for (v,) in lines if isinstance(_raise(v), float))


def _index(area: Any, position: Any, *_: Any) -> Any:
    values, index = _grid(area), int(_number(_one(position)))
    if not 1 <= index <= len(values):
        raise CellError("#REF!")
    return _raise(values[index - 1])


def _match(wanted: Any, area: Any, _: Any) -> float:
    for index, value in enumerate(_grid(area), 1):
        if value is not None and not isinstance(value, CellError) and _compare("=", value, _one(wanted)):
            return float(index)
    raise CellError("#N/A")


def _find(part: Any, text: Any) -> float:
    found = _text(_one(text)).find(_text(part))
    if found < 0:
        raise CellError("#VALUE!")
    return float(found + 1)


def _round(value: float, digits: float) -> float:
    factor = 10.0 ** int(digits)
    return math.copysign(math.floor(abs(value) * factor + 0.5 + 1e-9) / factor, value)


def _day(value: Any) -> date:
    return _EPOCH + timedelta(days=int(_number(_one(value))))


def _fixed(value: Any, digits: Any) -> str:
    return f"{_round(_number(_one(value)), _number(digits)):,.{int(digits)}f}"


_FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "AND": lambda *v: all(_truth(item) for item, _ in _flat(v)),
    "OR": lambda *v: any(_truth(item) for item, _ in _flat(v)),
    "NOT": lambda v: not _truth(_one(v)),
    "ISNUMBER": lambda v: isinstance(v[0][0] if isinstance(v, list) else v, float),
    "N": lambda v: _one(v) if isinstance(_one(v), float) else 0.0,
    "VALUE": lambda v: _number(_one(v)),
    "ABS": lambda v: abs(_number(_one(v))),
    "SUM": lambda *v: math.fsum(_numbers(v)),
    "MAX": lambda *v: max(_numbers(v), default=0.0),
    "MIN": lambda *v: min(_numbers(v), default=0.0),
    "COUNT": lambda *v: float(sum(isinstance(item, float) for area in v for item in _grid(area))),
    "COUNTA": lambda *v: float(sum(item is not None for area in v for item in _grid(area))),
    "COUNTIF": _countifs,
    "COUNTIFS": _countifs,
    "SUMIFS": _sumifs,
    "SUMPRODUCT": _sumproduct,
    "INDEX": _index,
    "MATCH": _match,
    "FIND": _find,
    "LEN": lambda v: float(len(_text(_one(v)))),
    "LEFT": lambda v, n: _each(lambda a, b: _text(_raise(a))[: int(_number(b))], v, n),
    "SUBSTITUTE": lambda v, old, new: _text(_one(v)).replace(_text(old), _text(new)),
    "REPT": lambda v, n: _text(v) * int(_number(_one(n))),
    "ROUND": lambda v, n: _round(_number(_one(v)), n),
    "ROUNDUP": lambda v, n: math.ceil(_number(_one(v)) * 10 ** int(n)) / 10 ** int(n),
    "FIXED": _fixed,
    "YEAR": lambda v: float(_day(v).year),
    "MONTH": lambda v: float(_day(v).month),
    "DATE": lambda y, m, d: float((date(int(_number(y)), int(m), int(d)) - _EPOCH).days),
}
