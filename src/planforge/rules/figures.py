"""Consistency rules (CN1xx) for figures: weights, money and probabilities that contradict each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from planforge.diagnostics.finding import Finding, Severity
from planforge.model.account import FinancialYear
from planforge.model.assessment import AttractivenessFactor, BuyingCriterion, SuccessFactor
from planforge.model.codes import SalesStage
from planforge.model.plan import AccountPlan
from planforge.model.spend import spend_by_supplier
from planforge.rules.registry import Facts, Rule, rule
from planforge.rules.wording import amount, deal, percent, quoted


def _weights_off(
    own: Rule, block: str, records: Sequence[AttractivenessFactor] | Sequence[SuccessFactor] | Sequence[BuyingCriterion], facts: Facts
) -> Iterator[Finding]:
    """A finding at the first weight when the weights given do not add up to 1; all blank means equal weights."""
    weighted = [record for record in records if record.weight is not None]
    total = sum(record.weight or 0.0 for record in weighted)
    if weighted and abs(total - 1) > facts.thresholds.weight_tolerance:
        yield own.at(block, weighted[0], "weight", f"The {len(weighted)} weights add up to {percent(total)} instead of 100%.")


@rule(code="CN101", name="attractiveness-weights-off", severity=Severity.WARNING)
def attractiveness_weights_off(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: weights of the attractiveness factors that do not add up to 100%.
    Why: scores of accounts can only be compared when each is weighted to the same total.
    Fix: Change the weights until they add up to 100%.
    """
    yield from _weights_off(attractiveness_weights_off, "attractiveness", plan.attractiveness, facts)


