"""How rules name values and records in their messages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches

from planforge.model.opportunity import Opportunity
from planforge.model.relationship import Stakeholder

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def quoted(text: str | None, limit: int = 60) -> str:
    """A text in quotes, its first line only, shortened; "unnamed" for none."""
    if not text or not text.strip():
        return "unnamed"
    line = text.strip().splitlines()[0]
    return f"“{line if len(line) <= limit else line[: limit - 1].rstrip() + '…'}”"


def day(value: date) -> str:
    """A date such as 14 Nov 2025, in English whatever the locale."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def amount(value: float) -> str:
    """A figure with one decimal, none from 1,000 on."""
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:,.1f}"


def percent(value: float) -> str:
    """A share as a percentage: 0.5 is 50%, 0.125 is 12.5%."""
    return f"{round(value * 100, 1):g}%"


def deal(opportunity: Opportunity) -> str:
    """An opportunity by id and name."""
    return " ".join(part for part in (opportunity.id, quoted(opportunity.name)) if part)


def person(contact: Stakeholder) -> str:
    """A stakeholder by name, else by id."""
    return contact.name or contact.id or "a contact without name"


def did_you_mean(value: str, known: Iterable[str], otherwise: str) -> str:
    """A hint with the nearest known value, or the other hint when nothing is near."""
    names = sorted(set(known))
    folded = {name.casefold().strip(): name for name in names}
    near = folded.get(value.casefold().strip())
    if near is None:
        close = get_close_matches(value, names, n=1, cutoff=0.6)
        near = close[0] if close else None
    return f"Did you mean {quoted(near)}?" if near else otherwise
