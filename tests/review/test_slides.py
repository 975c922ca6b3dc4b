"""What single slides decide: bridge, map pages, timeline, effect, answers, trends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planforge.model.assessment import Want
from planforge.model.codes import BuyingRole, SalesStage, YesNo
from planforge.model.opportunity import Opportunity, RoadmapItem
from planforge.model.relationship import Stakeholder
from planforge.office.rich import Rich
from planforge.review import ReviewContext
from planforge.review.context_assessment import PositionMark
from support.plans import full_plan, half_filled_plan, previous_plan, with_changes

Review = Callable[..., ReviewContext]


def test_bridge_runs_from_deals_over_the_gap_to_the_target(review: Review) -> None:
    bridge = review(full_plan()).pipeline.bridge
    base, value, label, *connectors = bridge.series
    assert bridge.categories[-4:] == ("Other\n(2)", "Weighted\n2026", "Gap", "Growth\ntarget")
    assert value.styles == ("top", "deal", "deal", "deal", "deal", "total", "gap", "plan")
    assert label.labels == ("+10.8", "+4.2", "+3.4", "+1.5", "+0.7", "20.6", "2.4", "23.0")
    assert (base.values[-2], value.values[-2]) == (20.6, 2.4)
    assert len(connectors) == 7
    assert all(series.like == "Connector" and sum(v is not None for v in series.values) == 2 for series in connectors)
    assert bridge.value_max == 26.45
    assert all(len(line) <= 13 for name in bridge.categories for line in name.split("\n"))


def test_a_covered_target_has_no_gap_and_a_line_through_the_surplus(review: Review) -> None:
    bridge = review(with_changes(full_plan(), {"pipeline[1].probability": 0.6})).pipeline.bridge
    styles = bridge.series[1].styles
    assert "gap" not in styles
    assert styles[-2:] == ("total", "plan")
    assert bridge.series[-1].values[-2:] == (23.0, 23.0)
    assert bridge.series[1].values[-2] == 24.8


def test_deals_of_other_years_stand_in_brackets(review: Review) -> None:
    slide = review(with_changes(full_plan(), {"pipeline[3].close_date": date(2027, 3, 1)})).pipeline
    row = next(row for row in slide.rows if "O4" in str(row.name))
    assert row.weighted == "(1.5)"
    assert str(slide.total.name) == "Total 2026"
    assert slide.total.weighted == "19.1"
    assert "In brackets" in slide.slide.source


def test_a_chinese_deal_name_breaks_under_its_bar(review: Review) -> None:
    deal = Opportunity(
        id="O9", name="变电站继电保护二期", stage=SalesStage.PROPOSE, close_date=date(2026, 3, 1), value=30.0, probability=0.5
    )
    bridge = review(replace(full_plan(), pipeline=(deal,)), "zh").pipeline.bridge
    assert bridge.categories[0] == "O9\n变电站\n继电保"


def test_deals_without_probability_are_announced(review: Review) -> None:
    slide = review(half_filled_plan()).pipeline
    assert "1 deal without probability left out" in slide.slide.sticker
    assert slide.rows[0].weighted == "–"


def test_effect_of_all_decisions(review: Review) -> None:
    assert str(review(full_plan()).page.effect) == "If all 3 are granted: coverage 102%, gap closed; CNY 1.3 m and 1.1 FTE committed"
    without = with_changes(full_plan(), {"decisions": ()})
    assert review(without).page.effect == ""
    assert review(without).decisions.pages[0].decisions == ()


def test_decisions_come_in_pages_of_four_with_the_first_three_on_the_account_page(review: Review) -> None:
    plan = full_plan()
    found = review(replace(plan, decisions=(*plan.decisions, *plan.decisions)))
    assert [len(page.decisions) for page in found.decisions.pages] == [4, 2]
    assert [page.slide.title[-9:] for page in found.decisions.pages] == [" (1 of 2)", " (2 of 2)"]
    assert found.page.more_decisions == "3 more decisions on the decision slide"
    assert found.page.decisions == found.decisions.pages[0].decisions[:3]


def test_questions_are_answered_with_evidence(review: Review) -> None:
    rows = {row.id: row for row in review(full_plan()).decisions.questions}
    assert list(rows) == ["Q1", "Q2", "Q3", "Q4", "Q5", "Q6", "Q7"]
    assert str(rows["Q1"].answer) == "■ No\n90% of the growth target covered"
    assert rows["Q1"].evidence == "Weighted pipeline covers 90% of the growth target"
    assert all(row.slide for row in rows.values())
    half = review(half_filled_plan()).decisions.questions
    assert {str(row.answer).splitlines()[0] for row in half} == {"○ Open"}
    assert all(len(str(row.answer).splitlines()) == 2 for row in half)


def _missing(review: Review, language: str, **blocks: Any) -> Any:
    return review(replace(full_plan(), **blocks), language).decisions.questions[6]


@pytest.mark.parametrize(("language", "none", "two"), [("en", "● Nothing missing", "■ 2 missing"), ("zh", "● 没有缺少", "■ 缺少2项")])
def test_what_is_missing_is_counted_and_shown_where_it_can_be_seen(review: Review, language: str, none: str, two: str) -> None:
    funded = RoadmapItem(priority="Reliability", initiative="Pilot", funded=YesNo.YES)
    also = RoadmapItem(priority="Reliability", initiative="Study", funded=YesNo.NO)
    unpaid = RoadmapItem(priority="Wind", initiative="Retrofit", funded=YesNo.NO)
    unmet = Want(item="Lifetime cost", wants=YesNo.YES, gets=YesNo.NO)
    # A priority with one paid initiative is served, whatever else is planned for it; a want without owner and date is not.
    row = _missing(review, language, roadmap=(funded, also), wants=())
    assert (str(row.answer).splitlines()[0], row.slide) == (none, "A14")
    row = _missing(review, language, roadmap=(funded, also, unpaid), wants=(unmet,))
    assert (str(row.answer).splitlines()[0], row.slide) == (two, "A14")
    assert _missing(review, language, roadmap=(funded,), wants=(unmet,)).slide == "A13"
    row = _missing(review, language, roadmap=(), wants=())
    assert (str(row.answer)[0], row.slide) == ("○", "A13")
    unknown = _missing(review, language, roadmap=(replace(funded, funded=None),), wants=())
    assert str(unknown.answer)[0] == "○"


def test_trends_compare_with_the_previous_review(review: Review) -> None:
    found = {str(row.section): str(row.trend) for row in review(full_plan(), previous=previous_plan()).page.sections}
    assert found["Ten factors"] == "Better"
    assert found["Financials"] == "Worse"
    alone = {str(row.section): str(row.trend) for row in review(full_plan()).page.sections}
    assert (alone["Financials"], alone["Ten factors"], alone["Risks"]) == ("–", "Better", "Worse")


def test_first_review_has_no_previous_series(review: Review) -> None:
    plan = with_changes(full_plan(), {f"factors[{i}].previous": None for i in range(10)})
    factors = review(plan).factors
    assert [series.like for series in factors.radar.series] == ["This review"]
    assert (factors.has_previous, factors.previous_label) == (False, "")


def test_renamed_factors_keep_the_companys_name(review: Review) -> None:
    plan = with_changes(full_plan(), {"factors[8].factor": "Board access"})
    factors = review(plan, "en+zh").factors
    line = factors.groups[2].factors[1]
    assert (line.name, line.second_name) == ("Board access", "")
    assert "board access (2 of 5)" in factors.slide.title


def test_timeline_starts_in_the_month_of_the_data_and_is_clipped(review: Review) -> None:
    timeline = review(full_plan()).actions.timeline
    assert timeline is not None
    assert (timeline.first, timeline.last, len(timeline.months)) == (date(2025, 9, 1), date(2026, 11, 30), 15)
    late = timeline.bars[0]
    assert (late.state, late.start, late.end) == ("late", date(2025, 9, 1), date(2025, 9, 30))
    assert timeline.bars[1].end is None
    assert timeline.bars[-1].milestone
    assert all(timeline.first <= day <= timeline.last for bar in timeline.bars for day in (bar.start, bar.end) if day)


def test_missing_owner_and_date_are_red_words(review: Review) -> None:
    found = review(with_changes(full_plan(), {"actions[0].owner": None, "actions[0].due": None, "risks[0].due": None}))
    row = next(row for row in found.actions.rows if row.number == "A1")
    assert isinstance(row.owner, Rich)
    assert (str(row.owner), row.owner.spans[0].tone) == ("No owner", "bad")
    assert str(row.due) == "No date"
    assert str(found.risks.takeaway) == "Decision needed: name owner and date for risk 1."


def test_other_accounts_stand_behind_this_one(review: Review) -> None:
    others = (PositionMark(name="Velden", strength=2.0, attractiveness=3.5), PositionMark(name="Half", strength=None, attractiveness=3.0))
    position = review(full_plan(), others=others).position
    assert position.chart is not None
    assert [(series.like, series.x) for series in position.chart.series] == [("others", (2.0,)), ("account", position.chart.series[1].x)]
    no_strength = review(with_changes(full_plan(), {"strength": ()})).position
    assert no_strength.chart is None
    assert no_strength.mark is not None
    assert no_strength.mark.strength is None


def person(number: int, boss: int | None, department: str, role: BuyingRole | None = BuyingRole.EVALUATOR) -> Stakeholder:
    return Stakeholder(
        id=f"P{number}", name=f"Person {number}", reports_to=f"P{boss}" if boss else None, department=department, buying_role=role, level=1
    )


def test_a_large_map_has_one_page_per_department_with_the_top_repeated(review: Review) -> None:
    people = [person(1, None, "Board", BuyingRole.APPROVER)]
    people += [person(number, 1, "North" if number < 12 else "South") for number in range(2, 22)]
    found = review(replace(full_plan(), contacts=tuple(people))).influence
    assert len(found.pages) > 1
    for page in found.pages:
        assert page.cards[0].id == "P1"
        assert len(page.cards) <= 14
        assert len({page.slide.title for page in found.pages}) == len(found.pages)
    assert {card.id for page in found.pages for card in page.cards} == {p.id for p in people}


def test_people_without_role_and_contact_go_to_the_notes_when_space_is_short(review: Review) -> None:
    people = [person(1, None, "Board", BuyingRole.APPROVER)]
    people += [person(number, 1, "North") for number in range(2, 6)]
    people += [person(number, 2, "North", None) for number in range(6, 20)]
    found = review(replace(full_plan(), contacts=tuple(people))).influence
    assert [len(page.cards) for page in found.pages] == [5]
    assert "Person 19" in found.slide.notes


def test_a_reporting_cycle_does_no_harm(review: Review) -> None:
    people = (person(1, 2, "North"), person(2, 1, "North"))
    assert len(review(replace(full_plan(), contacts=people)).influence.pages[0].cards) == 2


def test_coverage_shows_the_six_busiest_members_in_team_order(review: Review) -> None:
    slide = review(full_plan()).coverage
    assert slide.members == ("Lin\nSales", "Rao\nEngineering", "Weiss\nService", "Berg\nManagem.", "Tan\nFinance")
    assert [row.buying for row in slide.rows] == ["※", "+", "+", "+", "=", "=", "=", "=", "−"]
    assert [str(cell.text) for cell in slide.rows[4].cells] == ["4", "3", "3", "·", "·"]
    assert slide.rows[4].cells[0].fill == "lv4"


def test_unknown_marks_are_questions_not_zeros(review: Review) -> None:
    slide = review(full_plan()).competition
    assert str(slide.rows[-1].cells[-1].text) == "?"
    assert slide.companies[0] == "We"
    assert slide.total is not None
    assert str(slide.total.cells[0].text) == "2.5"


def test_coverage_names_the_contacts_due_first(review: Review) -> None:
    slide = review(full_plan()).coverage
    assert len(slide.next) == 3
    overdue = [row for row in slide.next if str(row.due).startswith("■")]
    assert overdue == list(slide.next[: len(overdue)])
    assert overdue


def test_a_contact_without_a_line_of_coverage_counts_for_its_owner(review: Review) -> None:
    plan = replace(full_plan(), coverage=())
    slide = review(plan).coverage
    owned = [(row, c) for row, c in zip(slide.rows, plan.contacts, strict=False) if any(str(cell.text) != "·" for cell in row.cells)]
    assert owned
    assert "their own level, for their owner" in slide.slide.source


def test_the_weights_of_the_matrix_add_up_and_a_lift_is_told(review: Review) -> None:
    found = review(full_plan())
    assert found.competition.total is not None
    assert found.competition.total.weight == "100%"
    assert "would lift ours to" in str(found.competition.takeaway)
