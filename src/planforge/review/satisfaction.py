"""A13, the customer-satisfaction window: what the customer wants and gets, and what we change."""

from __future__ import annotations

from datetime import date
from typing import Any

from planforge.model.assessment import Want, by_importance
from planforge.model.codes import Change, Status, WindowCell
from planforge.office.rich import Rich, Span, Text, first_language
from planforge.review.brief import Brief
from planforge.review.context_value import ChangeRow, SatisfactionSlide, WindowBox
from planforge.review.notes import frame
from planforge.review.numbers import NOT_APPLICABLE
from planforge.review.risks import missing
from planforge.review.status import marked
from planforge.review.takeaway import takeaway
from planforge.review.trace import cells_of, ranges_of

ID = "A13"
SHOWN = 6
"""Items a box lists, and rows of the table before items that are kept go unlisted."""
_TONES = {
    WindowCell.TARGET: "good",
    WindowCell.OUT_OF_HERE: "bad",
    WindowCell.WASTING_RESOURCES: "watch",
    WindowCell.NO_PROBLEM: "neutral",
}
_GLYPHS = {Change.KEEP: Status.ON_TRACK, Change.START: Status.WATCH, Change.STOP: Status.OFF_TRACK}
_ORDER = (Change.START, Change.STOP, Change.KEEP)


def facts(brief: Brief) -> dict[str, Any]:
    """Raw values of the slide."""
    rows, scores = brief.plan.wants, brief.card.wants
    cells, unmet = scores.cells, scores.unmet
    met, vain = cells.get(WindowCell.TARGET, 0), _of(brief, WindowCell.WASTING_RESOURCES)
    started = [w for w in unmet if w.change is Change.START]
    dated = sorted((w for w in started if w.due), key=lambda w: w.due or date.max)
    return {
        **brief.common,
        "wants": len(rows),
        "wanted": met + len(unmet),
        "met": met,
        "missing": len(unmet),
        "wasted": cells.get(WindowCell.WASTING_RESOURCES, 0),
        "unplaced": sum(1 for w in rows if w.cell is None),
        "first": next((w.item for w in unmet if w.item), ""),
        "ranked": any(w.importance is not None for w in rows),
        "wasted_share": scores.wasted.value if scores.wasted else None,
        "wasted_hours": sum(w.hours or 0.0 for w in vain) if scores.wasted else None,
        "hours": scores.hours,
        "hours_known": scores.hours_known,
        "hours_items": scores.hours_items,
        "stopped": [w.item for w in vain if w.item and w.change is Change.STOP],
        "stopped_hours": sum(w.hours or 0.0 for w in vain if w.change is Change.STOP),
        "unplanned": [w.item for w in unmet if w.change is None and w.item],
        "loose": [w.item for w in started if w.item and not (w.owner and w.due)],
        "late": [w.item for w in dated if w.item and brief.as_of and w.due and w.due < brief.as_of],
        "last_due": dated[-1].due if dated and len(dated) == len(unmet) else None,
    }


def compose(brief: Brief) -> SatisfactionSlide:
    """The slide."""
    data, rows = brief.facts[ID], brief.plan.wants
    _trace(brief)
    changes = _changes(brief)
    kept = [w for w in rows if w.change is Change.KEEP and w not in changes]
    return SatisfactionSlide(
        slide=frame(
            brief,
            ID,
            data,
            ranges=ranges_of(cells_of(rows)),
            blocks=("wants",),
            empty=not rows,
            sticker=brief.partial("wants") if rows else brief.word("no_data"),
            warnings=_unlisted(brief),
        ),
        empty=None if rows else brief.empty(ID, "wants"),
        unit=brief.word("A13.window_ranked" if data["ranked"] else "A13.window_unit"),
        boxes=tuple(_box(brief, cell) for cell in WindowCell),
        rows=(brief.t("A13.wanted"), brief.t("A13.unwanted")),
        columns=(brief.t("A13.given"), brief.t("A13.not_given")),
        changes=tuple(_change(brief, want) for want in changes),
        more=brief.text("A13.kept", count=len(kept)) if kept else "",
        takeaway=takeaway(brief, ID, data),
        alt=_alt(brief),
    )


def _of(brief: Brief, cell: WindowCell) -> list[Want]:
    """The items of a box, the most important first."""
    return [want for want in by_importance(brief.plan.wants) if want.cell is cell]


