"""A small plan with gaps and odd weights, worked by hand: what is missing counts for neither side."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from planforge.diagnostics.finding import Finding, Severity
from planforge.model.codes import AccountType, RiskZone, Status
from planforge.model.plan import AccountPlan, BlockReading
from planforge.scoring import score_plan
from support.plans import AS_OF
from support.rule_cases import build_plan


def near(value: float) -> object:
    return pytest.approx(value, abs=1e-9)


SMALL = {
    "cover": {"account": "Orvane Rail", "as_of": AS_OF, "review_date": date(2025, 12, 2), "competitor_1": "Ada", "competitor_2": "Ben"},
    "factors": [
        {"number": 1, "factor": "Charts", "score": 5, "evidence": "Seen", "previous": 4},
        {"number": 2, "factor": "Growth", "score": 1, "evidence": "Heard"},
        {"number": 3, "factor": "Requirements"},
        {"number": 5, "factor": "Opportunity", "score": 4, "previous": 2},
    ],
    "attractiveness": [
        {"factor": "Size", "weight": 2, "score": 4, "previous": 1},
        {"factor": "Growth", "weight": 1, "score": 1},
        {"factor": "Access", "score": 4, "previous": 2},
        {"factor": "Fit", "weight": 3},
    ],
    "strength": [
        {"factor": "Price", "we": 2, "competitor_1": 4, "competitor_2": 5},
        {"factor": "Service", "we": 3, "competitor_1": 4},
    ],
    "financials": [
        {"year": 2024, "revenue": 50, "direct_cost": 30, "indirect_cost": 10},
        {"year": 2025, "revenue": 60, "direct_cost": 40, "indirect_cost": 25, "plan": 55},
        {"year": 2026, "plan": 58},
    ],
    "wallet": [
        {"product_line": "Brakes", "our_sales": 10, "total_spend": 40, "previous_sales": 8, "previous_spend": 40},
        {"product_line": "Doors", "our_sales": 5, "total_spend": 10, "previous_sales": 3},
        {"product_line": "Seats", "our_sales": 7},
    ],
    "contacts": [
        {
            "id": "C1",
            "name": "Eva",
            "buying_role": "decider",
            "level": 1,
            "owner": "Ivo",
            "rhythm": "monthly",
            "last_contact": date(2025, 9, 1),
        },
        {"id": "C2", "name": "Jan", "buying_role": "user", "rhythm": "weekly", "last_contact": date(2025, 9, 20)},
    ],
    "coverage": [{"contact": "C1", "member": "Ivo", "level": 3}],
    "stage": {"now": "early", "evidence": "Monthly meeting"},
    "competition": [
        {"criterion": "Cost", "weight": 3, "we": "++", "competitor_1": "++", "competitor_2": "???"},
        {"criterion": "Time", "weight": 1, "we": "+", "competitor_1": "+++"},
        {"criterion": "Noise", "weight": 4, "we": "+++"},
    ],
    "pipeline": [
        {
            "id": "O1",
            "value": 10,
            "probability": 0.5,
            "close_date": date(2026, 3, 1),
            "next_step": "Sign",
            "next_date": date(2025, 10, 1),
            "owner": "Ivo",
        },
        {"id": "O2", "value": 4},
        {"id": "O3", "value": 20, "probability": 0.25, "close_date": date(2027, 3, 1)},
        {"id": "O4", "stage": "won", "value": 9, "probability": 1, "close_date": date(2025, 3, 1)},
    ],
    "risks": [
        {"risk": "Strike", "probability": "low", "impact": "high", "previous_zone": "show stopper"},
        {"risk": "Unknown", "impact": "high"},
    ],
    "actions": [
        {"action": "Late", "due": date(2025, 8, 1)},
        {"action": "Undated"},
        {"action": "Done late", "due": date(2025, 8, 1), "done": date(2025, 8, 9)},
        {"action": "Ahead", "due": date(2025, 12, 1)},
    ],
}


class TestSmallPlan:
    @pytest.fixture
    def plan(self) -> AccountPlan:
        plan = build_plan(SMALL)
        cell = plan.pipeline[1].at("probability")
        readings = {
            "cover": BlockReading(block="cover", sheet="Cover", rows=1, required=10, filled=10),
            "pipeline": BlockReading(block="pipeline", sheet="Pipeline", rows=3, required=10, filled=7, missing=(cell,)),
        }
        return replace(plan, readings=readings)

    @pytest.fixture
    def card(self, plan, policy):
        findings = [
            Finding(code="CN101", name="a", severity=Severity.WARNING, message="Weights.", cell=plan.attractiveness[0].at("weight")),
            Finding(code="XR102", name="b", severity=Severity.ERROR, message="Boss."),
            Finding(code="RV108", name="c", severity=Severity.WARNING, message="Not counted."),
        ]
        return score_plan(plan, as_of=AS_OF, findings=findings, policy=policy)

    def test_factors_over_the_rated_ones(self, card) -> None:
        assert card.factors.average.value == near(10 / 3)
        # two of the three were rated before: a mean over others cannot be compared
        assert card.factors.previous_average is None
        assert [group.value for group in card.factors.groups] == [near(3), near(4), None]
        assert card.factors.rated == 3

    def test_blank_weights_count_as_the_mean_and_weights_are_normalised(self, card) -> None:
        # weights 2, 1, blank = 2, 3: over the scored factors (2 x 4 + 1 x 1 + 2 x 4) / 5
        assert card.position.attractiveness.value == near(17 / 5)
        assert [part.weight for part in card.position.attractiveness.parts] == [near(w / 8) for w in (2, 1, 2, 3)]
        assert card.position.previous_attractiveness == near((2 * 1 + 2 * 2) / 4)

    def test_strength_without_weights_against_the_best_rival(self, card) -> None:
        assert card.position.strength.ours == near(2.5)
        assert card.position.strength.rivals == (("Ada", near(4)), ("Ben", near(5)))
        # Ben is rated on price alone, half of the weight: there 2 stands against 5, worse for us than 2.5 against 4 with Ada
        assert card.position.strength.ratio == near(2 / 5)
        assert card.position.strength.axis.value == near(3 * 2 / 5)
        assert card.position.type is AccountType.KEY_DEVELOPMENT
        assert card.position.previous_type is None

    def test_the_portfolio_average_moves_the_line(self, plan, policy) -> None:
        card = score_plan(plan, as_of=AS_OF, findings=(), policy=policy, portfolio_average=3.5)
        assert card.position.type is AccountType.OPPORTUNISTIC
        assert (card.position.near, card.position.near_axis) == (AccountType.KEY_DEVELOPMENT, "attractiveness")

    def test_a_loss_year_and_a_shrinking_plan(self, card) -> None:
        assert card.financials.this.net_income == near(-5)
        assert card.financials.this.margin == near(-5 / 60)
        assert card.financials.this.growth == near(0.2)
        assert card.financials.this.variance == near(5)
        assert card.financials.next.net_income is None
        assert card.financials.cagr.value is None
        assert card.financials.wallet_share.value == near(15 / 50)
        # of the two lines that count, only one is known for last year
        assert card.financials.previous_wallet_share is None

    def test_pipeline_against_a_target_below_zero(self, card) -> None:
        pipeline = card.pipeline
        assert [(d.opportunity.id, d.weighted, d.counts) for d in pipeline.deals] == [
            ("O1", near(5), True),
            ("O3", near(5), False),
            ("O2", None, False),
        ]
        assert pipeline.growth_target.value == near(-2)
        assert pipeline.weighted.value == near(5)
        assert pipeline.coverage is None
        assert pipeline.top_share.value == near(1)
        assert pipeline.gap == 0
        assert pipeline.without_probability == 1

    def test_people(self, card) -> None:
        eva, jan = card.relationships.contacts
        assert (eva.level, eva.covered, eva.days_over, eva.status) == (3, True, 0, Status.WATCH)
        assert (jan.level, jan.covered, jan.days_over, jan.status) == (None, False, 3, Status.NOT_ASSESSED)
        assert card.relationships.approver_level is None

    def test_marks(self, card) -> None:
        # Cost is led (unknown does not count), Time is not; Noise has no rival: 3 of 4
        assert (card.competition.led, card.competition.scored) == (1, 2)
        assert card.competition.lead_share.value == near(3 / 4)
        assert card.competition.our_total == near((3 * 2 + 1 + 4 * 3) / 8)
        assert card.competition.totals == (("Ada", near((3 * 2 + 3) / 4)),)

    def test_risks_and_actions(self, card) -> None:
        assert [(r.number, r.zone, r.movement) for r in card.risks.risks] == [(1, RiskZone.FIX, -1), (2, None, None)]
        assert (card.actions.on_time, card.actions.late, card.actions.dated) == (2, 1, 3)
        assert card.actions.oldest.days_late == 60

    def test_quality(self, card) -> None:
        quality = card.quality
        assert quality.complete_share == near(17 / 20)
        assert quality.completeness == near(40 * 17 / 20)
        assert quality.consistency == near(25 - 2 - 5)
        # 1 of 3 ratings without evidence (8), no reasons (4), 2 of 3 open deals without step (5), stage proved (3)
        assert quality.evidence == near(20 - 8 / 3 - 4 - 5 * 2 / 3)
        # 63 days old: (63 - 31) / (100 - 31) of 6; 1 of 2 contacts late (5); 1 of 3 deals without close date (4)
        assert quality.freshness == near(15 - 6 * 32 / 69 - 5 / 2 - 4 / 3)
        assert quality.total == near(34 + 18 + 10 + 15 - 6 * 32 / 69 - 5 / 2 - 4 / 3)
        assert [loss.code for loss in quality.fixes] == ["pipeline", "XR102", "attractiveness", "pipeline", "cover"]
