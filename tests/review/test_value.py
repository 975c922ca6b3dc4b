"""Slides about relationship stage, satisfaction, value and strategy: rows, flags, what is cut, what is left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from planforge.model.codes import Change, InitiativeStatus, RelationshipStage, SwotKind, YesNo
from planforge.model.opportunity import RoadmapItem
from planforge.model.plan import AccountPlan
from planforge.model.strategy import SwotItem
from planforge.review import ReviewContext
from support.plans import full_plan, with_changes

Review = Callable[..., ReviewContext]
STAGE = RelationshipStage


# ---------------------------------------------------------------- A11


def test_stages_between_now_and_the_target_are_told_apart(review: Review) -> None:
    plan = with_changes(full_plan(), {"stage.now": STAGE.EARLY, "stage.target": STAGE.PARTNERSHIP})
    assert [step.state for step in review(plan).stage.steps] == ["passed", "now", "between", "target", "plain"]


def test_the_implied_stage_is_marked_where_it_stands(review: Review) -> None:
    notes = [step.note for step in review(full_plan()).stage.steps]
    assert notes == ["", "", "Now, as contacts show", "Target 31 Dec 2026", ""]
    behind = review(with_changes(full_plan(), {"stage.now": STAGE.EARLY, "stage.target": STAGE.MID})).stage
    assert [step.note for step in behind.steps][1:3] == ["Now", "Target 31 Dec 2026, where contacts are"]
    assert "1 stage above the claim" in str(behind.takeaway)


def test_a_claim_above_the_contacts_leads_the_slide(review: Review) -> None:
    slide = review(with_changes(full_plan(), {"stage.now": STAGE.SYNERGISTIC, "stage.target": None})).stage
    assert slide.slide.title == "Synergistic is claimed, but the contacts show Mid: 2 of 9 key contacts are in open exchange"
    assert "2 stages above the contacts; Synergistic asks for 5 functions that meet" in str(slide.takeaway)


def test_pairs_stand_with_the_largest_gap_first(review: Review) -> None:
    rows = review(full_plan()).stage.pairs
    gaps = [str(row.gap) for row in rows]
    assert gaps == sorted(gaps, key=lambda gap: gap == "–")
    assert all(row.fill in ("lv1", "lv2", "lv3", "lv4", "") for row in rows)


def test_a_plan_without_stage_says_what_belongs_there(review: Review) -> None:
    plan = with_changes(full_plan(), {"stage.now": None, "stage.target": None, "stage_pairs": (), "stage_actions": ()})
    slide = review(plan).stage
    assert slide.empty is not None
    assert slide.slide.sticker == "No data"


# ---------------------------------------------------------------- A13


def test_the_window_counts_every_item_once(review: Review) -> None:
    slide = review(full_plan()).satisfaction
    assert [(str(box.name), box.count) for box in slide.boxes] == [
        ("Target", "5"), ("Out of here!", "1"), ("Wasting resources", "1"), ("No problem", "1"),
    ]  # fmt: skip
    assert slide.slide.title == "5 of 6 customer wants are met; 1 want is missing and 1 service is not wanted"


def test_changes_come_before_what_is_kept(review: Review) -> None:
    slide = review(full_plan()).satisfaction
    assert [str(row.change) for row in slide.changes[:3]] == ["▲ Start", "■ Stop", "● Keep"]
    assert len(slide.changes) == 6
    assert slide.more == "1 more item kept"


def test_a_missing_want_without_change_is_asked_about(review: Review) -> None:
    plan = with_changes(full_plan(), {"wants[5].change": None})
    slide = review(plan).satisfaction
    assert (str(slide.changes[0].change), slide.changes[0].item) == ("No change", "Open life-cycle cost")
    assert str(slide.takeaway) == "Question for the review: who starts on open life-cycle cost?"


def test_a_change_without_owner_or_date_is_flagged(review: Review) -> None:
    row = review(with_changes(full_plan(), {"wants[5].owner": None, "wants[5].due": None})).satisfaction.changes[0]
    assert (str(row.owner), str(row.due)) == ("No owner", "No date")
    assert Change.START.value == "start"


def test_more_than_six_items_are_counted_and_named_in_the_notes(review: Review) -> None:
    plan = full_plan()
    wants = (*plan.wants, *(replace(plan.wants[0], item=f"Want {n}") for n in range(4)))
    slide = review(replace(plan, wants=wants)).satisfaction
    assert (slide.boxes[0].count, len(slide.boxes[0].items), slide.boxes[0].more) == ("9", 6, "+3 more")
    assert "Not listed under Target: Want 1; Want 2; Want 3." in slide.slide.notes


def test_an_item_with_a_blank_answer_stands_in_no_box(review: Review) -> None:
    slide = review(with_changes(full_plan(), {"wants[7].gets": None})).satisfaction
    assert slide.boxes[3].count == "0"
    assert "Trade-fair invitations" in slide.slide.notes


def valued(plan: AccountPlan, **columns: tuple[object, ...]) -> AccountPlan:
    """The plan with values in a column of the satisfaction window, row by row."""
    rows = [{name: values[number] for name, values in columns.items()} for number in range(len(plan.wants))]
    return replace(plan, wants=tuple(replace(want, **row) for want, row in zip(plan.wants, rows, strict=True)))


def test_items_stand_by_importance_and_those_without_come_last(review: Review) -> None:
    plan = valued(full_plan(), importance=(3, None, 5, 3, 4, 2, 1, None))
    slide = review(plan).satisfaction
    names = [want.item for want in plan.wants]
    assert slide.boxes[0].items == (f"{names[2]} (5)", f"{names[4]} (4)", f"{names[0]} (3)", f"{names[3]} (3)", names[1])
    assert slide.unit == "number of items; importance 1–5 in brackets"
    assert review(full_plan()).satisfaction.unit == "number of items"


def test_wasted_effort_leads_when_hours_are_known(review: Review) -> None:
    slide = review(valued(full_plan(), hours=(10, 5, None, 5, 8, 2, 10, 0))).satisfaction
    assert slide.slide.title == "5 of 6 customer wants are met; 1 is missing while 25% of our hours are wasted"
    assert slide.boxes[2].note == "stop: 25% of our hours"
    assert "Effort wasted: 10 of 40 hours a month (25%), known for 7 of 8 items." in slide.slide.source
    assert "frees 10 hours a month." in str(slide.takeaway)


def test_unknown_hours_of_what_is_not_wanted_are_never_zero(review: Review) -> None:
    slide = review(valued(full_plan(), hours=(10, 5, 5, 5, 8, 2, None, 0))).satisfaction
    assert slide.slide.title == review(full_plan()).satisfaction.slide.title
    assert slide.boxes[2].note == "stop"
    assert "Effort wasted" not in slide.slide.source


def test_effort_without_waste_is_told_in_the_source(review: Review) -> None:
    plan = with_changes(valued(full_plan(), hours=(10, 5, 5, 5, 8, 2, 3, 0)), {"wants[6].wants": YesNo.YES})
    assert "Effort wasted: 0 of 38 hours a month (0%), known for 8 of 8 items." in review(plan).satisfaction.slide.source


# ---------------------------------------------------------------- A14


def item(priority: str, **values: object) -> RoadmapItem:
    return RoadmapItem(priority=priority, initiative=values.pop("initiative", "Pilot"), **values)  # type: ignore[arg-type]


def test_the_roadmap_begins_with_the_first_quarter_that_matters(review: Review) -> None:
    quarters = review(full_plan()).roadmap.pages[0].quarters
    assert (quarters.first, quarters.last, quarters.names[0], len(quarters.names)) == (date(2025, 7, 1), date(2027, 6, 30), "2025 Q3", 8)
    early = review(with_changes(full_plan(), {"roadmap[2].start": date(2023, 1, 1)})).roadmap.pages[0].quarters
    assert early.names == ("2025 Q1", "Q2", "Q3", "Q4", "2026 Q1", "Q2", "Q3", "Q4")
    late = review(with_changes(full_plan(), {"roadmap": (item("A", start=date(2027, 1, 1), end=date(2027, 3, 31)),)}))
    assert late.roadmap.pages[0].quarters.names[0] == "2025 Q3"


def test_a_priority_has_as_many_lanes_as_its_initiatives_need(review: Review) -> None:
    plan = replace(full_plan(), roadmap=tuple(item("Reliability", initiative=f"Step {n}", end=date(2026, n, 1)) for n in range(1, 6)))
    (page,) = review(plan).roadmap.pages
    assert [len(lane.bars) for lane in page.lanes] == [2, 2, 1]
    assert [str(lane.need) for lane in page.lanes[1:]] == ["continued", "continued"]


def test_more_than_four_lanes_go_on_over_pages(review: Review) -> None:
    plan = replace(full_plan(), roadmap=tuple(item(f"Priority {n}", end=date(2026, 1, 1), funded=YesNo.YES) for n in range(6)))
    pages = review(plan).roadmap.pages
    assert [len(page.lanes) for page in pages] == [4, 2]
    assert [page.slide.title[-9:] for page in pages] == [" (1 of 2)", " (2 of 2)"]


def test_missing_money_and_proof_are_flagged(review: Review) -> None:
    page = review(with_changes(full_plan(), {"roadmap[1].proof": None})).roadmap.pages[0]
    assert str(page.lanes[1].need) == "■ No funded initiative (goal 2)"
    assert str(page.lanes[1].proof) == "■ No proof yet"
    assert str(page.takeaway).startswith("Question for the review: what proves our proposition on “Digital control rooms”")


def test_a_roadmap_that_is_silent_on_money_is_not_accused(review: Review) -> None:
    page = review(with_changes(full_plan(), {f"roadmap[{n}].funded": None for n in range(3)})).roadmap.pages[0]
    assert page.slide.title == "3 initiatives serve 3 customer priorities; the first lands in 2025 Q4"
    assert not any("funded" in text for lane in page.lanes for text in (str(lane.need), *(str(bar.label) for bar in lane.bars)))
    assert "Funded" not in page.slide.source


def test_an_initiative_past_its_end_is_told(review: Review) -> None:
    plan = with_changes(full_plan(), {"roadmap[2].end": date(2025, 8, 31), "roadmap[2].status": InitiativeStatus.RUNNING})
    page = review(plan).roadmap.pages[0]
    assert "Retrofit kit (past its end)" in [str(bar.label) for lane in page.lanes for bar in lane.bars]


def test_no_roadmap_no_slide(review: Review) -> None:
    assert review(replace(full_plan(), roadmap=())).roadmap.pages == ()


# ---------------------------------------------------------------- AX14, AX15


def test_swot_is_left_out_without_points(review: Review) -> None:
    assert review(replace(full_plan(), swot=())).swot is None
    found = review(full_plan()).swot
    assert found is not None
    assert [box.count for box in found.boxes] == ["2", "1", "1", "2"]
    assert str(found.takeaway).startswith("Question for the review: which of our strengths do we set against “")


def test_swot_names_the_empty_box(review: Review) -> None:
    only = tuple(SwotItem(kind=kind, item="Something") for kind in (SwotKind.STRENGTH, SwotKind.THREAT))
    found = review(replace(full_plan(), swot=only)).swot
    assert found is not None
    assert found.slide.title == "2 SWOT points recorded, but no weaknesses and opportunities"


def test_strategies_are_linked_to_the_goals_they_serve(review: Review) -> None:
    found = review(full_plan()).winning
    assert found is not None
    assert [str(end.text) for end in found.strategies] == [
        "Solution: Relays sold with outage guarantee", "Service: Spares depot in the region", "Product: Grid-code kit in six weeks",
    ]  # fmt: skip
    assert found.links == ((0, 0), (0, 1), (2, 2))


def test_goals_without_offer_are_flagged(review: Review) -> None:
    found = review(full_plan()).winning
    assert found is not None
    assert [(str(goal.note), goal.flagged) for goal in found.goals] == [
        ("", False), ("▲ Offer, but no strategy", False), ("", False), ("■ No matching offer", True),
    ]  # fmt: skip
    assert found.slide.title == "1 of 4 customer goals has no matching offer, first “Lower purchasing cost”"


def test_a_strategy_for_an_unknown_goal_is_flagged(review: Review) -> None:
    found = review(with_changes(full_plan(), {"strategies[1].serves": "Fly to the moon"})).winning
    assert found is not None
    assert (str(found.strategies[-1].note), found.strategies[-1].flagged) == ("▲ Serves no listed goal", True)


def test_rivals_without_counter_move_come_first_and_are_flagged(review: Review) -> None:
    found = review(with_changes(full_plan(), {"rivals[1].counter": None})).winning
    assert found is not None
    assert (found.rivals[0].rival, str(found.rivals[0].counter)) == ("Voltaris", "■ No counter move")
    assert found.slide.title == "We have no counter move against 1 of 2 rivals; 1 of 4 customer goals has no matching offer"


def test_strengths_are_compared_where_the_rivals_leave_room(review: Review) -> None:
    found = review(full_plan()).winning
    assert found is not None
    assert found.chart is not None
    (series,) = found.chart.series
    assert list(series.values) == sorted(series.values, reverse=True)
    assert series.styles[found.chart.categories.index("We")] == "us"
    four = review(replace(full_plan(), rivals=full_plan().rivals[:1] * 4)).winning
    assert four is not None
    assert four.chart is None


def test_without_rivals_and_strategies_there_is_no_slide(review: Review) -> None:
    assert review(replace(full_plan(), rivals=(), strategies=())).winning is None
    alone = review(replace(full_plan(), rivals=())).winning
    assert alone is not None
    assert alone.rivals == ()
