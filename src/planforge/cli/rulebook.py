"""All rules of PlanForge by code, for `explain` and for options that name codes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import import_module

from planforge.diagnostics.rule import RuleInfo

FAMILIES = {
    "WB": "Workbook structure",
    "FV": "Values in cells",
    "XR": "References between sheets",
    "CN": "Consistency",
    "RV": "Review readiness",
    "TP": "Templates",
    "FT": "Text that does not fit",
}
"""The families in the order in which they are listed."""

_FAMILIES_ZH = {
    "WB": "工作簿结构",
    "FV": "单元格内容",
    "XR": "表间引用",
    "CN": "前后一致",
    "RV": "评审准备",
    "TP": "模板",
    "FT": "文字放不下",
}

_ENGINE_MODULES = (
    "planforge.office.problems",
    "planforge.authoring.base_rules",
    "planforge.office.lint_rules",
    "planforge.office.fit",
    "planforge.office.xlsx.values",
    "planforge.office.xlsx.problems",
    "planforge.portfolio.files",
)
"""Where engine and portfolio declare their rules, one `RuleInfo` per constant."""


def family(code: str, language: str = "en") -> str:
    """What the rules of a code's family are about; empty for an unknown family."""
    return (_FAMILIES_ZH if language == "zh" else FAMILIES).get(code[:2], "")


@lru_cache(maxsize=1)
def plan_rules() -> Mapping[str, RuleInfo]:
    """The rules that `check` runs, by code."""
    from planforge.rules import RULES as PLAN_RULES
    from planforge.workbook.checks import RULES as WORKBOOK_RULES

    return {info.code: info for info in (*WORKBOOK_RULES, *PLAN_RULES)}


@lru_cache(maxsize=1)
def all_rules() -> Mapping[str, RuleInfo]:
    """Every rule by code, family by family; loads the Office engine."""
    rules = dict(plan_rules())
    for name in _ENGINE_MODULES:
        found = (value for value in vars(import_module(name)).values() if isinstance(value, RuleInfo))
        rules.update((info.code, info) for info in found)
    order = list(FAMILIES)
    return {code: rules[code] for code in sorted(rules, key=lambda code: (order.index(code[:2]), code))}
