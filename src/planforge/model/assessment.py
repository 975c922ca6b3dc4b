"""How attractive the account is and how strong we are there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from planforge.model.codes import Change, Degree, Mark, WindowCell, YesNo
from planforge.model.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorRating(Record):
    """One of the ten factors. `number` 1 to 10; `score` 1 poor to 5 good; blank is not assessed."""

    number: int | None = None
    factor: str | None = None
    score: int | None = None
    evidence: str | None = None
    previous: int | None = None
    source: str | None = None
    dated: date | None = None
    confidence: Degree | None = None

    @property
    def is_unsure(self) -> bool:
        """True when the factor is rated with low confidence."""
        return self.score is not None and self.confidence is Degree.LOW

    def is_old(self, day: date | None, days: int) -> bool:
        """True when the factor is rated on evidence that was last true more than so many days before a day; without a date it is not."""
        return self.score is not None and day is not None and self.dated is not None and (day - self.dated).days > days


@dataclass(frozen=True, slots=True, kw_only=True)
class AttractivenessFactor(Record):
    """A factor of customer attractiveness. `weight` is a share, 0.2 is 20 %; `score` 1 to 5."""

    factor: str | None = None
    weight: float | None = None
    score: float | None = None
    previous: float | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SuccessFactor(Record):
    """A critical success factor: the customer's own criterion, rated 1 to 5 for us and up to four rivals."""

    factor: str | None = None
    weight: float | None = None
    we: float | None = None
    competitor_1: float | None = None
    competitor_2: float | None = None
    competitor_3: float | None = None
    competitor_4: float | None = None

    @property
    def rivals(self) -> tuple[float | None, ...]:
        """The rivals' ratings in column order."""
        return (self.competitor_1, self.competitor_2, self.competitor_3, self.competitor_4)


@dataclass(frozen=True, slots=True, kw_only=True)
class BuyingCriterion(Record):
    """A row of the competitive matrix: capability marks of us and up to four rivals."""

    criterion: str | None = None
    weight: float | None = None
    we: Mark | None = None
    competitor_1: Mark | None = None
    competitor_2: Mark | None = None
    competitor_3: Mark | None = None
    competitor_4: Mark | None = None
    answer: str | None = None

    @property
    def rivals(self) -> tuple[Mark | None, ...]:
        """The rivals' marks in column order."""
        return (self.competitor_1, self.competitor_2, self.competitor_3, self.competitor_4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Want(Record):
    """Something the customer wants or gets: a row of the satisfaction window.

    `importance` is the customer's, 1 little to 5 decisive; `hours` are ours in a usual month. Blank is not known, never 0.
    """

    item: str | None = None
    wants: YesNo | None = None
    gets: YesNo | None = None
    change: Change | None = None
    owner: str | None = None
    due: date | None = None
    importance: int | None = None
    hours: float | None = None

    @property
    def cell(self) -> WindowCell | None:
        """Wants and gets: target; wants only: out of here; gets only: wasting resources; neither: no problem; None while unknown."""
        if self.wants is None or self.gets is None:
            return None
        if self.wants:
            return WindowCell.TARGET if self.gets else WindowCell.OUT_OF_HERE
        return WindowCell.WASTING_RESOURCES if self.gets else WindowCell.NO_PROBLEM


def by_importance(wants: Sequence[Want]) -> list[Want]:
    """Items as they matter to the customer, most of all first, in sheet order among equals; those of unknown importance last."""
    return sorted(wants, key=lambda want: -(want.importance or 0))
