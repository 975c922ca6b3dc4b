"""What a cross-field rule is: a decorated function whose docstring explains it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from planforge.diagnostics.finding import Finding, Severity
from planforge.diagnostics.rule import RuleInfo
from planforge.model.limits import Limits, RuleLimits
from planforge.model.plan import AccountPlan
from planforge.model.record import Record
from planforge.model.stages import StageCuts

HEADINGS = ("Finds", "Why", "Fix")
_HEADING = re.compile(rf"\s*({'|'.join(HEADINGS)}):\s*(.*)\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a rule may know besides the plan: the day it is checked for, the limits in force, the plan of the last review, our name."""

    as_of: date | None
    limits: Limits
    previous: AccountPlan | None = None
    company: str = ""

    @property
    def thresholds(self) -> RuleLimits:
        """The limits that only rules need."""
        return self.limits.rules

    @property
    def stages(self) -> StageCuts:
        """From which contacts a relationship stage follows."""
        return self.limits.stages

    @property
    def day(self) -> date:
        """The as-of date; only rules marked `dated` may ask for it, and they do not run without one."""
        if self.as_of is None:
            raise ValueError("a rule that needs the as-of date must be marked dated")
        return self.as_of

    @property
    def before(self) -> AccountPlan:
        """The plan of the last review; only rules marked `compares` may ask for it, and they do not run without one."""
        if self.previous is None:
            raise ValueError("a rule that needs the last review's plan must be marked compares")
        return self.previous


Check = Callable[[AccountPlan, Facts], Iterable[Finding]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule with its explanation. A `dated` rule is silent while the plan has no as-of date, a comparing one without the last plan.

    One that is `for_customer` runs only when the customer's edition is made.
    """

    info: RuleInfo
    check: Check
    dated: bool = False
    compares: bool = False
    for_customer: bool = False

    def at(self, block: str, record: Record, name: str, message: str, hint: str = "") -> Finding:
        """A finding of this rule at a field of a record."""
        return self.info.finding(message, hint=hint, cell=record.at(name), field=f"{block}.{name}")

    def about(self, block: str, message: str, hint: str = "") -> Finding:
        """A finding of this rule about a block that has no record to point at."""
        return self.info.finding(message, hint=hint, field=block)


_RULES: dict[str, Rule] = {}


def rule(
    *, code: str, name: str, severity: Severity, dated: bool = False, compares: bool = False, for_customer: bool = False
) -> Callable[[Check], Rule]:
    """Registers a function as a rule; its docstring's headings Finds, Why and Fix become the explanation.

    The same in Chinese stands in `diagnostics/rules.zh.toml`, under the rule's code.

    Raises:
        ValueError: the code is taken or a heading is missing.
    """

    def register(check: Check) -> Rule:
        if code in _RULES:
            raise ValueError(f"rule code {code} is used twice")
        text = explanation(check.__doc__ or "")
        info = RuleInfo(code=code, name=name, severity=severity, finds=text["Finds"], why=text["Why"], fix=text["Fix"])
        _RULES[code] = Rule(info=info, check=check, dated=dated, compares=compares, for_customer=for_customer)
        return _RULES[code]

    return register


def registered() -> tuple[Rule, ...]:
    """All rules in code order, family by family: XR, CN, RV."""
    families = ("XR", "CN", "RV")
    return tuple(sorted(_RULES.values(), key=lambda r: (families.index(r.info.code[:2]), r.info.code)))


def explanation(docstring: str) -> dict[str, str]:
    """The texts under the headings of a rule's docstring, lines joined.

    Raises:
        ValueError: a heading is missing, empty or out of order.
    """
    found: dict[str, list[str]] = {}
    for line in docstring.strip().splitlines():
        match = _HEADING.match(line)
        if match:
            found[match[1]] = [match[2].strip()]
        elif found:
            found[list(found)[-1]].append(line.strip())
    texts = {heading: " ".join(part for part in parts if part) for heading, parts in found.items()}
    if tuple(texts) != HEADINGS or not all(texts.values()):
        raise ValueError(f"a rule's docstring needs the headings {', '.join(HEADINGS)} in this order: {docstring!r}")
    return texts
