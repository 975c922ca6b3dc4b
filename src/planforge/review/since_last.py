"""A03, what changed since the last review: commitments and decisions and what came of them, eight measures then and now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planforge.model.action import Decision
from planforge.model.codes import Outcome, Status
from planforge.office.rich import Rich, Span, Text
from planforge.review.brief import Brief
from planforge.review.commitments import SETTLED, Commitment, Kept, decided, follow_up
from planforge.review.context_account import ChangesSlide, CommitmentRow, MeasureRow
from planforge.review.measures import Measure, measures_of
from planforge.review.notes import frame
from planforge.review.numbers import NOT_APPLICABLE, figure, signed
from planforge.review.risks import missing
from planforge.review.status import Trend, marked, trend_word
from planforge.review.takeaway import takeaway
from planforge.review.titles import cut
from planforge.review.trace import cells_of, ranges_of

ID = "A03"
NAME_LENGTH = 60
"""Characters of a commitment named in a sentence; the table has it whole."""
_GLYPHS = {
    Kept.OVERDUE: Status.OFF_TRACK,
    Kept.DROPPED: Status.OFF_TRACK,
    Kept.POSTPONED: Status.WATCH,
    Kept.DONE_LATE: Status.WATCH,
    Kept.KEPT: Status.ON_TRACK,
    Kept.NO_DATE: Status.NOT_ASSESSED,
    Kept.RUNNING: Status.NOT_ASSESSED,
}
_DECIDED = {
    Outcome.APPROVED: Status.ON_TRACK,
    Outcome.CHANGED: Status.WATCH,
    Outcome.REJECTED: Status.OFF_TRACK,
    None: Status.NOT_ASSESSED,
}
_MOVED_TONES = {Trend.BETTER: "good", Trend.WORSE: "bad"}


def facts(brief: Brief) -> dict[str, Any]:
    """Raw values of the slide; without a previous review nothing was promised and nothing can be compared."""
    found, measures = _commitments(brief), _measures(brief)
    outcomes = [c.outcome for c in found]
    overdue = [c for c in found if c.outcome is Kept.OVERDUE]
    dropped = [c for c in found if c.outcome is Kept.DROPPED]
    first = max(overdue, key=lambda c: c.days, default=None)
    previous = brief.previous.plan if brief.previous else None
    return {
        **brief.common,
        "commitments": len(found),
        "settled": sum(1 for outcome in outcomes if outcome in SETTLED),
        "kept": outcomes.count(Kept.KEPT),
        "running": outcomes.count(Kept.RUNNING) + outcomes.count(Kept.NO_DATE),
        "overdue": len(overdue),
        "first": _name(first),
        "first_days": first.days if first else 0,
        "first_owner": brief.short_name(first.now.owner if first and first.now else ""),
        "asked": len(_decisions(brief)),
        "dropped": len(dropped),
        "first_dropped": _name(dropped[0] if dropped else None),
        "measured": sum(1 for m in measures if m.known),
        "improved": sum(1 for m in measures if m.trend is Trend.BETTER),
        "worsened": sum(1 for m in measures if m.trend is Trend.WORSE),
        "worst": _phrase(brief, measures, Trend.WORSE),
        "best": _phrase(brief, measures, Trend.BETTER),
        "previous_period": (previous.cover.period or brief.numbers.date(previous.as_of)) if previous else "",
    }


def _commitments(brief: Brief) -> tuple[Commitment, ...]:
    return follow_up(brief.previous.plan, brief.plan, brief.as_of) if brief.previous else ()


def _decisions(brief: Brief) -> tuple[Decision, ...]:
    return decided(brief.previous.plan, brief.plan) if brief.previous else ()


def _measures(brief: Brief) -> tuple[Measure, ...]:
    if not brief.previous:
        return ()
    return measures_of(brief.card, brief.previous.scorecard, brief.plan, brief.previous.plan, brief.policy)


def _name(commitment: Commitment | None) -> str:
    return cut(commitment.promise.action or commitment.promise.id or "", NAME_LENGTH) if commitment else ""


def _phrase(brief: Brief, measures: Sequence[Measure], trend: Trend) -> str:
    """The measure that moved most in a direction, counted in steps that are worth a word, as a clause of a title."""
    moved = [m for m in measures if m.trend is trend and m.delta]
    if not moved:
        return ""
    steps = brief.texts.slide(ID).data["steps"]
    chosen = max(moved, key=lambda m: abs(m.delta or 0.0) / steps[m.key])
    kind = "better" if trend is Trend.BETTER else "worse"
    before, now = _shown(chosen, chosen.before), _shown(chosen, chosen.now)
    return brief.text(f"A03.{kind}.{chosen.key}", d=_size(brief, chosen), before=before, now=now)


def _size(brief: Brief, measure: Measure) -> str:
    delta = abs(measure.delta or 0.0)
    return brief.numbers.points(delta / 100) if measure.unit == "percent" else figure(delta, 1 if measure.unit == "rating" else 0)


def _shown(measure: Measure, value: float | None) -> str:
    if measure.unit == "percent":
        return figure(value * 100, 1) + "%" if value is not None else NOT_APPLICABLE
    return figure(value, 1 if measure.unit == "rating" else 0)


def compose(brief: Brief) -> ChangesSlide | None:
    """The slide; None at the first review."""
    if brief.previous is None:
        return None
    data, found, measures = brief.facts[ID], _commitments(brief), _measures(brief)
    decisions = _decisions(brief)
    _trace(brief, found, measures)
    current = [c.now for c in found if c.now]
    return ChangesSlide(
        slide=frame(
            brief,
            ID,
            data,
            ranges=ranges_of(cells_of(current, "action", "due", "done"), [cell for m in measures if m.known for cell in m.cells]),
            previous=ranges_of(
                cells_of((c.promise for c in found), "action", "due", "commitment"), cells_of(decisions, "decision", "outcome")
            ),
            blocks=("actions",),
        ),
        commitments=(*(_row(brief, c) for c in found), *(_decision_row(brief, d) for d in decisions)),
        measures=tuple(_measure_row(brief, m) for m in measures),
        kept=brief.texts.text("A03.kept_of" if data["settled"] else "A03.running_of", brief.language, data) if found else "",
        better=brief.texts.text("A03.better_of", brief.language, data) if data["measured"] else "",
        none="" if found or decisions else brief.texts.text("A03.none", brief.language, data),
        takeaway=takeaway(brief, ID, data),
    )


def _row(brief: Brief, found: Commitment) -> CommitmentRow:
    action = found.now or found.promise
    word = brief.code("A03.outcome", found.outcome)
    return CommitmentRow(
        commitment=found.promise.action or found.promise.id or NOT_APPLICABLE,
        owner=brief.short_name(action.owner) or missing(brief, "no_owner"),
        due=brief.numbers.short(found.promise.due) if found.promise.due else missing(brief, "no_date"),
        status=marked(_GLYPHS[found.outcome], word, brief.chinese, True if found.outcome is Kept.OVERDUE else None),
        result=_result(brief, found),
    )


def _decision_row(brief: Brief, decision: Decision) -> CommitmentRow:
    key = decision.outcome.value if decision.outcome else "open"
    return CommitmentRow(
        commitment=brief.text("A03.decision_row", decision=decision.decision),
        owner=brief.short_name(decision.owner) or missing(brief, "no_owner"),
        due=brief.numbers.short(decision.latest_date) if decision.latest_date else NOT_APPLICABLE,
        status=marked(_DECIDED[decision.outcome], brief.word(f"A03.decided.{key}"), brief.chinese),
        result=brief.numbers.short(decision.outcome_date) if decision.outcome_date else NOT_APPLICABLE,
    )


def _result(brief: Brief, found: Commitment) -> str:
    """What there is to say beside the status: when it was done, how late it is, or the new date."""
    now = found.now
    if now is None:
        return brief.word("A03.result_dropped")
    if now.done is not None:
        return brief.text("A03.result_done", day=now.done, days=found.days)
    if found.outcome is Kept.OVERDUE:
        return brief.text("A03.result_late", days=found.days)
    moved = now.due is not None and found.promise.due is not None and now.due > found.promise.due
    return brief.text("A03.result_moved", day=now.due) if moved else NOT_APPLICABLE


def _measure_row(brief: Brief, measure: Measure) -> MeasureRow:
    trend = measure.trend
    return MeasureRow(
        measure=_measure_label(brief, measure),
        previous=_shown(measure, measure.before),
        now=_shown(measure, measure.now),
        delta=_delta(brief, measure),
        trend=trend_word(trend, brief.word(f"move.{trend.value}")),
    )


def _measure_label(brief: Brief, measure: Measure) -> Text:
    """The measure's name, with how much of it can be compared when that is not all."""
    if not measure.lines:
        return brief.label(f"A03.measure_{measure.key}")
    name = brief.text(f"A03.measure_{measure.key}")
    return brief.text("A03.measure_some", name=name, counted=measure.counted, lines=measure.lines)


