"""Sums, means, shares and growth. None stands for unknown and is never counted as 0."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def mean(values: Iterable[float | None]) -> float | None:
    """The mean of the known values; None when there are none."""
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def whole(values: Iterable[float | None]) -> float | None:
    """The sum of values that are all known; None while one is not, or when there are none."""
    found = list(values)
    known = [value for value in found if value is not None]
    return sum(known) if found and len(known) == len(found) else None


def shares(weights: Sequence[float | None]) -> list[float]:
    """Weights brought to a sum of 1.

    A blank weight counts as the mean of the given ones; without any positive weight all count the same.
    """
    given = [weight for weight in weights if weight is not None]
    blank = sum(given) / len(given) if given else 1.0
    filled = [blank if weight is None else max(weight, 0.0) for weight in weights]
    total = sum(filled)
    if total <= 0:
        return [1 / len(weights) for _ in weights]
    return [weight / total for weight in filled]


def weighted_mean(values: Sequence[float | None], weights: Sequence[float | None]) -> float | None:
    """sum(weight x value) / sum(weight) over the known values; weights as in `shares`."""
    parts = shares(weights) if weights else []
    known = [(value, part) for value, part in zip(values, parts, strict=True) if value is not None]
    total = sum(part for _, part in known)
    if not known:
        return None
    return sum(value * part for value, part in known) / total if total > 0 else mean(value for value, _ in known)


def clamp(value: float, low: float, high: float) -> float:
    """The value, or the nearer bound when it lies outside."""
    return min(max(value, low), high)


def ratio(above: float | None, below: float | None) -> float | None:
    """above / below; None when either is unknown or below is not positive."""
    return None if above is None or below is None or below <= 0 else above / below


def difference(minuend: float | None, *subtrahends: float | None) -> float | None:
    """The minuend less all others; None when any is unknown."""
    known = [value for value in subtrahends if value is not None]
    return None if minuend is None or len(known) < len(subtrahends) else minuend - sum(known)


def growth(now: float | None, before: float | None) -> float | None:
    """now / before - 1; None when it cannot be told."""
    quotient = ratio(now, before)
    return None if quotient is None else quotient - 1


def cagr(first: float | None, last: float | None, years: int) -> float | None:
    """Compound annual growth: (last / first) ^ (1 / years) - 1; None when a value is not positive or no year lies between."""
    quotient = ratio(last, first)
    return None if quotient is None or quotient <= 0 or years < 1 else float(quotient ** (1 / years) - 1)
