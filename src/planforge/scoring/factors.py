"""The ten factors: group means, overall mean, what is good, poor and weakest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from planforge.model.arithmetic import mean
from planforge.model.assessment import FactorRating
from planforge.model.plan import AccountPlan
from planforge.model.scorecard import FactorScores, Part, Score
from planforge.scoring.arithmetic import cells_of, score
from planforge.scoring.policy import ScorecardPolicy


def score_factors(plan: AccountPlan, policy: ScorecardPolicy, previous: AccountPlan | None) -> FactorScores:
    """Scores of the ten factors; previous ratings come from the previous plan, else from the previous column."""
    limits = policy.factors
    rated = [f for f in plan.factors if f.score is not None and f.number is not None]
    before = _ratings(previous.factors) if previous else {f.number: f.previous for f in plan.factors}
    ranked = sorted(rated, key=lambda f: (f.score or 0, f.number or 0))
    return FactorScores(
        average=_mean_score("factors.average", "mean of the rated factors", plan.factors),
        groups=tuple(
            _mean_score(group.key, "mean of the rated factors of the group", [f for f in plan.factors if f.number in group.factors])
            for group in limits.groups
        ),
        previous_average=_mean_before(plan.factors, before),
        previous_groups=tuple(_group_before(plan.factors, before, group.factors) for group in limits.groups),
        rated=len(rated),
        good=_numbers(f for f in rated if (f.score or 0) >= limits.good),
        poor=_numbers(f for f in rated if (f.score or 0) <= limits.poor),
        weakest=_numbers(ranked[: limits.weakest]),
    )


def _mean_before(factors: Iterable[FactorRating], before: Mapping[int | None, int | None]) -> float | None:
    """The mean of then; None unless the factors rated then are those rated now, because a mean over others cannot be compared."""
    now = {factor.number for factor in factors if factor.score is not None}
    then = {number for number, rating in before.items() if rating is not None}
    return mean(before.values()) if now == then else None


def _group_before(factors: Iterable[FactorRating], before: Mapping[int | None, int | None], group: Sequence[int]) -> float | None:
    """The mean of a group then, by the same rule."""
    return _mean_before([f for f in factors if f.number in group], {number: before.get(number) for number in group})


def _ratings(factors: Iterable[FactorRating]) -> dict[int | None, int | None]:
    return {factor.number: factor.score for factor in factors}


def _numbers(factors: Iterable[FactorRating]) -> tuple[int, ...]:
    return tuple(factor.number for factor in factors if factor.number is not None)


def _mean_score(key: str, formula: str, factors: Sequence[FactorRating]) -> Score:
    """The mean rating of factors, every factor a part, unrated ones too."""
    parts = [Part(label=f.factor or f"Factor {f.number}", value=f.score, cells=cells_of(f.at("score"))) for f in factors]
    return score(key, mean(part.value for part in parts), "rating", formula, parts)
