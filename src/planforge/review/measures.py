"""Eight measures of an account at the last review and now, each for the same year in both plans."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planforge.model.codes import RiskZone
from planforge.model.scorecard import Score, Scorecard, YearResult
from planforge.review.status import Trend, compare
from planforge.values import CellRef

KEYS = ("factors", "forecast", "margin", "coverage", "wallet", "contacts", "risks", "on_time")
"""The measures in the order of slide A03."""
SERIOUS = (RiskZone.SIGNIFICANT, RiskZone.SHOW_STOPPER)
_TOLERANCE = {"factors": 0.05, "contacts": 0.0, "risks": 0.0}
"""Differences up to this are no change; of shares half a point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A measure; `unit` is rating, percent (share of 1) or count; None stands for unknown."""

    key: str
    unit: str
    now: float | None
    before: float | None
    cells: tuple[CellRef, ...] = ()
    cells_before: tuple[CellRef, ...] = ()

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
        return compare(self.now, self.before, _TOLERANCE.get(self.key, 0.005), self.key != "risks")


def measures_of(card: Scorecard, before: Scorecard) -> tuple[Measure, ...]:
    """The eight measures of two reviews of an account."""
    year, next_year = _year(card.financials.this), _year(card.financials.next)
    now_values, then_values = _values(card, year, next_year), _values(before, year, next_year)
    return tuple(_measure(key, now_values[key], then_values[key]) for key in KEYS)


_Value = tuple[str, float | None, tuple[CellRef, ...]]


def _measure(key: str, now: _Value, then: _Value) -> Measure:
    return Measure(key=key, unit=now[0], now=now[1], before=then[1], cells=now[2], cells_before=then[2])


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
