"""Strengths and threats, strategies, rivals and the five-year outline."""

from __future__ import annotations

from dataclasses import dataclass

from planforge.model.codes import CustomerStrategy, StrategyKind, SwotKind
from planforge.model.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class SwotItem(Record):
    """One point of the SWOT."""

    kind: SwotKind | None = None
    item: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountStrategy(Record):
    """What we do for the customer, by what means, and which goal of the customer it serves."""

    kind: StrategyKind | None = None
    strategy: str | None = None
    theirs: CustomerStrategy | None = None
    serves: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RivalMove(Record):
    """A rival here: its position, what it threatens, and our counter move."""

    rival: str | None = None
    position: str | None = None
    threat: str | None = None
    counter: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineYear(Record):
    """A year of the five-year outline."""

    year: int | None = None
    theme: str | None = None
    result: str | None = None
