"""Last quarter's plan as the start of the next one: this quarter's values become the previous ones, what is over goes, dates move on.

What goes stays in the old file, which the new one names as its last review: the deck reads promises, decisions and answers back from there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import date, timedelta
from typing import Any

from planforge.model.codes import Scenario
from planforge.model.limits import RiskPolicy
from planforge.model.plan import AccountPlan
from planforge.model.record import Record
from planforge.spec.schema import BlockKind, WorkbookSpec

_QUARTER = re.compile(r"^(?P<year>\d{4})(?P<between>\s*Q)(?P<quarter>[1-4])$")
_MOVED = ("period", "review_date", "as_of", "next_review", "last_review", "last_review_file", "signed_off")
_LOG_DAYS = 366
"""Activities older than this before the new as-of date are left out: the log shows a year."""
_NEW_YEAR = ("revenue", "direct_cost", "indirect_cost", "comment")
_LINE = ("two_years_ago", "last_year", "this_year", "next_year", "year_after")

Values = dict[str, Any]


def plan_data(plan: AccountPlan, spec: WorkbookSpec) -> Values:
    """A plan's values by block key and field name, as `fill_plan_workbook` takes them."""
    data: Values = {}
    for sheet in spec.sheets:
        for block in sheet.blocks:
            records = getattr(plan, block.key)
            data[block.key] = _values(records) if block.kind is BlockKind.FORM else [_values(record) for record in records]
    return data


def _values(record: Record) -> Values:
    own = {f.name: getattr(record, f.name) for f in fields(record) if f.name not in ("cells", "extra")}
    return {name: value for name, value in {**own, **record.extra}.items() if value is not None}


def next_quarter(plan: AccountPlan, spec: WorkbookSpec, risks: RiskPolicy) -> Mapping[str, Any]:
    """The data of the next review's workbook; `risks` has the zones in force.

    * The cover points at the old file, takes over its planned review date, counts on period and as-of date by the quarters between the
      two reviews where it can, and asks for the rest and for a new sign-off. Typed titles go: they told last quarter's findings.
    * Scores move into the previous columns and stay as the proposal; risk zones become previous zones; a deal's first close date and
      an action's first due date are kept.
    * Done actions, decided decisions, the reviewers' answers and the ready marks go; so do activities that are more than a year old.
    * When the as-of date reaches a new year, the five years, the sales by line and the cycle move on by one. The closed year's result is
      left empty, because a forecast is no actual.
    """
    data = plan_data(plan, spec)
    cover = _cover(plan, data["cover"])
    as_of = cover.get("as_of")
    changes = _changes(plan, data, as_of or plan.as_of, risks) | {"cover": cover}
    data |= {block: records for block, records in changes.items() if block in data}
    if as_of and plan.this_year is not None and as_of.year == plan.this_year + 1:
        data |= {block: [move(record) for record in data[block]] for block, move in _YEARLY.items() if block in data}
        data["financials"] = _next_years(data["financials"])
    return data


def _changes(plan: AccountPlan, data: Values, as_of: date | None, risks: RiskPolicy) -> Values:
    """The blocks that change from quarter to quarter; a company's own workbook may lack some of them."""

    def rows(block: str) -> list[Values]:
        found: list[Values] = data.get(block, [])
        return found

    firsts = [deal.first_close_date or deal.close_date for deal in plan.pipeline]
    planned = [action.first_due or action.due for action in plan.actions]
    return {
        "titles": [],
        "factors": [_with_previous(record, "score", "previous") for record in rows("factors")],
        "attractiveness": [_with_previous(record, "score", "previous") for record in rows("attractiveness")],
        "risks": [_with("previous_zone", risks.zone_of(risk), record) for record, risk in zip(rows("risks"), plan.risks, strict=True)],
        "pipeline": [_with("first_close_date", day, record) for record, day in zip(rows("pipeline"), firsts, strict=True)],
        "actions": [_with("first_due", day, record) for record, day in zip(rows("actions"), planned, strict=True) if "done" not in record],
        "decisions": [record for record in rows("decisions") if "outcome" not in record],
        "review_answers": [],
        "preparation": [_without(record, "ready") for record in rows("preparation")],
        "activities": [record for record in rows("activities") if _recent(record.get("day"), as_of)],
    }


