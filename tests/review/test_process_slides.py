"""AX16 to AX19: titles by rule, what is missing, and figures on the slides; nothing is shown without data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planforge.model.account import TeamMember
from planforge.model.action import Action
from planforge.model.codes import PreparationPart, WorkPhase, YesNo
from planforge.model.disclosure import customer_safe
from planforge.model.process import CycleStep, HealthFactor, Preparation, StageTool
from planforge.model.purchase import PurchaseProfile
from planforge.model.relationship import FunctionPair
from planforge.model.strategy import OutlineYear
from planforge.review import ReviewContext
from support.plans import full_plan, with_readings

Review = Callable[..., ReviewContext]

OUTLINE = (
    OutlineYear(year=2027, theme="Control centre live", result="Two provinces"),
    OutlineYear(year=2025, theme="Prove fault location", result="Pilot signed off"),
    OutlineYear(year=2029, theme="Joint development", result="Common laboratory"),
)
CYCLE = (
    CycleStep(number=1, step="Collect", planned=date(2025, 8, 8), done=date(2025, 8, 6), owner="K. Lin"),
    CycleStep(number=2, step="Set the strategy", planned=date(2025, 8, 22), done=date(2025, 8, 27)),
    CycleStep(number=3, step="Write", planned=date(2025, 10, 24)),
    CycleStep(number=4, step="Keep going", planned=date(2025, 12, 19)),
)
PREPARATION = (
    Preparation(number=1, part=PreparationPart.PREWORK, item="Account knowledge", ready=YesNo.YES),
    Preparation(number=2, part=PreparationPart.PREWORK, item="Current revenues", ready=YesNo.YES),
    Preparation(number=3, part=PreparationPart.PREWORK, item="Opportunities", ready=YesNo.YES),
    Preparation(number=4, part=PreparationPart.MANAGEMENT, item="Guidelines", ready=YesNo.NO, note="Missing since spring, asked for twice"),
)
TOOLS = (
    StageTool(number=1, phase=WorkPhase.DEFINE, tool="Selection criteria", done=YesNo.YES),
    StageTool(number=2, phase=WorkPhase.DEFINE, tool="Risk analysis", done=YesNo.NO),
    StageTool(number=3, phase=WorkPhase.VERIFY, tool="Pilot"),
)
HEALTH = (HealthFactor(number=1, factor="Senior managers take part", rating=4), HealthFactor(number=2, factor="Pay follows", rating=2))


def signed(**blocks: Any) -> Any:
    plan = full_plan()
    return with_readings(replace(plan, cover=replace(plan.cover, signed_off=YesNo.YES), **blocks))


def test_nothing_filled_in_shows_no_slide(context: Callable[[str, str], ReviewContext]) -> None:
    found = context("empty", "en")
    assert (found.outline, found.process, found.parts, found.team) == (None, None, None, None)


def test_outline_runs_in_years_beside_the_figures(review: Review) -> None:
    slide = review(signed(outline=OUTLINE)).outline
    assert slide is not None
    assert [year.partition(" ")[0] for year in slide.years] == ["2025", "2027", "2029"]
    assert [str(step.label) for step in slide.themes] == ["Prove fault location", "Control centre live", "Joint development"]
    assert [step.state for step in slide.themes] == ["now", "plain", "plain"]
    rows = {str(row.label): [str(cell) for cell in row.cells] for row in slide.rows}
    assert rows["Result wanted"] == ["Pilot signed off", "Two provinces", "Common laboratory"]
    assert rows["Revenue"][0] == "108.0"
    assert rows["Revenue"][2] == rows["Net margin"][2] == "–"
    assert "“Prove fault location” in 2025" in slide.slide.title
    assert "2029" in str(slide.takeaway)


def test_a_year_without_result_is_named(review: Review) -> None:
    years = (*OUTLINE[:2], OutlineYear(year=2029, theme="Joint development"))
    slide = review(signed(outline=years)).outline
    assert slide is not None
    assert "2029 names no result" in slide.slide.title
    assert str(slide.rows[0].cells[2]) == "No result"
    assert slide.slide.sticker == "Outline: 3 of 5 years"


def test_one_year_asks_for_the_others(review: Review) -> None:
    slide = review(signed(outline=OUTLINE[:1]), "zh").outline
    assert slide is not None
    assert "5年中的1年" in slide.slide.title


def test_steps_against_their_plan(review: Review) -> None:
    slide = review(signed(cycle=CYCLE, preparation=PREPARATION, stage_tools=TOOLS)).process
    assert slide is not None
    assert slide.slide.title.startswith("Ready for review: 3 of 4 items prepared, 2 of 4 steps done; ")
    assert slide.slide.title.endswith("“Set the strategy” came 5 days after its date")
    variance = [str(cell) for cell in slide.cycle[2].cells]
    assert variance == ["● Early 2 d", "▲ Behind 5 d", "–", "–"]
    assert [step.state for step in slide.steps] == ["passed", "passed", "plain", "plain"]
    assert str(slide.gate) == "● Nothing blocks the review"
    assert [str(row.state) for row in slide.preparation] == ["● Ready", "● Ready", "● Ready", "■ Not ready"]
    assert "asked for twice" in slide.slide.notes


@pytest.mark.parametrize(
    ("begin", "end", "freeze", "title", "unit"),
    [
        (
            date(2025, 8, 8), date(2025, 10, 24), date(2025, 10, 14),
            "Ready for review, but the plan is only made 10 days after the customer's budget is fixed",
            "11 weeks, ends 24 Oct 2025, 10 days after the customer's budget is fixed",
        ),
        (
            date(2025, 3, 8), date(2025, 10, 24), date(2025, 11, 30),
            "Ready for review, but making the plan takes 33 weeks instead of 8 to 12",
            "33 weeks instead of 8 to 12, ends 24 Oct 2025, 37 days before the customer's budget is fixed",
        ),
        (
            date(2025, 8, 27), date(2025, 10, 5), None,
            "Ready for review, but making the plan takes 6 weeks instead of 8 to 12",
            "6 weeks instead of 8 to 12, ends 5 Oct 2025",
        ),
        (
            date(2025, 8, 8), None, date(2025, 11, 30),
            "Ready for review: 2 of 4 planning steps are done",
            "end not known, “Write” has no date",
        ),
    ],
)  # fmt: skip
def test_a_cycle_of_unusual_length_or_end_is_told(
    review: Review, begin: date, end: date | None, freeze: date | None, title: str, unit: str
) -> None:
    steps = (
        replace(CYCLE[0], planned=begin, done=begin),
        replace(CYCLE[1], planned=CYCLE[1].done),
        replace(CYCLE[2], planned=end),
        CYCLE[3],
    )
    slide = review(signed(cycle=steps, purchasing=PurchaseProfile(freeze=freeze))).process
    assert slide is not None
    assert slide.slide.title.startswith(title)
    assert str(slide.cycle_unit).endswith("; " + unit)


def test_the_gates_of_planning_stand_in_their_order(review: Review) -> None:
    slide = review(signed(cycle=CYCLE)).process
    assert slide is not None
    assert str(slide.cycle_unit).startswith("Gates: ● segmentation › ● assessment › ● plan; 11 weeks")
    unrated = tuple(replace(factor, score=None) for factor in full_plan().factors)
    stopped = review(signed(preparation=PREPARATION, pipeline=(), factors=unrated)).process
    assert stopped is not None
    assert str(stopped.cycle_unit) == "Gates: ● segmentation › ○ assessment › ■ plan"


def test_tools_stand_in_five_columns_with_counts(review: Review) -> None:
    slide = review(signed(stage_tools=TOOLS)).process
    assert slide is not None
    assert [(stage.name, stage.count) for stage in slide.stages] == [
        ("Define", "1 of 2"),
        ("Measure", "0 of 0"),
        ("Analyze", "0 of 0"),
        ("Design", "0 of 0"),
        ("Verify", "0 of 1"),
    ]
    assert [[str(cell) for cell in row.cells] for row in slide.tools] == [
        ["● Selection criteria", "–", "–", "–", "– Pilot"],
        ["○ Risk analysis", "–", "–", "–", "–"],
    ]
    assert slide.slide.title.startswith("1 of 3 tools")
    assert (slide.cycle, slide.preparation) == ((), ())


def test_a_late_step_stands_in_the_title(review: Review) -> None:
    late = (*CYCLE[:2], replace(CYCLE[2], planned=date(2025, 9, 26)))
    slide = review(signed(cycle=late)).process
    assert slide is not None
    assert slide.slide.title == "Ready for review, but 1 of 3 planning steps is late: “Write” by 4 days"
    assert str(slide.cycle[2].cells[2]) == "■ Late 4 d"


def test_prework_that_is_not_ready_blocks_the_review(review: Review) -> None:
    items = (replace(PREPARATION[0], ready=YesNo.NO), *PREPARATION[1:])
    plan = full_plan()
    unsigned = with_readings(replace(plan, preparation=items, cover=replace(plan.cover, signed_off=YesNo.NO)))
    slide = review(unsigned).process
    assert slide is not None
    assert slide.slide.title == "Not ready for review: account knowledge and the plan is not signed off"
    assert str(slide.gate) == "■ 2 points block the review"


def test_data_missing_behind_a_ready_flag_is_seen(review: Review) -> None:
    slide = review(signed(preparation=PREPARATION, pipeline=())).process
    assert slide is not None
    assert str(slide.preparation[2].state) == "■ No data"
    assert "current opportunities" in slide.slide.title


def test_parts_with_items_pages_and_budget(review: Review) -> None:
    slide = review(signed(health=HEALTH)).parts
    assert slide is not None
    assert len(slide.parts) == 8
    budgets = [row.budget for row in slide.parts]
    assert budgets == ["–", "–", "–", "2–3", "2–4", "2", "2–6", "–"]
    shown = [slide_id for row in slide.parts for slide_id in row.slides]
    assert len(shown) == len(set(shown))
    assert [str(row.rating) for row in slide.health] == ["● Good, 4 of 5", "■ Poor, 2 of 5"]
    assert "3.0 of 5" in slide.slide.title
    assert "Pay follows" in str(slide.takeaway)


def test_health_that_nobody_rated_is_not_shown(review: Review) -> None:
    slide = review(signed(health=(HealthFactor(number=1, factor="Senior managers take part"),))).parts
    assert slide is not None
    assert slide.health == ()
    assert "health" not in slide.slide.title


def test_missing_data_are_named_with_their_sheet(review: Review) -> None:
    slide = review(signed(risks=())).parts
    assert slide is not None
    assert "cautions" in slide.parts[1].lacking.lower() or "more" in slide.parts[1].lacking
    assert "Cautions: no data (Risks)." in slide.slide.notes


def test_the_team_carries_the_actions(review: Review) -> None:
    team = (
        TeamMember(name="K. Lin", function="Sales", role="Owns the plan", fte=1.0, development="Lifetime-cost selling"),
        TeamMember(name="R. Rao", function="Service", fte=0.5),
    )
    actions = tuple(Action(id=f"A{n}", action="x", owner="K. Lin", due=date(2025, 9, 20 + n)) for n in (1, 20 - 11))
    slide = review(signed(team=team, actions=actions)).team
    assert slide is not None
    assert slide.slide.title == "1 of 2 team members has no role; K. Lin carries 2 of 2 open actions"
    members = [row for row in slide.rows if str(row.member) != "Nobody"]
    assert [str(row.load) for row in members] == ["2, 2 late", "–"]
    assert str(slide.rows[1].role) == "No role"
    assert (slide.total.fte, slide.total.load) == ("1.5", "2")


def test_a_function_that_nobody_has_gets_a_row(review: Review) -> None:
    pairs = (FunctionPair(ours="Finance", theirs="Treasury"), FunctionPair(ours="Service", theirs="Works"))
    team = (TeamMember(name="R. Rao", function="Service", role="Spares"),)
    slide = review(signed(team=team, stage_pairs=pairs)).team
    assert slide is not None
    assert [(str(row.member), row.function, str(row.role)) for row in slide.rows] == [
        ("R. Rao", "Service", "Spares"), ("Nobody", "Finance", "Counterpart of Treasury"),
    ]  # fmt: skip


def test_parts_have_a_progress_bar_and_shares_of_ready_data(review: Review) -> None:
    slide = review(signed()).parts
    assert slide is not None
    assert [cell.label for cell in slide.cells] == [str(number) for number in range(1, 9)]
    assert (slide.cells[7].figure, slide.cells[7].share) == ("–", None)
    assert len(slide.shares) == len(slide.parts) == 8
    assert [share is None for share in slide.shares] == [False, False, False, True, False, True, True, True]


def test_names_of_steps_follow_the_language_of_the_deck(review: Review) -> None:
    cycle = (replace(CYCLE[0], step="Collect first information"), CYCLE[1], CYCLE[2])
    chinese = review(signed(cycle=cycle), "zh").process
    both = review(signed(cycle=cycle), "en+zh").process
    assert chinese is not None
    assert both is not None
    # "Write" is a company's own name for its third step.
    assert [str(step.label) for step in chinese.steps] == ["收集初步信息", "制定策略", "Write"]
    assert [str(step.label) for step in both.steps] == ["Collect first information", "Set the strategy", "Write"]
    assert [str(head) for head in both.heads] == ["收集初步信息", "制定策略", "Step 3"]


@pytest.mark.parametrize("language", ["en", "zh", "en+zh"])
def test_every_slide_composes_in_every_language(review: Review, language: str) -> None:
    plan = signed(outline=OUTLINE, cycle=CYCLE, preparation=PREPARATION, stage_tools=TOOLS, health=HEALTH)
    found = review(plan, language)
    for slide in (found.outline, found.process, found.parts):
        assert slide is not None
        assert slide.slide.title
        assert slide.slide.source


# ---------------------------------------------------------------- A01


def test_the_cover_carries_the_three_marks_of_the_prework(review: Review) -> None:
    facts = {str(name): value for name, value in review(signed(preparation=PREPARATION)).cover.facts}
    assert facts["Prework"] == "3 of 3 ready:  ● account knowledge  ● revenues  ● opportunities"
    lacking = (replace(PREPARATION[0], ready=None), replace(PREPARATION[1], ready=YesNo.NO), *PREPARATION[2:])
    facts = {str(name): value for name, value in review(signed(preparation=lacking, pipeline=())).cover.facts}
    assert facts["Prework"] == "0 of 3 ready:  ○ account knowledge (open)  ■ revenues (not ready)  ■ opportunities (no data)"


def test_no_prework_stands_on_the_cover_without_flags_or_for_the_customer(review: Review) -> None:
    blank = tuple(replace(item, ready=None) for item in PREPARATION)
    assert "Prework" not in [str(name) for name, _ in review(signed(preparation=blank)).cover.facts]
    assert "Prework" not in [str(name) for name, _ in review(customer_safe(signed(preparation=PREPARATION))).cover.facts]
