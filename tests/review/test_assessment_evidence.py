"""What the ratings rest on: group means on A05, gaps on AX1, plan quality on AX3, sources of the ratings on AX4."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from planforge.model.assessment import FactorRating
from planforge.model.codes import Degree
from planforge.model.plan import AccountPlan
from planforge.review import ReviewContext
from support.plans import full_plan

Review = Callable[..., ReviewContext]
MINUS = "\u2212"


def with_factors(*factors: FactorRating) -> AccountPlan:
    return replace(full_plan(), factors=factors)


# ---------------------------------------------------------------- A05


def test_groups_carry_their_mean_and_its_change(review: Review) -> None:
    pairs = ((4, 3), (4, 4), (3, 3), (5, 5), (4, 4), (4, 4), (3, 3), (4, 4), (2, 3), (3, 3))
    plan = with_factors(*(FactorRating(number=n, score=now, previous=then) for n, (now, then) in enumerate(pairs, 1)))
    groups = review(plan).factors.groups
    assert [(group.shown, group.delta, group.delta_tone) for group in groups] == [
        ("4.0", "+0.3", "good"), ("3.7", "=", "muted"), ("3.0", f"{MINUS}0.3", "bad"),
    ]  # fmt: skip
    assert [line.number for group in groups for line in group.factors if line.weakest] == [3, 7, 9]


def test_a_group_rated_on_other_factors_than_before_has_no_change(review: Review) -> None:
    plan = with_factors(
        FactorRating(number=1, score=4, previous=3), FactorRating(number=2, score=2), FactorRating(number=5, previous=3)
    )  # fmt: skip
    assert [(group.shown, group.delta) for group in review(plan).factors.groups] == [("3.0", ""), ("–", ""), ("–", "")]


# ---------------------------------------------------------------- AX1


def test_gaps_are_those_to_the_best_rival_of_a_factor(review: Review) -> None:
    plan = full_plan()
    slide = review(plan).backup
    shown = {row.factor: str(row.gap).replace(MINUS, "-") for row in slide.strength}
    for factor in plan.strength:
        best = max(rating for rating in factor.rivals if rating is not None)
        assert factor.we is not None
        assert float(shown[factor.factor or ""]) == factor.we - best
    assert slide.profile is not None
    assert [(series.like, len(series.values)) for series in slide.profile.series] == [
        ("Best rival", len(plan.strength)),
        ("We", len(plan.strength)),
    ]


def test_the_profile_gives_way_when_the_table_is_long_or_no_rival_is_rated(review: Review) -> None:
    plan = full_plan()
    many = tuple(replace(plan.strength[0], factor=f"Factor {n}") for n in range(7))
    assert review(replace(plan, strength=many)).backup.profile is None
    alone = tuple(replace(f, competitor_1=None, competitor_2=None, competitor_3=None, competitor_4=None) for f in plan.strength)
    slide = review(replace(plan, strength=alone)).backup
    assert (slide.profile, {str(row.gap) for row in slide.strength}) == (None, {"–"})


# ---------------------------------------------------------------- AX3


def test_quality_is_shown_by_part_with_a_fix_for_what_is_lost(review: Review) -> None:
    page = review(full_plan()).trace.quality
    assert sum(float(row.points) for row in page.parts) == pytest.approx(float(page.total.points), abs=0.21)
    assert page.slide.title.startswith(f"Plan quality is {page.total.points.removesuffix('.0')} of 100 points; ")
    assert all(fix.gain.startswith("+") and fix.what and fix.how for fix in page.fixes)


def test_ratings_nobody_is_sure_of_cost_evidence(review: Review) -> None:
    plan = full_plan()
    low = tuple(replace(factor, confidence=Degree.LOW) for factor in plan.factors)
    unsure = review(replace(plan, factors=low)).trace.quality
    assert float(unsure.parts[2].points) < float(review(plan).trace.quality.parts[2].points)
    (fix,) = [fix for fix in unsure.fixes if "ratings" in fix.what]
    assert fix.what == "10 of 10 ratings lack evidence that is sure and recent"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_empty_plan_names_its_fixes_in_either_language(context: Callable[[str, str], ReviewContext], language: str) -> None:
    page = context("empty", language).trace.quality
    assert len(page.fixes) == 5
    assert all(fix.what and fix.how for fix in page.fixes)


# ---------------------------------------------------------------- AX4


def test_without_source_date_and_confidence_there_is_no_page(review: Review) -> None:
    plan = replace(full_plan(), factor_questions=(), factors=(FactorRating(number=1, score=4, evidence="Charts drawn"),))
    assert review(plan).question_bank is None


def test_sources_are_shown_even_when_no_question_is_answered(review: Review) -> None:
    plan = with_factors(
        FactorRating(number=1, score=4, evidence="Charts drawn", source="Their assistant", dated=date(2025, 9, 1), confidence=Degree.HIGH),
        FactorRating(number=2, score=3, evidence="Plan published", dated=date(2024, 12, 1)),
        FactorRating(number=3, score=2, evidence="Hearsay", confidence=Degree.LOW),
    )
    slide = review(replace(plan, factor_questions=())).question_bank
    assert slide is not None
    assert (slide.answered, slide.pages, slide.narrow_pages) == (0, (), ())
    assert slide.grounds is not None
    told = [(str(row.source), str(row.dated), str(row.confidence)) for row in slide.grounds.rows]
    assert told == [("Their assistant", "1 Sep 2025", "High"), ("–", "▲ 1 Dec 2024", "–"), ("–", "–", "▲ Low")]
    assert slide.grounds.slide.title == (
        "1 of 3 ratings name their source; 1 is given with low confidence, 1 rests on evidence older than 183 days"
    )
