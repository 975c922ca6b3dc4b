"""Places the people of an influence map: rows by reporting line, parents over their children, outsiders at the right.

Each row is solved on its own: every card wants to stand under its parent or over its children, cards keep their order
and a fixed pitch. The nearest arrangement is found by pooling neighbours that want the same place (isotonic regression).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

CARD_WIDTH = 1.62
PITCH = 1.98
"""Inches from card to card; less where a narrow map must hold a full row."""
PER_ROW, ROWS = 5, 4
ROUNDS = 25


class Person(Protocol):
    """What placing needs to know of a person."""

    id: str
    reports_to: str
    outside: bool


class Link(Protocol):
    """An influence between two people."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a card stands: row from 0, place in its row, left edge in inches from the map's left edge."""

    row: int
    column: int
    left: float


@dataclass(frozen=True, slots=True)
class Layout:
    """Places by person id, reporting lines that can be drawn (parent, child), and how many rows are in use."""

    places: Mapping[str, Place]
    lines: tuple[tuple[str, str], ...]
    rows: int


def arrange(people: Sequence[Person], links: Sequence[Link], width: float) -> Layout:
    """The layout of up to 20 people in a map of a width in inches; four levels are the most that stand under each other."""
    parents = _parents(people)
    rows = _rows(people, parents, links)
    _bring_linked_together(rows, parents, links)
    lefts = _solve(rows, parents, width)
    places = {ident: Place(r, c, lefts[ident]) for r, row in enumerate(rows) for c, ident in enumerate(row)}
    lines = tuple((parent, child) for child, parent in parents.items() if parent in places and child in places)
    return Layout(places, lines, len(rows))


def _parents(people: Sequence[Person]) -> dict[str, str]:
    """Child to parent among the people shown; loops are cut at the person met twice."""
    known = {p.id for p in people if not p.outside}
    parents = {p.id: p.reports_to for p in people if not p.outside and p.reports_to in known and p.reports_to != p.id}
    for start in list(parents):
        seen, here = {start}, start
        while here in parents:
            above = parents[here]
            if above in seen:
                del parents[here]
                break
            seen.add(above)
            here = above
    return parents


def _depth(ident: str, parents: Mapping[str, str]) -> int:
    depth = 0
    while ident in parents:
        ident, depth = parents[ident], depth + 1
    return depth


def _rows(people: Sequence[Person], parents: Mapping[str, str], links: Sequence[Link]) -> list[list[str]]:
    """Ids per row, children in the order of their parents, outsiders last; deeper levels fold into the last row."""
    inside = [p.id for p in people if not p.outside]
    has_tree = bool(parents)
    children_of = set(parents.values())
    rows: list[list[str]] = [[] for _ in range(ROWS)]
    for ident in inside:
        depth = _depth(ident, parents)
        if has_tree and ident not in parents and ident not in children_of:
            depth = 1  # nobody above or below: stands with the middle row
        rows[min(depth, ROWS - 1)].append(ident)
    for r in range(1, ROWS):
        order = {ident: place for place, ident in enumerate(rows[r - 1])}
        rows[r].sort(key=lambda ident: order.get(_anchor(ident, parents, order), len(order)))
    for person in people:
        if person.outside:
            _seat_outsider(person.id, rows, links)
    _wrap(rows, parents)
    _spill(rows)
    return [row for row in rows if row]


def _anchor(ident: str, parents: Mapping[str, str], order: Mapping[str, int]) -> str:
    while ident in parents and ident not in order:
        ident = parents[ident]
    return ident


def _seat_outsider(ident: str, rows: list[list[str]], links: Sequence[Link]) -> None:
    """An outsider stands in the row of the person it acts on, when there is room."""
    partners = [link.target for link in links if link.source == ident] + [link.source for link in links if link.target == ident]
    wanted = next((r for partner in partners for r, row in enumerate(rows) if partner in row), 1)
    for r in sorted(range(ROWS), key=lambda r: (abs(r - wanted), r)):
        if len(rows[r]) < PER_ROW:
            rows[r].append(ident)
            return
    rows[wanted].append(ident)


