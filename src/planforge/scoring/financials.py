"""The five-year table: net income, margin, growth, variance, compound growth; and the share of wallet."""

from __future__ import annotations

from planforge.model.account import FinancialYear, WalletLine
from planforge.model.arithmetic import cagr, difference, growth, ratio
from planforge.model.plan import AccountPlan
from planforge.model.scorecard import FinancialScores, Part, Score, YearResult
from planforge.model.wallet import between_reviews, known, over_a_year, share_of
from planforge.scoring.arithmetic import cells_of, score


def score_financials(plan: AccountPlan, previous: AccountPlan | None) -> FinancialScores:
    """The years in order with their results; of a year that stands twice the first counts, as in `AccountPlan.year`."""
    numbers = sorted({y.year for y in plan.financials if y.year is not None})
    years = [year for number in numbers if (year := plan.year(number))]
    results = tuple(_result(year, plan.year((year.year or 0) - 1)) for year in years)
    by_year = {result.year: result for result in results}
    this = plan.this_year
    last = by_year.get(this - 1) if this is not None else None
    end = results[-1] if results else None
    spans = last is not None and end is not None and end.year > last.year
    return FinancialScores(
        years=results,
        this=by_year.get(this) if this is not None else None,
        last=last,
        next=by_year.get(this + 1) if this is not None else None,
        cagr=_cagr(last, end) if last and end and spans else None,
        cagr_span=(last.year, end.year) if last and end and spans else None,
        wallet_share=wallet_share(plan),
        previous_wallet_share=_previous_wallet_share(plan, previous),
    )


def _result(year: FinancialYear, before: FinancialYear | None) -> YearResult:
    """A year's result: net income = revenue - direct cost - indirect cost (METHOD B1); margin = net income / revenue."""
    net_income = difference(year.revenue, year.direct_cost, year.indirect_cost)
    return YearResult(
        year=year.year or 0,
        scenario=year.scenario,
        revenue=year.revenue,
        direct_cost=year.direct_cost,
        indirect_cost=year.indirect_cost,
        plan=year.plan,
        net_income=net_income,
        margin=ratio(net_income, year.revenue),
        cost_to_serve=ratio(year.indirect_cost, year.revenue),
        growth=growth(year.revenue, before.revenue) if before else None,
        variance=difference(year.revenue, year.plan),
        comment=year.comment,
        cells=year.cells,
    )


def _cagr(first: YearResult, last: YearResult) -> Score:
    """Compound annual growth of revenue from last year to the end of the table."""
    parts = [Part(label=str(y.year), value=y.revenue, cells=cells_of(y.cells.get("revenue"))) for y in (first, last)]
    value = cagr(first.revenue, last.revenue, last.year - first.year)
    return score("financials.cagr", value, "percent", "(last revenue / first revenue) ^ (1 / years) - 1", parts)


def wallet_share(plan: AccountPlan) -> Score | None:
    """Our sales over the customer's total spend, over the product lines where both are known (METHOD B5)."""
    counted = known(plan.wallet)
    if not counted:
        return None
    parts = [_wallet_part(line) for line in counted]
    value = share_of(counted)
    return score("financials.wallet_share", value, "percent", "sum of our sales / sum of total spend", parts)


def _wallet_part(line: WalletLine) -> Part:
    label = " ".join(text for text in (line.product_line, line.region) if text) or "unnamed"
    return Part(label=label, value=ratio(line.our_sales, line.total_spend), cells=cells_of(line.at("our_sales"), line.at("total_spend")))


def _previous_wallet_share(plan: AccountPlan, previous: AccountPlan | None) -> float | None:
    """The share at the last review, else last year's; None when it is not over the lines that this year's share is over."""
    if previous is not None:
        pair = between_reviews(plan.wallet, previous.wallet)
        return pair.before if pair.counted == len(known(plan.wallet)) == len(known(previous.wallet)) else None
    pair = over_a_year(plan.wallet)
    return pair.before if pair.counted == len(known(plan.wallet)) else None
