"""Scores of the question bank, of whether an account deserves a plan, and of how we stand with the customer."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from planforge.model.business import Business, BusinessCuts, Segment, ValueBox
from planforge.model.codes import AccountClass, Status
from planforge.model.selection import FactorQuestion, SelectionCriterion
from planforge.model.standing import Benefit, SatisfactionScore, TrustRating


class AnswerState(StrEnum):
    """Whether a question is answered, and whether the answer is still fresh."""

    ANSWERED = "answered"
    STALE = "stale"
    BLANK = "blank"


class SelectionVerdict(StrEnum):
    """What the selection criteria say about an account."""

    PASSED = "passed"
    FAILED = "failed"
    KNOCKED_OUT = "knocked out"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionState:
    """A question of the bank on a day."""

    question: FactorQuestion
    state: AnswerState


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorAnswers:
    """The questions behind one factor. `answered` counts stale answers too."""

    factor: int
    questions: int
    answered: int
    stale: int
    rating: int | None = None

    @property
    def share(self) -> float:
        """Answered questions over questions."""
        return self.answered / self.questions if self.questions else 0.0

    @property
    def unfounded(self) -> bool:
        """True when the factor is rated although none of its questions is answered."""
        return self.rating is not None and self.answered == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionScores:
    """The question bank: every question in workbook order, and the counts by factor."""

    questions: tuple[QuestionState, ...] = ()
    factors: tuple[FactorAnswers, ...] = ()

    @property
    def answered(self) -> int:
        """How many questions have an answer, stale ones included."""
        return sum(factor.answered for factor in self.factors)

    @property
    def stale(self) -> int:
        """How many answers are stale."""
        return sum(factor.stale for factor in self.factors)

    @property
    def unfounded(self) -> tuple[int, ...]:
        """The factors that are rated without a single answer."""
        return tuple(factor.factor for factor in self.factors if factor.unfounded)


@dataclass(frozen=True, slots=True, kw_only=True)
class CriteriaScores:
    """The selection criteria.

    Attributes:
        total: sum of weight x score over the known scores.
        best: the highest total that the known criteria allow.
        mean: total / sum of the known weights, 1 to 5.
        low, high: the mean if every unknown criterion turned out poor, or very good.
        known, unknown: how many criteria have a score, and how many have none.
        knock_outs: the criteria because of which the account fails alone.
    """

    total: float = 0.0
    best: float = 0.0
    mean: float | None = None
    low: float | None = None
    high: float | None = None
    known: int = 0
    unknown: int = 0
    knock_outs: tuple[SelectionCriterion, ...] = ()
    verdict: SelectionVerdict | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectionScores:
    """Whether an account deserves a plan.

    Attributes:
        screen: a status for size, market power and finances.
        screen_status: the worst of the three; not assessed while one is unknown and none is off track.
        grade_mean: weighted mean of the rated indicators of the grade.
        rated: how many of the four indicators are rated.
        business: this year's revenue and net income, and the future potential, in whole units of the currency.
        revenue: this year's, in the workbook's unit like `profit` and `cuts`.
        profit: this year's net income.
        cuts: from where revenue, profit and potential are high, and where each cut comes from.
        value_box: revenue against net income; None while a figure or a cut is missing.
        segment: current revenue against future potential, likewise.
    """

    criteria: CriteriaScores = field(default_factory=CriteriaScores)
    screen: tuple[tuple[str, int | None, Status], ...] = ()
    screen_status: Status = Status.NOT_ASSESSED
    grade_mean: float | None = None
    grade: AccountClass | None = None
    rated: int = 0
    business: Business = field(default_factory=lambda: Business(currency=""))
    revenue: float | None = None
    profit: float | None = None
    cuts: BusinessCuts = field(default_factory=BusinessCuts)
    revenue_high: bool | None = None
    potential_high: bool | None = None
    value_box: ValueBox | None = None
    segment: Segment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SatisfactionScores:
    """How content the customer is with us and with rivals; rivals best first.

    Attributes:
        gap: our score less the best rival's.
        previous_best: the best rival at the last survey, who may be another one.
        previous_gap: our previous score less the previous one of that rival.
        change: our score less our previous one.
    """

    us: SatisfactionScore | None = None
    rivals: tuple[SatisfactionScore, ...] = ()
    best: SatisfactionScore | None = None
    gap: float | None = None
    previous_best: SatisfactionScore | None = None
    previous_gap: float | None = None
    change: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustScores:
    """Trust = trust in the organisation + trust in the person, each a mean of 1 to 5.

    Attributes:
        total: their sum, 2 to 10; None while either is unknown.
        weakest: the components with the lowest rating.
    """

    organisation: float | None = None
    person: float | None = None
    total: float | None = None
    weakest: tuple[TrustRating, ...] = ()
    rated: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class BenefitScores:
    """What the parties gain. Of the people's own interests only the number of contacts without a known one."""

    customer: float | None = None
    supplier: float | None = None
    lowest: tuple[Benefit, ...] = ()
    rated: int = 0
    contacts: int = 0
    unknown_interest: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingScores:
    """Satisfaction, trust and benefits."""

    satisfaction: SatisfactionScores = field(default_factory=SatisfactionScores)
    trust: TrustScores = field(default_factory=TrustScores)
    benefits: BenefitScores = field(default_factory=BenefitScores)
