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
    """

    days: int | None = None
    due: date | None = None
    over: int | None = None
    next_due: date | None = None
    next_over: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartScores:
    """The eight parts in order, and the health of the planning."""

    parts: tuple[PartScore, ...] = ()
    health: HealthScore = HealthScore()

    @property
    def items(self) -> tuple[ItemScore, ...]:
        """All items of data in order."""
        return tuple(item for part in self.parts for item in part.items)
