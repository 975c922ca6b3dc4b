"""Customers' organisations of many shapes, for the influence map: who reports to whom, by number."""

from __future__ import annotations

import random
from collections.abc import Iterable

from planforge.model.codes import YesNo
from planforge.model.relationship import Stakeholder

Pairs = list[tuple[int, int | None]]


def company(pairs: Iterable[tuple[int, int | None]], outside: Iterable[int] = ()) -> list[Stakeholder]:
    away = set(outside)
    return [
        Stakeholder(id=f"P{n}", name=f"P{n}", reports_to=None if boss is None else f"P{boss}", outside=YesNo.YES if n in away else None)
        for n, boss in pairs
    ]


def departments(count: int, staff: int) -> Pairs:
    """A head with department heads, each with the same staff."""
    pairs: Pairs = [(0, None), *((n, 0) for n in range(1, count + 1))]
    for n in range(1, count + 1):
        pairs += [(count + (n - 1) * staff + k + 1, n) for k in range(staff)]
    return pairs


def uneven(sizes: Iterable[int]) -> Pairs:
    pairs: Pairs = [(0, None)]
    for staff in sizes:
        head = len(pairs)
        pairs.append((head, 0))
        pairs += [(head + k + 1, head) for k in range(staff)]
    return pairs


def random_tree(count: int, seed: int) -> Pairs:
    dice = random.Random(seed)
    return [(0, None), *((n, dice.randrange(n)) for n in range(1, count))]


SHAPES: dict[str, Pairs] = {
    "eight departments of four": departments(8, 4)[:40],
    "five departments of seven": departments(5, 7)[:40],
    "three departments of twelve": departments(3, 12),
    "uneven departments": uneven((1, 2, 9, 1, 4, 11, 2, 3)),
    "flat": [(0, None), *((n, 0) for n in range(1, 40))],
    "a chain": [(0, None), *((n, n - 1) for n in range(1, 40))],
    "two trees": [*departments(4, 4)[:20], (20, None), *((n, 20) for n in range(21, 40))],
    "nobody reports": [(n, None) for n in range(40)],
    "a loop and its staff": [(0, 1), (1, 0), *((n, n % 2) for n in range(2, 40))],
}
