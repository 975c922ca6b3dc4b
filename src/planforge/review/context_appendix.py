"""What the appendix about the review itself shows: AX2 rules and definitions, AX3 completeness and trace."""

from __future__ import annotations

from dataclasses import dataclass

from planforge.office.rich import Rich, Text
from planforge.review.context_base import Lead, SlideText
from planforge.review.context_process import QualityPage


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRow:
    """A row of the status rules: section and the condition for on track, watch, off track."""

    section: Text
    on_track: str
    watch: str
    off_track: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodRow:
    """A scale, framework or rule of the method, with the values in force. `slide` is the id of a slide that shows it."""

    measure: Text
    rule: str
    slide: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicPage:
    """A topic of the definitions, with a title of its own."""

    slide: SlideText
    name: Text
    rows: tuple[MethodRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinitionsSlide:
    """AX2. Status rules in force, measures and keys; the topics follow on slides of their own."""

    slide: SlideText
    rules: tuple[RuleRow, ...]
    measures: tuple[Lead, ...]
    keys: tuple[Rich, ...]
    topics: tuple[TopicPage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletenessRow:
    """Completeness of one sheet."""

    sheet: str
    required: str
    filled: str
    share: str
    findings: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceRow:
    """One figure of the deck, what was shown and the cells it came from. `slide` is a slide id."""

    slide: str
    figure: str
    shown: str
    cells: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceSlide:
    """AX3. `rows` are the figures of slides 2, 7 and 15; plan quality has a page of its own."""

    slide: SlideText
    quality: QualityPage
    completeness: tuple[CompletenessRow, ...]
    total: CompletenessRow
    rows: tuple[TraceRow, ...]
    file: str
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceRecord:
    """A figure shown in the deck: for notes, the appendix and the consolidated workbook."""

    slide: str
    label: str
    shown: str
    value: float | None
    unit: str
    rule: str
    file: str
    cells: str
