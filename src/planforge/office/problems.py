"""What can be wrong with a template. All problems of a file are collected and raised together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

from planforge.diagnostics.finding import Finding, Severity
from planforge.diagnostics.rule import RuleInfo
from planforge.errors import TemplateError


def _rule(code: str, name: str, finds: str, why: str, fix: str) -> RuleInfo:
    return RuleInfo(code=code, name=name, severity=Severity.ERROR, finds=finds, why=why, fix=fix)


UNKNOWN_NAME = _rule(
    "TP101",
    "unknown-name",
    "A tag uses a name or attribute that the template's data do not have.",
    "A typing error would otherwise show as a blank on a slide in front of the customer team.",
    "Use one of the names of the data, spelled as there.",
)
BAD_TAG = _rule(
    "TP102",
    "tag-not-understood",
    "A tag cannot be read: a brace, quote, bracket or word is missing or wrong.",
    "A tag that cannot be read cannot be filled.",
    "Type the tag again, in one go, and check its braces and quotes.",
)
OPEN_BLOCK = _rule(
    "TP103",
    "block-left-open",
    "An `if` or `for` does not end in the text box or table cell in which it begins.",
    "The order between shapes is their stacking order, which nobody sees; so blocks over several shapes are refused.",
    "Close the block in the same text box or cell, or put an `if:` line into the shape's alt text.",
)
SPLIT_TAG = _rule(
    "TP104",
    "tag-over-paragraphs",
    "A tag begins in one paragraph and ends in another.",
    "Which paragraph's format the value would take is not known.",
    "Write the tag in one paragraph; a soft break (Shift+Enter) inside is allowed.",
)
WRONG_PLACE = _rule(
    "TP105",
    "directive-in-wrong-place",
    "A directive stands where it cannot work, such as a row loop outside a table.",
    "Row and column loops belong to table cells, bullet loops to paragraphs, slide directives to the notes.",
    "Move the directive to the first cell of the row or column, to the paragraph, or to the slide's notes.",
)
UNKNOWN_DIRECTIVE = _rule(
    "TP106",
    "unknown-directive",
    "An alt-text block or a notes line holds a word that PlanForge does not know.",
    "A directive that is not understood would silently do nothing.",
    "Use one of the known words.",
)
UNKNOWN_VISUAL = _rule(
    "TP107",
    "unknown-component",
    "A component frame names a drawing that does not exist.",
    "The frame would stay an empty rectangle.",
    "Use one of the known drawings.",
)
SMALL_FRAME = _rule(
    "TP108",
    "frame-too-small",
    "A component frame is smaller than its drawing needs.",
    "A squeezed drawing cannot be read in a meeting room.",
    "Make the rectangle larger, or use another slide for it.",
)
UNSUPPORTED = _rule(
    "TP109",
    "unsupported-object",
    "A tag or directive belongs to an object that cannot carry one, such as SmartArt.",
    "Such text lives in two places of the file, and PowerPoint shows the one that was not filled.",
    "Replace the object by a table, text boxes or a component frame.",
)
BAD_TABLE = _rule(
    "TP110",
    "table-cannot-repeat",
    "A row or column loop cuts through merged cells, or is not closed.",
    "Copies of half a merged cell make a file that PowerPoint repairs by deleting the table.",
    "Split the merged cells, or put the loop around all of their rows.",
)
DAMAGED = _rule(
    "TP111",
    "damaged-template",
    "A part of the presentation that is needed is missing or broken.",
    "The result would not open.",
    "Open the template in PowerPoint, repair it and save it again as .pptx.",
)
BAD_CHART = _rule(
    "TP112",
    "chart-cannot-be-filled",
    "A chart has a directive or tags, and is of a kind, or holds its data in a way, that cannot take data.",
    "It would show the sample figures of the template.",
    "Use a column, bar, line, area, pie, doughnut, radar, scatter, bubble or stock chart with a data sheet of its own.",
)
CHART_UNLINKED = RuleInfo(
    code="TP113",
    name="chart-without-own-workbook",
    severity=Severity.WARNING,
    finds="A chart was filled, but the workbook behind it is missing or stands outside the presentation.",
    why="The chart shows the right figures until somebody edits its data or updates its link.",
    fix="In the template, break the link or draw the chart again, so that its data stand in the presentation.",
)
LINK_LOST = RuleInfo(
    code="TP151",
    name="link-without-slide",
    severity=Severity.INFO,
    finds="A link, a zoom or a custom show leads to slides that the result does not have, and was taken out.",
    why="A button that leads nowhere stops a presenter; a file that points to a missing slide is repaired by PowerPoint.",
    fix="Nothing has to be done when the slide was meant to be left out; otherwise look at its `{% slide if %}`.",
)
UNKNOWN_PART = RuleInfo(
    code="TP152",
    name="unknown-part-copied",
    severity=Severity.WARNING,
    finds="A slide holds something of a kind that PlanForge does not know; every copy of the slide gets a copy of it.",
    why="It may refer to the slide or to itself in ways that a copy breaks.",
    fix="Open a result in PowerPoint and look at that slide; when it is wrong, use another kind of object.",
)
PART_LEFT_OUT = RuleInfo(
    code="TP153",
    name="part-left-out",
    severity=Severity.INFO,
    finds="The template has comments, which no result gets.",
    why="Comments belong to the making of the template, and point to slides that the result has several times or not at all.",
    fix="Nothing has to be done; delete them from the template to silence this.",
)
RULES: tuple[RuleInfo, ...] = (
    UNKNOWN_NAME,
    BAD_TAG,
    OPEN_BLOCK,
    SPLIT_TAG,
    WRONG_PLACE,
    UNKNOWN_DIRECTIVE,
    UNKNOWN_VISUAL,
    SMALL_FRAME,
    UNSUPPORTED,
    BAD_TABLE,
    DAMAGED,
    BAD_CHART,
    CHART_UNLINKED,
    LINK_LOST,
    UNKNOWN_PART,
    PART_LEFT_OUT,
)


_SHOWN_TAG = 160
"""Characters of a tag that a message quotes."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a template: slide number, shape name, what inside it (`notes`, `cell R2C1`, `alt text`), paragraph and tag."""

    slide: int = 0
    shape: str = ""
    part: str = ""
    paragraph: int = 0
    tag: str = ""

    def __str__(self) -> str:
        words = [f"slide {self.slide}" if self.slide else "presentation"]
        if self.shape:
            words.append(f"shape '{self.shape}'")
        if self.part:
            words.append(self.part)
        if self.paragraph > 1:
            words.append(f"paragraph {self.paragraph}")
        if self.tag:
            words.append(self.tag if len(self.tag) <= _SHOWN_TAG else f"{self.tag[: _SHOWN_TAG - 1]}…")
        return ", ".join(words)


