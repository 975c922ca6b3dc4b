"""What the slides about satisfaction, value and strategy show: A11, A13, A14, AX14, AX15."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planforge.office.rich import ChartData, Rich, Text
from planforge.review.context_base import EmptyState, SlideText


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowBox:
    """A box of four: its name, what to do about it, how many items it holds, those shown, and a line that tells of the rest."""

    name: Text
    note: str
    count: str
    tone: str
    items: tuple[str, ...]
    more: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """What we do about an item of the satisfaction window."""

    change: Rich
    item: str
    owner: Text
    due: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class SatisfactionSlide:
    """A13. `boxes` row by row: wanted and given, wanted only, given only, neither. `unit` says how they are counted and ranked.

    `more` tells how many kept items are not listed.
    """

    slide: SlideText
    empty: EmptyState | None
    unit: str
    boxes: tuple[WindowBox, ...]
    rows: tuple[Text, ...]
    columns: tuple[Text, ...]
    changes: tuple[ChangeRow, ...]
    more: str
    takeaway: Text
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StageStep:
    """A stage of the relationship. `state` is passed, now, between, target or plain; `note` stands above it."""

    label: Text
    state: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRow:
    """A function of ours facing one of theirs; `fill` shades the level there is."""

    ours: str
    theirs: str
    level: Text
    fill: str
    wanted: Text
    gap: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class StageActionRow:
    """A principal action towards the target stage."""

    action: str
    owner: Text
    due: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class StageSlide:
    """A11. `shows` says what the contacts show, `evidence` on what the claim rests; `actions_unit` tells of actions beyond six."""

    slide: SlideText
    empty: EmptyState | None
    steps: tuple[StageStep, ...]
    shows: Text
    evidence: Text
    patterns_alt: str
    pairs: tuple[PairRow, ...]
    pairs_unit: str
    actions: tuple[StageActionRow, ...]
    actions_unit: str
    takeaway: Text
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadmapBar:
    """An initiative. `state` is planned, running or done; without a start it is a milestone, without an end it has no place."""

    label: Text
    start: date | None
    end: date | None
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadmapLane:
    """A priority of the customer: what it is worth to them, our proposition and its proof, at most two initiatives."""

    priority: str
    need: Text
    proposition: str
    proof: Text
    bars: tuple[RoadmapBar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarters:
    """The quarters of a roadmap: first and last day, the as-of day, one name per quarter."""

    first: date
    last: date
    today: date | None
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadmapPage:
    """One slide of the roadmap, at most four lanes; `heads` name its three columns, `states` the looks of its bars."""

    slide: SlideText
    heads: tuple[Text, ...]
    states: tuple[tuple[str, Text], ...]
    lanes: tuple[RoadmapLane, ...]
    quarters: Quarters
    takeaway: Text
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadmapSlides:
    """A14, one page or more; none without a roadmap."""

    pages: tuple[RoadmapPage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SwotSlide:
    """AX14. `boxes` row by row: strengths, weaknesses, opportunities, threats."""

    slide: SlideText
    boxes: tuple[WindowBox, ...]
    rows: tuple[Text, ...]
    columns: tuple[Text, ...]
    takeaway: Text
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RivalRow:
    """A rival here, what it threatens, and our counter move."""

    rival: str
    position: str
    threat: str
    counter: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkEnd:
    """A box of the link diagram: what it says, and a line below. `flagged` boxes have nothing at the other side."""

    text: Text
    note: Text
    flagged: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WinningSlide:
    """AX15. `links` lead from a customer goal to a strategy, by their places among those shown.

    `chart` compares suppliers by their weighted marks; None without marks, or where the rivals leave no room.
    """

    slide: SlideText
    rivals: tuple[RivalRow, ...]
    chart: ChartData | None
    chart_alt: str
    goals: tuple[LinkEnd, ...]
    strategies: tuple[LinkEnd, ...]
    links: tuple[tuple[int, int], ...]
    heads: tuple[Text, Text]
    takeaway: Text
    alt: str
