"""What a rule is called, how severe it is and how to explain it. The check itself lives with the data it needs."""

from __future__ import annotations

from dataclasses import dataclass

from planforge.diagnostics.finding import Finding, Severity
from planforge.values import CellRef


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleInfo:
    """A rule's code, name, default severity and the three texts that `planforge explain` prints.

    Codes are for ever: a code is never used again for another fault. The name says the fault, not the cure.
    """

    code: str
    name: str
    severity: Severity
    finds: str
    why: str
    fix: str

    def finding(self, message: str, *, hint: str = "", cell: CellRef | None = None, field: str = "") -> Finding:
        """A finding of this rule; without a hint the rule's own way to fix it is the hint."""
        return Finding(
            code=self.code, name=self.name, severity=self.severity, message=message, hint=hint or self.fix, cell=cell, field=field
        )
