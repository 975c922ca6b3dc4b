"""The customer's plan holds nothing that is not on the list."""

from __future__ import annotations

from dataclasses import fields, is_dataclass

import pytest

from planforge import resources
from planforge.config import Config
from planforge.model.disclosure import CUSTOMER_FIELDS, customer_safe
from planforge.model.plan import AccountPlan
from planforge.model.record import Record
from planforge.pipeline import check_plan


@pytest.fixture(scope="module")
def plan() -> AccountPlan:
    return check_plan(resources.samples() / "lanhai-grid_2025Q3.xlsx", Config()).plan


def values(plan: AccountPlan) -> dict[str, set[object]]:
    """Block and field to the values that stand there."""
    found: dict[str, set[object]] = {}
    for f in fields(plan):
        if f.name in ("source", "readings"):
            continue
        block = getattr(plan, f.name)
        for record in block if isinstance(block, tuple) else (block,):
            assert is_dataclass(record)
            for name in (x.name for x in fields(record) if x.name not in ("cells", "extra")):
                if (value := getattr(record, name)) is not None:
                    found.setdefault(f"{f.name}.{name}", set()).add(value)
    return found


def test_only_listed_fields_remain(plan):
    allowed = {f"{block}.{name}" for block, names in CUSTOMER_FIELDS.items() for name in names}
    before, after = values(plan), values(customer_safe(plan))
    assert set(after) <= allowed
    assert len(set(before) - allowed) > 100
    for key in after:
        assert after[key] <= before[key]


def test_listed_fields_exist():
    names = {f.name for f in fields(AccountPlan)}
    assert set(CUSTOMER_FIELDS) <= names


def test_only_promises_of_the_action_plan_remain(plan):
    kept = customer_safe(plan).actions
    assert [a.id for a in kept] == [a.id for a in plan.actions if a.commitment == "yes"]
    assert 0 < len(kept) < len(plan.actions)


def test_cells_of_removed_fields_and_own_columns_are_gone(plan):
    safe = customer_safe(plan)
    for record in (safe.cover, *safe.team, *safe.actions):
        assert isinstance(record, Record)
        assert not record.extra
    assert safe.cover.at("account") == plan.cover.at("account")
    assert safe.cover.at("competitor_1") is None