class TemplateProblems(TemplateError):  # noqa: N818 - it reads as what it holds
    """A template with problems. `findings` holds every one of them; the message lists them all."""

    def __init__(self, name: str, findings: tuple[Finding, ...]) -> None:
        count = "1 problem" if len(findings) == 1 else f"{len(findings)} problems"
        lines = "".join(f"\n  {f.code} {f.message}" for f in findings)
        super().__init__(f"{name or 'The template'} has {count}:{lines}", findings[0].hint)
        self.findings = findings


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateFinding(Finding):
    """A finding that knows its place in a template. `fault` is the message without the place."""

    place: Place = Place()
    fault: str = ""


def placed(rule: RuleInfo, place: Place, fault: str) -> TemplateFinding:
    """A finding of a rule at a place; the message names both."""
    return TemplateFinding(
        code=rule.code, name=rule.name, severity=rule.severity, message=f"{place}: {fault}", hint=rule.fix, place=place, fault=fault
    )


@dataclass(slots=True)
class Problems:
    """Collects the problems of one template."""

    findings: list[Finding] = field(default_factory=list)

    def add(self, rule: RuleInfo, place: Place, message: str) -> None:
        """Notes a problem once."""
        finding = placed(rule, place, message)
        if finding not in self.findings:
            self.findings.append(finding)

    def raise_any(self, name: str) -> None:
        """Raises everything collected.

        Raises:
            TemplateProblems: at least one problem was noted.
        """
        if self.findings:
            raise TemplateProblems(name, tuple(self.findings))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A half-sentence with the nearest known word, ignoring case; empty when nothing is near."""
    names = {name.lower(): name for name in sorted(known, reverse=True)}
    swapped = [name for name in names if sorted(name) == sorted(word.lower())]
    near = swapped or get_close_matches(word.lower(), names, n=1, cutoff=0.6)
    return f"; did you mean '{names[near[0]]}'?" if near else ""
