"""Last quarter's plan as the start of the next one: this quarter's values become the previous ones, done actions go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from planforge.model.plan import AccountPlan
from planforge.model.record import Record
from planforge.spec.schema import BlockKind, WorkbookSpec

_CLEARED = ("period", "as_of", "next_review")


def plan_data(plan: AccountPlan, spec: WorkbookSpec) -> dict[str, Any]:
    """A plan's values by block key and field name, as `fill_plan_workbook` takes them."""
    data: dict[str, Any] = {}
    for sheet in spec.sheets:
        for block in sheet.blocks:
            records = getattr(plan, block.key)
            data[block.key] = _values(records) if block.kind is BlockKind.FORM else [_values(record) for record in records]
    return data


def _values(record: Record) -> dict[str, Any]:
    own = {f.name: getattr(record, f.name) for f in fields(record) if f.name not in ("cells", "extra")}
    return {name: value for name, value in {**own, **record.extra}.items() if value is not None}


def next_quarter(plan: AccountPlan, spec: WorkbookSpec) -> Mapping[str, Any]:
    """The data of the next review's workbook.

    Scores move into the previous columns and stay as the proposal; risk zones become previous zones; done actions are dropped; the
    cover points at the old file, takes over the planned review date and asks for a new period, as-of date and sign-off.
    """
    data = plan_data(plan, spec)
    cover = {name: value for name, value in data["cover"].items() if name not in _CLEARED}
    cover |= {"last_review_file": plan.source.name, "signed_off": "no"}
    cover.pop("review_date", None)
    if plan.cover.next_review is not None:
        cover["review_date"] = plan.cover.next_review
    data["cover"] = cover
    for block in ("factors", "attractiveness"):
        data[block] = [{**record, "previous": record["score"]} if "score" in record else record for record in data[block]]
    data["risks"] = [{**record, "previous_zone": risk.zone} for record, risk in zip(data["risks"], plan.risks, strict=True)]
    data["actions"] = [record for record in data["actions"] if "done" not in record]
    return data
