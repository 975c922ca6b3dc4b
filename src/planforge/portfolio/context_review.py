"""The names of the sheet Review: the four questions on all plans, and what is known to each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planforge.office.xlsx.values import Link
from planforge.portfolio.records import Amount, DecisionRow, RequestRow


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyAccount:
    """An account with much business; `share` is of the portfolio's revenue."""

    account_id: str
    account: Link
    type: str
    attention: str
    revenue: Amount
    share: float | None
    weighted: Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyDeal:
    """An open deal with much weighted value; `share` is of all open weighted value."""

    account_id: str
    name: str
    account: str
    next_step: str
    value: Amount
    weighted: float
    share: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """A quadrant with its accounts now and at the last review; `came` names those that were in another one."""

    came: str
    accounts: int
    before: int
    revenue: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRow:
    """What is planned, what is expected, and expected less planned."""

    target: float
    expected: float
    difference: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedLink:
    """Something that open deals of several accounts have in common."""

    kind: str
    name: str
    accounts: str
    opportunities: str
    count: int
    deals: int
    weighted: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PlansReview:
    """The sheet Review. `answers` and `open_points` are those of the four questions in order; `abroad` counts plans in another
    currency."""

    abroad: int
    answers: tuple[str, ...]
    open_points: tuple[str, ...]
    accounts: tuple[KeyAccount, ...]
    deals: tuple[KeyDeal, ...]
    quadrants: Mapping[str, Movement]
    this_year: TargetRow
    next_year: TargetRow
    links: tuple[SharedLink, ...]
    requests: tuple[RequestRow, ...]
    decisions: tuple[DecisionRow, ...]
