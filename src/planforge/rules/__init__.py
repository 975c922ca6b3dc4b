"""Cross-field rules: what fits together, what contradicts, what a review still needs."""

from __future__ import annotations

from planforge.diagnostics.rule import RuleInfo
from planforge.rules import (
    buying,
    dates,
    duties,
    figures,
    judgement,
    mentions,
    people,
    process,
    readiness,
    references,
    relations,
    sharing,
    strategy,
    unknowns,
)
from planforge.rules.engine import check_for_customer, compare_with_last, run_rules
from planforge.rules.registry import Facts, Rule, registered, rule

_FAMILIES = (
    references,
    mentions,
    figures,
    dates,
    judgement,
    readiness,
    people,
    duties,
    buying,
    relations,
    process,
    strategy,
    sharing,
    unknowns,
)
"""Importing a module registers its rules."""

RULES: tuple[RuleInfo, ...] = tuple(rule.info for rule in registered())
"""What every rule is called and why it exists, in code order."""

__all__ = ["RULES", "Facts", "Rule", "check_for_customer", "compare_with_last", "registered", "rule", "run_rules"]
