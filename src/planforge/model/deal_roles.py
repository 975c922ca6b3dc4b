"""Who plays which part in a deal: the rows of the deal when there are any, else the role that each contact has for the account."""

from __future__ import annotations

from dataclasses import dataclass

from planforge.model.codes import BuyingRole, Support
from planforge.model.deal import DealRole
from planforge.model.opportunity import Opportunity
from planforge.model.plan import AccountPlan
from planforge.model.reach import Reach, reach
from planforge.model.relationship import Stakeholder

DECIDING = (BuyingRole.APPROVER, BuyingRole.DECIDER)
"""The roles without which nothing is bought."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DealPerson:
    """A contact with a role in a deal.

    Attributes:
        role: in this deal.
        support: in this deal, else for the account; None while neither is known.
        reach: how far we reach the contact.
        row: the row that says so; None when the contact's own role holds.
    """

    role: BuyingRole
    support: Support | None
    reach: Reach
    row: DealRole | None = None

    @property
    def contact(self) -> Stakeholder:
        """The person."""
        return self.reach.contact

    @property
    def against(self) -> bool:
        """True for somebody known to be against us in this deal."""
        return self.support is not None and self.support.sign < 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DealRoles:
    """The people of one deal, by role and then in sheet order.

    Attributes:
        own: the deal has rows of its own; else the roles are those that the contacts have for the account.
    """

    people: tuple[DealPerson, ...] = ()
    own: bool = False

    def of(self, role: BuyingRole) -> tuple[DealPerson, ...]:
        """Who has a role."""
        return tuple(person for person in self.people if person.role is role)

    @property
    def missing(self) -> tuple[BuyingRole, ...]:
        """The roles with nobody mapped."""
        return tuple(role for role in BuyingRole if not self.of(role))

    @property
    def uncovered(self) -> tuple[DealPerson, ...]:
        """Approvers and deciders whom nobody of ours owns or is known to."""
        return tuple(person for person in self.people if person.role in DECIDING and not person.reach.covered)

    @property
    def against(self) -> tuple[DealPerson, ...]:
        """Approvers and deciders who are against us in this deal."""
        return tuple(person for person in self.people if person.role in DECIDING and person.against)


def rows_of(plan: AccountPlan, deal: Opportunity) -> tuple[DealRole, ...]:
    """The rows of a deal, in sheet order."""
    return tuple(row for row in plan.deal_roles if deal.id and row.opportunity == deal.id)


def read_roles(plan: AccountPlan, deal: Opportunity) -> DealRoles:
    """Who plays which part in a deal (METHOD C6). A row without a role, or for a contact whom nobody knows, fills no role.

    Somebody who stands in the deal twice with the same role counts once, by the first row.
    """
    found, rows = reach(plan), rows_of(plan, deal)
    people = _of_rows(rows, found) if rows else _of_contacts(found)
    order = tuple(BuyingRole)
    return DealRoles(people=tuple(sorted(people, key=lambda person: order.index(person.role))), own=bool(rows))


def _of_rows(rows: tuple[DealRole, ...], found: tuple[Reach, ...]) -> list[DealPerson]:
    by_id = {entry.contact.id: entry for entry in reversed(found) if entry.contact.id}
    people: dict[tuple[str, BuyingRole], DealPerson] = {}
    for row in rows:
        entry = by_id.get(row.contact or "")
        if entry is not None and row.contact is not None and row.role is not None:
            person = DealPerson(role=row.role, support=row.support or entry.contact.support, reach=entry, row=row)
            people.setdefault((row.contact, row.role), person)
    return list(people.values())


def _of_contacts(found: tuple[Reach, ...]) -> list[DealPerson]:
    return [
        DealPerson(role=entry.contact.buying_role, support=entry.contact.support, reach=entry)
        for entry in found
        if entry.contact.buying_role is not None
    ]


def large_deals(plan: AccountPlan, most: int) -> tuple[Opportunity, ...]:
    """The deals that are tracked one by one: those named for assessment and still open, else the largest by weighted value."""
    named = [getattr(plan.deals_reviewed, f"deal_{place}") for place in (1, 2, 3)]
    flagged = [found for id in named if id and (found := next((d for d in plan.pipeline if d.id == id), None)) and found.is_open]
    weighted = [(deal.weighted, deal) for deal in plan.pipeline if deal.is_open and deal.weighted is not None]
    largest = [deal for _, deal in sorted(weighted, key=lambda pair: -pair[0])]
    return tuple(flagged or largest)[:most]
