"""What the slides of work show: A15 pipeline, A18 risks and their sources, A19 actions and their support, A21 decisions."""

from __future__ import annotations

from dataclasses import dataclass

from planforge.office.rich import ChartData, Rich, Text
from planforge.review.context_account import HeatCell
from planforge.review.context_base import ChevronStep, EmptyState, Lead, SlideText, Timeline
from planforge.review.context_process import ColumnRow


@dataclass(frozen=True, slots=True, kw_only=True)
class DealRow:
    """A row of the pipeline table. `name` is id (muted) and name."""

    name: Rich
    stage: str
    close: str
    value: str
    probability: str
    weighted: str
    profit: str
    next_step: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class PipelineSlide:
    """A15. `bridge` is a waterfall: series Base, Value, Label and Connector 1..n (like `Connector`).

    `stages` are the open sales stages as chevrons above a table whose heads are `stage_counts`; all empty without an open deal.
    """

    slide: SlideText
    empty: EmptyState | None
    unit: str
    bridge: ChartData
    stages: tuple[ChevronStep, ...]
    stages_alt: str
    stage_head: str
    stage_counts: tuple[str, ...]
    stage_rows: tuple[ColumnRow, ...]
    rows: tuple[DealRow, ...]
    total: DealRow
    takeaway: Text
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """A group of risk sources with a cell for each level, highest first; its risks, and in words its sources never considered."""

    group: Text
    levels: tuple[HeatCell, ...]
    unrated: str
    points: str
    risks: str
    never: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskSources:
    """A18, its second table: where the risks come from. `levels` are the heads of the four zones, highest first."""

    slide: SlideText
    levels: tuple[Text, ...]
    rows: tuple[SourceRow, ...]
    takeaway: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportRow:
    """An open action with the customer contact it is done with and the support it asks for."""

    number: str
    action: str
    group: Text
    contact: str
    support: Text
    owner: Text
    due: Text
    serves: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportPage:
    """A19, its second table: which open action needs what support, from whom and by when."""

    slide: SlideText
    rows: tuple[SupportRow, ...]
    takeaway: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskMark:
    """A numbered chip of the matrix; probability and impact 1 to 3."""

    number: int
    probability: int
    impact: int
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskRow:
    """A row of the risk register."""

    number: str
    risk: Text
    zone: Rich
    trend: Rich
    mitigation: Text
    due: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class RisksSlide:
    """A18. `zones` are the four zone names, lowest first, `ranks` the zones of the sums from 2 to 6, `degrees` low, medium, high.

    `sources` is None while no risk has a source.
    """

    slide: SlideText
    empty: EmptyState | None
    zones: tuple[str, ...]
    ranks: tuple[int, ...]
    degrees: tuple[str, ...]
    marks: tuple[RiskMark, ...]
    rows: tuple[RiskRow, ...]
    takeaway: Text
    alt: str
    sources: RiskSources | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionRow:
    """A row of the action table. `group` is its workstream, else its type; empty when no action has either."""

    number: str
    action: str
    owner: Text
    due: Text
    status: Rich
    group: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionsSlide:
    """A19. `timeline.bars` run in step with `rows`; when the table continues, each page draws its own rows.

    `summary` counts the actions by type and owner; it is empty while no action has a type and the plan has no goals. `grouped` has the
    same rows by group, with their own timeline; it is empty when no action has a group. `support` is None while no open action names
    support or a contact.
    """

    slide: SlideText
    empty: EmptyState | None
    rows: tuple[ActionRow, ...]
    timeline: Timeline | None
    alt: str
    summary: Text = ""
    grouped: tuple[ActionRow, ...] = ()
    grouped_timeline: Timeline | None = None
    group_head: Text = ""
    support: SupportPage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRow:
    """A review question with the computed answer (● yes, ■ no, ○ open), the slide that shows it and what the answer rests on."""

    id: str
    question: str
    answer: Rich
    slide: str
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionCard:
    """A decision requested. `detail` is owner, date and effect in one line; `facts` owner, amount, date one by one."""

    number: int
    decision: str
    detail: str
    owner: str
    amount: str
    date: str
    effect: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionPage:
    """Up to four decision cards with the questions beside them."""

    slide: SlideText
    decisions: tuple[DecisionCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionsSlide:
    """A21. The same decision objects as A02, in pages of four; one page even without decisions.

    `verdicts` are the words over the boxes in which the reviewers answer each question; `follow_up` looks back and ahead.
    """

    slide: SlideText
    pages: tuple[DecisionPage, ...]
    questions: tuple[QuestionRow, ...]
    approve: str
    change: str
    reject: str
    none: str
    verdicts: tuple[Text, ...] = ()
    verdicts_alt: str = ""
    follow_up: tuple[Lead, ...] = ()
