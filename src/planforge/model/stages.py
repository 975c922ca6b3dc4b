"""The relationship stage that actual contacts imply, to hold against the claimed one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True, kw_only=True)
class StageCuts:
    """Contact levels that count, what each stage asks for in stage order, and how many stages apart a claim is found.

    They are our own, after the contact diagrams of the five stages; `scorecard.toml` sets them.
    """

    meets: int
    open: int
    trusted: int
    apart: int
    implied: Mapping[RelationshipStage, StageCut]


@dataclass(frozen=True, slots=True, kw_only=True)
class StageReading:
    """What the contacts show. Key contacts are those with a buying role.

    Attributes:
        stage: the highest stage of which everything holds, as it does of the stages before; None while no level is known.
        at_most: the highest stage that is possible if whoever's level is not known met us and trusted us; a claim above it is refuted.
        unknown: key contacts whose level is not known.
        functions: functions of ours that meet key contacts.
        pairs_met, pairs: function pairs that meet, and those with a known level.
        open_exchange, key: key contacts in open exchange, and all of them.
        top: approvers and deciders in open exchange.
        trusted: key contacts that have a trusted adviser with us.
    """

    stage: RelationshipStage | None = None
    at_most: RelationshipStage | None = None
    unknown: int = 0
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
    unknown = [found for found in key if found.level is None]
    if len(unknown) == len(key) and not levels:
        return StageReading(key=len(key), unknown=len(unknown))
    in_open = [found for found in key if (found.level or 0) >= cuts.open]
    functions = len(_functions(plan, key, cuts.meets))
    met = sum(1 for level in levels if level >= cuts.meets)
    seen = StageCut(
        functions=max(functions, met),
        open_share=len(in_open) / len(key) if key else 0.0,
        top=sum(1 for found in in_open if found.contact.buying_role in _DECIDING),
        trusted=sum(1 for found in key if (found.level or 0) >= cuts.trusted),
    )
    return StageReading(
        stage=_highest(seen, cuts.implied),
        at_most=_highest(_at_best(seen, unknown, len(plan.stage_pairs) - len(levels), len(in_open), len(key)), cuts.implied),
        unknown=len(unknown),
        functions=functions,
        pairs_met=met,
        pairs=len(levels),
        open_exchange=len(in_open),
        key=len(key),
        top=seen.top,
        trusted=seen.trusted,
    )


_DECIDING = (BuyingRole.APPROVER, BuyingRole.DECIDER)


def _at_best(seen: StageCut, unknown: Sequence[Reach], pairs: int, in_open: int, key: int) -> StageCut:
    """What could be seen if each key contact and pair of unknown level met us by a function of its own, and the contacts trusted us."""
    return StageCut(
        functions=seen.functions + len(unknown) + pairs,
        open_share=(in_open + len(unknown)) / key if key else 0.0,
        top=seen.top + sum(1 for found in unknown if found.contact.buying_role in _DECIDING),
        trusted=seen.trusted + len(unknown),
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
