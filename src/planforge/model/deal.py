"""How a deal is assessed: twenty questions, ten gates, who plays which part in it; and who can contribute what."""

from __future__ import annotations

from dataclasses import dataclass

from planforge.model.codes import Answer, BuyingRole, FunnelStage, Mark, QuestionGroup, Support
from planforge.model.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class DealsReviewed(Record):
    """The ids of the deals in the columns Deal 1 to 3."""

    deal_1: str | None = None
    deal_2: str | None = None
    deal_3: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DealQuestion(Record):
    """One of the twenty questions with its answer for each deal."""

    number: int | None = None
    group: QuestionGroup | None = None
    question: str | None = None
    deal_1: Answer | None = None
    deal_2: Answer | None = None
    deal_3: Answer | None = None
    evidence: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DealGate(Record):
    """One of the ten gates of the funnel with its answer for each deal."""

    number: int | None = None
    stage: FunnelStage | None = None
    gate: str | None = None
    deal_1: Answer | None = None
    deal_2: Answer | None = None
    deal_3: Answer | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DealRole(Record):
    """What a contact does in one deal, and how he or she stands towards us in it; both by id."""

    opportunity: str | None = None
    contact: str | None = None
    role: BuyingRole | None = None
    support: Support | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Partners(Record):
    """The units and partners in the columns Unit 1 to 9."""

    source_1: str | None = None
    source_2: str | None = None
    source_3: str | None = None
    source_4: str | None = None
    source_5: str | None = None
    source_6: str | None = None
    source_7: str | None = None
    source_8: str | None = None
    source_9: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Capability(Record):
    """What the customer's project needs and how strong each unit, and the best rival, is."""

    capability: str | None = None
    need: Mark | None = None
    source_1: Mark | None = None
    source_2: Mark | None = None
    source_3: Mark | None = None
    source_4: Mark | None = None
    source_5: Mark | None = None
    source_6: Mark | None = None
    source_7: Mark | None = None
    source_8: Mark | None = None
    source_9: Mark | None = None
    rival: Mark | None = None
    note: str | None = None
