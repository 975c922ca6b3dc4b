"""The message of the customer-satisfaction window, for the account page."""

from __future__ import annotations

from typing import Any

from planforge.model.codes import WindowCell
from planforge.review.brief import Brief

ID = "A13"


def facts(brief: Brief) -> dict[str, Any]:
    """Raw values of the message."""
    cells = brief.card.wants.cells
    met, missing = cells.get(WindowCell.TARGET, 0), cells.get(WindowCell.OUT_OF_HERE, 0)
    wasted = cells.get(WindowCell.WASTING_RESOURCES, 0)
    return {**brief.common, "wants": len(brief.plan.wants), "wanted": met + missing, "met": met, "missing": missing, "wasted": wasted}
