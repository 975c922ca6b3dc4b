"""AX4, AX5, AX8 and AX9: when they are shown, their titles, what they flag, how they cope with gaps."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planforge import resources
from planforge.model.account import Cover, FinancialYear
from planforge.model.assessment import FactorRating
from planforge.model.codes import AccountClass, AccountKind, Orientation, Party, PersonalInterest, TrustPart, YesNo
from planforge.model.disclosure import customer_safe
from planforge.model.plan import AccountPlan
from planforge.model.purchase import ForecastLine
from planforge.model.relationship import Stakeholder
from planforge.model.selection import FactorQuestion, Screening, SelectionCriterion
from planforge.model.standing import Benefit, SatisfactionScore, TrustRating
from planforge.review import Catalogue, ReviewContext
from support.plans import full_plan

Review = Callable[..., ReviewContext]
AS_OF = date(2025, 9, 30)
BANK = tuple(
    FactorQuestion(
        number=n,
        factor=(n + 3) // 4,
        question=f"Question {n}?",
        answer="Yes" if n <= 4 else None,
        answered_by="Wei Chen",
        answered_on=AS_OF,
    )
    for n in range(1, 41)
)
CRITERIA = tuple(SelectionCriterion(number=n, criterion=f"Own criterion {n}", score=4) for n in range(1, 23))
SCREENING = Screening(
    kind=AccountKind.NATIONAL, sales_size=4, market_power=3, finances=5, grade_sales=5, grade_profit=3, grade_growth=4, grade_loyalty=4,
    future_potential=180.0, growth_potential=0.09, horizon=24, orientation=Orientation.STRATEGIC,
)  # fmt: skip
SURVEY = (
    SatisfactionScore(supplier="Rival", us=YesNo.NO, score=3.9, previous=4.1),
    SatisfactionScore(supplier="Northgate", us=YesNo.YES, score=4.3, previous=4.0, surveyed=date(2025, 6, 30)),
)
TRUST = (
    TrustRating(number=1, part=TrustPart.ORGANISATION, component="Nature of the company", rating=4),
    TrustRating(number=9, part=TrustPart.PERSON, component="Honest", rating=2, note="Nobody of ours is heard above director"),
)
BENEFITS = (Benefit(number=3, party=Party.CUSTOMER, benefit="Price", rating=3),)
LINES = (
    ForecastLine(product_line="Relays", region="North", this_year=60.0, next_year=75.0, target=64.0, actual=40.0),
    ForecastLine(product_line="Service", region="South", this_year=48.0, next_year=56.0, target=50.0, actual=45.0),
)


def plan_with(**blocks: Any) -> AccountPlan:
    return replace(full_plan(), **blocks)


def flat(value: Any) -> str:
    return str(value)


# ---------------------------------------------------------------- when the slides are shown


def test_without_answers_the_slides_are_left_out(review: Review) -> None:
    blank = tuple(replace(question, answer=None, answered_on=None) for question in BANK)
    unscored = tuple(replace(row, score=None) for row in CRITERIA)
    unrated = tuple(replace(row, rating=None) for row in TRUST)
    found = review(plan_with(factor_questions=blank, criteria=unscored, trust=unrated, benefits=(), satisfaction=(), forecast=()))
    assert (found.question_bank, found.selection, found.standing, found.sales) == (None, None, None, None)


def test_a_plan_for_customers_has_none_of_them(review: Review) -> None:
    plan = plan_with(factor_questions=BANK, criteria=CRITERIA, screening=SCREENING, satisfaction=SURVEY, trust=TRUST, forecast=LINES)
    found = review(customer_safe(plan))
    assert (found.question_bank, found.selection, found.standing, found.sales) == (None, None, None, None)


@pytest.mark.parametrize("language", ["en", "zh", "en+zh"])
def test_every_language_composes_them(review: Review, language: str) -> None:
    found = review(plan_with(factor_questions=BANK, screening=SCREENING, satisfaction=SURVEY, forecast=LINES), language)
    assert all((found.question_bank, found.selection, found.standing, found.sales))


# ---------------------------------------------------------------- AX4


def test_a_rating_without_an_answer_leads_the_title(review: Review) -> None:
    ratings = (FactorRating(number=1, score=4), FactorRating(number=2, score=3), *(FactorRating(number=n) for n in range(3, 11)))
    slide = review(plan_with(factor_questions=BANK, factors=ratings)).question_bank
    assert slide is not None
    assert slide.slide.title == (
        "1 of 10 factors is rated without a single answer, first market growth position; 4 of 40 questions are answered"
    )
    assert [flat(row.reading) for row in slide.factors[:3]] == ["● Rests on answers", "■ Rated without an answer", "○ Not rated"]
    assert [(flat(row.answered), row.fill) for row in slide.factors[:2]] == [("4 of 4", "lv3"), ("0 of 4", "")]
    assert slide.first[0] == "5  Question 5? (market growth position)"  # of the rated factor, not of those without rating
    assert (slide.total.rating, flat(slide.total.answered), flat(slide.total.reading)) == ("3.5", "4 of 40", "10% answered")


def test_stale_and_undated_answers_are_told(review: Review) -> None:
    bank = tuple(replace(q, answer="Yes", answered_on=AS_OF) for q in BANK)
    bank = (replace(bank[0], answered_on=date(2025, 1, 1)), replace(bank[1], answered_on=None), *bank[2:])
    slide = review(plan_with(factor_questions=bank)).question_bank
    assert slide is not None
    assert slide.slide.title == "40 of 40 questions behind the ten factors are answered; 1 answer is stale"
    assert flat(slide.factors[0].reading) == "▲ Stale: 1 of 4"
    assert [flat(row.day) for row in slide.pages[0].answers[:3]] == ["▲ stale, 1 Jan 2025", "No date", "30 Sep 2025"]
    assert "1 answer has no date" in slide.slide.source
    assert slide.first == ()


def test_every_question_stands_in_the_bank(review: Review) -> None:
    slide = review(plan_with(factor_questions=BANK), "zh").question_bank
    assert slide is not None
    for pages, whole in ((slide.pages, [16, 12, 12]), (slide.narrow_pages, [8] * 5)):
        rows = [row for page in pages for row in page.answers]
        assert [len(page.answers) for page in pages] == whole
        assert [row.number for row in rows] == [str(number) for number in range(1, 41)]
        assert (flat(rows[39].answer), rows[39].who) == ("尚未回答", "Chen")


def test_a_page_of_the_bank_names_what_it_is_about(review: Review) -> None:
    ratings = tuple(FactorRating(number=n, score=4) for n in range(1, 11))
    slide = review(plan_with(factor_questions=BANK, factors=ratings)).question_bank
    assert slide is not None
    assert [page.slide.title for page in slide.pages] == [
        "Account profile: 4 of 16 questions are answered, "
        "none behind market growth position, solution requirements and strategic market value",
        "Opportunity pipeline: 0 of 12 questions are answered, none behind opportunities, solution fit and competitive advantage",
        "Relationships: 0 of 12 questions are answered, none behind track record, sponsorship and cultural compatibility",
    ]
    assert slide.narrow_pages[0].slide.title.startswith("Organisation chart and market growth position: 4 of 8 questions")
    # Beside the first question of a factor stands its name, beside the others what is known of it.
    assert [flat(row.factor) for row in slide.pages[0].answers[:5]] == [
        "Organisation chart",
        "rated 4 of 5",
        "4 of 4 answered",
        "none stale",
        "Market growth position",
    ]


def test_a_group_with_long_answers_goes_on(review: Review) -> None:
    bank = tuple(replace(q, answer="An answer that takes more than one line of its column " * 3, answered_on=AS_OF) for q in BANK)
    slide = review(plan_with(factor_questions=bank)).question_bank
    assert slide is not None
    assert [len(page.answers) for page in slide.pages] == [8, 8, 8, 4, 8, 4]


# ---------------------------------------------------------------- AX5


def test_an_account_passes(review: Review) -> None:
    slide = review(plan_with(criteria=CRITERIA, screening=SCREENING)).selection
    assert slide is not None
    assert slide.slide.title == "Lanhai Grid Group passes with 4.0 of 5; the pass mark is 3.2, the grade A"
    assert slide.result == "weighted mean 4.0, 88 of 110 points: passes"
    assert [flat(row.reading) for row in slide.tests[:3]] == ["● Passes", "▲ Passes narrowly", "● Passes"]
    assert (flat(slide.grade.value), flat(slide.grade.reading)) == ("A", "mean 4.0")
    # One plan alone makes no median, so that neither revenue nor potential is called high.
    assert [flat(row.reading) for row in slide.facts[5:]] == ["–", "–", "needs 3 plans or a set amount"]


def criteria_with(**change: Any) -> tuple[SelectionCriterion, ...]:
    return (replace(CRITERIA[0], **change), *CRITERIA[1:])


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        (
            criteria_with(knock_out=YesNo.YES),
            "Lanhai Grid Group is knocked out by 1 of 22 criteria: own criterion 1",
        ),
        (tuple(replace(row, score=2) for row in CRITERIA), "Lanhai Grid Group misses the pass mark: 2.0 of 5 against 3.2"),
        (
            (*CRITERIA[:12], *(replace(row, score=None) for row in CRITERIA[12:])),
            "Lanhai Grid Group stands at 4.0 of 5, but 10 unknown criteria still decide about the pass mark of 3.2",
        ),
    ],
    ids=["knocked out", "failed", "open"],
)
def test_other_verdicts(review: Review, rows: tuple[SelectionCriterion, ...], title: str) -> None:
    slide = review(plan_with(criteria=rows)).selection
    assert slide is not None
    assert slide.slide.title == title


def test_a_knock_out_and_an_unknown_score_are_marked(review: Review) -> None:
    rows = (replace(CRITERIA[0], knock_out=YesNo.YES), replace(CRITERIA[1], score=None, weight=1.5), *CRITERIA[2:])
    slide = review(plan_with(criteria=rows)).selection
    assert slide is not None
    assert flat(slide.first[0].criterion) == "■ Knock-out Own criterion 1"
    assert (flat(slide.first[1].score), slide.first[1].fill, slide.first[1].weight) == ("?", "", "1.5")
    assert slide.slide.sticker == "1 of 22 criteria unknown"


def test_notes_on_criteria_stand_together(review: Review) -> None:
    rows = (replace(CRITERIA[1], note="Margin fell"), replace(CRITERIA[12], note="47 days"), *CRITERIA[13:])
    slide = review(plan_with(criteria=rows)).selection
    assert slide is not None
    assert flat(slide.notes) == "2 Margin fell; 13 47 days"
    assert "Margin fell" not in slide.slide.notes
    long = review(plan_with(criteria=(replace(CRITERIA[0], note="A long note " * 60), *CRITERIA[1:]))).selection
    assert long is not None
    assert "Note on criterion 1" in long.slide.notes


def test_without_criteria_the_grade_speaks(review: Review) -> None:
    unscored = tuple(replace(row, score=None) for row in CRITERIA)
    slide = review(plan_with(criteria=unscored, screening=SCREENING)).selection
    assert slide is not None
    assert slide.slide.title == "Lanhai Grid Group is graded A (mean 4.0 of 5); none of 22 selection criteria is scored"


def test_a_grade_that_differs_from_the_cover_is_a_question(review: Review) -> None:
    cover = replace(full_plan().cover, account_class=AccountClass.C)
    slide = review(plan_with(cover=cover, criteria=CRITERIA, screening=SCREENING)).selection
    assert slide is not None
    assert "the cover says class C, the indicators give grade A" in flat(slide.takeaway)
    assert "The cover says class C, the indicators give grade A." in slide.slide.notes


def test_names_follow_the_deck_unless_renamed(review: Review) -> None:
    rows = (replace(CRITERIA[0], criterion="Revenue potential"), *CRITERIA[1:])
    slide = review(plan_with(criteria=rows), "zh").selection
    assert slide is not None
    assert [row.criterion for row in slide.first[:2]] == ["收入潜力", "Own criterion 2"]


# ---------------------------------------------------------------- AX8


def test_the_gap_to_the_best_rival(review: Review) -> None:
    slide = review(plan_with(satisfaction=SURVEY, trust=TRUST, benefits=BENEFITS)).standing
    assert slide is not None
    assert slide.slide.title == "The customer rates us 4.3 of 5, 0.4 above Rival; weakest part of trust: honest (2)"
    assert slide.gap == "Gap to Rival: +0.4 (before −0.1); our score moved +0.3"
    assert slide.chart is not None
    now, before = slide.chart.series
    assert slide.chart.categories == ("Northgate", "Rival")
    assert (now.values, now.styles, before.values) == ((4.3, 3.9), ("us", "rival"), (4.0, 4.1))
    assert (flat(slide.trust_sum.rating), flat(slide.trust_sum.note)) == ("6.0", "organisation 4.0 + person 2.0")
    assert flat(slide.takeaway).endswith(
        "honest: “Nobody of ours is heard above director”; of what the customer gains, price is rated lowest (3 of 5)."
    )


def test_trust_is_drawn_in_two_bars_and_the_weakest_marked(review: Review) -> None:
    slide = review(plan_with(trust=TRUST)).standing
    assert slide is not None
    assert slide.trust_chart is not None
    found, rest = slide.trust_chart.series
    assert (slide.trust_chart.categories, found.values, found.labels) == (("Organisation", "Person"), (4.0, 2.0), ("4.0", "2.0"))
    assert rest.values == (1.0, 3.0)
    assert (slide.trust[0].part, slide.trust[0].rating) == ("organisation", "4")
    assert slide.trust[1].rating.spans[0].tone == "bad"
    company = review(plan_with(trust=TRUST[:1])).standing
    assert company is not None
    assert company.trust_chart is not None
    assert company.trust_chart.series[0].values == (4.0, None)
    gains = review(plan_with(benefits=BENEFITS)).standing
    assert gains is not None
    assert gains.trust_chart is None


@pytest.mark.parametrize(
    ("ours", "rival", "title"),
    [
        (3.5, 4.0, "The customer rates Rival 0.5 above us (4.0 against 3.5 of 5)"),
        (4.0, 4.04, "The customer rates us and Rival alike, 4.0 of 5"),
        (4.0, None, "The customer rates us 4.0 of 5; no rival's score is known"),
    ],
)
def test_titles_without_trust(review: Review, ours: float, rival: float | None, title: str) -> None:
    survey = (replace(SURVEY[0], score=rival), replace(SURVEY[1], score=ours))
    slide = review(plan_with(satisfaction=survey)).standing
    assert slide is not None
    assert slide.slide.title == title


def test_trust_alone_and_benefits_alone(review: Review) -> None:
    trust, gains = review(plan_with(trust=TRUST)).standing, review(plan_with(benefits=BENEFITS)).standing
    assert trust is not None
    assert gains is not None
    assert trust.slide.title == "Trust reaches 6.0 of 10; its weakest part is honest (2 of 5)"
    assert gains.slide.title == "Of what the customer gains, price is rated lowest: 3 of 5"
    assert (trust.chart, gains.chart) == (None, None)


def test_personal_interests_are_only_counted(review: Review) -> None:
    people = (Stakeholder(name="P. One", interest=PersonalInterest.MONEY, motive="A house by the sea"), Stakeholder(name="Q. Two"))
    slide = review(plan_with(satisfaction=SURVEY, contacts=people)).standing
    assert slide is not None
    assert slide.contacts == "1 of 2 contacts: own interest unknown"
    everything = f"{slide}"
    assert "house by the sea" not in everything
    assert "money" not in everything
    assert "Q. Two" not in everything


# ---------------------------------------------------------------- AX9


def test_pages_by_product_and_region_and_targets(review: Review) -> None:
    found = review(plan_with(forecast=LINES, screening=SCREENING)).sales
    assert found is not None
    assert [page.slide.title for page in found.pages] == [
        "56% of 2025 sales come from relays, which changes by +25.0% in 2026",
        "56% of 2025 sales come from North, which changes by +25.0% in 2026",
    ]
    # 85 booked by 30 September, day 273 of 365, project to 113.6 of 114
    assert found.slide.title == "At this pace 2025 ends at CNY 113.6 m, 100% of its target, although 1 of 2 lines is behind"
    assert [flat(row.status) for row in found.targets] == ["■ Off track, 84%", "● On track, 120%"]
    assert (found.behind, found.total.target, found.total.actual) == (
        "1 of 2 lines behind; bars: booked, hatched at this pace, line = target",
        "114.0",
        "85.0",
    )


def test_the_change_to_next_year_is_drawn_by_part(review: Review) -> None:
    lines = (*LINES, ForecastLine(product_line="Spares", this_year=8.0, next_year=5.0), ForecastLine(product_line="New", next_year=2.0))
    found = review(plan_with(forecast=lines)).sales
    assert found is not None
    change = found.pages[0].change
    assert change is not None
    assert change.categories == ("Relays", "Service", "Spares", "New")
    assert change.series[0].values == (15.0, 8.0, -3.0, 2.0)
    assert change.series[0].styles == ("up", "up", "down", "up")
    assert change.series[0].labels == ("+15.0", "+8.0", "−3.0", "+2.0")
    assert change.value_min is not None
    assert change.value_min < -3
    unplanned = review(plan_with(forecast=tuple(replace(line, next_year=None) for line in LINES))).sales
    assert unplanned is not None
    assert unplanned.pages[0].change is None
    assert unplanned.pages[0].no_change == "2026 is not planned by line yet."


def test_a_bar_for_every_target_and_the_total(review: Review) -> None:
    found = review(plan_with(forecast=LINES)).sales
    assert found is not None
    assert [round(bar.reached or 0, 2) for bar in found.bars] == [0.62, 0.9, 0.75]
    assert [round(bar.outlook or 0, 2) for bar in found.bars] == [0.84, 1.2, 1.0]


def test_one_region_needs_no_page(review: Review) -> None:
    found = review(plan_with(forecast=tuple(replace(line, region="North") for line in LINES))).sales
    assert found is not None
    assert len(found.pages) == 1


def test_differences_from_the_five_year_table_are_a_question(review: Review) -> None:
    found = review(plan_with(forecast=LINES)).sales
    assert found is not None
    page = found.pages[0]
    labels = [flat(row.label) for row in page.rows]
    assert labels == ["Relays", "Service", "Total", "Against five-year table"]
    assert [flat(cell) for cell in page.rows[-1].years] == ["–", "–", "0.0", "0.0", "–"]
    apart = review(plan_with(forecast=(replace(LINES[0], next_year=80.0), LINES[1]))).sales
    assert apart is not None
    assert "the lines differ from the five-year table in 1 of 2 years, most in 2026 (+5.0)" in flat(apart.pages[0].takeaway)


def test_more_than_six_lines_end_in_a_rest(review: Review) -> None:
    lines = tuple(ForecastLine(product_line=f"Line {n}", this_year=float(20 - n), next_year=float(20 - n)) for n in range(1, 10))
    found = review(plan_with(forecast=lines)).sales
    assert found is not None
    page = found.pages[0]
    assert page.keys == ("Line 1", "Line 2", "Line 3", "Line 4", "Line 5", "Other (4)")
    assert [series.like for series in page.chart.series] == ["Part 1", "Part 2", "Part 3", "Part 4", "Part 5", "Part 6", "Total"]
    assert page.rows[5].years[2] == "50.0"  # 14 + 13 + 12 + 11
    assert page.chart.series[-1].values[2] == sum(20 - n for n in range(1, 10))


def test_the_first_four_questions_are_answered_from_the_plan(review: Review) -> None:
    found = review(plan_with(screening=SCREENING)).sales
    assert found is not None
    assert [flat(answer.answer) for answer in found.answers] == [
        "2023: 84.2, 2024: 96.5",
        "2026: 131.0, 2027: 152.0",
        "2025: 19.4 indirect cost, 18.0% of revenue",
        "2023: 14.3, 2024: 17.4\n2026: 24.2, 2027: 30.4",
        "Need grows 9.0% a year; 180.0 a year in five years",
        "In 24 months",
        "For years (strategic)",
    ]
    assert found.slide.title == "7 of 7 portfolio questions are answered"
    assert (found.pages, found.targets, found.no_targets) == ((), (), "No target by product line is recorded.")


def test_questions_nobody_answered_say_so(review: Review) -> None:
    years = (FinancialYear(year=2025, revenue=10.0),)
    plan = AccountPlan(source=full_plan().source, cover=Cover(account="A", as_of=AS_OF), financials=years, forecast=LINES)
    found = review(plan).sales
    assert found is not None
    assert {flat(answer.answer) for answer in found.answers} == {"not answered yet"}


def test_before_the_year_begins_nothing_is_projected(review: Review) -> None:
    cover = replace(full_plan().cover, as_of=date(2024, 12, 1))
    found = review(plan_with(cover=cover, forecast=LINES)).sales
    assert found is not None
    assert found.slide.title == "CNY 85.0 m of the 2025 target of CNY 114.0 m is booked, 75%"
    assert [flat(row.status) for row in found.targets] == ["○ Not assessed", "○ Not assessed"]


# ---------------------------------------------------------------- words


@pytest.mark.parametrize(
    ("block", "field", "key"),
    [
        ("criteria", "criterion", "AX5.name"),
        ("trust", "component", "AX8.component_name"),
        ("benefits", "benefit", "AX8.benefit_name"),
        ("cycle", "step", "AX17.step_name"),
        ("preparation", "item", "AX17.item_name"),
        ("stage_tools", "tool", "AX17.tool_name"),
        ("health", "factor", "AX18.factor_name"),
    ],
)
def test_fixed_names_are_those_the_workbook_prints(texts: Catalogue, block: str, field: str, key: str) -> None:
    data = tomllib.loads(resources.template("xlsx/account-plan/workbook.toml").read_text(encoding="utf-8"))
    blocks: list[Mapping[str, Any]] = [entry for sheet in data["sheets"] for entry in sheet.get("blocks", ())]
    rows = next(entry["fixed"] for entry in blocks if entry["key"] == block)
    assert {f"{key}.{row['number']}": row[field] for row in rows} == {
        name: dict(words) for name, words in texts.words.items() if name.startswith(f"{key}.")
    }
