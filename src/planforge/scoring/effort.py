"""What our work with the customer costs and brings: the activity log by kind, purpose and contact (METHOD B7, B8, C15)."""

from __future__ import annotations

from collections import Counter
from datetime import date

from planforge.model.arithmetic import ratio
from planforge.model.codes import AccountType
from planforge.model.plan import AccountPlan
from planforge.model.scorecard import FinancialScores
from planforge.model.scorecard_customer import ContactEffort, EffortFit, EffortScores
from planforge.model.silence import Silence, logged_until, silences
from planforge.scoring.goals import MONTH
from planforge.scoring.policy import HoursPolicy, ScorecardPolicy
from planforge.scoring.purchase import known_sum

YEAR = 365.25
"""Days."""


def score_effort(
    plan: AccountPlan, policy: ScorecardPolicy, financials: FinancialScores, type: AccountType | None, as_of: date | None
) -> EffortScores:
    """The activity log up to a day; without activities nothing is counted, without a day the last entry ends the log."""
    log = logged_until(plan, as_of)
    if not log:
        return EffortScores()
    began, days = _span(tuple(entry.day for entry in log if entry.day), as_of)
    hours, cost = known_sum(entry.hours for entry in log), known_sum(entry.cost for entry in log)
    long_enough = days if days is not None and days >= policy.effort.least_days else None
    a_month = _at_pace(hours, long_enough, MONTH)
    net = financials.this.net_income if financials.this else None
    deserved = policy.effort.hours[type] if type else None
    return EffortScores(
        log=log,
        began=began,
        days=days,
        counts=Counter((entry.kind, entry.purpose) for entry in log if entry.kind),
        hours=hours,
        cost=cost,
        hours_a_month=a_month,
        net_income=net,
        per_hour=ratio(net, _at_pace(hours, long_enough, YEAR)),
        per_cost=ratio(net, _at_pace(cost, long_enough, YEAR)),
        type=type,
        least=deserved.least if deserved else None,
        most=deserved.most if deserved else None,
        fit=_known_fit(fit(a_month, deserved), timed=all(entry.hours is not None for entry in log)),
        contacts=tuple(_contact(silence) for silence in silences(plan, as_of, policy.relationships.rhythm)),
    )


def _span(days: tuple[date, ...], as_of: date | None) -> tuple[date | None, int | None]:
    """The first day of the log and how many days it covers, both ends included."""
    if not days:
        return None, None
    return min(days), ((as_of or max(days)) - min(days)).days + 1


def _at_pace(amount: float | None, days: int | None, period: float) -> float | None:
    """What an amount in so many days makes in a period of days."""
    return amount / days * period if amount is not None and days else None


def fit(hours_a_month: float | None, deserved: HoursPolicy | None) -> EffortFit | None:
    """Hours a month against what the account's type deserves; None while either is unknown."""
    if hours_a_month is None or deserved is None:
        return None
    if hours_a_month < deserved.least:
        return EffortFit.BELOW
    return EffortFit.ABOVE if hours_a_month > deserved.most else EffortFit.WITHIN


def _known_fit(found: EffortFit | None, *, timed: bool) -> EffortFit | None:
    """The fit as far as it is known: hours that are missing from the log can only add to those above, and settle nothing else."""
    return found if timed or found is EffortFit.ABOVE else None


def _contact(silence: Silence) -> ContactEffort:
    purposes = Counter(entry.purpose for entry in silence.entries if entry.purpose)
    return ContactEffort(silence=silence, purposes=purposes, hours=known_sum(entry.hours for entry in silence.entries))
