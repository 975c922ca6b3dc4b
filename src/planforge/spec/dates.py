"""Dates that people type as text, and Excel's serial numbers."""

from __future__ import annotations

import re
from datetime import date, timedelta

_DATE_FORMS = (
    (re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ]\d.*)?\Z"), "ymd"),
    (re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})\Z"), "ymd"),
    (re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日?\Z"), "ymd"),
    (re.compile(r"(\d{4})(\d{2})(\d{2})\Z"), "ymd"),
    (re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\Z"), "dmy"),
)
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})\Z")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ .-]*([a-z]{3,9})\.?[ ,-]*(\d{4})\Z")
_MONTH_DAY = re.compile(r"([a-z]{3,9})\.?[ -]*(\d{1,2})(?:st|nd|rd|th)?[ ,-]+(\d{4})\Z")
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_EPOCH = date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 20000, 110000


class AmbiguousDateError(ValueError):
    """A date such as 03/04/2025, whose day and month could be swapped."""


def day_of_serial(number: float) -> date | None:
    """The day of an Excel serial number of the years 1954 to 2201, or None: smaller figures are years or amounts, not days."""
    return _EPOCH + timedelta(days=int(number)) if _FIRST_SERIAL <= number <= _LAST_SERIAL else None


def day_of_text(folded: str) -> date | None:
    """The day that a folded text means, or None.

    Raises:
        AmbiguousDateError: day and month cannot be told apart.
    """
    for form, order in _DATE_FORMS:
        match = form.match(folded)
        if match:
            parts = [int(part) for part in match.groups()]
            return _day(*parts) if order == "ymd" else _day(*reversed(parts))
    if match := _SLASHED.match(folded):
        return _slashed(*(int(part) for part in match.groups()))
    if match := _DAY_MONTH.match(folded):
        return _day(int(match[3]), _month(match[2]), int(match[1]))
    if match := _MONTH_DAY.match(folded):
        return _day(int(match[3]), _month(match[1]), int(match[2]))
    if folded.isdecimal() and folded.isascii() and len(folded) == 5:
        return day_of_serial(int(folded))
    return None


def _slashed(first: int, second: int, year: int) -> date | None:
    if first <= 12 and second <= 12 and first != second:
        raise AmbiguousDateError
    return _day(year, second, first) if first > 12 or first == second else _day(year, first, second)


def _month(name: str) -> int:
    """1 to 12 for an English month name or its first three letters or more, 0 for anything else."""
    return next((number for number, full in enumerate(_MONTHS, 1) if full.startswith(name) or name == "sept" == full[:4]), 0)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
