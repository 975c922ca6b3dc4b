"""Support, contacts and moved dates of actions, sources of risks, stages and profit of deals, milestones, and the reviewers' boxes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from planforge.model.codes import Degree
from planforge.review import ReviewContext
from support.plans import full_plan, previous_plan, with_changes

Review = Callable[..., ReviewContext]


def test_support_names_owner_contact_and_day(review: Review) -> None:
    plan = with_changes(full_plan(), {"actions[0].support": "Finance data", "actions[0].contact": "C4", "actions[6].contact": "C99"})
    page = review(plan).actions.support
    assert page is not None
    assert page.slide.title == "1 of 6 open actions needs support from others, the first by 14 Nov 2025"
    first, second = page.rows
    contact = next(c.name for c in plan.contacts if c.id == "C4")
    assert (first.number, first.contact, str(first.support), first.owner) == ("A1", contact, "Finance data", "Tan")
    assert (second.number, second.contact, second.support) == ("A7", "C99", "–")
    assert first.serves.startswith("O1 ")


def test_without_support_and_contacts_there_is_no_such_slide(review: Review) -> None:
    assert review(full_plan()).actions.support is None


def test_rows_stand_by_workstream_and_the_timeline_with_them(review: Review) -> None:
    slide = review(full_plan()).actions
    groups = [str(row.group) for row in slide.grouped]
    assert [group for place, group in enumerate(groups) if place == 0 or groups[place - 1] != group] == ["Deals", "Service", "Relationship"]
    assert sorted(row.number for row in slide.grouped) == sorted(row.number for row in slide.rows)
    bars = {row.number: bar for row, bar in zip(slide.grouped, slide.grouped_timeline.bars, strict=True)}
    assert bars == {row.number: bar for row, bar in zip(slide.rows, slide.timeline.bars, strict=True)}


def test_a_plan_without_workstreams_and_types_is_not_grouped(review: Review) -> None:
    plan = replace(full_plan(), actions=tuple(replace(action, workstream=None) for action in full_plan().actions))
    assert review(plan).actions.grouped == ()


def test_a_moved_date_stands_in_the_status(review: Review) -> None:
    before = replace(previous_plan(), actions=(replace(full_plan().actions[0], due=date(2025, 10, 15)),))
    slide = review(full_plan(), "en", before).actions
    assert next(str(row.status) for row in slide.rows if row.number == "A1") == "● On time, moved 30 d"
    assert "1 date moved since the last review" in slide.slide.subtitle
    assert "previous review" in slide.slide.source


def test_sources_count_levels_and_name_what_nobody_considered(review: Review) -> None:
    sources = review(full_plan()).risks.sources
    assert sources is not None
    assert sources.slide.title.startswith("No risk is recorded under external parties; 16 of 22 sources")
    outside = sources.rows[-1]
    assert [str(cell.text) for cell in outside.levels] == ["–", "–", "–", "–"]
    assert str(outside.never).startswith("No risk: vendor experience")
    assert [cell.fill for cell in sources.rows[0].levels] == ["bad", "", "watch_l", "neutral_l"]


def test_risks_without_a_source_have_no_second_slide(review: Review) -> None:
    plan = replace(full_plan(), risks=tuple(replace(risk, source=None) for risk in full_plan().risks))
    assert review(plan).risks.sources is None


def test_an_unrated_group_has_no_points(review: Review) -> None:
    risks = tuple(replace(risk, probability=None, impact=Degree.HIGH) for risk in full_plan().risks)
    rows = review(replace(full_plan(), risks=risks)).risks.sources.rows
    assert [row.points for row in rows] == ["–", "–", "–", "–", "0"]


def test_stages_and_expected_profit_stand_on_the_pipeline(review: Review) -> None:
    slide = review(full_plan()).pipeline
    assert slide.stage_counts == ("2", "2", "1", "1")
    assert slide.stage_rows[0].cells == ("3.7", "20.0", "18.0", "4.2")
    assert slide.total.profit == "3.9"  # 10.8 x 18% + 4.2 x 15% + 3.36 x 21% + 1.5 x 24% + 0.5 x 30% + 0.24 x 35%


def test_a_profit_of_some_deals_says_so(review: Review) -> None:
    slide = review(with_changes(full_plan(), {"pipeline[0].margin": None})).pipeline
    assert slide.rows[0].profit == "–"
    assert slide.total.next_step == "Profit of 5 of 6 deals"
    assert "known for 5 of 6 deals" in slide.slide.source


def test_without_probabilities_nothing_is_covered_and_nothing_uncovered(review: Review) -> None:
    plan = replace(full_plan(), pipeline=tuple(replace(deal, probability=None) for deal in full_plan().pipeline))
    found = review(plan)
    assert found.pipeline.slide.title.startswith("6 open deals close in 2026, none with value and probability")
    answers = {row.id: str(row.answer).splitlines() for row in found.decisions.questions}
    assert answers["Q1"] == ["○ Open", "no deal has value and probability"]
    assert answers["Q4"][0] == "○ Open"
    assert "not known" in answers["Q4"][1]


def test_a_deal_shows_its_milestones_and_what_is_asked_for_it(review: Review) -> None:
    asked = ("Asked for:", "Total-cost case with outside institute, CNY 0.4 m, from 20 Oct")
    dated = with_changes(full_plan(), {"actions[1].milestone": True})
    sheet = next(page for page in review(dated).deal_sheets.pages if page.slide.subtitle.find("O1") > 0)
    assert str(sheet.how_head) == "How we win or lose, and what it takes"
    assert (sheet.how[-1].lead, str(sheet.how[-1].text)) == asked
    # A milestone with a date stands on the slide of the deal's dates, and not here too.
    assert not any(lead.lead == "Milestone:" for lead in sheet.how)
    assert ("Pilot report with outage data", "■ Late 10 d") in [(str(row.name), str(row.status)) for row in sheet.plan.dates]
    undated = with_changes(full_plan(), {"actions[1].milestone": True, "actions[1].due": None})
    sheet = next(page for page in review(undated).deal_sheets.pages if page.slide.subtitle.find("O1") > 0)
    assert [(lead.lead, str(lead.text)) for lead in sheet.how][-2:] == [
        ("Milestone:", "Pilot report with outage data, no date (Rao)"),
        asked,
    ]


def test_why_we_win_and_lose_of_deals_without_a_sheet_is_in_the_notes(review: Review) -> None:
    notes = review(full_plan()).pipeline.slide.notes
    assert "OTHER DEALS\n" in notes
    assert "O7 Relay spares frame contract (won): we win because stock in the region." in notes


def test_evidence_has_its_own_head_and_every_question_a_box(review: Review) -> None:
    found: Any = review(full_plan(), "en", previous_plan()).decisions
    notes = found.slide.notes
    assert notes.index("EVIDENCE\nQ1 ") < notes.index("TRACE") < notes.index("WARNINGS")
    assert "Q1 " not in notes[notes.index("WARNINGS") :]
    assert [str(word) for word in found.verdicts] == ["Yes", "No", "Open"]
