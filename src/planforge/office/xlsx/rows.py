"""Row templates: a row of a sheet compiled so that its XML is made by string work only.

A looped row becomes one generated Python function that returns the whole `<row>` element of an item. It knows nothing of
addresses in error cases; when it fails, the row is made again cell by cell, which finds the cell to name, cuts long texts
and registers links.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import islice
from typing import Any

from planforge.diagnostics.finding import Finding
from planforge.errors import TemplateError
from planforge.office.escape import text_node
from planforge.office.text import Piece, layout
from planforge.office.xlsx.expressions import GLOBALS, Content, LoopState, Tag, may_be, shown
from planforge.office.xlsx.formulas import Formula, Moving, parse
from planforge.office.xlsx.shift import LAST_ROW, ShiftMap
from planforge.office.xlsx.values import (
    EMPTY,
    LINK_DROPPED,
    LONGEST_TEXT,
    MOST_LINKS,
    TEXT_CUT,
    BadValueError,
    CellWriter,
    Link,
    safe_target,
    write_number,
)
from planforge.values import CellRef, column_letters

CHUNK = 512
_USUAL_ROW, _TALLEST_ROW, _ROW_PADDING = 15.0, 409.0, 2.0


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a template row: a constant (`rest` is its ready XML), a text with tags, or a formula with its value.

    Attributes:
        attributes: style and other attributes as text, with a leading blank.
        constant: the value of a constant cell, for chart caches.
        value: the expression of a formula's value; None when the note says `none`.
        array: the range of an array formula, empty for ordinary ones.
        header: true for a table's header cell, which must be text.
    """

    column: int
    attributes: str = ""
    rest: str | None = None
    constant: Any = None
    content: Content | None = None
    formula: Formula | None = None
    value: Tag | None = None
    array: str = ""
    header: bool = False

    @property
    def letters(self) -> str:
        """The column's letters."""
        return column_letters(self.column)

    def evaluate(self, context: Any, item: Any, loop: LoopState | None) -> Any:
        """The cell's value for an item; header cells give one line of text."""
        if self.content is not None:
            value = self.content.evaluate(context, item, loop)
            return " ".join(shown(value).split()) if self.header else value
        if self.formula is not None:
            return self.value.evaluate(context, item, loop) if self.value else None
        return self.constant

    @property
    def source(self) -> str:
        """The tags or expression as written, for messages."""
        if self.value is not None:
            return self.value.source
        return self.content.text if self.content else ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is written once. `attributes` are height and style as text."""

    number: int
    attributes: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A looped cell whose text wraps: its column, the width of a line in points, and its type."""

    column: int
    width: float
    size: float
    bold: bool

    def height(self, text: str) -> float:
        """The height in points that a text takes; 0 for a single line, which Excel fits itself."""
        laid = layout((Piece(text, self.size, self.bold),), self.width, cell=True)
        return laid.height + _ROW_PADDING if laid.lines > 1 else 0.0


@dataclass(frozen=True)
class Loop:
    """A row that is written once per item. `outside` are cells beside the looped columns: they stay in the first row.

    `wrapped` are the cells that decide the height of each row, when its note says `height: auto`.
    """

    row: Row
    variable: str
    source: Tag
    outside: tuple[Cell, ...] = ()
    needs_counts: bool = False
    wrapped: tuple[Wrapped, ...] = ()

    @property
    def number(self) -> int:
        """The template's row number."""
        return self.row.number

    @cached_property
    def has_links(self) -> bool:
        """Whether a cell is known to give links, so that the fast way is not tried."""
        tags = [cell.content.single for cell in self.row.cells if cell.content and cell.content.single]
        return any(tag.kind is not None and tag.kind is not Any and may_be(tag.kind, Link) for tag in tags)

    @cached_property
    def uses_loop(self) -> bool:
        """Whether a cell asks for `loop.index` or `loop.first`."""
        codes = [c.content.code for c in self.row.cells if c.content] + [c.value.code for c in self.row.cells if c.value]
        return any("loop." in code for code in codes)

    @cached_property
    def factory(self) -> Callable[..., Callable[[Any, int, LoopState | None], str]]:
        """Makes the row function from context, value writer, formula writer and bound formula parts."""
        return _factory(self)


_WRITING = {str: "t[{}]", date: "d[{}]", float: "n({})", float | None: "n({})"}
"""How a value of a type known from the context is written; a value of another type still finds its way or fails safely."""


