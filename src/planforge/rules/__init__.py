"""Cross-field rules: what fits together, what contradicts, what a review still needs."""

from __future__ import annotations

from planforge.diagnostics.rule import RuleInfo
from planforge.rules import buying, dates, figures, judgement, people, process, readiness, references, strategy
from planforge.rules.engine import run_rules
from planforge.rules.registry import Facts, Rule, Thresholds, registered, rule

_FAMILIES = (references, figures, dates, judgement, readiness, people, buying, process, strategy)
"""Importing a module registers its rules."""

RULES: tuple[RuleInfo, ...] = tuple(rule.info for rule in registered())
"""What every rule is called and why it exists, in code order."""

__all__ = ["RULES", "Facts", "Rule", "Thresholds", "registered", "rule", "run_rules"]
