"""The eight parts of a plan (METHOD, G1): the 26 items of data behind them (C2), required cells filled, health of the planning (G10)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from planforge.model.arithmetic import mean
from planforge.model.codes import ActionKind, ResourceKind
from planforge.model.plan import AccountPlan
from planforge.model.scorecard_parts import BlockScore, HealthScore, ItemScore, ItemState, PartScore, PartScores

_OTHERS = (ResourceKind.EXPERT_TIME, ResourceKind.EXECUTIVE_TIME)


class _Item(NamedTuple):
    """An item of data: its part, the blocks whose required cells it needs, and whether the plan has anything of it."""

    key: str
    part: int
    blocks: tuple[str, ...]
    there: Callable[[AccountPlan], Any]


_ITEMS: Final = (
    _Item("strategy", 1, ("customer_goals",), lambda p: p.profile.goals or p.customer_goals),
    _Item("customer_finance", 1, (), lambda p: p.profile.money or p.customer_years),
    _Item("market_results", 1, (), lambda p: p.profile.industry and p.profile.customers),
    _Item("product_strategy", 1, (), lambda p: p.profile.product_strategy),
    _Item("production", 1, (), lambda p: p.profile.production),
    _Item("purchasing_strategy", 1, (), lambda p: p.profile.buying or p.purchasing.process),
    _Item("supplier_management", 1, (), lambda p: p.purchasing.supplier_strategy),
    _Item("purchase_decision", 1, ("buying_process",), lambda p: p.buying_process),
    _Item("deciders", 1, ("contacts",), lambda p: any(c.buying_role for c in p.contacts)),
    _Item("relationship_plan", 2, ("stage",), lambda p: p.stage.now and p.stage.target),
    _Item("share_and_trend", 2, ("wallet",), lambda p: p.wallet or any(y.our_share is not None for y in p.customer_years)),
    _Item("our_finance", 2, ("financials",), lambda p: any(y.revenue is not None for y in p.financials)),
    _Item("operations", 2, (), lambda p: p.profile.operations),
    _Item("last_plan", 2, (), lambda p: _delivered(p)),
    _Item("cautions", 2, ("risks",), lambda p: p.risks),
    _Item("buying_factors", 3, ("competition",), lambda p: p.competition),
    _Item("our_strength", 3, ("strength",), lambda p: any(f.we is not None for f in p.strength)),
    _Item("rivals", 3, (), lambda p: any(r.rival and (r.position or r.threat) for r in p.rivals)),
    _Item("relationship_actions", 5, (), lambda p: p.stage_actions or _of_kind(p, ActionKind.RELATIONSHIP)),
    _Item("project_actions", 5, (), lambda p: any(a.opportunity for a in p.actions)),
    _Item("member_actions", 5, ("actions",), lambda p: any(p.member(a.owner) for a in p.actions)),
    _Item("team_actions", 5, (), lambda p: any(a.support for a in p.actions)),
    _Item("function_actions", 5, (), lambda p: any(r.kind in _OTHERS for r in p.resources) or p.stage_pairs),
    _Item("budget", 5, (), lambda p: any(r.cost is not None for r in p.resources)),
    _Item("resources", 5, (), lambda p: any(r.fte is not None for r in p.resources) or any(m.fte is not None for m in p.team)),
    _Item("milestones", 5, (), lambda p: any(a.milestone and a.due for a in p.actions)),
)
"""The 26 items; what METHOD names without a sheet of its own is looked for where teams write it down."""

_BLOCKS: Final[Mapping[int, tuple[str, ...]]] = MappingProxyType(
    {
        1: ("profile", "customer_goals", "contacts", "buying_process", "installed_base", "factors"),
        2: ("stage", "wallet", "wants"),
        3: ("competition", "strength", "attractiveness"),
        4: ("goals", "roadmap"),
        5: ("actions", "risks", "outline"),
        6: ("team", "resources", "duties"),
        7: ("financials", "pipeline", "forecast"),
        8: (),
    }
)
"""The blocks whose required cells make up a part."""

_TEMPLATE: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "profile": ("profile", "customer_goals"),
        "strategies": ("strategies", "goals"),
        "value": ("roadmap",),
        "competition": ("competition", "strength", "rivals"),
        "coverage": ("contacts", "coverage"),
        "actions": ("actions", "resources"),
    }
)
"""The six blocks of the planning and review template (METHOD, G5) and the workbook's blocks behind them."""


def _delivered(plan: AccountPlan) -> bool:
    """True when last year's revenue stands beside last year's plan."""
    last = plan.year(plan.this_year - 1) if plan.this_year else None
    return last is not None and last.revenue is not None and last.plan is not None


def _of_kind(plan: AccountPlan, kind: ActionKind) -> bool:
    return any(action.kind is kind for action in plan.actions)


def score_parts(plan: AccountPlan) -> PartScores:
    """The eight parts of a plan with their items of data, the six blocks of the template, and how healthy its planning is."""
    blocks = tuple(_block(plan, key, names) for key, names in _TEMPLATE.items())
    return PartScores(parts=tuple(_part(plan, number) for number in _BLOCKS), blocks=blocks, health=score_health(plan))


def _part(plan: AccountPlan, number: int) -> PartScore:
    items = tuple(_item(plan, item) for item in _ITEMS if item.part == number)
    required, filled = _cells(plan, _BLOCKS[number])
    return PartScore(number=number, items=items, required=required, filled=filled)


def _block(plan: AccountPlan, key: str, names: Sequence[str]) -> BlockScore:
    required, filled = _cells(plan, names)
    rows = sum(plan.readings[name].rows for name in names if name in plan.readings)
    return BlockScore(key=key, required=required, filled=filled, empty=not filled and not rows)


def _item(plan: AccountPlan, item: _Item) -> ItemScore:
    state = ItemState.MISSING
    if item.there(plan):
        required, filled = _cells(plan, item.blocks)
        state = ItemState.READY if filled == required else ItemState.PARTIAL
    return ItemScore(key=item.key, state=state, blocks=item.blocks)


def _cells(plan: AccountPlan, blocks: Iterable[str]) -> tuple[int, int]:
    """Required cells of the blocks, and those filled."""
    readings = [plan.readings[block] for block in blocks if block in plan.readings]
    return sum(reading.required for reading in readings), sum(min(reading.filled, reading.required) for reading in readings)


def score_health(plan: AccountPlan) -> HealthScore:
    """The mean of the rated success factors of planning; blank is not rated, never 0."""
    rated = [float(factor.rating) for factor in plan.health if factor.rating is not None]
    return HealthScore(factors=plan.health, rated=len(rated), average=mean(rated) if rated else None)
