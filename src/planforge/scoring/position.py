"""The account's place: attractiveness against relative strength, the account type, and how close the next type is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from planforge.model.arithmetic import clamp, difference, ratio, shares, weighted_mean
from planforge.model.assessment import SuccessFactor
from planforge.model.codes import AccountType
from planforge.model.plan import AccountPlan
from planforge.model.scorecard import Part, PartialRival, Position, Score, StrengthScore
from planforge.scoring.arithmetic import cells_of, score
from planforge.scoring.policy import ScorecardPolicy

ATTRACTIVENESS, STRENGTH = "attractiveness", "strength"

_TYPES = {
    (True, True): AccountType.KEY,
    (True, False): AccountType.KEY_DEVELOPMENT,
    (False, True): AccountType.MAINTENANCE,
    (False, False): AccountType.OPPORTUNISTIC,
}


def score_position(
    plan: AccountPlan, policy: ScorecardPolicy, previous: AccountPlan | None, portfolio_average: float | None = None
) -> Position:
    """The position; the attractiveness line is the portfolio's average when there is one, else the configured cut."""
    cut = policy.attractiveness.cut if portfolio_average is None else portfolio_average
    attractiveness, strength = score_attractiveness(plan), score_strength(plan, policy)
    near, axis = _neighbour(attractiveness.value, strength.axis.value, cut, policy)
    before = _previous_attractiveness(plan, previous)
    strength_before = score_strength(previous, policy).axis.value if previous else None
    return Position(
        attractiveness=attractiveness,
        strength=strength,
        attractiveness_cut=cut,
        strength_cut=policy.strength.cut,
        type=account_type(attractiveness.value, strength.axis.value, cut, policy.strength.cut),
        near=near,
        near_axis=axis,
        previous_attractiveness=before,
        previous_strength=strength_before,
        previous_type=account_type(before, strength_before, cut, policy.strength.cut),
    )


def account_type(
    attractiveness: float | None, strength: float | None, attractiveness_cut: float, strength_cut: float
) -> AccountType | None:
    """The quadrant, high being at or above the line: key, key development, maintenance, opportunistic (METHOD A7)."""
    if attractiveness is None or strength is None:
        return None
    return _TYPES[attractiveness >= attractiveness_cut, strength >= strength_cut]


def score_attractiveness(plan: AccountPlan) -> Score:
    """Customer attractiveness: the weighted mean of the scored factors (METHOD A5)."""
    rows = plan.attractiveness
    parts = [
        Part(label=row.factor or "unnamed", value=row.score, weight=weight, cells=cells_of(row.at("score"), row.at("weight")))
        for row, weight in zip(rows, shares([row.weight for row in rows]) if rows else [], strict=True)
    ]
    value = weighted_mean([row.score for row in rows], [row.weight for row in rows])
    return score(ATTRACTIVENESS, value, "rating", "sum of weight x score over the scored factors / their weight", parts)


def _previous_attractiveness(plan: AccountPlan, previous: AccountPlan | None) -> float | None:
    if previous is not None:
        return score_attractiveness(previous).value
    return weighted_mean([row.previous for row in plan.attractiveness], [row.weight for row in plan.attractiveness])


def score_strength(plan: AccountPlan, policy: ScorecardPolicy) -> StrengthScore:
    """Relative strength: clamp(scale x ours / best rival, low, high); ours and rivals are weighted means (METHOD A6).

    Ours and a rival's are compared over the factors on which both are rated. The best rival is the one against whom we come off worst; a
    rival with whom we share less of the weight than the limit is listed, but not called best.
    """
    rows, limits = plan.strength, policy.strength
    weights = [row.weight for row in rows]
    ours = weighted_mean([row.we for row in rows], weights)
    rivals = _rivals(plan, weights)
    best = _best(rivals, limits.rated)
    quotient = ratio(best.ours, best.mean) if best else None
    axis = None if quotient is None else clamp(limits.scale * quotient, limits.low, limits.high)
    formula = f"{limits.scale:g} x ours / best rival, from {limits.low:g} to {limits.high:g}"
    return StrengthScore(
        axis=score(STRENGTH, axis, "rating", formula, _parts(rows, weights)),
        ours=ours,
        rivals=tuple((rival.name, rival.mean_of_all) for rival in rivals),
        best_rival=best.name if best else None,
        ratio=quotient,
        ours_compared=best.ours if best else None,
        best_compared=best.mean if best else None,
        gap=difference(best.ours, best.mean) if best else None,
        factor_gaps=tuple(difference(row.we, _best_rating(row)) for row in rows),
        partial=tuple(PartialRival(name=r.name, rated=r.rated, factors=len(rows)) for r in rivals if r.rated < len(rows)),
    )


