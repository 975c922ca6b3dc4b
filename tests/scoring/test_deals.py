"""Deals, capabilities, goals and resources worked with pencil and paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from planforge.model.codes import Answer, Cover, FunnelStage, GoalStatus, Mark, QuestionGroup, SalesStage, Verdict
from planforge.model.deal import Capability, DealGate, DealQuestion, DealsReviewed, Partners
from planforge.model.opportunity import Objective, Opportunity
from planforge.model.plan import AccountPlan
from planforge.scoring import score_plan
from planforge.scoring.capabilities import score_capabilities
from planforge.scoring.goals import missing, progress_of, score_goals, score_resources
from support.plans import AS_OF, full_plan
from support.rule_cases import build_plan

GROUPS = tuple(QuestionGroup)
GATES = (FunnelStage.POTENTIAL,) * 2 + (FunnelStage.CONFIRMED,) * 4 + (FunnelStage.MINE,) * 4
_ANSWERS = {"+": Answer.YES, "-": Answer.NO, "?": Answer.OPEN, " ": None}
_MARKS = {"1": Mark.ONE, "2": Mark.TWO, "3": Mark.THREE, "?": Mark.UNKNOWN, " ": None}
DEALS = (
    Opportunity(id="O1", stage=SalesStage.PROPOSE, close_date=date(2026, 3, 20), value=18.0, probability=0.6),
    Opportunity(id="O2", stage=SalesStage.QUALIFY, close_date=date(2026, 6, 15), value=14.0, probability=0.3),
    Opportunity(id="O3", stage=SalesStage.NEGOTIATE, close_date=date(2026, 2, 10), value=4.2, probability=0.8),
    Opportunity(id="O4", stage=SalesStage.QUALIFY, close_date=date(2026, 10, 30), value=6.0),
    Opportunity(id="O5", stage=SalesStage.WON, close_date=date(2025, 8, 22), value=3.4, probability=1.0),
)


def near(value: float) -> object:
    return pytest.approx(value, abs=1e-9)


def assessed(questions: str = "", gates: str = "", ident: str | None = "O1") -> AccountPlan:
    """A plan whose first deal has these answers, in order: + yes, - no, ? open, a blank for none."""
    return AccountPlan(
        source=build_plan({}).source,
        pipeline=DEALS,
        deals_reviewed=DealsReviewed(deal_1=ident),
        deal_questions=tuple(
            DealQuestion(number=n + 1, group=GROUPS[n // 5], deal_1=_ANSWERS[mark]) for n, mark in enumerate(questions.ljust(20))
        ),
        deal_gates=tuple(DealGate(number=n + 1, stage=GATES[n], deal_1=_ANSWERS[mark]) for n, mark in enumerate(gates.ljust(10))),
    )


@pytest.fixture
def deals(policy):
    return lambda plan: score_plan(plan, as_of=AS_OF, findings=(), policy=policy).deals


def test_groups_add_up_and_open_counts_for_neither_side(deals) -> None:
    (review,) = deals(assessed("++++++++--+-??-++++ ")).reviews
    assert [(g.yes, g.no, g.open, g.points) for g in review.groups] == [(5, 0, 0, 5), (3, 2, 0, 1), (1, 2, 2, -1), (4, 0, 1, 4)]
    assert [g.verdict for g in review.groups] == [Verdict.GO, Verdict.VERIFY, Verdict.NO_GO, Verdict.GO]
    assert (review.yes, review.no, review.open) == (13, 4, 3)
    assert review.verdict is Verdict.NO_GO
    assert review.weakest is not None
    assert review.weakest.group is QuestionGroup.WIN


@pytest.mark.parametrize(
    ("questions", "gates", "verdict"),
    [
        ("++++-" * 4, "", Verdict.GO),
        ("++++?" * 4, "+++++++++?", Verdict.GO),
        ("++++-" * 4, "+++++++++-", Verdict.VERIFY),
        ("+++--" + "+++++" * 3, "", Verdict.VERIFY),
        ("++--?" + "+++++" * 3, "", Verdict.VERIFY),
        ("+---+" + "+++++" * 3, "", Verdict.NO_GO),
        ("+", "", Verdict.VERIFY),
        ("", "++", None),
    ],
)
def test_verdict(deals, questions: str, gates: str, verdict: Verdict | None) -> None:
    (review,) = deals(assessed(questions, gates)).reviews
    assert review.verdict is verdict


@pytest.mark.parametrize(
    ("gates", "stage", "passed", "blocking", "answer"),
    [
        ("++++++++-+", FunnelStage.CONFIRMED, 9, 9, Answer.NO),
        ("++??-+????", FunnelStage.POTENTIAL, 3, 3, Answer.OPEN),
        ("++++++-+++", FunnelStage.CONFIRMED, 9, 7, Answer.NO),
        ("++++++++++", FunnelStage.MINE, 10, None, None),
        ("+ ++++++++", FunnelStage.MINE, 9, 2, Answer.OPEN),
        ("?", None, 0, 1, Answer.OPEN),
        ("", None, 0, None, None),
    ],
)
def test_funnel(deals, gates: str, stage, passed: int, blocking: int | None, answer) -> None:
    """The stage is the last part all of whose gates are yes; the first gate that is not yes blocks, unknown counts as open."""
    (review,) = deals(assessed("+", gates)).reviews
    assert (review.stage, review.passed, review.gates) == (stage, passed, 10)
    assert (review.blocking.number if review.blocking else None, review.blocking_answer) == (blocking, answer)


def test_sheets_are_the_named_deals_else_the_largest_weighted(deals) -> None:
    # weighted 10.8, 4.2, 3.36; O4 has no probability, O5 is won
    assert [deal.id for deal in deals(assessed(ident=None)).sheets] == ["O1", "O2", "O3"]
    assert [deal.id for deal in deals(assessed(ident="O4")).sheets] == ["O4"]
    assert [deal.id for deal in deals(assessed(ident="O5")).sheets] == ["O1", "O2", "O3"]


def test_an_unknown_deal_is_assessed_all_the_same(deals) -> None:
    (review,) = deals(assessed("+" * 20, ident="O9")).reviews
    assert (review.id, review.opportunity, review.verdict) == ("O9", None, Verdict.GO)
    (unnamed,) = deals(assessed("-", ident=None)).reviews
    assert (unnamed.id, unnamed.verdict) == ("", Verdict.NO_GO)
    assert deals(assessed(ident=None)).reviews == ()


def test_slip_and_days_in_stage() -> None:
    deal = Opportunity(stage_since=date(2025, 8, 4), close_date=date(2026, 3, 20), first_close_date=date(2025, 12, 15))
    # 31 - 15 + 31 + 28 + 20; 27 days of August and 30 of September
    assert deal.days_slipped == 95
    assert deal.days_in_stage(AS_OF) == 57
    assert deal.days_in_stage(date(2025, 8, 3)) is None
    assert Opportunity(close_date=date(2026, 3, 20)).days_slipped is None


def matrix(*rows: str) -> AccountPlan:
    """Rows of need, rival and six units: 1 to 3, ? for ???, blank for none."""
    names = ("need", "rival", *(f"source_{n}" for n in range(1, 7)))
    capabilities = tuple(
        Capability(capability=f"N{n}", **{name: _MARKS[mark] for name, mark in zip(names, row.ljust(8), strict=True)})
        for n, row in enumerate(rows, 1)
    )
    return AccountPlan(source=build_plan({}).source, capabilities=capabilities, partners=Partners(source_1="Relays"))


def test_needs_are_met_short_or_open() -> None:
    found = score_capabilities(matrix("323 1", "33 1 2", "32 ?1", "?12", "2?", "12?3")).rows
    assert [row.cover for row in found] == [Cover.MET, Cover.SHORT, Cover.OPEN, Cover.OPEN, Cover.OPEN, Cover.MET]
    assert [row.best for row in found] == [3, 2, 1, 2, None, 3]
    assert [row.best_places for row in found] == [(0,), (3,), (2,), (0,), (), (1,)]
    # the rival of the second is ahead; of the third an unknown unit may still match, the fifth is unknown on both sides
    assert [row.behind for row in found] == [False, True, None, False, None, False]
    assert [row.gap for row in found] == [0, 1, 0, 0, 0, 0]


def test_unknown_is_never_counted_as_zero() -> None:
    (row,) = score_capabilities(matrix("1??")).rows
    assert (row.best, row.rival, row.cover, row.behind) == (None, None, Cover.OPEN, None)


def test_the_best_combination_meets_most_with_fewest() -> None:
    # unit 1 meets needs 1 and 2, unit 2 meets 3, unit 3 meets 2 and 3 at the same strength but not 1: 1 with 2 is as small, weaker
    scores = score_capabilities(matrix("3 3", "2 2 3", "2  22"))
    assert (scores.combination, scores.combined) == ((0, 2), 3)
    assert scores.places == (0, 1, 2)
    assert score_capabilities(matrix("3 1", "3  2")).combination == ()


@pytest.mark.parametrize(
    ("baseline", "now", "target", "gap", "progress"),
    [
        (28, 31, 34, 3, 0.5),
        (97.8, 99.2, 99, 0, 1.4 / 1.2),
        (20, 14, 10, 4, 0.6),
        (20, 22, 10, 12, -0.2),
        (18, 16, 18, 2, None),
        (18, 18, 18, 0, 1.0),
        (None, 3, 5, 2, None),
        (0, None, 5, None, None),
        (0, 3, None, None, None),
    ],
)
def test_progress_and_gap(baseline, now, target, gap, progress) -> None:
    goal = Objective(baseline=baseline, now=now, target=target)
    assert missing(goal) == (gap if gap is None else near(gap))
    assert progress_of(goal) == (progress if progress is None else near(progress))


@pytest.mark.parametrize(
    ("figures", "due", "status"),
    [
        ((0, 18, 18), date(2025, 9, 1), GoalStatus.REACHED),
        ((0, 9, 18), date(2025, 9, 29), GoalStatus.OVERDUE),
        ((0, 8, 18), date(2026, 4, 1), GoalStatus.SLOW),
        ((0, 9, 18), date(2026, 4, 1), GoalStatus.ON_TRACK),
        ((0, 8, 18), date(2026, 4, 2), GoalStatus.ON_TRACK),
        ((18, 16, 18), date(2026, 12, 31), GoalStatus.AWAY),
        ((0, 8, 18), None, GoalStatus.NO_DATE),
        ((None, 8, 18), date(2026, 12, 31), GoalStatus.NOT_MEASURED),
        ((0, None, 18), date(2025, 1, 1), GoalStatus.NOT_MEASURED),
    ],
)
def test_goal_status(policy, figures, due, status: GoalStatus) -> None:
    """183 days before 1 April 2026 is 30 September 2025."""
    baseline, now, target = figures
    plan = replace(full_plan(), goals=(Objective(baseline=baseline, now=now, target=target, due=due),))
    assert score_goals(plan, policy, AS_OF).goals[0].status is status


def test_a_goal_needs_so_much_a_month(policy) -> None:
    plan = replace(full_plan(), goals=(Objective(baseline=0, now=6, target=18, due=date(2026, 3, 31)),))
    # 182 days of 30.4375 are 5.979 months
    assert score_goals(plan, policy, AS_OF).goals[0].per_month == near(12 / (182 / 30.4375))


def test_requests_enable_each_deal_once() -> None:
    fragment = {
        "resources": [
            {"request": "Study", "cost": 0.4, "enables": "O1"},
            {"request": "Engineer", "cost": 0.9, "fte": 1.0, "enables": "O1"},
            {"request": "Slot", "cost": 0.3, "enables": "O2"},
            {"request": "Stand", "fte": 0.5, "enables": "O5"},
            {"request": "Visit"},
        ]
    }
    plan = replace(build_plan(fragment), pipeline=DEALS)
    scores = score_resources(plan)
    # O1 10.8 once and O2 4.2; O5 is won; 0.4 + 0.9 + 0.3
    assert (scores.cost, scores.fte, scores.enabled) == (near(1.6), near(1.5), near(15.0))
    assert scores.ratio == near(9.375)
    assert [score.weighted for score in scores.requests] == [near(10.8), near(10.8), near(4.2), None, None]
    assert scores.without_return == 2
