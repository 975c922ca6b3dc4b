"""AX5, whether the account deserves a plan: selection criteria, quick screen, grade, kind, revenue against potential."""

from __future__ import annotations

from typing import Any

from planforge.model.business import Cut
from planforge.model.codes import Status
from planforge.model.selection import SelectionCriterion
from planforge.office.rich import Rich, Span, Text
from planforge.office.text import fits, one_line
from planforge.review.brief import Brief
from planforge.review.context_standing import CriterionScoreRow, ReadingRow, SelectionSlide
from planforge.review.fixed_names import fixed_name
from planforge.review.notes import frame
from planforge.review.numbers import NOT_APPLICABLE, figure
from planforge.review.status import marked
from planforge.review.takeaway import takeaway
from planforge.review.trace import cells_of, ranges_of

ID = "AX5"
PARENT = 75.0
"""Points for the name of the parent account."""
NOTES_WIDTH, NOTES_LINES = 490.0, 3
"""Points and lines of 10 pt that the notes on criteria share; when they take more, the speaker notes have them in full."""
_FILLS = {5: "lv3", 4: "lv2", 3: "lv1", 2: "", 1: ""}
_ENTRIES = ("kind", "parent", "branches", "buys", "orientation")
_INDICATORS = ("sales", "profit", "growth", "loyalty")


def facts(brief: Brief) -> dict[str, Any]:
    """Raw values of the slide."""
    scores, found = brief.card.selection, brief.plan.screening
    criteria = scores.criteria
    fails = [name for name, _, light in scores.screen if light is Status.OFF_TRACK]
    low = min((row for row in brief.plan.criteria if row.score is not None), key=lambda row: row.score or 0, default=None)
    rated = any(rating is not None for _, rating, _ in scores.screen)
    return {
        **brief.common,
        "shown": bool(criteria.known or criteria.knock_outs) or _has_entries(brief),
        "criteria": len(brief.plan.criteria),
        "known": criteria.known,
        "unknown": criteria.unknown,
        "mean": criteria.mean,
        "low": criteria.low,
        "high": criteria.high,
        "total": criteria.total,
        "best": criteria.best,
        "verdict": criteria.verdict.value if criteria.verdict else "",
        "mark": brief.policy["selection.pass_mark"],
        "knock_outs": len(criteria.knock_outs),
        "knock_out": next((_name(brief, row) for row in criteria.knock_outs), ""),
        "lowest": _name(brief, low) if low else "",
        "lowest_score": low.score if low else None,
        "grade": scores.grade.value if scores.grade else "",
        "grade_mean": scores.grade_mean,
        "rated": scores.rated,
        "claimed": brief.plan.cover.account_class.value if brief.plan.cover.account_class else "",
        "segment": brief.code("AX5.segment", scores.segment),
        "advice": brief.code("AX5.advice", scores.segment),
        "screened": rated,
        "screen_fails": len(fails),
        "screen_fail": brief.word(f"AX5.screen.{fails[0]}") if fails else "",
        "screen_passed": scores.screen_status in (Status.ON_TRACK, Status.WATCH),
        "revenue": scores.revenue,
        "potential": found.future_potential,
        "grade_a": brief.policy["selection.grade_a"],
        "grade_b": brief.policy["selection.grade_b"],
        "screen_watch": brief.policy["selection.screen_watch"],
        "revenue_line": scores.cuts.revenue.amount,
        "potential_line": scores.cuts.potential.amount,
        "least": scores.cuts.revenue.least,
    }


def _name(brief: Brief, row: SelectionCriterion) -> str:
    return fixed_name(brief, "AX5.name", row.number, row.criterion)


def _has_entries(brief: Brief) -> bool:
    found = brief.plan.screening
    return any(getattr(found, name) is not None for name in (*found.cells, *_ENTRIES))


