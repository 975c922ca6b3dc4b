"""AX11, what we did with whom, what it cost and what it brings: the activity log by kind, purpose and contact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from planforge.model.codes import ActivityKind, ActivityPurpose, Status
from planforge.model.people import Activity
from planforge.model.scorecard_customer import ContactEffort, EffortFit
from planforge.office.rich import Rich, Span, Text
from planforge.office.text import one_line
from planforge.review.brief import Brief
from planforge.review.context_account import HeatCell
from planforge.review.context_base import Kpi
from planforge.review.context_customer import ContactEffortRow, EffortSlide, KindRow, MonthRow
from planforge.review.notes import frame
from planforge.review.numbers import NOT_APPLICABLE, Numbers, figure
from planforge.review.status import marked
from planforge.review.takeaway import takeaway
from planforge.review.trace import cells_of, ranges_of

ID = "AX11"
NAMES, RESULT = 3, 103.0
"""Silent contacts named in the title; points for a result in one line."""
NOTHING, UNKNOWN, PARTIAL = "·", "?", "*"
_SMALLER = {"m": ("k", 1000.0), "k": ("1", 1000.0)}
"""The unit below a unit, and how many of it make one: what an activity costs is too little for the unit of sales."""
FEWEST, MOST = 6, 12
"""Months that the strip shows at least and at most, the last of them that of the as-of day."""


def facts(brief: Brief) -> dict[str, Any]:
    """Raw values of the slide."""
    scores = brief.card.effort
    silent = scores.silent
    return {
        **brief.common,
        "shown": bool(brief.plan.activities),
        "activities": len(scores.log),
        "began": scores.began,
        "days": scores.days,
        "hours": scores.hours,
        "hours_text": figure(scores.hours, 0),
        "cost_text": money(brief).amount(_small(brief, scores.cost)),
        "silent": len(silent),
        "silent_names": [_name(found) for found in silent][:NAMES],
        "first": _name(silent[0]) if silent else "",
        "first_over": silent[0].silence.over if silent else None,
        "agreed": sum(1 for found in scores.contacts if found.contact.rhythm is not None),
        "pace": scores.hours_a_month,
        "pace_text": figure(scores.hours_a_month, 0),
        "least": scores.least,
        "most": scores.most,
        "fit": scores.fit.value if scores.fit else "",
        "kind": brief.code("type", scores.type),
        "per_hour": scores.per_hour,
        "per_hour_text": money(brief, 1).amount(_small(brief, scores.per_hour)),
        "per_cost": scores.per_cost,
        "per_cost_text": figure(scores.per_cost, 1),
        "uncosted": sum(1 for entry in scores.log if entry.cost is None),
        "untimed": sum(1 for entry in scores.log if entry.hours is None),
        "timed": scores.timed,
        "unnamed": sum(1 for entry in scores.log if brief.plan.contact(entry.contact) is None),
    }


def money(brief: Brief, decimals: int = 0) -> Numbers:
    """How this slide writes money: in the unit below the deck's."""
    unit, _ = _SMALLER.get(brief.numbers.unit, (brief.numbers.unit, 1.0))
    return replace(brief.numbers, unit=unit, decimals=decimals)


def _small(brief: Brief, value: float | None) -> float | None:
    """Money of the workbook in the unit below."""
    _, factor = _SMALLER.get(brief.numbers.unit, ("", 1.0))
    return value * factor if value is not None else None


def _name(found: ContactEffort) -> str:
    return found.contact.called or NOT_APPLICABLE


def compose(brief: Brief) -> EffortSlide | None:
    """The slide; None when no activity is logged."""
    data, plan = brief.facts[ID], brief.plan
    if not data["shown"]:
        return None
    _trace(brief, data)
    return EffortSlide(
        slide=frame(
            brief,
            ID,
            data,
            ranges=ranges_of(cells_of(plan.activities), cells_of(plan.contacts, "rhythm", "last_contact")),
            told=_results(brief),
            blocks=("activities",),
            sticker=brief.partial("activities"),
            warnings=[brief.text("AX11.loose", count=data["unnamed"])] if data["unnamed"] else (),
        ),
        unit=money(brief).unit_text,
        kpis=_kpis(brief, data),
        purposes=tuple(brief.t(f"AX11.purpose.{purpose.value}") for purpose in ActivityPurpose),
        kinds=tuple(_kind(brief, kind) for kind in ActivityKind),
        total=_total(brief),
        months=tuple(brief.numbers.month(month) for month in _months(brief)),
        by_month=_by_month(brief),
        contacts=tuple(_contact(brief, found) for found in _ordered(brief)),
        takeaway=takeaway(brief, ID, data),
    )


