"""AX19, the team: who does what, how much of the plan rests on whom, and what people need to learn."""

from __future__ import annotations

from typing import Any

from planforge.model.account import TeamMember
from planforge.model.scorecard import OwnerLoad
from planforge.office.rich import Rich, Span, Text
from planforge.review.brief import Brief
from planforge.review.context_process import TeamRow, TeamSlide
from planforge.review.notes import frame
from planforge.review.numbers import NOT_APPLICABLE, figure
from planforge.review.risks import missing
from planforge.review.takeaway import takeaway
from planforge.review.trace import cells_of, ranges_of

ID = "AX19"
OPEN = 3
"""Rows for functions that nobody has."""


def facts(brief: Brief) -> dict[str, Any]:
    """Raw values of the slide."""
    plan, actions = brief.plan, brief.card.actions
    jobs = [member.fte for member in plan.team if member.fte is not None]
    busiest = actions.loads[0] if actions.loads else None
    functions = {text.casefold() for member in plan.team for text in (member.function, member.role) if text}
    unfilled = [pair.ours for pair in plan.stage_pairs if pair.ours and not _staffed(pair.ours, functions)]
    return {
        **brief.common,
        "members": len(plan.team),
        "jobs": sum(jobs) if jobs else None,
        "open_actions": sum(load.actions for load in actions.loads),
        "late": sum(load.late for load in actions.loads),
        "busiest": busiest.owner if busiest else "",
        "busiest_actions": busiest.actions if busiest else 0,
        "busiest_late": busiest.late if busiest else 0,
        "idle": [m.name for m in plan.team if m.name and m.name not in {load.owner for load in actions.loads}],
        "without_role": [m.name for m in plan.team if m.name and not m.role],
        "developing": sum(1 for m in plan.team if m.development),
        "without_development": [m.name for m in plan.team if m.name and not m.development],
        "unfilled": list(dict.fromkeys(unfilled)),
        "budget": brief.card.resources.cost,
        "requested": brief.card.resources.fte,
        "without_goal": len(actions.without_goal),
        "actions": len(actions.actions),
    }


def _staffed(function: str, functions: set[str]) -> bool:
    """True when a member's function or role is, contains or is contained in the function of a pair."""
    wanted = function.casefold()
    return any(found in wanted or wanted in found for found in functions)


def compose(brief: Brief) -> TeamSlide | None:
    """The slide; None while no member has a role or something to learn."""
    plan = brief.plan
    if not any(member.role or member.development for member in plan.team):
        return None
    data = brief.facts[ID]
    loads = {load.owner: load for load in brief.card.actions.loads}
    _trace(brief)
    return TeamSlide(
        slide=frame(
            brief,
            ID,
            data,
            ranges=ranges_of(cells_of(plan.team), cells_of(plan.actions, "owner", "due", "done")),
            blocks=("team",),
            sticker=brief.partial("team"),
        ),
        rows=(*(_row(brief, member, loads.get(member.name or "")) for member in plan.team), *_nobody(brief, data)),
        total=_total(brief, data),
        takeaway=takeaway(brief, ID, data),
    )


def _row(brief: Brief, member: TeamMember, load: OwnerLoad | None) -> TeamRow:
    return TeamRow(
        member=member.name or NOT_APPLICABLE,
        function=member.function or NOT_APPLICABLE,
        role=member.role or missing(brief, "AX19.no_role"),
        fte=figure(member.fte),
        load=_load(brief, load),
        next_due=brief.numbers.date(load.next_due) if load and load.next_due else NOT_APPLICABLE,
        development=member.development or NOT_APPLICABLE,
    )


def _nobody(brief: Brief, data: dict[str, Any]) -> tuple[TeamRow, ...]:
    """Rows for functions that the relationship needs and that nobody has; `OPEN` at most."""
    found = []
    for function in data["unfilled"][:OPEN]:
        theirs = next((pair.theirs for pair in brief.plan.stage_pairs if pair.ours == function and pair.theirs), "")
        role = brief.text("AX19.meets", theirs=theirs) if theirs else NOT_APPLICABLE
        found.append(
            TeamRow(
                member=missing(brief, "AX19.nobody"), function=function, role=role,
                fte=NOT_APPLICABLE, load=NOT_APPLICABLE, next_due=NOT_APPLICABLE, development=NOT_APPLICABLE,
            )
        )  # fmt: skip
    return tuple(found)


def _load(brief: Brief, load: OwnerLoad | None) -> Text:
    if load is None:
        return NOT_APPLICABLE
    if not load.late:
        return str(load.actions)
    late = Span(brief.text("AX19.late", count=load.late), tone="bad", bold=True)
    return Rich((Span(f"{load.actions}" + ("，" if brief.chinese else ", ")), late))


def _total(brief: Brief, data: dict[str, Any]) -> TeamRow:
    return TeamRow(
        member=brief.word("total"),
        function=NOT_APPLICABLE,
        role=NOT_APPLICABLE,
        fte=figure(data["jobs"]),
        load=str(data["open_actions"]),
        next_due=NOT_APPLICABLE,
        development=brief.text("AX19.developing", **data),
    )


def _trace(brief: Brief) -> None:
    trace, plan, data = brief.trace, brief.plan, brief.facts[ID]
    trace.add(ID, brief.word("AX19.fte"), figure(data["jobs"]), data["jobs"], "number", "", cells_of(plan.team, "fte"))
    for load in brief.card.actions.loads:
        cells = cells_of([action for action in plan.actions if action.owner == load.owner], "owner", "due", "done")
        trace.add(ID, f"{load.owner} {brief.word('AX19.load')}", str(load.actions), load.actions, "count", brief.word("AX19.rule"), cells)
