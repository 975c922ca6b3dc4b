"""The pipeline against next year's growth target, what it can be expected to earn, and in which stages it stands."""

from __future__ import annotations

from collections.abc import Sequence

from planforge.model.arithmetic import difference, ratio
from planforge.model.codes import SalesStage
from planforge.model.opportunity import Opportunity
from planforge.model.plan import AccountPlan
from planforge.model.scorecard import Deal, FinancialScores, Part, PipelineScores, Score, StageSum
from planforge.scoring.arithmetic import cells_of, score


def score_pipeline(plan: AccountPlan, financials: FinancialScores) -> PipelineScores:
    """Open deals, largest weighted value first; those that close next year are held against the growth target (VISUAL 3.3)."""
    year = None if plan.this_year is None else plan.this_year + 1
    deals = tuple(sorted((_deal(o, year) for o in plan.pipeline if o.is_open), key=lambda d: (d.weighted is None, -(d.weighted or 0.0))))
    counted = [deal for deal in deals if deal.counts]
    target, weighted = growth_target(financials), _weighted(counted, year, known=_is_known(plan, deals, year))
    return PipelineScores(
        deals=deals,
        growth_target=target,
        weighted=weighted,
        coverage=_coverage(weighted, target),
        top_share=_top_share(counted, weighted),
        gap=max(0.0, target.value - weighted.value) if target and target.value is not None and weighted.value is not None else None,
        without_probability=sum(1 for deal in deals if deal.opportunity.probability is None),
        profit=_profit(counted, year),
        stages=stage_sums(deals),
        closing=sum(1 for deal in deals if _closes(deal.opportunity, year)),
    )


def stage_sums(deals: Sequence[Deal]) -> tuple[StageSum, ...]:
    """Count, value and weighted value of the open deals by stage (METHOD, E4); those without a stage come last, when there are any."""
    sums = [_stage_sum(stage, [d for d in deals if d.opportunity.stage is stage]) for stage in (*SalesStage, None)]
    return tuple(s for s in sums if (s.stage.is_open if s.stage else s.deals)) if deals else ()


def _stage_sum(stage: SalesStage | None, deals: Sequence[Deal]) -> StageSum:
    values = [d.opportunity.value for d in deals if d.opportunity.value is not None]
    weighted = [d.weighted for d in deals if d.weighted is not None]
    return StageSum(
        stage=stage,
        deals=len(deals),
        value=sum(values) if values else None,
        valued=len(values),
        weighted=sum(weighted) if weighted else None,
        known=len(weighted),
    )


def _deal(opportunity: Opportunity, year: int | None) -> Deal:
    counts = _closes(opportunity, year) and opportunity.weighted is not None
    return Deal(opportunity=opportunity, weighted=opportunity.weighted, counts=counts, profit=opportunity.profit)


def _closes(opportunity: Opportunity, year: int | None) -> bool:
    return year is not None and opportunity.close_date is not None and opportunity.close_date.year == year


def _is_known(plan: AccountPlan, deals: Sequence[Deal], year: int | None) -> bool:
    """True when the weighted pipeline can be told: a deal counts, or every deal is known to close in another year or is closed."""
    if any(deal.counts for deal in deals):
        return True
    elsewhere = all(deal.opportunity.close_date is not None and not _closes(deal.opportunity, year) for deal in deals)
    return year is not None and bool(plan.pipeline) and elsewhere


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


def _weighted(counted: Sequence[Deal], year: int | None, *, known: bool) -> Score:
    """Sum of value x probability over the open deals that close next year; None while it is not known."""
    parts = [
        Part(
            label=" ".join(text for text in (deal.opportunity.id, deal.opportunity.name) if text) or "unnamed",
            value=deal.weighted,
            cells=cells_of(deal.opportunity.at("value"), deal.opportunity.at("probability")),
        )
        for deal in counted
    ]
    formula = f"sum of value x probability over open deals closing in {year or 'the next year'}"
    value = sum((deal.weighted or 0.0 for deal in counted), 0.0) if known else None
    return score("pipeline.weighted", value, "money", formula, parts)


def _profit(counted: Sequence[Deal], year: int | None) -> Score | None:
    """Sum of weighted value x margin over the deals that count and whose margin is known (METHOD, E2); None without any."""
    parts = [
        Part(
            label=" ".join(text for text in (deal.opportunity.id, deal.opportunity.name) if text) or "unnamed",
            value=deal.profit,
            cells=cells_of(*(deal.opportunity.at(name) for name in ("value", "probability", "margin"))),
        )
        for deal in counted
        if deal.profit is not None
    ]
    if not parts:
        return None
    formula = f"sum of value x probability x margin over open deals closing in {year or 'the next year'}"
    return score("pipeline.profit", sum(part.value or 0.0 for part in parts), "money", formula, parts)


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
