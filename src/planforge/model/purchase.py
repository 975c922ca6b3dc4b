"""What the customer spends, with whom, and what we sell there, by line and region."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planforge.model.codes import YesNo
from planforge.model.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastLine(Record):
    """Sales of one product line in one region over five years, with this year's target; in the workbook's unit."""

    product_line: str | None = None
    region: str | None = None
    two_years_ago: float | None = None
    last_year: float | None = None
    this_year: float | None = None
    next_year: float | None = None
    year_after: float | None = None
    target: float | None = None
    actual: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseProfile(Record):
    """The customer's budget for what we sell, when it closes, and how it chooses suppliers."""

    budget: float | None = None
    freeze: date | None = None
    process: str | None = None
    supplier_strategy: str | None = None
    advantage: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InstalledBase(Record):
    """What stands at the customer in one category and unit: ours, rivals', and this year's budget."""

    category: str | None = None
    unit: str | None = None
    our_quantity: float | None = None
    our_amount: float | None = None
    rival_quantity: float | None = None
    rival_amount: float | None = None
    budget: float | None = None
    rival: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierSpend(Record):
    """What the customer spends this year with one supplier in one product line or category; `us` marks our own rows."""

    category: str | None = None
    supplier: str | None = None
    us: YesNo | None = None
    amount: float | None = None
    note: str | None = None
