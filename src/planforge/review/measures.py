"""Eight measures of an account at the last review and now, each for the same year in both plans."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from planforge.model.codes import RiskZone
from planforge.model.plan import AccountPlan
from planforge.model.scorecard import Score, Scorecard, YearResult
from planforge.model.wallet import between_reviews
from planforge.review.status import Trend, compare
from planforge.values import CellRef

KEYS = ("factors", "forecast", "margin", "coverage", "wallet", "contacts", "risks", "on_time")
"""The measures in the order of slide A03."""
SERIOUS = (RiskZone.SIGNIFICANT, RiskZone.SHOW_STOPPER)
_KIND = {"factors": "rating", "contacts": "count", "risks": "count"}
"""What the tolerance of a measure goes by; the others are shares. A share of contacts moves with one contact."""


def tolerance(policy: Mapping[str, Any], kind: str) -> float:
    """The difference up to which a rating or a share has not moved; a count moves with one."""
    return 0.0 if kind == "count" else float(policy[f"trends.{kind}"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A measure; `unit` is rating, percent (share of 1) or count; None stands for unknown; differences up to `still` are no change.

    `counted` of `lines` are compared where lines are left out because they are not known on both dates; both are 0 otherwise.
    """

    key: str
    unit: str
    now: float | None
    before: float | None
    still: float
    cells: tuple[CellRef, ...] = ()
    cells_before: tuple[CellRef, ...] = ()
    counted: int = 0
    lines: int = 0

    @property
    def known(self) -> bool:
        """True when it can be compared."""
        return self.now is not None and self.before is not None

    @property
    def delta(self) -> float | None:
        """The difference of the shown figures: of ratings to a tenth, of shares in points to a tenth, of counts whole."""
        if self.now is None or self.before is None:
            return None
        scale = 100 if self.unit == "percent" else 1
        return round(round(self.now * scale, 1) - round(self.before * scale, 1), 1)

    @property
    def trend(self) -> Trend:
        """Whether it got better; of risks fewer are better."""
        return compare(self.now, self.before, self.still, self.key != "risks")


def measures_of(
    card: Scorecard, before: Scorecard, plan: AccountPlan, previous: AccountPlan, policy: Mapping[str, Any]
) -> tuple[Measure, ...]:
    """The eight measures of two reviews of an account, each over what is known at both."""
    year, next_year = _year(card.financials.this), _year(card.financials.next)
    now_values, then_values = _values(card, year, next_year), _values(before, year, next_year)
    still = {key: tolerance(policy, _KIND.get(key, "share")) for key in KEYS}
    found = {key: _measure(key, now_values[key], then_values[key], still[key]) for key in KEYS}
    found["wallet"] = _same_wallet(found["wallet"], plan, previous)
    found["factors"] = _same_factors(found["factors"], plan, previous)
    return tuple(found[key] for key in KEYS)


_Value = tuple[str, float | None, tuple[CellRef, ...]]


def _measure(key: str, now: _Value, then: _Value, still: float) -> Measure:
    return Measure(key=key, unit=now[0], now=now[1], before=then[1], still=still, cells=now[2], cells_before=then[2])


def _same_wallet(measure: Measure, plan: AccountPlan, previous: AccountPlan) -> Measure:
    """Our share over the lines that both workbooks know; as it was when these are all."""
    pair = between_reviews(plan.wallet, previous.wallet)
    if not measure.known or pair.counted == len(plan.wallet) == len(previous.wallet):
        return measure
    return replace(measure, now=pair.now, before=pair.before, counted=pair.counted, lines=pair.lines)


def _same_factors(measure: Measure, plan: AccountPlan, previous: AccountPlan) -> Measure:
    """The mean of the factors rated in both workbooks; as it was when these are all that are rated."""
    pairs = rated_in_both(plan, previous)
    rated = [sum(1 for factor in found.factors if factor.score is not None) for found in (plan, previous)]
    if not measure.known or rated == [len(pairs)] * 2:
        return measure
    now, before = (sum(values) / len(pairs) for values in zip(*pairs, strict=True)) if pairs else (None, None)
    return replace(measure, now=now, before=before, counted=len(pairs), lines=len(plan.factors))


def rated_in_both(plan: AccountPlan, previous: AccountPlan | None) -> list[tuple[int, int]]:
    """Each factor's rating now and before, of the factors rated at both; without a previous plan by the column of previous ratings."""
    then = {f.number: f.score if previous else f.previous for f in (previous or plan).factors}
    pairs = ((factor.score, then.get(factor.number)) for factor in plan.factors)
    return [(now, before) for now, before in pairs if now is not None and before is not None]


def _values(card: Scorecard, year: int | None, next_year: int | None) -> dict[str, _Value]:
    result = next((found for found in card.financials.years if found.year == year), None)
    same_target = _year(card.financials.next) == next_year
    return {
        "factors": ("rating", card.factors.average.value, _cells(card.factors.average)),
        "forecast": ("percent", _forecast(result), _of(result, "revenue", "plan")),
        "margin": ("percent", result.margin if result else None, _of(result, "revenue", "direct_cost", "indirect_cost")),
        "coverage": _score(card.pipeline.coverage if same_target else None),
        "wallet": _score(card.financials.wallet_share),
        "contacts": _score(card.relationships.coverage),
        "risks": ("count", _serious(card), _risk_cells(card)),
        "on_time": _score(card.actions.on_time_share),
    }


def _year(result: YearResult | None) -> int | None:
    return result.year if result else None


def _forecast(result: YearResult | None) -> float | None:
    return result.revenue / result.plan if result and result.revenue is not None and result.plan else None


def _of(result: YearResult | None, *names: str) -> tuple[CellRef, ...]:
    return tuple(cell for name in names if result and (cell := result.cells.get(name)))


def _score(score: Score | None) -> _Value:
    return ("percent", score.value if score else None, _cells(score))


def _cells(score: Score | None) -> tuple[CellRef, ...]:
    return score.cells or tuple(cell for part in score.parts for cell in part.cells) if score else ()


def _serious(card: Scorecard) -> float | None:
    rated = [risk for risk in card.risks.risks if risk.zone is not None]
    return float(sum(card.risks.counts.get(zone, 0) for zone in SERIOUS)) if rated else None


def _risk_cells(card: Scorecard) -> tuple[CellRef, ...]:
    cells: Iterable[CellRef | None] = (entry.risk.at(name) for entry in card.risks.risks for name in ("probability", "impact"))
    return tuple(cell for cell in cells if cell is not None)
