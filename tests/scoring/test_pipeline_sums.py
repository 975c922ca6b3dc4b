"""The pipeline by stage and what it can be expected to earn; what is not known is never 0. Worked by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from planforge.model.codes import SalesStage, Status
from planforge.model.opportunity import Opportunity
from planforge.scoring.engine import score_plan
from planforge.scoring.financials import score_financials
from planforge.scoring.pipeline import score_pipeline
from support.plans import AS_OF, full_plan

NEXT = date(2026, 5, 1)


def scored(*deals: Opportunity):
    plan = replace(full_plan(), pipeline=deals)
    return score_pipeline(plan, score_financials(plan, None))


def test_profit_is_weighted_value_times_margin_over_the_deals_whose_margin_is_known() -> None:
    scores = scored(
        Opportunity(id="O1", value=10.0, probability=0.5, margin=0.3, close_date=NEXT),
        Opportunity(id="O2", value=4.0, probability=0.25, close_date=NEXT),
        Opportunity(id="O3", value=100.0, probability=0.5, margin=0.4, close_date=date(2027, 1, 1)),
    )
    assert [deal.profit for deal in scores.deals] == [pytest.approx(20.0), pytest.approx(1.5), None]
    assert scores.profit is not None
    assert scores.profit.value == pytest.approx(10 * 0.5 * 0.3)  # O2's margin is unknown, O3 closes later
    assert len(scores.profit.parts) == 1


def test_without_a_margin_there_is_no_profit() -> None:
    assert scored(Opportunity(value=10.0, probability=0.5, close_date=NEXT)).profit is None


def test_open_deals_are_summed_by_stage() -> None:
    scores = scored(
        Opportunity(stage=SalesStage.IDENTIFY, value=3.0, probability=0.2, close_date=NEXT),
        Opportunity(stage=SalesStage.IDENTIFY, value=5.0, close_date=NEXT),
        Opportunity(stage=SalesStage.PROPOSE, close_date=NEXT),
        Opportunity(stage=SalesStage.WON, value=9.0, probability=1.0, close_date=NEXT),
        Opportunity(value=2.0, probability=0.5),
    )
    found = [(s.stage.value if s.stage else None, s.deals, s.value, s.valued, s.weighted, s.known) for s in scores.stages]
    assert found == [
        ("identify", 2, 8.0, 2, pytest.approx(0.6), 1),
        ("qualify", 0, None, 0, None, 0),
        ("propose", 1, None, 0, None, 0),
        ("negotiate", 0, None, 0, None, 0),
        (None, 1, 2.0, 1, pytest.approx(1.0), 1),
    ]
    assert scored(Opportunity(stage=SalesStage.LOST)).stages == ()


@pytest.mark.parametrize(
    ("deals", "weighted"),
    [
        ((Opportunity(value=8.0, close_date=NEXT),), None),
        ((Opportunity(value=8.0, probability=0.5),), None),
        ((), None),
        ((Opportunity(value=8.0, close_date=date(2027, 3, 1)),), 0.0),
        ((Opportunity(stage=SalesStage.WON, value=8.0, close_date=NEXT),), 0.0),
        ((Opportunity(value=8.0, probability=0.5, close_date=NEXT), Opportunity(value=9.0, close_date=NEXT)), 4.0),
    ],
    ids=["no probability", "no close date", "no deal recorded", "closes later", "closed", "one of two known"],
)
def test_the_weighted_pipeline_is_0_only_when_that_is_known(deals: tuple[Opportunity, ...], weighted: float | None) -> None:
    scores = scored(*deals)
    assert scores.weighted is not None
    assert scores.weighted.value == weighted
    assert scores.coverage is not None
    assert (scores.coverage.value is None) is (weighted is None)
    assert (scores.gap is None) is (weighted is None)


def test_a_pipeline_without_probabilities_has_no_status(policy) -> None:
    deals = tuple(replace(deal, probability=None) for deal in full_plan().pipeline)
    status = score_plan(replace(full_plan(), pipeline=deals), as_of=AS_OF, findings=(), policy=policy).statuses["pipeline"]
    assert status.status is Status.NOT_ASSESSED
    assert "value and a probability" in status.reason
