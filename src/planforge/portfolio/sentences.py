"""Sentences as formulas put them together, so that the stored text and the recalculated one are the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

_MOST_NAMES = 4


def fixed(value: float) -> str:
    """An amount with one decimal as Excel's FIXED and ROUND give it: halves away from zero, no minus before zero."""
    rounded = _decimal(value).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{abs(rounded) if rounded == 0 else rounded:,.1f}"


def _decimal(value: float) -> Decimal:
    """The number without the traces that adding leaves in its last digits, such as 10.25 for 10.249999999999998."""
    return Decimal(repr(round(value, 9)))


def signed(value: float) -> str:
    """The same with a plus sign before what is above zero."""
    shown = fixed(value)
    return shown if shown[0] == "-" or shown == "0.0" else f"+{shown}"


def percent(part: float, whole: float) -> str:
    """A share in whole percent; a dash when there is nothing to take a share of."""
    if whole <= 0:
        return "–"
    return f"{_decimal(part / whole).quantize(Decimal('0.01'), ROUND_HALF_UP) * 100:.0f}%"


def times(part: float, whole: float) -> str:
    """A multiple such as `2.3×`; a dash when there is nothing to take a multiple of."""
    return f"{fixed(part / whole)}×" if whole > 0 else "–"


def short(name: str, length: int) -> str:
    """A name of at most so many characters, cut at a word."""
    if len(name) <= length:
        return name
    return f"{name[:length].rpartition(' ')[0].rstrip(' ,;') or name[: length - 1]}…"


def listed(names: Sequence[str], words: Mapping[str, str], more_of: str = "attention") -> str:
    """The first four names, and how many more there are; `more_of` is the group of the words for that."""
    more = len(names) - _MOST_NAMES
    first = words["attention_join"].join(names[:_MOST_NAMES])
    return words[f"{more_of}_more"].format(sections=first, more=more, all=len(names)) if more > 0 else first


def filled(sentence: str, *parts: object) -> str:
    """The sentence with `#1`, `#2` … replaced in this order, as nested SUBSTITUTEs do."""
    for number, part in enumerate(parts, 1):
        sentence = sentence.replace(f"#{number}", str(part))
    return sentence


def openly(sentence: str, counts: tuple[int, ...], nothing: str) -> str:
    """The sentence on what is open, or the word for nothing when all counts are zero."""
    return filled(sentence, *counts) if any(counts) else nothing


def followed_up(words: Mapping[str, str], account_class: str, report_months: int | None) -> str:
    """Who follows up an account of a class, and how often on a progress report; empty without a class."""
    if not account_class:
        return ""
    who = words[f"follow_up_{account_class}"]
    return words["follow_up_report"].format(who=who, months=report_months) if report_months else who