def _factory(loop: Loop) -> Callable[..., Callable[[Any, int, LoopState | None], str]]:
    parts: list[str | ast.expr] = ['<row r="', _expression("s"), f'"{loop.row.attributes}>']
    for cell in loop.row.cells:
        parts += [f'<c r="{cell.letters}', _expression("s"), f'"{cell.attributes}', *_cell_parts(cell, loop.row.cells)]
    parts.append("</row>")
    module = ast.parse("def make(c, w, f, p, t, d, n):\n def row(item, r, loop):\n  s = str(r)\n  return s\n return row")
    function: Any = module.body[0].body[0]  # type: ignore[attr-defined]
    function.body[1].value = _joined_string(parts)
    ast.fix_missing_locations(module)
    space = dict(GLOBALS, str=str)
    exec(compile(module, "<row template>", "exec"), space)
    made: Callable[..., Callable[[Any, int, LoopState | None], str]] = space["make"]
    return made


def _cell_parts(cell: Cell, cells: Sequence[Cell]) -> list[str | ast.expr]:
    if cell.rest is not None:
        return [cell.rest]
    if cell.content is not None:
        kind = cell.content.single.kind if cell.content.single else str
        return [_expression(_WRITING.get(kind, "w({})").format(cell.content.code))]
    number = [c.column for c in cells if c.formula is not None].index(cell.column)
    if cell.value is None:
        return ["><f>", _expression(f"p[{number}](r)"), "</f></c>"]
    return [_expression(f"f(p[{number}](r), {cell.value.code})")]


def _expression(code: str) -> ast.expr:
    return ast.parse(code, mode="eval").body


def _joined_string(parts: list[str | ast.expr]) -> ast.JoinedStr:
    values: list[ast.expr] = []
    for part in parts:
        if isinstance(part, str):
            if values and isinstance(values[-1], ast.Constant):
                values[-1] = ast.Constant(str(values[-1].value) + part)
            else:
                values.append(ast.Constant(part))
        else:
            values.append(ast.FormattedValue(part, -1, None))
    return ast.JoinedStr(values)


def _formula_function(parts: Sequence[str | Moving], start: int) -> Callable[[int], str]:
    """A function of the row number that gives the escaped formula."""
    ready = [text_node(part) if isinstance(part, str) else part.row - start for part in parts]
    if len(ready) == 1:
        only = ready[0]
        return lambda row: only  # type: ignore[return-value]
    return lambda row: "".join([part if isinstance(part, str) else str(row + part) for part in ready])


