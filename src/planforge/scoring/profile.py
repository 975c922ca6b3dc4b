"""How full and how old the profile of the customer is (METHOD C1)."""

from __future__ import annotations

from datetime import date

from planforge.model.account import AccountProfile
from planforge.model.plan import AccountPlan
from planforge.model.scorecard_parts import ProfileBlock, ProfileScores
from planforge.scoring.policy import ScorecardPolicy

BLOCKS = ("industry", "goals", "customers", "competitors", "money", "buying")
"""The views of the customer, in the order of the sheet; each has its day in a field of its own."""


def score_profile(plan: AccountPlan, policy: ScorecardPolicy, as_of: date | None) -> ProfileScores:
    """The profile on a day; without a day nothing has an age."""
    return ProfileScores(blocks=tuple(_block(plan.profile, key, policy.profile.stale_days, as_of) for key in BLOCKS))


def _block(profile: AccountProfile, key: str, limit: int, as_of: date | None) -> ProfileBlock:
    filled, checked = bool(getattr(profile, key)), getattr(profile, f"{key}_date")
    age = (as_of - checked).days if filled and checked and as_of else None
    return ProfileBlock(key=key, filled=filled, checked=checked, age=age, stale=age is not None and age > limit)
