"""The net of influence among the customer's people, apart from the reporting lines: its centre, who stands alone, who moves in circles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from planforge.model.codes import InfluenceStrength
from planforge.model.plan import AccountPlan
from planforge.model.relationship import Influence, Stakeholder


@dataclass(frozen=True, slots=True, kw_only=True)
class InfluenceWeights:
    """What a strong and a weak influence count. One of unknown strength counts as weak, which is the least it can be."""

    strong: int
    weak: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InfluenceReading:
    """What the lines of influence show.

    Attributes:
        centre: whoever influences others most; several who do so equally; nobody without a line.
        weight: the points of all influences of such a person.
        alone: contacts without superior, staff and influence, when others have such lines.
        circles: people who influence each other, directly or through others; each circle in the order of the sheet.
    """

    centre: tuple[Stakeholder, ...] = ()
    weight: int = 0
    alone: tuple[Stakeholder, ...] = ()
    circles: tuple[tuple[Stakeholder, ...], ...] = ()


def read_influence(plan: AccountPlan, weights: InfluenceWeights) -> InfluenceReading:
    """The centre, those who stand alone, and the circles."""
    points: dict[str, int] = {}
    for line in known_lines(plan):
        source = line.source or ""
        points[source] = points.get(source, 0) + (weights.strong if line.strength is InfluenceStrength.STRONG else weights.weak)
    most = max(points.values(), default=0)
    return InfluenceReading(
        centre=tuple(contact for contact in plan.contacts if most and points.get(contact.id or "") == most),
        weight=most,
        alone=alone(plan),
        circles=circles(plan),
    )


def known_lines(plan: AccountPlan) -> tuple[Influence, ...]:
    """The lines between two different contacts of the plan."""
    ids = {contact.id for contact in plan.contacts if contact.id}
    return tuple(line for line in plan.influence if line.source in ids and line.target in ids and line.source != line.target)


def alone(plan: AccountPlan) -> tuple[Stakeholder, ...]:
    """Contacts without superior, staff and influence, when others have such lines."""
    ids = {contact.id for contact in plan.contacts if contact.id}
    tied = {end for line in known_lines(plan) for end in (line.source, line.target)}
    for contact in plan.contacts:
        if contact.reports_to in ids and contact.reports_to != contact.id:
            tied |= {contact.id, contact.reports_to}
    return tuple(contact for contact in plan.contacts if contact.id not in tied) if tied else ()


def circles(plan: AccountPlan) -> tuple[tuple[Stakeholder, ...], ...]:
    """People from each of whom influence comes back to each of them, in the order of the sheet."""
    targets: dict[str, set[str]] = {}
    for line in known_lines(plan):
        targets.setdefault(line.source or "", set()).add(line.target or "")
    reached = {source: _reached(source, targets) for source in targets}
    found: list[tuple[Stakeholder, ...]] = []
    for contact in plan.contacts:
        ident = contact.id or ""
        if ident in reached.get(ident, ()) and not any(contact in circle for circle in found):
            found.append(tuple(_circle(plan, ident, reached)))
    return tuple(found)


def _circle(plan: AccountPlan, ident: str, reached: Mapping[str, set[str]]) -> Iterator[Stakeholder]:
    for contact in plan.contacts:
        if contact.id in reached[ident] and ident in reached.get(contact.id or "", ()):
            yield contact


def _reached(source: str, targets: Mapping[str, set[str]]) -> set[str]:
    """Everybody to whom influence flows from somebody, also through others."""
    reached: set[str] = set()
    ahead = list(targets.get(source, ()))
    while ahead:
        ident = ahead.pop()
        if ident not in reached:
            reached.add(ident)
            ahead += targets.get(ident, ())
    return reached