def _kpis(brief: Brief, data: dict[str, Any]) -> tuple[Kpi, ...]:
    scores = brief.card.effort
    cost, hour = money(brief), money(brief, 1)
    deserved = brief.label("AX11.pace", **data) if scores.least is not None else brief.t("AX11.pace_alone")
    if data["untimed"] and scores.hours_a_month is not None:
        deserved = brief.t("AX11.pace_least")
    tone = "bad" if scores.fit in (EffortFit.BELOW, EffortFit.ABOVE) else "title"
    return (
        Kpi(figure=str(data["activities"]), unit="", label=brief.t("AX11.activities")),
        Kpi(figure=data["hours_text"], unit=brief.word("AX11.h"), label=_of(brief, "hours", scores.timed)),
        Kpi(figure=cost.money(_small(brief, scores.cost)), unit=cost.unit_text, label=_of(brief, "cost", scores.costed)),
        Kpi(figure=data["pace_text"], unit=brief.word("AX11.h"), label=deserved, tone=tone),
        Kpi(figure=hour.money(_small(brief, scores.per_hour)), unit=hour.unit_text, label=_most(brief, "per_hour", scores.timed)),
        Kpi(figure=data["per_cost_text"], unit="", label=_most(brief, "per_cost", scores.costed)),
    )


def _of(brief: Brief, key: str, known: int) -> Text:
    """The label of a sum, with how many activities it knows when these are not all."""
    count = len(brief.card.effort.log)
    return brief.label(f"AX11.{key}_of", known=known, count=count) if 0 < known < count else brief.t(f"AX11.{key}")


def _most(brief: Brief, key: str, known: int) -> Text:
    """The label of a return, which what is not known could only lower."""
    return brief.t(f"AX11.{key}_most") if 0 < known < len(brief.card.effort.log) else brief.t(f"AX11.{key}")


def _heat(brief: Brief, count: int) -> HeatCell:
    if not count:
        return _nothing()
    level = 1 + sum(1 for least in brief.policy["heat.counts"] if count >= least)
    return HeatCell(text=str(count), fill=f"lv{level}")


def _share(brief: Brief, count: int, most: int) -> HeatCell:
    """A cell of the strip: the busiest month has the deepest fill, one with much less the palest."""
    if not count:
        return _nothing()
    return HeatCell(text=str(count), fill=f"lv{3 if count == most else 2 if count >= brief.policy['heat.busy'] * most else 1}")


def _nothing() -> HeatCell:
    return HeatCell(text=Rich((Span(NOTHING, tone="muted"),)), fill="")


def _kind(brief: Brief, kind: ActivityKind) -> KindRow:
    scores = brief.card.effort
    entries = [entry for entry in scores.log if entry.kind is kind]
    return KindRow(
        kind=brief.t(f"AX11.kind.{kind.value}"),
        cells=tuple(_heat(brief, scores.counts.get((kind, purpose), 0)) for purpose in ActivityPurpose),
        total=str(len(entries)) if entries else NOTHING,
        hours=_shown([entry.hours for entry in entries]),
        cost=_shown([_small(brief, entry.cost) for entry in entries]),
    )


def _shown(values: Sequence[float | None]) -> str:
    """A sum, marked when an activity lacks its figure; a question mark when all do, and a dot when there was no activity."""
    known = [value for value in values if value is not None]
    if not known:
        return UNKNOWN if values else NOTHING
    return figure(sum(known), 0) + (PARTIAL if len(known) < len(values) else "")


def _total(brief: Brief) -> KindRow:
    scores = brief.card.effort
    sums = [sum(1 for entry in scores.log if entry.purpose is purpose) for purpose in ActivityPurpose]
    return KindRow(
        kind=brief.t("total"),
        cells=tuple(HeatCell(text=str(count), fill="") for count in sums),
        total=str(len(scores.log)),
        hours=_shown([entry.hours for entry in scores.log]),
        cost=_shown([_small(brief, entry.cost) for entry in scores.log]),
    )


