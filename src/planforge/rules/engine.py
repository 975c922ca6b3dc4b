"""Runs the rules over a plan under the severities that a company has chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from difflib import get_close_matches

from planforge.diagnostics.finding import Finding, Severity
from planforge.errors import ConfigError
from planforge.model.limits import Limits
from planforge.model.plan import AccountPlan
from planforge.rules.registry import Facts, Rule, registered

OFF = "off"
LEVELS = (OFF, *(severity.value for severity in Severity))
FAMILIES = ("XR", "CN", "RV")
ELSEWHERE = ("WB", "FV", "TP", "FT")
"""Families whose rules live with the reader and the engine; a policy may name them, they are not ours to check."""

_NOTHING: Mapping[str, str] = {}


def run_rules(
    plan: AccountPlan,
    *,
    as_of: date | None,
    limits: Limits,
    policy: Mapping[str, str] = _NOTHING,
) -> tuple[Finding, ...]:
    """All findings of the cross-reference, consistency and readiness rules, in rule order.

    Args:
        plan: the plan as read.
        as_of: the day to check for; None silences the rules that compare with a day and is itself found.
        limits: what the scoring policy sets for the rules.
        policy: rule code or family to `off`, `error`, `warning` or `info`; a code goes before its family.

    Raises:
        ConfigError: the policy names an unknown rule, family or level.
    """
    rules = registered()
    check_policy(policy, rules)
    facts = Facts(as_of=as_of, limits=limits)
    return tuple(finding for rule in rules if not (rule.compares or rule.for_customer) for finding in _run(rule, plan, facts, policy))


def compare_with_last(
    plan: AccountPlan, previous: AccountPlan, *, as_of: date | None, limits: Limits, policy: Mapping[str, str] = _NOTHING
) -> tuple[Finding, ...]:
    """The findings of the rules that need the plan of the last review beside this one; arguments as for `run_rules`."""
    facts = Facts(as_of=as_of, limits=limits, previous=previous)
    return tuple(finding for rule in registered() if rule.compares for finding in _run(rule, plan, facts, policy))


def check_for_customer(plan: AccountPlan, *, company: str, limits: Limits, policy: Mapping[str, str] = _NOTHING) -> tuple[Finding, ...]:
    """What the texts of a plan would tell the customer that it must not read; `company` is our own name, which is no secret."""
    facts = Facts(as_of=plan.as_of, limits=limits, company=company)
    return tuple(finding for rule in registered() if rule.for_customer for finding in _run(rule, plan, facts, policy))


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