def _in(brief: Brief, cell: WindowCell) -> list[str]:
    return [_named(brief, want) for want in _of(brief, cell)]


def _named(brief: Brief, want: Want) -> str:
    """An item, with its importance where that is known."""
    name = want.item or NOT_APPLICABLE
    return name if want.importance is None else brief.text("A13.important", item=name, importance=want.importance)


def _box(brief: Brief, cell: WindowCell) -> WindowBox:
    items = _in(brief, cell)
    rest = len(items) - SHOWN
    return WindowBox(
        name=brief.t(f"A13.cell.{_key(cell)}"),
        note=_note(brief, cell),
        count=str(len(items)),
        tone=_TONES[cell],
        items=tuple(items[:SHOWN]),
        more=brief.text("more_items", count=rest) if rest > 0 else "",
    )


def _note(brief: Brief, cell: WindowCell) -> str:
    """What to do about a box, and what share of our hours it takes where that is wasted."""
    share, advice = brief.facts[ID]["wasted_share"], first_language(brief.t(f"A13.advice.{_key(cell)}"))
    return brief.text("A13.wasted_note", advice=advice, share=share) if cell is WindowCell.WASTING_RESOURCES and share else advice


def _key(cell: WindowCell) -> str:
    return cell.value.replace(" ", "-")


def _changes(brief: Brief) -> list[Want]:
    """What is to change first, wants that are not met and have no change among it; then what is kept, while there is room."""
    rows = by_importance(brief.plan.wants)
    unplanned = [w for w in rows if w.change is None and w.cell in (WindowCell.OUT_OF_HERE, WindowCell.WASTING_RESOURCES)]
    chosen = [w for change in _ORDER[:2] for w in sorted(rows, key=lambda w: w.due or date.max) if w.change is change]
    kept = [w for w in rows if w.change is Change.KEEP]
    return [*unplanned, *chosen, *kept[: max(0, SHOWN - len(unplanned) - len(chosen))]]


def _change(brief: Brief, want: Want) -> ChangeRow:
    open_change = want.change is not Change.KEEP
    owner: Text = brief.short_name(want.owner) or (missing(brief, "no_owner") if open_change else NOT_APPLICABLE)
    due: Text = brief.numbers.short(want.due) if want.due else missing(brief, "no_date") if open_change else NOT_APPLICABLE
    if want.change is None:
        change = Rich((Span(brief.word("A13.no_change"), tone="bad", bold=True),))
        owner = brief.short_name(want.owner) or NOT_APPLICABLE
        due = brief.numbers.short(want.due)
    else:
        change = marked(_GLYPHS[want.change], brief.word(f"A13.change.{want.change.value}"), brief.chinese, bold=open_change or None)
    return ChangeRow(change=change, item=want.item or NOT_APPLICABLE, owner=owner, due=due)


def _unlisted(brief: Brief) -> list[str]:
    """What the boxes leave out, and what stands in no box because an answer is missing."""
    lines = []
    for cell in WindowCell:
        items = _in(brief, cell)[SHOWN:]
        if items:
            lines.append(brief.text("A13.cut", name=brief.word(f"A13.cell.{_key(cell)}"), names="; ".join(items)))
    loose = [want.item or NOT_APPLICABLE for want in brief.plan.wants if want.cell is None]
    return [*lines, brief.text("A13.unplaced", names="; ".join(loose))] if loose else lines


def _trace(brief: Brief) -> None:
    data = brief.facts[ID]
    brief.score(ID, brief.word("A13.met"), f"{data['met']} / {data['wanted']}", brief.card.wants.met)
    brief.score(ID, brief.word("A13.wasted"), brief.numbers.percent(data["wasted_share"]), brief.card.wants.wasted)
    for cell in WindowCell:
        found = [want for want in brief.plan.wants if want.cell is cell]
        if found:
            name = brief.word(f"A13.cell.{_key(cell)}")
            brief.trace.add(ID, name, str(len(found)), len(found), "count", brief.word("A13.rule"), cells_of(found, "wants", "gets"))


def _alt(brief: Brief) -> str:
    parts = [f"{brief.word(f'A13.cell.{_key(cell)}')} {len(_in(brief, cell))}" for cell in WindowCell]
    return brief.text("A13.alt", parts="; ".join(parts), items="; ".join(_in(brief, WindowCell.OUT_OF_HERE)) or NOT_APPLICABLE)