def _months(brief: Brief) -> tuple[date, ...]:
    """First days of the months of the strip, oldest first: from the log's first one on, no fewer than six and no more than twelve."""
    days = [entry.day for entry in brief.card.effort.log if entry.day is not None]
    end = brief.as_of or max(days, default=None)
    if not days or end is None:
        return ()
    last = end.year * 12 + end.month - 1
    first = min(min(days).year * 12 + min(days).month - 1, last - FEWEST + 1)
    return tuple(date(number // 12, number % 12 + 1, 1) for number in range(max(first, last - MOST + 1), last + 1))


def _by_month(brief: Brief) -> tuple[MonthRow, ...]:
    """Activities of each month; a dash stands for months before the log begins."""
    months = _months(brief)
    if not months:
        return ()
    days = [entry.day for entry in brief.card.effort.log if entry.day is not None]
    began = min(days).replace(day=1)
    counts = Counter(day.replace(day=1) for day in days)
    before = HeatCell(text=Rich((Span(NOT_APPLICABLE, tone="muted"),)), fill="")
    most = max(counts.values())
    cells = tuple(before if month < began else _share(brief, counts[month], most) for month in months)
    return (MonthRow(label=brief.t("AX11.activities_short"), cells=cells),)


def _ordered(brief: Brief) -> list[ContactEffort]:
    """Silent contacts first, then the others by buying role."""
    scores = brief.card.effort
    silent = list(scores.silent)
    rest = [found for found in scores.contacts if found not in silent]
    return [*silent, *sorted(rest, key=lambda found: found.contact.buying_role.rank if found.contact.buying_role else 9)]


def _contact(brief: Brief, found: ContactEffort) -> ContactEffortRow:
    contact, silence = found.contact, found.silence
    return ContactEffortRow(
        contact=_name(found),
        cells=tuple(_heat(brief, found.purposes.get(purpose, 0)) for purpose in ActivityPurpose),
        last=_last(brief, silence.last),
        result=_result(brief, contact.id),
        status=_status(brief, silence.over),
    )


def _result(brief: Brief, contact: str | None) -> str:
    """What came of the last activity with a contact whose result is entered, cut to one line; the notes have all of it."""
    found = last_result(brief, contact)
    return one_line(found.result or "", RESULT, 10.5) if found else NOT_APPLICABLE


def last_result(brief: Brief, contact: str | None) -> Activity | None:
    """The last activity with a contact whose result is entered; of the same day, the one that stands last."""
    told = [entry for entry in brief.plan.activities if entry.result and contact and entry.contact == contact]
    return max(reversed(told), key=lambda entry: entry.day or date.min, default=None)


def _results(brief: Brief) -> tuple[str, ...]:
    """Every contact's last result in full, as lines of the notes."""
    colon = "：" if brief.chinese else ": "
    found = ((contact, last_result(brief, contact.contact.id)) for contact in _ordered(brief))
    return tuple(f"{_name(contact)}{colon}{entry.result}" for contact, entry in found if entry is not None)


def _last(brief: Brief, last: date | None) -> str:
    """The day of this year, the month of an earlier one."""
    if last is None or (brief.as_of is not None and last.year == brief.as_of.year):
        return brief.numbers.short(last)
    month = brief.numbers.month(last)
    return f"{last.year}年{month}" if brief.chinese else f"{month} {last.year}"


def _status(brief: Brief, over: int | None) -> Rich:
    if over is None:
        return marked(Status.NOT_ASSESSED, brief.word("AX11.no_rhythm"), brief.chinese)
    if over:
        return marked(Status.OFF_TRACK, brief.text("AX11.over", count=over), brief.chinese, True)
    return marked(Status.ON_TRACK, brief.word("AX11.in_time"), brief.chinese)


def _trace(brief: Brief, data: dict[str, Any]) -> None:
    scores, trace, log = brief.card.effort, brief.trace, brief.card.effort.log
    word = brief.word
    trace.add(ID, word("AX11.activities"), str(data["activities"]), data["activities"], "count", "", cells_of(log, "kind"))
    trace.add(ID, word("AX11.hours"), data["hours_text"], scores.hours, "count", word("AX11.sum_rule"), cells_of(log, "hours"))
    trace.add(ID, word("AX11.cost"), data["cost_text"], scores.cost, "money", word("AX11.sum_rule"), cells_of(log, "cost"))
    trace.add(ID, word("AX11.pace_alone"), data["pace_text"], scores.hours_a_month, "count", word("AX11.pace_rule"), cells_of(log, "hours"))
    year = scores.net_income is not None and brief.card.financials.this
    cells = tuple(year.cells.values()) if year else ()
    trace.add(ID, word("AX11.per_hour"), data["per_hour_text"], scores.per_hour, "money", word("AX11.per_hour_rule"), cells)
    trace.add(ID, word("AX11.per_cost"), data["per_cost_text"], scores.per_cost, "ratio", word("AX11.per_cost_rule"), cells)
    for found in scores.silent:
        shown, value = brief.text("AX11.over", count=found.silence.over), found.silence.over
        trace.add(ID, _name(found), shown, value, "count", word("AX11.silent_rule"), (found.contact.at("last_contact"),))
