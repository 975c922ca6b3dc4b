from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from planforge import resources
from planforge.model.plan import AccountPlan
from planforge.model.scorecard import Scorecard
from planforge.rules import run_rules
from planforge.scoring import ScorecardPolicy, load_policy, score_plan


@pytest.fixture(scope="session")
def policy_file() -> Path:
    return resources.template("xlsx/account-plan/scorecard.toml")


@pytest.fixture(scope="session")
def policy(policy_file: Path) -> ScorecardPolicy:
    return load_policy(policy_file)


@pytest.fixture(scope="session")
def card_of(policy: ScorecardPolicy) -> Callable[..., Scorecard]:
    """Scores a plan for its own as-of date with the findings of its own rules."""

    def score(plan: AccountPlan, **options) -> Scorecard:
        options.setdefault("findings", run_rules(plan, as_of=plan.as_of, limits=policy.limits))
        options.setdefault("as_of", plan.as_of)
        return score_plan(plan, policy=policy, **options)

    return score
