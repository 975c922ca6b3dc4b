"""The scoring policy that ships with PlanForge, and the limits that rules read from it."""

from __future__ import annotations

from planforge import resources
from planforge.scoring import load_policy

POLICY = load_policy(resources.template("xlsx/account-plan/scorecard.toml"))
LIMITS = POLICY.limits
