"""How we stand with the customer: satisfaction, trust, what each party gains."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planforge.model.codes import Party, TrustPart, YesNo
from planforge.model.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class SatisfactionScore(Record):
    """How content the customer is with one supplier, 1 to 5. `us` marks our own row."""

    supplier: str | None = None
    us: YesNo | None = None
    score: float | None = None
    previous: float | None = None
    surveyed: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustRating(Record):
    """One of the eleven components of trust, 1 poor to 5 very good."""

    number: int | None = None
    part: TrustPart | None = None
    component: str | None = None
    rating: int | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Benefit(Record):
    """What a party gains from the business, 1 poor to 5 very good."""

    number: int | None = None
    party: Party | None = None
    benefit: str | None = None
    rating: int | None = None
    note: str | None = None
