"""A16, the dates and people of a deal: what they say, when the slide is there, and what holds without roles of the deal's own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planforge.model.action import Action
from planforge.model.codes import BuyingRole, Support, YesNo
from planforge.model.deal import DealRole, DealsReviewed
from planforge.model.plan import AccountPlan
from planforge.review import ReviewContext
from planforge.review.context_deals import DealPlan
from support.plans import full_plan, with_changes

Review = Callable[..., ReviewContext]
ALL = (("C1", "approver"), ("C2", "decider"), ("C5", "evaluator"), ("C6", "user"))


def rows(*given: tuple[str, str] | tuple[str, str, str], deal: str = "O1") -> tuple[DealRole, ...]:
    return tuple(
        DealRole(opportunity=deal, contact=row[0], role=BuyingRole(row[1]), support=Support(row[2]) if len(row) > 2 else None)
        for row in given
    )


def plan(*roles: DealRole, actions: tuple[Action, ...] = (), **changes: Any) -> AccountPlan:
    quiet = {"pipeline[0].next_step": None, "pipeline[0].first_close_date": None, **changes}
    base = with_changes(full_plan(), quiet)
    return replace(base, deals_reviewed=DealsReviewed(deal_1="O1"), deal_roles=roles, actions=actions, resources=(), readings={})


def milestone(name: str, due: date | None, **rest: Any) -> Action:
    return Action(action=name, due=due, milestone=YesNo.YES, opportunity="O1", owner="K. Lin", **rest)


def shown(review: Review, plan: AccountPlan, language: str = "en") -> DealPlan:
    (page,) = review(plan, language).deal_sheets.pages
    assert page.plan is not None
    return page.plan


def test_without_roles_and_milestones_there_is_no_such_slide(review: Review) -> None:
    task = Action(action="Send the price", due=date(2025, 10, 30), opportunity="O1")
    (page,) = review(plan(actions=(task,))).deal_sheets.pages
    assert page.plan is None


def test_the_roles_of_the_deal_take_the_place_of_those_for_the_account(review: Review) -> None:
    slide = shown(review, plan(*rows(("C6", "approver"), ("C2", "decider", "enemy"))))
    assert [[person.name for person in panel.people] for panel in slide.panels] == [["Liu Fang"], ["Zhou Min"], [], []]
    assert [panel.empty for panel in slide.panels] == ["", "", "Nobody mapped", "Nobody mapped"]
    assert slide.panels[1].people[0].words.startswith("Opponent")
    assert slide.panels[1].people[0].flagged
    assert "Zhou Min, who decides, is against us" in slide.slide.title
    assert "find out who evaluates, who will use it; win over Zhou Min (decides)" in str(slide.takeaway)


def test_a_deal_without_rows_has_the_roles_of_the_contacts(review: Review) -> None:
    slide = shown(review, plan(actions=(milestone("Pilot accepted", date(2025, 11, 14)),)))
    roles = [c.buying_role for c in full_plan().contacts if c.buying_role]
    assert sum(len(panel.people) for panel in slide.panels) <= len(roles)
    assert [bool(panel.people) for panel in slide.panels] == [role in roles for role in BuyingRole]
    assert str(slide.people_unit).startswith("no roles given for this deal")


def test_who_says_yes_may_not_be_known(review: Review) -> None:
    assert "nobody is known who approves or decides" in shown(review, plan(*rows(("C5", "evaluator")))).slide.title
    assert "尚不清楚由谁批准和决策" in shown(review, plan(*rows(("C5", "evaluator"))), "zh").slide.title
    assert "nobody is known who decides" in shown(review, plan(*rows(("C1", "approver")))).slide.title


def test_a_decider_without_cover_is_named(review: Review) -> None:
    found = plan(*rows(*ALL), **{"contacts[1].owner": None, "contacts[1].level": 0})
    slide = shown(review, replace(found, coverage=()))
    assert "nobody of ours covers Zhou Min, who decides" in slide.slide.title
    assert "name an owner for Zhou Min (decides)" in str(slide.takeaway)
    assert slide.panels[1].people[0].words.endswith("nobody covers")


def test_dates_that_moved_have_a_hollow_marker_and_a_word(review: Review) -> None:
    moved = milestone("Pilot accepted", date(2025, 11, 14), first_due=date(2025, 10, 10))
    kept = milestone("Offer sent", date(2025, 10, 30))
    slide = shown(review, plan(*rows(*ALL), actions=(moved, kept)))
    assert [str(row.status)[2:] for row in slide.dates] == ["On time", "Slipped 35 d", "On time"]
    assert slide.timeline is not None
    assert [bar.planned for bar in slide.timeline.bars] == [None, date(2025, 10, 10), None]
    assert all(bar.milestone for bar in slide.timeline.bars)
    assert slide.slide.title.endswith(": “pilot accepted” has slipped 35 days")
    assert "Pilot accepted slip in days = 35" in slide.slide.notes


def test_the_contract_date_slips_too(review: Review) -> None:
    changes = {"pipeline[0].first_close_date": date(2025, 12, 15)}
    slide = shown(review, plan(*rows(*ALL), **changes))
    assert "the contract date has slipped 74 days" in slide.slide.title
    assert "签约推迟74天" in shown(review, plan(*rows(*ALL), **changes), "zh").slide.title


def test_a_late_task_runs_on_to_the_day(review: Review) -> None:
    task = Action(action="Repeat the test", start=date(2025, 8, 20), due=date(2025, 9, 22), opportunity="O1", owner="K. Lin")
    slide = shown(review, plan(*rows(*ALL), actions=(task,)))
    assert slide.timeline is not None
    assert (slide.timeline.bars[0].state, slide.timeline.bars[0].end) == ("late", date(2025, 9, 30))
    assert str(slide.dates[0].status) == "■ Late 8 d"
    assert "“repeat the test” is late since 22 Sep" in slide.slide.title


def test_milestones_and_the_close_keep_their_place_when_there_are_many_dates(review: Review) -> None:
    tasks = tuple(Action(action=f"Task {n}", due=date(2025, 10, n), opportunity="O1", owner="K. Lin") for n in range(1, 9))
    slide = shown(review, plan(*rows(*ALL), actions=(*tasks, milestone("Pilot accepted", date(2026, 1, 9)))))
    assert [str(row.name) for row in slide.dates][-2:] == ["Pilot accepted", "Contract signed"]
    assert len(slide.dates) == 5
    assert "5 more dates of this deal have no room here" in slide.slide.notes


def test_a_milestone_without_a_date_is_in_the_table_only(review: Review) -> None:
    slide = shown(review, plan(*rows(*ALL), actions=(milestone("Pilot accepted", None),)))
    assert [str(row.due) for row in slide.dates] == ["27 Feb", "No date"]
    assert slide.timeline is not None
    assert slide.timeline.bars[1].end is None


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_role_with_many_people_counts_the_rest(review: Review, language: str) -> None:
    many = rows(("C1", "approver"), *((f"C{n}", "evaluator") for n in range(2, 8)))
    slide = shown(review, plan(*many), language)
    assert len(slide.panels[2].people) == 3
    assert slide.panels[2].more == ("and 3 more" if language == "en" else "另有3人")


def test_who_decides_on_the_sheet_follows_the_deal(review: Review) -> None:
    (page,) = review(plan(*rows(("C6", "approver")))).deal_sheets.pages
    assert next(lead.text for lead in page.why if lead.lead == "Who decides:") == "Liu Fang approves"
