"""Whether an account deserves a plan: screening, selection criteria, the questions behind the ten factors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planforge.model.codes import AccountKind, CustomerValue, Orientation, YesNo
from planforge.model.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorQuestion(Record):
    """A question behind one of the ten factors. `factor` 1 to 10; a blank answer is unknown."""

    number: int | None = None
    factor: int | None = None
    question: str | None = None
    answer: str | None = None
    answered_by: str | None = None
    answered_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening(Record):
    """Kind of account, quick screen and grade. Ratings 1 to 5; `future_potential` a year, in the workbook's unit; `horizon` in months."""

    kind: AccountKind | None = None
    parent: str | None = None
    branches: int | None = None
    buys: CustomerValue | None = None
    orientation: Orientation | None = None
    future_potential: float | None = None
    growth_potential: float | None = None
    horizon: int | None = None
    sales_size: int | None = None
    market_power: int | None = None
    finances: int | None = None
    grade_sales: int | None = None
    grade_profit: int | None = None
    grade_growth: int | None = None
    grade_loyalty: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectionCriterion(Record):
    """A criterion for choosing key accounts. `score` 1 to 5, blank unknown; a knock-out decides alone."""

    number: int | None = None
    criterion: str | None = None
    weight: float | None = None
    score: int | None = None
    knock_out: YesNo | None = None
    note: str | None = None
