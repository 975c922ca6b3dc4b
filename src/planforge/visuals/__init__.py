"""Kinds of drawing that fill component frames, one module each; `registry` names them for templates."""

from __future__ import annotations

from collections.abc import Mapping

from planforge.office.frame import Visual


def registry() -> Mapping[str, Visual]:
    """Every visual by the name a template uses in `component: name(...)`."""
    from planforge.visuals.decisions import DecisionCards, DecisionList
    from planforge.visuals.empty_state import EmptyStateBox
    from planforge.visuals.factor_scale import FactorScale
    from planforge.visuals.influence_map import InfluenceMap
    from planforge.visuals.quadrant import QuadrantField
    from planforge.visuals.risk_matrix import RiskMatrix
    from planforge.visuals.timeline import ActionTimeline

    return {
        "action_timeline": ActionTimeline(),
        "decision_cards": DecisionCards(),
        "decision_list": DecisionList(),
        "empty_state": EmptyStateBox(),
        "factor_scale": FactorScale(),
        "influence_map": InfluenceMap(),
        "quadrant_field": QuadrantField(),
        "risk_matrix": RiskMatrix(),
    }
