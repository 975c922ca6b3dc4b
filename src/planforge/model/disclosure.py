"""What of a plan a customer may see. A list of what stays, so that a new field is internal until somebody decides otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final, TypeVar

from planforge.model.action import Action
from planforge.model.codes import YesNo
from planforge.model.plan import AccountPlan
from planforge.model.record import Record

CUSTOMER_FIELDS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "cover": ("account", "account_id", "manager", "period", "language", "as_of"),
        "profile": ("industry", "goals", "customers"),
        "customer_goals": ("rank", "goal", "offer"),
        "roadmap": ("priority", "proposition", "proof", "initiative", "start", "end", "status"),
        "actions": ("id", "action", "owner", "start", "due", "done", "milestone", "commitment"),
    }
)  # fmt: skip
"""Block to the fields that a customer may see. All other blocks, and companies' own columns, are removed."""

_IDENTITY: Final = ("cover", "id", "owner")
"""Blocks and fields that name the account and our people."""
_KEPT = ("source", "readings")
_R = TypeVar("_R", bound=Record)


def customer_safe(plan: AccountPlan) -> AccountPlan:
    """The plan without anything internal: removed, not hidden.

    People's motives and standing, rivals, figures of ours, deals, risks, ratings and notes are gone; of the actions only the
    promises to the customer remain. Cells of what remains are kept, so that sources and traces still work.
    """
    blank = AccountPlan(source=plan.source)
    shown: dict[str, Any] = {f.name: getattr(blank, f.name) for f in fields(AccountPlan) if f.name not in _KEPT}
    for block, names in CUSTOMER_FIELDS.items():
        value = getattr(plan, block)
        shown[block] = tuple(_only(record, names) for record in value) if isinstance(value, tuple) else _only(value, names)
    shown["actions"] = tuple(action for action in shown["actions"] if _is_promise(action))
    readings = {block: reading for block, reading in plan.readings.items() if block in CUSTOMER_FIELDS}
    return replace(plan, **shown, readings=readings)


def shown_texts(plan: AccountPlan) -> Iterator[tuple[str, Record, str, str]]:
    """Every text that somebody wrote and the customer will read: block, record, field and text."""
    safe = customer_safe(plan)
    for block, names in CUSTOMER_FIELDS.items():
        if block in _IDENTITY:
            continue
        value = getattr(safe, block)
        for record in value if isinstance(value, tuple) else (value,):
            for name in names:
                text = getattr(record, name)
                if name not in _IDENTITY and isinstance(text, str) and not isinstance(text, StrEnum):
                    yield block, record, name, text


def _is_promise(action: Action) -> bool:
    return action.commitment is YesNo.YES


def _only(record: _R, names: tuple[str, ...]) -> _R:
    """A record with nothing but some of its fields."""
    kept = {name: getattr(record, name) for name in names}
    return type(record)(**kept, cells={name: cell for name, cell in record.cells.items() if name in names})