@rule(code="CN102", name="strength-weights-off", severity=Severity.WARNING)
def strength_weights_off(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: weights of the success factors that do not add up to 100%.
    Why: our strength against the rivals hangs on what the customer weighs most.
    Fix: Change the weights until they add up to 100%.
    """
    yield from _weights_off(strength_weights_off, "strength", plan.strength, facts)


@rule(code="CN103", name="competition-weights-off", severity=Severity.WARNING)
def competition_weights_off(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: weights of the buying criteria that do not add up to 100%.
    Why: the share of weight on which we lead is only right when the total is 100%.
    Fix: Change the weights until they add up to 100%.
    """
    yield from _weights_off(competition_weights_off, "competition", plan.competition, facts)


@rule(code="CN104", name="wallet-against-revenue", severity=Severity.WARNING)
def wallet_against_revenue(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: our sales in the Wallet sheet that differ by more than a tenth from this year's revenue.
    Why: share of wallet and the five-year table then speak of two different businesses.
    Fix: Bring the product lines and this year's revenue to the same period and scope.
    """
    this = plan.year(plan.this_year)
    sales = [line.our_sales for line in plan.wallet if line.our_sales is not None]
    if this is None or not this.revenue or not sales:
        return
    difference = sum(sales) / this.revenue - 1
    if abs(difference) > facts.thresholds.wallet_tolerance:
        first = next(line for line in plan.wallet if line.our_sales is not None)
        gap = f"{percent(round(abs(difference), 2))} {'above' if difference > 0 else 'below'}"
        message = f"Our sales by product line are {amount(sum(sales))}, {gap} the {this.year} revenue of {amount(this.revenue)}."
        yield wallet_against_revenue.at("wallet", first, "our_sales", message)


@rule(code="CN105", name="cost-above-revenue", severity=Severity.WARNING)
def cost_above_revenue(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a year whose direct and indirect cost together exceed its revenue.
    Why: a loss with a key account is possible but rare; more often a figure is in the wrong unit or row.
    Fix: Check the unit and the rows of that year; explain a real loss in the comment.
    """
    for year in plan.financials:
        cost = (year.direct_cost or 0.0) + (year.indirect_cost or 0.0)
        if year.revenue is not None and year.revenue >= 0 and cost > year.revenue and not year.comment:
            message = f"{year.year or 'A year'} costs {amount(cost)} against a revenue of {amount(year.revenue)}."
            yield cost_above_revenue.at("financials", year, "direct_cost", message)


@rule(code="CN106", name="figure-negative", severity=Severity.ERROR)
def figure_negative(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a negative revenue, cost or plan in the five-year table.
    Why: costs are entered as positive figures; a negative cost would be added to the net income.
    Fix: Enter revenue, cost and plan without a minus sign.
    """
    for year in plan.financials:
        for name, words in (("revenue", "revenue"), ("direct_cost", "direct cost"), ("indirect_cost", "indirect cost"), ("plan", "plan")):
            value: float | None = getattr(year, name)
            if value is not None and value < 0:
                yield figure_negative.at("financials", year, name, f"The {words} of {year.year or 'a year'} is {amount(value)}.")


@rule(code="CN107", name="years-not-consecutive", severity=Severity.ERROR)
def years_not_consecutive(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a year of the five-year table that does not follow the year before it.
    Why: growth is computed from one column to the next.
    Fix: Enter consecutive years from left to right.
    """
    known = [year for year in plan.financials if year.year is not None]
    for before, year in pairwise(known):
        if (year.year or 0) != (before.year or 0) + 1:
            yield years_not_consecutive.at("financials", year, "year", f"The year {year.year} stands after {before.year}.")


@rule(code="CN108", name="wallet-above-spend", severity=Severity.ERROR)
def wallet_above_spend(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a product line where our sales exceed all the customer spends.
    Why: a share above 100% cannot be; one of the two figures is wrong.
    Fix: Correct our sales or the total spend of that line.
    """
    for line in plan.wallet:
        for ours, total in (("our_sales", "total_spend"), ("previous_sales", "previous_spend")):
            sales, spend = getattr(line, ours), getattr(line, total)
            if sales is not None and spend is not None and sales > spend:
                message = f"Our sales of {quoted(line.product_line)} are {amount(sales)} out of a spend of {amount(spend)}."
                yield wallet_above_spend.at("wallet", line, ours, message)


@rule(code="CN115", name="supplier-spend-above-wallet", severity=Severity.WARNING)
def supplier_spend_above_wallet(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a product line whose suppliers, with us, get more than the customer spends there according to the Wallet.
    Why: no share of the line can be told, so the slide leaves it out of what suppliers get in all.
    Fix: Correct the suppliers' spend, or the total spend of the line in the Wallet.
    """
    for line in spend_by_supplier(plan).lines:
        rows = [row for part in line.parts for row in part.rows if row.amount is not None]
        if line.over and rows:
            spend = amount(line.total or 0.0)
            message = f"The suppliers of {quoted(line.category)} get {amount(line.attributed)} with us, out of a spend of {spend}."
            yield supplier_spend_above_wallet.at("supplier_spend", rows[0], "amount", message)


@rule(code="CN116", name="own-spend-against-sales", severity=Severity.WARNING)
def own_spend_against_sales(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: our own spend of a product line that differs by more than a hundredth from our sales of it in the Wallet (forecast.tolerance).
    Why: two slides then show two figures for the same business.
    Fix: Correct the one that is wrong; both are this year's.
    """
    for line in spend_by_supplier(plan).lines:
        own, sales = [row.amount for row in line.ours.rows], [row.our_sales for row in line.wallet]
        if not own or not sales or None in own or None in sales:
            continue
        ours, sold = sum(value or 0.0 for value in own), sum(value or 0.0 for value in sales)
        if abs(ours - sold) > facts.limits.forecast_tolerance * abs(sold) + 1e-9:
            message = f"Of {quoted(line.category)} {amount(ours)} are ours here, but {amount(sold)} in the Wallet."
            yield own_spend_against_sales.at("supplier_spend", line.ours.rows[0], "amount", message)


@rule(code="CN109", name="growth-beyond-pipeline", severity=Severity.WARNING)
def growth_beyond_pipeline(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a growth target for next year that would be missed even if every open deal closing then were won.
    Why: the plan asks for more than the pipeline can give, so the figure stands on nothing yet.
    Fix: Add the missing opportunities, correct their close dates, or lower next year's plan.
    """
    this, following = _this_and_next(plan)
    if this is None or following is None or this.revenue is None or following.plan is None:
        return
    deals = [d for d in plan.pipeline if d.is_open and d.value is not None and d.close_date and d.close_date.year == following.year]
    target, value = following.plan - this.revenue, sum(d.value or 0.0 for d in deals)
    if deals and target > value:
        message = f"Growth of {amount(target)} is planned for {following.year}, but all open deals closing then are worth {amount(value)}."
        yield growth_beyond_pipeline.at("financials", following, "plan", message)


def _this_and_next(plan: AccountPlan) -> tuple[FinancialYear | None, FinancialYear | None]:
    number = plan.this_year
    return plan.year(number), plan.year(None if number is None else number + 1)


def _usual(facts: Facts, stage: SalesStage) -> tuple[float, float]:
    limits = facts.thresholds.probabilities[stage]
    return limits.least, limits.most


@rule(code="CN110", name="probability-unusual", severity=Severity.WARNING)
def probability_unusual(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a probability that is unusual for the deal's stage, such as 90% while identifying.
    Why: the weighted pipeline is only as good as its probabilities; won is 100%, lost is 0%.
    Fix: Correct the probability or the stage.
    """
    for opportunity in plan.pipeline:
        if opportunity.stage is None or opportunity.probability is None:
            continue
        low, high = _usual(facts, opportunity.stage)
        if not low <= opportunity.probability <= high:
            usual = percent(low) if low == high else f"{percent(low)} to {percent(high)}"
            message = (
                f"{deal(opportunity)} has {percent(opportunity.probability)} in stage {opportunity.stage.value}, where {usual} is usual."
            )
            yield probability_unusual.at("pipeline", opportunity, "probability", message)


@rule(code="CN111", name="likely-without-next-step", severity=Severity.WARNING)
def likely_without_next_step(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: an open deal said to be likely that has no next step.
    Why: a customer who is about to buy has agreed what happens next; without it the probability is a hope.
    Fix: Enter the next step agreed with the customer, or lower the probability.
    """
    for opportunity in plan.pipeline:
        likely = opportunity.probability is not None and opportunity.probability >= facts.thresholds.likely
        if opportunity.is_open and likely and not opportunity.next_step:
            message = f"{deal(opportunity)} has {percent(opportunity.probability or 0)} but no next step."
            yield likely_without_next_step.at("pipeline", opportunity, "probability", message)


@rule(code="CN112", name="pipeline-above-wallet", severity=Severity.INFO)
def pipeline_above_wallet(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: an open deal worth more than everything the customer spends according to the Wallet sheet.
    Why: either the deal is in another unit or the wallet leaves out what the deal is about.
    Fix: Check the unit of the deal's value, or add the missing product line to the Wallet.
    """
    spend = [line.total_spend for line in plan.wallet if line.total_spend is not None]
    for opportunity in plan.pipeline:
        if spend and opportunity.is_open and (opportunity.value or 0.0) > sum(spend):
            message = f"{deal(opportunity)} is worth {amount(opportunity.value or 0.0)}, more than the whole spend of {amount(sum(spend))}."
            yield pipeline_above_wallet.at("pipeline", opportunity, "value", message)