def compose(brief: Brief) -> SelectionSlide | None:
    """The slide; None while neither a criterion nor the screening has an answer."""
    data = brief.facts[ID]
    if not data["shown"]:
        return None
    _trace(brief, data)
    rows = tuple(_criterion(brief, row) for row in brief.plan.criteria)
    half = (len(rows) + 1) // 2
    return SelectionSlide(
        slide=frame(
            brief,
            ID,
            data,
            ranges=ranges_of(cells_of(brief.plan.criteria, "weight", "score", "knock_out"), cells_of((brief.plan.screening,))),
            blocks=("screening", "criteria"),
            sticker=brief.text("AX5.unknown", **data) if data["unknown"] else "",
            warnings=_warnings(brief, data),
        ),
        unit=brief.numbers.unit_text,
        first=rows[:half],
        second=rows[half:],
        notes=_notes(brief),
        result=brief.text("AX5.result", **data, word=brief.code("AX5.verdict", brief.card.selection.criteria.verdict)),
        tests=(*_screen(brief), *_indicators(brief)),
        grade=_grade(brief, data),
        facts=_facts(brief),
        takeaway=takeaway(brief, ID, data),
    )


def _criterion(brief: Brief, row: SelectionCriterion) -> CriterionScoreRow:
    unknown = Rich((Span("?", tone="muted"),))
    name: Text = _name(brief, row)
    if row.knock_out:
        name = Rich((*marked(Status.OFF_TRACK, brief.word("AX5.knocks_out"), brief.chinese, bold=True).spans, Span(f" {name}")))
    return CriterionScoreRow(
        number=str(row.number or NOT_APPLICABLE),
        criterion=name,
        weight=figure(1.0 if row.weight is None else row.weight, 0 if float(row.weight or 1).is_integer() else 1),
        score=unknown if row.score is None else str(row.score),
        fill=_FILLS.get(row.score or 0, ""),
    )


def _notes(brief: Brief) -> Text:
    """What was noted, with the criteria's numbers in bold; empty without a note."""
    noted = [row for row in brief.plan.criteria if row.note]
    gap = "；" if brief.chinese else "; "
    spans: list[Span] = []
    for row in noted:
        spans += [Span(f"{row.number or NOT_APPLICABLE} ", bold=True), Span(f"{row.note}{gap if row is not noted[-1] else ''}")]
    return Rich(tuple(spans)) if spans else ""


def _screen(brief: Brief) -> tuple[ReadingRow, ...]:
    return tuple(
        ReadingRow(
            label=brief.t(f"AX5.screen.{name}"),
            value=_rating(rating),
            reading=marked(light, brief.word(f"AX5.light.{light.value}"), brief.chinese),
        )
        for name, rating, light in brief.card.selection.screen
    )


def _indicators(brief: Brief) -> tuple[ReadingRow, ...]:
    found = brief.plan.screening
    return tuple(
        ReadingRow(
            label=brief.t(f"AX5.indicator.{name}"),
            value=_rating(getattr(found, f"grade_{name}")),
            reading=brief.text("AX5.counts", weight=brief.policy[f"selection.indicators.{name}"]),
        )
        for name in _INDICATORS
    )


def _rating(rating: int | None) -> Text:
    return Rich((Span("?", tone="muted"),)) if rating is None else str(rating)


def _grade(brief: Brief, data: dict[str, Any]) -> ReadingRow:
    reading = brief.text("AX5.grade_mean", **data) if data["grade"] else brief.word("not_available")
    return ReadingRow(label=brief.t("AX5.grade"), value=data["grade"] or NOT_APPLICABLE, reading=reading)


