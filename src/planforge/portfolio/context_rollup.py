"""The names of the sheet Rollup: accounts added up by year, parent, value box and segment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class YearSum:
    """A year of all accounts of one currency. `complete` of `accounts` have a net income; `margin` is over the revenue of those."""

    year: int
    scenario: str
    currency: str
    accounts: int
    complete: int
    revenue: float
    direct_cost: float
    indirect_cost: float
    net_income: float
    margin: float | None
    plan: float
    to_plan: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ParentSum:
    """The accounts of one parent and currency; amounts of another currency are told in words, such as `USD m 7.0`."""

    parent: str
    currency: str
    accounts: int
    names: str
    revenue: float | None
    net_income: float | None
    revenue_abroad: str
    net_income_abroad: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxSum:
    """The accounts of a value box: `amount` is their net income, or the future potential of a segment; `share` of all of it.

    `part` is the share of the accounts.
    """

    accounts: int
    part: float | None
    revenue: float
    revenue_share: float | None
    amount: float
    share: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StageSum:
    """The deals of a sales stage: how many, how many of them with a weighted value, and their amounts."""

    deals: int
    known: int
    value: float
    weighted: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Rollup:
    """The sheet Rollup. `boxes`, `segments` and `stages` are by code; `alts` are the alternative texts of its charts."""

    years: tuple[YearSum, ...]
    parents: tuple[ParentSum, ...]
    boxes: Mapping[str, BoxSum]
    segments: Mapping[str, BoxSum]
    stages: Mapping[str, StageSum]
    abroad: tuple[YearSum, ...]
    alts: Mapping[str, str]
