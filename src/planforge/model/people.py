"""How the customer buys and who has a stake in it; what we did with whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planforge.model.codes import ActivityKind, ActivityPurpose, Support
from planforge.model.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity(Record):
    """An entry of the activity log. `contact` is a stakeholder's id, `member` a team member's name; `cost` in the workbook's unit."""

    day: date | None = None
    kind: ActivityKind | None = None
    purpose: ActivityPurpose | None = None
    contact: str | None = None
    member: str | None = None
    hours: float | None = None
    cost: float | None = None
    result: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BuyingStep(Record):
    """A step of the customer's buying process; `decider` is a stakeholder's id."""

    step: str | None = None
    decider: str | None = None
    due: date | None = None
    stance: Support | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPerson(Record):
    """The four bases from which the key person is found."""

    governance: str | None = None
    expertise: str | None = None
    management_style: str | None = None
    purchase_share: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StakeholderGroup(Record):
    """A group with a stake. `power` and `concern` 1 to 5."""

    group: str | None = None
    interest: str | None = None
    power: int | None = None
    concern: int | None = None
    strategy: str | None = None
    culture: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FiveWTwoH(Record):
    """Seven answers about the purchase that matters most."""

    what: str | None = None
    why: str | None = None
    who: str | None = None
    when: str | None = None
    where: str | None = None
    how: str | None = None
    how_much: str | None = None
