"""The stage that contacts imply, worked by hand: what each cut asks for, and what is too little for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planforge.model.codes import BuyingRole, RelationshipStage
from planforge.model.plan import AccountPlan
from planforge.model.relationship import Coverage, FunctionPair, Stakeholder
from planforge.model.stages import StageCut, read_stage
from planforge.values import SourceFile
from support.limits import POLICY
from support.plans import full_plan

STAGE = RelationshipStage
CUTS = POLICY.stages


def plan(levels: tuple[int, ...], functions: int, pairs: tuple[int, ...] = ()) -> AccountPlan:
    """Key contacts at some levels, the first two approver and decider; so many of our functions meet the last of them."""
    roles = (BuyingRole.APPROVER, BuyingRole.DECIDER, BuyingRole.USER, BuyingRole.USER)
    contacts = tuple(Stakeholder(id=f"C{n}", buying_role=roles[n], level=level) for n, level in enumerate(levels))
    met = tuple(Coverage(contact=f"C{len(levels) - 1}", member=f"M{n}", level=2) for n in range(functions))
    faced = tuple(FunctionPair(ours=f"F{n}", theirs="x", level=level) for n, level in enumerate(pairs))
    return AccountPlan(source=SourceFile("stage.xlsx", "0" * 64), contacts=contacts, coverage=met, stage_pairs=faced)


@pytest.mark.parametrize(
    ("levels", "functions", "pairs", "stage"),
    [
        pytest.param((1, 1), 0, (), STAGE.PRE, id="nobody meets us"),
        pytest.param((1, 1), 1, (), STAGE.EARLY, id="one function of ours"),
        pytest.param((4, 1), 2, (), STAGE.EARLY, id="two functions, the approver trusts us"),
        pytest.param((3, 1), 3, (), STAGE.EARLY, id="three functions, no trusted adviser"),
        pytest.param((1, 1, 4), 5, (), STAGE.EARLY, id="a user trusts us, no approver or decider in open exchange"),
        pytest.param((4, 1, 1), 3, (), STAGE.MID, id="three functions, the approver trusts us"),
        pytest.param((4, 1, 1), 1, (2, 3, 2, 1), STAGE.MID, id="three of four function pairs meet"),
        pytest.param((4, 1, 3, 1), 4, (), STAGE.MID, id="half in open exchange, only one of them high up"),
        pytest.param((4, 3, 1, 1), 3, (), STAGE.MID, id="half in open exchange, three functions"),
        pytest.param((4, 3, 1, 1), 4, (), STAGE.PARTNERSHIP, id="half in open exchange, approver and decider among them"),
        pytest.param((4, 3, 3), 5, (), STAGE.PARTNERSHIP, id="all in open exchange, one trusts us"),
        pytest.param((4, 4, 3), 4, (), STAGE.PARTNERSHIP, id="all in open exchange, four functions"),
        pytest.param((4, 4, 3), 5, (), STAGE.SYNERGISTIC, id="all in open exchange, two trust us, five functions"),
        pytest.param((), 0, (4, 4, 4, 4), STAGE.EARLY, id="pairs alone never prove more than early"),
        pytest.param((), 0, (1,), STAGE.PRE, id="one pair that is only known"),
        pytest.param((), 0, (), None, id="nothing to read"),
    ],
)
def test_the_implied_stage(levels: tuple[int, ...], functions: int, pairs: tuple[int, ...], stage: STAGE | None) -> None:
    found = plan(levels, functions, pairs) if levels or not functions else plan((1,), functions, pairs)
    read = read_stage(found, CUTS)
    assert read.stage is stage


def test_what_is_seen_of_the_full_plan() -> None:
    """Of nine key contacts two are in open exchange: Zhou Min, who decides, and Huang Wei, who trusts us."""
    read = read_stage(full_plan(), CUTS)
    assert (read.open_exchange, read.key, read.top, read.trusted, read.stage) == (2, 9, 1, 1, STAGE.MID)


def test_whose_level_is_not_known_counts_for_neither_side() -> None:
    """One user meets us: early is proven. If approver and decider trusted us, three functions would meet: mid, and no more."""
    contacts = (
        Stakeholder(id="C1", buying_role=BuyingRole.APPROVER),
        Stakeholder(id="C2", buying_role=BuyingRole.DECIDER),
        Stakeholder(id="C3", buying_role=BuyingRole.USER, level=2, owner="Wei Lin"),
    )
    read = read_stage(AccountPlan(source=SourceFile("stage.xlsx", "0" * 64), contacts=contacts), CUTS)
    assert (read.stage, read.at_most, read.unknown) == (STAGE.EARLY, STAGE.MID, 2)


def test_without_any_level_there_is_no_stage() -> None:
    contacts = (Stakeholder(id="C1", buying_role=BuyingRole.APPROVER),)
    read = read_stage(AccountPlan(source=SourceFile("stage.xlsx", "0" * 64), contacts=contacts, stage_pairs=(FunctionPair(),)), CUTS)
    assert (read.stage, read.at_most, read.key, read.unknown) == (None, None, 1, 1)


def test_a_stage_needs_all_that_the_stages_before_ask_for() -> None:
    cuts = replace(CUTS, implied={**CUTS.implied, STAGE.EARLY: StageCut(functions=6)})
    assert read_stage(plan((4, 4, 3), 5), cuts).stage is STAGE.PRE
