"""What the calls of a compiled program refer to by number: plain values, made once for a template."""

from __future__ import annotations

from dataclasses import dataclass, field

from planforge.office.package import Relationship
from planforge.office.pptx.chart_program import ChartTables, TitledChart
from planforge.office.pptx.charts import CompiledChart
from planforge.office.pptx.frames import FrameStyle
from planforge.office.pptx.images import PictureStyle
from planforge.office.pptx.repeat import RepeatStyle
from planforge.office.pptx.table_compile import TableTables
from planforge.office.pptx.text_compile import Tables


@dataclass(slots=True)
class SlideStyle:
    """A compiled slide: its part, relationships, notes and charts by relationship id. `last_id` is its highest shape id.

    `links` are its links whose target comes from data: shape name, and element with U+0004 for the relationship id.
    """

    number: int
    part: str
    relationships: tuple[Relationship, ...]
    ident: str = ""
    last_id: int = 1
    notes: str = ""
    charts: dict[str, CompiledChart | TitledChart] = field(default_factory=dict)
    links: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Numbered:
    """Everything that the calls of a program refer to by number.

    `offsets` are corners in EMU of shapes that repeat, `fills` the XML before and after a fill and the shape's own one.
    """

    statics: list[str] = field(default_factory=list)
    texts: Tables = field(default_factory=lambda: Tables([], [], [], [], []))
    tables: TableTables = field(default_factory=lambda: TableTables([], [], [], []))
    frames: list[FrameStyle] = field(default_factory=list)
    charts: ChartTables = field(default_factory=ChartTables)
    overflows: list[str] = field(default_factory=list)
    slides: list[SlideStyle] = field(default_factory=list)
    repeats: list[RepeatStyle] = field(default_factory=list)
    pictures: list[PictureStyle] = field(default_factory=list)
    offsets: list[tuple[int, int]] = field(default_factory=list)
    fills: list[tuple[str, str, str]] = field(default_factory=list)
