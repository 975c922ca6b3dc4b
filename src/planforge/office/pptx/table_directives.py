"""Reads the row and column directives out of a table's cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lxml import etree

from planforge.office.markup import A
from planforge.office.pptx.row_blocks import CLOSING, OPENING, RowDirective
from planforge.office.pptx.text_compile import paragraph_text
from planforge.office.problems import BAD_TABLE, Place, Problems
from planforge.office.tags import OpenTag, block_word, scan


@dataclass(slots=True)
class ColumnLoop:
    """The directives of a column, outermost first: each with its first word, source and place."""

    directives: list[tuple[str, str, Place]]

    @property
    def repeats(self) -> bool:
        """True when one of them is a loop."""
        return any(word == "for" for word, _, _ in self.directives)


def read_directives(
    rows: Sequence[etree._Element], count: int, place: Place, problems: Problems
) -> tuple[list[list[RowDirective]], list[ColumnLoop | None]]:
    """The directives of each row and each column, which are taken out of the cells."""
    by_row: list[list[RowDirective]] = []
    loops: list[ColumnLoop | None] = [None] * count
    for r, row in enumerate(rows, 1):
        by_row.append([])
        for c, cell in enumerate(row.findall(f"{A}tc"), 1):
            found = _taken(cell, replace(place, part=f"cell R{r}C{c}"))
            by_row[-1] += [item for kind, rest, here in found if kind == "row" and (item := _row_directive(rest, here, problems))]
            column = [entry for kind, rest, here in found if kind == "col" and (entry := _column_directive(rest, here, problems))]
            if column and c <= count:
                if loops[c - 1] is not None:
                    problems.add(BAD_TABLE, column[0][2], "this column repeats already")
                loops[c - 1] = ColumnLoop(column)
    return by_row, loops


def _taken(cell: etree._Element, place: Place) -> list[tuple[str, str, Place]]:
    """The row and column directives of a cell, which are taken out of its text."""
    found: list[tuple[str, str, Place]] = []
    for paragraph in list(cell.iter(f"{A}p")):
        try:
            tokens = scan(paragraph_text(paragraph))
        except OpenTag:
            continue
        own = []
        for token in reversed(tokens):
            word, rest = block_word(token.source) if token.kind == "control" else ("", "")
            if word in ("row", "col"):
                own.append((word, rest, replace(place, tag=token.raw)))
                _remove_characters(paragraph, token.start, token.end)
        found += own[::-1]
        if own and not paragraph_text(paragraph) and len(list(cell.iter(f"{A}p"))) > 1:
            parent = paragraph.getparent()
            assert parent is not None
            parent.remove(paragraph)
    return found


def _row_directive(rest: str, place: Place, problems: Problems) -> RowDirective | None:
    word, _ = block_word(rest)
    if word in (*OPENING, *CLOSING):
        return RowDirective(word, rest, place)
    problems.add(BAD_TABLE, place, "'row' is followed by 'for', 'if', 'endfor' or 'endif'")
    return None


def _column_directive(rest: str, place: Place, problems: Problems) -> tuple[str, str, Place] | None:
    word, _ = block_word(rest)
    if word in OPENING:
        return word, rest, place
    problems.add(BAD_TABLE, place, "'col' is followed by 'for' or 'if'")
    return None


def _remove_characters(paragraph: etree._Element, start: int, end: int) -> None:
    """Takes the characters of a tag out of the runs of a paragraph."""
    position = 0
    for child in list(paragraph):
        if child.tag == f"{A}r":
            text = child.find(f"{A}t")
            if text is None:
                continue
            length = len(text.text or "")
            first, last = max(start - position, 0), min(end - position, length)
            if first < last:
                text.text = (text.text or "")[:first] + (text.text or "")[last:]
                if not text.text:
                    _give_format(child, paragraph)
            position += length
        elif child.tag in (f"{A}br", f"{A}fld"):
            if start <= position < end:
                paragraph.remove(child)
            position += 1


def _give_format(run: etree._Element, paragraph: etree._Element) -> None:
    """Removes an emptied run; when it was the last one, its format becomes the paragraph's end format."""
    properties = run.find(f"{A}rPr")
    paragraph.remove(run)
    if properties is None or paragraph.find(f"{A}r") is not None or paragraph.find(f"{A}endParaRPr") is not None:
        return
    end = etree.SubElement(paragraph, f"{A}endParaRPr")
    for key, value in properties.attrib.items():
        end.set(key, value)
    for child in list(properties):
        end.append(child)
