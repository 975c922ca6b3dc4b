"""Scores of what the customer buys and how it decides, and of what our work with its people costs and brings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from planforge.model.codes import AccountType, ActivityKind, ActivityPurpose, Bond, BuyingPhase, InfluenceType
from planforge.model.people import Activity, BuyingStep, StakeholderGroup
from planforge.model.purchase import InstalledBase
from planforge.model.relationship import Stakeholder
from planforge.model.silence import Silence
from planforge.model.spend import SpendScores


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseScore:
    """A line of the installed base.

    Attributes:
        sales: our sales this year of the category to the unit, from the wallet; None when the wallet has no such line.
        whitespace: budget less our sales, not below 0; None while either is unknown.
        share: our part of what is installed, by amount; None while either side is unknown.
    """

    line: InstalledBase
    sales: float | None = None
    whitespace: float | None = None
    share: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseScores:
    """The purchase profile on a day.

    Attributes:
        share: our part of all that is installed, by amount, over the lines where both sides are known.
        whitespace: sum over the lines where it is known.
        days_to_freeze: days until the customer's budget closes, below 0 when it is closed.
        spend: what the customer spends with each supplier.
    """

    lines: tuple[BaseScore, ...] = ()
    ours: float | None = None
    rivals: float | None = None
    share: float | None = None
    whitespace: float | None = None
    days_to_freeze: int | None = None
    spend: SpendScores = field(default_factory=SpendScores)

    @property
    def widest(self) -> BaseScore | None:
        """The line with most whitespace; None when none is known or none is left."""
        open_lines = [score for score in self.lines if score.whitespace]
        return max(open_lines, key=lambda score: score.whitespace or 0.0, default=None)


class EffortFit(StrEnum):
    """Our hours a month against what the account's type deserves."""

    BELOW = "below"
    WITHIN = "within"
    ABOVE = "above"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactEffort:
    """The log's entries for one contact, counted by purpose, and how long the contact has not heard from us."""

    silence: Silence
    purposes: Mapping[ActivityPurpose, int] = field(default_factory=dict)
    hours: float | None = None

    @property
    def contact(self) -> Stakeholder:
        """The contact."""
        return self.silence.contact

    @property
    def entries(self) -> int:
        """How many entries name the contact."""
        return len(self.silence.entries)


@dataclass(frozen=True, slots=True, kw_only=True)
class EffortScores:
    """The activity log up to a day.

    Attributes:
        log: the entries, oldest first.
        began, days: day of the first entry, and days from it to the as-of day, both included.
        hours, cost: sums; None when no entry has one. Cost in the workbook's unit.
        hours_a_month: hours / days x 30.4, at least, while entries lack hours; None while the log is too short to tell.
        per_hour: this year's net income / hours of a year at this pace, in the workbook's unit; at most, while entries lack hours.
        per_cost: this year's net income / cost of a year at this pace; at most, while entries lack cost.
        least, most: hours a month that the account's type deserves.
    """

    log: tuple[Activity, ...] = ()
    began: date | None = None
    days: int | None = None
    counts: Mapping[tuple[ActivityKind, ActivityPurpose | None], int] = field(default_factory=dict)
    hours: float | None = None
    cost: float | None = None
    hours_a_month: float | None = None
    net_income: float | None = None
    per_hour: float | None = None
    per_cost: float | None = None
    type: AccountType | None = None
    least: float | None = None
    most: float | None = None
    fit: EffortFit | None = None
    contacts: tuple[ContactEffort, ...] = ()

    @property
    def timed(self) -> int:
        """How many entries have hours."""
        return sum(1 for entry in self.log if entry.hours is not None)

    @property
    def costed(self) -> int:
        """How many entries have a cost."""
        return sum(1 for entry in self.log if entry.cost is not None)

    @property
    def silent(self) -> tuple[ContactEffort, ...]:
        """Contacts who have not heard from us for longer than agreed, the longest over first."""
        return tuple(sorted((c for c in self.contacts if c.silence.over), key=lambda c: -(c.silence.over or 0)))


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactCounts:
    """How many contacts there are of each kind.

    Attributes:
        supporters, neutral, against: contacts by how they stand towards us.
        economic_uncovered: contacts who judge the return and whom nobody of ours meets.
        economic_unknown: contacts who judge the return and whose contact level is not known.
        without_needs: key contacts whose needs are not known.
    """

    influence: Mapping[InfluenceType, int] = field(default_factory=dict)
    phases: Mapping[BuyingPhase, int] = field(default_factory=dict)
    bonds: Mapping[Bond, int] = field(default_factory=dict)
    supporters: int = 0
    neutral: int = 0
    against: int = 0
    key: int = 0
    without_needs: tuple[Stakeholder, ...] = ()
    economic_uncovered: tuple[Stakeholder, ...] = ()
    economic_unknown: tuple[Stakeholder, ...] = ()


BASES = ("governance", "expertise", "management_style", "purchase_share")
"""The four bases from which the key person is found: fields of `KeyPerson`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuyingScores:
    """How the customer decides.

    Attributes:
        supporters, neutral, against, unknown: steps by the stance of who decides them.
        next: the step that is due first after the day; None when none has a date ahead.
        missing_bases: bases of the key person without a note.
        missing_groups: groups with a stake for which there is no strategy.
    """

    supporters: int = 0
    neutral: int = 0
    against: int = 0
    unknown: int = 0
    next: BuyingStep | None = None
    missing_bases: tuple[str, ...] = ()
    coaches: tuple[Stakeholder, ...] = ()
    officers: tuple[Stakeholder, ...] = ()
    missing_groups: tuple[StakeholderGroup, ...] = ()