# ------------------------------------------------------------------------------------------------------------ cover


def _cover(plan: AccountPlan, old: Values) -> Values:
    cover = {name: value for name, value in old.items() if name not in _MOVED}
    cover |= {"last_review_file": plan.source.name, "signed_off": "no"}
    if plan.cover.review_date is not None:
        cover["last_review"] = plan.cover.review_date
    if plan.cover.next_review is not None:
        cover["review_date"] = plan.cover.next_review
        if plan.cover.review_date is not None:
            cover |= _counted_on(plan, _quarter(plan.cover.next_review) - _quarter(plan.cover.review_date))
    return cover


def _counted_on(plan: AccountPlan, quarters: int) -> Values:
    """Period and as-of date so many quarters later; a period of another form, or a day that ends no quarter, is left to a person."""
    found: Values = {}
    match = _QUARTER.match(plan.cover.period or "")
    if quarters <= 0:
        return found
    if match:
        number = int(match["year"]) * 4 + int(match["quarter"]) - 1 + quarters
        found["period"] = f"{number // 4}{match['between']}{number % 4 + 1}"
    if plan.cover.as_of is not None and plan.cover.as_of == _quarter_end(_quarter(plan.cover.as_of)):
        found["as_of"] = _quarter_end(_quarter(plan.cover.as_of) + quarters)
    return found


def _quarter(day: date) -> int:
    """Quarters since the year 0."""
    return day.year * 4 + (day.month - 1) // 3


def _quarter_end(quarter: int) -> date:
    year, number = divmod(quarter + 1, 4)
    return date(year, number * 3 + 1, 1) - timedelta(days=1)


# ---------------------------------------------------------------------------------------------------------- records


def _with_previous(record: Values, now: str, previous: str) -> Values:
    """The record with its value of now in the column of before, too; without one the older value of before goes."""
    return _with(previous, record.get(now), record)


def _with(name: str, value: Any, record: Values) -> Values:
    rest = _without(record, name)
    return rest if value is None else {**rest, name: value}


def _without(record: Values, *names: str) -> Values:
    return {name: value for name, value in record.items() if name not in names}


def _recent(day: date | None, as_of: date | None) -> bool:
    return day is None or as_of is None or (as_of - day).days <= _LOG_DAYS


# ------------------------------------------------------------------------------------------------------------- year


def _next_years(records: Sequence[Values]) -> list[Values]:
    """The five years without the oldest and with a new one; the year that closed keeps its plan and waits for its actual figures."""
    years = sorted((record for record in records if "year" in record), key=lambda record: record["year"])
    if len(years) != 5:
        return list(records)
    kinds = [record.get("scenario") for record in years]
    _, before, closed, current, after = years
    closed = _without(closed, *_NEW_YEAR)
    moved = [before, closed, current, after, {"year": after["year"] + 1}]
    usual = (Scenario.ACTUAL, Scenario.ACTUAL, Scenario.FORECAST, Scenario.PLAN, Scenario.PLAN)
    return [{**record, "scenario": kind or other} for record, kind, other in zip(moved, kinds, usual, strict=True)]


def _next_line(record: Values) -> Values:
    """A line of sales one year on; last year's sales, this year's target and the actual are asked for again."""
    moved = _without(record, *_LINE, "target", "actual")
    pairs = (("two_years_ago", "last_year"), ("this_year", "next_year"), ("next_year", "year_after"))
    return moved | {new: record[old] for new, old in pairs if old in record}


def _next_wallet(record: Values) -> Values:
    moved = _with_previous(record, "our_sales", "previous_sales")
    return _with_previous(moved, "total_spend", "previous_spend")


_YEARLY: Mapping[str, Callable[[Values], Values]] = {
    "forecast": _next_line,
    "wallet": _next_wallet,
    "cycle": lambda record: _without(record, "planned", "done"),
}
"""What becomes of a record when a new year begins."""
