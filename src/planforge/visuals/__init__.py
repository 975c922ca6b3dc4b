"""Kinds of drawing that fill component frames, one module each; `registry` names them for templates."""

from __future__ import annotations

from collections.abc import Mapping

from planforge.office.frame import Visual


def registry() -> Mapping[str, Visual]:
    """Every visual by the name a template uses in `component: name(...)`."""
    from planforge.visuals.chevrons import Chevrons
    from planforge.visuals.decisions import DecisionCards, DecisionList
    from planforge.visuals.empty_state import EmptyStateBox
    from planforge.visuals.factor_scale import FactorScale
    from planforge.visuals.four_box import FourBox
    from planforge.visuals.influence_map import InfluenceMap
    from planforge.visuals.link_diagram import LinkDiagram
    from planforge.visuals.person_cards import PersonCards
    from planforge.visuals.quadrant import QuadrantField
    from planforge.visuals.risk_matrix import RiskMatrix
    from planforge.visuals.roadmap import RoadmapLanes
    from planforge.visuals.stake_grid import StakeGrid
    from planforge.visuals.timeline import ActionTimeline

    return {
        "action_timeline": ActionTimeline(),
        "chevrons": Chevrons(),
        "decision_cards": DecisionCards(),
        "decision_list": DecisionList(),
        "empty_state": EmptyStateBox(),
        "factor_scale": FactorScale(),
        "four_box": FourBox(),
        "influence_map": InfluenceMap(),
        "link_diagram": LinkDiagram(),
        "person_cards": PersonCards(),
        "quadrant_field": QuadrantField(),
        "risk_matrix": RiskMatrix(),
        "roadmap_lanes": RoadmapLanes(),
        "stake_grid": StakeGrid(),
    }
