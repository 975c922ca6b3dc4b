"""Scores of a plan: every figure with its formula, its parts and the cells they came from."""

from __future__ import annotations

from planforge.scoring.engine import place, portfolio_average, score_plan
from planforge.scoring.load import load_policy
from planforge.scoring.policy import ScorecardPolicy
from planforge.scoring.selection import cuts_between

__all__ = ["ScorecardPolicy", "cuts_between", "load_policy", "place", "portfolio_average", "score_plan"]