@dataclass(slots=True)
class RowWriter:
    """Writes the rows of one sheet for one context, and collects links and findings on the way."""

    sheet: str
    context: Any
    shift: ShiftMap
    fill: Callable[[str], str]
    write: CellWriter
    template: str = ""
    links: list[tuple[str, Link]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def row(self, row: Row) -> str:
        """A row that is not looped, at its shifted place."""
        number = self.shift.of(self.sheet).first(row.number)
        return self._element(number, row.attributes, (self._cell(cell, number, None, None, None) for cell in row.cells))

    def chunks(self, loop: Loop, items: Iterable[Any]) -> Iterator[tuple[int, bytes]]:
        """The looped rows as (number of rows, XML) pieces; one blank row when there are no items."""
        start = self.shift.of(self.sheet).first(loop.number)
        formulas = self._formulas(loop, start)
        write = self.write
        bound = [formulas[c.column] for c in loop.row.cells if c.formula]
        fast = loop.factory(self.context, write.value, write.formula, bound, write.texts, write.dates, write_number)
        slow_only = loop.has_links or bool(loop.wrapped)
        pieces = iter(items)
        number = start
        while chunk := list(islice(pieces, CHUNK)):
            if number + len(chunk) - 1 > LAST_ROW:
                raise TemplateError(
                    f"{self._place(start, 1)}: the rows of {loop.source.source} do not fit on a sheet.", "Filter them first."
                )
            text = None if slow_only or (number == start and loop.outside) else _fast(fast, loop, chunk, number, start)
            if text is None:
                text = "".join(self._looped(loop, item, row, start, formulas) for row, item in enumerate(chunk, number))
            yield len(chunk), text.encode()
            number += len(chunk)
        if number == start:
            yield 1, self._blank(loop, start).encode()

    def _formulas(self, loop: Loop, start: int) -> dict[int, Callable[[int], str]]:
        return {
            cell.column: _formula_function(cell.formula.looped(self.shift, self.sheet, self.fill), start)
            for cell in loop.row.cells
            if cell.formula is not None
        }

    def _looped(self, loop: Loop, item: Any, number: int, start: int, formulas: dict[int, Callable[[int], str]]) -> str:
        state = LoopState(number - start + 1)
        cells = [(cell.column, self._cell(cell, number, item, state, formulas.get(cell.column))) for cell in loop.row.cells]
        if number == start:
            cells = sorted(cells + [(cell.column, self._cell(cell, number, None, None, None)) for cell in loop.outside])
        attributes = loop.row.attributes + self._height(loop, item, state)
        return self._element(number, attributes, (text for _, text in cells))

    def _height(self, loop: Loop, item: Any, state: LoopState) -> str:
        """The row's height as an attribute when a wrapped text takes more than one line."""
        by_column = {cell.column: cell for cell in loop.row.cells} if loop.wrapped else {}
        texts = ((wrapped, by_column[wrapped.column].evaluate(self.context, item, state)) for wrapped in loop.wrapped)
        height = max((wrapped.height(shown(value)) for wrapped, value in texts if value), default=0.0)
        return f' ht="{min(_TALLEST_ROW, height):.2f}" customHeight="1"' if height > _USUAL_ROW else ""

    def _blank(self, loop: Loop, number: int) -> str:
        cells = [(cell.column, f'<c r="{cell.letters}{number}"{cell.attributes}/>') for cell in loop.row.cells]
        cells += [(cell.column, self._cell(cell, number, None, None, None)) for cell in loop.outside]
        return self._element(number, loop.row.attributes, (text for _, text in sorted(cells)))

    @staticmethod
    def _element(number: int, attributes: str, cells: Iterable[str]) -> str:
        return f'<row r="{number}"{attributes}>{"".join(cells)}</row>'

    def _cell(self, cell: Cell, number: int, item: Any, loop: LoopState | None, formula: Callable[[int], str] | None) -> str:
        head = f'<c r="{cell.letters}{number}"{cell.attributes}'
        if cell.rest is not None:
            return head + cell.rest
        try:
            value = cell.evaluate(self.context, item, loop)
            value = self._plain(value, number, cell)
            if cell.formula is None:
                return head + (self.write.value(value) if value is not None else EMPTY)
            text = formula(number) if formula else text_node(cell.formula.text(self.shift, self.sheet, self.fill))
            kind = f' t="array" ref="{self._array(cell, number)}"' if cell.array else ""
            if cell.value is None:
                return f"{head}><f{kind}>{text}</f></c>"
            return head + self.write.formula(text, value, kind)
        except Exception as error:
            message = str(error) or type(error).__name__
            raise TemplateError(f"{self._place(number, cell.column)}: {cell.source} cannot be written: {message}.") from error

    def _array(self, cell: Cell, number: int) -> str:
        return parse(cell.array).text(self.shift, self.sheet, str) if ":" in cell.array else f"{cell.letters}{number}"

    def _plain(self, value: Any, number: int, cell: Cell) -> Any:
        """The value without its link, which is registered, and not longer than a cell."""
        if isinstance(value, Link):
            target = safe_target(value.target)
            if target and len(self.links) < MOST_LINKS:
                self.links.append((f"{cell.letters}{number}", Link(value.text, target)))
            elif value.target:
                self.findings.append(
                    LINK_DROPPED.finding(f"The link of {value.text!r} was not written.", cell=CellRef(self.sheet, number, cell.column))
                )
            value = value.text
        if not isinstance(value, (int, float)) and value is not None:
            text = str(value)
            if len(text) > LONGEST_TEXT:
                cut = f"The text of {len(text):,} characters was cut to {LONGEST_TEXT:,}."
                self.findings.append(TEXT_CUT.finding(cut, cell=CellRef(self.sheet, number, cell.column)))
                return text[: LONGEST_TEXT - 1] + "…"
        return value

    def _place(self, row: int, column: int) -> str:
        return f"{self.template or 'The template'}, {CellRef(self.sheet, row, column)}"


def _fast(row: Callable[[Any, int, LoopState | None], str], loop: Loop, chunk: Sequence[Any], number: int, start: int) -> str | None:
    """The chunk's XML, or None when a value needs the careful way."""
    try:
        if loop.uses_loop:
            return "".join([row(item, r, LoopState(r - start + 1)) for r, item in enumerate(chunk, number)])
        return "".join([row(item, r, None) for r, item in enumerate(chunk, number)])
    except (BadValueError, AttributeError, KeyError, IndexError, TypeError, ValueError, ArithmeticError):
        return None
