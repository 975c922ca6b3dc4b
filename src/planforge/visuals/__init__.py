"""Kinds of drawing that fill component frames, one module each; `registry` names them for templates."""

from __future__ import annotations

from collections.abc import Mapping

from planforge.office.frame import Visual


def registry() -> Mapping[str, Visual]:
    """Every visual by the name a template uses in `component: name(...)`."""
    from planforge.visuals.bullet_bars import BulletBars
    from planforge.visuals.chevrons import Chevrons
    from planforge.visuals.contact_patterns import ContactPatterns
    from planforge.visuals.decisions import DecisionCards, DecisionList
    from planforge.visuals.empty_state import EmptyStateBox
    from planforge.visuals.factor_scale import FactorScale
    from planforge.visuals.four_box import FourBox
    from planforge.visuals.funnel import Funnel
    from planforge.visuals.influence_map import InfluenceMap
    from planforge.visuals.link_diagram import LinkDiagram
    from planforge.visuals.person_cards import PersonCards
    from planforge.visuals.progress_cells import ProgressCells
    from planforge.visuals.quadrant import QuadrantField
    from planforge.visuals.risk_matrix import RiskMatrix
    from planforge.visuals.roadmap import RoadmapLanes
    from planforge.visuals.role_panels import RolePanels
    from planforge.visuals.share_bars import ShareBars
    from planforge.visuals.stake_grid import StakeGrid
    from planforge.visuals.timeline import ActionTimeline
    from planforge.visuals.verdict_boxes import VerdictBoxes

    return {
        "action_timeline": ActionTimeline(),
        "bullet_bars": BulletBars(),
        "chevrons": Chevrons(),
        "contact_patterns": ContactPatterns(),
        "decision_cards": DecisionCards(),
        "decision_list": DecisionList(),
        "empty_state": EmptyStateBox(),
        "factor_scale": FactorScale(),
        "four_box": FourBox(),
        "funnel": Funnel(),
        "influence_map": InfluenceMap(),
        "link_diagram": LinkDiagram(),
        "person_cards": PersonCards(),
        "progress_cells": ProgressCells(),
        "quadrant_field": QuadrantField(),
        "risk_matrix": RiskMatrix(),
        "roadmap_lanes": RoadmapLanes(),
        "role_panels": RolePanels(),
        "share_bars": ShareBars(),
        "stake_grid": StakeGrid(),
        "verdict_boxes": VerdictBoxes(),
    }
