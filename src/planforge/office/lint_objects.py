"""What `template check` finds about the objects of a slide: titles, alt text, places, SmartArt, animations, fixed colours, tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from lxml import etree

from planforge.office.contrast import FIXED, fixed_colour
from planforge.office.lint_pages import Item, Page
from planforge.office.lint_rules import (
    ANIMATED,
    FILLED_BAND,
    FIXED_COLOUR,
    NO_ALT_TEXT,
    NO_TITLE,
    OFF_SLIDE,
    SMALL_ANCHOR,
    SMART_ART,
)
from planforge.office.markup import A, P
from planforge.office.package import parse_xml
from planforge.office.pptx.alt_text import EMU_PER_INCH, properties_of
from planforge.office.pptx.inherit import Box
from planforge.office.pptx.text_compile import paragraph_text
from planforge.office.problems import Place, Problems
from planforge.office.tags import OpenTag, block_word, scan

CHART_MINIMUM = (1.2, 0.55)
"""Smallest width and height in inches of a chart that can be read, on a page 7.5 inches high: two bars with labels still are."""
_ROOM_ROWS = 2
_SLACK = round(0.05 * EMU_PER_INCH)  # how far content may stand over the edge
_CONTENT_END = 6.62 / 7.5  # where the body of a slide ends, as a share of its height, as for paging
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_PICTURE_ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".emf", ".wmf", ".bmp", ".tif", ".tiff")
_WRITTEN_BY_OFFICE = ("description automatically generated", "a picture containing", "ai-generated content may be incorrect")
_UNTHEMED = frozenset(f"{A}{name}" for name in ("effectLst", "effectDag", "scene3d", "sp3d", "blip", "extLst", "endParaRPr"))
"""Elements whose colours PowerPoint writes itself (shadows), belong to a picture, or colour no character."""
_CELL_FILLS = tuple(f"{A}{name}" for name in ("solidFill", "gradFill", "pattFill", "blipFill"))


def check_page(page: Page, parts: Mapping[str, bytes], problems: Problems) -> None:
    """Everything about the objects of a page."""
    if not page.title:
        problems.add(NO_TITLE, Place(page.number), "the slide has no title")
    animated = {str(e.get("spid")) for e in page.root.iter(f"{P}spTgt")}
    for item in page.items:
        _alt_text(item, problems)
        _on_slide(page, item, problems)
        _smart_art(item, problems)
        _animation(item, animated, problems)
        _fixed_colours(page, item, parts, problems)
        _table(page, item, problems)
        _chart(page, item, problems)
    background = page.root.find(f"{P}cSld/{P}bg")
    if background is not None:
        _report_colours(list(_colours(background)), Place(page.number, part="background"), problems)


def _alt_text(item: Item, problems: Problems) -> None:
    if item.kind != "pic" and not item.chart:
        return
    properties = properties_of(item.element)
    if properties is None or any(e.get("val") in ("1", "true") for e in properties.iter(_DECORATIVE)) or "component" in item.block:
        return
    what = "chart" if item.chart else "picture"
    attributes = [name for name in ("descr", "title") if name != item.block.attribute]
    text = item.block.lines.get("alt", "") or next((t for name in attributes if (t := (properties.get(name) or "").strip())), "")
    if not text:
        problems.add(NO_ALT_TEXT, item.place, f"the {what} has no alt text")
    elif text.lower().endswith(_PICTURE_ENDINGS) and " " not in text:
        problems.add(NO_ALT_TEXT, item.place, f"the alt text of the {what} is only a file's name: {text}")
    elif any(words in text.lower() for words in _WRITTEN_BY_OFFICE):
        problems.add(NO_ALT_TEXT, item.place, f"the alt text of the {what} was written by Office: {text.splitlines()[0]}")


def _on_slide(page: Page, item: Item, problems: Problems) -> None:
    box, (wide, high) = item.box, page.size
    if box is None or item.groups:
        return
    if box.x >= wide or box.y >= high or box.x + box.w <= 0 or box.y + box.h <= 0:
        problems.add(OFF_SLIDE, item.place, "it lies beside the slide")
        return
    over = max(-box.x, -box.y, box.x + box.w - wide, box.y + box.h - high)
    if over > _SLACK and _has_content(item):
        problems.add(OFF_SLIDE, item.place, f"it runs over the slide's edge by {over / EMU_PER_INCH:.2f} inches")


def _has_content(item: Item) -> bool:
    """Ornaments may bleed over the edge; texts, tables, charts and frames may not."""
    return item.kind == "graphicFrame" or "component" in item.block or any(paragraph_text(p).strip() for p in item.element.iter(f"{A}p"))


def _smart_art(item: Item, problems: Problems) -> None:
    if item.data is not None and (item.data.get("uri") or "").endswith("/diagram"):
        problems.add(SMART_ART, item.place, "it is SmartArt, which cannot take data")


def _animation(item: Item, animated: set[str], problems: Problems) -> None:
    properties = properties_of(item.element)
    key = next((key for key in ("if", "for") if key in item.block), "")
    inside = {str(e.get("id")) for e in item.element.iter(f"{P}cNvPr")} if properties is not None and key else set()
    if key and inside & animated:
        problems.add(ANIMATED, replace(item.place, part="alt text", tag=f"{key}: {item.block.lines[key]}"), "the shape is animated")


# ------------------------------------------------------------ colours


def _fixed_colours(page: Page, item: Item, parts: Mapping[str, bytes], problems: Problems) -> None:
    if item.kind == "grpSp":
        found = [c for child in item.element.iterchildren(f"{P}grpSpPr") for c in _colours(child)]
    else:
        found = list(_colours(item.element))
    chart = page.target(item.chart) if item.chart else ""
    if chart in parts:
        found += _colours(parse_xml(parts[chart]))
    _report_colours(found, item.place, problems)


def _colours(holder: etree._Element) -> Iterator[str]:
    """The fixed colours in an element, without those of shadows and pictures."""
    for child in holder:
        if child.tag in FIXED:
            yield str(fixed_colour(child) or child.get("val"))
        elif child.tag not in _UNTHEMED:
            yield from _colours(child)


def _report_colours(found: list[str], place: Place, problems: Problems) -> None:
    if found:
        names = ", ".join(dict.fromkeys(found))
        problems.add(FIXED_COLOUR, place, f"{'the colours' if ',' in names else 'the colour'} {names} {_do(names)} not come from the theme")


def _do(names: str) -> str:
    return "do" if "," in names else "does"


# ------------------------------------------------------------ tables and charts


def _chart(page: Page, item: Item, problems: Problems) -> None:
    if not item.chart or item.box is None:
        return
    wide, high = item.box.w / EMU_PER_INCH, item.box.h / EMU_PER_INCH
    least_wide, least_high = (side * page.scale for side in CHART_MINIMUM)
    if wide < least_wide or high < least_high:
        least = f"{least_wide:.3g} x {least_high:.3g}"
        problems.add(SMALL_ANCHOR, item.place, f"the chart is {wide:.2f} x {high:.2f} inches; it needs {least} to be read")


def _table(page: Page, item: Item, problems: Problems) -> None:
    if item.table is None:
        return
    _filled_bands(item, item.table, problems)
    if item.box is not None:
        _room(page, item, item.table, item.box, problems)


def _filled_bands(item: Item, table: etree._Element, problems: Problems) -> None:
    flags = table.find(f"{A}tblPr")

    def on(name: str) -> bool:
        return flags is not None and flags.get(name) in ("1", "true")

    if not on("bandRow"):
        return
    rows = table.findall(f"{A}tr")
    first, last = int(on("firstRow")), len(rows) - on("lastRow")
    filled = [
        f"R{r}C{c}"
        for r, row in enumerate(rows, 1)
        for c, cell in enumerate(row.findall(f"{A}tc"), 1)
        if first < r <= last and any(cell.find(f"{A}tcPr/{fill}") is not None for fill in _CELL_FILLS)
    ]
    if filled:
        shown = ", ".join(filled[:4]) + (f" and {len(filled) - 4} more" if len(filled) > 4 else "")
        problems.add(FILLED_BAND, item.place, f"{shown} {'has a fill' if len(filled) == 1 else 'have fills'} in a table with banded rows")


def _room(page: Page, item: Item, table: etree._Element, box: Box, problems: Problems) -> None:
    """A repeating table needs room for what stands above its first repeated row, and two such rows, or one when it never has more."""
    rows = table.findall(f"{A}tr")
    first = next((number for number, row in enumerate(rows) if _repeats(row)), None)
    if first is None:
        return
    heights = [int(row.get("h") or 0) for row in rows]
    most = min(_ROOM_ROWS, int(item.block.number("rows"))) if "rows" in item.block else _ROOM_ROWS
    needs = sum(heights[:first]) + most * heights[first]
    below = [
        other.box.y
        for other in page.items
        if other is not item and other.box is not None and not other.groups and _is_under(other.box, box)
    ]
    free = item.block.number("bottom") * EMU_PER_INCH if "bottom" in item.block else min([*below, page.size[1] * _CONTENT_END])
    if free - box.y < needs - _SLACK:
        has, wanted = max(free - box.y, 0) / EMU_PER_INCH, needs / EMU_PER_INCH
        problems.add(
            SMALL_ANCHOR,
            item.place,
            f"the table has {has:.2f} inches; its header and {'two rows' if most > 1 else 'its row'} need {wanted:.2f}",
        )


def _is_under(other: Box, box: Box) -> bool:
    return other.y > box.y and other.y >= box.y + box.h and other.x < box.x + box.w and other.x + other.w > box.x


def _repeats(row: etree._Element) -> bool:
    """True when a row begins a `row for`."""
    for paragraph in row.iter(f"{A}p"):
        try:
            tokens = scan(paragraph_text(paragraph))
        except OpenTag:
            continue
        for token in tokens:
            word, rest = block_word(token.source) if token.kind == "control" else ("", "")
            if word == "row" and block_word(rest)[0] == "for":
                return True
    return False
