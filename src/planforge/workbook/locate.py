"""Finds the sheets and blocks of a spec in a workbook, wherever people have moved them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from planforge.spec.schema import BlockKind, WorkbookSpec
from planforge.workbook.forms import Labelled, find_labels, located_form, located_grid
from planforge.workbook.labels import BlockLabels, SheetLabels, labels_of, sheet_keys
from planforge.workbook.read import RawSheet, RawWorkbook
from planforge.workbook.tables import Header, find_headers, located_table
from planforge.workbook.view import Located, View

CONTENT_ROWS: Final = 60
"""Rows in which the headers of a sheet with an unknown name are looked for."""


@dataclass(frozen=True, slots=True)
class Locations:
    """What was found of a spec: the blocks by key, and the workbook's sheet for each sheet of the spec."""

    blocks: Mapping[str, Located]
    sheets: Mapping[str, RawSheet]


def locate(raw: RawWorkbook, spec: WorkbookSpec) -> Locations:
    """The places of all blocks. Sheets are found by name or alias, else by the headers they hold."""
    views = [View(sheet) for sheet in raw.sheets]
    wanted = [sheet for sheet in labels_of(spec) if sheet.blocks]
    found = _by_name(views, labels_of(spec))
    located = {sheet.spec.key: tuple(_locate_blocks(found[sheet.spec.key], sheet.blocks)) for sheet in wanted if sheet.spec.key in found}
    lost = [sheet for sheet in wanted if not located.get(sheet.spec.key)]
    for sheet, view in _by_content(views, lost, found):
        found[sheet.spec.key] = view
        located[sheet.spec.key] = tuple(_locate_blocks(view, sheet.blocks))
    blocks = {item.labels.spec.key: item for sheet in wanted for item in located.get(sheet.spec.key, ())}
    return Locations(blocks, {key: view.sheet for key, view in found.items()})


def _by_name(views: Sequence[View], wanted: Sequence[SheetLabels]) -> dict[str, View]:
    """Sheets found by name: the exact spelling first, then looser ones; of two alike a visible sheet goes before a hidden one."""
    keys = {name: sheet.spec.key for sheet in reversed(wanted) for name in sheet.names}
    found: dict[str, View] = {}
    free = sorted(views, key=lambda view: view.sheet.hidden)
    for step in range(4):
        left = []
        for view in free:
            names = sheet_keys(view.sheet.name)
            key = keys.get(names[step]) if step < len(names) else None
            if key is None or key in found:
                left.append(view)
            else:
                found[key] = view
        free = left
    return found


def _by_content(views: Sequence[View], wanted: Sequence[SheetLabels], found: Mapping[str, View]) -> list[tuple[SheetLabels, View]]:
    """Pairs lost sheets of the spec with the unnamed sheets whose headers fit best; at least half of the fields must be there."""
    free = [view for view in views if not any(view is taken for taken in found.values())]
    shallow = [View(view.sheet, CONTENT_ROWS) for view in free]
    scores = []
    for order, sheet in enumerate(wanted):
        total = sum(len(block.spec.fields) for block in sheet.blocks)
        for position, view in enumerate(shallow):
            hits = _recognised(view, sheet.blocks)
            if hits >= 2 and 2 * hits >= total:
                scores.append((-hits / total, -hits, order, position))
    pairs: dict[int, int] = {}
    for _, _, order, position in sorted(scores):
        if order not in pairs and position not in pairs.values():
            pairs[order] = position
    return [(wanted[order], free[position]) for order, position in sorted(pairs.items())]


def _recognised(view: View, blocks: Sequence[BlockLabels]) -> int:
    """How many fields of the blocks have a header or label on a sheet."""
    headers, labelled = _split(view, blocks)
    return sum(len(header.columns) for header in headers) + sum(len(item.places) for item in labelled)


def _split(view: View, blocks: Sequence[BlockLabels]) -> tuple[list[Header], list[Labelled]]:
    """The headers of the tables on a sheet, and the labels of its forms and grids."""
    headers = find_headers(view, [block for block in blocks if block.spec.kind is BlockKind.TABLE])
    rows = {header.row for header in headers}
    others = [find_labels(view, block, rows) for block in blocks if block.spec.kind is not BlockKind.TABLE]
    return headers, [item for item in others if item is not None]


def _locate_blocks(view: View, blocks: Sequence[BlockLabels]) -> Iterator[Located]:
    headers, labelled = _split(view, blocks)
    borders = [header.border for header in headers] + [item.border for item in labelled]
    for header in headers:
        yield located_table(view, header, [b for b in borders if b.row > header.row and b.left <= header.right and header.left <= b.right])
    for item in labelled:
        yield located_grid(view, item) if item.labels.spec.kind is BlockKind.GRID else located_form(view, item, blocks)
