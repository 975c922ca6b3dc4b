"""The cadence of reviews by account class: A quarterly, B yearly, C yearly as a group."""

from __future__ import annotations

from datetime import date, timedelta

from planforge.model.plan import AccountPlan
from planforge.model.scorecard_parts import CadenceScore
from planforge.scoring.policy import ScorecardPolicy


def score_cadence(plan: AccountPlan, policy: ScorecardPolicy, as_of: date | None, previous: AccountPlan | None = None) -> CadenceScore:
    """When this review was due and the next one is; the last review is that of the cover, else that of the previous plan."""
    cover = plan.cover
    if cover.account_class is None:
        return CadenceScore()
    days = int(getattr(policy.cadence, cover.account_class.value))
    last = cover.last_review or (previous.cover.review_date if previous else None)
    held = cover.review_date or as_of
    due = last + timedelta(days=days) if last else None
    next_due = held + timedelta(days=days) if held else None
    return CadenceScore(
        days=days,
        due=due,
        over=_after(held, due),
        next_due=next_due,
        next_over=_after(cover.next_review, next_due),
        report_months=policy.cadence.report[cover.account_class] or None,
    )


def _after(day: date | None, due: date | None) -> int | None:
    """Days a day lies after its due date, 0 when it does not."""
    return max(0, (day - due).days) if day and due else None
