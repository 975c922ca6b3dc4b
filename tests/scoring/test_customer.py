"""What the customer buys, what our work costs and brings, who decides: small plans worked by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from planforge.model.codes import AccountType, ActivityKind, ActivityPurpose, Bond, InfluenceType
from planforge.model.scorecard import FinancialScores, YearResult
from planforge.model.scorecard_customer import EffortFit, EffortScores
from planforge.model.silence import silences
from planforge.scoring.buying import count_contacts, score_buying
from planforge.scoring.effort import fit, score_effort
from planforge.scoring.policy import HoursPolicy
from planforge.scoring.purchase import score_purchase
from support.plans import AS_OF
from support.rule_cases import build_plan


def near(value: float) -> object:
    return pytest.approx(value, abs=1e-9)


BASE = [
    {"category": "Relays", "unit": "North", "our_amount": 30, "rival_amount": 70, "budget": 50, "rival": "Harrow"},
    {"category": "Relays", "unit": "South", "our_amount": 10, "budget": 20},
    {"category": "Software", "unit": "Head office", "our_amount": 5, "rival_amount": 5, "budget": 8},
    {"category": "Spares", "unit": "North", "our_amount": 1, "rival_amount": 0},
]
WALLET = [
    {"product_line": "Relays", "region": "North", "our_sales": 12},
    {"product_line": "Relays", "region": "North", "our_sales": 8},
    {"product_line": "relays ", "region": "south", "our_sales": 25},
    {"product_line": "Spares", "region": "North", "our_sales": 1},
]


class TestPurchase:
    @pytest.fixture
    def scores(self):
        plan = build_plan({"installed_base": BASE, "wallet": WALLET, "purchasing": {"freeze": date(2025, 11, 15)}})
        return score_purchase(plan, AS_OF)

    def test_whitespace_is_budget_less_our_sales(self, scores) -> None:
        # 50 - (12 + 8); 20 - 25 is not below 0; no wallet line for software; no budget for spares
        assert [line.sales for line in scores.lines] == [near(20), near(25), None, near(1)]
        assert [line.whitespace for line in scores.lines] == [near(30), near(0), None, None]
        assert scores.whitespace == near(30)
        assert scores.widest.line.unit == "North"

    def test_share_counts_lines_where_both_sides_are_known(self, scores) -> None:
        # North 30 of 100, South unknown, software 5 of 10, spares 1 of 1; together 36 of 36 + 75
        assert [line.share for line in scores.lines] == [near(0.3), None, near(0.5), near(1)]
        assert (scores.ours, scores.rivals) == (near(36), near(75))
        assert scores.share == near(36 / 111)

    def test_days_to_the_freeze_run_from_the_day_of_the_data(self, scores) -> None:
        assert scores.days_to_freeze == 31 + 15
        plan = build_plan({"purchasing": {"freeze": date(2025, 9, 20)}})
        assert score_purchase(plan, AS_OF).days_to_freeze == -10
        assert score_purchase(plan, None).days_to_freeze is None

    def test_nothing_is_known_of_an_empty_plan(self) -> None:
        scores = score_purchase(build_plan({}), AS_OF)
        assert (scores.whitespace, scores.share, scores.widest, scores.days_to_freeze) == (None, None, None, None)


LOG = [
    {"day": date(2025, 9, 20), "kind": "demo", "purpose": "progress", "contact": "C2", "hours": 20},
    {"day": date(2025, 8, 2), "kind": "visit", "purpose": "rapport", "contact": "C1", "hours": 10, "cost": 0.1},
    {"day": date(2025, 10, 4), "kind": "visit", "purpose": "rapport", "contact": "C1", "hours": 99},
]
PEOPLE = [
    {"id": "C1", "name": "Chen Li", "rhythm": "monthly", "last_contact": date(2025, 7, 1)},
    {"id": "C2", "name": "He Jun", "rhythm": "weekly", "last_contact": date(2025, 9, 25)},
    {"id": "C3", "name": "Gao Rui", "rhythm": "fortnightly"},
    {"id": "C4", "name": "Wu Tao"},
]
YEAR = FinancialScores(this=YearResult(year=2025, net_income=20.0))


class TestEffort:
    @pytest.fixture
    def scores(self, policy) -> EffortScores:
        return score_effort(build_plan({"activities": LOG, "contacts": PEOPLE}), policy, YEAR, AccountType.MAINTENANCE, AS_OF)

    def test_entries_after_the_day_do_not_count(self, scores) -> None:
        assert [entry.kind for entry in scores.log] == [ActivityKind.VISIT, ActivityKind.DEMO]
        assert (scores.began, scores.days) == (date(2025, 8, 2), 30 + 30)
        assert (scores.hours, scores.cost) == (near(30), near(0.1))
        assert scores.counts == {
            (ActivityKind.VISIT, ActivityPurpose.RAPPORT): 1,
            (ActivityKind.DEMO, ActivityPurpose.PROGRESS): 1,
        }

    def test_return_is_the_years_net_income_at_the_pace_of_the_log(self, scores) -> None:
        # 30 hours in 60 days: 0.5 a day, so 15.21875 a month and 182.625 a year; 0.1 of cost: 0.60875 a year
        assert scores.hours_a_month == near(0.5 * 365.25 / 12)
        assert scores.per_hour == near(20 / 182.625)
        assert scores.per_cost == near(20 / 0.60875)

    def test_a_maintenance_account_deserves_8_to_40_hours_a_month(self, scores, policy) -> None:
        assert (scores.least, scores.most, scores.fit) == (8, 40, EffortFit.WITHIN)
        plan = build_plan({"activities": LOG})
        assert score_effort(plan, policy, YEAR, AccountType.KEY, AS_OF).fit is EffortFit.BELOW
        assert score_effort(plan, policy, YEAR, None, AS_OF).fit is None

    @pytest.mark.parametrize(
        ("hours", "expected"),
        [(7.9, EffortFit.BELOW), (8.0, EffortFit.WITHIN), (40.0, EffortFit.WITHIN), (40.1, EffortFit.ABOVE), (None, None)],
    )
    def test_the_ends_of_what_a_type_deserves_belong_to_it(self, hours: float | None, expected: EffortFit | None) -> None:
        assert fit(hours, HoursPolicy(least=8, most=40)) is expected

    def test_a_short_log_tells_no_pace(self, policy) -> None:
        plan = build_plan({"activities": [{"day": date(2025, 9, 10), "kind": "visit", "hours": 6, "cost": 0.1}]})
        scores = score_effort(plan, policy, YEAR, AccountType.KEY, AS_OF)
        assert (scores.days, scores.hours) == (21, 6)
        assert (scores.hours_a_month, scores.per_hour, scores.per_cost, scores.fit) == (None, None, None, None)

    def test_a_year_without_net_income_has_no_return(self, policy) -> None:
        plan = build_plan({"activities": LOG})
        assert score_effort(plan, policy, FinancialScores(), AccountType.KEY, AS_OF).per_hour is None

    def test_silence_runs_from_the_later_of_log_and_contacts_sheet(self, scores) -> None:
        # Chen Li: logged 2 Aug, 59 days, monthly allows 31. He Jun: met 25 Sep, 5 days. Gao Rui: never, the log began 59 days ago.
        over = {effort.contact.name: effort.silence.over for effort in scores.contacts}
        assert over == {"Chen Li": 28, "He Jun": 0, "Gao Rui": 45, "Wu Tao": None}
        assert [effort.contact.name for effort in scores.silent] == ["Gao Rui", "Chen Li"]

    def test_contacts_are_counted_by_purpose(self, scores) -> None:
        chen = scores.contacts[0]
        assert (chen.purposes, chen.entries, chen.hours) == ({ActivityPurpose.RAPPORT: 1}, 1, near(10))

    def test_without_a_log_nothing_is_counted(self, policy) -> None:
        assert score_effort(build_plan({"contacts": PEOPLE}), policy, YEAR, AccountType.KEY, AS_OF) == EffortScores()

    def test_without_a_day_nobody_is_silent(self, policy) -> None:
        found = silences(build_plan({"activities": LOG, "contacts": PEOPLE}), None, policy.relationships.rhythm)
        assert [silence.over for silence in found] == [None, None, None, None]
        assert found[0].last == date(2025, 10, 4)


BUYERS: list[dict[str, Any]] = [
    {"id": "C1", "buying_role": "approver", "influence_type": "economic", "support": "neutral", "level": 1, "bond": "acquaint"},
    {
        "id": "C2",
        "buying_role": "decider",
        "influence_type": "economic",
        "support": "mentor",
        "level": 1,
        "bond": "trust",
        "needs": "Price",
    },
    {"id": "C3", "influence_type": "coach", "support": "enemy", "top_officer": "yes", "phase": "choice"},
]


class TestBuying:
    def test_contacts_are_counted_by_kind(self) -> None:
        plan = build_plan({"contacts": BUYERS, "coverage": [{"contact": "C2", "member": "Wei Lin", "level": 2}]})
        counts = count_contacts(plan, meets=2)
        assert counts.influence == {InfluenceType.ECONOMIC: 2, InfluenceType.COACH: 1}
        assert counts.bonds == {Bond.ACQUAINT: 1, Bond.TRUST: 1}
        assert (counts.supporters, counts.neutral, counts.against, counts.key) == (1, 1, 1, 2)
        assert [contact.id for contact in counts.without_needs] == ["C1"]
        assert [contact.id for contact in counts.economic_uncovered] == ["C1"]

    def test_an_unknown_contact_level_is_not_a_contact_who_does_not_meet_us(self) -> None:
        counts = count_contacts(build_plan({"contacts": [{**BUYERS[0], "level": None}, BUYERS[1]]}), meets=2)
        assert [contact.id for contact in counts.economic_uncovered] == ["C2"]
        assert [contact.id for contact in counts.economic_unknown] == ["C1"]

    def test_steps_are_counted_by_stance_and_the_next_lies_ahead(self) -> None:
        steps = [
            {"step": "Demand", "due": date(2025, 9, 30), "stance": "supporter"},
            {"step": "Approval", "due": date(2026, 3, 20), "stance": "non-supporter"},
            {"step": "Scoring", "due": date(2025, 12, 1), "stance": "neutral"},
            {"step": "Award"},
        ]
        scores = score_buying(build_plan({"buying_process": steps}), AS_OF)
        assert (scores.supporters, scores.neutral, scores.against, scores.unknown) == (1, 1, 1, 1)
        assert scores.next is not None
        assert scores.next.step == "Scoring"

    def test_what_is_missing_is_named(self) -> None:
        plan = build_plan(
            {
                "contacts": BUYERS,
                "key_person": {"governance": "State owned", "expertise": "Strong"},
                "stakeholder_groups": [{"group": "Crews", "strategy": "Pilot"}, {"group": "Owners"}, {"interest": "Prices"}],
            }
        )
        scores = score_buying(plan, AS_OF)
        assert scores.missing_bases == ("management_style", "purchase_share")
        assert [contact.id for contact in scores.coaches] == [contact.id for contact in scores.officers] == ["C3"]
        assert [group.group for group in scores.missing_groups] == ["Owners"]