def _facts(brief: Brief) -> tuple[ReadingRow, ...]:
    found, scores, numbers = brief.plan.screening, brief.card.selection, brief.numbers
    rows = [
        _entry(brief, "kind", brief.code("AX5.kind_word", found.kind), brief.code("AX5.kind_means", found.kind)),
        _entry(brief, "parent", one_line(found.parent or "", PARENT, 10, bold=True), ""),
        _entry(brief, "branches", "" if found.branches is None else str(found.branches), brief.word("AX5.branches_means")),
        _entry(brief, "buys", brief.code("AX5.buys_word", found.buys), brief.code("AX5.buys_means", found.buys)),
        _entry(
            brief,
            "orientation",
            brief.code("AX5.orientation_word", found.orientation),
            brief.code("AX5.orientation_means", found.orientation),
        ),
    ]
    for name, amount, high, cut in (
        ("revenue", scores.revenue, scores.revenue_high, scores.cuts.revenue),
        ("potential", found.future_potential, scores.potential_high, scores.cuts.potential),
    ):
        reading = "" if high is None else brief.text(f"AX5.{'high' if high else 'low'}", line=cut.amount, cut_source=cut_source(brief, cut))
        rows.append(_entry(brief, name, "" if amount is None else numbers.money(amount), reading))
    rows.append(
        ReadingRow(
            label=brief.t("AX5.segment_label"),
            value=Rich((Span(brief.facts[ID]["segment"] or NOT_APPLICABLE, bold=True, tone="primary"),)),
            reading=brief.facts[ID]["advice"] or _no_segment(brief),
        )
    )
    return tuple(rows)


def cut_source(brief: Brief, cut: Cut) -> str:
    """Where a cut comes from, in words; empty without a cut."""
    return brief.text(f"AX5.cut_{cut.source.value}", plans=cut.plans, currency=brief.numbers.currency) if cut.source else ""


def _no_segment(brief: Brief) -> str:
    """What a quadrant still needs: the figures, else cuts."""
    known = brief.card.selection.revenue is not None and brief.plan.screening.future_potential is not None
    return brief.text("AX5.no_cut", **brief.facts[ID]) if known else brief.word("AX5.no_segment")


def _entry(brief: Brief, name: str, value: str, reading: str) -> ReadingRow:
    return ReadingRow(
        label=brief.t(f"AX5.entry.{name}"), value=value or NOT_APPLICABLE, reading=reading if value and reading else NOT_APPLICABLE
    )


def _warnings(brief: Brief, data: dict[str, Any]) -> list[str]:
    """Notes that were shortened, and a class on the cover that differs from the grade."""
    told = "".join(span.text for span in notes.spans) if isinstance(notes := _notes(brief), Rich) else ""
    long = [] if fits(told, 10, NOTES_WIDTH, NOTES_LINES) else [row for row in brief.plan.criteria if row.note]
    lines = [brief.text("AX5.cut", number=row.number, note=row.note) for row in long]
    parent = brief.plan.screening.parent
    if parent and one_line(parent, PARENT, 10, bold=True) != parent:
        lines.append(brief.text("AX5.parent", parent=parent))
    if data["grade"] and data["claimed"] and data["grade"] != data["claimed"]:
        lines.append(brief.text("AX5.differs", **data))
    return lines


def _trace(brief: Brief, data: dict[str, Any]) -> None:
    trace, numbers, plan = brief.trace, brief.numbers, brief.plan
    for row in plan.criteria:
        name = f"{row.number or ''} {_name(brief, row)}".strip()
        trace.add(ID, name, str(row.score), row.score, "rating", "", (row.at("score"),))
    cells = cells_of(plan.criteria, "weight", "score")
    trace.add(ID, brief.word("AX5.mean"), numbers.rating(data["mean"]), data["mean"], "rating", brief.word("AX5.mean_rule"), cells)
    found = plan.screening
    for name in ("sales_size", "market_power", "finances"):
        trace.add(ID, brief.word(f"AX5.screen.{name}"), str(getattr(found, name)), getattr(found, name), "rating", "", (found.at(name),))
    cells = cells_of((found,), *(f"grade_{name}" for name in _INDICATORS))
    trace.add(ID, brief.word("AX5.grade"), data["grade"], data["grade_mean"], "rating", brief.word("AX5.grade_rule"), cells)
    trace.add(
        ID,
        brief.word("AX5.entry.potential"),
        numbers.money(data["potential"]),
        data["potential"],
        "money",
        "",
        (found.at("future_potential"),),
    )
