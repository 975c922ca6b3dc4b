"""The report of one workbook: its findings in sheet and row order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planforge.diagnostics.finding import Finding, Severity
from planforge.values import SourceFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All findings of one input file, sorted; `sheets` is the workbook's own sheet order."""

    source: SourceFile
    findings: tuple[Finding, ...] = ()
    sheets: tuple[str, ...] = ()

    @classmethod
    def of(cls, source: SourceFile, findings: Iterable[Finding], sheets: Sequence[str] = ()) -> Report:
        """A report with its findings in file, sheet, row, column, code order and without repeats."""
        order = {name: position for position, name in enumerate(sheets)}

        def place(finding: Finding) -> tuple[int, int, int, str, str]:
            cell = finding.cell
            if cell is None:
                return (-1, 0, 0, finding.code, finding.message)
            return (order.get(cell.sheet, len(order)), cell.row, cell.column, finding.code, finding.message)

        return cls(source=source, findings=tuple(sorted(dict.fromkeys(findings), key=place)), sheets=tuple(sheets))

    def count(self, severity: Severity) -> int:
        """How many findings have exactly this severity."""
        return sum(1 for finding in self.findings if finding.severity is severity)

    def fails(self, threshold: Severity | None) -> bool:
        """True when a finding is at or above the threshold; None never fails."""
        return threshold is not None and any(f.severity.rank >= threshold.rank for f in self.findings)
