"""How we stand with the customer: satisfaction with us and rivals, the trust formula, what each party gains (METHOD A16 to A18)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from planforge.model.arithmetic import difference, mean
from planforge.model.codes import Party, TrustPart
from planforge.model.plan import AccountPlan
from planforge.model.scorecard_standing import BenefitScores, SatisfactionScores, StandingScores, TrustScores
from planforge.model.standing import Benefit, SatisfactionScore, TrustRating

_Rated = TypeVar("_Rated", TrustRating, Benefit)


def score_standing(plan: AccountPlan) -> StandingScores:
    """Satisfaction, trust and benefits."""
    return StandingScores(satisfaction=score_satisfaction(plan), trust=score_trust(plan), benefits=score_benefits(plan))


def score_satisfaction(plan: AccountPlan) -> SatisfactionScores:
    """Our score against the best rival's, now and at the last survey; the best rival of then may be another one."""
    us = next((row for row in plan.satisfaction if row.us), None)
    rivals = tuple(sorted((row for row in plan.satisfaction if not row.us), key=_best_first))
    best = rivals[0] if rivals and rivals[0].score is not None else None
    surveyed = [row for row in rivals if row.previous is not None]
    before = max(surveyed, key=lambda row: row.previous or 0.0, default=None)
    return SatisfactionScores(
        us=us,
        rivals=rivals,
        best=best,
        gap=difference(us.score, best.score) if us and best else None,
        previous_best=before,
        previous_gap=difference(us.previous, before.previous) if us and before else None,
        change=difference(us.score, us.previous) if us else None,
    )


def _best_first(row: SatisfactionScore) -> tuple[bool, float]:
    return row.score is None, -(row.score or 0.0)


def score_trust(plan: AccountPlan) -> TrustScores:
    """Trust = mean of the organisation's components + mean of the person's; None while a part has no rating."""
    organisation, person = (mean(row.rating for row in plan.trust if row.part is part) for part in TrustPart)
    return TrustScores(
        organisation=organisation,
        person=person,
        total=organisation + person if organisation is not None and person is not None else None,
        weakest=_lowest(plan.trust),
        rated=sum(1 for row in plan.trust if row.rating is not None),
    )


def score_benefits(plan: AccountPlan) -> BenefitScores:
    """What customer and supplier gain, and how many contacts have no known personal interest."""
    customer, supplier = ([row for row in plan.benefits if row.party is party] for party in (Party.CUSTOMER, Party.SUPPLIER))
    return BenefitScores(
        customer=mean(row.rating for row in customer),
        supplier=mean(row.rating for row in supplier),
        lowest=_lowest(customer),
        rated=sum(1 for row in plan.benefits if row.rating is not None),
        contacts=len(plan.contacts),
        unknown_interest=sum(1 for contact in plan.contacts if contact.interest is None),
    )


def _lowest(rows: Sequence[_Rated]) -> tuple[_Rated, ...]:
    """All rows with the lowest rating, in workbook order."""
    low = min((row.rating for row in rows if row.rating is not None), default=None)
    return tuple(row for row in rows if low is not None and row.rating == low)
