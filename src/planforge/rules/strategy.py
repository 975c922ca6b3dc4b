"""Readiness rules (RV4xx) about strategy and value: rivals we answer, goals we serve, promises we can prove."""

from __future__ import annotations

from collections.abc import Iterator

from planforge.diagnostics.finding import Finding, Severity
from planforge.model.offers import match_goals, same_text
from planforge.model.opportunity import RoadmapItem
from planforge.model.plan import AccountPlan
from planforge.rules.registry import Facts, rule
from planforge.rules.wording import did_you_mean, quoted


@rule(code="RV401", name="rival-without-counter", severity=Severity.WARNING)
def rival_without_counter(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a rival for whom no counter move is entered.
    Why: where we do not answer, the rival sets the terms.
    Fix: Enter what we do about the rival, or remove a rival that does not matter here.
    """
    for move in plan.rivals:
        if move.rival and not move.counter:
            threat = f" It threatens: {quoted(move.threat)}." if move.threat else ""
            yield rival_without_counter.at("rivals", move, "counter", f"{quoted(move.rival)} meets no counter move.{threat}")


@rule(code="RV402", name="customer-goal-without-offer", severity=Severity.WARNING)
def customer_goal_without_offer(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a goal of the customer that no strategy of ours serves and beside which no offer is named.
    Why: a customer buys from those who serve its goals.
    Fix: Name the goal in the strategy that serves it, or enter our offer beside the goal.
    """
    for match in match_goals(plan):
        if not match.offered:
            message = f"The customer's goal {quoted(match.goal.goal)} has no matching offer."
            yield customer_goal_without_offer.at("customer_goals", match.goal, "offer", message)


@rule(code="RV403", name="proposition-without-proof", severity=Severity.INFO)
def proposition_without_proof(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a priority of the roadmap with a proposition that nothing proves.
    Why: a promise without a figure or a reference convinces nobody.
    Fix: Enter the figure, pilot or reference that makes the proposition credible.
    """
    seen: list[str] = []
    for item in plan.roadmap:
        name = item.priority or ""
        if not item.proposition or any(same_text(name, known) for known in seen):
            continue
        seen.append(name)
        proved = item.proof or any(other.proof for other in plan.roadmap if same_text(other.priority, name))
        if not proved:
            yield proposition_without_proof.at("roadmap", item, "proof", f"{quoted(item.proposition)} has no proof.")


@rule(code="RV404", name="strategy-goal-unknown", severity=Severity.INFO)
def strategy_goal_unknown(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a strategy that serves a goal the Profile does not list.
    Why: the link between the customer's goals and our strategies then leads nowhere.
    Fix: Choose the goal as it stands in the Profile, or add it there.
    """
    known = [goal.goal for goal in plan.customer_goals if goal.goal]
    for strategy in plan.strategies:
        if strategy.serves and not any(same_text(strategy.serves, goal) for goal in known):
            message = f"{quoted(strategy.strategy)} serves {quoted(strategy.serves)}, which is not among the customer's goals."
            yield strategy_goal_unknown.at("strategies", strategy, "serves", message, did_you_mean(strategy.serves, known, ""))


@rule(code="RV405", name="priority-without-proposition", severity=Severity.WARNING)
def priority_without_proposition(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a customer priority on the roadmap for which no row has a proposition of ours.
    Why: initiatives without a proposition are activity; the customer cannot tell what they are worth to it.
    Fix: Enter what we offer for the priority, or take it off the roadmap.
    """
    groups: dict[str, list[RoadmapItem]] = {}
    name = ""
    for item in plan.roadmap:
        # A row without a priority belongs to the row above, as on A14.
        name = item.priority or name
        known = next((other for other in groups if same_text(other, name)), name)
        groups.setdefault(known, []).append(item)
    for priority, items in groups.items():
        if priority and not any(item.proposition for item in items):
            message = f"The priority {quoted(priority)} has no proposition of ours."
            yield priority_without_proposition.at("roadmap", items[0], "proposition", message)
