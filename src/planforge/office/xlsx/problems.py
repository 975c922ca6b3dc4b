"""What can be wrong with a workbook template. All problems of a file are collected and raised together."""

from __future__ import annotations

from dataclasses import dataclass, field

from planforge.diagnostics.finding import Finding, Severity
from planforge.diagnostics.rule import RuleInfo
from planforge.office.problems import BAD_TAG, UNKNOWN_NAME, TemplateProblems
from planforge.office.xlsx.expressions import TagError
from planforge.office.xlsx.values import LINK_DROPPED, TEXT_CUT
from planforge.values import CellRef


def _rule(code: str, name: str, finds: str, why: str, fix: str) -> RuleInfo:
    return RuleInfo(code=code, name=name, severity=Severity.ERROR, finds=finds, why=why, fix=fix)


NO_VALUE = _rule(
    "TP121",
    "formula-without-value",
    "A formula of a template says nothing about its computed value.",
    "Preview panes, mobile viewers and programs that read the file would show nothing until Excel has recalculated it.",
    "Add a note `value: …` to the cell, or `value: none` when the formula may stay without a value.",
)
BAD_LOOP = _rule(
    "TP122",
    "row-cannot-repeat",
    "A row loop cannot repeat its row: the note is not understood, two loops share a row, or its table has several data rows.",
    "Rows that repeat in an unclear way destroy what stands below them.",
    "Write `for: name in rows` into the note of the first cell of one row; keep one data row in the table.",
)
BAD_HEADER = _rule(
    "TP123",
    "header-unlike-column",
    "The name of a table column differs from the text of its header cell.",
    "Excel repairs such a file and may drop the table.",
    "Type the header cell again in Excel, so that it renames the column.",
)
BAD_NOTE = _rule(
    "TP124",
    "note-not-understood",
    "A note holds a directive in a place where it cannot work, such as a value on a cell without formula.",
    "A directive that is not understood would silently do nothing.",
    "Use `for: name in rows` on the first cell of a row and `value: …` on cells with a formula.",
)
DAMAGED = _rule(
    "TP125",
    "damaged-workbook-template",
    "A part of the workbook that is needed is missing, broken or of a kind that PlanForge does not edit.",
    "The result would not open.",
    "Open the template in Excel and save it again as an ordinary .xlsx.",
)
RULES: tuple[RuleInfo, ...] = (NO_VALUE, BAD_LOOP, BAD_HEADER, BAD_NOTE, DAMAGED, TEXT_CUT, LINK_DROPPED)


@dataclass(slots=True)
class Problems:
    """Collects the problems of one workbook template; the same problem of the same cell counts once."""

    name: str
    findings: list[Finding] = field(default_factory=list)

    def add(self, rule: RuleInfo, cell: CellRef | None, message: str) -> None:
        """Notes a problem of a cell, or of the whole workbook."""
        finding = rule.finding(f"{cell or 'workbook'}: {message}", cell=cell)
        if finding not in self.findings:
            self.findings.append(finding)

    def add_tag(self, cell: CellRef | None, error: TagError) -> None:
        """Notes a tag that cannot be compiled."""
        self.add(UNKNOWN_NAME if str(error).startswith("unknown name") else BAD_TAG, cell, str(error))

    def raise_any(self) -> None:
        """Raises everything collected.

        Raises:
            TemplateProblems: at least one problem was noted.
        """
        if self.findings:
            raise TemplateProblems(self.name, tuple(self.findings))
