"""The relationship stage that actual contacts imply, to hold against the claimed one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from planforge.model.codes import BuyingRole, RelationshipStage
from planforge.model.plan import AccountPlan
from planforge.model.reach import Reach, reach


@dataclass(frozen=True, slots=True, kw_only=True)
class StageCut:
    """What must be seen for a stage.

    Attributes:
        functions: functions of ours that meet key contacts, or function pairs that meet, whichever are more.
        open_share: share of the key contacts in open exchange.
        top: approvers and deciders in open exchange.
        trusted: key contacts that have a trusted adviser with us.
    """

    functions: int = 0
    open_share: float = 0.0
    top: int = 0
    trusted: int = 0


_IMPLIED: Mapping[RelationshipStage, StageCut] = MappingProxyType(
    {
        RelationshipStage.PRE: StageCut(),
        RelationshipStage.EARLY: StageCut(functions=1),
        RelationshipStage.MID: StageCut(functions=2),
        RelationshipStage.PARTNERSHIP: StageCut(functions=3, open_share=0.5, top=1),
        RelationshipStage.SYNERGISTIC: StageCut(functions=4, open_share=1.0, top=1, trusted=1),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StageCuts:
    """Contact levels that count, what each stage asks for in stage order, and how many stages apart a claim is found.

    The defaults are our own, after the contact diagrams of the five stages; `scorecard.toml` sets those in force.
    """

    meets: int = 2
    open: int = 3
    trusted: int = 4
    apart: int = 1
    implied: Mapping[RelationshipStage, StageCut] = field(default_factory=lambda: _IMPLIED)


@dataclass(frozen=True, slots=True, kw_only=True)
class StageReading:
    """What the contacts show. Key contacts are those with a buying role; `stage` None when there is nothing to read.

    Attributes:
        stage: the highest stage of which everything holds, as it does of the stages before.
        functions: functions of ours that meet key contacts.
        pairs_met, pairs: function pairs that meet, and those with a known level.
        open_exchange, key: key contacts in open exchange, and all of them.
        top: approvers and deciders in open exchange.
        trusted: key contacts that have a trusted adviser with us.
    """

    stage: RelationshipStage | None = None
    functions: int = 0
    pairs_met: int = 0
    pairs: int = 0
    open_exchange: int = 0
    key: int = 0
    top: int = 0
    trusted: int = 0


def read_stage(plan: AccountPlan, cuts: StageCuts) -> StageReading:
    """What contacts, coverage and function pairs show, and the stage that follows from it."""
    key = [found for found in reach(plan) if found.is_key]
    levels = [pair.level for pair in plan.stage_pairs if pair.level is not None]
    if not key and not levels:
        return StageReading()
    in_open = [found for found in key if (found.level or 0) >= cuts.open]
    functions = len(_functions(plan, key, cuts.meets))
    met = sum(1 for level in levels if level >= cuts.meets)
    seen = StageCut(
        functions=max(functions, met),
        open_share=len(in_open) / len(key) if key else 0.0,
        top=sum(1 for found in in_open if found.contact.buying_role in (BuyingRole.APPROVER, BuyingRole.DECIDER)),
        trusted=sum(1 for found in key if (found.level or 0) >= cuts.trusted),
    )
    return StageReading(
        stage=_highest(seen, cuts.implied),
        functions=functions,
        pairs_met=met,
        pairs=len(levels),
        open_exchange=len(in_open),
        key=len(key),
        top=seen.top,
        trusted=seen.trusted,
    )


def _highest(seen: StageCut, wanted: Mapping[RelationshipStage, StageCut]) -> RelationshipStage:
    reached = RelationshipStage.PRE
    for stage in RelationshipStage:
        cut = wanted[stage]
        enough = seen.functions >= cut.functions and seen.top >= cut.top and seen.trusted >= cut.trusted
        # A hair less, so that two of three contacts reach a share written as 0.6667.
        if not (enough and seen.open_share >= cut.open_share - 1e-4):
            break
        reached = stage
    return reached


def _functions(plan: AccountPlan, key: Iterable[Reach], meets: int) -> set[str]:
    """The functions of ours that meet a key contact; a person outside the team table counts as a function of its own.

    Where contacts meet us but no name of ours is entered, they meet one function.
    """
    met = [found for found in key if (found.level or 0) >= meets]
    names = {name for found in met for name, level in found.members.items() if level >= meets}
    names |= {found.contact.owner for found in met if found.contact.owner and (found.contact.level or 0) >= meets}
    if met and not names:
        return {""}
    members = {name: plan.member(name) for name in names}
    return {(member.function if member and member.function else name) for name, member in members.items()}
