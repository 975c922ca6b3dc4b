"""Scores of the plan as a document: how ready the data of its eight parts are, and how healthy its planning is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from planforge.model.process import HealthFactor


class ItemState(StrEnum):
    """Whether an item of data is there: nothing, some of it, all that is required."""

    MISSING = "missing"
    PARTIAL = "partial"
    READY = "ready"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemScore:
    """One of the 26 items of data a plan is made from. `blocks` are the blocks of the workbook that hold it."""

    key: str
    state: ItemState
    blocks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartScore:
    """One of the eight parts of a plan.

    Attributes:
        number: 1 to 8.
        items: its items of data; parts that are made from other parts have none.
        required, filled: required cells of its blocks, and those with a value.
    """

    number: int
    items: tuple[ItemScore, ...] = ()
    required: int = 0
    filled: int = 0

    @property
    def ready(self) -> int:
        """How many of its items are ready."""
        return sum(1 for item in self.items if item.state is ItemState.READY)

    @property
    def share(self) -> float | None:
        """Filled required cells over required cells, 0 to 1; None when nothing is required."""
        return self.filled / self.required if self.required else None


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockScore:
    """One of the six blocks of the planning and review template (METHOD, G5), which the short deck shows.

    Attributes:
        key: profile, strategies, value, competition, coverage or actions.
        required, filled: required cells of its sheets, and those with a value.
        empty: whether none of its sheets has anything.
    """

    key: str
    required: int
    filled: int
    empty: bool

    @property
    def share(self) -> float:
        """The fill rate: filled required cells over required cells, 0 to 1; 0 while nothing is entered."""
        return 0.0 if self.empty else self.filled / self.required if self.required else 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthScore:
    """Success factors of the planning itself, rated 1 to 5; the mean is over the rated ones."""

    factors: tuple[HealthFactor, ...] = ()
    rated: int = 0
    average: float | None = None

    @property
    def weakest(self) -> tuple[HealthFactor, ...]:
        """The factors with the lowest rating, in sheet order."""
        lowest = min((factor.rating for factor in self.factors if factor.rating is not None), default=None)
        return tuple(factor for factor in self.factors if lowest is not None and factor.rating == lowest)


@dataclass(frozen=True, slots=True, kw_only=True)
class CadenceScore:
    """When the account is reviewed (METHOD, G9). Days are None while a date or the account's class is missing.

    Attributes:
        days: between two reviews for the account's class.
        due: by when this review was due, counted from the last one.
        over: days this review comes after it, 0 in time.
        next_due: by when the next one is due, counted from this one.
        next_over: days the next review is planned after that, 0 in time.
        report_months: months from a review to the progress report; None for a class that gives none.
    """

    days: int | None = None
    due: date | None = None
    over: int | None = None
    next_due: date | None = None
    next_over: int | None = None
    report_months: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartScores:
    """The eight parts in order, the six blocks of the review template, and the health of the planning."""

    parts: tuple[PartScore, ...] = ()
    blocks: tuple[BlockScore, ...] = ()
    health: HealthScore = HealthScore()

    @property
    def items(self) -> tuple[ItemScore, ...]:
        """All items of data in order."""
        return tuple(item for part in self.parts for item in part.items)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileBlock:
    """A view of the customer. `age` is in days; None while its day or the as-of day is not known, or it is empty."""

    key: str
    filled: bool = False
    checked: date | None = None
    age: int | None = None
    stale: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileScores:
    """The six views of the customer that are told as text, in the order of the sheet."""

    blocks: tuple[ProfileBlock, ...] = ()

    @property
    def filled(self) -> int:
        """How many are filled."""
        return sum(1 for block in self.blocks if block.filled)

    @property
    def stale(self) -> tuple[ProfileBlock, ...]:
        """Those that were last checked too long ago, oldest first."""
        return tuple(sorted((block for block in self.blocks if block.stale), key=lambda block: -(block.age or 0)))
