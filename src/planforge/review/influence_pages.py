"""Divides the people of the influence map into pages: an overview first, then branch by branch, superiors repeated above their staff."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from planforge.model.relationship import Influence, Stakeholder

CARDS, PER_ROW, ROWS = 14, 5, 4
WRAPPED = 2 * PER_ROW - 1
"""Staff of one superior that stand in two rows: those of the second row between the cards of the first."""

People = list[Stakeholder]


@dataclass(frozen=True, slots=True)
class MapPage:
    """People of a page in the order they are drawn; `head` leads them (None when one page holds all); `fresh` are not repeated."""

    people: People
    head: Stakeholder | None = None
    fresh: People = field(default_factory=list)


def divide(people: Sequence[Stakeholder], bosses: Mapping[str, str], links: Sequence[Influence]) -> list[MapPage]:
    """One page when all fit (also when there is nobody, for the empty state), else as few as their reporting lines allow.

    Args:
        people: who is on the map.
        bosses: by person id the nearest superior on the map.
        links: who influences whom; an outsider stands with the person it acts on.
    """
    tree = _Tree(people, bosses, links)
    everybody = list(people)
    if tree.fits(everybody):
        return [MapPage(everybody, None, everybody)]
    found: list[tuple[People, Stakeholder | None]] = []
    for root in (root for root in tree.roots if tree.staff(root)):
        found += tree.split(root, [])
    for person in (root for root in tree.roots if not tree.staff(root)):
        unit = [person, *tree.guests(person)]
        room = next((page for page, _ in reversed(found) if tree.fits([*page, *unit])), None)
        if room is None:
            found.append((unit, None))
        else:
            room += unit
    seen: set[int] = set()
    pages = []
    for members, head in found:
        pages.append(MapPage(members, head, [person for person in members if id(person) not in seen]))
        seen |= {id(person) for person in members}
    return pages


class _Tree:
    """The reporting lines; loops are cut at the person met twice."""

    def __init__(self, people: Sequence[Stakeholder], bosses: Mapping[str, str], links: Sequence[Influence]) -> None:
        self.people = list(people)
        self.by_id = {person.id: person for person in self.people if person.id}
        self.bosses = self._without_loops(bosses)
        self.hosts = {person.id: host for person in self.people if person.outside and (host := self._host(person, links))}
        self.roots = [p for p in self.people if p.id not in self.bosses and p.id not in self.hosts]

    def _without_loops(self, bosses: Mapping[str, str]) -> dict[str | None, str]:
        known: dict[str | None, str] = {
            p.id: bosses[p.id] for p in self.people if p.id and not p.outside and bosses.get(p.id) in self.by_id and bosses[p.id] != p.id
        }
        known = {ident: boss for ident, boss in known.items() if not self.by_id[boss].outside}
        for start in list(known):
            seen, here = {start}, start
            while here in known:
                above = known[here]
                if above in seen:
                    del known[here]
                    break
                seen.add(above)
                here = above
        return known

    def _host(self, person: Stakeholder, links: Sequence[Influence]) -> str | None:
        """The person inside whom somebody outside acts on, or who acts on that person."""
        ends = [link.target for link in links if link.source == person.id] + [link.source for link in links if link.target == person.id]
        return next((end for end in ends if end in self.by_id and not self.by_id[end].outside), None)

    def staff(self, boss: Stakeholder) -> People:
        """Direct reports."""
        return [p for p in self.people if boss.id and self.bosses.get(p.id) == boss.id]

    def guests(self, host: Stakeholder) -> People:
        """People outside who act on somebody."""
        return [p for p in self.people if host.id and self.hosts.get(p.id) == host.id]

    def branch(self, top: Stakeholder) -> People:
        """Somebody with guests and all staff below."""
        return [top, *self.guests(top), *(person for report in self.staff(top) for person in self.branch(report))]

    def split(self, top: Stakeholder, above: People) -> list[tuple[People, Stakeholder | None]]:
        """The pages of a branch: whole if it fits, else the direct reports first and then the branches below them."""
        for lead in (above, []):
            if self.fits([*lead, *self.branch(top)]):
                return [([*lead, *self.branch(top)], top)]
        reports = [[guest] for guest in self.guests(top)] + [[report, *self.guests(report)] for report in self.staff(top)]
        base = [*above, top] if self.fits([*above, top, *reports[0]]) else [top]
        pages: list[tuple[People, Stakeholder | None]] = [(page, top) for page in self._evenly(base, reports)]
        small = [report for report in self.staff(top) if self.staff(report) and self.fits([top, *self.branch(report)])]
        pages += [(page, top) for page in self._evenly([top], [self.branch(report) for report in small])]
        for report in self.staff(top):
            if self.staff(report) and report not in small:
                pages += self.split(report, [top])
        return pages

    def _evenly(self, base: People, units: Sequence[People]) -> list[People]:
        """The units on as few pages as they need, each with the base, and none of the pages much emptier than the others."""
        pages = self._packed(base, units, CARDS)
        for most in range(len(base) + 1, CARDS):
            even = self._packed(base, units, most)
            if len(even) <= len(pages):
                return even
        return pages

    def _packed(self, base: People, units: Sequence[People], most: int) -> list[People]:
        pages: list[People] = []
        for unit in units:
            room = next((page for page in pages if len(page) + len(unit) <= most and self.fits([*page, *unit])), None)
            if room is None:
                pages.append([*base, *unit])
            else:
                room += unit
        return pages

    def fits(self, page: Sequence[Stakeholder]) -> bool:
        """True when the map has a place for everybody and can draw their lines."""
        if len(page) > CARDS:
            return False
        rows = self._rows(page)
        if any(len(row) > PER_ROW for row in rows[:-1]):
            return False
        last = rows[-1] if rows else []
        if len(last) <= PER_ROW:
            return len(rows) <= ROWS
        bosses = {self.bosses.get(person.id, "") if not person.outside else "" for person in last}
        return len(rows) < ROWS and len(last) <= WRAPPED and len(bosses) == 1 and "" not in bosses

    def _rows(self, page: Sequence[Stakeholder]) -> list[People]:
        here = {person.id for person in page if person.id}
        depths = [self._depth(person, here) for person in page]
        return [[person for person, depth in zip(page, depths, strict=True) if depth == row] for row in range(max(depths, default=-1) + 1)]

    def _depth(self, person: Stakeholder, here: set[str]) -> int:
        """Steps up the reporting line on the page; somebody outside stands beside the host, who has no line in the second row."""
        host = self.hosts.get(person.id)
        if host in here:
            person = self.by_id[host]
        above = self.bosses.get(person.id)
        if above not in here:
            leads = any(self.bosses.get(ident) == person.id for ident in here)
            tied = any(self.bosses.get(ident) in here for ident in here)
            return 0 if leads or not tied else 1
        depth = 0
        while above in here:
            depth, above = depth + 1, self.bosses.get(above)
        return depth
