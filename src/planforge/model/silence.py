"""How long a contact has not heard from us, by the activity log and by the contacts sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from planforge.model.codes import Rhythm
from planforge.model.people import Activity
from planforge.model.plan import AccountPlan
from planforge.model.relationship import Stakeholder


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """A contact on a day.

    Attributes:
        entries: the log's entries that name the contact, oldest first.
        last: the latest day of these and of the contact's own last contact; None when there is neither.
        days: days since `last`; without one, days since the log began; None when nothing is known.
        agreed: days between two contacts by the agreed rhythm; None when none is agreed.
    """

    contact: Stakeholder
    entries: tuple[Activity, ...]
    last: date | None
    days: int | None
    agreed: int | None = None

    @property
    def over(self) -> int | None:
        """Days beyond the agreed rhythm, 0 while in time; None when no rhythm is agreed or nothing is known."""
        return None if self.agreed is None or self.days is None else max(0, self.days - self.agreed)

    @property
    def logged(self) -> date | None:
        """The day of the last entry."""
        return next((entry.day for entry in reversed(self.entries) if entry.day), None)


def logged_until(plan: AccountPlan, day: date | None) -> tuple[Activity, ...]:
    """The log's entries in order of their day, without those that lie after a day; entries without a date come first."""
    known = [entry for entry in plan.activities if entry.day is None or day is None or entry.day <= day]
    return tuple(sorted(known, key=lambda entry: entry.day or date.min))


def silences(plan: AccountPlan, day: date | None, rhythm: Mapping[Rhythm, int]) -> tuple[Silence, ...]:
    """Every contact on a day, in sheet order; without a day it is told who is named, but not for how long nobody was heard.

    Args:
        rhythm: days between two contacts by rhythm, as the scoring policy has them.
    """
    log = logged_until(plan, day)
    began = next((entry.day for entry in log if entry.day), None)
    return tuple(
        _silence(contact, tuple(e for e in log if contact.id and e.contact == contact.id), began, day, rhythm) for contact in plan.contacts
    )


def _silence(
    contact: Stakeholder, entries: tuple[Activity, ...], began: date | None, day: date | None, rhythm: Mapping[Rhythm, int]
) -> Silence:
    known = [entry.day for entry in entries if entry.day]
    if contact.last_contact and (day is None or contact.last_contact <= day):
        known.append(contact.last_contact)
    last = max(known, default=None)
    since = last or began
    agreed = rhythm[contact.rhythm] if contact.rhythm else None
    return Silence(contact=contact, entries=entries, last=last, days=(day - since).days if day and since else None, agreed=agreed)
