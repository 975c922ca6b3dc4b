"""AX2, status rules and definitions; AX3, completeness and trace."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from planforge.diagnostics.finding import Severity
from planforge.model.codes import Status
from planforge.model.scorecard import SECTIONS
from planforge.office.rich import Rich, Span, Text
from planforge.review.brief import Brief
from planforge.review.context_appendix import CompletenessRow, DefinitionsSlide, MethodRow, RuleRow, TopicPage, TraceRow, TraceSlide
from planforge.review.context_base import Lead
from planforge.review.financials import column
from planforge.review.notes import frame
from planforge.review.policy_words import lists
from planforge.review.quality import compose_quality, quality_facts
from planforge.review.selection import cut_source
from planforge.review.status import GLYPHS, marked

RULES, TRACE = "AX2", "AX3"
TRACED, FINDINGS = 19, 12
_MEASURES = ("growth_target", "weighted", "coverage", "net_income", "wallet", "position", "strength", "zone")


_TOPICS: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        "scales": (
            ("ratings", "A05"),
            ("ten_factors", "A05"),
            ("attractiveness", "A06"),
            ("relative", "A06"),
            ("types", "A06"),
            ("levels", "A10"),
            ("rhythm", "A10"),
            ("roles", "A09"),
            ("support", "A09"),
            ("influence", "A09"),
            ("stakes", "AX13"),
            ("window", "A13"),
            ("marks", "AX7"),
            ("zones", "A18"),
            ("shades", "A08"),
            ("trend", "A03"),
        ),
        "methods": (
            ("wallet", "A08"),
            ("stages", "A11"),
            ("lift", "A15"),
            ("named", "AX5"),
            ("goals", "A17"),
            ("questions", "AX4"),
            ("criteria", "AX5"),
            ("screen", "AX5"),
            ("grade", "AX5"),
            ("segment", "AX5"),
            ("deals", "AX6"),
            ("funnel", "AX6"),
            ("satisfaction", "AX8"),
            ("trust", "AX8"),
            ("outlook", "AX9"),
            ("agreement", "AX9"),
            ("whitespace", "AX10"),
            ("effort", "AX11"),
            ("silence", "AX11"),
        ),
        "planning": (
            ("ready", "AX17"),
            ("cycle", "AX17"),
            ("duties", "AX20"),
            ("cadence", "A21"),
            ("follow_up", "A21"),
            ("profile", "A04"),
            ("parts", "AX18"),
            ("health", "AX18"),
            ("off_track", "A02"),
            ("quality", "AX3"),
            ("consistency", "AX3"),
            ("evidence", "AX3"),
            ("freshness", "AX3"),
            ("limits", "AX3"),
            ("alarms", "AX3"),
            ("probabilities", "A15"),
        ),
    }
)
"""Topics of the definitions, each with its rules and the slide that shows what a rule is about."""


def rule_facts(brief: Brief) -> dict[str, Any]:
    """Thresholds in force, nested by section."""
    position = brief.card.position
    cuts = brief.card.selection.cuts
    lines = {
        "revenue_line": cuts.revenue.amount,
        "potential_line": cuts.potential.amount,
        "revenue_from": cut_source(brief, cuts.revenue),
        "potential_from": cut_source(brief, cuts.potential),
        "least": cuts.revenue.least,
    }
    return {
        **brief.common,
        **lines,
        **lists(brief),
        "topic": "rules",
        "attractiveness_cut": position.attractiveness_cut,
        "strength_cut": position.strength_cut,
    }


def trace_facts(brief: Brief) -> dict[str, Any]:
    """Counts of AX3."""
    readings = brief.plan.readings.values()
    return {
        **brief.common,
        "share": brief.card.quality.complete_share,
        "missing": sum(max(0, reading.required - reading.filled) for reading in readings),
        "warnings": brief.report.count(Severity.WARNING),
        "errors": brief.report.count(Severity.ERROR),
        "remarks": brief.report.count(Severity.INFO),
        "first_review": brief.previous is None,
        "page": "trace",
        **quality_facts(brief),
    }


def compose_rules(brief: Brief) -> DefinitionsSlide:
    """AX2."""
    data = brief.facts[RULES]

    def rule(name: str) -> str:
        return brief.texts.text(f"AX2.rule.{name}", brief.language, data)

    rows = tuple(
        RuleRow(section=brief.t(f"status_section.{s}"), on_track=rule(f"{s}_on"), watch=rule(f"{s}_watch"), off_track=rule(f"{s}_off"))
        for s in SECTIONS
    )
    measures = tuple(
        Lead(lead=brief.word(f"AX2.measure.{key}"), text=brief.texts.text(f"AX2.measure.{key}", brief.language, data)) for key in _MEASURES
    )
    return DefinitionsSlide(
        slide=frame(brief, RULES, data),
        rules=rows,
        measures=measures,
        keys=_keys(brief, data),
        topics=tuple(_topic(brief, name, data) for name in _TOPICS),
    )


def _topic(brief: Brief, name: str, data: Mapping[str, Any]) -> TopicPage:
    rows = tuple(
        MethodRow(measure=brief.t(f"AX2.method.{key}"), rule=brief.texts.text(f"AX2.method.{key}", brief.language, data), slide=slide)
        for key, slide in _TOPICS[name]
    )
    return TopicPage(slide=frame(brief, RULES, {**data, "topic": name}), name=brief.t(f"AX2.topic.{name}"), rows=rows)


def _keys(brief: Brief, data: Mapping[str, Any]) -> tuple[Rich, ...]:
    glyphs: list[Span] = []
    for status in GLYPHS:
        mark = marked(status, brief.word(f"rag.{status.value}"), brief.chinese)
        glyphs.extend((*mark.spans, Span("   ")))
    limit = brief.texts.text("AX2.measure.not_assessed", brief.language, data)
    word = brief.word(f"rag.{Status.NOT_ASSESSED.value}")
    colon = "：" if brief.chinese else ": "
    return (
        Rich(tuple(glyphs[:-1])),
        Rich((Span(word, bold=True), Span(colon + limit))),
        Rich((Span(brief.texts.text("AX2.measure.scenarios", brief.language, data)),)),
    )


_SHEETS, _SHEETS_CHINESE = 20, 17
"""Rows of sheets that stand on one slide in either language; of more, the last ones that lack nothing share a row."""


def compose_trace(brief: Brief) -> TraceSlide:
    """AX3."""
    data = brief.facts[TRACE]
    source = brief.plan.source
    return TraceSlide(
        slide=frame(
            brief,
            TRACE,
            data,
            warnings=_findings(brief),
        ),
        quality=compose_quality(brief),
        completeness=_completeness(brief),
        total=_total(brief, data),
        rows=_rows(brief),
        file=brief.text("AX3.file", hash=source.sha256[:8], version=brief.version),
        findings=_findings(brief),
    )


def _completeness(brief: Brief) -> tuple[CompletenessRow, ...]:
    sheets: dict[str, list[int]] = {}
    for block, reading in brief.plan.readings.items():
        if reading.required:
            counts = sheets.setdefault(reading.sheet or brief.word_or(f"sheet.{block}", block), [0, 0])
            counts[0] += reading.required
            counts[1] += min(reading.filled, reading.required)
    found: dict[str, list[Severity]] = {}
    for finding in brief.report.findings:
        found.setdefault(finding.cell.sheet if finding.cell else "", []).append(finding.severity)
    whole = [sheet for sheet, (required, filled) in sheets.items() if filled == required and sheet not in found]
    room = _SHEETS_CHINESE if brief.chinese else _SHEETS
    folded = set(whole[max(0, len(whole) - (len(sheets) - room + 1)) :]) if len(sheets) > room else set()
    rows = [_sheet_row(brief, s, required, filled, found.get(s, [])) for s, (required, filled) in sheets.items() if s not in folded]
    if folded:
        name = brief.text("AX3.whole_sheets", count=len(folded))
        required = sum(sheets[sheet][0] for sheet in folded)
        rows.append(_sheet_row(brief, name, required, required, []))
    return tuple(rows)


def _sheet_row(brief: Brief, sheet: str, required: int, filled: int, severities: list[Severity]) -> CompletenessRow:
    findings: Text = str(len(severities)) if severities else "–"
    if Severity.ERROR in severities:
        findings = Rich((Span(str(len(severities)), tone="bad", bold=True),))
    return CompletenessRow(
        sheet=sheet, required=str(required), filled=str(filled), share=brief.numbers.percent(filled / required), findings=findings
    )


def _total(brief: Brief, data: Mapping[str, Any]) -> CompletenessRow:
    readings = brief.plan.readings.values()
    required = sum(reading.required for reading in readings)
    filled = sum(min(reading.filled, reading.required) for reading in readings)
    return CompletenessRow(
        sheet=brief.word("total"),
        required=str(required),
        filled=str(filled),
        share=brief.numbers.percent(data["share"]),
        findings=str(len(brief.report.findings)),
    )


def _rows(brief: Brief) -> tuple[TraceRow, ...]:
    this = brief.card.financials.this
    head = column(this) if this else ""
    pipeline = [
        r
        for r in brief.trace.of("A15")
        if r.label in {brief.word(f"A15.trace.{k}") for k in ("coverage", "weighted", "target", "top_share")}
    ]
    financials = [r for r in brief.trace.of("A07") if head and r.label.startswith(head)]
    records = [*brief.trace.of("A02"), *pipeline, *financials]
    order = {"A02": 0, "A07": 1, "A15": 2}
    chosen = sorted(records[:TRACED], key=lambda record: order[record.slide])
    return tuple(TraceRow(slide=r.slide, figure=r.label, shown=r.shown, cells=r.cells or "–") for r in chosen)


def _findings(brief: Brief) -> tuple[str, ...]:
    errors = [f for f in brief.report.findings if f.severity is Severity.ERROR]
    lines = [brief.finding_line(finding) for finding in errors[:FINDINGS]]
    if len(errors) > FINDINGS:
        lines.append(brief.text("AX3.more_findings", count=len(errors) - FINDINGS))
    return tuple(lines)
