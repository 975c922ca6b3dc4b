"""A16, a sheet for each of the deals that matter most: where it stands, why they buy, how we win, what comes next, what blocks it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from planforge.model.action import Action, ResourceRequest
from planforge.model.codes import SalesStage
from planforge.model.deal_roles import DECIDING
from planforge.model.opportunity import Opportunity
from planforge.model.record import Record
from planforge.model.scorecard_deals import DealReview
from planforge.office.rich import Rich, Span, Text
from planforge.review import deal_plan
from planforge.review.brief import Brief
from planforge.review.context_base import ChevronStep, Kpi, Lead
from planforge.review.context_deals import DealSheet, DealSheets, NextStep
from planforge.review.notes import frame
from planforge.review.numbers import NOT_APPLICABLE, figure, quarter
from planforge.review.risks import missing
from planforge.review.takeaway import takeaway
from planforge.review.titles import cut
from planforge.review.trace import cells_of, ranges_of

ID = "A16"
STEPS = 3
SHORT = {False: 48, True: 22}
"""Characters of a deal's name and of its next step in a short title, by Chinese or not."""
LONG = 60
"""Characters of a step from which it also stands in the notes, as the table may cut it."""
_STAGES = tuple(stage for stage in SalesStage if stage is not SalesStage.LOST)


def facts(brief: Brief) -> dict[str, Any]:
    """Raw values of the first sheet and of its dates and people; without deals of an empty one."""
    sheets = brief.card.deals.sheets
    deal = sheets[0] if sheets else Opportunity(cells={})
    return {**deal_plan.facts(brief, deal), **deal_facts(brief, deal)}


def deal_facts(brief: Brief, deal: Opportunity) -> dict[str, Any]:
    """Raw values of the sheet of a deal."""
    review, as_of = brief.card.deals.review_of(deal), brief.as_of
    weakest = review.weakest if review else None
    steps = _actions(brief, deal)
    gate = review.blocking if review else None
    milestones, asked = _milestones(brief, deal), _requests(brief, deal)
    costs = [request.cost for request in asked if request.cost is not None]
    name, limit = deal.name or deal.id or brief.word("A16.unnamed"), SHORT[brief.chinese]
    return {
        **brief.common,
        "view": "",
        "sheets": len(brief.card.deals.sheets),
        "deal": name,
        "deal_short": cut(name, limit),
        "full_name": " ".join(part for part in (deal.id, deal.name) if part) or name,
        "step_short": cut(deal.next_step or "", limit),
        "owner": brief.short_name(deal.owner) or brief.common["manager"],
        "value": deal.value,
        "probability": deal.probability,
        "weighted": deal.weighted,
        "close": deal.close_date,
        "first_close": deal.first_close_date,
        "slipped": deal.days_slipped or 0,
        "stage": brief.code("stage", deal.stage),
        "days_in_stage": deal.days_in_stage(as_of) if as_of else None,
        "gate": gate.number if gate else None,
        "gate_name": (gate.gate or "") if gate else "",
        "gate_answer": review.blocking_answer.value if review and review.blocking_answer else "",
        "passed": review.passed if review else None,
        "gates": review.gates if review else None,
        "verdict": review.verdict.value if review and review.verdict else "",
        "weak_group": brief.code("A16.group", weakest.group) if weakest else "",
        "weak_yes": weakest.yes if weakest else None,
        "weak_no": weakest.no if weakest else None,
        "next_step": deal.next_step or "",
        "next_date": deal.next_date,
        "milestones": len(milestones),
        "milestones_done": sum(1 for action in milestones if action.done),
        "asked": len(asked),
        "asked_cost": sum(costs) if costs else None,
        "steps": len(steps),
        "late": sum(1 for action in steps if as_of and action.due and action.due < as_of),
    }


def compose(brief: Brief) -> DealSheets:
    """A sheet for each deal."""
    sheets = brief.card.deals.sheets
    # A title typed into the workbook would stand on every slide, so it then says which of how many.
    plans = [deal_plan.has_plan(brief, deal) for deal in sheets]
    total = len(sheets) + sum(plans) if any(override.slide == ID for override in brief.plan.titles) else 1
    numbers = [1 + place + sum(plans[:place]) for place in range(len(sheets))]
    return DealSheets(pages=tuple(_sheet(brief, deal, (number, total)) for deal, number in zip(sheets, numbers, strict=True)))


