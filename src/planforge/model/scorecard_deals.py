"""Scores of single deals, of who can contribute what, of goals and of what the team asks for."""

from __future__ import annotations

from dataclasses import dataclass

from planforge.model.action import ResourceRequest
from planforge.model.codes import Answer, Cover, FunnelStage, GoalStatus, QuestionGroup, Verdict
from planforge.model.deal import Capability, DealGate
from planforge.model.deal_roles import DealRoles
from planforge.model.opportunity import Objective, Opportunity


@dataclass(frozen=True, slots=True, kw_only=True)
class DealGroup:
    """One of the four groups of questions about a deal. What is not answered counts as open."""

    group: QuestionGroup
    yes: int
    no: int
    open: int
    verdict: Verdict | None = None

    @property
    def points(self) -> int:
        """Plus marks less minus marks."""
        return self.yes - self.no


@dataclass(frozen=True, slots=True, kw_only=True)
class DealReview:
    """What the twenty questions and ten gates say about one deal.

    Attributes:
        place: 1 to 3, the deal's column in the workbook.
        id: as entered; empty when the column has answers and no deal.
        opportunity: the deal of that id, None when the pipeline has none.
        groups: points of the questions by group, in the order of the questions.
        verdict: None while no question is answered.
        stage: the last part of the funnel all of whose gates are yes.
        gates, passed: how many gates there are and how many are yes.
        blocking: the first gate that is not yes; None when all are, or when no gate is answered.
        blocking_answer: no, or open, which an unanswered gate is too.
    """

    place: int
    id: str
    opportunity: Opportunity | None
    groups: tuple[DealGroup, ...]
    verdict: Verdict | None
    stage: FunnelStage | None
    gates: int
    passed: int
    blocking: DealGate | None
    blocking_answer: Answer | None
    has_gates: bool = False

    @property
    def yes(self) -> int:
        """Plus marks over all questions."""
        return sum(group.yes for group in self.groups)

    @property
    def no(self) -> int:
        """Minus marks over all questions."""
        return sum(group.no for group in self.groups)

    @property
    def open(self) -> int:
        """Open questions over all groups."""
        return sum(group.open for group in self.groups)

    @property
    def weakest(self) -> DealGroup | None:
        """The group with the fewest points, the first of them."""
        return min(self.groups, key=lambda group: group.points, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class DealScores:
    """The deals that were assessed, in workbook order, and those that have a sheet of their own, each with the people in it."""

    reviews: tuple[DealReview, ...] = ()
    sheets: tuple[Opportunity, ...] = ()
    roles: tuple[DealRoles, ...] = ()

    def roles_of(self, opportunity: Opportunity) -> DealRoles:
        """The people of a deal that has a sheet."""
        return next((roles for deal, roles in zip(self.sheets, self.roles, strict=True) if deal is opportunity), DealRoles())

    def review_of(self, opportunity: Opportunity) -> DealReview | None:
        """The assessment of a deal."""
        return next((review for review in self.reviews if review.opportunity is opportunity), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class CapabilityScore:
    """One need of the project against our best unit and the best rival, on the 1 to 3 scale; None is unknown, never 0.

    Attributes:
        best_places: the units, 0 to 8, whose mark is `best`.
        cover: met, short, or open while an unknown mark may still decide.
        behind: True when the rival's mark is above our best; None while either is unknown.
    """

    number: int
    capability: Capability
    need: int | None
    best: int | None
    best_places: tuple[int, ...]
    rival: int | None
    cover: Cover
    behind: bool | None

    @property
    def gap(self) -> int:
        """Marks missing to the need; 0 unless the need is short."""
        return (self.need or 0) - (self.best or 0) if self.cover is Cover.SHORT else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CapabilityScores:
    """The capability matrix.

    Attributes:
        places: the units, 0 to 8, that have a name or a mark.
        combination: the units that together meet as many needs as all do, as few as possible.
        combined: how many needs the combination meets.
    """

    rows: tuple[CapabilityScore, ...] = ()
    places: tuple[int, ...] = ()
    combination: tuple[int, ...] = ()
    combined: int = 0

    def count(self, cover: Cover) -> int:
        """How many needs are met, short or open."""
        return sum(1 for row in self.rows if row.cover is cover)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalScore:
    """A goal on a day.

    Attributes:
        progress: share of the way from baseline to target; None while it cannot be told.
        gap: what is missing to the target in the measure's unit, not below 0.
        per_month: how much a month would close the gap by the due date.
    """

    number: int
    goal: Objective
    status: GoalStatus
    progress: float | None = None
    gap: float | None = None
    per_month: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalScores:
    """The goals in workbook order."""

    goals: tuple[GoalScore, ...] = ()

    @property
    def on_track(self) -> int:
        """How many are reached or on track."""
        return sum(1 for score in self.goals if score.status in (GoalStatus.REACHED, GoalStatus.ON_TRACK))


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestScore:
    """A request with the open deal it enables and that deal's weighted value."""

    request: ResourceRequest
    opportunity: Opportunity | None = None

    @property
    def weighted(self) -> float | None:
        """The deal's weighted value, in the workbook's unit."""
        return self.opportunity.weighted if self.opportunity else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceScores:
    """What the team asks for and what it enables. A deal that several requests enable counts once.

    Attributes:
        cost, fte: sums; None when no request has one.
        enabled: weighted value of the deals; None when no request has a deal with a weighted value.
        ratio: enabled / cost.
    """

    requests: tuple[RequestScore, ...] = ()
    cost: float | None = None
    fte: float | None = None
    enabled: float | None = None
    ratio: float | None = None

    @property
    def without_return(self) -> int:
        """How many requests name no deal with a weighted value."""
        return sum(1 for score in self.requests if score.weighted is None)
