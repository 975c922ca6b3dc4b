"""Who the customer is and who plans the account: cover, profile, team and its duties."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planforge.model.codes import AccountClass, Scenario, YesNo
from planforge.model.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover(Record):
    """The identity of a plan. `unit` is how many currency units a 1 in the workbook stands for: `1`, `k` or `m`."""

    account: str | None = None
    account_id: str | None = None
    manager: str | None = None
    period: str | None = None
    review_date: date | None = None
    reviewers: str | None = None
    currency: str | None = None
    unit: str | None = None
    language: str | None = None
    as_of: date | None = None
    last_review_file: str | None = None
    account_class: AccountClass | None = None
    signed_off: YesNo | None = None
    next_review: date | None = None
    competitor_1: str | None = None
    competitor_2: str | None = None
    competitor_3: str | None = None
    competitor_4: str | None = None
    last_review: date | None = None

    @property
    def competitors(self) -> tuple[str | None, ...]:
        """The names behind the columns Competitor 1 to 4."""
        return (self.competitor_1, self.competitor_2, self.competitor_3, self.competitor_4)


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleOverride(Record):
    """A title somebody typed to replace a computed one. `slide` is a slide id such as `A15`."""

    slide: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamMember(Record):
    """A person of our account team. `fte` is the share of a full-time job, 0.5 is half."""

    name: str | None = None
    function: str | None = None
    role: str | None = None
    email: str | None = None
    fte: float | None = None
    development: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty(Record):
    """Something the team has to do, and the names of those with a part in it. Several rows with the same duty add up their names.

    `accountable` answers for the result, the responsible do the work, the consulted are asked before, the informed are told after.
    """

    duty: str | None = None
    accountable: str | None = None
    responsible_1: str | None = None
    responsible_2: str | None = None
    consulted_1: str | None = None
    consulted_2: str | None = None
    informed_1: str | None = None
    informed_2: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountProfile(Record):
    """Six text blocks about the customer, each with the day on which it was last checked, and three texts that the data list asks for."""

    industry: str | None = None
    goals: str | None = None
    customers: str | None = None
    competitors: str | None = None
    money: str | None = None
    buying: str | None = None
    product_strategy: str | None = None
    production: str | None = None
    operations: str | None = None
    industry_date: date | None = None
    goals_date: date | None = None
    customers_date: date | None = None
    competitors_date: date | None = None
    money_date: date | None = None
    buying_date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerGoal(Record):
    """A goal of the customer, ranked from 1, and our offer that serves it."""

    rank: int | None = None
    goal: str | None = None
    offer: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerYear(Record):
    """The customer's own sales and profit, and our share of its spend, in one year."""

    year: int | None = None
    sales: float | None = None
    profit: float | None = None
    our_share: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FinancialYear(Record):
    """Our business with the account in one year, in the workbook's unit. Costs are positive figures."""

    year: int | None = None
    scenario: Scenario | None = None
    revenue: float | None = None
    direct_cost: float | None = None
    indirect_cost: float | None = None
    plan: float | None = None
    plan_indirect_cost: float | None = None
    plan_net_income: float | None = None
    comment: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WalletLine(Record):
    """What the customer spends on one product line in one region or unit, and how much of it with us."""

    product_line: str | None = None
    region: str | None = None
    our_sales: float | None = None
    total_spend: float | None = None
    previous_sales: float | None = None
    previous_spend: float | None = None
    main_supplier: str | None = None
    target_share: float | None = None