def _sheet(brief: Brief, deal: Opportunity, page: tuple[int, int]) -> DealSheet:
    data, review, steps = deal_facts(brief, deal), brief.card.deals.review_of(deal), _actions(brief, deal)
    before = len(brief.trace.records)
    _trace(brief, deal, data)
    actions = steps[:STEPS]
    blocking = _column(review, (review.blocking,)) if review and review.blocking else ()
    return DealSheet(
        slide=frame(
            brief,
            ID,
            data,
            ranges=ranges_of(
                cells_of((deal,)),
                blocking,
                cells_of([*actions, *(mark for mark in _milestones(brief, deal) if mark not in actions)]),
                cells_of(_requests(brief, deal)),
            ),
            warnings=_warnings(brief, deal, data),
            page=page,
            records=brief.trace.records[before:],
        ),
        steps_title=_steps_title(brief, deal, actions, data),
        steps=tuple(_chevron(brief, stage, deal.stage) for stage in _STAGES),
        steps_alt=brief.text("A16.steps_alt", stage=data["stage"] or brief.word("not_available")),
        kpis=_kpis(brief, deal, data),
        competitor=deal.competitor or brief.word("not_available"),
        why=_why(brief, deal, review, data),
        how_head=brief.t("A16.how_and_needs" if _tracked(brief, deal) else "A16.how"),
        how=(*_how(brief, deal, data), *_tracked(brief, deal)),
        next_steps=_next_steps(brief, deal, actions),
        takeaway=takeaway(brief, ID, data),
        plan=deal_plan.compose(brief, deal, data, (page[0] + 1, page[1])),
    )


def _chevron(brief: Brief, stage: SalesStage, now: SalesStage | None) -> ChevronStep:
    order = _STAGES.index
    state = "plain"
    if now is not None:
        state = "passed" if order(stage) < order(now) else "now" if stage is now else "plain"
    if stage is SalesStage.WON and state == "plain":
        state = "target"
    return ChevronStep(label=brief.t(f"stage.{stage.value}"), state=state)


def _kpis(brief: Brief, deal: Opportunity, data: dict[str, Any]) -> tuple[Kpi, ...]:
    numbers, unknown = brief.numbers, brief.word("not_available")

    def tile(shown: str, unit: str, label: Text) -> Kpi:
        known = shown != NOT_APPLICABLE
        return Kpi(figure=shown if known else unknown, unit=unit if known else "", label=label, tone="title" if known else "neutral")

    days = data["days_in_stage"]
    return (
        tile(numbers.money(deal.value), numbers.unit_text, brief.label("A16.value", close=quarter(deal.close_date))),
        tile(numbers.percent(deal.probability), "", brief.t("A16.probability")),
        tile(numbers.money(deal.weighted), numbers.unit_text, brief.t("A16.weighted")),
        tile(numbers.percent(deal.margin), "", brief.t("A16.margin")),
        tile(NOT_APPLICABLE if days is None else str(days), brief.word("A16.days"), brief.label("A16.in_stage", since=deal.stage_since)),
    )


def _lead(brief: Brief, key: str, text: str | None) -> Lead:
    return Lead(lead=brief.word(key), text=text or brief.word("not_filled"))


def _why(brief: Brief, deal: Opportunity, review: DealReview | None, data: dict[str, Any]) -> tuple[Lead, ...]:
    leads = [_lead(brief, "A16.reason", deal.buying_reason), _lead(brief, "A16.decide", _deciders(brief, deal))]
    if review and review.has_gates:
        funnel = brief.text("A16.funnel_text", **{**data, "funnel": brief.code("A16.funnel_stage", review.stage)})
        leads.append(Lead(lead=brief.word("A16.funnel"), text=funnel))
    if review and review.verdict:
        words = {"yes": review.yes, "no": review.no, "open": review.open, "word": brief.code("A16.verdict", review.verdict)}
        leads.append(Lead(lead=brief.word("A16.questions"), text=brief.text("A16.questions_text", **words)))
    return tuple(leads)


def _how(brief: Brief, deal: Opportunity, data: dict[str, Any]) -> tuple[Lead, ...]:
    """Why we win and why we can lose; the next step too when the title names it, as the table may show other steps."""
    leads = [_lead(brief, "A16.win", deal.why_win), _lead(brief, "A16.lose", deal.why_lose)]
    if deal.next_step and not data["gate"]:
        leads.append(Lead(lead=brief.word("A16.next_lead"), text=brief.text("A16.next_text", **data)))
    return tuple(leads)


def _milestones(brief: Brief, deal: Opportunity) -> list[Action]:
    """The milestones of the plan that name the deal, done or not, by due date (METHOD, E3)."""
    found = [a for a in brief.plan.actions if deal.id and a.opportunity == deal.id and a.milestone and a.action]
    return sorted(found, key=lambda a: (a.due is None, a.due or date.max))


def _requests(brief: Brief, deal: Opportunity) -> list[ResourceRequest]:
    """What is asked for to win the deal, in sheet order (METHOD, E3)."""
    return [request for request in brief.plan.resources if deal.id and request.enables == deal.id and request.request]


def _tracked(brief: Brief, deal: Opportunity) -> tuple[Lead, ...]:
    """Each request with its cost, and before them each milestone with its state when the deal has no slide of its dates."""
    listed = [] if deal_plan.has_plan(brief, deal) else _milestones(brief, deal)
    marks = [Lead(lead=brief.word("A16.milestone"), text=_milestone(brief, action)) for action in listed]
    return (*marks, *(Lead(lead=brief.word("A16.asked"), text=_request(brief, request)) for request in _requests(brief, deal)))


