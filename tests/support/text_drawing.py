"""What the engine measures of the texts of `text_cases`, and what LibreOffice draws, read from the PDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree
from pypdf import PdfReader

from planforge.office.markup import Writer
from planforge.office.pptx.inherit import Inherited
from planforge.office.pptx.text_body import measure
from planforge.office.pptx.text_compile import Source, Tables, TextCompiler
from planforge.office.problems import Place, Problems
from planforge.office.program import Program
from support import office
from support.text_cases import BELOW, EMU, RIGHT, Frame, Table, place, write_deck

MARGINS, TOP_AND_BOTTOM = 14.4, 7.2
"""Points that a cell's margins take across and along, as PowerPoint sets them."""


@dataclass(frozen=True)
class Measured:
    """Lines and height in points, insets included."""

    lines: int
    height: float


def measured(frame: Frame, width: float = 0, cell: bool = False) -> Measured:
    """A text as the engine measures it; in a cell `width` is between the margins."""
    element = etree.fromstring(frame.text("p:txBody" if not cell else "a:txBody"))
    body = element[0]
    inherited = Inherited([element[1]], [body])
    tables = Tables([], [], [], [], [])
    compiler = TextCompiler(Program(Problems()), Writer(), tables, {"+mn-lt": "Calibri"}, lambda *_: {})
    source = Source(Place(), inherited, round((width or frame.width) * EMU), round(1e6 * EMU), cell=cell)
    style, paragraphs = compiler.static_text(element, source)
    lines, height = measure(style, paragraphs, width if cell else style.width)
    _, top, _, bottom = inherited.insets() if not cell else (0, 0, 0, 0)
    return Measured(lines, height + (top + bottom) / EMU)


def row_heights(table: Table) -> list[float]:
    """Heights in points of a table's rows as the engine measures them."""
    return [
        max(measured(cell, width - MARGINS, cell=True).height for cell, width in zip(row, table.columns, strict=True)) + TOP_AND_BOTTOM
        for row in table.rows
    ]


@dataclass(frozen=True)
class Drawn:
    """What stands in the place of an item: heights in points of outlines and fills from the top down, and base lines."""

    outlines: tuple[float, ...]
    fills: tuple[float, ...]
    lines: int


def drawn(pages: Sequence[Any], count: int) -> list[Drawn]:
    """What a PDF shows in the place of each item."""
    marks = [list(_marks(page.get_contents().get_data().decode("latin-1"))) for page in pages]
    height = float(pages[0].mediabox.height)
    found = []
    for number in range(count):
        slide, x, y = place(number)
        near = [mark for mark in marks[slide] if x - 19 <= mark[1] < x + RIGHT - 19 and y - 19 <= height - mark[3] < y + BELOW - 19]
        fills = sorted({(round(top, 1), round(bottom, 1)) for kind, _, bottom, top in near if kind == "fill"}, reverse=True)
        found.append(
            Drawn(
                tuple(top - bottom for kind, _, bottom, top in near if kind == "outline"),
                tuple(top - bottom for top, bottom in fills),
                _distinct([bottom for kind, _, bottom, _ in near if kind == "text"]),
            )
        )
    return found


def _distinct(lines: list[float]) -> int:
    count, last = 0, float("-inf")
    for line in sorted(lines):
        if line - last > 1.5:
            count, last = count + 1, line
    return count


def _marks(content: str) -> Iterator[tuple[str, float, float, float]]:
    """Kind, left, bottom and top of texts (base lines), red outlines and green fills in a PDF's page content."""
    stack: list[str] = []
    points: list[tuple[float, float]] = []
    fill = stroke = (0.0, 0.0, 0.0)
    saved: list[Any] = []
    for token in content.split():
        if token in ("m", "l", "c"):
            points.append((float(stack[-2]), float(stack[-1])))
        elif token == "re":
            x, y, w, h = map(float, stack[-4:])
            points += [(x, y), (x + w, y + h)]
        elif token in ("rg", "RG"):
            colour = (float(stack[-3]), float(stack[-2]), float(stack[-1]))
            fill, stroke = (colour, stroke) if token == "rg" else (fill, colour)
        elif token == "q":
            saved.append((fill, stroke))
        elif token == "Q":
            fill, stroke = saved.pop()
        elif token in ("Td", "Tm"):
            yield "text", float(stack[-2]), float(stack[-1]), float(stack[-1])
        elif token in ("S", "f", "f*", "n"):
            kind = "outline" if token == "S" and stroke == (1, 0, 0) else "fill" if token[0] == "f" and fill == (0, 1, 0) else ""
            if kind and points:
                yield kind, min(p[0] for p in points), min(p[1] for p in points), max(p[1] for p in points)
            points = []
        else:
            stack.append(token)
            continue
        stack = []


@dataclass(frozen=True)
class Compared:
    """A text or row: lines measured too many, 0 where base lines do not tell them, and its height as measured and as drawn."""

    kind: str
    lines: int
    height: float
    drawn: float

    @property
    def spare(self) -> float:
        """Points by which it was measured too tall."""
        return self.height - self.drawn


def compared(frames: Sequence[Frame], tables: Sequence[Table], folder: Path) -> tuple[list[Compared], list[Compared]]:
    """Frames and table rows, measured, and drawn by LibreOffice in one go."""
    write_deck([*frames, *tables], folder / "texts.pptx")
    pages = PdfReader(office.to_pdf(folder / "texts.pptx", folder)).pages
    found = drawn(pages, len(frames) + len(tables))
    texts = []
    for frame, seen in zip(frames, found[: len(frames)], strict=True):
        own = measured(frame)
        (height,) = seen.outlines
        texts.append(Compared(frame.kind, own.lines - seen.lines if frame.counted else 0, own.height, height))
    rows = [
        Compared("row", 0, height, high)
        for table, seen in zip(tables, found[len(frames) :], strict=True)
        for height, high in zip(row_heights(table), seen.fills, strict=True)
    ]
    return texts, rows
