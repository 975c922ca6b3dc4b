"""Runs the rules over a plan under the severities that a company has chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import date
from difflib import get_close_matches
from typing import Any

from planforge.diagnostics.finding import Finding, Severity
from planforge.errors import ConfigError
from planforge.model.plan import AccountPlan
from planforge.model.stages import StageCuts
from planforge.rules.registry import Facts, Rule, Thresholds, registered

OFF = "off"
LEVELS = (OFF, *(severity.value for severity in Severity))
FAMILIES = ("XR", "CN", "RV")
ELSEWHERE = ("WB", "FV", "TP", "FT")
"""Families whose rules live with the reader and the engine; a policy may name them, they are not ours to check."""

_NOTHING: Mapping[str, Any] = {}


def run_rules(
    plan: AccountPlan,
    *,
    as_of: date | None,
    policy: Mapping[str, str] = _NOTHING,
    thresholds: Mapping[str, Any] = _NOTHING,
    stages: StageCuts | None = None,
) -> tuple[Finding, ...]:
    """All findings of the cross-reference, consistency and readiness rules, in rule order.

    Args:
        plan: the plan as read.
        as_of: the day to check for; None silences the rules that compare with a day and is itself found.
        policy: rule code or family to `off`, `error`, `warning` or `info`; a code goes before its family.
        thresholds: settings by dotted name; those that start with `rules.` are ours.
        stages: from which contacts a relationship stage follows; without them our own cuts.

    Raises:
        ConfigError: the policy or a threshold names something unknown.
    """
    rules = registered()
    check_policy(policy, rules)
    facts = Facts(as_of=as_of, thresholds=_thresholds(thresholds), stages=stages or StageCuts())
    return tuple(finding for rule in rules for finding in _run(rule, plan, facts, policy))


def _run(rule: Rule, plan: AccountPlan, facts: Facts, policy: Mapping[str, str]) -> Iterable[Finding]:
    code = rule.info.code
    level = policy.get(code, policy.get(code[:2]))
    if level == OFF or (rule.dated and facts.as_of is None):
        return ()
    findings = rule.check(plan, facts)
    return findings if level is None else (replace(finding, severity=Severity(level)) for finding in findings)


def check_policy(policy: Mapping[str, str], rules: Iterable[Rule]) -> None:
    """Raises ConfigError when a policy names an unknown rule, family or level."""
    known = [*FAMILIES, *ELSEWHERE, *(rule.info.code for rule in rules)]
    for key, level in policy.items():
        if key not in known and key[:2] not in ELSEWHERE:
            near = get_close_matches(key.upper(), known, n=1)
            hint = f"Did you mean {near[0]}?" if near else f"Name a rule code such as XR101 or a family: {', '.join(FAMILIES)}."
            raise ConfigError(f"The settings name a rule {key!r} that does not exist.", hint)
        if level not in LEVELS:
            raise ConfigError(f"The rule {key} has the level {level!r}, which is not known.", f"Use one of {', '.join(LEVELS)}.")


def _thresholds(given: Mapping[str, Any]) -> Thresholds:
    ours = {name.removeprefix("rules."): value for name, value in given.items() if name.startswith("rules.")}
    known = {f.name for f in fields(Thresholds)}
    for name, value in ours.items():
        if name not in known:
            raise ConfigError(f"The settings name a threshold 'rules.{name}' that does not exist.", f"Known: {', '.join(sorted(known))}.")
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise ConfigError(f"The threshold rules.{name} is {value!r}, which is not a number.", "Write a plain number.")
    return Thresholds(**ours)
