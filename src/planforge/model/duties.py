"""The duties of the team as they are read together: who answers for a duty, does the work, is asked, is told (METHOD, G3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planforge.model.account import Duty
from planforge.model.codes import DutyRole
from planforge.model.plan import AccountPlan
from planforge.values import CellRef, same_words

ROLE_FIELDS: tuple[tuple[str, DutyRole], ...] = (
    ("accountable", DutyRole.ACCOUNTABLE),
    ("responsible_1", DutyRole.RESPONSIBLE),
    ("responsible_2", DutyRole.RESPONSIBLE),
    ("consulted_1", DutyRole.CONSULTED),
    ("consulted_2", DutyRole.CONSULTED),
    ("informed_1", DutyRole.INFORMED),
    ("informed_2", DutyRole.INFORMED),
)
"""The fields of a duty that name a person, with the part each gives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedDuty:
    """A duty with everybody who has a part in it, out of all rows that name it.

    Attributes:
        records: its rows, in workbook order.
        roles: name to parts, both without repeats; parts in the order A, R, C, I.
    """

    name: str
    records: tuple[Duty, ...]
    roles: Mapping[str, tuple[DutyRole, ...]]

    def people(self, role: DutyRole) -> tuple[str, ...]:
        """Who has a part, in the order in which the workbook names them."""
        return tuple(name for name, roles in self.roles.items() if role in roles)


def read_duties(plan: AccountPlan) -> tuple[SharedDuty, ...]:
    """The duties in workbook order; rows with the same words are one duty. A row without a duty is left out."""
    rows: dict[str, list[Duty]] = {}
    for record in plan.duties:
        if record.duty:
            rows.setdefault(same_words(record.duty), []).append(record)
    return tuple(SharedDuty(name=found[0].duty or "", records=tuple(found), roles=_roles(found)) for found in rows.values())


def _roles(records: list[Duty]) -> dict[str, tuple[DutyRole, ...]]:
    found: dict[str, set[DutyRole]] = {}
    for record in records:
        for name, role in ROLE_FIELDS:
            person = getattr(record, name)
            if person:
                found.setdefault(person, set()).add(role)
    return {person: tuple(role for role in DutyRole if role in roles) for person, roles in found.items()}


def role_cells(duty: SharedDuty, role: DutyRole, person: str = "") -> tuple[CellRef, ...]:
    """The cells that give a part, to one person or, without a name, to anybody."""
    names = [name for name, given in ROLE_FIELDS if given is role]
    found = [(record.at(name), getattr(record, name)) for record in duty.records for name in names]
    return tuple(cell for cell, value in found if cell is not None and value and person in ("", value))
