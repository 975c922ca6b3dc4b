"""The stage that contacts imply, worked by hand: what each cut asks for, and what is too little for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planforge.model.codes import BuyingRole, RelationshipStage
from planforge.model.plan import AccountPlan
from planforge.model.relationship import Coverage, FunctionPair, Stakeholder
from planforge.model.stages import StageCut, StageCuts, read_stage
from planforge.scoring.load import load_policy
from planforge.values import SourceFile
from support.plans import full_plan

STAGE = RelationshipStage
CUTS = StageCuts()


def plan(levels: tuple[int, ...], functions: int, pairs: tuple[int, ...] = ()) -> AccountPlan:
    """Key contacts at some levels, the first one the approver; so many of our functions meet the last of them."""
    roles = (BuyingRole.APPROVER, BuyingRole.EVALUATOR, BuyingRole.USER, BuyingRole.USER)
    contacts = tuple(Stakeholder(id=f"C{n}", buying_role=roles[n], level=level) for n, level in enumerate(levels))
    met = tuple(Coverage(contact=f"C{len(levels) - 1}", member=f"M{n}", level=2) for n in range(functions))
    faced = tuple(FunctionPair(ours=f"F{n}", theirs="x", level=level) for n, level in enumerate(pairs))
    return AccountPlan(source=SourceFile("stage.xlsx", "0" * 64), contacts=contacts, coverage=met, stage_pairs=faced)


@pytest.mark.parametrize(
    ("levels", "functions", "pairs", "stage"),
    [
        pytest.param((1, 1), 0, (), STAGE.PRE, id="nobody meets us"),
        pytest.param((1, 1), 1, (), STAGE.EARLY, id="one function of ours"),
        pytest.param((1, 1), 2, (), STAGE.MID, id="two functions"),
        pytest.param((1, 1), 1, (2, 3, 1), STAGE.MID, id="two of three function pairs meet"),
        pytest.param((3, 1, 1), 3, (), STAGE.MID, id="three functions, a third in open exchange"),
        pytest.param((1, 3), 3, (), STAGE.MID, id="half in open exchange, the approver is not"),
        pytest.param((3, 1), 3, (), STAGE.PARTNERSHIP, id="half in open exchange, the approver among them"),
        pytest.param((3, 3), 4, (), STAGE.PARTNERSHIP, id="all in open exchange, no trusted adviser"),
        pytest.param((4, 3), 3, (), STAGE.PARTNERSHIP, id="all in open exchange, three functions"),
        pytest.param((4, 3), 4, (), STAGE.SYNERGISTIC, id="all in open exchange, one trusts us, four functions"),
        pytest.param((), 0, (4, 4, 4, 4), STAGE.MID, id="pairs alone never prove more than mid"),
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


def test_a_stage_needs_all_that_the_stages_before_ask_for() -> None:
    cuts = replace(CUTS, implied={**CUTS.implied, STAGE.EARLY: StageCut(functions=3)})
    assert read_stage(plan((4, 3), 2), cuts).stage is STAGE.PRE


def test_the_shipped_cuts_are_the_defaults_of_the_rules() -> None:
    from planforge import resources

    assert load_policy(resources.template("xlsx/account-plan/scorecard.toml")).stages == StageCuts()