def _milestone(brief: Brief, action: Action) -> str:
    late = bool(action.done is None and action.due and brief.as_of and action.due < brief.as_of)
    facts = {"action": action.action, "due": action.due, "done": action.done, "late": late}
    return brief.text("A16.milestone_text", owner=brief.short_name(action.owner), **facts)


def _request(brief: Brief, request: ResourceRequest) -> str:
    facts = {"request": request.request, "cost": request.cost, "start": request.start}
    jobs = figure(request.fte, 0 if request.fte == int(request.fte) else 1) if request.fte else ""
    return brief.text("A16.asked_text", fte=jobs, **facts)


def _deciders(brief: Brief, deal: Opportunity) -> str:
    """Who approves and who decides this deal at the customer, in words."""
    parts, roles = [], brief.card.deals.roles_of(deal)
    for role in DECIDING:
        names = [person.contact.name or person.contact.other_name or "" for person in roles.of(role)]
        known = [name for name in names if name]
        if known:
            parts.append(brief.text(f"A16.{role.value}", names=known[:2], count=len(known[:2])))
    return ("，" if brief.chinese else ", ").join(parts)


def _actions(brief: Brief, deal: Opportunity) -> list[Action]:
    """The deal's open actions by due date."""
    found = [a for a in brief.plan.actions if deal.id and a.opportunity == deal.id and a.done is None and a.action]
    return sorted(found, key=lambda a: (a.due is None, a.due or date.max))


def _next_steps(brief: Brief, deal: Opportunity, actions: Sequence[Action]) -> tuple[NextStep, ...]:
    """Up to three open actions; the deal's own next step when they leave room, in order of date."""
    rows = [(a.due, _step(brief, a.action or "", a.owner, a.due)) for a in actions]
    if deal.next_step and len(rows) < STEPS:
        rows.append((deal.next_date, _step(brief, deal.next_step, deal.owner, deal.next_date)))
        rows.sort(key=lambda row: (row[0] is None, row[0] or date.max))
    return tuple(row for _, row in rows)


def _steps_title(brief: Brief, deal: Opportunity, actions: Sequence[Action], data: Mapping[str, Any]) -> str:
    """What comes first of the steps in the table, as the title of a slide of its own."""
    steps = [(a.due, a.action or "") for a in actions]
    if deal.next_step and len(steps) < STEPS:
        steps.append((deal.next_date, deal.next_step))
    due, first = min(steps, key=lambda step: (step[0] is None, step[0] or date.max), default=(None, ""))
    late = bool(due and brief.as_of and due < brief.as_of)
    facts = {"full_short": cut(data["full_name"], 48), "first": cut(first, 44), "first_due": due, "first_late": late}
    return brief.text("A16.steps_title", **facts)


def _step(brief: Brief, step: str, owner: str | None, due: date | None) -> NextStep:
    shown: Text = brief.numbers.short(due) if due else missing(brief, "no_date")
    if due and brief.as_of and due < brief.as_of:
        late = brief.text("A16.late", due=due)
        shown = Rich((Span(late, tone="bad", bold=True),))
    return NextStep(step=step, owner=brief.short_name(owner) or missing(brief, "no_owner"), due=shown)


def _warnings(brief: Brief, deal: Opportunity, data: dict[str, Any]) -> list[str]:
    """The findings on the deal's own cells, and how many open actions are not shown."""
    cells = set(deal.cells.values())
    lines = [brief.finding_line(finding) for finding in brief.report.findings if finding.cell in cells]
    rest = data["steps"] - STEPS
    lines.extend(a.action for a in _actions(brief, deal)[:STEPS] if a.action and len(a.action) > LONG)
    return [*lines, brief.text("A16.more_steps", count=rest)] if rest > 0 else lines


def _column(review: DealReview, rows: Sequence[Record | None]) -> tuple[Any, ...]:
    return tuple(row.at(f"deal_{review.place}") for row in rows if row is not None)


def _trace(brief: Brief, deal: Opportunity, data: dict[str, Any]) -> None:
    trace, numbers = brief.trace, brief.numbers
    name = deal.id or deal.name or NOT_APPLICABLE

    def add(label: str, shown: str, value: float | None, unit: str, rule: str, *cells: str) -> None:
        trace.add(ID, f"{name} {brief.word(label)}", shown, value, unit, rule, [deal.at(cell) for cell in cells])

    add("A16.trace.value", numbers.money(deal.value), deal.value, "money", "", "value")
    add("A16.probability", numbers.percent(deal.probability), deal.probability, "percent", "", "probability")
    rule = brief.word("A16.trace.weighted_rule")
    add("A16.weighted", numbers.money(deal.weighted), deal.weighted, "money", rule, "value", "probability")
    add("A16.margin", numbers.percent(deal.margin), deal.margin, "percent", "", "margin")
    days = data["days_in_stage"]
    add("A16.trace.days_in_stage", str(days), days, "days", brief.word("A16.trace.days_rule"), "stage_since")
    slipped = deal.days_slipped
    add("A16.trace.slipped", str(slipped), slipped, "days", brief.word("A16.trace.slip_rule"), "close_date", "first_close_date")
