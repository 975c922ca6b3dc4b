"""What is found when text does not fit the place that the template gives it."""

from __future__ import annotations

from planforge.diagnostics.finding import Severity
from planforge.diagnostics.rule import RuleInfo

TEXT_CUT = RuleInfo(
    code="FT101",
    name="text-cut",
    severity=Severity.WARNING,
    finds="A text is longer than its place and was cut at a word; the full text stands in the slide's notes.",
    why="A text that runs over its neighbours makes both unreadable, and small print is not read at all.",
    fix="Shorten the text in the workbook, or give the shape more room in the template.",
)
TEXT_OVERFLOWS = RuleInfo(
    code="FT102",
    name="text-overflows",
    severity=Severity.WARNING,
    finds="A text or table needs more room than its place has.",
    why="It covers what stands below it or leaves the slide.",
    fix="Shorten the text in the workbook, or give the shape more room in the template.",
)
RULES: tuple[RuleInfo, ...] = (TEXT_CUT, TEXT_OVERFLOWS)
