"""The competitive matrix and the satisfaction window."""

from __future__ import annotations

from collections.abc import Sequence

from planforge.model.arithmetic import ratio, shares, weighted_mean
from planforge.model.assessment import BuyingCriterion, Want, by_importance
from planforge.model.codes import Mark, WindowCell
from planforge.model.plan import AccountPlan
from planforge.model.scorecard import CompetitionScores, Part, Score, WantScores
from planforge.scoring.arithmetic import cells_of, score


def score_competition(plan: AccountPlan) -> CompetitionScores:
    """Criteria on which our mark is at or above every known rival mark, by weight; weighted means of the marks (METHOD A14)."""
    rows = plan.competition
    weights = shares([row.weight for row in rows]) if rows else []
    scored = [(row, weight) for row, weight in zip(rows, weights, strict=True) if _is_scored(row)]
    return CompetitionScores(
        led=sum(1 for row, _ in scored if _is_led(row)),
        scored=len(scored),
        criteria=len(rows),
        lead_share=_lead_share(scored) if scored else None,
        our_total=weighted_mean([_points(row.we) for row in rows], weights),
        totals=_totals(plan, weights),
    )


def _points(mark: Mark | None) -> int | None:
    """1 to 3; None for unknown or blank."""
    return mark.points if mark is not None else None


def _rival_points(row: BuyingCriterion) -> list[int]:
    return [points for mark in row.rivals if (points := _points(mark)) is not None]


def _is_scored(row: BuyingCriterion) -> bool:
    """True when we and at least one rival have a known mark."""
    return _points(row.we) is not None and bool(_rival_points(row))


def _is_led(row: BuyingCriterion) -> bool:
    return (_points(row.we) or 0) >= max(_rival_points(row))


def _lead_share(scored: Sequence[tuple[BuyingCriterion, float]]) -> Score:
    """Weight of the criteria we lead / weight of the scored criteria."""
    names = ("weight", "we", "competitor_1", "competitor_2", "competitor_3", "competitor_4")
    parts = [
        Part(
            label=row.criterion or "unnamed",
            value=float(_is_led(row)),
            weight=weight,
            cells=cells_of(*(row.at(name) for name in names if getattr(row, name) is not None)),
        )
        for row, weight in scored
    ]
    value = ratio(sum(weight for row, weight in scored if _is_led(row)), sum(weight for _, weight in scored))
    return score("competition.lead_share", value, "percent", "weight of criteria at or above every rival / scored weight", parts)


def _totals(plan: AccountPlan, weights: Sequence[float]) -> tuple[tuple[str, float], ...]:
    """Name and weighted mean mark of every rival that is marked, in column order."""
    found = []
    for position, name in enumerate(plan.cover.competitors):
        value = weighted_mean([_points(row.rivals[position]) for row in plan.competition], weights)
        if value is not None:
            found.append((name or f"Competitor {position + 1}", value))
    return tuple(found)


def score_wants(plan: AccountPlan) -> WantScores:
    """Items per cell of the window, the share of wants that are met, and the share of our hours that is wasted (METHOD A15)."""
    placed = [(want, cell) for want in plan.wants if (cell := want.cell)]
    wanted = [(want, cell) for want, cell in placed if cell in (WindowCell.TARGET, WindowCell.OUT_OF_HERE)]
    parts = [
        Part(label=want.item or "unnamed", value=float(cell is WindowCell.TARGET), cells=cells_of(want.at("wants"), want.at("gets")))
        for want, cell in wanted
    ]
    met = ratio(sum(part.value or 0.0 for part in parts), len(parts))
    known = [want.hours for want, _ in placed if want.hours is not None]
    return WantScores(
        cells={cell: sum(1 for _, found in placed if found is cell) for cell in WindowCell},
        met=score("satisfaction.met", met, "percent", "wanted and given / wanted", parts) if parts else None,
        unmet=tuple(want for want in by_importance(plan.wants) if want.cell is WindowCell.OUT_OF_HERE),
        wasted=_wasted(placed),
        hours=sum(known) if known else None,
        hours_known=len(known),
        hours_items=len(placed),
    )


def _wasted(placed: Sequence[tuple[Want, WindowCell]]) -> Score | None:
    """Hours for what is given and not wanted over all known hours; None when no hours are known, or none of what is not wanted."""
    vain = [want for want, cell in placed if cell is WindowCell.WASTING_RESOURCES]
    if vain and all(want.hours is None for want in vain):
        return None
    known = [(want, cell) for want, cell in placed if want.hours is not None]
    parts = [
        Part(
            label=want.item or "unnamed",
            value=want.hours if cell is WindowCell.WASTING_RESOURCES else 0.0,
            weight=want.hours,
            cells=cells_of(want.at("wants"), want.at("gets"), want.at("hours")),
        )
        for want, cell in known
    ]
    share = ratio(sum(part.value or 0.0 for part in parts), sum(part.weight or 0.0 for part in parts))
    return (
        score("satisfaction.wasted", share, "percent", "hours for what is given and not wanted / all known hours", parts)
        if share is not None
        else None
    )
