"""Sheets of deals, goals, resources, assessed deals and capabilities: titles, missing data, what is shown and what is left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planforge.model.account import TitleOverride
from planforge.model.action import ResourceRequest
from planforge.model.codes import Answer, FunnelStage, Mark, QuestionGroup
from planforge.model.deal import Capability, DealGate, DealQuestion, DealsReviewed, Partners
from planforge.model.opportunity import Objective
from planforge.model.plan import AccountPlan
from planforge.review import ReviewContext
from support.plans import full_plan, with_changes

Review = Callable[..., ReviewContext]
YES, NO, OPEN = Answer.YES, Answer.NO, Answer.OPEN


def gates(*answers: Answer | None) -> tuple[DealGate, ...]:
    """Ten gates with answers for the first deal; further gates are yes."""
    stages = (FunnelStage.POTENTIAL,) * 2 + (FunnelStage.CONFIRMED,) * 4 + (FunnelStage.MINE,) * 4
    given = (*answers, *(YES,) * (10 - len(answers)))
    return tuple(
        DealGate(number=n, stage=stage, gate=f"Gate {n}", deal_1=answer)
        for n, (stage, answer) in enumerate(zip(stages, given, strict=True), 1)
    )


def questions(*answers: Answer | None) -> tuple[DealQuestion, ...]:
    """Twenty questions with answers for the first deal; further ones are yes."""
    given = (*answers, *(YES,) * (20 - len(answers)))
    return tuple(
        DealQuestion(number=n, group=list(QuestionGroup)[(n - 1) // 5], question=f"Question {n}", deal_1=answer, evidence="Seen")
        for n, answer in enumerate(given, 1)
    )


def assessed(deal: str = "O1", **blocks: Any) -> AccountPlan:
    return replace(full_plan(), deals_reviewed=DealsReviewed(deal_1=deal), **blocks)


class TestSheets:
    def test_without_named_deals_the_three_largest_have_a_sheet(self, review: Review) -> None:
        pages = review(full_plan()).deal_sheets.pages
        assert [page.slide.title.split(":")[0] for page in pages] == [
            "Substation relays, wave 2",
            "Control centre upgrade",
            "Tonghe branch protection",
        ]
        assert len({page.slide.title for page in pages}) == 3

    def test_title_names_the_closed_gate(self, review: Review) -> None:
        (page,) = review(assessed(deal_gates=gates(YES, NO))).deal_sheets.pages
        assert page.slide.title.endswith("CNY 18.0 m at 60% for 2026 Q1; blocked at gate 2 “Gate 2”")
        (page,) = review(assessed(deal_gates=gates(YES, YES, None)), "zh").deal_sheets.pages
        assert page.slide.title.endswith("第3关“Gate 3”待定")

    def test_title_without_gates_names_the_next_step_or_its_absence(self, review: Review) -> None:
        (page,) = review(assessed()).deal_sheets.pages
        assert "; next step pilot sign-off by 14 Nov" in page.slide.title
        plan = with_changes(full_plan(), {"pipeline[0].next_step": None})
        (page,) = review(replace(plan, deals_reviewed=DealsReviewed(deal_1="O1"))).deal_sheets.pages
        assert page.slide.title.endswith("; no next step is agreed")

    @pytest.mark.parametrize(("field", "says"), [("value", "has no value yet"), ("probability", "without a probability")])
    def test_a_named_deal_may_lack_figures(self, review: Review, field: str, says: str) -> None:
        plan = replace(with_changes(full_plan(), {f"pipeline[0].{field}": None}), deals_reviewed=DealsReviewed(deal_1="O1"))
        (page,) = review(plan).deal_sheets.pages
        assert says in page.slide.title
        assert "n/a" in [kpi.figure for kpi in page.kpis]

    def test_stage_and_days(self, review: Review) -> None:
        changes = {"pipeline[0].stage_since": date(2025, 8, 4), "pipeline[0].first_close_date": date(2025, 12, 15)}
        (page, *_) = review(with_changes(full_plan(), changes)).deal_sheets.pages
        assert [step.state for step in page.steps] == ["passed", "passed", "now", "plain", "target"]
        assert (page.kpis[4].figure, page.kpis[4].unit) == ("57", "days")
        assert "slipped 74 days, from 15 Dec 2025 to 27 Feb 2026" in str(page.takeaway)

    def test_steps_are_the_deals_open_actions_by_date(self, review: Review) -> None:
        (page, *_) = review(full_plan()).deal_sheets.pages
        actions = [a for a in full_plan().actions if a.opportunity == "O1" and a.done is None]
        expected = [a.action for a in sorted(actions, key=lambda a: a.due or date.max)]
        shown = [row.step for row in page.next_steps]
        assert 0 < len(shown) <= 3
        assert [step for step in shown if step in expected] == expected[:3]

    def test_each_sheet_traces_its_own_figures(self, review: Review) -> None:
        first, second, _ = review(full_plan()).deal_sheets.pages
        assert "O1 Value = 18.0" in first.slide.notes
        assert "O2" not in first.slide.notes
        assert "O2 Value = 14.0" in second.slide.notes
        assert "O1 Value" not in second.slide.notes

    def test_a_typed_title_says_which_of_how_many(self, review: Review) -> None:
        plan = replace(full_plan(), titles=(TitleOverride(slide="A16", title="Our largest deals"),))
        assert [page.slide.title for page in review(plan).deal_sheets.pages][1] == "Our largest deals (2 of 3)"

    def test_internal_figures_may_be_missing(self, review: Review) -> None:
        changes = {f"pipeline[0].{name}": None for name in ("margin", "competitor", "why_win", "why_lose")}
        (page, *_) = review(with_changes(full_plan(), changes)).deal_sheets.pages
        assert (page.kpis[3].figure, page.competitor) == ("n/a", "n/a")
        assert [lead.text for lead in page.how[:2]] == ["Not filled in yet"] * 2

    def test_no_deals_no_sheet(self, review: Review) -> None:
        assert review(replace(full_plan(), pipeline=())).deal_sheets.pages == ()


class TestGoals:
    def goals(self, review: Review, *goals: Objective, language: str = "en") -> Any:
        return review(replace(full_plan(), goals=goals, readings={}), language).goals

    def test_title_by_the_goal_furthest_behind(self, review: Review) -> None:
        away = Objective(goal="Margin", measure="%", baseline=18, now=16, target=18, due=date(2026, 12, 31))
        slow = Objective(goal="Wave 2", measure="CNY m", baseline=0, now=3, target=18, due=date(2026, 3, 31))
        fine = Objective(goal="Share", measure="%", baseline=28, now=31, target=34, due=date(2026, 12, 31))
        slide = self.goals(review, fine, slow, away)
        assert slide.slide.title == "1 of 3 goals is on track; “Margin” stands at 16, 2 away from 18"
        assert "“Wave 2” needs 2.5 a month" in str(slide.takeaway)
        assert [str(row.status)[2:] for row in slide.rows] == ["On track", "Slow", "Moving away"]
        assert "3项目标中1项正常" in self.goals(review, fine, slow, away, language="zh").slide.title

    @pytest.mark.parametrize(
        ("goal", "says"),
        [
            (Objective(goal="Share", baseline=1, now=2, target=2, due=date(2026, 1, 1)), "The 1 goal is on track"),
            (
                Objective(goal="Share", baseline=0, now=1.9, target=2, due=date(2026, 9, 1)),
                "on track; the next one due is “Share” by 1 Sep 2026",
            ),
            (Objective(goal="Share", baseline=1, now=1.5, target=2), "none has a due date"),
            (Objective(goal="Share", due=date(2026, 1, 1)), "none with a figure and a target"),
            (Objective(goal="Share", now=1, target=2, due=date(2026, 1, 1)), "1 cannot be judged yet"),
        ],
    )
    def test_other_titles(self, review: Review, goal: Objective, says: str) -> None:
        assert says in self.goals(review, goal).slide.title

    def test_figures_of_a_row_have_the_same_decimals(self, review: Review) -> None:
        (row,) = self.goals(review, Objective(goal="Delivery", baseline=97.8, now=98, target=99, due=date(2026, 1, 1))).rows
        assert (row.baseline, row.now, row.target, row.to_go) == ("97.8", "98.0", "99.0", "1.0")

    def test_no_goals_no_slide(self, review: Review) -> None:
        assert self.goals(review) is None


class TestResources:
    def resources(self, review: Review, *requests: ResourceRequest, language: str = "en") -> Any:
        return review(replace(full_plan(), resources=requests, readings={}), language).resources

    def test_title_with_the_return(self, review: Review) -> None:
        study = ResourceRequest(request="Study", cost=0.4, enables="O1")
        engineer = ResourceRequest(request="Engineer", cost=0.9, fte=1, enables="O2")
        slide = self.resources(review, study, engineer)
        assert slide.slide.title == "We ask for CNY 1.3 m and 1 FTE, enabling CNY 15.0 m of weighted revenue (11.5 times the cost)"
        # Two free places, so that two requests have no thicker bars than four.
        assert slide.chart.series[0].values == (0.4, 0.9, None, None)
        assert slide.chart.series[1].values[:2] == pytest.approx((10.8, 4.2))
        assert (slide.total.cost, slide.total.fte, slide.total.weighted) == ("1.3", "1.0", "15.0")

    @pytest.mark.parametrize(
        ("request_", "says"),
        [
            (ResourceRequest(request="Study", cost=0.4), "We ask for CNY 0.4 m; 1 of 1 request names no return"),
            (ResourceRequest(request="Engineer", fte=0.5, enables="O1"), "We ask for 0.5 FTE, enabling CNY 10.8 m"),
            (ResourceRequest(request="Visit"), "1 request without cost or people"),
        ],
    )
    def test_other_titles(self, review: Review, request_: ResourceRequest, says: str) -> None:
        slide = self.resources(review, request_)
        assert says in slide.slide.title

    def test_without_cost_there_are_no_bars(self, review: Review) -> None:
        assert self.resources(review, ResourceRequest(request="Engineer", fte=0.5, enables="O1")).chart is None

    def test_no_requests_no_slide(self, review: Review) -> None:
        assert self.resources(review) is None


class TestAssessedDeals:
    def test_no_go_names_its_group(self, review: Review) -> None:
        win = (*(YES,) * 10, NO, NO, NO, OPEN, YES)
        slide = review(assessed(deal_questions=questions(*win), deal_gates=gates())).deal_review
        assert slide is not None
        assert slide.slide.title == "The assessed deal is not a go; O1 is a no-go: “Can we win?” comes to −2"
        assert [str(mark) for row in slide.questions[10:15] for mark in row.marks] == ["−", "−", "−", "?", "+"]
        assert [str(row.cells[0]) for row in slide.results] == ["+5", "+5", "−2", "+5", "■ No-go, 1 ?", "Ours to win", "All passed"]

    def test_open_questions_are_to_be_verified(self, review: Review) -> None:
        slide = review(assessed(deal_questions=questions(OPEN, None, OPEN), deal_gates=gates(YES, YES, *(OPEN,) * 8))).deal_review
        assert slide is not None
        assert slide.slide.title == "The assessed deal is not a go; O1 has 3 open questions to verify first"
        assert str(slide.results[-1].cells[0]) == "? 3 Gate 3"
        assert str(slide.results[-2].cells[0]) == "Potential"

    def test_the_funnel_counts_values_and_names_who_waits(self, review: Review) -> None:
        slide = review(assessed(deal_questions=questions(), deal_gates=gates(YES, YES, OPEN))).deal_review
        assert slide is not None
        assert [(str(b.label), b.count, b.value, b.weighted, b.held) for b in slide.funnel] == [
            ("Potential", "1 of 1", "18.0", "10.8", "–"),
            ("Confirmed", "0 of 1", "0.0", "0.0", "O1: gate 3"),
            ("Ours to win", "0 of 1", "0.0", "0.0", "–"),
        ]
        assert [group.spans[0].bold for group in (slide.gates[0].group, slide.gates[1].group, slide.gates[2].group)] == [True, None, True]
        unanswered = review(assessed(deal_questions=questions(OPEN))).deal_review
        assert unanswered is not None
        assert unanswered.funnel == ()

    def test_a_deal_that_is_not_in_the_pipeline_has_no_value(self, review: Review) -> None:
        slide = review(assessed("X9", deal_questions=questions(), deal_gates=gates())).deal_review
        assert slide is not None
        assert [(b.count, b.value) for b in slide.funnel] == [("1 of 1", "–")] * 3

    def test_a_go(self, review: Review) -> None:
        slide = review(assessed(deal_questions=questions(OPEN), deal_gates=gates())).deal_review
        assert slide is not None
        assert slide.slide.title == "The 1 assessed deal is a go, with 1 of 20 questions open"

    def test_named_but_not_answered(self, review: Review) -> None:
        slide = review(assessed()).deal_review
        assert slide is not None
        assert "none of the 20 questions is answered" in slide.slide.title
        assert slide.deals == ("O1",)

    def test_nothing_named_no_slide(self, review: Review) -> None:
        assert review(full_plan()).deal_review is None


class TestCapabilities:
    def slide(self, review: Review, *rows: Capability, language: str = "en") -> Any:
        plan = replace(full_plan(), capabilities=rows, partners=Partners(source_1="Relays", source_2="Software"))
        return review(plan, language).capabilities

    def test_gaps_and_best_combination(self, review: Review) -> None:
        panels = Capability(
            capability="Panels", need=Mark.THREE, source_1=Mark.ONE, source_2=Mark.TWO, rival=Mark.THREE, note="Find a partner"
        )
        spares = Capability(capability="Spares", need=Mark.TWO, source_1=Mark.TWO, rival=Mark.UNKNOWN)
        audit = Capability(capability="Audit", need=Mark.ONE, source_2=Mark.TWO, rival=Mark.ONE)
        slide = self.slide(review, panels, spares, audit)
        assert slide.slide.title == (
            "Our units and partners meet 2 of 3 needs; panels is short (++ against +++), and the rival is ahead there"
        )
        assert [(gap.lead, gap.text) for gap in slide.gaps] == [
            ("Panels:", "+++ needed, our best is ++; the rival has +++; Find a partner"),
            ("Spares:", "the rival's strength is not known"),
        ]
        assert str(slide.combination) == "Best combination: Relays and Software together meet 2 of 3 needs."
        (page,) = slide.pages
        assert page.heads == ("Panels", "Spares", "Audit")
        # Units are rows: relays give +, ++ and nothing; software ++, nothing and ++.
        assert [(row.unit, [cell.fill for cell in row.cells]) for row in page.rows] == [
            ("Relays", ["lv1", "lv2", ""]),
            ("Software", ["lv2", "", "lv2"]),
        ]
        # The need stands in an outline; a rival who is ahead is marked, one who is level is not.
        assert [cell.fill for cell in page.needs] == ["", "", ""]
        assert [cell.fill for cell in page.rivals] == ["bad_l", "", "lv1"]
        assert page.gaps == slide.gaps

    def test_nine_units_and_more_than_eight_capabilities(self, review: Review) -> None:
        marks = {f"source_{number}": Mark.ONE for number in range(1, 9)}
        rows = [Capability(capability=f"Need {n}", need=Mark.TWO, rival=Mark.ONE, **marks, source_9=Mark.TWO) for n in range(1, 10)]
        names = {f"source_{number}": f"Unit of ours {number}" for number in range(1, 10)}
        slide = review(replace(full_plan(), capabilities=tuple(rows), partners=Partners(**names))).capabilities
        assert [len(page.heads) for page in slide.pages] == [5, 4]
        assert [page.slide.title[-9:] for page in slide.pages] == [" (1 of 2)", " (2 of 2)"]
        assert [len(page.rows) for page in slide.pages] == [9, 9]
        assert str(slide.combination) == "Best combination: Unit of ours 9 together meet 9 of 9 needs."
        assert "against 9 units" in slide.slide.subtitle

    def test_unknown_is_open_not_zero(self, review: Review) -> None:
        slide = self.slide(review, Capability(capability="Finance", need=Mark.ONE, source_1=Mark.UNKNOWN, rival=Mark.ONE))
        assert "1 is still unknown" in slide.slide.title
        (page,) = slide.pages
        assert str(page.rows[0].cells[0].text) == "???"
        assert page.rows[0].cells[0].fill == ""
        assert str(page.results[0]) == "○ Open"
        assert slide.combination == ""

    def test_all_met(self, review: Review) -> None:
        slide = self.slide(review, Capability(capability="Audit", need=Mark.ONE, source_2=Mark.TWO, rival=Mark.ONE))
        assert slide.slide.title == "The 1 need is met by our units and partners, and no rival is ahead"
        assert slide.gaps == ()

    def test_none_no_slide(self, review: Review) -> None:
        assert self.slide(review) is None
