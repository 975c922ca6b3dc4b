"""AX10 to AX13: what the customer buys, what our work costs, who the people are and how they decide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planforge.diagnostics.finding import Finding, Severity
from planforge.diagnostics.report import Report
from planforge.model.plan import AccountPlan
from planforge.review import ReviewContext
from support.plans import full_plan, half_filled_plan, with_changes, with_readings
from support.rule_cases import build_plan

Review = Callable[..., ReviewContext]

PURCHASING = {"budget": 100, "freeze": date(2025, 11, 15), "process": "Branches ask in June", "advantage": "Spares in four hours"}
BASE = [
    {
        "category": "Relays",
        "unit": "North",
        "our_quantity": 6,
        "our_amount": 30,
        "rival_quantity": 9,
        "rival_amount": 70,
        "budget": 50,
        "rival": "Harrow",
    },
    {"category": "Relays", "unit": "South", "our_amount": 10, "rival_amount": 10, "budget": 40, "rival": "Tianqu"},
    {"category": "Software", "unit": "Head office", "our_amount": 5, "budget": 8},
]
WALLET = [{"product_line": "Relays", "region": "North", "our_sales": 20}, {"product_line": "Relays", "region": "South", "our_sales": 30}]
LOG = [
    {"day": date(2025, 8, 2), "kind": "visit", "purpose": "rapport", "contact": "C1", "hours": 10, "cost": 0.1},
    {"day": date(2025, 9, 20), "kind": "demo", "purpose": "progress", "contact": "C2", "hours": 20},
]
PEOPLE = [
    {
        "id": "C1",
        "name": "Chen Li",
        "other_name": "陈立",
        "buying_role": "approver",
        "influence_type": "economic",
        "support": "neutral",
        "level": 1,
        "rhythm": "monthly",
        "bond": "acquaint",
        "attitude": "P",
        "motive": "Be first",
        "interest": "power",
        "needs": "Fewer fines",
        "top_officer": "yes",
    },
    {
        "id": "C2",
        "name": "He Jun",
        "buying_role": "decider",
        "support": "mentor",
        "level": 3,
        "rhythm": "quarterly",
        "bond": "trust",
        "phase": "choice",
        "involvement": "high",
        "deepen": "Joint paper",
    },
    {"id": "C3", "name": "Wu Tao", "buying_role": "user", "support": "enemy", "level": 2},
]
STEPS = [
    {"step": "Demand", "decider": "C2", "due": date(2025, 9, 1), "stance": "mentor"},
    {"step": "Tender scoring", "decider": "C3", "due": date(2026, 2, 27), "stance": "enemy", "note": "Price weighs 45"},
    {"step": "Approval", "decider": "nobody", "stance": "neutral"},
]
GROUPS = [
    {"group": "Crews", "interest": "Fewer call-outs", "power": 2, "concern": 5, "strategy": "Pilot"},
    {"group": "Owners", "power": 4, "concern": 4},
    {"group": "Press"},
]


def plan(**blocks: Any) -> AccountPlan:
    """The full plan with other blocks."""
    made = build_plan(blocks)
    return with_readings(replace(full_plan(), **{block: getattr(made, block) for block in blocks}))


@pytest.fixture
def whole() -> AccountPlan:
    return plan(
        purchasing=PURCHASING, installed_base=BASE, wallet=WALLET, activities=LOG, contacts=PEOPLE, coverage=[], buying_process=STEPS,
        stakeholder_groups=GROUPS, key_person={"governance": "State owned"}, questions_5w2h={"what": "210 panels"},
    )  # fmt: skip


@pytest.mark.parametrize("name", ["purchase", "effort", "contact_matrix", "people", "buying", "stakes"])
def test_a_slide_without_answers_is_left_out(name: str, review: Review) -> None:
    assert getattr(review(full_plan()), name) is None
    assert getattr(review(half_filled_plan()), name) is None


class TestPurchase:
    def test_heat_map_has_a_cell_for_each_category_and_unit(self, whole: AccountPlan, review: Review) -> None:
        slide = review(whole).purchase
        assert slide is not None
        page = slide.pages[0]
        assert page.units == ("North", "South", "Head\noffice")
        # 50 less 20, 40 less 30; nothing is known of our software sales
        assert [[str(cell.text) for cell in row.cells] for row in page.rows] == [["30.0", "10.0", "–"], ["–", "–", "?"]]
        assert [cell.fill for cell in page.rows[0].cells] == ["lv4", "lv2", ""]
        assert (page.rows[0].total, page.total.total) == ("40.0", "40.0")

    def test_installed_base_is_told_by_category(self, whole: AccountPlan, review: Review) -> None:
        slide = review(whole).purchase
        assert slide is not None
        relays, software = slide.installed
        assert slide.shares[-1] is not None
        assert len(slide.shares) == 3
        assert (relays.pieces, relays.ours, relays.rivals, relays.share, relays.rival) == (
            "6 / 9",
            "40.0",
            "80.0",
            "33%",
            "Harrow and Tianqu",
        )
        assert (software.pieces, software.ours, software.rivals, software.share, software.rival) == ("– / –", "5.0", "–", "–", "–")
        assert slide.installed_total.share == "33%"

    def test_title_names_the_widest_line_and_a_near_freeze(self, whole: AccountPlan, review: Review) -> None:
        slide = review(whole).purchase
        assert slide is not None
        assert slide.slide.title == "CNY 40.0 m of the budget is not ours yet; relays (North) leaves most, CNY 30.0 m, against Harrow"
        assert "not known for 1 of 3 lines" in slide.slide.source
        found = Finding(code="RV210", name="budget-freeze-near", severity=Severity.WARNING, message="It closes.", hint="Act.", cell=None)
        near = review(whole, report=Report.of(whole.source, [found])).purchase
        assert near is not None
        assert near.slide.title == "The budget closes in 46 days; CNY 40.0 m of it is not ours yet, most in relays (North)"
        assert (near.kpis[1].figure, near.kpis[1].tone) == ("46", "bad")

    def test_a_closed_budget_is_told(self, review: Review) -> None:
        slide = review(plan(purchasing={"freeze": date(2025, 9, 20), "budget": 80})).purchase
        assert slide is not None
        assert (slide.kpis[1].figure, str(slide.kpis[1].label)) == ("10", "since the budget closed, 20 Sep 2025")
        assert slide.slide.title == "The customer may spend CNY 80.0 m on what we sell; what is installed is not recorded yet"

    def test_more_categories_than_rows_are_summed_up(self, review: Review) -> None:
        rows = [{"category": f"Line {n}", "unit": f"Unit {n}", "our_amount": n} for n in range(1, 9)]
        slide = review(plan(installed_base=rows)).purchase
        assert slide is not None
        assert [str(row.category) for row in slide.installed] == ["Line 1", "Line 2", "Line 3", "Line 4", "Line 5", "Other (3)"]
        assert slide.installed[-1].ours == "21.0"
        assert [len(page.units) for page in slide.pages] == [5, 3]
        assert [page.slide.title[-9:] for page in slide.pages] == [" (1 of 2)", " (2 of 2)"]


class TestEffort:
    def test_money_is_told_in_the_unit_below(self, whole: AccountPlan, review: Review) -> None:
        slide = review(whole).effort
        assert slide is not None
        assert slide.unit == "CNY k"
        assert [tile.figure for tile in slide.kpis[:3]] == ["2", "30", "100"]
        # 30 hours in 60 days are 182.6 a year; the year's net income is 17.3 m
        assert (slide.kpis[4].figure, slide.kpis[4].unit) == ("94.7", "CNY k")

    def test_silent_contacts_come_first(self, whole: AccountPlan, review: Review) -> None:
        slide = review(whole).effort
        assert slide is not None
        assert [(row.contact, str(row.status)) for row in slide.contacts] == [
            ("Chen Li", "■ Over by 28 d"),
            ("He Jun", "● In time"),
            ("Wu Tao", "○ No rhythm"),
        ]
        assert slide.slide.title == "2 activities took 30 hours; 1 of 2 contacts has been silent for longer than agreed, Chen Li longest"

    def test_kinds_and_purposes_are_counted(self, whole: AccountPlan, review: Review) -> None:
        slide = review(whole).effort
        assert slide is not None
        visit = slide.kinds[0]
        assert ([str(cell.text) for cell in visit.cells], visit.total, visit.hours, visit.cost) == (["1", "·", "·", "·"], "1", "10", "100")
        assert [str(cell.text) for cell in slide.total.cells] == ["1", "0", "0", "1"]

    def test_months_begin_half_a_year_back(self, review: Review) -> None:
        days = (date(2025, 8, 6), date(2025, 8, 20), date(2025, 9, 3))
        slide = review(plan(activities=[{"day": day, "kind": "visit"} for day in days])).effort
        assert slide is not None
        assert slide.months == ("Apr", "May", "Jun", "Jul", "Aug", "Sep")
        (row,) = slide.by_month
        assert [(str(cell.text), cell.fill) for cell in row.cells] == [*[("–", "")] * 4, ("2", "lv3"), ("1", "lv2")]

    def test_a_long_log_shows_its_last_year(self, review: Review) -> None:
        slide = review(plan(activities=[{"day": date(2023, 5, 1), "kind": "visit"}, {"day": date(2025, 9, 1), "kind": "demo"}])).effort
        assert slide is not None
        assert (slide.months[0], len(slide.months)) == ("Oct", 12)
        assert [str(cell.text) for cell in slide.by_month[0].cells] == [*["·"] * 11, "1"]

    def test_hours_against_what_the_type_deserves(self, whole: AccountPlan, review: Review) -> None:
        slide = review(whole).effort
        assert slide is not None
        assert (
            str(slide.takeaway) == "So what: talk to Chen Li first; 15 hours a month are below the 40 to 160 that a key account deserves."
        )
        assert slide.kpis[3].tone == "bad"

    def test_a_log_without_hours_says_so(self, review: Review) -> None:
        slide = review(plan(activities=[{"kind": "visit"}, {"kind": "demo"}], contacts=[])).effort
        assert slide is not None
        assert slide.slide.title == "2 activities are logged, all without hours"
        assert "2 activities name no known contact" in slide.slide.notes


class TestPeople:
    def test_matrix_marks_what_is_not_known(self, whole: AccountPlan, review: Review) -> None:
        slide = review(whole).contact_matrix
        assert slide is not None
        assert [str(row.needs) for row in slide.rows] == ["Fewer fines", "Not known", "Not known"]
        assert str(slide.rows[0].support) == "○ Neutral"
        assert slide.slide.title == "1 of 1 contacts who judge the return does not meet us: Chen Li"
        assert slide.counts == "Economic 1"

    def test_cards_show_four_marks_and_what_the_person_wants(self, whole: AccountPlan, review: Review) -> None:
        slide = review(whole).people
        assert slide is not None
        card = slide.pages[0].cards[0]
        assert [str(mark.value) for mark in card.marks] == ["※ approves", "Pragmatist", "○ Neutral", "1 known"]
        assert [(mark.label, mark.value) for mark in card.wants] == [("Motive", "Be first"), ("Wants", "Power")]
        assert slide.slide.title == "1 of 2 relationships have reached trust; with Chen Li, who approves, we are at “acquainted”"
        assert [str(step.note) for step in slide.steps] == ["1 contact", "0 contacts", "1 contact", "0 contacts"]

    def test_motives_vanish_without_a_trace_when_they_are_removed(self, whole: AccountPlan, review: Review) -> None:
        bare = with_changes(whole, {"contacts[0].motive": None, "contacts[0].interest": None})
        found = review(bare)
        assert found.people is not None
        assert found.people.pages[0].cards[0].wants == ()
        assert "Be first" not in repr(found)
        assert "Be first" in repr(review(whole))

    def test_pages_are_even_and_users_fill_what_is_left(self, review: Review) -> None:
        roles = ["approver", *["decider"] * 8, "user", "user"]
        people = [{"id": f"C{n}", "name": f"Person {n}", "buying_role": role, "needs": "Time"} for n, role in enumerate(roles)]
        slide = review(plan(contacts=people)).people
        assert slide is not None
        assert [len(page.cards) for page in slide.pages] == [10]
        assert "Users without a card: Person 10." in slide.slide.notes
        assert [len(page.cards) for page in slide.narrow_pages] == [6, 5]
        fewer = review(plan(contacts=people[1:])).people
        assert fewer is not None
        assert [len(page.cards) for page in fewer.pages] == [10]
        assert [len(page.cards) for page in fewer.narrow_pages] == [8]
        assert "Users without a card: Person 9 and Person 10." in fewer.narrow_pages[0].slide.notes


class TestBuying:
    def test_steps_and_stances(self, whole: AccountPlan, review: Review) -> None:
        slide = review(whole).buying
        assert slide is not None
        assert slide.counts == "1 for us, 1 neutral, 1 against"
        assert [(str(row.decider), str(row.stance)) for row in slide.steps] == [
            ("He Jun", "● Mentor"),
            ("Wu Tao", "■ Opponent"),
            ("nobody", "○ Neutral"),
        ]

    def test_a_missing_coach_is_an_alarm(self, whole: AccountPlan, review: Review) -> None:
        slide = review(whole).buying
        assert slide is not None
        assert [str(line) for line in slide.alarms] == ["■ No coach among the contacts", "● Top officer: Chen Li"]
        assert slide.slide.title == "1 of 3 buying steps is decided against us, and a coach is missing"

    def test_with_coach_and_officer_the_next_step_is_told(self, whole: AccountPlan, review: Review) -> None:
        coached = with_changes(whole, {"contacts[1].influence_type": whole.contacts[0].influence_type.__class__("coach")})
        slide = review(coached).buying
        assert slide is not None
        title = "1 of 3 buying steps is in the hands of supporters, 1 of sceptics; next is tender scoring with Wu Tao"
        assert slide.slide.title == title

    def test_missing_bases_are_red(self, whole: AccountPlan, review: Review) -> None:
        slide = review(whole).buying
        assert slide is not None
        assert [str(row.answer) for row in slide.bases] == ["State owned", "Missing", "Missing", "Missing"]
        assert [str(row.answer) for row in slide.questions][:2] == ["210 panels", "Missing"]

    def test_seven_questions_without_an_answer_are_left_out(self, review: Review) -> None:
        slide = review(plan(key_person={"governance": "State owned"})).buying
        assert slide is not None
        assert (slide.steps, slide.questions) == ((), ())
        assert slide.slide.title.startswith("1 of 4 bases to find the key person are known")


class TestStakes:
    def test_groups_stand_in_the_field_of_their_ratings(self, whole: AccountPlan, review: Review) -> None:
        slide = review(whole).stakes
        assert slide is not None
        assert slide.cut == 3.5
        assert [(row.number, row.field, str(row.strategy)) for row in slide.rows] == [
            ("1", "Keep informed", "Pilot"),
            ("2", "Work closely with", "No strategy"),
            ("3", "Not assessed", "No strategy"),
        ]
        assert [(mark.number, mark.flagged) for mark in slide.marks] == [(1, False), (2, True)]
        assert slide.slide.title == "2 of 3 groups with a stake have no strategy: Owners and Press"

    def test_groups_that_all_have_a_strategy(self, review: Review) -> None:
        slide = review(plan(stakeholder_groups=[{**group, "strategy": "Talk"} for group in GROUPS])).stakes
        assert slide is not None
        assert slide.slide.title == "All 3 groups with a stake have a strategy; 1 of them is strong in power and interest"
        assert slide.takeaway == ""


@pytest.mark.parametrize("language", ["zh", "en+zh"])
def test_every_language_has_its_own_sentences(language: str, whole: AccountPlan, review: Review) -> None:
    found = review(whole, language)
    slides = [found.purchase, found.effort, found.contact_matrix, found.people, found.buying, found.stakes]
    titles = [slide.slide.title for slide in slides if slide is not None]
    assert len(titles) == 6
    assert all(any("\u4e00" <= letter <= "\u9fff" for letter in title) == (language == "zh") for title in titles)
