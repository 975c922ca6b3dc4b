"""What a table style says about a cell's fill and text colour."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from planforge.office.contrast import Colour, Palette
from planforge.office.lint_pages import Item
from planforge.office.markup import A
from planforge.office.package import parse_xml

_PLAIN = frozenset(("", "{2D5ABB26-0587-4C30-8999-92F81FD0307C}", "{5940675A-B579-460E-94D1-54222C63F5DA}"))
"""The styles without any fill: No Style, with and without grid."""


def _on(element: etree._Element | None, flag: str) -> bool:
    return element is not None and element.get(flag) in ("1", "true")


class TableLooks:
    """The table styles of a presentation. A built-in style that the file does not spell out gives no answer."""

    def __init__(self, parts: Mapping[str, bytes], styles_part: str) -> None:
        root = parse_xml(parts[styles_part]) if styles_part in parts else None
        found = root.iterfind(f"{A}tblStyle") if root is not None else ()
        self._styles = {str(style.get("styleId")).upper(): style for style in found}

    def fill(self, item: Item, cell: etree._Element, colours: Palette) -> tuple[Colour, ...] | None:
        """The colours that may fill a cell without a fill of its own; empty for none, None when the style is not known."""
        style = self._style(item)
        if style is None:
            return () if _style_id(item) in _PLAIN else None
        for part in _parts(item, cell):
            holder = style.find(f"{A}{part}/{A}tcStyle")
            fill = holder.find(f"{A}fill") if holder is not None else None
            if fill is not None and len(fill):
                colour = colours.colour(fill[0])
                return (colour,) if colour is not None else () if fill[0].tag == f"{A}noFill" else None
            if holder is not None and holder.find(f"{A}fillRef") is not None:
                return None
        return ()

    def text(self, item: Item, cell: etree._Element, colours: Palette) -> Colour | None:
        """The colour that the style gives the text of a cell; None when it gives none."""
        style = self._style(item)
        if style is None:
            return None
        texts = (style.find(f"{A}{part}/{A}tcTxStyle") for part in _parts(item, cell))
        return next((colour for text in texts if (colour := colours.colour(text)) is not None), None)

    def _style(self, item: Item) -> etree._Element | None:
        return self._styles.get(_style_id(item))


def _style_id(item: Item) -> str:
    table = item.table
    return (table.findtext(f"{A}tblPr/{A}tableStyleId") or "").strip().upper() if table is not None else ""


def _parts(item: Item, cell: etree._Element) -> Iterator[str]:
    """The parts of a style that count for a cell, strongest first."""
    table, row = item.table, cell.getparent()
    assert table is not None
    assert row is not None
    flags, rows = table.find(f"{A}tblPr"), table.findall(f"{A}tr")
    cells = row.findall(f"{A}tc")
    if _on(flags, "firstRow") and row is rows[0]:
        yield "firstRow"
    if _on(flags, "lastRow") and row is rows[-1]:
        yield "lastRow"
    if _on(flags, "firstCol") and cell is cells[0]:
        yield "firstCol"
    if _on(flags, "lastCol") and cell is cells[-1]:
        yield "lastCol"
    if _on(flags, "bandRow"):
        yield "band1H" if (rows.index(row) - _on(flags, "firstRow")) % 2 == 0 else "band2H"
    yield "wholeTbl"
