"""A16, the people and dates of one deal: who plays which part in it, and how far its dates have moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from planforge.model.action import Action
from planforge.model.codes import ActionStatus, BuyingRole, Status
from planforge.model.deal_roles import DECIDING, DealPerson, DealRoles
from planforge.model.opportunity import Opportunity
from planforge.office.rich import Rich, Span, Text
from planforge.office.text import one_line
from planforge.review.brief import Brief
from planforge.review.context_base import Bar, Timeline
from planforge.review.context_deals import DealDate, DealPlan, RolePanel, RolePerson
from planforge.review.months import timeline
from planforge.review.notes import frame
from planforge.review.numbers import NOT_APPLICABLE
from planforge.review.risks import missing
from planforge.review.status import GLYPHS, action_status, marked
from planforge.review.takeaway import takeaway
from planforge.review.titles import cut
from planforge.review.trace import cells_of, ranges_of

ID = "A16"
ROWS, PEOPLE, STEPS = 5, 4, 3
"""Dates of a deal on its slide, people of one role in its panel, and open actions from which the next step is no date of its own."""
SHORT = {False: 44, True: 22}
"""Characters of a date's name in a sentence, by Chinese or not."""
NAME_WIDTH, NAME_SIZE = 2.52 * 72, 10.5
"""Points that a date's name has in the table, and the size of its letters; a longer one stands in full in the notes."""
_STANCES = {1: Status.ON_TRACK, 0: Status.NOT_ASSESSED, -1: Status.OFF_TRACK}
_DONE = (ActionStatus.DONE, ActionStatus.DONE_LATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Dated:
    """A date of a deal: `kind` is action, step (the next one of the Pipeline), request or close. `planned` was planned first."""

    kind: str
    name: str
    owner: str | None
    due: date | None
    planned: date | None
    action: Action | None = None
    cells: tuple[Any, ...] = ()

    @property
    def moved(self) -> int:
        """Days from the date planned first to the present one; 0 while one of them is missing."""
        return (self.due - self.planned).days if self.due and self.planned else 0

    @property
    def milestone(self) -> bool:
        """True for a date without length, as all but tasks are."""
        return self.action is None or bool(self.action.milestone) or self.action.start is None

    def status(self, day: date | None) -> ActionStatus:
        """The state on a day; without a day nothing is late."""
        action = self.action or Action(due=self.due)
        return action.status(day or date.min)


def has_plan(brief: Brief, deal: Opportunity) -> bool:
    """True for a deal with roles of its own or with a milestone that has a date."""
    return brief.card.deals.roles_of(deal).own or any(a.milestone and (a.due or a.done) for a in actions_of(brief, deal))


def actions_of(brief: Brief, deal: Opportunity) -> list[Action]:
    """The actions that name the deal, done or not, by due date."""
    found = [action for action in brief.plan.actions if deal.id and action.opportunity == deal.id and action.action]
    return sorted(found, key=lambda action: (action.due is None, action.due or date.max))


def facts(brief: Brief, deal: Opportunity) -> dict[str, Any]:
    """Raw values of the slide, in addition to those of the deal's sheet; `view` is `plan`."""
    roles, dated, day = brief.card.deals.roles_of(deal), _all_dates(brief, deal), brief.as_of
    moved = [entry for entry in dated if entry.moved > 0]
    most = max(moved, key=lambda entry: entry.moved, default=None)
    late = [entry for entry in dated if entry.kind != "request" and day and entry.status(day) is ActionStatus.LATE]
    ahead = [entry for entry in dated if entry.kind != "request" and day and entry.status(day) is ActionStatus.ON_TIME]
    return {
        "view": "plan",
        "own_roles": roles.own,
        "people": len({person.contact.id or id(person.contact) for person in roles.people}),
        "no_say": [role.value for role in DECIDING if role in roles.missing],
        "no_part": [role.value for role in BuyingRole if role in roles.missing and role not in DECIDING],
        "uncovered": _with_role(brief, roles.uncovered),
        "opposed": _with_role(brief, roles.against),
        "dates": len(dated),
        "moved": len(moved),
        "most_moved": most.moved if most else 0,
        "moved_clause": brief.text("A16.moved_clause", of_close=most.kind == "close", name=_short(brief, most), days=most.moved)
        if most
        else "",
        "overdue": len(late),
        "overdue_name": _short(brief, late[0]) if late else "",
        "overdue_since": late[0].due if late else None,
        "coming_clause": brief.text("A16.coming_clause", of_close=ahead[0].kind == "close", name=_short(brief, ahead[0]), due=ahead[0].due)
        if ahead
        else "",
        "thin": _thinnest(brief, roles),
    }


def _short(brief: Brief, entry: _Dated) -> str:
    """The name of a date as sentences have room for it."""
    return cut(entry.name, SHORT[brief.chinese])


def _thinnest(brief: Brief, roles: DealRoles) -> tuple[str, str, int] | None:
    """The approver or decider we know least, with role and contact level, while that person does not meet us."""
    known = [(person.reach.level, person) for person in roles.people if person.role in DECIDING and person.reach.level is not None]
    level, person = min(known, key=lambda pair: pair[0], default=(None, None))
    if level is None or person is None or level >= brief.policy["stages.meets"]:
        return None
    return name_of(person), brief.code("buying_role", person.role), level


def _with_role(brief: Brief, people: Sequence[DealPerson]) -> list[tuple[str, str]]:
    """Names with what each does in the deal."""
    return [(name_of(person), brief.code("buying_role", person.role)) for person in people]


def name_of(person: DealPerson) -> str:
    """A person's name as slides show it."""
    return person.contact.called or NOT_APPLICABLE


def compose(brief: Brief, deal: Opportunity, sheet: dict[str, Any], page: tuple[int, int]) -> DealPlan | None:
    """The slide; None for a deal without roles of its own and without a milestone that has a date."""
    if not has_plan(brief, deal):
        return None
    data = {**sheet, **facts(brief, deal)}
    roles, shown = brief.card.deals.roles_of(deal), _shown(_all_dates(brief, deal))
    before = len(brief.trace.records)
    _trace(brief, deal, shown)
    panels = tuple(_panel(brief, roles, role) for role in BuyingRole)
    return DealPlan(
        slide=frame(
            brief,
            ID,
            data,
            ranges=_ranges(brief, deal, roles, shown),
            warnings=_notes(brief, deal, shown, data),
            page=page,
            records=brief.trace.records[before:],
        ),
        dates=tuple(_date(brief, entry) for entry in shown),
        timeline=_timeline(brief, shown),
        dates_alt=brief.text("A16.dates_alt", parts="; ".join(_told(brief, entry) for entry in shown)),
        people_unit=brief.t("A16.own_roles" if roles.own else "A16.account_roles"),
        panels=panels,
        panels_alt=brief.text("A16.people_alt", parts="; ".join(_panel_told(panel) for panel in panels)),
        takeaway=takeaway(brief, ID, data),
    )


# ------------------------------------------------------------ dates


def _all_dates(brief: Brief, deal: Opportunity) -> list[_Dated]:
    """The dates of the deal in their order: actions, the next step where few actions are open, what is asked for, the close."""
    found = [_of_action(brief, action) for action in actions_of(brief, deal)]
    if deal.next_step and deal.next_date and sum(1 for entry in found if entry.action and entry.action.done is None) < STEPS:
        day = deal.next_date
        found.append(_Dated(kind="step", name=deal.next_step, owner=deal.owner, due=day, planned=day, cells=(deal.at("next_date"),)))
    for request in brief.plan.resources:
        if deal.id and request.enables == deal.id and request.request and request.start:
            start, at = request.start, (request.at("start"),)
            found.append(_Dated(kind="request", name=request.request, owner=None, due=start, planned=None, cells=at))
    if deal.close_date is not None:
        cells = tuple(deal.at(name) for name in ("close_date", "first_close_date"))
        close, first = deal.close_date, deal.first_close_date
        found.append(_Dated(kind="close", name=brief.word("A16.close"), owner=deal.owner, due=close, planned=first, cells=cells))
    return sorted(found, key=lambda entry: (entry.due is None, entry.due or date.max, entry.kind == "close"))


def _of_action(brief: Brief, action: Action) -> _Dated:
    """An action with the due date it had at first: as entered, else that of the last review's plan."""
    moved = next((score.days_moved for score in brief.card.actions.actions if score.action is action), None)
    before = action.due - timedelta(days=moved) if action.due and moved else None
    return _Dated(
        kind="action",
        name=action.action or NOT_APPLICABLE,
        owner=action.owner,
        due=action.due,
        planned=action.first_due or before or action.due,
        action=action,
        cells=tuple(action.at(name) for name in ("due", "first_due")),
    )


def _shown(dated: Sequence[_Dated]) -> list[_Dated]:
    """As many dates as the slide has room for: the close and milestones before tasks and requests, open ones before those that are done."""

    def weight(entry: _Dated) -> tuple[int, bool]:
        action = entry.action
        rank = 0 if entry.kind == "close" or (action and action.milestone) else 1 if entry.kind != "request" else 2
        return rank, action is not None and action.done is not None

    kept = sorted(dated, key=weight)[:ROWS]
    return [entry for entry in dated if entry in kept]


def _date(brief: Brief, entry: _Dated) -> DealDate:
    planned: Text = brief.numbers.short(entry.planned) if entry.planned else NOT_APPLICABLE
    due: Text = brief.numbers.short(entry.due) if entry.due else missing(brief, "no_date")
    owner: Text = brief.short_name(entry.owner) or (NOT_APPLICABLE if entry.kind == "request" else missing(brief, "no_owner"))
    name: Text = Rich((Span(entry.name, bold=True),)) if entry.kind == "close" else _in_row(entry)
    return DealDate(name=name, owner=owner, planned=planned, due=due, status=_status(brief, entry))


def _in_row(entry: _Dated) -> str:
    """A name as a row of the table has room for it."""
    return one_line(entry.name, NAME_WIDTH, NAME_SIZE)


def _status(brief: Brief, entry: _Dated) -> Rich:
    """Done, late or on time; a date ahead that has moved is to be watched."""
    status = entry.status(brief.as_of)
    if entry.kind == "request":
        return marked(Status.NOT_ASSESSED, brief.word("A16.date_asked"), brief.chinese)
    if status is ActionStatus.LATE and entry.due and brief.as_of:
        word = brief.text("A16.date_late", days=(brief.as_of - entry.due).days, moved=entry.moved)
        return marked(Status.OFF_TRACK, word, brief.chinese)
    if status is ActionStatus.ON_TIME and entry.moved > 0:
        return marked(Status.WATCH, brief.text("A16.date_moved", days=entry.moved), brief.chinese)
    return marked(action_status(status), brief.code("action_status", status), brief.chinese)


def _told(brief: Brief, entry: _Dated) -> str:
    return f"{entry.name} {brief.numbers.short(entry.due)} {str(_status(brief, entry))[2:]}"


def _timeline(brief: Brief, shown: Sequence[_Dated]) -> Timeline | None:
    """Months from the first date shown to the last, at most 15; None without a day or a date."""
    today = brief.as_of
    days = [day for entry in shown for day in (entry.due, entry.planned, entry.action.done if entry.action else None) if day]
    if today is None or not days:
        return None
    starts = [entry.action.start for entry in shown if entry.action and entry.action.start]
    begin = max(min([*days, *starts, today]), today - timedelta(days=183))
    return timeline(brief, begin, max(*days, today), lambda first, last: tuple(_bar(entry, first, last, today) for entry in shown))


def _bar(entry: _Dated, first: date, last: date, today: date) -> Bar:
    """The marker or bar of a date, kept on the axis; a late task runs on to today."""
    status = entry.status(today)
    state = "done" if status in _DONE else "late" if status is ActionStatus.LATE and entry.kind != "request" else "running"
    done = entry.action.done if entry.action else None
    end, start = done or entry.due, entry.action.start if entry.action else None
    if end is None:
        return Bar(start=None, end=None, state=state, milestone=True)
    planned = min(max(entry.planned, first), last) if entry.planned and entry.moved else None
    if state == "late" and not entry.milestone:
        end = max(end, today)
    start = None if entry.milestone or start is None else min(max(start, first), last)
    return Bar(start=start, end=min(max(end, first), last), state=state, milestone=entry.milestone, planned=planned)


# ------------------------------------------------------------ people


def _panel(brief: Brief, roles: DealRoles, role: BuyingRole) -> RolePanel:
    """Who has a role: all of them, or the first ones and how many more."""
    people = roles.of(role)
    shown = people if len(people) <= PEOPLE else people[: PEOPLE - 1]
    return RolePanel(
        symbol=role.symbol,
        name=brief.t(f"A16.role.{role.value}"),
        deciding=role in DECIDING,
        people=tuple(_person(brief, person) for person in shown),
        empty="" if people else brief.word("A16.nobody"),
        more=brief.text("A16.more_people", count=len(people) - len(shown)) if len(people) > len(shown) else "",
    )


def _person(brief: Brief, person: DealPerson) -> RolePerson:
    glyph, tone = GLYPHS[_STANCES[person.support.sign] if person.support else Status.NOT_ASSESSED]
    stance = brief.code("AX12.support", person.support) or brief.word("A16.stance_unknown")
    attitude = brief.code("AX12.attitude", person.contact.attitude)
    flagged = person.role in DECIDING and not person.reach.covered
    words = [stance, *([attitude] if attitude else []), *([brief.word("A16.uncovered")] if flagged else [])]
    return RolePerson(
        glyph=glyph,
        tone=tone,
        name=name_of(person),
        title=person.contact.title or "",
        stance=brief.word("A16.uncovered") if flagged else stance,
        words=("、" if brief.chinese else ", ").join(words if brief.chinese else [words[0], *(word.lower() for word in words[1:])]),
        note=(person.row.note if person.row else None) or "",
        level=person.reach.level,
        flagged=flagged or (person.role in DECIDING and person.against),
    )


def _panel_told(panel: RolePanel) -> str:
    people = ", ".join(
        f"{person.name} {person.words} {NOT_APPLICABLE if person.level is None else person.level}" for person in panel.people
    )
    head = f"{panel.symbol} {panel.name if isinstance(panel.name, str) else panel.name.spans[0].text}"
    return f"{head}: {people or panel.empty}"


# ------------------------------------------------------------ sources


def _ranges(brief: Brief, deal: Opportunity, roles: DealRoles, shown: Sequence[_Dated]) -> Any:
    rows = [person.row for person in roles.people if person.row is not None]
    names = ("name", "attitude", "support", "level", "owner") if rows else ("name", "buying_role", "attitude", "support", "level", "owner")
    return ranges_of(
        cells_of(rows, "opportunity", "contact", "role", "support"),
        cells_of([person.contact for person in roles.people], *names),
        cells_of([entry.action for entry in shown if entry.action], "action", "owner", "start", "due", "done", "first_due"),
        cells_of((deal,), "next_step", "next_date", "close_date", "first_close_date"),
        cells_of([r for r in brief.plan.resources if deal.id and r.enables == deal.id], "request", "start"),
    )


def _notes(brief: Brief, deal: Opportunity, shown: Sequence[_Dated], data: dict[str, Any]) -> list[str]:
    """Findings on the deal's roles, what the rows say in addition, long names in full, and how many dates have no room."""
    roles = brief.card.deals.roles_of(deal)
    rows = [row for row in brief.plan.deal_roles if deal.id and row.opportunity == deal.id]
    cells = {cell for row in rows for cell in row.cells.values()}
    lines = [f"{f.code} {f.cell}: {f.message}" for f in brief.report.findings if f.cell in cells]
    lines += [f"{name_of(person)}: {person.row.note}" for person in roles.people if person.row and person.row.note]
    lines += [entry.name for entry in shown if _in_row(entry) != entry.name]
    rest = data["dates"] - ROWS
    return [*lines, brief.text("A16.more_dates", count=rest)] if rest > 0 else lines


def _trace(brief: Brief, deal: Opportunity, shown: Sequence[_Dated]) -> None:
    head = deal.id or deal.name or NOT_APPLICABLE
    for entry in shown:
        if entry.moved:
            label = f"{head} {entry.name} {brief.word('A16.trace.moved')}"
            brief.trace.add(ID, label, str(entry.moved), entry.moved, "days", brief.word("A16.trace.moved_rule"), entry.cells)
