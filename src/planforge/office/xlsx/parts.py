"""What the compiler of workbooks finds and the renderer fills."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from planforge.office.package import Member
from planforge.office.xlsx.charts import ChartPart, DrawingPart
from planforge.office.xlsx.expressions import Content
from planforge.office.xlsx.sheets import CompiledSheet
from planforge.office.xlsx.tables import TablePart


@dataclass(frozen=True)
class WorkbookParts:
    """What a compiled workbook consists of.

    Attributes:
        name: file name, for messages.
        members: parts that every result takes over unchanged, ready compressed.
        sheets: all worksheets in workbook order; `live` names the parts of those that are written anew.
        texts: compiled texts with tags outside cells (column names in formulas, headers, chart and drawing texts), as written.
        fed: (sheet, template row) of loops that charts draw, whose items are read twice.
        chart_targets: drawing part to relationship id to chart part.
        core: the core properties, whose language is set.
    """

    name: str
    members: Mapping[str, Member]
    sheets: tuple[CompiledSheet, ...]
    live: frozenset[str]
    tables: tuple[TablePart, ...]
    charts: tuple[ChartPart, ...]
    drawings: tuple[DrawingPart, ...]
    workbook: tuple[str, etree._Element]
    relations: Mapping[str, etree._Element]
    texts: Mapping[str, Content] = field(default_factory=dict)
    fed: frozenset[tuple[str, int]] = frozenset()
    chart_targets: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    core: bytes | None = None
    from_1904: bool = False