def _delta(brief: Brief, measure: Measure) -> Text:
    if measure.delta is None:
        return NOT_APPLICABLE
    whole = measure.unit == "count" or (measure.unit == "percent" and measure.delta == int(measure.delta))
    text = signed(measure.delta, 0 if whole else 1) + (brief.text("A03.points") if measure.unit == "percent" else "")
    return Rich((Span(text, tone=_MOVED_TONES.get(measure.trend, "muted"), bold=True),))


def _trace(brief: Brief, found: Sequence[Commitment], measures: Sequence[Measure]) -> None:
    previous = brief.previous.plan.source.name if brief.previous else ""
    for measure in measures:
        label = str(brief.texts.text(f"A03.measure_{measure.key}", brief.language, brief.common))
        then = f"{label}, {brief.word('previous_review').lower()}"
        brief.trace.add(ID, label, _shown(measure, measure.now), measure.now, measure.unit, "", measure.cells)
        brief.trace.add(ID, then, _shown(measure, measure.before), measure.before, measure.unit, "", measure.cells_before, previous)
    settled = [c for c in found if c.outcome in SETTLED]
    if settled:
        kept = sum(1 for c in settled if c.outcome is Kept.KEPT)
        cells = cells_of([c.now for c in settled if c.now], "due", "done")
        shown = f"{kept} / {len(settled)}"
        brief.trace.add(ID, brief.word("A03.commitments"), shown, float(kept), "count", brief.word("A03.rule_kept"), cells)
