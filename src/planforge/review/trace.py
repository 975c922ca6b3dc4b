"""The trace of a deck: every figure shown, with its raw value, its rule and the cells it came from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from planforge.model.record import Record
from planforge.model.scorecard import Score
from planforge.review.context_appendix import TraceRecord
from planforge.values import CellRef, RangeRef, covering_ranges


def cells_of(records: Iterable[Record], *names: str) -> tuple[CellRef, ...]:
    """The cells of the records' fields that hold a value; without names of every field."""
    found: list[CellRef] = []
    for record in records:
        for name in names or record.cells:
            cell = record.cells.get(name)
            if cell is not None and getattr(record, name, None) is not None:
                found.append(cell)
    return tuple(found)


def ranges_of(*groups: Iterable[CellRef | None]) -> tuple[RangeRef, ...]:
    """One rectangle per group and sheet, in order, without repeats."""
    found: dict[RangeRef, None] = {}
    for group in groups:
        for area in covering_ranges(cell for cell in group if cell is not None):
            found[area] = None
    return tuple(found)


def places(cells: Iterable[CellRef | None]) -> str:
    """Cells as one text, `Pipeline!A7:L12; Financials!E9`."""
    cells = [cell for cell in cells if cell is not None]
    if len(cells) == 1:
        return str(cells[0])
    return "; ".join(str(area) for area in ranges_of(cells))


@dataclass(slots=True)
class Trace:
    """Collects the figures of one deck while it is composed, in slide order of composition."""

    file: str
    records: list[TraceRecord] = field(default_factory=list)

    def add(
        self,
        slide: str,
        label: str,
        shown: str,
        value: float | None,
        unit: str,
        rule: str = "",
        cells: Iterable[CellRef | None] = (),
        file: str = "",
    ) -> str:
        """Notes a figure and returns the shown text; a missing value is shown but has nothing to trace."""
        if value is not None:
            self.records.append(
                TraceRecord(
                    slide=slide, label=label, shown=shown, value=value, unit=unit, rule=rule, file=file or self.file, cells=places(cells)
                )
            )
        return shown

    def score(self, slide: str, label: str, shown: str, score: Score, rule: str) -> str:
        """Notes a figure that is a score; its cells are its own or those of its parts."""
        cells = score.cells or tuple(cell for part in score.parts for cell in part.cells)
        return self.add(slide, label, shown, score.value, score.unit, rule, cells)

    def of(self, slide: str) -> tuple[TraceRecord, ...]:
        """The figures of one slide."""
        return tuple(record for record in self.records if record.slide == slide)
