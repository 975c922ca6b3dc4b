"""The people on the customer's side and how we reach them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planforge.model.codes import (
    Attitude,
    Bond,
    BuyingPhase,
    BuyingRole,
    Degree,
    InfluenceStrength,
    InfluenceType,
    PersonalInterest,
    RelationshipStage,
    Rhythm,
    Support,
    YesNo,
)
from planforge.model.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Stakeholder(Record):
    """A person who matters for our business with the account.

    `level` is the contact level: 0 none, 1 known, 2 meets us, 3 open exchange, 4 trusted adviser.
    `reports_to` is the id of another stakeholder. `owner` is the name of a team member. `motive` and `interest` are internal.
    """

    id: str | None = None
    name: str | None = None
    other_name: str | None = None
    title: str | None = None
    department: str | None = None
    reports_to: str | None = None
    outside: YesNo | None = None
    buying_role: BuyingRole | None = None
    influence_type: InfluenceType | None = None
    attitude: Attitude | None = None
    support: Support | None = None
    level: int | None = None
    owner: str | None = None
    rhythm: Rhythm | None = None
    last_contact: date | None = None
    phase: BuyingPhase | None = None
    involvement: Degree | None = None
    motive: str | None = None
    interest: PersonalInterest | None = None
    needs: str | None = None
    channel: str | None = None
    deepen: str | None = None
    bond: Bond | None = None
    top_officer: YesNo | None = None

    @property
    def called(self) -> str:
        """How reports name the person: name, name in the other script, title or id; empty when none is known."""
        return self.name or self.other_name or self.title or self.id or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Influence(Record):
    """One person's influence on another, by stakeholder id, apart from the reporting line."""

    source: str | None = None
    target: str | None = None
    strength: InfluenceStrength | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage(Record):
    """How deep one of our team members is in contact with one stakeholder, level 0 to 4."""

    contact: str | None = None
    member: str | None = None
    level: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StageClaim(Record):
    """Where the relationship is, where it should be and by when."""

    now: RelationshipStage | None = None
    target: RelationshipStage | None = None
    target_date: date | None = None
    evidence: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionPair(Record):
    """A function of ours facing a function of theirs; levels 0 to 4."""

    ours: str | None = None
    theirs: str | None = None
    level: int | None = None
    wanted: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StageAction(Record):
    """A principal action to reach the target stage."""

    action: str | None = None
    owner: str | None = None
    due: date | None = None
