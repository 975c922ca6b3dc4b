"""Satisfaction, trust and benefits, worked by hand."""

from __future__ import annotations

import pytest

from planforge.model.codes import Party, PersonalInterest, TrustPart, YesNo
from planforge.model.plan import AccountPlan
from planforge.model.relationship import Stakeholder
from planforge.model.standing import Benefit, SatisfactionScore, TrustRating
from planforge.scoring.standing import score_benefits, score_satisfaction, score_trust
from planforge.values import SourceFile


def plan(**blocks) -> AccountPlan:
    return AccountPlan(source=SourceFile("plan.xlsx", "0" * 64, 1), **blocks)


def near(value: float) -> object:
    return pytest.approx(value, abs=1e-9)


US = SatisfactionScore(supplier="We", us=YesNo.YES, score=4.3, previous=4.0)
A = SatisfactionScore(supplier="A", us=YesNo.NO, score=3.6, previous=4.1)
B = SatisfactionScore(supplier="B", score=3.9, previous=3.5)
C = SatisfactionScore(supplier="C")


def test_the_gap_is_taken_to_the_best_rival_of_each_survey() -> None:
    scores = score_satisfaction(plan(satisfaction=(A, US, C, B)))
    assert scores.us is US
    assert scores.rivals == (B, A, C)
    assert scores.best is B
    assert scores.gap == near(0.4)  # 4.3 - 3.9
    assert scores.previous_gap == near(-0.1)  # 4.0 - 4.1, which was A then
    assert scores.change == near(0.3)


@pytest.mark.parametrize("rows", [(), (US,), (A, B), (US, C)], ids=["nothing", "alone", "rivals only", "rival unknown"])
def test_without_both_sides_there_is_no_gap(rows) -> None:
    assert score_satisfaction(plan(satisfaction=rows)).gap is None


def trust(*ratings: tuple[TrustPart, int | None]) -> AccountPlan:
    return plan(trust=tuple(TrustRating(number=n, part=part, rating=rating) for n, (part, rating) in enumerate(ratings, 1)))


def test_trust_adds_the_means_of_organisation_and_person() -> None:
    organisation, person = TrustPart.ORGANISATION, TrustPart.PERSON
    found = trust((organisation, 4), (organisation, 3), (organisation, None), (person, 5), (person, 2), (person, 2))
    scores = score_trust(found)
    assert (scores.organisation, scores.person) == (3.5, 3.0)
    assert scores.total == 6.5
    assert [row.number for row in scores.weakest] == [5, 6]
    assert scores.rated == 5


def test_trust_is_unknown_while_one_part_is() -> None:
    scores = score_trust(trust((TrustPart.ORGANISATION, 4), (TrustPart.PERSON, None)))
    assert (scores.organisation, scores.person, scores.total) == (4.0, None, None)


def test_benefits_are_averaged_by_party_and_unknown_interests_counted() -> None:
    gains = [(Party.SUPPLIER, 1), (Party.CUSTOMER, 5), (Party.CUSTOMER, 2), (Party.CUSTOMER, None)]
    rows = tuple(Benefit(number=n, party=party, rating=rating) for n, (party, rating) in enumerate(gains, 1))
    contacts = (Stakeholder(name="P", interest=PersonalInterest.POWER), Stakeholder(name="Q"), Stakeholder(name="R"))
    scores = score_benefits(plan(benefits=rows, contacts=contacts))
    assert (scores.customer, scores.supplier) == (3.5, 1.0)
    assert [row.number for row in scores.lowest] == [3]  # ours, though lower, is not the customer's gain
    assert (scores.contacts, scores.unknown_interest) == (3, 2)
