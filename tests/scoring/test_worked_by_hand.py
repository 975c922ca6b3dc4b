"""Two plans worked with pencil and paper: Lanhai Grid, which is full, and a small one with gaps and odd weights."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from planforge.diagnostics.finding import Finding, Severity
from planforge.model.codes import AccountType, RelationshipStage, RiskZone, Status, WindowCell
from planforge.model.plan import AccountPlan, BlockReading
from planforge.scoring import score_plan
from support.plans import AS_OF, full_plan, previous_plan
from support.rule_cases import build_plan


def near(value: float) -> object:
    return pytest.approx(value, abs=1e-9)


class TestLanhai:
    @pytest.fixture
    def card(self, policy):
        return score_plan(full_plan(), as_of=AS_OF, findings=(), policy=policy, previous=previous_plan())

    def test_ten_factors(self, card) -> None:
        # 4+4+3+5+4+4+3+4+2+3 = 36; before 3+4+3+5+3+4+3+4+2+2 = 33
        assert card.factors.average.value == near(3.6)
        assert card.factors.previous_average == near(3.3)
        assert [group.key for group in card.factors.groups] == ["profile", "pipeline", "relationships"]
        assert [group.value for group in card.factors.groups] == [near(16 / 4), near(11 / 3), near(9 / 3)]
        assert (card.factors.good, card.factors.poor, card.factors.weakest) == ((1, 2, 4, 5, 6, 8), (9,), (9, 3, 7))

    def test_position(self, card) -> None:
        # attractiveness 1.25 + 0.80 + 0.75 + 0.30 + 0.60 + 0.75; closeness was 3, not 4: 0.15 less
        position = card.position
        assert position.attractiveness.value == near(4.45)
        assert position.previous_attractiveness == near(4.30)
        # ours 0.9 + 1.0 + 0.6 + 0.45 + 1.0; Harrow 0.9 + 0.6 + 0.45 + 0.6 + 0.8; Tianqu 1.5 + 0.4 + 0.45 + 0.45 + 0.4
        assert position.strength.ours == near(3.95)
        assert dict(position.strength.rivals) == {
            "Harrow Electric": near(3.35),
            "Tianqu Relay": near(3.20),
            "Moravia Control": near(2.60),
        }
        assert position.strength.best_rival == "Harrow Electric"
        assert position.strength.axis.value == near(3 * 3.95 / 3.35)
        assert position.previous_strength == near(3 * 3.75 / 3.35)
        assert position.type is position.previous_type is AccountType.KEY
        assert position.near is None

    def test_five_years(self, card) -> None:
        years = card.financials.years
        assert [y.year for y in years] == [2023, 2024, 2025, 2026, 2027]
        assert [y.net_income for y in years] == [near(14.3), near(17.4), near(17.3), near(24.2), near(30.4)]
        assert [y.variance for y in years] == [near(2.2), near(-1.5), near(-7.0), near(0), near(0)]
        assert years[0].growth is None
        assert years[2].growth == near(108 / 96.5 - 1)
        assert years[2].margin == near(17.3 / 108)
        assert card.financials.cagr.value == near((152 / 96.5) ** (1 / 3) - 1)
        assert card.financials.cagr_span == (2024, 2027)
        assert card.financials.wallet_share.value == near(108 / 348)
        assert card.financials.previous_wallet_share == near(96.5 / 344.6)

    def test_pipeline(self, card) -> None:
        # 18 x 0.6 + 14 x 0.3 + 4.2 x 0.8 + 6 x 0.25 + 2.5 x 0.2 + 1.2 x 0.2
        pipeline = card.pipeline
        assert [d.opportunity.id for d in pipeline.deals] == ["O1", "O2", "O3", "O4", "O5", "O6"]
        assert pipeline.weighted.value == near(10.8 + 4.2 + 3.36 + 1.5 + 0.5 + 0.24)
        assert pipeline.growth_target.value == near(131 - 108)
        assert pipeline.coverage.value == near(20.6 / 23)
        assert pipeline.top_share.value == near(10.8 / 20.6)
        assert pipeline.gap == near(2.4)
        assert pipeline.without_probability == 0

    def test_risks(self, card) -> None:
        assert [(r.number, r.points, r.movement) for r in card.risks.risks] == [
            (1, 6, 1),
            (2, 5, 0),
            (3, 5, -1),
            (5, 4, 1),
            (4, 3, 0),
            (6, 3, 0),
        ]
        assert dict(card.risks.counts) == {RiskZone.CAUTION: 2, RiskZone.FIX: 1, RiskZone.SIGNIFICANT: 2, RiskZone.SHOW_STOPPER: 1}

    def test_relationships(self, card) -> None:
        found = card.relationships
        assert [c.contact.id for c in found.contacts] == ["C1", "C2", "C3", "C4", "C5", "C6", "C8", "C9", "C7"]
        assert (found.key_contacts, found.covered, found.coverage.value) == (9, 7, near(7 / 9))
        assert (found.uncovered, found.overdue, found.against) == (("Song Yan", "Wu Tao"), ("Chen Li", "He Jun"), ("He Jun",))
        assert found.approver_level == 1
        # 8 Apr to 30 Sep is 175 days, quarterly is 92; 21 Jul to 30 Sep is 71, monthly is 31
        assert [c.days_over for c in found.contacts] == [83, 0, 0, 40, 0, 0, None, None, 0]
        words = [Status.OFF_TRACK, Status.ON_TRACK, Status.WATCH, Status.OFF_TRACK, Status.ON_TRACK, Status.WATCH]
        assert [c.status for c in found.contacts[:6]] == words
        assert found.stage.stage is RelationshipStage.MID

    def test_competition_and_wants(self, card) -> None:
        assert (card.competition.led, card.competition.scored, card.competition.criteria) == (3, 5, 5)
        assert card.competition.lead_share.value == near(0.25 + 0.20 + 0.10)
        # ours 2 x 0.3 + 3 x 0.25 + 3 x 0.2 + 2 x 0.15 + 2 x 0.1; Moravia leaves delivery time out: 1.45 / 0.9
        assert card.competition.our_total == near(2.45)
        assert dict(card.competition.totals)["Moravia Control"] == near((0.3 + 0.5 + 0.2 + 0.45) / 0.9)
        assert dict(card.wants.cells) == {
            WindowCell.TARGET: 5,
            WindowCell.OUT_OF_HERE: 1,
            WindowCell.WASTING_RESOURCES: 1,
            WindowCell.NO_PROBLEM: 1,
        }
        assert card.wants.met.value == near(5 / 6)

    def test_actions(self, card) -> None:
        assert (card.actions.on_time, card.actions.late, card.actions.dated) == (7, 1, 8)
        assert card.actions.oldest.action.id == "A2"
        assert card.actions.oldest.days_late == 10
        assert [a.action.id for a in card.actions.actions][:2] == ["A2", "A6"]

    def test_statuses(self, card) -> None:
        assert {name: found.status.value for name, found in card.statuses.items()} == {
            "financials": "A",
            "factors": "G",
            "relationships": "R",
            "competition": "A",
            "satisfaction": "G",
            "pipeline": "A",
            "risks": "R",
            "actions": "G",
        }

    def test_quality(self, card) -> None:
        # 3 of 422 required cells are empty; 1 of 6 open deals lacks its step; 3 of 8 contacts with a rhythm are not in time
        required = sum(r.required for r in full_plan().readings.values())
        assert card.quality.completeness == near(40 * (required - 3) / required)
        assert card.quality.consistency == 25
        assert card.quality.evidence == near(20 - 5 / 6)
        assert card.quality.freshness == near(15 - 5 * 3 / 8)


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

    def test_factors_over_the_rated_ones_and_the_previous_column(self, card) -> None:
        assert card.factors.average.value == near(10 / 3)
        assert card.factors.previous_average == near(3)
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
        assert card.position.strength.ratio == near(0.5)
        assert card.position.strength.axis.value == near(1.5)
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
        assert card.financials.previous_wallet_share == near(8 / 40)

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
