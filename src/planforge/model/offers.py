"""The customer's goals and what we set against them: strategies that serve them, offers named beside them."""

from __future__ import annotations

from dataclasses import dataclass

from planforge.model.account import CustomerGoal
from planforge.model.plan import AccountPlan
from planforge.model.strategy import AccountStrategy
from planforge.values import same_words


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalMatch:
    """A goal of the customer with the strategies that serve it."""

    goal: CustomerGoal
    strategies: tuple[AccountStrategy, ...] = ()

    @property
    def offered(self) -> bool:
        """True when a strategy serves the goal or an offer is named beside it."""
        return bool(self.strategies or self.goal.offer)


def same_text(one: str | None, other: str | None) -> bool:
    """True when two texts are the same but for blanks and capitals; a missing text is like no other."""
    return bool(one and other) and same_words(one) == same_words(other)


def match_goals(plan: AccountPlan) -> tuple[GoalMatch, ...]:
    """Every goal of the customer in order of rank, with the strategies that name it."""
    goals = [goal for goal in plan.customer_goals if goal.goal]
    ranked = sorted(goals, key=lambda goal: (goal.rank is None, goal.rank or 0))
    return tuple(
        GoalMatch(goal=goal, strategies=tuple(s for s in plan.strategies if s.strategy and same_text(s.serves, goal.goal)))
        for goal in ranked
    )
