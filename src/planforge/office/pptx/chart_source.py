"""A chart of a template as it was read: its tree, where its data stand, and the workbook behind it."""

from __future__ import annotations

from dataclasses import dataclass

from planforge.office.pptx.chart_block import Block, block_of
from planforge.office.pptx.chart_book import Book, open_book
from planforge.office.pptx.chart_compile import parsed_chart, plots_of
from planforge.office.pptx.chart_reader import C, Element


@dataclass(frozen=True, slots=True)
class ChartSource:
    """A chart before it is compiled.

    Attributes:
        root: the chart part, with its title linked to no cell.
        block: where its data stand; None when that cannot be told.
        book: the workbook behind it; None when there is none or its data do not stand in it.
        linked: the workbook stands outside the file.
        warning: what is wrong with the workbook, as half a sentence; empty when all is well.
    """

    root: Element
    block: Block | None
    book: Book | None
    linked: bool = False
    warning: str = ""


def read_chart(chart_xml: bytes, workbook: bytes | None, linked: bool = False) -> ChartSource:
    """Reads a chart part and its workbook.

    Raises:
        UnfitChart: the chart or its workbook is of a kind that cannot take data.
    """
    root = parsed_chart(chart_xml)
    block = block_of(series for plot in plots_of(root) for series in plot.findall(f"{C}ser"))
    if workbook is not None:
        book = open_book(workbook, block.sheet) if block is not None else None
        return ChartSource(root, block, book)
    if linked:
        return ChartSource(root, block, None, True, "its workbook stands outside the presentation, so “Edit data” shows other figures")
    for element in root.findall(f"{C}externalData"):
        root.remove(element)
    return ChartSource(root, block, None, False, "it has no workbook, so “Edit data” does not work")