def _best_rating(row: SuccessFactor) -> float | None:
    """The best of the rivals' ratings on a factor; None when none is rated."""
    return max((rating for rating in row.rivals if rating is not None), default=None)


@dataclass(frozen=True, slots=True)
class _Rival:
    """A rated rival: its mean over all its ratings, ours and its over the factors both are rated on, and how much these weigh."""

    name: str
    mean_of_all: float
    rated: int
    ours: float | None
    mean: float
    share: float


def _rivals(plan: AccountPlan, weights: Sequence[float | None]) -> tuple[_Rival, ...]:
    """Every rated rival, in column order."""
    rows, parts = plan.strength, shares(weights) if weights else []
    found = []
    for position, name in enumerate(plan.cover.competitors):
        ratings = [row.rivals[position] for row in rows]
        value = weighted_mean(ratings, weights)
        if value is None:
            continue
        both = [row.we is not None and rating is not None for row, rating in zip(rows, ratings, strict=True)]
        theirs = weighted_mean([rating if counts else None for rating, counts in zip(ratings, both, strict=True)], weights)
        ours = weighted_mean([row.we if counts else None for row, counts in zip(rows, both, strict=True)], weights)
        found.append(
            _Rival(
                name=name or f"Competitor {position + 1}",
                mean_of_all=value,
                rated=sum(1 for rating in ratings if rating is not None),
                ours=ours,
                mean=value if theirs is None else theirs,
                share=sum(part for part, counts in zip(parts, both, strict=True) if counts),
            )
        )
    return tuple(found)


def _best(rivals: Sequence[_Rival], least: float) -> _Rival | None:
    """The rival against whom we come off worst, of those with whom enough weight is shared; before we are rated the highest mean."""
    compared = [rival for rival in rivals if rival.share >= least - 1e-9 and rival.ours is not None]
    if compared:
        return min(compared, key=lambda rival: (rival.ours or 0.0) / rival.mean if rival.mean > 0 else inf)
    return None if any(rival.ours is not None for rival in rivals) else max(rivals, key=lambda rival: rival.mean, default=None)


def _parts(rows: Sequence[SuccessFactor], weights: Sequence[float | None]) -> list[Part]:
    names = ("weight", "we", "competitor_1", "competitor_2", "competitor_3", "competitor_4")
    return [
        Part(
            label=row.factor or "unnamed",
            value=row.we,
            weight=weight,
            cells=cells_of(*(row.at(name) for name in names if getattr(row, name) is not None)),
        )
        for row, weight in zip(rows, shares(weights) if rows else [], strict=True)
    ]


def _neighbour(
    attractiveness: float | None, strength: float | None, cut: float, policy: ScorecardPolicy
) -> tuple[AccountType | None, str | None]:
    """The type across the nearer line and that line's axis, when a line is closer than the limit."""
    if attractiveness is None or strength is None:
        return None, None
    gaps = [(abs(attractiveness - cut), ATTRACTIVENESS), (abs(strength - policy.strength.cut), STRENGTH)]
    gap, axis = min(gaps)
    if gap >= policy.position.near - 1e-9:
        return None, None
    high = [attractiveness >= cut, strength >= policy.strength.cut]
    flipped = (not high[0], high[1]) if axis == ATTRACTIVENESS else (high[0], not high[1])
    return _TYPES[flipped], axis
