"""The pipeline against next year's growth target."""

from __future__ import annotations

from collections.abc import Sequence

from planforge.model.opportunity import Opportunity
from planforge.model.plan import AccountPlan
from planforge.model.scorecard import Deal, FinancialScores, Part, PipelineScores, Score
from planforge.scoring.arithmetic import cells_of, difference, ratio, score


def score_pipeline(plan: AccountPlan, financials: FinancialScores) -> PipelineScores:
    """Open deals, largest weighted value first; those that close next year are held against the growth target (VISUAL 3.3)."""
    year = None if plan.this_year is None else plan.this_year + 1
    deals = tuple(sorted((_deal(o, year) for o in plan.pipeline if o.is_open), key=lambda d: (d.weighted is None, -(d.weighted or 0.0))))
    counted = [deal for deal in deals if deal.counts]
    target, weighted = growth_target(financials), _weighted(counted, year)
    return PipelineScores(
        deals=deals,
        growth_target=target,
        weighted=weighted,
        coverage=_coverage(weighted, target),
        top_share=_top_share(counted, weighted),
        gap=max(0.0, target.value - weighted.value) if target and target.value is not None and weighted.value is not None else None,
        without_probability=sum(1 for deal in deals if deal.opportunity.probability is None),
    )


def _deal(opportunity: Opportunity, year: int | None) -> Deal:
    closes = year is not None and opportunity.close_date is not None and opportunity.close_date.year == year
    return Deal(opportunity=opportunity, weighted=opportunity.weighted, counts=closes and opportunity.weighted is not None)


def growth_target(financials: FinancialScores) -> Score | None:
    """plan[next year] - revenue[this year]; None while either is missing."""
    this, following = financials.this, financials.next
    if this is None or following is None:
        return None
    value = difference(following.plan, this.revenue)
    if value is None:
        return None
    parts = [
        Part(label=f"Plan {following.year}", value=following.plan, cells=cells_of(following.cells.get("plan"))),
        Part(label=f"Revenue {this.year}", value=this.revenue, cells=cells_of(this.cells.get("revenue"))),
    ]
    return score("pipeline.growth_target", value, "money", f"plan {following.year} - revenue {this.year}", parts)


def _weighted(counted: Sequence[Deal], year: int | None) -> Score:
    """Sum of value x probability over the open deals that close next year."""
    parts = [
        Part(
            label=" ".join(text for text in (deal.opportunity.id, deal.opportunity.name) if text) or "unnamed",
            value=deal.weighted,
            cells=cells_of(deal.opportunity.at("value"), deal.opportunity.at("probability")),
        )
        for deal in counted
    ]
    formula = f"sum of value x probability over open deals closing in {year or 'the next year'}"
    return score("pipeline.weighted", sum((deal.weighted or 0.0 for deal in counted), 0.0), "money", formula, parts)


def _coverage(weighted: Score, target: Score | None) -> Score | None:
    """weighted / growth target; None when the target is missing or not above 0."""
    if target is None or target.value is None or target.value <= 0:
        return None
    parts = [
        Part(label="Weighted pipeline", value=weighted.value, cells=weighted.cells),
        Part(label="Growth target", value=target.value, cells=target.cells),
    ]
    return score("pipeline.coverage", ratio(weighted.value, target.value), "percent", "weighted pipeline / growth target", parts)


def _top_share(counted: Sequence[Deal], weighted: Score) -> Score | None:
    """Largest weighted value / weighted pipeline."""
    value = ratio(counted[0].weighted, weighted.value) if counted else None
    if value is None:
        return None
    return score("pipeline.top_share", value, "percent", "largest weighted value / weighted pipeline", [weighted.parts[0]])