def _wrap(rows: list[list[str]], parents: Mapping[str, str]) -> None:
    """Breaks the lowest row into two where it is too long and all in it have one superior: the second row stands between the first's."""
    last = max((r for r, row in enumerate(rows) if row), default=0)
    row = rows[last]
    superiors = {parents.get(ident) for ident in row}
    if PER_ROW < len(row) < 2 * PER_ROW and last + 1 < ROWS and len(superiors) == 1 and None not in superiors:
        upper = (len(row) + 2) // 2
        rows[last], rows[last + 1] = row[:upper], row[upper:]


def _spill(rows: list[list[str]]) -> None:
    """Moves surplus cards to a row with room, lower rows first."""
    for r in range(ROWS):
        for other in [*range(r + 1, ROWS), *range(r - 1, -1, -1)]:
            while len(rows[r]) > PER_ROW and len(rows[other]) < PER_ROW:
                rows[other].append(rows[r].pop())


def _bring_linked_together(rows: list[list[str]], parents: Mapping[str, str], links: Sequence[Link]) -> None:
    """Swaps neighbours of one parent where that lets more influence links run between facing cards."""
    for row in rows:
        for i in range(len(row)):
            for j in range(i + 1, len(row)):
                if parents.get(row[i]) != parents.get(row[j]):
                    continue
                before = _facing(row, links)
                row[i], row[j] = row[j], row[i]
                if _facing(row, links) <= before:
                    row[i], row[j] = row[j], row[i]


def _facing(row: Sequence[str], links: Sequence[Link]) -> int:
    place = {ident: n for n, ident in enumerate(row)}
    return sum(1 for k in links if k.source in place and k.target in place and abs(place[k.source] - place[k.target]) == 1)


def _solve(rows: Sequence[Sequence[str]], parents: Mapping[str, str], width: float) -> dict[str, float]:
    """Left edges: alternately children under parents and parents over children."""
    pitch = min(PITCH, (width - CARD_WIDTH) / (PER_ROW - 1))
    lefts = {}
    for row in rows:
        start = (width - ((len(row) - 1) * pitch + CARD_WIDTH)) / 2
        lefts.update({ident: start + n * pitch for n, ident in enumerate(row)})
    children: dict[str, list[str]] = {}
    for child, parent in parents.items():
        children.setdefault(parent, []).append(child)
    for turn in range(ROUNDS):
        order = rows if turn % 2 else list(reversed(rows))
        for row in order:
            wanted: list[float] = []
            for ident in row:
                free = ident not in parents and ident not in children
                wish = _wish(ident, lefts, parents, children, upward=turn % 2 == 0)
                wanted.append(max(wish, wanted[-1] + pitch) if free and wanted else wish)
            lefts.update(zip(row, _spread(wanted, width, pitch), strict=True))
    for above, row in pairwise(rows):
        superiors = {parents.get(ident) for ident in (*above, *row)}
        if len(superiors) == 1 and None not in superiors and len(row) < len(above):
            between = [(lefts[one] + lefts[other]) / 2 for one, other in pairwise(above)]
            start = (len(between) - len(row)) // 2
            lefts.update(zip(row, between[start : start + len(row)], strict=True))
    return lefts


def _wish(ident: str, lefts: Mapping[str, float], parents: Mapping[str, str], children: Mapping[str, list[str]], upward: bool) -> float:
    below = children.get(ident)
    if upward and below:
        return (min(lefts[c] for c in below) + max(lefts[c] for c in below)) / 2
    if not upward and ident in parents:
        family = children[parents[ident]]
        middle = (min(lefts[c] for c in family) + max(lefts[c] for c in family)) / 2
        return lefts[ident] + lefts[parents[ident]] - middle
    return lefts[ident]


def _spread(wanted: Sequence[float], width: float, pitch: float) -> list[float]:
    """The positions nearest to the wanted ones that keep order, pitch and the map's edges."""
    pools: list[tuple[float, int]] = []
    for n, value in enumerate(wanted):
        mean, count = value - n * pitch, 1
        while pools and pools[-1][0] > mean:
            before, size = pools.pop()
            mean, count = (before * size + mean * count) / (size + count), size + count
        pools.append((mean, count))
    out: list[float] = []
    highest = width - CARD_WIDTH - (len(wanted) - 1) * pitch
    for mean, count in pools:
        base = max(0.0, min(mean, highest))
        start = len(out)
        out.extend(base + (start + n) * pitch for n in range(count))
    return out
